"""`retro sync`: one journal on two machines, through the user's own git."""

import json
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from machines import NO_GIT, Machine, executable, far, files, git, introduce, no_marker, pair
from trees import schema

pytestmark = NO_GIT
Two = tuple[Machine, Machine, Path]
DAY = "2026/2026-11-18.md"


@pytest.fixture
def two(retro: Callable[..., Any], home: Path, tmp_path: Path) -> Two:
    introduce(home)
    return pair(retro, tmp_path)


def test_a_second_machine_takes_the_journal_over_byte_for_byte(two: Two) -> None:
    laptop, desktop, _ = two
    assert files(laptop.root) == files(desktop.root)
    assert "- Slept well" in desktop.read(DAY)
    assert desktop.git("status", "--porcelain") == ""


@pytest.mark.skipif(os.name == "nt", reason="no modes")
def test_what_git_writes_is_for_nobody_else_to_read(two: Two) -> None:
    laptop, desktop, _ = two
    laptop("add", "keep", "Walked", "-d", "2026-11-19")
    laptop("sync")
    desktop("sync")
    for path in [desktop.root / DAY, desktop.root / "2026/2026-11-19.md", desktop.root / ".git/config"]:
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path
    assert stat.S_IMODE((desktop.root / ".git").stat().st_mode) == 0o700


def test_what_both_machines_added_to_a_day_is_there_once_on_both(two: Two) -> None:
    laptop, desktop, _ = two
    laptop("add", "keep", "Read a paper", "-d", "2026-11-18")
    laptop("add", "keep", "산책했다", "-d", "2026-11-18")
    desktop("add", "keep", "산책했다", "-d", "2026-11-18")
    desktop("todo", "add", "Write tests", "-d", "2026-11-18")
    laptop("sync")
    out = desktop("sync").out
    assert "1 file received" in out and "sent" in out
    laptop("sync")
    assert files(laptop.root) == files(desktop.root)
    text = laptop.read(DAY)
    for line in ("- Slept well", "- Read a paper", "- 산책했다", "- [ ] Write tests"):
        assert text.count(line) == 1
    no_marker(laptop.root)
    assert "nothing new" in desktop("sync").out


def test_both_versions_of_a_contradiction_stand_and_are_named_with_their_line(two: Two) -> None:
    laptop, desktop, _ = two
    for machine, text in ((laptop, "## Keep\n- Slept very well\n"), (desktop, "## Keep\n- Slept badly\n")):
        machine.write(DAY, machine.read(DAY).replace("## Keep\n- Slept well\n", text))
    laptop("sync")
    out = desktop("sync").out
    text = desktop.read(DAY)
    assert "Slept very well" in text and "Slept badly" in text
    named = [line.strip() for line in out.split("\n") if f"{DAY}:" in line]
    assert named, out
    lines = text.split("\n")
    assert all("Slept" in lines[int(place.rpartition(":")[2]) - 1] for place in named), (named, text)
    no_marker(desktop.root)


def test_git_merges_entries_by_itself_in_a_plain_pull(two: Two) -> None:
    laptop, desktop, _ = two
    for machine, text in ((laptop, "One"), (desktop, "Two")):
        machine("add", "keep", text, "-d", "2026-11-18")
        machine.git("commit", "-qam", text)
    laptop.git("push", "-q")
    desktop.git("pull", "-q", "--no-rebase", "--no-edit")
    text = desktop.read(DAY)
    assert text.count("- One\n") == text.count("- Two\n") == text.count("- Slept well\n") == 1
    no_marker(desktop.root)


def test_a_plain_clone_is_told_how_entries_merge_at_its_first_sync(two: Two, tmp_path: Path) -> None:
    laptop, _, between = two
    git(tmp_path, "clone", "-q", str(between), "clone")
    clone = Machine(laptop.retro, tmp_path / "clone")
    assert "Git merges this journal" in clone("sync").out
    assert "merge-driver" in clone.git("config", "merge.retro.driver")
    assert "Git merges this journal" not in clone("sync").out


