"""Cards of a marked-up deck: shown as they are meant, marked and checked as plain text."""

from pathlib import Path

import pytest

from trainer.asking.question import Question
from trainer.asking.reveal import reveal
from trainer.deck.card import Cloze, Flashcard, Typed
from trainer.deck.identity import card_key, question_hash
from trainer.deck.item import Item, items_of_deck
from trainer.deck.lint import all_findings
from trainer.deck.marked_card import plain_card
from trainer.deck.reader import read_deck_text
from trainer.deck.reading import Reading
from trainer.grading.grade import grade
from trainer.grading.marker import Marker
from trainer.markup.text import MarkedText

DECK = r"""
id: signs
title: Signs
markup: markdown
language: en
cards:
  - q: "What is **bold**, and what `a_b_c`?"
    a: '*both*'
    reverse: true
  - q: What is the slope of $y = \frac{x}{2}$?
    typed: $\frac{1}{2}$
    accept: one half
  - q: Which is a `for` loop?
    a: '`for x in y:`'
    wrong: {'`while x:`': 'That is a *while* loop.', '`if x:`': ''}
  - cloze: 'The area is $\pi r^{{2}}$, and **{{Archimedes::who}}** proved it with `{{polygons}}`.'
  - q: Name the *three* states of **water**.
    list: ['**ice**', liquid, steam]
  - q: Name two.
    list: ['$\frac{a}{b}$', '**one**']
  - q: Put them in order.
    order: ['$1$', '$2^1$', '$2^2$']
"""


def read(text: str = DECK) -> Reading:
    return read_deck_text(text, Path("signs.yaml"))


def items() -> tuple[Item, ...]:
    reading = read()
    assert not reading.errors, reading.errors
    assert reading.deck is not None
    return items_of_deck(reading.deck)


def test_a_deck_says_that_it_is_marked_up() -> None:
    deck = read().deck
    assert deck is not None
    assert deck.markup == "markdown"
    [finding] = read(DECK.replace("markup: markdown", "markup: html")).errors
    assert "markdown" in finding.hint


def test_without_it_a_text_is_a_text() -> None:
    deck = read(DECK.replace("markup: markdown\n", "")).deck
    assert deck is not None
    item = items_of_deck(deck)[0]
    assert item.prompt == "What is **bold**, and what `a_b_c`?"
    assert not isinstance(item.prompt, MarkedText)


def test_a_prompt_is_plain_text_that_knows_how_it_is_drawn() -> None:
    item = items()[0]
    assert item.prompt == "What is bold, and what a_b_c?"
    assert isinstance(item.prompt, MarkedText)
    assert item.solution == "both"
    assert items()[1].prompt == "both"


def test_identity_is_of_the_source() -> None:
    item = items()[0]
    assert card_key(item.card) == question_hash("What is **bold**, and what `a_b_c`?")


@pytest.mark.parametrize("answer", [r"\frac{1}{2}", "1/2", "½", r"$\frac12$", "one half"])
def test_a_formula_may_be_typed_in_any_notation(answer: str) -> None:
    assert grade(items()[2], answer).score == 1


@pytest.mark.parametrize("answer", ["2", "x/2", r"\frac{2}{1}"])
def test_another_formula_is_wrong(answer: str) -> None:
    assert grade(items()[2], answer).score == 0


def test_an_option_is_known_by_its_source_and_shown_as_it_is_meant() -> None:
    question = Question.of(items()[3], 0)
    assert "`for x in y:`" in question.options
    mark = question.mark("`while x:`")
    assert mark.score == 0
    shown = reveal(question, mark)
    wrong = next(option for option in shown.options if option.chosen)
    assert (wrong.text, wrong.reason) == ("while x:", "That is a while loop.")
    assert isinstance(wrong.text, MarkedText)
    assert shown.key == "for x in y:"


