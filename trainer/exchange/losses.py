"""What of a deck another program has no place for, kind by kind."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from trainer.deck.card import (
    Card,
    Cloze,
    Date,
    Flashcard,
    Hide,
    ListCard,
    Match,
    MultipleChoice,
    Number,
    Order,
    PickAll,
    TrueFalse,
    Typed,
    Where,
)
from trainer.deck.deck import Deck
from trainer.deck.entry import Entry
from trainer.deck.identity import card_key
from trainer.exchange.import_result import Notice

REASONS = "reasons"
"""Names the reasons why options are wrong, which are in no field of their own."""

RIGHT_REASONS = "right reasons"
"""Names the reasons that are on right options and on entries of a list."""
REASONS_OF_OPTIONS = frozenset({REASONS, RIGHT_REASONS})
OTHER_NAMES = "other names"
"""Names what is as right as an option or an entry of a list."""

OPTION_PICTURES = "option pictures"
"""Names the pictures that options show."""

IN_WORDS = frozenset({"correction", "extra", "unit"})
"""Fields that are in the question or the answer, where a card has two sides and no more."""

HTML_LOSS = "spaces that HTML does not show, or [sound:…], in its text"

OF_A_CARD = {
    "accept": "other spellings that are as right",
    "answer_picture": "the picture with its answer",
    "answer_sound": "the sound with its answer",
    "confusable_with": "which cards it is easily mixed up with",
    "correction": "what is true instead",
    "exact": "that its answer must be exact",
    "evidence": "where the source says it",
    "extra": "what matches nothing",
    "hint": "its hint",
    "id": "its id",
    "importance": "its importance",
    "language": "the language of its answer",
    "note": "the note for whoever teaches",
    "ordered": "that the order counts",
    "picture": "its picture",
    "self_marked": "that learners rate themselves",
    "sound": "its sound",
    OTHER_NAMES: "other names of an option or entry",
    OPTION_PICTURES: "the pictures of its options",
    REASONS: "why each wrong option is wrong",
    RIGHT_REASONS: "why a right option or entry is right",
    "requires": "which cards come before it",
    "reverse": "that it is asked the other way round too",
    "siblings": "which cards give it away",
    "silence": "which advice does not apply to it",
    "tags": "its tags",
    "together": "that all gaps are asked at once",
    "tolerance": "its tolerance",
    "unit": "its unit",
    "why": "its explanation",
    "why_picture": "the picture with its explanation",
}
FIELDS = frozenset(OF_A_CARD)
"""All that can be lost of a card beside question and answer."""
MEDIA_FIELDS = frozenset(
    {"picture", "answer_picture", "why_picture", "sound", "answer_sound", OPTION_PICTURES}
)
"""Of these, what is shown or played."""
OF_A_DECK = {
    "description": "its description",
    "markup": "how its texts are marked up",
    "synopsis": "its synopsis",
    "language": "its language",
    "author": "its author",
    "license": "its licence",
    "exact": "that its answers must be exact",
    "tags": "its tags",
    "silence": "which advice does not apply to it",
    "requires": "which decks come before it",
    "source": "its source",
}


_WRITTEN = (
    Flashcard,
    MultipleChoice,
    PickAll,
    Typed,
    Cloze,
    TrueFalse,
    Number,
    Date,
    Order,
    Match,
    ListCard,
    Where,
    Hide,
)
"""The kinds that every writer has a way for, or says itself that it has none; a new one stays
behind until that is so."""


def cards_with_answers(deck: Deck, losses: list[Notice]) -> Iterator[Card]:
    """The cards of a deck that another program can ask.

    Drafts may be unfinished, an opinion question has nothing to learn, and of a new kind no other
    program knows.

    Args:
        deck: to be written.
        losses: get a notice for each card that stays behind.
    """
    for card in deck.cards:
        if card.status == "draft":
            losses.append(Notice(card_key(card), "a draft", whole=True))
        elif not card.has_key:
            what = "an opinion question, without an answer"
            losses.append(Notice(card_key(card), what, whole=True))
        elif not isinstance(card, _WRITTEN):
            losses.append(Notice(card_key(card), f"a {card.kind} card", whole=True))
        else:
            yield card


def losses_of_card(card: Card, kept: AbstractSet[str], kind: str) -> Iterator[Notice]:
    """What is lost of a card where only some of its fields are kept.

    Args:
        card: that is written elsewhere.
        kept: the fields that come through, beside question and answer.
        kind: how it is asked there.
    """
    key = card_key(card)
    if kind != card.kind:
        yield Notice(key, f"how it is asked: {card.kind} becomes {kind}")
    for field, words in (OF_A_CARD | _other_fields(card)).items():
        if field not in kept and _says_something(card, field):
            yield Notice(key, words)


def kind_elsewhere(card: Card) -> str:
    """How others ask a card of its kind: a pick with one right option is a choice."""
    return "choice" if isinstance(card, PickAll) and len(card.a) == 1 else card.kind


def _other_fields(card: Card) -> dict[str, str]:
    """The fields of a kind, beside question and answer, that have no words here."""
    known = {"q", "wrong", "hide", card.answer_key, *OF_A_CARD}
    return {f.key: f"its `{f.key}`" for f in card.own_fields if f.key not in known}


def _says_something(card: Card, field: str) -> bool:
    if field == REASONS:
        return isinstance(card, MultipleChoice | PickAll) and any(card.wrong.values())
    if field == OTHER_NAMES:
        entries = (*_right(card), *getattr(card, "wrong", ()))
        return any(one.accept for one in entries if isinstance(one, Entry))
    if field == OPTION_PICTURES:
        entries = (*_right(card), *getattr(card, "wrong", ()))
        return any(one.picture for one in entries if isinstance(one, Entry))
    if field == RIGHT_REASONS:
        return any(one.why for one in _right(card))
    described = type(card).model_fields.get(field)
    return described is not None and bool(
        getattr(card, field) != described.get_default(call_default_factory=True)
    )


def _right(card: Card) -> Sequence[Entry]:
    match card:
        case MultipleChoice():
            return (card.a,)
        case PickAll():
            return card.a
        case ListCard():
            return card.list
        case _:
            return ()


def losses_of_deck(deck: Deck, kept: AbstractSet[str] = frozenset()) -> Iterator[Notice]:
    """What is lost of what a deck says of itself, beside its title."""
    for field, words in OF_A_DECK.items():
        if field not in kept and getattr(deck, field):
            yield Notice("the deck", words)
    if not deck.scheduled:
        yield Notice("the deck", "that it is a test, never scheduled")
