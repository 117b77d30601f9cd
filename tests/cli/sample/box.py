"""A group: something to do alone, and commands below."""

from typing import Annotated

import typer

from retro_cli.cli.command import Command, Group
from retro_cli.cli.completion import formats, sections
from retro_cli.cli.context import current_app
from retro_cli.cli.options import Answers, ClosedTodoIds, Json, TodoIds
from retro_cli.errors import N_


def run(json: Json = False, full: Annotated[bool, typer.Option("--full", help=N_("All of it."))] = False) -> None:
    current_app().screen.out(f"box json={json} full={full}")


def put(things: Annotated[list[str], typer.Argument(metavar="THING...", help=N_("What to put in."))]) -> None:
    current_app().screen.out("in: ", *things)


def tick(ids: TodoIds) -> None:
    current_app().screen.out(*ids)


def untick(ids: ClosedTodoIds, style: Annotated[str, typer.Option("--format", autocompletion=formats)] = "") -> None:
    current_app().screen.out(*ids, style)


def answer(
    answers: Answers = None, section: Annotated[str, typer.Option("--in", autocompletion=sections)] = ""
) -> None:
    current_app().screen.out(*answers or [], section)


COMMAND = Group(
    run,
    help=N_("Look into the box."),
    examples=N_("retro box put hat"),
    commands={
        "put": Command(put, help=N_("Put things in."), examples=N_("retro box put hat 모자")),
        "tick": Command(tick, help=N_("Tick things."), examples=N_("retro box tick k3f")),
        "untick": Command(untick, help=N_("Untick things."), examples=N_("retro box untick k3f")),
        "answer": Command(answer, help=N_("Answer."), examples=N_("retro box answer --set keep=hat")),
    },
)
