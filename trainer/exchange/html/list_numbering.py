"""What is before the items of a numbered list in HTML."""

import re
from collections.abc import Mapping
from string import ascii_uppercase

_LIST_STYLE = re.compile(r"list-style(?:-type)?:\s*([a-z-]+)", re.IGNORECASE)
_LIST_STYLES = {
    "upper-alpha": "A",
    "upper-latin": "A",
    "lower-alpha": "a",
    "lower-latin": "a",
    "upper-roman": "I",
    "lower-roman": "i",
}
_ROMAN = "I II III IV V VI VII VIII IX X XI XII".split()


class Numbering:
    """How the items of a list are numbered: 1, A, a, I or i, as an answer may name them."""

    def __init__(self, form: str, begins: int) -> None:
        self._form = form
        self._count = begins - 1

    @classmethod
    def of(cls, attributes: Mapping[str, str | None]) -> "Numbering":
        """What the attributes of a list say."""
        style = _LIST_STYLE.search(attributes.get("style") or "")
        form = _LIST_STYLES.get(style[1].lower(), "1") if style else attributes.get("type") or "1"
        start = attributes.get("start") or ""
        return cls(form, int(start) if re.fullmatch(r"\d{1,4}", start) else 1)

    def next(self) -> str:
        """What is before the next item."""
        self._count += 1
        if self._form in {"A", "a"} and 0 < self._count <= len(ascii_uppercase):
            letter = ascii_uppercase[self._count - 1]
            return letter if self._form == "A" else letter.lower()
        if self._form in {"I", "i"} and 0 < self._count <= len(_ROMAN):
            numeral = _ROMAN[self._count - 1]
            return numeral if self._form == "I" else numeral.lower()
        return str(self._count)
