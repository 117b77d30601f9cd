"""Posts made and put into a site: what they are of, what they will be, and what stands there already."""

import datetime as dt
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from retro_cli.domain.frontmatter import FrontMatterError
from retro_cli.domain.period import Span, Week
from retro_cli.domain.settings import Publish
from retro_cli.errors import N_, UsageError
from retro_cli.services.publishing import frontmatter, remarks
from retro_cli.services.publishing.assets import Copy, Pictures, with_pictures
from retro_cli.services.publishing.collect import Collected, Readers, Shown, assemble, collect
from retro_cli.services.publishing.finding import alike, place_of
from retro_cli.services.publishing.naming import file_name, title_of
from retro_cli.services.publishing.notes import with_labels
from retro_cli.services.publishing.post import Frame, make_post
from retro_cli.services.publishing.site import Remark
from retro_cli.services.publishing.site import remarks as site_remarks
from retro_cli.services.publishing.styling import render
from retro_cli.services.publishing.units import Unit as Unit
from retro_cli.services.publishing.units import day_units as day_units
from retro_cli.services.publishing.units import span_unit as span_unit
from retro_cli.services.publishing.units import week_unit as week_unit
from retro_cli.store.journal import Journal
from retro_cli.store.published import Record, checksum, keep_published
from retro_cli.store.sites import Site, checked, put_picture, put_post, read_post
from retro_cli.store.stepfile import digest, standing
from retro_cli.store.styles import Styles

EVENING = dt.time(21, 0)
WEEKLY = "weekly"
"""The style of a week that has a review and no days."""

_LATE = dt.time(23, 59)
NEW, SAME, CHANGED, EDITED, KEPT, FOREIGN, GONE = "new", "same", "changed", "edited", "kept", "foreign", "gone"


@dataclass(frozen=True, slots=True)
class Desk:
    """What posts are made with: where from, where to, how, in which language, at which moment (aware) and day.

    `styled` is whether somebody chose the style; else what is published does. So is `spoken` about the language.
    """

    journal: Journal
    site: Site
    publish: Publish
    styles: Styles
    lang: str
    now: dt.datetime
    today: dt.date
    styled: bool = True
    spoken: bool = True

    @property
    def zone(self) -> dt.tzinfo | None:
        """The journal's time zone, None for the system's."""
        name = self.journal.settings.timezone
        return ZoneInfo(name) if name else None


@dataclass(frozen=True, slots=True)
class Draft:
    """A post as it would be written.

    `state` is new, same, changed (as retro wrote it, and there is news), edited (by hand since), kept (edited, and was
    to stay so, and nothing is new), foreign (somebody else wrote it, as far as this machine knows) or gone (retro wrote
    it, and it is nowhere to be found). `was` is the path that it had before somebody renamed it. `standing` is
    what is there now, `written` what retro last wrote. `style` is the one it is laid out in.
    """

    unit: Unit
    title: str
    path: str
    text: str
    moment: dt.datetime
    state: str
    collected: Collected
    standing: str | None
    written: str | None
    copies: tuple[Copy, ...]
    missing: tuple[str, ...]
    remarks: tuple[Remark, ...]
    style: str
    was: str | None = None


