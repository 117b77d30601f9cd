"""What the user sees. Text is shown as it is: no markup, no emoji codes, no escape sequences are ever interpreted.

On a terminal lines are wrapped and tables cut to its width; anywhere else the output is plain lines, whole.
"""

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING, Any, TextIO

from retro_cli.cli.render.ansi import ansi
from retro_cli.cli.render.width import cells, elide, measure

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

Part = str | tuple[str, str]
"""A piece of a line: its text, or its text and the name of a style."""

Cell = Part | list[Part]

# Colours of middle lightness, so that each can be read on a dark and on a light background.
STYLES: Mapping[str, str] = {
    "": "",
    "title": "bold",
    "dim": "dim",
    "good": "color(28)",
    "warn": "color(130)",
    "bad": "color(160)",
    "accent": "color(30)",
    "key": "bold color(30)",
    "found": "bold color(130)",
}

_KNOWS_ANSI = os.name == "posix"
_PROGRESS_AFTER = 1.0


class Screen:
    """The two streams of a run: data and pages on stdout, everything else on stderr.

    `color` is `auto`, `always` or `never`; `width` (cells) fixes the width of the terminal; `record` keeps what is
    printed in `console`, for pictures.
    """

    def __init__(
        self,
        stdout: TextIO | None = None,
        stderr: TextIO | None = None,
        *,
        color: str = "auto",
        env: Mapping[str, str] | None = None,
        width: int | None = None,
        record: bool = False,
    ) -> None:
        self._stdout = stdout or sys.stdout
        self._stderr = stderr or sys.stderr
        self._color = color
        self._env = os.environ if env is None else env
        self._width = width
        self._record = record
        self._consoles: dict[bool, Console] = {}
        self._doing = ""
        self.pretty = record or _is_terminal(self._stdout)
        self.colored = record or _wants_color(color, self._env, self._stdout)

    @property
    def width(self) -> int:
        """The width of the terminal in cells, 80 where there is none."""
        if self._width:
            return self._width
        try:
            return os.get_terminal_size(self._stdout.fileno()).columns or 80
        except (OSError, ValueError):
            return 80

    @property
    def height(self) -> int:
        """The height of the terminal in lines, 24 where there is none."""
        try:
            return os.get_terminal_size(self._stdout.fileno()).lines or 24
        except (OSError, ValueError):
            return 24

    @property
    def console(self) -> "Console":
        """The rich console of stdout."""
        return self._console(error=False)

    def out(self, *parts: Part) -> None:
        """One line on stdout."""
        self._line(parts, error=False)

    def err(self, *parts: Part) -> None:
        """One line on stderr."""
        self._line(parts, error=True)

    def beside(self, lead: Cell, *parts: Part) -> None:
        """One line on stdout whose wrapped rows stand to the right of `lead`: a bullet, a number, an indentation."""
        pieces = [piece for part in parts for piece in _parts(part)]
        self._print(_parts(lead) + pieces, error=False, wrap=True, hang=sum(len(text) for text, _ in _parts(lead)))

    def raw(self, text: str) -> None:
        """A text on stdout exactly as it is, for a pipe or a file."""
        self._stdout.write(text)

    def text(self, text: str, style: str = "", *, indent: int = 0) -> None:
        """A text of several lines on stdout, each `indent` cells from the left."""
        from retro_cli.domain.text import split_lines, strip_ending

        for line in split_lines(text):
            self.out(" " * indent, (strip_ending(line), style))

    def table(
        self, rows: Sequence[Sequence[Cell]], *, head: Sequence[str] = (), flexible: int = -1, indent: int = 0
    ) -> None:
        """Rows in columns that line up, two spaces apart; on a terminal the `flexible` column is cut to what fits.

        A cell is a text, a (text, style) pair or a list of those. `head` is a row of headings.
        """
        lines = [[_parts(cell) for cell in row] for row in rows]
        if head:
            lines.insert(0, [[(title, "dim")] for title in head])
        if not lines:
            return
        count = max(len(line) for line in lines)
        for line in lines:
            line.extend([[("", "")]] * (count - len(line)))
        widths = [max(_cells(line[column]) for line in lines) for column in range(count)]
        if self.pretty:
            flexible %= count
            room = self.width - indent - 2 * (count - 1) - sum(widths) + widths[flexible]
            widths[flexible] = max(min(widths[flexible], room), min(widths[flexible], 8))
            for line in lines:
                line[flexible] = _cut(line[flexible], widths[flexible])
        for line in lines:
            self._print(_aligned(line, widths, indent), error=False, wrap=False)

    def json(self, document: object) -> None:
        """One JSON document on stdout, nothing else."""
        self._stdout.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")

    def json_list(self, head: Mapping[str, object], key: str, items: Iterable[object]) -> None:
        """One JSON document whose last field is a list, written item by item as they come."""
        write = self._stdout.write
        write(json.dumps(head, ensure_ascii=False, indent=2).removesuffix("\n}") + f',\n  "{key}": [')
        between = ""
        for item in items:
            lines = json.dumps(item, ensure_ascii=False, indent=2).split("\n")
            write(between + "".join(f"\n    {line}" for line in lines))
            between = ","
        write("\n  ]\n}\n" if between else "]\n}\n")

    def onto(self, stream: TextIO) -> "Screen":
        """A screen that looks like this one but prints on another stream."""
        color = "always" if self.colored else "never"
        screen = Screen(stream, self._stderr, color=color, env=self._env, width=self.width)
        screen.pretty = self.pretty
        return screen

    @contextmanager
    def progress(self, label: str, total: int) -> Iterator[Callable[..., None]]:
        """Give a function that counts steps up to `total`; on a terminal a bar shows them after a second."""
        if not _is_terminal(self._stderr):
            yield _count_nothing
            return
        bar = _Bar(lambda: self._console(error=True), _visible(label), total)
        try:
            yield bar.advance
        finally:
            bar.stop()

    def doing(self, what: str) -> None:
        """Say on one line of a terminal what is being done; an empty text takes the line away."""
        if not _is_terminal(self._stderr) or self._env.get("TERM") == "dumb" or what == self._doing:
            return
        self._doing = what
        self._stderr.write("\r\x1b[2K" + elide(_visible(what), self.width - 1) if what else "\r\x1b[2K")
        self._stderr.flush()

    def _line(self, parts: Sequence[Part], *, error: bool) -> None:
        pieces = [piece for part in parts for piece in _parts(part)]
        self._print(pieces, error=error, wrap=True)

    def _print(self, pieces: Sequence[tuple[str, str]], *, error: bool, wrap: bool, hang: int | None = None) -> None:
        stream = self._stderr if error else self._stdout
        pretty = _is_terminal(stream) if error else self.pretty
        colored = _wants_color(self._color, self._env, stream) if error else self.colored
        if not colored and not (pretty and wrap):
            stream.write("".join(text for text, _ in pieces) + "\n")
            return
        if not self._record and _KNOWS_ANSI and (not (pretty and wrap) or _cells(pieces) <= self.width):
            stream.write("".join(ansi(text, STYLES[style]) if colored else text for text, style in pieces) + "\n")
            return
        console = self._console(error=error)
        line = _rich_text(pieces)
        for row in _wrapped(line, console, self.width, hang) if pretty and wrap else [line]:
            console.print(row, soft_wrap=True)

    def _console(self, *, error: bool) -> "Console":
        if error not in self._consoles:
            from rich.console import Console

            stream = self._stderr if error else self._stdout
            colored = self.colored if not error else _wants_color(self._color, self._env, stream)
            self._consoles[error] = Console(
                file=stream,
                force_terminal=colored or None,
                color_system=("truecolor" if self._record else "256") if colored else None,
                no_color=not colored,
                width=self.width,
                markup=False,
                emoji=False,
                highlight=False,
                record=self._record and not error,
                legacy_windows=None if colored else False,
                _environ={},
            )
        return self._consoles[error]


