"""Which candidates of an entry are its sections, and which format it has: what covers most, and what is only a word."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from retro_cli.domain.format import Format, label
from retro_cli.domain.importing.candidates import HEADING, INLINE, ITEM, LINE, QUESTION, QUOTE, SIGN, TABLE, Candidate
from retro_cli.domain.importing.spelling import parts
from retro_cli.domain.importing.words import OPPOSITES, TECHNICAL

Form = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Label:
    """A candidate that is the label of a section; `key` is None for one that the format does not know."""

    candidate: Candidate
    key: str | None


@dataclass(frozen=True, slots=True)
class Choice:
    """The format of an entry, its labels in order of their lines, and the form that most of them have.

    `level` is that of the headings that labels become, 0 where it follows from what stands around them.
    """

    format: Format
    labels: tuple[Label, ...] = ()
    form: Form | None = None
    level: int = 0


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the file tells about an entry: it is some diary (`retro`), it says that it looks back (`back`), on a week,
    in a wanted format; `seen` are the forms and formats that other entries of it have."""

    retro: bool
    back: bool = False
    week: bool = False
    wanted: str | None = None
    seen: frozenset[tuple[Form, str]] = frozenset()


_WEIGHTY = ("good", "bad")
"""The roles that a format should have where an entry has them: nothing else says as much of a retrospective."""

_RANK = {HEADING: 5, QUOTE: 4, LINE: 3, ITEM: 3, QUESTION: 3, TABLE: 2, SIGN: 2, INLINE: 1}


def choose(candidates: Sequence[Candidate], formats: Mapping[str, Format], evidence: Evidence) -> Choice:
    """The format and labels of an entry with these candidates (in order of lines); `log` where they make no format."""
    candidates = _tightened(candidates, formats, evidence)
    groups: dict[Form, list[Candidate]] = {}
    for candidate in candidates:
        if candidate.meaning is not None and not _only_text(candidate):
            groups.setdefault(_form(candidate), []).append(candidate)
    only_named = {one for group in groups.values() for one in (*_defined(group), *_enumerated(group))}
    candidates = [one for one in candidates if one not in only_named]
    groups = {form: left for form, group in groups.items() if (left := [one for one in group if one not in only_named])}
    best: tuple[tuple[int, ...], Form, Format] | None = None
    for form, group in groups.items():
        company = [*group, *(one for other in groups.values() if other is not group for one in other if _clear(one))]
        format = _format(company, formats, evidence) if len(company) < 60 else _format(group, formats, evidence)
        if format is None or not _convincing(group, format, form, evidence):
            continue
        keys = _keys(group, format)
        score = (len(set(keys.values())), _RANK[form[0]], -form[1])
        if best is None or score > best[0]:
            best = score, form, format
    if best is None:
        return Choice(formats.get(evidence.wanted or "", formats["log"]))
    _, form, format = best
    labels = _labels(candidates, groups[form], format, form)
    return Choice(format, labels, form)


def _tightened(
    candidates: Sequence[Candidate], formats: Mapping[str, Format], evidence: Evidence
) -> Sequence[Candidate]:
    """The candidates, those that may be a label and its text taken for it if three of a format stand together."""
    meanings = [one.loose.meaning for one in candidates if one.loose is not None and one.loose.meaning is not None]
    if len(meanings) < 2 or not evidence.retro:
        return candidates
    for name in formats:
        known = [meaning for meaning in meanings if name in meaning.keys]
        sure = {meaning.keys[name] for meaning in known if not meaning.weak}
        if len({meaning.keys[name] for meaning in known}) > 2 or (evidence.back and len(sure) > 1):
            return [one.loose or one for one in candidates]
    return candidates


def _enumerated(group: Sequence[Candidate]) -> list[Candidate]:
    """The labels that only name the parts of a method: three or more on lines behind each other, nothing below them."""
    if not group or group[0].form not in (LINE, ITEM):
        return []
    found: list[Candidate] = []
    run: list[Candidate] = []
    for one, after in zip(group, [*group[1:], None], strict=True):
        run.append(one)
        if after is None or one.inline or one.nested or one.line + 1 != after.line:
            found += run if len(run) > 2 and not any(label.marked for label in run) else []
            run = []
    return found


def _defined(group: Sequence[Candidate]) -> list[Candidate]:
    """The labels with text on their line, if that says what they are for: `Keep: what went well`."""
    told = [one for one in group if one.inline]
    return told if len(told) > 2 and 2 * sum(one.defined for one in told) >= len(told) else []


def _only_text(candidate: Candidate) -> bool:
    """Whether a candidate is an ordinary item or sentence that happens to say what a label says."""
    meaning = candidate.meaning
    assert meaning is not None
    if candidate.form == ITEM:
        asks = candidate.words.rstrip().endswith(("?", "？"))
        long = len(candidate.words) > 60 and not (candidate.nested or asks)
        return long or not (candidate.marked or candidate.nested or meaning.exact or asks)
    if candidate.form != LINE or candidate.marked or meaning.exact or "?" in candidate.words:
        return False
    return meaning.weak or candidate.words.isascii() or len(candidate.words) > 10


