"""A year of short entries, made up, for the picture of `retro stats`: always the same ones."""

from datetime import date, timedelta
from pathlib import Path
from random import Random

LAST = date(2026, 11, 20)
KEPT = {
    "ko": (
        "리뷰 전에 테스트를 돌렸다",
        "모르는 것을 바로 물었다",
        "점심 먹고 걸었다",
        "작게 나눠서 올렸다",
        "일찍 잤다",
    ),
    "en": (
        "Ran the tests before asking for a review",
        "Asked at once what I did not know",
        "Went for a walk after lunch",
        "Sent it in small pieces",
        "Slept early",
    ),
}
PROBLEMS = {
    "ko": ("회의가 길어졌다", "설정을 손으로 고쳤다", "늦게까지 붙들고 있었다"),
    "en": ("The meeting ran long", "Changed the settings by hand", "Held on to it until late"),
}
TRIES = {
    "ko": ("설정을 저장소에 넣기", "질문 먼저 적어 두기", "그림부터 그리기", "타이머 맞추기"),
    "en": ("Put the settings into the repository", "Write the question down first", "Draw it first", "Set a timer"),
}


def lay_out_year(root: Path, lang: str) -> None:
    """Write the entries below `root`: most working days, few in August, more towards the end."""
    root.mkdir()
    (root / "retro.toml").write_text(f'lang = "{lang}"\n', "utf-8")
    random = Random(20)
    for back in range(340, -1, -1):
        day = LAST - timedelta(days=back)
        expected = 0.12 if day.weekday() > 4 else 0.35 if day.month == 8 else 0.8 if back > 60 else 0.95
        if random.random() < expected:
            (root / f"{day.year}").mkdir(exist_ok=True)
            (root / f"{day.year}" / f"{day}.md").write_text(_entry(day, lang, back, random), "utf-8")


def _entry(day: date, lang: str, back: int, random: Random) -> str:
    mood = min(5, max(1, round(3.4 + random.gauss(0, 0.8) - (day.month == 8))))
    lines = ["---", f"date: {day}", "format: kpt", f"mood: {mood}"]
    lines += [f"created: {day}T{random.choice((18, 20, 21, 21, 22, 22, 23)):02}:{random.randrange(60):02}", "---", ""]
    lines += ["## Keep", *(f"- {random.choice(KEPT[lang])}" for _ in range(random.randint(1, 5))), ""]
    lines += ["## Problem", *(f"- {random.choice(PROBLEMS[lang])}" for _ in range(random.randint(1, 3)))]
    if random.random() < 0.5:
        done = day + timedelta(days=random.choice((1, 2, 3, 5, 6, 9, 20)))
        mark, ending = ("x", f" ✅ {done}") if done <= LAST and random.random() < 0.85 else (" ", "")
        if mark == " " and back > 40 and random.random() < 0.7:
            mark = "-"
        lines += ["", "## Try", f"- [{mark}] {random.choice(TRIES[lang])}{ending}"]
    return "\n".join(lines) + "\n"
