"""Answers that can be read beside the question: in a tag, the deck's title, a picture's words."""

from collections.abc import Iterator

from trainer.deck.card import Card, Match, MultipleChoice, Order, PickAll, TrueFalse
from trainer.deck.deck import Deck
from trainer.deck.diagnostic import Code
from trainer.deck.likeness import FUNCTION_WORDS, folded, words
from trainer.deck.lint.card_texts import prompt
from trainer.deck.lint.leaks import contains
from trainer.deck.lint.names import names
from trainer.deck.lint.weakness import OnCard, Weakness

_NAMED = 3
"""So many of the ids are named."""
_SHORT = 3
"""Words. In a longer answer one word that is known beforehand is not what is asked for."""


def check_given_away(deck: Deck) -> Iterator[OnCard]:
    """What a learner has read before the answer shows, by choosing the deck or one of its tags."""
    for at, card in enumerate(deck.cards):
        for what, text, field, hint in _beside(deck, card):
            if given_away := gives_away(card, text):
                message = f"{what} gives the answer “{given_away}” away"
                yield at, Weakness(Code.GIVEN_AWAY, message, hint, field, words=text)
    yield from _telling_ids(deck)


def _telling_ids(deck: Deck) -> Iterator[OnCard]:
    """One finding for the deck: ids stay for good once somebody has learnt their cards."""
    telltale = [card.id for card in deck.cards if card.id and gives_away(card, card.id)]
    if telltale:
        more = f" and {len(telltale) - _NAMED} more" if len(telltale) > _NAMED else ""
        message = f"ids that hold their card's answer: {', '.join(telltale[:_NAMED])}{more}"
        hint = (
            "no screen shows an id before the answer, but files and exports do: name new cards by "
            "their question, and where progress hangs on these, silence this on the deck"
        )
        yield None, Weakness(Code.TELLING_ID, message, hint, "cards")


def _beside(deck: Deck, card: Card) -> Iterator[tuple[str, str, str, str]]:
    """What is read beside the question: its name, its text, the key to look at, the way out."""
    for tag in card.tags:
        yield f"the tag {tag}", tag, "tags", "tag it by its topic, not by its answer"
    if card.picture and card.picture.alt:
        hint = "say there what is seen without it: the words stand in for the picture"
        yield "what is said of the picture", card.picture.alt, "picture", hint
    hint = "ask without it, or name a wider topic there"
    yield "the deck's title", deck.title, card.answer_key, hint
    if deck.setting:
        yield "the deck's setting", deck.setting, card.answer_key, hint


def gives_away(card: Card, text: str, *, prose: bool = False) -> str | None:
    """The answer that a text gives, in full or by the name in it; None where it gives none.

    Args:
        card: what is asked.
        text: what is read beside it.
        prose: whether names stand in the text as they are written, so that a pipeline is none.
    """
    if isinstance(card, TrueFalse | Match | Order):
        return None
    if isinstance(card, MultipleChoice | PickAll) and all(contains(text, o) for o in card.options):
        return None
    around = folded(text).split()
    for answer in (one.text for one in card.answers):
        wanted = folded(answer)
        if not any(map(wanted.__contains__, around)):
            continue  # as nearly always, and the rest takes its time
        asked = prompt(card).text if card.answer_key != "cloze" else card.prompt
        weighty = [word for word in words(answer) if folded(word) not in FUNCTION_WORDS]
        if weighty and not contains(asked, answer) and contains(text, answer):
            return answer
        named = (name for name in names(answer) if not contains(asked, name))
        named = (name for name in named if name in text or not prose)
        if len(weighty) <= _SHORT and any(contains(text, name) for name in named):
            return answer
    return None
