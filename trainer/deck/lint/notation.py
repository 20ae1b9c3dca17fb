"""Notation of other programs that a learner would read sign by sign.

Markdown takes more for markup than is meant as such, a lone star or a line that begins with a
number: here only what nobody writes by chance counts.
"""

import re
from collections.abc import Iterator

from trainer.deck.card import Cloze
from trainer.deck.card_base import FieldText
from trainer.deck.deck import Deck
from trainer.deck.diagnostic import Code
from trainer.deck.lint.card_texts import everything
from trainer.deck.lint.weakness import OnCard, Weakness

_ANKI_GAP = re.compile(r"\{\{c\d+::", re.IGNORECASE)
_MARKUP = re.compile(
    r"(?<![\w*])\*\*(?=\S)[^*\n]+(?<=\S)\*\*(?![\w*])"  # **strong**
    r"|!\[[^\]\n]*\]\([^)\s]+\)|\[[^\]\n]+\]\(https?://[^)\s]+\)"  # a picture, a link
    r"|^```"  # code
    r"|\$\$.+?\$\$|\$(?=\S)[^$\n]*[\\^_][^$\n]*\$|\\\(.+?\\\)|\\\[.+?\\\]"  # maths
    r"|<(b|i|u|em|strong|sub|sup)>[^<>]+</\1>",
    re.MULTILINE | re.DOTALL,
)
_SIGN = re.compile(r"[*\]`$\\<]|\{\{")
"""What all of this holds one of, and few texts do."""
_CODE = re.compile(r"`[^`\n]+`")
"""What is quoted as code may be asked about."""


def check_notation(deck: Deck) -> Iterator[OnCard]:
    """Gaps of Anki outside a cloze, and markup in a deck that says nothing of it: one of each."""
    gaps: list[tuple[int, FieldText, str]] = []
    marked: list[tuple[int, FieldText, str]] = []
    for at, card in enumerate(deck.cards):
        for text in everything(card):
            if not _SIGN.search(text.text):
                continue
            if not isinstance(card, Cloze) and (match := _ANKI_GAP.search(text.text)):
                gaps.append((at, text, match[0]))
            if deck.markup is None and (match := _MARKUP.search(_without_code(text.text))):
                marked.append((at, text, match[0].partition("\n")[0]))
    if gaps:
        at, text, sign = gaps[0]
        message = f"`{sign}` is how Anki begins a gap, and is shown as it is written"
        hint = "write the sentence under `cloze`, and its gap as {{Paris}} or {{Paris::city}}"
        yield at, _weakness(text, message, hint, sign, len(gaps))
    if marked:
        at, text, sign = marked[0]
        message = f"“{sign}” is markup, and is shown as it is written"
        hint = "write it without, or add `markup: markdown` to the deck, which reads all texts so"
        yield at, _weakness(text, message, hint, sign, len(marked))


def _without_code(text: str) -> str:
    return _CODE.sub(lambda code: " " * len(code[0]), text)


def _weakness(text: FieldText, message: str, hint: str, sign: str, count: int) -> Weakness:
    more = f" (and in {count - 1:,} more)" if count > 1 else ""
    return Weakness(Code.OTHER_NOTATION, message + more, hint, text.field, text.entry, sign)
