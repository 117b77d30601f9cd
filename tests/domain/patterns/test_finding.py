"""Problems that come back, what was tried about them, what stayed: each rests on entries."""

import datetime as dt
from collections.abc import Mapping

from retro_cli.domain.action import action_items
from retro_cli.domain.entry import read_entry
from retro_cli.domain.layout import Layout
from retro_cli.domain.patterns.finding import find_patterns
from retro_cli.domain.patterns.model import Patterns
from retro_cli.domain.patterns.reading import read
from retro_cli.domain.text import split_lines
from retro_cli.store.formats import load_formats
from retro_cli.store.locations import builtin_templates

FORMATS = load_formats([("built-in", builtin_templates())]).by_name
TODAY = dt.date(2026, 11, 20)


def found(files: Mapping[str, str], today: dt.date = TODAY) -> Patterns:
    readings = []
    for path, text in files.items():
        entry = read_entry(text, path, FORMATS, Layout().slot(path))
        reading = read(entry, action_items(entry, split_lines(text)))
        readings += [reading] if reading else []
    return find_patterns(readings, today)


def kpt(keep: str = "", problem: str = "", tries: str = "", fields: str = "") -> str:
    sections = (("Keep", keep), ("Problem", problem), ("Try", tries))
    body = "\n".join(f"## {name}\n{text}\n" for name, text in sections if text)
    return f"---\nformat: kpt\n{fields}---\n{body}"


def cdfa(cue: str, felt: str, tags: str = "") -> str:
    return f"---\nformat: cdfa\ntags: [{tags}]\n---\n## 계기\n{cue}\n\n## 느낀 점\n{felt}\n"


def test_a_problem_of_two_days_comes_back_whatever_its_endings() -> None:
    (problem,) = found(
        {
            "2026/2026-11-02.md": kpt(problem="- 점심 먹고 졸았다\n- 배포가 실패했다"),
            "2026/2026-11-16.md": kpt(problem="- 점심먹고 또 졸았음"),
        }
    ).recurring
    assert problem.text == "점심먹고 또 졸았음"
    assert [(said.date.day, said.path, said.line) for said in problem.sayings] == [
        (2, "2026/2026-11-02.md", 5),
        (16, "2026/2026-11-16.md", 5),
    ]
    assert (problem.recent, problem.before, problem.untried) == (2, 0, True)


def test_a_problem_twice_on_one_day_does_not_come_back() -> None:
    assert found({"2026/2026-11-02.md": kpt(problem="- 늦잠을 잤다\n- 또 늦잠을 잤다")}).empty


def test_a_journal_without_repetition_has_no_patterns() -> None:
    days = ["늦잠을 잤다", "배포가 실패했다", "회의가 길었다", "Skipped lunch", "점심이 짰다", "Copied the code"]
    texts = {
        f"2026/2026-11-{day:02}.md": kpt(keep=f"- 잘한 일 {day}", problem=f"- {text}")
        for day, text in enumerate(days, 2)
    }
    assert found(texts) == Patterns()


def test_a_review_that_repeats_its_days_counts_once() -> None:
    files = {
        "2026/2026-11-03.md": kpt(problem="- 회의가 길었다"),
        "2026/2026-W45.md": "---\nformat: weekly\n---\n## [-] Negative\n- 회의가 길었다\n",
    }
    assert not found(files).recurring
    (problem,) = found({**files, "2026/2026-W46.md": files["2026/2026-W45.md"]}).recurring
    assert [said.date for said in problem.sayings] == [dt.date(2026, 11, 3), dt.date(2026, 11, 15)]


def test_what_was_tried_says_what_became_of_it_and_whether_it_helped() -> None:
    (problem,) = found(
        {
            "2026/2026-10-01.md": kpt(problem="- 점심 먹고 졸았다", tries="- [-] 커피 마시기 ❌ 2026-10-05"),
            "2026/2026-10-08.md": kpt(problem="- 점심 먹고 졸았다", tries="- [x] 점심 먹고 걷기 ✅ 2026-10-20"),
            "2026/2026-10-15.md": kpt(problem="- 점심 먹고 졸았다"),
            "2026/2026-11-02.md": kpt(tries="- [ ] 점심 먹고 졸리면 세수하기"),
        }
    ).recurring
    assert [(tried.item.text, tried.link, tried.item.state, tried.since) for tried in problem.tried] == [
        ("커피 마시기", "entry", "dropped", 2),
        ("점심 먹고 걷기", "entry", "done", 0),
        ("점심 먹고 졸리면 세수하기", "words", "open", None),
    ]
    assert not problem.untried


