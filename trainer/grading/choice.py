"""Options chosen: one, all that apply, or true and false."""

from trainer.deck.card import MultipleChoice, PickAll, TrueFalse
from trainer.grading.mark import Mark, Part


def mark_choice(card: MultipleChoice, given: str) -> Mark:
    """Mark the option chosen; the note is the author's reason why it is wrong."""
    right = given == card.a
    part = Part("", given, card.a, right=right)
    return Mark(float(right), (part,), "" if right else card.wrong.get(given) or "")


def mark_pick(card: PickAll, given: frozenset[str]) -> Mark:
    """Mark the options picked: the share of the right ones less the share of the wrong ones.

    So ticking everything is worth as much as ticking nothing. The note gives the authors'
    reasons against the wrong options picked.
    """
    wanted, unwanted = set(card.a), set(card.wrong) - set(card.a)
    score = len(given & wanted) / len(wanted) - len(given - wanted) / max(len(unwanted), 1)
    parts = tuple(
        Part(
            option,
            option if option in given else "",
            option if option in wanted else "",
            right=(option in given) == (option in wanted),
        )
        for option in dict.fromkeys(card.options)
    )
    reasons = (reason for option, reason in card.wrong.items() if option in given - wanted)
    return Mark(max(0.0, score), parts, " ".join(filter(None, reasons)))


def mark_truth(card: TrueFalse, given: bool) -> Mark:  # noqa: FBT001 - the answer is a bool
    """Mark true or false; the note is the correction of a false statement."""
    right = given == card.truth
    part = Part("", str(given), str(card.truth), right=right)
    return Mark(float(right), (part,), "" if right else card.correction or "")
