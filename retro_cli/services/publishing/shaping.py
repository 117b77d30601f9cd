"""What styles do with a piece of markdown: put it below a heading, behind a label, and tidy the whole post."""

import re
from collections.abc import Sequence

from retro_cli.domain import markdown
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
    """A list item that begins with a label: prose goes on behind it, anything else is nested below."""
    lines = _lines(text)
    first = next(iter(markdown.parse(lines)), None) if text.strip() else None
    head = f"{marker} {label}:"
    if first is None:
        return head
    if first.kind == "paragraph":
        head += f" {lines[0].strip()}"
        lines = lines[1:]
    return "\n".join([head, *(_NESTED + line if line.strip() else "" for line in lines)])


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
