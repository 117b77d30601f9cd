"""What commands changed, on screen: the list of steps, one of them taken back, and what that would change."""

from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from retro_cli.cli.context import App
    from retro_cli.services.undoing import Difference, Standing
    from retro_cli.store.steps import Change, Step

_NAMED = 2
_STYLES = {"+": "good", "-": "bad", "@": "dim"}


def show_steps(app: "App", steps: "Sequence[Standing]", *, json: bool) -> None:
    """The steps that are kept, newest first."""
    _ = app.translate
    if json:
        from retro_cli.cli.render.documents_history import steps_document

        app.screen.json(steps_document(steps))
        return
    if not steps:
        app.screen.err((_("There is nothing to take back."), "dim"))
        return
    rows: list[list[str | tuple[str, str] | list[str | tuple[str, str]]]] = [
        [
            (str(one.step.id), "key"),
            (_when(app, one.step), "dim"),
            one.step.command,
            files(app, one.step.changes),
            _state(app, one),
        ]
        for one in steps
    ]
    app.screen.table(rows, flexible=3)


def tell_reverted(app: "App", step: "Step", *, again: bool) -> None:
    """One line about what was taken back or made again, and the way back."""
    _ = app.translate
    told = _("Redid step {number}, {command}") if again else _("Took back step {number}, {command}")
    app.screen.out((told.format(number=step.id, command=step.command), "good"), " · ", _touched(app, step, again=again))
    if not again:
        app.screen.err((_("To redo it: retro redo"), "dim"))


def show_differences(app: "App", step: "Step", found: "Iterable[Difference]", *, again: bool) -> None:
    """What taking a step back, or making it again, would change, as lines that go and lines that come."""
    from difflib import unified_diff

    from retro_cli.domain.text import split_lines, strip_ending

    _ = app.translate
    told = (
        _("Step {number}, {command}, would be redone:")
        if again
        else _("Step {number}, {command}, would be taken back:")
    )
    app.screen.err((told.format(number=step.id, command=step.command), "dim"))
    for one in found:
        old, new = _text(one.old), _text(one.new)
        if old is None or new is None:
            app.screen.out((one.path, "title"), "  ", (_("not text"), "dim"))
            continue
        app.screen.out((one.path, "title"), "  ", (_what(app, one), "dim"))
        before, after = ([strip_ending(line) for line in split_lines(text)] for text in (old, new))
        for line in list(unified_diff(before, after, n=1, lineterm=""))[2:]:
            app.screen.out("  ", (line, _STYLES.get(line[:1], "")))


def files(app: "App", changes: "Sequence[Change]") -> str:
    """The names of the files of a step, the first few of many."""
    names = ", ".join(change.path for change in changes[:_NAMED])
    count = len(changes)
    return (
        names
        if count <= _NAMED
        else app.ngettext("{count} file: {names} …", "{count} files: {names} …", count).format(count=count, names=names)
    )


def _touched(app: "App", step: "Step", *, again: bool) -> str:
    _ = app.translate
    gone = [change.kind == ("removed" if again else "made") for change in step.changes]
    if len(step.changes) > _NAMED:
        named = files(app, step.changes)
        return _("{path} (removed)").format(path=named) if all(gone) else named
    paths = [change.path for change in step.changes]
    return ", ".join(
        _("{path} (removed)").format(path=path) if is_gone else path for path, is_gone in zip(paths, gone, strict=True)
    )


def _when(app: "App", step: "Step") -> str:
    from retro_cli.domain.names import day_label

    try:
        moment = datetime.fromisoformat(step.when).astimezone(app.now.tzinfo)
    except ValueError:
        return ""
    return f"{day_label(moment.date(), app.lang, app.today)} {moment:%H:%M}"


def _state(app: "App", one: "Standing") -> tuple[str, str]:
    _ = app.translate
    words = {
        "undone": (_("taken back"), "dim"),
        "changed": (_("changed since"), "warn"),
        "unfinished": (_("cut off half way"), "warn"),
    }
    return words.get(one.state, ("", ""))


def _what(app: "App", one: "Difference") -> str:
    _ = app.translate
    return _("would be removed") if one.new is None else _("would come back") if one.old is None else ""


def _text(data: bytes | None) -> str | None:
    """The text of a file, empty for none; None where it is no text."""
    try:
        text = (data or b"").decode()
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text
