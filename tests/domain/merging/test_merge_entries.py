"""Two versions of an entry become one as somebody would have written it who knew of both."""

from retro_cli.domain.merging import Contradiction, Merged, merge_entry
from retro_cli.domain.review import put_digest, read_digest
from tests.domain.answering import FORMATS

ENTRY = """---
date: 2026-11-20
format: kpt
tags: [ci,  '집']  # 왜
---
비가 왔다.

## Keep
- 리뷰 전에 테스트를 돌렸다

## Try
- [ ] 설정을 저장소에 넣기 #infra 📅 2026-11-24
    - 스테이징부터
- [ ] 산책하기
"""


def both(base: str | None, one: str, other: str) -> Merged:
    """The merge, which must not depend on whose turn it is."""
    merged = merge_entry(base, one, other, FORMATS)
    assert merged == merge_entry(base, other, one, FORMATS)
    return merged


def changed(*pairs: tuple[str, str], text: str = ENTRY) -> str:
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return text


def test_what_only_one_side_changed_is_taken_byte_for_byte() -> None:
    other = changed(("산책하기", "산책  하기"), ("\n", "\r\n")) + "\n \n"
    assert both(ENTRY, ENTRY, other) == Merged(other)
    assert both(ENTRY, other, other) == Merged(other)


def test_items_added_on_both_sides_are_all_kept_and_one_added_twice_stays_once() -> None:
    one = changed(("돌렸다\n", "돌렸다\n- 일찍 잤다\n- 물을 마셨다\n"))
    other = changed(
        ("돌렸다\n", "돌렸다\n- 물을 마셨다\n- 짝과 코딩했다\n"), ("산책하기\n", "산책하기\n- [ ] 책 읽기\n")
    )
    merged = both(ENTRY, one, other)
    assert merged.text == changed(
        ("돌렸다\n", "돌렸다\n- 일찍 잤다\n- 물을 마셨다\n- 짝과 코딩했다\n"),
        ("산책하기\n", "산책하기\n- [ ] 책 읽기\n"),
    )
    assert not merged.contradictions


def test_done_here_and_another_due_date_there_gives_both() -> None:
    one = changed(("[ ] 설정", "[x] 설정"), ("📅 2026-11-24", "📅 2026-11-24 ✅ 2026-11-21"))
    other = changed(("#infra 📅 2026-11-24", "#infra 🔼 📅 2026-11-27"))
    merged = both(ENTRY, one, other)
    assert "- [x] 설정을 저장소에 넣기 #infra 🔼 📅 2026-11-27 ✅ 2026-11-21\n    - 스테이징부터\n" in merged.text
    assert not merged.contradictions


def test_done_here_and_reworded_there_gives_both() -> None:
    one = changed(("[ ] 산책하기", "[x] 산책하기 ✅ 2026-11-21"))
    other = changed(("산책하기", "저녁에 산책하기 #건강"))
    assert "- [x] 저녁에 산책하기 #건강 ✅ 2026-11-21\n" in both(ENTRY, one, other).text


def test_done_here_and_dropped_there_shows_both_states() -> None:
    one = changed(("[ ] 산책하기", "[x] 산책하기 ✅ 2026-11-21"))
    other = changed(("[ ] 산책하기", "[-] 산책하기 ❌ 2026-11-22\n    - 비가 왔다"))
    merged = both(ENTRY, one, other)
    assert (
        "- [x] 산책하기 ✅ 2026-11-21\n    - 다른 기기에서는 2026-11-22에 그만두기로 했다\n    - 비가 왔다\n"
        in merged.text
    )
    assert merged.contradictions == (Contradiction(14, "state"),)
    assert both(ENTRY, merged.text, other).text == merged.text


def test_two_due_dates_keep_the_earlier_and_note_the_later() -> None:
    one, other = changed(("2026-11-24", "2026-11-25")), changed(("2026-11-24", "2026-11-30"))
    merged = both(ENTRY, one, other)
    assert "📅 2026-11-25\n    - 다른 기기에서 정한 기한: 2026-11-30\n    - 스테이징부터\n" in merged.text
    assert [found.kind for found in merged.contradictions] == ["field"]


