"""A list answer on the screen: asked, and left behind as it was answered."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from retro_cli.cli.prompts import asking, editing
from retro_cli.cli.prompts.list_editor import ListEditor
from retro_cli.cli.prompts.model import BACK, Back, Done, Editor, ItemDraft
from retro_cli.cli.prompts.rows import numbers

if TYPE_CHECKING:
    from retro_cli.cli.prompts.prompter import Prompter

EARLIER = 5  # how many of the items that are not to be changed stay in sight
MARGIN = 6  # cells before the text of an item


def items(
    ask: "Prompter",
    header: str,
    *,
    items: Sequence[ItemDraft],
    hint: str | None,
    on_change: Callable[[list[ItemDraft], str], None],
    start: str,
) -> Done | Back | Editor:
    """See `Prompter.items`."""
    _ = ask.translate
    keys = _("enter on an empty line goes on · ⇧Tab back · ^C later") if hint is None else hint
    editor = ListEditor(items, start, on_change)

    def top() -> asking.Fragments:
        return [*asking.heading(header, keys), *_earlier(editor.fixed)]

    def prefix(row: int, wrap: int) -> asking.Fragments:
        if wrap:
            return [("", " " * MARGIN)]
        number = numbers(editor.lines, len(editor.fixed) + 1)[row]
        if number is None:
            return [("", " " * (MARGIN - 2))]
        return [("class:dim", f"{number:>3} "), ("class:mark" if row == editor.row else "class:dim", "› ")]

    application = editing.application(ask, editor, editor.bindings(), top=top, prefix=prefix, tab=2)
    try:
        result: Done | Back | Editor = editing.run(editor, application)
    except BaseException:
        _leave(ask, header, editor.items(unfinished=True))
        raise
    if result is BACK:
        asking.went_back(ask)
    elif isinstance(result, Done):
        _leave(ask, header, result.items, passed=hint is not None)
    return result


def _earlier(fixed: Sequence[ItemDraft]) -> asking.Fragments:
    """The last few of the items that are not to be changed, a dim line each, each line begun by a newline."""
    hidden = max(len(fixed) - min(EARLIER, asking.rows() // 4), 0)
    lines = [f"{' ' * MARGIN}… {hidden}"] if hidden else []
    for number, item in enumerate(fixed[hidden:], hidden + 1):
        lines.append(f"{number:>3} › {asking.cut(item.text, asking.columns() - MARGIN - 1)}")
    return [("class:dim", "".join("\n" + line for line in lines))] if lines else []


def _leave(ask: "Prompter", header: str, items: Sequence[ItemDraft], *, passed: bool = False) -> None:
    """`passed` is whether the header says what stands there, so that nothing is missing."""
    none: asking.Fragments = [] if items or passed else [("class:dim", "  –")]
    fixed = [item for item in items if not item.mine]
    shown: asking.Fragments = [("class:question", " " + asking.cut(header, asking.columns() - 6)), *none]
    shown += _earlier(fixed)
    room = max(asking.columns() - MARGIN - 1, 10)
    for number, item in enumerate(items[len(fixed) :], len(fixed) + 1):
        first, *rest = asking.wrapped(item.text, room)
        shown += [("class:dim", f"\n{number:>3} › "), ("", first)]
        body = [part for line in item.body.split("\n") for part in asking.wrapped(line, room)] if item.body else []
        shown += [("", "\n" + " " * MARGIN + line) for line in [*rest, *body]]
    asking.show(ask, shown)
