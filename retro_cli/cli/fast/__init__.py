"""The few calls that are answered before the parser of command lines is imported, which costs more than they do.

Only the plain forms of their arguments are known here. Any other call, and any that a closer look is needed for, goes
the usual way; both give the same, byte for byte.
"""

import sys

TYPE_CHECKING = False  # as in typing, which nothing here waits for
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# What a call begins with, the module in this folder whose `answer` takes it, how many words may follow, and whether the
# answer is for a pipe only. Words that follow are no options.
CALLS = (
    (("todo",), "todo", 0, True),
    (("status", "--short"), "status", 0, False),
    (("search",), "search", 20, True),
)
_WITH_VALUE = ("--journal", "-j", "--color", "--lang")
_VALUES = {"--color": ("auto", "never"), "--lang": ("en", "ko", "ja")}


class Call:
    """A call in its plain form: the words that are left of it without the options of every command, and those."""

    __slots__ = ("env", "journal", "words")

    def __init__(self, words: tuple[str, ...], journal: str | None, env: "Mapping[str, str]") -> None:
        self.words = words
        self.journal = journal
        self.env = env


def answer(args: "Sequence[str]", env: "Mapping[str, str]") -> str | None:
    """What a call prints, None where it has to go the usual way."""
    if list(args) == ["--version"]:
        from retro_cli import __version__

        return f"retro {__version__}\n"
    call = _plain(args, env)
    if call is None:
        return None
    for begins, module, most, piped in CALLS:
        more = call.words[len(begins) :]
        if call.words[: len(begins)] != begins or len(more) > most or any(word[:1] == "-" for word in more):
            continue
        if piped and _is_terminal():
            return None
        told: str | None = __import__(f"retro_cli.cli.fast.{module}", fromlist=["answer"]).answer(call)
        return told
    return None


def _plain(args: "Sequence[str]", env: "Mapping[str, str]") -> Call | None:
    """The call, where it is plain; one that asks for colours or for completion is not."""
    if "_RETRO_COMPLETE" in env or env.get("FORCE_COLOR", "0") not in ("", "0"):
        return None
    words: list[str] = []
    journal = None
    rest = iter(args)
    for arg in rest:
        name, equals, value = arg.partition("=") if arg.startswith("--") else (arg, "", "")
        if name == "--no-input" and not equals:
            continue
        if name not in _WITH_VALUE:
            words.append(arg)
            continue
        given = value if equals else next(rest, None)
        if given is None or given.startswith("-") or given not in _VALUES.get(name, (given,)):
            return None
        if name in ("--journal", "-j"):
            journal = given
    return Call(tuple(words), journal, env)


def _is_terminal() -> bool:
    try:
        return sys.stdout is None or sys.stdout.isatty()
    except ValueError:
        return True
