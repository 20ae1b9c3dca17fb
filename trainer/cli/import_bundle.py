"""`trainer import` of a zip that `trainer export --bundle` wrote."""

from pathlib import Path

from trainer.cli.import_deck import beside
from trainer.cli.import_notices import list_notices
from trainer.cli.output import say
from trainer.counted import counted
from trainer.deck.deck_files import DECK_ENDINGS
from trainer.errors import TrainerError
from trainer.exchange.bundle import bundle_in, is_same_deck, unpack
from trainer.exchange.source import ForeignFile
from trainer.store.deck_file import save_deck_text, save_file


def import_bundle(file: Path, to: Path | None, *, update: bool) -> bool:
    """Import a deck with its pictures and sounds, as they were; whether a zip holds one.

    Args:
        file: the zip.
        to: the deck to be, or its folder.
        update: whether the deck may take the place of another.

    Raises:
        TrainerError: the deck has errors, or something else is in its place.
    """
    bundle = bundle_in(ForeignFile(file))
    if bundle is None:
        return False
    path = to or beside(Path(bundle.name))
    path = path if path.suffix.lower() in DECK_ENDINGS else path / bundle.name
    if path.exists() and not update and not is_same_deck(path, bundle.text):
        raise TrainerError(
            f"{path} already exists, and is another deck.",
            "Choose another place with --to; --update puts the new one in its place.",
        )
    count, losses = unpack(bundle, path, save_file)
    save_deck_text(path, bundle.text)
    say(f"{path}: {counted(len(bundle.deck.cards), 'card')}.")
    if count:
        say(f"{counted(count, 'file')} beside it, which its cards show or play.")
    list_notices("Left behind", losses, show_all=True)
    say(f"Now: trainer check {path}")
    return True
