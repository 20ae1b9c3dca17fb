"""Options chosen: one, all that apply, or true and false."""

from trainer.deck.card import MultipleChoice, PickAll, TrueFalse
from trainer.grading.mark import Mark, Part


def mark_choice(card: MultipleChoice, answer: str) -> Mark:
    """Mark the option chosen; the note is the author's reason why it is wrong."""
    right = answer == card.a
    part = Part("", answer, card.a, right=right)
    return Mark(float(right), (part,), "" if right else card.wrong.get(answer) or "")


def mark_pick(card: PickAll, answer: frozenset[str]) -> Mark:
    """Mark the options picked: the share of the right ones less the share of the wrong ones.

    So ticking everything is worth as much as ticking nothing. The note gives the authors'
    reasons against the wrong options picked.
    """
    wanted, unwanted = set(card.a), set(card.wrong) - set(card.a)
    score = len(answer & wanted) / len(wanted) - len(answer - wanted) / max(len(unwanted), 1)
    parts = tuple(
        Part(
            option,
            option if option in answer else "",
            option if option in wanted else "",
            right=(option in answer) == (option in wanted),
        )
        for option in dict.fromkeys(card.options)
    )
    reasons = (reason for option, reason in card.wrong.items() if option in answer - wanted)
    return Mark(max(0.0, score), parts, " ".join(filter(None, reasons)))


def mark_truth(card: TrueFalse, answer: bool) -> Mark:  # noqa: FBT001 - the answer is a bool
    """Mark true or false; the note is the correction of a false statement."""
    right = answer == card.truth
    part = Part("", str(answer), str(card.truth), right=right)
    return Mark(float(right), (part,), "" if right else card.correction or "")
