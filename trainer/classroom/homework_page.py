"""A homework page: one HTML file with the questions of a drill and no key.

It needs no network: it is opened from a disk as well as from a school's website. The answers are
kept in the browser, and handed in as a file; `homework_file.py` describes it.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from trainer.asking.question import Question
from trainer.classroom.drill_event import Opened
from trainer.classroom.media import EmbeddedMedia, Gallery
from trainer.classroom.page_file import page_with
from trainer.errors import TrainerError


def homework_page(
    opened: Opened,
    questions: Sequence[Question],
    until: datetime | None = None,
    gallery: Gallery | None = None,
) -> str:
    """The page, as HTML.

    Args:
        opened: the drill that the answers belong to.
        questions: what is asked, in order; its options in the drill's order.
        until: when it is to be handed in.
        gallery: makes the pictures and sounds of the questions, which the page holds.

    Raises:
        TrainerError: a question can only be marked by who answered it, with the key at hand.
    """
    for number, question in enumerate(questions, 1):
        if question.form.self_marked:
            raise TrainerError(
                f"Question {number} cannot be homework: without its key nobody can mark it.",
                f"Leave out {question.item.ref}, or give it a kind that is marked.",
            )
    gallery = gallery or Gallery({})
    hold = EmbeddedMedia(gallery)
    task = {
        "homework": opened.drill,
        "title": opened.class_name or "",
        "until": None if until is None else until.isoformat(),
        "confidence": opened.confidence,
        "questions": [
            _told(question)
            | (
                {"media": held}
                if (held := hold(gallery.media_of(question, revealed=False)))
                else {}
            )
            for question in questions
        ],
    }
    return page_with("homework", {"task": task}).html


def _told(question: Question) -> dict[str, Any]:
    shown = dict(question.shown())
    return shown | question.marked_in({"question": shown})