def test_where_retro_is_gone_git_merges_as_it_always_does(two: Two) -> None:
    laptop, desktop, _ = two
    driver = desktop.git("config", "merge.retro.driver").strip()
    desktop.git("config", "merge.retro.driver", driver.replace(" -P ", " -P -m no_such_module_ "))
    laptop.write(DAY, "## Keep\n- first\n- a\n- b\n- c\n- last\n")
    laptop("sync")
    desktop("sync")
    laptop.write(DAY, laptop.read(DAY).replace("first", "first of all"))
    desktop.write(DAY, desktop.read(DAY).replace("last", "last of all"))
    laptop("sync")
    desktop.git("config", "merge.retro.driver", driver.replace(" -P ", " -P -m no_such_module_ "))
    desktop.git("commit", "-qam", "by hand")
    desktop.git("pull", "-q", "--no-rebase", "--no-edit")
    assert desktop.read(DAY) == "## Keep\n- first of all\n- a\n- b\n- c\n- last of all\n"


def test_no_program_of_the_journal_is_run_by_the_merge(two: Two, tmp_path: Path) -> None:
    laptop, desktop, _ = two
    trap = tmp_path / "trapped"
    for name in ("retro_cli/__init__.py", "retro_cli/__main__.py", "json.py", "typing.py"):
        desktop.write(name, f"open({str(trap)!r}, 'w').close()\n")
    for machine, text in ((laptop, "One"), (desktop, "Two")):
        machine("add", "keep", text, "-d", "2026-11-18")
        machine.git("commit", "-qam", text)
    laptop.git("push", "-q")
    desktop.git("pull", "-q", "--no-rebase", "--no-edit")
    desktop("sync")
    assert "- One\n" in desktop.read(DAY) and "- Two\n" in desktop.read(DAY) and not trap.exists()


def test_what_is_done_is_shown_on_a_terminal_and_gone_at_the_end(two: Two, terminal: Callable[..., Any]) -> None:
    laptop, _, _ = two
    executable(laptop.root / ".git/hooks/pre-push", "#!/bin/sh\nsleep 1\n")
    laptop("add", "keep", "산책", "-d", "2026-11-18")
    with terminal("sync", "-j", str(laptop.root)) as screen:
        screen.wait_for("보내는 중…")
        screen.wait_for("동기화했어요")
        assert screen.exit_code() == 0
        assert "중…" not in "\n".join(screen.scrollback())


def test_ctrl_c_says_that_nothing_is_lost(two: Two, terminal: Callable[..., Any]) -> None:
    from terminal import Keyboard

    laptop, _, between = two
    executable(laptop.root / ".git/hooks/pre-push", "#!/bin/sh\nsleep 30\n")
    laptop("add", "keep", "산책", "-d", "2026-11-18")
    with terminal("sync", "-j", str(laptop.root)) as screen:
        screen.wait_for("보내는 중…")
        screen.press(Keyboard.CTRL_C)
        screen.wait_for("잃은 것은 없고")
        assert screen.exit_code() == 130
    (laptop.root / ".git/hooks/pre-push").unlink()
    laptop("sync")
    assert "- 산책" in git(between, "show", f"main:{DAY}")


def test_only_the_files_of_the_journal_are_committed(two: Two) -> None:
    laptop, _, _ = two
    for path in ("notes.txt", "README.md", ".obsidian/app.json", "other/thing.md", "2026/.2026-11-18.md.x.tmp"):
        laptop.write(path, "mine\n")
    for path in ("templates/my.md", "assets/그림.png", "undated/old.md", "2026/2026-W47.md", "log/2026-11-20-행사.md"):
        laptop.write(path, "of the journal\n")
    laptop.write("dated.md", "---\ndate: 2026-11-01\n---\nA note\n")
    laptop("sync")
    sent = set(git(laptop.root, "-c", "core.quotePath=false", "ls-tree", "-r", "--name-only", "HEAD").split("\n")) - {
        ""
    }
    own = {
        "templates/my.md",
        "assets/그림.png",
        "undated/old.md",
        "2026/2026-W47.md",
        "log/2026-11-20-행사.md",
        "dated.md",
    }
    assert sent == own | {".gitattributes", ".gitignore", "retro.toml", DAY}