def test_what_is_noted_below_an_item_is_in_its_language() -> None:
    base = "## Try\n- [ ] walk 📅 2026-11-24\n- [ ] sleep\n"
    one = changed(("11-24", "11-25"), ("[ ] sleep", "[x] sleep ✅ 2026-11-21"), text=base)
    other = changed(("11-24", "11-26"), ("[ ] sleep", "[-] sleep"), text=base)
    lines = both(base, one, other).text.split("\n")
    assert "    - On the other machine: due 2026-11-26" in lines
    assert "    - On the other machine it was dropped" in lines


def test_text_that_both_sides_wrote_something_else_for_is_told() -> None:
    text = changed(("비가 왔다.", "The first paragraph."), ("리뷰 전에 테스트를 돌렸다", "A1"))
    one = changed(("The first paragraph.", "cue by A"), ("A1", "A1 changed by A, and more of it"), text=text)
    other = changed(("The first paragraph.", "was B here"), ("A1", "what B made of this"), text=text)
    merged = both(text, one, other)
    lines = merged.text.split("\n")
    assert {"cue by A", "was B here", "- A1 changed by A, and more of it", "- what B made of this"} <= set(lines)
    assert sorted(found.kind for found in merged.contradictions) == ["item", "text"]
    assert all(lines[found.line - 1] for found in merged.contradictions)


def test_what_one_side_reworded_and_the_other_took_away_is_no_contradiction_of_what_is_new() -> None:
    one = changed(("- 리뷰 전에 테스트를 돌렸다", "- 물을 마셨다"))
    other = changed(("- 리뷰 전에 테스트를 돌렸다\n", ""))
    assert not both(ENTRY, one, other).contradictions


def test_done_on_both_sides_keeps_the_earlier_day() -> None:
    one = changed(("[ ] 산책하기", "[x] 산책하기 ✅ 2026-11-22"))
    other = changed(("[ ] 산책하기", "[X] 산책하기 ✅ 2026-11-21"))
    merged = both(ENTRY, one, other)
    assert "산책하기 ✅ 2026-11-21\n" in merged.text and "11-22" not in merged.text
    assert not merged.contradictions


def test_under_way_gives_way_to_done() -> None:
    one = changed(("[ ] 산책하기", "[/] 산책하기"))
    merged = both(ENTRY, one, changed(("[ ] 산책하기", "[x] 산책하기 ✅ 2026-11-21")))
    assert "- [x] 산책하기 ✅ 2026-11-21\n" in merged.text and not merged.contradictions


def test_dataview_fields_stay_dataview() -> None:
    base = "## Try\n- [ ] a  [due:: 2026-11-24]\n"
    one = changed(("[ ]", "[x]"), ("24]", "24]  [completion:: 2026-11-21]"), text=base)
    other = changed(("24]", "30]"), text=base)
    assert both(base, one, other).text == "## Try\n- [x] a  [due:: 2026-11-30]  [completion:: 2026-11-21]\n"


def test_an_item_reworded_on_both_sides_stands_in_both_wordings() -> None:
    one, other = changed(("테스트를 돌렸다", "테스트를 다 돌렸다")), changed(("테스트를 돌렸다", "테스트를 돌려 봤다"))
    merged = both(ENTRY, one, other)
    assert "- 리뷰 전에 테스트를 다 돌렸다\n- 리뷰 전에 테스트를 돌려 봤다\n" in merged.text
    assert merged.contradictions == (Contradiction(9, "item"),)
    assert both(ENTRY, merged.text, one).text == merged.text


def test_what_one_side_took_away_goes_unless_the_other_changed_it() -> None:
    one = changed(("- [ ] 산책하기\n", ""), ("- 리뷰 전에 테스트를 돌렸다\n", ""))
    other = changed(("[ ] 산책하기", "[x] 산책하기 ✅ 2026-11-21"), ("비가", "눈이"))
    merged = both(ENTRY, one, other)
    assert "산책하기 ✅" in merged.text and "테스트" not in merged.text


def test_a_section_added_on_both_sides_becomes_one_in_the_order_of_the_format() -> None:
    one = changed(("## Try", "## Problem\n- 늦게 잤다\n\n## Try"))
    other = changed(("## Try", "## 🔥 아쉬운 점\n- 회의가 길었다\n\n## Try"))
    merged = both(ENTRY, one, other).text
    assert merged.count("## ") == 3
    assert "- 늦게 잤다\n- 회의가 길었다\n" in merged or "- 회의가 길었다\n- 늦게 잤다\n" in merged
    base = "---\nformat: kpt\n---\n## Keep\n- a\n"
    merged = both(base, base + "\n## Try\n- [ ] c\n", base + "\n## Problem\n- b\n").text
    assert merged == base + "\n## Problem\n- b\n\n## Try\n- [ ] c\n"


