"""The keys that are live, and the manual on one page."""

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from trainer.tui.text import joined, plain
from trainer.tui.widgets.key_line import KeyLine

MANUAL = """
How it works. Each card comes back when you are about to forget it. You answer, see the key, \
and rate how well you knew it: Again, Hard, Good or Easy. What you type or choose is marked \
for you; the rating that follows from the mark is under <study.go_on>, and you may give another. \
Under each rating you see when the card comes back.

Nothing is lost. Each rating is on disk before the next card shows. A session that was cut \
off goes on where it stopped. <study.undo> takes back as many steps as you like.

Practising (cram) asks everything, whatever is due, and leaves the schedule alone.

Decks are .yaml files in ./decks, in your own deck folder and among those that come with \
trainer. `trainer check` shows what is wrong in one, `trainer add DECK` adds a card without YAML, \
`trainer copy DECK` makes your own copy of one that came with trainer.
"""
ABOUT = {
    "HomeScreen": """
Here you choose a deck. <home.more> asks for more today: ten more new cards, what is due \
tomorrow, or a backlog spread over days. <home.correct> lists what you answered today, to be \
rated again or taken back. <home.browse> shows every card; <home.edit> opens the deck to write in, \
and offers a copy of one that came with trainer. <home.difference> shows how your copy \
differs from the deck that came with trainer.
""",
    "StudyScreen": """
Typing. While you type an answer, letters are letters: ctrl+z takes back what you typed. Where \
nothing is typed, <typing study.undo> takes back the last step; <typing study.hint> shows the \
hint, <typing study.skip> skips, <typing study.bury> puts off until tomorrow, <typing study.edit> \
edits the card. With something typed, escape leaves the line, so that single keys work.

Marked wrongly? <study.right> takes your answer as right, and a second time it is right from now \
on. What cannot be read is asked again and not rated.

<study.flag> flags the card, 1 to 4 and then none; <study.note>, once the answer shows, writes a \
note of your own. Both are shown with the answer, and the browser finds them.
""",
    "BrowserScreen": """
Searching. Words find questions, answers, ids and tags; "in quotes" they are one phrase, and * \
stands for any letters. is:due is:new is:learn is:review is:suspended is:buried is:leech \
is:flagged is:draft; tag:place tag:none deck:terms kind:typed flag:1 note:word; rated:7 (in the \
last 7 days); prop:lapses>2 prop:due<=3 (days from today), prop:ivl, reps, stability, difficulty. \
Terms side by side must all hold; or lets one be enough, - turns one around, ( ) holds some \
together. The right arrow takes the completion. trainer study --find takes the same.

What is marked, else the card under the cursor, is flagged, suspended, put off, set due or reset.
""",
    "SummaryScreen": """
<summary.drill> drills what you missed today, without a change to the schedule. \
<summary.correct> lists today's answers, to be rated again or taken back; <summary.more> asks for \
more today.
""",
    "CorrectionsScreen": """
These are today's answers, those of earlier sessions too. <corrections.again> to \
<corrections.easy> rate one again, <corrections.take_back> takes it back as if it had not been \
answered; what follows from it is reckoned again. Practice is among them, as in the statistics; \
the goal of the day counts new cards and reviews alone.
""",
    "SettingsScreen": """
A value is kept on enter and when you leave its field, whole or not at all. <settings.keys> lists \
what each key does on each screen, and lets you choose others.
""",
    "KeyMapScreen": """
Each line is something that you can do on a screen. <keys.change> lets you type other keys for it: \
names as a, ü, f2, ctrl+n; several have commas between them. An empty line brings back the keys \
that it came with. A key that does something else on the same screen is refused.
""",
    "WorkbenchScreen": """
▶ marks the pane that has the keys: each has its own. The words that are chosen in a sentence \
become the answer or the gap of its card. A sentence is asked (✓) when a card that points at it \
has its answer from it, mentioned (◐) when one asks for something else. New cards come in the \
order of the deck; there, cards are moved up and down.
""",
    "AuthorScreen": """
<author.card> adds a card by a form, without YAML; <author.form> opens the card under the cursor \
as one, and its text takes the place of the card. Where the deck is saved, the card is saved with \
it; where you have typed something else, <author.save> saves both.

<author.cards> lists the deck's cards, also while it has an error: type words of the one you look \
for, then enter. <author.find> looks for words: enter goes to the next place. tab goes on to what \
you want to stand there: press enter to put it in one place, <author.replace_all> for all. \
Capitals count once you type one. <author.leave> goes back to the text.

A new line begins where the next key belongs. A key or an id that you begin is shown to its end: \
the right arrow takes it. ctrl+home and ctrl+end go to the begin and the end, ctrl+z takes back.

<author.difference> shows what your copy of a shipped deck says otherwise. What is weak is listed \
as you type; what you leave unsaved is kept beside the deck, and <author.take_in> takes it in.
""",
    "CardForm": """
A card as a form. tab goes to the next field, shift+tab to the one before. What has a * must be \
filled in; what is wrong or weak stands below its field, and at the top where it concerns the \
whole card. <form.add> writes the card into the deck.

To change the kind, go up to it with shift+tab, press enter, choose with the arrows and press \
enter again. What you have typed stays where the new kind has such a field; the rest does not \
count, and is there again when you choose the old kind.

ctrl+u deletes what is left of the cursor, ctrl+k what is right of it. ctrl+z takes back, but not \
in fields of one line, as Tags. A picture or sound that you drop on a field is copied beside the \
deck.

<form.leave> leaves without the card; what you have typed is kept in a file beside the deck.
""",
    "TriageScreen": """
Each draft is a card that is not asked yet. <triage.keep> makes it one that is; <triage.edit> \
opens it as a form, and it is kept once you write it there; <triage.drop> takes it out of the \
deck; <triage.next> leaves it for later. <triage.undo> takes back as many steps as you like. \
Below the card stand the sentences that it rests on.
""",
}
"""Screen -> what there is to say of it alone; keys are written as `with_keys` takes them."""
WHERE_ONE_WRITES = frozenset({"AuthorScreen", "CardForm", "TriageScreen"})
"""The screens on which nobody asks how learning works."""


class HelpScreen(Screen[None]):
    """The keys of the screen it was opened from, and the manual.

    Args:
        bindings: the keys that are live there.
        manual: how it works, in paragraphs.
        data: where what is done is kept, in words.
    """

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,escape,question_mark,f1", "leave", "Back", id="help.leave"),
    ]

    def __init__(self, bindings: Iterable[ActiveBinding], manual: str, data: str) -> None:
        super().__init__()
        self._live = list(bindings)
        self._manual = manual
        self._data = data

    def compose(self) -> ComposeResult:
        """One page, to scroll."""
        with Vertical(classes="middle"), VerticalScroll(id="page"):
            yield Static(Content("\n").join(self._lines()))
        yield KeyLine()

    def on_mount(self) -> None:
        """Let the arrows scroll."""
        self.query_one(VerticalScroll).focus()

    def _lines(self) -> list[Content]:
        keys: dict[str, list[str]] = {}
        for active in self._live:
            if active.binding.id:
                shown = self.app.get_key_display(active.binding)
                keys.setdefault(active.binding.description, []).append(shown)
        wide = max((len(" ".join(names)) for names in keys.values()), default=0)
        lines = [
            joined((f"{' '.join(names):>{wide}}  ", "$primary"), plain(description))
            for description, names in keys.items()
        ]
        lines.append(plain(self._manual))
        lines.append(plain(self._data, "dim"))
        return lines

    def action_leave(self) -> None:
        """Go back to where help was asked for."""
        self.app.pop_screen()
