"""What was answered on a phone that was away comes home: as a file, or by the laptop's own page.

    {"trainer": "phone", "v": 1, "learner": "me", "hand_out": "20260310-1f2e3d4c", "past": ["…"],
     "scheduler": "0a1b…", "seed": 7, "made": "2026-03-10T12:00:00Z",
     "texts": {"rivers/po": ["Which river runs through Turin?", "Po"]},
     "answers": [{"ref": "rivers/tiber", "since": null, "rating": 3, "answer": "Tiber",
                  "at": 1773144000000, "spent": 5200}]}

Each answer becomes a review at the moment at which it was given, marked and scheduled as if it had
been given here. Its id follows from what it is: the same answer counts once, whichever way it
comes and however often.
"""

import hmac
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from secrets import token_hex
from typing import Annotated, Literal
from uuid import UUID, uuid5

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from trainer.asking.question import Question
from trainer.classroom.sent_answer import read_sent
from trainer.counted import counted
from trainer.deck.form_base import NoAnswerError
from trainer.errors import TrainerError, system_refusals
from trainer.memory.duration import believable
from trainer.memory.rating import Rating
from trainer.memory.state import MemoryState
from trainer.moment import Moment
from trainer.regular_file import read_given, read_json
from trainer.store.atomic_file import write_atomically
from trainer.store.event import OfOneMachine, Place, ReviewEvent, SchedulerEvent
from trainer.store.known_decks import ItemText
from trainer.store.learner import Learner
from trainer.store.sync import clocks_of, known_in
from trainer.study.collection import Collection
from trainer.study.edited_cards import CardText

MOST = 300
"""Cards in a hand-out."""
LONGEST = 2_000_000
"""Bytes of what is handed in: thousands of answers."""
_REVIEWS = UUID("0b5f6f0e-6a0e-4c1c-9a3a-1f7d7c2b9d54")
"""The namespace of the ids of reviews that come from a phone."""
_KEYS = "phone.json"
"""In the learner's folder: what the keys of links follow from."""
_OPEN = timedelta(days=60)
"""So long what was handed out may come home by a link."""
_AHEAD = timedelta(days=1)
"""A clock that was set back by no more than this is believed."""
_LAST = 7_258_118_400_000
"""Milliseconds from 1970 to 2200; see `trainer.moment`."""
_WAY_OUT = "Take the file that the page on your phone gives out."


Ref = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_.-]*/[a-z0-9][a-z0-9_.-]*$")]
"""`deck/item`, as it was called when it was handed out."""


class PhoneAnswer(BaseModel):
    """One answer with its rating."""

    model_config = ConfigDict(frozen=True)

    ref: Ref
    """The item, by the name that it bore when it was handed out."""
    since: Annotated[str, Field(max_length=100)] | None = None
    """The latest move by then that took this name from another item."""
    rating: Rating
    answer: JsonValue = None
    """As a phone sends it; None when the learner only looked."""
    at: Annotated[int, Field(ge=0, lt=_LAST)]
    """Milliseconds since 1970, by this computer's clock as the phone knew it."""
    spent: Annotated[int, Field(ge=0)] = 0
    """Milliseconds that the question was looked at."""

    @property
    def place(self) -> Place:
        """The deck and the item."""
        return _place(self.ref)


class PhoneAnswers(BaseModel):
    """All that comes home of a hand-out."""

    model_config = ConfigDict(frozen=True)

    trainer: Literal["phone"] = "phone"
    v: Literal[1] = 1
    learner: Annotated[str, Field(max_length=100)]
    hand_out: Annotated[str, Field(pattern=r"^\d{8}-[0-9a-f]{8}$")]
    """Names it: the day on which it was made, and what no other has."""
    past: Annotated[tuple[str, ...], Field(max_length=10)]
    """Ids of events that its learner's journal held by then."""
    scheduler: str
    """The key of the scheduler that computed the intervals."""
    seed: int
    """What the order of options follows from."""
    made: Moment
    texts: dict[Ref, ItemText] = Field(default_factory=dict, max_length=MOST)
    """What the cards said that were new, to know them where they were edited since."""
    answers: Annotated[tuple[PhoneAnswer, ...], Field(max_length=20_000)] = ()
    """In their order."""


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


def key_of(folder: Path, hand_out: str) -> str:
    """What lets the answers of a hand-out in by a link; it lets nothing else in.

    Raises:
        TrainerError: the learner's folder cannot be read or written.
    """
    path = folder / _KEYS
    with system_refusals(f"{path} cannot be used"):
        secret = _secret(path)
        if secret is None:
            secret = token_hex(16)
            write_atomically(path, json.dumps({"secret": secret}).encode())
    return _signed(secret, hand_out)


def may_come_in(folder: Path, hand_out: str, key: str, now: datetime) -> bool:
    """Whether a link's key is that of a hand-out which is not too old."""
    try:
        made = datetime.strptime(hand_out[:8], "%Y%m%d").replace(tzinfo=UTC)
        secret = _secret(folder / _KEYS)
    except (ValueError, OSError):
        return False
    if secret is None or abs(now - made) > _OPEN:
        return False
    return hmac.compare_digest(_signed(secret, hand_out).encode(), key.encode())


