"""`trainer check`: what is wrong in decks, before a learner meets it."""

import sys
from pathlib import Path

import click

from trainer.deck.excerpt import as_github, as_json, as_text
from trainer.deck.library import Library, load_library
from trainer.store.home import decks_folder

FINDINGS = 1
"""The exit code when something was found."""


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="For people, for programs, or as workflow commands.",
)
def check(paths: tuple[str, ...], *, form: str) -> None:
    """Tell what is wrong in decks, with line, column and hint.

    A PATH is a file, a folder, or the name of a deck in one of the usual places; without
    one, all decks in reach are checked.

    Exit codes: 0 nothing found, 1 findings, 2 could not run.
    """
    library = load_library(paths, working_folder=Path(), learner_decks=decks_folder())
    findings = [finding for reading in library.readings for finding in reading.diagnostics]
    if form == "json":
        click.echo(as_json(findings))
    elif form == "github":
        for finding in findings:
            click.echo(as_github(finding))
    else:
        for reading in library.readings:
            for finding in reading.diagnostics:
                click.echo(as_text(finding, reading.text) + "\n")
        click.echo(summary(library))
    if findings:
        sys.exit(FINDINGS)


def summary(library: Library) -> str:
    """One line on the whole, as `3 findings in 1 of 2 decks.`."""
    decks = len(library.readings)
    bad = [reading for reading in library.readings if reading.diagnostics]
    if bad:
        count = sum(len(reading.diagnostics) for reading in bad)
        return f"{count} {_plural(count, 'finding')} in {len(bad)} of {decks} decks."
    cards = sum(len(deck.cards) for deck in library.decks)
    return f"{decks} {_plural(decks, 'deck')}, {cards} {_plural(cards, 'card')}: nothing found."


def _plural(count: int, word: str) -> str:
    return word if count == 1 else f"{word}s"
