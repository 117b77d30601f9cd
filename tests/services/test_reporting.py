"""What a report is made of: which entries and reviews, as of when, and nothing that is private or a comment."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retro_cli.domain.period import Span
from retro_cli.domain.settings import Settings
from retro_cli.services.reporting import Report, report_of
from retro_cli.store.formats import load_formats
from retro_cli.store.journal import Journal
from retro_cli.store.locations import builtin_templates
from services.publishing.test_privacy import DIARY, SECRET, WHOLE, entry, review
from trees import lay_out

TODAY = date(2026, 11, 20)
REVIEWED = "---\nformat: weekly\n---\n## [+] Positive\n- Looked back\n"
DAY = "---\nformat: kpt\n---\n## Keep\n- Wrote\n\n## Problem\n- Late again\n\n## Try\n- [ ] Sleep\n"


def journal_at(root: Path, files: dict[str, str]) -> Journal:
    lay_out(root, files)
    formats = load_formats([("built-in", builtin_templates()), ("journal", root / "templates")])
    return Journal(root, Settings(), formats, root.parent / "state")


def shown(report: Report) -> list[str]:
    return [one.entry.path.rpartition("/")[2].removesuffix(".md") for one in (*report.entries, *report.reviews)]


@pytest.mark.parametrize(
    ("span", "reviews"),
    [
        (Span(date(2026, 11, 1), date(2026, 11, 30)), ["2026-W45", "2026-W47", "2026-11"]),
        (Span(date(2026, 10, 1), date(2026, 10, 31)), ["2026-W44"]),
        (Span(date(2026, 11, 16), date(2026, 11, 22)), ["2026-W47"]),
        (Span(date(2025, 11, 21), TODAY), ["2026-W44", "2026-W45", "2026-W47", "2026-11", "2026"]),
    ],
    ids=["a month", "the month before", "a week", "twelve months"],
)
def test_a_review_belongs_where_at_least_half_of_its_days_lie(tmp_path: Path, span: Span, reviews: list[str]) -> None:
    names = ("2025", "2026", "2026-11", "2026-W44", "2026-W45", "2026-W47")
    journal = journal_at(tmp_path / "journal", {f"{name[:4]}/{name}.md": REVIEWED for name in names})
    assert shown(report_of(journal, span, TODAY)) == reviews


def test_everything_is_as_of_the_last_day_of_the_time(tmp_path: Path) -> None:
    files = {f"2026/2026-09-{day:02}.md": DAY for day in (1, 2)}
    journal = journal_at(tmp_path / "journal", {**files, "2026/2026-11-18.md": DAY})
    report = report_of(journal, Span(date(2026, 9, 1), date(2026, 9, 10)), TODAY)
    assert (report.stats.entries, report.stats.todos.made, report.stats.last) == (2, 2, date(2026, 9, 10))
    assert report.patterns.slipped == () and len(report.patterns.recurring[0].sayings) == 2


def test_an_entry_of_several_days_is_shown_where_one_of_them_lies(tmp_path: Path) -> None:
    journal = journal_at(
        tmp_path / "journal", {"2026/2026-10-30.md": DAY.replace("---\n", "---\nend: 2026-11-02\n", 1)}
    )
    assert shown(report_of(journal, Span(date(2026, 11, 1), date(2026, 11, 30)), TODAY)) == ["2026-10-30"]


def test_lines_keep_their_numbers_and_front_matter_digests_and_comments_are_blank(tmp_path: Path) -> None:
    text = (
        "---\nformat: weekly\n---\n<!-- retro:begin digest lang=en sha=0 -->\n- told\n<!-- retro:end digest -->\n"
        "before <!-- aside\nmore --> behind\n\n## [+] Positive\n- `<!-- code -->`\n"
    )
    journal = journal_at(tmp_path / "journal", {"2026/2026-W47.md": text})
    (written,) = report_of(journal, Span(date(2026, 11, 1), TODAY), TODAY).reviews
    assert written.text.split("\n")[6:] == ["before ", " behind", "", "## [+] Positive", "- `<!-- code -->`"]
    assert not "".join(written.text.split("\n")[:6])
    assert written.entry.sections[0].line == 10


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    monday=entry,
    tuesday=st.one_of(entry, st.sampled_from(WHOLE)),
    event=st.sampled_from(WHOLE),
    week=review,
    newline=st.sampled_from(["\n", "\r\n"]),
)
def test_a_secret_sentence_is_in_nothing_that_a_report_is_made_of(
    tmp_path_factory: pytest.TempPathFactory, monday: str, tuesday: str, event: str, week: str, newline: str
) -> None:
    files = {
        "templates/diary.md": DIARY,
        "2026/2026-11-16.md": monday,
        "2026/2026-11-17.md": tuesday,
        "2026/2026-11-18-event.md": event,
        "2026/2026-W47.md": week,
    }
    journal = journal_at(
        tmp_path_factory.mktemp("secret") / "journal",
        {path: text.replace("\n", newline) for path, text in files.items()},
    )
    assert SECRET not in repr(report_of(journal, Span(date(2026, 11, 1), TODAY), TODAY))
