"""Files for tests, laid out from a mapping of paths to texts."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

SCHEMAS = Path(__file__).resolve().parent / "schemas"


def lay_out(root: Path, files: Mapping[str, str]) -> Path:
    """Write `files` below `root`, exactly as they are; the root."""
    for path, text in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
    return root


def schema(name: str) -> Any:
    """The JSON Schema of a document."""
    return json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))
