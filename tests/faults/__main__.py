"""Run the whole matrix and print it as a table: python -m tests.faults --full"""

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parents[2])]

from faults.table import main  # noqa: E402 - found only now

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
