"""Front matter is read as typed, and an edit changes the lines of its key alone."""

import time
from datetime import date, datetime

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from retro_cli.domain import frontmatter
from retro_cli.domain.frontmatter import FrontMatterError, body_line, read, render, set_key
from retro_cli.domain.text import BOM, clean, split_lines
from tests.domain.strategies import front_matters, hostile_text, markdown_documents

KEYS = st.sampled_from(
    ("title", "tags", "mood", "date", "format", "새 키", "aliases", "a", "b", "summary", "yes", "2025")
)
TEXTS = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=20).map(clean),
    st.sampled_from(
        (
            "2026-11-20",
            "yes",
            "07",
            "7:30",
            "a: b",
            "# 주석",
            "",
            "[ ] x",
            "- a",
            "{{x}}",
            "*a",
            "&a",
            "\u2028",
            "'",
            '"',
        )
    ),
)
SCALARS = st.one_of(TEXTS, st.integers(-(10**9), 10**9), st.booleans(), st.none(), st.sampled_from((0.5, -1.25, 3.0)))
VALUES = st.one_of(SCALARS, st.lists(TEXTS, max_size=4), st.dictionaries(TEXTS, SCALARS, max_size=3))


def splits(text: str) -> tuple[str, str]:
    lines = split_lines(text)
    end = body_line(lines)
    return "".join(lines[:end]), "".join(lines[end:])


class TestWhereItEnds:
    """Front matter is told from a file that begins with a rule."""

    @pytest.mark.parametrize(
        ("text", "end"),
        [
            ("", 0),
            ("# 제목\n", 0),
            ("---\na: 1\n---\nx", 3),
            ("---  \r\na: 1\r\n---\t\r\nx", 3),
            ("---\ra: 1\r---\rx", 3),
            (BOM + "---\na: 1\n---\nx", 3),
            ("---\na: 1\n...\nx", 3),
            ("---\na: 1\n---", 3),
            ("---\n---\n", 2),
            ("---\n\n# 주석만\n---\n", 4),
            ("---\n'a b': 1\n---\n", 3),
            ("---\n회고 시간: 3\n---\n", 3),
            ("---\n{a: 1}\n---\n", 3),
            ("---\n? a\n: 1\n---\n", 4),
            ("---\nC#: x\n---\n", 3),
            ("---\n\n본문\n\n---\nmore", 0),
            ("---\n- a\n---\n", 0),
            ("---\n[a, b]\n---\n", 0),
            ("---\na: 1\n", 0),
            ("---\na: 1\n----\n", 0),
            ("----\na: 1\n---\n", 0),
            ("\n---\na: 1\n---\n", 0),
            (" ---\na: 1\n---\n", 0),
            ("---\nhttps://example.org 를 읽었다\n---\n", 0),
            ("---\n> 인용\n---\n", 0),
        ],
    )
    def test_the_first_line_after_it_is_found(self, text: str, end: int) -> None:
        assert body_line(split_lines(text)) == end

    def test_what_begins_like_a_mapping_counts_though_it_is_broken(self) -> None:
        assert body_line(split_lines("---\ntitle: x\n  bad: [\n---\n")) == 4


