"""The code that a learner's phone scans, and the address that it is served at."""

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from trainer.classroom.addresses import lan_addresses
from trainer.errors import TrainerError
from trainer.tui.qr_code import qr_code
from trainer.tui.text import plain
from trainer.tui.widgets.choices import Choices
from trainer.tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from trainer.tui.phone_link import PhoneLink

NOTHING_YET = "At which address may your phone connect? Nothing is served until you choose."
NO_NETWORK = "This computer is in no network. Join the one of your phone, or open a hotspot."
SCAN = (
    "Scan this, or type it into your phone's browser. The phone shows the card that shows here, "
    "and either goes on. When you close this, the link stays."
)


class PhoneScreen(ModalScreen[None]):
    """Lists this machine's addresses; the one chosen is served, and its code shown."""

    CSS_PATH = ["chooser.tcss", "phone.tcss"]  # noqa: RUF012 - Textual declares it so
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,escape", "dismiss", "Back", id="phone.leave"),
    ]

    def __init__(self, link: "PhoneLink") -> None:
        super().__init__()
        self._link = link
        self._addresses = lan_addresses()
        self._code = Static(id="code")
        self._about = Static(id="about")
        self._list = Choices(*(Option(plain(address)) for address in self._addresses))

    def compose(self) -> ComposeResult:
        """A word on what is about to happen, the addresses, the code."""
        with Horizontal(id="chooser"):
            yield self._code
            with Vertical():
                yield self._about
                yield self._list
        yield KeyLine()

    def on_mount(self) -> None:
        """Choose with the arrows."""
        self._list.focus()
        self._show()

    def _show(self) -> None:
        served = self._link.server.hosts
        self.set_class(not served, "-closed")
        self._list.display = len(self._addresses) > len(served)
        if not served:
            self._about.update(NOTHING_YET if self._addresses else NO_NETWORK)
            return
        self._about.update(plain(f"{SCAN}\n{self._link.server.link}"))
        self._code.update(plain("\n").join(qr_code(self._link.server.link)))

    async def on_option_list_option_selected(self, message: OptionList.OptionSelected) -> None:
        """Serve the address."""
        try:
            await self._link.serve(self._addresses[message.option_index])
        except TrainerError as error:
            self.notify(error.in_full, markup=False, timeout=8)
            return
        self._show()