def test_among_several_problems_the_words_or_the_order_say_which_one_a_try_is_about() -> None:
    bad = "- 회의가 한 시간을 넘겼다\n- 테스트 없이 고쳤다가 깨졌다"
    later = {"2026/2026-11-09.md": kpt(problem=bad)}
    by_words = found({"2026/2026-11-02.md": kpt(problem=bad, tries="- [ ] 테스트부터 쓰기"), **later})
    assert [[tried.item.text for tried in problem.tried] for problem in by_words.recurring] == [[], ["테스트부터 쓰기"]]
    by_order = found({"2026/2026-11-02.md": kpt(problem=bad, tries="- [ ] 타이머 켜기\n- [ ] 하나씩 해 보기"), **later})
    assert [[tried.item.text for tried in problem.tried] for problem in by_order.recurring] == [
        ["타이머 켜기"],
        ["하나씩 해 보기"],
    ]


def test_where_nobody_can_tell_what_a_try_is_about_nothing_is_said() -> None:
    bad = "- 회의가 한 시간을 넘겼다\n- 테스트 없이 고쳤다가 깨졌다"
    patterns = found(
        {"2026/2026-11-02.md": kpt(problem=bad, tries="- [ ] 하나씩"), "2026/2026-11-09.md": kpt(problem=bad)}
    )
    assert [(problem.tried, problem.untried) for problem in patterns.recurring] == [((), False), ((), False)]
    assert not patterns.untried


def test_a_try_that_was_kept_is_found_in_a_later_entry_only() -> None:
    tried = kpt(keep="- 15분 막히면 물어봤다", tries="- [x] 15분 막히면 물어보기 ✅ 2026-11-04")
    assert not found({"2026/2026-11-02.md": tried}).kept
    (kept,) = found({"2026/2026-11-02.md": tried, "2026/2026-11-05.md": kpt(keep="- 15분 막히고 바로 물어봤다")}).kept
    assert (kept.item.line, kept.saying.path) == (8, "2026/2026-11-05.md")
    dropped = tried.replace("[x]", "[-]").replace("✅", "❌")
    assert not found(
        {"2026/2026-11-02.md": dropped, "2026/2026-11-05.md": kpt(keep="- 15분 막히고 바로 물어봤다")}
    ).kept


def test_items_open_for_three_weeks_have_slipped() -> None:
    files = {"2026/2026-10-30.md": kpt(tries="- [ ] 이력서 고치기\n- [x] 책 읽기 ✅ 2026-11-02")}
    assert [item.text for item in found(files).slipped] == ["이력서 고치기"]
    assert not found(files, dt.date(2026, 11, 19)).slipped


def test_feelings_are_put_together_by_cue_and_else_by_tag() -> None:
    patterns = found(
        {
            "2026/2026-10-05-a.md": cdfa("모의 면접을 봤다", "떨렸다"),
            "2026/2026-10-19-b.md": cdfa("모의 면접을 또 봤다", "덜 떨렸다"),
            "2026/2026-10-20-c.md": cdfa("첫 배포를 했다", "신났다", "deploy"),
            "2026/2026-11-03-d.md": cdfa("서버가 멈췄다", "무서웠다", "Deploy"),
            "2026/2026-11-04-e.md": cdfa("책을 샀다", "기뻤다", "book"),
        }
    )
    assert [(one.about, [feeling.felt.text for feeling in one.feelings]) for one in patterns.feelings] == [
        ("모의 면접을 또 봤다", ["떨렸다", "덜 떨렸다"]),
        ("#deploy", ["신났다", "무서웠다"]),
    ]


def test_what_is_private_stays_marked() -> None:
    files = {
        "2026/2026-11-02.md": kpt(problem="- 팀장님과 다퉜다 #private"),
        "2026/2026-11-09.md": kpt(problem="- 팀장님과 또 다퉜다", fields="private: true\n"),
    }
    (problem,) = found(files).recurring
    assert [(said.text, said.private) for said in problem.sayings] == [
        ("팀장님과 다퉜다", True),
        ("팀장님과 또 다퉜다", True),
    ]
