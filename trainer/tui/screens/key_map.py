"""The learner's own keys: every action of every screen, and what can be pressed for it."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from trainer.tui.keys import check_keys, shown
from trainer.tui.text import joined, plain
from trainer.tui.trainer_screen import TrainerScreen
from trainer.tui.widgets.key_line import KeyLine
from trainer.tui.widgets.long_list import LongList

_WIDE = 70
"""Columns from which a row shows the name of its action too."""


class KeyMapScreen(TrainerScreen):
    """Lists the actions; the one that is chosen gets the keys that are typed."""

    CSS_PATH = "key_map.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "change", "Change the keys", id="keys.change"),
        Binding("q,escape", "leave", "Back", id="keys.leave"),
    ]

    def __init__(self) -> None:
        super().__init__()
        groups = self.trainer.key_groups().values()
        self._actions = list({one.id or "": one for group in groups for one in group}.items())
        self._message = Static(id="message")
        self._rows = LongList(self._row)
        self._line = Input(id="line", compact=True)

    def compose(self) -> ComposeResult:
        """The list, and a line to type keys in."""
        with Vertical(id="page"):
            yield self._message
            yield self._rows
            yield self._line
        yield KeyLine()

    def on_mount(self) -> None:
        """Choose with the arrows."""
        self._line.display = False
        self._rows.fill(len(self._actions))
        self._rows.focus()
        self._tell(self.with_keys("<keys.change> gives an action other keys."))

    def _row(self, index: int) -> Content:
        name, binding = self._actions[index]
        own = self.collection.settings.keys.get(name, "")
        names = " ".join(shown(key.strip()) for key in (own or binding.key).split(","))
        is_wide = self._rows.size.width >= _WIDE
        cells = plain(names).truncate(16 if is_wide else 11, ellipsis=True, pad=True)
        more = f"   {name}" if is_wide else ""
        keys = cells.stylize("bold" if own else "dim")
        return joined(keys, f"  {binding.description}", (more, "dim"))

    def _tell(self, message: str) -> None:
        self._message.update(plain(message))

    def on_long_list_chosen(self) -> None:
        """Change the keys of the action under the cursor."""
        self.action_change()

    def action_change(self) -> None:
        """Let keys be typed for the action under the cursor."""
        name, binding = self._actions[self._rows.cursor]
        self._line.value = self.collection.settings.keys.get(name, "")
        self._line.placeholder = f"{binding.key}; empty keeps these"
        self._line.display = True
        self._line.focus()
        self._tell(
            f"Keys for “{binding.description}” ({name}): names as a, ü, f2, ctrl+n; several with "
            "commas between, then enter."
        )

    def on_input_submitted(self) -> None:
        """Keep the keys that were typed, unless one is no key, or has another use."""
        name, binding = self._actions[self._rows.cursor]
        settings = self.collection.settings
        keys = {other: its for other, its in settings.keys.items() if other != name}
        if typed := self._line.value.strip():
            keys[name] = typed
            _, problems = check_keys(keys, self.trainer.key_groups())
            if problems:
                self._tell(f"Not kept. {problems[0]}")
                return
        changed = settings.model_copy(update={"keys": keys})
        with self.trainer.saying_errors():
            self.collection.save_settings(changed)
        self.trainer.apply_settings(changed)
        self._close_line()
        self._tell(f"“{binding.description}” is on {typed or binding.key}.")

    def _close_line(self) -> None:
        self._line.display = False
        self._rows.refresh()
        self._rows.focus()

    def action_leave(self) -> None:
        """Leave the line for keys; or the list."""
        if self._line.display:
            self._close_line()
        else:
            self.dismiss()
