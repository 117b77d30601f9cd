"""Front matter as most people write it, read without a YAML library: `key: value`, one a line, and short lists.

What is not plain to see is left to the library, and so is every doubt; the tests compare the two.
"""

import re
from datetime import date

TYPE_CHECKING = False  # as in typing, which the to-do list does not wait for
if TYPE_CHECKING:
    from collections.abc import Sequence

# No ranges of letters: `re` needs milliseconds to compile those.
_LETTER = r"[^\W\d_]"
_INNER = r"[\w ./+()!?&%~·-]"
_WORD = rf"(?:[0-9][0-9]?)?{_LETTER}(?:{_INNER}*[\w./+)!?%~])?"
_PAIR = re.compile(r"([A-Za-z_][A-Za-z0-9_-]*):(?: +(\S.*?))?[ \t]*(?:\r\n|\n)?")
_TEXT = re.compile(_WORD)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# Those that few files need are compiled when they are needed.
_MOMENT = r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2})?(?:Z|[+-][0-9]{2}:[0-9]{2})?"
_NUMBER = r"(0|[1-9][0-9]{0,8})(\.[0-9]{1,9})?"
_QUOTED = r"\"([\w ./+()!?&%~·:#,'-]*)\"|'([\w ./+()!?&%~·:#,\"-]*)'"
_LIST = re.compile(rf"\[ *((?:{_WORD})(?: *, *{_WORD})*)? *\]")
_WRITTEN = r"[^\W\d_][\w/]*(?:[ -][\w/]+)*"
# Words that YAML 1.1 reads as something else.
_QUOTED_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
# Words that YAML reads as something else than a text.
_RESOLVED = frozenset({"true", "false", "null"})


def read_plain(lines: "Sequence[str]") -> dict[str, object] | None:
    """The values of the lines between the `---`, None where a YAML library has to read them."""
    meta: dict[str, object] = {}
    for line in lines:
        pair = read_pair(line)
        if pair is None:
            return None
        meta[pair[0]] = pair[1]
    return meta


def read_pair(line: str) -> tuple[str, object] | None:
    """Key and value of a line, None where it is not plain to see what it says."""
    found = _PAIR.fullmatch(line)
    if found is None:
        return None
    value = _value(found[2])
    return (found[1], value) if value is not None or not found[2] else None


def _value(text: str | None) -> object:
    """The value of a plain text; None for an empty one, and where it is not plain."""
    if not text:
        return None
    if _TEXT.fullmatch(text) or _is_text(text):
        return text if text.lower() not in _RESOLVED else None
    if _DATE.fullmatch(text) or re.fullmatch(_MOMENT, text):
        return text
    if found := re.fullmatch(_NUMBER, text):
        return float(text) if found[2] else int(text)
    if found := re.fullmatch(_QUOTED, text):
        return found[1] if found[1] is not None else found[2]
    if found := _LIST.fullmatch(text):
        words = [word.strip(" ") for word in found[1].split(",")] if found[1] else []
        return None if any(word.lower() in _RESOLVED for word in words) else words
    return None


def _is_text(text: str) -> bool:
    """Whether a value that begins with a letter is the text that it looks like: no comment, no key in it."""
    return text[0].isalpha() and text.isprintable() and ": " not in text and " #" not in text and text[-1] != ":"


def plain_flow(value: object) -> str | None:
    """`value` as YAML on one line, None where a YAML library has to write it."""
    if isinstance(value, str):
        plain = _DATE.fullmatch(value) or (re.fullmatch(_WRITTEN, value) and value.lower() not in _QUOTED_WORDS)
        return value if plain else None
    if type(value) is int:
        return str(value)
    if type(value) is date:
        return value.isoformat()
    if isinstance(value, list | tuple):
        words = [plain_flow(one) if isinstance(one, str) else None for one in value]
        return None if None in words else f"[{', '.join(word for word in words if word)}]"
    return None
