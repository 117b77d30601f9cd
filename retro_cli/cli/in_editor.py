"""An entry in the user's editor: the sections still missing stand there with their questions as comments."""

from dataclasses import replace
from typing import TYPE_CHECKING

from retro_cli.errors import N_, RetroError, UnreadableError

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
    from retro_cli.services.capture import Saved, located, style
    from retro_cli.store.editor import edit_text, editor_command

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
    words = editor_command(app.settings.editor, app.env)
    edited = edit_text(shown, words, journal.state / "editor", _name(target))
    if edited == shown:
        return None
    text = without_skeleton(edited, formats, target.format, fresh=standing is None)
    if text == standing or (standing is None and text.strip() in ("", bare.strip())):
        return None
    try:
        with journal.locked(command):
            if standing is None:
                journal.create(target.path, text)
            else:
                journal.replace(target.path, text, standing)
    except RetroError as error:
        raise _kept(app, error, text, target) from None
    _tell_unreadable(app, target)
    return Saved(target.path, standing is None, True, {})


def _tell_unreadable(app: "App", target: "Target") -> None:
    """Say at once where the front matter that was typed is none: every other command would trip over it."""
    try:
        app.journal.page(target.path)
    except RetroError as error:
        app.screen.err(f"{error.where}: ", (error.told(app.translate), "warn"))


def _unsaid(answers: "Answers") -> "Answers":
    return replace(answers, note="", fields={}, sections={})


def _name(target: "Target") -> str:
    return f"{target.week.label if target.week else target.day.isoformat()}-{target.format.name}.md"


def _kept(app: "App", error: RetroError, text: str, target: "Target") -> RetroError:
    """The error, told with the place where the text is kept."""
    from retro_cli.store.files import write_new

    place = app.journal.state / "editor" / f"kept-{app.now:%Y%m%d-%H%M%S}-{_name(target)}"
    try:
        write_new(place, text)
    except RetroError:
        return error
    error.hint = N_("Your text is kept in {kept}.")
    error.values["kept"] = str(place)
    return error