def test_gaps_are_asked_in_formulas_words_and_code() -> None:
    power, person, means = items()[4:7]
    assert power.prompt == "The area is πr^[…], and Archimedes proved it with polygons."
    assert person.prompt == "The area is πr², and [who] proved it with polygons."
    assert means.prompt == "The area is πr², and Archimedes proved it with […]."
    assert grade(power, ("2",)).score == 1
    assert grade(person, ("archimedes",)).score == 1
    assert grade(means, ("polygons",)).score == 1
    assert (power.solution, person.solution) == ("2", "Archimedes")
    [(filled, _)] = reveal(Question.of(person, 0), None).filled
    assert filled == "The area is πr², and Archimedes proved it with polygons."


def test_a_list_is_marked_by_its_words() -> None:
    assert grade(items()[7], ("ice", "steam", "liquid")).score == 1


def test_a_formula_in_a_list_may_be_typed_too() -> None:
    assert grade(items()[8], ("a/b", "one")).score == 1


def test_an_order_is_marked_by_its_sources_and_told_in_words() -> None:
    question = Question.of(items()[9], 0)
    mark = question.mark(("$2^1$", "$1$", "$2^2$"))
    assert mark.score < 1
    told = {part.given for part in reveal(question, mark).parts}
    assert "2¹" in told


def test_the_craft_looks_at_what_learners_read() -> None:
    leaky = DECK + "  - q: Was it **Tiber**, or what?\n    typed: '`Tiber`'\n"
    codes = {finding.code for finding in all_findings(read(leaky))}
    plain = leaky.replace("markup: markdown\n", "").replace("**", "").replace("'`Tiber`'", "Tiber")
    assert codes >= {f.code for f in all_findings(read(plain)) if "Tiber" in f.message}
    assert any("Tiber" in finding.message for finding in all_findings(read(leaky)))


def test_a_plain_cloze_has_its_gaps() -> None:
    card = Cloze(cloze="*A* $x^{{2}}$ {{b::**c**}} \\{{ d")
    plain = plain_card(card)
    assert isinstance(plain, Cloze)
    assert plain.cloze == "A x^{{2}} {{b::c}} \\{{ d"


def test_what_a_learner_accepts_is_what_they_typed() -> None:
    deck = read().deck
    assert deck is not None
    marker = Marker([deck], lambda _deck, _item: ("2*3*4",))
    assert marker(items()[2], "2*3*4").score == 1


def test_a_plain_card_keeps_its_kind() -> None:
    assert plain_card(Flashcard(q="*a*", a="**b**")) == Flashcard(q="a", a="b")
    assert plain_card(Typed(q="*a*", typed="`b`", accept=("*c*",))) == Typed(
        q="a", typed="b", accept=("c",)
    )


REGIONS = """
title: Map
markup: markdown
cards:
  - q: What is here?
    picture: map.png
    hide: {'**Rome** city': [1, 2, 3, 4], '$x$': [50, 50, 3, 4], '*Po*': [70, 70, 3, 4]}
    accept: {'*Po*': ['**Padus**']}
  - q: Where is it?
    picture: map.png
    where: '*Rome*'
    hide: {'*Rome*': [1, 2, 3, 4], '`Ostia`': [50, 50, 3, 4]}
"""


def test_regions_are_shown_and_marked_as_they_are_read() -> None:
    deck = read(REGIONS).deck
    assert deck is not None
    rome, letter, river, where = items_of_deck(deck)
    assert [item.solution for item in (rome, letter, river)] == ["Rome city", "x", "Po"]
    given = ((rome, "Rome city"), (letter, "x"), (river, "Po"), (river, "Padus"))
    assert [grade(item, answer).score for item, answer in given] == [1, 1, 1, 1]
    assert where.solution.startswith("Rome: ")
    assert grade(where, "2 3").parts[0].expected == "Rome"
    assert "Ostia" in grade(where, "51 51").note
    assert "`" not in grade(where, "51 51").note


def test_regions_that_read_alike_stay_two() -> None:
    deck = read(REGIONS.replace("'$x$'", "Rome city").replace("`Ostia`", "Rome")).deck
    assert deck is not None
    _, other, river, where = items_of_deck(deck)
    assert grade(other, "Rome city").score == 1
    assert grade(river, "*Po*").score == 1
    assert grade(where, "2 3").score == 1
    assert grade(where, "51 51").score == 0
