"""A deck as one HTML page to print: a worksheet with its key, or cards with two sides."""

from collections.abc import Iterator, Sequence
from html import escape

from trainer.deck.card import (
    Card,
    Cloze,
    Hide,
    ListCard,
    Match,
    MultipleChoice,
    Order,
    PickAll,
    TrueFalse,
    Where,
)
from trainer.deck.deck import Deck
from trainer.deck.identity import card_key
from trainer.deck.marked_card import plain_card, shown_prompt, shown_solution
from trainer.exchange.import_result import Notice
from trainer.exchange.losses import FIELDS, MEDIA_FIELDS, cards_with_answers, losses_of_card
from trainer.exchange.two_sides import front_of, sides_of
from trainer.markup.text import MarkedText

_COLUMNS, _ROWS = 2, 4
"""Cards on a sheet."""
_STYLE = """
@page { size: A4; margin: 15mm }
* { box-sizing: border-box }
body { font: 11pt/1.4 sans-serif; margin: 0; color: #000; background: #fff }
h1 { font-size: 16pt; margin: 0 0 6mm } h1 small { font-weight: normal; float: right }
ol.sheet > li { margin: 0 0 6mm; break-inside: avoid } .text { white-space: pre-wrap }
.line { border-bottom: 1px solid #555; height: 8mm } .box::before { content: "\\2610\\a0" }
ul, ol.things { margin: 1mm 0; padding-left: 6mm; list-style: none }
.key, .page { break-before: page }
table { border-collapse: collapse; margin: 1mm 0 } td { padding: 0.5mm 4mm 0.5mm 0 }
.page { display: grid; grid-template-columns: repeat(2, 1fr); grid-auto-rows: 64mm }
.page:first-of-type { break-before: auto }
.card { border: 1px dashed #999; padding: 5mm; display: flex; align-items: center;
  justify-content: center; text-align: center; overflow: hidden; overflow-wrap: anywhere }
"""


def write_worksheet(deck: Deck) -> tuple[str, tuple[Notice, ...]]:
    """A page with all questions and room to answer, and behind it the key.

    Returns:
        The page, and which cards are not on it.
    """
    cards, losses = _printed(deck)
    title = escape(" ".join(deck.title.split()))
    setting = f"<p>{_html(deck.setting)}</p>\n" if deck.setting else ""
    asked = "".join(f"<li>{_question(card, deck.markup)}</li>\n" for card in cards)
    key = "".join(f"<li><div class=text>{_key(card, deck.markup)}</div></li>\n" for card in cards)
    body = (
        f"<h1>{title} <small>Name: ____________________</small></h1>\n{setting}"
        f"<ol class=sheet>\n{asked}</ol>\n"
        f"<section class=key><h1>{title}: key</h1>\n<ol class=sheet>\n{key}</ol></section>"
    )
    return _page(deck, title, body), losses


def write_cards(deck: Deck) -> tuple[str, tuple[Notice, ...]]:
    """Cards to cut out, fronts on one sheet and backs on the next, for printing on both sides.

    Turned over its long edge a sheet's columns change places, so the backs are in that order.

    Returns:
        The page, and which cards are not on it.
    """
    cards, losses = _printed(deck)
    sides = [side for card in cards for side in _sides(card, deck.markup)]
    title = escape(" ".join(deck.title.split()))
    pages = []
    for begin in range(0, len(sides), _COLUMNS * _ROWS):
        sheet = sides[begin : begin + _COLUMNS * _ROWS]
        full = [*sheet, *[("", "")] * (-len(sheet) % _COLUMNS)]
        pages.append(_sheet([front for front, _ in full]))
        rows = (full[at : at + _COLUMNS] for at in range(0, len(full), _COLUMNS))
        turned = [one for row in rows for one in reversed(row)]
        pages.append(_sheet([back for _, back in turned]))
    return _page(deck, title, "\n".join(pages)), losses