def test_what_else_is_staged_stays_staged(two: Two) -> None:
    laptop, _, _ = two
    laptop.write("notes.txt", "mine\n")
    laptop.git("add", "notes.txt")
    laptop("add", "keep", "Walked", "-d", "2026-11-18")
    laptop("sync")
    assert laptop.git("status", "--porcelain") == "A  notes.txt\n"
    assert "notes.txt" not in laptop.git("show", "--stat", "HEAD")


def test_a_removed_entry_is_removed_on_the_other_machine(two: Two) -> None:
    laptop, desktop, _ = two
    (laptop.root / DAY).unlink()
    laptop("sync")
    assert "1 removed" in laptop.git("log", "-1", "--format=%s")
    desktop("sync")
    assert not (desktop.root / DAY).exists()


def test_an_entry_removed_here_and_changed_there_is_kept_and_named(two: Two) -> None:
    laptop, desktop, _ = two
    (laptop.root / DAY).unlink()
    desktop("add", "keep", "Walked", "-d", "2026-11-18")
    laptop("sync")
    out = desktop("sync").out
    assert "so kept" in out and DAY in out
    laptop("sync")
    assert "- Walked" in laptop.read(DAY) and files(laptop.root) == files(desktop.root)


def test_files_that_cannot_be_merged_stand_side_by_side_on_both_machines(two: Two) -> None:
    laptop, desktop, _ = two
    laptop.write("assets/plan.png", b"\x89PNG\0laptop")
    desktop.write("assets/plan.png", b"\x89PNG\0desktop")
    laptop.write("2026/2026-11-17.md", "## Keep\n- 랩톱\n".encode("utf-16"))
    desktop.write("2026/2026-11-17.md", "## Keep\n- 데스크톱\n".encode("utf-16"))
    laptop("sync")
    out = desktop("sync").out
    assert "both files are there" in out
    laptop("sync")
    assert files(laptop.root) == files(desktop.root)
    for stem, ending in (("assets/plan", ".png"), ("2026/2026-11-17", ".md")):
        (other,) = (path for path in files(laptop.root) if path.startswith(f"{stem}.theirs-"))
        assert other.endswith(ending)
    assert {files(laptop.root)[path] for path in files(laptop.root) if path.startswith("assets/")} == {
        b"\x89PNG\0laptop",
        b"\x89PNG\0desktop",
    }
    assert laptop.git("status", "--porcelain") == desktop.git("status", "--porcelain") == ""


def test_doctor_finds_the_other_version_of_an_entry(two: Two) -> None:
    laptop, _, _ = two
    laptop.write(DAY.replace(".md", ".theirs-0a1b2c3.md"), laptop.read(DAY))
    assert "2026/2026-11-18.theirs-0a1b2c3.md" in laptop("doctor", code=4).out


def test_entries_that_git_ignores_are_named_with_the_line_that_says_so(two: Two) -> None:
    laptop, _, between = two
    laptop.write(".gitignore", laptop.read(".gitignore") + "2026/2026-11-1*\nbuild/\n")
    laptop("add", "keep", "Only here", "-d", "2026-11-12")
    laptop.write("build/notes.md", "# Notes\n")
    number = laptop.read(".gitignore").split("\n").index("2026/2026-11-1*") + 1
    run = laptop("sync")
    assert "1 entry stays on this machine only" in run.out
    assert f"2026/2026-11-12.md  .gitignore:{number}\n" in run.out and "build" not in run.out
    assert json.loads(laptop("sync", "--json").out)["ignored"] == [
        {"path": "2026/2026-11-12.md", "rule": f".gitignore:{number}"}
    ]
    doctor = laptop("doctor").out
    assert "2026/2026-11-12.md" in doctor and f".gitignore:{number}" in doctor
    laptop.write(".gitignore", ".*.tmp\n")
    assert "stays on this machine" not in laptop("sync").out
    assert "2026-11-12" in git(between, "ls-tree", "-r", "--name-only", "main")


