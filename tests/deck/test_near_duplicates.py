"""What an author hears of questions that are alike: once of a group, however large."""

import random
import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from trainer.deck.diagnostic import Diagnostic
from trainer.deck.likeness import alike
from trainer.deck.lint import lint
from trainer.deck.lint.limits import ALIKE_PROMPT
from trainer.deck.lint.near_duplicates import _groups  # noqa: PLC2701 - quick and slow find the same
from trainer.deck.reader import read_deck_text

WHY = "why: The sentence says what makes it right"
ALIKE = {"D371", "D372"}


def findings_in(cards: Iterable[str]) -> list[Diagnostic]:
    lines = "".join(f"  - {{{card}, {WHY}}}\n" for card in cards)
    reading = read_deck_text(f"title: T\ncards:\n{lines}", Path("deck.yaml"))
    assert reading.diagnostics == ()
    return [finding for finding in lint(reading) if finding.code in ALIKE]


def bridge(word: str, more: str = "") -> str:
    return f"id: {word}, q: In which year was the {word} bridge of Velm opened?, a: {word}{more}"


def test_two_alike_questions_are_one_finding_that_names_the_other() -> None:
    [finding] = findings_in([bridge("upper"), bridge("lower")])
    assert finding.message == "easily taken for upper, which has another answer"
    assert finding.span.line == 4


def test_of_several_alike_questions_one_finding_names_all() -> None:
    [finding] = findings_in(map(bridge, ("upper", "lower", "outer", "inner")))
    assert finding.message.endswith("; so are outer, inner")


def test_those_that_are_linked_are_left_alone() -> None:
    linked = ", confusable_with: [upper]"
    assert findings_in([bridge("upper"), bridge("lower", linked)]) == []
    [finding] = findings_in([bridge("upper"), bridge("lower", linked), bridge("outer")])
    assert finding.span.line == 5


def test_a_card_without_an_id_is_named_by_its_question() -> None:
    cards = [card.partition(", ")[2] for card in (bridge("upper"), bridge("lower"))]
    [finding] = findings_in(cards)
    assert "“In which year was the upper bridge of Velm opened?”" in finding.message


@pytest.mark.parametrize(
    "questions",
    [
        [f"q: What is the capital of country number {n}?, a: City {n}" for n in range(100)],
        [f"q: What is {a} times {b}?, number: {a * b}" for a in range(2, 21) for b in range(2, 21)],
        [
            f"q: Who wrote of {here} and {there}?, a: '{here}, {there}'"
            for here in ("Rome", "Saint Petersburg", "Ulaanbaatar", "Ostia", "Lagos", "Oslo")
            for there in ("Turin", "Rio de Janeiro", "Antananarivo", "Bergen", "Porto", "Lyon")
        ],
    ],
    ids=["numbers", "times table", "names"],
)
def test_a_series_is_one_finding_where_it_begins(questions: list[str]) -> None:
    [finding] = findings_in(questions)
    assert re.fullmatch(r"a series of \d+ alike questions begins here", finding.message)
    questions[finding.span.line - 3] += ", silence: {D372: a series}"
    assert findings_in(questions) == []


def test_a_series_whose_cards_are_linked_is_left_alone() -> None:
    words = "lower outer inner other older newer".split()
    linked = (bridge(word, ", siblings: [upper]") for word in words)
    assert findings_in([bridge("upper"), *linked]) == []


def test_a_card_that_was_forgotten_in_a_linked_series_is_found() -> None:
    words = "lower outer inner other older".split()
    linked = [bridge(word, ", siblings: [upper]") for word in words]
    [finding] = findings_in([bridge("upper"), *linked, bridge("newer")])
    assert finding.message.startswith("easily taken for upper, which has another answer")


def test_alike_questions_with_one_answer_are_no_series_to_mix_up() -> None:
    cards = [f"q: In which year did the war of {name}a begin?, date: 1936" for name in "BCDFGHKL"]
    assert findings_in(cards) == []


def test_one_card_is_told_once_to_be_a_copy() -> None:
    copies = [f"q: Which river runs {how}through the city of Rome?, a: Tiber" for how in COPIES]
    assert [(f.code, f.span.line) for f in findings_in(copies)] == [("D371", 4), ("D371", 5)]


COPIES = ("", "right ", "just ")


def test_questions_that_differ_in_a_name_or_number_are_no_copies() -> None:
    assert (
        findings_in(
            [
                "q: In which year did the war of Velm begin?, date: 1936",
                "q: In which year did the war of Tarn begin?, date: 1936",
            ]
        )
        == []
    )


def test_many_pairs_are_told_a_few_times() -> None:
    letters = "abcdefghijklmnopqrst"
    topics = [letter * 12 for letter in letters]
    pairs = [
        f"q: Why is the {topic} {side} not {topic[:6]} {topic}?, a: {side} {topic}"
        for topic in topics
        for side in ("left", "right")
    ]
    findings = findings_in(pairs)
    assert len(findings) == 10
    assert findings[-1].message.endswith("(and 10 more like it)")


def all_with_all(texts: dict[int, str]) -> list[list[int]]:
    """The groups by comparing every text with every other."""
    groups, left = [], dict(texts)
    while left:
        group = [min(left)]
        for place in group:
            text = left.pop(place)
            near = [at for at, other in left.items() if alike(text, other) >= ALIKE_PROMPT]
            group += [at for at in near if at not in group]
        groups.append(sorted(group))
    return sorted(group for group in groups if len(group) > 1)


@pytest.mark.parametrize("words", [1, 2, 3, 12])
def test_looking_up_rare_words_finds_what_comparing_all_with_all_does(words: int) -> None:
    draw = random.Random(words)
    known = ["".join(draw.choices("abcdefghiklmnoprstu", k=draw.randint(4, 9))) for _ in range(300)]
    asked = [draw.choices(known, k=words) for _ in range(300)]
    for changed in draw.choices(asked, k=60):
        other = [*changed]
        at = draw.randrange(words)
        other[at] = draw.choice([other[at] + "s", other[at][1:], draw.choice(known)])
        asked.append(other)
    asked += [[], []]
    texts = dict(enumerate(map(" ".join, asked)))
    assert sorted(map(sorted, _groups(texts))) == all_with_all(texts)
