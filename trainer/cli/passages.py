"""`trainer passages`: a text, numbered the way evidence points at it."""

from pathlib import Path

import click

from trainer.cli.named_files import FileToRead
from trainer.exchange.article import read_article


@click.command()
@click.argument("file", type=FileToRead())
def passages(file: Path) -> None:
    """Print a text sentence by sentence, each after the pointer that leads to it.

    `4.2` is the second sentence of the fourth paragraph. Paragraphs end at empty lines, the
    title is the first. Write the pointers under `evidence` on the cards, and the sha256
    under `source` on the deck.
    """
    source = read_article(file).source
    click.echo(f"sha256: {source.sha256}\n\n{source.numbered()}")
