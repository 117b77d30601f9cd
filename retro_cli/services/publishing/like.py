"""Settings that would make posts such as one that somebody wrote: read from its place, front matter and shape."""

import datetime as dt
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from retro_cli.domain import frontmatter, markdown
from retro_cli.domain.entry import as_date
from retro_cli.domain.format import Format, covering
from retro_cli.domain.labels import label
from retro_cli.domain.pictures import pictures
from retro_cli.domain.settings import Settings
from retro_cli.domain.text import split_lines
from retro_cli.errors import N_, UnreadableError, UsageError
from retro_cli.store.files import read_text
from retro_cli.store.sites import find_site, guess_flavour
from retro_cli.store.sources import TEXT_ENDINGS

_DAY = re.compile(
    r"""\d{4}[-./]\s?\d{1,2}[-./]\s?\d{1,2} | \(\d{6}\b | ^\W*\d{6}\b | \d{1,2}월\ ?\d{1,2}일 | ^\W*\d{1,2}[/.]\d{1,2}\b
      | \d+\s?일차 | \bday\s?\d+""",
    re.VERBOSE | re.IGNORECASE,
)
_COUNTED_DAY = re.compile(r"\d+\s?일차|\bday\s?\d+", re.IGNORECASE)
_NUMBERS = (
    (re.compile(r"\d{4}-\d{2}-\d{2}"), "{date}"),
    (re.compile(r"\d+(?=\s?주차)|(?<=[Ww]eek)\d+|(?<=[Ww]eek )\d+|\d+(?=\s?[Ww]eeks?\b)"), "{course_week}"),
    (re.compile(r"\d+(?=\s?일차)|(?<=[Dd]ay )\d+"), "{course_day}"),
)
_OF_DAYS = re.compile(r"일일 회고|오늘|\bTIL\b|\bdaily\b|\d{4}-\d{2}-\d{2}|\d+월 ?\d+일", re.IGNORECASE)
_OF_ONE_POST = ("draft", "published", "pin")
_LETTER = re.compile(r"[A-Z]")
_BOLD_LABEL = re.compile(r"\*\*(.+?)\s*[:：]?\*\*\s*[:：]?")
_PLAIN_LABEL = re.compile(r"([^:：\n]{1,24})\s*[:：](?:\s|$)")


@dataclass(frozen=True, slots=True)
class Proposal:
    """One setting: its dotted key, and its value as TOML has it."""

    key: str
    value: object


@dataclass(frozen=True, slots=True)
class Likeness:
    """The settings that a post asks for; `headings` are those of no format that retro knows."""

    proposals: tuple[Proposal, ...]
    headings: tuple[str, ...] = ()


def like(path: Path, formats: Mapping[str, Format], settings: Settings) -> Likeness:
    """What a post proposes.

    Raises NotFoundError, UsageError for what is not called a post, UnreadableError for a file that is no text.
    """
    text = read_text(path)
    if path.suffix.lower() not in TEXT_ENDINGS:
        raise UsageError(N_("That is no post: {path}"), hint=N_("Name one of your own posts, a .md file."), path=path)
    try:
        meta = frontmatter.read(text)
    except UnreadableError as error:
        raise error.at(str(path)) from None
    flavour = guess_flavour(path)
    site = find_site(path.resolve().parent, flavour)
    shape = _shape(text, meta, formats)
    found = [
        Proposal("publish.to", str(site.posts if flavour in ("obsidian", "plain") else site.root)),
        Proposal("publish.flavour", flavour),
        Proposal("publish.style", shape.style),
        Proposal("publish.by", shape.by),
        *_of_title(path, meta, settings, shape.by),
        *_of_head(meta),
        Proposal("publish.slug", "hangul" if re.search(r"[가-힣]", path.stem) else "ascii"),
        *_of_pictures(text, path, site.root),
        *([Proposal("format", shape.format)] if shape.format else []),
        *([Proposal("week_format", shape.week_format)] if shape.week_format else []),
    ]
    return Likeness(tuple(found), shape.unknown)


# -- front matter -----------------------------------------------------------------------------------------------------


def _of_title(path: Path, meta: Mapping[str, object], settings: Settings, by: str) -> Iterator[Proposal]:
    title = " ".join(str(meta.get("title") or "").split())
    if not title or "{" in title:
        return
    pattern = title
    for expression, name in _NUMBERS:
        if name == "{course_day}" and by == "week":
            continue
        pattern = expression.sub(lambda _, name=name: name, pattern)  # type: ignore[misc]
    if pattern == title:
        return
    yield Proposal("publish.title", pattern)
    number = _NUMBERS[1][0].search(title)
    written = as_date(meta.get("date")) or as_date(path.name)
    if settings.course is None and number and written and by == "week":
        monday = written - dt.timedelta(days=written.weekday())
        yield Proposal("course.start", monday - dt.timedelta(weeks=int(number[0]) - 1))


