"""Every call under every fault: what is tried, and what has to hold after each."""

import os
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import mkdtemp

from faults.calls import CALLS, Call
from faults.disk import READ, Point
from faults.kinds import EDITOR_LINE, FAULTS, Fault, editor_deletes, editor_saves
from faults.run import Outcome, retro
from faults.scene import (
    STATE,
    behind_links,
    copy_scene,
    is_temp,
    lay_out_scene,
    own_files,
    snapshot,
)

_JOURNAL_WORDS = re.compile(r"일찍 잤다|먼저 물어봤다|조용한 날|둘이서 짰다|표를 그렸다|회의가 길었다|손으로 고쳤다")

_REVIEW = re.compile(r"/\d{4}-(W?\d\d|Q\d)\.md$")


@dataclass(frozen=True)
class Known:
    """A call run without a fault: the scene before it, what each of the user's files may hold on the way, and at the
    end (also where it is run a day later or earlier), the points it went past, and the exit code."""

    call: Call
    scene: Path
    before: Mapping[str, bytes]
    allowed: Mapping[str, frozenset[bytes]]
    after: Mapping[str, bytes]
    shifted: Mapping[int, Mapping[str, bytes]]
    points: tuple[Point, ...]
    outcome: Outcome

    @property
    def touched(self) -> list[str]:
        """The user's files that the call changes."""
        return [path for path, data in self.after.items() if path in self.before and self.before[path] != data]


def shelf() -> Path:
    """A folder for scenes, in memory where there is one for that."""
    quick = "/dev/shm"
    return Path(mkdtemp(prefix="retro-faults-", dir=quick if os.access(quick, os.W_OK) else None)).resolve()


def learn(call: Call, folder: Path, *, links: bool = False) -> Known:
    """Lay out the scene of a call in `folder`, and see what the call does there."""
    scene, home = folder / "scene", folder / "home"  # always run at the same place: what retro keeps goes by paths
    lay_out_scene(home, day=call.day, more=call.files)
    if links:
        behind_links(home, entries=not call.git)
    for args in call.before:
        done = retro(home, args)
        assert done.code == 0, (args, done)
    before = own_files(snapshot(home))
    copy_scene(home, scene)
    seen: dict[str, set[bytes]] = {path: {data} for path, data in before.items()}
    done = retro(home, call.args, piped=call.piped, keys=call.keys, env=call.env, words=call.words)
    after = own_files(snapshot(home))
    for path, data in after.items():
        seen.setdefault(path, set()).add(data)
    shutil.rmtree(home)
    shifted = {}
    for days in (1, -1):
        copy_scene(scene, home)
        retro(home, call.args, piped=call.piped, keys=call.keys, env=call.env, days=days)
        shifted[days] = own_files(snapshot(home))
        shutil.rmtree(home)
    # what a file holds on the way: the run is stopped right before each further change of it
    kinds = ("replace", "link", "unlink", *(() if call.git else ("spawn",)))
    for number in _replacements(done.points, kinds):
        copy_scene(scene, home)
        stopped = replace(_KILL, kinds=kinds)
        retro(home, call.args, piped=call.piped, keys=call.keys, env=call.env, fault=stopped, at=number)
        for path, data in own_files(snapshot(home)).items():
            seen.setdefault(path, set()).add(data)
        shutil.rmtree(home)
    allowed = {path: frozenset(datas) for path, datas in seen.items()}
    return Known(call, scene, before, allowed, after, shifted, done.points, done)


_KILL = next(fault for fault in FAULTS if fault.name == "SIGKILL")


def _replacements(points: Sequence[Point], kinds: Sequence[str]) -> Iterator[int]:
    placing = [point for point in points if point.kind in kinds]
    own = [at for at, point in enumerate(placing) if not (point.path.startswith(STATE) or "/.git/" in point.path)]
    if len(own) > 2:
        yield from own


def strikes(known: Known, fault: Fault) -> Iterator[int]:
    """At which of the points a fault is tried."""
    count = sum(fault.applies(point) for point in known.points)
    if fault.always:
        yield 0
    elif fault.name.startswith("editor"):
        yield from (at for at, point in enumerate(known.points) if _editor_may(point))
    else:
        yield from range(count)


def _editor_may(point: Point) -> bool:
    """Between the last look at a file and its replacement no time is left that anyone could use; what happens while git
    merges (whose number is noted then) is git's."""
    replaced = point.kind in ("replace", "mode") and not point.path.startswith(STATE)
    return not replaced and not point.path.endswith("/.git/retro-sync.pid")


def tried(known: Known, fault: Fault, at: int) -> list[str]:
    """Run a call with a fault in a copy of its scene; every promise that was broken, in words."""
    call, home = known.call, known.scene.parent / "home"
    copy_scene(known.scene, home)
    try:
        made = fault
        if fault.edits:
            paths = [str(home / path) for path in known.touched]
            way = (
                editor_deletes(paths)
                if fault.name.endswith("deletes")
                else editor_saves(paths, in_place=fault.name.endswith("place"))
            )
            made = replace(fault, strike=way)
        done = retro(home, call.args, piped=call.piped, keys=call.keys, env=call.env, fault=made, at=at)
        first = snapshot(home)
        broken = [*_told(known, fault, done), *_kept(known, fault, done, first), *_typed(known, fault, at, done, first)]
        return [*broken, *_goes_on(known, fault, home, first)]
    finally:
        shutil.rmtree(home)


