"""Errors that other commands stop at, as findings."""

import os
import re
from pathlib import Path

from retro_cli.domain.checks.model import Finding
from retro_cli.errors import RetroError


def finding_of(root: Path, error: RetroError, code: str) -> Finding:
    """What an error says, with its place taken apart; paths below `root` are relative to it."""
    found = re.fullmatch(r"(.*?):(\d+)", error.where, re.DOTALL)
    path, line = (found[1], int(found[2])) if found else (error.where, None)
    below = str(root) + os.sep
    path = path.removeprefix(below).replace(os.sep, "/") if path.startswith(below) else path
    return Finding(code, "" if path == "." else path, error.message, line, error.hint, values=error.values)
