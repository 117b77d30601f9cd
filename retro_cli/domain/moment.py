"""File names written as moment.js formats, as patterns of the layout.

The tokens are those of https://momentjs.com/docs/#/displaying/format/
"""

import re

from retro_cli.domain.layout import pattern_fault

_TOKEN = re.compile(
    r"\[([^\[\]]*)\]|\\(.)|(Mo|MM?M?M?|Do|DDDo|DD?D?D?|ddd?d?|do?|w[ow]?|W[oW]?|Qo?|N{1,5}|Y{4,6}|YY|y{2,4}|yo?|gg(?:ggg?)?"
    r"|GG(?:GGG?)?|e|E|a|A|hh?|HH?|kk?|mm?|ss?|S{1,9}|x|X|zz?|ZZ?|LTS|LT|LL?L?L?|l{1,4})|(.)"
)
_MARK = "\x00"
# The longer ones first: a date holds a month, and everything holds a year.
_PLACEHOLDERS = (
    ("YYYY-MM-DD", "{date}"),
    ("GGGG-'W'WW", "{week}"),
    ("gggg-'W'ww", "{week}"),
    ("YYYY-'Q'Q", "{quarter}"),
    ("YYYY-MM", "{month}"),
    ("YYYY", "{year}"),
    ("GGGG", "{year}"),
    ("gggg", "{year}"),
)


def layout_pattern(kind: str, folder: str, moment: str) -> str | None:
    """The layout pattern for the files that `folder` and the `moment` format name; None where there is none.

    `kind` is "day", "week", "month", "quarter" or "year". Only formats that write the whole date, week, month or
    quarter in one piece (`YYYY-MM-DD`, `gggg-[W]ww`) can be followed; a bare year may stand in folders.
    """
    path = "/".join(part for part in (folder.strip("/ "), _translated(moment).strip("/ ")) if part)
    return None if _MARK in path or pattern_fault(kind, path) else path


def _translated(moment: str) -> str:
    """The format with placeholders; tokens that no placeholder stands for keep their marks."""
    text = _TOKEN.sub(_marked, moment)
    for wanted, placeholder in _PLACEHOLDERS:
        text = text.replace(re.sub(r"'(.)'|([A-Za-z]+)", _pattern, wanted), placeholder)
    return text


def _marked(found: re.Match[str]) -> str:
    quoted, escaped, token, other = found.groups()
    return f"{_MARK}{token}{_MARK}" if token else next(part for part in (quoted, escaped, other) if part is not None)


def _pattern(found: re.Match[str]) -> str:
    return found[1] or f"{_MARK}{found[2]}{_MARK}"
