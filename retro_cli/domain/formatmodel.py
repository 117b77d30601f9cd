"""The pydantic model and the JSON Schema of the answers to a format, both made from its definition."""

from __future__ import annotations

import keyword
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Literal

from retro_cli.domain import answerchecks as checks
from retro_cli.domain.format import MOOD
from retro_cli.domain.labels import label

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic import BaseModel

    from retro_cli.domain.format import FieldSpec, Format, SectionSpec

SCHEMA = "https://json-schema.org/draft/2020-12/schema"
KEYS = ("date", "end", "format", "title", "tags", "note", "fields", "sections")
SHAPES = ("‹text›", "‹list›", "‹line›", "‹item›")
"""Names of the alternatives in a section's value; they stand in the paths of pydantic's errors."""


def build_model(form: Format) -> type[BaseModel]:
    """A frozen model that refuses unknown keys; all of it is optional, as an entry may be filled bit by bit.

    An attribute is named as its key (`try_` for a word that Python or pydantic claim); keys are the aliases.
    """
    from pydantic import Field, model_validator

    day = _checked(date, checks.iso_date)
    name: Any = Literal
    tag = _checked(str, checks.tag, Field(min_length=1, pattern=r"^[^\s#]+$"))
    parts: dict[str, Any] = {
        "date": (day | None, Field(None, description="The day the entry is about.")),
        "end": (day | None, Field(None, description="The last day, where the entry covers several.")),
        "format": (_checked(name[form.name], lambda value: checks.own_name(value, form.name)) | None, None),
        "title": (_line() | None, None),
        "tags": (_several(tag) | None, None),
        "note": (_text() | None, Field(None, description="Prose above the first section.")),
        "fields": (_fields(form) | None, None),
        "sections": ((_free_sections() if form.free else _sections(form)) | None, None),
    }
    model: type[BaseModel] = _model(form.name, parts, model_validator(mode="after")(_in_order))
    return model


def json_schema(form: Format) -> dict[str, Any]:
    """The JSON Schema (2020-12) of what `--from` takes for this format; sections and fields stand under their keys."""
    return {"$schema": SCHEMA, **form.model().model_json_schema(by_alias=True)}


def _model(name: str, parts: dict[str, Any], check: Any = None) -> Any:
    from pydantic import ConfigDict, create_model

    config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True, protected_namespaces=())
    return create_model(name, __config__=config, __validators__={"check": check} if check else {}, **parts)


def _in_order(self: Any) -> Any:
    if self.date and self.end and self.end < self.date:
        raise checks.problem("end")
    return self


def _fields(form: Format) -> Any:
    specs = form.fields if any(spec.key == MOOD.key for spec in form.fields) else (*form.fields, MOOD)
    keys = {label(spec.key): spec.key for spec in specs}
    values = {spec.key: (_field(spec), spec.question("en")) for spec in specs}
    return _keyed(f"{form.name} fields", values, lambda name: keys.get(label(name)))


def _sections(form: Format) -> Any:
    def key_of(name: str) -> str | None:
        found = form.section(name) or form.match(name)
        return found.key if found else None

    items = _items()
    values = {spec.key: (_text() if spec.kind == "text" else items, _described(spec)) for spec in form.sections}
    return _keyed(f"{form.name} sections", values, key_of)


def _described(spec: SectionSpec) -> str:
    return f"{spec.title('en')}: {spec.question('en')}"


def _keyed(name: str, values: dict[str, tuple[Any, str]], key_of: Callable[[str], str | None]) -> Any:
    """A model with one optional part per key, `(type, description)` each; other names for a key are looked up."""
    from pydantic import Field, model_validator

    parts = {
        _attribute(key, index): (kind | None, Field(None, alias=key, description=description))
        for index, (key, (kind, description)) in enumerate(values.items())
    }
    return _model(name, parts, model_validator(mode="before")(lambda data: checks.renamed(data, key_of)))


def _attribute(key: str, index: int) -> str:
    from pydantic import BaseModel

    if not key.isidentifier() or key.startswith("_"):
        return f"key_{index}"
    return f"{key}_" if keyword.iskeyword(key) or hasattr(BaseModel, key) else key


# -- types ------------------------------------------------------------------------------------------------------------


def _annotated(kind: Any, *notes: Any) -> Any:
    special: Any = Annotated
    return special[(kind, *notes)]


def _checked(kind: Any, check: Callable[[Any], Any], *notes: Any) -> Any:
    """`kind` for the schema, `check` for what is given."""
    from pydantic import BeforeValidator

    return _annotated(kind, *notes, BeforeValidator(check))


def _several(kind: Any) -> Any:
    sequence: Any = tuple
    return sequence[kind, ...]


def _text() -> Any:
    from pydantic import Field

    return _checked(str, checks.text, Field(min_length=1))


def _line() -> Any:
    from pydantic import Field

    return _checked(str, checks.line, Field(min_length=1, pattern=r"^[^\r\n]+$"))


def _items() -> Any:
    """A section's value: prose, or a list of items, each a text or an item with its body and mark."""
    from pydantic import Field

    mark = _checked(str, checks.mark, Field(min_length=1, max_length=1))
    item = _model("item", {"text": (_text(), ...), "body": (_text() | None, None), "mark": (mark | None, None)})
    prose, several, line, full = SHAPES
    one = _either("item", _item_shape, {line: _text(), full: item})
    return _either("text_or_list", _shape, {prose: _text(), several: _several(one)})


def _either(kind: str, shape: Callable[[Any], str | None], alternatives: dict[str, Any]) -> Any:
    """One of two types, chosen by the shape of what is given; `kind` is the problem where it has neither."""
    from pydantic import Discriminator, Tag

    first, second = (_annotated(alternative, Tag(name)) for name, alternative in alternatives.items())
    return _annotated(first | second, Discriminator(shape, custom_error_type=kind, custom_error_message=kind))


def _shape(value: object) -> str | None:
    return SHAPES[0] if isinstance(value, str) else SHAPES[1] if isinstance(value, list | tuple) else None


def _item_shape(value: object) -> str | None:
    from pydantic import BaseModel

    return SHAPES[2] if isinstance(value, str) else SHAPES[3] if isinstance(value, dict | BaseModel) else None


def _free_sections() -> Any:
    kind: Any = dict
    return _checked(kind[str, _items()], checks.headings)


def _field(spec: FieldSpec) -> Any:
    from pydantic import Field

    if spec.type == "scale":
        return _checked(int, lambda value: checks.scale(value, spec), Field(ge=spec.min, le=spec.max))
    if spec.type == "number":
        return _checked(int | float, checks.number)
    if spec.type == "choice":
        allowed: Any = Literal
        return _checked(allowed[spec.choices], lambda value: checks.choice(value, spec.choices))
    return _line()
