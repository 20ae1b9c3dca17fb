"""The keys that are live, and the manual on one page."""

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen

from trainer.tui.text import joined, plain
from trainer.tui.widgets.hanging import Hanging, Hung
from trainer.tui.widgets.key_line import KeyLine

MANUAL = """
How it works. Each card comes back when you are about to forget it. You answer, see the key, and \
rate how well you knew it: Again, Hard, Good or Easy. What you type or choose is marked for you; \
<study.go_on> gives the rating that follows from the mark, and you may give another. Under each \
rating you see when the card comes back.

Nothing is lost. Each rating is on disk before the next card shows. A session that was cut off \
goes on where it stopped. <study.undo> takes back as many steps as you like.

Practising (cram) asks everything, whatever is due, and leaves the schedule alone.

Decks are .yaml files in ./decks, in your own deck folder and among those that come with trainer. \
`trainer check` shows what is wrong in one, `trainer add DECK` adds a card without YAML, `trainer \
copy DECK` makes your own copy of one that came with trainer.
"""
ABOUT = {
    "HomeScreen": """
Here you choose a deck. <home.more> asks for more today: ten more new cards, what is due \
tomorrow, or a backlog spread over days. <home.correct> lists what you answered today: you can \
rate it again or take it back. <home.browse> shows every card; <home.edit> opens the deck to \
write in, and offers a copy of one that came with trainer. <home.difference> shows how your copy \
differs from the deck that came with trainer.
""",
    "StudyScreen": """
Typing. While you type an answer, letters are letters: ctrl+z takes back what you typed. Where \
nothing is typed, <typing study.undo> takes back the last step; <typing study.hint> shows the \
hint, <typing study.skip> skips the card, <typing study.bury> puts it off until tomorrow, <typing \
study.edit> edits it. With something typed, escape leaves the line, so that single keys work.

Marked wrongly? <study.right> counts your answer as right. Press it again, and that answer is \
right from now on. An answer that cannot be read is asked for again, and not rated.

<study.question_up> and <study.question_down> scroll a question that is longer than its room.

<study.flag> flags the card, 1 to 4 and then none; <study.note>, once the answer shows, writes a \
note of your own. Both are shown with the answer, and the browser finds them.
""",
    "BrowserScreen": """
Searching. Words find questions, answers, ids and tags; "in quotes" they are one phrase, and * \
stands for any letters. is:due is:new is:learn is:review is:suspended is:buried is:leech \
is:flagged is:draft; tag:place tag:none deck:terms kind:typed flag:1 note:word; rated:7 (in the \
last 7 days); prop:lapses>2 prop:due<=3 (days from today), prop:ivl, reps, stability, difficulty. \
Terms side by side must all match. With or between them, one is enough; - in front of a term \
excludes what it finds; ( ) groups terms. The right arrow accepts the completion. trainer study \
--find searches in the same way.

Flag, note, suspend, put off, set due and reset work on the cards that you marked; where none is \
marked, on the card under the cursor.
""",
    "SummaryScreen": """
<summary.drill> drills what you missed today, without a change to the schedule. <summary.correct> \
lists today's answers: you can rate them again or take them back. <summary.more> asks for more \
today.
""",
    "CorrectionsScreen": """
These are today's answers, those of earlier sessions too. <corrections.again> to \
<corrections.easy> rate one again, <corrections.take_back> takes it back as if you had not \
answered; the day on which the card is due is worked out again. Practice is listed too, as in the \
statistics; the goal of the day counts new cards and reviews alone.
""",
    "SettingsScreen": """
A value is kept on enter and when you leave its field. One that is not allowed is not kept, and \
the line below it says why. <settings.keys> lists what each key does on each screen, and lets you \
choose others.
""",
    "KeyMapScreen": """
Each line is something that you can do on a screen. <keys.change> lets you type other keys for \
it: names as a, ü, f2, ctrl+n; several have commas between them. An empty line brings back the \
default keys. A key that does something else on the same screen is refused.
""",
    "WorkbenchScreen": """
▶ marks the pane that your keys go to; each pane has its own keys. The words that you choose in a \
sentence become the answer or the gap of its card. ✓ marks a sentence from which a card has its \
answer; ◐ marks one that a card points at, but asks something else about. New cards are asked in \
the order of the deck: in its pane you move cards up and down.
""",
    "AuthorScreen": """
<author.card> adds a card by a form, without YAML; <author.form> opens the card under the cursor \
in a form, and writes it back to its place. The card is saved at once, unless you have typed \
something else that is not saved yet: then <author.save> saves both.

<author.cards> lists the deck's cards, also while it has an error: type words of the one you look \
for, then enter. <author.find> looks for words: enter goes to the next place. tab goes on to the \
line for new words: press enter to put them in one place, <author.replace_all> for all. Capitals \
count once you type one. <author.leave> goes back to the text.

A new line begins where the next key belongs. The rest of a key or an id that you begin is shown \
pale: the right arrow accepts it. ctrl+home and ctrl+end go to the beginning and the end, ctrl+z \
undoes.

<author.difference> shows how your copy of a shipped deck differs from it. What is wrong or weak \
is listed as you type. What you leave unsaved is kept beside the deck, and <author.take_in> \
brings it back.
""",
    "CardForm": """
A card as a form. tab goes to the next field, shift+tab to the one before. What has a * must be \
filled in; what is wrong or weak is shown below its field, and at the top where it concerns the \
whole card. <form.add> writes the card into the deck.

To change the kind, go up to it with shift+tab, press enter, choose with the arrows and press \
enter again. What you have typed stays in each field that the new kind has too; the rest does not \
count, and is there again when you choose the old kind.

ctrl+u deletes the text before the cursor, ctrl+k the text after it. ctrl+z undoes, but not in \
fields of one line, such as Tags. A picture or sound that you drop on a field is copied beside the \
deck.

<form.leave> leaves without the card; what you have typed is kept in a file beside the deck.
""",
    "StatisticsScreen": """
Each bar has its figure beside it, and each heading says what is counted. <statistics.fit> fits \
the scheduler to your own answers, where that predicts them better; it makes no card due.
""",
    "PreviewScreen": """
You see the deck as its learner will; nothing is recorded. <preview.reveal> shows the answer, \
then the next card. The deck is read again whenever its file is saved, here or in your own \
editor: <preview.edit> opens it at this card.
""",
    "DifferenceScreen": """
A line with - is in the shipped deck alone, one with + in your copy alone. Nothing is changed: if \
something is better there, write it into your copy.
""",
    "FindingsScreen": """
The deck cannot be studied until these errors are fixed. Each names the place in the file, and \
what to do.
""",
    "ConsentScreen": """
The page shows all that would be sent to the language model, word for word. Nothing is sent until \
you press <consent.send>. What comes back is checked, and added to the deck as drafts.
""",
    "TriageScreen": """
Each draft is a card that is not asked yet. <triage.keep> makes it one that is; <triage.edit> \
opens it as a form, and it is kept once you write it there; <triage.drop> takes it out of the \
deck; <triage.next> leaves it for later. <triage.undo> takes back as many steps as you like. \
Below the card are the sentences that it is made from.
""",
}
"""Screen -> what there is to say of it alone; keys are written as `with_keys` takes them."""
WHERE_ONE_LEARNS = frozenset({"HomeScreen", "StudyScreen", "SummaryScreen", "CorrectionsScreen"})
"""The screens whose help also says how learning works."""


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
            page = Hanging()
            page.show(self._lines())
            yield page
        yield KeyLine()

    def on_mount(self) -> None:
        """Let the arrows scroll."""
        self.query_one(VerticalScroll).focus()

    def _lines(self) -> list[Hung]:
        keys: dict[tuple[str, str], list[str]] = {}
        for active in self._live:
            if (binding := active.binding).id:
                shown = self.app.get_key_display(binding)
                action = binding.action.removeprefix("app.")
                keys.setdefault((action, binding.description), []).append(shown)
        wide = max((len(" ".join(names)) for names in keys.values()), default=0)
        none = Content("")
        return [
            *(
                (joined((f"{' '.join(names):>{wide}}  ", "$primary")), plain(description))
                for (_, description), names in keys.items()
            ),
            (none, plain(self._manual)),
            (none, plain(self._data, "dim")),
        ]

    def action_leave(self) -> None:
        """Go back to where help was asked for."""
        self.app.pop_screen()
