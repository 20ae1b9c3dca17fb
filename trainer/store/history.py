"""What happened, as the rest of the program reads it: without what was taken back."""

from collections.abc import Callable, Iterator, Sequence

from trainer.progress import Progress, untold
from trainer.store.chronicle import Chronicle
from trainer.store.event import Event, MoveEvent, SettledEvent, UndoEvent
from trainer.store.journal import Journal
from trainer.store.renames import OfItem, Renames, placed
from trainer.store.settling import Settling

_TOLD_EVERY = 1000


class History:
    """Reads a learner's journal.

    Args:
        journal: the file.
        unsaved: what happened and is not in it yet, oldest first.
    """

    def __init__(self, journal: Journal, unsaved: Callable[[], Sequence[Event]]) -> None:
        self._journal = journal
        self._unsaved = unsaved
        self._looked_until = 0
        self._moves: list[Event] = []
        self._merged = False

    def events(
        self, deck: str | None = None, item: str | None = None, *, progress: Progress = untold
    ) -> Iterator[Event]:
        """What happened, oldest first, each item under the name that it has today.

        So moves are left out. Of journals that were merged it is what one machine would have
        recorded: in the order of time, each review with the memory that it would have found.

        Args:
            deck: only events of items of this deck.
            item: only events of items of this id; goes with a deck.
            progress: told how much of the journal was read.

        Raises:
            OSError: the journal cannot be read.
        """
        self._look_for_moves_and_merges()
        renames = Renames.of([*self._moves, *self._unsaved()])
        words = _words(deck, item, renames)
        read = self._as_one_machine if self._merged else self._once
        for event in read(words, progress):
            if isinstance(event, OfItem):
                place = renames.today((event.deck, event.item), event.at)
                if (deck, item) in {(None, None), (place[0], None), place}:
                    yield placed(event, place)
            elif deck is None and not isinstance(event, MoveEvent):
                yield event

    def surviving(
        self,
        start: int,
        *,
        containing: tuple[bytes, ...] = (),
        progress: Progress = untold,
    ) -> Iterator[Event]:
        """The events from a position in the journal on, in its order.

        Args:
            start: where a line begins.
            containing: leave out, unread, every line that has none of these words.
            progress: told how much of the journal was read.

        Raises:
            OSError: the journal cannot be read.
        """
        written = self._journal.entries
        undone = {
            event.event
            for event in (
                *(entry.event for entry in written(start, containing=(b'"undo"',))),
                *self._unsaved(),
            )
            if isinstance(event, UndoEvent)
        }
        for number, entry in enumerate(written(start, containing=containing), 1):
            if number % _TOLD_EVERY == 0:
                progress("Reading the journal", entry.start / self._journal.end)
            if entry.event and not _is_gone(entry.event, undone):
                yield entry.event
        for event in self._unsaved():
            if not _is_gone(event, undone):
                yield event

    def _once(self, words: tuple[bytes, ...], progress: Progress) -> Iterator[Event]:
        """Each event once, though another program may have copied its line."""
        seen = set[int]()
        for event in self.surviving(0, containing=words, progress=progress):
            mark = hash(event.id)  # a tenth of what the ids themselves would take
            if mark not in seen:
                seen.add(mark)
                yield event

    def _as_one_machine(self, words: tuple[bytes, ...], progress: Progress) -> Iterator[Event]:
        kinds = (b'"type":"move"', b'"type":"scheduler"') if words else ()
        chronicle = Chronicle(
            [self._journal],
            also=self._unsaved(),
            containing=(*words, *kinds),
            progress=progress,
        )
        settling = Settling(chronicle.undone, chronicle.schedulers)
        yield from chronicle.schedulers.values()
        yield from settling.follow(chronicle.events())

    def _look_for_moves_and_merges(self) -> None:
        """Read the two that change how all else is read, each line of the journal once."""
        rare = (b'"type":"move"', b'"type":"settled"')
        for entry in self._journal.entries(self._looked_until, containing=rare):
            if isinstance(entry.event, MoveEvent):
                self._moves.append(entry.event)
            self._merged |= isinstance(entry.event, SettledEvent)
        self._looked_until = self._journal.end


def _words(deck: str | None, item: str | None, renames: Renames) -> tuple[bytes, ...]:
    """Words of which one stands in every line that may be wanted; none where any may be."""
    if deck is None:
        return ()
    if item is None:
        return () if renames.moves else (f'"deck":"{deck}"'.encode(),)
    # as write_event writes them, side by side: other decks may have items of that name
    names = sorted(renames.names((deck, item)))
    return tuple(f'"deck":"{deck}","item":"{item}"'.encode() for deck, item in names)


def _is_gone(event: Event, undone: set[str]) -> bool:
    return isinstance(event, UndoEvent) or event.id in undone
