"""Whether text can be read: contrast as WCAG 2.2 computes it, of themes and of what is dim."""

from collections.abc import Iterable
from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter
from textual.theme import Theme
from typing_extensions import override

ENOUGH = 4.5
"""WCAG 2.2, 1.4.3 (AA) for text of usual size."""
_BEHIND = ("background", "surface", "panel")
_TEXTS = ("foreground", "text-error", "text-warning", "text-success")
_ACCENTS = ("primary", "accent", "warning")
"""Words and bars in colour; they are on no panel."""
_MUTED = 0.6
"""Textual's `$text-muted`: black or white, so much of it."""
_STEPS = 20


def contrast(one: Color, other: Color) -> float:
    """The ratio of two colours' luminances, from 1 to 21 (WCAG 2.2)."""
    brighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def _luminance(color: Color) -> float:
    red, green, blue = (_linear(part / 255) for part in color.rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    low = 0.04045  # sRGB is straight below it
    return part / 12.92 if part <= low else float(((part + 0.055) / 1.055) ** 2.4)


def is_readable(theme: Theme) -> bool:
    """Whether every text of ours has enough contrast in a theme."""
    colours = theme.to_color_system().generate()
    for behind in _BEHIND:
        under = Color.parse(colours[behind])
        names = _TEXTS if behind == "panel" else (*_TEXTS, *_ACCENTS)
        texts = [Color.parse(colours[name]) for name in names]
        texts.append(under.blend(under.get_contrast_text(1.0), _MUTED))
        if any(contrast(text, under) < ENOUGH for text in texts):
            return False
    return True


def readable(themes: Iterable[Theme]) -> list[str]:
    """The names of the themes in which everything can be read."""
    return sorted(theme.name for theme in themes if is_readable(theme))


class ReadableDim(LineFilter):
    """Shows what is dim in a colour between text and background that can still be read.

    Left to the terminal, dim is anything from no change to invisible.
    """

    @override
    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        return [
            Segment(text, _lit(style, background), control)
            if style is not None and style.dim
            else Segment(text, style, control)
            for text, style, control in segments
        ]


@lru_cache(1024)
def _lit(style: Style, background: Color) -> Style:
    under = background if style.bgcolor is None else Color.from_rich_color(style.bgcolor)
    if style.color is None or style.color.is_default:
        return style
    text = Color.from_rich_color(style.color)
    return style + Style(color=dimmed(text, under).rich_color, dim=False)


def dimmed(text: Color, under: Color) -> Color:
    """The colour half-way from text to background, or as far as it can still be read."""
    ways = (step / _STEPS for step in range(_STEPS // 2, _STEPS))
    tried = (under.blend(text, way) for way in ways)
    return next((colour for colour in tried if contrast(colour, under) >= ENOUGH), text)
