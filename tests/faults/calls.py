"""The writing commands, one line each: a command joins the matrix by joining CALLS."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from faults.scene import FILES
from terminal import Keyboard as Key

ENTER = str(Key.ENTER)
ON = ENTER  # the empty line that goes on
END = str(Key.CTRL_D)

TWO_ANSWERS = f"리뷰를 빨리 끝냈다{ENTER}{ON}늦게 시작했다{ENTER}{ON}{ON}{ENTER}"
WORDS = ("리뷰를 빨리 끝냈다", "늦게 시작했다")
ANSWERS = '{"sections": {"keep": ["표로 정리했다"], "try": ["회의 전에 표 나누기"]}, "note": "긴 하루"}'
OWN = (
    '{"format": "cdfa", "title": "논문 읽기", "sections": {"cue": "논문을 받았다", "did": "읽었다", "felt": "좋았다"}}'
)


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a writing command, and what it is about.

    `keys` are typed at its questions (then it runs as if on a terminal), `again` those that go on with it; `piped` is
    its standard input; `words` what the user said, to be found again; `before` are calls made beforehand; `day` is the
    format of the day's entry that stands already, "" for none; `files` stand there too; `codes` what running it once
    more may end with. With `git` the files that the programs it starts write are git's: only retro's own count.
    """

    name: str
    args: tuple[str, ...]
    words: tuple[str, ...] = ()
    keys: str = ""
    again: str = ENTER * 12
    piped: str = ""
    before: tuple[tuple[str, ...], ...] = ()
    day: bool = True
    codes: tuple[int, ...] = (0,)
    env: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    git: bool = False


REMOTE = "{home}/remote.git"
HERE, THERE = ("sync", "init", REMOTE), ("-j", "{home}/other")
BARE = {
    ".gitconfig": "[user]\n\tname = me\n\temail = me@example.org\n[init]\n\tdefaultBranch = main\n",
    "remote.git/HEAD": "ref: refs/heads/main\n",
    "remote.git/config": "[core]\n\trepositoryformatversion = 0\n\tbare = true\n",
    "remote.git/objects/info/packs": "",
    "remote.git/refs/heads/.keep": "",
}
UNTIDY = {
    "journal/2026/2026-11-16.md": "---\nformat: kpt\n---\n## Try\n- [ ] 표 만들기 📅 2026-11-30 먼저 묻고\n",
    "journal/2026/2026-11-18 (1).md": FILES["journal/2026/2026-11-18.md"],
    "journal/2026/first.md": "---\ndate: 2026-11-15\nformat: kpt\n---\n## Keep\n- 처음이었다\n",
}

SITE = ("publish", "--to", "{home}/site", "--flavour", "jekyll")

CALLS = (
    Call(
        "today --set",
        ("today", "--set", "keep=표로 정리했다", "--set", "try=회의 줄이기"),
        ("표로 정리했다", "회의 줄이기"),
    ),
    Call("today --set, new day", ("today", "--set", "keep=표로 정리했다"), ("표로 정리했다",), day=False),
    Call("today --from -", ("today", "--from", "-"), ("표로 정리했다", "긴 하루"), piped=ANSWERS, day=False),
    Call("today --from, own file", ("today", "--from", "-"), ("논문을 받았다",), piped=OWN, codes=(0, 5)),
    Call("today, questions", ("today",), (*WORDS,), keys=ON * 3 + TWO_ANSWERS, day=False),
    Call("today, going on", ("today",), (*WORDS,), keys=ON * 3 + TWO_ANSWERS),
    Call("today, the loop", ("today",), ("한 줄 더",), keys=f"dwxx한 줄 더{ENTER}{ON * 3}{ENTER}", day=False),
    Call("today --edit", ("today", "--edit"), ("편집기에서",), keys=ON, env={"RETRO_EDITOR": "sh {editor}"}),
    Call("add", ("add", "keep", "표로 정리했다"), ("표로 정리했다",)),
    Call("add, new day", ("add", "try", "표부터 그리기", "due:월"), ("표부터 그리기",), day=False),
    Call("add --week", ("add", "--week", "takeaway", "작게 나누기"), ("작게 나누기",)),
    Call("week", ("week",), ("차분한 한 주",), keys=f"{ON}차분한 한 주{ENTER}{ON * 14}{ENTER}"),
    Call("week --set", ("week", "--set", "takeaway=작게 나누기"), ("작게 나누기",)),
    Call(
        "week, again",
        ("week", "--set", "takeaway=작게 나누기"),
        ("작게 나누기",),
        before=(("week", "--set", "question=왜"),),
    ),
    Call("todo done", ("todo", "done", "저장소에"), codes=(0, 2, 3)),
    Call("todo done, several", ("todo", "done", "저장소에", "논문 한"), codes=(0, 2, 3)),
    Call("todo drop", ("todo", "drop", "--why", "필요 없어졌다", "저장소에"), ("필요 없어졌다",), codes=(0, 2, 3)),
    Call("todo start", ("todo", "start", "저장소에")),
    Call("todo reopen", ("todo", "reopen", "산책"), codes=(0, 2, 3)),
    Call("todo later", ("todo", "later", "저장소에")),
    Call("todo due", ("todo", "due", "저장소에", "2026-12-01")),
    Call("todo add", ("todo", "add", "자리 바꾸기"), ("자리 바꾸기",)),
    Call("todo add, new day", ("todo", "add", "자리 바꾸기"), ("자리 바꾸기",), day=False),
    Call("todo pick", ("todo", "pick"), keys=" " + ENTER + ENTER, again=str(Key.CTRL_C), codes=(0, 130)),
    Call("edit", ("edit",), ("편집기에서",), env={"RETRO_EDITOR": "sh {editor}"}),
    Call("import", ("import", "{home}/old"), ("처음 쓴 글",)),
    Call("publish", SITE),
    Call(
        "publish, again",
        ("publish", "--to", "{home}/site"),
        codes=(0, 5),
        before=(SITE, ("add", "keep", "더")),
    ),
    Call("config set", ("config", "set", "lang", "ko")),
    Call("config set --user", ("config", "set", "--user", "editor", "vim")),
    Call("undo", ("undo",), before=(("todo", "done", "저장소에"), ("add", "keep", "더")), codes=(0, 1, 3, 5)),
    Call("undo, an import", ("undo",), before=(("import", "{home}/old"),), codes=(0, 1, 3, 5)),
    Call("redo", ("redo",), before=(("add", "keep", "더"), ("undo",)), codes=(0, 1, 3, 5)),
    Call(
        "sync",
        ("sync",),
        ("저쪽에서", "이쪽에서"),
        before=(
            HERE,
            (*HERE, *THERE),
            ("add", "keep", "저쪽에서", *THERE),
            ("sync", *THERE),
            ("add", "keep", "이쪽에서"),
        ),
        files=BARE,
        git=True,
    ),
    Call("doctor --fix", ("doctor", "--fix", "--yes"), files=UNTIDY, codes=(0, 4)),
    Call("doctor --fix, questions", ("doctor", "--fix"), keys="y" * 16, again="y" * 16, files=UNTIDY, codes=(0, 4)),
    Call("month", ("month",), ("차분한 달",), keys=f"{ON}차분한 달{ENTER}{ON * 14}{ENTER}"),
    Call("month --set", ("month", "--set", "learned=작게 나누기"), ("작게 나누기",)),
    Call("formats new", ("formats", "new", "mine"), codes=(0, 5)),
)
