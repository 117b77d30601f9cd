"""What commands write is written through the journal, which notes it down, so that none can forget `retro undo`."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "retro_cli"
WRITERS = {"write_new", "write_new_bytes", "replace", "replace_bytes", "overwrite", "edit", "remove", "copy_new"}
# No change to take back: an example journal elsewhere, a text kept beside a failed save, a sync (git keeps it).
ELSEWHERE = ("services/demo.py", "cli/in_editor.py", "services/sync/")
NOTED = {"services": {"services/importing/pictures.py": {"copy_new"}}, "cli": {}}  # by hand, around the write


def writes(path: Path) -> set[str]:
    """The functions of store.files and store.assets that a module uses to write."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module in ("retro_cli.store.files", "retro_cli.store.assets"):
            found |= {name.name for name in node.names} & WRITERS
        if (
            isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Name)
            and node.value.id in ("files", "assets")
        ):
            found |= {node.attr} & WRITERS
    return found


@pytest.mark.parametrize("floor", ["services", "cli"])
def test_no_command_writes_past_the_journal(floor: str) -> None:
    past = {
        path.relative_to(PACKAGE).as_posix(): names
        for path in sorted((PACKAGE / floor).rglob("*.py"))
        if (names := writes(path)) and not path.relative_to(PACKAGE).as_posix().startswith(ELSEWHERE)
    }
    assert past == NOTED[floor]
