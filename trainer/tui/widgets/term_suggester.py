"""Completes what is typed into a line for a search."""

import re
from collections.abc import Callable

from textual.suggester import Suggester

_LAST_TERM = re.compile(r"(?<![^\s(\-])[^\s()\-][^\s()]*$")


class TermSuggester(Suggester):
    """Completes the last term of a search.

    Args:
        terms: every term there is, asked for once.
    """

    def __init__(self, terms: Callable[[], list[str]]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._make = terms
        self._all: list[str] | None = None

    async def get_suggestion(self, value: str) -> str | None:
        """The whole line with its last term completed; None where there is nothing to add."""
        word = _LAST_TERM.search(value)
        if not word:
            return None
        if self._all is None:
            self._all = self._make()
        begun = word[0].lower()
        term = next((term for term in self._all if term.lower().startswith(begun)), begun)
        return value + term[len(begun) :] if len(term) > len(begun) else None
