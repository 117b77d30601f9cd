"""What reading foreign files promises for every text: no line lost, read back as said, never raising, linear."""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from growth import growth
from retro_cli.domain.entry import read_entry
from retro_cli.domain.format import Format
from retro_cli.domain.importing.model import ImportOptions, ReadFile
from retro_cli.domain.importing.reading import read_source
from retro_cli.store.formats import load_formats

FORMATS: dict[str, Format] = dict(load_formats([("built-in", Path(__file__).parents[3] / "templates")]).by_name)
TODAY = dt.date(2026, 11, 20)

DAYS = [
    "### 2025-03-10 월",
    "## 3/11 (화)",
    "# (250312 수) 발표",
    "## 1일차:",
    "**2025-03-13**",
    "### 2025-03-14 ~ 2025-03-16",
]
WEEKS = ["## 주간 회고", "# 2주차 회고", "## 2주차 후기", "# 2025-03-10 ~ 2025-03-16", "## Weekly Review"]
LABELS = [
    "## Keep",
    "#### 아쉬웠던 점",
    "> K",
    "> P",
    "**Try**",
    "- 좋았던 점:",
    "- **cue**: 계기가 있었다",
    "- **did**: 했다",
    "Problem:",
    "아쉬운 점 : 늦었다",
    "##Keep（良かった点）",
    "Liked\n-----",
    "### **[+]** Positive",
    "### [-] Negative",
    "1. What went well?",
    "2.What did I learn today?",
    "KEEEEP",
    "- Stop: 야근",
    "    - Keep: 안쪽",
    "<h3>Try</h3>",
    "# 회고",
    "### 🍀 하은",
    "## Main Events",
    "- 민지",
    "피어 세션:",
    "| Keep | Try |\n|---|---|\n| 하나 | 둘<br>셋 |",
]
BODIES = [
    "- 첫 항목",
    "- [ ] 열린 것",
    "* [x] 닫힌 것",
    "+ 더하기",
    "1. 하나\n2. 둘",
    "-붙은 글",
    "• 점",
    "    - 안의 것\n    - 또",
    "\t- 탭의 것",
    "그냥 문장이다.",
    "이어지는 줄\n둘째 줄",
    "```python\n# 주석\nprint(1)\n```",
    "    ```\n    안쪽\n    ```",
    "> 인용한 말",
    "![그림](../img/a.png)",
    "| 가 | 나 |\n|---|---|\n| 1 | 2 |",
    "<details>\n<summary>더</summary>",
    "<!-- 지운 말 -->",
    "---",
    "***",
    "TBU",
    "- ",
    "없음",
    "$x^2$ 식",
    "[링크](https://example.org/a#b)",
    "Google Keep에 적었다",
    "{: .notice}",
    "<br>",
    "#태그 #둘",
    "  두 칸 띈 글",
    "&nbsp;빈칸",
    "끝\\",
    "* (+) 좋은 일",
    "~~~\n닫지 않은 울타리",
    "====",
    "- - 겹친 표",
    "1) 괄호",
    "`코드` 문장",
]
HEADERS = [
    "---\ntitle: 2주차 회고\ndate: 2025-03-14 10:00:00 +0900\ntags: [a, b]\nlayout: post\n---\n",
    "---\ntitle: {x}: y\n---\n",
    "\ufeff---\r\ndate: 2025-03-12T20:00:00Z\r\n---\r\n",
    "---\n",
    "",
]

_PIECES = st.one_of(st.sampled_from(DAYS), st.sampled_from(WEEKS), st.sampled_from(LABELS), st.sampled_from(BODIES))
_JOINS = st.sampled_from(["\n", "\n\n", "\n\n\n"])


@st.composite
def documents(draw: st.DrawFn) -> str:
    """Markdown from the pieces that people use, in any order."""
    text = draw(st.sampled_from(HEADERS))
    for _ in range(draw(st.integers(1, 14))):
        text += draw(_PIECES) + draw(_JOINS)
    return text if draw(st.booleans()) else text.rstrip("\n")


def read(text: str, path: str = "2025-03-14-note.md", since: dt.date | None = None) -> ReadFile:
    return read_source(text, path, FORMATS, ImportOptions(today=TODAY, start=dt.date(2025, 3, 3), open_since=since))


def said(line: str) -> str:
    """A line without the marks that say what kind of line it is, and without the spaces."""
    plain = unicodedata.normalize("NFC", line).replace("\ufeff", "")
    plain = re.sub(r"</?(?:h[1-6]|summary|details|b|strong)>|<br>", "", plain)
    plain = re.sub(r"^[\s>]*(?:(?:[-*+•◦]|\d+[.)])(?=\s|$)|[-*+•◦](?=\w))*", "", plain)
    plain = re.sub(r"^[\s>]*(?:(?:[-*+•◦]|\d+[.)])(?=\s|$))*", "", plain)
    return re.sub(r"[\s#*_:：\\|]|\[.\]", "", plain)


