"""Edits of a post find their way back into the entries, or are named as those that cannot."""

from pathlib import Path

import pytest

from retro_cli.errors import ConflictError
from retro_cli.services.publishing import posting
from retro_cli.services.publishing.posting import Desk, Draft, draft, week_unit, write
from retro_cli.services.publishing.updating import Taken, carry_out, take
from services.publishing.desk import WEEK, desk, written

MONDAY = """---
format: kpt   # the usual
---
회의가 셋이었다.
그래도 앉아 있었다.

## Keep
- 테스트를 먼저 돌렸다
- 산책했다
    - 비가 왔다
- 비밀 #private

## Try
* [ ] 안건 적어 가기 #team 📅 2026-11-24
"""
TUESDAY = "---\nformat: cdfa\ntitle: 첫 배포\n---\r\n## Did\r\n세 번 죽였다.\r\n\r\n## Felt\r\n손에 땀이 났다.\r\n"


class Edited:
    """A published week whose post is edited."""

    def __init__(self, tmp_path: Path, style: str) -> None:
        files = {"2026/2026-11-16.md": MONDAY, "2026/2026-11-17-첫-배포.md": TUESDAY}
        self.desk: Desk = desk(written(tmp_path / "journal", files), tmp_path / "site", style=style)
        self.root = tmp_path / "journal/2026"
        first = self.draft()
        write(self.desk, first)
        self.post = tmp_path / "site" / first.path

    def draft(self) -> Draft:
        made = draft(self.desk, week_unit(WEEK))
        assert made is not None
        return made

    def edit(self, old: str, new: str) -> Taken:
        text = self.post.read_text()
        assert text.count(old) == 1, text
        self.post.write_text(text.replace(old, new))
        return take(self.desk, self.draft())


@pytest.fixture(params=["default", "kpt", "events", "log"])
def edited(tmp_path: Path, request: pytest.FixtureRequest) -> Edited:
    return Edited(tmp_path, request.param)


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ("테스트를 먼저 돌렸다", "테스트부터 돌렸다", "2026/2026-11-16.md"),
        ("비가 왔다", "눈이 왔다", "2026/2026-11-16.md"),
        ("그래도 앉아 있었다.", "그래도 오후엔 앉아 있었다.", "2026/2026-11-16.md"),
        ("안건 적어 가기", "안건을 한 줄로 적어 가기", "2026/2026-11-16.md"),
        ("세 번 죽였다.", "네 번 죽였다.", "2026/2026-11-17-첫-배포.md"),
    ],
)
def test_a_changed_line_changes_its_line_of_the_entry_and_no_other(
    edited: Edited, old: str, new: str, path: str
) -> None:
    taken = edited.edit(old, new)
    assert taken.left == ()
    assert taken.texts == {path: taken.was[path].replace(old, new)}
    done = carry_out(edited.desk, edited.draft(), taken)
    assert done is not None
    assert done.text == edited.post.read_text()
    assert edited.draft().state == posting.SAME


def test_a_line_that_was_taken_out_is_taken_out_of_its_entry(edited: Edited) -> None:
    line = next(line for line in edited.post.read_text().split("\n") if "비가 왔다" in line)
    taken = edited.edit(line + "\n", "")
    assert taken.left == ()
    assert taken.texts == {"2026/2026-11-16.md": MONDAY.replace("    - 비가 왔다\n", "")}


def test_a_new_item_goes_below_the_one_above_it(edited: Edited) -> None:
    line = next(line for line in edited.post.read_text().split("\n") if "비가 왔다" in line)
    taken = edited.edit(line, f"{line}\n{line.replace('비가 왔다', '우산이 없었다')}")
    assert taken.left == ()
    assert taken.texts == {
        "2026/2026-11-16.md": MONDAY.replace("    - 비가 왔다\n", "    - 비가 왔다\n    - 우산이 없었다\n")
    }


def test_what_belongs_to_no_line_of_an_entry_is_named_and_the_rest_is_taken(edited: Edited) -> None:
    edited.post.write_text(edited.post.read_text() + "\n읽어 주셔서 고마워요.\n")
    taken = edited.edit("산책했다", "오래 산책했다")
    assert [change.new for change in taken.left] == [("읽어 주셔서 고마워요.",)]
    assert taken.texts == {"2026/2026-11-16.md": MONDAY.replace("산책했다", "오래 산책했다")}
    before = edited.post.read_text()
    assert carry_out(edited.desk, edited.draft(), taken) is None
    assert edited.post.read_text() == before
    again = take(edited.desk, edited.draft())
    assert again.texts == {}
    assert [change.new for change in again.left] == [("읽어 주셔서 고마워요.",)]


def test_an_edit_is_taken_also_where_the_journal_has_news(edited: Edited) -> None:
    path = edited.root / "2026-11-19.md"
    path.write_text("---\nformat: kpt\n---\n## Keep\n- 새로 쓴 것\n")
    taken = edited.edit("산책했다", "오래 산책했다")
    assert taken.left == ()
    done = carry_out(edited.desk, edited.draft(), taken)
    assert done is not None
    assert "새로 쓴 것" in done.text
    assert "오래 산책했다" in done.text


def test_words_that_stand_in_two_entries_are_taken_into_the_one_that_was_meant(tmp_path: Path) -> None:
    both = "---\nformat: kpt\n---\n## Keep\n- 산책\n"
    files = {"2026/2026-11-16.md": both, "2026/2026-11-17.md": both.replace("- 산책", "- 산책\n- 독서")}
    at = desk(written(tmp_path / "journal", files), tmp_path / "site")
    made = draft(at, week_unit(WEEK))
    assert made is not None
    write(at, made)
    post = tmp_path / "site" / made.path
    head, _, last = post.read_text().rpartition("- 산책")
    post.write_text(f"{head}- 긴 산책{last}")
    again = draft(at, week_unit(WEEK))
    assert again is not None
    taken = take(at, again)
    assert taken.texts in ({}, {"2026/2026-11-17.md": files["2026/2026-11-17.md"].replace("산책", "긴 산책")})


def test_an_entry_that_changed_meanwhile_is_left_alone(edited: Edited) -> None:
    taken = edited.edit("산책했다", "오래 산책했다")
    (edited.root / "2026-11-16.md").write_text("## Keep\n- 다른 것\n")
    with pytest.raises(ConflictError):
        carry_out(edited.desk, edited.draft(), taken)
    assert (edited.root / "2026-11-16.md").read_text() == "## Keep\n- 다른 것\n"
