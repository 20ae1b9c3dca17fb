"""Decks as GIFT, for Moodle."""

from collections.abc import Iterable

from trainer.deck.card import (
    Card,
    Cloze,
    Date,
    Flashcard,
    ListCard,
    Match,
    MultipleChoice,
    Number,
    Order,
    PickAll,
    TrueFalse,
    Typed,
)
from trainer.deck.deck import Deck
from trainer.deck.identity import card_key
from trainer.exchange.carried import Left


def write_gift(deck: Deck) -> tuple[str, tuple[Left, ...]]:
    """A deck as GIFT.

    Returns:
        The text, and what of the deck GIFT has no word for.
    """
    left: list[Left] = []
    blocks = [f"$CATEGORY: {deck.title}"]
    for card in deck.cards:
        key = card_key(card)
        if card.status == "draft":
            left.append(Left(key, "a draft"))
            continue
        body, lost = _body(card)
        if lost:
            left.append(Left(key, lost))
        general = f"\n####{_safe(card.why)}" if card.why else ""
        stem = "" if isinstance(card, Cloze) else _safe(card.prompt)
        blocks.append(f"::{_safe(key)}::{stem}{body.replace('@@', general)}")
    return "\n\n".join(blocks) + "\n", tuple(left)


def _body(card: Card) -> tuple[str, str]:
    """The answers in braces, `@@` where the explanation goes, and what is lost."""
    match card:
        case MultipleChoice():
            return _braces([f"={_safe(card.a)}", *_wrong(card.wrong)]), ""
        case PickAll():
            share = 100 / len(card.a)
            right = [f"~%{share:g}%{_safe(option)}" for option in card.a]
            return _braces([*right, *_wrong(card.wrong, "~%-100%")]), ""
        case TrueFalse():
            told = f"#{_safe(card.correction)}" if card.correction else ""
            return _braces([f"{'TRUE' if card.truth else 'FALSE'}{told}"]), ""
        case Number():
            margin = f":{card.margin:f}" if card.margin else ""
            return _braces(
                [f"#{card.number:f}{margin}"]
            ), f"the unit {card.unit}" if card.unit else ""
        case Match():
            pairs = [f"={_safe(left)} -> {_safe(right)}" for left, right in card.match.items()]
            return _braces([*pairs, *(f"= -> {_safe(text)}" for text in card.extra)]), ""
        case Typed():
            return _braces([f"={_safe(form)}" for form in (card.typed, *card.accept)]), ""
        case Cloze():
            first = card.gaps[0]
            before, after = (
                card.cloze[: first.start],
                card.blanked(())[first.start + len(first.text) :],
            )
            lost = "all gaps but the first" if len(card.gaps) > 1 else ""
            return f"{_safe(before)}{_braces([f'={_safe(first.text)}'])}{_safe(after)}", lost
        case Date():
            forms = (card.date.in_words(), str(card.date))
            return _braces(
                [f"={_safe(form)}" for form in dict.fromkeys(forms)]
            ), "that it is a date"
        case Flashcard():
            return _braces([f"={_safe(card.a)}"]), "that the learner rates himself"
        case Order() | ListCard():
            lost = f"how it is asked: a {card.kind} card is an essay there"
            return "{@@}", lost


def _wrong(wrong: dict[str, str | None], sign: str = "~") -> Iterable[str]:
    return (f"{sign}{_safe(o)}" + (f"#{_safe(why)}" if why else "") for o, why in wrong.items())


def _braces(answers: list[str]) -> str:
    inner = "".join(f"\n  {answer}" for answer in answers)
    return f"{{{inner}@@\n}}"


def _safe(text: str) -> str:
    escaped = "".join(f"\\{char}" if char in "~=#{}:\\" else char for char in text)
    return escaped.replace("\n", "\\n")
