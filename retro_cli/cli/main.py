"""The way in, and the one place where errors become words and exit codes."""

from __future__ import annotations

import sys

TYPE_CHECKING = False  # as in typing, which `--version` does not wait for
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import TracebackType
    from typing import TextIO

    from retro_cli.cli.app import Line
    from retro_cli.cli.context import App
    from retro_cli.cli.render.screen import Screen
    from retro_cli.errors import RetroError

PROGRAM = "retro"


def main(
    argv: Sequence[str] | None = None,
    *,
    screen: Screen | None = None,
    commands: Mapping[str, Line] | None = None,
) -> int:
    """Run the command line `argv` (without the program's name) and return its exit code.

    `screen` takes the place of the process's own streams, `commands` that of the table of commands.
    """
    args = list(sys.argv[1:] if argv is None else argv)
    if screen is None and commands is None and (code := _answered(args)) is not None:
        return code
    return careful(args, screen=screen, commands=commands)


def _answered(args: list[str]) -> int | None:
    """The exit code of a call that is answered before typer is imported, None for all others."""
    from os import environ

    if args[:1] == ["merge-driver"]:
        from retro_cli.cli.merge_driver import merge_for_git

        return merge_for_git(args[1:], environ)
    from retro_cli.cli.fast import answer

    try:
        told = answer(args, environ)
        if told is None:
            return None
        _prepare_streams()
        sys.stdout.write(told)
        sys.stdout.flush()
        code = 0
    except BaseException as error:
        from retro_cli.cli.context import App

        code = _told(error, App(args))
    return _flush(code)


def careful(args: list[str], *, screen: Screen | None = None, commands: Mapping[str, Line] | None = None) -> int:
    """Run any command line the usual way, also one that has a faster one."""
    _prepare_streams()
    from retro_cli.cli.context import App
    from retro_cli.cli.stopping import Stopping

    app = App(args, screen=screen)
    with Stopping().listening() as heard:
        try:
            code = _run(args, app, commands)
            sys.stdout.flush()
        except BaseException as error:
            with heard.held():
                code = _told(error, app)
    _tell_unnoted(app)
    return _flush(code)


def _run(args: list[str], app: App, commands: Mapping[str, Line] | None) -> int:
    from retro_cli.cli.app import COMMANDS, build

    command = build(COMMANDS if commands is None else commands, app.translate)
    if "_RETRO_COMPLETE" in app.env:
        from retro_cli.cli.completion import answer

        answer(command, app, args)
        return 0
    from typer import Exit

    try:
        with command.make_context(PROGRAM, args, obj=app) as context:
            command.invoke(context)
    except Exit as exit:
        return exit.exit_code
    return 0


def _told(error: BaseException, app: App) -> int:
    """Say what went wrong, even where saying it goes wrong."""
    try:
        return _tell(error, app)
    except OSError:  # nobody is there to be told
        return int(getattr(error, "exit_code", 1))
    except Exception as worse:
        print(f"{PROGRAM}: internal error ({type(worse).__name__} at {_place(worse.__traceback__)})", file=sys.stderr)
        return 1


def _tell(error: BaseException, app: App) -> int:
    """Say what went wrong and what to do about it; the exit code."""
    from retro_cli.errors import RetroError

    if isinstance(error, RetroError):
        return _tell_retro(error, app)
    if isinstance(error, SystemExit):
        return error.code if isinstance(error.code, int) else 1
    if isinstance(error, KeyboardInterrupt):
        return 130
    if isinstance(error, BrokenPipeError):
        return 1
    from retro_cli.cli.usage import from_click

    if usage := from_click(error):
        return _tell_retro(usage, app)
    if isinstance(error, OSError) and error.strerror:
        from retro_cli.cli.usage import from_system

        return _tell_retro(from_system(error), app)
    app.screen.err((f"{PROGRAM}: internal error ({type(error).__name__} at {_place(error.__traceback__)})", "bad"))
    _tell_places(error, app)
    return 1


def _tell_unnoted(app: App) -> None:
    """Say once that something was changed which `retro undo` will not know of, or that nothing at all is kept."""
    from contextlib import suppress

    for history in app.histories.values():
        if history.stateless:
            told = app.translate("Nothing can be kept in {folder} ({reason}): no drafts, no undo, no lock.")
            told = told.format(folder=history.state, reason=history.stateless)
        elif history.trouble:
            told = app.translate("What was changed cannot be taken back with `retro undo`: {reason}.")
            told = told.format(reason=history.trouble)
        else:
            continue
        with suppress(OSError):
            app.screen.err((told, "warn"))
        return


def _tell_retro(error: RetroError, app: App) -> int:
    for line in filter(None, error.told(app.translate).split("\n")):
        app.screen.err((line, "bad"))
    for line in (error.where, *error.details):
        if line:
            app.screen.err("  ", line)
    for line in filter(None, error.way_out(app.translate).split("\n")):
        app.screen.err("  → ", line)
    _tell_places(error, app)
    return error.exit_code


def _tell_places(error: BaseException, app: App) -> None:
    """With RETRO_DEBUG, where the error came by: no source lines and no values, which may hold the text of entries."""
    trace = error.__traceback__ if app.env.get("RETRO_DEBUG") else None
    while trace:
        code = trace.tb_frame.f_code
        app.screen.err(f"  {code.co_filename}:{trace.tb_lineno} in {code.co_name}")
        trace = trace.tb_next


def _place(trace: TracebackType | None) -> str:
    """`file:line` where retro itself was last."""
    place = "?"
    while trace:
        module = trace.tb_frame.f_globals.get("__name__", "")
        if module.partition(".")[0] == "retro_cli" or place == "?":
            place = f"{module.replace('.', '/')}.py:{trace.tb_lineno}"
        trace = trace.tb_next
    return place


def _prepare_streams() -> None:
    """Streams that take any text whatever the locale says, and that exist even where the caller closed them."""
    import io
    import os

    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115 - as long as the process
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _flush(code: int) -> int:
    """Write out what is left; a reader that has gone away must not cause a complaint when the process ends."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            _silence(stream)
            code = code or 1
    return code


def _silence(stream: TextIO) -> None:
    import os

    try:
        target = os.open(os.devnull, os.O_WRONLY)
        os.dup2(target, stream.fileno())
        os.close(target)
    except (OSError, ValueError):
        return
