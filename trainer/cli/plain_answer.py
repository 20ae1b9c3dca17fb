"""Answers given as one line of text, for the line-by-line front."""

import string

from trainer.deck.card import (
    Card,
    Cloze,
    ListCard,
    Match,
    MultipleChoice,
    Order,
    PickAll,
    TrueFalse,
)
from trainer.grading.mark import Answer

LETTERS = string.ascii_lowercase


def how_to_answer(card: Card) -> str:
    """What to type, in the fewest words."""
    match card:
        case MultipleChoice():
            return "letter"
        case PickAll():
            return "letters of all that apply"
        case TrueFalse():
            return "t or f"
        case Order():
            return "letters in the right order"
        case Match():
            return "one letter for each number, in order"
        case ListCard(ordered=True):
            return f"{len(card.list)} things in order, with ; between them"
        case ListCard():
            return f"{len(card.list)} things, with ; between them"
        case Cloze(together=True):
            return f"{len(card.gaps)} gaps, with ; between them"
        case _:
            return "answer"


def read_answer(card: Card, options: tuple[str, ...], line: str) -> Answer:
    """Turn a line into the answer that its card takes.

    Args:
        card: the card being asked.
        options: what the letters stand for, in the order shown.
        line: what was typed.

    Raises:
        ValueError: in words for the learner, when the line cannot be meant as an answer.
    """
    match card:
        case MultipleChoice():
            return _only(_by_letter(line, options))
        case PickAll():
            return frozenset(_by_letter(line, options))
        case TrueFalse():
            return _truth(line)
        case Order():
            return _all_once(_by_letter(line, options), options)
        case Match():
            chosen = _by_letter(line, options)
            if len(chosen) != len(card.match):
                raise ValueError(f"Type {len(card.match)} letters, one for each number.")
            return dict(zip(card.match, chosen, strict=True))
        case ListCard() | Cloze(together=True):
            return tuple(part.strip() for part in line.split(";"))
        case Cloze():
            return (line,)
        case _:
            return line


def _by_letter(line: str, options: tuple[str, ...]) -> list[str]:
    known = LETTERS[: len(options)]
    letters = [letter for letter in line.casefold() if letter not in " ,;."]
    if not letters or any(letter not in known for letter in letters):
        raise ValueError(f"Type letters from a to {known[-1]}.")
    return [options[known.index(letter)] for letter in letters]


def _only(chosen: list[str]) -> str:
    if len(chosen) != 1:
        raise ValueError("Type one letter.")
    return chosen[0]


def _all_once(chosen: list[str], options: tuple[str, ...]) -> tuple[str, ...]:
    if sorted(chosen) != sorted(options):
        raise ValueError(f"Type each of the {len(options)} letters once.")
    return tuple(chosen)


def _truth(line: str) -> bool:
    word = line.strip().casefold()
    if word in {"t", "true", "y", "yes"}:
        return True
    if word in {"f", "false", "n", "no"}:
        return False
    raise ValueError("Type t for true or f for false.")
