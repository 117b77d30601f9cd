"""Settings come from their places in order, and what is wrong with them is named with file, line and key."""

import re
import tomllib
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retro_cli.domain.period import Course, Span
from retro_cli.domain.setting_keys import KEYS
from retro_cli.domain.settings import Publish, Settings
from retro_cli.errors import UnreadableError, UsageError
from retro_cli.store.set_value import set_value, write_setting
from retro_cli.store.settings import SettingsError, known_keys, load_settings, parse_settings, user_journal

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ROOT / "journal" / "retro.toml"


@pytest.fixture
def env(home: Path) -> dict[str, str]:
    return {"HOME": str(home)}


@pytest.fixture
def user(home: Path) -> Path:
    file = home / ".config" / "retro" / "config.toml"
    file.parent.mkdir(parents=True)
    return file


@pytest.fixture
def own(home: Path) -> Path:
    return home / "retro.toml"


def switched_on(text: str) -> str:
    """A commented settings file with every setting taken in."""
    return re.sub(r"(?m)^#(?=[\w\[])", "", text)


def test_without_any_file_everything_is_the_default(home: Path, env: dict[str, str]) -> None:
    loaded = load_settings(home, env)
    assert loaded.settings == Settings()
    assert set(loaded.origins.values()) == {"default"}
    assert load_settings(None, env).settings == Settings()


def test_later_places_win_and_each_value_says_where_it_came_from(
    home: Path, env: dict[str, str], user: Path, own: Path
) -> None:
    user.write_text(
        'lang = "ko"\nformat = "4l"\neditor = "vim"\n[todo]\ntag = "task"\n[today]\nreview = 1\nmood = true\n'
    )
    own.write_text('format = "cdfa"\nweek_format = "kpt"\n[today]\nreview = 2\n')
    env |= {"RETRO_TODAY__REVIEW": "5", "RETRO_WEEK_FORMAT": "madsadglad", "RETRO_LANG": "", "RETRO_DEBUG": "1"}
    loaded = load_settings(home, env, {"week_format": "weekly"})
    settings = loaded.settings
    assert (settings.lang, settings.format, settings.week_format) == ("ko", "cdfa", "weekly")
    assert (settings.today.review, settings.today.mood, settings.todo.tag, settings.editor) == (5, True, "task", "vim")
    assert {name: origin for name, origin in loaded.origins.items() if origin != "default"} == {
        "lang": str(user),
        "editor": str(user),
        "todo.tag": str(user),
        "today.mood": str(user),
        "format": str(own),
        "today.review": "env RETRO_TODAY__REVIEW",
        "week_format": "--week-format",
    }
    assert loaded.values["today.review"] == 5


def test_every_value_gets_its_plain_type(home: Path, env: dict[str, str], own: Path) -> None:
    own.write_text(
        'timezone = "Asia/Seoul"\nday_starts_at = "05:30"\nworkdays = ["mon", "수", "토요일"]\n'
        'rest_days = ["2026-12-25", 2026-12-31, "2027-02-06..2027-02-09"]\n'
        '[course]\nname = "백엔드"\nstart = 2026-09-07\nbreaks = ["2026-09-21..2026-09-27"]\n'
        '[layout]\nday = "Daily/{date}.md"\n[log]\nheadings = ["오전", "오후"]\n'
        '[todo]\nsyntax = "dataview"\ntag = "#task"\nsince = "2026-11-01"\n[publish]\nstyle = "weekly"\n'
        "extra = {a = [1]}\n",
        encoding="utf-8",
    )
    settings = load_settings(home, env).settings
    assert settings.day_starts_at == time(5, 30)
    assert settings.workdays == (0, 2, 5)
    assert settings.rest_days == (
        Span(date(2026, 12, 25), date(2026, 12, 25)),
        Span(date(2026, 12, 31), date(2026, 12, 31)),
        Span(date(2027, 2, 6), date(2027, 2, 9)),
    )
    assert settings.course == Course("백엔드", date(2026, 9, 7), ((date(2026, 9, 21), date(2026, 9, 27)),))
    assert settings.layout.day(date(2026, 11, 20)) == "Daily/2026-11-20.md"
    assert settings.log.headings == ("오전", "오후")
    assert (settings.todo.syntax, settings.todo.tag, settings.todo.since) == ("dataview", "task", date(2026, 11, 1))
    assert settings.publish == Publish(style="weekly", extra={"a": [1]})
    assert settings.works(date(2026, 11, 18))
    assert not settings.works(date(2026, 11, 17))
    assert not settings.works(date(2027, 2, 8))


