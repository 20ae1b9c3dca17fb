"""Finding items by what is on them and what is remembered of them, in Anki's terms."""

import operator
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, NamedTuple

from trainer.deck.card import EVERY_KIND
from trainer.deck.item import Item
from trainer.deck.likeness import searchable
from trainer.errors import TrainerError
from trainer.memory.agenda import Agenda
from trainer.memory.leech import is_leech
from trainer.memory.state import MemoryState, Phase
from trainer.store.record import ItemRecord
from trainer.study.query import Term, parse_query

if TYPE_CHECKING:
    from trainer.study.collection import Collection

_PROPERTIES: dict[str, Callable[[MemoryState, date], float]] = {
    "lapses": lambda memory, _: memory.lapses,
    "due": lambda memory, today: (memory.due - today).days,
    "reps": lambda memory, _: memory.reps,
    "ivl": lambda memory, _: (memory.due - memory.reviewed).days,
    "stability": lambda memory, _: memory.stability,
    "s": lambda memory, _: memory.stability,
    "difficulty": lambda memory, _: memory.difficulty,
    "d": lambda memory, _: memory.difficulty,
}
"""What `prop:` compares; days where it is a time."""
_PROP = re.compile(rf"({'|'.join(_PROPERTIES)})(<=|>=|!=|=|<|>)(-?\d+(?:\.\d+)?)")
_MOST_DAYS = 36_500
_COMPARED = {
    "<=": operator.le,
    ">=": operator.ge,
    "!=": operator.ne,
    "=": operator.eq,
    "<": operator.lt,
    ">": operator.gt,
}


class SearchedItem(NamedTuple):
    """An item with what a search can ask of it."""

    item: Item
    record: ItemRecord
    agenda: Agenda
    title: str
    """Of its deck."""


Test = Callable[[SearchedItem], bool]

IS: dict[str, Test] = {
    "new": lambda seen: seen.record.memory is None and seen.item.ref in seen.agenda.plan.entries,
    "due": lambda seen: seen.agenda.today.get(seen.item.ref, "new") != "new",
    "learn": lambda seen: (m := seen.record.memory) is not None and m.phase is not Phase.REVIEW,
    "review": lambda seen: (m := seen.record.memory) is not None and m.phase is Phase.REVIEW,
    "suspended": lambda seen: seen.record.suspended,
    "buried": lambda seen: (
        (until := seen.record.buried_until) is not None and until > seen.agenda.plan.day
    ),
    "leech": lambda seen: (m := seen.record.memory) is not None and is_leech(m),
    "flagged": lambda seen: seen.record.flag > 0,
    "draft": lambda seen: seen.item.card.status == "draft",
}
"""`is:` and a word: what it asks."""
KEYS = "is: tag: deck: kind: flag: note: rated: prop:lapses> prop:due<= prop:ivl>".split()


def test_of(term: Term) -> Test:
    """What one term of a search asks: words of question, answer, tags or id, or a key of Anki's.

    `*` stands for any letters. The keys are `is:due`, `tag:place`, `deck:terms`, `kind:typed`,
    `flag:1`, `note:word`, `rated:7` (in the last 7 days), `prop:lapses>2`, `prop:due<=3` (days
    from today) and `prop:ivl>30` (days from the last review to the next).

    Raises:
        TrainerError: it asks nothing that is known.
    """
    value = term.value.lower()
    match term.key:
        case "":
            return _says(term)
        case "is":
            return _known(IS, term)
        case "tag":
            return lambda seen: (
                any(_is_called(tag, term.value) for tag in tags)
                if (tags := seen.item.card.tags)
                else value == "none"
            )
        case "deck":
            return lambda seen: any(
                _is_called(name, term.value) for name in (seen.item.deck_id, seen.title)
            )
        case "kind":
            return _known({kind.kind: _of_kind(kind.kind) for kind in EVERY_KIND}, term)
        case "flag" if value.isdigit():
            return lambda seen: seen.record.flag == int(value)
        case "note":
            word = searchable(value.strip("*"))
            return lambda seen: bool(seen.record.note) and word in searchable(seen.record.note)
        case "rated" if value.isdigit() and 0 < int(value) <= _MOST_DAYS:
            return _rated(timedelta(int(value)))
        case "prop" if found := _PROP.fullmatch(value):
            return _property(found[1], _COMPARED[found[2]], float(found[3]))
        case "flag" | "prop" | "rated":
            raise TrainerError(
                f"{term.place} is not understood.",
                f"Write flag:1, rated:7, or prop:lapses>2; of prop: {', '.join(_PROPERTIES)}.",
            )
        case _ if term.quoted:
            return _says(term._replace(value=f"{term.key} {term.value}"))
        case _:
            keys = ", ".join(dict.fromkeys(key.partition(":")[0] + ":" for key in KEYS))
            raise TrainerError(
                f"{term.place} is not understood: there is no {term.key}:.",
                f"There are {keys}; quotes look for the text.",
            )


