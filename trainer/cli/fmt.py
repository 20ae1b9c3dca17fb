"""`trainer fmt`: ids written down, keys in order."""

import difflib
import sys
from pathlib import Path

import click

from trainer.cli.check import FINDINGS
from trainer.cli.output import say
from trainer.deck.excerpt import printable
from trainer.deck.formatter import formatted
from trainer.deck.library import is_shipped, load_library
from trainer.deck.read_only import is_read_only
from trainer.deck.reading import Reading
from trainer.store.copies import told_of_change
from trainer.store.deck_file import save_deck_text
from trainer.store.home import decks_folder


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--check", "only_check", is_flag=True, help="Change nothing; exit 1 if it would.")
@click.option("--diff", is_flag=True, help="Change nothing; show what would change.")
def fmt(paths: tuple[str, ...], *, only_check: bool, diff: bool) -> None:
    """Write missing ids into decks, and put the keys of each card in their usual order.

    An id ties a learner's progress to a card: with one, you may reword the question at will.
    The ids written are those that progress hangs on already. Comments, blank lines, quotes
    and line breaks stay as you wrote them; running it twice changes nothing.

    Exit codes: 0 done, 1 something would change (--check, --diff) or a deck has errors or
    is read-only or came with trainer, 2 could not run.
    """
    library = load_library(paths, working_folder=Path(), learner_decks=decks_folder())
    changed = left = 0
    for reading in library.readings:
        name = printable(str(reading.path))
        if told := told_of_change(reading.path):
            say(told, err=True)
        if reading.deck is None:
            left += 1
            say(f"{name}: not formatted, it has errors. See: trainer check", err=True)
            continue
        text = formatted(reading)
        if text == reading.text:
            continue
        changed += 1
        if diff:
            click.echo(_diff(reading, text), nl=False)
        elif only_check:
            say(f"{name}: would be formatted")
        elif is_shipped(reading.path, Path.cwd()):
            left += 1
            reason = f"it came with trainer. See: trainer copy {reading.path.stem}"
            say(f"{name}: not formatted, {reason}", err=True)
        elif is_read_only(reading.path):
            left += 1
            say(f"{name}: not formatted, it is read-only", err=True)
        else:
            save_deck_text(reading.path, text)
            say(f"{name}: formatted")
    if left or (changed and (only_check or diff)):
        sys.exit(FINDINGS)


def _diff(reading: Reading, text: str) -> str:
    lines = difflib.unified_diff(
        reading.text.splitlines(keepends=True),
        text.splitlines(keepends=True),
        printable(str(reading.path)),
        f"{printable(str(reading.path))} (formatted)",
    )
    return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)
