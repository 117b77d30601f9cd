"""The installed program: a command line, and an end without delay."""

import sys

from retro_cli.cli.main import main

TYPE_CHECKING = False  # as in typing, which `--version` does not wait for
if TYPE_CHECKING:
    from typing import NoReturn


def run() -> "NoReturn":
    """Run the command line of the process and end it with its exit code.

    What is to be done at the end is done; taking the interpreter apart, which takes longer than many a command, is left
    to the system, which has the memory back at once.
    """
    import atexit
    import gc
    import os

    gc.set_threshold(50_000, 20, 50)  # nearly all that a run makes is in use to its end
    code = main()
    if "threading" in sys.modules:
        sys.modules["threading"]._shutdown()
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            code = code or 1
    os._exit(code)
