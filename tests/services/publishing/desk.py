"""A desk to make posts at, over a journal on disk and a site beside it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from retro_cli.domain.period import Week
from retro_cli.services.publishing.posting import Desk
from retro_cli.store.formats import load_formats
from retro_cli.store.journal import Journal
from retro_cli.store.locations import builtin_templates
from retro_cli.store.settings import load_settings
from retro_cli.store.sites import find_site
from retro_cli.store.styles import Styles

GOLDEN = Path(__file__).resolve().parents[2] / "golden" / "publish"
SEOUL = dt.timezone(dt.timedelta(hours=9))
NOW = dt.datetime(2026, 11, 20, 21, 0, tzinfo=SEOUL)
WEEK = Week(2026, 47)


def journal_at(root: Path) -> Journal:
    """The journal at `root` with the built-in formats and its own, its state beside it."""
    folders = [("built-in", builtin_templates()), ("journal", root / "templates")]
    settings = load_settings(root, {"HOME": str(root.parent / "nobody")}).settings
    return Journal(root, settings, load_formats(folders), root.parent / "state")


def written(root: Path, files: Mapping[str, str]) -> Journal:
    """A journal of the given files."""
    (root / "2026").mkdir(parents=True, exist_ok=True)
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(text.encode())
    return journal_at(root)


def desk(journal: Journal, site: Path, lang: str = "ko", **publish: object) -> Desk:
    """A desk; `publish` are settings beside those of the journal. A site gets a `_config.yml` with its time zone."""
    made = replace(journal.settings.publish, **publish)  # type: ignore[arg-type]
    site.mkdir(exist_ok=True)
    config = site / "_config.yml"
    if made.flavour == "jekyll" and not config.exists():
        config.write_text("timezone: Asia/Seoul\n")
    styles = Styles((builtin_templates(), journal.root / "templates"))
    return Desk(journal, find_site(site, made.flavour, made.assets), made, styles, lang, NOW, NOW.date())
