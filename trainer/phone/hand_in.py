"""What was answered on a phone that was away comes home: as a file, or by the laptop's own page.

Each answer becomes a review at the moment at which it was given, marked and scheduled as if it had
been given here. Its id follows from what it is: the same answer counts once, whichever way it
comes and however often.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid5

from trainer.asking.question import Question
from trainer.classroom.sent_answer import read_sent
from trainer.counted import counted
from trainer.deck.form_base import NoAnswerError
from trainer.deck.identity import deck_and_item
from trainer.errors import TrainerError
from trainer.memory.duration import believable
from trainer.memory.state import MemoryState
from trainer.phone.phone_answers import PhoneAnswer, PhoneAnswers
from trainer.store.event import ItemKey, OfOneMachine, ReviewEvent, SchedulerEvent
from trainer.store.learner import Learner
from trainer.store.sync import clocks_of, known_in
from trainer.study.card_edit import CardText
from trainer.study.collection import Collection

_REVIEWS = UUID("0b5f6f0e-6a0e-4c1c-9a3a-1f7d7c2b9d54")
"""The namespace of the ids of reviews that come from a phone."""
_AHEAD = timedelta(days=1)
"""A clock that was set back by no more than this is believed."""


@dataclass(frozen=True, slots=True)
class ImportedAnswers:
    """What came of what was handed in."""

    new: int
    """Answers that were not there yet."""
    handed_in: int

    def in_words(self) -> str:
        """One sentence."""
        known = self.handed_in - self.new
        had = f", {known} were here already" if known else ""
        return f"{counted(self.new, 'answer')} imported{had}."


def past_of(learner: Learner) -> tuple[str, ...]:
    """What shows that a journal is this learner's, on each of their devices."""
    events = (entry.event for entry in learner.journal.entries())
    first = next((e.id for e in events if e and not isinstance(e, OfOneMachine)), None)
    last = learner.state.last
    return tuple(dict.fromkeys(one for one in (first, last and last[1]) if one))


def import_answers(
    collection: Collection, handed_in: PhoneAnswers, now: datetime
) -> ImportedAnswers:
    """Import what was answered away, all or nothing; each answer counts once.

    Args:
        collection: the decks and the memory that it was handed out of.
        handed_in: what came home.
        now: the present moment.

    Raises:
        TrainerError: it is another learner's, or nothing can be recorded here.
    """
    collection.refuse_when_held()
    learner = collection.learner
    if handed_in.learner != learner.folder.name:
        raise TrainerError(
            f"These cards were handed out to learner {handed_in.learner}.",
            f"Import them there: --learner {handed_in.learner}",
        )
    if handed_in.made > now + _AHEAD:
        raise TrainerError(
            f"These cards were handed out on {handed_in.made:%Y-%m-%d}, which is yet to come.",
            "Set the clock of this computer right, then import the answers once more.",
        )
    ids = {_id(handed_in, answer): answer for answer in handed_in.answers}
    known = known_in(learner.journal, {*ids, *handed_in.past})
    known |= {event.id for event in learner.unsaved}
    if handed_in.past and known.isdisjoint(handed_in.past):
        raise TrainerError(
            "These cards were handed out by another trainer, whose past is not here.",
            "Import the answers on that computer, or sync with it first: trainer sync",
        )
    new = {id_: answer for id_, answer in ids.items() if id_ not in known}
    reviews = [*_reviews(collection, handed_in, new, now)]
    learner.import_events([*reviews, *clocks_of(learner, {"phone": reviews}, now)])
    return ImportedAnswers(len(reviews), len(handed_in.answers))


def _id(handed_in: PhoneAnswers, sent: PhoneAnswer) -> str:
    return uuid5(_REVIEWS, f"{handed_in.hand_out} {sent.ref} {sent.at}").hex


def _reviews(
    collection: Collection, handed_in: PhoneAnswers, new: dict[str, PhoneAnswer], now: datetime
) -> Iterator[ReviewEvent]:
    """The answers as if they had been given here, at their moments."""
    learner = collection.learner
    described = learner.state.schedulers.get(handed_in.scheduler)
    rollover_hour = collection.settings.rollover_hour
    scheduler = described.scheduler(rollover_hour) if described else None
    key = handed_in.scheduler
    if scheduler is None:
        scheduler = collection.scheduler
        key = learner.record_scheduler(SchedulerEvent.of(scheduler, now))
    became = _became(collection, handed_in, new.values())
    memories: dict[ItemKey, MemoryState | None] = {}
    earliest = min(handed_in.made, now).astimezone()
    latest = max((sent.at for sent in handed_in.answers), default=0)
    # what is here was not answered later than now: the phone's clock is fast by so much at least
    fast = max(datetime.fromtimestamp(latest / 1000, UTC) - now, timedelta())
    for id_, sent in sorted(new.items(), key=lambda one: one[1].at):
        given_at = datetime.fromtimestamp(sent.at / 1000, UTC) - fast
        at = max(given_at.astimezone(), earliest)
        earliest = at + timedelta(microseconds=1)  # what a slow clock crowds keeps its order
        # edited since it went along, it has another name here; it is no new card
        name, since = sent.item_key, sent.since
        if name in became:
            name = became[name]
            since = learner.latest_move(name)
        before = memories.setdefault(name, learner.memory(*learner.current_name(name)))
        answer, score = _marked(collection, handed_in, sent, before)
        review = ReviewEvent.of(
            name,
            sent.rating,
            at,
            before=before,
            scheduler=scheduler,
            scheduler_key=key,
            event_id=id_,
            answer=answer,
            score=score,
            duration_ms=believable(sent.spent),
        )
        memories[name] = review.after
        yield review.model_copy(update={"since_move": since})


def _became(
    collection: Collection, handed_in: PhoneAnswers, answers: Iterable[PhoneAnswer]
) -> Mapping[ItemKey, ItemKey]:
    """What cards are called now that were new when they went along, and were edited since."""
    learner = collection.learner
    refs = handed_in.texts.keys() & {answer.ref for answer in answers}
    texts = [CardText(*deck_and_item(ref), *handed_in.texts[ref]) for ref in sorted(refs)]
    unknown = [
        one
        for one in texts
        if learner.current_name(one.item_key) == one.item_key and not learner.memory(*one.item_key)
    ]
    return collection.edits.became(unknown, handed_in.made)


def _marked(
    collection: Collection, handed_in: PhoneAnswers, sent: PhoneAnswer, before: MemoryState | None
) -> tuple[object, float | None]:
    """The answer as it is written, and what it is worth; nothing where its card is another now."""
    if sent.ref not in collection.items:
        return None, None
    seed = handed_in.seed + (before.reps if before else 0)
    question = Question.of(collection.items[sent.ref], seed, collection.marker())
    if sent.answer is None:
        mark = question.not_answered
        return None, mark.score if mark else None
    try:
        answer = read_sent(question, sent.answer)
        mark = question.mark(answer)
    except (NoAnswerError, TypeError):
        return None, None
    return question.form.write(answer), None if mark.unread else mark.score
