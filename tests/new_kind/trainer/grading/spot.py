"""Words of a sentence, marked."""

from trainer.deck.spot_card import Spot
from trainer.grading.mark import Mark, Part


def mark_spot(card: Spot, given: tuple[str, ...]) -> Mark:
    """Mark the numbers of the words: the share that is right of all that are or should be there."""
    wanted, numbers = set(card.spot), set(map(int, given))
    parts = tuple(
        Part(
            f"{number}.",
            card.words[number - 1] if number in numbers else "",
            card.words[number - 1] if number in wanted else "",
            right=number in wanted & numbers,
        )
        for number in sorted(wanted | numbers)
    )
    return Mark(len(wanted & numbers) / len(wanted | numbers), parts)
