"""What the user sees of a post: what it is made of, what was left out, what changes, and where it was written."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retro_cli.cli.context import App
    from retro_cli.services.publishing.posting import Desk, Draft
    from retro_cli.services.publishing.site import Remark
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
    from retro_cli.services.publishing.posting import WEEKLY

    _ = app.translate
    if made.style != app.settings.publish.style and made.style == WEEKLY and not made.collected.entries:
        told = _("Laid out in the style {style}, for there is only the review of the week.").format(style=made.style)
        app.screen.err((" " + told, "dim"))
    _tell_blanks(app, made)
    tell_left_out(app, made.collected.left_out)
    if comments := made.collected.comments:
        told = app.ngettext("{count} comment was left out.", "{count} comments were left out.", comments)
        app.screen.err((" " + told.format(count=comments), "dim"))
    for link in made.missing:
        app.screen.err((" " + _("There is no such picture in the journal: {link}").format(link=link), "warn"))
    say_remarks(app, made.remarks)


def say_remarks(app: "App", remarks: "Sequence[Remark]") -> None:
    """What there is to say, each with its way out."""
    _ = app.translate
    for remark in remarks:
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


def show_news(app: "App", made: "Draft") -> None:
    """The lines that would change in a post; of one that was edited by hand what the hand changed, then the news."""
    from retro_cli.services.publishing.posting import EDITED

    _ = app.translate
    if made.state != EDITED or made.written is None:
        _show_diff(app, made.standing or "", made.text)
        return
    app.screen.out((" " + _("You changed:"), "accent"))
    _show_diff(app, made.written, made.standing or "")
    if made.text != made.written:
        app.screen.out((" " + _("New in the journal:"), "accent"))
        _show_diff(app, made.written, made.text)


def _show_diff(app: "App", before: str, after: str) -> None:
    from difflib import unified_diff

    from retro_cli.domain.text import split_lines, strip_ending

    old, new = ([strip_ending(line) for line in split_lines(text)] for text in (before, after))
    lines = list(unified_diff(old, new, n=0, lineterm=""))[2:]
    shown = lines[: max(app.screen.height - _OTHER_LINES, 6)] if app.screen.pretty else lines
    styles = {"+": "good", "-": "bad"}
    for number, line in enumerate(shown):
        if not line.startswith("@@"):
            app.screen.out((f"   {line[:1]} {line[1:]}", styles.get(line[:1], "dim")))
        elif number:
            app.screen.out(("   ⋯", "dim"))
    if more := len(lines) - len(shown):
        told = app.ngettext("and {count} more line", "and {count} more lines", more)
        app.screen.out((f"   {told.format(count=more)}", "dim"))


def tell_changes(app: "App", changes: "Sequence[Change]") -> None:
    """The edits of a post that no entry can take."""
    app.screen.out((" " + app.translate("These edits belong to no single line of an entry:"), "warn"))
    for change in changes:
        for sign, style, lines in (("-", "bad", change.old), ("+", "good", change.new)):
            for line in lines:
                app.screen.out((f"   {sign} {line}", style))
