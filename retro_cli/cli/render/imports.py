"""What an import would do or did: files, their entries, what to look at, and the sum of it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from retro_cli.cli.render.screen import Cell
from retro_cli.errors import N_

if TYPE_CHECKING:
    from retro_cli.cli.context import App
    from retro_cli.domain.importing.model import SourceProblem
    from retro_cli.services.importing.run import Imported, ImportedFile
    from retro_cli.services.importing.tally import Tally

_STATES = {"new": ("+", "good"), "same": ("=", "dim"), "exists": ("!", "warn"), "moved": ("→", "good")}
_GROUPS = 4  # as many kinds of problems as a plan shows
_AROUND = 4  # lines of a screen that a plan leaves to the question and what stands above it


def file(app: "App", file: "ImportedFile") -> None:
    """A file and its entries, a line each."""
    lines(app, str(file.path), [row(app, entry) for entry in file.entries])


def lines(app: "App", path: str, rows: Sequence[Sequence[Cell]]) -> None:
    """The lines of one file."""
    if rows:
        app.screen.out((path, "title"))
        app.screen.table(rows, flexible=1, indent=1)


def row(app: "App", entry: "Imported") -> list[Cell]:
    """An entry: what becomes of it, where it goes, its format, how much it holds."""
    return [_STATES[entry.state], entry.path, (entry.read.format, "dim"), (_size(app, entry), "dim")]


def _size(app: "App", entry: "Imported") -> str:
    sections = [section for section in entry.read.sections if section.answered]
    items = sum(item.answered for section in sections for item in section.items)
    counts = []
    if sections:
        told = app.ngettext("{count} section", "{count} sections", len(sections))
        counts.append(told.format(count=len(sections)))
    if items:
        counts.append(app.ngettext("{count} item", "{count} items", items).format(count=items))
    if counts:
        return " · ".join(counts)
    return app.translate("note") if _body(entry.read.text) else app.translate("only its title")


def _body(text: str) -> str:
    from retro_cli.domain.frontmatter import body_line
    from retro_cli.domain.text import split_lines

    lines = split_lines(text)
    return "".join(lines[body_line(lines) :]).strip()


def told(app: "App", problem: "SourceProblem") -> str:
    """What to look at in a file, in words."""
    return app.translate(problem.message).format(**problem.values)


def moves(app: "App", tally: "Tally") -> None:
    """The entries that waited for their day and get their place."""
    if tally.moves:
        app.screen.table(
            [[_STATES["moved"], move.path, (move.origin, "dim")] for move in tally.moves], flexible=1, indent=1
        )


class Plan:
    """What would be written, as much of it as a screen holds beside the question."""

    def __init__(self, app: "App") -> None:
        self._app = app
        self._room = app.screen.height
        self._files: list[tuple[str, list[list[Cell]]]] = []
        self._count = 0

    def add(self, file: "ImportedFile") -> None:
        """Take a file; of those beyond the screen only the number of their entries."""
        self._count += len(file.entries)
        if self._room > 0 and file.entries:
            rows = [row(self._app, entry) for entry in file.entries[: self._room]]
            self._files.append((str(file.path), rows))
            self._room -= len(rows) + 1

    def show(self, tally: "Tally") -> None:
        """Print the plan, and below it what to look at in the files."""
        moves(self._app, tally)
        groups = self._groups(tally)
        room = self._app.screen.height - _AROUND - 2 * (len(groups) + len(tally.errors[:_GROUPS]))
        left = self._count
        for path, rows in self._files:
            shown = rows[: max(room - 1, 0)]
            lines(self._app, path, shown)
            left -= len(shown)
            room -= len(shown) + 1
        if left:
            more = self._app.ngettext("… and {count} more entry", "… and {count} more entries", left)
            self._app.screen.out((f" {more.format(count=left)}", "dim"))
        for lead, message in groups:
            self._app.screen.out(" ", (lead, "dim"), " ", (message, "warn"))
        _errors(self._app, tally, most=_GROUPS)

    def _groups(self, tally: "Tally") -> list[tuple[str, str]]:
        """What to look at: where first and how often, and what; the rest as a count."""
        places: dict[str, list[str]] = {}
        for path, problem in tally.problems:
            places.setdefault(told(self._app, problem), []).append(f"{path.name}:{problem.line}")
        groups = [
            (f"{there[0]} +{len(there) - 1}" if there[1:] else there[0], message)
            for message, there in sorted(places.items(), key=lambda one: -len(one[1]))
        ]
        return (
            groups
            if len(groups) <= _GROUPS
            else [*groups[: _GROUPS - 1], ("…", self._app.translate("--dry-run shows all."))]
        )


def problems(app: "App", tally: "Tally") -> None:
    """What to look at and what could not be read, a line each on stderr: `path:line: message`."""
    for path, problem in tally.problems:
        app.screen.err(f"{path}:{problem.line}: ", told(app, problem))
    _errors(app, tally)


def _errors(app: "App", tally: "Tally", *, most: int | None = None) -> None:
    for error in tally.errors[:most]:
        way_out = error.way_out(app.translate)
        lead = f"{error.where}: " if error.where else ""
        app.screen.err(lead, (error.told(app.translate), "bad"), (f" {way_out}" if way_out else "", "dim"))
    if most is not None and (left := len(tally.errors[most:])):
        more = app.ngettext(
            "… and {count} more file that cannot be read", "… and {count} more files that cannot be read", left
        )
        app.screen.err((more.format(count=left), "bad"))


def summary(app: "App", tally: "Tally", *, dry_run: bool = False, new_journal: bool = False) -> None:
    """The sum: what was written, what was there, what stands in the way, what needs a day, and what next."""
    for path, source, line, edited in tally.in_the_way:
        there = (
            app.translate("{source}:{line}: {path} has most of it, was edited since, and was left as it is.")
            if edited
            else app.translate("{source}:{line}: {path} holds another text and was left as it is.")
        )
        app.screen.err((there.format(source=source, line=line, path=path), "warn"))
    _counts(app, tally, dry_run=dry_run)
    if new_journal:
        app.screen.out(app.translate("Your journal is {root}").format(root=app.place.root))
    _ways_on(app, tally, dry_run=dry_run)


def _counts(app: "App", tally: "Tally", *, dry_run: bool) -> None:
    parts = []
    if tally.written:
        entries = app.ngettext("{count} entry", "{count} entries", tally.written).format(count=tally.written)
        files = app.ngettext("{count} file", "{count} files", tally.files).format(count=tally.files)
        said = N_("{entries} from {files} would be written") if dry_run else N_("{entries} from {files} written")
        parts.append(app.translate(said).format(entries=entries, files=files))
    if tally.moves:
        filed = app.ngettext("{count} got its day", "{count} got their days", len(tally.moves))
        parts.append(filed.format(count=len(tally.moves)))
    if tally.same:
        parts.append(app.translate("{count} already there").format(count=tally.same))
    if tally.in_the_way:
        parts.append(app.translate("{count} left out").format(count=len(tally.in_the_way)))
    if not parts and not tally.errors:
        parts.append(app.translate("Nothing to import: no text that is an entry"))
    if parts:
        app.screen.out((" · ".join(parts), "good" if tally.to_write else ""))


def _ways_on(app: "App", tally: "Tally", *, dry_run: bool) -> None:
    _ = app.translate
    if not all(edited for *_place, edited in tally.in_the_way):
        app.screen.err((_("To keep both: run it again with --beside."), "dim"))
    if tally.undated:
        count = len(tally.undated)
        need = app.ngettext("{count} entry needs a day:", "{count} entries need a day:", count).format(count=count)
        app.screen.err((need, "warn"), f" {tally.undated[0]}", " …" if count > 1 else "")
        app.screen.err(
            (_("Write date: 2024-09-02 at its top, then: retro import. Or again with --start, --year."), "dim")
        )
    if tally.week is not None and not dry_run:
        app.screen.out((_("Next: {call}").format(call=f"retro week {tally.week.label} --print"), "dim"))
