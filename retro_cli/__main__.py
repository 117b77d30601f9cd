"""`python -m retro_cli`: the same program from a checkout."""

from retro_cli.cli.program import run

if __name__ == "__main__":
    run()
