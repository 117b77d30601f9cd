"""Texts for property tests: what people write in a journal, and what a file can hold against all expectation."""

from hypothesis import strategies as st

NEWLINES = ("\n", "\r\n", "\r")

WORDS = (
    "회고",
    "오늘은 배포를 했다",
    "논문 두 편",
    "좋았던 점:",
    "Kept the tests green",
    "a",
    "b c",
    "1.5배",
    "\u1112\u1161\u11ab\u1100\u1173\u11af",  # decomposed
    "e\u0301tude",
    "줄\u2028안의 줄",
    "쪽\x0c나눔",
    "\x85",
    "☁️ 흐림",
    "`code`",
    "**굵게**",
    "[[노트|이름]]",
    "https://example.org/x",
    '"따옴표"',
    "it's",
    "끝에 공백  ",
    "key: value",
    "\\[ ]",
)

# what stands at the beginning of a line
INDENTS = ("", "", "", "", " ", "  ", "   ", "    ", "     ", "      ", "\t", " \t", "\t\t")
CONTAINERS = (
    "> ",
    ">",
    ">\t",
    " > ",
    "- ",
    "-   ",
    "-\t",
    "* ",
    "+ ",
    "1. ",
    "2. ",
    "1) ",
    "10. ",
    "-     ",
    "123456789. ",
)
BLOCKS = (
    "",
    "",
    "",
    "# 제목",
    "## Keep ##",
    "### **[+]** Positive #",
    "####### 일곱",
    "#붙음",
    "#",
    "======",
    "---",
    "--",
    "-",
    "*",
    "+",
    "=",
    "***",
    "* * *",
    "- - -",
    "___",
    "_ _ _ x",
    "```",
    "````",
    "```py",
    "``` a`b",
    "~~~",
    "~~~ x",
    "[ ] 할 일 #tag 📅 2026-11-24",
    "[x] done ✅ 2026-11-20",
    "- [ ] 상자",
    "- [x]x",
    "1.",
    "1)",
    "3. 셋",
    "0. zero",
    "1234567890. 너무 김",
    "<!-- 주석 -->",
    "<!--",
    "-->",
    "<!-- retro:begin digest week=2026-W47 -->",
    "<div>",
    "</div>",
    "<a href='x'>",
    "<b>x</b>",
    "<script>",
    "</script> x",
    "<?php",
    "?>",
    "<!DOCTYPE html>",
    "<![CDATA[",
    "]]>",
    "<details><summary>",
    "<br/>",
    "| a | b |",
    "|---|---|",
    "%%숨김%%",
    "...",
)
DEFINITIONS = (
    "[a]: /url",
    "[a]: <b c> 'title'",
    "[a]:",
    "[a",
    "]: /x",
    '"title"',
    "'열린",
    "[a]: /u 'x",
    "(괄호)",
    "[[",
    "[ ]: /x",
)


def words() -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)


def markdown_lines(*, definitions: bool = False) -> st.SearchStrategy[str]:
    """One line without its ending: indentation, container markers, then a block's line or words."""
    pieces = BLOCKS + (DEFINITIONS if definitions else ())
    prefix = st.lists(st.one_of(st.sampled_from(INDENTS), st.sampled_from(CONTAINERS)), max_size=4).map("".join)
    return st.builds("".join, st.tuples(prefix, st.one_of(st.sampled_from(pieces), words())))


def journal_lines() -> st.SearchStrategy[str]:
    """One line as people write them, without its ending."""
    bullet = st.builds(
        "{}{}{}{}".format,
        st.sampled_from(("", "", "    ", "  ", "\t", "   ")),
        st.sampled_from(("- ", "* ", "1. ", "2. ", "> ", "")),
        st.sampled_from(("", "", "[ ] ", "[x] ", "[/] ")),
        words(),
    )
    heading = st.builds("{} {}".format, st.sampled_from(("#", "##", "###")), words())
    return st.one_of(bullet, bullet, heading, st.just(""), words(), st.sampled_from(BLOCKS))


@st.composite
def _joined(draw: st.DrawFn, lines: st.SearchStrategy[str], most: int) -> str:
    """The lines with one newline, or with several kinds; the last may have none."""
    newlines = draw(st.sampled_from((("\n",), ("\r\n",), ("\r",), NEWLINES)))
    text = "".join(line + draw(st.sampled_from(newlines)) for line in draw(st.lists(lines, max_size=most)))
    return text if draw(st.booleans()) else text.rstrip("\r\n")


def markdown_documents(*, definitions: bool = False) -> st.SearchStrategy[str]:
    """Documents of the pieces that people use and of hostile ones; no front matter, no BOM."""
    return st.one_of(
        _joined(journal_lines(), 14),
        _joined(markdown_lines(definitions=definitions), 10),
        _joined(st.one_of(journal_lines(), markdown_lines(definitions=definitions)), 12),
    )


def front_matters() -> st.SearchStrategy[str]:
    """Front matter as people and programs write it, and things that only look like it."""
    return st.sampled_from(
        (
            "---\ndate: 2026-11-20\nformat: kpt\n---\n",
            "---\r\ndate: 2026-11-20 # 오늘\r\ntags: [ci,  '집']\r\n---\r\n",
            "---\n# 주석\ntitle: '배포: 자동화'\n\ntags:\n  - infra\n  - ci # why\naliases:\n---\n",
            "---\nsummary: |\n  첫 줄\n\n  둘째 줄\n\nmood: 07\ntime: 7:30\n...\n",
            "---\n---\n",
            "---\n\n본문\n\n---\n",
            "---\n- a\n- b\n---\n",
            "---\ntitle: {{title}}\n---\n",
            "----\na: 1\n---\n",
            "---\nopen: 1\n",
            "---\n{a: 1, b: [x, y]}\n---\n",
            "---\n  a: 1\n  b: >-\n    접힌\n    글\n---\n",
        )
    )


def hostile_text() -> st.SearchStrategy[str]:
    """Whole files: BOM, front matter or what looks like it, documents of every kind, or any characters at all."""
    document = st.one_of(markdown_documents(definitions=True), st.text(max_size=60))
    return st.builds(
        "{}{}{}".format, st.sampled_from(("", "", "\ufeff")), st.one_of(st.just(""), front_matters()), document
    )
