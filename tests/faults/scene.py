"""A small journal with everything that the writing commands touch, laid out anew for every fault."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from trees import lay_out

MOMENT = "2026-11-20T21:00:00+09:00"
DAY = "journal/2026/2026-11-20.md"
STATE = ".local/state"

_PICTURE = "\x89not really a picture\n"
FILES = {
    "journal/retro.toml": '# 내 설정\nrhythm = "both"  # 매일과 매주\n[today]\nreview = 3\n',
    "journal/2026/2026-11-17.md": "﻿---\r\ndate: 2026-11-17\r\nformat: kpt\r\n---\r\n\r\n## Keep\r\n- 일찍 잤다\r\n\r\n"
    "## Try\r\n- [x] 산책하기 ✅ 2026-11-19\r\n- [ ] 물 자주 마시기\r\n",
    "journal/2026/2026-11-18.md": "---\nformat: kpt  # 늘 쓰는 것\ntags: [ci,  infra]\n---\n"
    "## Keep\n- 먼저 물어봤다\n\n"
    "## Problem\n- 설정을 손으로 고쳤다\n\n## Try\n- [ ] 설정을 저장소에 넣기 #infra 📅 2026-11-19\n",
    "journal/2026/2026-11-19.md": "---\nformat: kpt\nmood: 4\n---\n조용한 날.\n\n## Keep\n* 둘이서 짰다\n\n"
    "## Try\n* [ ] 논문 한 편 읽기\n* [ ] 자기 전에 내일 적기",
    "journal/assets/board.png": _PICTURE,
    "journal/notes/books.md": "# 읽을 책\n\n- 한 권\n",
    "old/2024-03-04-first.md": "---\ntitle: 처음\n---\n# 회고\n\n## Keep\n- 처음 쓴 글\n\n![판](board.png)\n",
    "old/2024-03-05.md": "## 좋았던 점\n- 둘째 날\n\n## 아쉬운 점\n- 짧았다\n",
    "old/board.png": _PICTURE,
    "site/_config.yml": "title: 블로그\n",
    "site/_posts/2026-11-01-hello.md": "---\ntitle: 안녕\n---\n첫 글\n",
    ".config/retro/config.toml": '# 나만의 것\njournal = "~/journal"\n',
    "editor.sh": 'printf "%s\\n" "- 편집기에서" >> "$1"\n',
}
_TODAY = {DAY: "---\nformat: kpt\n---\n## Keep\n- 표를 그렸다\n\n## Problem\n- 회의가 길었다\n"}


def lay_out_scene(home: Path, *, day: bool, more: Mapping[str, str] | None = None) -> None:
    """Write the files of the scene, and `more`; with the day's entry if `day`."""
    lay_out(home, {**FILES, **(_TODAY if day else {}), **(more or {})})


def behind_links(home: Path, *, entries: bool = True) -> None:
    """Put the journal, and the newest `entries` in it, behind symbolic links."""
    real = home / "disk" / "diary"
    real.parent.mkdir()
    (home / "journal").rename(real)
    (home / "journal").symlink_to("disk/diary", target_is_directory=True)
    for entry in sorted(real.glob("2026/2026-11-*.md")) if entries else ():
        moved = home / "disk" / "notes" / entry.name
        moved.parent.mkdir(exist_ok=True)
        entry.rename(moved)
        entry.symlink_to(Path("..", "..", "notes", entry.name))


def copy_scene(source: Path, target: Path) -> None:
    """A copy of a scene, links kept."""
    shutil.copytree(source, target, symlinks=True)


def environment(home: Path) -> dict[str, str]:
    """The environment of a user whose home is `home`."""
    return {
        "HOME": str(home),
        "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "XDG_STATE_HOME": str(home / STATE),
        "LANG": "en_US.UTF-8",
        "TERM": "xterm-256color",
        "COLUMNS": "80",
        "LINES": "24",
        "TZ": "<+0900>-9:00",
        "GIT_CONFIG_GLOBAL": str(home / ".gitconfig"),
        "GIT_CONFIG_NOSYSTEM": "1",
    }


def snapshot(home: Path) -> dict[str, bytes]:
    """Every file below `home` by its path, links as where they lead to."""
    found: dict[str, bytes] = {}
    for folder, folders, names in os.walk(home):
        for name in [*names, *(one for one in folders if os.path.islink(os.path.join(folder, one)))]:
            path = os.path.join(folder, name)
            key = os.path.relpath(path, home)
            if os.path.islink(path):
                found[key] = b"-> " + os.readlink(path).encode()
            else:
                with open(path, "rb") as file:
                    found[key] = file.read()
    return found


def own_files(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The user's files: all but retro's working state, its temporary files, and what git keeps for itself."""
    return {
        path: data
        for path, data in files.items()
        if not path.startswith(STATE)
        and "/.git/" not in path
        and not path.startswith("remote.git/")
        and not is_temp(path)
    }


def is_temp(path: str) -> bool:
    """Whether a file is a temporary one of retro's."""
    name = path.rpartition("/")[2]
    return name.startswith(".") and name.endswith(".tmp")
