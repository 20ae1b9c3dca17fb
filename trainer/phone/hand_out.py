"""Cards for a phone that leaves the network: one HTML file, which needs nothing else.

It holds what is due today and tomorrow with its keys, its pictures and sounds, and what each rating
leads to, as computed here. What is answered there comes home by `hand_in.py`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from itertools import islice
from pathlib import Path
from secrets import token_hex
from typing import Any

from trainer.asking.question import Question
from trainer.asking.reveal import reveal
from trainer.classroom.media import EmbeddedMedia, Gallery
from trainer.classroom.page_file import page_on
from trainer.deck.form_base import Answer
from trainer.errors import TrainerError
from trainer.memory.queue import Ask, Wait
from trainer.memory.queue.day_plan import LEARN_AHEAD
from trainer.memory.rating import Rating
from trainer.memory.scheduler import Scheduler
from trainer.memory.state import MemoryState
from trainer.memory.study_day import study_day
from trainer.phone.hand_in import past_of
from trainer.phone.link_key import key_of
from trainer.phone.phone_answers import MOST, PhoneAnswers
from trainer.phone.session_view import choice
from trainer.store.event import SchedulerEvent
from trainer.store.known_decks import ItemText
from trainer.study.collection import Collection
from trainer.study.response import suggested_by

_LONGEST = 1_000
"""Letters of a new card's text that goes along and comes back, to know it after an edit."""
_DAYS = 4
"""Study days, from today on, for which the intervals are known there: a long weekend."""
_STEPS = 3
"""Ratings of one item, one after the other, that are foreseen; then the laptop goes on with it."""


@dataclass(frozen=True)
class AskedAway:
    """A card that goes along."""

    question: Question
    memory: MemoryState | None
    since: str | None
    """The latest move that took its name from another item."""
    first: int
    """0 where it is due today, 1 where it is tomorrow."""


@dataclass(frozen=True)
class HandOut:
    """Cards to take along. What needs no more than a moment is done; the rest is done when asked.

    So an app chooses cards in its own turn, and makes the page of them in another thread.
    """

    head: dict[str, Any]
    """All of the task but its cards."""
    cards: Sequence[AskedAway]
    scheduler: Scheduler
    moments: Sequence[datetime]
    """Now, and when the following study days begin."""
    think_first: bool
    """Whether options stay hidden until the learner has thought."""

    @property
    def name(self) -> str:
        """A name for the file."""
        return f"trainer-cards-{self.moments[0]:%Y-%m-%d}.html"

    @cached_property
    def task(self) -> dict[str, Any]:
        """All that the page needs but its files, as JSON; `alone.js` reads it."""
        return self.head | {"cards": [self._card(card) for card in self.cards]}

    def page(self, gallery: Gallery) -> str:
        """The page, as HTML; making its pictures takes a while.

        Args:
            gallery: makes the pictures and sounds of the cards.
        """
        hold = EmbeddedMedia(gallery)
        for asked_card, card in zip(self.cards, self.task["cards"], strict=True):
            asked = gallery.media_of(asked_card.question, revealed=False)
            revealed = gallery.media_of(asked_card.question, revealed=True)
            same = asked == revealed
            card["media"] = hold(asked)
            card["revealed"] = card["media"] if same else hold(revealed)
        made = page_on(Path(__file__).parent / "page", {"task": self.task}, "away")
        policy = f"default-src 'none'; {made.policy}; img-src data:; media-src data:"
        meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        return made.html.replace("<meta charset", f"{meta}\n<meta charset", 1)

    def _card(self, card: AskedAway) -> dict[str, Any]:
        ready = card.memory.ready_at if card.memory else None
        thinks = self.think_first and card.question.form.chooses
        return _shown(card.question) | {
            "ref": card.question.item.ref,
            "since": card.since,
            "from": card.first,
            "ready": _ms(ready) if ready else 0,
            "thinks": thinks,
            "ratings": self._ratings(card),
        }

    def _ratings(self, card: AskedAway) -> list[list[dict[str, Any]] | None]:
        """The ratings of a card on each study day from its first on; of a new one, for any day."""
        ref = card.question.item.ref
        if card.memory is None:  # what is new waits equally long whenever it is met
            return [self._choices(ref, None, self.moments[1])]
        return [
            self._choices(ref, card.memory, moment) if day >= card.first else None
            for day, moment in enumerate(self.moments)
        ]

    def _choices(
        self, ref: str, memory: MemoryState | None, moment: datetime, steps: int = _STEPS
    ) -> list[dict[str, Any]]:
        """The ratings of an item, and what each leads to on the same study day."""
        today, choices = study_day(moment, self.scheduler.rollover_hour), []
        for rating, state in self.scheduler.preview(ref, memory, moment).items():
            offered = choice(rating, state, moment, today)
            if state.ready_at is not None:
                offered["wait"] = round((state.ready_at - moment).total_seconds() * 1000)
            if state.ready_at is not None and steps > 1 and state.due <= today:
                again = state.ready_at.astimezone(moment.tzinfo)
                offered["then"] = self._choices(ref, state, again, steps - 1)
            choices.append(offered)
        return choices


