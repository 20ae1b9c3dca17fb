"""Cards about regions of a picture: what is hidden there, and where something is."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Self

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError
from typing_extensions import override

from trainer.deck.answer_form import AnswerForm, PointAt, RateYourself, WriteOne, point
from trainer.deck.card_base import AskedCard, FieldText
from trainer.deck.fields import KEYS_DIFFER, Texts
from trainer.deck.form_base import Answer
from trainer.deck.form_field import ALSO_RIGHT, PICTURE, QUESTION, FormField, Shape
from trainer.deck.media import Picture, Regions, ShownPicture
from trainer.deck.text import FilledText
from trainer.media.region import Region

_PICTURE = PICTURE._replace(needed=True, has_texts=False)
_REGIONS = FormField(
    "hide",
    "Regions",
    Shape.REGIONS,
    needed=True,
    has_texts=False,
    expected="write lines of `name: [x, y, width, height]` below it, in hundredths of the picture",
    in_form="one region on each line, in hundredths of the picture, as: Rome | 48, 52, 9, 9",
)
_AT_IT = 2.0
"""Hundredths beside a region that a finger or a coarse screen may be off and still be at it."""


class RegionCard(AskedCard):
    """What both have: a picture and regions of it, by the names of what is there."""

    picture: Picture
    """The picture: a file's name, or a mapping of `file`, `alt`, `caption`, `credit`."""
    hide: Regions
    """What is at each region -> its left, top, width and height in hundredths of the picture."""


class Hide(RegionCard):
    """A picture with regions covered: each is an item, and asks for what it hides."""

    kind: ClassVar[str] = "hide"
    answer_key: ClassVar[str] = "hide"
    asked_as: ClassVar[str] = "what is hidden"
    own_fields: ClassVar[tuple[FormField, ...]] = (
        QUESTION,
        _PICTURE,
        _REGIONS,
        ALSO_RIGHT._replace(shape=Shape.GAPS),
        FormField("self_marked", "Rate yourself instead of typing", Shape.YES_NO),
    )

    accept: Annotated[
        dict[FilledText, Texts], KEYS_DIFFER, BeforeValidator(lambda value: value or {})
    ] = Field(default_factory=dict)
    """Other spellings and names that are as right: region -> one or several of them."""
    self_marked: bool = False
    """Look, and rate yourself, instead of typing what is hidden."""

    @model_validator(mode="after")
    def _accepts_for_regions(self) -> Self:
        for name in self.accept:
            if name not in self.hide:
                raise PydanticCustomError(
                    "which_region", "“{text}” is not one of the regions", {"text": name}
                )
        if len(set(self.item_names)) < len(self.hide):  # two names that differ in space alone
            raise PydanticCustomError("repeated_option", "the same region appears twice")
        return self

    @property
    def names(self) -> tuple[str, ...]:
        """What is at the regions, in the author's order."""
        return tuple(self.hide)

    @property
    @override
    def items(self) -> tuple[tuple[int, ...], ...]:
        return tuple((place,) for place in range(len(self.hide)))

    @property
    @override
    def item_names(self) -> tuple[str, ...]:
        from trainer.deck.identity import question_hash  # which knows cards

        return tuple(question_hash(name) for name in self.hide)

    @override
    def solution_for(self, gaps: tuple[int, ...]) -> str:
        return "\n".join(self.names[place] for place in gaps)

    @override
    def asked_pictures(self, gaps: tuple[int, ...]) -> tuple[ShownPicture, ...]:
        asked = self.hide[self.names[gaps[0]]]
        return (ShownPicture(self.picture, tuple(self.hide.values()), asked),)

    @override
    def answer_pictures(self, gaps: tuple[int, ...]) -> tuple[ShownPicture, ...]:
        asked = self.names[gaps[0]]
        others = tuple(region for name, region in self.hide.items() if name != asked)
        uncovered = ShownPicture(self.picture, others, marked=self.hide[asked])
        return (uncovered, *super().answer_pictures(gaps))

    @property
    @override
    def answers(self) -> tuple[FieldText, ...]:
        return tuple(FieldText(name, "hide", name) for name in self.hide)

    @property
    @override
    def solution(self) -> str:
        return "\n".join(self.hide)

    @override
    def form(self, gaps: tuple[int, ...]) -> AnswerForm:
        return RateYourself() if self.self_marked else WriteOne()


class Where(RegionCard):
    """A picture, and something to point at."""

    kind: ClassVar[str] = "where"
    answer_key: ClassVar[str] = "where"
    asked_as: ClassVar[str] = "point at it"
    snippet: ClassVar[Mapping[str, object]] = {
        "q": "$1",
        "picture": "$2",
        "where": "$3",
        "hide": {"$3": [10, 10, 9, 9]},
    }
    own_fields: ClassVar[tuple[FormField, ...]] = (
        QUESTION,
        _PICTURE,
        FormField(
            "where",
            "Point at",
            needed=True,
            has_texts=False,
            expected="write the name of one of the regions under `hide`",
        ),
        _REGIONS,
    )

    where: FilledText
    """What to point at: one of the regions under `hide`, which are not covered here."""

    @model_validator(mode="after")
    def _is_a_region(self) -> Self:
        if self.where not in self.hide:
            raise PydanticCustomError(
                "which_region", "“{text}” is not one of the regions", {"text": self.where}
            )
        return self

    @property
    def region(self) -> Region:
        """Where it is."""
        return self.hide[self.where]

    @override
    def answer_pictures(self, gaps: tuple[int, ...]) -> tuple[ShownPicture, ...]:
        marked = ShownPicture(self.picture, marked=self.region)
        return (marked, *super().answer_pictures(gaps))

    @property
    @override
    def answers(self) -> tuple[FieldText, ...]:
        return ()  # no text says where it is

    @property
    @override
    def solution(self) -> str:
        return f"{self.where}: {self.region.roughly} of the picture"

    def region_at(self, across: float, down: float) -> str:
        """The name of the region that a point is in, or of the right one close beside; or empty."""
        names = sorted(self.hide, key=lambda name: name != self.where)
        within = (name for name in names if not self.hide[name].distance(across, down))
        beside = self.where if self.region.distance(across, down) <= _AT_IT else ""
        return next(within, beside)

    def pointed_at(self, across: float, down: float) -> str:
        """What a point is at, in words: a region's name, or on which side of the right one.

        Args:
            across: how far right, in hundredths of the picture.
            down: how far down.
        """
        at = self.region_at(across, down)
        return at or self.region.beside(self.where, across, down)

    @override
    def counted(self, form: AnswerForm, answer: Answer) -> tuple[str, ...]:
        return (self.pointed_at(*point(answer)),)

    @override
    def form(self, gaps: tuple[int, ...]) -> AnswerForm:
        return PointAt()
