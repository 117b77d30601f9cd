"""Answers, formats and entries for property tests: what somebody could type, and the files it goes to."""

import datetime as dt
from pathlib import Path

from hypothesis import strategies as st

from retro_cli.domain.answers import Answers, ItemAnswer
from retro_cli.domain.edit import Style
from retro_cli.domain.entry import Entry, read_entry
from retro_cli.domain.format import Format, SectionSpec
from retro_cli.domain.layout import Layout
from retro_cli.domain.text import clean
from retro_cli.store.formats import load_formats
from tests.domain.strategies import BLOCKS, CONTAINERS, DEFINITIONS, WORDS

FORMATS = load_formats([("built-in", Path(__file__).resolve().parents[2] / "templates")]).by_name
KPT = FORMATS["kpt"]
LOG = FORMATS["log"]
STYLE = Style("en")
DAY = dt.date(2026, 11, 20)
PATH = "2026/2026-11-20.md"

_ODD = (
    "\\",
    "\\\\",
    "\\\\\\- x",
    "\\# x",
    "\\1. x",
    "1\\. x",
    "1\\\\. x",
    "---",
    "===",
    "\\---",
    "\\===",
    "# Keep",
    "## Problem",
    "### Try",
    "#### 🎯 Try (다음에)",
    "###### 여섯",
    "\\## Problem",
    "TBU",
    "없음",
    "-",
    "…",
    "<!-- retro:begin digest lang=ko sha=0 -->",
    "<!-- retro:end digest -->",
    "<!-- retro: 질문 -->",
    "<!-- 열린",
    "\\<!--",
    "<? x",
    "<!X",
    "<pre",
    "date: 2026-11-20",
    "a 📅 2026-11-24",
    "☁️",
    "줄\u2028줄",
    "[a\\]b]: /url",
)


def typed_lines() -> st.SearchStrategy[str]:
    """One line of an answer before it is cleaned."""
    prefix = st.lists(st.sampled_from((*CONTAINERS, " ", "    ", "\t", "\\")), max_size=3).map("".join)
    piece = st.one_of(st.sampled_from((*_ODD, *BLOCKS, *DEFINITIONS, *WORDS)), st.text(max_size=8))
    return st.builds("".join, st.tuples(prefix, piece))


def proses() -> st.SearchStrategy[str]:
    """Answers of several lines, as they are kept."""
    return st.lists(typed_lines(), min_size=1, max_size=8).map("\n".join).map(clean).filter(bool)


def texts() -> st.SearchStrategy[str]:
    """Answers of one line, as they are kept."""
    return typed_lines().map(lambda line: clean(clean(line).split("\n")[0])).filter(bool)


def items() -> st.SearchStrategy[ItemAnswer]:
    """Plain items, some with lines below them."""
    return st.builds(ItemAnswer, texts(), st.one_of(st.just(""), st.just(""), proses()))


def made_up_formats() -> st.SearchStrategy[Format]:
    """Formats of somebody's own: a few sections of any kind, with headings in several scripts."""
    names = ("좋았던 일", "Fun", "やってみる", "A/B", "3. 셋째", "질문?", "C++", "[+]", "Next *step*")

    def made(drawn: list[tuple[str, str]]) -> Format:
        return Format(
            "mine",
            {"en": "Mine"},
            sections=tuple(
                SectionSpec(f"key-{index}", "other", kind, {"en": name, "ko": name})
                for index, (name, kind) in enumerate(drawn)
            ),
        )

    section = st.tuples(st.sampled_from(names), st.sampled_from(("list", "text", "actions")))
    return st.lists(section, min_size=1, max_size=4, unique_by=lambda one: one[0]).map(made)


def formats() -> st.SearchStrategy[Format]:
    """Built-in formats and made-up ones."""
    return st.one_of(st.sampled_from(list(FORMATS.values())), made_up_formats())


def headings() -> st.SearchStrategy[str]:
    """Free headings: a line with a word in it."""
    return st.sampled_from(("강의", "개인 학습", "Peer session", "C# 스터디", "# 연습", "- 목록", "`코드`", "1. 아침"))


@st.composite
def answers(draw: st.DrawFn, format: Format) -> Answers:
    """Answers to some of a format's questions. Action items are kept apart: they are compared by their fields."""
    sections: dict[str, str | tuple[ItemAnswer, ...]] = {}
    if format.free:
        keys = draw(st.lists(headings(), max_size=3, unique=True))
        sections = {key: draw(st.one_of(proses(), _several(items()))) for key in keys}
    else:
        for spec in format.sections:
            if spec.kind != "actions" and draw(st.booleans()):
                sections[spec.key] = draw(proses() if spec.kind == "text" else _several(items()))
    return Answers(
        DAY,
        format.name,
        end=draw(st.sampled_from((None, None, DAY + dt.timedelta(days=2)))),
        title=draw(st.one_of(st.none(), texts())),
        tags=tuple(draw(st.lists(_tags(), max_size=3, unique=True))),
        note=draw(st.one_of(st.just(""), proses())),
        fields={},
        sections=sections,
    )


def _several(strategy: st.SearchStrategy[ItemAnswer]) -> st.SearchStrategy[tuple[ItemAnswer, ...]]:
    return st.lists(strategy, min_size=1, max_size=3).map(tuple)


def _tags() -> st.SearchStrategy[str]:
    return st.sampled_from(("ci", "yes", "null", "2026", "2026-11-20", "07", "~", "인프라", "a:b", "x'y", "*z", "true"))


def read(text: str, format: Format | None = None, path: str = PATH) -> Entry:
    """The entry that a text is, under the built-in formats and one more."""
    known = {**FORMATS, **({format.name: format} if format else {})}
    return read_entry(text, path, known, Layout().slot(path))
