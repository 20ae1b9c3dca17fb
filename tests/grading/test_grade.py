"""What holds for every kind of card."""

import unicodedata
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from trainer.deck.acceptance.equality import is_same
from trainer.deck.acceptance.formula import is_formula
from trainer.deck.card import (
    Card,
    Cloze,
    Date,
    DraftCard,
    Flashcard,
    Hide,
    ListCard,
    Match,
    MultipleChoice,
    Number,
    Order,
    PickAll,
    Poll,
    TrueFalse,
    Typed,
    Where,
    kind_of,
)
from trainer.deck.deck import Deck
from trainer.deck.item import Item, items_of_card
from trainer.grading.grade import grade
from trainer.grading.mark import Answer, Mark, Verdict
from trainer.grading.marker import Marker

BLANKS: tuple[Answer, ...] = ("", "  \t", (), ("",), ("", " ", ""), frozenset(), {})


def item_of(**fields: object) -> Item:
    return items_of_card("deck", card_of(fields))[0]


def card_of(fields: dict[str, Any]) -> Card:
    kind = kind_of(fields)
    assert kind is not None
    return kind.model_validate({"q": "Question?", **fields} if "cloze" not in fields else fields)


EXAMPLES: dict[str, tuple[Item, Answer]] = {
    "choice": (item_of(a="Iran", wrong=["Iraq"]), "Iran"),
    "pick": (item_of(a=["Iran", "India"], wrong=["Iraq"]), frozenset({"Iran", "India"})),
    "typed": (item_of(typed="Iran"), "Iran"),
    "cloze": (item_of(cloze="{{Iran}} and India"), ("Iran",)),
    "truth": (item_of(truth="true"), True),
    "number": (item_of(number="6", unit="km"), "6 km"),
    "date": (item_of(date="2018-04"), "April 2018"),
    "order": (item_of(order=["a", "b", "c"]), ("a", "b", "c")),
    "match": (item_of(match={"a": "1", "b": "2", "c": "3"}), {"a": "1", "b": "2", "c": "3"}),
    "list": (item_of(list=["Iran", "India"]), ("India", "Iran")),
    "hide": (item_of(picture="m.png", hide={"Iran": [1, 2, 3, 4]}), "Iran"),
    "where": (item_of(picture="m.png", where="Iran", hide={"Iran": [1, 2, 3, 4]}), "3 4"),
}


def key_of(item: Item) -> Answer:
    match item.card:
        case MultipleChoice() as card:
            return card.a
        case PickAll() as card:
            return frozenset(card.a)
        case Typed() as card:
            return card.typed
        case Cloze() as card:
            return tuple(card.gaps[gap].text for gap in item.gaps)
        case TrueFalse() as card:
            return card.truth
        case Number() | Date() as card:
            return card.solution
        case Order() as card:
            return card.order
        case Match() as card:
            return card.match
        case ListCard() as card:
            return card.list
        case Hide() as card:
            return item.solution
        case Where() as card:
            return f"{card.region.x:g} {card.region.y:g}"
        case Flashcard() | Poll() | DraftCard():
            raise AssertionError("never marked")


texts = st.text(
    st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="{}:"),
    min_size=1,
    max_size=12,
) | st.sampled_from(["Iran", "the Taliban", "Mi-35M", "C++", "!", "2018", "Österreich", "東京"])


def some(least: int, most: int) -> st.SearchStrategy[list[str]]:
    return st.lists(texts, min_size=least, max_size=most, unique=True)


fields_of_cards = st.one_of(
    st.fixed_dictionaries({"a": texts, "wrong": some(1, 4)}),
    st.fixed_dictionaries({"a": some(1, 4), "wrong": some(1, 4)}),
    st.fixed_dictionaries({"typed": texts, "accept": some(0, 3)}),
    st.fixed_dictionaries(
        {
            "cloze": some(1, 4).map(lambda gaps: " and ".join(f"{{{{{gap}}}}}" for gap in gaps)),
            "together": st.booleans(),
        }
    ),
    st.fixed_dictionaries({"truth": st.booleans()}),
    st.fixed_dictionaries(
        {
            "number": st.decimals(-(10**12), 10**12, places=4).map(str),
            "unit": st.none() | texts,
            "tolerance": st.none() | st.sampled_from(["0", "5", "2.5%"]),
        }
    ),
    st.fixed_dictionaries({"date": st.dates().map(str) | st.sampled_from(["2018", "2018-04"])}),
    st.fixed_dictionaries({"order": some(3, 7)}),
    st.fixed_dictionaries(
        {"match": st.dictionaries(texts, texts, min_size=3, max_size=7), "extra": some(0, 2)}
    ),
    st.fixed_dictionaries({"list": some(2, 6), "ordered": st.booleans()}),
)


