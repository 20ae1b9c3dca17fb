"""What a class remembers: every answer of a drill is a review of that student."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID, uuid5

from trainer.asking.question import Question
from trainer.classroom.drill_event import Answered, Confidence, Marked
from trainer.classroom.room_state import RoomState
from trainer.classroom.school_class import SchoolClass
from trainer.classroom.scoring import counted_questions
from trainer.classroom.team_mark import is_team_mark
from trainer.deck.item import Item
from trainer.deck.outline import outlines_of
from trainer.errors import TrainerError
from trainer.memory.agenda import agenda_of
from trainer.memory.queue import AgendaItem, DayCounts, Limits
from trainer.memory.rating import Rating
from trainer.memory.scheduler import Scheduler
from trainer.memory.state import MemoryState
from trainer.memory.study_day import study_day
from trainer.store.card_links import CardLinks, ItemLinks, agenda_item
from trainer.store.event import ReviewEvent, SchedulerEvent, UndoEvent
from trainer.store.learner import Learner

_REVIEWS = UUID("6d1f2a52-57c4-4a0e-9d0a-0c8b7b1f7a31")
"""The namespace of the ids of reviews that drills make."""

FORGOTTEN = 0.6
"""A card that the class is predicted to remember less of needs teaching again."""


class Prediction(NamedTuple):
    """What a class is predicted to remember of an item today."""

    recall: float | None
    """The mean chance of recall, 0 to 1, of the students who ever met it; None when none did."""
    met: int
    """How many students ever met it."""
    due: int = 0
    """For how many of them it is due today."""


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """What one student showed of an item."""

    rating: Rating
    at: datetime
    answer: object = None
    score: float | None = None
    duration_ms: int = 0


class ClassMemory:
    """The memories of a class's students.

    Args:
        school_class: whose.
    """

    def __init__(self, school_class: SchoolClass) -> None:
        self._class = school_class
        self._scheduler = Scheduler()

    def predict(self, items: Sequence[Item], now: datetime) -> dict[str, Prediction]:
        """Item's ref -> what the class is predicted to remember of it today."""
        today = study_day(now, self._scheduler.rollover_hour)
        recalls: defaultdict[str, list[float]] = defaultdict(list)
        due: Counter[str] = Counter()
        links = _links_of(items)
        for student in self._class.roster.students:
            folder = self._class.student_folder(student.id)
            if not folder.is_dir():
                continue
            with Learner.open(folder, read_only=True, now=now) as learner:
                entries = [
                    agenda_item(item.ref, learner.record_of(item.deck_id, item.id), links[item.ref])
                    for item in items
                ]
            for entry in entries:
                if entry.state:
                    recalls[entry.ref].append(self._recall(entry.state, today))
            due.update(self._due(entries, today))
        return {
            item.ref: _prediction(recalls[item.ref])._replace(due=due[item.ref]) for item in items
        }

    def _due(self, entries: Sequence[AgendaItem], today: date) -> list[str]:
        """What a student's agenda of today holds that is not new.

        What they put off or suspended at home is not in it, nor what a sibling keeps away. A
        drill has its own length: the limits of a day are not asked.
        """
        agenda = agenda_of(
            entries,
            day=today,
            limits=Limits(0, len(entries)),
            done=DayCounts(),
            recall=self._scheduler.recall,
        )
        return [*agenda.today]

    def _recall(self, memory: MemoryState, today: date) -> float:
        """The chance of recall; none on the day on which they did not know it.

        FSRS counts whole days, and would have it that what was seen today is remembered.
        """
        failed = memory.step == 0 and memory.reviewed == today
        return 0.0 if failed else self._scheduler.retrievability(memory, today)

    def remember(
        self,
        drill: str,
        number: int,
        question: Question,
        shown: Mapping[str, ShownAnswer],
        revision: int = 0,
    ) -> tuple[str, ...]:
        """Make the answers to one question of a drill reviews of the students.

        May be called again, after a crash: a review that is there is not made twice.

        Args:
            drill: the drill's id.
            number: which of its questions, from 0.
            question: the question itself.
            shown: student -> what they showed of it, as `shown_in` gives it.
            revision: how often its answers became reviews before; those are taken back, for
                something was voided since.

        Returns:
            A sentence for each student whose review could not be kept.
        """
        troubles = []
        if revision:
            troubles += self._take_back(drill, number, question, revision)
        for student, review in shown.items():
            try:
                name = _name(drill, number, student, revision)
                trouble = self._remember(name, student, question, review)
            except TrainerError as error:
                trouble = error.message
            if trouble:
                troubles.append(f"{student}: {trouble}")
        return tuple(troubles)

    def _take_back(self, drill: str, number: int, question: Question, revision: int) -> list[str]:
        """Take back the reviews that earlier revisions made of a question."""
        troubles, item = [], question.item
        for student in self._class.roster.students:
            folder = self._class.student_folder(student.id)
            if not folder.is_dir():
                continue
            names = (_name(drill, number, student.id, earlier) for earlier in range(revision))
            old = {uuid5(_REVIEWS, name).hex for name in names}
            try:
                with Learner.open(folder) as learner:
                    made = [e for e in learner.events(item.deck_id, item.id) if e.id in old]
                    undos = [UndoEvent(at=e.at, day=e.day, event=e.id) for e in made]
                    learner.record_all(undos)
                    trouble = learner.trouble
            except TrainerError as error:
                trouble = error.message
            if trouble:
                troubles.append(f"{student.name}: {trouble}")
        return troubles

    def _remember(
        self, name: str, student: str, question: Question, review: ShownAnswer
    ) -> str | None:
        item, event_id = question.item, uuid5(_REVIEWS, name).hex
        with Learner.open(self._class.student_folder(student)) as learner:
            if any(event.id == event_id for event in learner.events(item.deck_id, item.id)):
                return None
            before = learner.memory(item.deck_id, item.id)
            key = learner.record_scheduler(SchedulerEvent.of(self._scheduler, review.at))
            learner.record(
                ReviewEvent.of(
                    (item.deck_id, item.id),
                    review.rating,
                    review.at,
                    before=before,
                    scheduler=self._scheduler,
                    scheduler_key=key,
                    event_id=event_id,
                    answer=None if question.form.self_marked else review.answer,
                    score=None if question.form.self_marked else review.score,
                    duration_ms=review.duration_ms,
                )
            )
            return learner.trouble


