"""Task lines brought into form: nothing of them is lost, and a second time changes nothing."""

import re
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from retro_cli.domain import checks, taskline
from retro_cli.domain.checks.model import NewLine
from retro_cli.domain.checks.rewriting import canonical
from retro_cli.domain.checks.sheet import Sheet
from retro_cli.domain.layout import Layout

PIECES = st.sampled_from(
    [
        *("회의", "준비하기", "read", "#일", "#work/deep", "`code`", "[문서](x)", "a::b"),
        *("📅 2026-11-24", "📅2026-11-24", "⏳ 2026-11-22", "✅ 2026-11-23", "🆔 a1", "⛔ b2", "🔺", "🔁 every week"),
        *("[due:: 2026-11-24]", "(scheduled:: 2026-11-22)", "[priority:: high]", "📅 2026.11.24", "due:2026-11-24"),
        *("📅 2026-02-30", "[due:: 내일]", "^a1", "🏁 keep", "⌛ 2026-1-2"),
    ]
)
LINES = st.lists(PIECES, min_size=1, max_size=7).map(lambda pieces: "- [ ] " + " ".join(pieces))


def words(line: str) -> Counter[str]:
    """What a line says, whatever the order and notation of its fields: letters and digits."""
    names = "id|dependsOn|priority|repeat|onCompletion|created|start|scheduled|due|cancelled|completion"
    digits = re.sub(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})", lambda f: f"{f[1]}{int(f[2]):02}{int(f[3]):02}", line)
    plain = re.sub(rf"\b(?:{names})::?", "", digits.replace("🔺", " highest ").replace("⏫", " high "))
    return Counter(re.findall(r"\w", plain))


@given(LINES, st.sampled_from(["emoji", "dataview"]))
def test_no_word_and_no_date_is_lost_and_mending_twice_is_mending_once(line: str, syntax: str) -> None:
    text = f"## Try\n{line}\n"
    for _ in range(3):
        sheet = Sheet("2026/2026-11-18.md", text, Layout().slot("2026/2026-11-18.md"), {}, syntax)
        mends = [one.mend for one in checks.check(sheet) if isinstance(one.mend, NewLine)]
        if not mends:
            break
        (mend,) = mends
        assert words(mend.after) == words(mend.before)
        assert taskline.parse(mend.after) is not None
        text = text.replace(mend.before, mend.after)
    else:
        raise AssertionError("mending never ends")


@given(LINES, st.sampled_from(["emoji", "dataview"]))
def test_a_line_in_form_stays_as_it_is(line: str, syntax: str) -> None:
    once = canonical(line, syntax)
    if once is not None:
        assert canonical(once, syntax) == once
