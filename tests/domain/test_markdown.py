"""The block structure agrees with markdown-it, line by line, and takes time in proportion to the text."""

import re
import time
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from retro_cli.domain.markdown import Block, parse
from retro_cli.domain.text import BOM, split_lines
from tests.domain.strategies import hostile_text, markdown_documents

ORACLE = MarkdownIt("commonmark", {"maxNesting": 1000}).disable("inline")
KINDS = {
    "heading_open": "heading",
    "list_item_open": "item",
    "bullet_list_open": "list",
    "ordered_list_open": "list",
    "blockquote_open": "quote",
    "paragraph_open": "paragraph",
    "fence": "fence",
    "code_block": "code",
    "html_block": "html",
    "hr": "rule",
}
Seen = tuple[str, int, int, tuple[str, ...], int, str, str]


def seen_by_oracle(text: str) -> list[Seen]:
    """What markdown-it sees: kind, lines, the kinds around it, level, text, marker."""
    lines = split_lines(text)
    blocks: list[Seen] = []
    around: list[str] = []
    tokens = ORACLE.parse(text)
    for index, token in enumerate(tokens):
        if token.type in KINDS:
            assert token.map is not None
            kind = KINDS[token.type]
            start, end = token.map
            while end > start + 1 and is_blank(lines[end - 1], around.count("quote")):
                end -= 1
            level = int(token.tag[1]) if kind == "heading" else 0
            content = tokens[index + 1].content if kind in ("heading", "paragraph") else ""
            content = flat(content, lines[start:end])
            blocks.append((kind, start, end, tuple(around), level, content, marker_of(token, kind)))
        if token.nesting == 1 and token.type in KINDS:
            around.append(KINDS[token.type])
        elif token.nesting == -1 and token.type.replace("_close", "_open") in KINDS:
            around.pop()
    return blocks


def marker_of(token: Token, kind: str) -> str:
    if kind == "item":
        return token.info + token.markup
    if kind == "heading":
        return token.markup[0]
    return token.markup if kind in ("fence", "list") else ""


def is_blank(line: str, quotes: int) -> bool:
    """Whether a line is blank inside `quotes` block quotes; the last lines of a quote have its mark."""
    return re.fullmatch(rf"[ \t]*(?:>[ \t]*){{0,{quotes}}}[\r\n]*", line) is not None


def flat(text: str, lines: list[str]) -> str:
    """The text without indentation; none where a tab follows a quote mark, which markdown-it miscounts in texts."""
    if any(re.match(r".*>.*\t", line) for line in lines):
        return ""
    return "\n".join(line.lstrip(" \t") for line in text.replace("\x00", "\ufffd").split("\n"))


def seen(text: str) -> list[Seen]:
    lines = split_lines(text)
    blocks = parse(lines)
    return [
        (
            block.kind,
            block.start,
            block.end,
            around(blocks, block),
            block.level if block.kind == "heading" else 0,
            flat(block.text, lines[block.start : block.end]),
            block.marker,
        )
        for block in blocks
    ]


def around(blocks: list[Block], block: Block) -> tuple[str, ...]:
    kinds = []
    while block.parent >= 0:
        block = blocks[block.parent]
        kinds.append(block.kind)
    return tuple(reversed(kinds))


INDENTED_BEGINNING = re.compile(r"(?:[ \t]*>)*(?: {4}| {0,3}\t)[ \t]*[#>`~<*+_0-9-]")


def is_peculiar(text: str) -> bool:
    """Whether markdown-it leaves the specification, and retro does not follow.

    - A line indented by four columns or more that continues a paragraph of a quote or item without their marks is
      text. markdown-it measures its indentation from the innermost item, or not at all in nested quotes, and lets it
      end the paragraph if it looks like the beginning of a block.
    - Two blank lines after an empty item end its list in markdown-it alone.
    - An underline may be the destination or the title of a definition in markdown-it alone.
    - Tabs behind two quote marks are miscounted by markdown-it.
    """
    lines = split_lines(text)
    blocks = parse(lines)
    if any(re.match(r".*>.*>.*\t", line) for line in lines):
        return True
    if any(block.marker in ("=", "-") and block.text[:1] in ("[", '"', "'", "(") for block in blocks):
        return True
    return any(
        INDENTED_BEGINNING.match(line)
        for block in blocks
        if block.text and block.parent >= 0
        for line in lines[block.start + 1 : block.end]
    ) or any(
        all(is_blank(line, 9) for line in lines[block.end : block.end + 2])
        for block, following in pairwise(blocks)
        if block.kind == "item" and following.start >= block.start + 3
    )


