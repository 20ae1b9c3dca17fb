"""Makes a heavy user for the benches: many decks, and years of reviews behind them."""

import random
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from trainer.memory.rating import Rating
from trainer.memory.scheduler import Scheduler
from trainer.memory.state import MemoryState, Phase
from trainer.store.event import (
    ReviewEvent,
    SchedulerEvent,
    SessionEnded,
    SessionStarted,
    write_event,
)

DAYS = 3650
"""How long they have been at it."""
A_SESSION = 100
"""Reviews in one sitting."""
SYLLABLES = ("ba", "de", "fi", "go", "lu", "ma", "ne", "pi", "ro", "su", "ta", "ve", "wi", "zu")


def write_decks(folder: Path, decks: int, cards: int) -> None:
    """So many decks of so many flashcards of nonsense, `deck000.yaml` and so on."""
    chance = random.Random(1)

    def words(many: int) -> str:
        return " ".join("".join(chance.choices(SYLLABLES, k=3)) for _ in range(many))

    folder.mkdir(parents=True, exist_ok=True)
    for deck in range(decks):
        lines = [f"title: Deck {deck}", f"id: deck{deck:03}", "cards:"]
        for card in range(cards):
            lines += [
                f"  - id: c{card}",
                f"    q: {words(10)} {card}?",
                f"    a: {words(4)}",
                f"    why: {words(10)}",
                f"    tags: [{words(1)}]",
            ]
        (folder / f"deck{deck:03}.yaml").write_text("\n".join(lines) + "\n")


def write_journal(
    folder: Path, decks: int, cards: int, reviews: int, *, due_within: int = 365
) -> None:
    """Every card reviewed as often as the others.

    Args:
        folder: of the learner, in which the journal is made.
        decks: how many, and
        cards: how many cards each has, as for `write_decks`.
        reviews: how many, spread evenly.
        due_within: days over which the cards fall due, from today on.
    """
    chance = random.Random(2)
    now = datetime.now(UTC)
    today = now.date()
    schedule = SchedulerEvent.of(Scheduler(desired_retention=0.9, rollover_hour=4), now)
    memories: dict[tuple[int, int], MemoryState] = {}
    session, day = "", today
    folder.mkdir(parents=True)
    with (folder / "reviews.jsonl").open("wb") as journal:
        journal.write(write_event(schedule))
        for number in range(reviews):
            day = today - timedelta(days=DAYS - number * DAYS // reviews)
            second = timedelta(seconds=number * DAYS % reviews // DAYS)
            at = datetime.combine(day, now.time(), UTC) - timedelta(hours=1) + second
            if number % A_SESSION == 0:
                session = f"session{number}"
                journal.write(write_event(SessionStarted(at=at, day=day, session=session)))
            place = number % decks, number // decks % cards
            before = memories.get(place)
            due = today + timedelta(days=chance.randrange(due_within))
            memories[place] = _after(before, day, due, chance.uniform(1, 10))
            review = ReviewEvent(
                at=at,
                day=day,
                session=session,
                deck=f"deck{place[0]:03}",
                item=f"c{place[1]}",
                rating=Rating.AGAIN if chance.random() < 0.1 else Rating.GOOD,
                before=before,
                after=memories[place],
                scheduler=schedule.key,
                duration_ms=chance.randrange(2_000, 12_000),
            )
            journal.write(write_event(review))
        journal.write(write_event(SessionEnded(at=now, day=day, session=session)))


def _after(before: MemoryState | None, day: date, due: date, difficulty: float) -> MemoryState:
    reps = before.reps + 1 if before else 1
    return MemoryState(
        phase=Phase.REVIEW,
        step=None,
        stability=reps * 40.0,
        difficulty=difficulty,
        due=due,
        reviewed=day,
        reps=reps,
        lapses=0,
    )
