"""The pieces of the report's page, which come with the program: its template, its style, its script."""

from pathlib import Path

from retro_cli.store.files import read_text

_HEAD = 1_000


def page_part(name: str) -> str:
    """The text of `page.html.j2`, `page.css` or `page.js`."""
    return read_text(Path(__file__).resolve().parents[1] / "report" / name)


def is_made_by(path: Path, generator: str) -> bool:
    """Whether the file at `path` is a page that says of itself that it was made by `generator`."""
    try:
        with open(path, "rb") as file:
            return f'<meta name="generator" content="{generator}">'.encode() in file.read(_HEAD)
    except OSError:
        return False
