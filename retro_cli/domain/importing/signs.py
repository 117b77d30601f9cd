"""Items that carry what they are in front of them: `* (+) demo went fine`, `* (-) too many meetings`."""

import re
from collections.abc import Collection, Iterator, Sequence

from retro_cli.domain.importing.candidates import HEADING, SIGN, Candidate
from retro_cli.domain.importing.source import Source
from retro_cli.domain.importing.vocabulary import Vocabulary

_SIGN = re.compile(r"\s*(?:[-*+]|\d{1,2}[.)])\s+\((?P<sign>[-+!?.])\)\s*\S")


def find_signs(source: Source, candidates: Sequence[Candidate], vocabulary: Vocabulary) -> list[Candidate]:
    """For every run of items with one sign, in lists of which each item has one: its first line, as a label.

    Lists below a label are left alone: there the signs only say more.
    """
    labels = {one.line for one in candidates if one.form == HEADING and one.meaning is not None}
    found = [one for at in source.children.get(-1, ()) for one in _runs(source, at, labels, vocabulary)]
    return found if {"(+)", "(-)"} <= {one.words for one in found} else []


def _runs(source: Source, at: int, labels: Collection[int], vocabulary: Vocabulary) -> Iterator[Candidate]:
    if source.blocks[at].kind != "list":
        return
    items = [child for child in source.children.get(at, ()) if source.blocks[child].kind == "item"]
    signs = [_SIGN.match(source.lines[source.blocks[item].start]) for item in items]
    if not all(signs) or source.heading_above(source.blocks[at].start) in labels:
        return
    before = ""
    for item, sign in zip(items, signs, strict=True):
        if sign is not None and sign["sign"] != before:
            before = sign["sign"]
            line, meaning = source.blocks[item].start, vocabulary.meaning(f"[{before}]")
            yield Candidate(line, SIGN, f"({before})", meaning, item, marked=True)
