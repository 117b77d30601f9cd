"""Nasty files through commands: what each run came to, and whether it kept to the rules."""

import re
import shutil
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from faults.run import Outcome, retro
from faults.scene import own_files, snapshot
from nasty.corpus import SECRET, SETTINGS, TEMPLATES, entries

NASTY = "journal/2026/2026-11-20.md"
SECONDS = 25  # on a machine that does other things as well

READING: tuple[tuple[str, ...], ...] = (
    ("list",),
    ("show",),
    ("show", "--json"),
    ("todo",),
    ("todo", "--all", "--json"),
    ("search", "일찍"),
    ("search", "--json", "자기 -없음"),
    ("stats",),
    ("patterns",),
    ("status",),
    ("week", "--print"),
    ("week", "--print", "--json"),
    ("export",),
    ("publish", "--dry-run"),
    ("import", "--dry-run", "{home}/" + NASTY),
    ("formats", "check"),
    ("config",),
    ("doctor",),
)
WRITING: tuple[tuple[str, ...], ...] = (
    ("add", "keep", "한 줄"),
    ("today", "--set", "problem=한 줄"),
    ("todo", "add", "한 가지"),
    ("todo", "done", "일찍 자기"),
    ("todo", "due", "일찍 자기", "2026-12-01"),
    ("week",),
    ("undo",),
)
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


class Run(NamedTuple):
    """One nasty file through one command."""

    nasty: str
    command: str
    outcome: Outcome
    broken: tuple[str, ...]


def nasty_scenes() -> dict[str, Mapping[str, bytes]]:
    """The files of each scene, by what is nasty in it."""
    plain = {
        "journal/2026/2026-11-19.md": "---\nformat: kpt\n---\n## Keep\n- 조용했다\n\n## Try\n- [ ] 일찍 자기\n".encode()
    }
    made: dict[str, Mapping[str, bytes]] = {name: {**plain, NASTY: data} for name, data in entries().items()}
    for name, text in SETTINGS.items():
        made[f"settings: {name}"] = {**plain, "journal/retro.toml": text.encode()}
    for name, text in TEMPLATES.items():
        made[f"template: {name}"] = {**plain, "journal/templates/kpt.md": text.encode()}
    return made


def go_through(name: str, files: Mapping[str, bytes], folder: Path, *, one_in: int = 1) -> Iterator[Run]:
    """Every command on a scene (or every `one_in`-th), each on a fresh copy of it."""
    first = crc32(name.encode()) % one_in
    for command in (*READING, *WRITING)[first::one_in]:
        yield go_once(name, command, files, folder)


def go_once(name: str, command: tuple[str, ...], files: Mapping[str, bytes], folder: Path) -> Run:
    """One command on a scene."""
    home = folder / "home"
    for path, data in {"journal/retro.toml": b"", **files}.items():
        file = home / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    before = own_files(snapshot(home))
    started = time.perf_counter()
    done = retro(home, command, env={"RETRO_DEBUG": "1"})
    took = time.perf_counter() - started
    broken = tuple(_broken(command, done, before, own_files(snapshot(home)), took))
    shutil.rmtree(home)
    return Run(name, " ".join(command).replace("{home}/", ""), done, broken)


def _broken(
    command: tuple[str, ...], done: Outcome, before: Mapping[str, bytes], after: Mapping[str, bytes], took: float
) -> Iterator[str]:
    if done.code is None or took > SECONDS:
        yield f"took {took:.0f} s"
    if done.code not in (0, 1, 2, 3, 4, 5):
        yield f"ended with {done.code}"
    if "Traceback" in done.err or "internal error" in done.err:
        yield f"a traceback: {done.err[:300]}"
    if _CONTROL.search(done.err) or (_CONTROL.search(done.out) and not _hands_on(command)):
        yield "control characters on the screen"
    if done.code and SECRET in done.err:
        yield "text of the journal in an error"
    for path, data in before.items():
        if path not in after:
            yield f"{path} is gone"
        elif command not in WRITING and after[path] != data:
            yield f"{path} changed"
        elif not _grown(data, after[path]) and not _one_line(data, after[path]):
            yield f"{path} lost something"
    for path in after:
        if path not in before and (command not in WRITING or not path.startswith("journal/")):
            yield f"made {path}"


def _hands_on(command: tuple[str, ...]) -> bool:
    """Whether what it prints into a pipe are the bytes of the journal, for programs."""
    return "--json" in command or command[0] in ("show", "export", "publish")


def _grown(old: bytes, new: bytes) -> bool:
    """Whether all old bytes are there, in two pieces at most three (a heading and an item may come apart)."""
    front = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    back = 0
    while back < min(len(old), len(new)) - front and old[-1 - back] == new[-1 - back]:
        back += 1
    return front + back >= len(old)


def _one_line(old: bytes, new: bytes) -> bool:
    """Whether only one line is another."""
    first, second = (re.split(rb"(?<=\n)", data) for data in (old, new))
    return len(first) == len(second) and sum(a != b for a, b in zip(first, second, strict=True)) <= 1
