"""Every shape and every trap is a pair of plain files: what somebody wrote, and what is read of it."""

import importlib.util
import json
import sys
from pathlib import Path

import pytest

_SPEC = importlib.util.spec_from_file_location("import_cases", Path(__file__).with_name("cases.py"))
assert _SPEC and _SPEC.loader
cases = importlib.util.module_from_spec(_SPEC)
sys.modules["import_cases"] = cases
_SPEC.loader.exec_module(cases)


@pytest.mark.parametrize("name", cases.names())
def test_a_file_is_read_as_its_golden_case_says(name: str) -> None:
    """`python tests/domain/importing/cases.py --update` writes the golden files anew."""
    wanted = json.loads((cases.CASES / f"{name}.json").read_text("utf-8"))
    assert cases.document(name, cases.read(name)) == wanted


def test_each_case_has_both_files() -> None:
    """A case without its golden file would test nothing."""
    assert {path.stem for path in cases.CASES.glob("*.json")} == set(cases.names())
