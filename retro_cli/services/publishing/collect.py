"""What goes into a post: the entries of its days and the review of its week, without what is private."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from retro_cli.domain import frontmatter
from retro_cli.domain.entry import Entry
from retro_cli.domain.format import Format
from retro_cli.domain.importing.leftovers import is_rest_heading
from retro_cli.domain.outline import Mark, Outline, read_outline
from retro_cli.domain.period import Span, Week
from retro_cli.domain.placing import placeholder
from retro_cli.domain.privatemarks import held_back
from retro_cli.domain.written_language import language_of
from retro_cli.errors import RetroError
from retro_cli.services.publishing.cleaning import Clean, clean
from retro_cli.services.publishing.machinery import swept
from retro_cli.services.publishing.site_keys import own_keys
from retro_cli.services.withholding import require_format
from retro_cli.store.journal import Journal, Page


@dataclass(frozen=True, slots=True)
class Piece:
    """A section of an entry as it may be published. `key` is None for a heading of the writer's own; `name` is what its
    format calls it. `text` is its markdown, `boxes` the same with checkboxes."""

    key: str | None
    role: str
    kind: str
    heading: str
    name: str
    level: int
    text: str
    boxes: str


@dataclass(frozen=True, slots=True)
class Blank:
    """A section that still waits to be written: where it stands (1-based line), and its heading."""

    path: str
    date: dt.date | None
    line: int
    heading: str


@dataclass(frozen=True, slots=True)
class Shown:
    """An entry as it may be published, its sections in the order of the file. `lines` is what of it is published, by
    index of its line; `left_out` counts its private pieces, `comments` its comments. `open` are the lines (1-based) of
    comments that are never closed."""

    path: str
    date: dt.date | None
    end: dt.date | None
    title: str | None
    format: str
    tags: tuple[str, ...]
    note: str
    note_boxes: str
    pieces: tuple[Piece, ...]
    lines: Mapping[int, str]
    blanks: tuple[Blank, ...] = ()
    left_out: int = 0
    comments: int = 0
    open: tuple[int, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing of it can be shown."""
        return not (self.note or self.pieces)


@dataclass(frozen=True, slots=True)
class Collected:
    """What a post is made of: entries in the order of their days, the review where there is one, and what is missing.

    `pages` are the files that were read, private ones left out; `problems` the errors of those that could not be.
    Entries that say that they are not to be seen yet (`draft: true`) are left out, and are among the `held`: by path
    what they say. Where all of them say so, or the review does, the post will say it too: `carried`. `own` are keys for
    the site that the review has, or the only entry there is. `lang` is the language of the post.
    """

    entries: tuple[Shown, ...]
    review: Shown | None
    pages: tuple[Page, ...]
    left_out: int = 0
    problems: tuple[RetroError, ...] = ()
    held: tuple[tuple[str, str], ...] = ()
    carried: Mapping[str, bool] = field(default_factory=dict)
    own: Mapping[str, object] = field(default_factory=dict)
    lang: str = "en"

    @property
    def shown(self) -> tuple[Shown, ...]:
        """All of its entries, the review last."""
        return (*self.entries, self.review) if self.review else self.entries

    @property
    def empty(self) -> bool:
        """Whether there is nothing to publish."""
        return not self.shown

    @property
    def comments(self) -> int:
        """How many comments are not in the post."""
        return sum(one.comments for one in self.shown)

    @property
    def blanks(self) -> tuple[Blank, ...]:
        """The sections that still wait to be written."""
        return tuple(blank for shown in self.shown for blank in shown.blanks)


@dataclass(frozen=True, slots=True)
class Readers:
    """For whom a post is: the language, and the flavour of the site. Where nobody chose the language (`spoken`), that
    of what is published goes before."""

    lang: str
    flavour: str
    spoken: bool = True


def collect(journal: Journal, span: Span, week: Week | None, readers: Readers) -> Collected:
    """What can be published of the days of `span`, and of the review of `week`.

    An entry that cannot be read, or whose format is not known, is among the problems: nothing tells which of its
    sections are private.
    """
    paths = dict.fromkeys(path for one in _weeks(span) for path in journal.week_paths(one))
    review = journal.settings.layout.week(week) if week else None
    read = journal.pages([*paths, *([review] if review and journal.exists(review) else [])])
    wanted = [page for page in read.pages if _wanted(page, span, review)]
    if not readers.spoken:
        readers = replace(readers, lang=language_of((page.text for page in wanted), readers.lang))
    return assemble(journal, wanted, review, readers, read.problems)


def assemble(
    journal: Journal, pages: Sequence[Page], review: str | None, readers: Readers, problems: Sequence[RetroError] = ()
) -> Collected:
    """The same of pages that were read already; `review` is the path of the review among them."""
    problems = list(problems)
    shown: list[Shown] = []
    used: list[Page] = []
    said: dict[str, Mapping[str, bool]] = {}
    left_out = 0
    for page in sorted(pages, key=lambda page: _order(journal, page)):
        if page.entry.private:
            left_out += 1
            continue
        try:
            require_format(journal, page)
        except RetroError as error:
            problems.append(error)
            continue
        one = _shown(page, journal.formats.by_name, readers, journal.settings.todo.tag)
        left_out += one.left_out
        used.append(page)
        if not one.empty:
            shown.append(one)
            said[one.path] = held_back(frontmatter.read(page.text))
    carried, left = _seen_later(said, review, readers.flavour)
    held = [one for one in shown if one.path in left]
    shown = [one for one in shown if one.path not in left]
    days = tuple(one for one in shown if one.path != review)
    looked_back = next((one for one in shown if one.path == review), None)
    return Collected(
        days,
        looked_back,
        tuple(used),
        left_out,
        tuple(problems),
        tuple((one.path, _spelled(said[one.path])) for one in held),
        carried,
        own_keys(used, [one.path for one in shown], review),
        readers.lang,
    )


