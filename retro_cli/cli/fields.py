"""Asking the short answers of an entry: scales, numbers, choices, a few words."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from retro_cli.cli.prompts.model import Choice, Step

if TYPE_CHECKING:
    from retro_cli.cli.context import App
    from retro_cli.domain.format import FieldSpec


def ask_field(
    app: "App", told: str, spec: "FieldSpec", given: Any, *, half: str = "", on_leave: Callable[[str], None]
) -> Any:
    """The value of a field, None where it is left out, or a Step.

    `told` is the question as it is shown, `given` what was answered before, if anything, `half` what was typed and not
    entered; `on_leave` gets such a text.
    """
    if spec.type == "scale":
        return app.prompts.scale(told, spec.min, spec.max, default=given if isinstance(given, int) else None)
    if spec.type == "choice":
        none: list[Choice[str | None]] = [Choice(None, app.translate("skip"))]
        return app.prompts.select(told, [*none, *(Choice(one, one) for one in spec.choices)], default=given)
    typed = app.prompts.line(
        told,
        default=half or ("" if given is None else str(given)),
        on_leave=on_leave,
        hint=app.translate("enter skips") if given is None else "",
        validate=lambda text: _fault(app, spec, text),
    )
    return typed if isinstance(typed, Step) else _value(spec, typed)


def _fault(app: "App", spec: "FieldSpec", text: str) -> str | None:
    from retro_cli.errors import UsageError

    try:
        _value(spec, text)
    except UsageError:
        return app.translate("A number")
    return None


def _value(spec: "FieldSpec", text: str) -> object:
    from retro_cli.services.capture import field_value

    return field_value(spec, text) if text.strip() else None
