"""`retro doctor`: what is wrong with a journal, and putting right what can be."""

import json
import os
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retro_cli.store.leftovers import temporary
from terminal import Keyboard
from trees import lay_out, schema

Retro = Callable[..., Any]

ENTRY = "---\ndate: 2026-11-18\nformat: kpt\n---\n## Keep\n- 산책을 했다\n- 책을 읽었다\n"
DAY = "2026/2026-11-18.md"


def closed(root: Path) -> Path:
    """The journal, for its owner only."""
    for folder, _, names in os.walk(root):
        os.chmod(folder, 0o700)
        for name in names:
            if not os.path.islink(os.path.join(folder, name)):
                os.chmod(os.path.join(folder, name), 0o600)
    return root


@pytest.fixture
def journal(home: Path) -> Callable[[dict[str, str]], Path]:
    def make(files: dict[str, str]) -> Path:
        return closed(lay_out(home / "journal", {"retro.toml": "", **files}))

    return make


@pytest.fixture
def codes(retro: Retro) -> Callable[..., list[tuple[str, str | None, bool]]]:
    """Code, path and whether it can be mended, of each finding."""

    def run(*args: str) -> list[tuple[str, str | None, bool]]:
        code, out, _ = retro("doctor", "--json", *args)
        document = json.loads(out)
        jsonschema.validate(document, schema("doctor"))
        problems = [one for one in document["findings"] if one["severity"] == "problem"]
        assert code == (4 if problems else 0)
        return [(one["code"], one["path"], one["fixable"]) for one in document["findings"]]

    return run


