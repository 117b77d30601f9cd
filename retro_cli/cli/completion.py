"""Completion in bash, zsh and fish: the scripts, the answer to a shell, and what can stand where.

A shell calls `retro` with `_RETRO_COMPLETE` set and the words up to the cursor as arguments; the answer is a line for
each candidate, `value<TAB>description`. The scripts never evaluate what they are given: descriptions are journal text.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any

Candidates = list[tuple[str, str]]

_ABOUT_AT_MOST = 60
_PERIODS = 6

_BASH = """\
_retro_completion() {
    local IFS=$'\\n' line about
    local -a shown
    COMPREPLY=()
    while IFS= read -r line; do
        [[ -z $line ]] && continue
        about=${line#*$'\\t'}
        COMPREPLY+=("${line%%$'\\t'*}") shown+=("${line%%$'\\t'*}${about:+  $about}")
    done < <(_RETRO_COMPLETE=bash retro "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
    # A list of several says what each is; one alone, or one after another in the line (37 is %), is only itself.
    if (( ${#COMPREPLY[@]} > 1 )) && [[ ${COMP_TYPE:-9} != 37 ]]; then COMPREPLY=("${shown[@]}"); fi
}
complete -o default -F _retro_completion retro
"""

_ZSH = """\
#compdef retro
_retro_completion() {
    local -a values shown
    local line value about
    while IFS= read -r line; do
        value=${line%%$'\\t'*} about=${line#*$'\\t'}
        [[ -z $value ]] && continue
        values+=("$value")
        if [[ -n $about ]]; then shown+=("$value  -- $about"); else shown+=("$value"); fi
    done < <(_RETRO_COMPLETE=zsh retro "${(@)words[2,$CURRENT]}" 2>/dev/null)
    if (( $#values )); then compadd -U -l -V retro -d shown -a values; else _files; fi
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then _retro_completion "$@"; else compdef _retro_completion retro; fi
"""

_FISH = """\
function _retro_completion
    set -l words (commandline -opc)[2..-1]
    env _RETRO_COMPLETE=fish retro $words (commandline -ct) 2>/dev/null
end
complete -c retro -a '(_retro_completion)'
"""

_SCRIPTS = {"bash": _BASH, "zsh": _ZSH, "fish": _FISH}
SHELLS = tuple(_SCRIPTS)


def script(shell: str) -> str:
    """What a shell runs to complete `retro`."""
    return _SCRIPTS[shell]


def answer(command: Any, app: Any, words: Sequence[str]) -> None:
    """Write the candidates for the last of `words`; nothing at all where anything goes wrong."""
    try:
        lines = [f"{value}\t{about}" for value, about in _candidates(command, app, words)]
    except Exception:
        return
    sys.stdout.write("".join(line + "\n" for line in lines))


def _candidates(command: Any, app: Any, words: Sequence[str]) -> Iterator[tuple[str, str]]:
    from typer._click.shell_completion import _resolve_context, _resolve_incomplete

    from retro_cli.cli.render.width import elide
    from retro_cli.domain.text import visible

    typed = [_unquoted(word) for word in words] or [""]
    context = _resolve_context(command, {"obj": app}, "retro", typed[:-1])
    place, incomplete = _resolve_incomplete(context, typed[:-1], typed[-1])
    for item in place.shell_complete(context, incomplete):
        if item.type == "plain" and item.value:
            yield visible(str(item.value)), elide(visible(item.help or ""), _ABOUT_AT_MOST)


def _unquoted(word: str) -> str:
    """A word as the shell would pass it, also one whose quote is still open."""
    import shlex

    for closing in ("", '"', "'"):
        try:
            return "".join(shlex.split(word + closing))
        except ValueError:
            continue
    return word


def _from_journal(find: Callable[[Any, str], Candidates]) -> Callable[[Any, list[str], str], Candidates]:
    """A completer that reads the journal, and is silent about anything that is wrong with it."""

    def complete(ctx: Any, args: list[str], incomplete: str) -> Candidates:  # noqa: ARG001 - typer's names
        try:
            return find(ctx.obj, incomplete)
        except Exception:
            return []

    return complete


def _formats(app: Any, _incomplete: str) -> Candidates:
    from retro_cli.domain.labels import pick

    return [(name, pick(found.title, app.lang)) for name, found in app.formats.by_name.items()]


def _dates(app: Any, _incomplete: str) -> Candidates:
    from datetime import timedelta

    from retro_cli.domain.names import day_label

    days = [app.today - timedelta(days=back) for back in range(7)]
    return [(day.isoformat(), day_label(day, app.lang, app.today)) for day in days]


def _periods(kind: str) -> Callable[[Any, str], Candidates]:
    """This month (quarter, year) and the ones before it."""

    def find(app: Any, _incomplete: str) -> Candidates:
        from retro_cli.domain.months import Months
        from retro_cli.domain.names import period_label

        found = [Months.of(kind, app.today)]
        while len(found) < _PERIODS:
            found.append(found[-1].previous())
        return [(one.label, period_label(kind, one.first, one.last, app.lang)) for one in found]

    return find


def _times(app: Any, incomplete: str) -> Candidates:
    """This year, quarter and month, and the ones before them."""
    return [one for kind in ("year", "quarter", "month") for one in _periods(kind)(app, incomplete)[:3]]


def _sections(app: Any, _incomplete: str) -> Candidates:
    from retro_cli.domain.labels import pick

    found = app.formats.get(app.settings.format)
    return [(section.key, pick(section.heading, app.lang)) for section in found.sections]


def _answers(app: Any, incomplete: str) -> Candidates:
    return [(f"{key}=", heading) for key, heading in _sections(app, incomplete)]


def _todos(app: Any, _incomplete: str) -> Candidates:
    from retro_cli.services.todos import read_todos

    found = read_todos(app.journal)
    return [(found.id(item), item.text) for item in found.items]


def _closed_todos(app: Any, _incomplete: str) -> Candidates:
    from retro_cli.services.todos import read_todos

    found = read_todos(app.journal, closed=True)
    return [(found.id(item), item.text) for item in reversed(found.items) if not item.open]


def _steps(app: Any, _incomplete: str) -> Candidates:
    from retro_cli.cli.render.steps import files
    from retro_cli.services.undoing import list_steps

    found = [one.step for one in list_steps(app.journal) if one.state in ("done", "unfinished")]
    return [(str(step.id), f"{step.command} · {files(app, step.changes)}") for step in found]


def _all_sections(app: Any, _incomplete: str) -> Candidates:
    from retro_cli.domain.labels import pick

    usual = [app.formats.get(app.settings.format), app.formats.get(app.settings.week_format)]
    found: dict[str, str] = {}
    for form in (*usual, *app.formats.by_name.values()):
        for section in form.sections:
            found.setdefault(section.key, pick(section.heading, app.lang))
    return list(found.items())


def _roles(app: Any, _incomplete: str) -> Candidates:
    from retro_cli.cli.render.roles import role_title
    from retro_cli.domain.format import ROLES

    return [(role, role_title(role, app.lang)) for role in ROLES]


def _tags(app: Any, _incomplete: str) -> Candidates:
    from retro_cli.services.tagging import recent_tags

    return [(tag, "") for tag in recent_tags(app.journal)]


def _styles(app: Any, _incomplete: str) -> Candidates:
    from retro_cli.cli.publishing import styles_of

    return [(name, "") for name in styles_of(app).names()]


def _settings(app: Any, _incomplete: str) -> Candidates:
    from retro_cli.services.settings_view import all_settings

    return [(setting.key, "" if setting.value is None else setting.shown) for setting in all_settings(app.loaded)]


settings = _from_journal(_settings)
formats = _from_journal(_formats)
all_sections = _from_journal(_all_sections)
roles = _from_journal(_roles)
tags = _from_journal(_tags)
styles = _from_journal(_styles)
dates = _from_journal(_dates)
months = _from_journal(_periods("month"))
quarters = _from_journal(_periods("quarter"))
years = _from_journal(_periods("year"))
times = _from_journal(_times)
sections = _from_journal(_sections)
answers = _from_journal(_answers)
todos = _from_journal(_todos)
steps = _from_journal(_steps)
closed_todos = _from_journal(_closed_todos)
