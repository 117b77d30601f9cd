"""What a week's own entries offer to the questions of its review."""

from domain.weeks import event, kpt, rolled
from retro_cli.domain.promotion import action_texts, promotions

WEEK = {
    "2026-11-16.md": kpt(
        "- 테스트 먼저", "- 늦잠", "- [ ] 일찍 자기\n- [x] 알람 옮기기 ✅ 2026-11-17\n- 그냥 글머리표"
    ),
    "2026-11-17.md": kpt("- 테스트 먼저", tries="- [ ] 비밀 계획 #private"),
    "2026-11-18-x.md": event("논문을 끝까지 읽었다.", meta="title: 논문\nend: 2026-11-19\n"),
    "2026-11-10.md": kpt(tries="- [ ] 지난주 것"),
}


def texts(role: str, lang: str = "ko", standing: tuple[str, ...] = ()) -> list[str]:
    return [one.text for one in promotions(rolled(WEEK), role, lang, standing)]


def test_a_question_offers_the_items_of_its_role_with_all_their_days() -> None:
    (one,) = promotions(rolled(WEEK), "good", "ko")
    assert (one.text, one.when) == ("테스트 먼저", "월 · 화")


def test_what_comes_out_of_a_private_section_says_so() -> None:
    assert texts("bad") == ["늦잠 #private"]


def test_what_is_still_open_is_offered_to_try_as_text_with_its_day() -> None:
    assert texts("next") == ["그냥 글머리표", "일찍 자기 (월)", "비밀 계획 #private (화)"]
    assert texts("next", "en")[1] == "일찍 자기 (Mon)"


def test_a_role_that_has_no_items_is_offered_the_whole_week_by_day() -> None:
    assert texts("question") == [
        "테스트 먼저",
        "늦잠 #private",
        "그냥 글머리표",
        "일찍 자기 (월)",
        "알람 옮기기 (월)",
        "비밀 계획 #private (화)",
        "논문 — 논문을 끝까지 읽었다.",
    ]


def test_what_the_review_says_already_is_not_offered_again() -> None:
    assert texts("good", standing=("테스트 먼저",)) == []


def test_the_texts_of_action_items_are_known_in_any_state() -> None:
    assert action_texts(rolled(WEEK), "ko") == {"일찍 자기 (월)", "알람 옮기기 (월)", "비밀 계획 #private (화)"}
