"""An entry in the user's editor: the sections still missing stand there with their questions as comments."""

from dataclasses import replace
from typing import TYPE_CHECKING

from retro_cli.errors import N_, RetroError, UnreadableError, UsageError

if TYPE_CHECKING:
    from retro_cli.cli.context import App
    from retro_cli.domain.answers import Answers
    from retro_cli.domain.format import SectionSpec
    from retro_cli.services.capture import Saved, Target


def write_in_editor(
    app: "App", target: "Target", answers: "Answers", sections: "list[SectionSpec]", *, command: str
) -> "Saved | None":
    """Open the entry with `answers` added and the missing `sections`; save what the editor leaves.

    None where nothing was changed or nothing is answered: then nothing is written. Errors: EditorError and
    ConflictError, which say where the text is kept.
    """
    from retro_cli.domain import compose
    from retro_cli.domain.skeleton import with_body, with_skeleton, without_skeleton
    from retro_cli.services.capture import found, located, style
    from retro_cli.store.editor import EditorError, edit_text

    journal = app.journal
    formats = {**journal.formats.by_name, target.format.name: target.format}
    writing = style(journal, app.prompt_lang)
    standing = journal.text(target.path) if journal.exists(target.path) else None
    bare = compose.new_entry(target.format, formats, _unsaid(answers), writing)
    base = with_body(bare, target.format) if standing is None else standing
    try:
        base = compose.add_answers(base, target.format, formats, answers, writing)
        shown = with_skeleton(base, formats, target.format, sections, writing, app.prompt_lang)
    except UnreadableError as error:
        raise located(error, target.path) from None
    words = editor_words(app)
    try:
        edited = edit_text(shown, words, journal.state / "editor", _name(target))
    except EditorError as error:
        _name_call(error, error.where, target, standing)
        raise
    if edited == shown:
        return None
    text = without_skeleton(edited, formats, target.format, fresh=standing is None)
    if text == standing or (standing is None and text.strip() in ("", bare.strip())):
        return None
    try:
        found(journal, app.prompt_lang)
        with journal.locked(command):
            if standing is None:
                journal.create(target.path, text)
            else:
                journal.replace(target.path, text, standing)
    except RetroError as error:
        raise _kept(app, error, text, target, standing) from None
    return _written(app, target, standing, text)


def _written(app: "App", target: "Target", standing: str | None, text: str) -> "Saved":
    """What was written; front matter that is none is told at once: every other command would trip over it."""
    from retro_cli.domain.entry import read_entry
    from retro_cli.services.capture import Saved, located, written

    formats, slot = app.journal.formats.by_name, app.journal.slot(target.path)
    try:
        after = read_entry(text, target.path, formats, slot)
    except UnreadableError as error:
        told = located(error, target.path)
        app.screen.err(f"{told.where}: ", (told.told(app.translate), "warn"))
        return Saved(target.path, standing is None, True, {})
    try:
        before = None if standing is None else read_entry(standing, target.path, formats, slot)
    except UnreadableError:
        return Saved(target.path, False, True, {})
    return written(target.path, before, after)


def _unsaid(answers: "Answers") -> "Answers":
    return replace(answers, note="", fields={}, sections={})


def _name(target: "Target") -> str:
    return f"{target.period.label if target.period else target.day.isoformat()}-{target.format.name}.md"


def editor_words(app: "App") -> list[str]:
    """The command of the user's editor. UsageError where it draws itself in a terminal and there is none."""
    from retro_cli.store.editor import editor_command, needs_terminal

    words = editor_command(app.settings.editor, app.env)
    if needs_terminal(words) and not app.terminal:
        raise UsageError(
            N_("The editor {editor} needs a terminal, and there is none."),
            hint=N_('Give the answers: --set KEY="…"; or name an editor with a window in RETRO_EDITOR.'),
            editor=words[0],
        )
    return words


def _name_call(error: RetroError, kept: str, target: "Target", standing: str | None) -> None:
    """Name the call that takes a kept text in, where it is the whole of a new day's entry."""
    from retro_cli.services.capture import quoted

    if kept and standing is None and target.period is None:
        error.hint = N_("Your text is kept. To take it in: retro today --from {file}")
        error.values["file"] = quoted(kept)
        error.where = ""


def _kept(app: "App", error: RetroError, text: str, target: "Target", standing: str | None) -> RetroError:
    """The error, told with the place where the text is kept."""
    from retro_cli.store.editor import keep_text

    name = f"kept-{app.now:%Y%m%d-%H%M%S}-{_name(target)}"
    try:
        place = keep_text(text, app.journal.state / "editor", name)
    except RetroError:
        return error
    error.hint = N_("Your text is kept in {kept}.")
    error.values["kept"] = str(place)
    _name_call(error, str(place), target, standing)
    return error
