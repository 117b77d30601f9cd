"""The text of a new journal's settings file: every setting as a comment, so that it explains itself."""

from collections.abc import Callable, Mapping

from retro_cli.domain.setting_keys import KEYS, Key
from retro_cli.errors import N_

_TOP = N_("Settings of this journal. Take the # off a line, and off the [table] above it, to make it count.")
_USER_ONLY = N_("Only your own settings file may hold these, because a journal can come from someone else: {keys}")
_EXAMPLES = {
    "rhythm": '"daily"',
    "lang": '"ko"',
    "timezone": '"Asia/Seoul"',
    "rest_days": '["2026-12-25", "2026-12-28..2027-01-01"]',
    "course.name": '"Backend course"',
    "course.start": "2026-09-07",
    "course.breaks": '["2026-09-21..2026-09-27"]',
    "log.headings": '["Class", "Self-study"]',
    "todo.tag": '"task"',
    "todo.since": "2026-11-01",
    "import.aliases": '{ "Proud of" = "keep" }',
    "publish.title": '"{course} week {course_week}"',
    "publish.layout": '"post"',
    "publish.categories": '["retrospective"]',
    "publish.tags": '["TIL"]',
    "publish.time": '"21:00"',
    "publish.assets": '"assets/img"',
    "publish.extra": "{ toc = true }",
}


def settings_text(translate: Callable[[str], str] = N_, values: Mapping[str, str] | None = None) -> str:
    """The settings file, comments in the language of `translate`. `values` are those that count, as TOML by dotted key.

    A line that is commented out shows the default, or an example where there is none.
    """
    given = values or {}
    lines = [f"# {translate(_TOP)}"]
    table = ""
    for key in KEYS.values():
        if key.user_only:
            continue
        head, _, leaf = key.name.rpartition(".")
        if head != table:
            counts = any(name.startswith(f"{head}.") for name in given)
            lines += ["", f"[{head}]" if counts else f"#[{head}]"]
            table = head
        elif not head:
            lines.append("")
        lines += _lines(key, leaf, given, translate)
    own = ", ".join(key.name for key in KEYS.values() if key.user_only)
    return "\n".join([*lines, "", f"# {translate(_USER_ONLY).format(keys=own)}", ""])


def _lines(key: Key, leaf: str, given: Mapping[str, str], translate: Callable[[str], str]) -> list[str]:
    example = _EXAMPLES.get(key.name, key.default)
    line = f"{leaf} = {given[key.name]}" if key.name in given else f"#{leaf} = {example}"
    return [f"# {translate(key.about)} ({translate(key.takes)})", line]
