"""How `retro undo` and `retro redo` go: show what would change, ask where that is much, do it, say what was done."""

from typing import TYPE_CHECKING

from retro_cli.cli.prompts.model import BACK

if TYPE_CHECKING:
    from collections.abc import Callable

    from retro_cli.cli.context import App
    from retro_cli.store.steps import Step

_UNASKED = 10  # so many files are taken back without a question: it can be made again


def carry_out(
    app: "App",
    step: "Step",
    act: "Callable[..., Step]",
    *,
    again: bool = False,
    dry_run: bool = False,
    json: bool = False,
) -> None:
    """Take a step back, or make it `again`, by `act` of services.undoing; for a `dry_run` only show what changes."""
    from retro_cli.cli.render.documents_history import reverted_document
    from retro_cli.cli.render.steps import show_differences, tell_reverted
    from retro_cli.services.undoing import differences

    _ = app.translate
    if dry_run and not json:
        show_differences(app, step, differences(app.journal, step, again=again), again=again)
    if not dry_run:
        if app.interactive and not json and len(step.changes) > _UNASKED and not _agreed(app, step, again=again):
            app.screen.out(_("Nothing was changed."))
            return
        label = _("Redoing") if again else _("Taking back")
        with app.screen.progress(label, len(step.changes)) as each:
            step = act(app.journal, step.id, each=each)
    if json:
        app.screen.json(reverted_document(step, again=again, dry_run=dry_run))
    elif not dry_run:
        tell_reverted(app, step, again=again)


def _agreed(app: "App", step: "Step", *, again: bool) -> bool:
    count = len(step.changes)
    question = (
        app.ngettext("Redo the change of {count} file?", "Redo the changes of {count} files?", count)
        if again
        else app.ngettext("Take back the change of {count} file?", "Take back the changes of {count} files?", count)
    )
    answer = app.prompts.confirm(f"{step.command}: {question.format(count=count)}", True)
    return answer is not BACK and bool(answer)
