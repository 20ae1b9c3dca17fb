"""Progress follows the cards through edits; what cannot be matched is kept as an orphan."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple

from trainer.deck.deck import Deck
from trainer.deck.item import Item, drafts_of_deck
from trainer.deck.reading import Reading
from trainer.errors import TrainerError
from trainer.store.card_texts import CardText, Texts, load_card_texts, save_card_texts
from trainer.store.decks_seen import load_decks_seen, save_decks_seen
from trainer.store.event import ForgetEvent, MoveEvent, Place
from trainer.store.learner import Learner
from trainer.store.record import ItemRecord
from trainer.study.succession import Known, shifted, successors
from trainer.study.whereabouts import Hidden, Whereabouts


class Orphan(NamedTuple):
    """What is known of an item that no deck in reach has."""

    deck: str
    item: str
    record: ItemRecord
    text: CardText | None
    """What it said when it was last seen."""

    @property
    def ref(self) -> str:
        """`deck/item`."""
        return f"{self.deck}/{self.item}"


class Waiting(NamedTuple):
    """A deck of which something is known, and whose file cannot be seen."""

    deck: str
    items: int
    """How many of its items something is known of."""
    hidden: Hidden
    """Where it is."""


class Heritage:
    """Looks after what was learnt while decks are edited.

    Args:
        learner: whose records.
        decks: the decks in reach, as they are now.
        items_of: the items of one of them, drafts left out.
        readings: the files in reach, broken ones among them. While a deck's file is there and
            cannot be read, or is only out of reach, what is known of its items stays.
    """

    def __init__(
        self,
        learner: Learner,
        decks: Iterable[Deck],
        items_of: Callable[[Deck], Iterable[Item]],
        readings: Iterable[Reading] = (),
    ) -> None:
        self._learner = learner
        self._followed = False
        readings = tuple(readings)
        self._whereabouts = Whereabouts(learner.folder, readings)
        self._digests = {reading.deck.id: reading.digest for reading in readings if reading.deck}
        self._items = {
            deck.id: {item.id: item for item in (*drafts_of_deck(deck), *items_of(deck))}
            for deck in decks
        }

    @cached_property
    def _texts(self) -> Texts:
        return load_card_texts(self._learner.folder)

    @cached_property
    def _seen(self) -> dict[str, str]:
        return load_decks_seen(self._learner.folder)

    def _is_as_seen(self, deck: str) -> bool:
        """Whether a deck is just as it was when the texts of its cards were kept."""
        digest = self._digests.get(deck)
        return bool(digest) and digest == self._seen.get(deck)

    def follow(self, now: datetime, day: date) -> int:
        """Move what is known to where the cards are now; how many items it followed.

        Once for each reading of the decks: what is learnt later leaves no card behind.
        """
        if self._followed:
            return 0
        moves = self.moves()
        if moves:
            self._learner.record(MoveEvent(at=now, day=day, moves=moves))
            self._remember()
        self._followed = True
        return len(moves)

    def moves(self) -> tuple[tuple[Place, Place], ...]:
        """From where to where what is known would follow the cards."""
        return (*self._shifts(), *self._successions())

    def orphans(self) -> tuple[Orphan, ...]:
        """What is known of items that no deck in reach has, and would not follow any card."""
        followed = {old for old, _ in self.moves()}
        return tuple(
            Orphan(deck, item, self._learner.record_of(deck, item), self._text((deck, item)))
            for deck, item in self._gone()
            if (deck, item) not in followed
        )

    def waiting(self) -> tuple[Waiting, ...]:
        """The decks whose files are there and cannot be seen, with what waits for each."""
        return tuple(
            Waiting(deck, len(self._learner.records(deck)), hidden)
            for deck in self._learner.decks
            if (hidden := self._hidden(deck))
        )

    def relink(self, old: Place, new: Place, now: datetime, day: date) -> None:
        """Move what is known of an orphan to an item that is there.

        Raises:
            TrainerError: nothing is known of the one, or the other is not there or not new.
        """
        if self._learner.record_of(*old) == ItemRecord():
            raise TrainerError(f"Nothing is known of {'/'.join(old)}.", "See: trainer orphans")
        if self._item(new) is None:
            raise TrainerError(
                f"No deck in reach has {'/'.join(new)}.",
                "Write deck/card, as trainer orphans does; a gap of a cloze is card.1, card.2.",
            )
        if self._learner.record_of(*new) != ItemRecord():
            raise TrainerError(
                f"{'/'.join(new)} has progress of its own.",
                f"First: trainer forget {'/'.join(new)}",
            )
        self._learner.record(MoveEvent(at=now, day=day, moves=((old, new),)))
        self.remember()

    def forget(self, place: Place, now: datetime, day: date) -> None:
        """Drop what is known of an item.

        Raises:
            TrainerError: nothing is known of it.
        """
        if self._learner.record_of(*place) == ItemRecord():
            raise TrainerError(f"Nothing is known of {'/'.join(place)}.", "See: trainer orphans")
        deck, item = place
        self._learner.record(ForgetEvent(at=now, day=day, deck=deck, item=item))

    def _gone(self) -> list[Place]:
        return [
            (deck, item)
            for deck in self._learner.decks
            if not self._hidden(deck)
            for item in self._learner.records(deck)
            if item not in self._items.get(deck, {})
        ]

    def _hidden(self, deck: str) -> Hidden | None:
        return None if deck in self._items else self._whereabouts.hidden(deck)

    def _item(self, place: Place) -> Item | None:
        deck, item = place
        return self._items.get(deck, {}).get(item)

    def _every_item(self) -> Iterator[Item]:
        for items in self._items.values():
            yield from items.values()

    def _text(self, place: Place) -> CardText | None:
        return self._texts.get(place[0], {}).get(place[1])

    def _successions(self) -> Iterator[tuple[Place, Place]]:
        gone = [
            Known(*place, *text)
            for place in self._gone()
            if (text := self._text(place)) is not None
        ]
        if not gone:
            return
        new = [
            _said(item)
            for item in self._every_item()
            if item.id not in self._learner.records(item.deck_id)
        ]
        yield from ((old.place, now.place) for old, now in successors(gone, new).items())

    def _shifts(self) -> Iterator[tuple[Place, Place]]:
        """Gaps that have another number since a gap was put in, taken out or moved."""
        edited = defaultdict(list)
        gaps = [
            item for item in self._every_item() if item.gaps and not self._is_as_seen(item.deck_id)
        ]
        for item in gaps:
            if item.id not in self._learner.records(item.deck_id):
                continue
            text = self._text((item.deck_id, item.id))
            if text and text.answer != item.solution:
                edited[item.deck_id, item.card_key].append(Known(item.deck_id, item.id, *text))
        for place, before in edited.items():
            now = [_said(item) for item in gaps if (item.deck_id, item.card_key) == place]
            yield from ((old.place, new.place) for old, new in shifted(before, now).items())

    def remember(self) -> None:
        """Keep what the cards say today of every deck of which something is known.

        All its cards, so that whether they are kept follows from the deck's file alone. While
        something has yet to follow its card, what the card said before is still needed.
        """
        if self._followed or not self.moves():
            self._remember()

    def _remember(self) -> None:
        known = self._learner.decks
        changed = [deck for deck in known if deck in self._items and not self._is_as_seen(deck)]
        with suppress(OSError):  # the next opening tries again
            if changed:
                self._keep_texts(changed)
        with suppress(OSError):
            if known:
                self._whereabouts.remember()

    def _keep_texts(self, decks: Iterable[str]) -> None:
        texts: Texts = dict(self._texts)
        for deck in decks:
            records = self._learner.records(deck)
            gone = {item: said for item, said in texts.get(deck, {}).items() if item in records}
            texts[deck] = gone | {id_: _text_of(item) for id_, item in self._items[deck].items()}
        if texts != self._texts:
            save_card_texts(self._learner.folder, texts)
            self._texts = texts
        seen = self._seen | {deck: self._digests.get(deck, "") for deck in decks}
        save_decks_seen(self._learner.folder, seen)
        self._seen = seen

    def successor(self, item: Item) -> Item | None:
        """What an item became that is gone since its card was edited; None if that is in doubt."""
        if here := self._item((item.deck_id, item.id)):
            return here
        became = successors([_said(item)], [_said(new) for new in self._every_item()])
        return next((self._item(now.place) for now in became.values()), None)


def _said(item: Item) -> Known:
    return Known(item.deck_id, item.id, *_text_of(item))


def _text_of(item: Item) -> CardText:
    return CardText(item.prompt, item.solution)


def place_of(ref: str) -> Place:
    """The deck and the item of a `deck/item`.

    Raises:
        TrainerError: it is none.
    """
    deck, slash, item = ref.partition("/")
    if not (deck and slash and item):
        raise TrainerError(f"{ref!r} names no item.", "Write deck/card, as trainer orphans does.")
    return deck, item
