"""What to ask next: the queue of a study day, and the queue of a cram."""

from trainer.memory.queue.ask import Ask, Counts, Finished, Queue, Wait
from trainer.memory.queue.cram import CramQueue, build_cram
from trainer.memory.queue.day import DayQueue
from trainer.memory.queue.entry import DayCounts, Entry, Limits

__all__ = [
    "Ask",
    "Counts",
    "CramQueue",
    "DayCounts",
    "DayQueue",
    "Entry",
    "Finished",
    "Limits",
    "Queue",
    "Wait",
    "build_cram",
]
