"""Settings that are read without a TOML library are those that the careful reader reads, and never wrong ones."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retro_cli.domain.layout import Layout
from retro_cli.domain.setting_keys import KEYS
from retro_cli.domain.settings_text import settings_text
from retro_cli.errors import RetroError
from retro_cli.store.plain_settings import plain_values
from retro_cli.store.settings import parse_settings

VALUES = (
    *(
        '"kpt"',
        '"daily"',
        '"ko"',
        '"04:00"',
        '"25:00"',
        '"4:00"',
        '"ask"',
        '"emoji"',
        '"task"',
        '"#task"',
        '"a b"',
        '""',
    ),
    *(
        '"{year}/{date}"',
        '"{date}"',
        '"../{date}"',
        '"회고/{date}"',
        '"{week}"',
        '"{year}/{week} x"',
        '"/abs"',
        '"~/j"',
    ),
    *("2026-11-01", '"2026-11-01"', "2026-02-30", "2026-11-01 21:00", "3", "03", "100", "-1", "true", "false", "True"),
    *(
        '"✎ {open}"',
        '"{nothing}"',
        '"{open"',
        "'kpt'",
        '"a\\nb"',
        '"tab\there"',
        "[1]",
        "{}",
        '"x" # note',
        '"vim -f"',
        "x",
    ),
)
LINES = st.one_of(
    st.builds("{} = {}".format, st.sampled_from([name.rpartition(".")[2] for name in KEYS]), st.sampled_from(VALUES)),
    st.builds("{}={}".format, st.sampled_from(list(KEYS)), st.sampled_from(VALUES)),
    st.sampled_from(("", "# note", "[todo]", "[layout]", "[course]", "[status]", "[today]", "[publish]", "[ todo ]")),
    st.sampled_from(("junk", "\r")),
)  # fmt: skip


def careful(text: str, *, user_file: bool) -> dict[str, object] | None:
    try:
        return parse_settings(text, Path("retro.toml"), user_file=user_file)
    except RetroError:
        return None


@settings(max_examples=600)
@given(st.lists(LINES, max_size=5), st.booleans(), st.sampled_from(("\n", "\r\n")))
def test_what_is_read_plainly_is_what_the_careful_reader_reads(lines: list[str], user_file: bool, newline: str) -> None:
    text = newline.join(lines)
    plain = plain_values(text, user_file=user_file)
    if plain is not None:
        wanted = careful(text, user_file=user_file)
        assert wanted is not None
        assert {name: str(value).lower() for name, value in wanted.items()} == {
            name: value.lower() for name, value in plain.items()
        }


@pytest.mark.parametrize("name", sorted(KEYS))
def test_every_example_of_a_setting_is_read_alike(name: str) -> None:
    table, _, key = name.rpartition(".")
    for value in VALUES:
        text = f"[{table}]\n{key} = {value}\n" if table else f"{key} = {value}\n"
        plain = plain_values(text, user_file=True)
        assert plain is None or careful(text, user_file=True) is not None, text


def test_the_usual_settings_are_read_plainly() -> None:
    assert plain_values(settings_text(), user_file=False) == {}
    text = 'format = "kpt" # mine\nrhythm = "daily"\n\n[todo]\ntag = "task"\nsince = 2026-11-01\n'
    assert plain_values(text, user_file=False) == {
        "format": "kpt", "rhythm": "daily", "todo.tag": "task", "todo.since": "2026-11-01",
    }  # fmt: skip


def test_a_layout_that_stands_there_is_one_that_works() -> None:
    values = plain_values('[layout]\nday = "Daily/{date}"\n', user_file=False)
    assert values == {"layout.day": "Daily/{date}"}
    assert Layout(day_pattern=values["layout.day"]).slot("Daily/2026-11-20.md")
