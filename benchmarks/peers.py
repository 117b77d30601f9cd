"""The same entries for the programs that people use for this today, where they are installed: jrnl, todoman,
Taskwarrior, org-agenda. Each gets the data in its own form and is asked for what retro is asked for."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

from measure import Case

_TASK = re.compile(r"^- \[(.)\] (.*?)(?: #\S+)*(?: (?:📅|✅|❌) (\d{4}-\d\d-\d\d))?$", re.MULTILINE)

Task = tuple[date, str, str, str | None]
"""Its day, mark and text, and the day at its end: when it is due, or was done."""


def peers(journal: Path, entries: int, folder: Path, env: Mapping[str, str], rare: str, path: str) -> Iterator[Case]:
    """The cases of the peers that are on `path`."""
    tasks = list(_tasks(journal))
    if task := shutil.which("task", path=path):
        yield from _taskwarrior(task, tasks, entries, folder / f"task-{entries}", env)
    if todo := shutil.which("todo", path=path):
        yield _todoman(todo, tasks, entries, folder / f"todoman-{entries}", env)
    if emacs := shutil.which("emacs", path=path):
        yield _org(emacs, tasks, entries, folder / f"org-{entries}", env)
    if jrnl := shutil.which("jrnl", path=path):
        yield from _jrnl(jrnl, journal, entries, folder / f"jrnl-{entries}", env, rare)


def versions(path: str) -> Iterator[str]:
    """The name and version of each peer that is on `path`."""
    names = {"jrnl": "jrnl", "todo": "todoman", "task": "Taskwarrior", "emacs": "Emacs"}
    for program, name in names.items():
        if found := shutil.which(program, path=path):
            told = subprocess.run([found, "--version"], capture_output=True, text=True, check=False).stdout
            version = re.search(r"(\d[\d.]*)", told)
            yield f"{name} {version[1] if version else '?'}"


def _tasks(journal: Path) -> Iterator[Task]:
    for file in sorted(journal.glob("*/????-??-??.md")):
        for mark, text, day in _TASK.findall(file.read_text("utf-8")):
            yield date.fromisoformat(file.stem), mark, text, day or None


def _taskwarrior(
    program: str, tasks: Sequence[Task], entries: int, folder: Path, env: Mapping[str, str]
) -> Iterator[Case]:
    folder.mkdir(parents=True)
    folder.joinpath("taskrc").write_text(f"data.location={folder}/data\nconfirmation=no\nverbose=nothing\n")
    env = {**env, "TASKRC": str(folder / "taskrc"), "TASKDATA": str(folder / "data")}
    folder.joinpath("data").mkdir()
    rows = []
    for day, mark, text, date_given in tasks:
        day = max(day, date(1981, 1, 1))  # what is older makes it crash
        row = {"description": text, "entry": f"{day:%Y%m%d}T120000Z", "status": "pending"}
        if mark in "x-":
            row["status"] = "completed" if mark == "x" else "deleted"
            row["end"] = f"{max(day, date.fromisoformat(date_given)):%Y%m%d}T120000Z" if date_given else row["entry"]
        elif date_given:
            row["due"] = f"{max(day, date.fromisoformat(date_given)):%Y%m%d}T120000Z"
        rows.append(row)
    subprocess.run(
        [program, "import", "-"], input=json.dumps(rows), text=True, env=env, check=True, capture_output=True
    )
    subprocess.run([program, "list"], env=env, check=False, capture_output=True)
    yield Case(f"Taskwarrior `task list` {entries}", [program, "list"], env)
    yield Case(f"Taskwarrior `task status:completed count` {entries}", [program, "status:completed", "count"], env)


def _todoman(program: str, tasks: Sequence[Task], entries: int, folder: Path, env: Mapping[str, str]) -> Case:
    folder.joinpath("list").mkdir(parents=True)
    folder.joinpath("config.py").write_text(
        f'path = "{folder}/*"\ndate_format = "%Y-%m-%d"\ntime_format = "%H:%M"\ncache_path = "{folder}/cache.sqlite3"\n'
    )
    for number, (day, mark, text, date_given) in enumerate(tasks):
        lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//benchmark//EN", "BEGIN:VTODO", f"UID:{number}@benchmark"]
        lines += [f"DTSTAMP:{day:%Y%m%d}T120000Z", f"CREATED:{day:%Y%m%d}T120000Z", f"SUMMARY:{text}"]
        if mark == "x":
            lines += ["STATUS:COMPLETED", f"COMPLETED:{day:%Y%m%d}T120000Z", "PERCENT-COMPLETE:100"]
        elif mark == "-":
            lines += ["STATUS:CANCELLED"]
        elif date_given:
            lines += [f"DUE;VALUE=DATE:{date_given.replace('-', '')}"]
        lines += ["END:VTODO", "END:VCALENDAR", ""]
        folder.joinpath("list", f"{number}.ics").write_text("\r\n".join(lines), "utf-8")
    return Case(f"todoman `todo list` {entries}", [program, "--config", str(folder / "config.py"), "list"], env)


def _org(program: str, tasks: Sequence[Task], entries: int, folder: Path, env: Mapping[str, str]) -> Case:
    folder.mkdir(parents=True)
    states = {"x": "DONE", "-": "CANCELLED"}
    lines = ["#+TODO: TODO | DONE CANCELLED"]
    for day, mark, text, date_given in tasks:
        lines.append(f"* {states.get(mark, 'TODO')} {text}")
        if mark not in "x-" and date_given:
            lines.append(f"DEADLINE: <{date_given}>")
        lines.append(f"[{day}]")
    folder.joinpath("todo.org").write_text("\n".join(lines) + "\n", "utf-8")
    files = f'(setq org-agenda-files (list "{folder}/todo.org"))'
    ask = f"(progn (require 'org-agenda) {files} (org-todo-list) (princ (buffer-string)))"
    return Case(f"org-agenda in batch {entries}", [program, "-Q", "--batch", "--eval", ask], env)


def _jrnl(program: str, journal: Path, entries: int, folder: Path, env: Mapping[str, str], rare: str) -> Iterator[Case]:
    folder.mkdir(parents=True)
    pieces = []
    for file in sorted(journal.glob("*/????-??-??.md")):
        body = file.read_text("utf-8").partition("\n---\n")[2].strip()
        pieces.append(f"[{file.stem} 21:00] Day\n{body}\n")
    folder.joinpath("journal.txt").write_text("\n".join(pieces), "utf-8")
    folder.joinpath("jrnl.yaml").write_text(
        f"journals:\n  default:\n    journal: {folder}/journal.txt\neditor: ''\nencrypt: false\ntemplate: false\n"
        "default_hour: 9\ndefault_minute: 0\ntimeformat: '%Y-%m-%d %H:%M'\ntagsymbols: '#@'\nhighlight: true\n"
        "linewrap: 79\nindent_character: '|'\ncolors:\n  body: none\n  date: none\n  tags: none\n  title: none\n"
    )
    config = ["--config-file", str(folder / "jrnl.yaml")]
    yesterday = date.today() - timedelta(days=1)
    yield Case(f"jrnl `-contains` {entries}", [program, *config, "-contains", rare], env)
    yield Case(f"jrnl `-on DATE` {entries}", [program, *config, "-on", yesterday.isoformat()], env)
