"""The page as one file: its languages, and what it may load."""

import json
import re
from pathlib import Path

import pytest

import trainer.classroom
from trainer.classroom.page_file import class_page, languages, page_with

PIECES = Path(trainer.classroom.__file__).parent / "page"
ENGLISH = languages()["en"]


_FOLDERS = (PIECES, PIECES.parents[1] / "phone" / "page")
TEXT = "\n".join(
    path.read_text(encoding="utf-8") for folder in _FOLDERS for path in folder.glob("*.[jh]*")
)


def test_there_are_seven_languages() -> None:
    assert set(languages()) == {"en", "de", "fr", "es", "ru", "ur", "ar"}


@pytest.mark.parametrize("language", sorted(languages()))
def test_every_language_has_the_same_keys_and_placeholders(language: str) -> None:
    words = languages()[language]
    assert set(words) == set(ENGLISH)
    for key, text in words.items():
        assert text.strip(), key
        assert sorted(re.findall(r"\{(\w+)\}", text)) == sorted(
            re.findall(r"\{(\w+)\}", ENGLISH[key])
        ), key


def test_every_word_that_is_named_is_there_and_the_other_way_round() -> None:
    named = set(re.findall(r"""\b(?:t\(\s*|data-word=)["'`]([\w.]+)""", TEXT))
    built = {key for key in named if key.endswith(".")}  # with something that follows
    assert named - built <= set(ENGLISH)
    built |= {"refused.", "bye."}  # by the code in a message
    assert [
        key for key in ENGLISH if f'"{key}"' not in TEXT and not key.startswith(tuple(built))
    ] == []


def test_the_page_is_one_file_that_loads_nothing() -> None:
    page = class_page()
    assert not re.search(r"<link|<script[^>]* src=|^import ", page.html, re.MULTILINE)
    assert page.html.count("<script") == 2
    assert re.fullmatch(r"script-src 'sha256-\S+'; style-src 'sha256-\S+'", page.policy)


def test_data_stays_within_its_element() -> None:
    page = page_with("homework", {"task": {"title": "</script><script>alert(1)</script>"}})
    [kept] = re.findall(r'id="task">(.*?)</script>', page.html)
    assert json.loads(kept) == {"title": "</script><script>alert(1)</script>"}
