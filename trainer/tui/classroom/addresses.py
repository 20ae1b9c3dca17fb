"""The address at which devices join."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from trainer.classroom.addresses import PORT, lan_addresses
from trainer.classroom.drill import Drill
from trainer.errors import TrainerError
from trainer.tui.text import plain
from trainer.tui.widgets.choices import Choices
from trainer.tui.widgets.key_line import KeyLine


class AddressScreen(ModalScreen[None]):
    """Lists this machine's addresses; the one chosen is served from then on."""

    CSS_PATH = "../screens/chooser.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,escape", "dismiss", "Back", id="addresses.leave"),
    ]

    def __init__(self, drill: Drill) -> None:
        super().__init__()
        self._drill = drill
        self._addresses = lan_addresses()

    def compose(self) -> ComposeResult:
        """A word on what is about to happen, and the addresses."""
        drill_has_devices = self._drill.room.preset.devices
        with Vertical(id="chooser"):
            if self._addresses:
                come = "devices join" if drill_has_devices else "your phone open the cockpit"
                title = f"At which address may {come}? Everybody in that network can see it."
            else:
                title = (
                    "This computer is in no network. Join one, or open a hotspot; then try again."
                )
            yield Static(title)
            served = self._drill.server.hosts
            yield Choices(
                *(
                    Option(plain(f"{address}{'   open' if address in served else ''}"))
                    for address in self._addresses
                )
            )
        yield KeyLine()

    def on_mount(self) -> None:
        """Choose with the arrows."""
        self.query_one(OptionList).focus()

    async def on_option_list_option_selected(self, message: OptionList.OptionSelected) -> None:
        """Serve the address."""
        address = self._addresses[message.option_index]
        if address not in self._drill.server.hosts:
            try:
                await self._drill.serve(address, self._drill.server.port or PORT)
            except TrainerError as error:
                self.notify(error.in_full, markup=False, timeout=8)
                return
        self.dismiss()