def _seen_later(
    said: Mapping[str, Mapping[str, bool]], review: str | None, flavour: str
) -> tuple[dict[str, bool], set[str]]:
    """What the post says to be kept from being seen yet, and the entries that are left out for what they say.

    What the review says, or all entries, holds for the post. A post that is hidden is there, but in no list: that it
    may be as soon as one entry is.
    """
    if flavour == "plain":
        return {}, {path for path, keys in said.items() if keys}
    strict = {path: {key: value for key, value in keys.items() if key != "hidden"} for path, keys in said.items()}
    whole = bool(strict.get(review or "")) or all(strict.values())
    left = set() if whole else {path for path, keys in strict.items() if keys}
    return {key: value for path, keys in said.items() if path not in left for key, value in keys.items()}, left


def _spelled(keys: Mapping[str, bool]) -> str:
    """Keys as front matter has them: `draft: true`."""
    return ", ".join(f"{key}: {str(value).lower()}" for key, value in keys.items())


def _weeks(span: Span) -> Iterator[Week]:
    week = Week.of(span.start)
    while week.monday <= span.end:
        yield week
        week = week.next()


def _wanted(page: Page, span: Span, review: str | None) -> bool:
    entry = page.entry
    return entry.path == review or (entry.date is not None and entry.date in span)


def _order(journal: Journal, page: Page) -> tuple[dt.date, bool, str, str]:
    """By day, the day's own entry first, then in the order in which they were made, where they say so."""
    entry = page.entry
    day = entry.date or dt.date.min
    created = str(frontmatter.read(page.text).get("created") or "")
    return day, entry.path != journal.settings.layout.day(day), created, entry.path


def _shown(page: Page, formats: Mapping[str, Format], readers: Readers, tag: str | None) -> Shown:
    entry = page.entry
    outline = read_outline(page.text, formats, _named(page))
    kept = clean(outline, tag, readers.flavour)
    text, boxes = kept.text(*outline.note), kept.text(*outline.note, boxes=True)
    above = Piece(None, "other", "text", "", "", 0, text, boxes)
    note, *pieces = _without_rest(above, _pieces(outline, kept, readers))
    return Shown(
        path=entry.path,
        date=entry.date,
        end=entry.end,
        title=swept(entry.title or "", readers.flavour) or None,
        format=entry.format,
        tags=entry.tags,
        note=note.text,
        note_boxes=note.boxes,
        pieces=tuple(pieces),
        lines=kept.plain,
        blanks=tuple(_blanks(outline, kept, entry)),
        left_out=kept.left_out,
        comments=kept.comments,
        open=tuple(index + 1 for index in kept.open),
    )


def _named(page: Page) -> str | None:
    name = frontmatter.read(page.text).get("format")
    return name if isinstance(name, str) else None


def _pieces(outline: Outline, kept: Clean, readers: Readers) -> Iterator[Piece]:
    for mark in outline.marks:
        if mark.start not in kept.plain:
            continue
        text = kept.text(mark.content, mark.end)
        spec = mark.spec
        if not text and (spec or _held_more(outline, kept, mark)):
            continue
        heading = "" if is_rest_heading(outline.lines[mark.start]) else swept(mark.heading, readers.flavour)
        yield Piece(
            key=spec.key if spec else None,
            role=spec.role if spec else "other",
            kind=spec.kind if spec else "text",
            heading=heading,
            name=spec.title(readers.lang) if spec else heading,
            level=mark.level,
            text=text,
            boxes=kept.text(mark.content, mark.end, boxes=True),
        )


def _without_rest(note: Piece, pieces: Iterable[Piece]) -> list[Piece]:
    """The note and the pieces of an entry, text whose heading its writer never saw behind what stands before it."""
    found = [note]
    for piece in pieces:
        if piece.heading:
            found.append(piece)
        else:
            before = found[-1]
            text = "\n\n".join(filter(None, (before.text, piece.text)))
            boxes = "\n\n".join(filter(None, (before.boxes, piece.boxes)))
            found[-1] = replace(before, text=text, boxes=boxes)
    return found


def _held_more(outline: Outline, kept: Clean, mark: Mark) -> bool:
    """Whether what stood below a heading is private: then its name alone is of no use to anybody."""
    return any(index not in kept.plain for index in range(mark.content, mark.end) if outline.lines[index].strip())


def _blanks(outline: Outline, kept: Clean, entry: Entry) -> Iterator[Blank]:
    for mark in outline.marks:
        if mark.start not in kept.plain or _held_more(outline, kept, mark):
            continue
        if placeholder(outline, mark) or (mark.spec and not kept.text(mark.content, mark.end)):
            yield Blank(entry.path, entry.date, mark.start + 1, swept(mark.heading, "plain"))
