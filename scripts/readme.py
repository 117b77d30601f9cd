"""Run the samples of the READMEs: `python scripts/readme.py` writes what they print now, `--check` only compares.

A ```console block is a piece of a shell session: lines that begin with `$ ` are run one after the other, from the top
of the page to its end, in a new home on a fixed evening, in a terminal of 80 columns; the lines below them are what
they print. A block after `<!-- file: PATH -->` is written to that file (from where the session is) and not run.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scripts.stage import ROOT, Stage

READMES = {"en": ROOT / "README.md", "ko": ROOT / "README.ko.md"}
_FILE = "<!-- file: "
_PROMPT = "$ "


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: the index of its first line, its lines, its language, and the file that it is, if it is one."""

    start: int
    lines: tuple[str, ...]
    language: str
    file: str = ""

    @property
    def commands(self) -> list[str]:
        """The command lines of a session."""
        return [line.removeprefix(_PROMPT) for line in self.lines if line.startswith(_PROMPT)]


def blocks(text: str) -> Iterator[Block]:
    """The fenced blocks of a page in order."""
    lines = text.split("\n")
    start: int | None = None
    for index, line in enumerate(lines):
        if not line.startswith("```"):
            continue
        if start is None:
            start = index + 1
            continue
        before = lines[start - 2]
        file = before.removeprefix(_FILE).removesuffix(" -->") if before.startswith(_FILE) else ""
        yield Block(start, tuple(lines[start:index]), lines[start - 1].removeprefix("```"), file)
        start = None


def played(text: str, lang: str) -> str:
    """The page with the output of its sessions as it is now."""
    lines = text.split("\n")
    shift = 0
    with Stage(lang) as stage:
        for block in blocks(text):
            if block.file:
                path = stage.cwd / block.file
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text("\n".join(block.lines) + "\n", "utf-8")
            elif block.language == "console":
                session = _session(block, stage)
                start = block.start + shift
                lines[start : start + len(block.lines)] = session
                shift += len(session) - len(block.lines)
    return "\n".join(lines)


def _session(block: Block, stage: Stage) -> list[str]:
    session = []
    for command in block.commands:
        _, shown, _ = stage.run(command, size=(80, 24))
        session += [_PROMPT + command, *shown]
    return session


def main() -> int:
    check, stale = "--check" in sys.argv[1:], 0
    for lang, path in READMES.items():
        text = path.read_text("utf-8")
        now = played(text, lang)
        if now != text:
            stale += 1
            if not check:
                path.write_text(now, "utf-8")
            print(f"{'stale' if check else 'written'}: {path.name}")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
