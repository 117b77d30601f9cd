"""Keep the catalogues up with the sources: `python scripts/messages.py` after a change of messages, then translate.

Extracts the message ids of the package, brings every `retro.po` up to date, and compiles it to the `retro.mo` beside
it. Both are committed. `--check` changes nothing and fails when something is left to do.
"""

import io
import sys
from datetime import UTC, datetime
from gettext import GNUTranslations
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).resolve().parents[1] / "retro_cli"
KEYWORDS = {"_": None, "N_": None, "translate": None, "ngettext": (1, 2)}
# The catalogues carry no moment of their making, so that only changed messages change them.
NO_MOMENT = datetime(2026, 1, 1, tzinfo=UTC)


def extracted() -> Catalog:
    """The message ids of the package and where they stand."""
    catalog = Catalog(project="retro", creation_date=NO_MOMENT, fuzzy=False)
    found = extract_from_dir(PACKAGE, method_map=[("**.py", "python")], keywords=KEYWORDS, options_map={})
    for file, _line, message, _comments, _context in sorted(found, key=lambda one: (one[0], one[1])):
        catalog.add(message, locations=[(file, 0)])
    return catalog


def catalogues() -> list[Path]:
    """The translations that there are."""
    return sorted(PACKAGE.glob("locale/*/LC_MESSAGES/retro.po"))


def updated(path: Path, template: Catalog) -> Catalog:
    """The catalogue at `path` with the messages of `template`; what was translated stays."""
    with path.open("rb") as file:
        catalog = read_po(file, locale=path.parents[1].name)
    catalog.update(template, no_fuzzy_matching=True, update_creation_date=False)
    catalog.obsolete.clear()
    catalog.fuzzy = False
    return catalog


def as_po(catalog: Catalog) -> bytes:
    """The text of a `.po` file, without the lines of its header that say nothing."""
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=120, include_lineno=False, sort_by_file=True)
    idle = (b'"Project-Id-Version', b'"Report-Msgid-Bugs-To', b'"Last-Translator', b'"Generated-By')
    return b"".join(line for line in buffer.getvalue().splitlines(keepends=True) if not line.startswith(idle))


def as_mo(catalog: Catalog) -> bytes:
    """The compiled form of a catalogue."""
    buffer = io.BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def stale(path: Path, catalog: Catalog) -> dict[Path, bytes]:
    """The files of a catalogue that do not say what `catalog` says, with what they should hold."""
    found = {}
    if path.read_bytes() != as_po(catalog):
        found[path] = as_po(catalog)
    compiled = path.with_suffix(".mo")
    if not compiled.exists() or _messages(compiled.read_bytes()) != _messages(as_mo(catalog)):
        found[compiled] = as_mo(catalog)
    return found


def _messages(compiled: bytes) -> dict[object, str]:
    catalog = vars(GNUTranslations(io.BytesIO(compiled)))["_catalog"]
    return {message: text for message, text in catalog.items() if message}


def untranslated(catalog: Catalog) -> list[str]:
    """The messages that have no translation, or not all their plural forms."""
    return [
        message.id if isinstance(message.id, str) else message.id[0]
        for message in catalog
        if message.id and not all(message.string if isinstance(message.string, tuple) else [message.string])
    ]


def main() -> int:
    check = "--check" in sys.argv[1:]
    template, left = extracted(), 0
    for path in catalogues():
        catalog = updated(path, template)
        for file, content in stale(path, catalog).items():
            left += 1
            if not check:
                file.write_bytes(content)
            print(f"{'stale' if check else 'written'}: {file.relative_to(PACKAGE.parent)}")
        missing = untranslated(catalog)
        print(f"{path.relative_to(PACKAGE.parent)}: {len(catalog)} messages, {len(missing)} without a translation")
    return 1 if check and left else 0


if __name__ == "__main__":
    sys.exit(main())
