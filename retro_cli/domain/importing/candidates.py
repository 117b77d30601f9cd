"""Places in a text that may be the label of a section: headings, bold lines, list labels, quotes, `label: text`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from retro_cli.domain.importing.source import Source
from retro_cli.domain.importing.vocabulary import Meaning, Vocabulary
from retro_cli.domain.importing.words import SOLVED
from retro_cli.domain.markdown import Block

HEADING, QUOTE, LINE, ITEM, INLINE, QUESTION, TABLE = "heading", "quote", "line", "item", "inline", "question", "table"
SIGN = "sign"
"""The forms of labels: a heading, a quote, a line of its own, a list item, the beginning of a paragraph, a numbered
question in a paragraph, the head of a table's column or row, the first of the items that carry a sign."""


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A line that may be a label. `words` is the label as it is written, `inline` the text behind it on the line.

    `form` is one of the constants above; `marked` tells that it is bold or ends with a colon. `block` is the index of
    its block: the heading, item, quote or paragraph. `level` is that of a heading, or how deep a list item is.
    `defined` tells that the text behind it only says what the label is for. `loose` is the same line read as a label
    and text with nothing but a bracket, a dash or bold type between them: so it is meant only in company.
    """

    line: int
    form: str
    words: str
    meaning: Meaning | None
    block: int
    level: int = 0
    inline: str = ""
    marked: bool = False
    nested: bool = False
    defined: bool = False
    loose: "Candidate | None" = None


_BOLD = re.compile(
    r"""(?P<open>(?:\*\*|__|<b>|<strong>|<u>|==)+[*_]{0,1}|[*_](?=\*\*|__)(?:\*\*|__))
        (?P<words>.+?)
        (?P<close>[*_]{0,3}(?:\*\*|__|</b>|</strong>|</u>|==)+[*_]{0,1})""",
    re.VERBOSE | re.IGNORECASE,
)
_PREFIX = re.compile(r"(?:\[[ xX]\]\s+)?(?P<lead>[^\w\s*_<=\[(\"'`>|$\\-][^\w*_<=\[(]{0,4}|\d{1,2}[.)]\s*)?")
_COLON = re.compile(r"\s*[:：]\s*")
_PLAIN = re.compile(r"(?P<words>[^:：\n]{1,60}?)\s*[:：](?P<text>(?:\s|(?<=：)).*|\Z)")
_TAG = re.compile(
    r"\s*(?:<details[^>]*>\s*)?<(?P<tag>h[1-6]|summary|b|strong)(?:\s[^>]*)?>\s*(?:<(?:b|strong|span)[^>]*>)?(?P<words>[^<>]{1,60})"
    r"(?:</(?:b|strong|span)>)?\s*</(?P=tag)>\s*(?:<br\s*/?>)?\s*",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[.。,(（]")
_ASKED = re.compile(r"(?:[?？]|는지|(?:[을할볼될]|은|건) ?지|것인지)\s*(?:[(（][^()（）]*[)）])?[.]?\s*\Z")
_QUESTION = re.compile(r"\d{1,2}[.)]\S")
_LOOSE = re.compile(
    r"(?P<bold>\*\*|__)(?P<strong>[^*_\n]{1,30}?)(?P=bold)\s+(?P<a>\S.*)|(?P<square>\[[^\[\]\n]{1,20}\]|【[^【】\n]{1,20}】)\s*(?P<b>[^\s(\[:].*)"
    r"|(?P<word>[^\W\d_][^\n*_\[\]]{0,19}?)\s+(?:[-–—|]|->|→)\s+(?P<c>\S.*)"
)
_OPENS_LOOSE, _JOINS_LOOSE = frozenset("*_[【"), frozenset("-–—|→")
_ANCHOR = re.compile(r"\]\(|\]\[|https?:")


def find_candidates(source: Source, vocabulary: Vocabulary) -> list[Candidate]:
    """The candidates of a file in the order of its lines, also such whose words mean nothing (`meaning` None)."""
    found: list[Candidate] = []
    for at, block in enumerate(source.blocks):
        found += _of_block(source, at, block, vocabulary)
    return list(_unposed(found))


def _unposed(candidates: Sequence[Candidate]) -> Iterator[Candidate]:
    """The candidates; a heading that poses a problem which the next one solves is no label."""
    headings = [one for one in candidates if one.form == HEADING]
    posed = {
        one.line
        for one, after in pairwise(headings)
        if one.meaning is not None and one.meaning.role == "bad" and one.meaning.weak
        if one.level == after.level and SOLVED.match(after.words)
    }
    for one in candidates:
        yield replace(one, meaning=None) if one.form == HEADING and one.line in posed else one


def _of_block(source: Source, at: int, block: Block, vocabulary: Vocabulary) -> Iterator[Candidate]:
    if block.kind == "html":
        if block.parent == -1 and not block.comment:
            yield from _tags(source, at, block, vocabulary)
    elif block.kind == "heading":
        if block.parent == -1 and block.text:
            yield _heading(at, block, vocabulary)
    elif block.kind == "paragraph":
        parent = source.blocks[block.parent] if block.parent >= 0 else None
        if parent is None:
            yield from _lines(source, at, block, vocabulary)
        elif parent.kind == "item" and _listed(source, block.parent):
            if block.start == parent.start and (candidate := _item(source, block.parent, parent, block, vocabulary)):
                yield candidate
            yield from _lazy(source, at, block, vocabulary)
        elif (
            parent.kind == "quote"
            and parent.parent == -1
            and (candidate := _quote(block.parent, block, vocabulary))
            and (block.start == parent.start or candidate.meaning is not None)
        ):
            yield candidate


def _heading(at: int, block: Block, vocabulary: Vocabulary) -> Candidate:
    words = block.text.split("\n")[0]
    meaning = None if _ANCHOR.search(words) else vocabulary.meaning(block.text)
    inline = ""
    if meaning is None and (split := _split(block.text)) and split[1] and not _ANCHOR.search(split[0]):
        found = vocabulary.meaning(split[0])
        gloss = vocabulary.meaning(split[1])
        if found is not None and gloss is not None and gloss.role == found.role:
            meaning = found
        elif found is not None and (found.exact or not found.weak):
            words, inline, meaning = split[0], split[1], found
    return Candidate(block.start, HEADING, words if inline else block.text, meaning, at, block.level, inline)


def _listed(source: Source, at: int) -> bool:
    """Whether an item stands in lists alone, in no quote."""
    while at >= 0:
        if source.blocks[at].kind == "quote":
            return False
        at = source.blocks[at].parent
    return True


def _split(text: str) -> tuple[str, str, bool] | None:
    """The label that a line begins with, the text behind it, whether it is bold; None where there is none."""
    first = text.split("\n")[0].rstrip().removesuffix("\\").rstrip()
    prefix = _PREFIX.match(first)
    at = prefix.end() if prefix else 0
    lead = (prefix["lead"] or "") if prefix else ""
    if bold := _BOLD.match(first, at):
        rest = first[bold.end() :]
        words = f"{lead}{bold['words']}"
        colon = _COLON.match(rest)
        inside = words.rstrip().endswith((":", "："))
        if not rest.strip() or colon or inside:
            return words.rstrip(" :："), (rest[colon.end() :] if colon else rest).strip(), True
        whole = first.rstrip(" :：")
        if len(whole) <= 60 and _gloss_only(rest):
            return whole, "", True
        if (plain := _PLAIN.fullmatch(rest)) and _gloss_only(plain["words"]):
            return f"{words}{plain['words']}", plain["text"].strip(), True
        return None
    if plain := _PLAIN.fullmatch(first):
        return plain["words"].strip(), plain["text"].strip(), False
    return None


def _gloss_only(rest: str) -> bool:
    """Whether what follows a bold word belongs to it: a gloss in brackets, one word (`**[+]** Positive`)."""
    bare = rest.strip().rstrip(" :：")
    return bool(re.fullmatch(r"[(（\[].*[)）\]]|[\w-]+(?: [\w-]+)?", bare))


def _lines(source: Source, at: int, block: Block, vocabulary: Vocabulary) -> Iterator[Candidate]:
    """The labels among the lines of a paragraph at the top."""
    if block.end - block.start > 400:
        return
    listed = at + 1 < len(source.blocks) and source.blocks[at + 1].kind == "list"
    for number, line in enumerate(block.text.split("\n"), block.start):
        candidate = _line(at, number, line.strip(), vocabulary)
        if candidate is not None and candidate.loose is not None and listed and number == block.end - 1:
            candidate = replace(candidate, loose=None)
        if candidate is not None and (candidate.meaning or candidate.loose or number == block.start):
            yield candidate


def _lazy(source: Source, at: int, block: Block, vocabulary: Vocabulary) -> Iterator[Candidate]:
    """Labels on lines that only for want of a blank line belong to the item above them."""
    for number in range(block.start + 1, min(block.end, block.start + 400)):
        line = source.lines[number]
        if line[:1] not in (" ", "\t", ""):
            candidate = _line(at, number, line.strip(), vocabulary)
            if candidate is not None and candidate.form == LINE and candidate.meaning is not None:
                yield candidate


def _line(at: int, number: int, text: str, vocabulary: Vocabulary) -> Candidate | None:
    if not text or (text[0] in "|<!" and not text.lower().startswith(("<b>", "<strong>", "<u>"))):
        return None
    if _QUESTION.match(text) and (meaning := vocabulary.meaning(text)) and (meaning.exact or "?" in text):
        return Candidate(number, QUESTION, text, meaning, at)
    split = _split(text)
    loose = _loose(text, vocabulary) if split is None or not split[1] else None
    other = Candidate(number, INLINE, *loose[:2], at, inline=loose[2], marked=loose[3]) if loose else None
    if split is None:
        bare = text.rstrip("\\ ")
        meaning = vocabulary.meaning(bare) if len(bare) <= 60 and not _ANCHOR.search(bare) else None
        if meaning is not None or loose is not None or len(bare) <= 20:
            return Candidate(number, LINE, bare, meaning, at, loose=other)
        return None
    words, inline, bold = split
    if len(words) > 60 or _ANCHOR.search(words):
        return None
    meaning = vocabulary.meaning(words)
    return Candidate(
        number,
        INLINE if inline else LINE,
        words,
        meaning,
        at,
        inline=inline,
        marked=True if not inline else bold,
        defined=_defines(meaning, inline, vocabulary),
        loose=other,
    )


def _tags(source: Source, at: int, block: Block, vocabulary: Vocabulary) -> Iterator[Candidate]:
    """The labels among the lines of HTML: `<h3>Keep</h3>`, `<summary>Keep</summary>`."""
    for number in range(block.start, min(block.end, block.start + 400)):
        if found := _TAG.fullmatch(source.lines[number]):
            yield Candidate(number, LINE, found["words"], vocabulary.meaning(found["words"]), at, marked=True)


def _item(source: Source, at: int, item: Block, paragraph: Block, vocabulary: Vocabulary) -> Candidate | None:
    first = paragraph.text.split("\n")[0].strip()
    if not first:
        return None
    nested = any(source.blocks[child].kind == "list" for child in source.children.get(at, ()))
    split = _split(first)
    loose = None if nested or (split and split[1]) else _loose(first, vocabulary)
    other = Candidate(item.start, ITEM, *loose[:2], at, item.level, loose[2], loose[3]) if loose else None
    if split is None:
        bare = first.rstrip("\\ ")
        if len(bare) > 120 or _ANCHOR.search(bare):
            return None
        return Candidate(item.start, ITEM, bare, vocabulary.meaning(bare), at, item.level, nested=nested, loose=other)
    words, inline, bold = split
    if _ANCHOR.search(words):
        return None
    meaning = vocabulary.meaning(words) if len(words) <= 60 else None
    marked = bold or not inline
    defined = _defines(meaning, inline, vocabulary)
    return Candidate(item.start, ITEM, words, meaning, at, item.level, inline, marked, nested, defined, other)


def _loose(text: str, vocabulary: Vocabulary) -> tuple[str, Meaning, str, bool] | None:
    """The label that a line may begin with, its meaning, the text behind it, whether it is bold: `[Keep] text`."""
    if text[:1] not in _OPENS_LOOSE and _JOINS_LOOSE.isdisjoint(text[:26]):
        return None
    found = _LOOSE.match(text)
    if found is None:
        return None
    words = found["strong"] or found["square"] or found["word"]
    rest = found["a"] or found["b"] or found["c"]
    meaning = vocabulary.meaning(words)
    if meaning is None or not meaning.exact or meaning.letter or _ANCHOR.search(words):
        return None
    gloss = vocabulary.meaning(rest)
    return (
        None
        if gloss is not None and gloss.role == meaning.role
        else (words, meaning, rest.strip(), bool(found["bold"]))
    )


def _defines(meaning: Meaning | None, inline: str, vocabulary: Vocabulary) -> bool:
    """Whether the text behind a label is another name for it, or asks what belongs there: `Keep: what went well`."""
    if meaning is None or not inline or len(inline) > 120:
        return False
    first = _CLAUSE.split(inline, maxsplit=1)[0].strip()
    said = vocabulary.meaning(first) if first else None
    return _ASKED.search(inline) is not None or (said is not None and said.role == meaning.role)


def _quote(at: int, paragraph: Block, vocabulary: Vocabulary) -> Candidate | None:
    first = paragraph.text.split("\n")[0].strip()
    if not first or len(first) > 60 or _ANCHOR.search(first):
        return None
    split = _split(first)
    if split is not None and split[1]:
        return None
    words = split[0] if split else first
    return Candidate(paragraph.start, QUOTE, words, vocabulary.meaning(words), at, marked=split is not None)
