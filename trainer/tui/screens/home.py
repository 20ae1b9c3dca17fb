"""The home screen: what is due, deck by deck, and one key to begin."""

from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from trainer.counted import counted
from trainer.tui.text import joined, plain
from trainer.tui.trainer_screen import TrainerScreen
from trainer.tui.widgets.key_line import KeyLine
from trainer.tui.widgets.trouble_line import TroubleLine

if TYPE_CHECKING:
    from trainer.memory.agenda import Agenda
    from trainer.study.options import StudyOptions
    from trainer.study.overview import DeckOverview

FORECAST_DAYS = 7
BAR = 8
"""Cells of a deck's bar of what is learnt; three times as many where there is room."""
_WIDE = 100
_USUAL, _WIDEST = 90, 140
"""Columns of the list at most, and on a wide screen; as home.tcss has them."""
WAYS = {
    "home.practise": "practise",
    "home.statistics": "statistics",
    "home.settings": "settings",
    "home.more": "more",
    "home.correct": "correct",
}
"""What else there is to do, by the ids of its keys."""


class HomeScreen(TrainerScreen):
    """Lists the decks; the first row is all of them, so that enter begins at once."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "study", "Study", id="home.study"),
        Binding("b", "browse", "Browse", id="home.browse"),
        Binding("e", "edit", "Edit the deck", id="home.edit", show=False),
        Binding("p", "practise", "Practise (cram)", id="home.practise", show=False),
        Binding("m", "more", "More today, or a backlog in parts", id="home.more", show=False),
        Binding("c", "correct", "Correct today's answers", id="home.correct", show=False),
        Binding("r", "reload", "Read the decks again", id="home.reload", show=False),
        Binding("v", "difference", "Your copy and the deck", id="home.difference", show=False),
        Binding("t", "statistics", "Statistics", id="home.statistics", show=False),
        Binding("comma", "settings", "Settings", id="home.settings", show=False),
        Binding("q", "app.quit", "Quit", id="home.quit"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._decks: tuple[DeckOverview, ...] | None = None
        self._rows: list[DeckOverview | None] = []
        """The deck of each row; None for all of them, and for the name of a folder."""
        self._resumable: StudyOptions | None = None
        self._due = Static(id="due")
        self._habit = Static(id="habit")
        self._list = OptionList(id="decks")
        self._forecast = Static(id="forecast")
        self._ways_line = Static(id="ways")

    def compose(self) -> ComposeResult:
        """What is due in a sentence, the decks, the days to come."""
        yield TroubleLine()
        with Vertical(classes="middle"), Vertical(id="home"):
            yield self._due
            yield self._habit
            yield self._list
            yield self._forecast
            yield self._ways_line
        yield KeyLine()

    def on_mount(self) -> None:
        """Keep the figures true."""
        self._list.focus()
        if self.trainer.is_open:
            self.begin()

    def begin(self) -> None:
        """Show what the learner should know, and the figures from now on."""
        changed = self.collection.changed_copies(self.with_keys("<home.difference> on its row"))
        if notices := (*self.collection.notices, *changed):
            self.trainer.say("\n".join(notices))
        self.collection.follow_edits(self.now)
        self.call_after_refresh(self.collection.remember_cards)
        self.set_interval(60, self.show_figures)
        self.show_figures()
        self.refresh_bindings()

    def on_screen_resume(self) -> None:
        """Figures change while other screens are up."""
        if self._decks is not None:
            self.show_figures()

    def on_resize(self) -> None:
        """The rows are as wide as the screen lets them be."""
        if self._decks is not None:
            self._show_rows()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is nothing to act on until the decks have been read."""
        return super().check_action(action, parameters) and self.trainer.is_open

    def show_reading(self, what: str, share: float) -> None:
        """Show how far reading the decks has come."""
        stops = self.with_keys("<home.quit> stops it")
        words = joined(
            (f"{what} …", "bold"), (f"\n{_bar(BAR, share)} {share:4.0%}   {stops}", "dim")
        )
        self._due.update(words)

    def show_figures(self) -> None:
        """Count again, and show it."""
        from trainer.study import sessions
        from trainer.study.habit import habit_in_words
        from trainer.study.overview import overview_of

        now = self.now
        collection = self.collection
        agenda = collection.agenda(now)
        self._decks = overview_of(
            collection.library.readings, collection.items_of, agenda, collection.library.folder_of
        )
        self._resumable = sessions.resumable(self.collection, now)
        self.show_trouble(*self.trainer.key_problems)
        self._due.update(self._due_words(agenda))
        days, today = collection.learner.state.days, collection.today(now)
        habit = habit_in_words(days, today, collection.settings.goal_per_day)
        self._habit.update(plain(habit, "dim"))
        self._habit.display = bool(habit)
        self._show_rows()
        self._forecast.update(self._forecast_words(agenda))
        self._ways_line.update(self._ways())

    def _ways(self) -> Content:
        """The keys that the footer has no room for, as they are mapped."""
        keys = {
            binding.id: self.trainer.get_key_display(binding)
            for _, binding, enabled, _ in self.active_bindings.values()
            if enabled
        }
        ways = [(f"{keys[name]} ", word) for name, word in WAYS.items() if name in keys]
        return joined(*(joined((key, "bold"), (word, "dim")) for key, word in ways), by="   ")

    def _due_words(self, agenda: "Agenda") -> Content:
        from trainer.study.why import backlog, held_back, nothing_due

        if not self._decks:
            return joined(
                ("No decks found.", "bold"),
                "\nPut a .yaml deck into ./decks, or into your own deck folder; then press ",
                self.with_keys("<home.reload>."),
            )
        if self._resumable is not None and not self.collection.learner.holder:
            return joined(
                ("Your last session was cut off.", "bold"),
                (self.with_keys("\n<home.study> goes on where it stopped"), "dim"),
            )
        counts, now = agenda.counts, self.now
        nothing = nothing_due(agenda, now)
        if nothing is None:
            due = counts.review + counts.learning
            waiting = backlog(
                agenda, self.collection.settings.spread, now, key=self.with_keys("<home.more>")
            )
            parts = ((due, "due"), (counts.new, "new"))
            return joined(
                (" · ".join(f"{many} {what}" for many, what in parts if many), "bold"),
                (f"\n{waiting or self.with_keys('<home.study> starts')}", "dim"),
            )
        held = held_back(agenda, now, self.collection.name_of)
        return joined(
            (nothing, "bold"),
            (self.with_keys("\n<home.practise> to practise, <home.more> for more today"), "dim"),
            (f"\n{held}" if held else "", "dim"),
        )

    def _show_rows(self) -> None:
        decks, agenda = self._decks or (), self.collection.agenda(self.now)
        rows = self._list
        highlighted = rows.highlighted
        most = _WIDEST if self.has_class("-wide") else _USUAL
        width = min(most, self.size.width) - (4 if self.has_class("-narrow") else 8)
        counts = agenda.counts
        due = counts.review + counts.learning
        everything = _row(joined(("All decks", "bold")), due, counts.new, None, width)
        options, self._rows = [Option(everything)], [None]
        folder = ""
        for deck in decks:
            if deck.folder != folder:
                folder = deck.folder
                options.append(Option(joined((f"{folder}/", "dim")), disabled=True))
                self._rows.append(None)
            options.append(Option(self._row(deck, width)))
            self._rows.append(deck)
        rows.set_options(options)
        rows.highlighted = min(highlighted or 0, len(options) - 1)

    def _row(self, deck: "DeckOverview", width: int) -> Content:
        if deck.deck is None:
            errors = counted(len(deck.diagnostics), "error")
            first = deck.diagnostics[0]
            message = f"{deck.title}  line {first.span.line}: {first.message}"
            return joined((f"✗ {errors}  ", "$text-error"), plain(message))
        share = deck.learnt / deck.items if deck.items else None  # a test is never learnt
        title = f"  {deck.title}" if deck.folder else deck.title
        return _row(plain(title), deck.due + deck.learning, deck.new, share, width)

    def _forecast_words(self, agenda: "Agenda") -> Content:
        from trainer.memory.forecast import forecast

        today = agenda.plan.day
        counts = forecast(agenda, FORECAST_DAYS * (2 if self.size.width >= _WIDEST else 1))
        days = [f"{today + timedelta(days=ahead):%a} {count}" for ahead, count in enumerate(counts)]
        return joined(("due  ", "dim"), ("   ".join(days), "dim"))

    def _chosen(self) -> "DeckOverview | None":
        """The deck whose row is highlighted; None for all of them."""
        row = self._list.highlighted
        return self._rows[row] if row and self._rows else None

    def on_option_list_option_selected(self) -> None:
        """Enter or a click on a row studies it, unless another key has led elsewhere meanwhile."""
        if self.is_active:
            self.action_study()

    def action_study(self) -> None:
        """Study the row: all decks, or one; a broken one shows what is wrong with it."""
        from trainer.study.options import StudyOptions
        from trainer.study.why import nothing_due

        chosen = self._chosen()
        if chosen is not None and chosen.deck is None:
            self.action_browse()
        elif chosen is None and self._resumable is not None:
            self.trainer.resume()
        else:
            deck = chosen.deck if chosen else None
            items = self.collection.items_of(deck) if deck else None
            nothing = nothing_due(self.collection.agenda(self.now, items), self.now)
            if nothing:
                practises = self.with_keys("<home.practise> practises anyway.")
                self.trainer.say(f"{nothing} {practises}")
            else:
                self.trainer.study(StudyOptions(decks=(deck.id,) if deck else ()))

    def action_practise(self) -> None:
        """Ask everything in the row's decks, whatever is due."""
        chosen = self._chosen()
        self.trainer.practise((chosen.deck.id,) if chosen and chosen.deck else ())

    def action_more(self) -> None:
        """Ask for more today, or for a backlog in parts."""
        from trainer.tui.screens.more_today import ask_for_more

        ask_for_more(self, self.show_figures)

    def action_correct(self) -> None:
        """Rate today's answers again, or take them back."""
        self.trainer.correct()

    def action_browse(self) -> None:
        """See what is in the row's decks."""
        from trainer.tui.screens.browser import BrowserScreen
        from trainer.tui.screens.findings import FindingsScreen

        chosen = self._chosen()
        if chosen is not None and chosen.deck is None:
            self.trainer.push_screen(FindingsScreen(chosen))
        else:
            self.trainer.push_screen(BrowserScreen(chosen.deck if chosen else None))

    def action_statistics(self) -> None:
        """Show the statistics of the row's decks."""
        from trainer.tui.screens.statistics import StatisticsScreen

        chosen = self._chosen()
        self.trainer.push_screen(StatisticsScreen(chosen.deck if chosen else None))

    def action_edit(self) -> None:
        """Write on the row's deck, broken or not."""
        chosen = self._chosen()
        if chosen is None:
            self.trainer.say("Choose a deck to edit; a new one begins with: trainer new NAME")
            return
        line = chosen.diagnostics[0].span.line if chosen.diagnostics else 1
        self.trainer.deck_screens.edit(chosen.path, line, lambda _: self.action_reload())

    def action_difference(self) -> None:
        """Show how the row's deck, a copy, differs from the shipped one."""
        from trainer.tui.screens.difference import DifferenceScreen

        if (chosen := self._chosen()) is None:
            self.trainer.say("Choose a deck that is your copy of a shipped one.")
        else:
            self.trainer.push_screen(DifferenceScreen(chosen.path))

    def action_reload(self) -> None:
        """Read the decks again, as their files are now."""
        self.collection.reload()
        self.collection.follow_edits(self.now)
        self.collection.remember_cards()
        self.show_figures()

    def action_settings(self) -> None:
        """Change what a learner can choose."""
        from trainer.tui.screens.settings import SettingsScreen

        self.trainer.push_screen(SettingsScreen())


def _row(name: Content, due: int, new: int, share: float | None, width: int) -> Content:
    """The name cut to what is left, the counts, and how much is learnt where there is room."""
    counts = [(due, "due"), (new, "new")]
    if width < 60:  # noqa: PLR2004 - the breakpoint of a narrow screen
        figures = "".join(f"  {many} {what}" for many, what in counts if many)
        return joined(_cut(name, width - len(figures)), figures)
    figures = " ".join(f"{many:>4} {what}" if many else " " * 8 for many, what in counts)
    cells = BAR * 3 if width >= _WIDE else BAR
    bar = "" if share is None else f"{_bar(cells, share)} {share:4.0%}"
    shown = _cut(name, width - len(figures) - cells - 8)
    return joined(shown, figures, (f"   {bar:{cells + 5}}", "dim"))


def _cut(name: Content, room: int) -> Content:
    return name.truncate(max(8, room), ellipsis=True, pad=True)


def _bar(cells: int, share: float) -> str:
    filled = round(cells * share)
    return "▰" * filled + "▱" * (cells - filled)
