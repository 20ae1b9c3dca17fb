"""What may follow what is typed in a deck: the rest of a key, or of a card's id."""

import re
from collections.abc import Iterable, Sequence

from trainer.deck.card import EVERY_KIND, kind_of
from trainer.deck.card_places import ID, card_places
from trainer.deck.deck import Deck

_LINKS = r"(?:- )?(?:requires|siblings|confusable_with):"
_LINK = re.compile(rf"\s*{_LINKS}\s+(?:\[?(?:.*[,\s])?)?(?P<typed>[\w-]+)")
_LINK_LIST = re.compile(rf"\s*{_LINKS}\s*")
_ITEM = re.compile(r"(?P<before>\s*- )(?P<typed>[\w-]+)")
_KEY = re.compile(r"(?P<before>\s*(?:- )?)(?P<typed>[a-z_]+)")
_KEYS = re.compile(r"^(?P<before>\s*(?:- +)?)(?P<key>[a-z_]+):", re.MULTILINE)


def completion(lines: Sequence[str], row: int, column: int) -> str:
    """The rest of the key or id that is being typed, of the first that begins so.

    A key is one that the card under the cursor may have by its kind and has not yet. It is found
    while YAML cannot read the text, as it never can where a key is half written.

    Args:
        lines: the deck's text.
        row: the line, from 0.
        column: how many signs of it stand before the cursor.

    Returns:
        The rest; empty where nothing is typed, or more of the line follows.
    """
    line = lines[row]
    if column != len(line):
        return ""
    if linked := _LINK.fullmatch(line) or _linked_item(lines, row):
        return _rest(linked["typed"], ID.findall("\n".join(lines)))
    if typed := _KEY.fullmatch(line):
        rest = _rest(typed["typed"], _keys_at("\n".join(lines), row, len(typed["before"])))
        return f"{rest}: " if rest else ""
    return ""


def _linked_item(lines: Sequence[str], row: int) -> re.Match[str] | None:
    """An item of a list below a key that takes ids."""
    match = _ITEM.fullmatch(lines[row])
    above = row
    while match and above and lines[above].startswith(match["before"]):
        above -= 1
    return match if match and _LINK_LIST.fullmatch(lines[above]) else None


def _keys_at(text: str, row: int, column: int) -> Iterable[str]:
    """The keys that may begin in that column, the answer keys first."""
    if column == 0:
        return Deck.model_fields
    card = next((card for card in reversed(card_places(text)) if card.line <= row + 1), None)
    if card is None:
        return ()
    keys = list(_KEYS.finditer(card.text))
    card_column = len(keys[0]["before"]) if keys else column
    if column != card_column:
        return ()
    there = {match["key"]: "" for match in keys if len(match["before"]) == card_column}
    kind = kind_of(there)
    kinds = (kind,) if kind else EVERY_KIND
    answers = [] if kind else [kind.answer_key for kind in EVERY_KIND]
    every = [key for kind in kinds for key in kind.model_fields]
    if kind and kind.answer_key == "a":
        every.append("wrong")  # makes a flashcard a question with options
    return [key for key in dict.fromkeys([*answers, *every]) if key not in there]


def _rest(typed: str, words: Iterable[str]) -> str:
    """What the first word that begins so has beyond what is typed; empty of a whole word."""
    return next((word[len(typed) :] for word in words if word.startswith(typed)), "")
