"""Where a merge was left in a text, and the text as each side had it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retro_cli.domain.unmerged import left_in, sides

BOTH = "a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> main\nd\n"


def test_each_side_has_its_own_lines_and_those_around() -> None:
    assert sides(BOTH) == ("a\nb\nd\n", "a\nc\nd\n")
    assert sides(BOTH.replace("\n", "\r\n")) == ("a\r\nb\r\nd\r\n", "a\r\nc\r\nd\r\n")


def test_what_both_come_from_is_on_neither_side() -> None:
    assert sides(BOTH.replace("=======", "||||||| base\nx\n=======")) == ("a\nb\nd\n", "a\nc\nd\n")


@pytest.mark.parametrize(
    "text",
    [
        "a\n",
        BOTH.replace("=======\n", ""),
        BOTH.replace(">>>>>>> main\n", ""),
        f"{BOTH}<<<<<<< HEAD\n",
        f"{BOTH}>>>>>>> main\n",
        BOTH.replace("b\n", "<<<<<<< x\nb\n"),
    ],
)
def test_markers_that_do_not_belong_together_are_no_sides(text: str) -> None:
    assert sides(text) is None


def test_markers_in_code_are_text() -> None:
    assert left_in(f"```\n{BOTH}```\n") == []


WORDS = st.lists(st.sampled_from(["- a", "- b", "text", "", "## Keep", "가"]), max_size=5)


@given(before=WORDS, ours=WORDS, theirs=WORDS, after=WORDS)
def test_every_line_is_on_the_side_that_it_stands_with(
    before: list[str], ours: list[str], theirs: list[str], after: list[str]
) -> None:
    lines = [*before, "<<<<<<< HEAD", *ours, "=======", *theirs, ">>>>>>> main", *after]
    text = "".join(line + "\n" for line in lines)
    assert sides(text) == tuple("".join(f"{line}\n" for line in [*before, *side, *after]) for side in (ours, theirs))
