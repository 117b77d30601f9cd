"""The report in a real Chromium: silent, asking nobody, whole on every screen and on paper, and accessible.

Where there is no Chromium (or no npm, for the accessibility engine) the tests are skipped and say so.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from report.chromium import DESKTOP, PHONE, Chromium, find
from scripts.year import lay_out_year
from trees import lay_out

ROOT = Path(__file__).resolve().parents[2]
EVENING = "2026-11-20T21:00+09:00"
CHROMIUM = find()
NPM = shutil.which("npm")
AXE = os.environ.get("RETRO_AXE")
"""The path of `axe.min.js`, where it is at hand already."""
AXE_VERSION = "axe-core@4.10.3"
OUTSIDE = dict(os.environ)
"""The environment of the one who runs the tests: npm needs its settings."""

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here (Debian: apt-get install chromium)"),
    pytest.mark.timeout(300),
]

HOSTILE = {
    "2026/2026-11-17.md": (
        "---\ntitle: '\"><script>pwned=1</script>'\ntags: ['<img src=x onerror=pwned=1>']\nmood: 4\nformat: kpt\n---\n"
        "<script>pwned = 1</script>\n\n<img src=x onerror='pwned=1'> <svg onload=pwned=1>\n\n"
        "<style>*{display:none}</style>\n\n"
        "[a](javascript:pwned=1) [b](data:text/html,<script>pwned=1</script>) <javascript:pwned=1>\n\n"
        "![remote](https://example.invalid/a.png) ![[x.png]] [r]\n\n[r]: javascript:pwned=1\n\n"
        "## Problem\n- </li></ul></article></main><iframe src=https://example.invalid></iframe>\n\n"
        "## Try\n- [ ] <link rel=stylesheet href=//example.invalid/a.css> 📅 2026-11-24\n"
    ),
    "2026/2026-11-18.md": (
        "---\nmood: 3\nformat: kpt\n---\n| a | b |\n|---|--:|\n| 1 | `2` |\n\n```js\n" + "x" * 300 + "\n```\n\n"
        "## Problem\n- </li></ul></article></main><iframe src=https://example.invalid></iframe>\n- " + "아" * 400 + "\n"
    ),
}


def made(*args: str, cwd: Path) -> None:
    """Run `retro` in a home of its own."""
    subprocess.run(
        [sys.executable, str(ROOT / "tests" / "at.py"), EVENING, *args],
        cwd=cwd,
        env={**OUTSIDE, "HOME": str(cwd), "XDG_CONFIG_HOME": "", "XDG_STATE_HOME": "", "RETRO_JOURNAL": ""},
        check=True,
        capture_output=True,
    )


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The report of the example journal in both languages, of a year, of a hostile journal."""
    folder = tmp_path_factory.mktemp("report")
    lay_out_year(folder / "year", "ko")
    lay_out(folder / "hostile", HOSTILE)
    for lang in ("en", "ko"):
        made("demo", lang, "--lang", lang, cwd=folder)
        made("report", "-j", lang, "--lang", lang, "-o", f"{lang}.html", cwd=folder)
    for name, lang in (("year", "ko"), ("hostile", "en")):
        made("report", "-j", name, "--lang", lang, "-o", f"{name}.html", cwd=folder)
    return {name: folder / f"{name}.html" for name in ("en", "ko", "year", "hostile")}


@pytest.fixture(scope="module")
def browser() -> Iterator[Chromium]:
    assert CHROMIUM
    with Chromium(CHROMIUM) as opened:
        yield opened


@pytest.mark.parametrize("name", ["en", "ko", "year", "hostile"])
def test_the_page_is_silent_asks_nobody_and_fits_every_screen(
    browser: Chromium, pages: dict[str, Path], name: str
) -> None:
    for size in (DESKTOP, PHONE, (320, 600)):
        for dark in (False, True):
            browser.look(size=size, dark=dark)
            browser.open(pages[name])
            browser.settle()
            assert browser.complaints == []
            assert browser.requests == [pages[name].as_uri()]
            assert browser.evaluate("document.documentElement.scrollWidth") <= size[0]
    assert browser.evaluate("typeof pwned") == "undefined"


