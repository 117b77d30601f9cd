"""Lists of lines (`.gitattributes`, `.gitignore`) that both sides changed."""

from retro_cli.domain.merging.listed import merge_lists


def test_the_lines_of_both_sides_are_there_once() -> None:
    assert merge_lists("*.png binary\n*.md a\n", "*.md a\n*.zip b\n") == "*.png binary\n*.md a\n*.zip b\n"


def test_of_two_lines_about_merging_the_one_that_says_more_stays() -> None:
    for one, other in (
        ("*.md -text merge=retro\n", "*.md merge=retro\n"),
        ("*.md merge=retro", "*.md -text merge=retro"),
    ):
        assert merge_lists(one, other) == "*.md -text merge=retro\n"
    assert merge_lists("*.md a\n", "*.md a b\n") == "*.md a\n*.md a b\n"