def draft(desk: Desk, unit: Unit, texts: Mapping[str, str] | None = None) -> Draft | None:
    """The post of a unit, None where there is nothing to publish. `texts` stand in for those of entries, by path.

    Errors: those of the style, UnreadableError for a post that cannot be read, RetroError where it would lie outside.
    """
    collected = collected_of(desk, unit, texts)
    if collected.empty:
        return None
    frame = _frame(desk, unit, collected.lang)
    title = title_of(frame, desk.publish.title, _own_title(unit, collected))
    place = place_of(desk.site, desk.journal, unit.name, unit.span.end)
    record = place.record
    standing, moment = place.standing, _moment(desk, unit, collected, place.standing)
    path = place.path or _path(desk, title.text, moment.date())
    if not place.path:
        standing = read_post(desk.site, path)
    written = record.text if record and record.path in (path, place.was) else None
    found = Pictures(desk.site, desk.journal.root, unit.name, path)
    linked = with_pictures(with_labels(collected.shown), found)
    style = desk.publish.style if desk.styled or collected.entries else WEEKLY
    body = _body(desk, frame, collected, linked, title.text, style)
    tags = list(dict.fromkeys([*desk.publish.tags, *(tag for one in collected.shown for tag in one.tags)]))
    block = frontmatter.head(
        title.text, moment, tags, desk.publish, desk.site.flavour, collected.carried, collected.own
    )
    text, state = _against(block, body, standing, written)
    if standing is None and not place.path and (twin := alike(desk.site, desk.journal, unit.name, text, moment.date())):
        path, standing = twin.path, twin.text
        text, state = _against(block, body, standing, None)
    if state == NEW and record:
        state = GONE
    if state == EDITED and record and record.kept == checksum(standing or "", text):
        state = KEPT
    said = [
        *remarks.of_title(title),
        *remarks.of_place(path, place.was, record.path if state == GONE and record else None),
        *remarks.of_entries(collected),
        *site_remarks(desk.site, body, moment, desk.now, _zone_name(desk)),
    ]
    return Draft(
        unit,
        title.text,
        path,
        text,
        moment,
        state,
        collected,
        standing,
        written,
        found.copies,
        found.missing,
        tuple(said),
        style,
        place.was,
    )


def collected_of(desk: Desk, unit: Unit, texts: Mapping[str, str] | None = None) -> Collected:
    """What the post of a unit is made of; see `draft`."""
    span = unit.span if unit.kind != "review" else Span(unit.span.end, unit.span.end)
    found = collect(desk.journal, span, unit.week, Readers(desk.lang, desk.site.flavour, desk.spoken))
    readers = Readers(found.lang, desk.site.flavour, desk.spoken)
    if unit.kind == "review":
        pages = [page for page in found.pages if unit.week and page.entry.path == _review_path(desk, unit.week)]
        found = assemble(desk.journal, pages, _review_path(desk, unit.week), readers, found.problems)
    if texts:
        from retro_cli.domain.entry import read_entry
        from retro_cli.store.journal import Page

        journal = desk.journal
        pages = [
            Page(text, read_entry(text, page.entry.path, journal.formats.by_name, journal.slot(page.entry.path)))
            if (text := texts.get(page.entry.path)) is not None
            else page
            for page in found.pages
        ]
        review = _review_path(desk, unit.week) if unit.week else None
        found = assemble(journal, pages, review, readers, found.problems)
    return found


def _review_path(desk: Desk, week: Week | None) -> str:
    return desk.journal.settings.layout.week(week) if week else ""


def _frame(desk: Desk, unit: Unit, lang: str) -> Frame:
    week = unit.week or Week.of(unit.span.start)
    return Frame(unit.kind, unit.span, week, desk.journal.settings.course, lang)


def _own_title(unit: Unit, collected: Collected) -> str | None:
    if unit.kind in ("week", "review"):
        return collected.review.title if collected.review else None
    titles = [one.title for one in collected.entries]
    return titles[0] if len(titles) == 1 else None


def _moment(desk: Desk, unit: Unit, collected: Collected, standing: str | None) -> dt.datetime:
    """When a post is dated: as it was the first time, or as its review says that it was made; else today where its
    days are not over, and the last of them, at the time that is set. Without one it is now today, and the evening then.
    """
    review = unit.week and _review_path(desk, unit.week)
    made = next((page.text for page in collected.pages if page.entry.path == review), None)
    for text, key in ((standing, "date"), (made, "created")):
        before = frontmatter.moment_in(text, key) if text else None
        if before is not None:
            return before
    days = [one.end or one.date or unit.span.start for one in collected.entries]
    last = unit.span.end if unit.kind in ("week", "review", "days") else unit.span.start
    day = min(max(days, default=last), last)
    if unit.kind != "day" and desk.today in unit.span:
        day = desk.today
    if desk.publish.time is None and day == desk.now.date():
        return desk.now.replace(second=0, microsecond=0)
    small_hours = desk.publish.time is None and day == desk.today
    moment = dt.datetime.combine(day, _LATE if small_hours else desk.publish.time or EVENING)
    return moment.replace(tzinfo=desk.zone) if desk.zone else moment.astimezone()