def test_what_is_hostile_is_read_as_text(browser: Chromium, pages: dict[str, Path]) -> None:
    browser.look()
    browser.open(pages["hostile"])
    text = browser.evaluate("document.querySelector('main').innerText")
    for told in (
        "<script>pwned = 1</script>",
        "[a](javascript:pwned=1)",
        "</article></main><iframe",
        "<svg onload=pwned=1>",
    ):
        assert told in text
    assert (
        browser.evaluate("document.querySelectorAll('main script, iframe, main img, main style, main link').length")
        == 0
    )
    assert browser.evaluate("document.querySelectorAll('article').length") == 2


def test_without_a_script_everything_is_there(browser: Chromium, pages: dict[str, Path]) -> None:
    browser.look(script=False)
    browser.open(pages["year"])
    assert browser.complaints == [] and browser.requests == [pages["year"].as_uri()]
    browser.look()
    with_script = browser.evaluate("document.querySelectorAll('article').length")
    assert browser.evaluate("document.getElementById('finder').hidden")
    assert with_script == pages["year"].read_text("utf-8").count("<article ") > 200


def shown(browser: Chromium) -> list[str]:
    found: list[str] = browser.evaluate(
        "[...document.querySelectorAll('article')].filter(one => one.checkVisibility()).map(one => one.innerText)"
    )
    return found


def test_searching_leaves_the_entries_that_say_all_the_words(browser: Chromium, pages: dict[str, Path]) -> None:
    browser.look()
    browser.open(pages["year"])
    total = browser.evaluate("document.querySelectorAll('article').length")
    before = len(shown(browser))
    browser.evaluate("scrollTo(0, document.body.scrollHeight)")
    browser.evaluate("document.getElementById('find').focus()")
    browser.type("회의가 일찍")
    browser.settle()
    left = shown(browser)
    first = "document.querySelector('article:not([hidden])').getBoundingClientRect().top"
    assert 0 < browser.evaluate(first) < DESKTOP[1]
    assert 0 < len(left) < total and all("회의가" in one and "일찍" in one for one in left)
    assert browser.evaluate("document.getElementById('found').textContent") == f"회고 {total}개 중 {len(left)}개"
    assert not browser.evaluate("document.getElementById('days').checkVisibility()")
    assert browser.evaluate("CSS.highlights.get('found').size") >= 2 * len(left)
    browser.type("없는말")
    browser.settle()
    assert shown(browser) == [] and browser.evaluate("document.getElementById('found').innerText")
    browser.evaluate(
        "(find => { find.value = ''; find.dispatchEvent(new Event('input')); })(document.getElementById('find'))"
    )
    browser.settle()
    assert len(shown(browser)) == before < total
    assert browser.evaluate("document.getElementById('days').checkVisibility()")


def test_a_link_to_an_entry_opens_its_month(browser: Chromium, pages: dict[str, Path]) -> None:
    browser.look()
    browser.open(pages["year"])
    target = browser.evaluate("document.querySelector('.places a').getAttribute('href')")
    assert not browser.evaluate(f"document.querySelector('{target}').checkVisibility()")
    browser.evaluate("document.querySelector('.places a').click()")
    browser.settle()
    assert browser.evaluate(f"document.querySelector('{target}').checkVisibility()")
    top = browser.evaluate(f"document.querySelector('{target}').getBoundingClientRect().top")
    assert 0 < top < DESKTOP[1]


def test_every_link_of_the_page_leads_somewhere(browser: Chromium, pages: dict[str, Path]) -> None:
    browser.look()
    for page in pages.values():
        browser.open(page)
        lost = browser.evaluate(
            "[...document.querySelectorAll('a[href^=\"#\"]')].map(one => one.getAttribute('href').slice(1))"
            ".filter(one => !document.getElementById(one))"
        )
        assert lost == []
        assert (
            browser.evaluate(
                "(ids => ids.length - new Set(ids).size)([...document.querySelectorAll('[id]')].map(one => one.id))"
            )
            == 0
        )