@settings(max_examples=400, deadline=None)
@given(markdown_documents())
def test_structure_agrees_with_markdown_it(text: str) -> None:
    assume(not is_peculiar(text))
    assert seen(text) == seen_by_oracle(text)


@settings(max_examples=200, deadline=None)
@given(markdown_documents(definitions=True))
def test_link_definitions_agree_with_markdown_it(text: str) -> None:
    assume(not is_peculiar(text))
    assume("]:" not in text or not any(block.text[:1] in ("'", '"', "(") for block in parse(split_lines(text))))
    assert seen(text) == seen_by_oracle(text)


@settings(max_examples=300, deadline=None)
@given(st.text('-+*>#=`~<! 1.)\t\n[a]:"/', max_size=40))
def test_structure_of_any_markup_characters_agrees_with_markdown_it(text: str) -> None:
    assume(not is_peculiar(text) and "]:" not in text)
    assert seen(text) == seen_by_oracle(text)


@given(hostile_text())
def test_blocks_lie_in_order_inside_their_parents(text: str) -> None:
    lines = split_lines(text)
    blocks = parse(lines)
    for index, block in enumerate(blocks):
        assert -1 <= block.parent < index
        assert 0 <= block.start < block.end <= len(lines)
        assert lines[block.end - 1].strip(" \t\r\n")
        if block.parent >= 0:
            outer = blocks[block.parent]
            assert outer.kind in ("list", "item", "quote")
            assert outer.start <= block.start and block.end <= outer.end
    for before, after in pairwise(blocks):
        assert before.start <= after.start


@given(hostile_text(), st.integers(0, 5))
def test_lines_before_the_first_are_skipped(text: str, first: int) -> None:
    lines = split_lines(text)
    skipped = parse(lines, first)
    for block in skipped:
        block.start -= first
        block.end -= first
    assert skipped == parse(lines[first:])


@given(markdown_documents())
def test_endings_and_a_bom_make_no_difference(text: str) -> None:
    lines = split_lines(text)
    assert parse([line.rstrip("\r\n") for line in lines]) == parse(lines)
    assert parse(split_lines(BOM + text)) == parse(lines)


def outline(text: str) -> list[tuple[str, int, int]]:
    return [(block.kind, block.start, block.end) for block in parse(split_lines(text))]


def only(text: str, kind: str) -> Block:
    (block,) = [block for block in parse(split_lines(text)) if block.kind == kind]
    return block


