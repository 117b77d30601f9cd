"""How another program calls this retro again: this interpreter, wherever it was started from."""

import os
import shlex
import site
import sys
import sysconfig
from collections.abc import Mapping
from pathlib import Path

from retro_cli.store.places import home

_MODULE = ("-P", "-m", "retro_cli")


def shell_call(env: Mapping[str, str]) -> str:
    """The beginning of a shell command that runs this retro: installed, editable, or from a checkout.

    `-P`: what lies in the folder it is called in, a journal of someone else perhaps, is never taken for a program.
    """
    if not sys.executable:
        return "retro"
    call = shlex.join([sys.executable, *_MODULE])
    path = _python_path(env)
    return f"PYTHONPATH={shlex.quote(path)} {call}" if path else call


def call_words(env: Mapping[str, str]) -> list[str]:
    """The beginning of a call of this retro for a program that starts without the user's environment and folder."""
    if not sys.executable:
        return ["retro"]
    own = _python_path(env)
    named = env.get("XDG_CONFIG_HOME", "")
    usual = os.path.join(home(env), ".config")
    config = [f"XDG_CONFIG_HOME={named}"] if os.path.isabs(named) and os.path.normpath(named) != usual else []
    settings = [*([f"PYTHONPATH={own}"] if own else []), *config]
    return [*(["/usr/bin/env", *settings] if settings else []), sys.executable, *_MODULE]


def _python_path(env: Mapping[str, str]) -> str:
    """What `PYTHONPATH` has to be for the call to find retro; empty where it is installed."""
    own = str(Path(__file__).resolve().parents[2])
    if own in map(os.path.realpath, _where_packages_lie()):
        return ""
    also = [part for part in env.get("PYTHONPATH", "").split(os.pathsep) if os.path.isabs(part)]
    return os.pathsep.join(dict.fromkeys([own, *also]))


def _where_packages_lie() -> list[str]:
    return [*(sysconfig.get_path(name) for name in ("purelib", "platlib")), site.getusersitepackages()]
