"""The interface's languages: which one, and its catalogue of messages."""

import gettext
from collections.abc import Mapping
from pathlib import Path

from retro_cli.errors import N_, UsageError

INTERFACE = ("en", "ko")
PROMPTS = ("en", "ko", "ja")


def load_catalogue(lang: str) -> gettext.NullTranslations:
    """The messages of `lang`; the English of the source where there is no catalogue."""
    file = Path(__file__).resolve().parents[1] / "locale" / lang / "LC_MESSAGES" / "retro.mo"
    try:
        with file.open("rb") as stream:
            return gettext.GNUTranslations(stream)
    except OSError:
        return gettext.NullTranslations()


def pick_language(flag: str | None, setting: str | None, env: Mapping[str, str]) -> str:
    """The language of the interface, "en" or "ko": `--lang`, then the setting, then the system's.

    Raises UsageError for a `--lang` that retro does not speak.
    """
    lang = prompt_language(flag, setting, env)
    return lang if lang in INTERFACE else "en"


def prompt_language(flag: str | None, setting: str | None, env: Mapping[str, str]) -> str:
    """The language of the formats' questions: as pick_language, and "ja" too."""
    if flag is not None:
        if flag not in PROMPTS:
            raise UsageError(
                N_("retro does not speak {lang}."), hint=N_("Take --lang en or --lang ko."), where="--lang", lang=flag
            )
        return flag
    return setting if setting in PROMPTS else _system_language(env)


def _system_language(env: Mapping[str, str]) -> str:
    locale = next((env[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if env.get(name)), "")
    if locale.partition(".")[0] in ("", "C", "POSIX"):
        return "en"
    for name in (*env.get("LANGUAGE", "").split(":"), locale):
        if name[:2].lower() in PROMPTS and name[2:3] in ("", "_", ".", "-", "@"):
            return name[:2].lower()
    return "en"
