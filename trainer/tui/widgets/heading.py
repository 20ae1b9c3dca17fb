"""What is shown above a card: how far the session is, and what kind of card this is."""

from textual.content import Content

from trainer.asking.question import Question
from trainer.memory.leech import is_leech
from trainer.memory.state import MemoryState
from trainer.study.session import Session
from trainer.tui.marked_up_text import Drawn, drawn, drawn_in_line, stands_out
from trainer.tui.text import joined, plain

BAR = 8
"""Cells of the bar of what is done."""


def progress(session: Session, room: int = 80) -> Content:
    """A thin bar of what is done, and in words what is done and what is left.

    Args:
        session: which one.
        room: cells that there are; where they are few, the bar is left out.
    """
    left, done = session.left, session.done
    total = done + left.total
    filled = round(BAR * done / total) if total else BAR
    counts = {"new": left.new, "learning": left.learning, "due": left.review}
    counts = {"done": done, **({"left": left.total} if session.cram else counts)}
    counted = " · ".join(f"{count} {what}" for what, count in counts.items() if count)
    cram = "practice  " if session.cram else ""
    bar = (("━" * filled, "$primary"), ("━" * (BAR - filled), "$panel"))
    fits = len(cram) + BAR + 2 + len(counted) <= room
    return joined(cram, *bar, f"  {counted}") if fits else joined(cram, counted)


def asked(question: Question) -> tuple[Drawn, Content | None]:
    """The question, and the setting of its deck above it."""
    prompt = drawn(question.prompt, "" if stands_out(question.prompt) else "bold")
    return prompt, drawn_in_line(question.setting, "italic") if question.setting else None


def margin(question: Question, memory: MemoryState | None) -> Content:
    """The kind of card, and whether it is new or a leech.

    Neither tags nor the deck's title: they would be above the question, and may hold the answer.
    """
    parts = [question.asked_as]
    if memory is None:
        parts.append("new")
    elif is_leech(memory):
        parts.append(f"leech: forgotten {memory.lapses} times")
    return plain("  ".join(part for part in parts if part), "dim")
