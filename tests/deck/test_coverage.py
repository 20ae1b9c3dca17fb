"""What of a text its cards ask."""

from pathlib import Path

import pytest

from trainer.deck.card import Card
from trainer.deck.coverage import Coverage, Standing, coverage, unasked
from trainer.deck.facts import FactKind, facts_of
from trainer.deck.reader import read_deck_text
from trainer.deck.source_text import SourceText

TEXT = SourceText(
    "The canal\n\n"
    "The Suez Canal opened in 1869. Ferdinand de Lesseps led the work. Britain bought no shares, "
    "because it feared for the road to India. That was long ago.\n\n"
    "It is 193 kilometres long. Two dredgers lifted 2,000 cubic metres a day."
)


def cards(*lines: str) -> tuple[Card, ...]:
    text = "title: T\ncards:\n" + "".join(f"  - {{{line}}}\n" for line in lines)
    deck = read_deck_text(text, Path("t.yaml")).deck
    assert deck is not None
    return tuple(deck.cards)


def standing(found: Coverage, pointer: str) -> Standing:
    return next(s.standing for s in found.sentences if s.pointer == pointer)


def test_a_sentence_is_asked_mentioned_set_aside_or_missing() -> None:
    found = coverage(
        TEXT,
        cards(
            "q: When did the Suez Canal open?, date: 1869, evidence: 2.1",
            'q: Why did Britain stay out?, a: Fear for India, evidence: ["2.3", "2.2"]',
        ),
        {"2.4": "transition", "2.1": "asked all the same"},
    )
    assert standing(found, "2.1") is Standing.ASKED
    assert standing(found, "2.2") is Standing.MENTIONED
    assert standing(found, "2.3") is Standing.ASKED
    assert standing(found, "2.4") is Standing.SET_ASIDE
    assert standing(found, "3.1") is Standing.MISSING
    assert found.counts(1) == {
        Standing.ASKED: 2,
        Standing.MENTIONED: 1,
        Standing.SET_ASIDE: 1,
        Standing.MISSING: 0,
    }
    assert standing(found, "1.1") is Standing.SET_ASIDE  # a heading is no sentence
    assert sum(found.counts().values()) == 7


def test_a_fact_in_the_prompt_alone_stands_unasked() -> None:
    found = coverage(
        TEXT, cards("q: Who led the work at the canal of 1869?, a: Lesseps, evidence: 2.1")
    )
    told = {(one.fact.text, str(one.standing)) for _, one in unasked(found)}
    assert ("1869", "mentioned") in told
    assert ("193", "missing") in told
    # a name is asked once for all the sentences that it stands in
    assert not any("Lesseps" in text for text, _ in told)


def test_what_stands_on_no_card_comes_first() -> None:
    found = coverage(TEXT, cards("q: What opened in 1869?, a: Suez, evidence: 2.1"))
    order = [one.standing for _, one in unasked(found)]
    assert order == sorted(order, key=lambda s: s is not Standing.MISSING)
    assert order[-1] is Standing.MENTIONED


def test_a_name_is_listed_once() -> None:
    text = SourceText("Then Lesseps came. Then Lesseps dug. Then Lesseps left in 1869.")
    found = coverage(text, cards("q: What did Lesseps do?, a: He dug, evidence: 1.2"))
    assert [(s.pointer, one.fact.text) for s, one in unasked(found)] == [
        ("1.3", "1869"),
        ("1.2", "Lesseps"),
    ]


def test_nothing_is_unasked_in_what_was_set_aside() -> None:
    found = coverage(TEXT, (), dict.fromkeys(("2.1", "2.2", "2.3", "3.1", "3.2"), "biography"))
    assert [sentence.pointer for sentence, _ in unasked(found)] == []


def test_a_cause_is_asked_by_a_why() -> None:
    found = coverage(TEXT, cards("q: Why did Britain buy no shares?, a: Its route, evidence: 2.3"))
    kinds = {one.fact.kind for sentence, one in unasked(found) if sentence.pointer == "2.3"}
    assert FactKind.CAUSE not in kinds


@pytest.mark.parametrize("ask", ["To what is it ascribed?", "What is to blame for it?"])
def test_a_cause_is_asked_in_other_words_than_why(ask: str) -> None:
    found = coverage(TEXT, cards(f"q: '{ask}', a: Its route, evidence: 2.3"))
    kinds = {one.fact.kind for sentence, one in unasked(found) if sentence.pointer == "2.3"}
    assert FactKind.CAUSE not in kinds


def test_a_draft_without_a_kind_asks_nothing() -> None:
    found = coverage(TEXT, cards("q: What?, evidence: 3.1, status: draft"))
    assert standing(found, "3.1") is Standing.MENTIONED


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("It opened on 17 November 1869.", {("date", "17 November 1869")}),
        ("It was dug from 1859 to 1869.", {("date", "1859"), ("date", "1869")}),
        ("The tank holds 1.8 litres.", {("number", "1.8")}),
        ("About 90 per cent of it stays.", {("number", "90 per cent")}),
        ("Some 75 million tonnes moved.", {("number", "75 million")}),
        ("It served for forty years.", {("number", "forty")}),
        ("The two countries met.", set()),
        ("It sold to the Bank of England.", {("name", "Bank of England")}),
        ("He left, given that it rained.", {("cause", "given that it rained")}),
        ("It grew, leading to many losses.", {("cause", "leading to many losses")}),
        ("It pays more to compensate for the loss.", {("cause", "to compensate for the loss")}),
        ("They wait, as the sea is rough.", {("cause", "as the sea is rough")}),
        ("They work as clerks.", set()),
        ("Out of 1900 men, 1400 had died.", {("number", "1900"), ("number", "1400")}),
        ("It lost 1200 ships.", {("number", "1200")}),
        ("In 1900 men and women voted.", {("date", "1900")}),
        ("The 1948 elections ended it.", {("date", "1948")}),
        ("From 1956 to 1975 ships waited.", {("date", "1956"), ("date", "1975")}),
        ("The pact of 1921 brings peace.", {("date", "1921")}),
        ("He then wrote A history of dams.", set()),
        ("Then the Dam and Dyke Board met.", {("name", "Dam and Dyke Board")}),
        ("So France and Great Britain met.", {("name", "France"), ("name", "Great Britain")}),
        ("It gave group two some cider.", set()),
        ("They were given tea, and left.", set()),
        (
            "It sank because of the heavy ice, which came from the north, and so on.",
            {("cause", "because of the heavy ice")},
        ),
        ("It sank because of ice, and it stayed there.", {("cause", "because of ice")}),
        (
            "It sank because of ice, rust, and heavy seas.",
            {("cause", "because of ice, rust, and heavy seas")},
        ),
    ],
)
def test_facts_are_dates_numbers_names_and_causes(
    sentence: str, expected: set[tuple[str, str]]
) -> None:
    assert {(str(fact.kind), fact.text) for fact in facts_of(sentence)} == expected
