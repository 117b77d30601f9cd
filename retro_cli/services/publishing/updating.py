"""What a hand changed in a post taken back into the entries that the post was made of.

A line of the post belongs to a line of an entry when the words of the one end the other. Whether a change was
understood is not believed but tried: the entries so changed have to make exactly the post that was edited.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from retro_cli.domain.text import dominant_newline, line_ending, split_lines, strip_ending
from retro_cli.errors import RetroError
from retro_cli.services.publishing import frontmatter
from retro_cli.services.publishing.posting import Desk, Draft, draft, write
from retro_cli.services.publishing.shaping import tidy

_HEAD = re.compile(r"[\s>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(?:\[[^\d\]]\][ \t]+)?")
_BULLET = re.compile(r"([ \t]*)(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?(\S.*)")
_MOST_PLACES = 5

Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Change:
    """Lines of a post that a hand changed: what stood there, and what stands there now. `before` is the line above."""

    before: str
    old: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """The texts of the entries (by path) that take the changes in; `was` is what they were. `left` could not be."""

    texts: Texts
    was: Texts
    left: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    path: str
    index: int
    words: str


def take(desk: Desk, made: Draft) -> Taken:
    """What the entries of an edited post would be with its changes in them."""
    was = {page.entry.path: page.text for page in made.collected.pages}
    texts: Texts = was
    left: list[Change] = []
    body = _lines(frontmatter.split(made.text)[1])
    for change in changes(made.written or "", made.standing or ""):
        if _is_there(body, change):
            continue
        aim = _applied(body, change)
        found = _first(desk, made, texts, change, aim) if aim is not None else None
        if found is None or aim is None:
            left.append(change)
        else:
            texts, body = found, aim
    return Taken({path: text for path, text in texts.items() if text != was[path]}, was, tuple(left))


def changes(written: str, standing: str) -> Iterator[Change]:
    """What a hand changed in the body of a post, place by place; blank lines do not count."""
    old, new = (_lines(frontmatter.split(text)[1]) for text in (written, standing))
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, start, end, first, last in matcher.get_opcodes():
        if kind == "equal":
            continue
        before = next((line for line in reversed(old[:start]) if line.strip()), "")
        removed = tuple(line for line in old[start:end] if line.strip())
        added = tuple(line for line in new[first:last] if line.strip())
        if removed != added:
            yield Change(before, removed, added)


def carry_out(desk: Desk, made: Draft, taken: Taken) -> Draft | None:
    """Write the entries with the changes in them; where all could be taken the post that they make too.

    Returns the post as it was written, None where it was left as it is. Errors: ConflictError for files that changed
    meanwhile; entries that were written until then stay so.
    """
    with desk.journal.locked("publish"):
        for path, text in taken.texts.items():
            desk.journal.replace(path, text, taken.was[path])
    fresh = draft(desk, made.unit)
    if fresh is None or taken.left:
        return None
    write(desk, fresh)
    return fresh


def _lines(text: str) -> list[str]:
    return [strip_ending(line) for line in split_lines(tidy(text))]


def _is_there(body: Sequence[str], change: Change) -> bool:
    """Whether the entries make what the hand made already."""
    has_old = bool(change.old) and any(_matches(body, at, change.old) is not None for at in range(len(body)))
    has_new = any(_matches(body, at, change.new) is not None for at in range(len(body)))
    return bool(change.new) and has_new and not has_old


def _applied(body: Sequence[str], change: Change) -> list[str] | None:
    """The body of the post with the change; None where its place is gone or there are several."""
    wanted = change.old or (change.before,)
    spots = [at for at in range(len(body)) if _matches(body, at, wanted) is not None]
    if len(spots) > 1 and change.old and change.before:
        spots = [
            at for at in spots if next((line for line in reversed(body[:at]) if line.strip()), "") == change.before
        ]
    if len(spots) != 1 or not wanted[0]:
        return None
    end = _matches(body, spots[0], wanted) or spots[0]
    kept = body[spots[0] : end] if not change.old else []
    return [*body[: spots[0]], *kept, *change.new, *body[end:]]


def _matches(body: Sequence[str], at: int, wanted: Sequence[str]) -> int | None:
    """Where the lines end that stand from `at` on, blank ones between them passed over; None where others do."""
    for number, line in enumerate(wanted):
        while number and at < len(body) and not body[at].strip():
            at += 1
        if at >= len(body) or body[at] != line:
            return None
        at += 1
    return at


def _first(desk: Desk, made: Draft, texts: Texts, change: Change, aim: Sequence[str]) -> Texts | None:
    """The first of the ways to change the entries that makes the post as it is wanted."""
    goal = [line for line in aim if line.strip()]
    for candidate in _ways(made, texts, change):
        try:
            tried = draft(desk, made.unit, candidate)
        except RetroError:
            continue
        if tried and [line for line in _lines(frontmatter.split(tried.text)[1]) if line.strip()] == goal:
            return candidate
    return None


def _ways(made: Draft, texts: Texts, change: Change) -> Iterator[Texts]:
    if not change.old:
        yield from _inserted(made, texts, change)
        return
    if change.new and len(change.new) != len(change.old):
        return
    ways = [texts]
    for number, line in reversed(list(enumerate(change.old))):
        new = change.new[number] if change.new else None
        if new != line:
            ways = [one for way in ways for one in _replaced(made, way, line, new)][:_MOST_PLACES]
    yield from ways


def _replaced(made: Draft, texts: Texts, line: str, new: str | None) -> Iterator[Texts]:
    for place in _places(made, texts, line):
        lines = split_lines(texts[place.path])
        raw = lines[place.index]
        head = line[: len(line) - len(place.words)]
        if new is None:
            del lines[place.index]
        elif new.startswith(head) and new[len(head) :].strip() and raw.count(place.words) == 1:
            lines[place.index] = raw.replace(place.words, new[len(head) :].rstrip())
        else:
            continue
        yield {**texts, place.path: "".join(lines)}


def _inserted(made: Draft, texts: Texts, change: Change) -> Iterator[Texts]:
    """New items below the item that the line above belongs to, with its marker, as action items where it is one."""
    items = [_BULLET.fullmatch(line) for line in change.new]
    for place in _places(made, texts, change.before):
        lines = split_lines(texts[place.path])
        raw = lines[place.index]
        head = re.sub(r"\[[^\d\]]\]", "[ ]", (_HEAD.match(raw) or [""])[0])
        newline = line_ending(raw) or dominant_newline(texts[place.path])
        if not head.strip() or not all(items):
            continue
        added = [f"{head}{item[2]}{newline}" for item in items if item]
        lines[place.index] = strip_ending(raw) + newline
        yield {**texts, place.path: "".join([*lines[: place.index + 1], *added, *lines[place.index + 1 :]])}


def _places(made: Draft, texts: Texts, line: str) -> list[_Place]:
    """The lines of entries whose words end a line of the post, those with most words first."""
    found: list[_Place] = []
    for shown in made.collected.shown:
        current = split_lines(texts[shown.path])
        for raw_index, raw in enumerate(current):
            for published in {shown.lines.get(raw_index, ""), strip_ending(raw)}:
                words = published[len((_HEAD.match(published) or [""])[0]) :].strip()
                if words and line.rstrip().endswith(words) and words in raw:
                    found.append(_Place(shown.path, raw_index, words))
    found = list(dict.fromkeys(found))
    return sorted(found, key=lambda place: -len(place.words))[:_MOST_PLACES]
