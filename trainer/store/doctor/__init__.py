"""Looks a learner's folder over: what is wrong, what that means, and what fixes it."""

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

from trainer.progress import Progress, no_progress
from trainer.store.doctor.backups import look_at_backups, look_at_rescued, look_at_restoring
from trainer.store.doctor.clock import look_at_clock
from trainer.store.doctor.complaint import Complaint
from trainer.store.doctor.files import look_at_files, look_at_leftovers, look_at_settings
from trainer.store.doctor.lines import look_at_lines
from trainer.store.doctor.privacy import look_at_links, look_at_rights
from trainer.store.doctor.scores import look_at_scores

__all__ = ["Complaint", "examine"]


def examine(folder: Path, now: datetime, progress: Progress = no_progress) -> tuple[Complaint, ...]:
    """Everything that is wrong in a learner's folder; reads it all, and changes nothing.

    Where there is no such folder, as in the home of a teacher, the rest of the home is looked at.
    What comes first is to be fixed first.

    Args:
        folder: the learner's.
        now: the present moment.
        progress: called with how much of the journal was read.
    """
    complaints: list[Complaint] = []
    looks: list[Callable[[], Iterable[Complaint]]] = [
        lambda: look_at_files(folder),
        lambda: look_at_restoring(folder),
        lambda: look_at_links(folder),
        lambda: look_at_lines(folder, progress),
        lambda: look_at_rescued(folder),
        lambda: look_at_backups(folder, now),
        lambda: look_at_scores(folder, now, progress),
        lambda: look_at_clock(folder, now, progress),
        lambda: look_at_leftovers(folder),
        lambda: look_at_settings(folder),
        lambda: look_at_rights(folder),
    ]
    try:
        if not folder.exists():
            complaints.append(
                Complaint(f"{folder} is not there.", "It is made with the first answer.")
            )
            looks = [lambda: look_at_rescued(folder), lambda: look_at_rights(folder)]
        for look in looks:
            complaints += look()
    except OSError as error:
        complaints.append(
            Complaint(
                f"{error.filename or folder} cannot be read: {error.strerror}.",
                "Nothing in it can be used or checked. Fix its permissions.",
                grave=True,
            )
        )
    return tuple(complaints)
