"""What to search for: words, phrases and words to leave out, or a pattern; and where they stand in a text.

Texts are compared folded (composed, case evened out) and with every run of white space as one space. A query also
says of the raw bytes of a file whether a match is possible at all, which settles most files without decoding them.
"""

import re
import unicodedata

from retro_cli.domain.text import fold
from retro_cli.errors import N_, UsageError

TYPE_CHECKING = False  # as in typing: this module is on the way of the fastest commands
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    Span = tuple[int, int]

_WORD = re.compile(r'(-?)"([^"]*)(?:"|\Z)|(-?)(\S+)')
_QUOTES = str.maketrans("“”„", '"""')

_INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_SYLLABLES_AN_INITIAL = 588
_FIRST_SYLLABLE, _LAST_SYLLABLE = "가", "힣"

# Characters beyond ASCII that fold to ASCII letters (ſ, K, ß, ﬁ …), or are taken for one by a pattern (ı): the byte
# that each begins with, and how far its bytes tell it from others.
_LIKE_LETTERS = tuple(
    (sign[0], sign)
    for sign in (
        b"\xc3\x9f",
        b"\xc4\xb0",
        b"\xc4\xb1",
        b"\xc5\x89",
        b"\xc5\xbf",
        b"\xc7\xb0",
        b"\xe1\xba",
        b"\xe2\x84\xaa",
        b"\xef\xac",
    )
)
_LETTERS_THAT_HAVE_LIKES = frozenset("afhijklnstwy")
# Conjoining jamo, of which decomposed syllables are made.
_JAMO = ((0xE1, b"\xe1\x84"), (0xE1, b"\xe1\x85"), (0xE1, b"\xe1\x86"), (0xE1, b"\xe1\x87"))


class Term:
    """A piece of text that has to be there, or must not (`out`). `folded` is empty for a pattern."""

    __slots__ = ("folded", "out", "pattern")

    def __init__(self, folded: str, *, out: bool = False, pattern: "re.Pattern[str] | None" = None) -> None:
        self.folded = folded
        self.out = out
        self.pattern = pattern

    def stands_in(self, text: str) -> bool:
        """Whether the term stands in a text, which is folded already unless the term is a pattern of the user's."""
        return self.folded in text if self.pattern is None else self.pattern.search(text) is not None

    def places(self, text: str) -> "Iterator[Span]":
        """Where it stands, from left to right and without overlaps."""
        if self.pattern is not None:
            yield from (found.span() for found in self.pattern.finditer(text) if found.end() > found.start())
            return
        at = text.find(self.folded)
        while at >= 0:
            yield at, at + len(self.folded)
            at = text.find(self.folded, at + len(self.folded))


class Query:
    """Terms that must all hold in a text. Where it is `typed`, the only one is a pattern, which sees unfolded text."""

    __slots__ = ("_needles", "_pieces", "terms", "typed")

    def __init__(self, terms: "Iterable[Term]", pieces: "Iterable[str | re.Pattern[str]]", *, typed: bool) -> None:
        self.terms = tuple(terms)
        self.typed = typed
        self._needles: list[tuple[bytes, tuple[tuple[int, bytes], ...]]] = []
        self._pieces: list[str | re.Pattern[str]] = []
        for piece in pieces:
            needle = _needle(piece) if isinstance(piece, str) else None
            if needle:
                self._needles.append(needle)
            elif not typed:
                self._pieces.append(piece)
        self._needles.sort(key=lambda needle: -len(needle[0]))

    @property
    def empty(self) -> bool:
        """Whether it asks for nothing."""
        return not self.terms

    @property
    def consonants(self) -> bool:
        """Whether a word is nothing but Korean consonants, which stand for themselves here."""
        return any(term.folded and not set(term.folded) - set(_INITIALS) and not term.pattern for term in self.terms)

    def may_match(self, data: bytes) -> bool:
        """Whether a text made of these bytes of a file can match; False is certain."""
        if self._needles:
            lowered = data.lower()
            for needle, likes in self._needles:
                if needle not in lowered and not any(lead in data and sign in data for lead, sign in likes):
                    return False
        if not self._pieces:
            return True
        text = fold(data.decode("utf-8", "replace"))
        return all(piece in text if isinstance(piece, str) else piece.search(text) for piece in self._pieces)

    def matches(self, text: str) -> bool:
        """Whether every term holds in a text, given as `squeezed` has it."""
        text = text if self.typed else fold(text)
        return all(term.stands_in(text) != term.out for term in self.terms)

    def places(self, text: str) -> "list[Span]":
        """Where the terms stand in a text given as `squeezed` has it: spans in order, overlaps joined."""
        where: list[int] | None = None
        found = text
        if not self.typed:
            found = fold(text)
            if len(found) != len(text):
                where = _origins(text, found)
                if where is None:
                    return []
        spans = sorted(span for term in self.terms if not term.out for span in term.places(found))
        if where is not None:
            spans = [(where[start], where[end - 1] + 1) for start, end in spans]
        return _joined(spans)


