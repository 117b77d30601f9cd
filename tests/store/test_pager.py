"""The pager is the user's; and a limit on time."""

import time
from pathlib import Path

import pytest

from retro_cli.store.pager import Pager, pager_command
from retro_cli.store.time_limit import time_limit


def test_the_environment_names_the_pager(tmp_path: Path) -> None:
    for name in ("less", "my-pager"):
        (tmp_path / name).write_text("#!/bin/sh\n")
        (tmp_path / name).chmod(0o755)
    path = {"PATH": str(tmp_path)}
    assert pager_command(path) == ["less", "-R"]
    assert pager_command({**path, "PAGER": "my-pager -x 'a b'"}) == ["my-pager", "-x", "a b"]
    assert pager_command({**path, "PAGER": "less", "RETRO_PAGER": "my-pager"}) == ["my-pager"]


@pytest.mark.parametrize(
    "env", [{"PAGER": ""}, {"PAGER": "cat"}, {"PAGER": "not-installed"}, {"PAGER": "'"}, {"TERM": "dumb"}]
)
def test_there_may_be_no_pager(env: dict[str, str]) -> None:
    assert pager_command({"PATH": "/usr/bin:/bin", **env}) == []


def test_a_pager_gets_the_text_and_may_be_closed_early(tmp_path: Path) -> None:
    out = tmp_path / "out"
    pager = Pager(["sh", "-c", f"head -c 12 > {out}"], {"PATH": "/usr/bin:/bin"})
    for _ in range(2000):
        pager.write("하나둘셋\n" * 100)
        if pager.gone:
            break
    pager.close()
    assert pager.gone
    assert out.read_text(encoding="utf-8") == "하나둘셋"


def test_work_that_takes_too_long_is_stopped() -> None:
    with pytest.raises(TimeoutError), time_limit(0.05):
        time.sleep(5)
    with time_limit(0.05):
        pass
    time.sleep(0.06)
