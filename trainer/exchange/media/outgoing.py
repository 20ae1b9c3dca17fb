"""Pictures and sounds of a deck on their way out: marks in its texts, as on the way in.

A writer hands the marks on with the texts, and in the end each becomes what its form has for a
picture or a sound. What a form has no place for stays on its card, and is listed there.
"""

import html
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from trainer.archive import beginning
from trainer.deck.card import Card, Cloze, DraftCard, Flashcard, Hide, Where
from trainer.deck.card_base import CardBase
from trainer.deck.deck import Deck
from trainer.deck.entry import Entry
from trainer.deck.identity import card_key
from trainer.deck.media import Picture
from trainer.errors import SystemRefusedError
from trainer.exchange.import_result import Notice, loss_of
from trainer.exchange.media.marks import MarkedFile, MediaMarks
from trainer.media.files import FOLDER, LARGEST, MediaError, file_beside
from trainer.media.kind import HEAD
from trainer.media.placing import Save, put_file
from trainer.regular_file import read_regular

if TYPE_CHECKING:
    from trainer.media.picture import Bitmap

_MOST = (1280, 1280)
"""Pixels of a picture that is drawn again."""


def media_beside(folder: Path | None) -> MediaMarks:
    """The pictures and sounds beside a deck; none where nobody knows where it lies."""
    if folder is None:
        return MediaMarks()

    def look(name: str, most: int) -> bytes | None:
        try:
            path = file_beside(folder, name)
            if path.stat().st_size > LARGEST:
                return None
            return beginning(path) if most <= HEAD else read_regular(path, LARGEST)
        except (MediaError, OSError):
            return None

    return MediaMarks(look)


def with_marks(
    deck: Deck, media: MediaMarks, *, held: bool = False, filed: bool = False, drawn: bool = False
) -> tuple[Deck, tuple[Notice, ...]]:
    """A deck with marks in its texts for what its cards show and play, and what is lost by it.

    Args:
        deck: to be written.
        media: the pictures and sounds beside it.
        held: whether the form holds pictures in its own text: sounds have no place there, and
            answers are nothing but words.
        filed: whether the form holds both, and answers are nothing but words all the same.
        drawn: whether cards about regions of a picture become questions with that picture as it
            is shown.
    """
    cards, lost = [], []
    for card in deck.cards:
        one = card
        if drawn and isinstance(card, Hide | Where):
            try:
                one = shown_regions(card, media)
            except MediaError as error:
                lost.append(broken_picture(card, error))
            if one is not card:
                notice = f"how it is asked: {card.kind} becomes {one.kind}"
                lost.append(Notice(card_key(card), notice))
        elif isinstance(card, Hide | Where):
            mark = mark_of(card.picture, media)
            whole = {"q": f"{card.q}\n{mark}", "id": card_key(card)}
            one = card.model_copy(update=whole if mark else {})
        cards.append(marked(one, media, held=held, filed=filed))
    return deck.model_copy(update={"cards": tuple(cards)}), tuple(lost)


def marked(card: Card, media: MediaMarks, *, held: bool = False, filed: bool = False) -> Card:
    """A card with marks in its texts for what it shows and plays.

    Its id is written down: without one, what it shows is part of its name.
    """
    if isinstance(card, DraftCard | Hide | Where):
        return card
    change: dict[str, object] = {}
    prompt = "cloze" if isinstance(card, Cloze) else "q"
    sounds = () if held else (("sound",), ("answer_sound",))
    asked, answers = (
        [*_marks_for(card, media, (picture, *sound), change)]
        for picture, sound in zip(("picture", "answer_picture"), sounds or ((), ()), strict=True)
    )
    explains = [*_marks_for(card, media, ("why_picture",), change)]
    if asked:
        change[prompt] = "\n".join([getattr(card, prompt), *asked])
    if isinstance(card, Flashcard) and answers and not (held or filed):
        change["a"] = "\n".join([card.a, *answers])
    elif answers:
        explains = [*answers, *explains]  # an answer that is marked is nothing but its words
    if explains:
        change["why"] = "\n".join([*filter(None, [card.why]), *explains])
    for key in ("a", "wrong", "list"):
        if (options := getattr(card, key, None)) and _shows(options):
            change[key] = _options(options, media)
    return card.model_copy(update={"id": card_key(card), **change}) if change else card


def _marks_for(
    card: CardBase, media: MediaMarks, keys: tuple[str, ...], change: dict[str, object]
) -> Iterator[str]:
    """Marks for what is in some fields of a card, which are empty after that."""
    for key in keys:
        value = getattr(card, key)
        mark = mark_of(value, media) if value else ""
        if mark:
            change[key] = None
            yield mark


def mark_of(shown: Picture | str, media: MediaMarks) -> str:
    """A mark for a picture or a sound; empty where its file is not there."""
    if isinstance(shown, str):
        return media.mark(shown)
    return media.mark(shown.file, shown.alt or "", shown.caption or "", shown.credit or "")


