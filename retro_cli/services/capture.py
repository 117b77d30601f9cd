"""Answers find their entry: which file a day's answers go to, and writing them there without losing anything."""

import re
import shlex
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from retro_cli.domain import compose
from retro_cli.domain.answers import Answers
from retro_cli.domain.edit import Style
from retro_cli.domain.entry import Entry, Section, filled
from retro_cli.domain.format import Format
from retro_cli.domain.layout import slug
from retro_cli.domain.months import Period
from retro_cli.domain.period import Week
from retro_cli.errors import N_, ConflictError, UnreadableError, UsageError
from retro_cli.services.values import field_value as field_value
from retro_cli.services.values import typed_item as typed_item
from retro_cli.services.values import unknown_section as unknown_section
from retro_cli.services.values import with_values as with_values
from retro_cli.store.journal import Journal, Page

_SPECIAL = re.compile(r"""[\s'"$`\\&;|<>()*?!#~\[\]{}]""")


@dataclass(frozen=True, slots=True)
class Target:
    """The file that answers go to. `page` is what stands there, None for a new entry; `period` is what a
    review looks back on."""

    path: str
    day: date
    format: Format
    page: Page | None = None
    end: date | None = None
    period: Period | None = None

    @property
    def command(self) -> str:
        """The command that writes it: `today`, or that of its period."""
        return self.period.kind if self.period else "today"

    @property
    def entry(self) -> Entry | None:
        """The entry that is continued, None for a new one."""
        return self.page.entry if self.page else None


@dataclass(frozen=True, slots=True)
class Saved:
    """What was written: the path, whether the file is new, whether bytes changed, how many items by section key (0
    where one was only changed), the fields, and whether the note is among it."""

    path: str
    created: bool
    changed: bool
    counts: Mapping[str, int]
    kept_fields: tuple[str, ...] = ()
    fields: Mapping[str, object] = field(default_factory=dict)
    noted: bool = False


def style(journal: Journal, lang: str) -> Style:
    """How this journal's entries are written; `lang` is the language of new headings."""
    todo = journal.settings.todo
    return Style(lang, todo.syntax, todo.tag)


# -- which file -------------------------------------------------------------------------------------------------------


def find_target(
    journal: Journal,
    day: date,
    *,
    end: date | None = None,
    format_name: str | None = None,
    title: str | None = None,
    new: bool = False,
) -> Target:
    """The entry of `day` that is continued, or the path of a new one.

    Without a format it is the day's main entry. With one it is the newest entry of that format, else a new file
    beside the main one. Formats that repeat never take the main entry's name. `new` asks for one more entry; a
    `title` that no entry of a repeating format has, too. Days up to an `end` only ever continue an entry of the same
    days.
    Errors: NotFoundError for an unknown format, UsageError for the format of a week, UnreadableError.
    """
    format = _day_format(journal, format_name or journal.settings.format)
    main = journal.settings.layout.day(day)
    pages = [page for page in day_pages(journal, day) if end is None or page.entry.end == end]
    if new:
        return Target(_free_path(journal, day, format, title), day, format, end=end)
    if format_name is None and (page := _page(pages, main)) is not None:
        return _continued(journal, page, day, format, end)
    same = [page for page in pages if page.entry.format == format.name and _titled(page, format, title)]
    if same:
        newest = max(same, key=lambda page: (journal.modified(page.entry.path), page.entry.path))
        return Target(newest.entry.path, day, format, newest, end)
    if (page := _page(pages, main)) is not None and not page.entry.settled and not format.repeats:
        return Target(main, day, format, page, end)
    return Target(_free_path(journal, day, format, title), day, format, end=end)


def day_pages(journal: Journal, day: date) -> list[Page]:
    """The entries of a day, its main one first. Of others those that cannot be read are left out: they stay as they
    are. UnreadableError where the main one cannot be read."""
    main = journal.settings.layout.day(day)
    paths = journal.day_paths(day)
    others = journal.pages(path for path in paths if path != main).pages
    return [*([journal.page(main)] if main in paths else []), *others]


