"""The settings that people expect; a value is kept when its field is left, if it holds."""

from typing import ClassVar, cast

from pydantic import ValidationError
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widget import Widget
from textual.widgets import Input, Label, Select, Static, Switch

from trainer.errors import TrainerError
from trainer.regular_file import expanded
from trainer.store.settings import Settings
from trainer.study.costs import cost_of
from trainer.study.safekeeping import first_use
from trainer.tui.text import plain
from trainer.tui.trainer_screen import TrainerScreen
from trainer.tui.widgets.key_line import KeyLine

NUMBERS = {
    "desired_retention": ("Desired retention", "chance of recall at which a card comes back"),
    "new_per_day": ("New a day", "cards asked for the first time"),
    "reviews_per_day": ("Reviews a day", "cards learnt before"),
    "goal_per_day": ("Goal for the day", "new cards and reviews; 0 for none"),
    "rollover_hour": ("Day begins at", "hour of the clock, 0 to 23"),
}
SWITCHES = {
    "think_first": ("Think first", "options stay hidden until you press <study.reveal>"),
    "retype": ("Retype to learn", "a wrong typed answer is typed again, until it is right"),
    "sound": ("Sound", "what a card plays is heard when it shows; <study.practise> plays it again"),
    "reduced_motion": ("Reduced motion", "no animations"),
    "sync_decks": ("Sync decks too", "your own decks, with their pictures and sounds"),
}
SYNC_MEANING = "a folder that your other devices share; empty for none"
ALLOWED = {
    "desired_retention": "from 0.70 to 0.99",
    "new_per_day": "a whole number from 0",
    "reviews_per_day": "a whole number from 0",
    "goal_per_day": "a whole number from 0",
    "rollover_hour": "a whole hour from 0 to 23",
}


class SettingsScreen(TrainerScreen):
    """One line a setting, with what it means; a value that cannot be says so by its line."""

    CSS_PATH = "settings.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "keys", "Choose keys", id="settings.keys"),
        Binding("escape", "leave", "Back", id="settings.leave"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._page = VerticalScroll(id="page", can_focus=False)
        self._message = Static(id="message")
        self._asked = False
        """Whether escape said already that a value does not hold."""

    def compose(self) -> ComposeResult:
        """The settings, and the way to the keys."""
        settings = self.collection.settings
        with Vertical(classes="middle"), self._page:
            yield self._message
            for name, (label, meaning) in NUMBERS.items():
                yield from self._line(label, name, str(getattr(settings, name)), meaning)
            folder = settings.sync_folder or ""
            yield from self._line("Sync with", "sync_folder", folder, SYNC_MEANING)
            for name, (label, meaning) in SWITCHES.items():
                with Horizontal(classes="line"):
                    yield Label(label)
                    yield Switch(getattr(settings, name), name=name)
                    yield Static(self.with_keys(meaning), classes="meaning")
            with Horizontal(classes="line"):
                yield Label("Theme")
                yield Select(
                    [
                        (name, name)
                        for name in sorted({*self.trainer.offered_themes, self.app.theme})
                    ],
                    value=self.app.theme,
                    allow_blank=False,
                    compact=True,
                )
            keys = "Keys: <settings.keys> lists what each of them does, to be changed."
            yield Static(self.with_keys(keys), id="keys")
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin in the first field."""
        self.query(Input).first().focus()

    def _line(self, label: str, name: str, value: str, meaning: str) -> ComposeResult:
        with Horizontal(classes="line"):
            yield Label(plain(label))
            yield Input(value, name=name, compact=True)
            yield Static(plain(meaning), classes="meaning")
        if cost := cost_of(name, self.collection.settings):
            yield Static(plain(cost), name=name, classes="beside")

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Take a value on enter, and go on to the next field."""
        if self._take(message.input):
            self.focus_next()

    def on_input_blurred(self, message: Input.Blurred) -> None:
        """Take a value as its field is left."""
        self._take(message.input)

    def on_input_changed(self) -> None:
        """What was refused is being fixed."""
        self._asked = False

    def _take(self, line: Input) -> bool:
        """Keep the value of a field, whole or not at all; whether it holds."""
        if line.name == "sync_folder":
            return self._take_folder(line)
        return self._try(line, {line.name or "": line.value.strip()})

    def _take_folder(self, line: Input) -> bool:
        """Keep the folder to sync with, and say what will be written there."""
        folder = expanded(line.value.strip()) if line.value.strip() else None
        try:
            notice = first_use(self.collection, folder) if folder else ""
        except TrainerError as error:
            self._refuse(line, error.message)
            return False
        if folder and not folder.is_absolute():
            self._refuse(line, "Write it with all the folders that it is in.")
            return False
        self._try(line, {"sync_folder": str(folder) if folder else None})
        self._tell_beside(line, notice)
        return True

    def on_switch_changed(self, message: Switch.Changed) -> None:
        """Take a choice of yes or no."""
        self._try(None, {message.switch.name or "": message.value})

    def on_select_changed(self, message: Select.Changed) -> None:
        """Take the theme, and show it at once."""
        self._try(None, {"theme": message.value})

    def _try(self, line: Input | None, change: dict[str, object]) -> bool:
        current = self.collection.settings
        try:
            settings = Settings.model_validate(current.model_dump() | change)
        except ValidationError:
            [name] = change
            if line is not None:
                self._refuse(line, f"{NUMBERS[name][0]}: {ALLOWED[name]}")
            return False
        if line is not None:
            line.remove_class("-wrong")
            self._tell_beside(line, cost_of(line.name or "", settings))
        if settings != current:
            self._save(settings)
            for field in self.query(Input):
                if field.name in NUMBERS and not field.has_class("-wrong"):
                    self._tell_beside(field, cost_of(field.name, settings))
        return True

    def _save(self, settings: Settings) -> None:
        try:
            self.collection.save_settings(settings)
        except TrainerError as error:
            self._tell(f"{error.message}; {error.hint}")
        self.trainer.apply_settings(settings)

    def _refuse(self, line: Input, why: str) -> None:
        line.add_class("-wrong")
        self._tell_beside(line, f"Not kept. {why}")

    def _tell_beside(self, line: Input, message: str) -> None:
        """Say by a field what is wrong with its value, or what it costs."""
        notes = self.query(".beside").results(Static)
        note = next((note for note in notes if note.name == line.name), None)
        if note is None and message:
            note = Static(name=line.name, classes="beside")
            self._page.mount(note, after=cast("Widget", line.parent))
        if note is not None:
            note.update(plain(message))
            note.display = bool(message)
            note.set_class(line.has_class("-wrong"), "-wrong")
            if message and line.has_focus:
                self.call_after_refresh(note.scroll_visible, animate=False)

    def _tell(self, message: str) -> None:
        self._message.update(plain(message))

    def action_keys(self) -> None:
        """Show which keys do what, to change them."""
        from trainer.tui.screens.key_map import KeyMapScreen

        self.trainer.push_screen(KeyMapScreen())

    def action_leave(self) -> None:
        """Go home; where the value being typed does not hold, that shows first."""
        line = self.focused
        if isinstance(line, Input) and not self._take(line) and not self._asked:
            self._asked = True
            return
        self.trainer.pop_screen()
