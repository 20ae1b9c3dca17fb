"""The gaps of a cloze, and the hidden regions of a picture: each typed, none a slip of another."""

from collections.abc import Sequence
from dataclasses import replace

from trainer.counted import counted
from trainer.deck.acceptance.equality import Circumstances
from trainer.deck.acceptance.keys import OtherKeys
from trainer.deck.card import Hide
from trainer.grading.mark import Mark, Part
from trainer.grading.typed import judged_part, mark_of, mark_text


def mark_gaps(
    every_key: Sequence[tuple[str, ...]],
    gaps: tuple[int, ...],
    answer: tuple[str, ...],
    at: Circumstances,
) -> Mark:
    """Mark the share of gaps that were filled in right; one not given was left blank.

    More texts than gaps are not read: which of them was meant for which gap, nobody knows.

    Args:
        every_key: of every gap of the card its text, then what is accepted in its stead.
        gaps: those that are asked, from 0.
        answer: what was filled in.
        at: language, question and the other keys of the deck.
    """
    keys = [every_key[gap] for gap in gaps]
    texts = [text for text, *_ in keys]
    if any(text.strip() for text in answer[len(texts) :]):
        parts = tuple(Part(f"gap {at}", "", text, right=False) for at, text in enumerate(texts, 1))
        return Mark(
            0.0, parts, f"Give {counted(len(texts), 'text')}, one for each gap.", unread=True
        )
    every = {text for text, *_ in every_key}
    around = [replace(at, others=OtherKeys(every - {text}, at.others)) for text in texts]
    if len(texts) == 1:
        return mark_text("".join(answer[:1]), keys[0], around[0])
    filled = (*answer, *[""] * len(texts))
    return mark_of(
        [
            judged_part(f"gap {number}", mine, accepted, near)
            for number, (mine, accepted, near) in enumerate(
                zip(filled, keys, around, strict=False), 1
            )
        ]
    )


def mark_hidden(card: Hide, gaps: tuple[int, ...], answer: str, at: Circumstances) -> Mark:
    """Mark what was typed for a hidden region; the names of the others are no slips of its own."""
    [name] = (card.names[place] for place in gaps)
    others = OtherKeys(set(card.names) - {name}, at.others)
    return mark_text(answer, (name, *card.accept.get(name, ())), replace(at, others=others))