def body_of(text: str) -> list[str]:
    """The lines below the front matter."""
    from retro_cli.domain import frontmatter
    from retro_cli.domain.text import split_lines

    lines = split_lines(text)
    return lines[frontmatter.body_line(lines) :]


@settings(max_examples=400, deadline=None)
@given(documents(), st.booleans())
@example("- **cue**: a\n---\n- **did**: b", False)
@example("> K\n- a\n\n> P\n- b\n\ntext", False)
def test_every_line_of_the_source_is_in_what_is_written(text: str, boxed: bool) -> None:
    """Words stay; only the marks of labels may change, and days may move into front matter."""
    found = read(text, since=dt.date(2020, 1, 1) if boxed else None)
    written = said("".join(said(line) for entry in found.entries for line in entry.text.split("\n")))
    dated = re.sub(r"\D", "", "".join(f"{entry.date}{entry.end_date}" for entry in found.entries))
    for line in body_of(text):
        words = said(line)
        if not re.search(r"\w", words) or _stands(words, written):
            continue
        digits = re.sub(r"\D", "", words)
        assert digits and digits[-4:] in dated, line


def _stands(words: str, written: str) -> bool:
    """Whether a line stands there, whole or as a label and the text behind it."""
    return words in written or any(words[:at] in written and words[at:] in written for at in range(1, len(words)))


@settings(max_examples=300, deadline=None)
@given(documents())
def test_what_is_written_reads_as_the_sections_that_were_said(text: str) -> None:
    """The journal reads an imported file as the import said it would."""
    for entry in read(text).entries:
        back = read_entry(entry.text, "2025/2025-03-14.md", FORMATS, None)
        assert back.format == entry.format
        assert {one.key for one in back.sections} == {one.key for one in entry.sections}
        written = {item.text for one in back.sections for item in one.items}
        assert {item.text for one in entry.sections for item in one.items} <= written
        assert {one.heading for one in back.sections} <= {one.heading for one in entry.sections}


@settings(max_examples=300, deadline=None)
@given(documents())
def test_lines_of_entries_and_sections_lie_in_the_source(text: str) -> None:
    """Every line that is named exists, and parts lie in their wholes."""
    count = len(text.replace("\r\n", "\n").split("\n"))
    for entry in read(text).entries:
        assert 1 <= entry.line <= entry.end <= count
        for section in entry.sections:
            assert 1 <= section.line <= section.end <= count
            for item in section.items:
                assert 1 <= item.line <= item.end <= count


@settings(max_examples=200, deadline=None)
@given(documents())
def test_reading_what_was_written_once_more_changes_no_word(text: str) -> None:
    """An imported entry imported again is the same entry."""
    for entry in read(text).entries:
        again = read(entry.text, "2025-03-14.md").entries
        words = said("".join(said(line) for one in again for line in one.text.split("\n")))
        for line in body_of(entry.text):
            assert said(line) in words or re.search(r"\d", line)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_read(text: str) -> None:
    """No text is an error."""
    read(text)


def items_within_items(count: int) -> str:
    return "".join("- a\n" + "".join("  " * depth + "- b\n" for depth in range(1, 60)) for _ in range(count))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (lambda n: "# a\n" * n, 10_000),
        (lambda n: "## 2025-03-10\n- a\n" * n, 1_000),
        (lambda n: "- " * n + "x\n", 2_000),
        (lambda n: ">" * n + "x\n", 5_000),
        (lambda n: "- **cue**: a\n- **did**: b\n" * n, 2_000),
        (lambda n: "Keep: a\n" * n, 10_000),
        (lambda n: "K: a\nP: b\n" * n, 5_000),
        (lambda n: "- (+) a\n- (-) b\n" * n, 2_000),
        (lambda n: "a" * n, 500_000),
        (lambda n: "| Keep | Try |\n|---|---|\n" + "| a | b |\n" * n, 3_000),
        (lambda n: "## " + "가" * n + "\n", 200_000),
        (lambda n: "2025-03-10\n\n" * n, 1_000),
        (items_within_items, 5),
        (lambda n: "[" * n, 50_000),
        (lambda n: "---\na: " + "[" * n + "\n---\nx\n", 5_000),
        (lambda n: "## Keep\n- a\n\ntext\n\n" * n, 1_000),
        (lambda n: "##Keep\n- a\n##Problem\n- b\n" * n, 1_000),
    ],
    ids=lambda value: value(1)[:24].strip() if callable(value) else str(value),
)
def test_twice_the_text_costs_twice_the_time(text: Callable[[int], str], count: int) -> None:
    """Large and hostile texts are read in time that grows with the text alone."""
    once, twice = text(count), text(2 * count)
    assert growth(lambda: read(once), lambda: read(twice), enough=2.5) <= 2.5


@pytest.mark.parametrize(
    "text",
    ["# a\n" * 200_000, "Keep: a\n" * 60_000, "- a\n" + "".join("  " * depth + "- b\n" for depth in range(1, 400))],
    ids=["headings", "labels", "depth"],
)
def test_huge_texts_are_read(text: str) -> None:
    """No text is too large or too deep."""
    assert read(text).entries
