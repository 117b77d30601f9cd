"""The front matter of an imported entry: what retro needs first, then what the source had, as it was typed."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence

from retro_cli.domain import frontmatter
from retro_cli.domain.importing.source import Source
from retro_cli.domain.privatemarks import held_back, says_private

_OWN = ("date", "end", "format", "title", "tags")
_KEY = re.compile(
    r"""(?:"(?P<d>[^"]*)"|'(?P<s>[^']*)'|(?P<p>[^\s#'"\[\]{}&*!|>%@`,-][^:#]*?|-[^\s:][^:#]*?))\s*:(?:\s|\Z)"""
)
_PLAIN_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def own_tags(meta: Mapping[str, object]) -> tuple[str, ...] | None:
    """The tags of front matter, None where they are no list of words."""
    value = meta.get("tags")
    if value in (None, ""):
        return ()
    if isinstance(value, str):
        return tuple(tag.lstrip("#") for tag in re.split(r"[,\s]+", value) if tag.strip("#"))
    if isinstance(value, list) and all(
        isinstance(tag, str | int | float) and not isinstance(tag, bool) for tag in value
    ):
        return tuple(str(tag).lstrip("#") for tag in value)
    return None


def own_title(meta: Mapping[str, object]) -> str | None:
    """The title of front matter on one line, None where there is none."""
    value = meta.get("title")
    if value is None or isinstance(value, list | dict):
        return None
    return " ".join(str(value).split()) or None


def write_header(
    date: dt.date | None,
    end: dt.date | None,
    format: str,
    title: str | None,
    tags: Sequence[str],
    source: Source | None = None,
    *,
    private: bool = False,
) -> str:
    """A block of front matter; with a source, the keys of its front matter that are not retro's follow verbatim.

    It says that the entry is `private`, where it does not already.
    """
    head = _header(date, end, format, title, tags, source)
    return frontmatter.set_key(head, "private", True) if private and not says_private(frontmatter.read(head)) else head


def holding_back(head: str, source: Source) -> str:
    """The block with what its file says to keep all of it from being seen yet: `draft: true`."""
    for key, value in held_back(source.meta).items():
        head = frontmatter.set_key(head, key, value)
    return head


def is_private(source: Source) -> bool:
    """Whether the front matter of a file says that all of it is private: by its key, its tags or its title."""
    return says_private(source.meta, _inner(source))


def _header(
    date: dt.date | None,
    end: dt.date | None,
    format: str,
    title: str | None,
    tags: Sequence[str],
    source: Source | None,
) -> str:
    meta: dict[str, object] = {}
    if date is not None:
        meta["date"] = date.isoformat()
    if end is not None:
        meta["end"] = end.isoformat()
    meta["format"] = format
    if title:
        meta["title"] = title
    if tags:
        meta["tags"] = list(tags)
    if source is not None and source.body:
        stamp = source.meta.get("date")
        if (
            stamp not in (None, "")
            and not _said(str(stamp), date)
            and "created" not in source.meta
            and not source.broken
        ):
            meta["created"] = str(stamp)
        return _with_rest(frontmatter.render(meta), meta, source)
    return frontmatter.render(meta)


def _said(stamp: str, date: dt.date | None) -> bool:
    return date is not None and _PLAIN_DAY.fullmatch(stamp) is not None and stamp == date.isoformat()


def _with_rest(head: str, meta: Mapping[str, object], source: Source) -> str:
    """The block with the other lines of the source's front matter before its end; as comments if they are not YAML."""
    opening = head.removesuffix("---\n")
    if not source.broken:
        rest = list(_rest(source, meta))
        kept = "\n".join([opening.removesuffix("\n"), *rest, "---", ""])
        if not rest or _reads_alike(kept, meta, source):
            return kept if rest else head
    comments = [line if not line.strip() or line.startswith("#") else f"# {line}" for line in _inner(source)]
    return "\n".join([opening.removesuffix("\n"), *comments, "---", ""])


def _inner(source: Source) -> Sequence[str]:
    return source.lines[1 : max(source.body - 1, 1)]


def _rest(source: Source, meta: Mapping[str, object]) -> list[str]:
    """The lines of the front matter without the keys that are written afresh; blank lines around them are left out."""
    lines: list[str] = []
    own = False
    unfit = ["format"] if _is_last_day(source.meta, meta) else ["format", "end"]
    alike = {key for key in ("format", "end") if key in meta and str(source.meta.get(key)) == meta[key]}
    replaced = {"date", "title"} | alike | ({"tags"} if own_tags(source.meta) is not None else set())
    for line in _inner(source):
        if found := _KEY.match(line):
            name = found["d"] or found["s"] or found["p"] or ""
            own = name.strip() in replaced
            if name.strip() in unfit and not own:
                lines.append(f"# {line}")
                own = True
                continue
        elif own and line.startswith("#"):
            own = False
        if not own:
            lines.append(line)
    while lines and not lines[-1].strip():
        lines.pop()
    return lines


def _is_last_day(meta: Mapping[str, object], written: Mapping[str, object]) -> bool:
    """Whether `end` of the source is a day on or behind the one that is written: it may stay what it is."""
    first, last = frontmatter.as_date(written.get("date")), frontmatter.as_date(meta.get("end"))
    return first is not None and last is not None and first <= last and "end" not in written


def _reads_alike(text: str, meta: Mapping[str, object], source: Source) -> bool:
    """Whether front matter reads as the new keys and the source's others."""
    try:
        found = frontmatter.read(text)
    except frontmatter.FrontMatterError:
        return False
    wanted = {key: value for key, value in source.meta.items() if key not in _OWN and key not in meta}
    return all(found.get(key) == value for key, value in wanted.items()) and all(key in found for key in meta)
