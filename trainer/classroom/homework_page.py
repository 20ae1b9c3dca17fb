"""A homework page: one HTML file with the questions of a drill and no key.

It needs no network: it is opened from a disk as well as from a school's website. The answers are
kept in the browser, and handed in as a file; `homework_file.py` tells its form.
"""

import base64
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from trainer.asking.question import Question
from trainer.classroom.event import Opened
from trainer.classroom.media import Gallery
from trainer.classroom.page_file import page_with
from trainer.errors import TrainerError

_MOST = 15_000_000
"""Bytes of all that a page shows and plays; it may be sent by mail."""


def homework_page(
    opened: Opened,
    questions: Sequence[Question],
    until: datetime | None = None,
    title: str = "",
    gallery: Gallery | None = None,
) -> str:
    """The page, as HTML.

    Args:
        opened: the drill that the answers belong to.
        questions: what is asked, in order; its options stand as the drill has them.
        until: when it is to be handed in.
        title: what stands above it; the class where not given.
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
    holder = _Holder(gallery or Gallery({}))
    task = {
        "homework": opened.drill,
        "title": title or opened.class_name or "",
        "until": None if until is None else until.isoformat(),
        "confidence": opened.confidence,
        "questions": [
            _told(question) | ({"media": held} if (held := holder(question)) else {})
            for question in questions
        ],
    }
    return page_with("homework", {"task": task}).html


class _Holder:
    """What a page holds of the pictures and sounds of questions, as long as there is room."""

    def __init__(self, gallery: Gallery) -> None:
        self._gallery = gallery
        self._left = _MOST

    def __call__(self, question: Question) -> dict[str, Any]:
        """What is shown and played with a question, each file within it."""
        media = self._gallery.media_of(question, revealed=False)
        for picture in (*media.get("pictures", ()), *media.get("options", {}).values()):
            picture["src"] = self._held(picture["src"])
        if sound := self._held(media.get("sound")):
            media["sound"] = sound
        else:
            media.pop("sound", None)
        return media

    def _held(self, name: str | None) -> str | None:
        """A file as an address that holds it; None where there is none, or no room for it."""
        found = self._gallery.file(name.rpartition("/")[2]) if name else None
        if found is None or len(found[0]) > self._left:
            return None  # the words of a picture stand in for it
        self._left -= len(found[0])
        return f"data:{found[1]};base64,{base64.b64encode(found[0]).decode()}"


def _told(question: Question) -> dict[str, Any]:
    shown = dict(question.shown())
    return shown | question.marked_in({"question": shown})