def _is_called(name: str, pattern: str) -> bool:
    return fnmatchcase(searchable(name), searchable(pattern))


def _known(tests: dict[str, Test], term: Term) -> Test:
    if (value := term.value.lower()) not in tests:
        raise TrainerError(
            f"{term.place} is not understood.", f"Write {term.key}: and {', '.join(tests)}."
        )
    return tests[value]


def _of_kind(kind: str) -> Test:
    return lambda seen: fnmatchcase(seen.item.card.kind, kind)


def _says(term: Term) -> Test:
    """Each word anywhere in the text; quoted, all of them in a row."""
    words = [term.value] if term.quoted else term.value.split()
    wanted = [
        re.compile(r"\S*".join(re.escape(searchable(part)) for part in word.split("*")))
        for word in words
    ]

    def test(seen: SearchedItem) -> bool:
        item = seen.item
        text = searchable(" ".join((item.prompt, item.solution, item.ref, *item.card.tags)))
        return all(word.search(text) for word in wanted)

    return test


def _property(name: str, compare: Callable[[float, float], bool], wanted: float) -> Test:
    def test(seen: SearchedItem) -> bool:
        memory, today = seen.record.memory, seen.agenda.plan.day
        return memory is not None and compare(_PROPERTIES[name](memory, today), wanted)

    return test


def _rated(days: timedelta) -> Test:
    """The last review was today, or in that many days with today."""

    def test(seen: SearchedItem) -> bool:
        memory = seen.record.memory
        return memory is not None and memory.reviewed > seen.agenda.plan.day - days

    return test


class Search:
    """A query over a collection as it is now.

    Args:
        collection: the decks and the memory of them.
        query: terms as `test_of` has them, joined as `parse_query` has it.
        now: the present moment.

    Raises:
        TrainerError: something in it means nothing.
    """

    def __init__(self, collection: "Collection", query: str, now: datetime) -> None:
        self.query = query.strip()
        self._test: Test = parse_query(query, test_of)
        self._learner = collection.learner
        self._agenda = collection.agenda(now)
        self._titles = {deck.id: deck.title for deck in collection.library.decks}

    def finds(self, item: Item) -> bool:
        """Whether the query holds of an item."""
        if not self.query:
            return True
        record = self._learner.record_of(item.deck_id, item.id)
        seen = SearchedItem(item, record, self._agenda, self._titles.get(item.deck_id, ""))
        return self._test(seen)

    def among(self, items: Iterable[Item]) -> Iterator[Item]:
        """Those that are found."""
        return filter(self.finds, items)


def completions(tags: Sequence[str], decks: Sequence[str]) -> list[str]:
    """Every term that can be completed as it is typed."""
    return [
        *KEYS,
        *(f"is:{word}" for word in IS),
        *(f"kind:{kind.kind}" for kind in EVERY_KIND),
        *(f"tag:{tag}" for tag in tags),
        *(f"deck:{deck}" for deck in decks),
    ]
