"""A reader's copy of a source: what copies may differ in, and how sentences are counted."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.deck.source_text import SourceText, read_source, source_for
from trainer.errors import TrainerError

TEXT = """\
A title

First sentence. “Second one,” he said. J. Smith (the mayor) agreed! Did he?
A line more.

It cost 6.5 million. it did not end here."""


def test_paragraphs_and_sentences_are_counted_from_one() -> None:
    assert SourceText(TEXT).numbered().splitlines() == [
        "1.1  A title",
        "",
        "2.1  First sentence.",
        '2.2  "Second one," he said.',
        "2.3  J. Smith (the mayor) agreed!",
        "2.4  Did he?",
        "2.5  A line more.",
        "",
        "3.1  It cost 6.5 million. it did not end here.",
    ]


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "\r"),
        lambda text: text.replace("“", '"').replace("”", '"'),
        lambda text: text.replace(" ", "\u00a0 "),
        lambda text: f"\ufeff\n\n{text}\n\n\n",
        lambda text: text.replace("\n\n", "\n \t\n\n"),
    ],
    ids=["windows", "old mac", "straight quotes", "odd spaces", "mark and lines", "blank lines"],
)
def test_copies_of_a_text_are_the_same(change: object) -> None:
    assert callable(change)
    assert SourceText(change(TEXT)).sha256 == SourceText(TEXT).sha256


@pytest.mark.parametrize("change", [("First", "Last"), ("6.5", "6.6"), (".", ""), ("-", "–")])
def test_another_word_is_another_text(change: tuple[str, str]) -> None:
    text = f"{TEXT} north-south"
    assert SourceText(text.replace(*change)).sha256 != SourceText(text).sha256


def test_a_pointer_leads_to_its_sentence_or_nowhere() -> None:
    source = SourceText(TEXT)
    assert source.sentence("2.4") == "Did he?"
    assert source.sentence("2.6") is None
    assert source.sentence("4.1") is None
    assert source.passage(("2.4", "9.9", "1.1")) == "Did he? A title"


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]) | st.sampled_from("\n .?\"'()")))
def test_no_word_of_a_text_is_lost_in_its_sentences(text: str) -> None:
    try:
        source = SourceText(text)
    except TrainerError:
        return
    joined = " ".join(sentence for sentences in source.paragraphs for sentence in sentences)
    assert joined.split() == source.text.split()


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"\xff\xfe", "not UTF-8"), (b"\n \n", "is empty"), (b"a\x1b[2J", "U+001B")],
)
def test_what_is_no_text_is_refused_in_a_line(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "article.txt"
    path.write_bytes(content)
    with pytest.raises(TrainerError, match=said.replace("+", r"\+")):
        read_source(path)


def test_a_folder_and_a_missing_file_are_refused_in_a_line(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.txt"):
        with pytest.raises(TrainerError, match="cannot be read"):
            read_source(path)


def test_of_several_texts_the_one_that_is_meant() -> None:
    one, other = SourceText("One."), SourceText("Other.")
    assert source_for(other.sha256, [one, other]) is other
    assert source_for(None, [one, other]) is one
    assert source_for(None, []) is None