@st.composite
def items(draw: st.DrawFn) -> Item:
    """Items of every kind that is marked; fields that make no card are passed over."""
    try:
        card = card_of(draw(fields_of_cards))
    except ValidationError:
        assume(condition=False)
        raise
    return draw(st.sampled_from(items_of_card("deck", card)))


def marked(item: Item, answer: Answer) -> Mark | None:
    """The mark, or None when the card takes no such answer."""
    try:
        return grade(item, answer)
    except TypeError:
        return None


@settings(max_examples=3 * settings().max_examples // 2)
@given(items())
def test_the_key_is_right(item: Item) -> None:
    assert grade(item, key_of(item)).verdict is Verdict.RIGHT


@given(items(), st.sampled_from(BLANKS))
def test_blank_is_wrong(item: Item, blank: Answer) -> None:
    mark = marked(item, blank)
    assert mark is None or (mark.score == 0 and mark.note == "")


answers = st.one_of(
    texts,
    st.booleans(),
    st.lists(texts, max_size=8).map(tuple),
    st.frozensets(texts, max_size=8),
    st.dictionaries(texts, texts, max_size=8),
)


@settings(max_examples=3 * settings().max_examples // 2)
@given(items(), answers)
def test_a_mark_is_from_nothing_to_full(item: Item, answer: Answer) -> None:
    mark = marked(item, answer)
    assert mark is None or 0 <= mark.score <= 1


@given(items(), items())
def test_full_marks_are_for_right_parts_alone(item: Item, other: Item) -> None:
    mark = marked(item, key_of(other))
    if mark is not None and mark.score == 1:
        assert all(part.right for part in mark.parts)


@given(st.from_regex(r"[A-ZÀ-ÖØ-Þ]?[a-zß-öø-ž' ]{1,20}", fullmatch=True).filter(str.strip))
def test_case_spacing_and_diacritics_do_not_count(text: str) -> None:
    assume(not is_formula(text.strip()))  # a' is another thing than A'
    item = item_of(typed=text)
    decomposed = unicodedata.normalize("NFD", text)
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    for answer in (text.upper(), text.lower(), f"  {text.replace(' ', '  ')} ", decomposed, plain):
        mark = grade(item, answer, language="en")
        assert (mark.score, mark.note) == (1, "")


@pytest.mark.parametrize("kind", EXAMPLES)
def test_every_kind_is_marked(kind: str) -> None:
    item, answer = EXAMPLES[kind]
    assert item.card.kind == kind
    assert grade(item, answer) == grade(item, answer)
    assert grade(item, answer).verdict is Verdict.RIGHT


@pytest.mark.parametrize("kind", EXAMPLES)
def test_an_answer_of_another_shape_is_a_mistake_of_the_program(kind: str) -> None:
    item, own = EXAMPLES[kind]
    others = [answer for _, answer in EXAMPLES.values() if type(answer) is not type(own)]
    assert others
    for answer in others:
        with pytest.raises(TypeError, match=f"a {kind} card takes no {type(answer).__name__}"):
            grade(item, answer)


@pytest.mark.parametrize("answer", ["yes", True, (), frozenset(), {}])
def test_a_flashcard_takes_no_answer(answer: Answer) -> None:
    with pytest.raises(TypeError, match="a flashcard card takes no"):
        grade(item_of(a="Iran"), answer)


@pytest.mark.parametrize("kind", ["typed", "number", "date", "cloze", "list"])
def test_an_endless_answer_is_wrong_and_shown_cut(kind: str) -> None:
    item, answer = EXAMPLES[kind]
    endless = "1 Iran, " * 100_000
    mark = grade(item, (endless,) if isinstance(answer, tuple) else endless)
    assert mark.score == 0
    assert all(len(part.given) <= 1000 for part in mark.parts)


def test_the_verdict_follows_from_the_score() -> None:
    assert [Mark(score, ()).verdict for score in (0, 0.01, 0.99, 1)] == [
        Verdict.WRONG,
        Verdict.PARTLY,
        Verdict.PARTLY,
        Verdict.RIGHT,
    ]


@pytest.mark.parametrize("key", ["<Xİ", "<xı", "= PSİ", "\\PHı"])
def test_a_letter_that_is_an_i_to_a_search_alone_names_no_greek_one(key: str) -> None:
    assert is_same(key, key, None)


@pytest.mark.parametrize(
    ("given", "score"),
    [("seven legs", 1), ("Seven  Legs!", 1), ("7 legs", 1), ("six legs", 0), ("-7 legs", 0)],
)
def test_what_a_learner_accepts_is_asked_as_any_answer_is(given: str, score: float) -> None:
    card = card_of({"id": "legs", "number": "8"})
    deck = Deck(title="T", id="t", cards=(card,))
    marker = Marker([deck], lambda *_: ("Seven legs",))
    assert marker(items_of_card("t", card)[0], given).score == score
