"""`trainer schema`: the deck format for editors."""

import json
from pathlib import Path

import click

from trainer.cli.named_files import FileToWrite
from trainer.deck.schema import deck_schema
from trainer.store.deck_file import save_deck_text


@click.command()
@click.option("--output", type=FileToWrite(allow_dash=True), help="Write it to a file.")
def schema(*, output: Path | None) -> None:
    """Print the JSON Schema of decks, for completion and hover in an editor.

    Editors with the YAML language server take it from a deck's first line, which
    `trainer new` writes: `# yaml-language-server: $schema=PATH`.
    """
    text = json.dumps(deck_schema(), indent=2, ensure_ascii=False)
    if output and str(output) != "-":
        save_deck_text(output, f"{text}\n")
    else:
        click.echo(text)
