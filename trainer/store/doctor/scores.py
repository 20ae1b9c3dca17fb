"""Whether the scores are what follows from the journal, and the journal knows what they know."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from trainer.counted import counted
from trainer.progress import Progress
from trainer.store.atomic_storage import DamagedFileError
from trainer.store.doctor.complaint import Complaint
from trainer.store.learner import Learner
from trainer.store.opening import lost_from, read_folder
from trainer.store.rebuild import rebuild
from trainer.store.scores import Scores


def look_at_scores(folder: Path, now: datetime, progress: Progress) -> Iterator[Complaint]:
    """Scores that are missing, damaged or other than what follows; and a journal that lost some."""
    path = folder / "scores.json"
    if not path.exists() and not (folder / "reviews.jsonl").exists():
        return
    try:
        loaded = Scores(path).load()
    except DamagedFileError as error:
        yield Complaint(
            f"The scores cannot be used ({error}).",
            "They follow from the journal.",
            _rebuild_of(folder),
        )
        return
    if loaded is None:  # as a restore leaves them
        yield Complaint(
            "The scores are missing.",
            "They follow from the journal, and are written when trainer opens it next.",
        )
        return
    opened = read_folder(folder, now)
    if opened.lost:
        yield _lost(folder, len(opened.lost))
        return
    follows = rebuild(opened.journal, progress=progress)
    lost = len([*lost_from(follows, opened.state, now)])
    if lost:
        yield _lost(folder, lost)
    elif follows != opened.state:
        yield Complaint(
            "The scores are not what follows from the journal.",
            "The journal is right: rebuild them.",
            _rebuild_of(folder),
        )


def _lost(folder: Path, many: int) -> Complaint:
    def mend(now: datetime) -> None:
        with Learner.open(folder, now=now) as learner:
            learner.keep_what_is_lost(now)

    return Complaint(
        f"The journal has lost what led to {counted(many, 'item')}.",
        "What is remembered of them is still in the scores; it is written down again. If a "
        "backup holds the lines, bring them in first: see above.",
        mend,
        grave=True,
    )


def _rebuild_of(folder: Path) -> Callable[[datetime], None]:
    def rebuild(now: datetime) -> None:
        path = folder / "scores.json"
        if path.exists():
            path.replace(path.with_name("scores.json.old"))
        Learner.open(folder, now=now).close()

    return rebuild
