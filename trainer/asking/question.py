"""The one view of a question: what every front shows of an item, takes and marks."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property
from random import Random
from typing import Any, Self

from trainer.deck.answer_form import AnswerForm
from trainer.deck.form_base import Answer
from trainer.deck.item import Item
from trainer.grading.mark import Mark
from trainer.grading.marker import Marking, graded

_LONGEST = 200
"""Characters of a text in an answer from a device; most keys are far shorter."""


@dataclass(frozen=True)
class Question:
    """An item with its options in the order that is shown."""

    item: Item
    form: AnswerForm
    """How it is answered."""
    marking: Marking = field(default=graded, compare=False, repr=False)
    """Marks an answer as the item's deck says."""

    @classmethod
    def of(cls, item: Item, seed: int, marking: Marking = graded) -> Self:
        """Ask an item.

        Args:
            item: what to ask.
            seed: what the order of its options follows from.
            marking: marks an answer as the item's deck says.
        """
        form = item.card.form(item.gaps)
        if item.card.has_key:  # else the author's order says nothing, and may be a scale
            form = form.shuffled(Random(f"{item.ref} {seed}"))
        return cls(item, form, marking)

    @property
    def kind(self) -> str:
        """The kind's name in logs and reports."""
        return self.item.card.kind

    @property
    def prompt(self) -> str:
        """The question as the learner reads it."""
        return self.item.prompt

    @property
    def setting(self) -> str:
        """The line that belongs to every question of its deck; empty where it has none."""
        return self.item.text_of(self.item.setting)

    @property
    def has_key(self) -> bool:
        """Whether there is a right answer; there is none to what a class thinks."""
        return self.item.card.has_key

    @property
    def hint(self) -> str:
        """What may be shown on request before the answer; empty where there is nothing."""
        return self.item.text_of(self.item.card.hint or "")

    @property
    def asked_as(self) -> str:
        """How it is asked, in words."""
        return f"{self.item.card.asked_as}{', reversed' if self.item.reversed else ''}"

    @cached_property
    def options(self) -> tuple[str, ...]:
        """What there is to choose from or to arrange, in the order shown; often nothing."""
        return getattr(self.form, "options", ())

    @property
    def sources(self) -> tuple[str, ...]:
        """All that there is to choose from, to arrange or to match, as its author wrote it."""
        return tuple(source for column in self.form.columns for _, source in column)

    @property
    def right_labels(self) -> tuple[str, ...]:
        """Which of the form's labels are right; not to be shown before the answer."""
        return self.item.card.right_labels

    def mark(self, answer: Answer) -> Mark:
        """Mark an answer; one that cannot be read is asked for again.

        Raises:
            TypeError: it is none to this question; where learners mark themselves, none is.
        """
        return self.marking(self.item, answer)

    @cached_property
    def longest(self) -> int:
        """Characters that a device may send of a text: hundreds, so that they tell little."""
        item = self.item
        keys = (*item.solution.splitlines(), *item.card.keys) if self.form.written else ()
        hundreds = (-(-2 * len(key) // _LONGEST) for key in keys)
        return _LONGEST * max((1, *hundreds))

    @property
    def not_answered(self) -> Mark | None:
        """The mark of who asked for the key without answering; None where it is the only way."""
        return None if self.form.self_marked or not self.has_key else Mark(0.0, ())

    def mark_in_class(self, answer: Answer) -> Mark:
        """Mark an answer given in class, where learners who mark themselves say what it is."""
        if self.form.self_marked:
            return Mark(self.form.marks[str(answer)], ())
        return self.mark(answer)

    def marked_in(self, message: Mapping[str, Any]) -> dict[str, Any]:
        """How the marked-up texts are drawn that a message holds; empty where it has none.

        Args:
            message: its `question` is what is shown of this one.
        """
        if not self.item.markup:
            return {}
        from trainer.asking.marked_texts import marked_on_wire  # most decks are not marked up

        return marked_on_wire(self, message)

    def shown(self) -> Mapping[str, Any]:
        """What a device needs to ask it, as JSON; nothing of the key."""
        return self._shown

    @cached_property
    def _shown(self) -> Mapping[str, Any]:  # a class asks for the same a thousand times
        language, answers_in = self.item.languages
        shown: dict[str, Any] = {"prompt": self.prompt, "setting": self.setting, "hint": self.hint}
        shown |= {"language": language, "answers_in": answers_in}
        shown |= {"answer": asdict(self.form), "longest": self.longest}
        return shown | {"poll": not self.has_key}
