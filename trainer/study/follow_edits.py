"""Progress follows the cards through edits: it is reconciled with the decks as they are now.

What cannot be matched is kept as an orphan.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property

from trainer.counted import counted
from trainer.deck.identity import former_hash
from trainer.deck.item import Item, item_of, items_in
from trainer.deck.outline import Outline
from trainer.deck.reading import Reading
from trainer.store.deck_index import DeckIndex
from trainer.store.event import ItemKey, MoveEvent
from trainer.store.known_decks import (
    ItemText,
    KnownDeck,
    KnownDecks,
    load_known_decks,
    save_known_decks,
)
from trainer.store.learner import Learner
from trainer.store.record import ItemRecord
from trainer.study.card_edit import CardText
from trainer.study.edited_cards import match_cards, match_gaps
from trainer.study.missing_deck import DeckFiles, Hidden

Moves = tuple[tuple[ItemKey, ItemKey], ...]
"""From where to where progress goes."""


class EditFollower:
    """Compares a learner's progress with the decks as they were read last.

    Args:
        learner: whose progress.
        readings: the files in reach, broken ones among them. While a deck's file is there and
            cannot be read, or is only out of reach, the progress on its items stays.
        index: by which the sound ones were read.
        known: how many of a sound deck's records are of items that it has, if that is known
            before all of them are read.
    """

    def __init__(
        self,
        learner: Learner,
        readings: Iterable[Reading],
        index: DeckIndex,
        known: Callable[[str], int] | None = None,
    ) -> None:
        self.learner = learner
        """Whose progress it is."""
        self._known_of = known
        self._followed = False
        readings = tuple(readings)
        self._files = DeckFiles(readings)
        indexed = {reading.deck.id: index[reading.path] for reading in readings if reading.deck}
        self._digests = {deck: one.digest for deck, one in indexed.items()}
        self._decks = {reading.deck.id: reading.deck for reading in readings if reading.deck}
        self._outlines = {deck: one.outlines for deck, one in indexed.items()}

    @cached_property
    def _known(self) -> KnownDecks:
        known = load_known_decks(self.learner.folder)
        return {deck: self._named_as_today(deck, texts) for deck, texts in known.items()}

    def _named_as_today(self, deck: str, known: KnownDeck) -> KnownDeck:
        return known.after(self.learner.state.names.moves_within(deck))

    def follow(self, now: datetime, day: date) -> int:
        """Move progress to where the cards are now; how many items it followed.

        Once for each reading of the decks: what is learnt later leaves no card behind.
        """
        if self._followed:
            return 0
        moves = self.moves()
        if moves:
            self.learner.record(MoveEvent.of(moves, now, day, self.learner.state.latest))
            self._remember()
        self._followed = True
        return len(moves)

    def moves(self) -> Moves:
        """From where to where progress would follow the cards."""
        return (*self._moved_gaps(), *self._moved_cards())

    def foreseen(self, deck: str) -> Mapping[str, ItemRecord]:
        """The records of a deck's items as they will be once progress has followed.

        A listing takes no lock and writes nothing, so nothing follows there; and to speak of
        progress as lost that the app is about to find would frighten for nothing.
        """
        records, foreseen = self.learner.records(deck), self._foreseen.get(deck)
        return {**records, **foreseen} if foreseen else records

    @cached_property
    def _foreseen(self) -> Mapping[str, dict[str, ItemRecord]]:
        moves = self.moves()
        records: defaultdict[str, dict[str, ItemRecord]] = defaultdict(dict)
        for deck, item in (old for old, _ in moves):
            records[deck][item] = ItemRecord()
        for old, (deck, item) in moves:
            records[deck][item] = self.learner.record_of(*old)
        return records

    def gone(self) -> list[ItemKey]:
        """The items with progress that no deck in reach has."""
        return [
            (deck, item)
            for deck in self.learner.state.records
            if not self._hidden(deck) and not self._is_whole(deck)
            for item in self.learner.records(deck)
            if self._outline((deck, item)) is None
        ]

    def item(self, item_key: ItemKey) -> Item | None:
        """An item as it is today; None where no deck in reach has it."""
        outline = self._outline(item_key)
        return outline and item_of(self._decks[item_key[0]], outline)

    def text_of(self, item_key: ItemKey) -> ItemText | None:
        """What an item said when it was last seen; None where nobody kept that."""
        return self._known.get(item_key[0], KnownDeck()).texts.get(item_key[1])

    def notices(self) -> Iterator[str]:
        """What a learner must know of progress that could be either of two cards'."""
        without_text = [old for old in self.gone() if not self.text_of(old)]
        if twins := [old for old in without_text if len(self._formerly.get(old, ())) > 1]:
            what = counted(len(twins), "card")
            yield (
                f"What you learnt of {what} could belong to either of two cards that were once "
                "taken for one, and was given to neither. See: trainer orphans, trainer relink"
            )

    def waiting(self) -> tuple[tuple[str, int, Hidden], ...]:
        """The decks that cannot be seen, how many of their items have progress, and why."""
        return tuple(
            (deck, len(self.learner.records(deck)), hidden)
            for deck in self.learner.state.records
            if (hidden := self._hidden(deck))
        )

    def remember(self) -> None:
        """Keep what the cards say today of every deck that has progress.

        All its cards, so that whether they are kept follows from the deck's file alone. While
        something has yet to follow its card, what the card said before is still needed.
        """
        if self._followed or not self.moves():
            self._remember()

    def successor(self, item: Item) -> Item | None:
        """What an item became that is gone since its card was edited; None if that is in doubt."""
        name = _ref(item)
        if here := self.item(name) or self.item(self.learner.current_name(name)):
            return here
        became = match_cards([CardText.of(item)], [*map(CardText.of, self._every_item())])
        return next((self.item(now.item_key) for now in became.values()), None)

    def became(self, texts: Iterable[CardText], since: datetime) -> Mapping[ItemKey, ItemKey]:
        """What new cards became that were edited before anything was learnt of them.

        Nothing moves with such an edit. An answer to one may still come from a phone.

        Args:
            texts: what their items said.
            since: when they did. What was learnt by then is another card.

        Returns:
            Its name then -> its name now, of those that are gone and found beyond doubt.
        """
        gone = [one for one in texts if one.deck in self._decks and not self._outline(one.item_key)]
        if not gone:
            return {}
        items = (item for item in self._every_item() if not self._was_learnt(item, since))
        matches = match_cards(gone, [*map(CardText.of, items)])
        return {
            old.item_key: now.item_key
            for old, now in matches.items()
            if all(event.at > since for event in self.learner.events(*now.item_key))
        }

    def _was_learnt(self, item: Item, by: datetime) -> bool:
        """Whether an item was surely learnt by a moment: nothing was reviewed since."""
        memory = self.learner.memory(item.deck_id, item.id)
        return memory is not None and memory.reviewed < by.date()

    def _moved_cards(self) -> Iterator[tuple[ItemKey, ItemKey]]:
        gone = self.gone()
        if not gone:
            return
        new = {_ref(item): item for item in self._every_item() if not self._is_learnt(item)}
        for old in gone:  # a card whose text nobody kept is found by its old key
            named = () if self.text_of(old) else self._formerly.get(old, ())
            if len(named) == 1 and named[0] in new:
                del new[named[0]]
                yield old, named[0]
        before = [CardText(*old, *text) for old in gone if (text := self.text_of(old))]
        matches = match_cards(before, [*map(CardText.of, new.values())]) if before else {}
        yield from ((old.item_key, now.item_key) for old, now in matches.items())

    @cached_property
    def _formerly(self) -> Mapping[ItemKey, list[ItemKey]]:
        """What items were called when keys were made by likeness -> what they are called now."""
        names_now = defaultdict(list)
        for item in self._every_item():
            _, dot, part = item.id.partition(".")
            former = f"{former_hash(item.card.prompt)}{dot}{part}"
            names_now[item.deck_id, former].append(_ref(item))
        return names_now

    def _is_learnt(self, item: Item) -> bool:
        return item.id in self.learner.records(item.deck_id)

    def _moved_gaps(self) -> Iterator[tuple[ItemKey, ItemKey]]:
        """Gaps that have another number since a gap was put in, taken out or moved."""
        gaps = defaultdict(list)
        for deck, outlines in self._outlines.items():
            blanks = [one for at in outlines.parts if (one := outlines[at]).gaps]
            if blanks and self.learner.records(deck) and not self._is_as_seen(deck):
                for item in items_in(self._decks[deck], blanks):
                    gaps[deck, item.card_key].append(item)
        for items in gaps.values():
            learnt = [_ref(item) for item in items if self._is_learnt(item)]
            before = [
                CardText(*item_key, *text)
                for item_key in learnt
                if (text := self.text_of(item_key))
            ]
            now = [*map(CardText.of, items)]
            same = {(new.item, new.answer) for new in now}
            edited = [old for old in before if (old.item, old.answer) not in same]
            yield from (
                (old.item_key, new.item_key) for old, new in match_gaps(edited, now).items()
            )

    def _is_whole(self, deck: str) -> bool:
        """Whether a deck surely has all items of which there are records."""
        if self._known_of is None or deck not in self._decks:
            return False
        return self._known_of(deck) == len(self.learner.records(deck))

    def _hidden(self, deck: str) -> Hidden | None:
        return None if deck in self._decks else self._files.hidden(deck, self._known)

    def _is_as_seen(self, deck: str) -> bool:
        """Whether a deck is just as it was when the texts of its cards were kept."""
        digest = self._digests.get(deck)
        return bool(digest) and digest == self._known.get(deck, KnownDeck()).digest

    def _outline(self, item_key: ItemKey) -> Outline | None:
        deck, item = item_key
        outlines = self._outlines.get(deck)
        at = outlines.find(item) if outlines else None
        return outlines[at] if outlines and at is not None else None

    def _every_item(self) -> Iterator[Item]:
        for deck in self._decks:
            yield from self._items_of(deck)

    def _items_of(self, deck: str) -> tuple[Item, ...]:
        return items_in(self._decks[deck], self._outlines[deck])

    def _remember(self) -> None:
        known, learnt = dict(self._known), self.learner.state.records
        for deck in learnt:
            if deck in self._decks and not self._is_as_seen(deck):
                before, records = known.get(deck, KnownDeck()), self.learner.records(deck)
                gone = {item: text for item, text in before.texts.items() if item in records}
                now = {i.id: ItemText(i.prompt, i.solution) for i in self._items_of(deck)}
                kept = before.with_texts(gone | now, self._digests.get(deck, ""))
                moves = self.learner.state.names.moves_within(deck)
                known[deck] = replace(kept, moves=frozenset(moves))
        for deck, paths in self._files.paths(known) if learnt else ():
            known[deck] = replace(known.get(deck, KnownDeck()), paths=paths)
        if known != self._known:
            with suppress(OSError):  # the next opening tries again
                save_known_decks(self.learner.folder, known)
                self._known = known


def _ref(item: Item) -> ItemKey:
    return item.deck_id, item.id