def _secret(path: Path) -> str | None:
    try:
        secret = read_json(path, 1000)["secret"]
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None
    return secret if isinstance(secret, str) and secret.isascii() and secret else None


def _signed(secret: str, hand_out: str) -> str:
    return hmac.new(secret.encode(), hand_out.encode(), sha256).hexdigest()[:32]


def read_file(path: Path) -> PhoneAnswers:
    """Read a file that a phone gave out.

    Raises:
        TrainerError: it cannot be read, or is none.
    """
    return read_phone_answers(read_given(path, LONGEST, _WAY_OUT), path.name)


def read_phone_answers(content: bytes | str, name: str) -> PhoneAnswers:
    """Read what was handed in.

    Raises:
        TrainerError: it is none.
    """
    try:
        if isinstance(content, bytes):
            content = content.decode("utf-8-sig")
        found = json.loads(content)
        version = found.get("v") if isinstance(found, dict) else None
        if isinstance(version, int) and version > 1 and found.get("trainer") == "phone":
            raise TrainerError(
                f"{name} is from a newer trainer.", "Update this one; the answers stay in the file."
            )
        return PhoneAnswers.model_validate_json(content)
    except (ValueError, RecursionError) as error:
        raise TrainerError(f"{name} holds no answers from a phone.", _WAY_OUT) from error


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
    ids = {_id(handed_in, given): given for given in handed_in.answers}
    known = known_in(learner.journal, {*ids, *handed_in.past})
    known |= {event.id for event in learner.unsaved}
    if handed_in.past and known.isdisjoint(handed_in.past):
        raise TrainerError(
            "These cards were handed out by another trainer, whose past is not here.",
            "Import the answers on that computer, or sync with it first: trainer sync",
        )
    new = {id_: given for id_, given in ids.items() if id_ not in known}
    reviews = [*_reviews(collection, handed_in, new, now)]
    learner.import_events([*reviews, *clocks_of(learner, {"phone": reviews}, now)])
    return ImportedAnswers(len(reviews), len(handed_in.answers))


def _id(handed_in: PhoneAnswers, given: PhoneAnswer) -> str:
    return uuid5(_REVIEWS, f"{handed_in.hand_out} {given.ref} {given.at}").hex


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
    memories: dict[Place, MemoryState | None] = {}
    earliest = min(handed_in.made, now).astimezone()
    latest = max((given.at for given in handed_in.answers), default=0)
    # what is here was not answered later than now: the phone's clock is fast by so much at least
    fast = max(datetime.fromtimestamp(latest / 1000, UTC) - now, timedelta())
    for id_, given in sorted(new.items(), key=lambda one: one[1].at):
        given_at = datetime.fromtimestamp(given.at / 1000, UTC) - fast
        at = max(given_at.astimezone(), earliest)
        earliest = at + timedelta(microseconds=1)  # what a slow clock crowds keeps its order
        # edited since it went along, it has another name here; it is no new card
        name, since = given.place, given.since
        if name in became:
            name = became[name]
            since = learner.latest_move(name)
        before = memories.setdefault(name, learner.memory(*learner.current_name(name)))
        answer, score = _marked(collection, handed_in, given, before)
        review = ReviewEvent.of(
            name,
            given.rating,
            at,
            before=before,
            scheduler=scheduler,
            scheduler_key=key,
            event_id=id_,
            answer=answer,
            score=score,
            duration_ms=believable(given.spent),
        )
        memories[name] = review.after
        yield review.model_copy(update={"since_move": since})


def _became(
    collection: Collection, handed_in: PhoneAnswers, answers: Iterable[PhoneAnswer]
) -> Mapping[Place, Place]:
    """What cards are called now that were new when they went along, and were edited since."""
    learner = collection.learner
    refs = handed_in.texts.keys() & {answer.ref for answer in answers}
    texts = [CardText(*_place(ref), *handed_in.texts[ref]) for ref in sorted(refs)]
    unknown = [
        one
        for one in texts
        if learner.current_name(one.place) == one.place and not learner.memory(*one.place)
    ]
    return collection.edits.became(unknown, handed_in.made)


def _place(ref: str) -> Place:
    deck, _, item = ref.partition("/")
    return deck, item


def _marked(
    collection: Collection, handed_in: PhoneAnswers, given: PhoneAnswer, before: MemoryState | None
) -> tuple[object, float | None]:
    """The answer as it is written, and what it is worth; nothing where its card is another now."""
    if given.answer is None or given.ref not in collection.items:
        return None, None
    seed = handed_in.seed + (before.reps if before else 0)
    question = Question.of(collection.items[given.ref], seed, collection.marker())
    try:
        answer = read_sent(question, given.answer)
        mark = question.mark(answer)
    except (NoAnswerError, TypeError):
        return None, None
    return question.form.write(answer), None if mark.unread else mark.score
