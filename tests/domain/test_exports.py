"""The JSON exports of other journal programs become dated entries."""

import json
from datetime import date, timedelta, timezone
from typing import Any

import pytest

from retro_cli.domain.entry import read_entry
from retro_cli.domain.importing.exports import read_export
from retro_cli.domain.importing.model import ImportOptions
from retro_cli.errors import UnreadableError
from tests.domain.answering import FORMATS

OPTIONS = ImportOptions(today=date(2026, 11, 20), zone=timezone(timedelta(hours=9)))

JRNL: dict[str, Any] = {
    "tags": {"@work": 1},
    "entries": [
        {
            "title": "첫날.",
            "body": "노트북을 받았다.\n\n## Keep\n- 질문을 많이 했다",
            "date": "2024-09-02",
            "time": "09:10",
            "tags": ["@work"],
            "starred": True,
        },
        {"title": 'Say "entries": [', "body": "", "date": "2024-09-02", "time": "21:40", "tags": [], "starred": False},
    ],
}
DAY_ONE: dict[str, Any] = {
    "metadata": {"version": "1.0"},
    "entries": [
        {
            "creationDate": "2024-09-04T16:30:00Z",
            "timeZone": "Asia/Seoul",
            "text": "# 밤 산책\n\n걸었다\\.\n\n![](dayone-moment://A1)",
            "tags": ["걷기"],
            "starred": True,
            "location": {"placeName": "한강"},
        },
        {"creationDate": "2024-09-04T16:30:00Z", "timeZone": "Mars/Base", "text": "no such zone"},
        {"creationDate": "yesterday", "text": "no day"},
    ],
}


def dumped(document: object, indent: int | None = 2) -> str:
    return json.dumps(document, ensure_ascii=False, indent=indent)


def test_jrnl_entries_keep_title_text_tags_and_star() -> None:
    first, second = read_export(dumped(JRNL), FORMATS, OPTIONS).entries
    assert (first.date, first.title, first.tags, first.suffix) == (date(2024, 9, 2), "첫날.", ("work",), "0910")
    assert first.text == (
        "---\ndate: 2024-09-02\nformat: log\ntitle: 첫날.\ntags: [work]\nstarred: true\n---\n"
        "노트북을 받았다.\n\n## Keep\n- 질문을 많이 했다\n"
    )
    assert second.title == 'Say "entries": ['
    assert read_entry(second.text, "", FORMATS, None).title == second.title


def test_day_one_entries_are_of_the_day_where_they_were_written() -> None:
    read = read_export(dumped(DAY_ONE), FORMATS, OPTIONS)
    walk, elsewhere, undated = read.entries
    assert (walk.date, walk.title, walk.suffix) == (date(2024, 9, 5), "밤 산책", "0130")
    assert walk.text.endswith("---\n\n걸었다\\.\n\n![](dayone-moment://A1)\n".replace("---\n\n", "---\n"))
    assert "place: 한강" in walk.text and "# 밤" not in walk.text
    assert elsewhere.date == date(2024, 9, 5)
    assert undated.date is None and undated.text.endswith("no day\n")
    assert len(read.problems) == 1


@pytest.mark.parametrize("indent", [None, 2])
def test_lines_are_those_of_the_file(indent: int | None) -> None:
    text = dumped(JRNL, indent)
    lines = text.split("\n")
    for entry, of in zip(read_export(text, FORMATS, OPTIONS).entries, JRNL["entries"], strict=True):
        assert of["time"] in "\n".join(lines[entry.line - 1 : entry.end])
        assert all(section.line == entry.line for section in entry.sections)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"entries": 3}', '{"entries": [{"a": 1}]}', '{"entries": [3]}', "# Keep"]
)
def test_other_json_is_refused_with_a_way_out(text: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_export(text, FORMATS, OPTIONS)
    assert caught.value.hint and caught.value.told()


def test_values_of_another_kind_do_no_harm() -> None:
    entry = {"title": None, "body": 7, "date": ["x"], "time": {}, "tags": "a", "starred": "yes"}
    (read,) = read_export(dumped({"entries": [entry]}), FORMATS, OPTIONS).entries
    assert read.date is None and read.tags == () and "starred" not in read.text
