"""`trainer export`: a deck for another program."""

from pathlib import Path

import click

from trainer.cli.counted import counted
from trainer.cli.edit import one_deck
from trainer.cli.output import say
from trainer.deck.deck import Deck
from trainer.deck.reader import read_deck
from trainer.errors import TrainerError
from trainer.exchange.carried import Left, by_kind
from trainer.store.deck_file import save_deck_text

SHOWN = 3
"""How many cards are named that lose the same."""


@click.command()
@click.argument("deck")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def export(deck: str, file: Path) -> None:
    """Write DECK to FILE, by its ending: .apkg (Anki), .csv, .tsv, .md or .gift.

    An Anki package made again updates the notes that an earlier one brought. What the other
    program has no place for is told. Works offline. An existing FILE is replaced.

    Exit codes: 0 written, 2 could not.
    """
    path = one_deck(deck)
    found = read_deck(path).deck
    if found is None:
        raise TrainerError(f"{path} has errors.", f"See: trainer check {path}")
    left = write_foreign(found, file)
    written = len(found.cards) - sum(one.whole for one in left)
    say(f"{file}: {counted(written, 'card')}.")
    if left:
        say("Not carried over:")
    for what, ones in by_kind(left).items():
        once = list(dict.fromkeys(one.place for one in ones))
        named = ", ".join([*once[:SHOWN], *(["…"] if len(once) > SHOWN else [])])
        say(f"  {len(ones):>5} × {what} ({named})")


def write_foreign(deck: Deck, file: Path) -> tuple[Left, ...]:
    """Write a deck in the form that the file's ending names; what is lost.

    Raises:
        TrainerError: no form has this ending, or it cannot be written.
    """
    from trainer.exchange.front import with_setting_in_prompts
    from trainer.exchange.gift_writer import write_gift
    from trainer.exchange.markdown_writer import write_markdown
    from trainer.exchange.table_writer import write_table

    deck = with_setting_in_prompts(deck)
    match file.suffix.lower():
        case ".apkg":
            from trainer.exchange.apkg_writer import write_apkg

            return write_apkg(deck, file)
        case ".csv":
            text, left = write_table(deck, ",")
        case ".tsv" | ".txt":
            text, left = write_table(deck, "\t")
        case ".md":
            text, left = write_markdown(deck)
        case ".gift":
            text, left = write_gift(deck)
        case ending:
            raise TrainerError(
                f"Nothing here writes files that end in {ending or 'nothing'}.",
                "Known are: .apkg, .csv, .tsv, .md and .gift.",
            )
    save_deck_text(file, text)
    return left
