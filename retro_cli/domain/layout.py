"""Where entries lie below the journal's root, and what a file's name says about the days it belongs to."""

import re
import unicodedata
from datetime import date
from functools import cached_property

from retro_cli.errors import N_

TYPE_CHECKING = False  # as in typing, which the to-do list does not wait for
if TYPE_CHECKING:
    from retro_cli.domain.months import Period
    from retro_cli.domain.period import Week

KINDS = ("day", "week", "quarter", "month", "year")
RESERVED_FOLDERS = ("templates", "assets")
SLUG_CHARACTERS = 60
_SLUG_BYTES = 180

_OWN_NAME = {"day": "date", "week": "week", "month": "month", "quarter": "quarter", "year": "year"}
_KNOWN_NAMES = {
    "day": {"year", "date", "week", "month", "quarter"},
    "week": {"year", "week"},
    "month": {"year", "month", "quarter"},
    "quarter": {"year", "quarter"},
    "year": {"year"},
}
_VALUES = {
    "year": r"\d{4}",
    "date": r"\d{4}-\d{2}-\d{2}",
    "week": r"\d{4}-W\d{2}",
    "month": r"\d{4}-\d{2}",
    "quarter": r"\d{4}-Q[1-4]",
}
_SUFFIX = r"(?:[-_ ]+(?P<suffix>.*))?"
_LETTER_SUFFIX = r"(?:[-_ ]+(?P<suffix>(?![-_ \d]|[QW]\d).+))?"  # 2026-13 and 2026-Q5 are no years
_PLACEHOLDER = r"\{([^{}]*)\}"
_REFUSED = r'[\x00-\x1f\x7f\\:*?"<>|]'
_WINDOWS_NAMES = r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?"


class Slot:
    """The days that a file belongs to by its name: its kind, the first day, the name's rest."""

    __slots__ = ("date", "kind", "suffix")

    def __init__(self, kind: str, date: date, suffix: str = "") -> None:
        self.kind = kind
        self.date = date
        self.suffix = suffix

    @property
    def week(self) -> "Week | None":
        """The week, if it is one."""
        if self.kind != "week":
            return None
        from retro_cli.domain.period import Week

        return Week.of(self.date)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Slot):
            return NotImplemented
        return (self.kind, self.date, self.suffix) == (other.kind, other.date, other.suffix)

    def __hash__(self) -> int:
        return hash((self.kind, self.date, self.suffix))

    def __repr__(self) -> str:
        return f"Slot({self.kind!r}, {self.date!r}, {self.suffix!r})"


class Layout:
    """Patterns of paths below the root, without `.md`; `{year}` of a week is its ISO year."""

    def __init__(
        self,
        day_pattern: str = "{year}/{date}",
        week_pattern: str = "{year}/{week}",
        month_pattern: str = "{year}/{month}",
        quarter_pattern: str = "{year}/{quarter}",
        year_pattern: str = "{year}/{year}",
    ) -> None:
        self.day_pattern = day_pattern
        self.week_pattern = week_pattern
        self.month_pattern = month_pattern
        self.quarter_pattern = quarter_pattern
        self.year_pattern = year_pattern

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Layout):
            return NotImplemented
        return self._patterns == other._patterns

    def __hash__(self) -> int:
        return hash(self._patterns)

    def __repr__(self) -> str:
        return f"Layout{self._patterns!r}"

    @property
    def _patterns(self) -> tuple[str, ...]:
        return (self.day_pattern, self.week_pattern, self.month_pattern, self.quarter_pattern, self.year_pattern)

    def day(self, day: date, suffix: str = "") -> str:
        """The path of a day's entry, or of one more entry of that day, with `/` and relative to the root."""
        iso = day.isocalendar()
        return self._path(
            self.day_pattern,
            suffix,
            year=f"{day.year:04}",
            date=day.isoformat(),
            week=f"{iso.year:04}-W{iso.week:02}",
            month=f"{day.year:04}-{day.month:02}",
            quarter=_quarter(day),
        )

    def week(self, week: "Week", suffix: str = "") -> str:
        """The path of a week's review."""
        return self._path(self.week_pattern, suffix, year=week.label[:4], week=week.label)

    def month(self, day: date, suffix: str = "") -> str:
        """The path of the review of the month that `day` is in."""
        month = f"{day.year:04}-{day.month:02}"
        return self._path(self.month_pattern, suffix, year=f"{day.year:04}", month=month, quarter=_quarter(day))

    def quarter(self, day: date, suffix: str = "") -> str:
        """The path of the review of the quarter that `day` is in."""
        return self._path(self.quarter_pattern, suffix, year=f"{day.year:04}", quarter=_quarter(day))

    def year(self, day: date, suffix: str = "") -> str:
        """The path of the review of the year that `day` is in."""
        return self._path(self.year_pattern, suffix, year=f"{day.year:04}")

    def of(self, period: "Period") -> str:
        """The path of the review of a week, month, quarter or year."""
        path: str = getattr(self, period.kind)(period if period.kind == "week" else period.first)
        return path

    def slot(self, path: str) -> Slot | None:
        """What the name of the file at `path` (relative, with `/`) says; None when it names no day or period.

        A date, week, month or quarter counts in any folder; a bare year only where the layout puts it.
        """
        if day := plain_day(path):
            return Slot("day", day)
        path = unicodedata.normalize("NFC", path)
        stem, dot, extension = path.rpartition(".")
        if not dot or extension.lower() != "md":
            return None
        name = stem.rpartition("/")[2]
        for kind, expression in self._names:
            found = expression.fullmatch(stem if kind == "year" else name)
            if found:
                return _slot(kind, found["value"], found["suffix"] or "")
        return None

    @cached_property
    def _names(self) -> list[tuple[str, re.Pattern[str]]]:
        """What file names look like, by kind: as the patterns have them, and plain."""
        names: list[tuple[str, re.Pattern[str]]] = []
        for kind in KINDS:
            pattern = unicodedata.normalize("NFC", _bare(getattr(self, f"{kind}_pattern")))
            own = pattern if kind == "year" else pattern.rpartition("/")[2]
            names.append((kind, _expression(kind, own)))
            if kind != "year" and own != f"{{{_OWN_NAME[kind]}}}":
                names.append((kind, _expression(kind, f"{{{_OWN_NAME[kind]}}}")))
        return names

    @staticmethod
    def _path(pattern: str, suffix: str, **values: str) -> str:
        path = re.sub(_PLACEHOLDER, lambda found: values[found[1]], _bare(pattern))
        return f"{path}-{suffix}.md" if suffix else f"{path}.md"


