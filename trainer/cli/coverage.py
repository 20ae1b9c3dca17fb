"""`trainer coverage`: what of an article the cards of decks ask."""

import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from textwrap import shorten

import click

from trainer.cli.named_decks import library_of
from trainer.cli.named_files import FileToRead
from trainer.cli.output import say_json
from trainer.deck.coverage import Coverage, Standing, unasked
from trainer.deck.coverage import coverage as covered_by
from trainer.deck.deck import Deck
from trainer.deck.source_text import SourceText
from trainer.errors import TrainerError
from trainer.exchange.article import read_article
from trainer.store.sources import registered_source, set_aside

_LONGEST = 60
"""Characters of a fact; a cause may go on."""


@click.command()
@click.argument("decks", nargs=-1, required=True, metavar="DECK...")
@click.option(
    "--source",
    "path",
    type=FileToRead(),
    metavar="FILE",
    help="Your copy of the article; not needed once it was registered.",
)
@click.option("--json", "as_json", is_flag=True, help="For programs: every sentence and fact.")
def coverage(decks: tuple[str, ...], *, path: Path | None, as_json: bool) -> None:
    """Show what the cards of decks ask of an article: the facts that no card asks, then a table.

    A sentence is asked when a card that points at it by `evidence` has its answer from it,
    mentioned when one points at it and asks for something else. What you set aside in the
    workbench (trainer derive) needs no card.

    Facts are names, numbers, dates and causes. They are found in English.

    Exit codes: 0 shown, 2 could not run.
    """
    library = library_of(decks)
    broken = next((reading for reading in library.readings if reading.deck is None), None)
    if broken:
        raise TrainerError(f"{broken.path} has errors.", f"See: trainer check {broken.path}")
    source = read_article(path).source if path else _registered(library.decks)
    meant = [d for d in library.decks if not _is_of_another(d, source)]
    if not meant:
        raise TrainerError(
            "None of these decks is derived from this text.",
            f"Its sha256 is {source.sha256}; compare it with the deck's `source`.",
        )
    by_cards = covered_by(source, [c for d in meant for c in d.cards], set_aside(source.sha256))
    if as_json:
        cards = [(d.id, place) for d in meant for place in range(len(d.cards))]
        say_json(_as_fields(by_cards, cards))
    else:
        _show([*_unasked_lines(by_cards), *_table(by_cards)])


def _show(lines: Sequence[str]) -> None:
    """Print; page by page on a terminal that is too low, as the first lines matter most."""
    text = "\n".join(lines)
    if sys.stdout.isatty() and len(lines) >= shutil.get_terminal_size().lines:
        click.echo_via_pager(text)
    else:
        click.echo(text)


def _is_of_another(deck: Deck, source: SourceText) -> bool:
    """Whether a deck says that it comes from another text, or says nothing and points nowhere."""
    named = deck.source.sha256 if deck.source else None
    if named:
        return named != source.sha256
    return not any(card.evidence for card in deck.cards)


def _registered(decks: Sequence[Deck]) -> SourceText:
    for deck in decks:
        if deck.source and deck.source.sha256 and (kept := registered_source(deck.source.sha256)):
            return kept
    raise TrainerError(
        "There is no copy of the article here.",
        "Name your copy: --source FILE, or: trainer register FILE",
    )


def _unasked_lines(covered: Coverage) -> list[str]:
    lines = [
        f"  {one.standing.sign} {sentence.pointer:<6} {one.fact.kind:<7} {_short(one.fact.text)}"
        for sentence, one in unasked(covered)
    ]
    if not lines:
        return ["Every fact is asked.", ""]
    heading = "Facts that no card asks (· on no card, ◐ on a card that asks something else):"
    return [heading, *lines, ""]


def _short(fact: str) -> str:
    return shorten(fact, _LONGEST, placeholder=" …")


def _table(covered: Coverage) -> list[str]:
    rows = [("paragraph", "sentences", *(str(standing) for standing in Standing))]
    for at, sentences in enumerate(covered.paragraphs):
        counts = covered.counts(at)
        rows.append((str(at + 1), str(len(sentences)), *(str(n or "") for n in counts.values())))
    total = covered.counts()
    rows.append(("all", str(len(covered.sentences)), *(str(n) for n in total.values())))
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    return [
        "  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


def _as_fields(covered: Coverage, cards: Sequence[tuple[str, int]]) -> dict[str, object]:
    return {
        "counts": dict(covered.counts()),
        "paragraphs": [
            {"paragraph": at + 1, "sentences": len(sentences), **covered.counts(at)}
            for at, sentences in enumerate(covered.paragraphs)
        ],
        "sentences": [
            {
                "pointer": sentence.pointer,
                "standing": sentence.standing,
                "reason": sentence.reason,
                "cards": [f"{cards[at][0]}:{cards[at][1] + 1}" for at in sentence.cards],
                "facts": [
                    {"kind": one.fact.kind, "text": one.fact.text, "standing": one.standing}
                    for one in sentence.facts
                ],
            }
            for sentence in covered.sentences
        ],
    }
