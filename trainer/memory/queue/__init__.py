"""What to ask next: the queue of a study day, and the queue of a cram."""

from trainer.memory.queue.agenda_item import AgendaItem, DayCounts, Limits
from trainer.memory.queue.cram_queue import CramQueue, build_cram
from trainer.memory.queue.day_queue import DayQueue
from trainer.memory.queue.queue import Ask, Counts, Finished, Queue, Wait

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