def _links_of(items: Sequence[Item]) -> Mapping[str, ItemLinks]:
    """Item's ref -> its links among all of these."""
    links = CardLinks(((item.deck_id, item.card_key), item.ref) for item in items)
    cards = {(item.deck_id, item.card_key): item.card for item in items}
    return {
        outline.ref: links.of(outline)
        for (deck_id, _), card in cards.items()
        for outline in outlines_of(deck_id, card)
    }


def _name(drill: str, number: int, student: str, revision: int) -> str:
    """What the id of a review follows from."""
    return f"{drill} {number} {student}" + (f" {revision}" if revision else "")


def left_to_remember(state: RoomState) -> list[int]:
    """The questions whose reviews are not what was answered: not made yet, or voided since."""
    counts = counted_questions(state)
    return [
        number
        for number in range(len(state.opened.questions))
        if number not in state.remembered and (number in counts or number in state.revisions)
    ]


def rating_of(score: float, confidence: Confidence | None) -> Rating:
    """The rating that an answer is: right Good, partly right Hard, wrong Again.

    A right guess is weaker evidence than recall, and counts as Hard.
    """
    if score <= 0:
        return Rating.AGAIN
    if score < 1 or confidence is Confidence.GUESS:
        return Rating.HARD
    return Rating.GOOD


def weakest_first(
    items: Iterable[Item], predictions: Mapping[str, Prediction], many: int
) -> tuple[Item, ...]:
    """What to ask a class: what is due for some, then what is new, then the rest.

    One item of a card, and no card beside one it is easily confused with while there is
    another to put between.

    Args:
        items: what there is, in the decks' order, which is kept among new ones.
        predictions: what is remembered of each.
        many: how many to ask at most.
    """
    # what a class thinks is asked last, where its teacher puts it nowhere else
    order = sorted(items, key=lambda i: (not i.card.has_key, *_urgency(predictions[i.ref])))
    chosen: dict[tuple[str, str], Item] = {}
    for item in order:
        chosen.setdefault((item.deck_id, item.card_key), item)
    return _apart(list(chosen.values())[:many])


def _apart(items: list[Item]) -> tuple[Item, ...]:
    placed: list[Item] = []
    while items:
        last = placed[-1].card.confusable_with if placed else ()
        following = next((item for item in items if item.card_key not in last), items[0])
        items.remove(following)
        placed.append(following)
    return tuple(placed)


def _urgency(prediction: Prediction) -> tuple[int, float]:
    if prediction.recall is None:
        return (1, 0)
    return (0 if prediction.due else 2, prediction.recall)


def _prediction(recalls: Sequence[float]) -> Prediction:
    return Prediction(sum(recalls) / len(recalls) if recalls else None, len(recalls))


def shown_in(state: RoomState, number: int) -> dict[str, ShownAnswer]:
    """Student -> what they showed of a question: their own answer before the teacher's mark."""
    if number not in counted_questions(state):
        return {}
    shown = {
        who: ShownAnswer(rating_of(score, None), _marked_at(state, number, who), score=score)
        for who, score in state.marks.get(number, {}).items()
        if not is_team_mark(who)
    }
    for player, answered in state.last_answers(number).items():
        student = state.players[player].joined.student
        if student:
            shown[student] = _own(answered)
    return shown


def _own(answered: Answered) -> ShownAnswer:
    return ShownAnswer(
        rating_of(answered.score, answered.confidence),
        answered.at,
        answered.answer,
        answered.score,
        answered.after_ms,
    )


def _marked_at(state: RoomState, number: int, who: str) -> datetime:
    return next(
        step.at
        for step in reversed(state.steps)
        if isinstance(step, Marked) and step.question == number and step.who == who
    )
