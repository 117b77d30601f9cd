"""The markdown of entries as HTML that nothing in them can break out of.

HTML in an entry is shown as text. Links lead to the web, to mail, or to another entry of the page; any other stays what
was typed. Pictures stand in the page itself: one on the web is a link, so that reading the page asks nobody.
"""

import posixpath
import re
from collections.abc import Callable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from retro_cli.domain import taskline
from retro_cli.domain.pictures import PICTURE_ENDINGS

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

    from retro_cli.domain.taskline import TaskLine

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_WEB = re.compile(r"https?:[^\s]+|mailto:[^\s]+", re.IGNORECASE)
_WIKI = re.compile(r"!?\[\[([^\[\]\r\n]{1,300})\]\]")
_DEEPEST = 6

Env = MutableMapping[str, Any]


@dataclass(frozen=True, slots=True)
class Words:
    """What the page says inside of entries: the names of the states of to-dos, what stands for a picture without words,
    and the days of a to-do."""

    states: Mapping[str, str]
    picture: str
    days: Callable[["TaskLine"], str]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text stands: the path of its entry, the roles of its sections by line (from 0), and the level of its
    highest heading in the page."""

    path: str
    roles: Mapping[int, str]
    level: int


class Writer:
    """Writes entries as HTML. `anchors` are the entries of the page by path, without `.md`; `picture` gives the address
    of one (entry, link, whether it is embedded by name), or None."""

    def __init__(self, words: Words, anchors: Mapping[str, str], picture: Callable[[str, str, bool], str | None]):
        self._words = words
        self._anchors = anchors
        self._names = {path.rpartition("/")[2]: anchor for path, anchor in anchors.items()}
        self._picture = picture
        self._md = self._reader()

    def html(self, text: str, place: Place) -> str:
        """A text as HTML."""
        rendered: str = self._md.render(text, {"place": place, "open": []})
        return rendered

    def _reader(self) -> "MarkdownIt":
        from markdown_it import MarkdownIt

        md = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable(["table", "strikethrough"])
        md.validateLink = _may_lead  # type: ignore[assignment, method-assign]
        md.core.ruler.before("inline", "tasks", _tasks)
        md.core.ruler.push("shape", _shape)
        md.inline.ruler.before("link", "wiki", _wiki)
        rules = {
            "link_open": self._link_open,
            "link_close": self._link_close,
            "image": self._image,
            "wiki": self._wiki_link,
            "list_item_open": self._item_open,
            "days": self._days,
            "fence": self._code,
            "code_block": self._code,
        }
        for name, rule in rules.items():
            md.renderer.rules[name] = rule  # type: ignore[attr-defined]
        return md

    # -- links and pictures -------------------------------------------------------------------------------------------

    def _link_open(self, tokens: "Sequence[Token]", at: int, _options: object, env: Env) -> str:
        address = str(tokens[at].attrs.get("href", ""))
        if _WEB.fullmatch(address):
            opened, end = f'<a href="{_escaped(address)}" rel="noopener noreferrer">', "</a>"
        elif anchor := self._anchor(env["place"].path, address):
            opened, end = f'<a href="#{anchor}">', "</a>"
        else:
            opened, end = "<span>", "</span>"
        env["open"].append(end)
        return opened

    def _link_close(self, _tokens: "Sequence[Token]", _at: int, _options: object, env: Env) -> str:
        return str(env["open"].pop()) if env["open"] else ""

    def _anchor(self, path: str, address: str) -> str | None:
        """The entry of the page that a relative link means."""
        target = unquote(re.split(r"[?#]", address, maxsplit=1)[0])
        joined = posixpath.normpath(posixpath.join(posixpath.dirname(path), target)).removesuffix(".md")
        return self._anchors.get(joined)

    def _image(self, tokens: "Sequence[Token]", at: int, _options: object, env: Env) -> str:
        token = tokens[at]
        told = "".join(child.content for child in token.children or ())
        return self._shown(str(token.attrs.get("src", "")), told, env, embed=False)

    def _shown(self, address: str, told: str, env: Env, *, embed: bool) -> str:
        alt = _escaped(told.strip() or self._words.picture)
        if not embed and _WEB.fullmatch(address):
            if env["open"]:
                return alt
            return f'<a href="{_escaped(address)}" rel="noopener noreferrer">{alt}</a>'
        data = None if _SCHEME.match(address) else self._picture(env["place"].path, address, embed)
        return f'<img src="{data}" alt="{alt}">' if data else f'<span class="gone">{alt}</span>'

    def _wiki_link(self, tokens: "Sequence[Token]", at: int, _options: object, env: Env) -> str:
        name, _, alias = tokens[at].content.partition("|")
        name = name.partition("#")[0].strip()
        if tokens[at].markup == "!" and name.lower().endswith(PICTURE_ENDINGS):
            return self._shown(name, name, env, embed=True)
        told = _escaped(alias.strip() or tokens[at].content)
        anchor = self._anchors.get(name) or self._names.get(name)
        return f'<a href="#{anchor}">{told}</a>' if anchor and not env["open"] else told

    # -- to-dos and code ----------------------------------------------------------------------------------------------

    def _item_open(self, tokens: "Sequence[Token]", at: int, _options: object, _env: Env) -> str:
        task = tokens[at].meta.get("task")
        if task is None:
            return "<li>"
        return f'<li class="todo {task.state}">{box(task.state, self._words.states)}'

    def _days(self, tokens: "Sequence[Token]", at: int, _options: object, _env: Env) -> str:
        told = self._words.days(tokens[at].meta["task"])
        return f' <span class="when">{_escaped(told)}</span>' if told else ""

    def _code(self, tokens: "Sequence[Token]", at: int, _options: object, _env: Env) -> str:
        return f"<pre><code>{_escaped(tokens[at].content)}</code></pre>\n"


GLYPHS = {"open": "○", "started": "◐", "done": "✓", "dropped": "–"}


def box(state: str, names: Mapping[str, str]) -> str:
    """The sign of a to-do's state, with its name for those who do not see it."""
    return f'<span class="box" role="img" aria-label="{_escaped(names[state])}">{GLYPHS[state]}</span>'


