"""Taking back what was just done to the line of an action item."""

from retro_cli.domain.text import line_ending, split_lines, strip_ending
from retro_cli.errors import N_, ConflictError
from retro_cli.services.todos import Outcome
from retro_cli.store.journal import Journal


def take_back(journal: Journal, outcome: Outcome, *, command: str = "todo") -> None:
    """Write the line of an item as it was before `outcome`, found again as it was left.

    Errors: ConflictError where that line is not there any more, or more than once and none where it was.
    """
    if not outcome.changed:
        return
    before, after = strip_ending(outcome.was.raw), strip_ending(outcome.item.raw)

    def restored(text: str) -> str:
        lines = split_lines(text)
        same = [at for at, line in enumerate(lines) if strip_ending(line) == after]
        at = outcome.item.line - 1
        if at not in same:
            if len(same) != 1:
                raise ConflictError(
                    N_("This item is not where it was: its line was changed, moved or doubled. It was left alone."),
                    hint=N_("Look again: retro todo"),
                    where=f"{outcome.item.path}:{outcome.item.line}",
                )
            at = same[0]
        lines[at] = before + line_ending(lines[at])
        return "".join(lines)

    with journal.locked(command):
        journal.edit(outcome.item.path, restored)