def test_lists_may_be_typed_with_commas(home: Path, env: dict[str, str]) -> None:
    env |= {"RETRO_WORKDAYS": "mon, tue", "RETRO_LOG__HEADINGS": '["A, B"]', "RETRO_TODAY__MOOD": "yes"}
    settings = load_settings(home, env).settings
    assert (settings.workdays, settings.log.headings, settings.today.mood) == ((0, 1), ("A, B",), True)


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ('lang = "ko"\nlang', 2, "not TOML"),
        ("# a\r\n\r\nlang = ko\r\n", 3, "not TOML"),
        ('lang = "ko', 1, "not TOML"),
        ('\n\nformt = "kpt"\n', 3, "formt"),
        ("[today]\nreviews = 3\n", 2, "today.reviews"),
        ("[todays]\nreview = 3\n", 1, "todays"),
        ("[today]\nmood = true\nreview = -1\n", 3, "today.review"),
        ("[today]\nreview = true\n", 2, "today.review"),
        ("today = 3\n", 1, "today"),
        ("today.mode = 'vim'\n", 1, "ask, editor"),
        ("lang = 'kr'\n", 1, "en, ko, ja"),
        ("timezone = 'Seoul'\n", 1, "Asia/Seoul"),
        ("timezone = '../../etc/passwd'\n", 1, "timezone"),
        ("day_starts_at = '24:00'\n", 1, "04:00"),
        ("workdays = ['mon', 'funday']\n", 1, "workdays"),
        ("rest_days = ['2026-02-30']\n", 1, "rest_days"),
        ("rest_days = ['2026-02-03..2026-02-01']\n", 1, "rest_days"),
        ("[layout]\nday = '{year}'\n", 2, "{date}"),
        ("[layout]\nday = '../{date}'\n", 2, "inside the journal"),
        ("[layout]\nday = '{time}/{date}'\n", 2, "{month}"),
        ("[todo]\ntag = 'two words'\n", 2, "todo.tag"),
        ("[log]\nheadings = ['a', 3]\n", 2, "log.headings"),
        ("format = '../x'\n", 1, "format"),
        ("editor = 'rm -rf'\n", 1, "someone else"),
        ("journal = '/'\n", 1, "someone else"),
        ("[publish]\nstyle = 'x'\nto = '/'\n", 3, "someone else"),
        ("[publish]\ntoo = '/'\n", 2, "publish.too"),
    ],
)
def test_what_is_wrong_is_named_with_file_line_and_key(
    home: Path, env: dict[str, str], own: Path, text: str, line: int, says: str
) -> None:
    own.write_bytes(text.encode())
    with pytest.raises(SettingsError) as caught:
        load_settings(home, env)
    assert caught.value.where == f"{own}:{line}"
    assert says in caught.value.told()
    assert caught.value.exit_code == 4
    caught.value.way_out()


def test_the_nearest_key_is_offered(home: Path, env: dict[str, str], own: Path) -> None:
    for text, near in (("formt = 'kpt'", "format"), ("review = 3", "today.review"), ("xyzzy = 1", "config show")):
        own.write_text(text)
        with pytest.raises(SettingsError) as caught:
            load_settings(home, env)
        assert near in caught.value.way_out()


def test_a_course_needs_its_first_day(home: Path, env: dict[str, str], own: Path) -> None:
    own.write_text("[course]\nname = 'x'\n")
    with pytest.raises(SettingsError, match="first day"):
        load_settings(home, env)


