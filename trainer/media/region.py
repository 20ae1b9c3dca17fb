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

    def beside(self, what: str, x: float, y: float) -> str:
        """On which side of it a point lies, by its name: `above Rome`, `to the left of Rome`."""
        down = "above" if y < self.y else "below" if y > self.y + self.height else ""
        across = "left" if x < self.x else "right" if x > self.x + self.width else ""
        if not across:
            return f"{down or 'at'} {what}"
        return f"{down} and to the {across} of {what}" if down else f"to the {across} of {what}"

    @property
    def roughly(self) -> str:
        """Where in the picture its middle is, in a few words: `upper left`, `middle`."""
        down = ("upper", "", "lower")[_third(self.y + self.height / 2)]
        across = ("left", "", "right")[_third(self.x + self.width / 2)]
        if down:
            return f"{down} {across or 'middle'}"
        return f"{across} side" if across else "middle"

    @property
    def in_words(self) -> str:
        """Where it is, for who does not see it."""
        return (
            f"{self.x:g} to {self.x + self.width:g} across"
            f" and {self.y:g} to {self.y + self.height:g} down"
        )


def _third(share: float) -> int:
    """The first, second or last third of the picture: 0, 1 or 2."""
    return min(2, int(share * 3 // 100))
