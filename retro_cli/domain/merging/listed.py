"""Files that are lists of lines, one for each thing: `.gitattributes` and `.gitignore`."""

from retro_cli.domain.text import dominant_newline, split_lines, strip_ending


def merge_lists(ours: str, theirs: str) -> str:
    """The lines of one side, and behind them those that only the other side has.

    Where a line says the same as another and more (`*.md -text merge=retro` and `*.md merge=retro`), that one stays.
    """
    newline = dominant_newline(ours)
    lines = [strip_ending(line) for line in split_lines(ours)]
    there = {line.strip() for line in lines}
    fresh = [line for line in (strip_ending(line) for line in split_lines(theirs)) if line.strip() not in there]
    every = [*lines, *fresh]
    kept = [line for line in every if not any(_says_more(other, line) for other in every)]
    return "".join(line + newline for line in kept)


def _says_more(other: str, line: str) -> bool:
    one, two = line.split(), other.split()
    return "merge=retro" in one and one[:1] == two[:1] and set(one) < set(two)
