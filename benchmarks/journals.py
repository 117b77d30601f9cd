"""Journals as people keep them, of any size: `python benchmarks/journals.py DIR --entries 3650 [--seed 1]`.

One entry a day back from the last day, every Sunday a week's review in its place: half Korean, half English, in five
formats, with tags, titles, nested items, code, quotes and prose. What was to be tried is mostly done or dropped;
half of what is still open lies in the last weeks. The same seed gives the same bytes.
"""

import argparse
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

LAST_DAY = date(2026, 11, 20)
RARE = "번아웃"
"""A word that one entry in two hundred holds: what somebody searches for."""
OPEN = {365: 30, 3_650: 100, 36_500: 300}
"""How many action items are open, by the number of entries; for other numbers see `open_items`."""

DID = (
    "결제 모듈의 재시도 로직을 다시 짰다",
    "스프린트 회의에서 다음 주 일을 나눴다",
    "트랜스포머 논문의 3장까지 읽고 정리했다",
    "리뷰에서 나온 지적 다섯 개를 모두 고쳤다",
    "느린 쿼리에 인덱스를 걸었더니 응답이 절반으로 줄었다",
    "Wrote the migration for the orders table and ran it twice on staging",
    "Paired on the flaky upload test until we found the race",
    "Read two chapters on distributed systems and drew the diagrams myself",
    "Cut the build from eleven minutes to four by caching the wheels",
    "Explained the new layout to the team with a small demo",
)
BAD = (
    "점심 뒤에 집중이 안 돼서 두 시간을 흘려보냈다",
    "테스트 없이 고쳤다가 다른 화면이 깨졌다",
    "질문을 미루다가 반나절을 혼자 헤맸다",
    "Said yes to a third task before the first was done",
    "The estimate was off by a day because I forgot the review",
)
LEARNED = (
    "컨텍스트 매니저로 자원을 닫으면 예외가 나도 안전하다",
    "작은 단위로 커밋하면 되돌리기가 쉽다",
    "A failing test first makes the fix half as long",
    "Write the question down before asking it: half the time it answers itself",
)
NEXT = (
    "설정 파일을 저장소에 넣기",
    "아침에 논문 한 편 읽기",
    "배포 스크립트를 문서로 남기기",
    "산책하면서 하루를 정리하기",
    "Write the on-call notes",
    "Ask for a review before lunch",
    "Try the profiler on the import",
    "Split the long function in the parser",
)
TAGS = ("infra", "ci", "study", "독서", "건강", "team/backend")
CODE = "```python\nfor task in tasks:\n    print(task)\n```\n"
BOXES_IN_CODE = '```python\ntasks = ["- [ ] not a task", "- [x] neither"]\n```\n'
QUOTE = "> 느리게 가도 멈추지 않으면 된다.\n> One thing at a time.\n"
FORMATS = ("kpt", "kpt", "kpt", "cdfa", "4l", "good-bad", "log")
HEADINGS = {
    "kpt": (("Keep", DID), ("Problem", BAD), ("Try", NEXT)),
    "cdfa": (("계기", LEARNED), ("한 일", DID), ("느낀 점", BAD), ("다음에 해볼 것", NEXT)),
    "4l": (("Liked", DID), ("Learned", LEARNED), ("Lacked", BAD), ("Longed for", LEARNED)),
    "good-bad": (("좋았던 점", DID), ("아쉬운 점", BAD), ("도전할 점", NEXT)),
    "log": (("오전", DID), ("오후", DID), ("배운 것", LEARNED)),
}


