"""What the parser and the system complain about, said in retro's own words."""

import errno
import os
from typing import Any

from retro_cli.errors import N_, RetroError, UsageError


def from_click(error: BaseException) -> RetroError | None:
    """The usage error that typer's parser means, with the usage line and where the help is; None for any other."""
    from typer._click import exceptions as click

    if not isinstance(error, click.UsageError):
        return None
    path = error.ctx.command_path if error.ctx else "retro"
    usage = _classified(error)
    values: dict[str, Any] = {**usage.values, "help_call": f"{path} --help"}
    line = [error.ctx.command.get_usage(error.ctx)] if error.ctx else []
    return UsageError(usage.message, details=line, hint=N_("See {help_call}"), **values)


def _classified(error: Any) -> UsageError:
    from typer._click import exceptions as click

    match error:
        case click.NoSuchOption():
            if error.possibilities:
                near = ", ".join(sorted(error.possibilities))
                return UsageError(
                    N_("There is no option {name}. Did you mean {near}?"), name=error.option_name, near=near
                )
            return UsageError(N_("There is no option {name}."), name=error.option_name)
        case click.BadOptionUsage():
            if "does not take" in error.message:
                return UsageError(N_("{name} takes no value."), name=error.option_name)
            return UsageError(N_("{name} needs a value."), name=error.option_name)
        case click.MissingParameter():
            return UsageError(N_("{name} is missing."), name=_name(error.param))
        case click.BadParameter():
            return _bad_value(error.param)
        case _:
            return UsageError(N_("The call could not be read."))


def _name(param: Any) -> str:
    """An option as it is typed, an argument as the usage line names it."""
    if param.param_type_name == "option":
        return str(max(param.opts, key=len))
    return str(param.human_readable_name)


def _bad_value(param: Any) -> UsageError:
    kind = param.type
    if choices := getattr(kind, "choices", None):
        return UsageError(N_("{name} takes one of: {choices}"), name=_name(param), choices=", ".join(choices))
    low, high = getattr(kind, "min", None), getattr(kind, "max", None)
    if low is not None and high is not None:
        return UsageError(N_("{name} takes a number from {low} to {high}."), name=_name(param), low=low, high=high)
    if low is not None:
        return UsageError(N_("{name} takes a number of at least {low}."), name=_name(param), low=low)
    return UsageError(N_("{name} takes another kind of value."), name=_name(param))


_REASONS = {
    errno.ENOSPC: N_("The disk is full."),
    errno.EDQUOT: N_("The disk quota is used up."),
    errno.EACCES: N_("No permission."),
    errno.EPERM: N_("No permission."),
    errno.EROFS: N_("The file system is read-only."),
    errno.ENOENT: N_("There is no such file or folder."),
    errno.ENOTDIR: N_("There is a file where a folder should be."),
    errno.EISDIR: N_("There is a folder where a file should be."),
    errno.ENAMETOOLONG: N_("The name is too long."),
    errno.ELOOP: N_("The links lead in a circle."),
    errno.EIO: N_("The disk could not be read or written."),
}


def from_system(error: OSError) -> RetroError:
    """The plain words for what the system refused, and the file it refused."""
    where = os.fsdecode(error.filename) if isinstance(error.filename, str | bytes | os.PathLike) else ""
    reason = _REASONS.get(error.errno or 0)
    if reason:
        return RetroError(reason, where=where)
    return RetroError(N_("The system says: {reason}"), where=where, reason=error.strerror)