def hand_out(
    collection: Collection,
    now: datetime,
    home: str = "",
    ahead: timedelta = timedelta(),
) -> HandOut:
    """What is due today and tomorrow, and is not suspended or put off, at most 300 cards.

    Args:
        collection: the decks and the memory of them.
        now: the present moment.
        home: the laptop's own page, where the answers may come home by a link; empty without.
        ahead: how far this computer's clock is ahead of the phone's.

    Raises:
        TrainerError: nothing is due, or another program holds the learner.
    """
    collection.refuse_when_held()
    scheduler, learner = collection.scheduler, collection.learner
    today = collection.today(now)
    begins = [_begin(today + timedelta(days=n), scheduler.rollover_hour) for n in range(1, _DAYS)]
    first = tuple(islice(_asked(collection, now), MOST))
    second = tuple(islice(_asked(collection, begins[0], without=first), MOST - len(first)))
    refs = [*((ref, 0) for ref in first), *((ref, 1) for ref in second)]
    if not refs:
        raise TrainerError("Nothing is due today or tomorrow.", "Practise in the app: p")
    seed, marker = int(now.timestamp()), collection.marker()
    cards = []
    for ref, first_day in refs:
        item = collection.items[ref]
        memory = learner.memory(item.deck_id, item.id)
        question = Question.of(item, seed + (memory.reps if memory else 0), marker)
        since = learner.latest_move((item.deck_id, item.id))
        cards.append(AskedAway(question, memory, since, first_day))
    scheduler_key = learner.record_scheduler(SchedulerEvent.of(scheduler, now))
    back = PhoneAnswers(
        learner=learner.folder.name,
        hand_out=f"{now:%Y%m%d}-{token_hex(4)}",
        past=past_of(learner),
        scheduler=scheduler_key,
        seed=seed,
        made=now,
        texts={card.question.item.ref: text for card in cards if (text := _text_of(card))},
    )
    head = {
        "back": back.model_dump(mode="json", exclude={"answers"}),
        "home": home,
        "key": key_of(learner.folder, back.hand_out) if home else "",
        "off": round(ahead.total_seconds() * 1000),
        "ahead": round(LEARN_AHEAD.total_seconds() * 1000),
        "days": [_ms(begin) for begin in begins],
    }
    return HandOut(head, cards, scheduler, [now, *begins], collection.settings.think_first)


def _text_of(card: AskedAway) -> ItemText | None:
    """What a new card says; of one that was learnt its learner keeps it."""
    item = card.question.item
    text = ItemText(item.prompt, item.solution)
    return text if card.memory is None and sum(map(len, text)) <= _LONGEST else None


def _asked(collection: Collection, now: datetime, without: Sequence[str] = ()) -> Iterator[str]:
    """What the study day of a moment asks, in its order, each item once."""
    queue = collection.queue(collection.items, now)
    for ref in without:
        queue = queue.without(ref)
    while True:
        match queue.next(now):
            case Ask(ref):
                yield ref
                queue = queue.after(ref, None)
            case Wait(until):
                now = until
            case _:
                return


def _begin(day: date, rollover_hour: int) -> datetime:
    """When a study day begins here."""
    return datetime.combine(day, time(rollover_hour)).astimezone()


def _ms(moment: datetime) -> int:
    """Milliseconds since 1970, as a page counts."""
    return round(moment.timestamp() * 1000)


def _shown(question: Question) -> dict[str, Any]:
    """A card with its key: what is shown before and after, and what can be marked beforehand."""
    none = question.not_answered
    fields: dict[str, Any] = {
        "as": question.asked_as,
        "question": dict(question.shown()),
        "reveal": asdict(reveal(question, none)),
        "suggested": (suggested_by(none) if none else Rating.GOOD).value,
        "right": question.right_labels,
        "marks": [_marked(question, answer) for answer in question.form.every_answer],
    }
    return fields | question.marked_in(fields)


def _marked(question: Question, answer: Answer) -> dict[str, Any]:
    """An answer that was given with what is shown of it, marked here."""
    mark = question.mark(answer)
    shown = asdict(reveal(question, mark))
    given = question.form.write(answer)
    return {"given": given, "reveal": shown, "suggested": suggested_by(mark).value}
