"""`retro merge-driver`: what git calls while it merges a journal. It is no command for people, and never asks."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from retro_cli.domain.text import visible
from retro_cli.services.sync.driver import NOT_MINE, drive, in_folder

_REPORT = "--report"
_WORDS = 5  # base, ours, theirs, the size of git's markers, the path


def merge_for_git(args: Sequence[str], env: Mapping[str, str]) -> int:
    """Merge the files that git names; what the process is to end with. Whatever goes wrong, git's own merge follows."""
    report = args[1] if args[:1] == [_REPORT] else ""
    words = args[2:] if report else args
    try:
        base, ours, theirs, size, path = words
        formats, layout = in_folder(Path.cwd(), env)
        files = (Path(base), Path(ours), Path(theirs))
        code, both = drive(*files, path, marker_size=int(size), formats=formats, layout=layout)
        if report:
            from retro_cli.store.reports import add_to_report

            add_to_report(Path(report), path, [(place.line, place.kind) for place in both])
        else:
            for place in both:
                _say(f"{path}:{place.line}")
    except Exception as error:
        _say(type(error).__name__)
        return NOT_MINE
    return code


def _say(what: str) -> None:
    """A line beside those of git: where both versions stand."""
    os.write(2, f"retro: {visible(what)}\n".encode("utf-8", "replace"))
