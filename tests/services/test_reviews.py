"""What the reviews of all periods promise: weeks, months, quarters and years are written by the same rules."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from retro_cli.domain import frontmatter
from retro_cli.domain.answers import item
from retro_cli.domain.months import Months, Period
from retro_cli.domain.period import Week
from retro_cli.domain.review import read_digest
from retro_cli.domain.settings import Settings
from retro_cli.domain.text import BOM, split_lines
from retro_cli.services.capture import blank_answers
from retro_cli.services.reviews import Written, view, write_review
from retro_cli.services.todos import change, read_todos
from retro_cli.store.formats import Formats, load_formats
from retro_cli.store.journal import Journal
from retro_cli.store.locations import builtin_templates
from trees import lay_out

FORMATS: Formats = load_formats([("built-in", builtin_templates())])
FRIDAY = date(2026, 11, 20)
PERIODS: list[Period] = [Week.of(FRIDAY), *(Months.of(kind, FRIDAY) for kind in ("month", "quarter", "year"))]


def journal_of(folder: Path, files: dict[str, str]) -> Journal:
    root = lay_out(folder / "journal", {f"2026/{name}": text for name, text in files.items()})
    return Journal(root, Settings(), FORMATS, folder / "state")


def path(period: Period) -> str:
    return f"2026/{period.label}.md"


def write(journal: Journal, period: Period, *, answer: bool = False) -> Written:
    seen = view(journal, period, "ko")
    key = "question" if period.kind == "week" else "learned"
    answers = replace(blank_answers(seen.target), sections={key: (item("왜?"),)} if answer else {})
    return write_review(journal, seen, answers, "ko")


def review(journal: Journal, period: Period) -> str:
    return (journal.root / path(period)).read_bytes().decode()


ITEMS = st.sampled_from(
    ("산책", "리뷰를 미뤘다", "TBU", "<!-- retro:end digest -->", "# a", "[ ] b", "```", "비밀 #private")
)
MARKS = st.sampled_from(("[ ]", "[/]", "[x]", "[-]"))
DAYS = st.dates(date(2026, 11, 2), date(2026, 11, 24)) | st.dates(date(2026, 8, 30), date(2026, 12, 31))


@st.composite
def entries(draw: st.DrawFn) -> dict[str, str]:
    """Some entries in and around the periods, and shorter reviews that choose from them, by file name."""
    found = {}
    for day in draw(st.lists(DAYS, max_size=6, unique=True)):
        tries = [
            f"- {mark} {draw(ITEMS)} {closed}".rstrip()
            for mark in draw(st.lists(MARKS, max_size=3))
            for closed in [closing(mark, draw(DAYS) if draw(st.booleans()) else None)]
        ]
        keeps = [f"- {text}" for text in draw(st.lists(ITEMS, max_size=3))]
        meta = draw(st.sampled_from(("", "mood: 3\n", f"end: {day + timedelta(days=1)}\n", "private: true\n")))
        body = "\n".join(["## Keep", *keeps, "", "## Try", *tries, "", "## 딴 이야기", draw(ITEMS)])
        note = draw(st.sampled_from(("", "졸렸다. 그래도 썼다.\n\n")))
        newline = draw(st.sampled_from(("\n", "\r\n")))
        found[f"{day}.md"] = f"---\nformat: kpt\n{meta}---\n{note}{body}\n".replace("\n", newline)
    for name in draw(st.lists(st.sampled_from(("2026-W46", "2026-W48", "2026-10", "2026-12", "2026-Q3")), unique=True)):
        found[f"{name}.md"] = f"---\nformat: wwl\n---\n## 배운 점\n- {draw(ITEMS)}\n\n## 다음에 해볼 것\n- [ ] 쉬기\n"
    return found


def closing(mark: str, day: date | None) -> str:
    if day is None or mark not in ("[x]", "[-]"):
        return ""
    return f"{'✅' if mark == '[x]' else '❌'} {day}"


REVIEWS = st.sampled_from(
    (
        None,
        "",
        "## [+] Positive\n- 손으로 쓴 것",
        f"{BOM}# 47주차\r\n\r\n글\r\n\r\n## [.] Takeaway\r\n\r\n* 하나\r\n\r\n* 둘",
        "---\nformat: weekly\n# 주석\ntags: [ a,b ]\n---\n\n메모\n\n## [-] Negative\n- TBU\n",
        "---\r\ndate: 2026-11-16\r\n---\r\n```\n열린 채\r\n```\r\n",
    )
)


@given(st.sampled_from(PERIODS), entries(), REVIEWS, st.booleans())
@settings(max_examples=100, deadline=None)
def test_doing_it_again_on_any_later_day_changes_no_byte(
    period: Period, files: dict[str, str], text: str | None, answer: bool
) -> None:
    with TemporaryDirectory() as folder:
        journal = journal_of(Path(folder), files | ({f"{period.label}.md": text} if text is not None else {}))
        first = write(journal, period, answer=answer)
        if first.path is None:
            assert not journal.exists(path(period))
            return
        before = review(journal, period)
        assert not write(journal, period).kept and review(journal, period) == before
        later = [one for one in read_todos(journal).items if one.path != path(period)]
        change(journal, later[::2], "done", period.last + timedelta(days=3))
        change(journal, later[1::2], "later", period.last + timedelta(days=8))
        write(journal, period)
        assert review(journal, period) == before


@given(st.sampled_from(PERIODS), entries(), REVIEWS.filter(bool))
@settings(max_examples=100, deadline=None)
def test_what_the_user_wrote_outside_the_digest_stays_byte_for_byte(
    period: Period, files: dict[str, str], text: str
) -> None:
    with TemporaryDirectory() as folder:
        journal = journal_of(Path(folder), {**files, f"{period.label}.md": text})
        write(journal, period)
        now = review(journal, period)
        if read_digest(now) is None:
            assert now == text
            return
        lines = split_lines(text)
        body = frontmatter.body_line(lines)
        assert now.startswith("".join(lines[:body]))
        assert now.endswith("".join(lines[body:]).removeprefix(BOM))
        assert now.startswith(BOM) == text.startswith(BOM)


@given(st.sampled_from(PERIODS), entries())
@settings(max_examples=60, deadline=None)
def test_no_other_file_is_touched(period: Period, files: dict[str, str]) -> None:
    with TemporaryDirectory() as folder:
        journal = journal_of(Path(folder), files)
        write(journal, period, answer=True)
        others = {file.name: file.read_bytes().decode() for file in (journal.root / "2026").iterdir()}
        others.pop(f"{period.label}.md")
        assert others == files


@given(st.sampled_from(PERIODS), entries())
@settings(max_examples=60, deadline=None)
def test_a_digest_holds_no_boxes_and_keeps_what_is_private_marked(period: Period, files: dict[str, str]) -> None:
    with TemporaryDirectory() as folder:
        journal = journal_of(Path(folder), files)
        write(journal, period, answer=True)
        found = journal.page(path(period))
        assert not found.actions
        assert all("#private" in line for line in split_lines(found.text) if "비밀" in line)
