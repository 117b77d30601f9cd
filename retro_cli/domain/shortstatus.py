"""The state of the to-do list in a few characters, for a shell prompt or a status bar."""

DEFAULT_SHORT = "✎ {open}{late}"
SHORT_NAMES = ("open", "overdue", "later", "late")
LATE = "!"


def short_status(pattern: str, open: int, overdue: int, later: int) -> str:
    """`pattern` with its placeholders filled; empty where nothing is open.

    `open` counts what waits now, `overdue` is a part of it, `later` what was put off; `{late}` is `!` where anything is
    overdue.
    """
    if not open:
        return ""
    counts = {"open": open, "overdue": overdue, "later": later, "late": LATE if overdue else ""}
    for name in SHORT_NAMES:
        pattern = pattern.replace(f"{{{name}}}", str(counts[name]))
    return pattern
