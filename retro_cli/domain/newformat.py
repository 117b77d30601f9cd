"""The text of a new template: of an existing file's headings, or an example to change."""

import json
from collections.abc import Callable, Iterable, Sequence

from retro_cli.domain.format import PERIODS, ROLES, Format
from retro_cli.domain.labels import label, slug
from retro_cli.domain.text import clean
from retro_cli.errors import N_, UsageError

_ABOUT = N_("A format of your own: what stands here is asked by `retro today -f {name}`.")
_TITLE = N_("title, heading and prompt are one text, or one per language: {example}")
_PERIOD = N_("What an entry covers: {choices}")
_REPEATS = N_("true: several entries a day")
_SECTIONS = N_("Sections are asked in this order. Everything but `key` may be left out.")
_LEGEND = (
    N_("role: what it means in reviews: {choices}"),
    N_("kind: list (short items), text (prose) or actions (to try; they come back until they are done)"),
    N_("prompt: what to ask; without it the heading is asked"),
    N_("aliases: other headings that mean the same, such as [Good, Went well]"),
    N_("required: true asks once more where nothing is answered; private: true is never published"),
)
_FIELDS = N_("Short answers kept in the front matter (scale, number, choice, text):")
_FIRST = (N_("Best"), N_("The best moment of the day"))
_SECOND = (N_("Tomorrow"), N_("What will you do differently tomorrow?"))

Translate = Callable[[str], str]
Section = tuple[str, str, str, str]
"""Key, role, heading and prompt."""


def from_headings(name: str, headings: Sequence[str], formats: Iterable[Format], translate: Translate = N_) -> str:
    """A template called `name` with one section per heading, in order.

    The role is the one that most of `formats` give to such a heading. Headings that say the same are taken once, those
    without a word are left out. Raises UsageError if none is left.
    """
    known = list(formats)
    texts: dict[str, str] = {}
    for heading in headings:
        text = _plain(heading)
        if label(text):
            texts.setdefault(label(text), text)
    if not texts:
        raise UsageError(
            N_("There are no headings to make a format of."), hint=N_("Leave out --from to begin with an example.")
        )
    sections: list[Section] = []
    taken = set(texts)
    for own, text in texts.items():
        key = _free_key(slug(text), taken - {own})
        taken.add(label(key))
        sections.append((key, _guessed_role(text, known), text, ""))
    return _template(name, sections, translate)


def blank(name: str, translate: Translate = N_) -> str:
    """A template called `name` with two example sections, and comments that say what can be changed."""
    first: Section = ("best", "good", translate(_FIRST[0]), translate(_FIRST[1]))
    second: Section = ("tomorrow", "next", translate(_SECOND[0]), translate(_SECOND[1]))
    return _template(name, [first, second], translate)


def _plain(heading: str) -> str:
    """The heading on one line, without heading marks and without emphasis around it."""
    typed = "".join(char for char in clean(heading).replace("\n", " ") if char.isprintable() or char in "\t\u200d")
    return " ".join(typed.strip("# \t").strip("*_").split())


def _free_key(wanted: str, taken: set[str]) -> str:
    key, count = wanted if label(wanted) else "section", 1
    while label(key) in taken:
        count += 1
        key = f"{wanted or 'section'}-{count}"
    return key


def _guessed_role(heading: str, formats: Sequence[Format]) -> str:
    votes = [section.role for form in formats if (section := form.match(heading)) is not None]
    return max(votes, key=votes.count) if votes else "other"


def _template(name: str, sections: Sequence[Section], translate: Translate) -> str:
    def note(message: str, **values: str) -> str:
        return "# " + translate(message).format(**values)

    lines = [
        "---",
        note(_ABOUT, name=name),
        note(_TITLE, example="{en: My day, ko: 나의 하루}"),
        f"name: {_quoted(name)}",
        f"title: {_quoted(name)}",
        f"period: day      {note(_PERIOD, choices=', '.join(PERIODS))}",
        f"repeats: false   {note(_REPEATS)}",
        "",
        note(_SECTIONS),
        *(note(message, choices=", ".join(ROLES)) for message in _LEGEND),
        "sections:",
    ]
    for section in sections:
        lines += _section_lines(section)
    lines += ["", note(_FIELDS), "# fields:", "#   - {key: energy, type: scale, min: 1, max: 5}", "---", ""]
    return "\n".join(lines)


def _section_lines(section: Section) -> list[str]:
    key, role, heading, prompt = section
    return [
        f"  - key: {_quoted(key)}",
        f"    role: {role}",
        f"    kind: {'actions' if role == 'next' else 'list'}",
        f"    heading: {_quoted(heading)}",
        f"    prompt: {_quoted(prompt)}" if prompt else "    # prompt:",
    ]


def _quoted(text: str) -> str:
    """`text` as YAML: bare where it is a plain word, else in double quotes, whose escapes YAML shares with JSON."""
    plain = (
        text.replace("-", "").replace("_", "").isalpha()
        and text[0].isalpha()
        and text.casefold() not in ("null", "y", "n")
    )
    return text if plain else json.dumps(text, ensure_ascii=False)
