"""Entries that nobody thought of, through every command: pieces of structure in any order, and any bytes."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from faults.matrix import shelf
from faults.run import warm_up
from nasty.corpus import SECRET
from nasty.runs import NASTY, READING, WRITING, go_once

LINE = st.one_of(
    st.sampled_from(
        [
            "---",
            "...",
            "format: kpt",
            "format: [",
            "date: 2026-11-20",
            "end: 9999-99-99",
            "tags: &a [*a, x]",
            "? - :",
            "## Keep",
            "# Keep #",
            "Problem\n===",
            "## Try",
            "####### 일곱",
            "## \x1b[31m",
            "- 하나",
            "* [ ] 일찍 자기",
            "- [ ] 무엇 📅 2026-02-30",
            "- [x] 끝 ✅ 2026-11-19 ^a",
            "- [/] (due:: 2026-11-21)",
            "- [ ]",
            "1) [-] 번호",
            "\t- [ ] 안쪽",
            "    - 깊이",
            "> - [ ] 인용",
            "```",
            "~~~ py",
            "<!--",
            "-->",
            "<!-- retro:begin digest lang=en -->",
            "<!-- retro:end digest -->",
            "<<<<<<< HEAD",
            "=======",
            ">>>>>>> main",
            "[[a|b]]",
            "![](../../../etc/passwd)",
            "[bold]굵게[/] :smile: {placeholder} %s",
            "\u202e뒤집힌\u2069",
            "e\u0301\u200b\ufeff",
            "\u2028",
            "\x0c",
            "\x85",
            f"- {SECRET}",
            SECRET,
        ]
    ),
    st.text(max_size=12),
)
TEXT = st.builds(
    lambda start, pairs: start + "".join(line + end for line, end in pairs),
    st.sampled_from(["", "", "\ufeff", "---\n", "---\nformat: kpt\n---\n", "---\r\nformat: cdfa\r\n---\r\n"]),
    st.lists(st.tuples(LINE, st.sampled_from(["\n", "\n", "\n", "\r\n", "\r", ""])), max_size=14),
)
DATA = st.one_of(
    TEXT.map(lambda text: text.encode("utf-8", "surrogatepass")),
    TEXT.map(lambda text: text.encode("cp949", "replace")),
    st.binary(max_size=60),
)
PLAIN = {
    "journal/2026/2026-11-19.md": "---\nformat: kpt\n---\n## Keep\n- 조용했다\n\n## Try\n- [ ] 일찍 자기\n".encode()
}


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    warm_up()
    made = shelf()
    yield made
    shutil.rmtree(made)


@settings(
    max_examples=150, deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)
@given(DATA, st.sampled_from([*READING, *WRITING]))
@example(b"", ("list",))
def test_no_entry_brings_a_command_down_or_is_changed_unasked(
    folder: Path, data: bytes, command: tuple[str, ...]
) -> None:
    shutil.rmtree(folder / "home", ignore_errors=True)
    run = go_once("", command, {**PLAIN, NASTY: data}, folder)
    assert run.broken == (), run