class _Bar:
    """A progress bar that appears when the work has taken long enough to wonder."""

    def __init__(self, console: "Callable[[], Console]", label: str, total: int) -> None:
        self._console, self._label, self._total = console, label, total
        self._started = monotonic()
        self._done = 0
        self._shown: Any = None

    def advance(self, steps: int = 1) -> None:
        self._done += steps
        if self._shown is None:
            if monotonic() - self._started < _PROGRESS_AFTER:
                return
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

            label = TextColumn("{task.description}", markup=False)
            self._shown = Progress(label, BarColumn(), MofNCompleteColumn(), console=self._console(), transient=True)
            self._shown.start()
            self._shown.add_task(self._label, total=self._total)
        self._shown.update(self._shown.task_ids[0], completed=self._done)

    def stop(self) -> None:
        if self._shown is not None:
            self._shown.stop()


def _count_nothing(steps: int = 1) -> None:
    """Progress that nobody sees."""


def _is_terminal(stream: TextIO) -> bool:
    try:
        return stream.isatty()
    except ValueError:
        return False


def _wants_color(color: str, env: Mapping[str, str], stream: TextIO) -> bool:
    """https://no-color.org and https://force-color.org, below what the call says."""
    if color != "auto":
        return color == "always"
    if env.get("NO_COLOR"):
        return False
    if env.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    return _is_terminal(stream) and env.get("TERM") != "dumb"


