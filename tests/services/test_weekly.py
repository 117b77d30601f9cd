"""The review of a week on disk: which week, what is written, and what is left alone, however often it is done."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from retro_cli.domain.action import ActionItem
from retro_cli.domain.answers import Answers, item
from retro_cli.domain.layout import Slot
from retro_cli.domain.period import Week
from retro_cli.domain.quickactions import ActionReader
from retro_cli.domain.settings import Settings, Todo
from retro_cli.errors import ConflictError, NotFoundError, UnreadableError
from retro_cli.services.capture import blank_answers
from retro_cli.services.reviews import Picked, View, Written, pick_period, still_open, write_review
from retro_cli.services.reviews import view as view_week
from retro_cli.store.formats import Formats, load_formats
from retro_cli.store.journal import Journal, Page
from retro_cli.store.locations import builtin_templates
from trees import lay_out

WEEK = Week(2026, 47)  # Nov 16 to 22
FRIDAY = date(2026, 11, 20)
REVIEW = "2026/2026-W47.md"
FORMATS: Formats = load_formats([("built-in", builtin_templates())])
DAY = "---\nformat: kpt\n---\n## Keep\n- 산책\n\n## Try\n- [ ] 일찍 자기\n"


@pytest.fixture
def lay(tmp_path: Path) -> Callable[..., Journal]:
    """A journal of files below `2026/`, with settings."""

    def made(files: Mapping[str, str], **chosen: object) -> Journal:
        return journal_of(tmp_path, files, **chosen)

    return made


def journal_of(folder: Path, files: Mapping[str, str], **chosen: object) -> Journal:
    root = lay_out(folder / "journal", {f"2026/{name}": text for name, text in files.items()})
    return Journal(root, Settings(**chosen), FORMATS, folder / "state")  # type: ignore[arg-type]


def view(journal: Journal, week: Week = WEEK) -> View:
    return view_week(journal, week, "ko")


def picked(journal: Journal, today: date) -> Picked:
    return pick_period(journal, "week", today)


def write(journal: Journal, answers: Mapping[str, str] | None = None, **how: bool) -> Written:
    """Write the review of the week with items by section."""
    seen = view(journal)
    return write_review(journal, seen, said(seen, answers or {}), "ko", **how)


def said(seen: View, answers: Mapping[str, str]) -> Answers:
    sections = {key: tuple(item(text) for text in texts.split(", ")) for key, texts in answers.items()}
    return replace(blank_answers(seen.target), sections=sections)


def review(journal: Journal) -> str:
    return (journal.root / REVIEW).read_bytes().decode()


# -- which week -------------------------------------------------------------------------------------------------------


def test_without_a_week_it_is_this_one(lay: Callable[..., Journal]) -> None:
    assert picked(lay({}), FRIDAY).period == WEEK
    assert picked(lay({"2026-11-16.md": DAY, "2026-11-10.md": DAY}), FRIDAY).period == WEEK


def test_it_is_last_week_while_this_one_is_empty_and_last_week_was_not_reflected_on(
    lay: Callable[..., Journal],
) -> None:
    journal = lay({"2026-11-18.md": DAY})
    monday = date(2026, 11, 23)
    assert picked(journal, monday).period == WEEK and picked(journal, monday).instead
    write(journal)
    assert picked(journal, monday).period == WEEK
    write(journal, {"positive": "좋은 한 주"})
    assert picked(journal, monday).period == WEEK.next()


def test_a_last_week_without_entries_is_not_asked_for(lay: Callable[..., Journal]) -> None:
    assert picked(lay({"2026-11-02.md": DAY}), FRIDAY).period == WEEK


# -- writing ----------------------------------------------------------------------------------------------------------


def test_a_new_review_has_front_matter_digest_and_answered_sections(lay: Callable[..., Journal]) -> None:
    journal = lay({"2026-11-16.md": DAY})
    written = write(journal, {"positive": "산책, 잘 잤다", "try": "물 마시기"})
    head, digest, after = parts(review(journal))
    assert written.path == REVIEW and written.saved is not None and written.saved.created
    assert head == "---\ndate: 2026-11-16\nend: 2026-11-22\nformat: weekly\n---\n"
    assert "- 산책 (월)" in digest and "- ○ 일찍 자기 (월)" in digest
    assert after == "\n## [+] Positive\n- 산책\n- 잘 잤다\n\n## [!] To Try\n- [ ] 물 마시기\n"


def parts(text: str) -> tuple[str, str, str]:
    head, _, rest = text.partition("<!-- retro:begin digest")
    digest, _, after = rest.partition("<!-- retro:end digest -->\n")
    return head, digest, after


def test_a_week_without_entries_and_answers_gets_no_file(lay: Callable[..., Journal]) -> None:
    journal = lay({"2026-11-10.md": DAY})
    assert write(journal).path is None
    assert not journal.exists(REVIEW)


def test_answers_of_a_week_without_entries_are_written_without_a_digest(lay: Callable[..., Journal]) -> None:
    journal = lay({})
    write(journal, {"takeaway": "쉬는 것도 일"})
    assert review(journal).endswith("format: weekly\n---\n\n## [.] Takeaway\n- 쉬는 것도 일\n")


def test_its_own_action_items_are_no_part_of_a_week(lay: Callable[..., Journal]) -> None:
    journal = lay({"2026-11-16.md": DAY})
    write(journal, {"try": "물 마시기"})
    before = review(journal)
    write(journal)
    assert review(journal) == before
    assert [one.text for one in view(journal, WEEK.next()).rolled.actions.carried] == ["일찍 자기", "물 마시기"]


def test_what_changed_in_the_week_comes_into_the_digest(lay: Callable[..., Journal]) -> None:
    journal = lay({"2026-11-16.md": DAY})
    write(journal)
    lay_out(journal.root, {"2026/2026-11-17.md": DAY})
    assert write(journal).saved is not None
    assert "- 산책 (월 · 화)" in review(journal)


def test_the_language_of_a_digest_stays(lay: Callable[..., Journal]) -> None:
    journal = lay({"2026-11-16.md": DAY})
    write(journal)
    before = review(journal)
    seen = view_week(journal, WEEK, "en")
    write_review(journal, seen, blank_answers(seen.target), "en")
    assert review(journal) == before


def test_a_review_that_exists_gets_no_front_matter(lay: Callable[..., Journal]) -> None:
    journal = lay({"2026-11-16.md": DAY, "2026-W47.md": "# 47주\n\n## Positive\n- 내가 쓴 것"})
    write(journal, {"negative": "늦잠"})
    text = review(journal)
    assert text.startswith("<!-- retro:begin digest")
    assert text.endswith("-->\n\n# 47주\n\n## Positive\n- 내가 쓴 것\n\n## [-] Negative\n- 늦잠")


def test_an_edited_digest_stays_and_the_answers_are_saved(lay: Callable[..., Journal]) -> None:
    journal = lay({"2026-11-16.md": DAY})
    write(journal)
    edited = review(journal).replace("산책", "아주 긴 산책")
    (journal.root / REVIEW).write_bytes(edited.encode())
    assert view(journal).edited
    written = write(journal, {"positive": "좋았다"})
    assert written.kept and review(journal) == edited + "\n## [+] Positive\n- 좋았다\n"
    assert not write(journal, replace_digest=True).kept
    assert "아주 긴 산책" not in review(journal) and review(journal).endswith("\n## [+] Positive\n- 좋았다\n")


def test_an_edit_between_reading_and_writing_is_kept_too(lay: Callable[..., Journal]) -> None:
    journal = lay({"2026-11-16.md": DAY})
    write(journal)
    seen = view(journal)
    edited = review(journal).replace("산책", "달리기") + "\n## [?] Question\n- 왜?\n"
    (journal.root / REVIEW).write_bytes(edited.encode())
    written = write_review(journal, seen, said(seen, {"positive": "좋았다"}), "ko")
    assert written.kept
    assert "달리기" in review(journal) and "- 왜?" in review(journal) and "- 좋았다" in review(journal)


def test_values_given_for_what_is_filled_are_refused(lay: Callable[..., Journal]) -> None:
    journal = lay({"2026-11-16.md": DAY, "2026-W47.md": "---\nformat: weekly\nmood: 3\n---\n"})
    seen = view(journal)
    answers = replace(blank_answers(seen.target), fields={"mood": 5})
    with pytest.raises(ConflictError):
        write_review(journal, seen, answers, "ko", strict=True)
    assert review(journal) == "---\nformat: weekly\nmood: 3\n---\n"


def test_an_entry_that_cannot_be_read_is_named_and_the_rest_compiled(lay: Callable[..., Journal]) -> None:
    journal = lay({"2026-11-16.md": DAY, "2026-11-17.md": "---\ntags: [a\n---\n## Keep\n- x\n"})
    written = write(journal)
    assert [error.where for error in written.view.problems] == ["2026/2026-11-17.md:2"]
    assert "- 산책 (월)" in review(journal)


def test_a_review_that_cannot_be_read_is_left_alone(lay: Callable[..., Journal]) -> None:
    journal = lay({"2026-11-16.md": DAY, "2026-W47.md": "---\ntags: [a\n---\n"})
    with pytest.raises(UnreadableError):
        write(journal)
    assert review(journal) == "---\ntags: [a\n---\n"


def test_an_unknown_format_is_refused(lay: Callable[..., Journal]) -> None:
    with pytest.raises(NotFoundError):
        view_week(lay({}), WEEK, "ko", format_name="nope")


def test_only_boxes_that_count_are_action_items(lay: Callable[..., Journal]) -> None:
    text = "---\nformat: kpt\n---\n## Try\n- [ ] 세기 #할일\n- [ ] 안 세기\n"
    journal = lay({"2026-11-16.md": text}, todo=Todo(tag="#할일"))
    rolled = view(journal).rolled
    assert [one.text for one in rolled.actions.opened] == ["세기 #할일"]
    assert [one.text for one in rolled.roles["next"]] == ["안 세기"]


def test_only_files_that_can_matter_are_parsed(lay: Callable[..., Journal], monkeypatch: pytest.MonkeyPatch) -> None:
    journal = lay(
        {
            "2026-11-16.md": DAY,
            "2026-11-02.md": DAY,
            "2026-11-03.md": "## Try\n- [x] 했다 ✅ 2026-11-18\n",
            "2026-11-04.md": "## Try\n- [x] 나중에 한 것 ✅ 2026-12-01\n",
            "2026-11-05.md": "## Try\n- [x] 그때 한 것 ✅ 2026-11-06\n",
            "2026-11-06.md": "## Try\n- [x] 언젠가 한 것\n",
            "2026-11-30.md": DAY,
        }
    )
    read: list[str] = []
    page, actions = Journal.page, ActionReader.read

    def noted(journal: Journal, path: str) -> Page:
        read.append(path)
        return page(journal, path)

    def noted_actions(reader: ActionReader, text: str, path: str, slot: Slot | None) -> list[ActionItem] | None:
        read.append(path)
        return actions(reader, text, path, slot)

    monkeypatch.setattr(Journal, "page", noted)
    monkeypatch.setattr(ActionReader, "read", noted_actions)
    view(journal)
    assert sorted(read) == [f"2026/2026-11-{number}.md" for number in ("02", "03", "04", "16")]


# -- older action items -----------------------------------------------------------------------------------------------


def test_older_items_and_those_under_way_are_gone_through_and_no_others(lay: Callable[..., Journal]) -> None:
    tries = "- [ ] 하나\n- [/] 둘\n- [ ] 셋 ⏳ 2026-12-01\n- [x] 넷 ✅ 2026-11-17\n"
    within = "---\nformat: kpt\n---\n## Try\n" + tries.replace("하나", "이번 주 하나").replace("둘", "이번 주 둘")
    journal = lay({"2026-11-10.md": f"---\nformat: kpt\n---\n## Try\n{tries}", "2026-11-16.md": within})
    found = still_open(view(journal), FRIDAY)
    assert [one.text for one in found] == ["하나", "둘", "이번 주 둘"]
    assert [one.text for one in still_open(view(journal), FRIDAY, asked={found[0].id})] == ["둘", "이번 주 둘"]


def test_a_week_long_past_or_to_come_goes_through_nothing(lay: Callable[..., Journal]) -> None:
    journal = lay({"2026-11-02.md": DAY})
    assert still_open(view(journal), date(2026, 11, 29))
    assert not still_open(view(journal), date(2026, 11, 30))
    assert not still_open(view(journal), date(2026, 11, 15))
