"""What a piece of markdown comes down to on one line: its first sentence."""

import re

from retro_cli.domain.text import split_lines, strip_ending

SENTENCE_CHARACTERS = 120
_READ_CHARACTERS = 4_000  # of a line: what a sentence is cut to, with all the addresses of its links
_SHORTEST = 10

_LEAD = re.compile(r"^(?:[\s>]*(?:[-*+•◦]|\d+[.)])[ \t]+|[\s>]*#{1,6}[ \t]+|[\s>]+)+")
_SKIP = re.compile(
    r"""\s*(?: $                                  # a blank line
      | !\[[^\]]*\]\([^)]*\)\s*$                  # a picture
      | !\[\[[^\]]*\]\]\s*$
      | (?:[-*_=][ \t]*){3,}$                     # a rule, the underline of a heading
      | \|.*\|\s*$                                # a row of a table
      | <[^>]*>\s*$                               # HTML
      | \{[:%].*[%}]\}?\s*$                       # attributes and tags of site generators
      | \#{1,6}[ \t]+\S.*$                        # a deeper heading: what stands below it tells more
      | https?://\S+\s*$                          # a bare address
      | [>\s]*(?:[-*+]|\d+[.)])[ ]+\[[^\d]\](?:[ \t].*)?$  # a box: action items are told elsewhere
    )""",
    re.VERBOSE,
)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_FENCE = re.compile(r"[\s>]*(`{3,}|~{3,})")
_END = re.compile(
    r"(?<=[.!?。！？…])(?<!\b[A-Za-z]\.)(?:\)?(?=\s*$|\s+[^\sa-z])|[\"'”’」』]+\s*$)|(?<=[。！？])(?![」』])"
)
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_WIKI_LINK = re.compile(r"!?\[\[(?:[^\]|]*\|)?([^\]]*)\]\]")
_STRONG = re.compile(r"\*\*|__(?=\S)|(?<=\S)__|==")


def first_sentence(text: str, *, headings: bool = True) -> str:
    """The first sentence of a piece of markdown, on one line and without emphasis.

    Code, pictures, rules, tables, action items and headings are passed over; a heading is taken where nothing else
    stands there (and `headings`). A very short sentence takes the next one along, a very long one is cut between words.
    """
    heading = ""
    for line in _telling_lines(text):
        if _SKIP.match(line):
            heading = heading or (plain(_LEAD.sub("", line)) if line.lstrip().startswith("#") else "")
            continue
        if sentence := _cut(plain(_LEAD.sub("", line)[:_READ_CHARACTERS])):
            return sentence
    return shortened(heading, SENTENCE_CHARACTERS) if headings else ""


def _telling_lines(text: str) -> list[str]:
    """The lines of a text without code fences and comments."""
    found: list[str] = []
    fence = ""
    for raw in split_lines(_COMMENT.sub("", text) if "<!--" in text else text):
        line = strip_ending(raw)
        opening = _FENCE.match(line)
        if fence:
            if line.strip().startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""
        elif opening:
            fence = opening[1]
        else:
            found.append(line)
    return found


def plain(line: str) -> str:
    """A line as it reads: the text of links, no emphasis, single spaces."""
    bare = _WIKI_LINK.sub(r"\1", _LINK.sub(r"\1", line))
    return " ".join(_STRONG.sub("", bare).split())


def _cut(line: str) -> str:
    ends = (found.end() for found in _END.finditer(line))
    end = next((at for at in ends if at >= _SHORTEST), len(line))
    return shortened(line[:end].rstrip(), SENTENCE_CHARACTERS)


def brief(text: str, characters: int) -> str:
    """A text of one line as it stands; of one that is longer than `characters` its first sentence and an ellipsis."""
    if len(text) <= characters:
        return text
    ends = (found.end() for found in _END.finditer(text, 0, characters))
    end = next((at for at in ends if at >= _SHORTEST), 0)
    return f"{text[:end].rstrip()} …" if end else shortened(text, characters)


def shortened(line: str, characters: int) -> str:
    """A line of at most so many characters (and an ellipsis), cut between words where there are any."""
    if len(line) <= characters:
        return line
    short = line[:characters]
    at = short.rfind(" ", characters // 2)
    return f"{short[: at if at > 0 else None].rstrip(' ,.·')}…"