def _visible(text: str) -> str:
    from retro_cli.domain.text import visible

    return visible(text)


def _parts(cell: Cell) -> list[tuple[str, str]]:
    if isinstance(cell, str):
        return [(_visible(cell), "")]
    if isinstance(cell, tuple):
        return [(_visible(cell[0]), cell[1])]
    return [piece for part in cell for piece in _parts(part)]


def _cells(pieces: Sequence[tuple[str, str]]) -> int:
    return sum(cells(text) for text, _ in pieces)


def _cut(pieces: list[tuple[str, str]], width: int) -> list[tuple[str, str]]:
    if _cells(pieces) <= width:
        return pieces
    kept: list[tuple[str, str]] = []
    for text, style in pieces:
        size = cells(text)
        if size >= width:
            return [*kept, (elide(text, width) if size > width else text[: measure(text, width - 1)[1]] + "…", style)]
        kept.append((text, style))
        width -= size
    return kept


def _aligned(line: Sequence[list[tuple[str, str]]], widths: Sequence[int], indent: int) -> list[tuple[str, str]]:
    pieces: list[tuple[str, str]] = [(" " * indent, "")]
    for cell, width in zip(line, widths, strict=True):
        pieces += cell
        pieces.append((" " * (width - _cells(cell) + 2), ""))
    while pieces and not pieces[-1][0].strip(" "):
        pieces.pop()
    return pieces


def _rich_text(pieces: Sequence[tuple[str, str]]) -> "Text":
    from rich.text import Text

    line = Text(end="")
    for text, style in pieces:
        line.append(text, STYLES[style])
    line.end = "\n"
    return line


def _wrapped(line: "Text", console: "Console", width: int, hang: int | None) -> "list[Text]":
    """The line in rows of `width` cells: all begin where the first does, or where its first `hang` characters end."""
    if cells(line.plain) <= width:
        return [line]
    at = len(line.plain) - len(line.plain.lstrip(" ")) if hang is None else hang
    lead = line[:at]
    indent = cells(lead.plain)
    rows = list(line[at:].wrap(console, max(width - indent, 10)))
    for row in rows:
        row.rstrip()
    for row in rows[1:]:
        row.pad_left(indent)
    return [lead + rows[0], *rows[1:]]
