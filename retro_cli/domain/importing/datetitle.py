"""What a heading says beside its date."""

EDGES = " \t-:|·,.~/_#*`'\"→>–—"
_PAIRS = {"(": ")", "[": "]", "{": "}", "【": "】", "「": "」", "（": "）", "［": "］", "<": ">"}
_CLOSING = frozenset(_PAIRS.values())


def title_of(before: str, after: str) -> str:
    """What stands around a date as a title: what joined it to the date is removed; between words it stays a gap."""
    left, right = _tidy(before), _tidy(after)
    if _PAIRS.get(left[-1:]) == right[:1] and right:
        left, right = _tidy(left[:-1]), _tidy(right[1:])
    return " ".join(f"{_balanced(left)} {_balanced(right)}".split()).strip(EDGES)


def _tidy(text: str) -> str:
    return text.strip(EDGES)


def _balanced(text: str) -> str:
    """A text without brackets that open or close nothing."""
    opened: list[tuple[int, str]] = []
    drop: set[int] = set()
    for index, character in enumerate(text):
        if character in _PAIRS:
            opened.append((index, _PAIRS[character]))
        elif character in _CLOSING:
            if opened and opened[-1][1] == character:
                opened.pop()
            else:
                drop.add(index)
    drop.update(index for index, _ in opened)
    return "".join(character for index, character in enumerate(text) if index not in drop).strip(EDGES)