def _page(pages: list[Page], path: str) -> Page | None:
    return next((page for page in pages if page.entry.path == path), None)


def _titled(page: Page, format: Format, title: str | None) -> bool:
    return not format.repeats or title is None or page.entry.title == title


def _continued(journal: Journal, page: Page, day: date, default: Format, end: date | None) -> Target:
    known = journal.formats.by_name.get(page.entry.format) if page.entry.settled else None
    format = known or (default if not default.repeats else journal.formats.by_name["log"])
    return Target(page.entry.path, day, format, page, end)


def _day_format(journal: Journal, name: str) -> Format:
    format = journal.formats.get(name)
    if format.period not in ("day", "any"):
        raise UsageError(
            N_("{name} is a format for a {period}, not for a day."),
            hint=N_("Use another format, or `retro week`."),
            name=format.name,
            period=format.period,
        )
    return format


def _free_path(journal: Journal, day: date, format: Format, title: str | None) -> str:
    layout = journal.settings.layout
    main = layout.day(day)
    if not format.repeats and not journal.exists(main):
        return main
    base = slug(title) if title else ""
    base = base or slug(format.name)
    names = (base if number == 1 else f"{base}-{number}" for number in range(1, 1000))
    return next(path for name in names if not journal.exists(path := layout.day(day, name)))


LONGER_FORMAT = "wwl"
"""What is asked about a month, quarter or year where no format is named: its questions fit any time."""


def review_target(journal: Journal, period: Period, format_name: str | None = None) -> Target:
    """The review of a period: the file that stands there, or the path of a new one."""
    path = journal.settings.layout.of(period)
    page = journal.page(path) if journal.exists(path) else None
    usual = journal.settings.week_format if period.kind == "week" else LONGER_FORMAT
    name = format_name or (page.entry.format if page and page.entry.settled else None) or usual
    format = journal.formats.by_name.get(name) if page and not format_name else journal.formats.get(name)
    format = format or journal.formats.get(usual)
    if format_name and not format.serves(period.kind):
        raise _of_another_period(format, period.kind)
    return Target(path, period.first, format, page, period.last, period)


def week_target(journal: Journal, week: Week, format_name: str | None = None) -> Target:
    """The review of a week, see `review_target`."""
    return review_target(journal, week, format_name)


def _of_another_period(format: Format, kind: str) -> UsageError:
    if kind == "week":
        message = N_("{name} is a format for a {period}, not for a week.")
        return UsageError(
            message, hint=N_("`retro formats` lists those for a week."), name=format.name, period=format.period
        )
    return UsageError(
        N_("{name} is a format for a {period}, not for a longer review."),
        hint=N_("Use one whose period is any, month, quarter or year: retro formats"),
        name=format.name,
        period=format.period,
    )


# -- what to write ----------------------------------------------------------------------------------------------------


def blank_answers(target: Target, *, title: str | None = None, tags: tuple[str, ...] = ()) -> Answers:
    """Answers for this target that say nothing yet."""
    return Answers(target.day, target.format.name, target.end, title, tags)


# -- writing ----------------------------------------------------------------------------------------------------------


