"""Take the pictures of the README: `python scripts/pictures.py`, after the screens changed on purpose.

They are the real screens of the example journal on a fixed evening, in a real terminal, in every language of the
interface. `--check` changes nothing and fails when a picture is not what the program shows now.
"""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scripts.stage import LOCALES, ROOT, Stage
from scripts.terminal_svg import draw, read_screen
from scripts.year import lay_out_year
from tests.terminal import Keyboard

FOLDER = ROOT / "docs" / "pictures"
SIZE = (80, 44)
SCREENS = {
    "status": "retro",
    "todo": "retro todo",
    "week": "retro week --print",
    "show": "retro show last thu",
    "patterns": "retro patterns --since 10-01",
}
SEARCHED = {"ko": "리뷰", "en": "page"}
WIDE = (120, 44)
SAID = {
    "ko": ("발표 자료를 화면 없이 말로 먼저 해 봤다", "점심 먹고 걸으니 오후가 길어졌다"),
    "en": ("Explained my change without the screen first", "Took the bug for a walk; it came back solved"),
}


def pictures(lang: str) -> Iterator[tuple[str, str]]:
    """The name and the SVG of every picture in a language."""
    with Stage(lang) as stage:
        _set_up(stage)
        for name, line in SCREENS.items():
            code, _, raw = stage.run(line, size=SIZE)
            assert code == 0, (line, raw.decode())
            yield name, _picture(line, raw, cursor=False)
        searching = f"retro search {SEARCHED[lang]} --since 10-26"
        for line, name in ((searching, "search"), ("retro -j year stats", "stats")):
            for size, ending in ((SIZE, ""), (WIDE, "-wide")):
                if name == "stats" and not ending:
                    lay_out_year(stage.cwd / "year", lang)
                code, _, raw = stage.run(line, size=size)
                assert code == 0, (line, raw.decode())
                yield name + ending, _picture(line.replace("-j year ", ""), raw, cursor=False, size=size)
        yield "today", _picture("retro today", _interview(stage), cursor=True)


def _set_up(stage: Stage) -> None:
    """The example journal as somebody's own."""
    code, lines, _ = stage.run("retro demo journal")
    assert code == 0, lines


def _interview(stage: Stage) -> bytes:
    """The beginning of an evening: one thing done and kept, two left for later, the first answer typed."""
    first, second = SAID[stage.lang]
    with stage.start("retro today", size=SIZE) as terminal:
        terminal.wait_for("[d]").press("d").wait_for("[w]").press("w").wait_for("[d]")
        terminal.press(Keyboard.ENTER, Keyboard.ENTER).wait_for("1/3 Keep").wait_for("1 ›")
        terminal.type(first).press(Keyboard.ENTER).wait_for("3 ›").type(second).wait_for(second)
        return terminal.raw


def _picture(line: str, raw: bytes, *, cursor: bool, size: tuple[int, int] = SIZE) -> str:
    prompt = f"\x1b[2m$\x1b[0m {line}\r\n".encode()
    return draw(read_screen(prompt + raw, *size), title=f"$ {line}", cursor=cursor)


def stale(lang: str) -> Iterator[tuple[Path, str]]:
    """The pictures in a language that do not show what the program shows now, with what they should be."""
    for name, svg in pictures(lang):
        path = FOLDER / f"{name}.{lang}.svg"
        if not path.exists() or path.read_text("utf-8") != svg:
            yield path, svg


def main(say: Callable[[str], None] = print) -> int:
    check, found = "--check" in sys.argv[1:], 0
    for lang in LOCALES:
        for path, svg in stale(lang):
            found += 1
            if not check:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(svg, "utf-8")
            say(f"{'stale' if check else 'written'}: {path.relative_to(ROOT)}")
    return 1 if check and found else 0


if __name__ == "__main__":
    sys.exit(main())
