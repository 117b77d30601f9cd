"""Styles at work: jinja templates in a sandbox that gives them the post's plain values and nothing else.

A style may come with somebody else's journal. It reaches no file, no attribute but those of the model, and ends when
it takes too many steps or makes too much text.
"""

import sys
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from retro_cli.errors import N_, RetroError
from retro_cli.services.publishing import shaping
from retro_cli.services.publishing.post import MODELS, Post
from retro_cli.store.styles import Styles

if TYPE_CHECKING:
    from types import FrameType, TracebackType

    from jinja2 import Environment

STEPS = 100_000
LONGEST = 4_000_000
_WORK = 50 * LONGEST
_OF_TEXTS = frozenset({"upper", "lower", "strip", "lstrip", "rstrip", "startswith", "endswith", "split", "title"})
_FILTERS = (
    "default", "first", "last", "length", "list", "lower", "map", "reject", "rejectattr", "reverse", "select",
    "selectattr", "sort", "string", "title", "trim", "unique", "upper", "int", "groupby",
)  # fmt: skip


class _TooMuchError(Exception):
    """A style that takes too long or makes too much."""


def render(post: Post, style: str, styles: Styles) -> str:
    """The body of a post in a style.

    Errors: NotFoundError for a style that is not there; RetroError naming the template and its line where it is wrong.
    """
    import jinja2

    paths: dict[str, str] = {}

    def load(name: str) -> tuple[str, str, None]:
        found = styles.read(name)
        paths[str(found.path)] = name
        return found.text, str(found.path), None

    env = _environment(load, post.lang)
    try:
        template = env.get_template(style)
        with _Steps(paths):
            text = env.concat(template.root_render_func(template.new_context({"post": post})))
    except RetroError:
        raise
    except _TooMuchError:
        raise _wrong(N_("This style takes too long or makes too much text."), paths, sys.exc_info()[2]) from None
    except jinja2.TemplateSyntaxError as error:
        where = f"{error.filename or error.name}:{error.lineno}"
        raise RetroError(N_("This style is not in order: {reason}"), where=where, reason=error.message or "") from None
    except jinja2.UndefinedError as error:
        message = N_("This style names something that is not there: {reason}.")
        raise _wrong(message, paths, sys.exc_info()[2], reason=error.message or "") from None
    except (RecursionError, MemoryError):
        raise _wrong(N_("This style takes too long or makes too much text."), paths, sys.exc_info()[2]) from None
    except Exception as error:  # whatever a template can do wrong; its text may hold the journal's
        raise _wrong(
            N_("This style went wrong: {reason}."), paths, sys.exc_info()[2], reason=type(error).__name__
        ) from None
    return shaping.tidy(text)


def _wrong(message: str, paths: dict[str, str], trace: "TracebackType | None", **values: str) -> RetroError:
    """The error with the template's line: the deepest place of the traceback that is in a template."""
    where = next(iter(paths), "")
    while trace is not None:
        template = trace.tb_frame.f_globals.get("__jinja_template__")
        name = trace.tb_frame.f_code.co_filename
        if template is not None:
            where = f"{name}:{template.get_corresponding_lineno(trace.tb_lineno)}"
        elif name in paths:
            where = f"{name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return RetroError(message, where=where, **values)


class _Steps:
    """Counts the lines that templates run, and stops them at too many."""

    def __init__(self, paths: dict[str, str]) -> None:
        self._paths = paths
        self._steps = 0
        self._before: Any = None

    def __enter__(self) -> None:
        self._before = sys.gettrace()
        sys.settrace(self._called)

    def __exit__(self, *_exception: object) -> None:
        sys.settrace(self._before)

    def _called(self, frame: "FrameType", _event: str, _value: object) -> Any:
        return self._stepped if frame.f_code.co_filename in self._paths else None

    def _stepped(self, _frame: "FrameType", event: str, _value: object) -> Any:
        self._steps += event == "line"
        if self._steps > STEPS:
            raise _TooMuchError
        return self._stepped


def _environment(load: Callable[[str], tuple[str, str, None]], lang: str) -> "Environment":
    """The sandbox: no attributes but the model's, few filters, and no text beyond LONGEST."""
    import jinja2
    from jinja2 import nodes
    from jinja2.compiler import CodeGenerator, Frame
    from jinja2.runtime import BlockReference, LoopContext, Macro, TemplateReference
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    open_types = (*MODELS, LoopContext, BlockReference, Macro, TemplateReference)

    class Generator(CodeGenerator):
        def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:
            self.write("environment.joined((")
            for one in node.nodes:
                self.visit(one, frame)
                self.write(", ")
            self.write("))")

    class Sandbox(ImmutableSandboxedEnvironment):
        code_generator_class = Generator
        intercepted_binops = frozenset({"+", "*", "**", "%"})
        work = 0

        def is_safe_attribute(self, obj: Any, attr: str, _value: Any) -> bool:
            if attr.startswith("_"):
                return False
            return isinstance(obj, open_types) or (isinstance(obj, str) and attr in _OF_TEXTS)

        def wrap_str_format(self, _value: Any) -> None:
            """`format` pads to any width, so texts have none."""

        def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
            if operator == "+" and isinstance(left, str) and isinstance(right, str):
                return self.joined((left, right))
            small = all(isinstance(one, int | float) and abs(one) < LONGEST for one in (left, right))
            if operator == "**" or not small:
                raise TypeError(operator)
            return super().call_binop(context, operator, left, right)

        def joined(self, texts: Iterable[object]) -> str:
            return self.spent("".join(self.spent(str(text)) for text in texts))

        def spent(self, text: str) -> str:
            self.work += len(text)
            if len(text) > LONGEST or self.work > _WORK:
                raise _TooMuchError
            return text

    env = Sandbox(
        loader=jinja2.FunctionLoader(load),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
        auto_reload=False,
    )
    env.concat = env.joined  # type: ignore[method-assign]

    def say(en: str, ko: str = "", ja: str = "") -> str:
        return {"ko": ko, "ja": ja}.get(lang) or en

    env.globals = {"range": env.globals["range"], "say": say}
    env.filters = {name: env.filters[name] for name in _FILTERS}
    own: dict[str, Callable[..., str]] = {
        "below": shaping.below,
        "labelled": shaping.labelled,
        "signed": shaping.signed,
        "join": _join,
    }
    env.filters.update({name: _counted(one, env) for name, one in own.items()})
    return env


def _counted(shape: Callable[..., str], env: Any) -> Callable[..., str]:
    def shaped(value: Any, *args: Any) -> str:
        if isinstance(value, str):
            env.spent(value)
        if shape is _join:
            return env.joined(_between(value, *args))  # type: ignore[no-any-return]
        return str(env.spent(shape(value, *args)))

    return shaped


def _join(texts: Sequence[object], between: str = "") -> str:
    return between.join(str(text) for text in texts)


def _between(texts: Iterable[object], between: str = "") -> Iterable[object]:
    for index, text in enumerate(texts):
        if index:
            yield between
        yield text
