"""Every row of the speed goals, measured in one run: `python benchmarks/run.py --install-peers --write`.

Times are medians, given as ratios to `python -c pass` of the interpreter that runs retro (P) and to ripgrep over the
same files; beside them the same of the shortest runs and of the processor's time, which other work on the machine
changes less. retro is built as a wheel and installed with a current pip into a fresh environment. `--write` keeps the
tables in RESULTS.md. Takes some eight minutes where nothing else runs.

Needs `rg`. Of the other programs those take part that are installed: `apt install taskwarrior emacs-nox`;
`--install-peers` puts jrnl and todoman into an environment of their own for the run.
"""

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from journals import RARE, open_items, write_journal
from measure import Case, measure
from peers import peers, versions

ROOT = Path(__file__).resolve().parents[1]
SIZES = (365, 3_650, 36_500)
PEERS = ("Taskwarrior", "todoman", "org-agenda", "jrnl")
DRAWN = b"\x1b[?7h\x1b[0m"
"""What a terminal gets when a question has been drawn for the first time."""


@dataclass(frozen=True)
class Goal:
    """A row of the table: the case, what it is compared with, and how many times that it may take."""

    case: str
    unit: str
    limit: float


GOALS = (
    Goal("retro --version", "P", 2),
    Goal("retro todo, piped, 365", "P", 3),
    Goal("retro todo, piped, 3650", "P", 5),
    Goal("retro todo, piped, 36500", "rg -n 36500", 1),
    Goal("retro status --short, 365", "P", 3),
    Goal("retro status --short, 3650", "P", 5),
    Goal("retro status --short, 36500", "rg -n 36500", 1),
    Goal("retro todo on a terminal, 3650", "P", 14),
    Goal("retro search, piped, 3650", "rg -F 3650", 2),
    Goal("retro search, piped, 36500", "rg -F 36500", 1.5),
    Goal("retro show DATE, 36500", "P", 15),
    Goal("retro add, 36500", "P", 15),
    Goal("retro week --print, 3650", "P", 22),
    Goal("retro week --print, 36500", "P", 32),
    Goal("retro month --print, 3650", "P", 60),
    Goal("retro year --print, 3650", "P", 60),
    Goal("retro today, first question, 3650", "P", 30),
    Goal("retro stats, 3650", "P", 25),
)


def installed(folder: Path) -> Path:
    """A fresh environment in `folder` with a current pip and retro from its wheel; the path of its `bin`."""
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    pip = [str(folder / "bin/python"), "-m", "pip", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "install", "--upgrade", "pip"], check=True)
    with tempfile.TemporaryDirectory() as built:
        subprocess.run([*pip, "wheel", "--no-deps", "--wheel-dir", built, ROOT], check=True)
        subprocess.run([*pip, "install", *Path(built).glob("*.whl")], check=True)
    return folder / "bin"


def installed_peers(folder: Path) -> Path | None:
    """An environment with the peers that pip has; None, and a word about it, where that cannot be."""
    try:
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        subprocess.run([folder / "bin/python", "-m", "pip", "--quiet", "install", "jrnl", "todoman"], check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"no jrnl and todoman: {error}", file=sys.stderr)
        return None
    return folder / "bin"


def environment(home: Path) -> dict[str, str]:
    """What the commands see: a home of their own, English, no colours forced."""
    home.mkdir(parents=True, exist_ok=True)
    return {"HOME": str(home), "PATH": os.environ["PATH"], "LANG": "C.UTF-8", "TERM": "xterm-256color", "TZ": "UTC"}