def test_doctor_notices_that_git_cannot_merge_entries_any_more_and_sync_mends_it(two: Two, tmp_path: Path) -> None:
    laptop, _, between = two
    assert "way to merge entries" not in laptop("doctor").out
    laptop.git("config", "merge.retro.driver", "/gone/python -P -m retro_cli merge-driver %O %A %B %L %P")
    assert "way to merge entries" in laptop("doctor").out
    laptop("sync")
    assert "way to merge entries" not in laptop("doctor").out
    git(tmp_path, "clone", "-q", str(between), "clone")
    clone = Machine(laptop.retro, tmp_path / "clone")
    assert "way to merge entries" in clone("doctor").out
    clone("sync")
    assert "way to merge entries" not in clone("doctor").out


def test_what_each_machine_says_about_merging_becomes_one(two: Two) -> None:
    laptop, desktop, _ = two
    laptop.write(".gitattributes", "*.png binary\n*.md -text merge=retro\n")
    desktop.write(".gitattributes", "*.md merge=retro\n*.zip binary\n")
    laptop("sync")
    out = desktop("sync").out
    laptop("sync")
    assert "could not be merged" not in out and not list(desktop.root.glob(".gitattributes.*"))
    assert laptop.read(".gitattributes") == desktop.read(".gitattributes")
    assert sorted(desktop.read(".gitattributes").split("\n")[:-1]) == [
        *("*.md -text merge=retro", "*.png binary", "*.zip binary")
    ]


def test_a_plain_clone_of_a_folder_has_the_journal_whatever_its_head_was(
    retro: Callable[..., Any], home: Path, tmp_path: Path
) -> None:
    introduce(home)
    between = tmp_path / "journal.git"
    git(tmp_path, "init", "-q", "--bare", str(between))
    laptop = Machine(retro, tmp_path / "laptop")
    retro("init", str(laptop.root))
    laptop("add", "keep", "Slept well", "-d", "2026-11-18")
    laptop("sync", "init", str(between))
    git(tmp_path, "clone", "-q", str(between), "clone")
    assert "- Slept well" in Machine(retro, tmp_path / "clone").read(DAY)


@pytest.mark.parametrize("written", [False, True])
def test_a_clone_of_a_branch_that_is_not_there_joins_the_journal(two: Two, tmp_path: Path, written: bool) -> None:
    laptop, _, between = two
    git(between, "symbolic-ref", "HEAD", "refs/heads/master")
    git(tmp_path, "clone", "-q", str(between), "clone")
    clone = Machine(laptop.retro, tmp_path / "clone")
    if written:
        clone("add", "keep", "Walked", "-d", "2026-11-18", "-f", "kpt")
    clone("sync")
    assert clone.git("branch", "--show-current") == "main\n" and "- Slept well" in clone.read(DAY)
    laptop("sync")
    assert files(laptop.root) == files(clone.root) and ("- Walked" in laptop.read(DAY)) == written


def test_a_file_put_beside_can_be_removed_everywhere(two: Two) -> None:
    laptop, desktop, _ = two
    laptop.write("assets/plan.png", b"\0laptop")
    desktop.write("assets/plan.png", b"\0desktop")
    laptop("sync")
    desktop("sync")
    (other,) = desktop.root.glob("assets/*.theirs-*")
    other.unlink()
    desktop("sync")
    laptop("sync")
    assert [path for path in files(laptop.root) if path.startswith("assets/")] == ["assets/plan.png"]


def test_the_commit_says_days_and_counts_and_never_what_is_written(two: Two) -> None:
    laptop, _, _ = two
    laptop("add", "keep", "비밀 프로젝트", "-d", "2026-11-19")
    laptop("today", "-d", "2026-11-20", "--set", "keep=비밀 회의", "-t", "비밀 제목")
    laptop.write("2026/2026-11-20-비밀.md", "비밀\n")
    laptop.write("2026/2026-W47.md", "## 비밀\n")
    laptop("sync")
    message = laptop.git("log", "-1", "--format=%B").strip()
    assert message == "retro: 2026-11-19, 2026-11-20 (3 entries, 1 review)"


