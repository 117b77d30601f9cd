"""The quick reader of action items: what it says is what the careful reader says, and it gives up where it cannot."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from domain.strategies import hostile_text
from domain.test_quickread import ENTRIES, FORMATS
from retro_cli.domain.action import ActionItem, action_items
from retro_cli.domain.entry import read_entry
from retro_cli.domain.format import Format, SectionSpec
from retro_cli.domain.frontmatter import FrontMatterError
from retro_cli.domain.layout import Layout
from retro_cli.domain.quickactions import ActionReader
from retro_cli.domain.text import split_lines

PATHS = ("2026/2026-11-20.md", "2026/2026-W47.md", "2026/2026-11.md", "2026/2026.md", "notes/배포.md")


def careful(text: str, path: str = PATHS[0], formats: dict[str, Format] = FORMATS) -> list[ActionItem]:
    return action_items(read_entry(text, path, formats, Layout().slot(path)), split_lines(text))


def quick(text: str, path: str = PATHS[0], formats: dict[str, Format] = FORMATS) -> list[ActionItem] | None:
    return ActionReader(formats).read(text, path, Layout().slot(path))


@settings(max_examples=600, deadline=None)
@given(ENTRIES, st.sampled_from(PATHS))
@example("## Try\n- [ ] 산책\n\n## Keep\n- [ ] 산책\n\n## Try\n- [x] 산책\n", PATHS[0])
@example("---\nformat: log\ndate: 2026-11-02\ntitle: 3.50\n---\n# 금요일\n- [ ] 위\n## 강의\n- [/] 아래\n", PATHS[4])
def test_what_the_quick_reader_says_is_what_the_careful_one_says(text: str, path: str) -> None:
    found = quick(text, path)
    if found is not None:
        assert found == careful(text, path)


@settings(max_examples=300, deadline=None)
@given(hostile_text(), st.sampled_from(PATHS))
def test_a_hostile_text_is_read_right_or_not_at_all(text: str, path: str) -> None:
    found = quick(text, path)
    if found is None:
        return
    try:
        assert found == careful(text, path)
    except FrontMatterError:
        pytest.fail("the careful reader refuses what the quick one reads")


def test_an_entry_as_retro_writes_it_is_read_quickly() -> None:
    text = "---\ndate: 2026-11-20\nformat: kpt\n---\n\n## Try\n- [ ] 설정 옮기기 #infra 📅 2026-11-24\n- [x] 산책\n"
    found = quick(text)
    assert found is not None
    assert [(one.text, one.section, one.role, one.state) for one in found] == [
        ("설정 옮기기 #infra", "try", "next", "open"),
        ("산책", "try", "next", "done"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "## Try\n- [ ] 산책 #private\n",
        "---\nprivate: true\n---\n## Try\n- [ ] 산책\n",
        "---\ntags: [Private]\n---\n## Try\n- [ ] 산책\n",
        "## Try\n1. [ ] 산책\n",
        "## Try\n- [ ] 산책\n<!-- 메모 -->\n",
    ],
)
def test_what_may_be_private_or_is_not_plain_is_left_to_the_careful_reader(text: str) -> None:
    assert quick(text) is None


def test_a_private_section_is_left_to_the_careful_reader() -> None:
    specs = [SectionSpec("diary", "other", "list", private=True), SectionSpec("todo", "next", "actions")]
    formats = {**FORMATS, "own": Format("own", sections=tuple(specs))}
    hidden, shown = (f"---\nformat: own\n---\n## {key}\n- [ ] 산책\n" for key in ("diary", "todo"))
    assert quick(hidden, formats=formats) is None
    found = quick(shown, formats=formats)
    assert found is not None
    assert found == careful(shown, formats=formats)
