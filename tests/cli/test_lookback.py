"""`retro lookback`: what was written back then, and what came of what was planned."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from trees import lay_out, schema

Retro = Callable[..., Any]


@pytest.fixture
def journal(home: Path) -> Path:
    return lay_out(
        home / "journal",
        {
            "2026/2026-11-13.md": (
                "---\nformat: kpt\n---\n비가 왔다.\n\n## Keep\n- 산책\n\n## Try\n- [x] 걷기 ✅ 2026-11-15\n- [ ] 읽기\n"
            ),
            "2025/2025-11-20.md": "---\nformat: cdfa\ntitle: 첫 배포\n---\n## 느낀 점\n떨렸다.\n",
        },
    )


@pytest.mark.usefixtures("journal")
def test_each_entry_shows_what_it_says_and_what_came_of_its_plans(retro: Retro) -> None:
    assert retro("lookback") == (
        0,
        " A week ago · Fri, Nov 13 · KPT  2026/2026-11-13.md\n"
        "   비가 왔다.\n"
        "   Keep\n"
        "   • 산책\n"
        "   You meant to try\n"
        "   ✓ 걷기  Sun, Nov 15\n"
        "   ○ 읽기\n"
        "\n"
        " 1 year ago · Thu, Nov 20, 2025 · 첫 배포  2025/2025-11-20.md\n"
        "   느낀 점\n"
        "   • 떨렸다.\n",
        "",
    )


@pytest.mark.usefixtures("journal")
def test_the_page_of_retro_names_the_oldest_in_a_line(retro: Retro) -> None:
    assert " 1 year ago   첫 배포 — retro lookback\n" in retro().out


def test_the_page_of_retro_names_nothing_private(retro: Retro, home: Path) -> None:
    lay_out(
        home / "journal",
        {
            "2025/2025-11-20.md": "---\nformat: kpt\nprivate: true\ntitle: 면접\n---\n## Keep\n- 면접을 봤다\n",
            "2026/2026-11-13.md": "---\nformat: kpt\n---\n## Keep\n- 병원에 갔다 #private\n- 산책\n",
        },
    )
    assert " A week ago   산책 — retro lookback\n" in retro().out


@pytest.mark.usefixtures("journal")
def test_json_has_the_entries_and_their_items(retro: Retro) -> None:
    document = json.loads(retro("lookback", "--json").out)
    jsonschema.validate(document, schema("lookback"))
    assert [one["ago"] for one in document["entries"]] == [{"unit": "week", "count": 1}, {"unit": "year", "count": 1}]
    assert [todo["state"] for todo in document["entries"][0]["todos"]] == ["done", "open"]


def test_where_nothing_is_old_enough_there_is_nothing(retro: Retro, home: Path) -> None:
    lay_out(home / "journal", {"2026/2026-11-19.md": "---\nformat: kpt\n---\n## Keep\n- 산책\n"})
    code, out, err = retro("lookback")
    assert (code, out) == (0, "") and "yet" in err
    assert "lookback" not in retro().out
