"""Files in which a merge was left: nothing is written into them before both versions are one."""

from collections.abc import Callable

from retro_cli.errors import N_, ConflictError


def unless_unmerged(path: str, change: Callable[[str], str]) -> Callable[[str], str]:
    """An edit that refuses a text with conflict markers: what it adds would stand in one of two versions."""

    def careful(text: str) -> str:
        if "<<<<<<<" in text:
            from retro_cli.domain.unmerged import left_in

            if found := left_in(text):
                raise ConflictError(
                    N_("A merge was left in this entry, with both versions between markers; nothing was written."),
                    hint=N_(
                        "Let `retro sync` end the merge, or remove the markers by hand: retro edit. Then try again."
                    ),
                    where=f"{path}:{found[0].ours + 1}",
                )
        return change(text)

    return careful
