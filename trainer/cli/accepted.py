"""What a learner said is right besides what the decks accept, for commands that read decks."""

from contextlib import closing

from trainer.store.home import learner_folder


def accepted_by(name: str) -> dict[str, dict[str, tuple[str, ...]]]:
    """Deck -> item -> the answers that count as right there because the learner said so.

    Raises:
        TrainerError: the learner's folder cannot be read.
    """
    folder = learner_folder(name)
    if not folder.exists():
        return {}
    from trainer.store.learner import Learner

    with closing(Learner.open(folder, read_only=True)) as learner:
        return {
            deck: kept
            for deck, records in learner.state.records.items()
            if (kept := {item: one.accepted for item, one in records.items() if one.accepted})
        }
