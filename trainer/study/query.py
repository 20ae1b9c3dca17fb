"""The grammar of a search, as Anki has it: terms side by side, `or`, `-`, parentheses, quotes."""

import re
from collections.abc import Callable
from typing import Generic, NamedTuple, TypeVar

from trainer.errors import TrainerError

_TOKEN = re.compile(
    r"\s*(?:(?P<open>\()|(?P<close>\))|(?P<not>-)(?=[^\s)])"
    r'|(?P<term>(?:\\.|"(?:\\.|[^"\\])*+(?:"|\\?$)|[^\s()"\\]|\\$)++))',
    re.DOTALL,
)
_KEY = re.compile(r'"?(?P<key>[A-Za-z]+):(?P<value>.*)', re.DOTALL)
_MARKS = re.compile(r'\\(.)|"', re.DOTALL)
_MOST = 200
"""Terms and signs; each parenthesis is read inside the one before."""
_OR, _AND = "or", "and"
_PARENTHESES = "Quotes let a parenthesis be looked for: “(”."

Searched = TypeVar("Searched")


class Term(NamedTuple):
    """One thing that a search asks for."""

    key: str
    """What comes before the colon, in lower case; empty for words."""
    value: str
    """The words, or what comes after the colon; without quotes and backslashes."""
    quoted: bool
    """Whether its words are one phrase."""
    place: str
    """The term and its place, for a message: `“is:dew” at character 5`."""


class _Token(NamedTuple):
    sort: str
    text: str
    at: int
    """The place of its first sign, from 1."""

    @property
    def place(self) -> str:
        return f"“{self.text}” at character {self.at}"


def parse_query(
    query: str, test_of: Callable[[Term], Callable[[Searched], bool]]
) -> Callable[[Searched], bool]:
    """What a search asks of a thing, as one test.

    Terms side by side must all hold; `or` between two binds less, parentheses
    bind more, a `-` in front turns a term or a group around. Quotes hold words together, a
    backslash takes the meaning of a sign away. A quote that is still open holds to the end.

    Args:
        query: what was typed.
        test_of: what one term asks.

    Raises:
        TrainerError: something is missing, or `test_of` knows no such term.
    """
    tokens = [
        _Token(
            str(match.lastgroup), match[str(match.lastgroup)], match.start(str(match.lastgroup)) + 1
        )
        for match in _TOKEN.finditer(query)
    ]
    if len(tokens) > _MOST:
        raise TrainerError(f"A search takes at most {_MOST} terms.")
    return _Parser(tokens, test_of).whole()


class _Parser(Generic[Searched]):
    """Recursive descent: whole, either, all of, one."""

    def __init__(
        self, tokens: list[_Token], test_of: Callable[[Term], Callable[[Searched], bool]]
    ) -> None:
        self._tokens = tokens
        self._test_of = test_of
        self._at = 0

    @property
    def _next(self) -> _Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _word(self, word: str) -> _Token | None:
        """Take this joining word, where it comes next."""
        token = self._next
        if token and token.sort == "term" and token.text.lower() == word:
            self._at += 1
            return token
        return None

    def whole(self) -> Callable[[Searched], bool]:
        if not self._tokens:
            return lambda _: True
        test = self._either()
        if token := self._next:
            raise TrainerError(f"{token.place} closes what was not opened.", _PARENTHESES)
        return test

    def _either(self) -> Callable[[Searched], bool]:
        tests = [self._all()]
        while joint := self._word(_OR):
            tests.append(self._all(joint))
        return lambda thing: any(test(thing) for test in tests)

    def _all(self, joint: _Token | None = None) -> Callable[[Searched], bool]:
        tests = [self._one(joint)]
        while (token := self._next) and token.sort != "close":
            if token.sort == "term" and token.text.lower() == _OR:
                break
            tests.append(self._one(self._word(_AND)))
        return lambda thing: all(test(thing) for test in tests)

    def _one(self, before: _Token | None = None) -> Callable[[Searched], bool]:
        token = self._next
        if token is None or token.sort == "close":
            if before:
                raise TrainerError(f"{before.place} has nothing after it.")
            place = token.place if token else "The search"
            raise TrainerError(f"{place} has nothing before it.", _PARENTHESES)
        if token.sort == "term" and token.text.lower() in {_OR, _AND}:
            raise TrainerError(
                f"{token.place} has nothing before it.",
                f"Quotes look for the word: “{token.text}”.",
            )
        self._at += 1
        if token.sort == "not":
            test = self._one(token)
            return lambda thing: not test(thing)
        if token.sort == "open":
            test = self._either() if self._next else self._one(token)
            if self._next is None:
                raise TrainerError(f"{token.place} is not closed.", _PARENTHESES)
            self._at += 1
            return test
        return self._test_of(_term(token))


def _term(token: _Token) -> Term:
    match = _KEY.match(token.text)
    key, value = (match["key"].lower(), match["value"]) if match else ("", token.text)
    plain = _MARKS.sub(lambda mark: mark[1] or "", value)
    return Term(key, plain, '"' in token.text, token.place)
