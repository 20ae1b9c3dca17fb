"""What every event of the journal records, and every event of one item."""

from itertools import count
from typing import Annotated, Self
from uuid import uuid4

from pydantic import BaseModel, ConfigDict, Field

from trainer.moment import Day, Moment

_Name = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_.-]*$")]
"""A deck's or an item's id. Journals of other machines are merged: no other character may reach
a terminal or a table; and an underscore in front marks the scores' own tables."""

ItemKey = tuple[_Name, _Name]
"""A deck and an item of it."""

_HOW_MANY = count()


def new_id() -> str:
    """An id that no other machine gives; in one process they rise.

    So what happened at one moment keeps its order.
    """
    return f"{next(_HOW_MANY):08x}{uuid4().hex[8:]}"


def is_none(value: object) -> bool:
    """Whether a field says nothing, and is left out of the line."""
    return value is None


class EventBase(BaseModel):
    """What every event records."""

    # Built when the first event is read or written: most starts read none.
    model_config = ConfigDict(frozen=True, defer_build=True)

    type: str
    id: str = Field(default_factory=new_id, min_length=1)
    """Unique among all machines, so that merging two journals is a union."""
    at: Moment
    """When it happened, by the clock of the machine, with the learner's UTC offset."""
    day: Day
    """The study day on which it happened."""
    session: str | None = None
    """The session it belongs to; None for what was done outside of one."""
    batch: str | None = Field(default=None, exclude_if=is_none)
    """The batch it was written with, all or nothing: see BatchEnded. None for a single event."""


class ItemEventBase(EventBase):
    """What every event of one item records."""

    deck: _Name
    """The deck's id."""
    item: _Name
    """The item's id in its deck."""
    since_move: str | None = Field(default=None, exclude_if=is_none)
    """The id of the latest move that took this name from another item; None without one.

    It parts what happened to the new bearer of a name from what a machine that did not know of
    the move recorded of the old one.
    """

    @property
    def item_key(self) -> ItemKey:
        """The deck and the item."""
        return self.deck, self.item

    def under(self, item_key: ItemKey) -> Self:
        """The event under another name of its item."""
        if item_key == self.item_key:
            return self
        return self.model_copy(update={"deck": item_key[0], "item": item_key[1]})
