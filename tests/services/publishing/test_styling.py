"""Styles are templates in a sandbox: later folders win, text is data, and what goes wrong is told with its line."""

from pathlib import Path

import pytest

from retro_cli.errors import NotFoundError, RetroError
from retro_cli.services.publishing.posting import draft, week_unit
from services.publishing.desk import WEEK, desk, written

KEEP = "---\nformat: kpt\n---\n## Keep\n- 하나\n"


def body(tmp_path: Path, style: str, keep: str = KEEP) -> str:
    """The body of the post that a style of the journal makes."""
    files = {"templates/publish/own.j2": style, "2026/2026-11-16.md": keep}
    journal = written(tmp_path / "journal", files)
    made = draft(desk(journal, tmp_path / "site", style="own"), week_unit(WEEK))
    assert made is not None
    return made.text.partition("---\n\n")[2]


def test_a_style_of_the_journal_is_used_by_its_name(tmp_path: Path) -> None:
    style = "{% for day in post.days %}* {{ day.label }}: {{ day.entries[0].sections[0].text }}\n{% endfor %}"
    assert body(tmp_path, style) == "* 11월 16일 (월): - 하나\n"


def test_a_style_of_the_journal_wins_over_the_built_in_one_of_its_name(tmp_path: Path) -> None:
    files = {"templates/publish/kpt.j2": "여기\n", "2026/2026-11-16.md": KEEP}
    made = draft(desk(written(tmp_path / "journal", files), tmp_path / "site", style="kpt"), week_unit(WEEK))
    assert made is not None
    assert made.text.endswith("---\n\n여기\n")


def test_an_unknown_style_names_those_that_there_are(tmp_path: Path) -> None:
    journal = written(tmp_path / "journal", {"2026/2026-11-16.md": KEEP})
    with pytest.raises(NotFoundError) as told:
        draft(desk(journal, tmp_path / "site", style="nope"), week_unit(WEEK))
    assert told.value.values["names"] == "default, events, kpt, log, weekly"


def test_the_text_of_an_entry_is_never_a_template(tmp_path: Path) -> None:
    text = "---\nformat: kpt\n---\n{{ 7 * 7 }} {% for x in y %}\n\n## Keep\n- {# nothing #} {{ post }}\n"
    made = body(tmp_path, "{% for day in post.days %}{{ day.entries[0].note }}\n{% endfor %}", text)
    assert made == "{{ 7 * 7 }} {% for x in y %}\n"
    assert "{# nothing #} {{ post }}" in body(tmp_path, "{{ post.entries[0].sections[0].text }}", text)


@pytest.mark.parametrize(
    ("style", "line"),
    [
        ("a\n\n{{ post.nothing }}\n", 3),
        ("{% for day in post.days %}\n{{ day.who }}\n{% endfor %}\n", 2),
        ("{{ missing }}", 1),
        ("ok\n{% if %}\n", 2),
        ("{% include 'nowhere.j2' %}", None),
        ("{{ 'a' | nofilter }}", 1),
        ("\n{{ 1 / 0 }}", 2),
        ("\n{{ post.title + 1 }}", 2),
    ],
)
def test_a_style_that_is_wrong_is_told_with_its_name_and_line(tmp_path: Path, style: str, line: int | None) -> None:
    with pytest.raises(RetroError) as told:
        body(tmp_path, style)
    if line is not None:
        assert told.value.where == f"{tmp_path / 'journal/templates/publish/own.j2'}:{line}"
    assert "하나" not in told.value.told()


@pytest.mark.parametrize(
    "style",
    [
        "{% for a in range(9999) %}\n{% for b in range(9999) %}\n{{ b }}{% endfor %}{% endfor %}",
        "{% for a in range(9999) %}\n{% for b in range(9999) %}\n{% set c = b %}\n{% endfor %}{% endfor %}",
        "{% set a = 'aaaaaaaaaa' %}" + "{% set a = a ~ a ~ a ~ a %}" * 30 + "{{ a }}",
        "{% set a = 'aaaaaaaaaa' %}" + "{% set a = a + a + a + a %}" * 30 + "{{ a }}",
        "{% set a %}aaaaaaaaaa{% endset %}" + "{% set a %}{{ a }}{{ a }}{{ a }}{{ a }}{% endset %}" * 30 + "{{ a }}",
        "{% macro m() %}\n{{ m() }}{% endmacro %}{{ m() }}",
        "{{ ['a' * 3000000, 'b'] | join }}",
        "{{ 'a' * 10 ** 9 }}",
        "{{ '%1000000000d' % 1 }}",
        "{{ range(100000000) | list | length }}",
        "{{ ('a' * 10) }}",
    ],
)
def test_a_style_that_takes_too_much_is_stopped(tmp_path: Path, style: str) -> None:
    with pytest.raises(RetroError) as told:
        body(tmp_path, style)
    assert told.value.where.startswith(str(tmp_path / "journal/templates/publish/own.j2"))


@pytest.mark.parametrize(
    "style",
    [
        "{{ post.__class__ }}",
        "{{ post.days.__class__.__mro__ }}",
        "{{ ''.__class__ }}",
        "{{ post.title.format('x') }}",
        "{{ '{:>1000000000}'.format('x') }}",
        "{{ '{0.__class__}'.format_map(post) }}",
        "{{ say.__globals__ }}",
        "{{ self.__init__ }}",
        "{% set x = post.days.append(1) %}",
        "{{ cycler.__init__.__globals__ }}",
        "{% include '../kpt.md' %}",
        "{% include '/etc/passwd' %}",
        "{{ post['__dict__'] }}",
        "{{ post | attr('title') }}",
    ],
)
def test_a_style_reaches_nothing_but_the_post(tmp_path: Path, style: str) -> None:
    with pytest.raises(RetroError):
        body(tmp_path, style)


def test_a_post_of_many_days_is_not_too_much(tmp_path: Path) -> None:
    lines = "".join(f"- 줄 {number}\n" for number in range(20_000))
    files = {f"2026/2026-11-{day}.md": f"---\nformat: kpt\n---\n## Keep\n{lines}" for day in range(16, 19)}
    made = draft(desk(written(tmp_path / "journal", files), tmp_path / "site", style="kpt"), week_unit(WEEK))
    assert made is not None
    assert made.text.count("- 줄 19999\n") == 3
