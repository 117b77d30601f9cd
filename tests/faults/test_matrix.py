"""Every writing command under some of the faults, each at one point: nothing is lost, and the next command works.

All points of all faults are tried by `python -m tests.faults --full`.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path
from zlib import crc32

import pytest

from faults.calls import CALLS, Call
from faults.kinds import FAULTS
from faults.matrix import learn, shelf, strikes, tried
from faults.run import warm_up

ONE_IN = 3  # of the pairs of a command and a fault is tried here


@pytest.fixture(scope="module", autouse=True)
def _warm() -> None:
    warm_up()


@pytest.fixture
def folder() -> Iterator[Path]:
    made = shelf()
    yield made
    shutil.rmtree(made)


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call.name)
def test_no_fault_loses_anything(call: Call, folder: Path) -> None:
    known = {links: learn(call, folder / str(links), links=links) for links in (False, True)}
    assert known[False].outcome.code == 0, known[False].outcome
    text = b"\n".join(known[False].after.values()).decode()
    assert [word for word in call.words if word not in text] == []
    broken = []
    for fault in FAULTS:
        points = list(strikes(known[fault.links], fault))
        lot = crc32(f"{call.name} {fault.name}".encode())
        if points and lot % ONE_IN == 0:
            at = points[lot // ONE_IN % len(points)]
            broken += [f"{fault.name} at {at}: {one}" for one in tried(known[fault.links], fault, at)]
    assert broken == []


def test_a_broken_promise_is_found(folder: Path) -> None:
    """The matrix itself: a command that writes in place is caught, torn by a kill."""
    from faults import matrix

    call = next(one for one in CALLS if one.name == "todo due")
    known = learn(call, folder / "plain")
    torn = {**known.before, known.touched[0]: b"---\nformat"}
    outcome = known.outcome._replace(code=-9)
    kill = next(fault for fault in FAULTS if fault.kills)
    assert any("neither" in one for one in matrix._kept(known, kill, outcome, torn))
    assert any("is gone" in one for one in matrix._kept(known, kill, outcome, {}))
