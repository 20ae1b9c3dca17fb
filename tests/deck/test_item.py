from trainer.asking.question import Question
from trainer.deck.card import Flashcard
from trainer.deck.deck import Deck
from trainer.deck.item import Item, items_of_card, items_of_deck

CLOZE: dict[str, object] = {"id": "c", "cloze": "With {{India}} and {{Iran::country}}."}


def items(*cards: dict[str, object]) -> tuple[Item, ...]:
    return items_of_deck(Deck.model_validate({"id": "d", "title": "T", "cards": cards}))


def test_each_gap_is_an_item_with_the_others_filled() -> None:
    first, second = items(CLOZE)
    assert (first.id, first.prompt, first.solution) == ("c.1", "With […] and Iran.", "India")
    assert (second.id, second.prompt, second.solution) == (
        "c.2",
        "With India and [country].",
        "Iran",
    )


def test_gaps_asked_together_are_one_item() -> None:
    [item] = items({**CLOZE, "together": "true"})
    assert (item.id, item.solution) == ("c", "India\nIran")


def test_a_reversed_flashcard_is_asked_both_ways() -> None:
    there, back = items({"id": "f", "q": "Q", "a": "A", "reverse": "true"})
    assert (there.prompt, there.solution) == (back.solution, back.prompt) == ("Q", "A")
    assert back.id == "f.r"


def test_drafts_are_not_asked() -> None:
    assert items({"q": "Q", "a": "A", "status": "draft"}) == ()


def test_options_are_shuffled_by_the_seed_alone() -> None:
    [item] = items({"id": "x", "q": "Q", "a": "A", "wrong": ["B", "C", "D"]})
    orders = {Question.of(item, seed).options for seed in range(50)}
    assert Question.of(item, 7) == Question.of(item, 7)
    assert len(orders) > 10
    assert all(sorted(order) == ["A", "B", "C", "D"] for order in orders)


def test_an_order_is_never_shown_in_its_right_order() -> None:
    [item] = items({"id": "x", "q": "Q", "order": ["a", "b", "c"]})
    assert all(Question.of(item, seed).options != ("a", "b", "c") for seed in range(100))


def test_items_are_the_same_where_the_same_is_asked() -> None:
    one, other = Flashcard(q="Q?", a="A"), Flashcard(q="Q?", a="B")
    item = Item.of("deck", "card", one)
    same = items_of_card("deck", one.model_copy(update={"id": "card"}))[0]
    assert hash(item) == hash(Item.of("deck", "card", one.model_copy()))
    assert (same.ref, same.prompt) == (item.ref, item.prompt)
    assert item == Item.of("deck", "card", one.model_copy())
    assert item != Item.of("deck", "card", other)
    assert item != Item.of("other", "card", one)
    assert item != Item.of("deck", "card", one, reversed=True)