class TestReading:
    """Values come as they are typed."""

    def test_only_true_and_false_are_booleans(self) -> None:
        assert read("---\na: yes\nb: off\nc: true\nd: False\ne: n\n---\n") == {
            "a": "yes",
            "b": "off",
            "c": True,
            "d": False,
            "e": "n",
        }

    def test_dates_times_and_odd_numbers_stay_strings(self) -> None:
        meta = read(
            "---\na: 2026-11-20\nb: 2026-13-45\nc: 7:30\nd: 07\ne: 0x1F\nf: 1_000\ng: .inf\n"
            "h: 2026-11-20T23:30:00+09:00\n---\n"
        )
        assert list(meta.values()) == [
            "2026-11-20",
            "2026-13-45",
            "7:30",
            "07",
            "0x1F",
            "1_000",
            ".inf",
            "2026-11-20T23:30:00+09:00",
        ]

    def test_numbers_and_nulls_are_values(self) -> None:
        assert read("---\na: 4\nb: -3\nc: 1.5\nd:\ne: ~\nf: 0\ng: null\n---\n") == {
            "a": 4,
            "b": -3,
            "c": 1.5,
            "d": None,
            "e": None,
            "f": 0,
            "g": None,
        }

    def test_a_number_longer_than_any_is_text(self) -> None:
        assert read(f"---\na: {'9' * 5000}\nb: 1{'0' * 400}.0\n---\n") == {"a": "9" * 5000, "b": f"1{'0' * 400}.0"}

    def test_keys_are_text_whatever_they_look_like(self) -> None:
        text = "---\n2025: a\nno: b\ncontent: c\nhandler: d\ntrue: e\n---\n"
        assert read(text) == {"2025": "a", "no": "b", "content": "c", "handler": "d", "true": "e"}

    def test_lists_and_mappings_nest(self) -> None:
        assert read("---\ntags:\n  - a\n  - [b, {c: d}]\nx: {y: 1}\n---\n") == {
            "tags": ["a", ["b", {"c": "d"}]],
            "x": {"y": 1},
        }

    def test_unknown_tags_are_read_as_plain_values(self) -> None:
        text = (
            "---\na: !foo bar\nb: !!python/name:os.system x\nc: !!int abc\nd: !!binary aGk=\n"
            "e: !!timestamp nope\nf: !x [1]\n---\n"
        )
        assert read(text) == {"a": "bar", "b": "x", "c": "abc", "d": "aGk=", "e": "nope", "f": [1]}

    def test_a_key_that_stands_twice_counts_the_last_time(self) -> None:
        assert read("---\na: 1\na: 2\n---\n") == {"a": 2}

    def test_bom_and_any_newline_are_read(self) -> None:
        assert read(BOM + "---\r\na: 1\r\nb: [x, y]\r\n---\r\n본문") == {"a": 1, "b": ["x", "y"]}
        assert read("---\ra: 1\r---\r") == {"a": 1}

    def test_a_file_that_begins_with_a_rule_has_none(self) -> None:
        assert read("---\n\n본문\n\n---\nmore") == {}
        assert read("---\n- a\n---\n") == {}


class TestErrors:
    """What cannot be read is named by its line in the file, and its text is never told."""

    @pytest.mark.parametrize(
        ("text", "line"),
        [
            ("---\ntitle: x\nbad: [1, 2\nmore: y\n---\n", 4),
            ("---\ntitle: {{title}}\n---\n", 2),
            ("---\na: 1\nb: 'open\n---\n", 3),
            ("---\na: 1\r\nb: c: d\r\n---\n", 3),
            ("---\na: 1\n비밀\n---\n", 3),
            ("---\na: 1\n\tb: 2\n---\n", 3),
            ("---\na: &x 1\nb: *x\n---\n", 3),
            ("---\na: 1\nb: @비밀\n---\n", 3),
            ("---\na: 1\nb: \x07\n---\n", 3),
            ("---\na: 1\nb: \ud800\n---\n", 3),
            ("---\na: 1\n--- b\n---\n", 3),
        ],
    )
    def test_the_line_is_the_one_in_the_file(self, text: str, line: int) -> None:
        with pytest.raises(FrontMatterError) as caught:
            read(text)
        assert caught.value.line == line
        assert caught.value.exit_code == 4
        assert "비밀" not in str(caught.value) + caught.value.way_out()

    @pytest.mark.parametrize(
        "bomb",
        [
            "a: " + "[" * 100_000,
            "a: *x " + "[" * 100_000,
            "a: " + "{" * 100_000,
            "a:\n  " + "- " * 20_000,
            "a: " + "[" * 400 + "]" * 400,
            "? " * 20_000 + "\n",
            "a: &a [x, x]\n" + "".join(f"k{i}: &k{i} {{<<: [*k{i - 1}, *k{i - 1}]}}\n" for i in range(1, 40)),
        ],
        ids=["flow", "flow with alias", "braces", "compact", "closed", "keys", "merge keys"],
    )
    def test_bombs_end_in_one_error_at_once(self, bomb: str) -> None:
        begin = time.process_time()
        with pytest.raises(FrontMatterError):
            read(f"---\nz: 1\n{bomb}\n---\n")
        assert time.process_time() - begin < 5

    @given(hostile_text())
    def test_any_text_is_read_or_refused(self, text: str) -> None:
        try:
            assert isinstance(read(text), dict)
        except FrontMatterError as error:
            assert 2 <= error.line <= body_line(split_lines(text))


