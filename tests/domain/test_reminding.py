"""What makes the system remind: the texts of its timers, and when there is something to remind of."""

import os
import plistlib
import re
import shlex
import shutil
import subprocess
from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from retro_cli.domain.period import Span
from retro_cli.domain.reminding import cron, launchd, prompt, systemd
from retro_cli.domain.reminding.model import Reminder, clock_days, hour_text, name_of, read_hour, writable
from retro_cli.domain.reminding.when import day_counts, reached, week_ends
from retro_cli.domain.settings import Settings

ANY = st.text(st.sampled_from("a나 \\\"'%$`;#&!*{}~=|<>()\t-é🙂") | st.characters(), max_size=12)
WORDS = st.lists(ANY.filter(lambda word: writable([word])), max_size=4).map(
    lambda more: ("/usr/bin/retro", "remind", "--now", *more)
)
CALL = ("retro", "remind", "--now")
HOURS = st.times().map(lambda hour: hour.replace(second=0, microsecond=0))
DAYS = st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days)))
NASTY = (
    "/opt/내 도구/100%/retro",
    "remind",
    "--now",
    "-j",
    "/home/나/회고 \"50%\" $HOME 'x' \\%y\\",
    "%",
    "$",
    "",
    ";",
    "#",
    "a\\%b",
)


def reminder(words: Sequence[str], hour: time = time(21, 0), days: Sequence[int] = (0, 1, 2, 3, 4)) -> Reminder:
    return Reminder(tuple(words), hour, tuple(days))


def systemd_words(value: str) -> list[str]:
    """The words that systemd makes of the value of `ExecStart=`: quotes, escapes, specifiers, variables."""
    words: list[str] = []
    rest = value
    while rest := rest.lstrip(" "):
        if rest[0] == '"':
            found = re.match(r'"((?:\\.|[^"\\])*)"(?= |$)', rest)
            assert found, f"a quote is not closed: {rest}"
            word = re.sub(r"\\(.)", lambda escape: {"\\": "\\", '"': '"'}[escape[1]], found[1])
        else:
            found = re.match(r"[^ ]+", rest)
            assert found
            word = found[0]
            assert not set(word) & set("\"'\\;"), f"not quoted: {word}"
        rest = rest[found.end() :]
        assert not re.search(r"(?<!%)(%%)*%(?!%)", word), f"a specifier: {word}"
        word = word.replace("%%", "%")
        if words:  # in the path of the program there are no variables
            assert not re.search(r"(?<!\$)(\$\$)*\$(?!\$)", word), f"a variable: {word}"
            word = word.replace("$$", "$")
        words.append(word)
    return words


def cron_command(command: str, *, keeps_backslash: bool) -> str:
    """What cron hands to the shell: up to the first % without a backslash; some crons take that backslash away."""
    told, rest = "", command
    while rest:
        if rest[0] == "\\" and len(rest) > 1:
            told += rest[1] if rest[1] == "%" and not keeps_backslash else rest[:2]
            rest = rest[2:]
        elif rest[0] == "%":
            return told
        else:
            told, rest = told + rest[0], rest[1:]
    return told


def fish_words(line: str) -> list[str]:
    """The words that fish makes of a line of plain and single-quoted words."""
    found = re.finditer(r"'((?:\\.|[^'\\])*)'|([^ ']+)", line)
    return [re.sub(r"\\([\\'])", r"\1", word[1]) if word[2] is None else word[2] for word in found]


@given(WORDS)
@example(NASTY)
@example(("/opt/a $b/retro", "x"))
def test_systemd_reads_the_same_words_back(words: tuple[str, ...]) -> None:
    text = systemd.service(reminder(words))
    (value,) = re.findall(r"^ExecStart=(.*)$", text, re.MULTILINE)
    before = ["/usr/bin/env"] if "$" in words[0] else []
    assert systemd_words(value) == [*before, *words]


