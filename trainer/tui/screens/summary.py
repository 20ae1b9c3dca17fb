"""The summary at the end of a session."""

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from trainer.memory.forecast import forecast
from trainer.memory.rating import Rating
from trainer.study.options import StudyOptions
from trainer.study.session import Session
from trainer.study.why import held_back, nothing_due
from trainer.tui.screens.more_today import ask_for_more
from trainer.tui.text import joined, plain
from trainer.tui.trainer_screen import TrainerScreen
from trainer.tui.widgets.key_line import KeyLine
from trainer.tui.widgets.trouble_line import TroubleLine

BAR = 20
"""Cells of the longest bar."""


class SummaryScreen(TrainerScreen):
    """What came of the session that just ended.

    Args:
        session: the session; its last step can still be taken back.
        options: what it was begun with.
    """

    CSS_PATH = "summary.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space,q,escape", "leave", "Home", id="summary.leave"),
        Binding("d", "drill", "Drill today's slips", id="summary.drill"),
        Binding("m", "more", "More today", id="summary.more"),
        Binding("c", "correct", "Correct", id="summary.correct", show=False),
        Binding("p", "practise", "Practise (cram)", id="summary.practise", show=False),
        Binding("u,ctrl+z", "undo", "Undo the last", id="summary.undo", show=False),
    ]

    def __init__(self, session: Session, options: StudyOptions) -> None:
        super().__init__()
        self._session = session
        self._options = options

    def compose(self) -> ComposeResult:
        """One page of figures."""
        yield TroubleLine()
        with Vertical(classes="middle"), VerticalScroll(id="page"):
            yield Static(Content("\n").join(list(self._lines())))
        yield KeyLine()

    def on_mount(self) -> None:
        """Say what is wrong, if anything, and let the arrows scroll."""
        self.show_trouble()
        self.query_one(VerticalScroll).focus()

    def _lines(self) -> Iterator[Content]:
        summary = self._session.summary
        minutes, seconds = divmod(round(summary.seconds), 60)
        yield joined((summary.in_words, "bold"))
        met = "" if self._session.cram else f" · {summary.new} asked for the first time"
        yield plain(f"{minutes} min {seconds:02d} s{met}")
        yield plain("")
        most = max(summary.ratings.values())
        for rating in Rating:
            count = summary.ratings[rating]
            bar = "█" * round(BAR * count / most)
            yield joined(f"{rating.name.capitalize():6}", (f"{bar} ", "$primary"), f"{count}")
        if summary.missed:
            yield plain("")
            yield joined(
                ("Forgotten in this session", "bold"),
                (self.with_keys("   <summary.drill> drills them"), "dim"),
            )
            yield from (
                joined("· ", plain(item.prompt.replace("\n", " "))) for item in summary.missed
            )
        yield plain("")
        yield from self._next_lines()

    def _next_lines(self) -> Iterator[Content]:
        """What is left of today, or until when nothing is, and why cards are held back."""
        now = self.now
        agenda = self.collection.agenda(now)
        today, tomorrow = forecast(agenda, 2)
        if nothing := nothing_due(agenda, now):
            ways = self.with_keys("<summary.practise> to practise, <summary.more> for more today.")
            yield plain(f"{nothing[:-1]}; {ways}", "dim")
            yield plain(f"{tomorrow} to review tomorrow.", "dim")
        else:
            line = f"{today} still due today, {agenda.counts.new} new; {tomorrow} due tomorrow."
            yield plain(line, "dim")
        held = "" if self._session.cram else held_back(agenda, now, self.collection.name_of)
        if held:  # practice asks what the schedule holds back
            yield plain(held, "dim")

    def action_undo(self) -> None:
        """Go back to the card that was rated last."""
        from trainer.tui.screens.study import StudyScreen

        self._session.undo(self.now)
        self.trainer.switch_screen(StudyScreen(self._session, self._options))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Without slips there is nothing to drill."""
        nothing_to_drill = action == "drill" and not self._session.summary.missed
        return super().check_action(action, parameters) and not nothing_to_drill

    def action_drill(self) -> None:
        """Practise what was missed until it is right; the schedule stays as it is."""
        self.trainer.pop_screen()
        missed = tuple(item.ref for item in self._session.summary.missed)
        self.trainer.study(StudyOptions(items=missed, cram=True))

    def action_correct(self) -> None:
        """Rate today's answers again, or take them back."""
        self.trainer.pop_screen()  # its figures would be old
        self.trainer.correct()

    def action_practise(self) -> None:
        """Ask everything that the session drew from, whatever is due."""
        self.trainer.pop_screen()
        self.trainer.study(self._options.model_copy(update={"cram": True, "limit": None}))

    def action_more(self) -> None:
        """Ask for more today, and go on with it."""
        ask_for_more(self, self._go_on)

    def _go_on(self) -> None:
        self.trainer.pop_screen()
        self.trainer.study(self._options.model_copy(update={"cram": False, "items": ()}))
