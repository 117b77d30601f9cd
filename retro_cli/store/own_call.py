"""How another program calls this retro again: this interpreter, wherever it was started from."""

import os
import shlex
import site
import sys
import sysconfig
from collections.abc import Mapping
from pathlib import Path


def shell_call(env: Mapping[str, str]) -> str:
    """The beginning of a shell command that runs this retro: installed, editable, or from a checkout.

    `-P`: what lies in the folder it is called in, a journal of someone else perhaps, is never taken for a program.
    """
    if not sys.executable:
        return "retro"
    home = str(Path(__file__).resolve().parents[2])
    call = shlex.join([sys.executable, "-P", "-m", "retro_cli"])
    if home in map(os.path.realpath, _where_packages_lie()):
        return call
    also = [part for part in env.get("PYTHONPATH", "").split(os.pathsep) if os.path.isabs(part)]
    return f"PYTHONPATH={shlex.quote(os.pathsep.join(dict.fromkeys([home, *also])))} {call}"


def _where_packages_lie() -> list[str]:
    return [*(sysconfig.get_path(name) for name in ("purelib", "platlib")), site.getusersitepackages()]
