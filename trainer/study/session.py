"""The study session: what is asked, answered and rated, with no user interface.

The fronts (the app, `--plain`) show what the session says and pass on what the learner
does, each time with the present moment. A rating is durable when `rate` returns.
"""

from collections.abc import Callable, Container, Mapping
from dataclasses import replace
from datetime import date, datetime

from trainer.asking.question import Question
from trainer.deck.form_base import Answer
from trainer.deck.item import Item
from trainer.grading.mark import Mark
from trainer.grading.marker import Marking, graded
from trainer.memory.duration import believable
from trainer.memory.queue import Ask, Counts, Queue, Wait
from trainer.memory.rating import Rating
from trainer.memory.scheduler import Scheduler
from trainer.memory.state import MemoryState
from trainer.memory.study_day import study_day
from trainer.store.event import (
    AcceptEvent,
    BuryEvent,
    ReviewEvent,
    SessionEnded,
    SuspendEvent,
    UndoEvent,
    moment_after,
)
from trainer.store.learner import Learner
from trainer.study.response import Response
from trainer.study.stage import Stage, WrongStageError
from trainer.study.steps import Step, Steps
from trainer.study.summary import Summary, summarise


class Session:
    """One sitting. Ask `stage` what to show; every method that acts takes the moment.

    Args:
        session_id: names the session in the journal.
        items: ref -> item, all that the queue may ask.
        plan: builds today's queue from the learner's memory as it is.
        learner: where every step is recorded.
        scheduler: what a rating does to a memory.
        scheduler_key: what names the scheduler in the journal.
        seed: what the order of options follows from.
        now: the present moment.
        think_first: hide the options of choices until the learner has thought.
        cram: leave the schedule alone.
        once: ask nothing again that was not known, as in a test.
        limit: end after this many answers.
        steps: what an interrupted run of this same session did, oldest first.
        mark: marks an answer as the item's deck says.
    """

    def __init__(  # noqa: PLR0913 - a session is tied together here and nowhere else
        self,
        session_id: str,
        items: Mapping[str, Item],
        plan: Callable[[datetime], Queue],
        learner: Learner,
        scheduler: Scheduler,
        *,
        scheduler_key: str,
        seed: int,
        now: datetime,
        think_first: bool = True,
        cram: bool = False,
        once: bool = False,
        limit: int | None = None,
        steps: tuple[Step, ...] = (),
        mark: Marking = graded,
    ) -> None:
        self.id = session_id
        self.cram = cram
        self._items = items
        self._learner = learner
        self._scheduler = scheduler
        self._scheduler_key = scheduler_key
        self._seed = seed
        self._think_first = think_first
        self._limit = limit
        self._steps = Steps(plan, now, steps, cram=cram, once=once)
        self._marking = mark
        self.day = self.today(now)
        """The study day that it last asked something on."""
        self._question: Question | None = None
        self.response = Response()
        """What was given to the question that is asked."""
        self.draft: Answer | None = None
        """What was given before the reveal was taken back: where to go on from, while ASKING."""
        self._accepted: str | None = None
        """The event that lets the answer count as right from now on, for what is asked."""
        self._asked_at = now
        self.stage = Stage.FINISHED
        self.turn = 0
        """Counts what was asked, so that a late answer is never taken for the next question's."""
        self.until: datetime | None = None
        """When the next item is ready, in the stage WAITING."""
        self._advance(now)

    @property
    def items(self) -> Mapping[str, Item]:
        """Ref -> item, all that it may ask."""
        return self._items

    @property
    def item(self) -> Item:
        """What is being asked.

        Raises:
            WrongStageError: in the stages WAITING and FINISHED.
        """
        return self.question.item

    @property
    def question(self) -> Question:
        """The item as every front asks it, its options in an order that each repetition changes.

        Raises:
            WrongStageError: in the stages WAITING and FINISHED.
        """
        if self._question is None:
            raise WrongStageError(self.stage)
        return self._question

    @property
    def memory(self) -> MemoryState | None:
        """What is remembered of the item being asked; None when it is new."""
        return self._learner.memory(self.item.deck_id, self.item.id)

    @property
    def shows_card(self) -> bool:
        """Whether there is a card to show, answered or not."""
        return self._question is not None

    @property
    def steps(self) -> tuple[Step, ...]:
        """What was done, oldest first; undone steps are not in it."""
        return tuple(self._steps.done)

    @property
    def left(self) -> Counts:
        """How many items the queue still holds for today, the one being asked included."""
        return self._steps.queue.counts

    @property
    def done(self) -> int:
        """How many answers were rated."""
        return self._steps.answers

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return self.stage is Stage.ANSWERED or bool(self._steps.done)

    @property
    def begins_deck(self) -> bool:
        """Whether nothing of the deck of what is asked was done before in this session."""
        items = (step.item for step in self._steps.done)
        return all(item is None or item.deck_id != self.item.deck_id for item in items)

    def today(self, now: datetime) -> date:
        """The study day of a moment."""
        return study_day(now, self._scheduler.rollover_hour)

    def show_options(self) -> None:
        """Show the options of a choice, once the learner has thought."""
        self._expect(Stage.THINKING)
        self.stage = Stage.ASKING

    def submit(self, answer: Answer) -> Mark:
        """Mark the learner's answer and show the key.

        What cannot be read as an answer changes nothing: the question stays open, and the mark's
        note says what would be read.
        """
        self._expect(Stage.ASKING)
        mark = self.question.mark(answer)
        if not mark.unread:
            self.response = Response(answer, mark)
            self.stage = Stage.ANSWERED
        return mark

    def take_as_right(self) -> None:
        """Take the answer that is shown as right: the learner knows better than the marking."""
        self._expect(Stage.ANSWERED)
        self.response = self.response.taken_as_right()

    @property
    def can_accept(self) -> bool:
        """Whether what was taken as right can count as right from now on."""
        is_written = self._question is not None and self._question.form.written
        return self.response.is_taken and is_written and bool(self.response.text)

    def accept(self, now: datetime) -> None:
        """Let the answer that was taken as right count as right from now on.

        Undoing the answer takes this back, too.
        """
        self._expect(Stage.ANSWERED)
        item, answer = self.item, self.response.text
        if answer is None or not self.can_accept:
            raise WrongStageError("no answer was taken as right")
        event = AcceptEvent(
            at=self._moment(now),
            day=self.today(now),
            session=self.id,
            deck=item.deck_id,
            item=item.id,
            answer=answer,
        )
        self._learner.record(event)
        self._accepted = event.id
        self.response = replace(self.response, is_taken=False)

    def reveal(self) -> None:
        """Show the key without an answer: a flashcard's way, or giving up on any other."""
        self._expect(Stage.ASKING, Stage.THINKING)
        self.response = Response(mark=self.question.not_answered)
        self.stage = Stage.ANSWERED

    def preview(self, now: datetime) -> dict[Rating, MemoryState]:
        """What each rating would lead to; what is shown is what is done. Empty in cram."""
        if self.cram:
            return {}
        return self._scheduler.preview(self.item.ref, self.memory, now)

    def rate(self, rating: Rating, now: datetime) -> None:
        """Record the rating, durably, and go on to the next item."""
        self._expect(Stage.ANSWERED)
        item, before = self.item, self.memory
        item_key = item.deck_id, item.id
        answer, mark = self.response.answer, self.response.mark
        duration_ms = believable(round((now - self._asked_at).total_seconds() * 1000))
        event = ReviewEvent.of(
            item_key,
            rating,
            self._learner.moment_of_review(item_key, now),
            before=before,
            scheduler=self._scheduler,
            scheduler_key=None if self.cram else self._scheduler_key,
            session=self.id,
            answer=None if answer is None else self.question.form.write(answer),
            score=mark.score if mark else None,
            duration_ms=duration_ms,
        )
        step = Step(
            item,
            self._steps.queue,
            event.id,
            rating=rating,
            answer=answer,
            mark=mark,
            seconds=duration_ms / 1000,
            was_new=before is None,
            accepted=self._accepted,
        )

        def go_on() -> None:
            self._go_on(step, self._steps.rated(item.ref, rating, event.after), now)
            self._foresee(now)

        self._learner.record(event, go_on)

    def skip(self, now: datetime) -> None:
        """Put the item at the end of the queue, unanswered."""
        queue = self._steps.queue
        step = Step(self.item, queue, None, accepted=self._accepted)
        self._go_on(step, queue.later(self.item.ref), now)

    def bury(self, now: datetime) -> None:
        """Put the item off until the next study day."""
        item_key, at = (self.item.deck_id, self.item.id), self._moment(now)
        self._set_aside(BuryEvent.of(item_key, at, self.today(now), session=self.id), now)

    def suspend(self, now: datetime) -> None:
        """Stop asking the item until the learner resumes it."""
        item_key, at = (self.item.deck_id, self.item.id), self._moment(now)
        event = SuspendEvent.of(item_key, at, self.today(now), suspended=True, session=self.id)
        self._set_aside(event, now)

    def undo(self, now: datetime) -> None:
        """Take back the last thing done: the answer that is shown, else the last step.

        A review taken back shows its answer again, ready for another rating; an answer taken
        back is the `draft` of the next.
        """
        if self.stage is Stage.ANSWERED:
            self._take_back(self._accepted, self._ask_with_draft, now)
        elif self._steps.done:
            self._take_back(self._steps.done[-1].event_id, self._go_back, now)

    def _take_back(
        self, event: str | None, then: Callable[[datetime], None], now: datetime
    ) -> None:
        if event is None:
            then(now)
            return
        undo = UndoEvent(at=now, day=self.today(now), session=self.id, event=event)
        self._learner.record(undo, lambda: then(now))

    def _ask_with_draft(self, now: datetime) -> None:
        """Ask the same item again, with the answer that was given to it to go on from."""
        draft = self.response.answer
        self._ask(self.item, now)
        if draft is not None:
            self.draft, self.stage = draft, Stage.ASKING

    def _go_back(self, now: datetime) -> None:
        """Show the last step's item again, and its answer where it was rated.

        Of a card that is gone there is nothing to show: the session goes on.
        """
        self._begin_new_day(now)
        step = self._steps.go_back(now)
        if step.item is None or step.item.ref not in self._items:
            self._advance(now)
            return
        self._ask(step.item, now)
        self._accepted = step.accepted
        if step.rating:
            self.response = Response(step.answer, step.mark)
            self.stage = Stage.ANSWERED
        self._foresee(now)

    def _foresee(self, now: datetime) -> None:
        """Work out what each rating of the next item would lead to, while the disk works."""
        if self._question is not None:
            self.preview(now)

    def refresh(self, now: datetime) -> None:
        """While WAITING, notice that time went by and an item may be ready."""
        if self.stage is Stage.WAITING:
            self._advance(now)

    def replan(self, refs: Container[str], now: datetime) -> None:
        """Go on with what is due now that items were rated elsewhere.

        Args:
            refs: those items. Where one of them is asked and not answered, it need not be.
            now: the present moment.
        """
        self._steps.plan_again(now)
        is_open = self.stage in {Stage.THINKING, Stage.ASKING}
        if self._question is None or (is_open and self.item.ref in refs):
            self._advance(now)

    def renew(
        self,
        items: Mapping[str, Item],
        plan: Callable[[datetime], Queue],
        successor: Callable[[Item], Item | None],
        now: datetime,
        mark: Marking = graded,
    ) -> None:
        """Go on with cards that were edited, the present one asked again as it is now.

        Args:
            items: ref -> item, as at the beginning.
            plan: builds today's queue from these items.
            successor: what an item became; None where it is gone.
            now: the present moment.
            mark: marks an answer as the decks say that were read.
        """
        current, accepted = self._question and self._question.item, self._accepted
        self._marking = mark
        self._items = items
        self._steps.renew(plan, successor, now)
        edited = successor(current) if current else None
        if edited and edited.ref in items:
            self._ask(items[edited.ref], now)
            self._accepted = accepted
        else:
            self._advance(now)

    def end(self, now: datetime) -> Summary:
        """End the session; an answer that is marked and not yet rated counts as suggested."""
        if self.stage is Stage.ANSWERED and self.response.suggested:
            self.rate(self.response.suggested, now)
        self._learner.record(SessionEnded(at=now, day=self.today(now), session=self.id))
        self._learner.checkpoint()
        self._question, self.stage = None, Stage.FINISHED
        return self.summary

    @property
    def summary(self) -> Summary:
        """What came of the session so far."""
        return summarise(self._steps.done)

    def _moment(self, now: datetime) -> datetime:
        """The moment of what is to hold from now on."""
        return moment_after(now, self._learner.state.latest)

    def _set_aside(self, event: BuryEvent | SuspendEvent, now: datetime) -> None:
        self._learner.record(event)
        queue = self._steps.queue
        step = Step(self.item, queue, event.id, accepted=self._accepted)
        if isinstance(event, SuspendEvent) and not self.cram:
            queue = self._steps.plan(now)  # what it kept away may be asked now
        else:
            queue = queue.without(self.item.ref)
        self._go_on(step, queue, now)

    def _go_on(self, step: Step, queue: Queue, now: datetime) -> None:
        self._steps.go_on(step, queue)
        self._advance(now)

    def _begin_new_day(self, now: datetime) -> None:
        """Where another study day has begun meanwhile, go on with what it holds."""
        if self.today(now) != self.day:
            self.day = self.today(now)
            self._steps.begin_day(now)

    def _advance(self, now: datetime) -> None:
        self._begin_new_day(now)
        self._question, self.until, self.response = None, None, Response()
        if self._limit is not None and self.done >= self._limit:
            self.stage = Stage.FINISHED
            return
        match self._steps.queue.next(now):
            case Ask(ref):
                self._ask(self._items[ref], now)
            case Wait(until):
                self.stage, self.until = Stage.WAITING, until
            case _:
                self.stage = Stage.FINISHED

    def _ask(self, item: Item, now: datetime) -> None:
        memory = self._learner.memory(item.deck_id, item.id)
        self.turn += 1
        seed = self._seed + (memory.reps if memory else 0)
        self._question = Question.of(item, seed, self._marking)
        self.response, self.draft, self._accepted = Response(), None, None
        self._asked_at = now
        hidden = self._think_first and self._question.form.chooses
        self.stage = Stage.THINKING if hidden else Stage.ASKING

    def _expect(self, *stages: Stage) -> None:
        if self.stage not in stages:
            raise WrongStageError(f"{self.stage}, not {' or '.join(stages)}")
