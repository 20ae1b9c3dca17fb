"""The texts of a card that came with signs for what is marked up in them, as Markdown."""

import re
from collections.abc import Mapping
from functools import lru_cache

from trainer.deck.card import EVERY_KIND
from trainer.deck.card_base import text_fields
from trainer.deck.cloze import Cloze, Gap, gap_written, literally
from trainer.exchange.html.signs import (
    BULLETS,
    EM,
    EM_END,
    ITEM,
    ITEM_END,
    LIST_END,
    QUOTE,
    QUOTE_END,
    RULE,
    STRONG,
    STRONG_END,
    STRUCK,
    STRUCK_END,
)
from trainer.exchange.html.to_blocks import blocks_of, without_signs
from trainer.markup.noncharacters import HTML_MARKUP
from trainer.markup.parsing import BLANK, places_of_blanks, without_own_signs
from trainer.markup.writing import as_plain, written

_SPECIAL = re.compile(rf"[{''.join(HTML_MARKUP)}]|\\[(\[]|\[latex\]|\[\$")
_SHORT = 600
"""Characters of a text with fewer words than there are letters to stand for them."""
_STYLED = re.compile(
    rf"(?:[^\W_]|[\s.,;:!?'’\"“”„()%…–—-]|[{STRONG}{STRONG_END}{EM}{EM_END}{STRUCK}{STRUCK_END}"
    rf"{BULLETS}{LIST_END}{ITEM}{ITEM_END}{QUOTE}{QUOTE_END}{RULE}{BLANK}])*+"
)
"""Words with everyday signs between them, and styles, lists and quotes."""
_WORDS = re.compile(r"([^\W\d_](?:[^\W_]| (?=[^\W_]))*)")
"""Words in a row, to be read in no other way wherever they are."""
_LETTERS = [chr(0x10600 + at) for at in range(300)]
_TEXTS = frozenset(key for kind in EVERY_KIND for key in text_fields(kind))
_TEXTS |= {"hide", "where", "options"}
_UNMARKED = frozenset({"picture", "file", "id", "tags", "status"})


def fields_in_markdown(fields: Mapping[str, object]) -> dict[str, object]:
    """The fields of a card with their texts in Markdown, where all of them are of HTML."""
    if not isinstance(fields.get("cloze"), str):
        return {key: _in_markdown(key, value) for key, value in fields.items()}
    cloze, gaps = _cloze(str(fields["cloze"]))
    accept = fields.get("accept")
    if isinstance(accept, Mapping):
        accept = {gaps.get(key, key): _in_markdown("accept", one) for key, one in accept.items()}
    done = {"cloze": cloze, **({"accept": accept} if accept else {})}
    return {
        key: done[key] if key in done else _in_markdown(key, value) for key, value in fields.items()
    }


def _in_markdown(key: str, value: object) -> object:
    match value:
        case str():
            return markdown_of(value) if key in _TEXTS else without_signs(value)
        case list() | tuple():
            return [_in_markdown(key, one) for one in value]
        case dict() if key in {"q", "a", "wrong", "list", "text"} and "text" in value:
            return {
                name: one if name in _UNMARKED else _in_markdown("q", one)
                for name, one in value.items()
            }
        case dict() if key not in _UNMARKED:
            return {_in_markdown(key, name): _in_markdown(key, one) for name, one in value.items()}
        case _:
            return value


def markdown_of(text: str) -> str:
    """A text with signs as Markdown; what only looks like Markdown in it is escaped."""
    if not _SPECIAL.search(text):
        return as_plain(text)
    if len(text) > _SHORT or not _STYLED.fullmatch(text):
        return written(blocks_of(text))
    pieces = _WORDS.split(text)
    words = pieces[1::2]
    pieces[1::2] = _LETTERS[: len(words)]
    markdown = _of_shape("".join(pieces))
    return markdown.translate(dict(zip(map(ord, _LETTERS), words, strict=False)))


@lru_cache(maxsize=4096)
def _of_shape(text: str) -> str:
    """As Markdown a text of which letters stand for words: their like is asked for again."""
    return written(blocks_of(text))


def _cloze(cloze: str) -> tuple[str, dict[str, str]]:
    """A text with gaps as Markdown, and each gap's text -> what it is there."""
    pieces = Cloze.model_construct(cloze=cloze).pieces
    gaps = [piece for piece in pieces if isinstance(piece, Gap)]
    source = "".join(
        without_own_signs(piece) if isinstance(piece, str) else BLANK for piece in pieces
    )
    markdown = markdown_of(source)
    if markdown.count(BLANK) != len(gaps):
        markdown = as_plain(without_signs(source))
    became, before, *after = {}, *markdown.split(BLANK)
    cloze_text = literally(before)
    for gap, place, rest in zip(gaps, places_of_blanks(markdown), after, strict=False):
        text = (markdown_of if place == "text" else without_signs)(gap.text)
        became[gap.text] = text
        hint = gap.hint and markdown_of(without_signs(gap.hint) if place == "code" else gap.hint)
        cloze_text += gap_written(text, hint) + literally(rest)
    return cloze_text, became