def _printed(deck: Deck) -> tuple[list[Card], tuple[Notice, ...]]:
    """The cards that can be printed, and what of the deck cannot."""
    cards: list[Card] = []
    losses: list[Notice] = []
    for card in cards_with_answers(deck, losses):
        if isinstance(card, Hide | Where):
            what = "a question about regions of a picture, which is not printed"
            losses.append(Notice(card_key(card), what, whole=True))
        else:
            cards.append(card)
            losses += losses_of_card(card, FIELDS - MEDIA_FIELDS, card.kind)
    return cards, tuple(losses)


def _page(deck: Deck, title: str, body: str) -> str:
    language = f' lang="{escape(deck.language)}"' if deck.language else ""
    return (
        f"<!doctype html>\n<html{language}>\n<meta charset=utf-8>\n<title>{title}</title>\n"
        f"<style>{_STYLE}</style>\n{body}\n</html>\n"
    )


def _sheet(texts: Sequence[str]) -> str:
    cards = "".join(f"<div class=card><div class=text>{_html(one)}</div></div>\n" for one in texts)
    return f"<div class=page>{cards}</div>"


def _sides(card: Card, markup: str | None) -> Iterator[tuple[str, str]]:
    """The two sides of each of its items."""
    if markup is None:
        yield from sides_of(card)
        return
    from trainer.markup.text import marked

    for gaps in card.items or ((),):
        front = shown_prompt(card, gaps) if gaps else marked(front_of(card))
        yield front, shown_solution(card, gaps)
        if card.both_ways:
            yield shown_solution(card, gaps), shown_prompt(card, gaps)


def _question(card: Card, markup: str | None) -> str:
    prompt = shown_prompt(card, _every_gap(card)) if markup else card.prompt
    room = _room(plain_card(card) if markup else card)
    return f"<div class=text>{_html(prompt)}</div>{''.join(room)}"


def _every_gap(card: Card) -> tuple[int, ...]:
    return tuple(range(len(card.gaps))) if isinstance(card, Cloze) else ()


def _room(card: Card) -> Iterator[str]:
    """Where the answer goes: boxes to tick, places to number, or lines."""
    match card:
        case MultipleChoice() | PickAll():
            yield _boxes(sorted(card.options))
        case TrueFalse():
            yield _boxes(["True", "False"])
        case Order():
            yield _listed(f"____ {_html(thing)}" for thing in sorted(card.order))
        case Match():
            lefts, rights = [*card.match], sorted(card.right_sides)
            letters = [f"{chr(ord('A') + at)}. {text}" for at, text in enumerate(rights)]
            lines = max(len(lefts), len(letters))
            lefts += [""] * (lines - len(lefts))
            letters += [""] * (lines - len(letters))
            rows = (
                f"<tr><td>{_html(left)}<td>{'____' if left else ''}<td>{_html(right)}"
                for left, right in zip(lefts, letters, strict=True)
            )
            yield f"<table>{''.join(rows)}</table>"
        case ListCard():
            yield "<div class=line></div>" * len(card.list)
        case Cloze():
            yield ""
        case _:
            yield "<div class=line></div>"


def _boxes(options: Sequence[str]) -> str:
    return f"<ul>{''.join(f'<li class=box>{_html(option)}' for option in options)}</ul>"


def _listed(things: Iterator[str]) -> str:
    return f"<ol class=things>{''.join(f'<li>{thing}' for thing in things)}</ol>"


def _key(card: Card, markup: str | None) -> str:
    key = _html(shown_solution(card, _every_gap(card)) if markup else card.solution)
    why = plain_card(card).why if markup else card.why
    return f"{key}\n{_html(why)}" if why else key


def _html(text: str) -> str:
    """A text as HTML; one that is marked up as it is drawn."""
    if not isinstance(text, MarkedText):
        return escape(text)
    from trainer.exchange.html.from_markdown import drawn_as_html  # most decks are not marked up

    return drawn_as_html(text)
