"""The digest in the text of a review: put there, found again, replaced; every other byte stays the user's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.strategies import hostile_text, journal_lines
from domain.weeks import FORMATS
from retro_cli.domain import frontmatter
from retro_cli.domain.entry import read_entry
from retro_cli.domain.layout import Layout
from retro_cli.domain.review import END, put_digest, read_digest
from retro_cli.domain.text import BOM, split_lines

CONTENT = ["## The week", "", "### Went well", "- 산책 (월)"]
OTHER = ["## The week", "", "### Learned", "- 다른 것 (화)", "- 또 (수)"]


def outside(text: str) -> tuple[str, str]:
    """What stands before and after the digest of a text."""
    found = read_digest(text)
    assert found is not None
    lines = split_lines(text)
    return "".join(lines[: found.span[0]]), "".join(lines[found.span[1] :])


def test_a_text_without_a_digest_has_none() -> None:
    assert read_digest("") is None
    assert read_digest("## Learned\n- a\n") is None
    assert read_digest(f"## Learned\n{END}\n") is None


def test_a_new_digest_stands_above_everything_else_but_the_front_matter() -> None:
    text = put_digest("---\nformat: weekly\n---\n## Learned\n- a\n", CONTENT, "ko")
    head, begin, *rest = text.partition("<!-- retro:begin digest lang=ko sha=")
    assert head == "---\nformat: weekly\n---\n" and begin
    assert rest[0].endswith("- 산책 (월)\n<!-- retro:end digest -->\n\n## Learned\n- a\n")


def test_a_digest_says_its_language_and_whether_somebody_edited_it() -> None:
    text = put_digest("", CONTENT, "ja")
    found = read_digest(text)
    assert found is not None and found.lang == "ja" and not found.edited
    for changed in (text.replace("산책", "달리기"), text.replace("sha=", "sha=0"), text.replace("- 산책 (월)\n", "")):
        found = read_digest(changed)
        assert found is not None and found.edited


def test_newlines_that_changed_on_the_way_are_no_edit() -> None:
    found = read_digest(put_digest("", CONTENT, "ko").replace("\n", "\r\n"))
    assert found is not None and not found.edited


def test_a_begin_marker_without_its_end_is_an_edited_digest_of_that_line() -> None:
    text = put_digest("", CONTENT, "ko").replace(END, "") + "\n## Learned\n- mine\n"
    found = read_digest(text)
    assert found is not None and found.edited and found.span == (0, 1)
    assert put_digest(text, OTHER, "ko").endswith("- 산책 (월)\n\n\n## Learned\n- mine\n")


def test_a_begin_marker_alone_above_a_digest_does_not_claim_what_lies_between() -> None:
    text = "<!-- retro:begin digest lang=ko sha=0 -->\nmine\n" + put_digest("", CONTENT, "ko")
    found = read_digest(text)
    assert found is not None and not found.edited
    assert outside(put_digest(text, OTHER, "ko"))[0].endswith("mine\n")


def test_the_digest_stays_where_the_user_moved_it() -> None:
    text = "## Learned\n- a\n\n" + put_digest("", CONTENT, "ko") + "\n## Went well\n- b"
    assert outside(put_digest(text, OTHER, "ko")) == ("## Learned\n- a\n\n", "\n## Went well\n- b")


def test_a_byte_order_mark_stays_at_the_beginning() -> None:
    text = put_digest(f"{BOM}## Learned\n- a\n", CONTENT, "ko")
    assert text.startswith(f"{BOM}<!-- retro:begin") and text.count(BOM) == 1
    again = put_digest(text, OTHER, "ko")
    assert again.startswith(f"{BOM}<!-- retro:begin") and again.count(BOM) == 1
    assert read_digest(again) is not None


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_the_newlines_of_a_review_are_those_of_its_digest(newline: str) -> None:
    text = put_digest(f"---{newline}format: weekly{newline}---{newline}", CONTENT, "ko")
    assert text.replace(newline, "") == text.replace("\r", "").replace("\n", "")


def test_nothing_of_a_digest_is_read_as_answer_note_or_action_item() -> None:
    content = ["## Went well", "- a", "", "## To try", "- [ ] box", "prose", "```", "open fence"]
    text = put_digest("---\nformat: weekly\n---\n## Learned\n- mine\n", content, "en")
    entry = read_entry(text, "2026/2026-W47.md", FORMATS, Layout().slot("2026/2026-W47.md"))
    assert [section.key for section in entry.sections] == ["takeaway"]
    assert not entry.note and not entry.actions
    assert entry.sections[0].line == len(content) + 7


contents = st.lists(st.text(st.characters(exclude_characters="\r\n"), max_size=20).map("- {}".format), max_size=5)


@given(st.one_of(hostile_text(), journal_lines()), contents, contents)
def test_putting_a_digest_changes_no_other_byte_and_twice_is_once(
    text: str, content: list[str], more: list[str]
) -> None:
    had = read_digest(text)
    once = put_digest(text, content, "ko")
    assert put_digest(once, content, "ko") == once
    again = put_digest(once, more, "ko")
    assert outside(again) == outside(once)
    assert put_digest(again, content, "ko") == once
    if had is None:
        before, after = outside(once)
        body = frontmatter.body_line(split_lines(text))
        head = "".join(split_lines(text)[:body])
        kept = "".join(split_lines(text)[body:]).removeprefix(BOM) if body == 0 else "".join(split_lines(text)[body:])
        assert before.rstrip("\r\n") == head.rstrip("\r\n")
        assert after == kept or after.lstrip("\r\n") == kept.lstrip("\r\n")
        assert after.endswith(kept)
