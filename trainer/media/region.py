"""Regions of a picture, in hundredths of its width and height."""

from typing import NamedTuple


class Region(NamedTuple):
    """A rectangle in a picture, in hundredths of its width and height, from its top left."""

    x: float
    y: float
    width: float
    height: float

    def pixels(self, size: tuple[int, int]) -> tuple[int, int, int, int]:
        """Left, top, right and bottom in a picture of so many pixels."""
        wide, high = size
        left, top = round(self.x * wide / 100), round(self.y * high / 100)
        right = round((self.x + self.width) * wide / 100) - 1
        bottom = round((self.y + self.height) * high / 100) - 1
        return left, top, max(left, right), max(top, bottom)

    def distance(self, x: float, y: float) -> float:
        """How far a point lies from it, in hundredths; 0 within."""
        aside = max(self.x - x, x - self.x - self.width, 0.0)
        above = max(self.y - y, y - self.y - self.height, 0.0)
        return max(aside, above)

    @property
    def in_words(self) -> str:
        """Where it is, for who does not see it."""
        return (
            f"{self.x:g} to {self.x + self.width:g} across"
            f" and {self.y:g} to {self.y + self.height:g} down"
        )