def test_an_item_moved_to_another_section_and_marked_on_the_other_side_is_there_once() -> None:
    one = changed(("- [ ] 산책하기\n", ""), ("돌렸다\n", "돌렸다\n- [ ] 산책하기\n"))
    other = changed(("[ ] 산책하기", "[x] 산책하기 ✅ 2026-11-21"))
    merged = both(ENTRY, one, other).text
    assert "돌렸다\n- [x] 산책하기 ✅ 2026-11-21\n" in merged
    assert merged.count("산책하기") == 1


def test_a_section_taken_away_comes_back_with_what_the_other_side_added() -> None:
    one = changed(("## Keep\n- 리뷰 전에 테스트를 돌렸다\n\n", ""))
    other = changed(("돌렸다\n", "돌렸다\n- 일찍 잤다\n"))
    merged = both(ENTRY, one, other).text
    assert "## Keep\n- 일찍 잤다\n\n## Try\n" in merged and "테스트" not in merged


def test_what_is_added_to_a_section_whose_heading_changed_goes_there() -> None:
    base = "# 하루\n\n## 수업\n- 그래프\n\n## 자습\n- 복습\n"
    one = changed(("## 수업", "## 오전 강의"), text=base)
    other = changed(("그래프\n", "그래프\n- 최단 경로\n"), text=base)
    assert both(base, one, other).text == "# 하루\n\n## 오전 강의\n- 그래프\n- 최단 경로\n\n## 자습\n- 복습\n"


def test_prose_merges_by_paragraph() -> None:
    base = "아침에 비가 왔다.\n\n점심에 회의를 했다.\n\n저녁에 쉬었다.\n"
    one = changed(("비가 왔다", "눈이 왔다"), text=base)
    other = changed(("쉬었다", "뛰었다"), text=base) + "\n잘 잤다.\n"
    merged = both(base, one, other)
    assert merged.text == "아침에 눈이 왔다.\n\n점심에 회의를 했다.\n\n저녁에 뛰었다.\n\n잘 잤다.\n"
    assert not merged.contradictions


def test_a_paragraph_that_both_changed_stands_there_twice() -> None:
    base = "아침에 비가 왔다.\n\n점심에 회의를 했다.\n"
    merged = both(base, changed(("회의를", "긴 회의를"), text=base), changed(("했다", "안 했다"), text=base))
    assert merged.text == "아침에 비가 왔다.\n\n점심에 긴 회의를 했다.\n\n점심에 회의를 안 했다.\n"
    assert merged.contradictions == (Contradiction(3, "text"),)


def test_lines_added_to_one_paragraph_table_code_or_quote_are_all_kept() -> None:
    for base in ("> 첫 줄\n", "| a | b |\n|---|---|\n| 1 | 2 |\n", "첫 줄\n", "```\n첫 줄\n```\n"):
        last = base.split("\n")[-2 if not base.startswith("```") else 1]
        prefix = "> " if base.startswith(">") else ""
        one = changed((f"{last}\n", f"{last}\n{prefix}| 셋 |\n"), text=base)
        other = changed((f"{last}\n", f"{last}\n{prefix}| 넷 |\n"), text=base)
        merged = both(base, one, other)
        assert sorted(merged.text.split()) == sorted([*base.split(), *(f"{prefix}| 셋 | {prefix}| 넷 |".split())])
        assert not merged.contradictions


def test_front_matter_merges_by_key_and_tags_as_a_set() -> None:
    one = changed(("'집']", "'집', 배포]"), ("format: kpt\n", "format: kpt\ntitle: 배포\n"))
    other = changed(("[ci,  '집']", "['집']"), ("  # 왜\n", "  # 왜\nmood: 4 # 좋음\n"))
    merged = both(ENTRY, one, other)
    assert merged.text.split("비가")[0] == (
        "---\ndate: 2026-11-20\nformat: kpt\ntitle: 배포\ntags: ['집', 배포]  # 왜\nmood: 4 # 좋음\n---\n"
    )
    assert not merged.contradictions


