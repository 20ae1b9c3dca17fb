"""The other keys of a deck: what answers another card is no slip of this one."""

from collections.abc import Iterable
from functools import cached_property

from trainer.deck.acceptance.folding import folded, joined
from trainer.deck.acceptance.notation import phrase

_MANY = 3000
"""From so many keys on they are compared by their letters alone, which is thirty times as fast."""


class OtherKeys:
    """Texts that answer other cards, read when an answer is not plainly right.

    Args:
        texts: keys and accepted texts of the deck; this card's own may be among them.
        beyond: more of them, looked up after these.
    """

    def __init__(self, texts: Iterable[str] = (), beyond: "OtherKeys | None" = None) -> None:
        self._given = texts
        self._beyond = beyond
        self._known: dict[str | None, dict[str, str]] = {}
        self._last_words: dict[str | None, dict[str, set[str]]] = {}

    @cached_property
    def _texts(self) -> tuple[str, ...]:
        return tuple(self._given)

    def find(self, answer: str, language: str | None) -> str | None:
        """The other key that a text is, in the spelling of its card."""
        if language not in self._known:
            self._known[language] = {self._form(text, language): text for text in self._texts}
        key = self._known[language].get(self._form(answer, language))
        return key if key or self._beyond is None else self._beyond.find(answer, language)

    def share_surname(self, surname: str, keys: Iterable[str], language: str | None) -> bool:
        """Whether another name than a card's own keys ends in a surname."""
        if language not in self._last_words:
            last: dict[str, set[str]] = {}
            for text in self._texts:
                words = folded(text, language)
                last.setdefault(words[-1] if words else "", set()).add(joined(words))
            self._last_words[language] = last
        words = folded(surname, language)
        whole_keys = {joined(folded(key, language)) for key in keys}
        if self._last_words[language].get(words[-1] if words else "", set()) - whole_keys:
            return True
        return self._beyond is not None and self._beyond.share_surname(surname, keys, language)

    def _form(self, text: str, language: str | None) -> str:
        if len(self._texts) < _MANY:
            return phrase(text, language).whole
        return "".join(filter(str.isalnum, text.casefold()))
