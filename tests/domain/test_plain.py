"""What is read and written without a YAML library is what the library makes of it."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.strategies import front_matters
from retro_cli.domain import frontmatter, yaml_text
from retro_cli.domain.plain_meta import plain_flow, read_plain
from retro_cli.domain.plain_tree import plain_tree
from retro_cli.domain.text import split_lines
from retro_cli.domain.yamltree import TreeError, parsed_tree

TEMPLATES = sorted((Path(__file__).resolve().parents[2] / "templates").glob("*.md"))
PIECES = (
    *(
        "date",
        "title",
        "tags",
        ":",
        ": ",
        "  ",
        " ",
        "\t",
        "- ",
        "-",
        "[",
        "]",
        ",",
        ", ",
        '"',
        "'",
        "#",
        " #",
        "{",
        "}",
    ),
    *(
        "true",
        "Yes",
        "no",
        "NULL",
        "~",
        "2026-11-20",
        "07",
        "12",
        "0",
        "1.5",
        "1e3",
        ".5",
        "0x1f",
        "+1",
        "-1",
        "=",
        "4l",
    ),
    *(
        "한글",
        "회고: 하기",
        "a b",
        "x/y",
        "!",
        "!!str",
        "&a",
        "*a",
        "?",
        "? ",
        "|",
        ">",
        "%",
        "@",
        "`",
        "<<",
        "..",
        "...",
    ),
    *(
        "---",
        "10:30",
        "1_000",
        "inf",
        ".inf",
        "on",
        "T",
        "一",
        "ー",
        "(x)",
        "\u00b7",
        "\x85",
        "\u2028",
        "e\u0301",
        "𠮷",
        "\xa0",
    ),
)
VALUES = st.lists(st.sampled_from(PIECES), max_size=5).map("".join)
PAIRS = st.builds(
    "{}{}{}".format, st.sampled_from(("date", "k", "a_b", "-", "")), st.sampled_from((":", ": ", ":  ")), VALUES
)
ENDED = st.builds("{}{}".format, st.one_of(PAIRS, PAIRS, VALUES), st.sampled_from(("\n", "\n", "\r\n", " \n")))


def with_library(inner: str) -> object:
    try:
        node = yaml_text.compose(inner)
    except yaml_text.FrontMatterError:
        return "not YAML"
    return yaml_text.value_of(node, inner) if node is not None else {}


def typed(value: object) -> object:
    return [(key, type(one), one) for key, one in value.items()] if isinstance(value, dict) else value


@settings(max_examples=600)
@given(st.lists(ENDED, min_size=1, max_size=3).map("".join))
def test_plain_front_matter_is_read_as_the_library_reads_it(inner: str) -> None:
    plain = read_plain(split_lines(inner))
    assert plain is None or typed(plain) == typed(with_library(inner))


@given(front_matters())
def test_front_matter_of_every_kind_is_read_alike(text: str) -> None:
    lines = split_lines(text)
    end = frontmatter.body_line(lines)
    plain = read_plain(lines[1 : end - 1]) if end else None
    assert plain is None or typed(plain) == typed(with_library("".join(lines[1 : end - 1])))


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("k: 배포 자동화\n", "배포 자동화"),
        ("k: 2026-11-20\r\n", "2026-11-20"),
        ("k: [ci, team/backend]\n", ["ci", "team/backend"]),
        ('k: "쌍점: 있음"\n', "쌍점: 있음"),
        ("k: 4l\n", "4l"),
        ("k: 4\n", 4),
        ("k:\n", None),
        ("k: []\n", []),
    ],
)
def test_what_most_people_write_needs_no_library(line: str, value: object) -> None:
    assert read_plain([line]) == {"k": value}


@settings(max_examples=400)
@given(st.one_of(VALUES, st.integers(-5, 10**12), st.dates(), st.booleans(), st.lists(VALUES, max_size=3), st.none()))
def test_plain_values_are_written_as_the_library_writes_them(value: Any) -> None:
    plain = plain_flow(value)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml_text, "plain_flow", lambda _value: None)
        assert plain is None or plain == yaml_text.flow(value)


def test_usual_values_are_written_without_the_library() -> None:
    values: list[object] = ["kpt", "배포 자동화", "2026-11-20", date(2026, 11, 20), ["ci", "team/backend"], 4]
    assert [plain_flow(value) for value in values] == [
        "kpt", "배포 자동화", "2026-11-20", "2026-11-20", "[ci, team/backend]", "4",
    ]  # fmt: skip


def front_of(path: Path) -> str:
    return path.read_text("utf-8").split("---\n")[1]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_the_built_in_templates_need_no_library(path: Path) -> None:
    tree = plain_tree(front_of(path))
    assert tree is not None and tree == parsed_tree(front_of(path))


@settings(max_examples=600)
@given(st.data())
def test_a_template_is_read_as_the_library_reads_it(data: st.DataObject) -> None:
    text = front_of(data.draw(st.sampled_from(TEMPLATES)))
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        size = data.draw(st.sampled_from((0, 0, 1, 2, 5, 30)))
        text = (
            text[:start] + data.draw(st.sampled_from((*PIECES, "\n", "\n  ", "\n- ", "\n    "))) + text[start + size :]
        )
    tree = plain_tree(text)
    if tree is not None:
        try:
            assert tree == parsed_tree(text)
        except TreeError as error:
            raise AssertionError("read, and not YAML") from error
