"""What styles do with a piece of markdown: put it below a heading, behind a label, and tidy the whole post."""

import re
from collections.abc import Sequence

from retro_cli.domain import markdown, taskline
from retro_cli.domain.text import split_lines, strip_ending

DEEPEST = 6
_SIGN = re.compile(r"\[(.)\](?=\s|$)")
_LIST = re.compile(r"[-*+] ")
_NESTED = "    "


def below(text: str, level: int) -> str:
    """The text with its headings deeper than `level`, all moved by the same; 6 is the deepest there is."""
    lines = _lines(text)
    headings = [block for block in markdown.parse(lines) if block.kind == "heading" and block.parent == -1]
    shift = level + 1 - min((block.level for block in headings), default=DEEPEST + 1)
    if shift <= 0:
        return text
    gone: set[int] = set()
    for block in headings:
        title = " ".join(block.text.split("\n"))
        lines[block.start] = f"{'#' * min(block.level + shift, DEEPEST)} {title}".rstrip()
        gone.update(range(block.start + 1, block.end))
    return "\n".join(line for index, line in enumerate(lines) if index not in gone)


def labelled(text: str, label: str, marker: str = "-") -> str:
    """A list item that begins with a label: prose and a lone item go on behind it, anything else is nested below."""
    lines = _alone(_lines(text))
    first = next(iter(markdown.parse(lines)), None) if text.strip() else None
    head = f"{marker} {label}:"
    if first is None:
        return head
    if first.kind == "paragraph":
        head += f" {lines[0].strip()}"
        lines = lines[1:]
    return "\n".join([head, *(_NESTED + line if line.strip() else "" for line in lines)])


def _alone(lines: list[str]) -> list[str]:
    """The lines of a lone list item without its marker; those of anything else as they are."""
    blocks = markdown.parse(lines)
    items = [block for block in blocks if block.kind == "item" and block.level == 1]
    if len(items) != 1 or items[0].start or items[0].end != len(lines) or taskline.parse(lines[0]):
        return lines
    column = items[0].column
    return [lines[0][column:], *(_moved(line, column) for line in lines[1:])]


def _moved(line: str, columns: int) -> str:
    """A line moved to the left by as many columns as it is indented, at most `columns`."""
    indent = len(line) - len(line.lstrip(" "))
    return line[min(indent, columns) :]


def headings_at_end(text: str) -> tuple[str, list[str]]:
    """A text without the headings at its end that head nothing in it, and those headings; a title (`#`) stays."""
    lines = _lines(text)
    bare: list[str] = []
    for block in reversed(markdown.parse(lines)):
        if block.kind != "heading" or block.parent != -1 or block.level == 1:
            break
        bare.insert(0, " ".join(block.text.split()))
        lines = lines[: block.start]
    return "\n".join(lines).rstrip(), bare


def signed(heading: str) -> str:
    """A heading with its sign in bold: `[+] Positive` is `**[+]** Positive`."""
    return _SIGN.sub(r"**[\1]**", heading, count=1) if _SIGN.match(heading) else heading


def tidy(text: str) -> str:
    """A post without runs of blank lines outside of code, ended by one newline."""
    lines = [strip_ending(line).rstrip() if not line.strip() else strip_ending(line) for line in split_lines(text)]
    kept = _verbatim(lines)
    tidied = [line for index, line in enumerate(lines) if line or index in kept or (index > 0 and lines[index - 1])]
    while tidied and not tidied[0]:
        tidied.pop(0)
    while tidied and not tidied[-1]:
        tidied.pop()
    return "\n".join([*tidied, ""])


def _verbatim(lines: Sequence[str]) -> set[int]:
    blocks = markdown.parse(lines)
    return {at for one in blocks if one.kind in ("fence", "code", "html") for at in range(one.start, one.end)}


def _lines(text: str) -> list[str]:
    return [strip_ending(line) for line in split_lines(text)]


def joined(texts: Sequence[str]) -> str:
    """Pieces of markdown one after the other: lists go on, prose stands apart."""
    whole = ""
    for text in texts:
        gap = "\n" if _LIST.match(text) and _LIST.match(whole) else "\n\n"
        whole = f"{whole}{gap}{text}" if whole and text else whole or text
    return whole
