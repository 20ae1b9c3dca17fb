import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.deck.card import Cloze, MultipleChoice, PickAll
from trainer.deck.deck import Deck
from trainer.exchange.markdown import read_markdown, write_markdown


@pytest.mark.parametrize(
    "text",
    [
        "Q: Which river?\nA: Tiber\n",
        "# Rivers\n\nQ: Which river?\nA: Tiber\n\n---\n",
        "## Which river?\n\nTiber\n",
        "1. Which river?\nTiber\n",
        "### Which river?\nAnswer: Tiber\n",
        "---\ntitle: x\n---\nQ: Which river?\nA: Tiber",
    ],
)
def test_both_shapes(text: str) -> None:
    [card] = read_markdown(text, "T").cards
    assert (card.prompt, card.solution) == ("Which river?", "Tiber")


def test_task_lists_are_options() -> None:
    text = "# Rivers\n## Which?\n- [x] Tiber\n- [ ] Po\n\n> It ends at Ostia.\n## Which two?\n"
    text += "- [x] A\n- [X] B\n- [ ] C\n"
    choice, pick = read_markdown(text, "T").cards
    assert isinstance(choice, MultipleChoice)
    assert (choice.a, tuple(choice.wrong), choice.why) == ("Tiber", ("Po",), "It ends at Ostia.")
    assert isinstance(pick, PickAll)
    assert pick.a == ("A", "B")


def test_a_cloze_in_square_brackets() -> None:
    [card] = read_markdown("C: The [Tiber] runs through [Rome].\n", "T").cards
    assert isinstance(card, Cloze)
    assert card.cloze == "The {{Tiber}} runs through {{Rome}}."


def test_answers_run_on_and_the_title_is_the_heading() -> None:
    carried = read_markdown("# Rivers\n\nQ: Why?\nA: One\nline\n\nmore\nQ: Next?\nA: B\n", "T")
    assert carried.title == "Rivers"
    assert carried.cards[0].solution == "One\nline\n\nmore"


def test_what_has_no_answer_is_told() -> None:
    carried = read_markdown("Some text.\n\n## Which?\n\n## Why?\n- [ ] a\n", "T")
    assert not carried.cards
    told = [(one.place, one.what.split(":")[0]) for one in carried.left]
    assert told == [
        ("line 1", "text that belongs to no question"),
        ("line 3", "a heading with nothing below"),
        ("line 5", "no option is ticked"),
    ]


def test_the_shipped_decks_come_back(decks: list[Deck]) -> None:
    for deck in decks:
        text, _ = write_markdown(deck)
        back = read_markdown(text, "T")
        assert back.title == deck.title
        assert not back.left
        assert len(back.cards) == len(deck.cards)
        for card, twin in zip(deck.cards, back.cards, strict=True):
            assert twin.why == card.why
            assert twin.tags == card.tags
            assert twin.prompt.split()[:5] == card.prompt.split()[:5]
            assert set(twin.solution.split()) == set(card.solution.split())


@given(st.text(st.sampled_from("#QAC:[]x- >\n1.ab?`")))
def test_anything_is_read_or_told(text: str) -> None:
    read_markdown(text, "T")
