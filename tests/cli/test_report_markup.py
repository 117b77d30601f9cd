"""Entries as HTML: whatever stands in one, nothing in the page comes from it but text."""

from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from retro_cli.cli.render.report.markup import Place, Words, Writer

STATES = {"open": "open", "started": "under way", "done": "done", "dropped": "dropped"}
WORDS = Words(STATES, "Picture", lambda task: str(task.due or ""))
DATA = "data:image/png;base64,AAAA"
ALLOWED = {
    "p": set(), "ul": set(), "ol": {"start"}, "li": {"class"}, "em": set(), "strong": set(), "s": set(), "code": set(),
    "pre": set(), "blockquote": set(), "hr": set(), "br": set(), "table": set(), "thead": set(), "tbody": set(),
    "tr": set(), "th": {"class"}, "td": {"class"}, "h4": {"class"}, "h5": {"class"}, "h6": {"class"},
    "a": {"href", "rel"}, "img": {"src", "alt"}, "span": {"class", "role", "aria-label"},
}  # fmt: skip
CLASSES = {
    "todo open", "todo started", "todo done", "todo dropped", "box", "when", "gone", "role good", "role bad",
    "to-left", "to-center", "to-right",
}  # fmt: skip
PIECES = (
    "<script>", "</script>", "<img src=x onerror=alert(1)>", "javascript:alert(1)", "[a](", ")", "![a](", "[[", "]]",
    "![[", "|", '"', "'", "`", "```\n", "\n", "\n\n", "- ", "- [ ] ", "- [x] ", "# ", "> ", "<", ">", "&",
    "&quot;", "&#106;", "[r]: javascript:x\n", "[r]", "https://a.b/", "<https://a.b>", "data:text/html,x", "//a.b",
    "\\", "*", "_",
    "| a | b |\n", "|---|:-:|\n", " onmouseover=x ", "style=", "\x00", "\x1b", "\u202e", "\ud800", "vbscript:x",
    "2026-11-18.md", ".png",
)  # fmt: skip


class Elements(HTMLParser):
    """The elements of a piece of HTML, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data!r}")

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(f"a declaration: {decl!r}")


def written(text: str) -> Elements:
    def picture(_entry: str, link: str, _embed: bool) -> str | None:
        return DATA if link.endswith(".png") else None

    writer = Writer(WORDS, {"2026/2026-11-18": "d-2026-11-18"}, picture)
    return Elements(writer.html(text, Place("2026/2026-11-20.md", {0: "good", 2: "bad"}, 4)))


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=14).map("".join))
@example('[x](https://a.b/"onclick=x)')
@example('![[a" onerror=alert(1) x=".png]]')
@example("[a ![b](c.png) [[2026-11-18]]](https://a.b)")
def test_no_text_becomes_an_element_or_an_attribute_of_its_own(text: str) -> None:
    for tag, attrs in written(text).found:
        assert tag in ALLOWED and set(attrs) <= ALLOWED[tag], (tag, attrs)
        assert attrs.get("class", "box") in CLASSES
        assert attrs.get("href", "#").startswith(("https:", "http:", "mailto:", "#d-2026-11-18", "#"))
        assert attrs.get("src", DATA) == DATA
        assert attrs.get("start", "1").isdigit()


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "before <img src=x onerror=alert(1)> behind",
        "[click](javascript:alert(1))",
        "[click](JaVaScRiPt:alert(1))",
        "[click](data:text/html;base64,AAAA)",
        "<style>*{display:none}</style>",
        "</article></main><h1>mine</h1>",
    ],
)
def test_what_would_do_something_is_shown_as_it_was_typed(text: str) -> None:
    elements = written(text)
    assert elements.text.strip() == text
    assert {tag for tag, _ in elements.found} <= {"p"}


def test_links_lead_to_the_web_or_to_entries_of_the_page() -> None:
    found = written("[a](https://a.b/c) [b](2026-11-18.md) [[2026-11-18|c]] [d](../elsewhere.md) <mailto:e@f.g>").found
    assert [attrs["href"] for tag, attrs in found if tag == "a"] == [
        "https://a.b/c",
        "#d-2026-11-18",
        "#d-2026-11-18",
        "mailto:e@f.g",
    ]


def test_pictures_stand_in_the_page_and_those_on_the_web_are_links() -> None:
    found = written("![내 책상](desk.png) ![](https://a.b/c.png) ![[note.png]] ![gone](missing.jpg)")
    assert [attrs for tag, attrs in found.found if tag == "img"] == [
        {"src": DATA, "alt": "내 책상"},
        {"src": DATA, "alt": "note.png"},
    ]
    assert [attrs["href"] for tag, attrs in found.found if tag == "a"] == ["https://a.b/c.png"]
    assert "gone" in found.text


def test_to_dos_have_a_sign_that_is_named_and_no_fields() -> None:
    found = written("- [x] 산책하기 #health 📅 2026-11-24\n- [ ] walk\n- [-] run\n- [1](https://a.b)")
    assert [attrs["aria-label"] for _, attrs in found.found if "aria-label" in attrs] == ["done", "open", "dropped"]
    assert "📅" not in found.text and "산책하기 #health 2026-11-24" in found.text and "[x]" not in found.text


def test_headings_lie_below_that_of_their_entry_and_carry_the_role_of_their_section() -> None:
    found = [(tag, attrs) for tag, attrs in written("## Keep\n\n## Problem\n### more\n###### deep").found]
    assert found == [
        ("h4", {"class": "role good"}),
        ("h4", {"class": "role bad"}),
        ("h5", {}),
        ("h6", {}),
    ]
