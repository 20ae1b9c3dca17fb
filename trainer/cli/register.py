"""`trainer register`: keep a text at hand, to show its passages beside the answers."""

from pathlib import Path

import click

from trainer.cli.named_decks import library_of
from trainer.cli.named_files import FileToRead
from trainer.cli.output import say
from trainer.exchange.article import read_article
from trainer.store.sources import register_source


@click.command()
@click.argument("file", type=FileToRead())
def register(file: Path) -> None:
    """Register your copy of the article that decks are derived from.

    Once an answer is out, the sentences that it rests on show below it, and `trainer check`
    proves the cards against them. The copy stays on this machine.
    """
    source = read_article(file).source
    library = library_of(())
    served = [d.title for d in library.decks if d.source and d.source.sha256 == source.sha256]
    kept = register_source(source)
    say(f"Kept as {kept}")
    if served:
        say(f"Passages now show in: {', '.join(served)}.")
    else:
        say(
            "No deck that trainer finds is derived from exactly this text. To link a deck to it, "
            "write"
        )
        say(f"`sha256: {source.sha256}` under its `source`.")
