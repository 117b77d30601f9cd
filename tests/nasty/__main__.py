"""Run every nasty file through every command and print what came of it: python -m tests.nasty"""

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parents[2])]

from nasty.table import main  # noqa: E402 - found only now

if __name__ == "__main__":
    sys.exit(main())
