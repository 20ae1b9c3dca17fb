"""`trainer fmt`: ids written down, keys in order."""

import difflib
import sys

import click

from trainer.cli import FINDINGS
from trainer.cli.named_decks import library_of, rewrite
from trainer.cli.output import say
from trainer.deck.excerpt import printable
from trainer.deck.formatter import formatted
from trainer.deck.reading import Reading
from trainer.store.copies import change_notice


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
    library = library_of(paths)
    changed = left = 0
    for reading in library.readings:
        name = printable(str(reading.path))
        if change := change_notice(reading.path):
            say(change, err=True)
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
        elif not rewrite(reading, text, "formatted"):
            left += 1
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