def tree(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def said(root: Path) -> Counter[str]:
    """The lines that stand somewhere in the journal, how often they do in the one file that has them most."""
    most: Counter[str] = Counter()
    for data in tree(root).values():
        most |= Counter(line.strip() for line in data.decode().splitlines() if line.strip())
    return most


# -- journals that are well --------------------------------------------------------------------------------------------


def test_a_journal_that_is_well_gets_one_line(retro: Retro, journal: Any) -> None:
    journal({DAY: ENTRY})
    assert retro("doctor") == (0, " All is well: 1 entry looked over.\n", "")
    assert retro("doctor", "--lang", "ko") == (0, " 모두 괜찮아요. 회고 1개를 살펴봤어요.\n", "")


def test_without_a_journal_it_says_how_to_begin(retro: Retro) -> None:
    code, out, err = retro("doctor")
    assert (code, out) == (0, "") and "retro init" in err


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_the_example_journal_is_well(retro: Retro, lang: str) -> None:
    retro("demo", "example", "--lang", lang)
    code, out, err = retro("doctor", "-j", "example")
    assert (code, err) == (0, "") and out.count("\n") == 1


def test_what_retro_writes_is_well(retro: Retro, codes: Any) -> None:
    retro("today", "--set", "keep=산책 📅 이라는 표시", "--set", "try=책 읽기 due:2026-11-24", "--set", "problem=---")
    retro("add", "try", "발표 [참고](a::b) 준비")
    retro("today", "-f", "cdfa", "--set", "cue=면접", "-t", "면접 보기")
    retro("week", "--set", "takeaway=작게 나눈다")
    retro("todo", "add", "산책 due:금")
    assert codes("-j", "journal") == []


# -- what only the whole journal shows ---------------------------------------------------------------------------------


def test_files_that_cannot_be_read_are_told_with_their_line(retro: Retro, journal: Any) -> None:
    root = journal({DAY: ENTRY})
    (root / "2026/2026-11-17.md").write_bytes("## Keep\n- 산책\n".encode("cp949"))
    (root / "2026/2026-11-16.md").write_bytes("산책".encode("utf-16"))
    (root / "2026/2026-11-13.md").write_bytes(b"a\0b")
    closed(root)
    code, out, err = retro("doctor")
    assert code == 4 and "EUC-KR" in out and "UTF-16" in out and "binary" in out
    assert "2026/2026-11-17.md:2: problem unreadable: " in out
    assert err == " 3 problems\n"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_files_that_may_not_be_read_are_told(codes: Any, journal: Any) -> None:
    (journal({DAY: ENTRY}) / DAY).chmod(0)
    assert codes() == [("unreadable", DAY, False)]


def test_a_copy_of_a_syncing_tool_goes_only_where_it_says_nothing_else(codes: Any, journal: Any) -> None:
    same, other = "2026/2026-11-18 (충돌된 사본 2026-11-19).md", "2026/2026-11-18 2.md"
    journal({DAY: ENTRY, same: ENTRY, other: ENTRY + "- 일찍 잤다\n"})
    assert codes() == [("sync-copy", same, True), ("sync-copy", other, False)]


def test_entries_of_events_beside_the_days_entry_are_no_copies(codes: Any, journal: Any) -> None:
    event = "---\ndate: 2026-11-18\nformat: kpt\n---\n## Keep\n- 발표를 들었다\n- 책을 읽었다\n"
    journal(
        {DAY: ENTRY, "2026/2026-11-18-bert-논문.md": event, "2026/2026-11-18-2.md": event, "2026/2026-11.md": ENTRY}
    )
    assert codes() == []


def test_twins_of_letters_stored_in_two_ways_are_found(codes: Any, journal: Any) -> None:
    composed = "2026/2026-11-18-발표.md"
    decomposed = unicodedata.normalize("NFD", composed)
    root = journal({composed: ENTRY, decomposed: ENTRY})
    assert codes() == [("twin-nfd", decomposed, True)]
    (root / decomposed).write_text(ENTRY + "- 일찍 잤다\n")
    assert codes() == [("twin-nfd", decomposed, False)]
    (root / composed).unlink()
    assert codes() == [("name-nfd", decomposed, True)]


def test_names_that_differ_in_case_only_are_found(codes: Any, journal: Any) -> None:
    journal({"2026/2026-11-18-Bert.md": ENTRY, "2026/2026-11-18-bert.md": ENTRY})
    assert codes() == [("twin-case", "2026/2026-11-18-Bert.md", False)]


def test_ids_that_stand_twice_and_ids_that_nobody_has(codes: Any, journal: Any) -> None:
    journal(
        {
            DAY: "## Try\n- [ ] 하나 🆔 a1\n- [ ] 둘 ⛔ a1\n- [ ] 셋 ⛔ zz\n",
            "2026/2026-11-19.md": "## Try\n- [ ] 넷 🆔 a1\n\n```\n- [ ] 예 🆔 a1\n```\n",
        }
    )
    assert codes() == [("task-depends", DAY, False), ("task-id-twice", "2026/2026-11-19.md", False)]


def test_a_copy_makes_no_id_stand_twice(codes: Any, journal: Any) -> None:
    text = "## Try\n- [ ] 하나 🆔 a1\n- [ ] 둘\n"
    copy = "2026/2026-11-18.sync-conflict-20261119-101010-ABCDEFG.md"
    journal({DAY: text, copy: text + "- [ ] 셋\n"})
    assert codes() == [("sync-copy", copy, False)]


def test_entries_are_told_where_their_day_is_looked_for(codes: Any, journal: Any) -> None:
    journal(
        {
            "2026-11-17.md": "---\nformat: kpt\n---\n## Keep\n- 하나\n",
            "2025/2026-11-18.md": ENTRY,
            DAY: ENTRY.replace("산책", "운동"),
            "회의/2026-11-16 주간.md": "# 주간 회의\n",
            "undated/1일차.md": "---\nformat: kpt\n---\n## Keep\n- 하나\n",
            "undated/2일차.md": "---\ndate: 2026-09-02\nformat: kpt\n---\n## Keep\n- 둘\n",
            "메모/책.md": "---\ndate: 2026-11-13\n---\n책 이야기\n",
            "메모/영화.md": "# 영화\n",
            "메모/회고.md": "---\nformat: kpt\n---\n## Keep\n- 하나\n",
            "2026/2026-11-31.md": "## Keep\n- 하나\n",
        }
    )
    assert sorted(codes()) == sorted(
        [
            ("outside-layout", "2025/2026-11-18.md", False),
            ("outside-layout", "2026-11-17.md", True),
            ("impossible-name", "2026/2026-11-31.md", False),
            ("undated", "undated/1일차.md", False),
            ("undated-with-day", "undated/2일차.md", True),
            ("dated-inside", "메모/책.md", True),
            ("without-day", "메모/회고.md", False),
            ("outside-layout", "회의/2026-11-16 주간.md", False),
        ]
    )


def test_the_layout_of_the_settings_says_where_entries_belong(codes: Any, journal: Any) -> None:
    journal(
        {"retro.toml": '[layout]\nday = "Daily/{date}"\n', "Daily/2026-11-18.md": ENTRY, "2026/2026-W47.md": "- a\n"}
    )
    assert codes() == []


def test_a_file_that_others_link_to_is_not_moved(codes: Any, journal: Any) -> None:
    book = "---\ndate: 2026-11-13\n---\n책 이야기\n"
    journal({"메모/책.md": book, "메모/표.md": book, DAY: ENTRY + "- [[책]] 을 읽었다\n- 표.md 를 봤다\n"})
    assert codes() == [("dated-inside", "메모/책.md", False), ("dated-inside", "메모/표.md", True)]


def test_settings_and_formats_that_are_wrong_are_told_all_at_once(retro: Retro, codes: Any, journal: Any) -> None:
    journal(
        {
            "retro.toml": 'foo = 1\neditor = "vi"\nformat = "kppt"\n[todo]\nsyntax = "x"\n',
            "templates/mine.md": "---\nname: mine\nsections: 3\n---\n",
            DAY: ENTRY,
        }
    )
    assert Counter(codes()) == Counter(
        {("settings", "retro.toml", False): 4, ("broken-format", "templates/mine.md", False): 1}
    )
    assert "retro.toml:5: problem settings: " in retro("doctor").out


def test_settings_that_are_no_toml_are_one_problem(codes: Any, journal: Any) -> None:
    journal({"retro.toml": 'lang = ko\n[log]\nheadings = [\n  "하나",\n', DAY: ENTRY})
    assert codes() == [("settings", "retro.toml", False)]


def test_the_users_own_settings_are_looked_at_too(retro: Retro, home: Path, journal: Any) -> None:
    journal({DAY: ENTRY})
    lay_out(home / ".config/retro", {"config.toml": "journal = 3\nlang = 'xx'\n"})
    out = retro("doctor", "--json").out
    assert [one["line"] for one in json.loads(out)["findings"]] == [1, 2]


def test_pictures_that_are_missing_are_notes(codes: Any, journal: Any) -> None:
    journal(
        {
            DAY: ENTRY + "- ![](../assets/a.png)\n- ![](b.png)\n- `![](c.png)`\n- ![](https://example.com/d.png)\n",
            "assets/a.png": "",
        }
    )
    assert codes() == [("picture-missing", DAY, False)]


def test_permissions_are_one_note_however_many_files(retro: Retro, journal: Any) -> None:
    root = journal({DAY: ENTRY, "2026/2026-11-19.md": ENTRY.replace("11-18", "11-19")})
    for path in (root / DAY, root / "2026/2026-11-19.md", root):
        path.chmod(0o755)
    (one,) = json.loads(retro("doctor", "--json").out)["findings"]
    assert (one["code"], one["path"], one["severity"]) == ("permissions", None, "note")
    assert one["message"].endswith(": 3.")


def test_links_are_told_where_they_lead_out_or_nowhere(codes: Any, journal: Any, home: Path) -> None:
    root = journal({DAY: ENTRY})
    lay_out(home / "elsewhere", {"a.md": ENTRY})
    (home / "elsewhere/a.md").chmod(0o600)
    (root / "2026/2026-11-17.md").symlink_to(home / "elsewhere/a.md")
    (root / "2026/2026-11-16.md").symlink_to("nowhere.md")
    (root / "2026/2026-11-19.md").symlink_to("2026-11-18.md")
    (root / "2026/2026-11-13.md").symlink_to("2026-11-13.md")
    found = codes()
    assert ("link-outside", "2026/2026-11-17.md", False) in found
    assert ("broken-link", "2026/2026-11-16.md", False) in found
    assert [code for code, path, _ in found if path == "2026/2026-11-13.md"] == ["unreadable"]
    assert not [one for one in found if one[1] == "2026/2026-11-19.md" and one[0].endswith(("link", "outside"))]


@pytest.mark.parametrize(
    ("ignored", "tracked", "expected"), [(1, 0, []), (0, 0, ["inside-repository"]), (0, 1, ["tracked-elsewhere"])]
)
def test_a_journal_inside_another_repository_is_noted(
    codes: Any, journal: Any, home: Path, ignored: int, tracked: int, expected: list[str]
) -> None:
    journal({DAY: ENTRY})
    subprocess.run(["git", "init", "-q", home], check=True)
    if ignored:
        (home / ".gitignore").write_text("journal/\n")
    if tracked:
        subprocess.run(["git", "-C", home, "add", "journal"], check=True)
    assert [code for code, _, _ in codes()] == expected


def test_a_draft_that_waits_is_a_note(codes: Any, asked: Any, journal: Any) -> None:
    journal({DAY: ENTRY})
    asked("today", keys="산책을 했다\r\x03")
    assert [code for code, _, _ in codes()] == ["draft-waits"]


def ended() -> int:
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    return child


def leave(root: Path, target: str, text: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """What a run leaves that was killed while it wrote `target`; its path."""
    with monkeypatch.context() as patch:
        number = ended()
        patch.setattr(os, "getpid", lambda: number)
        path = temporary(root / target)
    path.write_text(text)
    path.chmod(0o600)
    return path.relative_to(root).as_posix()


def test_what_a_killed_run_left_goes_only_where_its_text_stands_elsewhere(
    codes: Any, journal: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = journal({DAY: ENTRY})
    needless = leave(root, DAY, ENTRY.removesuffix("- 책을 읽었다\n"), monkeypatch)
    needed = leave(root, DAY, ENTRY + "- 아무 데도 없는 줄\n", monkeypatch)
    assert sorted(codes()) == sorted([("leftover", needless, True), ("leftover", needed, False)])


def test_a_file_beside_an_entry_that_somebody_writes_right_now_is_left_alone(codes: Any, journal: Any) -> None:
    root = journal({DAY: ENTRY})
    mine = temporary(root / DAY)
    mine.write_text("half")
    assert codes() == []


def test_hostile_files_end_in_a_line_each_and_the_rest_is_looked_at(retro: Retro, codes: Any, journal: Any) -> None:
    root = journal(
        {
            "2026/2026-11-01.md": "## Try\n- [ ] " + "📅 2026-11-24 x " * 20_000 + "\n",
            "2026/2026-11-02.md": "---\na: " + "[" * 5_000 + "\n---\n",
            "2026/2026-11-03.md": "- [ ] " + "[due:: x] " * 20_000 + "\n",
            "2026/2026-11-04.md": "<<<<<<<\n" * 5_000 + "=======\n>>>>>>>\n" * 5_000,
            "2026/2026-11-05-" + "(x" * 60 + ".md": "글\n",
            "2026/2026-11-06-\x1b]0;x\x07.md": "글\n",
        }
    )
    os.mkfifo(root / "2026/2026-11-07.md", 0o600)
    (root / "2026/2026-11-08.md").mkdir(mode=0o700)
    assert [(code, path) for code, path, _ in codes()] == [
        ("broken-front-matter", "2026/2026-11-02.md"),
        ("conflict-markers", "2026/2026-11-04.md"),
        ("name-control", "2026/2026-11-06-\x1b]0;x\x07.md"),
        ("unreadable", "2026/2026-11-07.md"),
        ("unreadable", "2026/2026-11-08.md"),
    ]
    assert "\x1b" not in retro("doctor").out


# -- mending -----------------------------------------------------------------------------------------------------------

MIXED = {
    DAY: "---\nformat: kpt\n---\n## Try\n- [ ] 회의 📅 2026-11-24 준비하기\n- [ ] 발표 📅 2026.11.24\n",
    "2026/2026-11-17.md": ENTRY.replace("11-18", "11-17"),
    "2026/2026-11-17 (conflicted copy 2026-11-18).md": ENTRY.replace("11-18", "11-17"),
    "2026-11-16.md": "---\nformat: kpt\n---\n## Keep\n- 하나\n- ![](assets/a.png)\n",
    "assets/a.png": "",
    "undated/1일차.md": "---\ndate: 2026-09-01\nformat: kpt\n---\n## Keep\n- 둘\n",
    "메모/책.md": "---\ndate: 2026-11-13\n---\n책 이야기\n",
}


def test_mending_asks_first_and_without_a_terminal_names_the_option(retro: Retro, journal: Any) -> None:
    root = journal(MIXED)
    before = tree(root)
    for more in ((), ("--json",)):
        code, out, err = retro("doctor", "--fix", *more)
        assert (code, out) == (2, "") and "--yes" in err
    assert tree(root) == before


def test_mending_puts_right_what_it_can_and_a_second_time_there_is_nothing_left(
    retro: Retro, codes: Any, journal: Any
) -> None:
    root = journal(MIXED)
    code, out, err = retro("doctor", "--fix", "--yes")
    assert code == 0
    assert "+- [ ] 회의 준비하기 📅 2026-11-24" in out and "rename to   2026/2026-09-01.md" in out
    assert "Mended 6." in err and "retro undo" in err
    after = tree(root)
    assert sorted(after) == [
        "2026/2026-09-01.md",
        "2026/2026-11-16.md",
        "2026/2026-11-17.md",
        DAY,
        "assets/a.png",
        "retro.toml",
        "메모/2026-11-13-책.md",
    ]
    assert "- [ ] 발표 📅 2026-11-24\n" in after[DAY].decode()
    assert "![](../assets/a.png)" in after["2026/2026-11-16.md"].decode()
    assert not [one for one in codes() if one[2]]
    retro("doctor", "--fix", "--yes")
    assert tree(root) == after


def test_what_was_mended_can_be_taken_back(retro: Retro, journal: Any) -> None:
    root = journal(MIXED)
    before = tree(root)
    retro("doctor", "--fix", "--yes")
    assert tree(root) != before
    code, _, err = retro("undo", *(["--yes"] if "--yes" in retro("undo", "--help").out else []))
    assert (code, err) == (0, err)
    assert tree(root) == before


def test_as_json_it_says_what_was_mended_and_what_is_left(retro: Retro, journal: Any) -> None:
    journal({**MIXED, "2026/2026-11-19.md": "## Keep\n<<<<<<< a\n=======\n>>>>>>> b\n"})
    code, out, _ = retro("doctor", "--fix", "--yes", "--json")
    document = json.loads(out)
    jsonschema.validate(document, schema("doctor"))
    assert code == 4 and len(document["mended"]) == 6
    assert "conflict-markers" in {one["code"] for one in document["findings"]}


def test_permissions_are_closed(retro: Retro, journal: Any) -> None:
    root = journal({DAY: ENTRY})
    (root / DAY).chmod(0o644)
    (root / "2026").chmod(0o755)
    code, _, err = retro("doctor", "--fix", "--yes")
    assert code == 0 and "Permissions are not taken back by retro undo." in err
    assert [path.stat().st_mode & 0o777 for path in (root / DAY, root / "2026")] == [0o600, 0o700]


def test_what_undo_cannot_take_back_is_told(retro: Retro, journal: Any) -> None:
    root = journal({name: MIXED[name] for name in (DAY, "2026-11-16.md", "assets/a.png")})
    (root / DAY).chmod(0o644)
    (root / "2026-11-16.md").chmod(0o644)
    err = retro("doctor", "--fix", "--yes").err
    assert "Take it back, all but the permissions: retro undo" in err and "could not" not in err


def test_nothing_is_overwritten_by_a_file_that_gets_its_place(retro: Retro, journal: Any) -> None:
    root = journal({"undated/a.md": MIXED["undated/1일차.md"], "2026/2026-09-01.md": "## Keep\n- 셋\n"})
    retro("doctor", "--fix", "--yes")
    assert tree(root)["2026/2026-09-01.md"] == "## Keep\n- 셋\n".encode()
    assert tree(root)["2026/2026-09-01-kpt.md"] == MIXED["undated/1일차.md"].encode()


def test_a_group_that_is_declined_stays_as_it_is(terminal: Any, journal: Any) -> None:
    root = journal({name: MIXED[name] for name in (DAY, "2026-11-16.md", "assets/a.png")})
    run = terminal("doctor", "--fix", lang="en_US.UTF-8")
    run.wait_for("Mend this?").type("n")
    run.wait_for("rename to").wait_for("Mend this?").type("y")
    assert run.exit_code() == 4
    assert tree(root)[DAY] == MIXED[DAY].encode()
    assert "2026/2026-11-16.md" in tree(root)


def test_leaving_at_the_question_changes_nothing(terminal: Any, journal: Any) -> None:
    root = journal(MIXED)
    before = tree(root)
    run = terminal("doctor", "--fix", lang="ko_KR.UTF-8")
    run.wait_for("고칠까요?").press(Keyboard.CTRL_C)
    assert run.exit_code() == 130
    assert tree(root) == before


def test_text_in_a_difference_is_never_interpreted(retro: Retro, journal: Any) -> None:
    journal({DAY: "## Try\n- [ ] \x1b[31m[red]a[/] 📅 2026-11-24 b\n"})
    out = retro("doctor", "--fix", "--yes", "--color", "always").out
    assert "␛[31m[red]a[/]" in out


TEXTS = st.lists(
    st.sampled_from(
        [
            "- [ ] 회의 📅 2026-11-24 준비\n",
            "- [ ] 회의 📅 2026.11.24\n",
            "- 산책을 했다\n",
            "- 책을 읽었다\n",
            "## Keep\n",
            "\n",
            "글 한 줄\n",
            "```\n",
        ]
    ),
    max_size=6,
).map("".join)
NAMES = st.sampled_from(
    [
        DAY,
        "2026/2026-11-18 (conflicted copy 2026-11-19).md",
        "2026/2026-11-18 2.md",
        "2026/2026-11-18-발표.md",
        unicodedata.normalize("NFD", "2026/2026-11-18-발표.md"),
        "2026-11-18.md",
        "undated/하루.md",
        "메모/책.md",
    ]
)
HEADS = st.sampled_from(["", "---\ndate: 2026-11-18\n---\n", "---\ndate: 2026-11-18\nformat: kpt\n---\n"])


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.dictionaries(NAMES, st.tuples(HEADS, TEXTS).map("".join), max_size=6))
def test_mending_loses_no_line_and_ends(retro: Retro, tmp_path_factory: Any, files: dict[str, str]) -> None:
    root = closed(lay_out(tmp_path_factory.mktemp("journal"), {"retro.toml": "", **files}))
    before = said(root)
    assert retro("doctor", "--fix", "--yes", "-j", str(root)).code in (0, 4)
    after = said(root)
    lost = before - after
    assert not [line for line in lost if not line.startswith("- [ ]")]
    assert sum(lost.values()) <= sum((after - before).values())
    first = tree(root)
    retro("doctor", "--fix", "--yes", "-j", str(root))
    assert tree(root) == first


# -- what other tools keep beside the entries -------------------------------------------------------------------------


@pytest.mark.parametrize("said", ["date: 2026-11-15\ntags: [excalidraw]\n", "date: 2026-11-15\nkey: {\n"])
def test_a_note_of_a_vault_is_never_renamed_and_no_problem(retro: Retro, journal: Any, said: str) -> None:
    """Also one whose front matter only another tool can read."""
    note = "Projects/Drawing 2026-11-15.excalidraw.md"
    root = journal(
        {
            "retro.toml": '[layout]\nday = "Daily/{date}"\n',
            ".obsidian/app.json": "{}",
            "Daily/2026-11-18.md": ENTRY,
            note: f"---\n{said}---\n그림\n",
        }
    )
    before = tree(root)
    assert retro("doctor", "--fix", "--yes").code == 0
    assert tree(root) == before


@pytest.mark.parametrize(
    "name",
    [
        "2026-11-18 1.md",
        "2026-11-18 copy.md",
        "2026-11-18 copy 2.md",
        "2026-11-18 - Copy.md",
        "2026-11-18 - Copy (2).md",
        "2026-11-18 사본.md",
        "2026-11-18 (충돌 복사본).md",
        "2026-11-18 (Conflict 2026-11-19).md",
        "2026-11-18 [Conflict].md",
    ],
)
def test_copies_of_other_programs_are_found_beside_what_they_are_copies_of(codes: Any, journal: Any, name: str) -> None:
    root = journal({DAY: ENTRY, f"2026/{name}": ENTRY})
    assert codes() == [("sync-copy", f"2026/{name}", True)]
    (root / f"2026/{name}").write_text("---\ndate: 2026-11-18\nformat: kpt\n---\n## Keep\n- 전혀 다른 이야기\n")
    assert "sync-copy" not in [code for code, _, _ in codes()]


def test_the_two_spellings_of_a_name_are_told_apart(retro: Retro, journal: Any) -> None:
    journal({unicodedata.normalize("NFD", "2026/2026-11-18-회의.md"): ENTRY})
    out = retro("doctor", "--fix", "--yes").out
    assert "-회의.md (NFC)" in out and "(NFD)" in out


def test_a_folder_is_closed_as_a_folder_whatever_its_name(retro: Retro, journal: Any) -> None:
    root = journal({DAY: ENTRY})
    (root / "2026/2026-11-05.md").mkdir()
    (root / "2026/2026-11-05.md").chmod(0o755)
    assert "mode 0700 2026/2026-11-05.md" in retro("doctor", "--fix", "--yes").out


def test_a_review_in_a_folder_of_its_own_is_no_entry_of_a_day(retro: Retro, journal: Any) -> None:
    journal({DAY: ENTRY, "Weekly/2026-W47.md": "---\nformat: weekly\n---\n## Keep\n- 하나\n"})
    out = retro("doctor").out
    assert "Reviews of this period are looked for in" in out and "of this day" not in out
