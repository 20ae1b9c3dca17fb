"""Today's answers: any of them can be rated again or taken back."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from trainer.counted import counted
from trainer.memory.rating import Rating
from trainer.study.corrections import RatedAnswer, answered_today, rate_again, take_back
from trainer.study.why import why_in_words
from trainer.tui.background_work import BackgroundWork
from trainer.tui.text import joined, plain
from trainer.tui.trainer_screen import TrainerScreen
from trainer.tui.widgets.key_line import KeyLine
from trainer.tui.widgets.long_list import LongList
from trainer.tui.widgets.trouble_line import TroubleLine


class CorrectionsScreen(TrainerScreen):
    """Lists what was answered today, the latest first."""

    CSS_PATH = "corrections.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(
                str(rating.value),
                f"rate({rating.value})",
                rating.name.capitalize(),
                id=f"corrections.{rating.name.lower()}",
            )
            for rating in Rating
        ),
        Binding("x", "take_back", "Take back", id="corrections.take_back"),
        Binding("q,escape", "leave", "Back", id="corrections.leave"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._answers: list[RatedAnswer] = []
        self._message = Static("Reading today's answers …", id="message")
        self._rows = LongList(self._row, id="answers")

    def compose(self) -> ComposeResult:
        """The list, and a line below it."""
        yield TroubleLine()
        with Vertical(id="page"):
            yield self._message
            yield self._rows
        yield KeyLine()

    def on_mount(self) -> None:
        """Read the journal beside the event loop: it may be long."""
        self._rows.focus()
        self.show_trouble()
        self.in_background(self._read, self._tell)

    async def _read(self, work: BackgroundWork) -> None:
        answers = await work.in_thread(lambda: answered_today(self.collection, self.now))
        await work.in_turn(self._show, answers[::-1])

    def _show(self, answers: list[RatedAnswer]) -> None:
        self._answers = answers
        self.refresh_bindings()
        self._rows.fill(len(answers))
        many = counted(len(answers), "answer")
        rates = "<corrections.again> to <corrections.easy> rates one again"
        ways = self.with_keys(f"{rates}, <corrections.take_back> takes it back.")
        practice = sum(answered.event.cram for answered in answers)
        of_them = f", {practice} of them practice" if practice else ""
        message = f"{many} today{of_them}. {ways}"
        self._tell(message if answers else "Nothing was answered today.")

    def _row(self, index: int) -> Content:
        answered = self._answers[index]
        event = answered.event
        word = "taken back" if answered.taken_back else event.rating.name.capitalize()
        at = event.at.astimezone(self.now.tzinfo)
        prompt = plain(answered.prompt.replace("\n", " "))
        kind = "elsewhere  " if answered.elsewhere else "practice  " if event.cram else ""
        return joined((f"{at:%H:%M}  {word:10}  {kind}", "dim"), prompt)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Without an answer there is nothing to correct."""
        of_an_answer = action in {"rate", "take_back"}
        return super().check_action(action, parameters) and bool(self._answers or not of_an_answer)

    def _tell(self, message: str) -> None:
        self._message.update(plain(message))

    def action_rate(self, rating: int) -> None:
        """Rate the answer under the cursor again."""
        self._change(Rating(rating))

    def action_take_back(self) -> None:
        """Take the answer under the cursor back."""
        self._change(None)

    def _change(self, rating: Rating | None) -> None:
        rows = self._rows
        answered = self._answers[rows.cursor]
        with self.trainer.saying_errors():
            if rating is None:
                changed = take_back(self.collection, answered, self.now)
            else:
                changed = rate_again(self.collection, answered, rating, self.now)
            self._answers[rows.cursor] = changed
            self.trainer.forget_sessions()
            rows.refresh()
            if changed.event.cram:
                self._tell("Kept. Practice leaves the card as it was.")
                return
            self._tell(f"Kept. {self._what_follows(changed)}")

    def _what_follows(self, changed: RatedAnswer) -> str:
        """When the card is asked next, in a sentence; empty where it is gone."""
        agenda, item = self.collection.agenda(self.now), changed.item
        if item is None or item.ref not in agenda.plan.entries:
            return ""
        if self.collection.learner.memory(*changed.event.item_key) is None:
            return "The card is new again."
        held = agenda.why_not(item.ref, self.now)
        return f"The card is {why_in_words(held, self.now, self.collection.name_of)}."
