"""`retro export` withholds whatever `retro publish` does."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from trees import lay_out

Retro = Callable[..., Any]

SHAPES = ("json", "jsonl", "csv", "todo-txt")
SECRET = "아무도모르는일"
TAGS = (
    "#private",
    "#Private",
    "**#private**",
    "_#private_",
    "<b>#private</b>",
    "[#private](x)",
    "\\#private",
    "(#private)",
    "`#private`",
    "#private/가족",
    "[[#private]]",
    "＃private",
    "#private은",
)
PIECES = (
    "- {secret} {tag}",
    "- [ ] {secret} {tag} 📅 2026-11-30",
    "- 보인다\n    - {secret} {tag}\n        - {secret}",
    "- 숨는다 {tag}\n\n    {secret}\n\n    - [ ] {secret}",
    "> {secret}\n> {tag}",
    "{secret}\n{tag}",
    "### 숨는 제목 {tag}\n\n{secret}\n\n#### 더 아래\n\n- [ ] {secret}",
    "## 숨는 제목 {tag}\n\n{secret}\n\n### Problem\n\n- [ ] {secret}",
)
WHOLE = (
    "private: 1",
    "private: yes",
    "Private: True",
    "private: [팀]",
    "private:\n  - 팀",
    "private: 네",
    "private: true\nprivate: false",
    "tags: [private]",
    "tags: [private/가족]",
    'title: "병원 #private"',
)


def exported(retro: Retro, *options: str) -> str:
    return "\n".join(retro("export", f"--{shape}", *options).out for shape in SHAPES)


@pytest.mark.parametrize("tag", TAGS)
def test_what_carries_the_tag_in_any_markup_stays(retro: Retro, home: Path, tag: str) -> None:
    days = {}
    for at, piece in enumerate(PIECES):
        text = piece.format(secret=SECRET, tag=tag)
        days[f"2026/2026-10-{at + 10}.md"] = (
            f"---\nformat: kpt\n---\n{text}\n\n## Keep\n- 처음\n\n{text}\n\n## Try\n- [ ] 끝\n"
        )
        days[f"2026/2026-11-{at + 10}.md"] = f"처음\n\n{text}\n\n# 끝\n"
    lay_out(home / "journal", days)
    told = exported(retro)
    assert SECRET not in told and "private" not in told.casefold()
    assert "처음" in told and "끝" in told
    assert SECRET in exported(retro, "--private")


@pytest.mark.parametrize("said", WHOLE)
def test_a_private_entry_stays_however_it_says_so(retro: Retro, home: Path, said: str) -> None:
    lay_out(home / "journal", {"2026/2026-11-16.md": f"---\nformat: kpt\n{said}\n---\n## Keep\n- [ ] {SECRET}\n"})
    assert SECRET not in exported(retro)
    assert SECRET in exported(retro, "--private")


@pytest.mark.parametrize("said", ["false", "False", "no", "off", "0", "", "  # 아니다", '"no"'])
def test_an_entry_that_says_it_is_not_private_is_exported(retro: Retro, home: Path, said: str) -> None:
    text = f"---\nformat: kpt\nprivate: {said}\n---\n## Keep\n- 보인다\n"
    lay_out(home / "journal", {"2026/2026-11-16.md": text})
    assert "보인다" in exported(retro)


@pytest.mark.parametrize(
    "files",
    [
        {"2026/2026-11-16.md": f"---\nformat: diary\n---\n## Closed\n- [ ] {SECRET}\n"},
        {
            "templates/diary.md": "---\nsections: {\n---\n",
            "2026/2026-11-16.md": f"## Open\n- 하나\n\n## Closed\n- [ ] {SECRET}\n",
        },
        *(
            {"2026/2026-11-16.md": f"---\nformat: {odd}\n---\n## Closed\n- [ ] {SECRET}\n"}
            for odd in ("[1, 2]", "{a: b}", "1.5", "true", "2026-11-16")
        ),
    ],
)
def test_an_entry_whose_format_is_not_known_stays_and_is_named(retro: Retro, home: Path, files: dict[str, str]) -> None:
    lay_out(home / "journal", {**files, "2026/2026-11-17.md": "---\nformat: kpt\n---\n## Keep\n- 보인다\n"})
    code, out, err = retro("export", "--jsonl")
    assert code == 4
    assert SECRET not in exported(retro) and "보인다" in out
    assert "2026/2026-11-16.md" in err
    assert SECRET in exported(retro, "--private")


def test_a_footnote_goes_with_the_private_text_that_alone_refers_to_it(retro: Retro, home: Path) -> None:
    text = (
        "## Keep\n- 보인다[^1] [여기][1]\n- 숨는다[^둘] [거기][Two] #private\n\n"
        f"[^1]: 보이는 각주\n[^둘]: {SECRET}\n\n    {SECRET}\n\n[1]: https://example.org\n[two]: https://{SECRET}.org\n"
    )
    lay_out(home / "journal", {"2026/2026-11-16.md": f"---\nformat: kpt\n---\n{text}"})
    told = exported(retro)
    assert SECRET not in told
    assert "보이는 각주" in told and "https://example.org" in told
