"""Finding items by what is on them and what is remembered of them, in Anki's terms."""

import operator
import re
import shlex
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, NamedTuple

from trainer.deck.card import EVERY_KIND
from trainer.deck.item import Item
from trainer.deck.likeness import searchable
from trainer.errors import TrainerError
from trainer.memory.agenda import Agenda
from trainer.memory.leech import is_leech
from trainer.memory.state import Phase
from trainer.store.record import ItemRecord

if TYPE_CHECKING:
    from trainer.study.collection import Collection

_PROP = re.compile(r"(lapses|due|reps|stability|difficulty)(<=|>=|!=|=|<|>)(-?\d+(?:\.\d+)?)")
_COMPARED = {
    "<=": operator.le,
    ">=": operator.ge,
    "!=": operator.ne,
    "=": operator.eq,
    "<": operator.lt,
    ">": operator.gt,
}


class Seen(NamedTuple):
    """An item with what a search can ask of it."""

    item: Item
    record: ItemRecord
    agenda: Agenda
    title: str
    """Of its deck."""


Test = Callable[[Seen], bool]

IS: dict[str, Test] = {
    "new": lambda seen: seen.record.memory is None and seen.item.card.status != "draft",
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
KEYS = ("is:", "tag:", "deck:", "kind:", "flag:", "note:", "prop:lapses>", "prop:due<=")


def parse_query(query: str) -> tuple[Test, ...]:
    """What a search asks, all of which must hold.

    Terms stand beside each other: words of question, answer, tags or id, and Anki's `is:due`,
    `tag:place`, `deck:terms`, `kind:typed`, `flag:1`, `note:word`, `prop:lapses>2`, `prop:due<=3`
    (days from today). A `-` in front turns a term around, quotes hold words together, `*` stands
    for any letters in tags and decks.

    Raises:
        TrainerError: a term is none of these.
    """
    try:
        terms = shlex.split(query)
    except ValueError:  # a quote that is still open while one types
        terms = query.replace('"', " ").replace("'", " ").split()
    return tuple(_test(term) for term in terms)


def _test(term: str) -> Test:
    if term.startswith("-") and len(term) > 1:
        test = _test(term[1:])
        return lambda seen: not test(seen)
    key, colon, value = term.partition(":")
    if not colon or not key.isalpha():
        return _says(term)
    value = value.lower()
    match key.lower():
        case "is":
            return _known(IS, "is:", value)
        case "tag":
            return lambda seen: any(fnmatchcase(tag, value) for tag in seen.item.card.tags)
        case "deck":
            return lambda seen: any(
                fnmatchcase(name.lower(), value) for name in (seen.item.deck_id, seen.title)
            )
        case "kind":
            kinds = {kind.kind: _of_kind(kind.kind) for kind in EVERY_KIND}
            return _known(kinds, "kind:", value)
        case "flag" if value.isdigit():
            return lambda seen: seen.record.flag == int(value)
        case "note":
            word = searchable(value.strip("*"))
            return lambda seen: bool(seen.record.note) and word in searchable(seen.record.note)
        case "prop" if found := _PROP.fullmatch(value):
            return _property(found[1], _COMPARED[found[2]], float(found[3]))
        case "flag" | "prop":
            raise TrainerError(
                f"{term!r} asks nothing that is known.",
                "Write flag:1, prop:lapses>2, prop:due<=3, prop:reps, prop:stability or "
                "prop:difficulty.",
            )
        case _:
            return _says(term)  # a word with a colon, as of a time


def _known(tests: dict[str, Test], key: str, value: str) -> Test:
    if value not in tests:
        raise TrainerError(f"There is no {key}{value}.", f"Write {key} and {', '.join(tests)}.")
    return tests[value]


def _of_kind(kind: str) -> Test:
    return lambda seen: fnmatchcase(seen.item.card.kind, kind)


def _says(word: str) -> Test:
    wanted = searchable(word).split()

    def test(seen: Seen) -> bool:
        item = seen.item
        text = searchable(" ".join((item.prompt, item.solution, item.ref, *item.card.tags)))
        return all(part in text for part in wanted)

    return test


def _property(name: str, compare: Callable[[float, float], bool], wanted: float) -> Test:
    def test(seen: Seen) -> bool:
        memory = seen.record.memory
        if memory is None:
            return False
        if name == "due":
            return compare((memory.due - seen.agenda.plan.day).days, wanted)
        return compare(getattr(memory, name), wanted)

    return test


class Search:
    """A query over a collection as it stands.

    Args:
        collection: the decks and the memory of them.
        query: see parse_query.
        now: the present moment.

    Raises:
        TrainerError: a term means nothing.
    """

    def __init__(self, collection: "Collection", query: str, now: datetime) -> None:
        self._tests = parse_query(query)
        self._learner = collection.learner
        self._agenda = collection.agenda(now)
        self._titles = {deck.id: deck.title for deck in collection.library.decks}

    def finds(self, item: Item) -> bool:
        """Whether all holds of an item."""
        if not self._tests:
            return True
        record = self._learner.record_of(item.deck_id, item.id)
        seen = Seen(item, record, self._agenda, self._titles.get(item.deck_id, ""))
        return all(test(seen) for test in self._tests)

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
