"""How `retro publish` goes: from its options to posts in a site, asking where something would be lost."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from retro_cli.cli.render.problems import tell_problems
from retro_cli.cli.render.publishing import (
    say_remarks,
    show_news,
    tell_draft,
    tell_left_out,
    tell_remarks,
    tell_written,
)
from retro_cli.errors import N_, ConflictError, Interrupted, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retro_cli.cli.context import App
    from retro_cli.services.publishing.posting import Desk, Draft, Unit
    from retro_cli.store.sites import Site
    from retro_cli.store.styles import Styles

_LIKE = "retro publish --like POST"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the call's options say; empty where they say nothing."""

    when: str = ""
    to: str = ""
    style: str = ""
    flavour: str = ""
    by: str = ""
    like: str = ""
    overwrite: bool = False
    dry_run: bool = False
    json: bool = False


def publish(app: "App", asked: Asked) -> None:
    """Write the posts of a week, a day or a range, or propose settings after a post."""
    from retro_cli.cli.render.documents import posts_document
    from retro_cli.services.publishing.posting import draft
    from retro_cli.store.published import ever_published

    if asked.like:
        from retro_cli.cli.likeness import likeness

        likeness(app, asked)
        return
    app.require_journal()
    desk = _desk(app, asked)
    units = _units(app, asked, desk)
    drafts = [made for unit in units if (made := draft(desk, unit)) is not None]
    if not drafts and not asked.json:
        _tell_nothing(app, desk, units)
    written: list[Draft] = []
    first = not ever_published(app.journal.state)
    refused = False
    for made in drafts:
        if asked.dry_run:
            _show(app, asked, made)
        elif _incomplete(made):
            tell_remarks(app, made)
        elif _settle(app, asked, desk, made):
            written.append(made)
        else:
            refused = refused or not app.interactive
    if written and first and not asked.json and app.loaded.origins["publish.style"] == "default":
        app.screen.out((" " + app.translate("If you have a blog already: {call}").format(call=_LIKE), "dim"))
    if asked.json:
        app.screen.json(posts_document(str(desk.site.root) if desk.site.known else None, drafts, written))
    problems = [problem for made in drafts for problem in made.collected.problems]
    tell_problems(app, list(dict.fromkeys(problems)), incomplete=True)
    if refused:
        from typer import Exit

        raise Exit(ConflictError.exit_code)


def styles_of(app: "App") -> "Styles":
    """The styles that there are: built-in ones, the user's, the journal's."""
    from retro_cli.store.locations import builtin_templates, user_templates
    from retro_cli.store.styles import Styles

    return Styles((builtin_templates(), user_templates(app.env), app.place.root / "templates"))


def _desk(app: "App", asked: Asked) -> "Desk":
    from retro_cli.services.publishing.posting import Desk

    settings = replace(
        app.settings.publish,
        **{name: value for name in ("style", "flavour", "by") if (value := getattr(asked, name))},
    )
    styles = styles_of(app)
    styles.read(settings.style)
    site = _site(app, asked, settings.flavour)
    styled = bool(asked.style) or app.loaded.origins["publish.style"] != "default"
    spoken = bool(app.flags.lang or app.settings.lang)
    return Desk(app.journal, site, settings, styles, app.prompt_lang, app.now, app.today, styled, spoken)


def _site(app: "App", asked: Asked, flavour: str) -> "Site":
    from retro_cli.store.sites import find_site, no_site

    settings = app.settings.publish
    given = asked.to or settings.to
    if given:
        folder = Path(given).expanduser()
        return find_site(app.cwd / folder, flavour, settings.assets)
    if asked.dry_run:
        return no_site(app.journal.state / "no-site", flavour, settings.assets)
    raise UsageError(
        N_("Nothing says where your site is."),
        hint=N_(
            "Name its folder with --to DIR, or for good: retro config set --user publish.to DIR. "
            "If you have posts already: retro publish --like POST"
        ),
    )


def _units(app: "App", asked: Asked, desk: "Desk") -> "list[Unit]":
    from retro_cli.domain.period import Span, Week, parse_span, parse_week
    from retro_cli.services.publishing.posting import day_units, span_unit, week_unit
    from retro_cli.services.reviews import pick_period

    course = app.settings.course
    by_day = desk.publish.by == "day"
    if not asked.when:
        picked = pick_period(app.journal, "week", app.today)
        week = Week.of(picked.period.first)
        if picked.instead:
            app.screen.err(
                app.translate("This week has no entries yet, so this is last week: {days}").format(days=week.label)
            )
    else:
        try:
            span = parse_span(asked.when, app.today, course=course)
        except UsageError:
            week = parse_week(asked.when, app.today, course=course)
        else:
            if asked.by == "week":
                return [week_unit(Week.of(span.start))]
            return day_units(app.journal, span, None) if by_day else [span_unit(span)]
    return day_units(app.journal, Span(week.monday, week.sunday), week) if by_day else [week_unit(week)]


