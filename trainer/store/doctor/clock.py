"""Events from the future: a clock was wrong."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from trainer.counted import counted
from trainer.progress import Progress
from trainer.store.doctor.complaint import Complaint
from trainer.store.event import Change, ItemEvent
from trainer.store.journal import Journal
from trainer.store.learner import Learner
from trainer.store.timeline import Timeline
from trainer.store.wrong_clock import changes_ahead

_SHOWN = 5
"""How many items are named."""


def look_at_clock(folder: Path, now: datetime, progress: Progress) -> Iterator[Complaint]:
    """Which events lie in the future, or did until they were fixed."""
    path = folder / "reviews.jsonl"
    if not path.exists():
        return
    timeline = Timeline(Journal(path), progress=progress)
    mended = [row for row in timeline.rows if row.id.decode() in timeline.facts.clock]
    if mended:
        yield Complaint(
            f"{counted(len(mended), 'event is', 'events are')} from the time of a wrong clock."
            + _touched(timeline.read(mended)),
            "They now count from the first moment at which they were possible, and what is due "
            "follows from that.",
        )
    ahead = changes_ahead(timeline, now)
    if not ahead.changes:
        return

    def mend(now: datetime) -> None:
        with Learner.open(folder, now=now) as learner:  # which may have fixed it already
            learner.record_all(changes_ahead(Timeline(learner.journal), now).corrections)

    latest = max(event.at for event in ahead.changes)
    events = counted(len(ahead.changes), "event is", "events are")
    yield Complaint(
        f"{events} from the future, up to {latest:%Y-%m-%d}: a clock was wrong."
        + _touched(ahead.changes),
        f"By this computer's clock it is {now:%Y-%m-%d %H:%M}. If that is right, fix this: they "
        "then count from the first moment at which they were possible. If it is wrong, set the "
        "clock right first.",
        mend,
    )


def _touched(changes: Iterable[Change]) -> str:
    refs = dict.fromkeys("/".join(e.item_key) for e in changes if isinstance(e, ItemEvent))
    named = ", ".join([*refs][:_SHOWN]) + (", …" if len(refs) > _SHOWN else "")
    return f" Touched: {named}." if refs else ""
