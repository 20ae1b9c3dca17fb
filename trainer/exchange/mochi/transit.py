"""Transit, Clojure's data as JSON: as much of it as an export holds.

What it gives is what EDN gives here: keywords keep their colon, sets are lists, and of a tagged
value only what is tagged is kept. Rules: https://github.com/cognitect/transit-format.
"""

import json
from collections.abc import Callable, Mapping

from trainer.markup.noncharacters import all_without_noncharacters

Value = object
_MAP, _TAG = "^ ", "~#"
_BASE, _FIRST = 44, 48
"""Codes of what was said before are numbers of this base, and begin with this character."""
_MOST = _BASE * _BASE
_SHORTEST = 4
"""Characters that are worth a code."""
_SCALARS: Mapping[str, Callable[[str], Value]] = {
    ":": lambda text: f":{text}",
    "_": lambda _: None,
    "?": lambda text: text == "t",
    "i": int,
    "n": int,
    "~": lambda text: f"~{text}",
    "^": lambda text: f"^{text}",
    "`": lambda text: f"`{text}",
}


def parsed(text: str) -> Value:
    """The value of a text.

    Raises:
        ValueError: it is no Transit.
    """
    try:
        return _Reader().value(all_without_noncharacters(json.loads(text)))
    except RecursionError as error:
        raise ValueError("too deep") from error


class _Reader:
    """Reads the values of one text in their order, for a code stands for what came before."""

    def __init__(self) -> None:
        self._known: list[str] = []

    def value(self, written: Value, *, is_key: bool = False) -> Value:
        """What a piece of JSON says."""
        match written:
            case str():
                return _scalar(self._whole(written, is_key=is_key))
            case [first, *others] if isinstance(first, str):
                return self._list(first, others)
            case list():
                return [self.value(one) for one in written]
            case dict():
                pairs = [(self.value(key), self.value(one)) for key, one in written.items()]
                tagged = len(pairs) == 1 and next(iter(written)).startswith(_TAG)
                return pairs[0][1] if tagged else {str(key): one for key, one in pairs}
            case _:
                return written

    def _list(self, first: str, others: list[Value]) -> Value:
        if first == _MAP:
            return self._map(others)
        begins = self._whole(first)
        if not begins.startswith(_TAG):
            return [_scalar(begins), *(self.value(one) for one in others)]
        inner = self.value(others[0]) if others else None
        if begins == f"{_TAG}cmap" and isinstance(inner, list):
            return {str(k): one for k, one in zip(inner[::2], inner[1::2], strict=False)}
        return inner

    def _map(self, items: list[Value]) -> dict[str, Value]:
        mapping = {}
        for key, one in zip(items[::2], items[1::2], strict=False):
            name = str(self.value(key, is_key=True))
            mapping[name] = self.value(one)
        return mapping

    def _whole(self, text: str, *, is_key: bool = False) -> str:
        """The text that a code stands for; a text that will have a code is remembered."""
        if text.startswith("^") and text != _MAP:
            digits = [ord(sign) - _FIRST for sign in text[1:]]
            at = digits[0] * _BASE + digits[1] if digits[1:] else (digits or [-1])[0]
            if not 0 <= at < len(self._known):
                raise ValueError(f"a code for nothing: {text}")
            return self._known[at]
        if len(text) >= _SHORTEST and (is_key or text.startswith(("~:", "~$", _TAG))):
            if len(self._known) == _MOST:
                self._known.clear()
            self._known.append(text)
        return text


def _scalar(text: str) -> Value:
    """What a text stands for; of what no card has, its letters."""
    if not text.startswith("~") or text.startswith(_TAG):
        return text
    return _SCALARS.get(text[1:2], str)(text[2:])
