"""Reading on after a card that YAML cannot read."""

import re

_CARDS = re.compile(r"^cards:[^\n]*\n(?:[ ]*(?:#[^\n]*)?\n)*(?P<indent> *)-", re.MULTILINE)


def without_card(text: str, at: int) -> str | None:
    """The text with the card at an index blanked out, so that all else keeps its place.

    Returns:
        None where no card stands there, or it is blank already.
    """
    cards = _CARDS.search(text)
    if not cards:
        return None
    dashes = re.compile(rf"^{cards['indent']}-", re.MULTILINE)
    starts = [found.start() for found in dashes.finditer(text, cards.start("indent"))]
    above = [start for start in starts if start <= at]
    if not above:
        return None
    end = next((start for start in starts if start > at), len(text))
    card = text[above[-1] : end]
    return text[: above[-1]] + re.sub(r"[^\r\n]", " ", card) + text[end:]