def _zone_name(desk: Desk) -> str:
    return desk.journal.settings.timezone or ""


def _path(desk: Desk, title: str, day: dt.date) -> str:
    folder = desk.site.relative(desk.site.posts) if desk.site.posts != desk.site.root else ""
    name = file_name(title, day, desk.site.flavour, desk.publish.slug)
    path = f"{folder}/{name}" if folder else name
    root = desk.journal.root.resolve()
    target = desk.site.root / path
    if target.is_relative_to(root) and desk.journal.slot(target.relative_to(root).as_posix()) is not None:
        raise UsageError(
            N_("There a post would be taken for an entry of the journal."),
            hint=N_("Name a folder outside of the journal: --to DIR"),
            where=str(target),
        )
    return path


def _body(desk: Desk, frame: Frame, collected: Collected, linked: Sequence[Shown], title: str, style: str) -> str:
    shown = list(linked)
    review = shown.pop() if collected.review else None
    collected = replace(collected, entries=tuple(shown), review=review)
    model = make_post(collected, frame, title, desk.site.flavour)
    body = render(model, style, desk.styles)
    if desk.site.flavour == "plain" and not body.startswith("# "):
        return f"# {title}\n\n{body}"
    return body


def _against(block: str, body: str, standing: str | None, written: str | None) -> tuple[str, str]:
    """The text to write, and the state of the post: against what stands there, and what retro wrote there before."""
    text = f"{block}\n{body}" if block else body
    if standing is None:
        return text, NEW
    if written is None:
        return text, SAME if standing == text else FOREIGN
    standing_block, standing_body = frontmatter.split(standing)
    written_block, written_body = frontmatter.split(written)
    if block and standing_block:
        try:
            block = frontmatter.refreshed(block, written_block, standing_block)
        except FrontMatterError:
            return text, EDITED
    text = f"{block}\n{body}" if block else body
    if standing_body != written_body:
        # One that ended before it could remember its post has written what stands there.
        return text, CHANGED if text == standing else EDITED
    return text, SAME if text == standing else CHANGED


def write(desk: Desk, made: Draft) -> None:
    """Put a post and its pictures into the site, and remember it. Errors: ConflictError where it changed meanwhile."""
    with desk.journal.locked("publish"):
        history = desk.journal.history
        for copy in made.copies:
            _put_picture(desk, copy)
        if made.text != made.standing:
            before = None if made.standing is None else made.standing.encode()
            with history.change(checked(desk.site, made.path), before, digest(made.text.encode())):
                put_post(desk.site, made.path, made.text, made.standing)
        record = Record(str(desk.site.root), made.unit.name, made.path, made.text)
        keep_published(desk.journal.state, record, history)


def _put_picture(desk: Desk, copy: Copy) -> None:
    target = checked(desk.site, copy.path)
    if os.path.lexists(target):
        put_picture(desk.site, copy.source, copy.path)
        return
    with desk.journal.history.change(target, None, standing(str(copy.source))):
        put_picture(desk.site, copy.source, copy.path)


def keep(desk: Desk, made: Draft) -> None:
    """Remember that a post that was edited by hand is to stay so until there is news."""
    if made.written is not None:
        kept = checksum(made.standing or "", made.text)
        with desk.journal.locked("publish"):
            record = Record(str(desk.site.root), made.unit.name, made.path, made.written, kept)
            keep_published(desk.journal.state, record)