class TestWhatIsToldOfABlock:
    """Levels, texts, markers and columns."""

    @pytest.mark.parametrize(
        ("line", "level", "text"),
        [
            ("# 제목", 1, "제목"),
            ("###  Keep ##  ", 3, "Keep"),
            ("## C# 공부", 2, "C# 공부"),
            ("## C#", 2, "C#"),
            ("#", 1, ""),
            ("### ###", 3, ""),
            ("   ## **[+]** Positive\t", 2, "**[+]** Positive"),
        ],
    )
    def test_a_heading_has_its_level_and_bare_text(self, line: str, level: int, text: str) -> None:
        assert parse([line]) == [Block("heading", 0, 1, -1, level, text, "#")]

    def test_an_underlined_heading_covers_its_underline(self) -> None:
        assert parse(["좋았던\n", "  점\n", "---\n"]) == [Block("heading", 0, 3, -1, 2, "좋았던\n점", "-")]
        assert parse(["좋았던 점\r\n", "=\r\n"]) == [Block("heading", 0, 2, -1, 1, "좋았던 점", "=")]

    def test_items_have_marker_depth_and_column(self) -> None:
        items = [block for block in parse(split_lines("- a\n    - b\n\t 3) c\n> * d\n")) if block.kind == "item"]
        assert [(item.marker, item.level, item.column) for item in items] == [
            ("-", 1, 2),
            ("-", 2, 6),
            ("3)", 2, 8),
            ("*", 1, 4),
        ]

    def test_text_keeps_what_was_typed_behind_the_prefix(self) -> None:
        assert only("> -\t1.5\t배 \t빠르다  \n", "paragraph").text == "1.5\t배 \t빠르다"
        assert only("> 첫 줄  \n>    둘째\n셋째", "paragraph").text == "첫 줄  \n둘째\n셋째"

    def test_an_item_ends_before_trailing_blank_lines(self) -> None:
        assert outline("- a\n\n  b\n\n\n- c\n\n\n끝") == [
            ("list", 0, 6),
            ("item", 0, 3),
            ("paragraph", 0, 1),
            ("paragraph", 2, 3),
            ("item", 5, 6),
            ("paragraph", 5, 6),
            ("paragraph", 8, 9),
        ]

    def test_a_fence_or_comment_without_end_is_not_closed(self) -> None:
        assert only("```py\n- [ ] x\n```\n", "fence") == Block("fence", 0, 3, -1, marker="```")
        assert only("~~~~\n~~~\n\n", "fence") == Block("fence", 0, 2, -1, marker="~~~~", closed=False)
        assert only("- ```\n  x\n\n밖\n", "fence") == Block("fence", 0, 2, 1, marker="```", closed=False)
        assert only("<!--\n- [ ] x\n\n-->\n", "html") == Block("html", 0, 4, -1, comment=True)
        assert only("<!-- 열림\n\n# 제목\n", "html") == Block("html", 0, 3, -1, comment=True, closed=False)
        assert only("<div>\n글\n\n밖", "html") == Block("html", 0, 2, -1)

    def test_a_definition_is_no_paragraph(self) -> None:
        assert outline("[a]: /x\n[b]:\n  <y z>\n  'title'\n글") == [("paragraph", 4, 5)]
        assert outline("[a]: /x\n'열린 채로\n") == [("paragraph", 1, 2)]
        assert outline("[ ] 할 일\n") == [("paragraph", 0, 1)]

    def test_only_the_three_newlines_count(self) -> None:
        text = "첫 줄\u2028둘째\x0c셋째\x85\r\n- [ ] 할 일\r# 제목"
        assert outline(text) == [
            ("paragraph", 0, 1),
            ("list", 1, 2),
            ("item", 1, 2),
            ("paragraph", 1, 2),
            ("heading", 2, 3),
        ]

    def test_deeper_containers_than_anybody_writes_are_text(self) -> None:
        blocks = parse([">" * 5000 + "a"])
        assert [block.kind for block in blocks] == ["quote"] * 500 + ["paragraph"]
        assert blocks[-1].text == ">" * 4500 + "a"


HOSTILE = {
    "deep quotes": "> " * 5000 + "a\n" + "b\n" * 10_000,
    "deep list": "".join("  " * depth + "- x\n" for depth in range(400)),
    "deep list, blank lines": "- " * 499 + "x\n" + "\n" * 100_000,
    "brackets": "[" * 20_000 + "\n" + "[\n" * 20_000,
    "open label": "[a\n" + "b\n" * 50_000,
    "definitions": "[a]: /u\n'title\n" * 20_000,
    "long line": "가" * 1_000_000,
    "dashes": "- " * 500_000 + "a",
    "tabs": "\t" * 500_000 + "x",
    "tabs behind dashes": "-\t" * 200_000 + "x",
    "attributes": "<a " + "b " * 200_000,
    "open comment": "<!--\n" + "-\n" * 100_000,
    "open fence": "```\n" + "``\n" * 100_000,
    "one paragraph": "a\n" * 100_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_texts_take_a_moment(text: str) -> None:
    lines = split_lines(text)
    begin = time.process_time()
    parse(lines)
    assert time.process_time() - begin < 2
