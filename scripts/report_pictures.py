"""Take the pictures of the report for the READMEs: `python scripts/report_pictures.py`, after its page changed.

They are the report of the example journal on a fixed evening, as Chromium shows it (Debian: package `chromium`).
No test compares them: fonts differ from machine to machine.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scripts.stage import LOCALES, ROOT, Stage
from tests.report.chromium import Chromium, find

FOLDER = ROOT / "docs" / "pictures"
SIZE = (1080, 1210)


def main() -> int:
    binary = find()
    if binary is None:
        print("no Chromium here", file=sys.stderr)
        return 1
    with Chromium(binary) as browser:
        for lang in LOCALES:
            with Stage(lang) as stage:
                for line in ("retro demo journal", "retro report -o report.html"):
                    code, lines, _ = stage.run(line)
                    assert code == 0, lines
                browser.look(size=SIZE)
                browser.open(stage.home / "report.html")
                browser.settle()
                path = FOLDER / f"report.{lang}.png"
                path.write_bytes(browser.picture())
                print(f"written: {path.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