def open_items(entries: int) -> int:
    """How many action items are left open in a journal of so many entries."""
    return OPEN.get(entries, max(1, entries // 36))


def write_journal(root: Path, entries: int, seed: int = 1, last: date = LAST_DAY) -> int:
    """Write a journal of `entries` files below `root`; the bytes written. The folder must not exist."""
    root.mkdir(parents=True)
    root.joinpath("retro.toml").write_text('rhythm = "daily"\nformat = "kpt"\nweek_format = "weekly"\n', "utf-8")
    total = 0
    for path, text in files(entries, seed, last):
        target = root / path
        target.parent.mkdir(exist_ok=True)
        target.write_text(text, "utf-8")
        total += len(text.encode())
    return total


def files(entries: int, seed: int = 1, last: date = LAST_DAY) -> Iterator[tuple[str, str]]:
    """The (path, text) pairs of a journal, newest first."""
    source = random.Random(seed)
    days = [last - timedelta(days=back) for back in range(entries)]
    with_next = [day for day in days if day.weekday() != 6]
    left_open = _days_left_open(source, with_next, open_items(entries))
    for day in days:
        if day.weekday() == 6:
            yield _review(source, day)
        else:
            yield _entry(source, day, left_open.get(day, 0))


def _days_left_open(source: random.Random, days: list[date], count: int) -> dict[date, int]:
    """On which days something is still open: half of it in the last sixty days, the rest anywhere."""
    chosen: dict[date, int] = {}
    for number in range(min(count, 2 * len(days))):
        near = days[:60] if number % 2 else days
        day = source.choice(near)
        chosen[day] = chosen.get(day, 0) + 1
    return chosen


def _review(source: random.Random, sunday: date) -> tuple[str, str]:
    iso = sunday.isocalendar()
    label = f"{iso.year:04}-W{iso.week:02}"
    lines = ["---", "format: weekly", "---", "", f"<!-- retro:begin digest lang=ko week={label} -->"]
    lines += [f"- {source.choice(DID)} (월)" for _ in range(4)]
    lines += [f"✓ {source.choice(NEXT)}", "<!-- retro:end digest -->", ""]
    for heading, texts in (("[+] Positive", DID), ("[-] Negative", BAD), ("[.] Takeaway", LEARNED)):
        lines += [f"## {heading}", *(f"- {source.choice(texts)}" for _ in range(2)), ""]
    return f"{iso.year:04}/{label}.md", "\n".join(lines)


def _entry(source: random.Random, day: date, left_open: int) -> tuple[str, str]:
    name = source.choice(FORMATS)
    if left_open and name in ("log", "4l"):
        name = "kpt"
    lines = ["---", f"date: {day}", f"format: {name}"]
    if source.random() < 0.3:
        lines.append(f"title: {source.choice(LEARNED)[:18].replace(':', '')}")
    if source.random() < 0.5:
        lines.append(f"tags: [{', '.join(source.sample(TAGS, 2))}]")
    lines += ["---", ""]
    if source.random() < 0.4:
        lines += [" ".join(source.sample(DID + LEARNED, 3)) + ".", ""]
    for heading, texts in HEADINGS[name]:
        lines.append(f"## {heading}")
        if texts is NEXT:
            lines += _tasks(source, day, left_open)
        elif name == "log":
            lines += ["", *(f"{text}." for text in source.sample(texts, 2))]
        else:
            lines += _bullets(source, texts)
        lines.append("")
    if source.random() < 0.1:
        lines.append(source.choice((CODE, QUOTE)))
    if source.random() < 0.005:
        lines.append(
            source.choice((BOXES_IN_CODE, f"{RARE} 직전까지 갔던 한 주였다.\n", f"Close to {RARE}, took a walk.\n"))
        )
    return f"{day.year:04}/{day}.md", "\n".join(lines)


def _bullets(source: random.Random, texts: tuple[str, ...]) -> list[str]:
    lines = []
    for text in source.sample(texts, source.randint(1, 4)):
        tag = f" #{source.choice(TAGS)}" if source.random() < 0.15 else ""
        lines.append(f"- {text}{tag}")
        if source.random() < 0.2:
            lines.append(f"    - {source.choice(LEARNED)}")
    return lines


def _tasks(source: random.Random, day: date, left_open: int) -> list[str]:
    """What is to be tried: as many open ones as said, the others ticked or dropped a few days later."""
    lines = []
    for _ in range(source.randint(0, 2)):
        text, closed = source.choice(NEXT), day + timedelta(days=source.randint(0, 12))
        lines.append(f"- [-] {text} ❌ {closed}" if source.random() < 0.2 else f"- [x] {text} ✅ {closed}")
    for _ in range(left_open):
        due = f" 📅 {day + timedelta(days=source.randint(1, 30))}" if source.random() < 0.4 else ""
        tag = f" #{source.choice(TAGS)}" if source.random() < 0.3 else ""
        mark = "/" if source.random() < 0.1 else " "
        lines.append(f"- [{mark}] {source.choice(NEXT)}{tag}{due}")
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--entries", type=int, default=3_650)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    size = write_journal(asked.folder, asked.entries, asked.seed)
    print(f"{asked.entries} entries, {size / 1e6:.1f} MB, {open_items(asked.entries)} open: {asked.folder}")


if __name__ == "__main__":
    main()