def plain_day(path: str) -> date | None:
    """The day that a path ends with, as in `2026/2026-11-20.md`, which names it in every layout; most files do."""
    name = path[-13:-3]
    if name[4:5] != "-" or name[7:8] != "-" or path[-3:] != ".md" or path[-14:-13] not in ("/", ""):
        return None
    try:
        return date.fromisoformat(name)
    except ValueError:
        return None


def pattern_fault(kind: str, pattern: str) -> str:
    """What is wrong with a layout pattern of `kind`, as a message id with `{key}`; empty when nothing is."""
    pattern = _bare(pattern)
    names = re.findall(_PLACEHOLDER, pattern)
    parts = pattern.split("/")
    if any(name not in _KNOWN_NAMES[kind] for name in names) or re.sub(_PLACEHOLDER, "", pattern).strip("{}") != (
        re.sub(_PLACEHOLDER, "", pattern)
    ):
        return N_("{key} knows only these placeholders: {names}.")
    if f"{{{_OWN_NAME[kind]}}}" not in parts[-1]:
        return N_("{key} needs {own} in the name of the file.")
    if pattern.startswith("/") or ".." in parts or re.search(_REFUSED, pattern):
        return N_("{key} must stay inside the journal: a relative path with / and no dots.")
    if any(not part.strip() or part.startswith(".") for part in parts) or parts[0] in RESERVED_FOLDERS:
        return N_("{key} needs folders that are not hidden and not templates or assets.")
    return ""


def pattern_words(kind: str) -> dict[str, str]:
    """The values for `pattern_fault`'s messages: the placeholders of `kind` and the one it needs."""
    names = sorted(_KNOWN_NAMES[kind])
    return {"names": " ".join(f"{{{name}}}" for name in names), "own": f"{{{_OWN_NAME[kind]}}}"}


def slug(title: str) -> str:
    """`title` as a part of a file name: letters and digits of any script, lower case, joined by `-`.

    At most 60 characters; empty when the title has no letter or digit.
    """
    text = unicodedata.normalize("NFC", unicodedata.normalize("NFC", title).lower())
    text = "".join(_slug_character(character) for character in text)
    text = re.sub(r"(?<![^\W_])\.|\.(?![^\W_])", "-", text)
    text = re.sub(r"-{2,}", "-", text).strip("-")[:SLUG_CHARACTERS]
    text = text.encode("utf-8")[:_SLUG_BYTES].decode("utf-8", "ignore").rstrip("-.").lstrip("-._")
    return f"{text}_" if re.fullmatch(_WINDOWS_NAMES, text) else text


def _slug_character(character: str) -> str:
    category = unicodedata.category(character)
    if category[0] in "LNM" or character in "_+.":
        return character
    return "" if category in ("Cf", "Cs") else "-"


def _quarter(day: date) -> str:
    return f"{day.year:04}-Q{(day.month + 2) // 3}"


def _bare(pattern: str) -> str:
    return pattern.removesuffix(".md")


def _expression(kind: str, pattern: str) -> re.Pattern[str]:
    own = _OWN_NAME[kind]
    pieces: list[str] = []
    named = False
    for index, piece in enumerate(re.split(_PLACEHOLDER, pattern)):
        if index % 2 == 0:
            pieces.append(re.escape(piece))
        elif piece == own and not named:
            named = True
            pieces.append(f"(?P<value>{_VALUES[own]})")
        else:
            pieces.append(_VALUES[piece])
    suffix = _LETTER_SUFFIX if kind in ("month", "year") else _SUFFIX
    return re.compile("".join(pieces) + suffix, re.DOTALL)


def _slot(kind: str, value: str, suffix: str) -> Slot | None:
    try:
        if kind == "day":
            return Slot(kind, date.fromisoformat(value), suffix)
        if kind == "week":
            date.fromisoformat(f"{value}-7")  # the last week of the calendar is cut short
            return Slot(kind, date.fromisoformat(f"{value}-1"), suffix)
        if kind == "quarter":
            return Slot(kind, date(int(value[:4]), int(value[6]) * 3 - 2, 1), suffix)
        if kind == "month":
            return Slot(kind, date.fromisoformat(f"{value}-01"), suffix)
        return Slot(kind, date(int(value), 1, 1), suffix)
    except (ValueError, OverflowError):  # 2026-11-31, 2025-W53, year 0000, a week past the calendar's end
        return None
