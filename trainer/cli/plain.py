"""The line-by-line front of a study session, for screen readers and pipes.

It shows and asks nothing that the app does not, through the same session.
"""

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from enum import Enum, auto
from typing import NamedTuple

import click

from trainer.cli.card_lines import explanation_lines, key_lines, option_lines, question_lines
from trainer.deck.form_base import NoAnswerError
from trainer.errors import TrainerError
from trainer.memory.rating import Rating
from trainer.study.interval import until_due
from trainer.study.item_actions import ItemActions
from trainer.study.session import Session
from trainer.study.session_sound import SessionSound
from trainer.study.shown_card import ShownCard
from trainer.study.stage import Stage
from trainer.study.summary import Summary

COMMANDS = """\
At any prompt:  :u undo   :k skip   :b bury until tomorrow   :s suspend   :h hint   :p sound
:? what the deck is about   :q quit
:f 2 flags the card, :f 0 takes the flag away   :n WORDS is a note of yours on it, :n none
At a rating:  :r counts your answer as right; once more, from now on
If your answer looks like one of these, begin it with one more colon, as ::q. Where a line holds
several answers, write \\; for a semicolon inside one.
An empty line shows the answer; at a rating it chooses the one in brackets."""

_ANSWER_LIKE_COMMAND = re.compile(r"\s*:(?=:+(?:[ukbshpq?]\s*$|[fn](?:\s|$)))")
"""The colon before an answer that a command would be without it."""

_HEARD = "(There is a sound: :p plays it.)"


class QuitPlain(Exception):  # noqa: N818 - no error: the learner is done
    """The learner asked to stop, or the input ended."""


class Effect(Enum):
    """What a line did, which may be a command."""

    NONE = auto()
    """It is no command."""
    SAME_PROMPT = auto()
    """It did what it asks; the prompt comes again."""
    NEXT_CARD = auto()
    """The session shows another card, or another stage of this one."""


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
        recorded: called with the deck of each card that was answered or set aside, once that is
            recorded.
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
        recorded: Callable[[str], None],
    ) -> None:
        self._session = session
        self._clock = clock
        self._ask = ask
        self._say = say
        self._card = card
        self._own = own
        self._sound = sound
        self._recorded = recorded

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
        self._say_all(question_lines(self._session, self._card))
        self._play()
        while self._session.stage is Stage.THINKING:
            effect = self._command(self._line("Enter shows the options: "))
            if effect is Effect.NEXT_CARD:
                return
            if effect is Effect.NONE:
                self._session.show_options()
        if self._session.stage is Stage.ASKING:
            self._say_all(option_lines(self._session.question))
            if not self._ask_answer():
                return
        self._say_all(key_lines(self._session))
        self._play()
        self._say_all(explanation_lines(self._session, self._card))
        self._ask_rating()

    def _ask_answer(self) -> bool:
        """Have the answer marked; False when a command changed the card instead."""
        form = self._session.question.form
        prompt = "Enter shows the answer: " if form.self_marked else f"{form.how}: "
        while True:
            line = self._line(prompt)
            is_answer = _ANSWER_LIKE_COMMAND.match(line)
            effect = Effect.NONE if is_answer else self._command(line)
            if effect is Effect.NEXT_CARD:
                return False
            if effect is Effect.SAME_PROMPT:
                continue
            if form.self_marked or not line.strip():
                self._session.reveal()
                return True
            try:
                written = line[is_answer.end() :] if is_answer else line
                mark = self._session.submit(form.read_line(written))
            except NoAnswerError as error:
                self._say(str(error))
                continue
            if not mark.unread:
                return True
            self._say(f"Not read. {mark.note}")

    def _ask_rating(self) -> None:
        while True:
            response = self._session.response
            suggested = response.suggested or Rating.GOOD
            line = self._line(f"{self._ratings()} [{suggested.value}]: ").strip()
            if line in {":r", "r"} and (response.can_be_taken or self._session.can_accept):
                self._take_as_right()
                continue
            effect = self._command(line if line.startswith(":") or not line else f":{line}")
            if effect is Effect.NEXT_CARD:
                return
            if effect is Effect.SAME_PROMPT:
                continue
            if line in {"", "1", "2", "3", "4"}:
                deck = self._session.item.deck_id
                self._session.rate(Rating(int(line)) if line else suggested, self._clock())
                self._recorded(deck)
                return
            self._say("Type 1, 2, 3 or 4.")

    def _take_as_right(self) -> None:
        """Take the answer as right, whatever its mark; the second time from now on."""
        if self._session.response.can_be_taken:
            self._session.take_as_right()
            more = " Once more (:r): right from now on." if self._session.can_accept else ""
            self._say(f"Counted as right.{more}")
            return
        with self._saying_errors():
            self._say(self._own.accept())

    def _ratings(self) -> str:
        now = self._clock()
        preview = self._session.preview(now)
        today = self._session.today(now)
        return "   ".join(
            f"{rating.value} {rating.name.capitalize()}"
            + (f" {until_due(preview[rating], now, today)}" if preview else "")
            for rating in Rating
        )

    def _command(self, line: str) -> Effect:
        """Do what a line asks that begins with a colon."""
        now = self._clock()
        command, _, value = line.strip().partition(" ")
        if command in {":f", ":n"}:
            with self._saying_errors():
                self._mark_own(command, value.strip(), now)
            return Effect.SAME_PROMPT
        match line.strip():
            case ":q":
                raise QuitPlain
            case ":u" if self._session.can_undo:
                self._session.undo(now)
            case ":k":
                self._session.skip(now)
            case ":b":
                deck = self._session.item.deck_id
                self._session.bury(now)
                self._recorded(deck)
                self._say("Put off until tomorrow; :u takes that back.")
            case ":s":
                deck = self._session.item.deck_id
                self._session.suspend(now)
                self._recorded(deck)
                self._say("Suspended, and not asked again; :u takes that back.")
            case ":u" | ":h" | ":p" | ":?" as asked:
                self._say(self._reply_to(asked))
                return Effect.SAME_PROMPT
            case _:
                return Effect.NONE
        return Effect.NEXT_CARD

    def _reply_to(self, command: str) -> str:
        """What a command shows that changes nothing."""
        match command:
            case ":h":
                return self._session.question.hint or "This card has no hint."
            case ":p":
                return self._sound.play(self._card.folder)
            case ":?":
                return self._card.synopsis or "There is nothing to say about this deck yet."
            case _:
                return "Nothing to undo."

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

    def _play(self) -> None:
        """Let the card be heard, and say that it can be."""
        if self._sound.is_new:
            self._say(self._sound.show(self._card.folder) or _HEARD)

    def _say_all(self, lines: Iterable[str]) -> None:
        for line in lines:
            self._say(line)

    def _line(self, prompt: str) -> str:
        line = self._ask(prompt)
        if line is None:
            raise QuitPlain
        return line


def ask_on_terminal(prompt: str) -> str | None:
    """Read one line from standard input; None at its end."""
    click.echo(prompt, nl=False)
    line = sys.stdin.readline()
    return line.rstrip("\n") if line else None
