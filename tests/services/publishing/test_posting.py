"""What a post is called, when it is dated, where it goes, and what becomes of one that stands there already."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from retro_cli.domain.period import Span, Week
from retro_cli.errors import UsageError
from retro_cli.services.publishing import posting
from retro_cli.services.publishing.posting import Desk, Draft, draft, span_unit, week_unit, write
from retro_cli.store.journal import Journal
from services.publishing.desk import SEOUL, WEEK, desk, written

MONDAY = "---\nformat: kpt\n---\n## Keep\n- 하나\n"
COURSE = '[course]\nname = "서버 과정"\nstart = 2026-10-19\n'


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return written(tmp_path / "journal", {"2026/2026-11-16.md": MONDAY})


def made_at(at: Desk, week: Week = WEEK) -> Draft:
    made = draft(at, week_unit(week))
    assert made is not None
    return made


def day(number: int) -> Span:
    return Span(dt.date(2026, 11, number), dt.date(2026, 11, number))


# -- titles and names -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lang", "title"),
    [("ko", "11월 16일–22일 회고"), ("en", "Looking back on Nov 16–22"), ("ja", "11月16日〜22日の振り返り")],
)
def test_a_week_is_called_by_its_days(journal: Journal, tmp_path: Path, lang: str, title: str) -> None:
    assert made_at(desk(journal, tmp_path / "site", lang)).title == title


def test_a_week_of_a_course_is_called_by_its_number(tmp_path: Path) -> None:
    journal = written(tmp_path / "journal", {"2026/2026-11-16.md": MONDAY, "retro.toml": COURSE})
    assert made_at(desk(journal, tmp_path / "site")).title == "서버 과정 5주차 회고"
    titled = desk(journal, tmp_path / "site", title="{course} Week{course_week} ({from} ~ {to})")
    assert made_at(titled).title == "서버 과정 Week5 (2026-11-16 ~ 2026-11-22)"


def test_a_title_that_names_what_is_not_there_is_made_without_it_and_says_so(journal: Journal, tmp_path: Path) -> None:
    made = made_at(desk(journal, tmp_path / "site", title="{course_week}주차 회고"))
    assert made.title == "11월 16일–22일 회고"
    assert made.remarks[0].values == {"name": "{course_week}", "title": made.title}


def test_a_day_is_called_by_the_title_of_its_only_entry(tmp_path: Path) -> None:
    files = {"2026/2026-11-16.md": "---\ntitle: 첫 배포\n---\n글\n", "2026/2026-11-17.md": MONDAY}
    at = desk(written(tmp_path / "journal", files), tmp_path / "site")
    titles = [made.title for number in (16, 17) if (made := draft(at, span_unit(day(number))))]
    assert titles == ["첫 배포", "11월 17일 (화) 회고"]


def test_a_pattern_for_weeks_is_not_used_for_a_day(tmp_path: Path) -> None:
    journal = written(
        tmp_path / "journal", {"2026/2026-11-16.md": MONDAY, "retro.toml": f'timezone = "Asia/Seoul"\n{COURSE}'}
    )
    for pattern, title in (("{course_week}주차", "11월 16일 (월) 회고"), ("{course_day}일차", "21일차")):
        made = draft(desk(journal, tmp_path / "site", title=pattern), span_unit(day(16)))
        assert made is not None
        assert made.title == title
        assert not made.remarks


@pytest.mark.parametrize(
    ("title", "letters", "name"),
    [
        ("서버 과정 5주차", "hangul", "2026-11-20-서버-과정-5주차.md"),
        ("서버 과정 5주차", "ascii", "2026-11-20-seobeo-gwajeong-5jucha.md"),
        ("../../x", "hangul", "2026-11-20-x.md"),
        ("🎉🎉", "hangul", "2026-11-20-retro.md"),
        ("日記", "ascii", "2026-11-20-retro.md"),
        ("Café au lait", "ascii", "2026-11-20-cafe-au-lait.md"),
        ("a/b\\c:d", "hangul", "2026-11-20-a-b-c-d.md"),
    ],
)
def test_a_file_is_named_by_its_day_and_title(
    journal: Journal, tmp_path: Path, title: str, letters: str, name: str
) -> None:
    made = made_at(desk(journal, tmp_path / "site", title=title, slug=letters))
    assert made.path == f"_posts/{name}"


@pytest.mark.parametrize("flavour", ["jekyll", "obsidian"])
def test_a_long_title_makes_a_name_that_every_disk_takes(journal: Journal, tmp_path: Path, flavour: str) -> None:
    made = made_at(desk(journal, tmp_path / "site", title="회고" * 300, flavour=flavour))
    assert len(made.path.rpartition("/")[2].encode()) <= 140
    write(desk(journal, tmp_path / "site", title="회고" * 300, flavour=flavour), made)


def test_a_note_of_a_vault_is_called_by_its_title(journal: Journal, tmp_path: Path) -> None:
    made = made_at(desk(journal, tmp_path / "site", title="a: b/c #1 [x]", flavour="obsidian"))
    assert made.path == "a b c 1 x.md"


def test_a_post_is_never_put_where_it_would_be_an_entry(tmp_path: Path) -> None:
    journal = written(tmp_path / "journal", {"2026/2026-11-16.md": MONDAY})
    with pytest.raises(UsageError):
        draft(desk(journal, tmp_path / "journal", flavour="plain"), week_unit(WEEK))


# -- dates ------------------------------------------------------------------------------------------------------------


def test_a_week_that_is_not_over_is_dated_now_and_carries_the_offset(journal: Journal, tmp_path: Path) -> None:
    assert "date: 2026-11-20 21:00:00 +0900" in made_at(desk(journal, tmp_path / "site")).text.split("\n")


def test_after_midnight_the_day_is_still_the_one_that_is_looked_back_on(journal: Journal, tmp_path: Path) -> None:
    at = desk(journal, tmp_path / "site")
    night = replace(at, now=dt.datetime(2026, 11, 21, 1, 30, tzinfo=SEOUL))
    assert made_at(night).moment.replace(tzinfo=None) == dt.datetime(2026, 11, 20, 23, 59)


def test_a_week_that_is_over_is_dated_the_evening_of_its_last_entry(tmp_path: Path) -> None:
    files = {"2026/2026-11-09.md": MONDAY, "2026/2026-11-12.md": MONDAY, "retro.toml": 'timezone = "Asia/Seoul"\n'}
    at = desk(written(tmp_path / "journal", files), tmp_path / "site")
    assert "date: 2026-11-12 21:00:00 +0900" in made_at(at, WEEK.previous()).text
    at = desk(at.journal, tmp_path / "site", time=dt.time(8, 30))
    assert "date: 2026-11-12 08:30:00 +0900" in made_at(at, WEEK.previous()).text


def test_a_post_keeps_its_date_and_its_address_when_it_is_published_again(journal: Journal, tmp_path: Path) -> None:
    at = desk(journal, tmp_path / "site")
    first = made_at(at)
    write(at, first)
    later = replace(at, now=at.now + dt.timedelta(days=3), today=dt.date(2026, 11, 23))
    again = made_at(later)
    assert (again.state, again.path, again.text) == (posting.SAME, first.path, first.text)
    titled = desk(journal, tmp_path / "site", title="다른 제목")
    assert (made_at(titled).path, made_at(titled).state) == (first.path, posting.CHANGED)


# -- publishing again -------------------------------------------------------------------------------------------------


def test_what_a_hand_changed_in_the_front_matter_stays(journal: Journal, tmp_path: Path) -> None:
    at = desk(journal, tmp_path / "site", tags=("a",))
    first = made_at(at)
    write(at, first)
    post = tmp_path / "site" / first.path
    post.write_text(post.read_text().replace("layout: post", "layout: wide # mine\npin: true"))
    (tmp_path / "journal/2026/2026-11-17.md").write_text(MONDAY.replace("하나", "둘"))
    again = made_at(desk(journal, tmp_path / "site", tags=("a", "b")))
    assert again.state == posting.CHANGED
    head = again.text.split("---\n")[1]
    assert "layout: wide # mine\npin: true\n" in head
    assert "tags: [a, b]" in head
    assert "- 둘" in again.text


def test_a_post_that_was_edited_by_hand_is_told_from_one_that_somebody_else_wrote(
    journal: Journal, tmp_path: Path
) -> None:
    at = desk(journal, tmp_path / "site")
    first = made_at(at)
    post = tmp_path / "site" / first.path
    post.parent.mkdir()
    post.write_text("somebody else's\n")
    assert made_at(at).state == posting.FOREIGN
    post.unlink()
    write(at, first)
    assert made_at(at).state == posting.SAME
    post.write_text(post.read_text() + "\nmine\n")
    edited = made_at(at)
    assert edited.state == posting.EDITED
    posting.keep(at, edited)
    assert made_at(at).state == posting.KEPT
    (tmp_path / "journal/2026/2026-11-17.md").write_text(MONDAY)
    assert made_at(at).state == posting.EDITED


def test_a_post_that_is_gone_is_known_to_be_and_can_be_written_anew(journal: Journal, tmp_path: Path) -> None:
    at = desk(journal, tmp_path / "site")
    write(at, made_at(at))
    (tmp_path / "site" / made_at(at).path).unlink()
    gone = made_at(at)
    assert gone.state == posting.GONE
    assert [one.values for one in gone.remarks] == [{"path": gone.path}]
    write(at, gone)
    assert made_at(at).state == posting.SAME


@pytest.mark.parametrize("name", ["2026-11-20-새-이름.md", "지난주/2026-11-19-x.markdown", "_drafts/x.md"])
def test_a_post_that_was_renamed_by_hand_is_found_and_kept_there(journal: Journal, tmp_path: Path, name: str) -> None:
    at = desk(journal, tmp_path / "site")
    write(at, made_at(at))
    before = made_at(at).path
    path = name if name.startswith("_drafts") else f"_posts/{name}"
    (tmp_path / "site" / path).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / "site" / before).rename(tmp_path / "site" / path)
    (tmp_path / "site" / "_posts" / "2026-11-20-other.md").write_text("---\ntitle: 다른 글\n---\n다른 글이다.\n")
    again = made_at(at)
    assert (again.state, again.path, again.was) == (posting.SAME, path, before)
    write(at, again)
    assert made_at(at).was is None
    (journal.root / "2026/2026-11-20.md").write_text("새로 쓴 글이다.\n")
    news = made_at(at)
    assert (news.state, news.path) == (posting.CHANGED, path)
    write(at, news)
    assert not (tmp_path / "site" / before).exists()


def test_a_post_that_was_renamed_and_edited_is_found(journal: Journal, tmp_path: Path) -> None:
    at = desk(journal, tmp_path / "site")
    write(at, made_at(at))
    old = tmp_path / "site" / made_at(at).path
    (old.parent / "2026-11-21-x.md").write_text(
        old.read_text().replace("title:", "title: 다른 제목 #") + "\n손으로 쓴 줄\n"
    )
    old.unlink()
    again = made_at(at)
    assert (again.state, again.path) == (posting.EDITED, "_posts/2026-11-21-x.md")


def test_a_post_that_says_the_same_is_not_published_beside_itself(tmp_path: Path) -> None:
    days = "\n".join(f"- {number}번째로 한 일이다" for number in range(6))
    journal = written(tmp_path / "journal", {"2026/2026-11-16.md": f"---\nformat: kpt\n---\n## Keep\n{days}\n"})
    at = desk(journal, tmp_path / "site")
    posts = tmp_path / "site" / "_posts"
    posts.mkdir()
    (posts / "2026-11-20-내-글.md").write_text(f"---\ntitle: 이번 주\n---\n### 월요일\n\n{days}\n")
    (posts / "2025-11-20-지난해.md").write_text(f"---\ntitle: 이번 주\n---\n### 월요일\n\n{days}\n")
    made = made_at(at)
    assert (made.state, made.path) == (posting.FOREIGN, "_posts/2026-11-20-내-글.md")


def test_entries_of_the_journal_are_not_taken_for_posts(tmp_path: Path) -> None:
    days = "\n".join(f"- {number}번째로 한 일이다" for number in range(6))
    root = tmp_path / "vault"
    journal = written(root / "journal", {"2026/2026-11-16.md": f"---\nformat: kpt\n---\n## Keep\n{days}\n"})
    made = made_at(desk(journal, root, flavour="plain"))
    assert made.state == posting.NEW


def test_a_week_that_has_only_a_review_is_laid_out_as_one_text_where_nobody_chose_a_style(tmp_path: Path) -> None:
    files = {"2026/2026-W47.md": "---\nformat: weekly\n---\n한 주의 글\n\n## [+] Positive\n- 하나\n"}
    at = desk(written(tmp_path / "journal", files), tmp_path / "site")
    assert made_at(at).style == "default"
    free = made_at(replace(at, styled=False))
    assert free.style == "weekly"
    assert free.text.endswith("한 주의 글\n\n## [+] Positive\n\n- 하나\n")


def test_nothing_is_published_of_days_without_entries(journal: Journal, tmp_path: Path) -> None:
    assert draft(desk(journal, tmp_path / "site"), week_unit(WEEK.next())) is None


# -- pictures ---------------------------------------------------------------------------------------------------------


def test_pictures_are_copied_below_the_site_and_linked_there(tmp_path: Path) -> None:
    text = (
        "![a](../assets/한 글.png) ![b](<../assets/b.png>) <img src='../assets/b.png'> ![[b.png|300]] ![c](none.png)\n"
    )
    files = {"2026/2026-11-16.md": text, "assets/한 글.png": "1", "assets/b.png": "2"}
    journal = written(tmp_path / "journal", files)
    (tmp_path / "site").mkdir()
    (tmp_path / "site/_config.yml").write_text("baseurl: /blog/\n")
    at = desk(journal, tmp_path / "site", assets="images/retro")
    made = made_at(at)
    write(at, made)
    assert "![a](/blog/images/retro/2026-W47/한%20글.png) ![b](</blog/images/retro/2026-W47/b.png>)" in made.text
    assert (
        "<img src='/blog/images/retro/2026-W47/b.png'> ![b](/blog/images/retro/2026-W47/b.png) ![c](none.png)"
        in made.text
    )
    assert made.missing == ("none.png",)
    assert sorted(path.name for path in (tmp_path / "site/images/retro/2026-W47").iterdir()) == ["b.png", "한 글.png"]


def test_a_picture_of_the_site_is_linked_where_it_is(tmp_path: Path) -> None:
    files = {"2026/2026-11-16.md": "![a](../../site/images/old.png)\n"}
    journal = written(tmp_path / "journal", files)
    (tmp_path / "site/images").mkdir(parents=True)
    (tmp_path / "site/images/old.png").write_text("1")
    made = made_at(desk(journal, tmp_path / "site"))
    assert "![a](/images/old.png)" in made.text
    assert made.copies == ()


def test_a_picture_outside_of_the_journal_is_not_taken_along(tmp_path: Path) -> None:
    (tmp_path / "own.png").write_text("1")
    journal = written(tmp_path / "journal", {"2026/2026-11-16.md": "![a](../../own.png) ![b](link.png)\n"})
    (tmp_path / "journal/2026/link.png").symlink_to(tmp_path / "own.png")
    made = made_at(desk(journal, tmp_path / "site"))
    assert made.copies == ()
    assert made.missing == ("../../own.png", "link.png")


def test_another_picture_of_the_same_name_gets_a_number(tmp_path: Path) -> None:
    journal = written(tmp_path / "journal", {"2026/2026-11-16.md": "![a](a.png)\n", "2026/a.png": "1"})
    at = desk(journal, tmp_path / "site")
    write(at, made_at(at))
    (tmp_path / "journal/2026/a.png").write_text("2")
    made = made_at(at)
    assert "2026-W47/a-2.png" in made.text
    write(at, made)
    assert (tmp_path / "site/assets/img/2026-W47/a.png").read_text() == "1"