def cases(bin: Path, folder: Path, today: date) -> Iterator[Case]:
    """P, ripgrep, and retro's commands."""
    retro, python, rg = str(bin / "retro"), str(bin / "python"), shutil.which("rg") or "rg"
    env = environment(folder / "home")
    journals = {size: folder / f"{size}" / "journal" for size in SIZES}
    in_journal = {size: {**env, "RETRO_JOURNAL": str(root)} for size, root in journals.items()}
    yield Case("P", [python, "-c", "pass"], env)
    yield Case("retro --version", [retro, "--version"], env)
    for size, root in journals.items():
        cwd = str(root.parent)
        yield Case(f"rg -n {size}", [rg, "-n", "--", r"- \[ \]", "journal"], env, cwd)
        yield Case(f"rg -F {size}", [rg, "-F", "--", RARE, "journal"], env, cwd, codes=(0, 1))
        yield Case(f"retro todo, piped, {size}", [retro, "todo"], in_journal[size])
        yield Case(f"retro status --short, {size}", [retro, "status", "--short"], in_journal[size])
        yield Case(f"retro search, piped, {size}", [retro, "search", RARE], in_journal[size])
        yield Case(f"retro stats, {size}", [retro, "stats"], in_journal[size])
        yield Case(f"retro week --print, {size}", [retro, "week", "--print"], in_journal[size])
        yield Case(f"retro month --print, {size}", [retro, "month", "--print"], in_journal[size])
        yield Case(f"retro year --print, {size}", [retro, "year", "--print"], in_journal[size])
        yield Case(f"retro todo on a terminal, {size}", [retro, "todo"], in_journal[size], terminal=True)
        yield Case(f"retro status, {size}", [retro, "status"], in_journal[size])
        yield Case(f"retro list -n 10, {size}", [retro, "list", "-n", "10"], in_journal[size])
        yesterday = (today - timedelta(days=1)).isoformat()
        yield Case(f"retro show DATE, {size}", [retro, "show", yesterday], in_journal[size])
        again = _restored(journals[size], today - timedelta(days=2), folder / "home")
        day = (today - timedelta(days=2)).isoformat()
        yield Case(
            f"retro add, {size}",
            [retro, "add", "k", "Walked home", "-d", day, "-f", "kpt"],
            in_journal[size],
            before=again,
        )
        yield Case(
            f"retro todo done, {size}", [retro, "todo", "done", "Wake up early"], in_journal[size],
            before=_restored(journals[size], today - timedelta(days=2), folder / "home", "- [ ] Wake up early"),
        )  # fmt: skip
        yield Case(
            f"retro today, first question, {size}",
            [retro, "today"],
            in_journal[size],
            before=_without(journals[size], today, folder / "home"),
            until=DRAWN,
        )


def _restored(journal: Path, day: date, home: Path, item: str = "") -> Callable[[], None]:
    """Before a run: the day's entry as it was, and no working state."""
    path = journal / f"{day.year}" / f"{day}.md"
    text = f"---\ndate: {day}\nformat: kpt\n---\n\n## Keep\n- Slept well\n\n## Try\n- [ ] Walk more\n"
    text += f"{item}\n" if item else ""

    def restore() -> None:
        path.write_text(text, "utf-8")
        shutil.rmtree(home / ".local", ignore_errors=True)

    return restore


def _without(journal: Path, day: date, home: Path) -> Callable[[], None]:
    """Before a run: no entry of the day, no working state."""

    def remove() -> None:
        (journal / f"{day.year}" / f"{day}.md").unlink(missing_ok=True)
        shutil.rmtree(home / ".local", ignore_errors=True)

    return remove


# -- the table --------------------------------------------------------------------------------------------------------


def table(found: dict[str, Case]) -> Iterator[str]:
    """The goals and what was measured, as Markdown."""
    unit = found["P"]
    yield "| command, entries | goal | median | | shortest | processor | time |"
    yield "|---|---|---|---|---|---|---|"
    for goal in GOALS:
        case, base = found.get(goal.case), found.get(goal.unit)
        if case is None or base is None:
            yield f"| {goal.case} | {goal.limit:g} × {goal.unit} | not measured | | | | |"
            continue
        ratio = case.median / base.median
        met = "✓" if ratio <= goal.limit else "✗"
        yield (
            f"| {goal.case} | {goal.limit:g} × {goal.unit} | {ratio:.2f} × | {met} | {case.least / base.least:.2f} × "
            f"| {case.cpu / base.cpu:.2f} × | {case.median * 1000:.0f} ms |"
        )
    reading = {
        name: case.peak / unit.peak
        for name, case in found.items()
        if name.startswith("retro") and name.endswith("36500") and "list" not in name and case.peak
    }
    if reading:
        name, worst = max(reading.items(), key=lambda one: one[1])
        met = "✓" if worst <= 6 else "✗"
        told = f"{found[name].peak / 2**20:.0f} MiB"
        yield f"| memory, the hungriest: {name} | 6 × P's | {worst:.2f} × | {met} | | | {told} |"
    yield ""
    yield f"P is {unit.median * 1000:.1f} ms (shortest {unit.least * 1000:.1f}) and {unit.peak / 2**20:.1f} MiB."


