"""`retro standup`: what was done, what is next, what is in the way; nothing private."""

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
            "2026/2026-11-10.md": (
                "---\nformat: kpt\n---\n## Try\n- [ ] 오래된 일\n- [/] 하던 일\n- [ ] 밀린 일 📅 2026-11-15\n"
                "- [x] 목요일에 끝낸 일 ✅ 2026-11-19\n- [x] 먼저 끝낸 일 ✅ 2026-11-12\n- [ ] 나중 일 ⏳ 2026-11-30\n"
            ),
            "2026/2026-11-19-standup.md": (
                "---\nformat: standup\n---\n## Done\n- 로그인 화면을 붙였다 #web\n- 면접을 봤다 #private\n\n"
                "## Next\n- [ ] 로그인 테스트 쓰기\n- [ ] 병원 가기 #private\n\n"
                "## Blocked\n- 디자인 확정을 기다린다\n- 팀장님과 다퉜다 #private\n"
            ),
            "2026/2026-11-19-일기.md": (
                "---\nformat: kpt\nprivate: true\n---\n## Problem\n- 비밀\n\n## Try\n- [ ] 비밀 일\n"
            ),
        },
    )


@pytest.mark.usefixtures("journal")
def test_it_says_what_was_done_what_is_next_and_what_is_in_the_way(retro: Retro) -> None:
    assert retro("standup") == (
        0,
        "Thu, Nov 19\n- 목요일에 끝낸 일\n- 로그인 화면을 붙였다\n\n"
        "To do today\n- 하던 일\n- 밀린 일\n- 로그인 테스트 쓰기\n\n"
        "In the way\n- 디자인 확정을 기다린다\n",
        "",
    )


@pytest.mark.usefixtures("journal")
@pytest.mark.parametrize(
    ("style", "line"), [("slack", "*Thu, Nov 19*\n• 목요일"), ("github", "### Thu, Nov 19\n- 목요일")]
)
def test_it_is_shaped_for_where_it_goes(retro: Retro, style: str, line: str) -> None:
    assert retro("standup", "--for", style).out.startswith(line)


@pytest.mark.usefixtures("journal")
@pytest.mark.parametrize("more", [(), ("--for", "slack"), ("--json",)])
def test_nothing_private_is_in_it(retro: Retro, more: tuple[str, ...]) -> None:
    code, out, err = retro("standup", *more)
    assert (code, err) == (0, "")
    assert not [word for word in ("비밀", "면접", "병원", "다퉜다") if word in out]


@pytest.mark.usefixtures("journal")
def test_json_has_the_same_parts(retro: Retro) -> None:
    document = json.loads(retro("standup", "--json").out)
    jsonschema.validate(document, schema("standup"))
    assert (document["day"], document["blockers"]) == ("2026-11-19", ["디자인 확정을 기다린다"])


def test_what_is_written_today_counts_and_monday_looks_back_on_friday(retro: Retro, home: Path) -> None:
    lay_out(home / "journal", {"2026/2026-11-20.md": "---\nformat: kpt\n---\n## Try\n- [x] 배포하기 ✅ 2026-11-20\n"})
    assert retro("standup", at="2026-11-23T09:30+09:00").out == "Fri, Nov 20\n- 배포하기\n"
    lay_out(home / "journal", {"2026/2026-11-23.md": "---\nformat: kpt\n---\n## Problem\n- 서버가 느리다\n"})
    assert retro("standup", at="2026-11-23T21:00+09:00").out.endswith("\n\nIn the way\n- 서버가 느리다\n")


def test_an_empty_journal_has_nothing_to_say(retro: Retro, home: Path) -> None:
    lay_out(home / "journal", {"retro.toml": ""})
    code, out, err = retro("standup")
    assert (code, out) == (0, "") and "retro today" in err


def test_an_unknown_place_is_refused_with_those_that_are_known(retro: Retro) -> None:
    code, _, err = retro("standup", "--for", "fax")
    assert code == 2 and "plain, slack, github" in err


def test_a_sunday_does_not_hide_friday(retro: Retro, home: Path) -> None:
    lay_out(
        home / "journal",
        {
            "2026/2026-11-20.md": (
                "---\nformat: standup\n---\n## Done\n- 배포했다\n\n## Next\n- [ ] 새해 계획 📅 2027-01-04\n"
            ),
            "2026/2026-11-22.md": "---\nformat: standup\n---\n## Done\n- 책을 읽었다\n",
        },
    )
    assert retro("standup", at="2026-11-23T09:30+09:00").out == "Fri, Nov 20\n- 배포했다\n- 책을 읽었다\n"
