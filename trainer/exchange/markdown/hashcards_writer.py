"""Decks as hashcards' Markdown: cards with two sides, and gaps in square brackets."""

import re

from trainer.deck.card import Card, Cloze, Flashcard
from trainer.deck.deck import Deck
from trainer.deck.identity import card_key
from trainer.exchange.import_result import Notice
from trainer.exchange.losses import IN_WORDS, cards_with_answers, losses_of_card, losses_of_deck
from trainer.exchange.markdown.layout import Layout
from trainer.exchange.two_sides import front_of

_BEGINS = re.compile(r"[QAC]:")
"""How a line begins that would begin a card there, wherever it is."""
_MEANS_MORE = re.compile(r"[ \t]*(?=---[ \t]*$|#)")
"""Before what would end a card there, or be a heading, where it is not behind a backslash."""
_HEADING_BELOW = re.compile(r"(?:\A|\n)[ \t]*#{1,6}[ \t][^\n]*\s*\Z")
"""What would be read as a comment above the next card."""
_RULE = "***"
"""A line between paragraphs that ends no card there."""


def write_hashcards(deck: Deck) -> tuple[str, tuple[Notice, ...]]:
    """A deck as hashcards reads it.

    Returns:
        The text, and what of the deck it does not hold.
    """
    losses = list(losses_of_deck(deck, {"markup"}))
    marked_up = deck.markup is not None
    name = " ".join(deck.title.split()).replace("\\", "\\\\").replace('"', '\\"')
    blocks = [f'---\nname = "{name}"\n---']
    for card in cards_with_answers(deck, losses):
        key = card_key(card)
        kept = IN_WORDS | ({"reverse"} if isinstance(card, Flashcard) else set())
        losses += losses_of_card(card, kept, "cloze" if isinstance(card, Cloze) else "flashcard")
        if _ends_in_code(card):
            losses.append(Notice(key, "a line --- in code, which ends a card there"))
        if marked_up and any(map(_HEADING_BELOW.search, (card.prompt, card.solution))):
            losses.append(
                Notice(key, "a heading with nothing below it, there a line that begins with #")
            )
        if isinstance(card, Cloze):
            losses += [Notice(key, "the hint of a gap") for gap in card.gaps if gap.hint]
        blocks += _blocks(card, marked_up=marked_up)
    return "\n\n".join(blocks) + "\n", tuple(losses)


def _blocks(card: Card, *, marked_up: bool) -> list[str]:
    if isinstance(card, Cloze):
        return [f"C: {_side(_cloze(card), marked_up=marked_up)}"]
    front, back = (_side(side, marked_up=marked_up) for side in (front_of(card), card.solution))
    both = [f"Q: {front}\nA: {back}"]
    if isinstance(card, Flashcard) and card.reverse:
        both.append(f"Q: {back}\nA: {front}")
    return both


def _side(text: str, *, marked_up: bool) -> str:
    lines = text.rstrip().splitlines()
    code, last = Layout(lines).fenced, len(lines) - 1
    written = (
        _line(line, is_code=at in code, is_markdown=marked_up and at != last)
        for at, line in enumerate(lines)
    )
    return "\n".join(written).lstrip(" ")


def _ends_in_code(card: Card) -> bool:
    lines = f"{card.prompt}\n\n{card.solution}".splitlines()
    return any(lines[at].strip() == "---" for at in Layout(lines).fenced)


def _line(line: str, *, is_code: bool, is_markdown: bool) -> str:
    if _BEGINS.match(line):
        return f" {line}"
    if is_markdown and not is_code:
        return _RULE if line.strip() == "---" else line
    more = None if is_code else _MEANS_MORE.match(line)
    return f"{more[0]}\\{line[more.end() :]}" if more else line


def _cloze(card: Cloze) -> str:
    return "".join(
        _plain(piece) if isinstance(piece, str) else f"[{_plain(piece.text)}]"
        for piece in card.pieces
    )


def _plain(text: str) -> str:
    """Text whose brackets are no gaps."""
    return re.sub(r"([\[\]])", r"\\\1", text)
