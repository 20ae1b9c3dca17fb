"""What stands above a card: how far the session is, and what kind of card this is."""

from textual.content import Content

from trainer.deck.item import Item
from trainer.memory.leech import is_leech
from trainer.memory.state import MemoryState
from trainer.study.session import Session
from trainer.tui.text import joined, plain

KIND_NAMES = {
    "choice": "choose one",
    "pick": "pick all that apply",
    "typed": "type it",
    "cloze": "fill the gap",
    "truth": "true or false",
    "number": "number",
    "date": "date",
    "order": "put in order",
    "match": "match",
    "list": "name them",
    "flashcard": "flashcard",
}

BAR = 8
"""Cells of the bar of what is done."""


def progress(session: Session) -> Content:
    """A thin bar of what is done, and in words what is done and what is left."""
    left, done = session.left, session.done
    total = done + left.total
    filled = round(BAR * done / total) if total else BAR
    counts = {"done": done, "new": left.new, "learning": left.learning, "due": left.review}
    told = " · ".join(f"{count} {what}" for what, count in counts.items() if count)
    cram = "practice  " if session.cram else ""
    bar = (("━" * filled, "$primary"), ("━" * (BAR - filled), "$panel"))
    return joined(cram, *bar, f"  {told}")


def margin(item: Item, memory: MemoryState | None) -> Content:
    """The kind of card, its setting, and whether it is new or a leech.

    Neither tags nor the deck's title: they stand above the question, and may hold the answer.
    """
    kind = "fill the gaps" if len(item.gaps) > 1 else KIND_NAMES[item.card.kind]
    told = [kind, item.setting]
    if memory is None:
        told.append("new")
    elif is_leech(memory):
        told.append(f"leech: forgotten {memory.lapses} times")
    return plain("  ".join(part for part in told if part), "dim")
