"""Which pictures and sounds belong to a question, and which to its answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from trainer.asking.question import Question
from trainer.deck.item import Item
from trainer.deck.media import ShownPicture, pictures_of
from trainer.deck.shown_files import entries_of
from trainer.media.files import file_beside

if TYPE_CHECKING:
    from trainer.media.picture import Bitmap


@dataclass(frozen=True, slots=True)
class Media:
    """What is shown and played at one moment."""

    pictures: tuple[ShownPicture, ...] = ()
    sound: str | None = None
    """The name of a file."""


def media_asked(item: Item) -> Media:
    """What belongs to a question; of an item the other way round, what belongs to its answer."""
    card = item.card
    if item.reversed:
        return Media(card.answer_pictures(item.gaps), card.answer_sound)
    return Media(card.asked_pictures(item.gaps), card.sound)


def media_revealed(item: Item) -> Media:
    """What belongs to the answer and its explanation, beside the media of the question."""
    card = item.card
    shown = card.asked_pictures if item.reversed else card.answer_pictures
    sound = card.sound if item.reversed else card.answer_sound
    return Media((*shown(item.gaps), *pictures_of(card.why_picture)), sound)


def option_pictures(question: Question) -> Mapping[str, ShownPicture]:
    """Option -> the picture that it shows, for those that show one."""
    entries = entries_of(question.item.card)
    return {str(entry): ShownPicture(entry.picture) for entry in entries if entry.picture}


def drawn(shown: ShownPicture, folder: Path, most: tuple[int, int]) -> "Bitmap":
    """A picture with what is covered and marked in it.

    Args:
        shown: the picture.
        folder: of its deck.
        most: width and height in pixels that it is made to fit into; never enlarged.

    Raises:
        MediaError: the file is missing, or no picture can be made of it.
    """
    from trainer.media.picture import hidden, open_picture, outlined  # with Pillow

    image = open_picture(file_beside(folder, shown.file), most)
    if shown.covered:
        image = hidden(image, shown.covered, shown.asked)
    return outlined(image, shown.marked) if shown.marked else image