def test_a_wrong_variable_or_flag_is_a_usage_error_that_names_it(home: Path, env: dict[str, str]) -> None:
    with pytest.raises(UsageError) as caught:
        load_settings(home, env | {"RETRO_TODAY__REVIEW": "many"})
    assert caught.value.where == "env RETRO_TODAY__REVIEW"
    with pytest.raises(UsageError) as caught:
        load_settings(home, env, {"lang": "fr"})
    assert caught.value.where == "--lang"


def test_a_file_that_is_not_text_is_told(home: Path, env: dict[str, str], own: Path) -> None:
    own.write_bytes("lang = '한'".encode("cp949"))
    with pytest.raises(UnreadableError):
        load_settings(home, env)
    own.write_text("format = " + "[" * 100_000)
    with pytest.raises(UnreadableError):
        load_settings(home, env)


def test_a_byte_order_mark_and_windows_newlines_are_fine(home: Path, env: dict[str, str], own: Path) -> None:
    own.write_bytes(b"\xef\xbb\xbflang = 'ko'\r\n[today]\r\nreview = 1\r\n")
    settings = load_settings(home, env).settings
    assert (settings.lang, settings.today.review) == ("ko", 1)


def test_the_users_journal_is_known_before_the_journals_settings(env: dict[str, str], user: Path) -> None:
    assert user_journal(env) is None
    user.write_text('journal = "~/diary"\n[publish]\nto = "~/blog/_posts"\n')
    assert user_journal(env) == "~/diary"
    user.write_text('journal = "diary"\n')
    with pytest.raises(SettingsError, match="whole path"):
        user_journal(env)


def test_the_shipped_file_changes_nothing_and_shows_every_key(home: Path, env: dict[str, str], own: Path) -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    assert parse_settings(text, SHIPPED, user_file=False) == {}
    on = parse_settings(switched_on(text), SHIPPED, user_file=False)
    assert set(on) == {name for name, key in KEYS.items() if not key.user_only}
    for name, key in KEYS.items():
        if key.user_only:
            assert name in text
    own.write_text(switched_on(text), encoding="utf-8")
    loaded = load_settings(home, env)
    assert loaded.settings.course is not None
    defaults = {name: default for name, _, default, _ in known_keys() if default not in ("", "[]")}
    assert {name: on[name] for name in defaults} == {
        name: tomllib.loads(f"value = {default}")["value"] for name, default in defaults.items()
    }


def test_every_default_is_the_one_that_counts(home: Path, env: dict[str, str], own: Path) -> None:
    for name, takes, default, about in known_keys():
        assert takes
        assert about.endswith(".")
        if default:
            own.write_text(set_value("", name, default.strip('"'), path=own, user_file=False))
            if name != "course.breaks":
                assert load_settings(home, env).settings == Settings()


COMMENTED = """\
# mine
lang = "ko"     # 한국어

[today]   # questions
review = 3
# the end
"""


