"""Headings as they are shown."""

import re


def bare_heading(heading: str) -> str:
    """A heading as it is shown, on one line: emphasis and trailing colons removed."""
    return " ".join(re.sub(r"[*_`]{1,3}", "", heading).split()).rstrip(":：").strip()
