"""What importing promises for any text that is made of the pieces that people use: no line is lost, twice is once."""

import re
import unicodedata
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retro_cli.domain.frontmatter import body_line
from retro_cli.domain.importing.model import ImportOptions
from retro_cli.domain.settings import Settings
from retro_cli.domain.text import split_lines
from retro_cli.services.importing.run import Import, ImportedFile, Request, find_files
from retro_cli.store.formats import load_formats
from retro_cli.store.journal import Journal

FORMATS = load_formats([("built-in", Path(__file__).resolve().parents[2] / "templates")])
REQUEST = Request(ImportOptions(today=date(2026, 11, 20), start=date(2024, 8, 5), lang="ko"))

WORDS = ("아침에 논문을 읽었다", "산책", "slept badly", "배포를 했다 🙂", "[링크](https://example.org)", "하나, 둘")
LABELS = (
    "Keep",
    "Problem",
    "Try",
    "좋았던 점",
    "아쉬운 점:",
    "배운 것",
    "**Keep**",
    "[+] Positive",
    "✨ 느낀 점",
    "오늘 한 일",
    "메모",
)
DAYS = ("2024-09-02", "2024.09.03 화", "9월 4일 (수)", "(240905 목) 스터디", "6일차", "09/06", "2024-09-02 회고")

words = st.sampled_from(WORDS)
labels = st.sampled_from(LABELS)
pieces = st.one_of(
    st.builds(lambda level, day: f"{'#' * level} {day}\n", st.integers(1, 4), st.sampled_from(DAYS)),
    st.builds(lambda level, label: f"{'#' * level} {label}\n", st.integers(1, 5), labels),
    st.builds("- {}\n".format, words),
    st.builds("- {}\n    - {}\n".format, words, words),
    st.builds("- [{}] {}\n".format, st.sampled_from(" x/-"), words),
    st.builds("- {}\n    - {}\n".format, labels, words),
    st.builds("- **{}**: {}\n".format, st.sampled_from(("cue", "did", "felt", "action plan")), words),
    st.builds("{}: {}\n".format, st.sampled_from(("Keep", "아쉬운 점", "Successes")), words),
    st.builds("> {}\n".format, st.sampled_from(("K", "P", "T", *WORDS))),
    st.builds("{}\n".format, words),
    st.builds("{}\n---\n".format, labels),
    st.builds("```\n{}\n# 제목 아님\n```\n".format, words),
    st.builds("| K | P |\n|---|---|\n| {} | {} |\n".format, words, words),
    st.sampled_from(
        ("\n", "---\n", "TBU\n", "- \n", "![그림](a.png)\n", "<br>\n", "1. 하나\n2. 둘\n", "주간 회고\n====\n")
    ),
)
texts = st.builds(
    lambda front, body: front + "\n".join(body),
    st.sampled_from(
        ("", "---\ntitle: 5주차 회고\ntags: [a, b]\n---\n", "---\ndate: 2024-09-06\n---\n", "---\nbad: [\n---\n")
    ),
    st.lists(pieces, max_size=14),
)


def bring_in(journal: Journal, path: Path) -> list[ImportedFile]:
    work = Import(journal, REQUEST, write=True)
    work.waiting()
    return list(work.files(find_files(journal, [path])[0]))


def written(journal: Journal) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in sorted(journal.root.rglob("*.md"))}


def labels_and_days(file: ImportedFile) -> set[int]:
    """The lines of the source that became the day, the title or the headings of an entry."""
    entries = [entry.read for entry in file.entries]
    return {entry.line for entry in entries} | {section.line for entry in entries for section in entry.sections}


def plain(line: str) -> str:
    """A line without marks of headings, quotes, lists, boxes and emphasis."""
    line = re.sub(r"^(?:[>\s#|]|[-*+](?=\s)|\d+[.)](?=\s)|\[.\](?=\s))+", "", unicodedata.normalize("NFC", line))
    return re.sub(r"[\s*#|:]+", "", line)


@settings(max_examples=60, deadline=timedelta(seconds=10), suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(texts, min_size=1, max_size=3))
def test_no_line_is_lost_and_importing_twice_is_importing_once(sources: list[str]) -> None:
    with TemporaryDirectory() as folder:
        journal = Journal(Path(folder, "journal"), Settings(), FORMATS, Path(folder, "state"))
        notes = Path(folder, "notes")
        notes.mkdir()
        for number, text in enumerate(sources):
            (notes / f"{number}.md").write_bytes(text.encode())
        first = bring_in(journal, notes)
        assert [file.error for file in first] == [None] * len(sources)
        after = written(journal)
        there = plain_text("\n".join(after.values()))
        for text, file in zip(sources, first, strict=True):
            lines = split_lines(text)
            said = labels_and_days(file)  # which the entry says in its front matter and headings
            kept = [line for at, line in enumerate(lines, 1) if at > body_line(lines) and at not in said]
            assert [line for line in kept if re.search(r"\w", line) and plain(line) not in there] == []
        again = bring_in(journal, notes)
        assert {entry.state for file in again for entry in file.entries} <= {"same"}
        assert written(journal) == after


def plain_text(text: str) -> str:
    return "".join(plain(line) for line in text.split("\n"))
