"""Orphans: progress whose card is gone; handed to another card by hand, or dropped."""

from datetime import date, datetime
from typing import NamedTuple

from trainer.deck.identity import deck_and_item
from trainer.errors import TrainerError
from trainer.store.event import ForgetEvent, ItemKey, MoveEvent, moment_after
from trainer.store.known_decks import ItemText
from trainer.store.learner import Learner
from trainer.store.record import ItemRecord
from trainer.study.follow_edits import EditFollower


class Orphan(NamedTuple):
    """Progress on an item that no deck in reach has."""

    deck: str
    item: str
    record: ItemRecord
    text: ItemText | None
    """What it said when it was last seen."""

    @property
    def ref(self) -> str:
        """`deck/item`."""
        return f"{self.deck}/{self.item}"


def orphans_of(edits: EditFollower) -> tuple[Orphan, ...]:
    """Progress on items that no deck in reach has, and that would follow no card."""
    followed = {old for old, _ in edits.moves()}
    return tuple(
        Orphan(*item_key, edits.learner.record_of(*item_key), edits.text_of(item_key))
        for item_key in edits.gone()
        if item_key not in followed
    )


def relink(edits: EditFollower, old: ItemKey, new: ItemKey, now: datetime, day: date) -> None:
    """Move the progress of an orphan to an item that is there.

    Raises:
        TrainerError: the one has none, or the other is not there or not new.
    """
    _refuse_unknown(edits.learner, old)
    if edits.item(new) is None:
        raise TrainerError(
            f"No deck that trainer finds has {'/'.join(new)}.",
            "Write deck/card, as trainer orphans does; a gap of a cloze is card.1, card.2.",
        )
    if edits.learner.record_of(*new) != ItemRecord():
        raise TrainerError(
            f"{'/'.join(new)} has progress of its own.",
            f"First: trainer forget {'/'.join(new)}",
        )
    latest = edits.learner.state.latest
    edits.learner.record(MoveEvent.of(((old, new),), now, day, latest))
    edits.remember()


def forget(learner: Learner, item_key: ItemKey, now: datetime, day: date) -> None:
    """Drop the progress on an item.

    Raises:
        TrainerError: it has none.
    """
    _refuse_unknown(learner, item_key)
    deck, item = item_key
    at = moment_after(now, learner.state.latest)
    learner.record(ForgetEvent(at=at, day=day, deck=deck, item=item))


def item_key_of(ref: str) -> ItemKey:
    """The deck and the item of a `deck/item`.

    Raises:
        TrainerError: it is none.
    """
    item_key = deck_and_item(ref)
    if not all(item_key):
        raise TrainerError(f"{ref!r} names no item.", "Write deck/card, as trainer orphans does.")
    return item_key


def _refuse_unknown(learner: Learner, item_key: ItemKey) -> None:
    if learner.record_of(*item_key) == ItemRecord():
        raise TrainerError(f"Nothing is known of {'/'.join(item_key)}.", "See: trainer orphans")
