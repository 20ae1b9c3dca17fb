from textual.content import Content

from trainer.asking.question import Question
from trainer.asking.reveal import reveal
from trainer.deck.card import (
    Card,
    Flashcard,
    ListCard,
    Match,
    MultipleChoice,
    Order,
    PickAll,
    TrueFalse,
    Typed,
)
from trainer.deck.item import Item
from trainer.grading.mark import Answer, Mark
from trainer.tui.widgets.reveal import revealed

GIVEN_UP = Mark(0.0, ())
RIVER = MultipleChoice(q="Which river?", a="Tiber", wrong={"Po": "It runs north.", "Arno": None})


def shown(card: Card, answer: Answer | None, options: tuple[str, ...] = ()) -> list[str]:
    """The lines that are shown on an answer; None gives up, but for a flashcard."""
    question = asked(card, options)
    given_up = None if isinstance(card, Flashcard) else GIVEN_UP
    return lines_of(question, given_up if answer is None else question.mark(answer))


def asked(card: Card, options: tuple[str, ...] = ()) -> Question:
    form = card.form(())
    shown = form.arranged(options) if options else form
    return Question(Item.of("deck", "card", card), shown)


def lines_of(question: Question, mark: Mark | None, *passages: tuple[str, str]) -> list[str]:
    paragraphs = revealed(reveal(question, mark), passages)
    return [f"{sign.plain}{told}" for sign, told in paragraphs]


def test_a_flashcard_shows_its_answer_and_judges_nothing() -> None:
    assert shown(Flashcard(q="Q?", a="A"), None) == ["A"]


def test_why_and_evidence_follow_the_answer() -> None:
    card = Flashcard(q="Q?", a="A", why="Because.", evidence=("4.2", "4.3"))
    assert shown(card, None) == ["A", "", "Because.", "", "source 4.2, 4.3"]


def test_every_option_is_marked_and_the_wrong_ones_say_why() -> None:
    assert shown(RIVER, "Po", ("Po", "Tiber", "Arno")) == [
        "✗ wrong",
        "",
        "✗ Po ‹ yours — It runs north.",
        "✓ Tiber",
        "✗ Arno",
    ]


def test_picks_are_marked_option_by_option() -> None:
    card = PickAll(q="Islands?", a=("Malta", "Cyprus"), wrong={"Chad": "It is landlocked."})
    assert shown(card, frozenset({"Malta"}), ("Chad", "Cyprus", "Malta")) == [
        "◐ partly right",
        "",
        "✗ Chad — It is landlocked.",
        "○ Cyprus ‹ missed",
        "✓ Malta ‹ yours",
    ]


def test_the_correction_is_said_once() -> None:
    card = TrueFalse(q="Lisbon is in Spain.", truth=False, correction="It is in Portugal.")
    assert "\n".join(shown(card, answer=True)).count("It is in Portugal.") == 1


def test_giving_up_is_not_called_wrong() -> None:
    assert shown(Typed(q="Who?", typed="Goethe"), None) == ["✗ not answered", "", "Goethe"]


def test_a_right_answer_is_not_said_twice() -> None:
    assert shown(Typed(q="Who?", typed="Goethe"), "Goethe") == ["✓ right", "", "Goethe"]


def test_what_was_typed_stands_above_the_key() -> None:
    lines = shown(Typed(q="Who?", typed="Schopenhauer"), "Schopenhuer")
    assert lines[2:] == ["you said  Schopenhuer", "the key   Schopenhauer"]


def test_what_differs_is_struck_out_or_underlined_not_only_coloured() -> None:
    question = asked(Typed(q="Who?", typed="abc"))
    paragraphs = revealed(reveal(question, question.mark("abd")))
    content = Content("\n").join(told for _, told in paragraphs if isinstance(told, Content))
    styled = {content.plain[span.start : span.end]: str(span.style) for span in content.spans}
    assert "strike" in styled["d"]
    assert "underline" in styled["c"]


def test_each_place_of_an_order_is_marked() -> None:
    card = Order(q="Order.", order=("one", "two", "three"))
    lines = shown(card, ("two", "one", "three"))
    assert any(line.startswith("✗") and "two → one" in line for line in lines)
    assert any(line.startswith("✓") and "three" in line for line in lines)


def test_a_pair_not_matched_is_missing() -> None:
    card = Match(q="Match.", match={"Peru": "Lima", "Chile": "Santiago", "Cuba": "Havana"})
    assert "✗ Cuba missing: Havana" in shown(card, {"Peru": "Lima", "Chile": "Santiago"})


def test_a_list_tells_what_is_missing_and_what_is_not_among_them() -> None:
    lines = shown(ListCard(q="Name.", list=("Latvia", "Estonia")), ("Latvia", "Poland"))
    assert "✓ Latvia" in lines
    assert "✗ missing: Estonia" in lines
    assert "✗ Poland  not among them" in lines


def test_markup_in_a_card_is_shown_as_it_is() -> None:
    assert shown(Flashcard(q="Q?", a="[/b] list[int]", why="[red]x"), None) == [
        "[/b] list[int]",
        "",
        "[red]x",
    ]


def test_the_passages_show_where_the_source_is_at_hand() -> None:
    question = asked(Flashcard(q="Q?", a="A", evidence=("4.2",)))
    told = lines_of(question, None, ("4.2", "It [b]is[/b] so."))
    assert told == ["A", "", "4.2  It [b]is[/b] so."]


def test_a_right_answer_in_other_words_than_the_key_is_not_struck_out() -> None:
    card = Typed(q="Who wrote Faust?", typed="Johann Wolfgang von Goethe")
    question = asked(card)
    assert question.mark("Goete").score == 1
    said = dict(revealed(reveal(question, question.mark("Goete"))))
    styles = {
        span.style for told in said.values() if isinstance(told, Content) for span in told.spans
    }
    assert not [style for style in styles if "strike" in str(style) or "underline" in str(style)]
