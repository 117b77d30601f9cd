"""`python -m retro_cli`: the same program from a checkout."""

import sys

from retro_cli.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
