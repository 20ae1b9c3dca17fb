"""The deck that an import writes, or brings up to date."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from trainer.cli.output import say
from trainer.counted import counted
from trainer.deck.card import Card
from trainer.deck.identity import card_key
from trainer.deck.reader import read_deck
from trainer.deck.reading import MAX_BYTES
from trainer.deck.slug import slug
from trainer.deck.writer import deck_text
from trainer.errors import TrainerError
from trainer.exchange.import_result import ImportResult
from trainer.exchange.media.incoming import write_media
from trainer.exchange.renewing import Renewed, remarks_of, renewed
from trainer.exchange.sound_deck import sound_deck
from trainer.media.files import FOLDER
from trainer.regular_file import begins_with, holds
from trainer.safe_text import on_one_line
from trainer.store.deck_file import save_deck_text, save_file

_MARK = "# Made by trainer import from "
"""How a deck begins that another import of the same file brings up to date."""


def title_of(file: Path) -> str:
    """What a file calls itself, without its endings."""
    return file.name.removesuffix(".gz").rpartition(".")[0] or file.name


def beside(file: Path) -> Path:
    """Where the deck of a file belongs."""
    name = f"{slug(title_of(file)) or 'imported'}.yaml"
    return Path("decks") / name if Path("decks").is_dir() else Path(name)


def write_deck(  # noqa: PLR0913 - what is written, where, and how it is called
    file: Path,
    path: Path,
    imported: ImportResult,
    title: str | None,
    *,
    update: bool = False,
    deck_id: str = "",
) -> ImportResult:
    """Write a deck, or bring one up to date that was made of the same file, and say so.

    Args:
        file: of which it is made.
        path: of the deck.
        imported: what is in the file.
        title: of the deck, if not the one that is in the file.
        update: whether a deck may be there that was not made of the file.
        deck_id: its id; the name of its file where empty.

    Returns:
        What was in the file, with what of it became a draft or no card when it was written.

    Raises:
        TrainerError: another deck is there, or it would be too large.
    """
    name = on_one_line(file.name)
    mark = f"{_MARK}{name}. Import it again to bring the deck up to date.\n"
    head: dict[str, object] = {"id": deck_id or slug(path.stem) or "imported"}
    if imported.marked_up:
        head["markup"] = "markdown"
    change, drafts, remarks = Renewed((), 0, 0), dict(imported.drafts), dict[str, str]()
    there = path.exists()
    if there and not update and not begins_with(path, mark.encode()):
        raise TrainerError(
            f"{path} already exists.",
            "Choose another name with --to; --update brings it up to date with the file.",
        )
    reading = read_deck(path) if there else None
    if reading and reading.deck is None:
        raise TrainerError(f"{path} has errors.", f"See: trainer check {path}")
    shown, brought, unwritten = write_media(imported.cards, imported.media, path.parent, save_file)
    imported = replace(imported, cards=shown, losses=(*imported.losses, *unwritten))
    cards: Sequence[Card] = imported.cards
    if reading and (old := reading.deck):
        above = remarks_of(reading)
        change = renewed(old, imported.cards, above.drafts.keys())
        cards, remarks = change.cards, dict(above.own)
        gone = dict.fromkeys(change.gone, f"no longer in {name}")
        stay = {card_key(card) for card in cards if card.status == "draft"}
        drafts = {key: why for key, why in above.drafts.items() if key in stay} | gone | drafts
        kept = old.model_dump(exclude={"cards", "title"}, exclude_defaults=True, mode="json")
        head = {**head, **kept}
        title = title or old.title
        as_made = mark + deck_text(old.title, old.cards, head, above.whole)
        if as_made != reading.text:
            click.echo("The deck's layout was written again; comments inside a card are gone.")
    sound = sound_deck(title or imported.title, cards, head, drafts, remarks)
    text = mark + sound.text
    if len(text.encode()) > MAX_BYTES:
        raise TrainerError(
            f"{file} makes a deck larger than {MAX_BYTES // 1_000_000} MB.", "Split it."
        )
    if not there or not holds(path, text.encode()):
        save_deck_text(path, text)
    say(f"{path}: {counted(len(sound.deck.cards), 'card')}.")
    if brought:
        say(f"{path.parent / FOLDER}: {counted(brought, 'file')}, which its cards show or play.")
    for ending, beside in imported.beside.items():
        save_deck_text(path.with_suffix(ending), beside)
        say(f"{path.with_suffix(ending)}: the notes as they were, for an export back.")
    if there:
        counts = f"{change.new} new, {change.changed} changed"
        lost = len(change.gone)
        left = f", {lost} no longer in {name}, kept as drafts" if lost else ""
        say(f"Brought up to date: {counts}{left}.")
    return replace(
        imported,
        done=(*imported.done, *sound.done),
        losses=(*imported.losses, *sound.losses),
        deck=sound.deck,
    )