def squeezed(text: str) -> str:
    """The text as it is searched and shown: composed, on one line, single spaces."""
    return unicodedata.normalize("NFC", " ".join(text.split()))


def read_query(words: str, *, initials: bool = False, regex: bool = False) -> Query:
    """The query that was typed: `word`, `"a phrase"`, `-not`, `-"not this"`; with `regex` one pattern as it stands.

    With `initials` a consonant also stands for every syllable that begins with it: `ㅎㄱ` finds 회고. Errors:
    UsageError for a pattern that is none.
    """
    if regex:
        return _pattern_query(words)
    terms: list[Term] = []
    pieces: list[str | re.Pattern[str]] = []
    for found in _WORD.finditer(words.translate(_QUOTES)):
        out = bool(found[1] or found[3])
        text = fold(squeezed(found[2] if found[2] is not None else found[4]))
        if not text:
            continue
        spoken = initials and any(letter in _INITIALS for letter in text)
        terms.append(Term(text, out=out, pattern=re.compile(_by_initials(text)) if spoken else None))
        if not out and spoken:
            pieces += [re.compile(_by_initials(word)) for word in text.split()]
        elif not out:
            pieces += _runs(text)
    return Query(terms, pieces, typed=False)


def _pattern_query(words: str) -> Query:
    import warnings

    text = unicodedata.normalize("NFC", words)
    if not text.strip():
        return Query([], [], typed=True)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            pattern = re.compile(text, re.IGNORECASE)
    except re.error as error:
        if error.pos is None:
            raise UsageError(N_("This is no pattern: {reason}."), reason=error.msg) from None
        raise UsageError(
            N_("This is no pattern: {reason}, at character {place}."),
            hint=N_("A backslash makes a sign stand for itself: \\( \\* \\?"),
            reason=error.msg,
            place=error.pos + 1,
        ) from None
    except (OverflowError, RecursionError):
        raise UsageError(N_("This pattern is too big.")) from None
    return Query([Term("", pattern=pattern)], _literals(text), typed=True)


# -- what bytes can tell ----------------------------------------------------------------------------------------------


def _runs(text: str) -> "list[str | re.Pattern[str]]":
    """The runs of letters and digits in a folded term. They stand in a file just so, whatever became of the white
    space, quoting and backslashes around them."""
    runs, start = [], None
    for at, char in enumerate(f"{text} "):
        if char.isalnum():
            start = at if start is None else start
        elif start is not None:
            runs.append(text[start:at])
            start = None
    return [*runs]


def _needle(piece: str) -> "tuple[bytes, tuple[tuple[int, bytes], ...]] | None":
    """The bytes that a file in lower case (of ASCII) holds where the piece stands in it, and the signs of characters
    that could make the piece up in other bytes. None where other scripts have too many ways to spell it."""
    likes: tuple[tuple[int, bytes], ...] = ()
    letters = [char for char in piece if char.isascii()]
    hangul = [char for char in piece if _FIRST_SYLLABLE <= char <= _LAST_SYLLABLE]
    if len(letters) + len(hangul) != len(piece):
        return None
    if _LETTERS_THAT_HAVE_LIKES.intersection(letters):
        likes += _LIKE_LETTERS
    if hangul:
        likes += _JAMO
    return piece.encode(), likes


def _literals(pattern: str) -> list[str]:
    """Runs of letters and digits that every match of a pattern holds; only what is plain to see, else none."""
    if "|" in pattern or "(?" in pattern:
        return []
    runs, run = [], ""
    at = 0
    while at < len(pattern):
        char = pattern[at]
        if char in "([{":
            run = run[:-1] if char == "{" else run
            break
        if char.isalnum():
            run += char
        else:
            runs.append(run[:-1] if char in "*?" else run)
            run = ""
        at += 1
        if char == "\\":
            at += 1
            while at < len(pattern) and pattern[at].isalnum():
                at += 1
    return [fold(found) for found in (*runs, run) if found]


# -- where a term stands ----------------------------------------------------------------------------------------------


def _by_initials(text: str) -> str:
    return "".join(_initial(char) if char in _INITIALS else re.escape(char) for char in text)


def _initial(letter: str) -> str:
    """A class of the letter and the syllables that begin with it."""
    first = ord(_FIRST_SYLLABLE) + _INITIALS.index(letter) * _SYLLABLES_AN_INITIAL
    return f"[{letter}{chr(first)}-{chr(first + _SYLLABLES_AN_INITIAL - 1)}]"


def _origins(text: str, folded: str) -> "list[int] | None":
    """For every character of the folded text the index of the one it comes from; None where they do not line up."""
    where: list[int] = []
    pieces: list[str] = []
    for index, char in enumerate(text):
        piece = fold(char)
        pieces.append(piece)
        where += [index] * len(piece)
    return where if "".join(pieces) == folded else None


def _joined(spans: "list[Span]") -> "list[Span]":
    joined: list[Span] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
