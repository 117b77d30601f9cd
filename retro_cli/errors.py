"""Errors that a user can do something about: what happened, where, the way out, and the exit code."""

from __future__ import annotations

TYPE_CHECKING = False  # as in typing, which the fastest commands do not wait for
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Self


def N_(message: str) -> str:
    """Mark a message for translation where the language is not known; it is translated where it is shown."""
    return message


class RetroError(Exception):
    """Something that retro could not do, told in terms of what the user can change.

    `message` and `hint` are message ids with `{placeholders}` filled from `values`; `where` is a place
    (`path` or `path:line`); `details` are lines shown below as they are. None of them may carry the text of an
    entry, except `details` where the user has to choose between items.
    """

    exit_code = 1

    def __init__(
        self, message: str, *, hint: str = "", where: str = "", details: Sequence[str] = (), **values: object
    ) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.where = where
        self.details = tuple(details)
        self.values = values

    def at(self, where: str) -> Self:
        """The same error, told of another place: a path as the user knows it, with the line."""
        return type(self)(self.message, hint=self.hint, where=where, details=self.details, **self.values)

    def told(self, translate: Callable[[str], str] = N_) -> str:
        """The message in the language of `translate`, values filled in."""
        return translate(self.message).format(**self.values)

    def way_out(self, translate: Callable[[str], str] = N_) -> str:
        """The hint in the language of `translate`, or an empty text."""
        return translate(self.hint).format(**self.values) if self.hint else ""

    def __str__(self) -> str:
        return self.told()


class UsageError(RetroError):
    """The call's words are off."""

    exit_code = 2


class NotFoundError(RetroError):
    """What the call names is not there."""

    exit_code = 3


class UnreadableError(RetroError):
    """A file could not be read as it is."""

    exit_code = 4


class ConflictError(RetroError):
    """Changed meanwhile, or by hand: refused."""

    exit_code = 5


class Interrupted(RetroError):
    """The user left in the middle."""

    exit_code = 130
