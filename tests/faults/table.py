"""The matrix as a table of commands × faults: how often each was tried, and how often a promise was broken."""

import argparse
import shutil
import sys
import time
from collections.abc import Mapping, Sequence

from faults.calls import CALLS
from faults.kinds import FAULTS
from faults.matrix import Known, learn, shelf, strikes, tried
from faults.run import warm_up


def main(argv: Sequence[str]) -> int:
    """Run the matrix, whole (`--full`) or every STEP-th point; what was broken on stderr, the table on stdout."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults")
    parser.add_argument("--full", action="store_true", help="every point, which takes an hour")
    parser.add_argument("--step", type=int, default=7, help="without --full: every STEP-th point")
    parser.add_argument("--call", action="append", default=[], help="only calls whose name begins so")
    parser.add_argument("--fault", action="append", default=[], help="only faults whose name begins so")
    options = parser.parse_args(argv)
    warm_up()
    started = time.perf_counter()
    calls = [call for call in CALLS if not options.call or call.name.startswith(tuple(options.call))]
    faults = [fault for fault in FAULTS if not options.fault or fault.name.startswith(tuple(options.fault))]
    folder = shelf()
    counts: dict[tuple[str, str], tuple[int, int]] = {}
    try:
        for call in calls:
            known: dict[bool, Known] = {}
            for fault in faults:
                if fault.links not in known:
                    place = folder / ("links" if fault.links else "plain")
                    shutil.rmtree(place, ignore_errors=True)
                    known[fault.links] = learn(call, place, links=fault.links)
                number = lost = 0
                for at in strikes(known[fault.links], fault):
                    if not options.full and at % options.step:
                        continue
                    number += 1
                    if broken := tried(known[fault.links], fault, at):
                        lost += 1
                        print(f"{call.name} × {fault.name} {at}: {'; '.join(broken)}", file=sys.stderr, flush=True)
                counts[call.name, fault.name] = number, lost
    finally:
        shutil.rmtree(folder)
    print(_table([call.name for call in calls], [fault.name for fault in faults], counts))
    total = sum(number for number, _ in counts.values())
    lost = sum(lost for _, lost in counts.values())
    print(f"\n{total} runs with a fault, {lost} broken, {time.perf_counter() - started:.0f} s")
    return 1 if lost else 0


def _table(calls: Sequence[str], faults: Sequence[str], counts: Mapping[tuple[str, str], tuple[int, int]]) -> str:
    """A row a fault: in how many commands it was tried, how often, and how often something was lost; then a row a
    command."""
    lines = ["| fault | commands | tried | lost |", "|---|--:|--:|--:|"]
    for fault in faults:
        row = [counts[call, fault] for call in calls]
        lines.append(f"| {fault} | {sum(tried > 0 for tried, _ in row)} | {_sums(row)} |")
    lines += [f"| all | {len(calls)} | {_sums(list(counts.values()))} |", ""]
    lines += ["| command | faults | tried | lost |", "|---|--:|--:|--:|"]
    for call in calls:
        row = [counts[call, fault] for fault in faults]
        lines.append(f"| `{call}` | {sum(tried > 0 for tried, _ in row)} | {_sums(row)} |")
    return "\n".join(lines)


def _sums(row: Sequence[tuple[int, int]]) -> str:
    return f"{sum(tried for tried, _ in row)} | {sum(lost for _, lost in row)}"
