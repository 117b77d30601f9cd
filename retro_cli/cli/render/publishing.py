"""What the user sees of a post: what it is made of, what was left out, what changes, and where it was written."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retro_cli.cli.context import App
    from retro_cli.services.publishing.posting import Desk, Draft
    from retro_cli.services.publishing.updating import Change

_OTHER_LINES = 10
"""Lines of the screen that a difference leaves to the question below it."""


def tell_draft(app: "App", made: "Draft") -> None:
    """What a post is made of, in one line, and what stands in the place of it."""
    from retro_cli.services.publishing import posting

    _ = app.translate
    app.screen.out((f" {made.title}", "title"), (f"  {made.path}", "dim"))
    if made.state == posting.SAME:
        app.screen.out(" ", (_("Nothing is new, the post stands as it is."), "dim"))
    elif made.state == posting.KEPT:
        app.screen.out(" ", (_("You edited this post and kept it so; nothing is new since."), "dim"))


def tell_remarks(app: "App", made: "Draft") -> None:
    """What is still to be written, what was left out, pictures that are not there, and what the site will do."""
    _ = app.translate
    _tell_blanks(app, made)
    tell_left_out(app, made.collected.left_out)
    for link in made.missing:
        app.screen.err((" " + _("There is no such picture in the journal: {link}").format(link=link), "warn"))
    for remark in made.remarks:
        app.screen.err((" " + _(remark.message).format(**remark.values), "warn"))
        if remark.way_out:
            app.screen.err("   → ", _(remark.way_out).format(**remark.values))


def _tell_blanks(app: "App", made: "Draft") -> None:
    from retro_cli.domain.names import day_label

    _ = app.translate
    blanks = made.collected.blanks
    if not blanks:
        return
    app.screen.err((" " + _("Still to be written:"), "warn"))
    for blank in blanks:
        day = f"{day_label(blank.date, app.lang)} · " if blank.date else ""
        app.screen.err(f"   {day}{blank.heading}", (f"  {blank.path}:{blank.line}", "dim"))


def tell_left_out(app: "App", count: int) -> None:
    """How many private pieces are not in a post."""
    if count:
        told = app.ngettext("{count} private piece was left out.", "{count} private pieces were left out.", count)
        app.screen.err((" " + told.format(count=count), "dim"))


def tell_written(app: "App", desk: "Desk", made: "Draft") -> None:
    """Where a post was written, and how many pictures with it."""
    _ = app.translate
    parts: list[str | tuple[str, str]] = [(_("Published"), "good"), f" {desk.site.root / made.path}"]
    if made.copies:
        told = app.ngettext("{count} picture", "{count} pictures", len(made.copies))
        parts.append((f" · {told.format(count=len(made.copies))}", "dim"))
    app.screen.out(*parts)


def show_diff(app: "App", made: "Draft") -> None:
    """The lines that would change in a post."""
    from difflib import unified_diff

    from retro_cli.domain.text import split_lines, strip_ending

    old, new = ([strip_ending(line) for line in split_lines(text)] for text in (made.standing or "", made.text))
    lines = list(unified_diff(old, new, n=0, lineterm=""))[2:]
    shown = lines[: max(app.screen.height - _OTHER_LINES, 6)] if app.screen.pretty else lines
    styles = {"+": "good", "-": "bad"}
    for line in shown:
        if line.startswith("@@"):
            app.screen.out(("  ⋯", "dim"))
        else:
            app.screen.out((f" {line}", styles.get(line[:1], "dim")))
    if more := len(lines) - len(shown):
        told = app.ngettext("and {count} more line", "and {count} more lines", more)
        app.screen.out((f" {told.format(count=more)}", "dim"))


def tell_changes(app: "App", changes: "Sequence[Change]") -> None:
    """The edits of a post that no entry can take."""
    app.screen.out((" " + app.translate("These edits belong to no single line of an entry:"), "warn"))
    for change in changes:
        for sign, style, lines in (("-", "bad", change.old), ("+", "good", change.new)):
            for line in lines:
                app.screen.out((f"   {sign} {line}", style))
