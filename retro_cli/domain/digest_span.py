"""Where the digest of a review stands: the lines that retro owns, which nothing else reads."""

import re

from retro_cli.domain.block_reader import Reader
from retro_cli.domain.text import BOM, strip_ending

TYPE_CHECKING = False  # as in typing, which the to-do list does not wait for
if TYPE_CHECKING:
    from collections.abc import Sequence

DIGEST_BEGIN = re.compile(r"<!-- retro:begin digest(?P<settings>[^>]*?) ?-->[ \t]*")
DIGEST_END = re.compile(r"<!-- retro:end digest -->[ \t]*")


def find_digest(lines: "Sequence[str]", first: int = 0) -> tuple[int, int] | None:
    """The span of the digest with both of its markers, or None.

    A begin marker without an end opens no digest, nor does one in a code block, list or quote.
    """
    begin: int | None = None
    reader, reached = Reader(), first
    for index in range(first, len(lines)):
        line = lines[index].removeprefix(BOM) if index == 0 else lines[index]
        if line.startswith("<!-- retro:begin digest") and DIGEST_BEGIN.fullmatch(strip_ending(line)):
            for number in range(reached, index):
                reader.read(number, strip_ending(lines[number]).removeprefix(BOM))
            reached = index
            begin = index if reader.at_top(0) else begin
        elif (
            begin is not None and line.startswith("<!-- retro:end digest") and DIGEST_END.fullmatch(strip_ending(line))
        ):
            return begin, index + 1
    return None


def without_digest(lines: list[str], digest: tuple[int, int] | None) -> list[str]:
    """As many lines, with blank ones in the place of the digest."""
    if digest is None:
        return lines
    return [*lines[: digest[0]], *["\n"] * (digest[1] - digest[0]), *lines[digest[1] :]]
