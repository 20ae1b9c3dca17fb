"""Options chosen: one, all that apply, or true and false."""

from trainer.deck.card import MultipleChoice, PickAll, TrueFalse
from trainer.grading.mark import Mark, Part


def mark_choice(card: MultipleChoice, given: str) -> Mark:
    """Mark the option chosen; the note is the author's reason why it is wrong."""
    right = given == card.a
    part = Part("", given, card.a, right=right)
    return Mark(1.0 if right else 0.0, (part,), "" if right else card.wrong.get(given) or "")


def mark_pick(card: PickAll, given: frozenset[str]) -> Mark:
    """Mark the options picked: each wrong one costs what a right one brings.

    So ticking everything pays no more than knowing nothing.
    """
    hits = len(given.intersection(card.a))
    misses = len(given.intersection(card.wrong))
    parts = tuple(
        Part(
            option,
            option if option in given else "",
            option if option in card.a else "",
            right=(option in given) == (option in card.a),
        )
        for option in card.options
    )
    reasons = (card.wrong[option] for option in card.wrong if option in given)
    return Mark(max(0.0, (hits - misses) / len(card.a)), parts, " ".join(filter(None, reasons)))


def mark_truth(card: TrueFalse, given: bool) -> Mark:  # noqa: FBT001 - the answer is a bool
    """Mark true or false; the note is the correction of a false statement."""
    right = given == card.truth
    part = Part("", str(given), str(card.truth), right=right)
    return Mark(1.0 if right else 0.0, (part,), "" if right else card.correction or "")