def save(
    journal: Journal,
    target: Target,
    answers: Answers,
    lang: str,
    *,
    command: str,
    strict: bool = False,
    finish: Callable[[str], str] = lambda text: text,
) -> Saved:
    """Add answers to the target's file as it stands now, or write a new one. Nothing that is there is removed.

    `strict` (for values given by flags or files) refuses to touch a field, text section or title that has content:
    ConflictError. Otherwise a field that was filled meanwhile stays and is named in `kept_fields`. `finish` is one more
    pure edit of the text, made in the same write.
    """
    kept: list[str] = []

    def change(text: str) -> str:
        from retro_cli.domain.entry import read_entry

        formats = {**journal.formats.by_name, target.format.name: target.format}
        entry = read_entry(text, target.path, formats, journal.slot(target.path))
        if strict:
            _refuse_filled(entry, answers, target)
        clashing = [key for key in answers.fields if _has_field(entry, key)]
        kept[:] = [key for key in clashing if str(entry.fields[key]) != str(answers.fields[key])]
        fields = {key: value for key, value in answers.fields.items() if key not in clashing}
        added = compose.add_answers(text, target.format, formats, replace(answers, fields=fields), style(journal, lang))
        return finish(added)

    told = Saved(target.path, True, True, counted(answers), fields=answers.fields, noted=bool(answers.note))
    found(journal, lang)
    with journal.locked(command):
        if not journal.exists(target.path):
            text = compose.new_entry(target.format, journal.formats.by_name, answers, style(journal, lang))
            try:
                journal.create(target.path, finish(text))
                return told
            except ConflictError:
                if not journal.exists(target.path):
                    raise
        try:
            changed = journal.edit(target.path, change)
        except UnreadableError as error:
            raise located(error, target.path) from None
    fields = {key: value for key, value in answers.fields.items() if key not in kept}
    return replace(told, created=False, changed=changed, kept_fields=tuple(kept), fields=fields)


def counted(answers: Answers) -> dict[str, int]:
    """How many items there are by section key; prose counts as one."""
    return {key: len(value) if isinstance(value, tuple) else 1 for key, value in answers.sections.items() if value}


def found(journal: Journal, lang: str) -> None:
    """Make the folder of a journal that is not there yet, with its settings file, so that it is found from inside."""
    if journal.root.exists():
        return
    from retro_cli.services.founding import make_journal
    from retro_cli.store.catalogues import load_catalogue

    make_journal(journal.root, load_catalogue(lang).gettext, history=journal.history)


def written(path: str, before: Entry | None, after: Entry) -> Saved:
    """What an edit of a whole entry changed; `before` is None for a new one."""
    counts: dict[str, int] = {}
    for section in after.sections:
        key = section.key or section.heading
        old = _standing(before, key) if before else None
        if section.answered and (old is None or _said(old) != _said(section)):
            more = Counter(item.text for item in section.items) - Counter(
                item.text for item in (old.items if old else ())
            )
            counts[key] = counts.get(key, 0) + more.total()
    had = before.fields if before else {}
    fields = {key: value for key, value in after.fields.items() if had.get(key) != value}
    noted = bool(after.note) and (before is None or before.note != after.note)
    return Saved(path, before is None, True, counts, fields=fields, noted=noted)


def located(error: UnreadableError, path: str) -> UnreadableError:
    """An error about the text of an entry, told with its path and line."""
    if error.where:
        return error
    where = f"{path}:{error.values['line']}" if "line" in error.values else path
    told = UnreadableError(error.message, hint=error.hint, where=where)
    told.values.update(error.values)
    return told


def _has_field(entry: Entry, key: str) -> bool:
    return key in entry.fields and filled(str(entry.fields[key]))


def _refuse_filled(entry: Entry, answers: Answers, target: Target) -> None:
    taken = [key for key in answers.fields if _has_field(entry, key)]
    for key, answer in answers.sections.items():
        section = _standing(entry, key)
        if isinstance(answer, str) and section is not None and section.kind == "text" and section.answered:
            taken.append(key)
    if answers.title and entry.title and answers.title != entry.title:
        taken.append("title")
    if taken:
        raise ConflictError(
            N_("{keys}: there is something already, and nothing is replaced."),
            hint=N_("Change it in your editor: retro edit {path}"),
            where=target.path,
            keys=", ".join(taken),
            path=quoted(target.path),
        )


def _said(section: Section) -> tuple[object, ...]:
    return section.text, *((item.text, item.body, item.mark) for item in section.items)


def quoted(path: str) -> str:
    """A path as it is typed in a shell: in quotes where it needs them."""
    return shlex.quote(path) if _SPECIAL.search(path) else path


def _standing(entry: Entry, key: str) -> Section | None:
    return entry.section(key) or next((one for one in entry.sections if one.key is None and one.heading == key), None)
