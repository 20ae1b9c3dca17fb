"""Whether the scores are what follows from the journal, and the journal knows what they know."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from trainer.progress import Progress
from trainer.store.atomic_storage import DamagedFileError
from trainer.store.doctor.complaint import Complaint
from trainer.store.journal import Journal
from trainer.store.learner import Learner
from trainer.store.merge import settle_learner
from trainer.store.opening import lost_from, read_folder
from trainer.store.projection import Projection
from trainer.store.replay import Replay
from trainer.store.scores import Scores

_TOLD_EVERY = 1000


def look_at_scores(folder: Path, progress: Progress) -> Iterator[Complaint]:
    """Scores that are missing, damaged or other than what follows; and a journal that lost some."""
    path = folder / "scores.json"
    if not path.exists() and not (folder / "reviews.jsonl").exists():
        return
    try:
        loaded, problem = Scores(path).load(), "missing"
    except DamagedFileError as error:
        loaded, problem = None, f"damaged ({error})"
    if loaded is None:
        yield Complaint(
            f"The scores are {problem}.", "They follow from the journal.", _rebuild_of(folder)
        )
        return
    opened = read_folder(folder)
    if opened.lost:
        yield _lost(folder, len(opened.lost))
        return
    journal = Journal(folder / "reviews.jsonl")
    fresh = Replay(journal, Projection())
    for number, entry in enumerate(journal.entries(), 1):
        if number % _TOLD_EVERY == 0:
            progress("Comparing the scores", entry.start / journal.end)
        if entry.event:
            fresh.feed(entry.event, entry.start)
    lost = len([*lost_from(fresh.projection, opened.replay.projection)])
    if lost:
        yield _lost(folder, lost)
    elif fresh.projection != opened.replay.projection:
        yield Complaint(
            "The scores are not what follows from the journal.",
            "The journal is right: rebuild them.",
            _rebuild_of(folder),
        )


def look_at_order(folder: Path, now: datetime, progress: Progress) -> Iterator[Complaint]:
    """Items of which something else is remembered than what follows in the order of time."""
    if not (folder / "reviews.jsonl").exists():
        return
    with Learner.open(folder, read_only=True) as learner:
        differing = settle_learner(learner, now, 4, record=False, progress=progress)
    if differing:

        def mend(now: datetime) -> None:
            with Learner.open(folder) as learner:
                settle_learner(learner, now, 4)

        yield Complaint(
            f"Of {differing} {'item' if differing == 1 else 'items'} something else is remembered "
            "than what follows from the journal in the order of time.",
            "A clock was set back, or lines were moved, doubled or damaged. It can be settled "
            "from what can be read; a backup that knows more is told above, and comes first.",
            mend,
        )


def _lost(folder: Path, many: int) -> Complaint:
    def mend(_: datetime) -> None:
        with Learner.open(folder) as learner:
            learner.keep_what_is_lost()

    return Complaint(
        f"The journal has lost what led to {many} {'item' if many == 1 else 'items'}.",
        "What is remembered of them still stands in the scores; it is written down anew. If a "
        "backup holds the lines, bring them in first: that is told above.",
        mend,
        grave=True,
    )


def _rebuild_of(folder: Path) -> Callable[[datetime], None]:
    def rebuild(_: datetime) -> None:
        path = folder / "scores.json"
        if path.exists():
            path.replace(path.with_name("scores.json.old"))
        Learner.open(folder).close()

    return rebuild
