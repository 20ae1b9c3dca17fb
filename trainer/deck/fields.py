"""The types of the fields that decks and cards have; without the cards, whose models are many."""

from typing import Annotated, Literal

from pydantic import (
    BeforeValidator,
    StringConstraints,
    ValidatorFunctionWrapHandler,
    WrapValidator,
)
from pydantic_core import PydanticCustomError

from trainer.deck.text import FilledText

SLUG = r"[a-z0-9][a-z0-9_-]{0,63}"
Slug = Annotated[str, StringConstraints(pattern=rf"^{SLUG}$")]
"""The id of a card or deck: lower-case letters, digits, `-` and `_`; at most 64."""

LANGUAGE = r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*"
"""How a language is written, after BCP 47: `en`, `pt-BR`, `zh-Hans`."""
Language = Annotated[str, StringConstraints(pattern=rf"^{LANGUAGE}$")]
Pointer = Annotated[str, StringConstraints(pattern=r"^[1-9]\d*\.[1-9]\d*$")]
"""`4.2`: paragraph 4, sentence 2 of the deck's source, both counted from 1."""


def one_or_many(value: object) -> object:
    """What was written, as a list also where it is one."""
    return [value] if isinstance(value, str) else value


def _with_all_keys(value: object, handler: ValidatorFunctionWrapHandler) -> object:
    mapping = handler(value)
    if isinstance(value, dict) and len(mapping) < len(value):
        raise PydanticCustomError("repeated_key", "the same text appears twice")
    return mapping


KEYS_DIFFER = WrapValidator(_with_all_keys)
"""Of a mapping whose keys are texts: two that are the same once they are clean lose nothing."""

Texts = Annotated[tuple[FilledText, ...], BeforeValidator(one_or_many)]
Slugs = Annotated[tuple[Slug, ...], BeforeValidator(one_or_many)]

CardRef = Annotated[str, StringConstraints(pattern=rf"^({SLUG}/)?{SLUG}$")]
"""The id of a card of the same deck, or `deck/card` for one of another."""
CardRefs = Annotated[tuple[CardRef, ...], BeforeValidator(one_or_many)]


Importance = Annotated[
    Literal[1, 2, 3],
    BeforeValidator(lambda value: int(value) if value in ("1", "2", "3") else value),
]
"""How much a card matters, 3 the most."""


Silence = dict[Annotated[str, StringConstraints(pattern=r"^D3\d\d$")], FilledText]
