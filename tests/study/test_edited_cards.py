"""Which card became which, when decks are renamed and cards go from one to another."""

import json
import random
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest
import yaml

from tests.study.test_follow_edits import edited
from trainer.deck.deck_files import shipped_decks
from trainer.deck.item import items_of_card
from trainer.deck.reader import read_deck_text
from trainer.study.edited_cards import CardText, match_cards

FAUST = CardText("poets", "1", "Who wrote Faust?", "Goethe")
TIBER = CardText("poets", "2", "Which river runs through Rome?", "Tiber")

OLD = ("a", "1")


@pytest.mark.parametrize(
    ("old", "question", "answer"),
    [
        (FAUST, "Who has written Faust?", "Goethe"),
        (FAUST, "Who wrote the drama Faust?", "Goethe"),
        (TIBER, "Which river ran through Rome?", "Tiber"),
    ],
)
@pytest.mark.parametrize("deck", ["poets", "writers"])
def test_a_card_reworded_is_known_again_also_in_another_deck(
    old: CardText, question: str, answer: str, deck: str
) -> None:
    now = CardText(deck, "new", question, answer)
    assert match_cards([old], [now]) == {old: now}


@pytest.mark.parametrize(
    ("old", "question", "answer"),
    [
        (
            CardText(*OLD, "How many legs has a spider?", "8"),
            "How many legs has an octopus?",
            "8",
        ),
        (
            CardText(*OLD, "In which year did India join?", "2009"),
            "In which year did Iran join?",
            "2009",
        ),
        (CardText(*OLD, "Capital of Georgia?", "Atlanta"), "Capital of Georgia?", "Tbilisi"),
        (TIBER, "What did Horatius swim across?", "Tiber"),
        (TIBER, "On which river was Rome founded?", "Tiber"),
        (
            CardText(*OLD, "Wer schrieb den Faust?", "Goethe"),
            "Wer schrieb den Egmont?",
            "Goethe",
        ),
    ],
)
def test_a_like_card_of_another_deck_inherits_nothing(
    old: CardText, question: str, answer: str
) -> None:
    assert match_cards([old], [CardText("other", "new", question, answer)]) == {}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (("What does दिन mean?", "day"), ("What does दान mean?", "gift")),
        (("What does lune mean?", "moon"), ("What does dune mean?", "sand")),
        (("What does polish mean?", "to rub"), ("What does Polish mean?", "from Poland")),
        (("What is nine less four?", "5"), ("What is nine less five?", "4")),
        (("What is 6 + 3?", "9"), ("What is 6 × 3?", "18")),
        (("What is 5 + 4?", "9"), ("What is 3 × 3?", "9")),
        (("What does C# name in music?", "C sharp"), ("What does C name in music?", "C")),
        (("What charge has Na+?", "one, positive"), ("What charge has Cl-?", "one, negative")),
        (("Which sign is ≤?", "at most"), ("Which sign is ≥?", "at least")),
        (("What does ma mean?", "ghost"), ("What does má mean?", "mother")),
        (("What is Fe2+?", "iron(II)"), ("What is Fe3+?", "iron(III)")),
        (("What is CO?", "carbon monoxide"), ("What is CO2?", "carbon dioxide")),
        (("What does hablo mean?", "I speak"), ("What does hablé mean?", "I spoke")),
        (("What does दिन mean?", "day"), ("What does दिनों mean?", "days")),
        (("When was Henry VII crowned?", "1485"), ("When was Henry VIII crowned?", "1509")),
        (("Who wrote Henry IV?", "Shakespeare"), ("Who wrote Henry V?", "Shakespeare")),
        (("What does ATP hold?", "phosphate"), ("What does ADP hold?", "phosphate")),
    ],
)
def test_a_card_in_the_place_of_one_that_was_removed_is_new(
    before: tuple[str, str], after: tuple[str, str]
) -> None:
    assert match_cards([CardText(*OLD, *before)], [CardText("a", "2", *after)]) == {}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (("What does दिन mean", "day"), ("What does दिन mean?", "a day")),
        (("What is 6 + 3?", "9"), ("What is 6 + 3 ?", "nine")),
        (("Which sing is ≤?", "at most"), ("Which sign is ≤?", "at most, not more")),
        (("What is 6 + 3?", "9"), ("How much is 6 + 3?", "9")),
        (("WHAT DOES LUNE MEAN?", "moon"), ("What does lune mean?", "the moon")),
    ],
)
def test_an_edit_of_question_and_answer_is_followed(
    before: tuple[str, str], after: tuple[str, str]
) -> None:
    old, now = CardText(*OLD, *before), CardText("a", "2", *after)
    expected = {} if after[1] == "nine" else {old: now}
    assert match_cards([old], [now]) == expected


