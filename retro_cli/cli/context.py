"""What a command works with, built once per run: the language, the clock, the journal, the screen. Parts are lazy."""

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from retro_cli.cli.clock import moment, time_zone
from retro_cli.errors import N_, NotFoundError, RetroError, UsageError

LANGUAGES = ("en", "ko", "ja")

if TYPE_CHECKING:
    from gettext import NullTranslations

    from retro_cli.cli.prompts import Prompter
    from retro_cli.cli.render.screen import Screen
    from retro_cli.domain.settings import Settings
    from retro_cli.store.formats import Formats
    from retro_cli.store.history import History
    from retro_cli.store.journal import Journal
    from retro_cli.store.locations import Place
    from retro_cli.store.settings import Loaded


@dataclass(frozen=True, slots=True)
class Flags:
    """The options that every command takes; None and False are 'not given'."""

    journal: str | None = None
    color: str = "auto"
    no_input: bool = False
    lang: str | None = None


class App:
    """One run of the program. A command reaches it with `current_app()`."""

    def __init__(
        self,
        args: Sequence[str] = (),
        *,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        screen: "Screen | None" = None,
    ) -> None:
        self.env: Mapping[str, str] = os.environ if env is None else env
        self._cwd = cwd
        self._given_screen = screen
        self.histories: dict[Path, History] = {}
        self.flags = Flags(lang=_language_asked(args))

    def give(self, name: str, value: Any) -> None:
        """Take the value of one of `Flags`; a later one wins, and what was found out without it is forgotten."""
        self.flags = replace(self.flags, **{name: value})
        for part in [part for part in vars(self) if isinstance(getattr(App, part, None), cached_property)]:
            delattr(self, part)

    def reload(self) -> None:
        """Read settings and formats again when they are next asked for: this run has changed them."""
        for part in ("place", "loaded", "formats", "journal"):
            self.__dict__.pop(part, None)

    @cached_property
    def cwd(self) -> Path:
        return self._cwd or Path.cwd()

    @cached_property
    def screen(self) -> "Screen":
        from retro_cli.cli.render.screen import Screen

        return self._given_screen or Screen(color=self.flags.color, env=self.env)

    @cached_property
    def place(self) -> "Place":
        """Where the journal is, and how it was found."""
        from retro_cli.store.locations import find_journal
        from retro_cli.store.settings import user_journal

        return find_journal(self.flags.journal, self.cwd, self.env, user_journal(self.env))

    @cached_property
    def loaded(self) -> "Loaded":
        """The settings with the origin of each value."""
        from retro_cli.store.settings import load_settings

        flags = {"lang": self.flags.lang} if self.flags.lang else {}
        return load_settings(self.place.root, self.env, flags)

    @property
    def settings(self) -> "Settings":
        return self.loaded.settings

    @cached_property
    def formats(self) -> "Formats":
        """The built-in formats, the user's, and the journal's own."""
        from retro_cli.store.formats import load_formats
        from retro_cli.store.locations import builtin_templates, user_templates

        return load_formats(
            [
                ("built-in", builtin_templates()),
                ("user", user_templates(self.env)),
                ("journal", self.place.root / "templates"),
            ]
        )

    @cached_property
    def journal(self) -> "Journal":
        from retro_cli.store.journal import Journal
        from retro_cli.store.locations import journal_state

        root = self.place.root
        return Journal(root, self.settings, self.formats, journal_state(self.env, root), self.history)

    @property
    def history(self) -> "History":
        """What notes down the changes of this run."""
        return self.history_of(self.place.root)

    def history_of(self, root: Path) -> "History":
        """What notes down the changes of a journal in this run."""
        from retro_cli.store.history import History
        from retro_cli.store.locations import journal_state

        if root not in self.histories:
            self.histories[root] = History(journal_state(self.env, root), root, self._moment)
        return self.histories[root]

    def _moment(self) -> datetime:
        """The moment of this run, also where the settings cannot be read."""
        try:
            return self.now
        except RetroError:
            return moment(time_zone(None))

    @cached_property
    def now(self) -> datetime:
        """The moment of this run, aware, in the journal's time zone."""
        return moment(time_zone(self.settings.timezone))

    @cached_property
    def today(self) -> date:
        """The day that `now` belongs to: before `day_starts_at` still the day before."""
        from retro_cli.domain.period import logical_day

        return logical_day(self.now, self.settings.day_starts_at)

    @cached_property
    def interactive(self) -> bool:
        """Whether questions can be asked: both ends are a terminal, and nobody said `--no-input`."""
        return not self.flags.no_input and self.terminal

    @cached_property
    def prompts(self) -> "Prompter":
        from retro_cli.cli.prompts import Prompter

        return Prompter(self.translate, color=self.screen.colored, lang=self.lang)

    def require_journal(self) -> None:
        """Raise `NotFoundError` where `--journal` names a folder that is not there: reading makes none."""
        if self.place.how == "flag" and not self.place.exists:
            raise NotFoundError(
                N_("There is no journal here."),
                hint=N_("Make one: retro init {root}"),
                where=str(self.place.root),
                root=self.place.root,
            )

    @property
    def terminal(self) -> bool:
        """Whether both ends are a terminal."""
        return _is_terminal(sys.stdin) and _is_terminal(sys.stdout)

    @property
    def unasked(self) -> str:
        """Why nothing is asked, as a message: there is no terminal, or nobody wants to be asked."""
        if self.flags.no_input and self.terminal:
            return N_("With --no-input nothing is asked.")
        return N_("There is no terminal to ask on.")

    def require_terminal(self, instead: str) -> None:
        """Raise `UsageError` where nothing can be asked; `instead` is the option to use then."""
        if not self.interactive:
            raise UsageError(self.unasked, hint=N_("Use {instead}"), instead=instead)

    def require_format(self, key: str) -> None:
        """Raise `SettingsError` where the setting `key` ("format", "week_format") names a format that there is not."""
        from retro_cli.store.settings import SettingsError

        name, origin = getattr(self.settings, key), self.loaded.origins.get(key, "default")
        known = self.formats.by_name
        if origin != "default" and not {name, name.casefold()} & set(known) and not self.formats.broken_one(name):
            raise SettingsError(
                N_("{key}: there is no format {name}."),
                hint=N_("`retro formats` lists them all. Then: retro config set {key} NAME"),
                where=origin,
                key=key,
                name=name,
            )

    @cached_property
    def lang(self) -> str:
        """The language of the interface, "en" or "ko"."""
        from retro_cli.store.catalogues import pick_language

        return pick_language(self.flags.lang, self._language_set, self.env)

    @cached_property
    def prompt_lang(self) -> str:
        """The language of the formats' questions and headings: as `lang`, and "ja" too."""
        from retro_cli.store.catalogues import prompt_language

        return prompt_language(self.flags.lang, self._language_set, self.env)

    @cached_property
    def _language_set(self) -> str | None:
        """The language in the settings; where those cannot be read, their complaint still has to be told."""
        try:
            return None if self.flags.lang else self.settings.lang
        except (RetroError, OSError):
            return None

    @cached_property
    def _catalogue(self) -> "NullTranslations":
        from retro_cli.store.catalogues import load_catalogue

        return load_catalogue(self.lang)

    @property
    def translate(self) -> Callable[[str], str]:
        """`_` in the language of this run; an empty text stays empty."""
        return self._translated

    _ = translate

    def _translated(self, message: str) -> str:
        return self._catalogue.gettext(message) if message else ""

    def ngettext(self, one: str, many: str, count: int) -> str:
        """The message for `count` things, its placeholders not yet filled."""
        return self._catalogue.ngettext(one, many, count)


def current_app() -> App:
    """The run that the calling command belongs to."""
    from typer._click.globals import get_current_context

    app = get_current_context().find_object(App)
    assert app is not None
    return app


def _is_terminal(stream: Any) -> bool:
    try:
        return stream is not None and bool(stream.isatty())
    except ValueError:
        return False


def _language_asked(args: Sequence[str]) -> str | None:
    """The last `--lang` of a call, known before the parser runs: its help and complaints are in that language."""
    asked = None
    for index, arg in enumerate(args):
        if arg == "--":
            break
        name, equals, value = arg.partition("=")
        if name == "--lang":
            asked = value if equals else next(iter(args[index + 1 :]), None)
    return asked if asked in LANGUAGES else None