def growth(found: dict[str, Case]) -> Iterator[str]:
    """Every command at every size: its time in P, its peak of memory as a ratio to P's."""
    unit = found["P"]
    heads = [f"{size:,}" for size in SIZES]
    yield "| command | " + " | ".join(heads) + " | memory: " + " | ".join(heads) + " |"
    yield "|---|" + "---|" * (2 * len(SIZES))
    kinds = dict.fromkeys(name.removesuffix("36500").rstrip(", ") for name in found if name.endswith("36500"))
    for kind in kinds:
        row = [found.get(f"{kind}, {size}") or found.get(f"{kind} {size}") for size in SIZES]
        times = [f"{case.median / unit.median:.1f} P" if case else "" for case in row]
        weights = [f"{case.peak / unit.peak:.1f} ×" if case and case.peak else "" for case in row]
        yield f"| {kind} | " + " | ".join(times + weights) + " |"


def machine(bin: Path, path: str) -> Iterator[str]:
    """What it was measured with."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text().split("\n") if info.exists() else []
    model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")
    pip = subprocess.run([bin / "python", "-m", "pip", "--version"], capture_output=True, text=True, check=True).stdout
    rg = subprocess.run(["rg", "--version"], capture_output=True, text=True, check=True).stdout
    retro = subprocess.run([bin / "retro", "--version"], capture_output=True, text=True, check=True).stdout.strip()
    commit = subprocess.run(
        ["git", "-C", ROOT, "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False
    ).stdout
    python = f"Python {platform.python_version()} · pip {pip.split()[1]}"
    yield f"{retro} ({commit.strip() or 'no git'}) · {python} · {rg.split(chr(10))[0]}"
    yield " · ".join(versions(path)) or "no peers installed"
    yield f"{model or platform.processor()}, {os.cpu_count()} cores · {platform.system()} {platform.release()}"
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    yield f"load while it ran: {load} · warm page cache · measured on {date.today()}"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--bin", type=Path, help="the bin folder of an environment that has retro already")
    parser.add_argument("--peers", type=Path, help="a folder with programs of peers, looked at before PATH")
    parser.add_argument("--install-peers", action="store_true", help="install jrnl and todoman for the run")
    parser.add_argument("--only", default="", help="only the cases whose name holds one of these, separated by |")
    parser.add_argument("--write", action="store_true", help="write the results to benchmarks/RESULTS.md")
    asked = parser.parse_args()
    if shutil.which("rg") is None:
        sys.exit("rg (ripgrep) is needed: apt install ripgrep")
    today = date.today()
    folder = Path(tempfile.mkdtemp(prefix="retro-benchmark-"))
    try:
        bin = asked.bin or installed(folder / "venv")
        for size in SIZES:
            write_journal(folder / f"{size}" / "journal", size, last=today)
        wanted = [word for word in asked.only.split("|") if word]
        chosen = list(cases(bin, folder, today))
        own = installed_peers(folder / "peers-venv") if asked.install_peers else None
        path = os.pathsep.join(str(place) for place in (asked.peers, own, os.environ["PATH"]) if place)
        for size in SIZES[1:] if not wanted or any(word in PEERS for word in wanted) else ():
            chosen += peers(
                folder / f"{size}" / "journal", size, folder / "peers", environment(folder / "peers"), RARE, path
            )
        chosen = [
            case for case in chosen if not wanted or case.name == "P" or any(word in case.name for word in wanted)
        ]
        found = _those_that_run(chosen, folder / "out", asked.rounds)
        told = "\n".join([*table(found), "", *growth(found), ""])
        print(told)
        if asked.write:
            about = "\n".join(f"- {line}" for line in machine(bin, path))
            sizes = "; ".join(f"{size:,} entries ({open_items(size)} open)" for size in SIZES)
            head = "# Speed, measured\n\n`python benchmarks/run.py --install-peers --write`: medians of "
            head += f"{asked.rounds} runs in turn; journals of {sizes}.\n\n"
            head += "`task list` reads only what is open, which Taskwarrior keeps in a file of its own; "
            head += "`task status:completed count` reads the whole history, as each of retro's commands does.\n\n"
            Path(__file__).with_name("RESULTS.md").write_text(f"{head}{about}\n\n{told}", "utf-8")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _those_that_run(chosen: list[Case], sink: Path, rounds: int) -> dict[str, Case]:
    def tell(told: str) -> None:
        print(f"\r{told}", end="", file=sys.stderr, flush=True)

    able = measure(chosen, rounds, sink, tell)
    tell("memory          \n")
    for case in able:
        try:
            case.weigh(able[0].argv[0])
        except subprocess.CalledProcessError as error:
            tell(f"not weighed: {case.name}: {error}\n")
    return {case.name: case for case in able}


if __name__ == "__main__":
    main()