C = ("c", "Question?", "Rome")
C1, C2 = ("c.1", "From […] to Ostia.", "Rome"), ("c.2", "From Rome to […].", "Ostia")


@pytest.mark.parametrize(
    ("before", "after", "went"),
    [
        ([C], [C2, C1], {"c": "c.1"}),
        ([C1, C2], [("c", "Which port?", "Ostia")], {"c.2": "c"}),
        ([C1, C2], [("c", "Where?", "There")], {"c.1": "c"}),
        ([("c.r", "Rome", "Question?")], [C1, C2], {}),
        ([("c.3", "x […]", "y")], [C1], {}),
    ],
)
def test_a_card_asked_in_another_kind_keeps_its_progress(
    before: list[tuple[str, str, str]], after: list[tuple[str, str, str]], went: dict[str, str]
) -> None:
    found = match_cards([CardText("a", *c) for c in before], [CardText("a", *c) for c in after])
    assert {old.item: new.item for old, new in found.items()} == went


def test_with_two_to_choose_from_neither_inherits() -> None:
    twins = [CardText(deck, "x", "Who has written Faust?", "Goethe") for deck in ("a", "b")]
    assert match_cards([FAUST], twins) == {}


def test_where_most_cards_of_a_deck_went_the_rest_is_looked_for_as_within_it() -> None:
    others = [CardText("poets", str(n), f"Question {n}?", f"Answer {n}") for n in range(3, 6)]
    there = [known._replace(deck="writers") for known in others]
    reworded = CardText("writers", "new", "What is the river of Rome called?", "Tiber")
    found = match_cards([TIBER, *others], [reworded, *there])
    assert found[TIBER] == reworded
    assert match_cards([TIBER], [reworded]) == {}


Cards = list[dict[str, object]]


@cache
def cards_by_deck() -> dict[str, Cards]:
    """The shipped cards without their ids; `why` tells after an edit which is which."""
    dropped = {"id", "accept", "siblings", "requires", "confusable_with"}
    return {
        path.stem: [
            {key: value for key, value in card.items() if key not in dropped}
            | {"why": f"card {number} of {path.stem}"}
            for number, card in enumerate(yaml.load(path.read_text(), yaml.CSafeLoader)["cards"])
        ]
        for path in sorted(shipped_decks().glob("*.yaml"))
    }


def known_in(decks: dict[str, Cards]) -> dict[CardText, str]:
    known: dict[CardText, str] = {}
    for deck_id, cards in decks.items():
        # JSON is YAML too
        known |= known_in_deck(deck_id, json.dumps({"title": "T", "cards": cards}, default=str))
    return known


@cache
def known_in_deck(deck_id: str, text: str) -> dict[CardText, str]:
    deck = read_deck_text(text, Path(f"{deck_id}.yaml")).deck
    assert deck
    return {
        CardText(deck_id, item.id, item.prompt, item.solution): str(card.why)
        for card in deck.cards
        for item in items_of_card(deck_id, card)
    }


def after_a_term(edit: str, rng: random.Random) -> tuple[int, int, int]:
    """How many items had to be found again, were found, and went to a wrong one elsewhere."""
    decks = cards_by_deck()
    names = rng.sample(list(decks), len(decks))
    mine, never_met = names[:5], names[5:]  # the others are what a card could be taken for

    def to(deck: str) -> str:
        match edit:
            case "renamed":
                return f"{deck}-2"
            case "merged":
                return "all"
            case "moved" if rng.random() < 0.9:
                return deck
            case _:
                return rng.choice(mine)

    now: defaultdict[str, Cards] = defaultdict(list)
    for deck in mine:
        for card in edited(decks[deck], rng):
            if "why" in card:
                now[to(deck)].append(card)
            elif card not in now["new"]:
                now["new"].append(card)
    before = known_in({deck: decks[deck] for deck in mine})
    after = known_in({**now, **{deck: decks[deck] for deck in never_met}})
    here, there = ({one.item_key for one in side} for side in (before, after))
    gone = [one for one in before if one.item_key not in there]
    found = match_cards(gone, [one for one in after if one.item_key not in here])
    left = [one for one in gone if before[one] in after.values()]
    wrong = [
        old for old, new in found.items() if before[old] != after[new] and old.deck != new.deck
    ]
    return len(left), sum(one in found for one in left), len(wrong)


@pytest.mark.parametrize(
    ("edit", "share"), [("renamed", 0.93), ("merged", 0.93), ("moved", 0.92), ("scattered", 0.83)]
)
def test_decks_renamed_merged_and_mixed_through_a_terms_edits(edit: str, share: float) -> None:
    terms = [after_a_term(edit, random.Random(seed)) for seed in range(5)]
    left, found, wrong = (sum(counts) for counts in zip(*terms, strict=True))
    assert wrong == 0
    assert found >= share * left, f"{found} of {left} followed"
