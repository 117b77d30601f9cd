"""The floors of the program: imports only go down, and heavy libraries wait inside functions."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "retro_cli"
FLOORS = ("errors", "domain", "store", "services", "cli")
HEAVY = {
    "babel",
    "filelock",
    "frontmatter",
    "jinja2",
    "markdown_it",
    "platformdirs",
    "prompt_toolkit",
    "pydantic",
    "questionary",
    "rich",
    "tomlkit",
    "yaml",
}
ONLY_THE_STORE = {"subprocess", "tempfile", "shutil", "glob", "filelock", "platformdirs"}
MODULES = sorted(PACKAGE.rglob("*.py"))


def floor_of(dotted: str) -> str | None:
    """The floor of a module of the package, None for the package itself (its version)."""
    parts = dotted.split(".")
    return parts[1] if len(parts) > 1 and parts[0] == "retro_cli" and parts[1] in FLOORS else None


def imports(tree: ast.AST, *, at_import: bool) -> Iterator[tuple[str, int]]:
    """(module, line) of the imports in `tree`, or only of those that run when the module is imported."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: imports are absolute"
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)
        elif at_import and (isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) or is_for_types(node)):
            continue
        yield from imports(node, at_import=at_import)


def is_for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def tree_of(path: Path) -> ast.AST:
    return ast.parse(path.read_text(encoding="utf-8"))


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_only_go_down(path: Path) -> None:
    own = floor_of(name_of(path))
    for module, line in imports(tree_of(path), at_import=False):
        floor = floor_of(module)
        if floor and own:
            assert FLOORS.index(floor) <= FLOORS.index(own), f"{path}:{line}: {own} imports {module}"
        assert module.partition(".")[0] != "tests", f"{path}:{line}: the product imports its tests"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_heavy_libraries_are_imported_inside_functions(path: Path) -> None:
    parts = path.relative_to(PACKAGE).parts
    drawn = parts[:2] in (("cli", "prompts"), ("cli", "render"))
    for module, line in imports(tree_of(path), at_import=True):
        assert drawn or module.partition(".")[0] not in HEAVY, f"{path}:{line}: imports {module} when it is imported"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_only_the_prompts_know_questionary_and_only_the_command_line_draws(path: Path) -> None:
    parts = path.relative_to(PACKAGE).parts
    for module, line in imports(tree_of(path), at_import=False):
        library = module.partition(".")[0]
        if library == "questionary":
            assert parts[:2] == ("cli", "prompts"), f"{path}:{line}: questionary"
        if library in ("rich", "typer", "prompt_toolkit"):
            assert parts[0] == "cli", f"{path}:{line}: {library}"


@pytest.mark.parametrize("path", sorted((PACKAGE / "domain").rglob("*.py")), ids=name_of)
def test_the_domain_touches_neither_disk_nor_clock_nor_processes(path: Path) -> None:
    tree = tree_of(path)
    for module, line in imports(tree, at_import=False):
        assert module.partition(".")[0] not in {*ONLY_THE_STORE, "os", "sys", "io", "time"}, f"{path}:{line}: {module}"
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in ("open", "print", "input"), f"{path}:{node.lineno}: {node.func.id}()"


@pytest.mark.parametrize("path", sorted((PACKAGE / "services").rglob("*.py")), ids=name_of)
def test_services_never_print_or_ask_or_touch_the_disk_themselves(path: Path) -> None:
    tree = tree_of(path)
    for module, line in imports(tree, at_import=False):
        assert module.partition(".")[0] not in ONLY_THE_STORE, f"{path}:{line}: {module}"
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in ("open", "print", "input"), f"{path}:{node.lineno}: {node.func.id}()"


def test_there_is_one_look_at_the_clock() -> None:
    looks = []
    for path in MODULES:
        for node in ast.walk(tree_of(path)):
            if (
                isinstance(node, ast.Attribute)
                and node.attr in ("now", "utcnow")
                and ast.unparse(node.value).endswith("datetime")
            ):
                looks.append(name_of(path))
            if (
                isinstance(node, ast.Attribute)
                and node.attr == "today"
                and ast.unparse(node.value) in ("date", "datetime")
            ):
                looks.append(name_of(path))
    assert looks == ["retro_cli.cli.clock"]
