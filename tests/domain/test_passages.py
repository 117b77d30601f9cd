"""The passages of an entry: what a search can find, each on its own with its line and section."""

from pathlib import Path

from retro_cli.domain.layout import Layout
from retro_cli.domain.passages import Passage, Passages, read_passages
from retro_cli.store.formats import load_formats

FORMATS = load_formats([("built-in", Path(__file__).resolve().parents[2] / "templates")]).by_name


def read(text: str, path: str = "2026/2026-11-20.md") -> Passages:
    return read_passages(text, path, FORMATS, Layout().slot(path))


def told(passage: Passage) -> tuple[int, str, str | None, str]:
    return passage.line, passage.kind, passage.section, passage.text


ENTRY = """---
format: kpt
title: "배포 자동화"
---
자유로운 글
두 번째 줄

## Keep
- 테스트를 먼저 돌렸다
    - 안쪽 항목
- 문단이 있는 것

  둘째 문단

## Problem
그냥 글로 적었다.

### 더 깊은 제목
```sh
rm -rf build
```

## Try
- [ ] 설정 넣기 #infra 📅 2026-11-24
- [x] 산책 ✅ 2026-11-20

## 메모
> 인용한 말

<!-- 보이지 않는 말 -->
"""


def test_every_item_and_paragraph_stands_alone_with_its_line_and_section() -> None:
    assert [told(one) for one in read(ENTRY).passages] == [
        (3, "title", None, "배포 자동화"),
        (5, "paragraph", None, "자유로운 글\n두 번째 줄"),
        (9, "item", "keep", "테스트를 먼저 돌렸다"),
        (10, "item", "keep", "안쪽 항목"),
        (11, "item", "keep", "문단이 있는 것\n둘째 문단"),
        (16, "paragraph", "problem", "그냥 글로 적었다."),
        (18, "heading", "problem", "더 깊은 제목"),
        (19, "fence", "problem", "rm -rf build"),
        (24, "item", "try", "설정 넣기 #infra"),
        (25, "item", "try", "산책"),
        (27, "heading", "메모", "메모"),
        (28, "paragraph", "메모", "인용한 말"),
    ]


def test_roles_states_and_tags_come_along() -> None:
    found = {one.text: one for one in read(ENTRY).passages}
    assert found["테스트를 먼저 돌렸다"].role == "good"
    assert found["인용한 말"].role == "other"
    assert (found["설정 넣기 #infra"].state, found["산책"].state) == ("open", "done")
    assert found["설정 넣기 #infra"].tags == ("infra",)


def test_the_digest_of_a_review_is_left_out() -> None:
    text = (
        "---\nformat: weekly\n---\n"
        "<!-- retro:begin digest lang=ko sha=1 -->\n## Keep\n- 하루의 것\n<!-- retro:end digest -->\n\n"
        "## [+] Positive\n- 한 주의 것\n"
    )
    found = read(text, "2026/2026-W47.md")
    assert [one.text for one in found.passages] == ["한 주의 것"]
    assert found.week == "2026-W47"


def test_text_comes_back_as_it_was_typed() -> None:
    text = "---\nformat: kpt\n---\n## Keep\n- 1\\. 하나\n- \\[ ] 상자 아님\n\n## Problem\n\\## Keep 라는 제목\n"
    assert [one.text for one in read(text).passages] == ["1. 하나", "[ ] 상자 아님", "## Keep 라는 제목"]


def test_line_endings_and_a_byte_order_mark_change_nothing() -> None:
    plain = read(ENTRY)
    for text in (ENTRY.replace("\n", "\r\n"), "\ufeff" + ENTRY):
        assert [told(one) for one in read(text).passages] == [told(one) for one in plain.passages]


def test_an_empty_file_has_none() -> None:
    assert read("").passages == ()
    assert read("---\nformat: kpt\n---\n").passages == ()
