"""Stand-ins for what a system reminds with: `systemctl`, `crontab`, `launchctl`, `notify-send`, each a small script.

They keep what they are told in the folder that they lie in, and note down each call in `calls`. A file `broken` makes
the ones fail whose names it holds.
"""

from pathlib import Path

_TOP = """\
#!/bin/sh
PATH=/usr/bin:/bin
here={here}
echo "{name} $*" >> "$here/calls"
if grep -q "^{name} $1$" "$here/broken" 2>/dev/null; then echo "{name}: out of order" >&2; exit 1; fi
"""
_SCRIPTS = {
    "systemctl": """\
if grep -q "^systemctl $2$" "$here/broken" 2>/dev/null; then echo "Failed to connect to bus" >&2; exit 1; fi
shift
case "$1" in
enable) touch "$here/active-$3" ;;
disable) rm -f "$here/active-$3" ;;
is-active) test -e "$here/active-$3" ;;
esac
""",
    "crontab": """\
case "$1" in
-l) if test -e "$here/table"; then cat "$here/table"; else echo "no crontab for you" >&2; exit 1; fi ;;
-) cat > "$here/new"; mv "$here/new" "$here/table" ;;
esac
""",
    "launchctl": """\
case "$1" in
bootstrap) touch "$here/loaded-$(basename "$3" .plist)" ;;
bootout) rm "$here/loaded-$(basename "$2")" ;;
print) test -e "$here/loaded-$(basename "$2")" ;;
esac
""",
    "notify-send": 'for word in "$@"; do printf "%s\\n" "$word"; done > "$here/shown"\n',
    "osascript": 'for word in "$@"; do printf "%s\\n" "$word"; done > "$here/shown"\n',
}


class System:
    """A system that has only the named programs. `path` is its PATH."""

    def __init__(self, folder: Path, *names: str) -> None:
        self.path = folder
        folder.mkdir(exist_ok=True)
        for name in names:
            script = folder / name
            script.write_text(_TOP.format(here=f"'{folder}'", name=name) + _SCRIPTS[name], encoding="utf-8")
            script.chmod(0o755)

    @property
    def calls(self) -> list[str]:
        """The calls so far."""
        return self._lines("calls")

    @property
    def shown(self) -> list[str]:
        """The words of the last notification."""
        return self._lines("shown")

    @property
    def table(self) -> bytes:
        """The crontab."""
        return (self.path / "table").read_bytes()

    @table.setter
    def table(self, data: bytes) -> None:
        (self.path / "table").write_bytes(data)

    def break_down(self, *calls: str) -> None:
        """From now on these calls (`systemctl enable`) fail."""
        (self.path / "broken").write_text("".join(f"{call}\n" for call in calls), encoding="utf-8")

    def _lines(self, name: str) -> list[str]:
        file = self.path / name
        return file.read_text(encoding="utf-8").splitlines() if file.exists() else []
