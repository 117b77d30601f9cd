"""Quick capture: one item into a section of an entry or of a week's review."""

from dataclasses import dataclass, replace
from datetime import date

from retro_cli.domain.edit import free_section
from retro_cli.domain.entry import Entry
from retro_cli.domain.format import Format, SectionSpec
from retro_cli.domain.hangul import to_keys
from retro_cli.domain.labels import label
from retro_cli.domain.period import Week
from retro_cli.domain.text import clean
from retro_cli.errors import N_, UsageError
from retro_cli.services.capture import (
    Saved,
    Target,
    blank_answers,
    day_pages,
    find_target,
    save,
    typed_item,
    unknown_section,
    week_target,
)
from retro_cli.store.journal import Journal


@dataclass(frozen=True, slots=True)
class Added:
    """Where a quick capture went: the section and the file; `due` is the date that was typed with it."""

    section: SectionSpec
    saved: Saved
    day: date
    text: str
    due: date | None


def add(
    journal: Journal, word: str, text: str, day: date, today: date, lang: str, *, format_name: str | None = None
) -> Added:
    """Add one item to the section that `word` names (key, heading, alias or letter) in an entry of `day`.

    Without a format it is the first entry of the day that has the section, the main one first; else one is created in
    the default format. Errors: UsageError naming the sections that there are.
    """
    for name in _spellings(word):
        if found := _target_with(journal, name, day, format_name):
            return _add_to(journal, *found, text, today, lang)
    raise _unknown(journal, find_target(journal, day, format_name=format_name), word, lang)


def add_to_week(
    journal: Journal, word: str, text: str, week: Week, today: date, lang: str, *, format_name: str | None = None
) -> Added:
    """Add one item to the section that `word` names in the review of a week. Errors: as `add`."""
    target = week_target(journal, week, format_name)
    for name in _spellings(word):
        if spec := target.format.find(name):
            return _add_to(journal, target, spec, text, today, lang)
    raise unknown_section(target.format, word, lang)


def _spellings(word: str) -> list[str]:
    """The word, and the keys on which it lies where it was typed with Hangul switched on."""
    return list(dict.fromkeys((word, to_keys(word))))


def _add_to(journal: Journal, target: Target, spec: SectionSpec, text: str, today: date, lang: str) -> Added:
    item = typed_item(text, spec, today, journal.settings.course)
    if not item.text:
        raise UsageError(N_("There is nothing to add."), hint=N_('retro add {section} "…"'), section=spec.key)
    answers = replace(blank_answers(target), sections={spec.key: clean(text) if spec.kind == "text" else (item,)})
    return Added(spec, save(journal, target, answers, lang, command="add"), target.day, item.text, item.due)


def _target_with(journal: Journal, word: str, day: date, format_name: str | None) -> tuple[Target, SectionSpec] | None:
    """The entry of the day that gets an item of the section that `word` means, and that section."""
    if format_name is None:
        for page in day_pages(journal, day):
            format = journal.formats.by_name.get(page.entry.format)
            if page.entry.settled and format and (spec := _standing(page.entry, format, word)):
                return Target(page.entry.path, day, format, page), spec
    targets = [find_target(journal, day, format_name=format_name)]
    if format_name is None and targets[0].page is not None:
        targets.append(find_target(journal, day, format_name=journal.settings.format))
    for target in targets:
        if spec := _section(journal, target, word):
            return target, spec
    return None


def _standing(entry: Entry, format: Format, word: str) -> SectionSpec | None:
    """The section of an entry that a word means: one of its format, or a free heading that it has."""
    if not format.free:
        return format.find(word)
    return _heading([section.heading for section in entry.sections], word)


def _section(journal: Journal, target: Target, word: str) -> SectionSpec | None:
    """The section that a word means in an entry; a free one takes any heading while none is usual."""
    if not target.format.free:
        return target.format.find(word)
    from retro_cli.services.interview import headings

    usual = headings(journal, target)
    return _heading(usual, word) if usual else free_section(clean(word))


def _heading(known: list[str], word: str) -> SectionSpec | None:
    wanted = label(word)
    found = [heading for heading in known if label(heading) == wanted] or [
        heading for heading in known if wanted and label(heading).startswith(wanted)
    ]
    return free_section(found[0]) if found else None


def _unknown(journal: Journal, target: Target, word: str, lang: str) -> UsageError:
    if not target.format.free:
        return unknown_section(target.format, word, lang)
    from retro_cli.services.interview import headings

    return UsageError(
        N_("No heading of the last days is {word}."),
        hint=N_("They are: {names}. A new one: retro today"),
        word=word,
        names=", ".join(headings(journal, target)),
    )
