"""A lesson that was planned: which cards are asked, in which order, one a line in a text file.

A line is `deck/card`; what comes after a # is for the teacher who reads it.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from trainer.deck.item import Item
from trainer.errors import TrainerError, system_refusals
from trainer.regular_file import read_given
from trainer.store.atomic_file import write_atomically

_LARGEST = 1_000_000


def write_plan(path: Path, items: Iterable[Item]) -> None:
    """Write a plan, for its teacher to choose from and to put in order.

    Raises:
        TrainerError: it cannot be written.
    """
    head = "# One question on each line. Change their order, or remove some.\n"
    lines = (f"{item.ref}  # {' '.join(item.prompt.split())}\n" for item in items)
    with system_refusals(f"{path} cannot be written"):
        write_atomically(path, (head + "".join(lines)).encode(), shared=True)


def read_plan(path: Path, items: Sequence[Item]) -> tuple[Item, ...]:
    """The items that a plan names, in its order.

    Args:
        path: the plan.
        items: what there is.

    Raises:
        TrainerError: it cannot be read, names a card that is not there or one twice, or none.
    """
    try:
        text = read_given(path, _LARGEST, "Name fewer cards.").decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise TrainerError(
            f"{path} is not a plan: it is not UTF-8 text.",
            "Name a new file to have a plan written.",
        ) from error
    known, found = {item.ref: item for item in items}, dict[str, Item]()
    for number, line in enumerate(text.splitlines(), 1):
        ref = line.partition("#")[0].strip()
        if not ref:
            continue
        if ref not in known:
            raise TrainerError(
                f"{path}:{number}: {ref} is not a card of these decks.",
                "Name its deck too; a plan has deck/card on each line.",
            )
        if ref in found:
            raise TrainerError(f"{path}:{number}: {ref} appears twice.", "Remove one of them.")
        found[ref] = known[ref]
    if not found:
        raise TrainerError(f"{path} names no card.", "Delete it, and have it written again.")
    return tuple(found.values())