def test_the_keyboard_reaches_the_content_first_and_every_control_shows_its_focus(
    browser: Chromium, pages: dict[str, Path]
) -> None:
    browser.look()
    browser.open(pages["en"])
    browser.press("Tab")
    assert browser.evaluate("document.activeElement.getAttribute('href')") == "#content"
    assert browser.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
    browser.press("Enter")
    browser.settle()
    assert browser.evaluate("document.activeElement.id") == "content"
    browser.open(pages["en"])
    for _ in range(12):
        browser.press("Tab")
        style = browser.evaluate(
            "(style => style.outlineStyle + ' ' + style.outlineWidth)(getComputedStyle(document.activeElement))"
        )
        assert style == "solid 2px" or style.startswith("auto")


def test_paper_has_every_entry_and_nothing_to_press(browser: Chromium, pages: dict[str, Path]) -> None:
    browser.look()
    browser.open(pages["year"])
    hidden = len(browser.evaluate("[...document.querySelectorAll('details.month:not([open])')].map(one => 1)"))
    assert hidden > 5
    browser.print_media()
    assert not browser.evaluate("document.querySelector('nav').checkVisibility()")
    assert not browser.evaluate("document.querySelector('.table').checkVisibility()")
    browser.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert browser.evaluate("[...document.querySelectorAll('article')].every(one => one.checkVisibility())")
    browser.evaluate("dispatchEvent(new Event('afterprint'))")
    assert len(browser.evaluate("[...document.querySelectorAll('details.month:not([open])')].map(one => 1)")) == hidden
    browser.look()
    paper = browser.paper()
    assert paper.startswith(b"%PDF") and paper.count(b"/Type /Page\n") + paper.count(b"/Type /Page ") > 10


# -- an accessibility engine ------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The source of axe-core, from npm unless it is at hand."""
    if AXE:
        return Path(AXE).read_text("utf-8")
    if NPM is None:
        pytest.skip("no npm here to get axe-core with")
    folder = tmp_path_factory.mktemp("axe")
    call = [NPM, "install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", str(folder), AXE_VERSION]
    try:
        done = subprocess.run(call, cwd=folder, env=OUTSIDE, capture_output=True, timeout=120, check=False)
    except subprocess.TimeoutExpired:
        pytest.skip("npm did not get axe-core in time")
    if done.returncode:
        pytest.skip("npm could not get axe-core: no network?")
    return (folder / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")


RUN_AXE = """
axe.run(document, {resultTypes: ["violations"]}).then((result) => result.violations.map((one) =>
  ({rule: one.id, impact: one.impact, where: one.nodes.map((node) => node.html.slice(0, 200)).slice(0, 5)})))
"""


@pytest.mark.parametrize("name", ["en", "ko", "year", "hostile"])
def test_an_accessibility_engine_has_nothing_serious_to_say(
    browser: Chromium, pages: dict[str, Path], axe: str, name: str
) -> None:
    large = name == "year"  # what has been tried on the small pages takes long on this one
    for size, dark in ((DESKTOP, False), (DESKTOP, True), (PHONE, False))[: 1 if large else 3]:
        browser.look(size=size, dark=dark)
        browser.open(pages[name])
        tables = "details.table" if large else "details"
        browser.evaluate(f"for (const one of document.querySelectorAll('{tables}')) one.open = true")
        browser.evaluate(f"{axe};1")
        found: list[dict[str, Any]] = browser.evaluate(RUN_AXE)
        serious = [one for one in found if one["impact"] in ("serious", "critical")]
        assert serious == [], json.dumps(serious, ensure_ascii=False, indent=1)


def test_the_engine_would_notice(browser: Chromium, axe: str, tmp_path: Path) -> None:
    (tmp_path / "bad.html").write_text(
        "<html><body><img src='data:,'><p style='color:#ccc;background:#fff'>hard to read</p>"
    )
    browser.look()
    browser.open(tmp_path / "bad.html")
    browser.evaluate(f"{axe};1")
    assert {"image-alt", "color-contrast"} <= {one["rule"] for one in browser.evaluate(RUN_AXE)}
