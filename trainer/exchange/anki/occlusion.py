"""Anki's image occlusion: a picture with masks, each of them a gap that is written as a shape."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from trainer.media.region import Region

OCCLUSION_FIELDS = ("Occlusion", "Image", "Header", "Back Extra", "Comments")
"""Of a note with masks; Anki's editor of them finds its fields by their order."""
_MASK = re.compile(r"\{\{c([0-9,]{1,40})::image-occlusion:([a-z]+)([^{}]*)\}\}")
_GIVEN = re.compile(r":([a-z]+)=([^:]*)")
_NAMED = re.compile(r"(?m)^(\d{1,3})\. (.+)$")
"""How we write what is at the regions, where Anki has no place for it."""
_WHOLE = 100.0


class Masks(NamedTuple):
    """The masks of a note: what a card that hides regions has."""

    regions: Mapping[str, Region]
    """What is at a region, or its number -> where it is."""
    numbers: tuple[int, ...]
    """Of Anki's cards, in the order of the regions."""
    named: bool
    """Whether it is known what is at each."""
    merged: int
    """Regions that are one here, of several shapes."""


def masks_of(text: str, caption: str) -> Masks:
    """The masks in a text.

    Args:
        text: with shapes as gaps.
        caption: what is below the picture, which may name the regions.
    """
    names = {int(number): name.strip() for number, name in _NAMED.findall(caption)}
    boxes: dict[int, list[Region]] = {}
    for numbers, kind, settings in _MASK.findall(text):
        box = _box(kind, dict(_GIVEN.findall(settings)))
        for number in {int(one) for one in numbers.split(",") if one}:
            if box and number:
                boxes.setdefault(number, []).append(box)
    numbers = tuple(sorted(boxes))
    named = bool(numbers) and set(numbers) <= set(names) and len(set(names.values())) == len(names)
    regions = {
        names[number] if named else f"Region {number}": _around(boxes[number]) for number in numbers
    }
    merged = sum(len(of_one) > 1 for of_one in boxes.values())
    return Masks(regions, numbers, named, merged)


def without_names(caption: str) -> str:
    """What is below a picture, less what names its regions."""
    return re.sub(r"\n{2,}", "\n", _NAMED.sub("", caption)).strip()


def _box(kind: str, settings: Mapping[str, str]) -> Region | None:
    """What a shape covers, in hundredths; None of one that covers nothing."""
    try:
        if kind == "polygon":
            points = [tuple(map(float, one.split(","))) for one in settings["points"].split()]
            across, down = zip(*points, strict=True)
            return _region(min(across), min(down), max(across), max(down))
        left, top = float(settings["left"]), float(settings["top"])
        if kind == "rect":
            return _region(
                left, top, left + float(settings["width"]), top + float(settings["height"])
            )
        if kind == "ellipse":
            return _region(
                left, top, left + 2 * float(settings["rx"]), top + 2 * float(settings["ry"])
            )
    except (KeyError, ValueError, OverflowError):
        return None
    return None  # a text lies above the picture and hides nothing


def _region(left: float, top: float, right: float, bottom: float) -> Region | None:
    (x, wide), (y, high) = _span(left, right), _span(top, bottom)
    return Region(x, y, wide, high) if wide > 0 and high > 0 else None


def _span(begin: float, end: float) -> tuple[float, float]:
    """Where it begins and how long it is, in hundredths, within the picture."""
    first = round(_WHOLE * min(1.0, max(0.0, begin)), 2)
    length = round(_WHOLE * min(1.0, max(0.0, end)) - first, 2)
    return first, length if first + length <= _WHOLE else round(length - 0.01, 2)


def _around(boxes: Sequence[Region]) -> Region:
    left, top = min(one.x for one in boxes), min(one.y for one in boxes)
    right = max(one.x + one.width for one in boxes)
    bottom = max(one.y + one.height for one in boxes)
    return Region(left, top, round(right - left, 2), round(bottom - top, 2))


def occlusion_text(regions: Sequence[Region]) -> str:
    """Regions as Anki writes masks, of which each card hides all."""
    return "<br>".join(_written(regions))


def names_text(names: Sequence[str]) -> str:
    """What is at the regions, so that it can be read back."""
    return "\n".join(f"{at}. {' '.join(name.split())}" for at, name in enumerate(names, 1))


def _written(regions: Sequence[Region]) -> Iterator[str]:
    for number, region in enumerate(regions, 1):
        sides = zip(("left", "top", "width", "height"), region, strict=True)
        settings = ":".join(f"{side}={round(part / _WHOLE, 4):g}" for side, part in sides)
        yield f"{{{{c{number}::image-occlusion:rect:{settings}:oi=1}}}}"
