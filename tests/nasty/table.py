"""What came of each nasty file: the exit codes of all commands, and what was said about it."""

import shutil
import sys
from collections import defaultdict
from collections.abc import Iterable

from faults.matrix import shelf
from faults.run import warm_up
from nasty.runs import Run, go_through, nasty_scenes


def main() -> int:
    """Print a row a nasty file; every run in full on stderr. The exit code says whether a rule was broken."""
    warm_up()
    folder, broken, count = shelf(), 0, 0
    print("| file | exit codes | what is said |\n|---|---|---|")
    try:
        for name, files in nasty_scenes().items():
            runs = list(go_through(name, files, folder))
            count += len(runs)
            broken += sum(bool(run.broken) for run in runs)
            for run in runs:
                said = run.outcome.err.strip().split("\n")[0]
                print(f"{name} × {run.command}: {run.outcome.code} {said} {'; '.join(run.broken)}", file=sys.stderr)
            print(_row(name, runs))
    finally:
        shutil.rmtree(folder)
    print(f"\n{count} runs, {broken} broken")
    return 1 if broken else 0


def _row(name: str, runs: Iterable[Run]) -> str:
    codes: dict[int | None, list[str]] = defaultdict(list)
    said = ""
    for run in runs:
        codes[run.outcome.code].append(run.command)
        if run.outcome.code == 4 and not said:
            said = run.outcome.err.strip().split("\n")[0].strip()
    counted = " · ".join(f"{code}: {len(commands)}" for code, commands in sorted(codes.items(), key=str))
    return f"| {name} | {counted} | {said.replace('|', chr(92) + '|')} |"