def _of_head(meta: Mapping[str, object]) -> Iterator[Proposal]:
    if layout := meta.get("layout"):
        yield Proposal("publish.layout", str(layout))
    for name in ("categories", "tags"):
        if words := _words(meta.get(name)):
            yield Proposal(f"publish.{name}", words)
    extra = {
        name: value
        for name, value in meta.items()
        if (isinstance(value, bool) or name == "author") and name not in _OF_ONE_POST and value is not None
    }
    if extra:
        yield Proposal("publish.extra", extra)


def _words(value: object) -> list[str]:
    if isinstance(value, str):
        return value.split()
    return [str(one) for one in value if one] if isinstance(value, list) else []


def _of_pictures(text: str, path: Path, root: Path) -> Iterator[Proposal]:
    for picture in pictures(text):
        link = picture.path
        at = root / link.lstrip("/") if link.startswith("/") else path.resolve().parent / link
        inside = os.path.relpath(os.path.normpath(at), root).split(os.sep)
        folders = [part for part in inside[:-1] if part != ".."]  # from the page's address, not from the file
        if len(folders) > 1 and (re.search(r"\d{4}-\d{2}-\d{2}", folders[-1]) or folders[-1] in path.stem):
            folders = folders[:-1]
        if folders:
            yield Proposal("publish.assets", "/".join(folders))
        return


# -- shape ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Shape:
    style: str
    by: str
    format: str | None = None
    week_format: str | None = None
    unknown: tuple[str, ...] = ()


def _shape(text: str, meta: Mapping[str, object], formats: Mapping[str, Format]) -> _Shape:
    lines = split_lines(text)
    blocks = markdown.parse(lines, frontmatter.body_line(lines))
    headings = [block for block in blocks if block.kind == "heading" and block.parent == -1]
    days = [block for block in headings if _DAY.search(block.text)]
    plain = [block.text for block in headings if block not in days]
    letters = _letters(blocks)
    labels = _labels(blocks)
    weekly = _fitting(formats, [*plain, *labels], ("week", "any"))
    week_format = weekly.name if weekly else None
    if "kpt" in formats and len(letters & {"K", "P", "T"}) > 1:
        return _Shape("kpt", "week" if days else _by(meta), "kpt", week_format if week_format != "kpt" else None)
    bold = _fitting(formats, _bold_labels(blocks), ("day", "any"))
    if bold is not None:
        return _Shape("events", "week" if days else _by(meta), bold.name, week_format)
    if days:
        daily = _fitting(formats, plain, ("any", "day"))
        if daily is not None and not any(_COUNTED_DAY.search(block.text) for block in days):
            return _Shape("default", "week", daily.name, None)
        return _Shape("log", "week", "log", week_format)
    if _by(meta) == "day":
        daily = _fitting(formats, plain, ("any", "day"))
        return _Shape("default", "day", daily.name if daily else "log")
    unknown = tuple(block.text for block in headings if block.level > 1) if weekly is None else ()
    return _Shape("weekly", "week", None, week_format, unknown)


def _by(meta: Mapping[str, object]) -> str:
    return "day" if _OF_DAYS.search(str(meta.get("title") or "")) else "week"


def _fitting(formats: Mapping[str, Format], headings: Sequence[str], periods: Sequence[str]) -> Format | None:
    return covering([one for one in formats.values() if one.period in periods and one.sections], headings)


def _letters(blocks: Sequence[markdown.Block]) -> set[str]:
    return {
        block.text.strip()
        for block in blocks
        if block.kind == "paragraph"
        and block.parent >= 0
        and blocks[block.parent].kind == "quote"
        and _LETTER.fullmatch(block.text.strip())
    }


def _item_texts(blocks: Sequence[markdown.Block]) -> Iterator[str]:
    for block in blocks:
        if block.kind == "paragraph" and block.parent >= 0 and blocks[block.parent].kind == "item":
            yield block.text


def _bold_labels(blocks: Sequence[markdown.Block]) -> list[str]:
    found = (_BOLD_LABEL.match(text) for text in _item_texts(blocks))
    return [one[1] for one in found if one and label(one[1])]


def _labels(blocks: Sequence[markdown.Block]) -> list[str]:
    found = (_PLAIN_LABEL.match(text) for text in _item_texts(blocks))
    return [one[1] for one in found if one and "**" not in one[1]]
