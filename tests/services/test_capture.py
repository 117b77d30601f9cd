"""Answers find their entry, and saving them loses nothing: not what stands there, not what was written meanwhile."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from retro_cli.domain.answers import Answers, ItemAnswer
from retro_cli.domain.format import FieldSpec, Format
from retro_cli.domain.period import Week
from retro_cli.domain.settings import Settings, Todo
from retro_cli.errors import ConflictError, NotFoundError, UnreadableError, UsageError
from retro_cli.services.capture import Saved, Target, blank_answers, find_target, save, week_target
from retro_cli.services.values import field_value, typed_item, with_values
from retro_cli.store import files
from retro_cli.store.formats import Formats, load_formats
from retro_cli.store.journal import Journal
from retro_cli.store.locations import builtin_templates

ROOT = Path(__file__).resolve().parents[2]
FORMATS: Formats = load_formats([("built-in", builtin_templates())])
KPT = FORMATS.by_name["kpt"]
DAY = date(2026, 11, 20)
MAIN = "2026/2026-11-20.md"

Put = Callable[..., None]

posix = pytest.mark.skipif(os.name != "posix", reason="needs POSIX signals")


def journal_at(folder: Path, **values: Any) -> Journal:
    return Journal(folder / "journal", Settings(**values), FORMATS, folder / "state")


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return journal_at(tmp_path)


@pytest.fixture
def put(journal: Journal) -> Put:
    """Lay out an entry: `put(path, format="kpt", body="…", at=1)`; a later `at` is a later change."""

    def lay(path: str, format: str = "", body: str = "", title: str = "", at: int = 1) -> None:
        file = journal.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        keys = "".join(f"{key}: {value}\n" for key, value in (("format", format), ("title", title)) if value)
        file.write_text((f"---\n{keys}---\n" if keys else "") + body)
        os.utime(file, (at, at))

    return lay


def text_of(journal: Journal, path: str = MAIN) -> str:
    return (journal.root / path).read_bytes().decode()


def target(journal: Journal, **asked: Any) -> tuple[str, str, bool]:
    found = find_target(journal, DAY, **asked)
    return found.path, found.format.name, found.page is not None


# -- which entry ------------------------------------------------------------------------------------------------------


def test_a_day_without_an_entry_gets_its_main_one(journal: Journal) -> None:
    assert target(journal) == (MAIN, "kpt", False)
    assert target(journal, format_name="4l") == (MAIN, "4l", False)


def test_a_day_with_an_entry_goes_on_with_it_whatever_its_format(journal: Journal, put: Put) -> None:
    put(MAIN, "4l")
    put("2026/2026-11-20-kpt.md", "kpt", at=9)
    assert target(journal) == (MAIN, "4l", True)


def test_with_a_format_it_is_the_newest_entry_of_that_format(journal: Journal, put: Put) -> None:
    put(MAIN, "kpt", at=5)
    put("2026/2026-11-20-b.md", "4l", at=9)
    put("2026/2026-11-20-c.md", "4l", at=7)
    assert target(journal, format_name="4l") == ("2026/2026-11-20-b.md", "4l", True)
    assert target(journal, format_name="kpt") == (MAIN, "kpt", True)
    assert target(journal, format_name="ywt") == ("2026/2026-11-20-ywt.md", "ywt", False)


def test_formats_that_repeat_never_take_the_main_name(journal: Journal, put: Put) -> None:
    assert target(journal, format_name="cdfa") == ("2026/2026-11-20-cdfa.md", "cdfa", False)
    assert target(journal, format_name="cdfa", title="BERT 논문") == ("2026/2026-11-20-bert-논문.md", "cdfa", False)
    put(MAIN, body="어제 일\n")
    assert target(journal, format_name="cdfa") == ("2026/2026-11-20-cdfa.md", "cdfa", False)
    put("2026/2026-11-20-bert-논문.md", "cdfa", title="BERT 논문")
    assert target(journal, format_name="cdfa", title="BERT 논문") == ("2026/2026-11-20-bert-논문.md", "cdfa", True)
    assert target(journal, format_name="cdfa", title="발표") == ("2026/2026-11-20-발표.md", "cdfa", False)
    assert target(journal, format_name="cdfa") == ("2026/2026-11-20-bert-논문.md", "cdfa", True)


def test_a_note_without_a_format_takes_any_that_is_asked_for(journal: Journal, put: Put) -> None:
    put(MAIN, body="# 금요일\n\n메모\n")
    assert target(journal) == (MAIN, "kpt", True)
    assert target(journal, format_name="4l") == (MAIN, "4l", True)


def test_an_entry_of_a_format_that_is_gone_goes_on_in_the_default_one(journal: Journal, put: Put) -> None:
    put(MAIN, "no-such-format", "## Keep\n- a\n")
    assert target(journal) == (MAIN, "kpt", True)


def test_one_more_entry_never_takes_a_name_that_is_there(journal: Journal, put: Put) -> None:
    assert target(journal, new=True) == (MAIN, "kpt", False)
    put(MAIN, "kpt")
    assert target(journal, new=True) == ("2026/2026-11-20-kpt.md", "kpt", False)
    put("2026/2026-11-20-kpt.md", "kpt")
    assert target(journal, new=True) == ("2026/2026-11-20-kpt-2.md", "kpt", False)
    assert target(journal, new=True, title="둘째") == ("2026/2026-11-20-둘째.md", "kpt", False)


def test_a_format_that_is_unknown_or_for_a_week_is_refused(journal: Journal) -> None:
    with pytest.raises(NotFoundError, match="kpt"):
        find_target(journal, DAY, format_name="kptt")
    with pytest.raises(UsageError, match="week"):
        find_target(journal, DAY, format_name="weekly")
    with pytest.raises(UsageError, match="day"):
        week_target(journal, Week.of(DAY), "log")


def test_another_entry_that_cannot_be_read_does_not_stop_the_day(journal: Journal, put: Put) -> None:
    put(MAIN, "kpt")
    put("2026/2026-11-20-x.md", "[", "x")
    assert target(journal, format_name="kpt") == (MAIN, "kpt", True)
    put(MAIN, "[", "x")
    with pytest.raises(UnreadableError) as caught:
        find_target(journal, DAY)
    assert caught.value.where.startswith(f"{MAIN}:")


def test_a_review_is_the_file_of_its_week(journal: Journal, put: Put) -> None:
    week = Week.of(DAY)
    found = week_target(journal, week)
    assert (found.path, found.format.name, found.day, found.end) == (
        "2026/2026-W47.md",
        "weekly",
        date(2026, 11, 16),
        date(2026, 11, 22),
    )
    put("2026/2026-W47.md", "kpt", "## Keep\n")
    assert week_target(journal, week).format.name == "kpt"
    assert week_target(journal, week, "weekly").format.name == "weekly"


# -- values -----------------------------------------------------------------------------------------------------------


def values(format: Format, *pairs: tuple[str, str]) -> Answers:
    return with_values(Answers(DAY, format.name), format, list(pairs), DAY)


def test_values_name_sections_by_key_heading_alias_or_letter() -> None:
    assert values(KPT, ("keep", "a"), ("K", "b"), ("좋았던 점", "c"), ("t", "d due:금")).sections == {
        "keep": (ItemAnswer("a"), ItemAnswer("b"), ItemAnswer("c")),
        "try": (ItemAnswer("d", mark=" ", due=DAY),),
    }


def test_values_of_text_sections_join_and_note_and_title_are_the_entrys() -> None:
    cdfa = FORMATS.by_name["cdfa"]
    answers = values(cdfa, ("cue", "하나"), ("cue", " 둘\r\n셋 "), ("note", "글"), ("note", "또"), ("title", " 제목 "))
    assert answers.sections == {"cue": "하나\n\n둘\n셋"}
    assert (answers.note, answers.title) == ("글\n\n또", "제목")


def test_what_was_given_before_is_kept_whatever_its_shape() -> None:
    given = Answers(DAY, "kpt", sections={"keep": "글로 썼다\n- 둘째"})
    assert with_values(given, KPT, [("keep", "셋째")], DAY).sections["keep"] == (
        ItemAnswer("글로 썼다", "- 둘째"),
        ItemAnswer("셋째"),
    )
    log = FORMATS.by_name["log"]
    given = Answers(DAY, "log", sections={"강의": (ItemAnswer("하나"),)})
    assert with_values(given, log, [("강의", "둘")], DAY).sections["강의"] == (ItemAnswer("하나"), ItemAnswer("둘"))


@pytest.mark.parametrize(
    ("key", "value", "says"), [("nope", "a", "Keep"), ("keep", " \x00 ", "keep"), ("mood", "9", "5")]
)
def test_wrong_values_are_refused_with_the_way_out(key: str, value: str, says: str) -> None:
    with pytest.raises(UsageError) as caught:
        values(KPT, (key, value))
    assert says.casefold() in f"{caught.value.told()} {caught.value.way_out()}".casefold()


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        (FieldSpec("n", "scale"), " 4 ", 4),
        (FieldSpec("n", "number"), "-3", -3),
        (FieldSpec("n", "number"), "1.5", 1.5),
        (FieldSpec("n", "choice", choices=("Good day", "나쁨")), "good day", "Good day"),
        (FieldSpec("n", "text"), " 한\n줄 ", "한 줄"),
    ],
)
def test_fields_take_what_fits_their_type(field: FieldSpec, typed: str, value: object) -> None:
    assert field_value(field, typed) == value


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        (FieldSpec("n", "scale"), "0"),
        (FieldSpec("n", "scale"), "2.5"),
        (FieldSpec("n", "number"), "많이"),
        (FieldSpec("n", "number"), "nan"),
        (FieldSpec("n", "number"), "1e999"),
        (FieldSpec("n", "number"), "²"),
        (FieldSpec("n", "choice", choices=("a",)), "b"),
    ],
)
def test_fields_refuse_what_does_not(field: FieldSpec, typed: str) -> None:
    with pytest.raises(UsageError):
        field_value(field, typed)


def test_due_dates_are_typed_in_action_items_alone() -> None:
    assert typed_item("산책 due:2026-11-24", KPT.sections[2], DAY) == ItemAnswer(
        "산책", mark=" ", due=date(2026, 11, 24)
    )
    assert typed_item("산책 due:언젠가", KPT.sections[2], DAY) == ItemAnswer("산책 due:언젠가", mark=" ")
    assert typed_item("산책 due:금", KPT.sections[0], DAY) == ItemAnswer("산책 due:금")


# -- saving -----------------------------------------------------------------------------------------------------------

ANSWERS = Answers(DAY, "kpt", sections={"keep": (ItemAnswer("a"),), "try": (ItemAnswer("b"), ItemAnswer("c"))})


def saved(journal: Journal, found: Target, answers: Answers = ANSWERS, **how: Any) -> Saved:
    return save(journal, found, answers, "en", command="today", **how)


def test_a_new_entry_is_written_and_counted(journal: Journal) -> None:
    done = saved(journal, find_target(journal, DAY))
    assert done == Saved(MAIN, True, True, {"keep": 1, "try": 2})
    assert text_of(journal) == ("---\ndate: 2026-11-20\nformat: kpt\n---\n\n## Keep\n- a\n\n## Try\n- [ ] b\n- [ ] c\n")


def test_the_settings_say_how_action_items_are_written(tmp_path: Path) -> None:
    journal = journal_at(tmp_path, todo=Todo(syntax="dataview", tag="task"))
    answers = Answers(DAY, "kpt", sections={"try": (ItemAnswer("b", mark=" ", due=DAY),)})
    saved(journal, find_target(journal, DAY), answers)
    assert text_of(journal).endswith("- [ ] b #task  [due:: 2026-11-20]\n")


def test_what_somebody_wrote_while_the_interview_ran_stays(journal: Journal, put: Put) -> None:
    put(MAIN, "kpt", "## Keep\n- 먼저\n")
    found = find_target(journal, DAY)
    put(MAIN, "kpt", "글\n\n## Keep\n- 먼저\n- 그 사이\n")
    assert not saved(journal, found).created
    assert text_of(journal) == (
        "---\nformat: kpt\n---\n글\n\n## Keep\n- 먼저\n- 그 사이\n- a\n\n## Try\n- [ ] b\n- [ ] c\n"
    )


def test_an_entry_that_came_into_being_meanwhile_is_added_to(journal: Journal, put: Put) -> None:
    found = find_target(journal, DAY)
    put(MAIN, "kpt", "## Keep\n- 다른 창에서\n")
    assert not saved(journal, found).created
    assert "- 다른 창에서\n- a\n" in text_of(journal)


def test_an_entry_that_comes_into_being_at_the_last_moment_is_added_to(
    journal: Journal, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = find_target(journal, DAY)
    real = files.write_new

    def raced(path: Path, text: str) -> None:
        put(MAIN, "kpt", "## Keep\n- 다른 기계에서\n")
        real(path, text)

    monkeypatch.setattr(files, "write_new", raced)
    assert not saved(journal, found).created
    assert "- 다른 기계에서\n- a\n" in text_of(journal)


def test_an_entry_that_changes_between_reading_and_writing_is_read_again(
    journal: Journal, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(MAIN, "kpt", "## Keep\n- 먼저\n")
    found = find_target(journal, DAY)
    real, times = files.replace, []

    def raced(path: Path, text: str, expected: str) -> None:
        times.append(1)
        if len(times) == 1:
            put(MAIN, "kpt", "## Keep\n- 먼저\n- 그 사이\n")
        real(path, text, expected)

    monkeypatch.setattr(files, "replace", raced)
    saved(journal, found)
    assert "- 먼저\n- 그 사이\n- a\n" in text_of(journal)
    assert len(times) == 2


def test_an_entry_that_vanished_is_written_anew(journal: Journal, put: Put) -> None:
    put(MAIN, "kpt", "## Keep\n- 먼저\n")
    found = find_target(journal, DAY)
    (journal.root / MAIN).unlink()
    assert saved(journal, found).created


def test_a_field_that_was_filled_meanwhile_stays_and_is_told(journal: Journal, put: Put) -> None:
    found = find_target(journal, DAY)
    put(MAIN, "kpt\nmood: 2")
    done = saved(journal, found, Answers(DAY, "kpt", fields={"mood": 5}))
    assert done.kept_fields == ("mood",)
    assert not done.changed
    put(MAIN, "kpt\nmood: TBU")
    assert saved(journal, found, Answers(DAY, "kpt", fields={"mood": 5})).kept_fields == ()
    assert "mood: 5" in text_of(journal)


@pytest.mark.parametrize(
    ("answers", "key"),
    [
        (Answers(DAY, "cdfa", fields={"mood": 5}), "mood"),
        (Answers(DAY, "cdfa", sections={"cue": "새 글"}), "cue"),
        (Answers(DAY, "cdfa", title="새 제목"), "title"),
    ],
)
def test_values_never_replace_what_has_content(journal: Journal, put: Put, answers: Answers, key: str) -> None:
    put("2026/2026-11-20-x.md", "cdfa\nmood: 3", "## Cue\n글\n\n## Did\nTBU\n", "제목")
    found = find_target(journal, DAY, format_name="cdfa")
    before = text_of(journal, found.path)
    with pytest.raises(ConflictError) as caught:
        saved(journal, found, answers, strict=True)
    assert key in caught.value.told()
    assert text_of(journal, found.path) == before


def test_values_fill_placeholders_and_add_items(journal: Journal, put: Put) -> None:
    put("2026/2026-11-20-x.md", "cdfa", "## Did\nTBU\n\n## Action\n- [ ] a\n")
    found = find_target(journal, DAY, format_name="cdfa")
    answers = Answers(DAY, "cdfa", sections={"did": "했다", "action": (ItemAnswer("b"),)})
    saved(journal, found, answers, strict=True)
    assert text_of(journal, found.path).endswith("## Did\n했다\n\n## Action\n- [ ] a\n- [ ] b\n")


def test_where_nothing_can_be_added_the_place_is_named_and_nothing_changes(journal: Journal, put: Put) -> None:
    put(MAIN, "kpt", "```\n열린 코드\n")
    before = text_of(journal)
    with pytest.raises(UnreadableError) as caught:
        saved(journal, find_target(journal, DAY))
    assert caught.value.where == f"{MAIN}:4"
    assert text_of(journal) == before


def test_one_more_edit_is_made_in_the_same_write(journal: Journal) -> None:
    saved(journal, find_target(journal, DAY), finish=lambda text: text + "끝\n")
    found = find_target(journal, DAY)
    saved(journal, found, blank_answers(found), finish=lambda text: text + "또\n")
    assert text_of(journal).endswith("- [ ] c\n끝\n또\n")


KILLED = """
import os, signal, sys
from datetime import date
from pathlib import Path
from retro_cli.domain.answers import Answers, ItemAnswer
from retro_cli.domain.settings import Settings
from retro_cli.services.capture import find_target, save
from retro_cli.store.formats import load_formats
from retro_cli.store.journal import Journal
from retro_cli.store.locations import builtin_templates
import filelock, frontmatter, yaml
folder, step = Path(sys.argv[1]), int(sys.argv[2])
journal = Journal(folder / "journal", Settings(), load_formats([("built-in", builtin_templates())]), folder / "state")
day = date(2026, 11, 20)
answers = Answers(day, "kpt", sections={"keep": tuple(ItemAnswer(str(n)) for n in range(300))})
target = find_target(journal, day)
seen = 0
def count(event, args):
    global seen
    if event == "open" or event.startswith("os."):
        seen += 1
        if seen == step:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(count)
save(journal, target, answers, "en", command="today")
"""


@posix
@pytest.mark.parametrize("standing", [None, "---\nformat: kpt\n---\n## Keep\n- 먼저\n"])
def test_killed_at_any_step_of_saving_the_entry_is_the_old_one_or_the_new_one(
    tmp_path: Path, standing: str | None
) -> None:
    outcomes = []
    for step in range(1, 80):
        folder = tmp_path / str(step)
        path = folder / "journal" / MAIN
        if standing is not None:
            path.parent.mkdir(parents=True)
            path.write_text(standing)
        code = subprocess.run([sys.executable, "-c", KILLED, str(folder), str(step)], cwd=ROOT, timeout=60).returncode
        outcomes.append(path.read_text() if path.exists() else None)
        if code == 0:
            break
        assert code == -signal.SIGKILL
    new = outcomes[-1]
    assert new is not None
    assert new.count("\n- ") == 300 + (standing is not None)
    assert set(outcomes) == {standing, new}
    assert len(outcomes) > 10
