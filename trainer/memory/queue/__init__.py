"""What to ask next: the queue of a study day, and the queue of a cram."""

from trainer.memory.queue.agenda_item import AgendaItem, DayCounts, Limits
from trainer.memory.queue.ask import Ask, Counts, Finished, Queue, Wait
from trainer.memory.queue.cram import CramQueue, build_cram
from trainer.memory.queue.day import DayQueue

__all__ = [
    "AgendaItem",
    "Ask",
    "Counts",
    "CramQueue",
    "DayCounts",
    "DayQueue",
    "Finished",
    "Limits",
    "Queue",
    "Wait",
    "build_cram",
]
