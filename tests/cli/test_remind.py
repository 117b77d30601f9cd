"""`retro remind`: what makes the system remind is shown, installed and taken away; and what is due is told."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from systems import System
from terminal import Keyboard
from trees import lay_out, schema

Retro = Callable[..., Any]
FRIDAY, SATURDAY = "2026-11-20T21:00+09:00", "2026-11-21T21:00+09:00"
WRITTEN = "---\nformat: kpt\n---\n## Keep\n- 비밀 이야기\n"
UNITS = ".config/systemd/user"
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no such systems")


@pytest.fixture
def journal(home: Path) -> Path:
    return lay_out(home / "journal", {"retro.toml": 'rhythm = "daily"\n', "2026/2026-11-19.md": WRITTEN})


@pytest.fixture
def system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., System]:
    """A system that has only these programs."""

    def make(*names: str) -> System:
        made = System(tmp_path / "programs", *names)
        monkeypatch.setenv("PATH", str(made.path))
        return made

    return make


def state(retro: Retro, *more: str) -> Any:
    document = json.loads(retro("remind", "--json", *more).out)
    jsonschema.validate(document, schema("remind"))
    return document


def installed(retro: Retro) -> list[tuple[str, str | None, bool, bool]]:
    return [(one["way"], one["at"], one["active"], one["current"]) for one in state(retro)["installed"]]


# -- what is due ------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("journal")
def test_a_working_day_that_is_not_written_is_told_in_one_notification(retro: Retro, system: Any) -> None:
    desktop = system("notify-send")
    assert retro("remind", "--now") == (0, "", "")
    assert desktop.shown == ["--app-name=retro", "--", "retro", "Today is not written yet: retro today"]


@pytest.mark.usefixtures("journal")
def test_on_a_mac_the_words_are_no_part_of_a_script(retro: Retro, system: Any) -> None:
    desktop = system("osascript")
    assert retro("remind", "--now") == (0, "", "")
    assert desktop.shown[-2:] == ["retro", "Today is not written yet: retro today"]


@pytest.mark.usefixtures("journal")
@pytest.mark.parametrize("broken", [True, False])
def test_without_a_desktop_it_is_one_line(retro: Retro, system: Any, broken: bool) -> None:
    if broken:
        system("notify-send").break_down("notify-send --app-name=retro")
    else:
        system()
    assert retro("remind", "--now") == (0, "Today is not written yet: retro today\n", "")


@pytest.mark.parametrize(
    ("day", "text", "settings", "at"),
    [
        ("2026/2026-11-20.md", WRITTEN, "", FRIDAY),
        ("2026/2026-11-20-cdfa.md", WRITTEN, "", FRIDAY),
        ("2026/2026-11-18.md", f"---\nend: 2026-11-21\n{WRITTEN[4:]}", "", FRIDAY),
        ("2026/2026-11-20.md", WRITTEN, "", "2026-11-21T02:00+09:00"),
        ("2026/2026-11-02.md", WRITTEN, "", SATURDAY),
        ("2026/2026-11-02.md", WRITTEN, 'rest_days = ["2026-11-20"]', FRIDAY),
        ("2026/2026-11-02.md", WRITTEN, 'workdays = ["mon"]', FRIDAY),
        ("2026/2026-11-20.md", "\udcff", "", FRIDAY),
    ],
)
def test_nothing_is_said_where_nothing_is_to_be_written(
    retro: Retro, system: Any, home: Path, day: str, text: str, settings: str, at: str
) -> None:
    desktop = system("notify-send")
    lay_out(home / "journal", {"retro.toml": settings})
    file = home / "journal" / day
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    assert retro("remind", "--now", at=at) == (0, "", "")
    assert desktop.calls == []


@pytest.mark.parametrize("text", ["", "---\nformat: kpt\n---\n## Keep\n-\n\n## Problem\n- TBU\n"])
def test_a_note_that_was_only_laid_out_is_not_written(retro: Retro, system: Any, journal: Path, text: str) -> None:
    system()
    lay_out(journal, {"2026/2026-11-20.md": text})
    assert retro("remind", "--now").out


@pytest.mark.usefixtures("journal")
def test_a_timer_that_makes_up_for_yesterday_says_nothing_in_the_morning(retro: Retro, system: Any) -> None:
    system()
    assert retro("remind", "--now", "--at=21:00", at="2026-11-20T09:00+09:00") == (0, "", "")
    assert retro("remind", "--now", "--at=21:00", at="2026-11-20T23:00+09:00").out
    assert retro("remind", "--now", "--at=21:00", at="2026-11-21T01:00+09:00").out, "still the friday"


def test_a_weekly_rhythm_is_reminded_of_its_review_on_the_last_working_day(
    retro: Retro, system: Any, journal: Path
) -> None:
    system()
    lay_out(journal, {"retro.toml": 'rhythm = "weekly"\n'})
    told = (0, "This week is not looked back on yet: retro week\n", "")
    assert retro("remind", "--now") == told
    assert retro("remind", "--now", at="2026-11-19T21:00+09:00") == (0, "", "")
    lay_out(journal, {"retro.toml": 'rhythm = "weekly"\nrest_days = ["2026-11-20"]\n'})
    assert retro("remind", "--now", at="2026-11-19T21:00+09:00") == told
    lay_out(journal, {"retro.toml": 'rhythm = "weekly"\n'})
    digest = "<!-- retro:begin digest en -->\n- Slept\n<!-- retro:end digest -->\n"
    lay_out(journal, {"2026/2026-W47.md": f"---\nformat: weekly\n---\n{digest}\n## Takeaway\n"})
    assert retro("remind", "--now") == told
    lay_out(journal, {"2026/2026-W47.md": f"---\nformat: weekly\n---\n{digest}\n## Takeaway\n- Slept well\n"})
    assert retro("remind", "--now") == (0, "", "")


def test_a_rhythm_of_both_is_reminded_of_the_day_first_and_then_of_the_week(
    retro: Retro, system: Any, journal: Path
) -> None:
    system()
    lay_out(journal, {"retro.toml": 'rhythm = "both"\n'})
    assert "retro today" in retro("remind", "--now").out
    lay_out(journal, {"2026/2026-11-20.md": WRITTEN})
    assert "retro week" in retro("remind", "--now").out


def test_another_journal_is_named_and_its_text_never_is(retro: Retro, system: Any, tmp_path: Path) -> None:
    other = lay_out(tmp_path / "일 & 회고", {"retro.toml": "", "2026/2026-11-19.md": WRITTEN})
    desktop = system("notify-send")
    assert retro("remind", "--now", "-j", str(other), "--lang", "ko").code == 0
    assert desktop.shown[2].endswith("일 & 회고") and "비밀" not in "".join(desktop.shown)
    system().break_down("notify-send --app-name=retro")
    out = retro("remind", "--now", "-j", str(other)).out
    assert out == f"Today is not written yet: retro today -j '{other}'\n"


def test_a_journal_that_is_gone_is_said(retro: Retro, system: Any, tmp_path: Path) -> None:
    system()
    code, out, err = retro("remind", "--now", "-j", str(tmp_path / "gone"))
    assert (code, out) == (3, "") and "no journal" in err


# -- systemd ----------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("journal")
def test_a_systemd_timer_is_installed_and_taken_away(retro: Retro, system: Any, home: Path) -> None:
    machine = system("systemctl", "crontab")
    code, out, err = retro("remind", "--install")
    assert (code, out) == (0, "") and "on workdays at 21:00, by a systemd timer" in err
    assert sorted(file.name for file in (home / UNITS).iterdir()) == ["retro-remind.service", "retro-remind.timer"]
    assert "OnCalendar=Mon,Tue,Wed,Thu,Fri *-*-* 21:00:00" in (home / UNITS / "retro-remind.timer").read_text("utf-8")
    service = (home / UNITS / "retro-remind.service").read_text("utf-8")
    assert f"remind --now --at=21:00 --lang en -j {home / 'journal'}\n" in service
    assert machine.calls[-2:] == ["systemctl --user daemon-reload", "systemctl --user enable --now retro-remind.timer"]
    assert installed(retro) == [("systemd", "21:00", True, True)]
    code, _, err = retro("remind", "--remove")
    assert code == 0 and "retro-remind.timer" in err
    assert list((home / UNITS).iterdir()) == [] and installed(retro) == []
    assert "systemctl --user disable --now retro-remind.timer" in machine.calls


@pytest.mark.usefixtures("journal")
def test_installing_twice_changes_nothing_and_another_hour_replaces(retro: Retro, system: Any, home: Path) -> None:
    machine = system("systemctl")
    retro("remind", "--install", "--at", "20:00")
    timer = home / UNITS / "retro-remind.timer"
    before, calls = timer.stat().st_mtime_ns, len(machine.calls)
    code, _, err = retro("remind", "--install")
    assert code == 0 and "already" in err and "20:00" in err
    assert timer.stat().st_mtime_ns == before
    assert not [call for call in machine.calls[calls:] if "enable" in call or "reload" in call]
    assert retro("remind", "--install", "--at", "7:30").code == 0
    assert installed(retro) == [("systemd", "07:30", True, True)]
    assert machine.calls.count("systemctl --user restart retro-remind.timer") == 1


@pytest.mark.usefixtures("journal")
@pytest.mark.parametrize("fault", ["daemon-reload", "enable"])
def test_where_systemd_fails_nothing_is_left_half_done(retro: Retro, system: Any, home: Path, fault: str) -> None:
    machine = system("systemctl")
    machine.break_down(f"systemctl {fault}")
    code, out, err = retro("remind", "--install")
    assert (code, out) == (1, "") and "out of order" not in out and len(err.splitlines()) == 2
    assert list((home / UNITS).iterdir()) == []


@pytest.mark.usefixtures("journal")
def test_where_another_hour_fails_the_earlier_one_stays(retro: Retro, system: Any, home: Path) -> None:
    machine = system("systemctl")
    retro("remind", "--install")
    before = {file.name: file.read_bytes() for file in (home / UNITS).iterdir()}
    machine.break_down("systemctl restart")
    assert retro("remind", "--install", "--at", "8:00").code == 1
    assert {file.name: file.read_bytes() for file in (home / UNITS).iterdir()} == before
    assert installed(retro) == [("systemd", "21:00", True, True)]


@pytest.mark.usefixtures("journal")
def test_without_a_session_of_systemd_one_line_says_so_with_the_way_out(retro: Retro, system: Any, home: Path) -> None:
    system("systemctl", "crontab").break_down("systemctl show")
    code, _, err = retro("remind", "--install", "--with", "systemd")
    assert code == 1 and "Failed to connect to bus" in err and "--with cron" in err and len(err.splitlines()) == 2
    assert not (home / UNITS).exists()
    assert state(retro)["plan"]["way"] == "cron"


@pytest.mark.usefixtures("journal")
def test_a_timer_that_the_system_does_not_go_by_is_said_and_installed_again(retro: Retro, system: Any) -> None:
    machine = system("systemctl")
    retro("remind", "--install")
    (machine.path / "active-retro-remind.timer").unlink()
    assert installed(retro) == [("systemd", "21:00", False, True)]
    assert retro("remind", "--install").code == 0
    assert installed(retro) == [("systemd", "21:00", True, True)]


def test_a_link_to_a_unit_elsewhere_stays_a_link(retro: Retro, system: Any, journal: Path, home: Path) -> None:
    system("systemctl")
    real = lay_out(journal.parent / "dotfiles", {"x.timer": "old"}) / "x.timer"
    (home / UNITS).mkdir(parents=True)
    (home / UNITS / "retro-remind.timer").symlink_to(real)
    assert retro("remind", "--install").code == 0
    assert (home / UNITS / "retro-remind.timer").is_symlink() and "OnCalendar" in real.read_text("utf-8")


@pytest.mark.usefixtures("journal")
def test_a_unit_that_is_masked_is_left_alone(retro: Retro, system: Any, home: Path, tmp_path: Path) -> None:
    system("systemctl")
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    (home / UNITS).mkdir(parents=True)
    (home / UNITS / "retro-remind.timer").symlink_to(pipe)
    code, out, err = retro("remind", "--install")
    assert (code, out) == (4, "") and "not a file" in err
    assert [file.name for file in (home / UNITS).iterdir()] == ["retro-remind.timer"] and pipe.is_fifo()


# -- cron -------------------------------------------------------------------------------------------------------------

TABLE = b"# mine \xff\r\nMAILTO=me\n\n0 5 * * 1 backup # weekly"


@pytest.mark.usefixtures("journal")
def test_a_crontab_gets_one_line_and_keeps_all_others(retro: Retro, system: Any) -> None:
    machine = system("crontab")
    machine.table = TABLE
    assert retro("remind", "--install", "--at", "21:30").code == 0
    (line,) = machine.table.removeprefix(TABLE + b"\n").splitlines()
    assert line.startswith(b"30 21 * * 1,2,3,4,5 ") and line.endswith(b" # retro-remind")
    assert retro("remind", "--install", "--at", "22:00").code == 0
    assert machine.table.startswith(TABLE) and machine.table.count(b"# retro-remind") == 1
    assert installed(retro) == [("cron", "22:00", True, True)]
    assert retro("remind", "--remove").code == 0
    assert machine.table == TABLE + b"\n"


@pytest.mark.usefixtures("journal")
def test_the_first_crontab_is_made(retro: Retro, system: Any) -> None:
    machine = system("crontab")
    assert retro("remind", "--install").code == 0
    assert machine.table.count(b"\n") == 1


@pytest.mark.usefixtures("journal")
@pytest.mark.parametrize("fault", ["-", "-l"])
def test_a_crontab_that_may_not_be_changed_stays_as_it_is(retro: Retro, system: Any, fault: str) -> None:
    machine = system("crontab")
    machine.table = TABLE
    machine.break_down(f"crontab {fault}")
    code, out, err = retro("remind", "--install", "--with", "cron")
    assert (code, out) == (1, "") and "out of order" in err and "--with prompt" in err
    assert machine.table == TABLE


@pytest.mark.usefixtures("journal")
@pytest.mark.parametrize(("way", "program"), [("systemd", "systemctl"), ("cron", "crontab"), ("launchd", "launchctl")])
def test_a_program_that_is_not_there_is_said(retro: Retro, system: Any, way: str, program: str) -> None:
    system()
    code, out, err = retro("remind", "--install", "--with", way)
    assert (code, out) == (1, "") and f"no {program} here" in err and "retro remind" in err


@pytest.mark.skipif(not shutil.which("sh"), reason="no shell")
def test_the_line_of_cron_calls_this_retro_with_this_journal(retro: Retro, system: Any, tmp_path: Path) -> None:
    other = lay_out(tmp_path / "회고 100% 'x'", {"retro.toml": ""})
    machine = system("crontab")
    assert retro("remind", "--install", "--at", "0:00", "-j", str(other), "--lang", "ko").code == 0
    command = machine.table.decode().split(" ", 5)[5].replace("\\%", "%")
    done = subprocess.run(
        ["/bin/sh", "-c", command.replace("remind --now", "remind --json")],
        env={"HOME": str(tmp_path), "PATH": str(machine.path)},
        cwd="/",
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    (one,) = json.loads(done.stdout)["installed"]
    assert (one["way"], one["current"]) == ("cron", True)


# -- launchd ----------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("journal")
def test_an_agent_of_launchd_is_installed_replaced_and_taken_away(retro: Retro, system: Any, home: Path) -> None:
    machine = system("launchctl")
    file = home / "Library/LaunchAgents/retro-remind.plist"
    assert retro("remind", "--install", "--with", "launchd").code == 0
    assert installed(retro) == [("launchd", "21:00", True, True)] and file.is_file()
    assert retro("remind", "--install", "--at", "8:00").code == 0
    assert installed(retro) == [("launchd", "08:00", True, True)]
    assert retro("remind", "--remove").code == 0
    assert not file.exists() and installed(retro) == []
    told = [call.split()[1] for call in machine.calls if call.split()[1] != "print"]
    assert told == ["bootstrap", "bootout", "bootstrap", "bootout"]


@pytest.mark.usefixtures("journal")
def test_where_launchd_fails_nothing_is_left_half_done(retro: Retro, system: Any, home: Path) -> None:
    system("launchctl").break_down("launchctl bootstrap")
    assert retro("remind", "--install", "--with", "launchd").code == 1
    assert list((home / "Library/LaunchAgents").iterdir()) == []


# -- the prompt -------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("journal")
def test_the_lines_for_a_prompt_are_printed_and_put_nowhere(retro: Retro, system: Any, home: Path) -> None:
    system()
    (home / ".bashrc").write_text("# mine\n", "utf-8")
    code, out, err = retro("remind", env={"SHELL": "/bin/bash"})
    assert code == 0 and "PROMPT_COMMAND+=" in out and "~/.bashrc" in err
    code, out, err = retro("remind", "--install", env={"SHELL": "/bin/bash"})
    assert (code, out) == (2, "") and "retro remind --with prompt --print >> ~/.bashrc" in err
    assert (home / ".bashrc").read_text("utf-8") == "# mine\n"


@pytest.mark.usefixtures("journal")
@pytest.mark.parametrize(("shell", "again"), [("bash", 'eval "$PROMPT_COMMAND"'), ("zsh", "__retro_remind")])
def test_a_prompt_asks_once_in_a_while(retro: Retro, system: Any, tmp_path: Path, shell: str, again: str) -> None:
    program = shutil.which(shell)
    system()
    if program is None:
        pytest.skip(f"no {shell}")
    lines = retro("remind", "--with", "prompt", env={"SHELL": program}).out
    call = re.compile(r"^    .* 2>/dev/null$", re.MULTILINE)
    assert len(call.findall(lines)) == 1
    script = tmp_path / "rc"
    before = "PROMPT_COMMAND='echo first'\n" if shell == "bash" else ""
    script.write_text(before + call.sub("    echo asked", lines) + f"{again}\n{again}\n", "utf-8")
    out = subprocess.run([program, *(["-f"] if shell == "zsh" else []), str(script)], capture_output=True, check=True)
    assert out.stdout.decode().split() == (["first", "asked", "first"] if shell == "bash" else ["asked"])


def test_lines_in_the_shells_own_file_are_seen(terminal: Any, retro: Retro, journal: Path, system: Any) -> None:
    machine = system("crontab")
    lines = retro("remind", "--with", "prompt", env={"SHELL": "/bin/zsh"}).out
    lay_out(journal.parent, {".zshrc": f"# mine\n{lines}"})
    env = {"PATH": str(machine.path), "SHELL": "/bin/zsh", "HOME": str(journal.parent)}
    run = terminal("remind", "-j", str(journal), env=env, lang="en_US.UTF-8")
    assert run.exit_code() == 0 and "the lines stand in ~/.zshrc" in "".join(run.scrollback())
    assert "No reminder" not in "".join(run.scrollback())
    code, out, err = retro("remind", "--remove", env={"SHELL": "/bin/zsh"})
    assert (code, out) == (0, "") and "take the lines out of ~/.zshrc" in err


@pytest.mark.usefixtures("journal")
@pytest.mark.skipif(not shutil.which("fish"), reason="no fish")
def test_fish_asks_once_in_a_while(retro: Retro, tmp_path: Path) -> None:
    lines = retro("remind", "--with", "prompt", env={"SHELL": "/usr/bin/fish"}).out
    script = tmp_path / "rc.fish"
    script.write_text(re.sub(r"    .* 2>/dev/null", "    echo asked", lines) + "emit fish_prompt\n" * 2, "utf-8")
    out = subprocess.run(["fish", "-N", str(script)], capture_output=True, check=True)
    assert out.stdout.decode().split() == ["asked"]


# -- the command ------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("journal")
def test_one_journal_has_one_reminder_whatever_the_way(retro: Retro, system: Any, home: Path) -> None:
    machine = system("systemctl", "crontab")
    retro("remind", "--install", "--at", "20:15")
    assert retro("remind", "--install", "--with", "cron").code == 0
    assert installed(retro) == [("cron", "20:15", True, True)]
    assert list((home / UNITS).iterdir()) == [] and machine.table.startswith(b"15 20 ")


def test_several_journals_have_reminders_of_their_own(retro: Retro, system: Any, journal: Path, tmp_path: Path) -> None:
    machine = system("crontab")
    other = lay_out(tmp_path / "other", {"retro.toml": 'workdays = ["sat", "sun"]\n'})
    retro("remind", "--install")
    retro("remind", "--install", "--at", "1:00", "-j", str(other))
    first, second = machine.table.decode().splitlines()
    assert first.endswith(f"{journal} # retro-remind") and second.startswith("0 1 * * 0,1 ")
    assert re.search(r" # retro-remind-[0-9a-f]{8}$", second)
    assert retro("remind", "--remove", "-j", str(other)).code == 0
    assert machine.table.decode() == f"{first}\n"


@pytest.mark.usefixtures("journal")
def test_taking_away_what_is_not_there_says_so(retro: Retro, system: Any) -> None:
    machine = system("systemctl", "crontab")
    machine.table = TABLE
    code, out, err = retro("remind", "--remove")
    assert (code, out) == (0, "") and "nothing to take away" in err and machine.table == TABLE


@pytest.mark.usefixtures("journal")
@pytest.mark.parametrize("call", [("--print",), ("--json",), ()])
def test_showing_changes_nothing(retro: Retro, system: Any, home: Path, call: tuple[str, ...]) -> None:
    machine = system("systemctl", "crontab", "launchctl")
    before = sorted(home.rglob("*"))
    assert retro("remind", *call).code == 0
    assert sorted(home.rglob("*")) == before
    kinds = {"show", "is-active", "-l", "print"}
    assert all(kinds & {word.partition("=")[0] for word in told.split()} for told in machine.calls)


@pytest.mark.usefixtures("journal")
def test_ways_and_hours_are_completed(retro: Retro, system: Any) -> None:
    system()
    ask = {"_RETRO_COMPLETE": "bash"}
    assert retro("remind", "--with", "l", env=ask).out.split() == ["launchd"]
    assert "21:00" in retro("remind", "--at", "", env=ask).out


@pytest.mark.parametrize(
    ("call", "word"),
    [
        (("--at", "9"), "21:00"),
        (("--with", "smoke"), "systemd, cron, launchd, prompt"),
        (("--install", "--remove"), "together"),
        (("--now", "--json"), "together"),
    ],
)
def test_words_that_are_off_are_refused(retro: Retro, system: Any, call: tuple[str, ...], word: str) -> None:
    machine = system("systemctl", "crontab")
    code, out, err = retro("remind", *call)
    assert (code, out, machine.calls) == (2, "", []) and word in err


def test_a_path_that_no_timer_can_hold_is_refused(retro: Retro, system: Any, tmp_path: Path) -> None:
    system("crontab")
    other = lay_out(tmp_path / "two\nlines", {"retro.toml": ""})
    code, _, err = retro("remind", "--install", "-j", str(other))
    assert code == 2 and "path" in err


def test_a_journal_that_is_not_there_yet_gets_no_reminder(retro: Retro, system: Any) -> None:
    machine = system("crontab")
    code, _, err = retro("remind", "--install")
    assert code == 3 and "retro today" in err and not (machine.path / "table").exists()


@pytest.mark.usefixtures("journal")
def test_a_journal_without_working_days_gets_no_reminder(retro: Retro, system: Any, journal: Path) -> None:
    system("crontab")
    lay_out(journal, {"retro.toml": "workdays = []\n"})
    assert retro("remind", "--install").code == 2


def test_on_a_terminal_installing_shows_and_asks_once(terminal: Any, journal: Path, system: Any) -> None:
    machine = system("crontab")
    run = terminal("remind", "--install", "-j", str(journal), lang="ko_KR.UTF-8", env={"PATH": str(machine.path)})
    run.wait_for("0 21 * * 1,2,3,4,5").wait_for("(Y/n)").type("n")
    assert run.exit_code() == 0 and not (machine.path / "table").exists()
    run = terminal("remind", "--install", "-j", str(journal), lang="en_US.UTF-8", env={"PATH": str(machine.path)})
    run.wait_for("(Y/n)").press(Keyboard.ENTER)
    assert run.exit_code() == 0 and b"# retro-remind" in machine.table


def test_on_a_terminal_the_state_is_told(terminal: Any, retro: Retro, journal: Path, system: Any) -> None:
    machine = system("crontab")
    settings: dict[str, Any] = {"lang": "en_US.UTF-8", "env": {"PATH": str(machine.path)}}
    with terminal("remind", "-j", str(journal), **settings) as run:
        run.wait_for("No reminder is installed.").wait_for("retro remind --install")
        assert run.exit_code() == 0
    retro("remind", "--install", "--at", "20:00")
    run = terminal("remind", "-j", str(journal), **settings)
    run.wait_for("on workdays at 20:00, by cron").wait_for("retro remind --remove")
    assert run.exit_code() == 0
    run = terminal("remind", "--at", "19:00", "-j", str(journal), **settings)
    run.wait_for("on workdays at 19:00, by cron").wait_for("retro remind --at 19:00 --install")
    assert run.exit_code() == 0
    lay_out(journal, {"retro.toml": 'workdays = ["mon"]\nrhythm = "weekly"\n'})
    run = terminal("remind", "-j", str(journal), **settings)
    run.wait_for("on the last workday of the week at 20:00").wait_for("not up to date any more")
    assert run.exit_code() == 0


@pytest.mark.usefixtures("journal")
@pytest.mark.parametrize("desktop", [True, False])
def test_a_reminder_that_nobody_would_see_is_said(retro: Retro, system: Any, desktop: bool) -> None:
    system("systemctl", *(["notify-send"] if desktop else []))
    code, _, err = retro("remind", "--install")
    assert code == 0 and ("notify-send" in err) is not desktop