def _clear(candidate: Candidate) -> bool:
    """Whether a candidate of another form is sure to be a label."""
    meaning = candidate.meaning
    assert meaning is not None
    return (
        meaning.exact and not meaning.weak and not meaning.letter and candidate.form in (HEADING, QUOTE, LINE, INLINE)
    )


def _form(candidate: Candidate) -> Form:
    """Labels of one form belong together: headings of any level, items as deep as each other."""
    if candidate.form == ITEM:
        return ITEM, candidate.level
    if candidate.form == QUESTION:
        return ITEM, 1
    return (candidate.form, 0)


def _format(group: Sequence[Candidate], formats: Mapping[str, Format], evidence: Evidence) -> Format | None:
    """The format that covers most of the labels; of equals the one whose own words they are, then the shorter."""
    if evidence.wanted is not None and evidence.wanted in formats:
        wanted = formats[evidence.wanted]
        if _keys(group, wanted):
            return wanted
    best: Format | None = None
    best_score: tuple[float, ...] = (0,)
    for format in formats.values():
        if format.free:
            continue
        keys = _keys(group, format)
        if not keys:
            continue
        known = {key for candidate, key in keys.items() if candidate.meaning and format.name in candidate.meaning.keys}
        distinct = len(set(keys.values()))
        covered = len(known) + 0.5 * (distinct - len(known))
        used = sum(candidate.meaning is not None and format.name in candidate.meaning.own for candidate in keys)
        fits = distinct == 1 and evidence.week and format.period == "week"
        weighed = sum(spec.role in _WEIGHTY for spec in format.sections if spec.key in known)
        score = (covered + 0.3 * weighed, fits, used, not format.repeats or distinct > 2, -len(format.sections))
        if score > best_score:
            best, best_score = format, score
    return best


def _keys(group: Sequence[Candidate], format: Format) -> dict[Candidate, str]:
    """By candidate, the section of the format that it opens: by its words, else by its role if nobody else takes it."""
    found: dict[Candidate, str] = {}
    for candidate in group:
        assert candidate.meaning is not None
        if key := candidate.meaning.keys.get(format.name):
            found[candidate] = key
    taken = set(found.values())
    for candidate in group:
        meaning = candidate.meaning
        assert meaning is not None
        alone = meaning.weak and ((bool(meaning.keys) and not (meaning.exact and len(taken) > 1)) or len(group) < 2)
        if candidate in found or alone or meaning.letter or meaning.role == "other":
            continue
        free = next((one.key for one in format.sections if one.role == meaning.role and one.key not in taken), None)
        if free is not None:
            found[candidate] = free
    return found


def _convincing(group: Sequence[Candidate], format: Format, form: Form, evidence: Evidence) -> bool:
    """Whether these labels are sections, no words of a text: several of a format, or one that can be nothing else."""
    keys = _keys(group, format)
    distinct = len(set(keys.values()))
    plain = [candidate for candidate in keys if not _ordinary(candidate)]
    if form[0] == SIGN:
        return evidence.back and distinct > 1
    technical = all(_is_technical(candidate) for candidate in keys)
    if (form, format.name) in evidence.seen and not technical:
        return True
    if any(candidate.meaning is not None and candidate.meaning.letter for candidate in keys):
        inline = any(candidate.inline for candidate in keys)
        if form[0] == LINE and not any(candidate.marked for candidate in keys):
            return distinct > 2 and evidence.retro
        lines = form[0] == INLINE and distinct > 2 and evidence.retro
        return distinct > 1 and (not inline or lines or (evidence.back and form[0] != INLINE))
    paired = evidence.retro and _opposed(group)
    if technical and not evidence.back and not paired and (distinct < 3 or not evidence.retro):
        return False
    if form[0] == INLINE:
        return distinct > 2 or (distinct > 1 and (evidence.retro or len(plain) > 1))
    if distinct > 2 or (
        distinct > 1 and (plain or evidence.retro or evidence.wanted is not None or form[0] == HEADING)
    ):
        return True
    if evidence.back and _several_roles(group):
        return True
    strong = [candidate for candidate in plain if candidate.marked or form[0] in (HEADING, QUOTE)]
    return bool(strong) and (evidence.retro or (form[0] == HEADING and any(map(_looks_back, strong))))


def _opposed(group: Sequence[Candidate]) -> bool:
    """Whether labels are opposites: good and bad, wins and losses."""
    said = {label(candidate.words) for candidate in group}
    return any(pair <= said for pair in OPPOSITES)


