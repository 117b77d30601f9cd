"""Two machines write and sync in any order, and both end with every word: `RETRO_FULL=1` for the long form."""

import os
import random
import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from machines import NO_GIT, Machine, files, introduce, no_marker, pair

pytestmark = NO_GIT
FULL = bool(os.environ.get("RETRO_FULL"))
EDITS = 200 if FULL else 15
SEEDS = range(5) if FULL else range(1)
DAYS = [date(2026, 11, 9) + timedelta(days=number) for number in range(12)]
SECTIONS = ("keep", "problem", "try")
_DIGEST = re.compile(r"<!-- retro:begin digest.*?<!-- retro:end digest -->", re.DOTALL)
WORDS = (
    "산책",
    "논문",
    "회의",
    "배포",
    "tests",
    "coffee",
    "review",
    "a long walk",
    "`code`",
    "*bold*",
    "#tag",
    "1.",
    "- x",
)


class Writer:
    """One side: what it writes, and the words that have to be there at the end."""

    def __init__(self, machine: Machine, name: str, chance: random.Random) -> None:
        self.machine, self.name, self.chance = machine, name, chance
        self.count = 0
        self.words: set[str] = set()

    def word(self) -> str:
        """A text that nobody else writes."""
        self.count += 1
        text = f"{self.name}{self.count:03} {self.chance.choice(WORDS)}"
        self.words.add(f"{self.name}{self.count:03} ")
        return text

    def edit(self) -> None:
        """One thing that people do to a journal."""
        day = self.chance.choice(DAYS).isoformat()
        what = self.chance.randrange(10)
        if what < 3:
            self.machine("add", self.chance.choice(SECTIONS), self.word(), "-d", day)
        elif what == 3:
            self.machine("todo", "add", self.word(), "-d", day)
        elif what == 4:
            self.machine("today", "-d", day, "--set", f"keep={self.word()}", "--set", f"problem={self.word()}")
        elif what == 5:
            self.tick()
        elif what == 6:
            self.machine("add", "positive", self.word(), "--week")
        elif what == 7:
            self.machine("week", self.chance.choice(["2026-W46", "2026-W47"]))
        else:
            self.by_hand(day)

    def tick(self) -> None:
        """Close, begin or date an item that is open."""
        import json

        items = json.loads(self.machine("todo", "--json").out)["todos"]
        if not items:
            return
        chosen = self.chance.choice(items)["id"]
        what = self.chance.choice(["done", "drop", "start", "due"])
        self.machine("todo", what, chosen, *(["2026-12-01"] if what == "due" else []))

    def by_hand(self, day: str) -> None:
        """An editor: a line somewhere, a paragraph, a section, a key of front matter."""
        path = f"2026/{day}.md"
        if not (self.machine.root / path).exists():
            self.machine.write(path, f"## Keep\n- {self.word()}\n")
            return
        text = self.machine.read(path)
        what = self.chance.randrange(4)
        if what == 0 and "- " in text:
            lines = text.split("\n")
            items = [number for number, line in enumerate(lines) if line.startswith("- ")]
            at = self.chance.choice(items)
            lines.insert(at + self.chance.randrange(2), f"- {self.word()}")
            self.machine.write(path, "\n".join(lines))
        elif what == 1:
            self.machine.write(path, f"{text}\n## {self.word()}\n{self.word()}\n")
        elif what == 2 and text.startswith("---\n"):
            self.machine.write(path, text.replace("\n---\n", f"\nkey{self.word().split()[0]}: x\n---\n", 1))
        else:
            head, rule, rest = text.partition("\n---\n") if text.startswith("---\n") else ("", "", text)
            self.machine.write(path, f"{head}{rule}{self.word()}\n\n{rest}")

    def close(self) -> None:
        """Send and receive, as `retro sync` does it or by hand with git."""
        self.machine("sync")


class PlainWriter(Writer):
    """One side that knows git only."""

    def close(self) -> None:
        self.machine.git("add", "-A")
        self.machine.git("commit", "-qm", "by hand", check=False)
        self.machine.git("pull", "-q", "--no-rebase", "--no-edit")
        self.machine.git("push", "-q")


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("kind", [Writer, PlainWriter])
@pytest.mark.parametrize("seed", SEEDS)
def test_after_any_edits_synced_in_any_order_both_sides_hold_everything_once(
    retro: Callable[..., Any], home: Path, tmp_path: Path, kind: type[Writer], seed: int
) -> None:
    introduce(home)
    chance = random.Random(seed)
    laptop, desktop, _ = pair(retro, tmp_path)
    sides = [kind(laptop, "L", chance), kind(desktop, "D", chance)]
    turns = [0] * EDITS + [1] * EDITS
    chance.shuffle(turns)
    for turn in turns:
        sides[turn].edit()
        if chance.random() < 0.08:
            chance.choice(sides).close()
    for side in (*sides, sides[0]):
        side.close()
    assert files(laptop.root) == files(desktop.root)
    no_marker(laptop.root)
    whole = re.sub(_DIGEST, "", b"\n".join(files(laptop.root).values()).decode())
    for word in sorted(sides[0].words | sides[1].words):
        assert whole.count(word) == 1 or (word.strip() in whole and f"key{word.strip()}" in whole), word
    assert laptop.git("status", "--porcelain") == desktop.git("status", "--porcelain") == ""
