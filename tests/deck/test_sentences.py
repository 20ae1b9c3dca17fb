"""Where sentences end. Evidence in decks counts them, so that no answer here may ever change."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.deck.deck_files import shipped_decks
from trainer.deck.lint.evidence import check_evidence
from trainer.deck.reader import read_deck
from trainer.deck.sentences import sentences_of
from trainer.deck.source_text import read_source

ARTICLE = Path(__file__).parents[2].parent / "shared" / "article.txt"
"""The text of our own decks, which is not ours to keep here."""
SENTENCES = [1, 1, 1, 1, 4, 4, 1, 7, 2, 4, 7, 4, 6, 1, 4, 5, 6, 3, 1, 6, 3, 1, 1, 4]
"""How many each of its paragraphs has."""


@pytest.mark.parametrize(
    "sentences",
    [
        ("Dr. Ito came with Prof. Lee.", "They left."),
        ("She lives in the U.S.", "The house is old."),
        ("The U.S. Navy bought it.", "It sank."),
        ("Use the No. 2 pencil, see Fig. 3.", "It is soft."),
        ("Did it work?", "No.", "The plan failed."),
        ("Fruit, e.g. Apples, is good.", "Eat it."),
        ("J. R. R. Tolkien and A. B. Cole wrote.", "It sold."),
        ("George W. Bush came.", "It rained."),
        ("It makes UV-C.", "The ozone stops it."),
        ("It lacks vitamin C.", "Sailors fell ill."),
        ('He said "Stop."', "Then he left."),
        ('He asked, "Why?" and left.', '"I do not know," she said.'),
        ("(It was so.)", "Then it ended."),
        ("He waited …", "Then he left."),
        ("He waited...", "Then he left."),
        ("It came.", "École is French.", "Ölfarbe dries.", "Я тут."),
        ("It is 3.5 m wide.", "It weighs 1,000 kg."),
        ("It ended in 1990.", "12 ships were left."),
        ("He came at 5 p.m.", "He left at 6 p.m. Monday."),
        ("It was built by Acme Inc.", "The firm failed."),
        ("Acme Inc. sold it.", "Good."),
        ("In Sept. 2014 he came.", "She did not."),
        ("Lee et al. (2014) found it.", "Others did not."),
        ("Am 3. Oktober 1990 war es so.", "Es war gut."),
        ("1. Fill the tank.", "2. Press the knob."),
        ("他来了。", "她走了。"),
        ("वह आया।", "वह गया।"),
        ("What?!", "No way."),
    ],
)
def test_a_paragraph_is_cut_into_its_sentences(sentences: tuple[str, ...]) -> None:
    joined = "".join(one if one[-1] == "。" else f"{one} " for one in sentences).rstrip()
    assert sentences_of(joined) == sentences


@pytest.mark.parametrize(
    ("paragraph", "sentences"),
    [
        ("Take:\n- two eggs\n- salt. And pepper", ("Take:", "- two eggs", "- salt.", "And pepper")),
        ("1. Fill it.\n2. Press\nthe knob.", ("1. Fill it.", "2. Press the knob.")),
        ("A dash begins\n- as here - a line.", ("A dash begins - as here - a line.",)),
    ],
)
def test_each_item_of_a_list_is_one(paragraph: str, sentences: tuple[str, ...]) -> None:
    assert sentences_of(paragraph) == sentences


@given(st.text("aB1.!?… \n\"'-)(", max_size=60))
def test_no_character_is_lost(paragraph: str) -> None:
    joined = "".join("".join(sentences_of(paragraph)).split())
    assert joined == "".join(paragraph.split())


@pytest.mark.skipif(not ARTICLE.is_file(), reason="the article of our decks is not here")
@pytest.mark.parametrize("path", sorted(shipped_decks().glob("*.yaml")), ids=lambda p: p.stem)
def test_the_pointers_of_our_decks_lead_where_they_did(path: Path) -> None:
    deck, source = read_deck(path).deck, read_source(ARTICLE)
    assert deck is not None
    assert [len(sentences) for sentences in source.paragraphs] == SENTENCES
    told = [
        weakness.message
        for at, weakness in check_evidence(deck, source)
        if at is None or weakness.code not in deck.cards[at].silence
    ]
    if path.stem == "places":  # where they lie is said by its map, and not by the article
        told = [message for message in told if "is not in" not in message]
    assert told == []
