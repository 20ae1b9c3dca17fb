"""Decks as GIFT, for Moodle."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

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
from trainer.deck.identity import card_key
from trainer.exchange.html.from_text import as_html, as_html_without_maths
from trainer.exchange.html.to_text import reads_back
from trainer.exchange.import_result import Notice, quoted
from trainer.exchange.losses import (
    HTML_LOSS,
    OTHER_NAMES,
    REASONS_OF_OPTIONS,
    cards_with_answers,
    kind_elsewhere,
    losses_of_card,
    losses_of_deck,
)
from trainer.exchange.media.marks import has_marks
from trainer.exchange.moodle.gift_escapes import escaped
from trainer.exchange.moodle.question import MORE_RIGHT, PAIR, in_one_line, shares_of

_FORMULA = "$$"
_TAG = re.compile(r"<[a-z/]|&[a-z#]", re.IGNORECASE)
_KEPT = frozenset({"id", "why", "tags"})


class _Written(NamedTuple):
    """A card's question and answers in GIFT."""

    kind: str
    """How it is asked there."""
    answers: Iterable[str]
    kept: Iterable[str] = ()
    """The fields that the answers hold."""
    lost: Iterable[str] = ()
    before: str = ""
    """The question, where it is not the card's own."""
    after: str = ""


class _Unfit(NamedTuple):
    """Why a card has no place in GIFT."""

    what: str


def write_gift(deck: Deck) -> tuple[str, tuple[Notice, ...]]:
    """A deck as GIFT.

    Returns:
        The text, and what of the deck GIFT has no word for.
    """
    losses = list(losses_of_deck(deck))
    title = " ".join(deck.title.split()).replace("/", "//")
    blocks = [f"$CATEGORY: $course$/top/{title}"]
    for card in cards_with_answers(deck, losses):
        key = card_key(card)
        written = _written(card)
        if isinstance(written, _Unfit):
            losses.append(Notice(key, written.what, whole=True))
            continue
        losses += losses_of_card(card, _KEPT | {*written.kept}, written.kind)
        losses += (Notice(key, what) for what in written.lost)
        block = _block(key, card, written)
        if not all(reads_back(as_html_without_maths(text)) for text in _texts_in_html(card)):
            losses.append(Notice(key, HTML_LOSS))
        blocks.append(block)
    return "\n\n".join(blocks) + "\n", tuple(losses)


def _texts_in_html(card: Card) -> Iterator[str]:
    """The texts of a card that are written as HTML."""
    yield from (text for text in texts_of(card.model_dump()) if _FORMULA in text)
    if isinstance(card, Match):
        sides = (*card.match.items(), *(("", text) for text in card.extra))
        yield from (text for pair in sides if _needs_html(*pair) for text in pair)
    elif isinstance(card, Order | ListCard):
        things = card.order if isinstance(card, Order) else card.list
        yield from (thing for thing in things if _needs_html("", thing))


def texts_of(value: object) -> Iterator[str]:
    """All texts in the fields of a card."""
    match value:
        case str():
            yield value
        case dict():
            for key, inner in value.items():
                yield from (*texts_of(key), *texts_of(inner))
        case list() | tuple():
            for inner in value:
                yield from texts_of(inner)
        case _:
            pass


def _block(key: str, card: Card, written: _Written) -> str:
    stem, after = _around(written) if isinstance(card, Cloze) else (_text(card.prompt), "")
    inner = "".join(f"\n  {answer}" for answer in written.answers)
    general = f"\n####{_text(card.why)}" if card.why else ""
    body = f"{inner}{general}\n" if inner or general else ""
    if "[html]" in body and not stem.startswith("["):
        stem = f"[plain]{stem}"  # an answer without a format has that of its question
    marks = "".join(f" [tag:{tag}]" for tag in card.tags)
    remark = f"// [id:{key}]{marks}\n" if marks else ""
    return f"{remark}::{escaped(key)}::{stem}{{{body}}}{after}"


def _around(written: _Written) -> tuple[str, str]:
    """What is before and after a gap, which is one text of one format."""
    whole = written.before + written.after
    after = as_html(written.after) if _is_html(whole) else written.after
    return _formed(written.before, whole), escaped(after)


