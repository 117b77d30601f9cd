"""The seven kinds of HTML block (CommonMark 0.31, section 4.6): what begins one, what ends it."""

import re

_NAMES = (
    "address article aside base basefont blockquote body caption center col colgroup dd details dialog dir div dl dt "
    "fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html iframe legend li link "
    "main menu menuitem nav noframes ol optgroup option p param search section summary table tbody td tfoot th thead "
    "title tr track ul"
)
_ATTRIBUTE = r"""(?:\s+[a-zA-Z_:][a-zA-Z0-9:._-]*(?:\s*=\s*(?:[^"'=<>`\x00-\x20]+|'[^']*'|"[^"]*"))?)"""
_ALONE = re.compile(rf"<(?:[A-Za-z][A-Za-z0-9-]*{_ATTRIBUTE}*\s*/?|/[A-Za-z][A-Za-z0-9-]*\s*)>\s*\Z")

# what opens it, what the line that closes it holds (None: the line before a blank one)
_KINDS: tuple[tuple[re.Pattern[str], re.Pattern[str] | None], ...] = (
    (
        re.compile(r"<(?a:script|pre|style|textarea)(?=\s|>|\Z)", re.IGNORECASE),
        re.compile(r"</(?a:script|pre|style|textarea)>", re.IGNORECASE),
    ),
    (re.compile(r"<!--"), re.compile(r"-->")),
    (re.compile(r"<\?"), re.compile(r"\?>")),
    (re.compile(r"<![A-Za-z]"), re.compile(r">")),
    (re.compile(r"<!\[CDATA\["), re.compile(r"\]\]>")),
    (re.compile(rf"</?(?a:{_NAMES.replace(' ', '|')})(?=\s|/?>|\Z)", re.IGNORECASE), None),
)


def opening(line: str, at: int, *, interrupts: bool) -> tuple[bool, re.Pattern[str] | None]:
    """Whether an HTML block begins at `at` of `line`, and what closes it: a pattern, or None for a blank line.

    `interrupts`: whether a paragraph is open, which a lone tag of an unknown name does not end.
    """
    for opens, closes in _KINDS:
        if opens.match(line, at):
            return True, closes
    return not interrupts and _ALONE.match(line, at) is not None, None