def _several_roles(group: Sequence[Candidate]) -> bool:
    """Whether labels that formats know, be they different ones, say several things, one of them how it went."""
    meanings = [
        one.meaning for one in group if one.meaning is not None and one.meaning.exact and not one.meaning.letter
    ]
    roles = {one.role for one in meanings}
    return len(roles) > 1 and not roles.isdisjoint(("good", "bad", "learned", "felt"))


def _is_technical(candidate: Candidate) -> bool:
    """Whether a label, or the first part of it, is a word of study notes as well."""
    return any(label(words) in TECHNICAL for words in (candidate.words, *parts(candidate.words)[:1]))


def _looks_back(candidate: Candidate) -> bool:
    """Whether a label alone shows that a text looks back: nobody heads plans or explanations with it."""
    meaning = candidate.meaning
    return meaning is not None and meaning.exact and meaning.role in ("good", "bad", "learned", "felt")


def _ordinary(candidate: Candidate) -> bool:
    meaning = candidate.meaning
    return meaning is None or meaning.weak or meaning.letter


def _labels(
    candidates: Sequence[Candidate], group: Sequence[Candidate], format: Format, form: Form
) -> tuple[Label, ...]:
    """The labels of the chosen form, those of other forms that name what is still missing, and unknown ones beside."""
    keys = _keys(group, format)
    found = {candidate: Label(candidate, key) for candidate, key in keys.items()}
    _add_missing(candidates, found, format, form)
    _add_foreign(group, found)
    _add_unknown(candidates, found, form)
    return tuple(sorted(found.values(), key=lambda one: one.candidate.line))


def _add_missing(candidates: Sequence[Candidate], found: dict[Candidate, Label], format: Format, form: Form) -> None:
    """Labels of another form, where a writer's hand changed inside an entry."""
    present = {one.key for one in found.values()}
    first = min(candidate.line for candidate in found)
    for candidate in candidates:
        meaning = candidate.meaning
        if candidate in found or meaning is None or meaning.letter or candidate.form == SIGN or _only_text(candidate):
            continue
        key = meaning.keys.get(format.name)
        if key is None or (key in present and _form(candidate) != form):
            continue
        if candidate.form == INLINE and not (candidate.marked or form[0] in (LINE, INLINE) or _clear(candidate)):
            continue
        if candidate.form == ITEM and (form[0] != ITEM or candidate.level != form[1]) and candidate.line > first:
            continue
        if candidate.form == LINE and not (candidate.marked or form[0] == LINE):
            continue
        found[candidate] = Label(candidate, key)
        present.add(key)


def _add_foreign(group: Sequence[Candidate], found: dict[Candidate, Label]) -> None:
    """Labels of the same form that another format knows: sections of their own, which keep what they mean."""
    if len(found) < 2 and not _several_roles(group):
        return
    for candidate in group:
        meaning = candidate.meaning
        if candidate in found or meaning is None or meaning.letter or candidate.form in (HEADING, TABLE, SIGN):
            continue
        if meaning.exact or not meaning.weak:
            found[candidate] = Label(candidate, None)


def _add_unknown(candidates: Sequence[Candidate], found: dict[Candidate, Label], form: Form) -> None:
    """What stands like a label among the labels: it ends the section above it, and is one of its own."""
    lines = [candidate.line for candidate in found if _form(candidate) == form]
    if len(lines) < 2 or form[0] in (HEADING, TABLE):
        return
    first = min(lines)
    marked = Counter(candidate.marked for candidate in found).most_common(1)[0][0]
    inline = any(candidate.inline for candidate in found)
    for candidate in candidates:
        if candidate in found or _form(candidate) != form or candidate.line < first:
            continue
        if candidate.form == INLINE and not (candidate.marked and marked and _bold_like(candidate)):
            continue
        if form[0] == ITEM:
            like = (candidate.marked and marked and (not candidate.inline or (inline and _bold_like(candidate)))) or (
                candidate.nested and not candidate.inline and len(candidate.words) <= 40
            )
            if candidate.form == QUESTION or (form[0] == ITEM and candidate.meaning is not None):
                like = True
        else:
            like = candidate.marked == marked and len(candidate.words) <= 40
        if like:
            found[candidate] = Label(candidate, None)


def _bold_like(candidate: Candidate) -> bool:
    return candidate.marked and len(candidate.words) <= 30


def own_labels(candidates: Sequence[Candidate], names: Collection[str], log: Format, level: int) -> Choice:
    """The choice for an entry of free headings, some of which stand as lines (`피어 세션:`): `names` are the labels of
    the headings that the file's other entries have."""
    found = [
        Label(candidate, None)
        for candidate in candidates
        if candidate.form in (LINE, INLINE)
        and (candidate.marked or candidate.form == INLINE or len(candidate.words) <= 20)
        and label(candidate.words) in names
    ]
    return Choice(log, tuple(found), (LINE, 0) if found else None, level)