def test_tags_in_lines_keep_their_lines() -> None:
    base = "---\ntags:\n  - infra # why\n  - ci\n---\n글\n"
    one = changed(("  - ci\n", "  - ci\n  - 집\n"), text=base)
    other = changed(("  - ci\n", '  - "a: b"\n'), text=base)
    merged = both(base, one, other).text
    assert merged.startswith("---\ntags:\n  - infra # why\n  - ") and "ci" not in merged
    assert "집\n" in merged and "a: b" in merged


def test_one_key_with_two_values_keeps_the_other_as_a_comment() -> None:
    merged = both(
        ENTRY, changed(("format: kpt", "format: kpt\ntitle: 가")), changed(("format: kpt", "format: kpt\ntitle: 나"))
    )
    assert "title: 가\n# title: 나\n" in merged.text
    assert merged.contradictions == (Contradiction(4, "key"),)


def test_private_on_one_side_is_private() -> None:
    one, other = (changed(("format: kpt", f"format: kpt\nprivate: {value}")) for value in ("true", "false"))
    assert "private: true\n" in both(None, one, other).text


def test_todays_entry_written_on_two_devices_is_the_union() -> None:
    one = "---\ndate: 2026-11-20\nformat: kpt\n---\n비가 왔다.\n\n## Keep\n- a\n\n## Try\n- [ ] x\n"
    other = (
        "---\ndate: 2026-11-20\nformat: kpt\nmood: 4\n---\n눈이 왔다.\n\n"
        "## Keep\n- b\n- a\n\n## Problem\n- p\n\n## Try\n- [x] x ✅ 2026-11-20\n"
    )
    merged = both(None, one, other)
    assert merged.text.startswith("---\ndate: 2026-11-20\nformat: kpt\nmood: 4\n---\n")
    assert merged.text.endswith("\n\n## Problem\n- p\n\n## Try\n- [x] x ✅ 2026-11-20\n")
    assert all(merged.text.count(line) == 1 for line in ("비가 왔다.", "눈이 왔다.", "## Keep", "- a\n", "- b\n"))


def test_the_digest_is_kept_whole_from_one_side() -> None:
    base = put_digest("## Positive\n- a\n", ["- 월: a"], "ko")
    one = put_digest(base, ["- 월: a", "- 화: b"], "ko")
    other = put_digest(base, ["- 월: a", "- 수: c", "- 목: d"], "ko").replace("- a\n", "- a\n- e\n")
    merged = both(base, one, other)
    found = read_digest(merged.text)
    assert found is not None and not found.edited and "- 목: d" in merged.text and "- 화: b" not in merged.text
    assert merged.text.endswith("- a\n- e\n") and not merged.contradictions


def test_a_digest_that_somebody_edited_is_text_to_keep() -> None:
    base = put_digest("## Positive\n- a\n", ["- 월: a"], "ko")
    one = changed(("- 월: a", "- 월: a\n- 내가 쓴 줄"), text=base)
    other = put_digest(base, ["- 월: a", "- 수: c"], "ko")
    merged = both(base, one, other)
    assert "- 내가 쓴 줄\n" in merged.text
    found = read_digest(merged.text)
    assert found is not None and found.edited
    other = changed(("- 월: a", "- 월: a\n- 다른 데서 쓴 줄"), text=base)
    merged = both(base, one, other)
    assert merged.text.count("retro:begin") == 1
    assert "- 내가 쓴 줄\n" in merged.text and "- 다른 데서 쓴 줄\n" in merged.text


def test_a_side_that_only_spells_differently_changes_nothing_else() -> None:
    base = "## Keep\n- \uac00\n\n## Try\n- [ ] b  \n"
    one = base.replace("\n", "\r\n").replace("\uac00", "\u1100\u1161")
    other = base.replace("- [ ] b  \n", "- [x] b ✅ 2026-11-21\n- [ ] c")
    merged = both(base, "\ufeff" + one, other).text
    assert merged == "\ufeff## Keep\r\n- \u1100\u1161\r\n\r\n## Try\r\n- [x] b ✅ 2026-11-21\r\n- [ ] c"


def test_front_matter_that_is_not_yaml_is_merged_line_by_line() -> None:
    base = "---\ntitle: [a\n---\n## Try\n- [ ] x\n"
    merged = both(base, base.replace("[ ] x", "[x] x"), base + "- [ ] y\n").text
    assert merged == "---\ntitle: [a\n---\n## Try\n- [x] x\n- [ ] y\n"


