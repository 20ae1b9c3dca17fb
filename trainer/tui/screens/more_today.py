"""More than the day asks, or a backlog in parts."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from trainer.store.settings import Settings
from trainer.study.limits import Offer, offers
from trainer.tui.trainer_screen import TrainerScreen
from trainer.tui.widgets.choices import Choices
from trainer.tui.widgets.key_line import KeyLine

_NOTHING = (
    "There is nothing more for today: no other new card, no card due tomorrow that you have not "
    "answered today, no backlog from earlier days."
)


def ask_for_more(screen: TrainerScreen, then: Callable[[], None]) -> None:
    """Let the learner choose, and go on once they have.

    Args:
        screen: over which to ask.
        then: called once the choice is saved.
    """
    collection, now = screen.collection, screen.now

    def keep(chosen: Settings | None) -> None:
        if chosen is None:
            return
        with screen.trainer.saying_errors():
            collection.save_settings(chosen)
        then()

    choices = offers(collection.agenda(now), collection.settings, now)
    screen.trainer.push_screen(MoreScreen(tuple(choices)), keep)


class MoreScreen(ModalScreen[Settings]):
    """Shows what can be asked for today; hands back the settings that were chosen.

    Args:
        choices: what there is to choose from.
    """

    CSS_PATH = "chooser.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,escape", "dismiss", "Back", id="more.leave"),
    ]

    def __init__(self, choices: Sequence[Offer]) -> None:
        super().__init__()
        self._offers = choices

    def compose(self) -> ComposeResult:
        """What this is for, and the choices."""
        with Vertical(id="chooser"):
            yield Static("What do you want today?" if self._offers else _NOTHING)
            yield Choices(*(Option(offer.words) for offer in self._offers))
        yield KeyLine()

    def on_mount(self) -> None:
        """Choose with the arrows."""
        self.query_one(OptionList).focus()

    def on_option_list_option_selected(self, message: OptionList.OptionSelected) -> None:
        """Hand back what was chosen."""
        self.dismiss(self._offers[message.option_index].settings)