def _told(known: Known, fault: Fault, done: Outcome) -> Iterator[str]:
    if done.code is None:
        yield "hung"
    elif fault.kills:
        if done.code not in (-9, known.outcome.code):
            yield f"ended with {done.code}: {done.err}"
    elif done.code not in {*fault.codes, known.outcome.code}:
        yield f"ended with {done.code}: {done.err}"
    if "Traceback" in done.err or "internal error" in done.err or "UNWATCHED" in done.err:
        yield f"a traceback: {done.err}"
    if done.code and (found := _JOURNAL_WORDS.search(done.err)):
        yield f"text of the journal in an error: {found[0]}"
    if done.code not in (0, None, -9, 130) and not done.err.strip():
        yield f"ended with {done.code} and said nothing"


def _kept(known: Known, fault: Fault, done: Outcome, files: Mapping[str, bytes]) -> Iterator[str]:
    now = own_files(files)
    if fault.days:
        if now not in (known.after, known.shifted[fault.days]):
            yield "neither what this day nor what the other would bring"
        return
    for path, data in now.items():
        if fault.edits and path in known.touched:
            yield from () if fault.name.endswith("deletes") else _both_kept(known, path, data.decode())
        elif path not in known.allowed:
            yield f"an unknown file {path}"
        elif fault.edits or (READ in fault.kinds and _REVIEW.search(path)):
            continue  # a digest tells of what could be read
        elif data not in known.allowed[path] and not _some_lines(known, path, data):
            yield f"{path} holds neither what it held nor what it should"
    if not fault.name.endswith("deletes"):
        yield from (f"{path} is gone" for path in known.before if path in known.after and path not in now)
    if done.code == 0 == known.outcome.code and not fault.edits and now != known.after and not known.call.keys:
        yield f"ended with 0, but not all is written: {done.err}"
    if not (fault.kills or fault.signal or "unlink" in fault.kinds) and (
        left := [one for one in files if is_temp(one)]
    ):
        yield f"left {left}"


def _some_lines(known: Known, path: str, data: bytes) -> bool:
    """Whether a file stands between two states: an interview goes on where one of some lines could not be changed."""
    versions = [version.split(b"\n") for version in known.allowed[path]]
    lines = data.split(b"\n")
    whole = all(len(version) == len(lines) for version in versions)
    return bool(known.call.keys) and whole and all(line in each for line, *each in zip(lines, *versions, strict=True))


def _both_kept(known: Known, path: str, text: str) -> Iterator[str]:
    if EDITOR_LINE.strip() not in text:
        yield f"what the editor saved is gone from {path}"
    after = known.after[path].decode().split("\n")
    old = [line for line in known.before[path].decode().split("\n") if line in after]  # but what undo takes back
    if lost := [line for line in old if line.strip() and line.strip() not in text and "[" not in line]:
        yield f"{len(lost)} lines of {path} are gone"


def _typed(known: Known, fault: Fault, at: int, done: Outcome, files: Mapping[str, bytes]) -> Iterator[str]:
    """What was typed at a question is in the entry, in a draft, or on the screen; what a call says is so if it ends
    well. A kill takes along what was not yet written, as nothing can be done after it."""
    if fault.name.endswith("deletes") or fault.kills or not (known.call.keys or done.code == 0):
        return
    everywhere = b"\n".join(files.values()).decode("utf-8", "replace") + done.out + done.err
    struck = _number(known, fault, at) if fault.signal else len(known.points)
    for number, word in enumerate(known.call.words):
        if word not in everywhere and number < len(known.outcome.written) and known.outcome.written[number] <= struck:
            yield f"typed and gone: {number}: {done.err}"


def _number(known: Known, fault: Fault, at: int) -> int:
    """The number of the point at which a fault strikes, among all."""
    return [number for number, point in enumerate(known.points) if fault.applies(point)][at]


def _goes_on(known: Known, fault: Fault, home: Path, first: Mapping[str, bytes]) -> Iterator[str]:
    call = known.call
    if fault.name.endswith("deletes"):
        return
    listed = retro(home, ("list",))
    if listed.code != 0 or listed.err:
        yield f"then list ended with {listed.code}: {listed.err}"
    keys = call.again if call.keys and _began(first) else call.keys
    done = retro(home, call.args, piped=call.piped, keys=keys, env=call.env)
    if done.code not in (*call.codes, known.outcome.code):
        yield f"then the same call ended with {done.code}: {done.err}"
    if "Traceback" in done.err or "internal error" in done.err:
        yield f"then a traceback: {done.err}"
    files = snapshot(home)
    stood = [data for path, data in first.items() if not is_temp(path)]
    held, text = (b"\n".join(one).decode("utf-8", "replace") for one in (stood, own_files(files).values()))
    wanted = [word for word in call.words if word in held] if keys != call.keys else call.words
    if missing := [call.words.index(word) for word in wanted if word not in text]:
        yield f"then still missing: {missing}"
    written = {path.rpartition("/")[0] for path, data in files.items() if first.get(path) != data}
    if left := [path for path in files if is_temp(path) and path.rpartition("/")[0] in written]:
        yield f"the next run left {left}"


def _began(files: Mapping[str, bytes]) -> bool:
    return any(path.startswith(STATE) and "/drafts/" in path for path in files)


def cases(calls: Sequence[Call] = CALLS, faults: Sequence[Fault] = FAULTS) -> Iterator[tuple[Call, Fault]]:
    """Every call with every fault."""
    for call in calls:
        for fault in faults:
            yield call, fault
