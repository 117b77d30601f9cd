"""Two versions of one text that grew apart: a base, and for each side what somebody did to it."""

from hypothesis import strategies as st

from retro_cli.domain.text import split_lines
from tests.domain.strategies import front_matters, hostile_text, journal_lines, markdown_documents

HEADINGS = ("## Keep", "## Problem", "## Try", "### 더 자세히", "# 제목", "## 자유 제목")
ITEMS = (
    "배포를 했다",
    "산책하기",
    "논문 두 편 읽기 #연구",
    "keep the tests green",
    "설정을 저장소에 넣기 📅 2026-11-24",
)
PROSE = ("오늘은 비가 왔다.", "회의가 길었다. 그래도 끝이 났다.", "Slept well.", "점심에 산책했다")
FRONT = ("", "", "---\ndate: 2026-11-20\nformat: kpt\ntags: [ci, '집']  # 왜\n---\n", "---\ndate: 2026-11-20\n---\n")


def _items() -> st.SearchStrategy[str]:
    return st.builds(
        "{}{}{}".format,
        st.sampled_from(("- ", "- ", "- [ ] ", "- [ ] ", "- [x] ", "- [-] ", "1. ")),
        st.sampled_from(ITEMS),
        st.sampled_from(("", "", "", " ✅ 2026-11-20", " 둘", " ⏳ 2026-12-01")),
    )


def entry_parts() -> st.SearchStrategy[str]:
    """A line of an ordinary entry; prose is set off by blank lines."""
    line = _items().map("{}\n".format)
    nested = st.builds("{}    - {}\n".format, line, st.sampled_from((*PROSE, *ITEMS)))
    apart = st.sampled_from(PROSE).map("\n{}\n\n".format)
    return st.one_of(line, line, nested, st.sampled_from(HEADINGS).map("{}\n".format), apart)


@st.composite
def grown(draw: st.DrawFn, parts: list[str], more: st.SearchStrategy[str]) -> list[str]:
    """The parts after a few edits: some added, taken away, changed, moved."""
    now = list(parts)
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(now)))
        kind = draw(st.sampled_from(("add", "add", "remove", "replace", "append", "move")))
        if kind == "add" or at == len(now):
            now.insert(at, draw(more))
            continue
        part = now.pop(at)
        if kind == "replace":
            now.insert(at, draw(more))
        elif kind == "append":
            bare = part.rstrip("\r\n")
            now.insert(at, f"{bare} 더{part[len(bare) :]}")
        elif kind == "move":
            now.insert(draw(st.integers(0, len(now))), part)
    return now


@st.composite
def histories(draw: st.DrawFn) -> tuple[str | None, str, str]:
    """Base (or None), left, right of ordinary entries."""
    front = draw(st.sampled_from(FRONT))
    base = draw(st.lists(entry_parts(), max_size=12))
    left, right = draw(grown(base, entry_parts())), draw(grown(base, entry_parts()))
    was, one, other = (front + "".join(parts) for parts in (base, left, right))
    return draw(st.sampled_from((was, was, was, None))), one, other


@st.composite
def hostile(draw: st.DrawFn) -> tuple[str | None, str, str]:
    """Base (or None), left, right of anything that a file can hold."""
    base = draw(st.one_of(hostile_text(), markdown_documents()))
    lines = st.one_of(journal_lines().map("{}\n".format), entry_parts())
    edited = grown(split_lines(base), lines).map("".join)
    side = st.one_of(edited, edited, edited, hostile_text(), front_matters().map(lambda front: front + base))
    return draw(st.sampled_from((base, base, None))), draw(side), draw(side)
