"""EDN, the data of Clojure: as much of it as an export holds."""

import re
from collections.abc import Iterator

_TOKEN = re.compile(
    r'[\s,]+|;[^\n]*|(?P<text>"(?:[^"\\]|\\.)*")|(?P<open>#?\{|\(|\[)|(?P<close>[)\]}])'
    r"|(?P<tag>#[A-Za-z_][\w./-]*|#_|\^)|(?P<char>\\\S+)|(?P<atom>[^\s,;\"()\[\]{}]+)",
    re.DOTALL,
)
_DEPTH = 100
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}
_PAIR = {"(": ")", "[": "]", "{": "}", "#{": "}"}

Value = object
"""A text, a number, a truth, None, a list, or a mapping; keywords keep their colon."""


def parsed(text: str) -> Value:
    """The first value of a text. Sets are lists, and tagged values are what is tagged.

    Raises:
        ValueError: it is no EDN.
    """
    tokens = _tokens(text)
    return _value(tokens, next(tokens, ("", "")), 0)


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise ValueError(f"no EDN at character {at}")
        at = match.end()
        if match.lastgroup:
            yield match.lastgroup, match[0]


def _value(tokens: Iterator[tuple[str, str]], token: tuple[str, str], depth: int) -> Value:
    kind, text = token
    if depth > _DEPTH or not kind:
        raise ValueError("too deep, or nothing there")
    match kind:
        case "text":
            return re.sub(r"\\(u[0-9a-fA-F]{4}|.)", _unescaped, text[1:-1], flags=re.DOTALL)
        case "open":
            items = [*_items(tokens, _PAIR[text], depth + 1)]
            if text != "{":
                return items
            return {str(key): value for key, value in zip(items[::2], items[1::2], strict=False)}
        case "tag":
            inner = _value(tokens, next(tokens, ("", "")), depth + 1)
            return (
                _value(tokens, next(tokens, ("", "")), depth + 1) if text in {"#_", "^"} else inner
            )
        case "atom":
            return _atom(text)
        case _:
            return text


def _items(tokens: Iterator[tuple[str, str]], end: str, depth: int) -> Iterator[Value]:
    for token in tokens:
        if token[0] == "close":
            if token[1] != end:
                raise ValueError(f"{token[1]} where {end} belongs")
            return
        yield _value(tokens, token, depth)
    raise ValueError(f"{end} is missing")


def _atom(text: str) -> Value:
    known = {"nil": None, "true": True, "false": False}
    if text in known:
        return known[text]
    return int(text) if re.fullmatch(r"-?\d{1,18}", text) else text


def _unescaped(match: re.Match[str]) -> str:
    escape = match[1]
    return chr(int(escape[1:], 16)) if len(escape) > 1 else _ESCAPES.get(escape, escape)
