"""The texts of the example journal, which come with the program."""

import os
from collections.abc import Mapping
from pathlib import Path

from retro_cli.store import files


def example_texts(lang: str) -> Mapping[str, str]:
    """The files of the example journal in `lang` ("en" or "ko"), by name."""
    folder = Path(__file__).resolve().parents[1] / "demo" / lang
    return {name: files.read_text(folder / name) for name in sorted(os.listdir(folder))}


def occupied(folder: Path) -> bool:
    """Whether something stands at `folder` already: a file, or a folder that is not empty."""
    return os.path.lexists(folder) and (not os.path.isdir(folder) or bool(os.listdir(folder)))
