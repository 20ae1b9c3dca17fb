"""`trainer new`: a small deck to begin from."""

import json
from pathlib import Path

import click

from trainer.cli.named_files import refuse_missing_folder
from trainer.cli.output import say
from trainer.cli.typed_text import typed_text
from trainer.deck.deck_files import DECK_ENDINGS
from trainer.deck.example import example_deck
from trainer.deck.schema import deck_schema
from trainer.deck.slug import slug
from trainer.errors import TrainerError, system_refusals
from trainer.regular_file import holds
from trainer.safe_text import without_unsafe
from trainer.store.atomic_file import make_private, write_atomically
from trainer.store.deck_file import save_deck_text
from trainer.store.home import home


@click.command()
@click.argument("name")
@click.option(
    "--title", metavar="TEXT", type=typed_text, help="What learners see; NAME where not given."
)
def new(name: str, *, title: str | None) -> None:
    """Write a small deck that shows every kind of card, ready to be changed.

    It is written to ./decks/NAME.yaml where there is a folder `decks`, else to
    ./NAME.yaml; a NAME with a slash or an ending is a path. No file is ever overwritten.

    Exit codes: 0 written, 2 could not.
    """
    path = _place(name)
    refuse_missing_folder(path)
    deck_id = slug(path.stem)
    if not deck_id:
        raise TrainerError(f"{name!r} has no letter or digit in it.", "Choose another name.")
    if path.exists():
        raise TrainerError(f"{path} already exists.", "Choose another name, or edit that one.")
    shown = title or without_unsafe(path.stem).replace("-", " ").replace("_", " ").capitalize()
    text = example_deck(deck_id, shown, _schema_file().as_uri())
    save_deck_text(path, text)
    say(f"{path} is written: one card of every kind.")
    click.echo("")
    say(f"  trainer edit {path}            write on it, the card beside it")
    say(f"  trainer check --watch {path}   or in your own editor, watched")
    say(f"  trainer study {path}           study it")


def _place(name: str) -> Path:
    path = Path(name)
    if path.suffix not in DECK_ENDINGS:
        path = path.with_name(f"{path.name}.yaml") if path.name else path
    if not path.name:
        raise TrainerError(f"{name!r} is not a name for a file.", "Write: trainer new rivers")
    return Path("decks") / path if "/" not in name and Path("decks").is_dir() else path


def _schema_file() -> Path:
    """The schema, written beside the learner's data, so that editors have it offline."""
    path = home() / "deck.schema.json"
    text = json.dumps(deck_schema(), indent=2, ensure_ascii=False) + "\n"
    with system_refusals(
        f"{path} could not be written",
        "Fix the permissions, or choose another place with TRAINER_HOME.",
    ):
        if not holds(path, text.encode()):
            make_private(path.parent)
            write_atomically(path, text.encode())
    return path