def test_behind_an_open_fence_no_line_is_lost() -> None:
    base = "## Keep\n- a\n\n```\ncode\n"
    merged = both(base, base + "one\n", base.replace("- a\n", "- a\n- b\n") + "two\n").text
    assert merged == "## Keep\n- a\n- b\n\n```\ncode\none\ntwo\n"


def test_nested_items_merge_by_themselves() -> None:
    base = "## Try\n- [ ] 큰 일\n    - [ ] 작은 일 하나\n    - [ ] 작은 일 둘\n"
    one = changed(("[ ] 작은 일 하나", "[x] 작은 일 하나"), text=base)
    other = changed(("[ ] 큰 일", "[/] 큰 일"), ("둘\n", "둘\n    - [ ] 작은 일 셋\n"), text=base)
    assert both(base, one, other).text == (
        "## Try\n- [/] 큰 일\n    - [x] 작은 일 하나\n    - [ ] 작은 일 둘\n    - [ ] 작은 일 셋\n"
    )


def test_nested_items_that_two_editors_indent_differently_stand_beside_each_other() -> None:
    base = "## Try\n- [ ] 큰 일\n"
    merged = both(base, base + "  - [ ] 하나\n", base + "    - [ ] 둘\n        - 왜\n").text
    assert merged in (
        base + "  - [ ] 하나\n  - [ ] 둘\n      - 왜\n",
        base + "    - [ ] 둘\n        - 왜\n    - [ ] 하나\n",
    )


def test_a_block_link_of_one_side_stays() -> None:
    base = "## Try\n- [ ] a\n- [ ] b ^old\n"
    one = changed(("[ ] a", "[ ] a 📅 2026-11-24 ^x1"), (" ^old", ""), text=base)
    other = changed(("[ ]", "[/]"), text=base)
    assert both(base, one, other).text == "## Try\n- [/] a 📅 2026-11-24 ^x1\n- [/] b\n"


def test_boxes_in_code_are_code() -> None:
    base = "```\n- [ ] a\n```\n"
    one, other = changed(("[ ] a", "[x] a"), text=base), changed(("[ ] a", "[ ] a 📅 2026-11-24"), text=base)
    assert both(base, one, other).text == "```\n- [ ] a 📅 2026-11-24\n- [x] a\n```\n"


def test_new_items_stand_as_far_apart_as_the_others() -> None:
    loose = "## Keep\n- a\n\n- b\n## Try\n- [ ] x\n"
    one, other = (changed(("- b\n", f"- b\n\n- {name}\n"), text=loose) for name in "cd")
    assert both(loose, one, other).text == "## Keep\n- a\n\n- b\n\n- c\n\n- d\n## Try\n- [ ] x\n"


def test_a_numbered_list_counts_on() -> None:
    base = "1. a\n2. b\n"
    assert both(base, base + "3. c\n4. d\n", base + "3. e\n").text == "1. a\n2. b\n3. c\n4. d\n5. e\n"
    base = "1. a\n1. b\n"
    assert both(base, base + "1. c\n", base + "1. e\n").text == "1. a\n1. b\n1. c\n1. e\n"


def test_a_value_of_several_lines_is_kept_as_a_comment_once() -> None:
    base = "---\nsummary: |\n  첫 줄\n\n  둘\n---\n글\n"
    one, other = changed(("첫 줄", "첫째 줄"), text=base), changed(("둘", "둘째 줄"), text=base)
    merged = both(base, one, other)
    assert "둘째 줄\n# summary: |\n#   첫째 줄\n#\n#   둘\n---\n" in merged.text
    assert both(base, merged.text, one).text == merged.text == both(base, merged.text, other).text


def test_front_matter_that_is_one_mapping_in_braces_keeps_the_other_as_a_comment() -> None:
    merged = both("---\n{a: 1}\n---\n글\n", "---\n{a: 2}\n---\n글\n", "---\n{a: 1, b: 3}\n---\n글\n")
    assert merged.text == "---\n{a: 1, b: 3}\n# {a: 2}\n---\n글\n"
    assert merged.contradictions == (Contradiction(3, "key"),)


def test_an_item_that_one_side_moved_and_reworded_as_the_other_reworded_it_is_there_once() -> None:
    base = "- 배포를 했다\n- 산책하기\n"
    assert (
        both(base, "- 배포를 했다 더\n- 산책하기\n", "- 산책하기\n- 배포를 했다 더\n").text
        == "- 산책하기\n- 배포를 했다 더\n"
    )
