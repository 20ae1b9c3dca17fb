"""A list from which one thing is chosen."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import OptionList
from typing_extensions import override


class Choices(OptionList):
    """Says at the foot of its screen which key chooses, unless there is nothing to choose."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "select", "Choose")]

    @override
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        del parameters
        return action != "select" or bool(self.option_count)
