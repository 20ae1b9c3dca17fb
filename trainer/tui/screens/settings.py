"""The settings that people expect, each saved as soon as it holds."""

from typing import ClassVar

from pydantic import ValidationError
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Footer, Input, Label, Select, Static, Switch

from trainer.errors import TrainerError
from trainer.store.settings import Settings
from trainer.tui.host import TrainerScreen
from trainer.tui.keys import check_keys
from trainer.tui.text import plain

NUMBERS = {
    "desired_retention": ("Desired retention", "chance of recall at which a card comes back"),
    "new_per_day": ("New a day", "cards met for the first time"),
    "reviews_per_day": ("Reviews a day", "cards learnt before"),
    "rollover_hour": ("Day begins at", "hour of the clock, 0 to 23"),
}
SWITCHES = {
    "think_first": ("Think first", "options stay hidden until you press space"),
    "retype": ("Retype to learn", "a wrong typed answer is typed again, rightly"),
    "reduced_motion": ("Reduced motion", "no animations"),
}
ALLOWED = {
    "desired_retention": "from 0.70 to 0.99",
    "new_per_day": "a whole number from 0",
    "reviews_per_day": "a whole number from 0",
    "rollover_hour": "a whole hour from 0 to 23",
}


class SettingsScreen(TrainerScreen):
    """One line a setting, with what it means; a value that cannot be says so by its line."""

    CSS_PATH = "settings.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back", id="settings.leave"),
    ]

    def compose(self) -> ComposeResult:
        """The settings, then the keys."""
        settings = self.collection.settings
        with Vertical(classes="middle"), VerticalScroll(id="page"):
            yield Static(id="told")
            for name, (label, meaning) in NUMBERS.items():
                with Horizontal(classes="line"):
                    yield Label(label)
                    yield Input(str(getattr(settings, name)), name=name, compact=True)
                    yield Static(meaning, classes="meaning")
            for name, (label, meaning) in SWITCHES.items():
                with Horizontal(classes="line"):
                    yield Label(label)
                    yield Switch(getattr(settings, name), name=name)
                    yield Static(meaning, classes="meaning")
            with Horizontal(classes="line"):
                yield Label("Theme")
                yield Select(
                    [(name, name) for name in sorted(self.app.available_themes)],
                    value=self.app.theme,
                    allow_blank=False,
                    compact=True,
                )
            yield Static("Keys: names as a, f2, ctrl+n; several with commas between", id="keys")
            for binding in self._bindings_with_ids():
                with Horizontal(classes="line"):
                    yield Label(plain(binding.description))
                    value = settings.keys.get(binding.id or "", "")
                    yield Input(
                        value, placeholder=binding.key, name=f"keys {binding.id}", compact=True
                    )
                    yield Static(plain(binding.id or ""), classes="meaning")
        yield Footer(show_command_palette=False)

    def _bindings_with_ids(self) -> list[Binding]:
        found = {
            binding.id: binding for group in self.trainer.key_groups().values() for binding in group
        }
        return list(found.values())

    def on_input_changed(self, message: Input.Changed) -> None:
        """Take a number or a key as soon as it holds."""
        name, _, binding_id = (message.input.name or "").partition(" ")
        current = self.collection.settings
        if not binding_id:
            self._try(message.input, {name: message.value.strip()})
            return
        keys = {key: value for key, value in current.keys.items() if key != binding_id}
        if message.value.strip():
            keys[binding_id] = message.value.strip()
            _, problems = check_keys(keys, self.trainer.key_groups())
            if problems:
                self._refuse(message.input, problems[0])
                return
        self._try(message.input, {"keys": keys})

    def on_switch_changed(self, message: Switch.Changed) -> None:
        """Take a choice of yes or no."""
        self._try(None, {message.switch.name or "": message.value})

    def on_select_changed(self, message: Select.Changed) -> None:
        """Take the theme, and show it at once."""
        self._try(None, {"theme": message.value})

    def _try(self, line: Input | None, change: dict[str, object]) -> None:
        current = self.collection.settings
        try:
            settings = Settings.model_validate(current.model_dump() | change)
        except ValidationError:
            [name] = change
            if line is not None:
                self._refuse(line, f"{NUMBERS[name][0]}: {ALLOWED[name]}")
            return
        if line is not None:
            line.remove_class("-wrong")
        self._tell("")
        if settings != current:
            self._save(settings)

    def _save(self, settings: Settings) -> None:
        try:
            self.collection.save_settings(settings)
        except TrainerError as error:
            self._tell(f"{error.message}; {error.hint}")
        self.trainer.apply_settings(settings)

    def _refuse(self, line: Input, why: str) -> None:
        line.add_class("-wrong")
        self._tell(f"not saved: {why}")

    def _tell(self, message: str) -> None:
        self.query_one("#told", Static).update(plain(message))

    def action_leave(self) -> None:
        """Go home; everything that holds is saved."""
        self.trainer.pop_screen()
