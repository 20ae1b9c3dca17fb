"""What a phone shows of a session, and what it may do to it."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from trainer.asking.reveal import reveal
from trainer.classroom.media import Gallery
from trainer.classroom.sent_answer import read_sent
from trainer.deck.form_base import NoAnswerError
from trainer.memory.rating import Rating
from trainer.memory.state import MemoryState
from trainer.phone.protocol import GiveAnswer, PhoneStep, PressKey, Rate
from trainer.study.interval import until_due
from trainer.study.session import Session
from trainer.study.stage import Stage


def choice(
    rating: Rating, leads_to: MemoryState | None, now: datetime, today: date
) -> dict[str, Any]:
    """A rating as a phone offers it, with the wait until the item comes back.

    Args:
        rating: the rating.
        leads_to: the memory that follows; None in cram, where nothing does.
        now: the present moment.
        today: its study day.
    """
    wait = until_due(leads_to, now, today) if leads_to else ""
    return {"rating": rating.value, "name": rating.name.capitalize(), "next": wait}


class SessionView:
    """Shows a session as JSON, and takes a phone's steps.

    The app may work on the same session: a step counts only where the session is still at the
    turn and the stage in which the phone saw it.

    Args:
        session: what is studied.
        clock: gives the present moment.
        trouble: why answers are not kept just now; None while they are.
        gallery: serves the pictures and sounds of the cards.
    """

    def __init__(
        self,
        session: Session,
        clock: Callable[[], datetime],
        trouble: Callable[[], str | None] = lambda: None,
        gallery: Gallery | None = None,
    ) -> None:
        self._session = session
        self._clock = clock
        self._trouble = trouble
        self._gallery = gallery or Gallery({})

    @property
    def turn(self) -> str:
        """What is shown now; no other session has a turn of this name."""
        return f"{self._session.id}:{self._session.turn}"

    def state(self) -> dict[str, Any]:
        """All that a phone shows just now; nothing of the key before the answer."""
        session = self._session
        left = session.left
        fields: dict[str, Any] = {
            "t": "state",
            "stage": session.stage.value,
            "turn": self.turn,
            "done": session.done,
            "left": {"new": left.new, "learning": left.learning, "review": left.review},
            "undo": session.can_undo,
            "trouble": self._trouble(),
        }
        if session.stage is Stage.WAITING and session.until:
            fields["until"] = f"{session.until.astimezone():%H:%M}"
        if session.stage in {Stage.WAITING, Stage.FINISHED}:
            return fields
        question = session.question
        shown = dict(question.shown())
        if session.stage is Stage.THINKING:
            shown["answer"] = None
        fields |= {"question": shown, "as": question.asked_as}
        revealed, options = session.stage is Stage.ANSWERED, shown["answer"] is not None
        fields["media"] = self._gallery.media_of(question, revealed=revealed, options=options)
        if session.stage is Stage.ASKING and session.draft is not None:
            fields["draft"] = question.form.write(session.draft)
        if session.stage is Stage.ANSWERED:
            fields |= self._answered()
        return fields | question.marked_in(fields)

    def _answered(self) -> dict[str, Any]:
        session, now = self._session, self._clock()
        shown = asdict(reveal(session.question, session.response.mark))
        preview, today = session.preview(now), session.today(now)
        suggested = session.response.suggested
        answer = session.response.answer
        return {
            "given": None if answer is None else session.question.form.write(answer),
            "reveal": shown,
            "right": session.question.right_labels,
            "may_be_right": session.response.can_be_taken,
            "suggested": (suggested or Rating.GOOD).value,
            "ratings": [choice(rating, preview.get(rating), now, today) for rating in Rating],
        }

    def take(self, step: PhoneStep) -> str:
        """Do what a phone asks; why it was not done, in words, or nothing.

        What was asked of another turn, or does not fit the stage, is dropped: it was sent twice,
        or something else happened first. The phone sees that in the state that follows.
        """
        session, now = self._session, self._clock()
        if step.turn != self.turn:
            return ""
        match step, session.stage:
            case GiveAnswer(answer=sent), Stage.ASKING if not session.question.form.self_marked:
                try:
                    mark = session.submit(read_sent(session.question, sent))
                except NoAnswerError as error:
                    return str(error)
                return mark.note if mark.unread else ""
            case Rate(rating=rating), Stage.ANSWERED:
                session.rate(Rating(rating), now)
            case PressKey(act="show"), Stage.THINKING:
                session.show_options()
            case PressKey(act="reveal"), Stage.ASKING | Stage.THINKING:
                session.reveal()
            case PressKey(act="right"), Stage.ANSWERED if session.response.can_be_taken:
                session.take_as_right()
            case PressKey(act="undo"), _ if session.can_undo:
                session.undo(now)
            case PressKey(act="skip"), Stage.THINKING | Stage.ASKING | Stage.ANSWERED:
                session.skip(now)
            case PressKey(act="bury"), Stage.THINKING | Stage.ASKING | Stage.ANSWERED:
                session.bury(now)
            case PressKey(act="suspend"), Stage.THINKING | Stage.ASKING | Stage.ANSWERED:
                session.suspend(now)
            case _:
                pass
        return ""
