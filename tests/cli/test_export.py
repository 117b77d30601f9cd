"""`retro export`: the entries in the shapes of other programs, without what is private."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from trees import lay_out, schema

Retro = Callable[..., Any]

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "export"
FILES = {
    "2026/2026-11-16.md": (
        "---\nformat: kpt\ntags: [배포 자동화, 팀]\n---\n오늘은 배포 얘기를 많이 했다.\n\n"
        "## Keep\n- 리뷰 전에 테스트를 먼저 돌렸다\n    - 두 번 다 통과\n- =SUM(A1:A9)이 든 칸\n"
        '## Problem\n- +1만 누르고 지나간 리뷰, "급해서"\n- 팀장님과 말다툼 #private\n'
        "## Try\n- [ ] 설정을 저장소에 넣기 #infra ⏫ 📅 2026-11-24\n"
        "- [x] 체크리스트 만들기 ➕ 2026-11-10 ✅ 2026-11-17\n- [-] 새벽 기상\n- [ ] 병원 예약 #private\n"
    ),
    "2026/2026-11-17-발표.md": (
        "---\nformat: cdfa\ntitle: 발표 준비\n---\n## Did\n슬라이드를 만들었다.\n\n## Felt\n후련하다.\n"
    ),
    "2026/2026-11-18.md": "---\nformat: kpt\nprivate: true\n---\n## Keep\n- 아무도 모르게\n",
    "2026/2026-W47.md": (
        "---\nformat: weekly\n---\n<!-- retro:begin digest 2026-W47 lang=ko -->\n- 요약\n<!-- retro:end digest -->\n\n"
        "## [+] Positive\n- 잘 잤다\n\n## [!] To Try\n- [ ] 일찍 자기 ⏳ 2026-11-30\n"
    ),
}
SHAPES = {"json": "json", "jsonl": "jsonl", "csv": "csv", "todo-txt": "txt"}


@pytest.fixture
def journal(home: Path) -> Path:
    return lay_out(home / "journal", FILES)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.usefixtures("journal")
def test_each_shape_is_as_its_golden_file(retro: Retro, shape: str) -> None:
    code, out, err = retro("export", f"--{shape}")
    assert (code, err) == (0, "")
    assert out == (GOLDEN / f"export.{SHAPES[shape]}").read_text(encoding="utf-8")


@pytest.mark.usefixtures("journal")
def test_json_is_the_document_of_show(retro: Retro) -> None:
    document = json.loads(retro("export", "--json").out)
    jsonschema.validate(document, schema("show"))
    lines = retro("export", "--jsonl").out.split("\n")
    assert [json.loads(line) for line in lines if line] == document["entries"]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.usefixtures("journal")
def test_nothing_private_appears_unless_it_is_asked_for(retro: Retro, shape: str) -> None:
    shown = retro("export", f"--{shape}").out
    assert not any(text in shown for text in ("말다툼", "병원", "아무도 모르게"))
    assert "병원" in retro("export", f"--{shape}", "--private").out


@pytest.mark.usefixtures("journal")
def test_no_cell_is_a_formula(retro: Retro) -> None:
    rows = list(csv.reader(io.StringIO(retro("export", "--csv").out)))
    assert not [cell for row in rows for cell in row if cell[1:] and cell[0] in "=+-@"]
    assert any(cell == "'=SUM(A1:A9)이 든 칸" for row in rows for cell in row)


@pytest.mark.parametrize(
    ("options", "paths"),
    [
        (["--since", "2026-11-17"], ["2026/2026-11-17-발표.md", "2026/2026-W47.md"]),
        (["--until", "11-16"], ["2026/2026-11-16.md", "2026/2026-W47.md"]),
        (["-f", "cdfa"], ["2026/2026-11-17-발표.md"]),
        (["--tag", "#Infra"], ["2026/2026-11-16.md"]),
    ],
)
@pytest.mark.usefixtures("journal")
def test_filters_narrow_what_is_exported(retro: Retro, options: list[str], paths: list[str]) -> None:
    document = json.loads(retro("export", "--json", *options).out)
    assert [entry["path"] for entry in document["entries"]] == paths


@pytest.mark.usefixtures("journal")
def test_a_file_is_written_whole_and_never_over_another_without_force(retro: Retro, home: Path) -> None:
    code, out, err = retro("export", "-o", "all.csv")
    assert (code, out, err) == (0, "", "Written: all.csv\n")
    assert (home / "all.csv").read_text(encoding="utf-8") == retro("export", "--csv").out
    code, out, err = retro("export", "--todo-txt", "-o", "all.csv")
    assert (code, out) == (5, "") and "--force" in err
    assert (home / "all.csv").read_text(encoding="utf-8").startswith("date,")
    assert retro("export", "--todo-txt", "-o", "all.csv", "--force").code == 0
    assert (home / "all.csv").read_text(encoding="utf-8") == retro("export", "--todo-txt").out
    assert [path.name for path in home.iterdir() if path.name.endswith(".tmp")] == []


@pytest.mark.parametrize("options", [[], ["--json", "--csv"], ["-o", "all.pdf"]])
def test_a_call_without_one_shape_is_refused(retro: Retro, options: list[str]) -> None:
    code, out, err = retro("export", *options)
    assert (code, out) == (2, "") and "--todo-txt" in err


def test_an_empty_journal_exports_nothing(retro: Retro) -> None:
    assert json.loads(retro("export", "--json").out) == {"version": 1, "entries": []}
    assert retro("export", "--jsonl") == (0, "", "")
    assert retro("export", "--csv").out.count("\n") == 1


def test_an_unreadable_file_is_named_and_the_rest_exported(retro: Retro, journal: Path) -> None:
    (journal / "2026" / "2026-11-19.md").write_bytes(b"\xff\xfe\x00")
    code, out, err = retro("export", "--jsonl")
    assert code == 4 and out.count("\n") == 3
    assert "2026/2026-11-19.md" in err


def test_a_table_holds_all_that_the_file_does(retro: Retro, home: Path) -> None:
    text = (
        "## Keep\n- 하나\n- TBU\n- 없음\n\n## Problem\nTBU\n\n## Try\n- [ ] -\n\n"
        "## 딴 제목\n앞의 글\n\n- 가\n- 나\n\n뒤의 글\n"
    )
    lay_out(home / "journal", {"2026/2026-11-16.md": f"---\nformat: kpt\n---\n{text}"})
    rows = list(csv.DictReader(io.StringIO(retro("export", "--csv").out)))
    assert [(row["section"], row["text"]) for row in rows] == [
        ("keep", "하나"),
        ("keep", "TBU"),
        ("keep", "없음"),
        ("problem", "TBU"),
        ("try", "-"),
        ("딴 제목", "앞의 글\n\n\n뒤의 글"),
        ("딴 제목", "가"),
        ("딴 제목", "나"),
    ]


@pytest.mark.parametrize(
    "name",
    [
        "2026/2026-11-16.md",
        "2026/2026-11-18.md",
        "retro.toml",
        "Retro.TOML",
        "notes.md",
        "templates/kpt.md",
        "templates/publish/x.j2",
        "assets/x.png",
        ".git/config",
    ],
)
@pytest.mark.parametrize("force", [["--force"], []])
def test_an_export_writes_over_no_part_of_the_journal(retro: Retro, home: Path, name: str, force: list[str]) -> None:
    files = {"2026/2026-11-16.md": "## Keep\n- 하나\n", "retro.toml": "", "assets/x.png": "png", ".git/config": "x"}
    lay_out(home / "journal", files)
    (home / "link.csv").symlink_to(home / "journal" / name)
    for path in (f"journal/{name}", "link.csv"):
        code, _, err = retro("export", "--csv", "-o", path, *force)
        assert code == 2 and "-o FILE" in err
    assert {one: (home / "journal" / one).read_text() for one in files} == files


def test_an_export_may_lie_in_the_journal_where_it_is_no_part_of_it(retro: Retro, home: Path) -> None:
    lay_out(home / "journal", {"2026/2026-11-16.md": "## Keep\n- 하나\n"})
    assert retro("export", "-o", "journal/all.csv").code == 0
    assert retro("export", "-o", "journal/all.csv", "--force").code == 0
