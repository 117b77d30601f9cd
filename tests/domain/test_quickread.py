"""The quick reader: what it says is what the careful readers say, and it gives up where it cannot be sure."""

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from domain.strategies import hostile_text, journal_lines, words
from retro_cli.domain.facts import Facts, facts_of
from retro_cli.domain.frontmatter import FrontMatterError
from retro_cli.domain.layout import Layout
from retro_cli.domain.passages import Passages, read_passages
from retro_cli.domain.quickread import QuickReader
from retro_cli.store.formats import load_formats

ROOT = Path(__file__).resolve().parents[2]
FORMATS = dict(load_formats([("built-in", ROOT / "templates")]).by_name)
PATH = "2026/2026-11-20.md"
SLOT = Layout().slot(PATH)

FRONT = st.sampled_from(
    (
        "",
        "",
        "---\nformat: kpt\n---\n",
        "---\ndate: 2026-11-20\nformat: kpt\nmood: 4\n---\n\n",
        "---\nformat: log\ntags: [ci, infra]\n---\n",
        "---\ndate: 2026-11-20\nend: 2026-11-22\ntitle: '배포: 자동화'\ncreated: 2026-11-20T21:14:00+09:00\n---\n",
        "---\nformat: cdfa\ntitle: 둘째 날\nmood: 3.5\n---\n",
        "---\nmood:\nformat: nothing\n---\n",
        "---\ntitle: 3.50\ntags: []\n---\n",
        '---\ntitle: "둘 셋"\ntags: [null, a]\n---\n',
        "---\ntags: ci, infra\n---\n",
        "---\ntitle: no\nmood: yes\n---\n",
        "---\nformat: 4l\ntitle: 배포, 그리고 'C++' 회고 (2) — 끝\n---\n",
        "---\ncreated: 2026-11-20T21:14+09:00\nMood: 4\ntags: [2026, a]\n---\n",
        "---\ntitle: 가\ntitle: 나\n---\n",
    )
)
LINES = st.one_of(
    journal_lines(),
    st.sampled_from(
        (
            "",
            "",
            "# 금요일",
            "## Keep",
            "## Problem",
            "## Try",
            "## 계기",
            "## 한 일",
            "### 강의",
            "## 강의",
            "- TBU",
            "TBU",
            "- 산책했다",
            "* 별표",
            "- [ ] 설정 옮기기 #infra 📅 2026-11-24",
            "- [x] 산책 ✅ 2026-11-19",
            "- [x] 산책 #a ✅ 2026-13-40",
            "- [-] 그만 ❌ 2026-11-20",
            "- [ ] TBU",
            "    - 두 번째다",
            "    - [ ] 안쪽 상자",
            "        - 더 안쪽",
            "  이어지는 줄",
            "[링크](https://example.org) 하나",
            "3일째 되는 날",
            "3. 셋",
            "**굵게** 시작",
            "> 느리게 가도 된다",
            "> 느리게 [가도](x) 된다 #infra",
            "> - 안의 것",
            ">붙은 것",
            ">",
            ">   띄운 것",
            "```",
            "```",
            "```python",
            "``` ",
            "```inline``` 뒤",
            "  ```",
            "- ```",
            "> ```",
            "    - [ ] 코드",
            'print("- [ ] 코드")',
        )
    ),
)
ENTRIES = st.builds(lambda front, lines: front + "\n".join(lines) + "\n", FRONT, st.lists(LINES, max_size=14))


def read(text: str) -> Passages:
    return read_passages(text, PATH, FORMATS, SLOT)


def careful(text: str) -> Facts:
    return facts_of(read(text))


def quick(text: str) -> Facts | None:
    return QuickReader(FORMATS).facts(text, PATH, SLOT)


@settings(max_examples=600, deadline=None)
@given(ENTRIES)
@example("- a\n  - b\n\nc\n    - d\n")
@example("## Keep\n- a\n\n  b\n")
def test_what_the_quick_reader_says_is_what_the_careful_one_says(text: str) -> None:
    found = quick(text)
    if found is not None:
        assert found == careful(text)
    passages = QuickReader(FORMATS).passages(text, PATH, SLOT)
    if passages is not None:
        assert passages == read(text)


@settings(max_examples=300, deadline=None)
@given(hostile_text())
def test_no_hostile_text_is_misread_quickly(text: str) -> None:
    found = quick(text)
    if found is None:
        return
    try:
        assert found == careful(text)
        assert QuickReader(FORMATS).passages(text, PATH, SLOT) in (None, read(text))
    except FrontMatterError:
        raise AssertionError("the quick reader read front matter that is none") from None


@given(st.lists(words(), min_size=1, max_size=3))
def test_a_reader_remembers_headings_and_not_entries(headings: list[str]) -> None:
    reader = QuickReader(FORMATS)
    text = "".join(f"## {heading}\n- 산책\n" for heading in headings)
    assert reader.facts(text, PATH, SLOT) == reader.facts(text, PATH, SLOT)


USUAL = """---
date: 2026-11-20
format: kpt
mood: 4
---
오늘은 배포를 했다. 생각보다 잘 됐다.

## Keep

- 리뷰 전에 테스트를 먼저 돌렸다
    - 두 번째다

## Problem
- TBU

## Try
- [ ] 설정을 저장소에 넣기 #infra 📅 2026-11-24
- [x] 산책하기 ✅ 2026-11-21

```python
# - [ ] 코드
```
> 느리게 가도
> 멈추지 않으면 된다
"""


def test_an_entry_of_the_usual_kind_is_read_quickly() -> None:
    found = quick(USUAL)
    assert found is not None
    assert found == careful(USUAL)
    assert QuickReader(FORMATS).passages(USUAL, PATH, SLOT) == read(USUAL)
    assert dict(found.roles) == {"good": 1, "next": 2}
    assert found.words == 6 + 5 + 2 + 1 + 4 + 1 + 5 + 5
    assert [(task.text, task.state) for task in found.tasks] == [
        ("설정을 저장소에 넣기 #infra", "open"),
        ("산책하기", "done"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "```\n## Keep\n",
        "- 코드\n  ```\n  ## Keep\n  ```\n",
        "> - 인용\n",
        "> 인용\n이어서\n",
        "제목\n---\n",
        "1. 하나\n",
        "<!-- 주석 -->\n",
        "- a\n\n  둘째 문단\n",
        "---\ntitle: [a\n---\n",
        "---\na: &x 1\nb: *x\n---\n",
        "\t- 탭\n",
    ],
)
def test_what_is_not_plain_to_see_is_left_to_the_careful_reader(text: str) -> None:
    assert quick(text) is None


def test_a_review_is_read_without_its_digest() -> None:
    text = (
        "---\nformat: weekly\n---\n<!-- retro:begin digest lang=ko sha=x -->\n## Keep\n- 남의 것\n"
        "<!-- retro:end digest -->\n\n## [+] Positive\n- 내 것\n"
    )
    found = quick(text)
    assert found is not None
    assert found == careful(text)
    assert found.words == 2
