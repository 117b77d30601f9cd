"""The editor's skeleton asks the questions that are open, and leaves nothing behind but what was typed."""

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from retro_cli.domain.format import Format
from retro_cli.domain.prose import escape_prose
from retro_cli.domain.skeleton import with_skeleton, without_skeleton
from retro_cli.errors import UnreadableError
from tests.domain import answering
from tests.domain.answering import FORMATS, KPT, STYLE
from tests.domain.test_edit import any_files

CDFA = FORMATS["cdfa"]


@settings(max_examples=300, deadline=None)
@given(any_files(), st.sampled_from((KPT, CDFA)), st.sampled_from(("en", "ko", "ja")))
@example("# Problem\n---\n## Keep", KPT, "en")
def test_a_skeleton_that_nobody_touched_vanishes(text: str, format: Format, lang: str) -> None:
    assume("<!-- retro:" not in text)
    try:
        shown = with_skeleton(text, FORMATS, format, format.sections, STYLE, lang)
    except UnreadableError:
        assume(False)
    assert without_skeleton(shown, FORMATS, format) == text
    assert without_skeleton(text, FORMATS, format) == text


def test_every_open_question_is_shown() -> None:
    text = with_skeleton("---\nformat: kpt\n---\n\n## Problem\n- b\n", FORMATS, KPT, KPT.sections, STYLE, "en")
    assert text == (
        "---\nformat: kpt\n---\n\n"
        "## Keep\n<!-- retro: What went well, what you want to keep doing  -->\n\n"
        "## Problem\n- b\n\n"
        "## Try\n<!-- retro: What you will try next -->\n"
    )


@settings(max_examples=150, deadline=None)
@given(answering.proses(), st.sampled_from(("below", "above", "instead")))
@example("글", "below")
def test_what_is_typed_at_a_question_stays_and_the_other_questions_go(typed: str, place: str) -> None:
    assume(not any(line.startswith((" ", "\t")) for line in typed.split("\n")))
    assume("<!-- retro:" not in typed and typed.strip("*-_ \t\n"))
    typed = escape_prose(typed, lambda _depth, _text: True)
    start = "---\nformat: cdfa\n---\n\n## Did\n배포\n"
    shown = with_skeleton(start, FORMATS, CDFA, CDFA.sections, STYLE, "en")
    question = next(line for line in shown.split("\n") if line.startswith("<!--"))
    edited = {"below": f"{question}\n{typed}", "above": f"{typed}\n\n{question}", "instead": typed}[place]
    bare = without_skeleton(shown.replace(question, edited, 1), FORMATS, CDFA)
    blank = "\n" if place == "above" else ""
    assert bare == f"---\nformat: cdfa\n---\n\n## Cue\n{typed}\n{blank}\n## Did\n배포\n"


def test_the_last_lines_stay_as_they_are() -> None:
    text = "## Keep\n- a"
    shown = with_skeleton(text, FORMATS, KPT, KPT.sections, STYLE, "en")
    assert without_skeleton(shown, FORMATS, KPT) == text
    text = "## Keep\n- a\n\n\n"
    shown = with_skeleton(text, FORMATS, KPT, KPT.sections, STYLE, "en")
    assert without_skeleton(shown, FORMATS, KPT) == text
