"""Two versions of a settings file become one by key, and it stays a settings file."""

import tomllib

from hypothesis import given
from hypothesis import strategies as st

from retro_cli.domain.merging import Contradiction, Merged, merge_settings
from retro_cli.domain.settings_text import settings_text

PLAIN = """# 내 일지
lang = "ko"  # 한국어
rest_days = ["2026-12-25"]

[publish]
tags = [
  "a", # 왜
  "b",
]
"""


def both(base: str | None, one: str, other: str) -> Merged:
    merged = merge_settings(base, one, other)
    assert merged == merge_settings(base, other, one)
    return merged


def test_settings_of_both_sides_count_and_their_comments_stay() -> None:
    base = settings_text()
    one = base.replace("#[course]", "[course]").replace('#name = "Backend course"', 'name = "백엔드"  # 우리 반')
    other = base.replace("#[today]", "[today]").replace("#review = 3", "review = 5") + "# 끝에 한 말\n"
    merged = both(base, one, other)
    assert tomllib.loads(merged.text) == {"course": {"name": "백엔드"}, "today": {"review": 5}}
    assert "# 우리 반" in merged.text and merged.text.endswith("# 끝에 한 말\n")
    assert len(merged.text.split("\n")) == len(base.split("\n")) + 1
    assert not merged.contradictions


def test_a_key_set_to_two_values_keeps_the_other_as_a_comment() -> None:
    base = settings_text()
    one, other = (base.replace('#lang = "ko"', f'lang = "{lang}"') for lang in ("ko", "en"))
    merged = both(base, one, other)
    assert 'lang = "en"\n# lang = "ko"\n' in merged.text
    assert [found.kind for found in merged.contradictions] == ["key"]
    assert both(base, merged.text, one).text == merged.text


def test_lists_merge_as_sets() -> None:
    one = PLAIN.replace('25"]', '25", "2026-12-26"]').replace('  "b",\n', "")
    other = PLAIN.replace('25"]', '25", "2026-12-31"]').replace('  "b",\n', '  "b",\n  "c",\n')
    merged = both(PLAIN, one, other)
    assert tomllib.loads(merged.text) == {
        "lang": "ko",
        "rest_days": ["2026-12-25", "2026-12-26", "2026-12-31"],
        "publish": {"tags": ["a", "c"]},
    }
    assert "# 왜" in merged.text and not merged.contradictions


def test_a_table_taken_away_comes_back_with_the_key_that_the_other_side_set() -> None:
    one, other = PLAIN.split("\n[publish]")[0], PLAIN + 'slug = "latin"\n'
    assert tomllib.loads(both(PLAIN, one, other).text)["publish"] == {"slug": "latin"}


def test_settings_that_are_broken_become_comments_below_those_that_are_not() -> None:
    merged = both(PLAIN, PLAIN.replace('"ko"', '"ko'), PLAIN.replace('"ko"', '"en"'))
    assert merged.text == PLAIN.replace('"ko"', '"en"') + '# lang = "ko  # 한국어\n'
    assert merged.contradictions == (Contradiction(10, "key"),)


_LINES = st.sampled_from(
    (
        'lang = "ko"',
        'lang = "en"',
        "#review = 3",
        "review = 2",
        "[today]",
        "#[today]",
        "[log]",
        "# 말",
        "",
        "x = [",
        "]",
        '"a",',
    )
)


@given(*[st.lists(_LINES, max_size=8).map("\n".join) for _ in range(3)])
def test_settings_that_can_be_read_on_both_sides_can_be_read_merged(base: str, one: str, other: str) -> None:
    merged = both(base, one, other)
    readable = [_read(text) for text in (one, other)]
    if None not in readable:
        assert _read(merged.text) is not None
    assert merge_settings(base, one, base) == Merged(one)


def _read(text: str) -> object:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return None
