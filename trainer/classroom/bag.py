"""Whom to call: a shuffled bag without replacement, kept across lessons.

Plain chance leaves one of thirty students uncalled in a hundred calls; from a bag everybody
is called once before anybody is called twice.
"""

import random
from collections.abc import Collection, Sequence
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


class Bag(BaseModel):
    """Who is still to be called in this turn; immutable, so that a draw can be taken back."""

    model_config = ConfigDict(frozen=True)

    left: tuple[str, ...] = ()
    """Ids, the next one first; filled again when nobody is left."""
    done: tuple[str, ...] = ()
    """Ids of those who were called in this turn, in that order."""
    turn: Annotated[int, Field(ge=0)] = 0
    """How often the bag was filled; with the seed, it decides the order."""

    def draw(
        self, students: Sequence[str], present: Collection[str], seed: int
    ) -> tuple[str | None, "Bag"]:
        """Draw one who is here, and the bag without them; None when nobody is here.

        Args:
            students: the whole class: who left it drops out, who came is mixed in.
            present: who is here; others keep their place in the bag.
            seed: what chance follows from.
        """
        bag = _of_class(self, students, seed)
        if not any(student in present for student in bag.left):
            bag = _filled(bag, students, seed)
        student = next((student for student in bag.left if student in present), None)
        if student is None:
            return None, bag
        left = tuple(other for other in bag.left if other != student)
        return student, bag.model_copy(update={"left": left, "done": (*bag.done, student)})

    def undraw(self, student: str) -> "Bag":
        """The bag as it was before a student was drawn from it."""
        done = tuple(other for other in self.done if other != student)
        left = (student, *(other for other in self.left if other != student))
        return self.model_copy(update={"left": left, "done": done})

    def redraw(self, student: str) -> "Bag":
        """The bag as it was when a student had just been drawn from it."""
        left = tuple(other for other in self.left if other != student)
        done = tuple(other for other in self.done if other != student)
        return self.model_copy(update={"left": left, "done": (*done, student)})

    def put_back(self, student: str) -> "Bag":
        """The bag with one who passed, or is absent, as the last of this turn."""
        done = tuple(other for other in self.done if other != student)
        left = (*(other for other in self.left if other != student), student)
        return self.model_copy(update={"left": left, "done": done})


def _of_class(bag: Bag, students: Sequence[str], seed: int) -> Bag:
    """The bag for the class as it is now."""
    left = [student for student in bag.left if student in students]
    done = tuple(student for student in bag.done if student in students)
    chance = random.Random(f"{seed} {bag.turn}")
    for student in students:
        if student not in left and student not in done:
            left.insert(chance.randint(0, len(left)), student)
    return bag.model_copy(update={"left": tuple(left), "done": done})


def _filled(bag: Bag, students: Sequence[str], seed: int) -> Bag:
    """A new turn for all but those who are still in the bag, who come first."""
    turn = bag.turn + 1
    again = [student for student in students if student not in bag.left]
    random.Random(f"{seed} {turn}").shuffle(again)
    if len(again) > 1 and bag.done and again[0] == bag.done[-1]:
        again.append(again.pop(0))
    return Bag(left=(*bag.left, *again), turn=turn)
