"""What is built installs and runs from anywhere: wheel, sdist, editable install, bare checkout."""

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
CALL = "import sys; from retro_cli.cli.main import main; sys.exit(main())"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A source distribution of this checkout, and the wheel built from it, as a package index would get them."""
    from hatchling.builders.sdist import SdistBuilder
    from hatchling.builders.wheel import WheelBuilder

    folder = tmp_path_factory.mktemp("built")
    sdist = Path(next(iter(SdistBuilder(str(ROOT)).build(directory=str(folder)))))
    with tarfile.open(sdist) as archive:
        archive.extractall(folder / "source", filter="data")
    (source,) = (folder / "source").iterdir()
    wheel = Path(next(iter(WheelBuilder(str(source)).build(directory=str(folder), versions=["standard"]))))
    return sdist, wheel


def run_from_the_root(*args: str, path: Path, code: str = CALL) -> str:
    """The output of `retro` in a fresh process in `/`, its package found first in `path`."""
    done = subprocess.run(
        [sys.executable, "-c", code, *args],
        cwd="/",
        env={**os.environ, "PYTHONPATH": str(path)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def works(path: Path) -> None:
    """`retro` of the package in `path` runs from `/`, finds its formats, and speaks Korean."""
    where = run_from_the_root(path=path, code="import retro_cli; print(retro_cli.__file__)")
    assert Path(where.strip()).is_relative_to(path)
    assert run_from_the_root("--version", path=path).startswith("retro ")
    assert '"kpt"' in run_from_the_root("formats", "list", "--json", path=path)
    assert run_from_the_root("--help", "--lang", "ko", path=path) != run_from_the_root("--help", path=path)


def test_the_wheel_works_anywhere(built: tuple[Path, Path], tmp_path: Path) -> None:
    with zipfile.ZipFile(built[1]) as archive:
        archive.extractall(tmp_path / "site")
    works(tmp_path / "site")


def test_the_wheel_holds_formats_catalogues_and_the_command_and_no_tests_or_journal(built: tuple[Path, Path]) -> None:
    with zipfile.ZipFile(built[1]) as archive:
        names = archive.namelist()
        entry_points = archive.read(next(name for name in names if name.endswith("entry_points.txt"))).decode()
    assert "retro = retro_cli.cli.program:run" in entry_points
    assert {
        "retro_cli/templates/kpt.md",
        "retro_cli/templates/publish/kpt.j2",
        "retro_cli/demo/ko/w12-mon.md",
        "retro_cli/locale/ko/LC_MESSAGES/retro.mo",
        "retro_cli/report/page.html.j2",
        "retro_cli/py.typed",
    } <= set(names)
    assert {name.partition("/")[0].partition("-")[0] for name in names} == {"retro_cli"}


def test_the_sdist_works_unpacked_and_holds_no_journal(built: tuple[Path, Path], tmp_path: Path) -> None:
    with tarfile.open(built[0]) as archive:
        names = [name.partition("/")[2] for name in archive.getnames()]
        archive.extractall(tmp_path / "unpacked", filter="data")
    assert not [name for name in names if name.startswith("journal/")]
    assert {"README.md", "LICENSE", "CHANGELOG.md", "templates/kpt.md", "tests/test_packaging.py"} <= set(names)
    (source,) = (tmp_path / "unpacked").iterdir()
    works(source)


def test_an_editable_install_works_anywhere(tmp_path: Path) -> None:
    """What an editable install adds to the environment is one line with the folder of the checkout."""
    from hatchling.builders.wheel import WheelBuilder

    wheel = next(iter(WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["editable"])))
    with zipfile.ZipFile(wheel) as archive:
        (line,) = (archive.read(name).decode() for name in archive.namelist() if name.endswith(".pth"))
    assert Path(line.strip()) == ROOT
    works(Path(line.strip()))


def test_a_bare_checkout_runs_as_a_module() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "retro_cli", "--version"],
        cwd="/",
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout.startswith("retro ")
