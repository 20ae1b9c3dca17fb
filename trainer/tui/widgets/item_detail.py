"""Everything that is known of one item."""

from collections.abc import Callable, Iterator
from datetime import datetime

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from trainer.deck.item import Item
from trainer.errors import TrainerError
from trainer.memory.leech import is_leech
from trainer.study.collection import Collection
from trainer.study.why import why_in_words
from trainer.tui.background_work import BackgroundWork, in_background
from trainer.tui.marked_up_text import drawn_in_line
from trainer.tui.text import joined, plain

PAUSE = 0.15
"""Seconds on one item before its history is read: a held arrow key reads none."""


class ItemDetail(VerticalScroll):
    """The card of an item, its memory, and a moment later its history.

    The history is in the journal, which may be long, so it is read beside the event loop.

    Args:
        collection: knows what is remembered.
        with_keys: puts the names of keys into a text.
    """

    def __init__(self, collection: Collection, with_keys: Callable[[str], str]) -> None:
        super().__init__(id="detail")
        self._with_keys = with_keys
        self._collection = collection
        self._card = Static(id="card")
        self._history = Static(id="history")

    def compose(self) -> ComposeResult:
        """The card with its memory, then the history."""
        yield self._card
        yield self._history

    def show(self, item: Item, now: datetime) -> None:
        """Show an item as it is at a moment."""
        memory = list(self._memory(item, now))
        self._card.update(Content("\n").join([*_card(item), plain(""), *memory]))
        self._history.update("")
        self.scroll_home(animate=False)
        in_background(self, lambda work: self._tell_history(work, item), self._tell_trouble)

    def tell(self, what: str) -> None:
        """Say why there is no item to show."""
        self.workers.cancel_node(self)
        self._card.update(plain(what, "dim"))
        self._history.update("")

    def _memory(self, item: Item, now: datetime) -> Iterator[Content]:
        collection = self._collection
        agenda, today = collection.agenda(now), collection.today(now)
        if item.ref in agenda.plan.entries:  # a draft is not
            held = agenda.why_not(item.ref, now)
            yield plain(why_in_words(held, now, collection.name_of))
        record = collection.learner.record_of(item.deck_id, item.id)
        if record.flag:
            yield plain(f"⚑ flag {record.flag}")
        if record.note:
            yield plain(f"your note: {record.note}")
        if record.accepted:
            yield plain(f"also right, as you said: {'; '.join(record.accepted)}")
        memory = record.memory
        if memory is None:
            yield plain("Never asked.", "dim")
            return
        chance = collection.scheduler.retrievability(memory, today)
        yield plain(f"chance of recall today  {chance:.0%}")
        yield plain(f"stability  {memory.stability:.1f} days")
        yield plain(f"difficulty  {memory.difficulty:.1f} of 10")
        ways = "  leech: <browser.edit> edits the card, <browser.suspend> suspends it"
        leech = self._with_keys(ways) if is_leech(memory) else ""
        yield plain(f"asked {memory.reps}×, forgotten {memory.lapses}×{leech}")

    async def _tell_history(self, work: BackgroundWork, item: Item) -> None:
        if self._collection.learner.memory(item.deck_id, item.id) is not None:
            await work.pause(PAUSE)
            lines = await work.in_thread(self._read_history, item)
            await work.in_turn(self._history.update, Content("\n").join(lines))

    def _tell_trouble(self, trouble: TrainerError) -> None:
        self._history.update(plain(trouble.message))

    def _read_history(self, item: Item) -> list[Content]:
        lines = [plain("\nHistory, the latest first", "bold")]
        for event in reversed(self._collection.history(item)):
            cram = "  practice" if event.cram else ""
            lines.append(
                plain(
                    f"{event.day:%d %b %Y}  {event.rating.name.capitalize():5}  "
                    f"{event.duration_ms / 1000:.0f} s{cram}"
                )
            )
        return lines


def _card(item: Item) -> Iterator[Content]:
    card = item.card
    yield plain(f"{card.kind}  {item.ref}", "dim")
    yield plain("")
    if item.setting:
        yield drawn_in_line(item.text_of(item.setting), "dim")
    yield drawn_in_line(item.prompt, "bold")
    yield plain("")
    yield drawn_in_line(item.solution)
    if card.why:
        yield joined("\n", drawn_in_line(item.text_of(card.why)))
    labels = [f"#{tag}" for tag in card.tags]
    if card.evidence:
        labels.append(f"source {', '.join(card.evidence)}")
    if labels:
        yield plain("\n" + "  ".join(labels), "dim")
