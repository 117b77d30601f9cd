"""A group: something to do alone, and commands below."""

from typing import Annotated

import typer

from retro_cli.cli.command import Command, Group
from retro_cli.cli.context import current_app
from retro_cli.cli.options import Json
from retro_cli.errors import N_


def run(json: Json = False, full: Annotated[bool, typer.Option("--full", help=N_("All of it."))] = False) -> None:
    current_app().screen.out(f"box json={json} full={full}")


def put(things: Annotated[list[str], typer.Argument(metavar="THING...", help=N_("What to put in."))]) -> None:
    current_app().screen.out("in: ", *things)


COMMAND = Group(
    run,
    help=N_("Look into the box."),
    examples=N_("retro box put hat"),
    commands={"put": Command(put, help=N_("Put things in."), examples=N_("retro box put hat 모자"))},
)
