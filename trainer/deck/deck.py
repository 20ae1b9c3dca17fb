"""A deck: its cards and where they come from."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    StringConstraints,
)
from pydantic_core import CoreSchema, PydanticCustomError

from trainer.deck.fields import Language, Silence, Slug, Slugs
from trainer.deck.partial_date import PartialDate
from trainer.deck.text import FilledText

if TYPE_CHECKING:
    from trainer.deck.card import Card

LONGEST_SETTING = 60
"""Characters. A setting is beside every prompt, on a phone too."""


def _one_short_line(text: str) -> str:
    if "\n" in text or len(text) > LONGEST_SETTING:
        raise PydanticCustomError(
            "long_setting",
            "the setting has {signs} characters",
            {"signs": len(text)},
        )
    return text


Setting = Annotated[
    FilledText,
    AfterValidator(_one_short_line),
    Field(json_schema_extra={"maxLength": LONGEST_SETTING}),
]


class Source(BaseModel):
    """The text that a deck is derived from. The deck points at it and never quotes it."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    title: FilledText
    """The text's own title."""
    author: FilledText | None = None
    """Who wrote it."""
    publisher: FilledText | None = None
    """Where it appeared."""
    date: PartialDate | None = None
    """When it appeared."""
    url: FilledText | None = None
    """Where to read it."""
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")] | None = None
    """Of the normalised text, so that evidence pointers can be proved against a copy."""


class DeckHead(BaseModel):
    """What is above the cards of a deck."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    id: Slug
    """Names the deck for good; the file name without its ending where not given."""
    title: FilledText
    """What the learner sees."""
    description: FilledText | None = None
    """One or two sentences on what the deck covers."""
    setting: Setting | None = None
    """Time, place or whose view it is, for every card: one line that counts as part of each prompt.

    It is shown beside every prompt, so that no question needs to repeat it.
    """
    synopsis: FilledText | None = None
    """What the deck is about, in 80 to 120 words; shown before its first card, and again on `?`."""
    markup: Literal["markdown"] | None = None
    """`markdown`: the texts of its cards are light Markdown, with maths between dollar signs."""
    scheduled: bool = True
    """`false` for a test: asked in order, marked, explained, and never scheduled."""
    language: Language | None = None
    """The language of the answers, as `en`: it decides which slips and accents are forgiven."""
    exact: bool = False
    """Whether answers must be exact: no slip, accent or ending is forgiven."""
    author: FilledText | None = None
    """Who wrote the cards."""
    license: FilledText | None = None
    """Under which terms they may be used."""
    requires: Slugs = ()
    """Ids of decks that come before this one."""
    tags: Slugs = ()
    """The tags that its cards may use; any when empty."""
    source: Source | None = None
    """The text that the cards are derived from."""
    silence: Silence = Field(default_factory=dict)
    """Advice on the whole deck that does not apply: code -> the reason why not."""


class _AnyKind:
    """Has the models of the cards imported where a whole deck is validated; few starts do that."""

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        from trainer.deck.card import Card

        return handler.generate_schema(Sequence[Card])


if TYPE_CHECKING:
    Cards = Sequence[Card]
else:
    Cards = Annotated[Sequence[Any], _AnyKind()]


class Deck(DeckHead):
    """A deck as its author wrote it, validated; drafts included."""

    cards: Cards = ()
    """In the author's order, which is the order of introduction."""

    @classmethod
    def under(cls, head: DeckHead, cards: "Sequence[Card]") -> "Deck":
        """The deck of a head and its cards, validated already."""
        return cls.model_construct(**dict(head), cards=cards)
