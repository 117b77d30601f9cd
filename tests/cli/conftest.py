"""The sample commands, in place of the product's."""

import pytest

SAMPLE = {
    "note": ("cli.sample.note", "Note something down"),
    "box": ("cli.sample.box", "Look into the box"),
}


@pytest.fixture
def sample() -> dict[str, tuple[str, str]]:
    return SAMPLE
