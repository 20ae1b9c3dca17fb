from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.deck.card import Card, Cloze, Match, MultipleChoice, Number, PickAll, TrueFalse, Typed
from trainer.deck.deck import Deck
from trainer.exchange.gift import read_gift
from trainer.exchange.gift_writer import write_gift


def one(text: str) -> Card:
    [card] = read_gift(text, "T").cards
    return card


def left(text: str) -> str:
    return " / ".join(lost.what for lost in read_gift(text, "T").left)


def test_a_choice_keeps_its_feedback_as_reasons() -> None:
    card = one("::Q1:: Which? {=Tiber#Right. ~Po#It is in Turin. ~Arno ####It ends at Ostia.}")
    assert isinstance(card, MultipleChoice)
    assert (card.q, card.a) == ("Which?", "Tiber")
    assert card.wrong == {"Po": "It is in Turin.", "Arno": None}
    assert card.why == "It ends at Ostia."


def test_several_right_options_are_a_pick() -> None:
    card = one("Which? {~%50%A ~%50%B ~%-100%C}")
    assert isinstance(card, PickAll)
    assert (card.a, tuple(card.wrong)) == (("A", "B"), ("C",))


def test_true_false_typed_number_match() -> None:
    assert one("Rome is in Italy. {T}") == TrueFalse(q="Rome is in Italy.", truth=True)
    false = one("Rome is in Spain. {FALSE#It is in Italy.}")
    assert isinstance(false, TrueFalse)
    assert false.correction == "It is in Italy."
    typed = one("Who? {=Goethe =J. W. Goethe}")
    assert isinstance(typed, Typed)
    assert (typed.typed, typed.accept) == ("Goethe", ("J. W. Goethe",))
    number = one("How long? {#405:5}")
    assert isinstance(number, Number)
    assert (int(number.number), number.tolerance) == (405, "5")
    between = one("How long? {#400..410}")
    assert isinstance(between, Number)
    assert (int(between.number), between.tolerance) == (405, "5")
    match = one("Match. {=a -> 1 =b -> 2 =c -> 3 = -> 4}")
    assert isinstance(match, Match)
    assert (match.match, match.extra) == ({"a": "1", "b": "2", "c": "3"}, ("4",))


def test_escapes_comments_categories_and_gaps_in_the_middle() -> None:
    text = "// a comment\n$CATEGORY: x/y\n\nThe {=Tiber} runs\\: through \\{Rome\\}.\n"
    assert one(text).prompt == "The _____ runs: through {Rome}."


def test_html_is_made_text() -> None:
    card = one("[html]<p>Which <b>tag</b>?</p> {=&lt;a&gt; ~[html]<i>b</i>}")
    assert isinstance(card, MultipleChoice)
    assert (card.prompt, card.a, tuple(card.wrong)) == ("Which tag?", "<a>", ("b",))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Write about Rome. {}", "an essay"),
        ("Rome was not built in a day.", "a description"),
        ("Rome is in Spain. {F}", "nothing says what is true instead"),
        ("Which? {=A -> 1 =B -> 2}", "2 pairs to match"),
        ("Which? {~A ~B}", "no option is right"),
        ("Which? {=A ~B", "not closed"),
        ("Which? {A or B}", "no answer marked"),
        ("[html]<img src='a.png'>Which? {=A ~B}", "a.png"),
    ],
)
def test_what_has_no_place_is_told_with_its_line(text: str, told: str) -> None:
    assert told in left(text)
    assert read_gift(f"\n\n{text}", "T").left[0].place == "line 3"


def test_the_shipped_decks_come_back_as_far_as_gift_goes(decks: list[Deck]) -> None:
    for deck in decks:
        text, _ = write_gift(deck)
        carried = read_gift(text, "T")
        back = {card.prompt: card for card in carried.cards}
        for card in deck.cards:
            if isinstance(card, Cloze) or card.kind in {"order", "list", "flashcard", "date"}:
                continue
            twin = back[card.prompt]
            assert twin.why == card.why
            assert twin.solution.split()[0] == card.solution.split()[0]
            if isinstance(card, MultipleChoice | PickAll):
                assert isinstance(twin, MultipleChoice | PickAll)
                assert (twin.a, twin.wrong) == (card.a, card.wrong)


def test_real_quizzes_lose_no_question(real: Path) -> None:
    files = [p for p in (real / "gift-tsugi").rglob("valid/*") if p.suffix in {".txt", ".gift"}]
    carried = [read_gift(path.read_text(), path.stem) for path in files]
    assert sum(len(one.cards) for one in carried) == 281
    assert sum(len(one.left) for one in carried) == 16


@given(st.text(st.sampled_from("=~{}#:-> %T5.\\\nab")))
def test_anything_is_read_or_told(text: str) -> None:
    read_gift(text, "T")
