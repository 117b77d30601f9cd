"""`retro publish`: from the command line and in a terminal."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from retro_cli.cli.context import App
from trees import lay_out, schema

Retro = Callable[..., Any]
KEEP = "---\nformat: kpt\n---\n## Keep\n- {}\n"
FILES = {
    "retro.toml": 'timezone = "Asia/Seoul"\nlang = "en"\n',
    "2026/2026-11-11.md": KEEP.format("지난주의 것"),
    "2026/2026-11-16.md": KEEP.format("산책") + "\n## Try\n- [ ] 일찍 자기 🆔 abc 📅 2026-11-24\n",
    "2026/2026-11-18.md": KEEP.format("독서") + "\n## Problem\n- TBU\n",
    "2026/2026-W47.md": "---\nformat: weekly\n---\n## [.] Takeaway\n- 하나씩\n",
}
WEEK_POST = "_posts/2026-11-20-looking-back-on-nov-16-22.md"


@pytest.fixture
def journal(home: Path) -> Path:
    root: Path = lay_out(home / "journal", FILES)
    return root


@pytest.fixture
def site(home: Path, journal: Path) -> Path:  # noqa: ARG001 - both are there
    lay_out(home / "blog", {"_config.yml": "timezone: Asia/Seoul\n"})
    return home / "blog"


@pytest.fixture
def asked(retro: Retro, monkeypatch: pytest.MonkeyPatch) -> Retro:
    """Run `retro` as if on a terminal, the keys already typed."""

    def run(*args: str, keys: str, **more: Any) -> Any:
        monkeypatch.setattr(App, "interactive", True)
        with create_pipe_input() as source, create_app_session(input=source, output=DummyOutput()):
            source.send_text(keys)
            return retro(*args, **more)

    return run


def test_a_week_is_put_into_the_site_that_is_named(retro: Retro, site: Path) -> None:
    code, out, err = retro("publish", "--to", str(site))
    assert code == 0, err
    assert f"Published {site / WEEK_POST}" in out
    post = (site / WEEK_POST).read_text()
    assert post.startswith(
        "---\nlayout: post\ntitle: Looking back on Nov 16–22\ndate: 2026-11-20 21:00:00 +0900\n---\n"
    )
    assert "- 산책" in post
    assert "- 일찍 자기\n" in post
    assert "- 하나씩" in post
    assert "지난주" not in post


@pytest.mark.usefixtures("journal")
def test_without_a_site_the_way_out_is_told(retro: Retro) -> None:
    code, out, err = retro("publish")
    assert (code, out) == (2, "")
    assert "--to DIR" in err
    assert "publish.to" in err
    assert "--like" in err


def test_the_site_of_the_settings_needs_no_option(retro: Retro, site: Path) -> None:
    assert retro("config", "set", "--user", "publish.to", str(site)).code == 0
    assert retro("publish").code == 0
    assert (site / WEEK_POST).exists()


def test_a_journal_cannot_say_where_posts_go(retro: Retro, journal: Path, site: Path) -> None:
    (journal / "retro.toml").write_text(f'[publish]\nto = "{site}"\n')
    code, _, err = retro("publish")
    assert code == 4
    assert "publish.to may not be set by a journal" in err


def test_a_dry_run_prints_the_post_and_names_its_path_and_writes_nothing(retro: Retro, site: Path) -> None:
    code, out, err = retro("publish", "--to", str(site), "--dry-run")
    assert code == 0
    assert out.startswith("---\nlayout: post\n")
    assert WEEK_POST in err
    assert sorted(path.name for path in site.iterdir()) == ["_config.yml"]
    assert retro("publish", "--dry-run").out == out


def test_nothing_of_retro_itself_is_in_a_post(retro: Retro, site: Path) -> None:
    retro("week", "--set", "positive=좋았다")
    out = retro("publish", "--to", str(site), "--dry-run").out
    for sign in ("<!--", "retro:", "🆔", "📅", "abc", "[ ]", "digest"):
        assert sign not in out


def test_sections_that_wait_to_be_written_are_named_first(retro: Retro, site: Path) -> None:
    err = retro("publish", "--to", str(site)).err
    assert "Still to be written:" in err
    assert "Wed, Nov 18 · Problem  2026/2026-11-18.md:7" in err


def test_on_a_terminal_sections_that_wait_are_asked_about(asked: Retro, site: Path) -> None:
    assert asked("publish", "--to", str(site), keys="n").code == 0
    assert not (site / WEEK_POST).exists()
    assert asked("publish", "--to", str(site), keys="y").code == 0
    assert (site / WEEK_POST).exists()


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (["last"], ["2026-11-11-looking-back-on-nov-9-15.md"]),
        (["W46"], ["2026-11-11-looking-back-on-nov-9-15.md"]),
        (["11-18"], ["2026-11-18-looking-back-on-wed-nov-18.md"]),
        (["mon..wed"], ["2026-11-18-looking-back-on-nov-16-18.md"]),
        (["11-18", "--by", "week"], ["2026-11-20-looking-back-on-nov-16-22.md"]),
        (
            ["--by", "day"],
            [
                "2026-11-16-looking-back-on-mon-nov-16.md",
                "2026-11-18-looking-back-on-wed-nov-18.md",
                "2026-11-20-looking-back-on-nov-16-22.md",
            ],
        ),
        (
            ["mon..wed", "--by", "day"],
            ["2026-11-16-looking-back-on-mon-nov-16.md", "2026-11-18-looking-back-on-wed-nov-18.md"],
        ),
    ],
)
def test_weeks_days_and_ranges_are_published(retro: Retro, site: Path, words: list[str], names: list[str]) -> None:
    code, _, err = retro("publish", *words, "--to", str(site))
    assert code == 0, err
    assert sorted(path.name for path in (site / "_posts").iterdir()) == names


def test_at_the_beginning_of_a_week_it_is_last_week(retro: Retro, site: Path) -> None:
    for name in ("2026-11-16", "2026-11-18", "2026-W47"):
        (site.parent / f"journal/2026/{name}.md").unlink()
    code, _, err = retro("publish", "--to", str(site))
    assert code == 0
    assert "this is last week" in err
    assert [path.name for path in (site / "_posts").iterdir()] == ["2026-11-11-looking-back-on-nov-9-15.md"]


def test_a_week_without_entries_has_no_post(retro: Retro, site: Path) -> None:
    code, out, err = retro("publish", "W40", "--to", str(site))
    assert (code, out) == (0, "")
    assert "There is nothing to publish" in err
    assert not (site / "_posts").exists()


def test_publishing_again_shows_what_changes_and_changes_it(retro: Retro, site: Path, journal: Path) -> None:
    retro("publish", "--to", str(site))
    again = retro("publish", "--to", str(site))
    assert "Nothing is new" in again.out
    (journal / "2026/2026-11-19.md").write_text(KEEP.format("새로운 것"))
    code, out, _ = retro("publish", "--to", str(site))
    assert code == 0
    assert "+ - 새로운 것" in out
    assert "- 새로운 것" in (site / WEEK_POST).read_text()


def test_without_a_terminal_a_post_that_was_edited_stays(retro: Retro, site: Path) -> None:
    retro("publish", "--to", str(site))
    post = site / WEEK_POST
    mine = post.read_text().replace("산책", "긴 산책")
    post.write_text(mine)
    code, _, err = retro("publish", "--to", str(site))
    assert code == 5
    assert "edited by hand" in err
    assert "--overwrite" in err
    assert post.read_text() == mine
    assert retro("publish", "--to", str(site), "--overwrite").code == 0
    assert "긴 산책" not in post.read_text()


def test_a_post_that_somebody_else_wrote_stays(retro: Retro, site: Path) -> None:
    (site / "_posts").mkdir()
    (site / WEEK_POST).write_text("somebody else's\n")
    assert retro("publish", "--to", str(site)).code == 5
    assert (site / WEEK_POST).read_text() == "somebody else's\n"


@pytest.mark.parametrize(
    ("keys", "post", "entry"), [("k", "긴 산책", "- 산책"), ("o", "- 산책", "- 산책"), ("t", "긴 산책", "긴 산책")]
)
def test_on_a_terminal_an_edited_post_is_asked_about(
    retro: Retro, asked: Retro, site: Path, journal: Path, keys: str, post: str, entry: str
) -> None:
    retro("publish", "--to", str(site))
    path = site / WEEK_POST
    path.write_text(path.read_text().replace("산책", "긴 산책"))
    code, _, err = asked("publish", "--to", str(site), keys=keys)
    assert code == 0, err
    assert f"{post}\n" in path.read_text()
    assert f"{entry}\n" in (journal / "2026/2026-11-16.md").read_text()
    again = retro("publish", "--to", str(site))
    assert again.code == 0
    assert "nothing is new" in again.out.lower()


def test_edits_that_no_entry_takes_are_named(retro: Retro, asked: Retro, site: Path, journal: Path) -> None:
    retro("publish", "--to", str(site))
    path = site / WEEK_POST
    mine = path.read_text().replace("산책", "긴 산책") + "\n끝까지 읽어 주셔서 고마워요.\n"
    path.write_text(mine)
    _, out, _ = asked("publish", "--to", str(site), keys="ty")
    assert "+ 끝까지 읽어 주셔서 고마워요." in out
    assert "긴 산책" in (journal / "2026/2026-11-16.md").read_text()
    assert path.read_text() == mine


def test_the_document_says_what_was_written(retro: Retro, site: Path) -> None:
    code, out, _ = retro("publish", "--to", str(site), "--json")
    assert code == 0
    document = json.loads(out)
    jsonschema.validate(document, schema("publish"))
    (post,) = document["posts"]
    assert (post["of"], post["path"], post["state"], post["written"]) == ("2026-W47", WEEK_POST, "new", True)
    assert post["entries"] == ["2026/2026-11-16.md", "2026/2026-11-18.md", "2026/2026-W47.md"]
    assert post["blanks"] == [{"path": "2026/2026-11-18.md", "line": 7, "heading": "Problem"}]
    assert json.loads(retro("publish", "W40", "--json", "--dry-run").out) == {"version": 1, "site": None, "posts": []}


def test_a_file_that_cannot_be_read_keeps_the_post_from_being_written(retro: Retro, site: Path, journal: Path) -> None:
    (journal / "2026/2026-11-17.md").write_bytes(b"\xff\xfe\x00")
    code, _, err = retro("publish", "--to", str(site))
    assert code == 4
    assert "2026/2026-11-17.md" in err
    assert not (site / "_posts").exists()


def test_the_site_is_looked_at(retro: Retro, site: Path) -> None:
    (site / "_config.yml").write_text("title: x\n")
    err = retro("publish", "--to", str(site), at="2026-11-20T08:00+09:00").err
    assert "will give this post the address of 2026-11-19" in err
    assert "timezone: Asia/Seoul" in err


def test_a_style_that_is_wrong_ends_in_one_line(retro: Retro, site: Path, journal: Path) -> None:
    lay_out(journal, {"templates/publish/mine.j2": "a\n{{ post.nothing }}\n"})
    code, out, err = retro("publish", "--to", str(site), "--style", "mine")
    assert (code, out) == (1, "")
    assert "templates/publish/mine.j2:2" in err
    assert retro("publish", "--to", str(site), "--style", "nope").code == 3


def test_styles_are_no_formats(retro: Retro, journal: Path) -> None:
    lay_out(journal, {"templates/publish/mine.j2": "a\n", "templates/publish/note.md": "---\nsections: []\n---\n"})
    out = retro("formats", "list", "--json").out
    assert not {"mine", "note", "publish", "default"} & {one["name"] for one in json.loads(out)["formats"]}


POST = "---\nlayout: post\ntitle: 과정 3주차 회고\n---\n### 2026-11-02\n\n> K\n\n* a\n\n> P\n\n* b\n"


def test_a_post_of_ones_own_proposes_settings(retro: Retro, site: Path) -> None:
    lay_out(site, {"_posts/2026-11-06-회고.md": POST})
    code, out, _ = retro("publish", "--like", str(site / "_posts/2026-11-06-회고.md"))
    assert code == 0
    assert '"kpt"' in out
    assert '"과정 {course_week}주차 회고"' in out
    settings = json.loads(retro("publish", "--like", str(site / "_posts/2026-11-06-회고.md"), "--json").out)["settings"]
    assert settings["publish.to"] == str(site)
    assert settings["course.start"] == "2026-10-19"


def test_on_a_terminal_the_proposals_can_be_written_to_the_settings(asked: Retro, retro: Retro, site: Path) -> None:
    lay_out(site, {"_posts/2026-11-06-회고.md": POST})
    assert asked("publish", "--like", str(site / "_posts/2026-11-06-회고.md"), keys="y").code == 0
    assert retro("config", "get", "publish.style").out == "kpt\n"
    assert retro("config", "get", "publish.to").out == f"{site}\n"
    assert asked("publish", keys="y").code == 0
    assert (site / "_posts/2026-11-20-과정-5주차-회고.md").exists()


def test_the_first_post_mentions_that_others_can_be_followed(retro: Retro, site: Path) -> None:
    assert "--like" in retro("publish", "--to", str(site)).out
    assert "--like" not in retro("publish", "last", "--to", str(site)).out


def test_only_a_post_of_one_s_own_is_looked_at_for_settings(retro: Retro, home: Path) -> None:
    lay_out(home, {"_config.yml": "title: x\n"})
    code, out, err = retro("publish", "--like", str(home / "_config.yml"))
    assert (code, out) == (2, "") and "_config.yml" in err and ".md" in err


def test_a_post_that_was_taken_out_of_the_site_is_not_published_again_unasked(
    retro: Retro, asked: Retro, site: Path
) -> None:
    retro("publish", "--to", str(site))
    (site / WEEK_POST).unlink()
    code, _, err = retro("publish", "--to", str(site))
    assert code == 5 and WEEK_POST in err and "--overwrite" in err
    assert asked("publish", "--to", str(site), keys="n").code == 0
    assert not (site / WEEK_POST).exists()
    assert asked("publish", "--to", str(site), keys="y").code == 0
    (site / WEEK_POST).unlink()
    assert asked("publish", "--to", str(site), "--overwrite", keys="y").code == 0
    assert (site / WEEK_POST).exists()


def test_a_post_that_was_renamed_is_updated_where_it_is(retro: Retro, site: Path, journal: Path) -> None:
    retro("publish", "--to", str(site))
    (site / WEEK_POST).rename(site / "_posts/2026-11-20-renamed.md")
    (journal / "2026/2026-11-19.md").write_text(KEEP.format("새것"))
    code, out, err = retro("publish", "--to", str(site))
    assert code == 0 and "2026-11-20-renamed.md" in out + err
    assert [path.name for path in (site / "_posts").iterdir()] == ["2026-11-20-renamed.md"]
    assert "새것" in (site / "_posts/2026-11-20-renamed.md").read_text()


def test_a_week_of_only_a_review_is_one_text_and_its_style_is_named(retro: Retro, site: Path, journal: Path) -> None:
    (journal / "2026/2026-W40.md").write_text("---\nformat: weekly\n---\n## [.] Takeaway\n- 하나씩\n")
    code, out, err = retro("publish", "W40", "--dry-run", "--to", str(site))
    assert code == 0 and "weekly" in err
    assert out.endswith("---\n\n## [.] Takeaway\n\n- 하나씩\n")
    assert "weekly" not in retro("publish", "W40", "--dry-run", "--style", "default").err


def test_styles_are_completed(journal: Path, monkeypatch: pytest.MonkeyPatch, retro: Retro) -> None:
    lay_out(journal, {"templates/publish/mine.j2": "x"})
    monkeypatch.setenv("_RETRO_COMPLETE", "bash")
    assert retro("publish", "--style", "").out.split() == ["default", "events", "kpt", "log", "mine", "weekly"]
    assert retro("publish", "--flavour", "").out.split() == ["jekyll", "hugo", "obsidian", "plain"]


def test_where_all_entries_wait_to_be_seen_a_plain_file_is_not_written_and_they_are_named(
    retro: Retro, home: Path, journal: Path
) -> None:
    (journal / "2026/2026-10-05.md").write_text("---\ndraft: true\n---\n하나\n")
    lay_out(home / "notes", {"x": ""})
    code, _, err = retro("publish", "10-05", "--flavour", "plain", "--to", str(home / "notes"))
    assert code == 0 and "2026/2026-10-05.md" in err and "draft: true" in err
    assert [path.name for path in (home / "notes").iterdir()] == ["x"]


def test_a_post_speaks_the_language_that_it_is_written_in(retro: Retro, journal: Path, site: Path) -> None:
    (journal / "retro.toml").write_text('timezone = "Asia/Seoul"\n')
    out = retro("publish", "--to", str(site), "--dry-run").out
    assert "11월 16일–22일" in out and out == retro("publish", "--to", str(site), "--dry-run", "--lang", "ko").out


def test_a_post_keeps_the_front_matter_of_the_one_that_was_imported(retro: Retro, home: Path, site: Path) -> None:
    post = (
        "---\ntitle: 11주차\ndate: 2026-11-15\ncategories: [Boostcamp]\nauthor: yuna\npin: true\nweather: 비\n---\n"
        "## Keep\n- 산책\n\n## Problem\n- 늦잠\n\n## Try\n- 일찍 자기\n"
    )
    lay_out(home, {"old/2026-11-15-week11.md": post})
    assert retro("import", "old", "--period", "week").code == 0
    out = retro("publish", "2026-W46", "--to", str(site), "--dry-run").out
    head = out.partition("\n---\n")[0]
    assert "categories: [Boostcamp]\nauthor: yuna\npin: true" in head
    assert "layout:" not in head and "weather" not in out