@pytest.mark.parametrize(
    ("key", "typed", "text"),
    [
        ("lang", "en", COMMENTED.replace('"ko"', '"en"')),
        ("today.review", "0", COMMENTED.replace("3", "0")),
        ("today.review", "3", COMMENTED),
        ("lang", "ko", COMMENTED),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_setting_a_value_changes_nothing_else(key: str, typed: str, text: str, newline: str, bom: str) -> None:
    before, after = (bom + one.replace("\n", newline) for one in (COMMENTED, text))
    assert set_value(before, key, typed, path=Path("retro.toml"), user_file=False) == after


@given(
    st.sampled_from(
        [
            ("format", "cdfa"),
            ("today.mood", "true"),
            ("todo.tag", "task"),
            ("todo.since", "2026-11-01"),
            ("workdays", "mon,wed"),
            ("layout.day", "Daily/{date}"),
            ("course.start", "2026-09-07"),
            ("publish.extra", "{toc = true}"),
        ]
    ),
    st.sampled_from(["", COMMENTED, switched_on(SHIPPED.read_text("utf-8")), SHIPPED.read_text("utf-8")]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_a_new_value_stands_in_a_file_that_otherwise_reads_as_before(
    setting: tuple[str, str], text: str, newline: str
) -> None:
    path = Path("retro.toml")
    key, typed = setting
    leaf = key.rpartition(".")[2]
    text = text.replace("\n", newline)
    changed = set_value(text, key, typed, path=path, user_file=False)
    assert set_value(changed, key, typed, path=path, user_file=False) == changed
    before, after = (parse_settings(one, path, user_file=False) for one in (text, changed))
    assert {**before, key: after[key]} == after
    lines = re.split(r"\r?\n", text)
    kept = [line for line in re.split(r"\r?\n", changed) if line.startswith("#")]
    commented_out = {f"#[{key.partition('.')[0]}]", *(line for line in lines if line.startswith(f"#{leaf} ="))}
    assert [line for line in kept if line not in commented_out] == [
        line for line in lines if line.startswith("#") and line not in commented_out
    ]
    if "\r\n" in text:
        assert not re.search(r"(?<!\r)\n", changed)


@pytest.mark.parametrize(
    ("key", "typed", "line", "instead"),
    [
        ("lang", "en", '#lang = "ko"', 'lang = "en"'),
        ("format", "cdfa", '#format = "kpt"', 'format = "cdfa"'),
        ("workdays", "mon,tue", '#workdays = ["mon", "tue", "wed", "thu", "fri"]', 'workdays = ["mon", "tue"]'),
    ],
)
def test_a_line_that_is_commented_out_is_taken_in_where_it_stands(
    key: str, typed: str, line: str, instead: str
) -> None:
    text = SHIPPED.read_text("utf-8")
    assert f"\n{line}\n" in text
    changed = set_value(text, key, typed, path=SHIPPED, user_file=False)
    assert changed == text.replace(f"\n{line}\n", f"\n{instead}\n")
    again = set_value(changed, "todo.tag", "task", path=SHIPPED, user_file=False)
    assert again == changed.replace("#[todo]", "[todo]").replace("#tag = ", "tag = ")
    twice = set_value(again, "todo.since", "2026-11-05", path=SHIPPED, user_file=False)
    assert twice == again.replace("#since = 2026-11-01", 'since = "2026-11-05"')


@pytest.mark.parametrize(
    ("key", "typed", "says"),
    [
        ("formt", "kpt", "formt"),
        ("today", "3", "today"),
        ("today.review", "many", "number"),
        ("lang", "fr", "en, ko, ja"),
        ("editor", "vim", "someone else"),
        ("layout.day", "{year}", "{date}"),
    ],
)
def test_a_wrong_key_or_value_is_refused_before_anything_is_written(
    home: Path, own: Path, key: str, typed: str, says: str
) -> None:
    own.write_text(COMMENTED, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        write_setting(own, key, typed, user_file=False)
    assert says in caught.value.told()
    caught.value.way_out()
    assert own.read_text(encoding="utf-8") == COMMENTED
    with pytest.raises(UsageError):
        write_setting(home / "new.toml", key, typed, user_file=False)
    assert not (home / "new.toml").exists()


def test_a_broken_file_is_not_written_over(own: Path) -> None:
    own.write_text("lang = ko")
    with pytest.raises(SettingsError):
        write_setting(own, "lang", "ko", user_file=False)
    assert own.read_text() == "lang = ko"


def test_a_settings_file_is_made_and_changed(user: Path, env: dict[str, str]) -> None:
    assert write_setting(user, "journal", "~/회고", user_file=True)
    assert write_setting(user, "editor", "code --wait", user_file=True)
    assert not write_setting(user, "editor", "code --wait", user_file=True)
    assert write_setting(user, "todo.tag", "", user_file=True)
    assert user_journal(env) == "~/회고"
    settings = load_settings(None, env).settings
    assert (settings.editor, settings.todo.tag) == ("code --wait", None)
