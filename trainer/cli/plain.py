"""The line-by-line front of a study session, for screen readers and pipes.

It shows and asks nothing that the app does not, through the same session.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import NamedTuple

import click

from trainer.asking.links import links_of
from trainer.asking.media import media_asked, media_revealed, option_pictures
from trainer.asking.reveal import Reveal, reveal
from trainer.deck.form_base import NoAnswerError
from trainer.deck.media import ShownPicture
from trainer.deck.option_forms import LETTERS
from trainer.errors import TrainerError
from trainer.grading.mark import Verdict
from trainer.memory.rating import Rating
from trainer.study.interval import until_due
from trainer.study.item_actions import ItemActions
from trainer.study.session import Session
from trainer.study.session_sound import SessionSound
from trainer.study.shown_card import ShownCard
from trainer.study.stage import Stage
from trainer.study.summary import Summary

SIGNS = {Verdict.RIGHT: "✓ Right.", Verdict.PARTLY: "◐ Partly right.", Verdict.WRONG: "✗ Wrong."}

COMMANDS = """\
At any prompt:  :u undo   :k skip   :b bury until tomorrow   :s suspend   :h hint   :p sound
:? what the deck is about   :q quit
:f 2 flags the card, :f 0 takes the flag away   :n WORDS is a note of yours on it, :n none
At a rating:  :r takes your answer as right, once more: from now on
An empty line shows the answer; at a rating it takes the one in brackets."""

_HEARD = "(There is a sound: :p plays it.)"


class QuitPlain(Exception):  # noqa: N818 - no error: the learner is done
    """The learner asked to stop, or the input ended."""


class OwnMarks(NamedTuple):
    """What the learner can write on cards."""

    actions: ItemActions
    accept: Callable[[], str]
    """Lets the answer that was taken as right count from now on; says where that is kept."""


class PlainFront:
    """Runs a session over lines of text.

    Args:
        session: what to study.
        clock: gives the present moment.
        ask: shows a prompt and returns the line typed, or None at the end of the input.
        say: prints a line.
        card: what goes with the card that is shown.
        own: lets the learner flag cards, write on them, and say what is right from now on.
        sound: plays the sounds of the session's cards.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - all that a session needs to be asked
        self,
        session: Session,
        clock: Callable[[], datetime],
        ask: Callable[[str], str | None],
        say: Callable[[str], None],
        card: ShownCard,
        own: OwnMarks,
        sound: SessionSound,
    ) -> None:
        self._session = session
        self._clock = clock
        self._ask = ask
        self._say = say
        self._card = card
        self._own = own
        self._sound = sound

    def run(self) -> Summary:
        """Ask until nothing is left, the learner stops or the input ends."""
        self._say(COMMANDS)
        try:
            while self._session.shows_card:
                self._one_card()
        except QuitPlain:
            pass
        self._sound.stop()
        if self._session.stage is Stage.WAITING and self._session.until:
            self._say(f"Nothing more until {self._session.until.astimezone():%H:%M}.")
        return self._session.end(self._clock())

    def _one_card(self) -> None:
        self._show_question()
        while self._session.stage is Stage.THINKING:
            went_on = self._command(self._line("Enter shows the options: "))
            if went_on:
                return
            if went_on is None:
                self._session.show_options()
        if self._session.stage is Stage.ASKING:
            self._show_options()
            if not self._take_answer():
                return
        self._show_answer()
        self._take_rating()

    def _show_question(self) -> None:
        question, left = self._session.question, self._session.left
        counts = f"[{left.new} new, {left.learning} learning, {left.review} to review]"
        if self._session.cram:
            counts = f"[practice, {left.total} left]"
        self._say(f"\n{counts} {question.asked_as}")
        if opening := self._card.opening:
            self._say(f"{opening}\n")
        if question.setting:
            self._say(question.setting)
        self._say(question.prompt)
        for picture in media_asked(question.item).pictures:
            self._say(f"Picture: {_seen(picture)}")
        if question.hint:
            self._say("(There is a hint: :h shows it.)")
        self._play()

    def _show_options(self) -> None:
        question = self._session.question
        pictures = option_pictures(question)
        for number, left in enumerate(question.lefts, 1):
            self._say(f"  {number}. {question.item.text_of(left)}")
        for letter, option in zip(LETTERS, question.options, strict=False):
            picture = pictures.get(option)
            seen = f" (picture: {_seen(picture)})" if picture else ""
            self._say(f"  {letter}) {question.item.text_of(option)}{seen}")
        for address in links_of(question, answered=False):
            self._say(f"Link: {address}")

    def _take_answer(self) -> bool:
        """Take an answer; False when a command changed the card instead."""
        form = self._session.question.form
        prompt = "Enter shows the answer: " if form.self_marked else f"{form.how}: "
        while True:
            line = self._line(prompt)
            went_on = self._command(line)
            if went_on:
                return False
            if went_on is False:
                continue
            if form.self_marked or not line.strip():
                self._session.reveal()
                return True
            try:
                mark = self._session.submit(form.read_line(line))
            except NoAnswerError as error:
                self._say(str(error))
                continue
            if not mark.unread:
                return True
            self._say(f"Not read. {mark.note}")

    def _show_answer(self) -> None:
        shown = reveal(self._session.question, self._session.response.mark)
        if shown.not_answered:
            self._say("✗ Not answered.")
        elif shown.verdict:
            self._say(" ".join(part for part in (SIGNS[shown.verdict], shown.note) if part))
        self._say_parts(shown)
        self._say("\n".join(f"= {line}" for line in shown.key.splitlines()))
        if shown.filled:
            self._say("= " + "".join(piece for piece, _ in shown.filled))
        for picture in media_revealed(self._session.item).pictures:
            self._say(f"Picture: {_seen(picture)}")
        self._play()
        if shown.why:
            self._say(f"Why: {shown.why}")
        before = links_of(self._session.question, answered=False)
        for address in links_of(self._session.question, answered=True):
            if address not in before:
                self._say(f"Link: {address}")
        if passages := self._card.passages:
            for pointer, sentence in passages:
                self._say(f"Source {pointer}: {sentence}")
        elif shown.evidence:
            self._say(f"Source: {', '.join(shown.evidence)}")
        if self._card.own_marks:
            self._say(self._card.own_marks)

    def _play(self) -> None:
        """Let the card be heard, and say that it can be."""
        if self._sound.is_new:
            self._say(self._sound.show(self._card.folder) or _HEARD)

    def _say_parts(self, shown: Reveal) -> None:
        """Say what was wrong, one by one."""
        for option in shown.options:
            reason = f": {option.reason}" if option.reason else ""
            if option.missed:
                self._say(f"  ✗ {option.text}: missed")
            elif option.chosen and not option.right:
                self._say(f"  ✗ {option.text}{reason}")
            elif option.right and option.reason:
                self._say(f"  ✓ {option.text}{reason}")
        if len(shown.parts) == 1 and shown.parts[0].given not in {"", shown.key}:
            self._say(f"  you said {shown.parts[0].given}")
        for part in shown.parts if len(shown.parts) > 1 else ():
            if not part.right:
                expected = f" → {part.expected}" if part.expected else ""
                self._say(f"  ✗ {part.label}: {part.given or 'nothing'}{expected}")

    def _take_rating(self) -> None:
        suggested = self._session.response.suggested or Rating.GOOD
        prompt = f"{self._ratings()} [{suggested.value}]: "
        while True:
            line = self._line(prompt).strip()
            if line in {":r", "r"} and self._session.response.can_be_taken:
                self._session.take_as_right()
                more = " Once more (:r): right from now on." if self._session.can_accept else ""
                self._say(f"Taken as right.{more}")
                suggested = self._session.response.suggested or Rating.GOOD
                prompt = f"{self._ratings()} [{suggested.value}]: "
                continue
            if line in {":r", "r"} and self._session.can_accept:
                with self._saying_errors():
                    self._say(self._own.accept())
                continue
            went_on = self._command(line if line.startswith(":") or not line else f":{line}")
            if went_on:
                return
            if went_on is False:
                continue
            if line in {"", "1", "2", "3", "4"}:
                self._session.rate(Rating(int(line)) if line else suggested, self._clock())
                return
            self._say("Type 1, 2, 3 or 4.")

    def _ratings(self) -> str:
        now = self._clock()
        preview = self._session.preview(now)
        today = self._session.today(now)
        return "   ".join(
            f"{rating.value} {rating.name.capitalize()}"
            + (f" {until_due(preview[rating], now, today)}" if preview else "")
            for rating in Rating
        )

    def _command(self, line: str) -> bool | None:
        """Do what a `:` line asks; whether it left the card or the stage, None if it is none."""
        now = self._clock()
        command, _, value = line.strip().partition(" ")
        if command in {":f", ":n"}:
            with self._saying_errors():
                self._mark_own(command, value.strip(), now)
            return False
        match line.strip():
            case ":q":
                raise QuitPlain
            case ":u" if not self._session.can_undo:
                self._say("Nothing to undo.")
                return False
            case ":u":
                self._session.undo(now)
            case ":k":
                self._session.skip(now)
            case ":b":
                self._session.bury(now)
            case ":s":
                self._session.suspend(now)
            case ":h":
                self._say(self._session.question.hint or "This card has no hint.")
                return False
            case ":p":
                self._say(self._sound.play(self._card.folder))
                return False
            case ":?":
                self._say(self._card.synopsis or "Nothing is said of this deck before this answer.")
                return False
            case _:
                return None
        return True

    @contextmanager
    def _saying_errors(self) -> Iterator[None]:
        """Say what goes wrong in the block, and go on with the session."""
        try:
            yield
        except TrainerError as error:
            self._say(error.in_full)

    def _mark_own(self, command: str, value: str, now: datetime) -> None:
        """Flag the card, or write a note on it."""
        items, flags = [self._session.item], {"0", "1", "2", "3", "4"}
        if command == ":f" and value not in flags:
            self._say("Type :f and a flag from 1 to 4, or 0 for none.")
        elif command == ":f":
            self._own.actions.flag(items, int(value), now)
            self._say(f"Flag {value}." if value != "0" else "No flag.")
        else:
            self._own.actions.note(items, value, now)
            self._say("The note is kept." if value else "There is no note now.")

    def _line(self, prompt: str) -> str:
        line = self._ask(prompt)
        if line is None:
            raise QuitPlain
        return line


def _seen(shown: ShownPicture) -> str:
    """A picture in words, with its caption and whose it is."""
    picture = shown.picture
    caption = picture.caption if picture.alt else None  # or it stands in for the words
    return " · ".join(filter(None, (shown.alt, caption, picture.credit)))


def ask_on_terminal(prompt: str) -> str | None:
    """Read one line from standard input; None at its end."""
    click.echo(prompt, nl=False)
    line = sys.stdin.readline()
    return line.rstrip("\n") if line else None