@given(WORDS, st.booleans())
@example(NASTY, True)
@example(NASTY, False)
def test_the_shell_of_any_cron_reads_the_same_words_back(words: tuple[str, ...], keeps_backslash: bool) -> None:
    line = cron.line(reminder(words))
    assert "\n" not in line and line.startswith("0 21 * * 1,2,3,4,5 ")
    command = cron_command(line.split(" ", 5)[5], keeps_backslash=keeps_backslash)
    assert shlex.split(command, comments=False) == [*words, "#", "retro-remind"]


@given(WORDS, HOURS, DAYS)
@example(NASTY, time(21, 0), (0,))
def test_launchd_reads_the_same_words_back(words: tuple[str, ...], hour: time, days: tuple[int, ...]) -> None:
    text = launchd.plist(reminder(words, hour, days))
    agent = plistlib.loads(text.encode())
    assert agent["ProgramArguments"] == list(words)
    assert [when["Weekday"] for when in agent["StartCalendarInterval"]] == [(day + 1) % 7 for day in days]
    assert launchd.hour_of(text) == hour_text(hour)


@given(WORDS, st.sampled_from(["bash", "zsh", "fish"]))
@example(NASTY, "bash")
@example(NASTY, "fish")
@example(("CALL", "PAUSE"), "zsh")
def test_a_shell_reads_the_same_words_back(words: tuple[str, ...], shell: str) -> None:
    (line,) = (one for one in prompt.lines(shell, words).split("\n") if one.endswith(" 2>/dev/null"))
    call = line.strip().removesuffix(" 2>/dev/null")
    assert (fish_words(call) if shell == "fish" else shlex.split(call)) == list(words)


@given(HOURS, DAYS)
def test_the_hour_is_read_back_from_what_was_written(hour: time, days: tuple[int, ...]) -> None:
    made = reminder(CALL, hour, days)
    assert systemd.hour_of(systemd.timer(made)) == cron.hour_of(cron.line(made)) == hour_text(hour)


@pytest.mark.parametrize("text", ["", "OnCalendar=daily", "* * * * * retro # retro-remind", "<plist/>", "<"])
def test_what_somebody_else_wrote_has_no_hour(text: str) -> None:
    assert systemd.hour_of(text) == cron.hour_of(text) == launchd.hour_of(text) == ""


def test_a_timer_of_systemd_comes_on_working_days_and_makes_up_for_a_time_slept_through() -> None:
    text = systemd.timer(reminder(CALL, time(9, 5), (0, 2, 6)))
    assert "\nOnCalendar=Mon,Wed,Sun *-*-* 09:05:00\n" in text and "\nPersistent=true\n" in text


TABLES = st.lists(
    st.sampled_from(
        [
            "# m h  dom mon dow   command",
            "MAILTO=me@example.com",
            "0 5 * * 1 tar -zcf /var/backups/home.tgz /home/ # retro-remind",
            "#0 21 * * 1,2 retro remind --now # retro-remind",
            "0 21 * * 1,2 retro remind --now # retro-remind-1a2b3c4d",
            "\t",
            "",
            "회고\udcff",
        ]
    ),
    max_size=6,
).flatmap(lambda lines: st.sampled_from(["\n".join(lines), "".join(f"{line}\n" for line in lines)]))


@given(TABLES, WORDS, HOURS)
def test_a_crontab_keeps_every_other_byte(table: str, words: tuple[str, ...], hour: time) -> None:
    line = cron.line(reminder(words, hour))
    more = cron.put(table, "retro-remind", line)
    assert cron.find(more, "retro-remind") == [line]
    assert more.startswith(table) and more.endswith(f"{line}\n")
    assert cron.put(more, "retro-remind", line) == more
    taken = cron.put(more, "retro-remind", "")
    assert taken in (table, f"{table}\n")


def test_another_hour_takes_the_place_of_the_line() -> None:
    made = cron.line(reminder(CALL))
    table = f"MAILTO=x\n{made}\n@reboot y\n{made}\n"
    later = cron.line(reminder(CALL, time(22, 30)))
    assert cron.put(table, "retro-remind", later) == f"MAILTO=x\n{later}\n@reboot y\n"


