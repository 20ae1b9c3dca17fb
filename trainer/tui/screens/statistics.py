"""What the reviews show, on one page."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from trainer.deck.deck import Deck
from trainer.deck.item import Item
from trainer.memory.fit import Fit
from trainer.progress import Progress
from trainer.store.event import StateEvent
from trainer.study.fitting import adopt, fit_learner, restated, what_changed
from trainer.study.groups import Group, groups_of
from trainer.study.statistics import Statistics, statistics_of
from trainer.tui.background_work import BackgroundWork
from trainer.tui.text import plain
from trainer.tui.trainer_screen import TrainerScreen
from trainer.tui.widgets.key_line import KeyLine
from trainer.tui.widgets.statistics_page import group_lines, lines_of

_WIDEST = 84
"""Columns of the page at most."""


class StatisticsScreen(TrainerScreen):
    """Retention, calibration, what is due, what was done, what is hard.

    Args:
        deck: of this deck alone; of all of them when None.
    """

    CSS_PATH = "statistics.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f", "fit", "Fit to me", id="statistics.fit"),
        Binding("q,escape", "leave", "Back", id="statistics.leave"),
    ]

    def __init__(self, deck: Deck | None = None) -> None:
        super().__init__()
        self._deck = deck
        self._statistics: Statistics | None = None
        self._groups: dict[str, Sequence[Group]] = {}
        self._page = Static("Counting …")
        self._message = Static(id="message")

    def compose(self) -> ComposeResult:
        """One page, to scroll."""
        with Vertical(classes="middle"), VerticalScroll(id="page"):
            yield self._message
            yield self._page
        yield KeyLine()

    def on_mount(self) -> None:
        """Count beside the event loop: a long history takes its time."""
        self.query_one(VerticalScroll).focus()
        self.in_background(self._count, lambda message: self._page.update(plain(message)))

    async def _count(self, work: BackgroundWork) -> None:
        progress = work.progress(partial(_say_how_far, self._page))
        statistics, self._groups = await work.in_thread(self._counted, progress)
        await work.in_turn(self._show, statistics)

    def _counted(self, progress: Progress) -> tuple[Statistics, dict[str, Sequence[Group]]]:
        collection = self.collection
        items = collection.items_of(self._deck) if self._deck else collection.items
        statistics = statistics_of(
            collection.learner,
            items,
            collection.scheduler,
            collection.agenda(self.now),
            progress,
        )
        return statistics, self._divided([*items.values()])

    def _divided(self, items: Sequence[Item]) -> dict[str, Sequence[Group]]:
        """The items by deck, tag and kind; what is one group alone is no division."""
        collection, today = self.collection, self.collection.today(self.now)
        titles = {deck.id: deck.title for deck in collection.library.decks}
        ways: dict[str, Callable[[Item], Iterable[str]]] = {
            "By deck": lambda item: [titles[item.deck_id]],
            "By kind": lambda item: [item.card.kind],
            "By tag": lambda item: item.card.tags,
        }
        divided = {
            way: groups_of(items, names, collection.learner, collection.scheduler, today)
            for way, names in ways.items()
        }
        return {way: groups for way, groups in divided.items() if len(groups) > 1}

    def _show(self, statistics: Statistics) -> None:
        self._statistics = statistics
        title = self._deck.title if self._deck else ""
        width = min(_WIDEST, self.size.width - 6)
        lines = [*lines_of(statistics, title, width)]
        if statistics.reviews:
            lines += group_lines(self._groups, width)
        self._page.update(Content("\n").join(lines))

    def on_resize(self) -> None:
        """Bars are as long as the screen lets them be."""
        if self._statistics:
            self._show(self._statistics)

    def action_fit(self) -> None:
        """Fit the scheduler to the learner, beside the event loop; leaving stops caring."""
        self._message.update("Fitting to your answers …")
        self.in_background(self._fit, lambda message: self._message.update(plain(message)))

    async def _fit(self, work: BackgroundWork) -> None:
        progress = work.progress(partial(_say_how_far, self._message))
        await work.in_turn(self._adopt, *await work.in_thread(self._fitted, progress))

    def _fitted(self, progress: Progress) -> tuple[Fit, Sequence[StateEvent], Sequence[str]]:
        collection, scheduler = self.collection, self.collection.scheduler
        collection.refuse_when_held()
        fitted = fit_learner(collection.learner, scheduler, progress)
        light = (
            restated(collection.learner, fitted.parameters, self.now, progress)
            if fitted.kept != "present"
            else []
        )
        states, today = collection.agenda(self.now).memories, collection.today(self.now)
        return fitted, light, what_changed(fitted, scheduler, states, today)

    def _adopt(self, fitted: Fit, light: Sequence[StateEvent], changes: Sequence[str]) -> None:
        with self.trainer.saying_errors():
            adopt(self.collection, fitted, light)
        self._message.update(plain("\n".join(changes)))
        self._message.scroll_visible(animate=False)


def _say_how_far(line: Static, what: str, share: float) -> None:
    line.update(f"{what} … {share:.0%}")
