"""What came of a session."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from trainer.counted import counted
from trainer.deck.item import Item
from trainer.memory.rating import Rating
from trainer.study.steps import Step


@dataclass(frozen=True, slots=True)
class Summary:
    """The figures of one session; undone steps are not in it."""

    answers: int
    """How many answers were rated."""
    ratings: dict[Rating, int]
    """How often each rating was given."""
    new: int
    """How many items were met for the first time."""
    seconds: float
    """The time spent on them."""
    missed: tuple[Item, ...]
    """The items rated Again at least once, in the order of their first miss, but for those of
    which nothing is known any more."""

    @property
    def recalled(self) -> float:
        """The share of answers that were not rated Again, from 0 to 1; 0 without answers."""
        return 1 - self.ratings[Rating.AGAIN] / self.answers if self.answers else 0.0

    @property
    def in_words(self) -> str:
        """How many answers, and the share that was recalled."""
        return f"{counted(self.answers, 'answer')}, {self.recalled:.0%} recalled"


def summarise(steps: Iterable[Step]) -> Summary:
    """Sum up the steps of a session that were reviews."""
    reviews = [step for step in steps if step.rating is not None]
    ratings = Counter(step.rating for step in reviews)
    return Summary(
        answers=len(reviews),
        ratings={rating: ratings[rating] for rating in Rating},
        new=sum(step.was_new for step in reviews),
        seconds=sum(step.seconds for step in reviews),
        missed=tuple(
            {
                step.item.ref: step.item
                for step in reviews
                if step.item and step.rating is Rating.AGAIN
            }.values()
        ),
    )
