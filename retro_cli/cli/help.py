"""The page of a command: usage, what it does, arguments, options, and examples, lined up in any script."""

from collections.abc import Callable, Sequence
from typing import Any

from retro_cli.cli.options import Everywhere
from retro_cli.cli.render.width import cells, pad, wrap

_WIDTH = 80
_HEIGHT = 24
_NAMES_AT_MOST = 28

Translate = Callable[[str], str]
Row = tuple[str, str]


def page(command: Any, context: Any, _: Translate) -> str:
    """The help of `command`, in lines of at most 80 cells; its texts are translated already.

    Where it would not fit a screen, commands below it are only named: each has its own page.
    """
    lines = _lines(command, context, _, _block(_("Commands:"), _commands(command, context)))
    if len(lines) > _HEIGHT and (names := [name for name, _about in _commands(command, context)]):
        lines = _lines(command, context, _, ["", *_in_a_row(_("Commands:"), names)])
    return "\n".join(lines)


def _lines(command: Any, context: Any, _: Translate, commands: Sequence[str]) -> list[str]:
    params = [param for param in command.get_params(context) if not getattr(param, "hidden", False)]
    arguments = [param for param in params if param.param_type_name == "argument"]
    options = [param for param in params if param.param_type_name == "option" and not isinstance(param, Everywhere)]
    shared = [param.short for param in params if isinstance(param, Everywhere)]
    lines = [usage(command, context, _)]
    for paragraph in (command.help or "").split("\n\n"):
        lines += [f"  {line}" for line in wrap(" ".join(paragraph.split()), _WIDTH - 2)]
    lines += commands
    lines += _block(_("Arguments:"), [(_metavar(param), param.help) for param in arguments if param.help])
    lines += _block(_("Options:"), [_option(param, _) for param in options])
    lines += ["", *_in_a_row(_("Everywhere:"), shared)]
    if command.epilog:
        lines += ["", _("Examples:"), *(f"  {line}" for line in command.epilog.strip("\n").split("\n"))]
    return lines


def usage(command: Any, context: Any, _: Translate) -> str:
    """The usage line: the call and what it takes."""
    pieces = [
        _metavar(p) if p.required else f"[{_metavar(p)}]" for p in command.params if p.param_type_name == "argument"
    ]
    if hasattr(command, "list_commands"):
        pieces.append(_("[COMMAND]"))
    call = " ".join([context.command_path, _("[OPTIONS]"), *pieces])
    return _("Usage: {call}").format(call=call)


def _in_a_row(title: str, pieces: Sequence[str]) -> list[str]:
    """The pieces behind their title on as few lines as fit, none of them broken."""
    lines = [title]
    for piece in pieces:
        if cells(lines[-1]) + 2 + cells(piece) <= _WIDTH:
            lines[-1] += f"  {piece}"
        else:
            lines.append(" " * cells(title) + f"  {piece}")
    return lines


def _block(title: str, rows: Sequence[Row]) -> list[str]:
    if not rows:
        return []
    column = min(max(cells(name) for name, _ in rows), _NAMES_AT_MOST)
    lines = ["", title]
    for name, text in rows:
        told = wrap(text, _WIDTH - column - 4)
        if cells(name) > column:
            lines.append(f"  {name}")
        else:
            lines.append(f"  {pad(name, column)}  {told.pop(0)}".rstrip())
        lines += [" " * (column + 4) + line for line in told]
    return lines


def _commands(command: Any, context: Any) -> list[Row]:
    if not hasattr(command, "list_commands"):
        return []
    below = [(name, command.get_command(context, name)) for name in command.list_commands(context)]
    return [(name, first_sentence(sub.help or "")) for name, sub in below if sub]


def first_sentence(text: str) -> str:
    """The first sentence of a help text, without its full stop."""
    return text.split("\n")[0].split(". ")[0].rstrip(".")


def _metavar(param: Any) -> str:
    if param.metavar:
        return str(param.metavar)
    if choices := getattr(param.type, "choices", None):
        return "|".join(choices)
    return str(param.name).upper() + ("..." if param.nargs == -1 else "")


def _option(param: Any, _: Translate) -> Row:
    names = ", ".join(sorted([*param.opts, *param.secondary_opts], key=len))
    if not param.is_flag:
        names += f" {_metavar(param)}"
    text = param.help or ""
    if param.show_default and param.default not in (None, "", False, (), []):
        text = _("{help} (default: {value})").format(help=text, value=param.default)
    return names, text
