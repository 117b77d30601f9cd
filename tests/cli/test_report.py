"""`retro report`: which days, which file, what is in the page, and what never is."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from trees import lay_out

Retro = Callable[..., Any]

TOML = 'lang = "en"\n'
DAY = (
    "---\nformat: kpt\nmood: 4\ntags: [ci]\n---\n\n## Keep\n- Ran the tests first\n\n"
    "## Problem\n- {problem}\n\n## Try\n- [{mark}] {try_}\n"
)
ENTRIES = {
    "retro.toml": TOML,
    "2025/2025-03-03.md": DAY.format(problem="Too late to bed", mark="x", try_="Sleep at eleven ✅ 2025-03-05"),
    "2026/2026-09-07.md": DAY.format(problem="Too late to bed", mark=" ", try_="Screen off at ten"),
    "2026/2026-11-18.md": DAY.format(problem="Too late to bed again", mark=" ", try_="Walk 📅 2026-11-24"),
    "2026/2026-W47.md": (
        "---\nformat: weekly\n---\n<!-- retro:begin digest lang=en sha=1 -->\n- from the digest\n"
        "<!-- retro:end digest -->\n\n## [+] Positive\n- Looked back\n"
    ),
    "2026/2026.md": "---\ndate: 2026-01-01\n---\n## Keep\n- A good year\n",
}
SECRETS = {
    "retro.toml": TOML,
    "templates/own.md": (
        "---\nname: own\nsections:\n  - {key: seen, role: good, kind: list}\n"
        "  - {key: unseen, role: bad, kind: list, private: true}\n---\n"
    ),
    "2026/2026-11-16.md": "---\nformat: kpt\nprivate: true\ntitle: secret1\n---\n## Keep\n- secret2\n",
    "2026/2026-11-17.md": (
        "---\nformat: kpt\ntags: [open]\nweather: 'secret3 #private'\n---\nsecret4 #private\n\nshown note\n\n"
        "## Keep\n- shown item\n- secret5 #private\n    - secret6\n\n## Problem\n- it keeps failing\n"
        "- secret7 fails #private\n\n"
        "## Try\n- [ ] secret8 #private\n- [ ] shown try\n\n### secret9 #private\nsecret10\n"
    ),
    "2026/2026-11-18.md": (
        "---\nformat: own\n---\n## seen\n- it keeps failing\n\n## unseen\n- secret11\n- secret7 fails\n"
    ),
    "2026/2026-11-19.md": (
        "---\nformat: kpt\n---\n## Keep\n- <!-- secret12 -->shown\n%%secret13%%\n\n"
        "## Try\n- [ ] x [[secret14]] #private\n"
    ),
    "2026/2026-11-20.md": "---\ntags: [private/secret15]\n---\n## Keep\n- secret16\n",
    "2026/2026-W47.md": (
        "---\nformat: weekly\n---\n<!-- retro:begin digest lang=en sha=1 -->\n- secret17\n<!-- retro:end digest -->\n"
        "## [+] Positive\n- shown review\n- secret18 #private\n"
    ),
    "assets/secret19.png": "not a picture",
}


@pytest.fixture
def journal(home: Path) -> Path:
    return lay_out(home / "journal", ENTRIES)


def page(home: Path, name: str = "retro-report.html") -> str:
    return (home / name).read_text("utf-8")


def days(text: str) -> list[str]:
    return re.findall(r'<article id="([^"]+)"', text)


@pytest.mark.usefixtures("journal")
def test_the_last_twelve_months_are_the_page_that_is_made_unasked(retro: Retro, home: Path) -> None:
    code, out, err = retro("report")
    assert (code, out, err) == (0, "", "Written: retro-report.html\n")
    text = page(home)
    assert days(text) == ["w-2026-11-16", "y-2026-01-01", "d-2026-09-07", "d-2026-11-18"]
    assert "<h1>Sep 7–Nov 20, 2026</h1>" in text


@pytest.mark.usefixtures("journal")
@pytest.mark.parametrize(
    ("args", "file", "shown"),
    [
        (["2025"], "2025", ["d-2025-03-03"]),
        (["2026"], "2026", ["w-2026-11-16", "y-2026-01-01", "d-2026-09-07", "d-2026-11-18"]),
        (["2026-11"], "2026-11", ["w-2026-11-16", "d-2026-11-18"]),
        (["2026-Q3"], "2026-Q3", ["d-2026-09-07"]),
        (["W47"], "2026-W47", ["w-2026-11-16", "d-2026-11-18"]),
        (["이번 주"], "2026-W47", ["w-2026-11-16", "d-2026-11-18"]),
        (["2026-09-01..2026-09-30"], "2026-09-01_2026-09-30", ["d-2026-09-07"]),
        (["--since", "2026-11-01"], "2026-11-01_2026-11-20", ["w-2026-11-16", "d-2026-11-18"]),
        (["--until", "2026-05-30"], "2026-05-30", ["d-2025-03-03"]),
    ],
    ids=" ".join,
)
def test_a_period_is_named_as_everywhere(
    retro: Retro, home: Path, args: list[str], file: str, shown: list[str]
) -> None:
    assert retro("report", *args).code == 0
    assert sorted(days(page(home, f"retro-report-{file}.html"))) == sorted(shown)


@pytest.mark.usefixtures("journal")
@pytest.mark.parametrize("args", [["soon"], ["11"], ["2026", "--since", "mon"], ["2026-13"], ["--open", "-o", "-"]])
def test_what_names_no_time_or_contradicts_itself_is_refused(retro: Retro, home: Path, args: list[str]) -> None:
    code, out, err = retro("report", *args)
    assert (code, out) == (2, "") and err
    assert not list(home.glob("*.html"))


@pytest.mark.usefixtures("journal")
def test_a_page_of_its_own_is_written_over_and_nothing_else(retro: Retro, home: Path) -> None:
    assert retro("report", "-o", "page.html").code == 0
    assert retro("report", "2025", "-o", "page.html").code == 0
    assert days(page(home, "page.html")) == ["d-2025-03-03"]
    (home / "other.html").write_text("<p>mine</p>")
    code, _, err = retro("report", "-o", "other.html")
    assert code == 5 and "--force" in err and (home / "other.html").read_text() == "<p>mine</p>"
    assert retro("report", "-o", "other.html", "--force").code == 0
    assert "<h1>" in page(home, "other.html")


@pytest.mark.usefixtures("journal")
@pytest.mark.parametrize("name", ["journal/2026/2026-11-18.md", "journal/retro.toml", "journal/assets/page.html"])
def test_no_file_of_the_journal_is_written_over(retro: Retro, home: Path, name: str) -> None:
    before = (home / name).read_bytes() if (home / name).exists() else None
    assert retro("report", "-o", name, "--force").code == 2
    assert ((home / name).read_bytes() if (home / name).exists() else None) == before


@pytest.mark.usefixtures("journal")
def test_the_standard_output_gets_the_page_and_nothing_else(retro: Retro, home: Path) -> None:
    code, out, err = retro("report", "-o", "-")
    assert (code, err) == (0, "") and out.startswith("<!doctype html>") and out.endswith("</html>\n")
    assert not list(home.glob("*.html"))


@pytest.mark.usefixtures("journal")
def test_without_a_screen_the_path_is_told_instead_of_opening_it(retro: Retro, home: Path) -> None:
    code, _, err = retro("report", "--open")
    assert code == 0 and str(home / "retro-report.html") in err


def test_a_time_without_entries_makes_no_file(retro: Retro, home: Path) -> None:
    lay_out(home / "journal", ENTRIES)
    code, out, err = retro("report", "2024")
    assert (code, out) == (0, "") and "No entries in this time." in err
    assert not list(home.glob("*.html"))


@pytest.mark.usefixtures("journal")
def test_what_was_counted_and_what_comes_back_is_in_the_page(retro: Retro, home: Path) -> None:
    retro("report", "--since", "2025-01-01", "-o", "all.html")
    text = page(home, "all.html")
    assert "on 3 days" in text and "1 of 3 to-dos" in text
    assert "<strong>3 days</strong>" in text and '<a href="#d-2025-03-03">Mar 3, 2025</a>' in text
    assert "Screen off at ten" in text and "until Nov 24" in text and "📅" not in text
    assert "Looked back" in text and "from the digest" not in text
    assert 'aria-label="mood: 4 on average' in text


def test_the_page_speaks_the_language_of_the_user(retro: Retro, home: Path) -> None:
    lay_out(home / "journal", ENTRIES)
    retro("report", "2026", "--lang", "ko")
    text = page(home, "retro-report-2026.html")
    assert '<html lang="ko">' in text and "<h1>2026년</h1>" in text and "11월 18일 (수)" in text
    assert not re.search(r">(Entries|Words|Reviews|What comes back|Over time|Day by day)<", text)


@pytest.mark.parametrize("args", [[], ["2026"], ["-o", "-"]])
def test_nothing_private_is_in_the_page(retro: Retro, home: Path, args: list[str]) -> None:
    lay_out(home / "journal", SECRETS)
    code, out, err = retro("report", *args)
    text = out if args[:1] == ["-o"] else page(home, "retro-report-2026.html" if args else "retro-report.html")
    assert code == 0 and re.findall(r"secret\d+", text + err) == []
    for shown in ("shown note", "shown item", "shown try", "shown review", "it keeps failing"):
        assert shown in text


def test_private_things_are_there_when_asked_for_and_the_page_says_so(retro: Retro, home: Path) -> None:
    lay_out(home / "journal", SECRETS)
    retro("report", "--private")
    found = set(re.findall(r"secret\d+", page(home)))
    assert found == {f"secret{number}" for number in range(1, 19)} - {"secret3", "secret12", "secret13", "secret17"}
    assert "think before you share it" in page(home)


def test_an_entry_whose_format_is_not_known_is_named_and_left_out(retro: Retro, home: Path) -> None:
    lay_out(home / "journal", {**ENTRIES, "2026/2026-11-19.md": "---\nformat: gone\n---\n## A\n- hidden?\n"})
    code, _, err = retro("report")
    assert code == 4 and "2026/2026-11-19.md" in err and "hidden?" not in page(home)


def test_pictures_of_the_journal_are_in_the_page_and_no_other_file_is(retro: Retro, home: Path) -> None:
    png = b"\x89PNG\r\n\x1a\n" + b"\0" * 30
    lay_out(
        home / "journal",
        {"2026/2026-11-18.md": "![desk](../assets/desk.png) ![etc](../../../outside.png) ![t](../retro.toml)\n"},
    )
    for path in (home / "journal" / "assets" / "desk.png", home / "outside.png"):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(png)
    (home / "journal" / "assets" / "large.png").write_bytes(png + b"\0" * 500_000)
    (home / "journal" / "2026" / "2026-11-19.md").write_text("![[large.png]] ![text](../assets/text.png)\n")
    (home / "journal" / "assets" / "text.png").write_text("no picture")
    retro("report")
    assert len(re.findall(r'<img src="data:image/png;base64,[^"]+" alt="desk">', page(home))) == 1
    assert page(home).count("<img") == 1


HOSTILE = '"><script>alert(1)</script>&lt;<b onclick="x">'


def test_titles_tags_fields_and_formats_are_text_in_the_page(retro: Retro, home: Path) -> None:
    told = json.dumps(HOSTILE)
    entry = f"---\ntitle: {told}\ntags: [{told}]\nmood: {told}\nformat: log\n---\n## {HOSTILE}\n- {HOSTILE}\n"
    files = {
        "2026/2026-11-18.md": entry,
        "2026/2026-11-19.md": entry.replace("log", "kpt").replace(f"## {HOSTILE}", "## Problem"),
    }
    lay_out(home / "journal", {**files, "2026/2026-11-17.md": files["2026/2026-11-19.md"]})
    assert retro("report").code == 0
    text = page(home)
    assert text.count("<script") == 1 and "<b onclick" not in text and text.count("<style") == 1
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text


def test_control_characters_are_shown_and_not_sent(retro: Retro, home: Path) -> None:
    lay_out(home / "journal", {"2026/2026-11-18.md": "a\x1b]0;x\x07b\n"})
    _, out, _ = retro("report", "-o", "-")
    assert "␛]0;x␇" in out and not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", out)


def test_the_policy_of_the_page_lets_its_own_script_and_style_in_and_nothing_else(retro: Retro, home: Path) -> None:
    import base64
    import hashlib

    lay_out(home / "journal", ENTRIES)
    retro("report")
    text = page(home)
    for tag in ("style", "script"):
        body = re.search(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        assert body
        digest = base64.b64encode(hashlib.sha256(body[1].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in text
    assert "default-src 'none'" in text and "unsafe" not in text and ' style="' not in text