def test_names_in_any_script_and_with_odd_characters_travel(two: Two) -> None:
    laptop, desktop, _ = two
    names = [
        "2026/2026-11-20-논문.md",
        "2026/2026-11-20-\u1112\u1161\u11ab.md",
        "assets/a b'\"*[x].png",
        "assets/:(top)x",
    ]
    for name in names:
        laptop.write(name, f"{len(name)}\n")
    laptop("sync")
    desktop("sync")
    assert files(laptop.root) == files(desktop.root) and set(names) <= set(files(desktop.root))


def test_line_endings_and_other_bytes_travel_as_they_are(two: Two) -> None:
    laptop, desktop, _ = two
    git(laptop.root, "config", "--global", "core.autocrlf", "true")
    laptop.write("2026/2026-11-20.md", "\ufeff## Keep\r\n- 하나\r\n- two\n\x0c- three\u2028four")
    laptop("sync")
    desktop("sync")
    assert files(laptop.root) == files(desktop.root)


def test_a_draft_that_waits_on_this_machine_is_named(two: Two) -> None:
    from datetime import date

    from retro_cli.store.drafts import Draft, Drafts
    from retro_cli.store.locations import journal_state

    laptop, _, _ = two
    Drafts(journal_state(os.environ, laptop.root) / "drafts").save(Draft("day", date(2026, 11, 19), "kpt"))
    out = laptop("sync").out
    assert "A draft waits on this machine only" in out and "Nov 19" in out and "kpt" in out


def test_the_document_of_a_sync_is_as_its_schema_says(two: Two) -> None:
    import json

    laptop, desktop, _ = two
    for machine in (laptop, desktop):
        machine.write(DAY, f"## Keep\n- Slept in {machine.root.name}\n")
        machine.write("assets/x.bin", machine.root.name.encode() + b"\0")
    laptop("sync")
    document = json.loads(desktop("sync", "--json").out)
    jsonschema.validate(document, schema("sync"))
    assert document["state"] == "synced" and document["beside"] and document["committed"] and document["received"]
    document = json.loads(laptop("sync", "init", "--json").out)
    jsonschema.validate(document, schema("sync"))


def test_without_a_remote_the_journal_is_committed_and_the_way_on_is_told(
    retro: Callable[..., Any], home: Path, tmp_path: Path
) -> None:
    introduce(home)
    machine = Machine(retro, tmp_path / "alone")
    retro("init", str(machine.root))
    out = machine("sync", "init").out
    assert "retro sync init URL" in out
    assert machine.git("log", "--format=%s").strip() == "retro: settings"
    assert machine.git("branch", "--show-current").strip() == "main"


def test_one_journal_kept_on_two_machines_before_syncing_is_joined(
    retro: Callable[..., Any], home: Path, tmp_path: Path
) -> None:
    introduce(home)
    between = far(tmp_path / "far.git")
    one, two = Machine(retro, tmp_path / "one"), Machine(retro, tmp_path / "two")
    for machine in (one, two):
        retro("init", str(machine.root))
        machine("add", "keep", f"From {machine.root.name}", "-d", "2026-11-18")
        machine("add", "keep", "From both", "-d", "2026-11-18")
        machine("sync", "init", str(between))
    one("sync")
    assert files(one.root) == files(two.root)
    text = one.read(DAY)
    assert [text.count(f"- From {who}\n") for who in ("one", "two", "both")] == [1, 1, 1]
    no_marker(one.root)


def test_a_journal_in_a_repository_that_a_host_began_with_a_readme(
    retro: Callable[..., Any], home: Path, tmp_path: Path
) -> None:
    introduce(home)
    between = far(tmp_path / "far.git")
    begun = Machine(retro, tmp_path / "begun")
    git(tmp_path, "clone", "-q", str(between), "begun")
    begun.git("checkout", "-q", "-b", "master")
    begun.write("README.md", "# Journal\n")
    begun.git("add", "README.md")
    begun.git("commit", "-qm", "Initial commit")
    begun.git("push", "-q", "origin", "master")
    machine = Machine(retro, tmp_path / "laptop")
    retro("init", str(machine.root))
    machine("sync", "init", str(between))
    assert {"README.md", "retro.toml"} <= set(files(machine.root))
    assert "nothing new" in machine("sync").out
    assert git(between, "for-each-ref", "--format=%(refname)").split() == ["refs/heads/master"]