def _shows(options: object) -> bool:
    each = [options] if isinstance(options, str) else options
    return isinstance(each, list | tuple | dict) and any(
        isinstance(one, Entry) and one.picture for one in each
    )


def _options(options: object, media: MediaMarks) -> object:
    match options:
        case Entry():
            mark = mark_of(options.picture, media) if options.picture else ""
            text = f"{options} {mark}" if mark else str(options)
            return Entry(text, options.accept, options.why, None if mark else options.picture)
        case dict():
            return {_options(option, media): why for option, why in options.items()}
        case list() | tuple():
            return tuple(_options(option, media) for option in options)
        case _:
            return options


def shown_regions(card: Hide | Where, media: MediaMarks) -> Card:
    """A card about regions of a picture as a question with that picture; itself without one.

    Raises:
        MediaError: no picture can be made of the file.
    """
    asked = mark_of(card.picture, media)
    if not asked:
        return card
    from trainer.media.picture import hidden, outlined

    shown = media.parted(asked)[1][0]
    if isinstance(card, Hide):
        asked = _drawn(shown, media, card, lambda image: hidden(image, card.hide.values(), None))
        answer = card.solution
    else:
        shows = _drawn(shown, media, card, lambda image: outlined(image, card.region))
        answer = f"{card.where}\n{shows}"
    kept = card.model_dump(include={"why", "hint", "importance"}, exclude_defaults=True)
    whole = {"q": f"{card.q}\n{asked}", "a": answer, "id": card_key(card), "tags": card.tags}
    return Flashcard.model_construct(**{**kept, **whole})


def broken_picture(card: Card, error: MediaError) -> Notice:
    """That the picture of a card cannot be drawn."""
    return Notice(card_key(card), f"a picture: {error}")


def _drawn(
    shown: MarkedFile, media: MediaMarks, card: Card, draw: "Callable[[Bitmap], Bitmap]"
) -> str:
    """A mark for a picture with something drawn in it."""
    from trainer.media.picture import encoded, picture_from

    content, _ = encoded(draw(picture_from(media.files[shown.file](), shown.file, _MOST)))
    return media.mark(
        f"{shown.file.rpartition('.')[0]}-{card_key(card)}", shown.alt, content=content
    )


def in_html(shown: MarkedFile) -> str:
    """A picture or sound in HTML as Anki has it, its file beside the others of its collection."""
    if not shown.is_picture:
        return f"[sound:{html.escape(shown.file, quote=False)}]"
    return f"<img{attributes(shown, shown.file)}>{below(shown)}"


def below(shown: MarkedFile) -> str:
    """What is said below a picture."""
    below = " · ".join(filter(None, (shown.caption, shown.credit)))
    return f'<br><small class="below">{html.escape(below)}</small>' if below else ""


def attributes(shown: MarkedFile, source: str) -> str:
    """What an element says that shows a picture of this address."""
    values = {"src": source, "alt": shown.alt, "title": shown.caption, "data-credit": shown.credit}
    return "".join(f' {key}="{html.escape(text)}"' for key, text in values.items() if text)


def in_markdown(shown: MarkedFile) -> str:
    """A picture or sound in Markdown, its file in `media/` beside it."""
    alt = re.sub(r"[\\\[\]]", r"\\\g<0>", shown.alt)
    below = " · ".join(filter(None, (shown.caption, shown.credit))).replace('"', "”")
    title = f' "{below}"' if below else ""
    return f"![{alt}](<{FOLDER}/{shown.file}>{title})"


def embedded(shown: MarkedFile, media: MediaMarks) -> str:
    """A picture in HTML that holds it, made fit for a page; of a sound nothing."""
    import base64

    from trainer.media.picture import encoded, picture_from

    if not shown.is_picture:
        return ""
    picture = picture_from(media.files[shown.file](), shown.file, _MOST)
    content, kind = encoded(picture)
    source = f"data:{kind};base64,{base64.b64encode(content).decode()}"
    return f"<img{attributes(shown, source)}>{below(shown)}"


def write_beside(media: MediaMarks, file: Path, save: Save) -> tuple[Notice, ...]:
    """Write pictures and sounds into `media/` beside an exported file; which could not be.

    Args:
        media: what its cards show and play.
        file: the exported file.
        save: writes a file, whole or not at all.

    Raises:
        TrainerError: the folder cannot be written.
    """
    lost = []
    try:
        for name, read in media.files.items():
            content = read()
            if not content:
                lost.append(Notice(name, f"{loss_of(name)}, which is too large"))
            elif put_file(content, file.parent / FOLDER / name, file.parent, save).name != name:
                lost.append(Notice(name, f"{loss_of(name)}: another file has its name"))
    except OSError as error:
        raise SystemRefusedError(error, f"{file.parent / FOLDER} could not be written") from error
    return tuple(lost)
