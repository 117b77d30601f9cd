"""Everything that is wrong in a settings file, where other commands stop at the first fault."""

import re
from pathlib import Path

from retro_cli.domain.text import line_ending, split_lines
from retro_cli.errors import NotFoundError, RetroError
from retro_cli.store.files import read_text
from retro_cli.store.settings import SettingsError, parse_settings

_MOST = 50


def read_what_is_right(path: Path, faults: list[RetroError], *, user_file: bool) -> dict[str, object]:
    """The checked values of a settings file by dotted key, without the lines that are wrong; those go to `faults`."""
    try:
        lines = split_lines(read_text(path))
    except NotFoundError:
        return {}
    except RetroError as error:
        faults.append(error)
        return {}
    for count in range(_MOST):
        try:
            return parse_settings("".join(lines), path, user_file=user_file)
        except SettingsError as error:
            if not count or "key" in error.values:  # the rest of a value without its first line is no fault of its own
                faults.append(error)
            found = re.search(r":(\d+)\Z", error.where)
            index = int(found[1]) - 1 if found else len(lines)
            if index >= len(lines) or not lines[index].strip():
                return {}
            lines[index] = line_ending(lines[index])
    return {}
