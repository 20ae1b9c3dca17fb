"""What a learner said is right beyond what the decks accept, for commands that read decks."""

from contextlib import suppress

from trainer.store.append_file import AppendFile
from trainer.store.home import learner_folder

_ACCEPTED = b'"type":"accept"'
"""What is in the line of every event by which an answer is accepted."""


def accepted_by(name: str) -> dict[str, dict[str, tuple[str, ...]]]:
    """Deck -> item -> the answers that count as right there because the learner said so.

    Raises:
        TrainerError: the learner's folder cannot be read.
    """
    folder = learner_folder(name)
    journal = folder / "reviews.jsonl"
    with suppress(OSError):  # opening the folder says what is wrong with it
        if next(AppendFile(journal).lines(containing=(_ACCEPTED,)), None) is None:
            return {}  # as for most: all that was learnt need not be read
    from trainer.store.learner import Learner

    with Learner.open(folder, read_only=True) as learner:
        return {
            deck: kept
            for deck, records in learner.state.records.items()
            if (kept := {item: one.accepted for item, one in records.items() if one.accepted})
        }
