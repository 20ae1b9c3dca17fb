"""What a card shows and plays: pictures with what is said of them, regions of a picture, sounds."""

from dataclasses import dataclass
from typing import Annotated, Any, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ModelWrapValidatorHandler,
    PlainSerializer,
    model_serializer,
    model_validator,
)
from pydantic_core import PydanticCustomError

from trainer.deck.text import FilledText
from trainer.media.region import Region


class Picture(BaseModel):
    """A picture of a card: a file beside its deck, or there in `media/`."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    file: FilledText
    """The name of the file: a PNG, JPEG, WebP or GIF."""
    alt: FilledText | None = None
    """What it shows, for who does not see it; it must not give the answer away."""
    caption: FilledText | None = None
    """A line below it."""
    credit: FilledText | None = None
    """Whose it is, and under which terms."""

    @model_validator(mode="wrap")
    @classmethod
    def _of_its_name(cls, value: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:  # noqa: ANN401
        return handler({"file": value} if isinstance(value, str) else value)

    @model_serializer(mode="plain")
    def _written(self) -> str | dict[str, str]:
        more = {key: value for key, value in self.__dict__.items() if value is not None}
        return more if len(more) > 1 else self.file


_NOT_DESCRIBED = "a picture that nobody has described"


@dataclass(frozen=True, slots=True)
class ShownPicture:
    """A picture as it is shown: what is covered in it, and what is marked."""

    picture: Picture
    covered: tuple[Region, ...] = ()
    asked: Region | None = None
    """The one of them that is asked for."""
    marked: Region | None = None
    """A region with a line around it."""

    @property
    def file(self) -> str:
        """The name of its file, which may give the answer away."""
        return self.picture.file

    @property
    def alt(self) -> str:
        """What stands in for it where it is not seen."""
        description = self.picture.alt or self.picture.caption or _NOT_DESCRIBED
        place = self.asked or self.marked
        covered = "covered" if self.asked else "marked"
        return (
            f"{description}; {covered}: {place.in_words}, in hundredths" if place else description
        )

    @property
    def below(self) -> str:
        """What is below it: its caption, and whose it is."""
        return " · ".join(filter(None, (self.picture.caption, self.picture.credit)))


def pictures_of(picture: Picture | None) -> tuple[ShownPicture, ...]:
    """A picture where there is one, with nothing covered or marked in it."""
    return (ShownPicture(picture),) if picture else ()


def _numbers(value: object) -> object:
    if not isinstance(value, list | tuple) or len(value) != 4:  # noqa: PLR2004
        raise PydanticCustomError("no_region", "a region is four numbers")
    return value


def _inside(region: Region) -> Region:
    x, y, wide, high = region
    starts, sizes = min(x, y) >= 0, min(wide, high) > 0
    if not (starts and sizes and x + wide <= 100 and y + high <= 100):  # noqa: PLR2004 - nan is not
        raise PydanticCustomError("no_region", "the region lies outside the picture")
    return region


RegionValue = Annotated[
    Region,
    BeforeValidator(_numbers),
    AfterValidator(_inside),
    PlainSerializer(list),
]
"""`[x, y, width, height]` in hundredths of the picture's width and height, from its top left."""

Regions = Annotated[dict[FilledText, RegionValue], Field(min_length=1)]
"""What is at a region -> where the region is."""
