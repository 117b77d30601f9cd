"""How the processor time of a piece of work grows with its size, whatever else the machine does."""

import gc
import time
from collections.abc import Callable

LEAST = 0.004  # seconds: what takes less is noise
ROUNDS = 7


def growth(work: Callable[[], object], more: Callable[[], object], *, enough: float = 0.0) -> float:
    """How many times as long `more` takes as `work`: of the best rounds of each, taken in turns.

    The garbage collector is off meanwhile: what it costs depends on all that is in memory. It ends early once the ratio
    is at most `enough`.
    """
    short = long = float("inf")
    for _ in range(ROUNDS):
        short = min(short, _seconds(work))
        long = min(long, _seconds(more))
        if long / max(short, LEAST) <= enough:
            break
    return long / max(short, LEAST)


def _seconds(work: Callable[[], object]) -> float:
    gc.collect()
    gc.disable()
    try:
        begun = time.process_time()
        work()
        return time.process_time() - begun
    finally:
        gc.enable()