class TestEditing:
    """One key changes, nothing else does."""

    @pytest.mark.parametrize(
        ("inner", "key", "value", "expected"),
        [
            ("a: 1 # 하나\nb: 2\n", "a", "둘", "a: 둘 # 하나\nb: 2\n"),
            ("a: 'x'   # c\n", "a", ["y", "z, w"], "a: [y, 'z, w']   # c\n"),
            ("a:\nb: 1\n", "a", 4, "a: 4\nb: 1\n"),
            ("a:   # 비었다\nb: 1\n", "a", 4, "a: 4   # 비었다\nb: 1\n"),
            ("a:   1\nb:  [x,  'y']\n", "c", date(2026, 11, 20), "a:   1\nb:  [x,  'y']\nc: 2026-11-20\n"),
            ("a: |\n  첫\n\n  둘\n\n# 주석\nb: 1\n", "a", "x", "a: x\n\n# 주석\nb: 1\n"),
            ("a: >-\n  접힌\n  글\nb: 1\n", "a", "x", "a: x\nb: 1\n"),
            ("a: # 이유\n  - x\n  - y # y\n# 다음\nb: 1\n", "a", ["z"], "a: [z] # 이유\n# 다음\nb: 1\n"),
            ("a:\n- x\n- y\nb: 1\n", "a", None, "a: null\nb: 1\n"),
            ("a:\n  k: |\n    deep\n  l: 1\n\nb: 1\n", "a", 1, "a: 1\n\nb: 1\n"),
            ("a: [x,\n  y]\nb: 1\n", "a", "s", "a: s\nb: 1\n"),
            ("a: one\n  two\nb: 1\n", "a", "s", "a: s\nb: 1\n"),
            ("a:\n  next line\nb: 1\n", "a", "s", "a:\n  s\nb: 1\n"),
            ("  a: 1\n  b: 2\n", "c", 3, "  a: 1\n  b: 2\n  c: 3\n"),
            ("{a: 1, b: [x]}\n", "b", 2, "{a: 1, b: 2}\n"),
            ("{a: 1, b: [x]}\n", "c", "x: y", "{a: 1, b: [x], c: 'x: y'}\n"),
            ("{}\n", "a", 1, "{a: 1}\n"),
            ("", "a", 1, "a: 1\n"),
            ("# 주석\n\n", "a", 1, "# 주석\n\na: 1\n"),
            ("a: 1\na: 2\n", "a", 3, "a: 1\na: 3\n"),
            ('"a": x\n', "a", "y", '"a": y\n'),
            ("a: !tag x\n", "a", "y", "a: y\n"),
            ("no: x\n2025: y\n", "no", "z", "no: z\n2025: y\n"),
            ("a: 2026-11-20\n", "a", date(2026, 11, 24), "a: 2026-11-24\n"),
            ("a: 1\n", "created", datetime(2026, 11, 20, 23, 30), "a: 1\ncreated: 2026-11-20T23:30:00\n"),
        ],
    )
    @pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
    def test_the_value_is_spliced_in(self, inner: str, key: str, value: object, expected: str, newline: str) -> None:
        text = f"{BOM}---\n{inner}---\n본문\n".replace("\n", newline)
        assert set_key(text, key, value) == f"{BOM}---\n{expected}---\n본문\n".replace("\n", newline)

    def test_a_value_that_is_there_already_keeps_its_spelling(self) -> None:
        text = "---\ntags: [ci,  'infra']\ndate: \"2026-11-20\"\nmood: |\n  좋음\n---\n"
        assert set_key(text, "tags", ["ci", "infra"]) == text
        assert set_key(text, "date", date(2026, 11, 20)) == text

    def test_true_is_not_one(self) -> None:
        assert set_key("---\na: 1\n---\n", "a", True) == "---\na: true\n---\n"

    def test_a_file_without_front_matter_gets_some_above_its_text(self) -> None:
        assert set_key("본문\r\n", "date", "2026-11-20") == "---\r\ndate: 2026-11-20\r\n---\r\n본문\r\n"
        assert set_key(BOM + "본문", "a", 1) == BOM + "---\na: 1\n---\n본문"
        assert set_key("---\n\n본문\n\n---\n", "a", 1) == "---\na: 1\n---\n---\n\n본문\n\n---\n"
        assert set_key("", "a", 1) == "---\na: 1\n---\n"

    def test_broken_front_matter_is_left_alone(self) -> None:
        with pytest.raises(FrontMatterError):
            set_key("---\na: 1\nb: [\n---\n", "a", 2)

    @settings(deadline=None)
    @given(hostile_text(), KEYS, VALUES)
    def test_only_the_key_changes_and_reads_back(self, text: str, key: str, value: object) -> None:
        try:
            before = read(text)
        except FrontMatterError:
            assume(False)
        edited = set_key(text, key, value)
        assert read(edited) == {**before, key: value}
        assert [name for name in read(edited) if name != key] == [name for name in before if name != key]
        head, body = splits(text)
        assert splits(edited)[1] == (body if head else text.removeprefix(BOM))
        assert edited.startswith(BOM) == text.startswith(BOM)
        kept = split_lines(edited)
        of_key = f"{key}:"
        for line in split_lines(head):
            if line.lstrip("{ ").split(" ")[0].rstrip("\r\n").endswith(":") and of_key not in line and "{" not in line:
                assert line in kept

    @settings(deadline=None)
    @given(hostile_text(), KEYS, VALUES)
    def test_setting_twice_is_setting_once(self, text: str, key: str, value: object) -> None:
        try:
            once = set_key(text, key, value)
        except FrontMatterError:
            assume(False)
        assert set_key(once, key, value) == once

    @given(front_matters(), markdown_documents())
    def test_front_matter_and_body_join_to_the_text(self, head: str, body: str) -> None:
        assert "".join(splits(head + body)) == head + body


class TestRendering:
    """A fresh block is plain YAML, one line a key."""

    def test_keys_keep_their_order_and_text_its_letters(self) -> None:
        meta = {
            "date": date(2026, 11, 20),
            "format": "kpt",
            "title": "배포: 자동화 🎉",
            "tags": ["ci", "인프라"],
            "mood": 4,
            "end": None,
        }
        assert render(meta) == (
            "---\ndate: 2026-11-20\nformat: kpt\ntitle: '배포: 자동화 🎉'\n"
            "tags: [ci, 인프라]\nmood: 4\nend: null\n---\n"
        )

    def test_the_newline_is_the_one_asked_for(self) -> None:
        assert render({"a": 1}, "\r\n") == "---\r\na: 1\r\n---\r\n"

    @settings(deadline=None)
    @given(st.dictionaries(KEYS, VALUES, max_size=5), st.sampled_from(("\n", "\r\n", "\r")))
    def test_what_is_rendered_reads_back(self, meta: dict[str, object], newline: str) -> None:
        text = frontmatter.render(meta, newline)
        assert read(text) == meta
        assert body_line(split_lines(text)) == len(split_lines(text))
        assert len(split_lines(text)) == len(meta) + 2
