"""Lines for a shell's own file: the prompt asks retro now and then, at most twice an hour."""

import shlex
from collections.abc import Sequence

PAUSE = 1800
MARK = "__retro_remind"

_BASH = """\
__retro_next=0
__retro_remind() {
    (( SECONDS < __retro_next )) && return
    __retro_next=$((SECONDS + PAUSE))
    CALL 2>/dev/null
}
"""
_BASH_HOOK = """\
[[ ${PROMPT_COMMAND-} == *__retro_remind* ]] || PROMPT_COMMAND+=$'\\n__retro_remind'
"""
_ZSH_HOOK = """\
autoload -Uz add-zsh-hook
add-zsh-hook precmd __retro_remind
"""
_FISH = """\
set -g __retro_next 0
function __retro_remind --on-event fish_prompt
    set -l now (date +%s)
    test $now -lt $__retro_next; and return
    set -g __retro_next (math $now + PAUSE)
    CALL 2>/dev/null
end
"""
_LINES = {"bash": _BASH + _BASH_HOOK, "zsh": _BASH + _ZSH_HOOK, "fish": _FISH}
FILES = {"bash": "~/.bashrc", "zsh": "~/.zshrc", "fish": "~/.config/fish/config.fish"}


def shell_named(path: str) -> str:
    """The shell of `$SHELL`; bash where it is another."""
    name = path.rpartition("/")[2]
    return name if name in _LINES else "bash"


def lines(shell: str, words: Sequence[str]) -> str:
    """What stands in the shell's own file."""
    call = " ".join(map(_fish_quoted, words)) if shell == "fish" else shlex.join(words)
    return _LINES[shell].replace("PAUSE", str(PAUSE)).replace("CALL", call)


def _fish_quoted(word: str) -> str:
    if shlex.quote(word) == word and "%" not in word:
        return word
    return "'" + word.replace("\\", "\\\\").replace("'", "\\'") + "'"