def _escaped(text: str) -> str:
    from html import escape

    return escape(text, quote=True)


def _may_lead(address: str) -> bool:
    return not _SCHEME.match(address) or _WEB.fullmatch(address) is not None


# -- rules of the reader ----------------------------------------------------------------------------------------------


def _wiki(state: "StateInline", silent: bool) -> bool:
    """`[[name|words]]`, as vaults write links and pictures."""
    at = state.pos + (state.src[state.pos] == "!")
    if not state.src.startswith("[[", at) or not (found := _WIKI.match(state.src, state.pos)):
        return False
    if not silent:
        token = state.push("wiki", "", 0)
        token.content = found[1]
        token.markup = "!" if at > state.pos else ""
    state.pos = found.end()
    return True


def _tasks(state: "StateCore") -> None:
    """Take the box and the fields off the to-dos; their item knows them."""
    tokens = state.tokens
    for at in range(len(tokens) - 2):
        if tokens[at].type != "list_item_open" or tokens[at + 2].type != "inline":
            continue
        first, newline, rest = tokens[at + 2].content.partition("\n")
        task = taskline.parse(f"- {first}") if first.startswith("[") else None
        if task is not None:
            tokens[at].meta["task"] = tokens[at + 2].meta["task"] = task
            tokens[at + 2].content = f"{task.text.strip()}{newline}{rest}"


def _shape(state: "StateCore") -> None:
    """Move headings below that of their entry, name the roles of sections, and say by class how columns are aligned."""
    from markdown_it.token import Token

    place: Place = state.env["place"]
    highest = min((int(one.tag[1]) for one in state.tokens if one.type == "heading_open"), default=1)
    for token in state.tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(_DEEPEST, int(token.tag[1]) - highest + place.level)}"
            role = place.roles.get(token.map[0]) if token.map else None
            if role is not None and token.type == "heading_open":
                token.attrs = {"class": f"role {role}"}
        elif token.type in ("td_open", "th_open"):
            style = str(token.attrs.pop("style", ""))
            if style:
                token.attrs["class"] = style.replace("text-align:", "to-")
        elif token.type == "inline" and "task" in token.meta and token.children is not None:
            token.children.append(Token("days", "", 0, meta={"task": token.meta["task"]}))
