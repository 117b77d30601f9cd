"""Formats come from three folders; later ones win, broken ones stop nobody."""

from pathlib import Path

import pytest

from retro_cli.errors import NotFoundError
from retro_cli.store.formats import load_formats

BUILT_IN = Path(__file__).resolve().parents[2] / "templates"


def template(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.md"
    path.write_text(text, "utf-8")
    return path


def simple(title: str) -> str:
    return f"---\ntitle: {title}\nsections:\n  - key: best\n---\n"


def test_the_built_in_formats_load_without_a_complaint() -> None:
    formats = load_formats([("built-in", BUILT_IN)])
    assert not formats.broken
    assert {"kpt", "log", "weekly"} <= set(formats.by_name)
    assert list(formats.by_name) == sorted(formats.by_name)


def test_the_journals_format_wins_over_the_users_and_the_users_over_the_built_in(tmp_path: Path) -> None:
    built_in, user, journal = (tmp_path / name for name in ("built-in", "user", "journal"))
    for name in ("a", "b", "c"):
        template(built_in, name, simple("built-in"))
    for name in ("b", "c"):
        template(user, name, simple("user"))
    template(journal, "c", simple("journal"))
    formats = load_formats([("built-in", built_in), ("user", user), ("journal", journal)])
    assert [form.title[""] for form in formats.by_name.values()] == ["built-in", "user", "journal"]
    assert dict(formats.source) == {"a": "built-in", "b": "user", "c": "journal"}


def test_folders_that_are_not_there_and_other_files_are_no_formats(tmp_path: Path) -> None:
    template(tmp_path, "daily note", "---\ntitle: {{title}}\n---\n# {{date}}\n")
    template(tmp_path, "readme", "# sections: none\n")
    template(tmp_path, ".hidden", simple("hidden"))
    (tmp_path / "kpt.txt").write_text(simple("text"), "utf-8")
    (tmp_path / "folder.md").mkdir()
    formats = load_formats([("user", tmp_path / "missing"), ("file", tmp_path / "readme.md"), ("journal", tmp_path)])
    assert not formats.by_name
    assert not formats.broken


def test_a_broken_template_is_named_and_the_others_still_load(tmp_path: Path) -> None:
    built_in, journal = tmp_path / "built-in", tmp_path / "journal"
    template(built_in, "kpt", simple("built-in"))
    broken = template(journal, "kpt", "---\nsections:\n  - key: keep\n  - key: keep\n---\n")
    template(journal, "mine", simple("mine"))
    (journal / "latin.md").write_bytes(b"---\nsections: [] # \xff\n---\n")
    formats = load_formats([("built-in", built_in), ("journal", journal)])
    assert formats.get("kpt").title == {"": "built-in"}
    assert "mine" in formats.by_name
    assert [error.where for error in formats.broken] == [f"{broken}:4", f"{journal / 'latin.md'}:2"]
    assert all(error.way_out() for error in formats.broken)


def test_a_name_in_decomposed_form_is_found_by_its_composed_form(tmp_path: Path) -> None:
    template(tmp_path, "회고", simple("composed"))
    template(tmp_path / "other", "저녁", simple("decomposed"))
    formats = load_formats([("journal", tmp_path), ("user", tmp_path / "other")])
    assert formats.get("회고").name == "회고"
    assert formats.get("저녁").name == "저녁"


def test_an_unknown_format_names_the_ones_that_come_close() -> None:
    formats = load_formats([("built-in", BUILT_IN)])
    assert formats.get("KPT").name == "kpt"
    with pytest.raises(NotFoundError) as caught:
        formats.get("kptt")
    assert "kpt" in caught.value.told()
    assert "retro formats" in caught.value.way_out()
    with pytest.raises(NotFoundError) as caught:
        formats.get("xxxxxxxx")
    assert "Did you mean" not in caught.value.told()
