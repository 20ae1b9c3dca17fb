"""A learner with their decks: where every front begins."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING, Self

from trainer.counted import counted
from trainer.deck.deck import Deck
from trainer.deck.deck_files import is_shipped
from trainer.deck.identity import deck_and_item
from trainer.deck.item import Item
from trainer.deck.library import Library, load_library
from trainer.errors import TrainerError
from trainer.memory.agenda import Agenda
from trainer.memory.queue import Queue
from trainer.memory.queue.entries import Columns
from trainer.memory.scheduler import DEFAULT_PARAMETERS, Scheduler
from trainer.memory.study_day import study_day
from trainer.progress import Progress, no_progress
from trainer.store.copies import change_notice
from trainer.store.deck_index import DeckIndex
from trainer.store.event import ReviewEvent
from trainer.store.home import cache_folder, decks_folder, learner_folder
from trainer.store.learner import Learner
from trainer.store.settings import Settings, load_settings, save_settings
from trainer.study.card_context import CardContext
from trainer.study.day_index import DayIndex
from trainer.study.follow_edits import EditFollower
from trainer.study.item_index import ItemIndex
from trainer.study.options import StudyOptions
from trainer.study.planner import Planner, choose_items

if TYPE_CHECKING:
    from trainer.grading.marker import Marker


class Collection:
    """The decks in reach and one learner's memory of them.

    Args:
        paths: files, folders or ids of the decks to use; the usual places when empty.
        learner: whose memory.
        folder: whose `decks` is one of the usual places; the working folder when None.
        read_only: leave the learner's lock to others.
        progress: called with how far reading has come.
        index: reads the decks, where one has some of them at hand.
    """

    def __init__(  # noqa: PLR0913 - whose memory, of which decks, read how
        self,
        paths: Sequence[str] = (),
        *,
        learner: str,
        folder: Path | None = None,
        read_only: bool = False,
        progress: Progress = no_progress,
        index: DeckIndex | None = None,
    ) -> None:
        self.paths = tuple(paths)
        """What was named when it was opened; empty for the usual places."""
        self._folder = folder or Path.cwd()
        self.index = index or DeckIndex(cache_folder() / "decks")
        """Reads the decks, and says what planning needs of each."""
        home = learner_folder(learner)
        self._items: dict[str, ItemIndex] = {}
        self._all: ItemIndex | None = None
        self._agenda: tuple[object, Agenda] | None = None
        self._edits: EditFollower | None = None
        self._remembered: set[str] = set()
        self.unsynced: tuple[str, ...] = ()
        """Why not all is synced, in words: see trainer.study.safekeeping."""
        self.library = self._load(progress)
        self.card_context = CardContext(self.library)
        self.settings, self.problems = load_settings(home)
        self.home = home
        """The folder of the learner."""
        self._days = self._day_index()
        self.learner = Learner.open(home, read_only=read_only, progress=progress)
        self.scheduler = self._make_scheduler()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def notices(self) -> tuple[str, ...]:
        """What the learner should know on opening: repairs, settings, progress given to nobody."""
        notices = (*self.learner.notices, *self.problems, *self.edits.notices())
        return (*notices, *self.unsynced)

    def changed_copies(self, *way: str) -> Iterator[str]:
        """A sentence for each copy of a shipped deck that has changed since; see change_notice."""
        changes = (change_notice(reading.path, *way) for reading in self.library.readings)
        yield from filter(None, changes)

    def close(self) -> None:
        """Write what is not yet written, and let go of the learner's folder.

        Raises:
            TrainerError: answers could not be saved where they belong, and where they are.
        """
        self.remember_cards()
        self.learner.close()
        if self._days.is_used and (seal := self.learner.seal):
            _ = [self._columns(deck) for deck in self.library.decks if deck.scheduled]
            self._days.save(seal)
        many = len(self.learner.unsaved)
        if many and self.learner.rescued:
            raise TrainerError(
                f"{counted(many, 'event')} could not be saved: {self.learner.trouble}",
                f"They are in {self.learner.rescued}. Bring them in: trainer merge "
                f"{self.learner.rescued}",
            )
        if many:
            events = counted(many, "event is", "events are")
            raise TrainerError(f"{events} lost: {self.learner.trouble}", "")

    def remember_cards(self) -> None:
        """Keep what every card with progress says today, to know it again after an edit.

        A front does so after it has followed edits, once it has shown something.
        """
        if not (self.learner.read_only or self.learner.trouble):
            self.edits.remember()

    def remember_cards_of(self, deck_id: str) -> None:
        """Keep the texts of a deck with the first that is done there: a kill leaves no time later.

        Every front does so after an answer, and when a card is set aside; it does nothing the
        second time.
        """
        if deck_id not in self._remembered:
            self._remembered.add(deck_id)
            self.remember_cards()

    def reload(self) -> None:
        """Read the decks again, as they are now; what their cards said till now is kept."""
        self.remember_cards()
        self._remembered.clear()
        self._items.clear()
        self._all = self._agenda = self._edits = None
        self.library = self._load()
        self._days = self._day_index()
        self.card_context = CardContext(self.library)

    def save_settings(self, settings: Settings) -> None:
        """Keep the settings, and use them from now on.

        Raises:
            TrainerError: when they cannot be written; they are used anyway.
        """
        self.settings = settings
        self.scheduler = self._make_scheduler()
        save_settings(self.home, settings)

    def today(self, now: datetime) -> date:
        """The study day of a moment."""
        return study_day(now, self.settings.rollover_hour)

    def agenda(self, now: datetime, items: ItemIndex | None = None) -> Agenda:
        """What today holds: what is due, what is held back, and why.

        Args:
            now: the present moment.
            items: of these alone; of all decks when None.
        """
        if items is not None and items is not self.items:
            return self._planner.agenda(items, now)
        state = self.today(now), self.settings, self.learner.revision
        if self._agenda is None or self._agenda[0] != state:
            self._agenda = state, self._planner.agenda(self.items, now)
        return self._agenda[1]

    def queue(self, items: ItemIndex, now: datetime, *, cram: bool = False) -> Queue:
        """What a session over these items asks at a moment."""
        return self._planner.cram(items, now) if cram else self.agenda(now, items).queue()

    def name_of(self, ref: str) -> str:
        """A deck's title by its id; by its ref, an item in a few words of its question."""
        deck_id, item_id = deck_and_item(ref)
        deck = self.library.deck(deck_id)
        if deck is None or not item_id:
            return deck.title if deck else ref
        item = self.items_of(deck).get(ref)
        return f"“{shorten(item.prompt if item else ref, 40, placeholder=' …')}”"

    def history(self, item: Item) -> tuple[ReviewEvent, ...]:
        """The reviews of an item, oldest first, undone ones left out."""
        events = self.learner.events(item.deck_id, item.id)
        return tuple(event for event in events if isinstance(event, ReviewEvent))

    def follow_edits(self, now: datetime) -> int:
        """Let progress follow the cards that were edited since; how many items it followed.

        Called when a front opens and when decks are read again. Does nothing while another
        program holds the learner. Where the disk cannot be written, it follows in memory, as a
        review does, and is saved as soon as that works.
        """
        if self.learner.read_only:
            return 0
        return self.edits.follow(now, self.today(now))

    @property
    def edits(self) -> EditFollower:
        """What was learnt, against the decks as they were read last."""
        if self._edits is None:
            self._edits = EditFollower(self.learner, self.library.readings, self.index, self._known)
        return self._edits

    def is_shipped(self, path: Path) -> bool:
        """Whether a deck file came with trainer, and is not the learner's to write in."""
        return is_shipped(path, self._folder)

    def marker(self) -> "Marker":
        """Marks answers as the decks say, and as the learner said."""
        from trainer.grading.marker import Marker

        return Marker(
            self.library.decks, lambda deck, item: self.learner.record_of(deck, item).accepted
        )

    def opens_deck(self, item: Item) -> bool:
        """Whether nothing is remembered of an item's deck; of a test nothing ever is."""
        deck = self.library.deck(item.deck_id)
        return deck is None or not deck.scheduled or not any(self._columns(deck).due)

    def _columns(self, deck: Deck) -> Columns:
        """What a day is planned by, of a deck's items."""
        [part] = self.items_of(deck).parts.values()
        return self._days.columns(part, self.learner.records(deck.id))

    def _known(self, deck_id: str) -> int:
        """How many records are of items that a deck in reach has."""
        deck = next(deck for deck in self.library.decks if deck.id == deck_id)
        [part] = self.items_of(deck).parts.values()
        return self._days.known(part, self.learner.records(deck_id))

    def _load(self, progress: Progress = no_progress) -> Library:
        return load_library(
            self.paths,
            learner_decks=decks_folder(),
            working_folder=self._folder,
            read=self.index.read,
            progress=progress,
        )

    def _make_scheduler(self) -> Scheduler:
        return Scheduler(
            desired_retention=self.settings.desired_retention,
            parameters=self.settings.parameters or DEFAULT_PARAMETERS,
            rollover_hour=self.settings.rollover_hour,
        )

    def items_of(self, deck: Deck) -> ItemIndex:
        """The items of a deck of the library, drafts left out; made once, for there may be many."""
        if deck.id not in self._items:
            read = next(r for r in self.library.readings if r.deck and r.deck.id == deck.id)
            self._items[deck.id] = ItemIndex.of(deck, self.index[read.path].outlines)
        return self._items[deck.id]

    def take_over(self) -> bool:
        """Record from here on where the program that did has gone; whether it had just gone.

        Raises:
            TrainerError: the journal can no longer be read.
        """
        if not self.learner.holder or not self.learner.take_over():
            return False
        self._agenda = self._edits = None
        return True

    def refuse_when_held(self) -> None:
        """See that steps can be recorded; where the program has gone that did so, take over.

        Raises:
            TrainerError: another program holds the learner.
        """
        self.take_over()
        if self.learner.holder:
            raise TrainerError(
                f"This learner is being studied elsewhere: {self.learner.holder}.",
                "Close it there, or choose another learner with --learner.",
            )

    @property
    def items(self) -> ItemIndex:
        """All items that are ever scheduled, in the order of decks and of cards in them."""
        if self._all is None:
            self._all = choose_items(self.library.decks, StudyOptions(), self.items_of)
        return self._all

    @property
    def _planner(self) -> Planner:
        """Where nothing may be written, progress is seen where it will be once it has followed."""
        foreseen = self.edits.foreseen if self.learner.read_only else None
        return Planner(self.learner, self.scheduler, self.settings, self._days, foreseen)

    def _day_index(self) -> DayIndex:
        digests = {
            one.deck.id: self.index[one.path].digest for one in self.library.readings if one.deck
        }
        return DayIndex(cache_folder() / "days" / self.home.name, digests)
