"""The page of a command: usage, what it does, arguments, options, and examples, lined up in any script."""

from collections.abc import Callable, Sequence
from typing import Any

from retro_cli.cli.options import Everywhere
from retro_cli.cli.render.width import cells, elide, pad, wrap

_WIDTH = 80
_HEIGHT = 23  # of 24 lines, one for the prompt of the shell
_NAMES_AT_MOST = 28

Translate = Callable[[str], str]
Row = tuple[str, str]


def page(command: Any, context: Any, _: Translate) -> str:
    """The help of `command`, in lines of at most 80 cells; its texts are translated already.

    Where it would not fit a screen, commands below it stand in two columns, and examples are left out but one, or
    all of them beside very many commands.
    """
    below = _commands(command, context)
    examples = command.epilog.strip("\n").split("\n") if command.epilog else []
    lines = _lines(command, context, _, _block(_("Commands:"), below), examples)
    if len(lines) > _HEIGHT and below:
        lines = _lines(command, context, _, _in_columns(_("Commands:"), below), examples)
    if below and len(lines) - len(examples) >= _HEIGHT:  # not even one example has room
        return "\n".join(_lines(command, context, _, _in_columns(_("Commands:"), below), []))
    if (over := len(lines) - _HEIGHT) > 0:
        del lines[-min(over, max(len(examples) - 1, 0)) or len(lines) :]
    return "\n".join(lines)


def _lines(command: Any, context: Any, _: Translate, commands: Sequence[str], examples: Sequence[str]) -> list[str]:
    params = [param for param in command.get_params(context) if not getattr(param, "hidden", False)]
    arguments = [param for param in params if param.param_type_name == "argument"]
    options = [param for param in params if param.param_type_name == "option" and not isinstance(param, Everywhere)]
    shared = [param.short for param in params if isinstance(param, Everywhere)]
    if context.parent is not None:
        shared = [short.replace(", --help", "") for short in shared]  # so that they fit one line
    lines = [usage(command, context, _)]
    for paragraph in (command.help or "").split("\n\n"):
        lines += [f"  {line}" for line in wrap(" ".join(paragraph.split()), _WIDTH - 2)]
    lines += commands
    lines += _block(_("Arguments:"), [(_metavar(param), param.help) for param in arguments if param.help])
    lines += _block(_("Options:"), [_option(param, _) for param in options])
    lines += ["", *_in_a_row(_("Everywhere:"), shared)]
    if examples:
        lines += ["", _("Examples:"), *(f"  {line}" for line in examples)]
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


def _in_columns(title: str, rows: Sequence[Row]) -> list[str]:
    """Names, each with a few words, in two columns that are read downwards."""
    column = max(cells(name) for name, _ in rows)
    told = [f"{pad(name, column)}  {text}" for name, text in rows]
    half = (len(told) + 1) // 2
    first, second = told[:half], [*told[half:], ""]
    width = max(map(cells, first)) + 3
    pairs = zip(first, second, strict=False)
    return ["", title, *(elide(f"  {pad(one, width)}{other}".rstrip(), _WIDTH) for one, other in pairs)]


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
