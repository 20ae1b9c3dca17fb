"""Who did what to whom, what came of what, and which is the more.

A card whose words are on the other side than in its passage has the roles the wrong way round.
"""

from trainer.deck.partial_date import MONTHS
from trainer.drafting.checks.causality import reversed_cause
from trainer.drafting.checks.comparisons import reversed_comparison
from trainer.drafting.checks.prepositions import other_direction, other_owner
from trainer.drafting.checks.verb_sides import sides_of_card, sides_of_part
from trainer.drafting.passage import has

_ASIDE = frozenset("first later finally originally often usually".split())
"""Words that may be on either side of a verb."""


def swapped(question: str, answer: str, parts: tuple[str, ...]) -> str | None:
    """What has changed sides between the parts of a passage and a card; None where nothing has.

    Args:
        question: the card's.
        answer: its key, in words.
        parts: the parts of the sentence, each with one thing to say.
    """
    return (
        reversed_cause(question, answer, " ".join(parts))
        or reversed_comparison(question, answer, " ".join(parts))
        or _swapped_sides(question, answer, parts)
        or other_direction(question, answer, " ".join(parts))
        or other_owner(question, " ".join(parts))
    )


def _swapped_sides(question: str, answer: str, parts: tuple[str, ...]) -> str | None:
    for verb, asked in sides_of_card(question, answer):
        stated = [sides for part in parts if (sides := sides_of_part(part, verb))]
        for sides in stated:
            crossed = _crossed(asked.left, sides.right, sides.left) or _crossed(
                asked.right, sides.left, sides.right
            )
            if crossed:
                return f"“{crossed}” is on the other side of “{verb}”"
        if stated:
            return None  # that was the verb of the question
    return None


def _crossed(card: tuple[str, ...], there: tuple[str, ...], here: tuple[str, ...]) -> str | None:
    """What a card has on one side and the passage on the other; of a name all its words."""
    runs: list[list[str]] = []
    for word in card:
        if any(char.isdigit() for char in word) or word in MONTHS:
            continue  # a date has no side
        if word in _ASIDE:
            continue
        if runs and word[:1].isupper() and runs[-1][-1][:1].isupper():
            runs[-1].append(word)
        else:
            runs.append([word])
    return next(
        (
            " ".join(run)
            for run in runs
            if all(has(word, there) for word in run) and not any(has(word, here) for word in run)
        ),
        None,
    )