def _written(card: Card) -> _Written | _Unfit:
    match card:
        case MultipleChoice():
            # among options Moodle reads a weight after `~` alone
            sign = "~%100%" if card.a.startswith("%") else "="
            right = f"{sign}{_text(card.a)}{_feedback(card.a.why)}"
            return _Written("choice", [right, *_wrong(card.wrong)], REASONS_OF_OPTIONS)
        case PickAll():
            each = zip(shares_of(len(card.a)), card.a, strict=False)
            options = [f"~%{share}%{_text(one)}{_feedback(one.why)}" for share, one in each]
            if not options:
                return _Unfit(MORE_RIGHT)
            wrong = _wrong(card.wrong, "%-100%")
            return _Written(kind_elsewhere(card), [*options, *wrong], REASONS_OF_OPTIONS)
        case TrueFalse():
            answer = "TRUE" if card.truth else f"FALSE{_feedback(card.correction)}"
            return _Written("truth", [answer], {"correction"})
        case Number():
            margin = f":{card.margin:f}" if card.margin else ""
            return _Written("number", [f"#{card.number:f}{margin}"], {"tolerance"})
        case Match():
            return _match(card)
        case Order():
            return _places(card.order)
        case ListCard(ordered=True):
            return _places(card.list)
        case ListCard():
            lost = f"that all {len(card.list)} things are wanted: one is enough there"
            names = [name for one in card.list for name in (one, *one.accept)]
            return _Written("typed", [f"={_form(one)}" for one in names], {OTHER_NAMES}, [lost])
        case Hide() | Where():
            return _Unfit("a question about regions of a picture, which GIFT cannot show")
        case Flashcard() | Typed() | Date() | Cloze():
            return _typed(card)
        case _:
            return _Unfit(f"a question of the kind {card.kind}")


def _match(card: Match) -> _Written | _Unfit:
    if any(PAIR in side or side.startswith("%") for side in card.match):
        return _Unfit("a left-hand side with -> in it, or % before it, which GIFT cannot say")
    pairs = [*card.match.items(), *(("", text) for text in card.extra)]
    return _Written("match", [_pair(*sides) for sides in pairs], {"extra"})


def _pair(left: str, right: str) -> str:
    """A pair: its left side may name a format, and its right side goes by the same."""
    if _needs_html(left, right):
        return f"=[html]{escaped(as_html(left))} -> {escaped(as_html(right))}"
    return f"={_text(left)} -> {escaped(right)}"


def _needs_html(left: str, right: str) -> bool:
    """Whether a pair is written as HTML: Moodle reads tags in right sides, whatever is said."""
    return _FORMULA in left + right or _TAG.search(right) is not None


def _places(things: Iterable[str]) -> _Written:
    """An order as pairs, which Moodle can mark: the place, and the thing that belongs there."""
    pairs = [_pair(str(place), thing) for place, thing in enumerate(things, 1)]
    return _Written("match", pairs, {"ordered"})


def _typed(card: Flashcard | Typed | Date | Cloze) -> _Written | _Unfit:
    before, after, kept, lost = "", "", ["accept"], []
    match card:
        case Flashcard():
            forms = [card.a]
        case Typed():
            forms = [card.typed, *card.accept]
        case Date():
            forms = list(dict.fromkeys((card.date.in_words(), str(card.date))))
        case Cloze():
            first, *others = card.gaps
            before = str(card.pieces[0])
            after = card.blanked(())[len(before) + len(first.text) :]
            forms = [first.text, *card.accepted(0)]
            lost = ["a further gap" for _ in others]
            lost += ["the hint of a gap" for gap in card.gaps if gap.hint]
            kept = [] if set(card.accept) - {first.text} else kept
    if PAIR in forms[0]:
        return _Unfit("an answer with -> in it, which GIFT takes for a pair to match")
    fit = [form for form in forms if PAIR not in form]
    lost += [f"another spelling with -> in it, {quoted(form)}" for form in forms if form not in fit]
    forms = [one for form in fit for one in dict.fromkeys((form, in_one_line(form)))]
    answers = [f"={_form(form)}" for form in forms]
    return _Written("typed", answers, kept, lost, before, after)


def _form(text: str) -> str:
    """An answer to type, which is bare text: a star in it stands for nothing else."""
    weight = "%100%" if text.startswith("%") else ""
    form = "[plain]" if text.startswith("[") or any(sign in text for sign in "<&\n") else ""
    return f"{weight}{form}{escaped(text)}".replace("*", "\\*")


def _wrong(wrong: dict[str, str | None], weight: str = "") -> Iterator[str]:
    for option, why in wrong.items():
        share = weight or ("%0%" if option.startswith("%") else "")
        yield f"~{share}{_text(option)}{_feedback(why)}"


def _feedback(why: str | None) -> str:
    return f"#{_text(why)}" if why else ""


def _text(text: str) -> str:
    """Text that says nothing but itself, whatever format its reader takes for granted."""
    return _formed(text, text)


def _formed(text: str, whole: str) -> str:
    """Text with the format that the whole of it needs.

    Moodle reads tags in a text without a format, and an answer has that of its question. Plain
    text shows all as it is, but formulas and pictures, which are looked for in HTML alone.
    """
    if _is_html(whole):
        return f"[html]{escaped(as_html(text))}"
    if whole.startswith("[") or any(sign in whole for sign in "<&\n"):
        return f"[plain]{escaped(text)}"
    return escaped(text)


def _is_html(text: str) -> bool:
    return _FORMULA in text or has_marks(text)
