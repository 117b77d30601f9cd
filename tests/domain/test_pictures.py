"""Links to pictures are found in every way of writing them, and rewritten without touching another character."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retro_cli.domain.pictures import pictures, quoted, relinked


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("![그림](img/a.png)", "img/a.png"),
        ('![x](../img/a.png "제목")', "../img/a.png"),
        ("![x](<my pictures/a b.png>)", "my pictures/a b.png"),
        ("![x](my pictures/a b.png)", "my pictures/a b.png"),
        ("![x](a%20b%EA%B0%80.PNG)", "a b가.PNG"),
        ("![x](shot(1).jpg)", "shot(1).jpg"),
        ("![x](/assets/a.svg?raw=true)", "/assets/a.svg"),
        ("[![x](a.gif)](https://example.org)", "a.gif"),
        ('<img width="50" src="a.webp" alt="">', "a.webp"),
        ("<IMG SRC='a.png'>", "a.png"),
        ("![[Pasted image 1.png|300]]", "Pasted image 1.png"),
        ("![x][shot]\n\n[shot]: img/a.png", "img/a.png"),
        ("- 항목\n    ![x](a.png)", "a.png"),
        ("![x](\u1100\u1161.png)", "가.png"),
    ],
)
def test_a_picture_is_found_as_it_is_written(text: str, path: str) -> None:
    assert [picture.path for picture in pictures(text)] == [path]


@pytest.mark.parametrize(
    "text",
    [
        "![x](https://example.org/a.png)",
        "![x](//example.org/a.png)",
        "![x](data:image/png;base64,AAAA.png)",
        "![x](dayone-moment://ABC.png)",
        "![x]({{ site.url }}/a.png)",
        "![x](notes.md)",
        "[no picture](a.png)",
        "```\n![x](a.png)\n```",
        "    ![x](a.png)",
        "<!-- ![x](a.png) -->",
        "---\ncover: ![x](a.png)\n---\n",
    ],
)
def test_what_is_no_file_of_a_picture_is_left_alone(text: str) -> None:
    assert pictures(text) == []
    assert relinked(text, lambda _: "b.png") == text


def test_only_the_link_changes() -> None:
    text = "# 글\r\n![x](img/a.png \"제목\") 그리고 <img src='b.png'>\n```\n![x](img/a.png)\n```\n![[c.png|30]]"
    there = {"img/a.png": "../assets/a b.png", "b.png": "../assets/b.png", "c.png": "c-2.png"}
    assert relinked(text, lambda picture: there[picture.path]) == (
        "# 글\r\n![x](../assets/a%20b.png \"제목\") 그리고 <img src='../assets/b.png'>\n"
        "```\n![x](img/a.png)\n```\n![[c-2.png|30]]"
    )


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0/"), min_size=1))
def test_a_quoted_path_is_read_as_that_path(name: str) -> None:
    import unicodedata

    name = unicodedata.normalize("NFC", name)
    found = pictures(f"![x]({quoted(name)}.png)")
    assert [picture.path for picture in found] == [f"{name}.png"]


@given(st.text(alphabet="![]()<>\"'imgsrc= \n`#-\\.png|/%20가", max_size=60))
def test_any_text_survives_looking_for_pictures(text: str) -> None:
    assert relinked(text, lambda _: None) == text