def _incomplete(made: "Draft") -> bool:
    """Whether files that could not be read would be missing from the post."""
    return bool(made.collected.problems)


def _tell_nothing(app: "App", desk: "Desk", units: "Sequence[Unit]") -> None:
    _ = app.translate
    app.screen.err(_("There is nothing to publish from these days."))
    from retro_cli.services.publishing.posting import collected_of
    from retro_cli.services.publishing.remarks import of_entries
    from retro_cli.store.published import published

    for unit in units:
        collected = collected_of(desk, unit)
        tell_left_out(app, collected.left_out)
        say_remarks(app, of_entries(collected))
        record = published(app.journal.state, str(desk.site.root), unit.name)
        if record and (desk.site.root / record.path).exists():
            app.screen.err((_("The post that was published still stands: {path}").format(path=record.path), "warn"))


def _show(app: "App", asked: Asked, made: "Draft") -> None:
    app.screen.err((made.path, "dim"))
    tell_remarks(app, made)
    if not asked.json:
        app.screen.raw(made.text)


# -- one post ---------------------------------------------------------------------------------------------------------


def _settle(app: "App", asked: Asked, desk: "Desk", made: "Draft") -> bool:
    """Write a post where that is wanted; whether it stands as it should."""
    from retro_cli.services.publishing import posting

    if not asked.json:
        tell_draft(app, made)
    tell_remarks(app, made)
    if made.state in (posting.SAME, posting.KEPT):
        if made.state == posting.SAME:
            posting.write(desk, made)
        return True
    asking = app.interactive and not asked.json
    if made.state == posting.GONE and not asked.overwrite:
        if not asking:
            return _refuse(app, made)
        return _again(app, desk, made)
    if made.state in (posting.EDITED, posting.FOREIGN) and not asked.overwrite:
        return _by_hand(app, desk, made) if asking else _refuse(app, made)
    if made.standing is not None and not asked.json:
        show_news(app, made)
    if asking and not _agreed(app, made):
        return False
    posting.write(desk, made)
    if not asked.json:
        tell_written(app, desk, made)
    return True


def _agreed(app: "App", made: "Draft") -> bool:
    """Ask where a post would change, or sections are still to be written."""
    from retro_cli.services.publishing.posting import GONE, NEW

    _ = app.translate
    if made.state not in (NEW, GONE):
        return app.prompts.confirm(_("Update the post?"), True) is True
    return not made.collected.blanks or app.prompts.confirm(_("Publish it like this?"), True) is True


def _refuse(app: "App", made: "Draft") -> bool:
    from retro_cli.services.publishing.posting import EDITED, GONE

    _ = app.translate
    if made.state == GONE:
        message = _("{path} was not written: somebody took the post out of the site, or moved it.")
    elif made.state == EDITED:
        message = _("{path} was edited by hand since, so it stays as it is.")
    else:
        message = _("{path} is there already and not known here, so it stays as it is.")
    app.screen.err(
        (message.format(path=made.path), "warn"), " ", _("To write over it: {option}").format(option="--overwrite")
    )
    return False


def _again(app: "App", desk: "Desk", made: "Draft") -> bool:
    """Ask whether a post that was taken out of the site is to be published once more."""
    from retro_cli.services.publishing import posting

    if app.prompts.confirm(app.translate("Publish it once more?"), False) is not True:
        return True
    posting.write(desk, made)
    tell_written(app, desk, made)
    return True


def _by_hand(app: "App", desk: "Desk", made: "Draft") -> bool:
    """Ask what to do with a post that was edited by hand, or written by somebody else."""
    from retro_cli.cli.prompts.model import Choice
    from retro_cli.services.publishing import posting

    _ = app.translate
    show_news(app, made)
    edited = made.state == posting.EDITED
    choices = [
        Choice("keep", _("Leave the post as it is"), "k"),
        Choice("overwrite", _("Write over it"), "o"),
        *([Choice("take", _("Take the edits into the entries"), "t")] if edited else []),
    ]
    question = _("The post was edited by hand.") if edited else _("Somebody else wrote this post, or another machine.")
    try:
        answer = app.prompts.select(question, choices, default="keep")
    except Interrupted:
        return True
    if answer == "overwrite":
        posting.write(desk, made)
        tell_written(app, desk, made)
    elif answer == "take":
        _take(app, desk, made)
    elif edited:
        posting.keep(desk, made)
    return True


def _take(app: "App", desk: "Desk", made: "Draft") -> None:
    from retro_cli.cli.render.publishing import tell_changes
    from retro_cli.services.publishing.updating import carry_out, take

    _ = app.translate
    taken = take(desk, made)
    if taken.left:
        tell_changes(app, taken.left)
        if not taken.texts:
            app.screen.out(_("Nothing was changed."))
            return
        if app.prompts.confirm(_("Take the others, and leave the post as it is?"), False) is not True:
            return
    written = carry_out(desk, made, taken)
    for path in taken.texts:
        app.screen.out((_("Changed: {path}").format(path=path), "good"))
    if written is not None:
        tell_written(app, desk, written)