def test_what_another_machine_sent_meanwhile_is_taken_in_before_sending(two: Two, tmp_path: Path) -> None:
    laptop, desktop, between = two
    laptop("add", "keep", "From the laptop", "-d", "2026-11-18")
    desktop("add", "keep", "From the desktop", "-d", "2026-11-18")
    desktop.git("commit", "-qam", "ready")
    once = tmp_path / "once"
    executable(
        laptop.root / ".git/hooks/pre-push",
        f"#!/bin/sh\n[ -e '{once}' ] || {{ touch '{once}'; git -C '{desktop.root}' push -q; }}\n",
    )
    laptop("sync")
    assert once.exists()
    text = laptop.read(DAY)
    assert text.count("- From the laptop\n") == text.count("- From the desktop\n") == 1
    assert git(between, "show", f"main:{DAY}") == text


def test_an_ignored_entry_is_not_overwritten_by_the_other_side(two: Two) -> None:
    laptop, desktop, _ = two
    desktop.write(".git/info/exclude", "2026/2026-11-19.md\n")
    desktop("add", "keep", "Only here", "-d", "2026-11-19")
    laptop("add", "keep", "Only there", "-d", "2026-11-19")
    laptop("sync")
    desktop("sync")
    text = desktop.read("2026/2026-11-19.md")
    assert "- Only here\n" in text and "- Only there\n" in text


def test_hooks_signing_and_the_name_are_those_of_the_user(two: Two, tmp_path: Path) -> None:
    laptop, _, _ = two
    executable(laptop.root / ".git/hooks/commit-msg", '#!/bin/sh\necho "Reviewed-by: hook" >> "$1"\n')
    executable(
        tmp_path / "sign",
        '#!/bin/sh\ncat >/dev/null\necho "[GNUPG:] SIG_CREATED D 1 8 00 1 X" >&2\n'
        "printf -- '-----BEGIN PGP SIGNATURE-----\\n\\nmade up\\n-----END PGP SIGNATURE-----\\n'\n",
    )
    laptop.git("config", "gpg.program", str(tmp_path / "sign"))
    laptop.git("config", "commit.gpgSign", "true")
    laptop("add", "keep", "Walked", "-d", "2026-11-18")
    laptop("sync")
    commit = laptop.git("cat-file", "commit", "HEAD")
    assert "author 김하늘 <sky@example.com>" in commit
    assert "Reviewed-by: hook" in commit and "gpgsig" in commit


def test_a_surrounding_git_does_not_lead_astray(two: Two, tmp_path: Path) -> None:
    laptop, _, _ = two
    other = tmp_path / "other"
    other.mkdir()
    git(other, "init", "-q")
    around = {"GIT_DIR": str(other / ".git"), "GIT_WORK_TREE": str(other), "GIT_INDEX_FILE": str(other / "index")}
    laptop("add", "keep", "Walked", "-d", "2026-11-18")
    assert "1 commit sent" in laptop("sync", env=around).out
    assert not (other / "index").exists() and git(other, "log", "--format=%s", check=False) == ""


def test_settings_that_this_retro_does_not_read_do_not_keep_the_repair_of_them_away(two: Two) -> None:
    laptop, desktop, _ = two
    settings = laptop.read("retro.toml")
    laptop.write("retro.toml", "newkey = 1\n" + settings)
    laptop("sync")
    desktop("sync")
    told = desktop("sync")
    assert told.code == 0 and "There is no setting called newkey." in told.err and "retro doctor" in told.err
    laptop.write("retro.toml", settings)
    laptop("sync")
    assert desktop("sync").code == 0
    assert desktop.read("retro.toml") == settings
    assert desktop("sync").err.count("newkey") == 0