def test_what_is_after_midnight_comes_on_the_morning_after_a_working_day() -> None:
    begins = time(4, 0)
    assert clock_days((0, 4), time(21, 0), begins) == (0, 4)
    assert clock_days((0, 6), time(1, 0), begins) == (0, 1)


@pytest.mark.parametrize(("text", "hour"), [("21:00", time(21)), ("9:30", time(9, 30)), (" 00:05 ", time(0, 5))])
def test_an_hour_is_read(text: str, hour: time) -> None:
    assert read_hour(text) == hour


@pytest.mark.parametrize("text", ["", "21", "24:00", "9:5", "9:60", "-1:00", "２１:00", "21:00:00"])
def test_what_is_no_hour_is_not_guessed(text: str) -> None:
    assert read_hour(text) is None


@pytest.mark.parametrize("word", ["a\nb", "a\x00", "\x1b[31m", "a\u2028b", "\udcff", "\x9b"])
def test_some_characters_can_stand_in_no_timer(word: str) -> None:
    assert writable(["/home/나/회고 100%"]) and not writable(["x", word])


@pytest.mark.parametrize(
    ("clock", "hour", "there"),
    [
        ("20:59", "21:00", False),
        ("21:00", "21:00", True),
        ("03:59", "21:00", True),
        ("09:00", "21:00", False),
        ("00:30", "01:00", False),
        ("02:00", "01:00", True),
        ("22:00", "01:00", False),
    ],
)
def test_an_hour_counts_within_the_day_that_is_written_about(clock: str, hour: str, there: bool) -> None:
    now = datetime.combine(date(2026, 11, 20), time.fromisoformat(clock))
    assert reached(now, time.fromisoformat(hour), time(4, 0)) is there


def test_a_rhythm_and_free_days_decide_what_is_expected() -> None:
    friday, thursday, saturday = date(2026, 11, 20), date(2026, 11, 19), date(2026, 11, 21)
    daily, weekly, both = (Settings(rhythm=rhythm) for rhythm in ("daily", "weekly", "both"))
    assert day_counts(daily, friday) and day_counts(Settings(), friday) and day_counts(both, friday)
    assert not day_counts(weekly, friday) and not day_counts(daily, saturday)
    assert week_ends(weekly, friday) and week_ends(both, friday) and not week_ends(daily, friday)
    assert not week_ends(weekly, thursday) and not week_ends(weekly, saturday)
    free = Settings(rhythm="weekly", rest_days=(Span(friday, friday),))
    assert week_ends(free, thursday) and not week_ends(free, friday)


def test_journals_have_reminders_of_their_own() -> None:
    assert (name_of(""), name_of("1a2b3c4d")) == ("retro-remind", "retro-remind-1a2b3c4d")
    other = Reminder(CALL, time(21, 0), (0,), "1a2b3c4d")
    assert cron.find(f"{cron.line(other)}\n", "retro-remind") == []


def verified(folder: Path, command_line: str) -> tuple[int, str]:
    """What systemd says of the units of a reminder with this command line: an exit code, its complaints."""
    made = reminder(("/bin/true",), time(9, 5), (0, 2, 6))
    service = systemd.service(made).replace("ExecStart=/bin/true", f"ExecStart={command_line}")
    (folder / "retro-remind.service").write_text(service, "utf-8")
    (folder / "retro-remind.timer").write_text(systemd.timer(made), "utf-8")
    folder.chmod(0o700)
    done = subprocess.run(
        ["systemd-analyze", "verify", "--user", "--man=no", str(folder / "retro-remind.timer")],
        env={"PATH": os.environ["PATH"], "HOME": str(folder), "XDG_RUNTIME_DIR": str(folder)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stderr


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd-analyze")
def test_systemd_itself_finds_nothing_wrong(tmp_path: Path) -> None:
    usual, wrong = verified(tmp_path, "/bin/true"), verified(tmp_path, '/bin/true "50%" "')
    if usual[0] or not (wrong[0] or wrong[1]):
        pytest.skip("systemd-analyze cannot verify here")
    assert verified(tmp_path, systemd.command_line(("/bin/true", *NASTY[1:]))) == usual
