"""The calls that are answered before the parser is imported say the same as the usual way, byte for byte."""

import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.strategies import hostile_text, journal_lines, words
from domain.test_quickread import ENTRIES as QUICK_ENTRIES
from retro_cli.cli import main as program
from retro_cli.cli.fast import answer
from trees import lay_out

EVENING = "2026-11-20T21:00+09:00"
ENTRIES = {
    "2026/2026-10-25.md": "---\nformat: log\n---\n## 오후\n- [/] 도커\n- [ ] [red]x[/red] \x1b]0;x\x07\n- [?] 모름\n",
    "2026/2026-11-08.md": (
        "---\nformat: kpt\ntitle: 배포 자동화\n---\n## Try\n"
        "- [ ] 설정을 저장소에 넣기 #infra 📅 2026-11-18\n- [ ] 백업 확인 🔁 every week 🔺 📅 2026-12-24\n"
    ),
    "2026/2026-11-10.md": (
        "\ufeff---\r\nformat: kpt\r\n---\r\n## Try\r\n- [ ] 줄끝\r\n    - [ ] 안의 것\r\n> - [ ] 인용\r\n"
    ),
    "2026/2026-11-11.md": "```\n- [ ] 코드 1\n```\n<!--\n- [ ] 주석\n-->\n    - [ ] 2\n\n- [ ] 밖\n- [ ]\n- [ ] TBU\n",
    "2026/2026-11-12-메모.md": "- [ ] 같은 것\n- [ ] 같은 것\n  이어서\n2. [ ] 번호\n글\n3. [ ] 글의 일부\n",
    "2026/2026-11-18.md": "---\nformat: kpt\n---\n## Try\n- [ ] 산책하기\n- [x] 물 마시기 ✅ 2026-11-19\n- [-] 새벽\n",
    "2026/2026-11-19.md": "---\ntags: [a, 'b: c']\n---\n- [ ] 논문 📅 2026-11-20\n- [ ] a ⏳ 2026-11-23\n",
    "2026/2026-W46.md": (
        "---\nformat: weekly\n---\n<!-- retro:begin digest -->\n- [ ] 다이제스트\n<!-- retro:end digest -->\n"
        "## To Try\n- [ ] 리뷰는 오전에 🆔 k3f\n"
    ),
    "notes/note.md": "---\ndate: 2026-11-01\n---\n- [ ] 노트의 것 #task\n",
    "notes/other.md": "- [ ] 날짜 없는 노트\n",
    "templates/kpt.md": "- [ ] 서식\n",
    "2026/.hidden.md": "- [ ] 숨은 것\n",
}
CALLS = [
    ["--version"],
    ["todo"],
    ["todo", "--no-input"],
    ["--no-input", "todo"],
    ["--color", "never", "todo"],
    ["--color=auto", "todo"],
    ["--lang", "ko", "todo"],
    ["todo", "--lang=ko"],
    ["status", "--short"],
    ["status", "--short", "--no-input"],
    ["search", "것"],
    ["search", "리뷰는", "오전에"],
    ["search", '"안의 것"'],
]
SETTINGS = [
    "",
    "# nothing\n",
    'rhythm = "daily"\nformat = "kpt"\n\n[todo]\ntag = "infra"\n',
    '[todo]\nsince = 2026-11-10 # since then\n[status]\nshort = "[{open}|{overdue}|{later}]{late}"\n',
    '[layout]\nday = "Daily/{date}"\nweek = "{year}/{week}"\n',
    'timezone = "Asia/Tokyo"\nday_starts_at = "05:30"\n',
    '[today]\nreview = 5\nmood = true\n[publish]\nby = "day"\n',
    'rest_days = ["2026-12-25"]\n[course]\nname = "부트캠프"\nstart = 2026-09-07\n',
    "no settings at all",
    'format = "kpt"\nformat = "kpt"\n',
    '[todo]\ntag = "a b"\n',
    'editor = "vim"\n',
    'unknown = "x"\n',
]


