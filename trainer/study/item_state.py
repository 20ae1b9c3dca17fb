"""The state of an item in a word, and the orders in which items are listed."""

from collections.abc import Callable
from datetime import date, datetime

from trainer.deck.item import Item
from trainer.memory.agenda import Agenda
from trainer.memory.queue.held import Why
from trainer.study.collection import Collection

ORDERS = ("deck", "due", "state", "lapses", "kind", "flag")
"""What a list of items can be sorted by."""
_ASIDE = {Why.SUSPENDED, Why.BURIED}
_STATES = {
    Why.SUSPENDED: "suspended",
    Why.BURIED: "buried",
    Why.STEP: "learning",
    Why.SIBLING: "tomorrow",
    Why.LIMIT: "over limit",
}
"""Why an item is held back, in a word; what a sibling holds back for the day is due tomorrow."""


def state_in_a_word(item: Item, agenda: Agenda, now: datetime) -> str:
    """The state of an item: as the agenda says, and why it is held back.

    Args:
        item: one of those that the agenda is of, or one that is never scheduled.
        agenda: of today.
        now: the present moment.
    """
    entry = agenda.plan.entries.get(item.ref)
    if entry is None:
        return "draft" if item.card.status == "draft" else "test"
    held = agenda.why_not(item.ref, now)
    if held is None:
        return {"new": "new", "learning": "learning", "review": "due"}[agenda.today[item.ref]]
    has_day = held.why is Why.NOT_DUE or (held.why is Why.LIMIT and entry.state)
    if has_day and isinstance(held.until, date):
        return f"in {(held.until - agenda.plan.day).days}d"
    return _STATES[held.why] if entry.state or held.why in _ASIDE else "new"


def order_key(
    order: str, collection: Collection, now: datetime
) -> Callable[[Item], tuple[object, ...]]:
    """What items are sorted by in one of the orders but the deck's own; new items come last."""
    agenda = collection.agenda(now)

    def key(item: Item) -> tuple[object, ...]:
        record = collection.learner.record_of(item.deck_id, item.id)
        memory = record.memory
        match order:
            case "due":
                return (memory is None, memory.due if memory else date.max)
            case "lapses":
                return (-(memory.lapses if memory else 0),)
            case "kind":
                return (item.card.kind,)
            case "flag":
                return (-record.flag,)
            case _:
                return (state_in_a_word(item, agenda, now),)

    return key
