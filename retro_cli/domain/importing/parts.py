"""The units of a file with the format and the sections that were found in each."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from retro_cli.domain.format import Format, label
from retro_cli.domain.importing.calendar import Dated
from retro_cli.domain.importing.candidates import HEADING, Candidate
from retro_cli.domain.importing.choosing import Choice, Evidence, Form, choose, own_labels
from retro_cli.domain.importing.daymarks import read_day
from retro_cli.domain.importing.explaining import explains, plans
from retro_cli.domain.importing.source import Source
from retro_cli.domain.importing.structure import DAY, Unit
from retro_cli.domain.importing.words import TECHNICAL

_DIARY = re.compile(
    r"회고|후기|돌아보|retro|reflect|(?:weekly|daily|monthly|year(?:ly)?|annual|sprint|project|week|month)\W?(?:in\W)?review|振り返り|ふりかえり|反省|일지|일기|\btil\b|daily|diary|journal|日報|日記|주차|\bweek"
    r"|sprint|스프린트|kpt|ywt|4ls?\b|회의록",
    re.IGNORECASE,
)
_BACK = re.compile(r"회고|후기|돌아보|retro|reflect|振り返り|ふりかえり|반성|kpt|ywt|\b4ls?\b", re.IGNORECASE)
_ANSWERS = 40
_TITLES = 40


@dataclass(slots=True)
class Part:
    """A unit with when it was, the candidates on its lines, and what was chosen of them."""

    unit: Unit
    dated: Dated
    candidates: list[Candidate]
    choice: Choice


def find_parts(
    source: Source,
    units: Sequence[Unit],
    dated: Mapping[int, Dated],
    candidates: Sequence[Candidate],
    titles: Sequence[str],
    formats: Mapping[str, Format],
    wanted: str | None,
) -> list[Part]:
    """The units with their formats and labels. `wanted` is the format that was asked for, `titles` are the file's."""
    names = [*titles, source.path]
    told = [*names, *(unit.opening.text for unit in units[:_TITLES] if unit.opening)]
    diary = len(units) > 1 or any(_DIARY.search(text) or _is_only_a_day(text) for text in told)
    back = any(_BACK.search(text) for text in names)
    below = _Below(source)
    held = _by_unit(units, candidates)
    parts = [Part(unit, dated[id(unit)], held[id(unit)], Choice(formats["log"])) for unit in units]
    if plans(titles) or _explains(source, candidates, [*titles, source.path.replace("\\", "/").rpartition("/")[2]]):
        return parts
    seen: set[tuple[Form, str]] = set()
    for part in parts:
        evidence = Evidence(diary, back or below.back(part.candidates), part.dated.weekly, wanted)
        part.choice = choose(part.candidates, formats, evidence)
        if part.choice.form is not None:
            seen.add((part.choice.form, part.choice.format.name))
    for part in parts if seen and len(parts) > 1 else ():
        if part.choice.form is None and part.candidates:
            evidence = Evidence(diary, back, part.dated.weekly, wanted, frozenset(seen))
            part.choice = choose(part.candidates, formats, evidence)
    if wanted is None:
        _agree(parts, formats, diary)
    _add_own(parts)
    return parts


def _is_only_a_day(text: str) -> bool:
    """Whether a title, or the path of a file, is a day and nothing else."""
    mark = read_day(re.sub(r"\.\w+\Z", "", text.replace("\\", "/").rpartition("/")[2]))
    return mark is not None and mark.bare and mark.start is not None


def _agree(parts: Sequence[Part], formats: Mapping[str, Format], diary: bool) -> None:
    """Let an entry with a single section have the format of the entries beside it, where that knows the section."""
    names = [part.choice.format.name for part in parts if _keys(part) > 1]
    common = max(dict.fromkeys(names), key=names.count, default=None)
    for part in parts if common is not None else ():
        if _keys(part) == 1 and part.choice.format.name != common:
            evidence = Evidence(diary, week=part.dated.weekly, wanted=common)
            choice = choose(part.candidates, formats, evidence)
            if choice.format.name == common and len(choice.labels) == len(part.choice.labels):
                part.choice = choice


def _keys(part: Part) -> int:
    return len({label.key for label in part.choice.labels} - {None})


def _add_own(parts: Sequence[Part]) -> None:
    """In days with free headings, let the lines count as headings that are such on other days."""
    days = [part for part in parts if part.unit.kind == DAY and part.choice.format.free]
    headings = [one for part in days for one in part.candidates if one.form == HEADING]
    if len(days) < 2 or not headings:
        return
    level = Counter(one.level for one in headings).most_common(1)[0][0]
    names = {label(one.words.split(":")[0]) for one in headings if one.level == level} - {""}
    for part in days:
        part.choice = own_labels(part.candidates, names, part.choice.format, level)


class _Below:
    """Which labels stand below a heading that says that it looks back."""

    def __init__(self, source: Source) -> None:
        self._starts: list[int] = []
        self._backs: list[bool] = []
        above: list[tuple[int, bool]] = []
        for index in source.headings:
            block = source.blocks[index]
            while above and above[-1][0] >= block.level:
                above.pop()
            back = (bool(above) and above[-1][1]) or _BACK.search(block.text) is not None
            above.append((block.level, back))
            self._starts.append(block.start)
            self._backs.append(back)

    def back(self, candidates: Sequence[Candidate]) -> bool:
        """Whether any of the labels that could be words of a study note does."""
        lines = [one.line for one in candidates if one.meaning and label(one.words) in TECHNICAL]
        return any(at and self._backs[at - 1] for at in (bisect_right(self._starts, line) for line in lines))


def _explains(source: Source, candidates: Sequence[Candidate], titles: Sequence[str]) -> bool:
    """Whether the file explains a method: what stands below its good and bad labels tells."""
    headings = [one for one in candidates if one.form == HEADING]
    ends = [*(one.line for one in headings[1:]), len(source.lines)]
    answers: list[str] = []
    for one, end in zip(headings, ends, strict=True) if headings else ():
        if one.meaning is not None and one.meaning.role in ("good", "bad", "learned"):
            answers += [line for line in source.lines[one.line + 1 : end] if line.strip()][:_ANSWERS]
    return bool(answers) and explains(titles, answers)


def _by_unit(units: Sequence[Unit], candidates: Sequence[Candidate]) -> dict[int, list[Candidate]]:
    """By `id` of a unit, the candidates on its lines."""
    spans = sorted((start, end, id(unit)) for unit in units for start, end in unit.spans)
    held: dict[int, list[Candidate]] = {id(unit): [] for unit in units}
    at = 0
    for candidate in sorted(candidates, key=lambda one: one.line):
        while at < len(spans) and spans[at][1] <= candidate.line:
            at += 1
        if at < len(spans) and spans[at][0] <= candidate.line:
            held[spans[at][2]].append(candidate)
    return held
