"""What to say about a post before it is written: its title, and what its entries keep back."""

from retro_cli.errors import N_
from retro_cli.services.publishing.collect import Collected
from retro_cli.services.publishing.naming import Title
from retro_cli.services.publishing.site import Remark


def of_title(title: Title) -> list[Remark]:
    """What to say about a title that is not as its pattern."""
    if not title.lacking:
        return []
    message = N_("The title pattern names {name}, which these days do not have, so the title is: {title}")
    return [Remark(message, "", {"name": f"{{{title.lacking}}}", "title": title.text})]


def of_place(path: str, was: str | None, gone: str | None) -> list[Remark]:
    """What to say about a post that is not where it was put."""
    if was is not None and was != path:
        return [Remark(N_("The post was renamed, so it is kept where it is now: {path}"), "", {"path": path})]
    if gone is not None:
        return [Remark(N_("The post that was published is not there any more: {path}"), "", {"path": gone})]
    return []


def of_entries(collected: Collected) -> list[Remark]:
    """What to say about the entries of a post."""
    return [*_of_held(collected), *_of_comments(collected)]


def _of_held(collected: Collected) -> list[Remark]:
    """About those that are not to be seen yet."""
    found = [
        Remark(
            N_("Left out, because it says {key}: {path}"),
            N_("To have it in the post, take that out of its front matter."),
            {"key": key, "path": path},
        )
        for path, key in collected.held
    ]
    if collected.carried:
        keys = ", ".join(f"{key}: {str(value).lower()}" for key, value in collected.carried.items())
        found.append(Remark(N_("The post is not to be seen yet, because its entries say {key}."), "", {"key": keys}))
    return found


def _of_comments(collected: Collected) -> list[Remark]:
    message = N_("A comment is never closed, so what comes after it was left out: {place}")
    return [
        Remark(message, N_("Close it with --> or %%."), {"place": f"{one.path}:{line}"})
        for one in collected.shown
        for line in one.open
    ]
