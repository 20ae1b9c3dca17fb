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
from trainer.study.card_edit import CardText
from trainer.study.edited_cards import match_cards

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
        # the answer only says more
        (("What does p mean?", "soft"), ("What does pp mean?", "very soft")),
        (("What does ls do?", "lists files"), ("What does lsof do?", "lists open files")),
        (
            ("What does ps do?", "lists processes"),
            ("What does pstree do?", "a tree that lists processes"),
        ),
        (("What does allegro mean?", "fast"), ("What does allegretto mean?", "fairly fast")),
        (("What is amigo?", "friend"), ("What is amiga?", "female friend")),
        (("What is Freund?", "friend"), ("What is Freundin?", "female friend")),
        (("What does つ say?", "tsu"), ("What does っ say?", "small tsu")),
        (("What does 人 mean?", "person"), ("What does 大人 mean?", "adult person")),
        (("What does በላ mean?", "ate"), ("What does በሉ mean?", "they ate")),
        (("What is Ca2+?", "calcium ion"), ("What is Ca?", "calcium")),
        (("What does == do?", "compares"), ("What does === do?", "compares strictly")),
        (("What does -> mean?", "an arrow"), ("What does => mean?", "a fat arrow")),
        (("What does > mean?", "more than"), ("What does >= mean?", "more than or equal to")),
        # another word of that meaning
        (("What does lune mean?", "moon"), ("What does mond mean?", "moon")),
        (("What does மரம் mean?", "tree"), ("What does ծառ mean?", "tree")),
        # function words are what is learnt
        (("What does el mean?", "the"), ("What does él mean?", "he")),
        (("What does là mean?", "there"), ("What does la mean?", "the")),
        (("How do you say in?", "में"), ("How do you say I?", "मैं")),
        (("How do you say ten?", "on"), ("How do you say front?", "ön")),
        (("What does அவன் mean?", "he"), ("What does அவள் mean?", "she")),
        # capitals, ß, and what counts nowhere else
        (("Which chord is Cm7?", "minor seventh"), ("Which chord is CM7?", "major seventh")),
        (("What does \\d match?", "a digit"), ("What does \\D match?", "no digit")),
        (("What does mv -n do?", "moves"), ("What does mv -N do?", "moves again")),
        (("What does Masse mean?", "mass"), ("What does Maße mean?", "measures")),
        (("What is 5 % of 100?", "5"), ("What is 5 ‰ of 100?", "0.5")),
        # the same words, and another sum
        (("What is 5 × 5?", "25"), ("What is 5 × 3?", "15")),
        (("What is 5 - 8?", "-3"), ("What is 8 - 5?", "3")),
        (("What is 2⁴?", "16"), ("What is 4²?", "16")),
        (("What is 2 + 2?", "4"), ("What is 2 ^ 2?", "4")),
        (("What is 2*2?", "4"), ("What is 2**2?", "4")),
        (("What is 4-2?", "2"), ("What is 4/2?", "2")),
        (("How many mm has 1 cm?", "10"), ("How many cm has 1 dm?", "10")),
    ],
)
def test_a_card_in_the_place_of_one_that_was_removed_is_new(
    before: tuple[str, str], after: tuple[str, str]
) -> None:
    old, new = CardText(*OLD, *before), CardText("a", "2", *after)
    assert match_cards([old], [new]) == match_cards([new], [old]) == {}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (("What does दिन mean", "day"), ("What does दिन mean?", "a day")),
        (("What is 6 + 3?", "9"), ("What is 6 + 3 ?", "nine")),
        (("Which sing is ≤?", "at most"), ("Which sign is ≤?", "at most, not more")),
        (("What is 6 + 3?", "9"), ("How much is 6 + 3?", "9")),
        (("WHAT DOES LUNE MEAN?", "moon"), ("What does lune mean?", "the moon")),
        (("What does दिन mean?", "day"), ("What does the Hindi word दिन mean?", "a day")),
        (("What is the bigest sea?", "pacific"), ("What is the biggest sea?", "The Pacific Ocean")),
        (("What is the boling point?", "100"), ("What is the boiling point?", "100 °C")),
        (("Where do stalactites hang", "roof"), ("Where do stalactites hang?", "from the roof")),
        (("What is H2O", "water"), ("What is H₂O?", "water")),
        (("What is Na+ ?", "sodium ion"), ("What is Na⁺?", "a sodium ion")),
        (("What is x^2 at 3?", "9"), ("What is x² at 3?", "9")),
        (("What is 4/2?", "2"), ("What is 4 ÷ 2?", "2")),
        (("What is x>=y?", "at least"), ("What is x ≥ y?", "at least")),
        (("Notes of C#?", "C# E# G#"), ("Notes of C♯?", "C♯ E♯ G♯")),
        (("Was heisst ＡＢＣ?", "alphabet"), ("Was heißt ABC?", "the alphabet")),
        (
            ("Which charge has an ion?", "negative"),
            ("Which charge does an ion have?", "a negative one"),
        ),
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
