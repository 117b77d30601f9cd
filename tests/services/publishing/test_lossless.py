"""Whatever people write and do not call private is in the post, in order, and nothing swallows what follows."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retro_cli.domain import markdown
from retro_cli.domain.text import split_lines
from retro_cli.services.publishing.posting import draft, week_unit
from services.publishing.desk import WEEK, desk, written

PIECES = (
    "그냥 글이다.\n이어진 줄이다.",
    "- 하나\n    - 둘\n        - 셋\n- 넷",
    "* 별 하나\n\n* 별 둘\n  이어진 줄",
    "1. 첫째\n2. 둘째",
    "- [ ] 해볼 것\n    - [x] 해낸 것",
    "> 남의 말\n> 두 줄",
    "```py\n# 코드\n\n\nx = 1\n```",
    "```\n닫지 않은 코드\n",
    "`<!-- 코드 -->` 와 `%%코드%%`",
    "~~~\n<!-- 코드 -->\n%% 코드\n[[코드]] ^코드\n~~~",
    "50%% 넘게 했다",
    "### 아래 제목\n\n제목 아래 글",
    "밑줄 제목\n---",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "<div>\n태그\n</div>",
    "    들여 쓴 코드",
    "---",
    "$h_{t-1}$ `code` **굵게** [링크](https://example.org)",
    "{% raw %} {{ x }} {{ '{{' }}",
    "\\# 제목이 아니다",
)
HEADINGS = ("## Keep", "## Problem", "## 강의", "### ✨ Keep", "## **[+]** Positive")


def words(text: str) -> str:
    return re.sub(r"[\W_]|(?<=\[)x(?=\])", "", text)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    days=st.lists(st.lists(st.sampled_from((*PIECES, *HEADINGS)), min_size=1, max_size=6), min_size=1, max_size=3),
    style=st.sampled_from(["default", "kpt", "events", "log"]),
    format=st.sampled_from(["", "format: kpt\n", "format: log\n", "format: cdfa\n"]),
)
def test_every_word_is_in_the_post_in_order(
    tmp_path_factory: pytest.TempPathFactory, days: list[list[str]], style: str, format: str
) -> None:
    root = tmp_path_factory.mktemp("lossless")
    files = {
        f"2026/2026-11-{16 + number}.md": f"---\n{format}title: t\n---\n" + "\n\n".join(pieces) + "\n"
        for number, pieces in enumerate(days)
    }
    made = draft(desk(written(root / "journal", files), root / "site", style=style), week_unit(WEEK))
    if made is None:
        assert not words("".join(piece for day in days for piece in day if piece not in HEADINGS))
        return
    post = words(made.text)
    for piece in (piece for day in days for piece in day if piece not in HEADINGS):
        assert words(piece) in post
    lines = split_lines(made.text)
    below = [block for block in markdown.parse(lines, lines.index("---\n", 1) + 1) if block.parent == -1]
    assert all(block.closed for block in below)
