"""The workbench: an article beside the deck that is made of it, and what is weak below."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from trainer.deck.card_from_sentences import FEWEST_SENTENCES
from trainer.deck.coverage import Coverage, Standing
from trainer.deck.diagnostic import Diagnostic
from trainer.deck.source_text import SourceText
from trainer.study.workbench import Workbench
from trainer.tui.background_work import BackgroundWork
from trainer.tui.text import joined, plain, typed
from trainer.tui.trainer_screen import TrainerScreen
from trainer.tui.widgets.article import ArticleList
from trainer.tui.widgets.findings import FindingList, FindingOption
from trainer.tui.widgets.key_line import KeyLine
from trainer.tui.widgets.pane_tabs import PaneTabs
from trainer.tui.widgets.trouble_line import TroubleLine

if TYPE_CHECKING:
    from trainer.drafting.by_model import Outcome

PANES = ("article", "deck", "findings")
"""What the tabs of a narrow screen show, in their order."""
_KEYS_OF = {"card": "article", "aside": "article", "move": "deck"}
"""Keys that do something in one pane alone: where what they act on is seen to be chosen."""


class WorkbenchScreen(TrainerScreen):
    """Makes cards of the sentences of an article.

    Args:
        path: the deck's file.
        source: the article.
        triage: begin with the drafts, if there are any.

    Raises:
        TrainerError: the deck cannot be read as text.
    """

    CSS_PATH = "workbench.tcss"
    widgets_with_keys = (ArticleList,)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f", "card('flashcard')", "Card", id="workbench.flashcard"),
        Binding("s", "aside", "Aside", id="workbench.aside"),
        Binding("v", "triage", "Drafts", id="workbench.triage", show=False),
        Binding("f2", "next_pane", "Next pane", id="workbench.pane"),
        Binding("K,shift+up", "move(-1)", "Card up", id="workbench.up"),
        Binding("J,shift+down", "move(1)", "Card down", id="workbench.down"),
        Binding("c", "card('cloze')", "Gap on the chosen words", id="workbench.gap", show=False),
        Binding("t", "card('typed')", "Typed card", id="workbench.typed", show=False),
        Binding("n", "card('number')", "Number card", id="workbench.number", show=False),
        Binding("d", "card('date')", "Date card", id="workbench.date", show=False),
        Binding("o", "card('order')", "Order card of the marks", id="workbench.order", show=False),
        Binding(
            "w",
            "card('choice')",
            "Choice, options if it has any",
            id="workbench.choice",
            show=False,
        ),
        Binding("m", "model", "Drafts by a model", id="workbench.model", show=False),
        Binding("e", "edit", "Edit", id="workbench.edit"),
        Binding("q,escape", "leave", "Back", id="workbench.leave"),
    ]

    def __init__(self, path: Path, source: SourceText, *, triage: bool = False) -> None:
        super().__init__()
        self._begins_with_triage = triage
        self._bench = Workbench(path, source)
        self._diagnostics: tuple[Diagnostic, ...] = ()
        self._covered: Coverage | None = None
        self._article = ArticleList(id="article")
        self._deck = OptionList(id="deck")
        self._findings = FindingList(id="findings")
        self._reason = Input(
            placeholder="Why? transition, biography, repetition … (enter: not needed)", id="reason"
        )
        self._tabs = PaneTabs(PANES)
        self._state = Static(id="state")

    def compose(self) -> ComposeResult:
        """The article, the deck, the findings."""
        yield TroubleLine()
        yield self._tabs
        with Horizontal(id="panes"):
            yield self._article
            yield self._deck
        yield self._findings
        yield self._reason
        yield self._state
        yield KeyLine()

    def on_mount(self) -> None:
        """Show both sides, and look now and then whether the deck was changed outside."""
        self._reason.display = False
        self._tabs.show("article")
        self._show()
        self.set_interval(1, self._look_outside)
        if self._begins_with_triage and self._bench.drafts:
            self.action_triage()

    def on_screen_resume(self) -> None:
        """Show what was added or changed on another screen."""
        if self.is_mounted and self._bench.draft.changed_outside():
            self._reload()

    def _look_outside(self) -> None:
        if self.is_active and self._bench.draft.changed_outside():
            self._reload()

    def _reload(self) -> None:
        with self.trainer.saying_errors():
            self._bench.reload()
            self._show()

    def _show(self) -> None:
        covered = self._bench.coverage()
        self._article.show(covered.sentences)
        at = self._deck.highlighted
        self._deck.set_options(map(self._card_row, range(len(self._bench.cards))))
        if not self._bench.cards:
            how = self.with_keys("No cards yet: <workbench.flashcard> makes one of a sentence.")
            self._deck.add_option(Option(plain(how, "dim"), disabled=True))
        if self._bench.cards:
            self._deck.highlighted = min(at or 0, len(self._bench.cards) - 1)
        self._covered = covered
        self._show_state()
        if not self._deck.has_focus:
            self._follow_article()
        self.in_background(self._check)

    def on_resize(self) -> None:
        """Say it in fewer words on a narrow screen."""
        self.call_after_refresh(self._show_state)

    def on_descendant_focus(self) -> None:
        """Mark the pane that has the keys."""
        self._show_titles()

    def _show_titles(self) -> None:
        """Over each pane what it holds, and an arrow over the one that has the keys."""
        panes = self._article, self._deck, self._findings
        for pane, title in zip(panes, self._titles(), strict=True):
            pane.border_title = f"▶ {title}" if pane.has_focus else title
        self._tabs.draw(self._titles(), self.with_keys("<workbench.pane>"))

    def _titles(self) -> tuple[str, str, str]:
        cards = len(self._bench.cards)
        return (
            "article",
            f"deck: {cards} card{'s' * (cards != 1)}",
            f"findings: {len(self._diagnostics)}",
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """Whether a key does something now: some do in their own pane alone."""
        pane = _KEYS_OF.get(action)
        return pane is None or (self.focused is not None and self.focused.id == pane)

    def _show_state(self) -> None:
        if self._covered is None:
            return
        self._show_titles()
        counts = self._covered.counts()
        words = {one: "" if self.has_class("-narrow") else f" {one}" for one in Standing}
        counted = "  ".join(f"{one.sign} {counts[one]}{words[one]}" for one in Standing)
        drafts = len(self._bench.drafts)
        key = self.with_keys("<workbench.triage>")
        waiting = f"{drafts} draft{'s' * (drafts > 1)} ({key}) " if drafts else ""
        of = "" if self.has_class("-narrow") else "sentences: "
        self._state.update(joined((waiting, "$text-warning"), (f"{of}{counted}", "dim")))

    def _card_row(self, at: int) -> Option:
        card = self._bench.cards[at]
        draft = ("draft ", "$text-warning") if card.status == "draft" else ("", "")
        evidence = ", ".join(card.evidence)
        lines = [joined(draft, plain(card.prompt)), plain(f"  {card.solution}", "$text-success")]
        return Option(Content("\n").join([*lines, plain(f"  {card.kind} {evidence}", "dim")]))

    async def _check(self, work: BackgroundWork) -> None:
        """Lint off the event loop: a long deck must not hold up a key."""
        diagnostics = await work.in_thread(self._bench.findings, self._bench.reading)
        await work.in_turn(self._show_findings, diagnostics)

    def _show_findings(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        self._diagnostics = diagnostics
        self._findings.show(diagnostics)
        self._show_titles()
        self.set_class(bool(diagnostics), "-found")

    def on_option_list_option_highlighted(self, message: OptionList.OptionHighlighted) -> None:
        """Moving in one moves the other."""
        if message.option_list is self._article and not self._deck.has_focus:
            self._follow_article()
        elif message.option_list is self._deck and self._deck.has_focus:
            self._follow_deck()

    def _follow_article(self) -> None:
        here = self._article.looked_at
        if here and here.cards and self._deck.highlighted not in here.cards:
            self._deck.highlighted = here.cards[0]

    def _follow_deck(self) -> None:
        at = self._deck.highlighted
        if at is not None and (evidence := self._bench.cards[at].evidence):
            self._article.look_at(evidence[0])

    def on_option_list_option_selected(self, message: OptionList.OptionSelected) -> None:
        """Open the card, or the place of the finding, in the editor; a sentence's first card."""
        if isinstance(message.option, FindingOption):
            self._edit(message.option.finding.span.line)
        elif self._bench.cards:
            self.action_edit()

    def action_card(self, kind: str) -> None:
        """Open the form for a card of the marked sentences, filled in as far as they go."""
        pointers = self._article.chosen
        if not pointers:
            return
        fewest = FEWEST_SENTENCES.get(kind, 1)
        if len(pointers) < fewest:
            marks = self.with_keys("with <article.mark>, in their right order.")
            self.trainer.say(f"Mark {fewest} sentences or more {marks}")
            return
        bench = self._bench
        fields, remark = bench.seed(kind, pointers, self._article.chosen_words)
        if remark:
            self.trainer.say(remark)
        self.trainer.deck_screens.add_card(
            bench.path, self._added, kind=kind, fields=fields, source=bench.source
        )

    def _added(self, _: None) -> None:
        if self._bench.draft.changed_outside():
            self._article.unmark()
        self.on_screen_resume()

    def action_aside(self) -> None:
        """Ask why a sentence needs no card; one that was set aside is taken back."""
        here = self._article.looked_at
        if here is None:
            return
        if here.pointer in self._bench.aside:
            self._put_aside(here.pointer, None)
            return
        self._reason.value = ""
        self._reason.display = True
        self._reason.focus()

    def on_input_submitted(self) -> None:
        """Set the sentence aside for the reason given."""
        here = self._article.looked_at
        if here is not None:
            self._put_aside(here.pointer, typed(self._reason.value))
        self._end_asking()

    def _put_aside(self, pointer: str, reason: str | None) -> None:
        with self.trainer.saying_errors():
            self._bench.put_aside(pointer, reason)
        self._show()

    def _end_asking(self) -> None:
        self._reason.display = False
        self._article.focus()

    def action_move(self, step: int) -> None:
        """Let the card that is looked at change places with its neighbour, in the file as well."""
        at = self._deck.highlighted
        if at is None or not 0 <= at + step < len(self._bench.cards):
            return
        if self._bench.reading.deck is None:
            self.trainer.say("The deck has errors. Fix them first: see the findings.")
            return
        with self.trainer.saying_errors():
            self._bench.move(at, step)
            self._deck.highlighted = at + step
            self._show()

    def action_edit(self) -> None:
        """Open the deck in the editor, at the card that is looked at."""
        at = self._deck.highlighted
        self._edit(1 if at is None else self._bench.reading.card_spans[at].line)

    def _edit(self, line: int) -> None:
        self.trainer.deck_screens.edit(self._bench.path, line)

    def action_triage(self) -> None:
        """Go through the drafts."""
        if not self._bench.drafts:
            self.trainer.say("There are no drafts. trainer derive ARTICLE --draft proposes some.")
            return
        from trainer.tui.screens.triage import TriageScreen

        self.app.push_screen(TriageScreen(self._bench), lambda _: self._show())

    def action_model(self) -> None:
        """Let a language model propose cards, once the reader has said yes."""
        from trainer.drafting.by_model import ModelDrafts
        from trainer.drafting.language_model import Model, ModelClient
        from trainer.tui.screens.consent import ConsentScreen

        chosen = self.collection.settings
        with self.trainer.saying_errors():
            model = Model.chosen(os.environ, chosen.model, chosen.model_server)
            ModelClient.needed()
            drafts = ModelDrafts(model, self._bench.source)
            bench = self._bench
            self.app.push_screen(
                ConsentScreen(drafts, bench.draft.saved, bench.path), self._proposed
            )

    def _proposed(self, outcome: "Outcome | str | None") -> None:
        """Keep the drafts, and say what was refused."""
        if outcome is None:
            return
        if isinstance(outcome, str):
            self.trainer.say(outcome)
            return
        with self.trainer.saying_errors():
            if outcome.drafts:
                self._bench.change(outcome.text)
            self.trainer.say(outcome.summary)
        self._show()

    def action_next_pane(self) -> None:
        """Go to the next side; on a narrow screen, show it."""
        focused = self.focused.id if self.focused else None
        following = self._tabs.next_to(focused if focused in PANES else self._tabs.shown)
        if following == "findings" and not self._diagnostics:
            following = "article"
        self._tabs.show(following)

    def action_leave(self) -> None:
        """Leave; from the reason, go back to the article."""
        if self._reason.display:
            self._end_asking()
        else:
            self.dismiss()