class Both:
    """Runs a call the fast way and the usual way."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
        self._patch, self._capture = monkeypatch, capfd

    def run(self, args: list[str]) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
        return self._one(program.main, args), self._one(program.careful, args)

    def _one(self, way: Callable[..., int], args: list[str]) -> tuple[Any, ...]:
        self._capture.readouterr()
        with time_machine.travel(datetime.fromisoformat(EVENING), tick=False):
            code = way(list(args))
        return code, *self._capture.readouterr()


@pytest.fixture
def both(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Both:
    return Both(monkeypatch, capfd)


@pytest.fixture(autouse=True)
def journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = lay_out(tmp_path / "journal", ENTRIES)
    monkeypatch.setenv("RETRO_JOURNAL", str(root))
    return root


def fast(args: list[str]) -> str | None:
    import os

    return answer(args, os.environ)


@pytest.mark.parametrize("args", CALLS, ids=" ".join)
def test_both_ways_say_the_same_and_plain_calls_take_the_fast_one(args: list[str], both: Both) -> None:
    quick, usual = both.run(args)
    assert quick == usual
    assert quick[0] == 0 and quick[1]
    assert fast(args) is not None


@pytest.mark.parametrize("text", SETTINGS)
@pytest.mark.parametrize("args", [["todo"], ["status", "--short"], ["search", "것"]], ids=" ".join)
def test_both_ways_read_the_same_settings(args: list[str], text: str, both: Both, journal: Path) -> None:
    (journal / "retro.toml").write_text(text, "utf-8")
    quick, usual = both.run(args)
    assert quick == usual


@pytest.mark.parametrize("text", SETTINGS)
def test_both_ways_read_the_same_settings_of_the_user(text: str, both: Both, journal: Path, home: Path) -> None:
    lay_out(home / ".config" / "retro", {"config.toml": text or f'journal = "{journal}"\n'})
    quick, usual = both.run(["todo"])
    assert quick == usual


@pytest.mark.parametrize(
    "env",
    [
        {"RETRO_TODO__TAG": "infra"},
        {"RETRO_TODO__SINCE": "nonsense"},
        {"RETRO_STATUS__SHORT": "{open} left"},
        {"FORCE_COLOR": "1"},
        {"NO_COLOR": "1"},
        {"RETRO_JOURNAL": "/nowhere/at/all"},
    ],
    ids=lambda env: next(iter(env)),
)
@pytest.mark.parametrize("args", [["todo"], ["status", "--short"]], ids=" ".join)
def test_both_ways_look_at_the_same_variables(
    args: list[str], env: dict[str, str], both: Both, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    quick, usual = both.run(args)
    assert quick == usual


@pytest.mark.parametrize(
    "args",
    [
        ["todo", "--all"],
        ["todo", "--json"],
        ["todo", "done", "nothing"],
        ["todo", "--journal"],
        ["todo", "-j", "nowhere"],
        ["todo", "--color", "always"],
        ["todo", "--lang", "xx"],
        ["todo", "extra"],
        ["status"],
        ["status", "--short", "--json"],
        ["search"],
        ["search", "-것"],
        ["search", "--open", "것"],
        ["search", "nothing of the kind"],
        ["todo", "--help"],
    ],
    ids=" ".join,
)
def test_every_other_call_goes_the_usual_way(args: list[str], both: Both) -> None:
    assert fast(args) is None
    quick, usual = both.run(args)
    assert quick == usual


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("2026/2026-11-01.md", "- [ ] 회고".encode("cp949")),
        ("2026/2026-11-01.md", b"\0- [ ] x"),
        ("2026/2026-11-01.md", "- [ ] x".encode("utf-16")),
        ("2026/2026-11-01.md", b"---\na: [\n---\n- [ ] x\n"),
        ("2026/2026-11-01.md", b""),
        ("2026/2026-11-01.MD", b"- [ ] upper\n"),
        ("2026/2026-11-31.md", b"- [ ] no such day\n"),
        ("deep/er/2026-11-01 x.md", b"- [ ] deep\n"),
        ("2026/2026-11-01.md", "- [ ] \u1112\u1161\u11ab NFD\u2028다\x0c음\n".encode()),
        ("2026/2026-11-01.md", b"---\n---\n" + b"- [ ] foreign\n" * 3),
        ("2026/2026-11-01.md", "".join(f"- [ ] 상자 {number}\n" for number in range(30)).encode()),
    ],
)
@pytest.mark.parametrize("args", [["todo"], ["status", "--short"], ["search", "x"]], ids=" ".join)
def test_both_ways_read_the_same_files(args: list[str], path: str, data: bytes, both: Both, journal: Path) -> None:
    target = journal / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
    quick, usual = both.run(args)
    assert quick == usual


def test_a_changed_file_is_seen_at_once(both: Both, journal: Path) -> None:
    before = both.run(["status", "--short"])[0]
    (journal / "2026/2026-11-18.md").write_text("- [x] 산책하기\n", "utf-8")
    after = both.run(["status", "--short"])[0]
    assert before[1] == "✎ 17!\n" and after[1] == "✎ 16!\n"


def test_a_prompt_stays_empty_where_nothing_waits(both: Both, tmp_path: Path) -> None:
    empty = lay_out(tmp_path / "empty", {"2026/2026-11-18.md": "- [x] 산책하기\n"})
    assert both.run(["-j", str(empty), "status", "--short"]) == ((0, "", ""), (0, "", ""))


def test_a_terminal_gets_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    assert fast(["todo"]) is None
    assert fast(["status", "--short"])


FOLDERS = st.sampled_from(("2026/2026-11-1{}.md", "2026/2026-W4{}.md", "2026/2026-11-1{}-x.md", "notes/{}.md"))
TASKS = st.builds(
    "{}{}[{}] {}".format,
    st.sampled_from(("", "  ", "    ", "> ", "\t", "- ")),
    st.sampled_from(("- ", "* ", "1. ", "10) ", "-   ", "-      ")),
    st.sampled_from((" ", "/", "x", "-", "?", "가", "]", "1", "")),
    words(),
)
LINES = st.one_of(journal_lines(), TASKS, TASKS)
TEXTS = st.one_of(
    hostile_text(),
    QUICK_ENTRIES,
    st.builds(
        "{}{}".format,
        st.sampled_from(("", "---\ndate: 2026-11-02\nformat: kpt\n---\n", "\ufeff---\nformat: log\n---\n", "---\n")),
        st.lists(st.tuples(LINES, st.sampled_from(("\n", "\n", "\r\n", "\r"))).map("".join), max_size=12).map("".join),
    ),
)


@settings(
    max_examples=150,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None,
)
@given(st.lists(st.tuples(FOLDERS, TEXTS), min_size=1, max_size=4))
def test_both_ways_agree_on_whatever_a_file_may_hold(both: Both, tmp_path: Path, files: list[tuple[str, str]]) -> None:
    import shutil

    root = tmp_path / "any"
    shutil.rmtree(root, ignore_errors=True)
    with suppress(UnicodeEncodeError):
        lay_out(root, {path.format(number): text for number, (path, text) in enumerate(files)})
    calls = (
        ["todo"],
        ["status", "--short"],
        ["search", "회"],
        ["search", "산책", "ci"],
        ["search", "하 -한"],
        ["search", "keep"],
    )
    for args in (["-j", str(root), *call] for call in calls):
        quick, usual = both.run(args)
        assert quick == usual
