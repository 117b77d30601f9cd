"""Action items are found where CommonMark has list items, also by the reader of plain lines, and nowhere else."""

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from domain.strategies import hostile_text, journal_lines, words
from domain.test_markdown import is_peculiar
from retro_cli.domain import taskitems, taskline
from retro_cli.domain.frontmatter import body_line
from retro_cli.domain.taskitems import filled, read_task_items
from retro_cli.domain.text import BOM, split_lines

ORACLE = MarkdownIt("commonmark", {"maxNesting": 1000}).disable("inline")

TASKS = st.builds(
    "{}{}[{}] {}".format,
    st.sampled_from(("", "", "", "  ", "    ", "> ", "\t", "- ")),
    st.sampled_from(("- ", "- ", "* ", "1. ", "10) ", "-   ", "-      ")),
    st.sampled_from((" ", " ", "/", "x", "-", "?", "가", "]", "1", "")),
    words(),
)
AROUND = st.sampled_from(
    (
        *("", "", "```", "```", "```py", "``` ", "  ```", "```a```", "~~~", "<!--", "-->", "<div>", "<!-- 한 줄 -->"),
        *("> 글", "> ```", "- ```", "## Try", "글", "---", "- 항목", "    코드", "e\u0301", "1. 하나"),
    )
)
LINES = st.one_of(TASKS, TASKS, AROUND, AROUND, journal_lines())
ENDS = st.sampled_from(("\n", "\n", "\n", "\r\n", "\r"))
FRONTS = st.sampled_from(
    ("", "", BOM, "---\nformat: kpt\n---\n", BOM + "---\r\nformat: kpt\r\n---\r\n", "---\n\n---\n")
)
DOCUMENTS = st.builds("{}{}".format, FRONTS, st.lists(st.tuples(LINES, ENDS).map("".join), max_size=14).map("".join))
PLAIN = st.builds(
    "{}{}".format,
    st.sampled_from(("", "---\nformat: kpt\n---\n")),
    st.lists(
        st.one_of(st.builds("- [{}] {}\n".format, st.sampled_from(" x/-"), words()), AROUND.map("{}\n".format)),
        max_size=12,
    ).map("".join),
)


def found_by_markdown_it(text: str) -> list[tuple[int, str]]:
    """Line (1-based) and text of each task item."""
    lines = split_lines(text)
    body = body_line(lines)
    tokens = ORACLE.parse("".join(lines[body:]).removeprefix(BOM))
    found = []
    for at, token in enumerate(tokens):
        if token.type != "list_item_open" or token.map is None:
            continue
        task = taskline.parse(lines[body + token.map[0]].removeprefix(BOM))
        if task is None:
            continue
        told = task.text.strip()
        first = tokens[at + 1]
        if first.type == "paragraph_open" and first.map is not None and first.map[0] == token.map[0]:
            more = tokens[at + 2].content.split("\n")[1:]
            told = "\n".join([told, *(part.strip() for part in more)]).strip()
        if filled(told):
            found.append((body + token.map[0] + 1, told))
    return found


def found_here(text: str) -> list[tuple[int, str]]:
    lines = split_lines(text)
    return [(item.line, item.text) for item in read_task_items(text, body_line(lines), lines)]


@settings(max_examples=700, deadline=None)
@given(st.one_of(DOCUMENTS, PLAIN, hostile_text()))
@example("```\n- [ ] 코드\n```\n- [ ] 밖\n```\n- [ ] 안\n")
@example("- [ ] 가\n```\n- [ ] 코드\n```\n")
@example("```\n``` \n- [ ] 밖\n```x\n- [ ] 안\n")
@example("- [ ] e\u0301\r\n- [ ] 둘\r\n")
def test_action_items_are_the_list_items_of_markdown_it(text: str) -> None:
    lines = split_lines(text)
    assume("\0" not in text and not (">" in text and "\t" in text))
    assume(not is_peculiar("".join(lines[body_line(lines) :]).removeprefix(BOM)))
    assert found_here(text) == found_by_markdown_it(text)


@pytest.mark.parametrize(
    "text",
    ["## Try\n- [ ] 산책하기\n- [x] 물 ✅ 2026-11-19\n", "- [ ] 가\n\n```python\n- [ ] 코드\n```\n- 둘\n- [/] 나\n"],
)
def test_lines_of_the_usual_kind_are_read_without_their_blocks(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = found_by_markdown_it(text)
    monkeypatch.setattr("retro_cli.domain.markdown.parse", lambda *_: pytest.fail("the blocks were read"))
    assert found_here(text) == wanted


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("_HIDING", r"~~~", "<!--\n- [ ] 주석\n\n-->\n"),
        ("_HIDING", r"<", "~~~\n- [ ] 코드\n\n~~~\n"),
        ("_FENCE", r"never", "```\n- [ ] 코드\n```\n- [ ] 밖\n"),
        ("_ENDS_PARAGRAPH", r"", "- [ ] 가\n이어서\n"),
    ],
)
def test_a_reader_that_forgets_a_rule_is_found_out(
    name: str, value: str, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import re

    assert found_here(text) == found_by_markdown_it(text)
    monkeypatch.setattr(taskitems, name, re.compile(value))
    monkeypatch.setattr("retro_cli.domain.markdown.parse", lambda *_: [])
    assert found_here(text) != found_by_markdown_it(text)
