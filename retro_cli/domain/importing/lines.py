"""Single lines: what they say, and moving them to the left."""

import re

_MARKUP = re.compile(r"!?\[[^\]]*\]\([^)]*\)|<[^>]*>|\{[%:].*?\}|https?://\S+")
_TIGHT_BULLET = re.compile(r"\A(?P<indent>\s*)-(?=[^\W\d_])")
_OTHER_BULLET = re.compile(r"\A(?P<indent>\s*)[•◦]\s*(?=\w)")
_DOT = re.compile(r"\A(?P<indent>\s*)(?=[・·‣▪]\s*\w)")
BULLETS = "-•◦・·‣▪"
"""The signs that open an item where markdown does not see one."""
_BOLD = re.compile(r"\A([^\w\s(\[]{0,2}\s*)(?:\*\*|__)(.+?)(?:\*\*|__)\s*\Z")
_CLOSING = re.compile(r"(?:\s+#+)?\s*\Z")
_RULE = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})\Z")


def is_prose(text: str) -> bool:
    """Whether a paragraph says something: it is no picture, table or link alone."""
    return re.search(r"\w", _MARKUP.sub("", text)) is not None and not text.lstrip().startswith("|")


def is_rule(line: str) -> bool:
    """Whether a line is a rule."""
    return _RULE.match(line) is not None


def as_heading(words: str) -> str:
    """A label on one line, without what marks it as one."""
    line = " ".join(words.split())
    bare = _BOLD.sub(r"\1\2", line).rstrip(" :：")
    return _CLOSING.sub("", bare) or line


def as_item(line: str) -> str:
    """`-text` and `• text` as the items that they are meant as; the dot of `・text` stays with its words."""
    if _DOT.match(line):
        return _DOT.sub(r"\g<indent>- ", line, count=1)
    return _OTHER_BULLET.sub(r"\g<indent>- ", _TIGHT_BULLET.sub(r"\g<indent>- ", line, count=1), count=1)


def indentation(line: str) -> int:
    """The columns of white space that a line begins with."""
    bare = line.expandtabs(4)
    return len(bare) - len(bare.lstrip(" "))


def moved_left(line: str, columns: int) -> str:
    """A line without its first columns of white space, tabs counted."""
    column = 0
    for index, character in enumerate(line):
        if column >= columns:
            return " " * (column - columns) + line[index:]
        if character == "\t":
            column += 4 - column % 4
        elif character == " ":
            column += 1
        else:
            return line[index:]
    return ""
