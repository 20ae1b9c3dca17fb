"""`trainer export`: a deck for another program, or for a printer."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from trainer.cli import learner_option
from trainer.cli.accepted import accepted_by
from trainer.cli.named_decks import one_deck
from trainer.cli.named_files import FileToWrite
from trainer.cli.output import say
from trainer.counted import counted
from trainer.deck.add_accepted import deck_accepting
from trainer.deck.deck import Deck
from trainer.deck.reader import read_deck
from trainer.errors import TrainerError, system_refusals
from trainer.exchange.import_result import Notice, by_kind
from trainer.exchange.writers import WRITERS, MediaForm, writer_of
from trainer.regular_file import read_regular
from trainer.store.atomic_file import write_atomically
from trainer.store.deck_file import save_deck_text, save_file

if TYPE_CHECKING:
    from trainer.exchange.anki.kept_notes import AnkiNotes

_MOST_BESIDE = 64_000_000
"""Bytes of the notes beside a deck."""
_TABLES = {".csv", ".tsv", ".txt"}
SHOWN = 3
"""How many cards are named that lose the same."""


def _show_formats(context: click.Context, _: click.Parameter, asked: bool) -> None:  # noqa: FBT001 - click calls it so
    if asked and not context.resilient_parsing:
        from importlib.resources import files

        click.echo((files("trainer.exchange") / "kept.txt").read_text("utf-8"), nl=False)
        context.exit()


@click.command()
@click.argument("deck")
@click.argument("file", type=FileToWrite())
@click.option(
    "--to",
    "form",
    type=click.Choice([one.name for one in WRITERS]),
    help="The format; if not given, FILE's ending decides.",
)
@click.option(
    "--formats",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_formats,
    help="What each format keeps of each kind of card.",
)
@click.option(
    "--anki-language",
    help="The language of your Anki, as de, if not this system's: a table with clozes names its"
    " note types.",
)
@click.option("--bundle", is_flag=True, help="One zip of DECK and its pictures and sounds.")
@learner_option
def export(  # noqa: PLR0913 - one for each option
    deck: str,
    file: Path,
    *,
    form: str | None,
    anki_language: str | None,
    bundle: bool,
    learner: str,
) -> None:
    """Write DECK to FILE, in the form that its ending names, or --to.

    An Anki package made again updates the notes that an earlier one brought. Notes that came
    from Anki go back with what was changed here, and otherwise as they were then: if you
    changed them in Anki since, import them again first. What the other program has no place
    for is listed. Works offline. An existing FILE is replaced.

    \b
    .apkg        Anki
    .csv .tsv    Anki, Quizlet, spreadsheets
    .md          Markdown, to read and to bring back whole
    .xml         Moodle, with formatted texts and all gaps of a cloze
    .gift        Moodle, a text to read
    .xlsx        Kahoot's own template, for choices
    .html        a worksheet with its key, to print (--to print-cards: cards with two sides)
    --to options    CSV with a column for each option, for quiz makers
    --to hashcards  hashcards' Markdown
    --to mnemosyne  Mnemosyne's text, a line a card

    Pictures and sounds go along: inside .apkg and .xml, pictures inside .gift and .html; into
    media/ beside .md and .csv. --bundle writes one zip of DECK as it is and all of these.

    Exit codes: 0 written, 2 could not.
    """  # noqa: D301 - click's mark of lines to keep
    language = _language(anki_language)
    path = one_deck(deck)
    whole = read_deck(path).deck
    if whole is None:
        raise TrainerError(f"{path} has errors.", f"See: trainer check {path}")
    if bundle:
        from trainer.exchange.bundle import bundled

        with system_refusals(f"{file} could not be written"):
            data, count, losses = bundled(whole, path)
            write_atomically(file, data, shared=True)
        more = f" and {counted(count, 'file')}, which its cards show or play" if count else ""
        say(f"{file}: {path.name}{more}.")
        for one in losses:
            say(f"  not in it: {one.what}")
        say(f"Who gets it types: trainer import {file.name}")
        return
    accepted = accepted_by(learner).get(whole.id, {})
    whole = deck_accepting(whole, accepted)
    losses = write_foreign(whole, file, form, language, path)
    written = len(whole.cards) - sum(one.whole for one in losses)
    say(f"{file}: {counted(written, 'card')}.")
    if file.suffix.lower() in _TABLES and any(card.items for card in whole.cards):
        say(f"Its note types are named in {language}: --anki-language chooses another.")
    if accepted:
        say(f"With the answers that you count as right too, on {counted(len(accepted), 'card')}.")
    _list_losses(losses)


def _list_losses(losses: Sequence[Notice]) -> None:
    """List what does not go along."""
    if losses:
        say("Not carried over:")
    for what, ones in by_kind(losses).items():
        once = list(dict.fromkeys(one.place for one in ones))
        named = ", ".join([*once[:SHOWN], *(["…"] if len(once) > SHOWN else [])])
        say(f"  {len(ones):>5} × {what} ({named})")


def _language(language: str | None) -> str:
    """The language of Anki's names of note types: the one given, or this system's if it can be.

    Raises:
        TrainerError: there are no names in the language that was given.
    """
    from trainer.exchange.anki.stock_note_types import languages

    known = languages()
    if language is None:
        system_language = next(
            filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), ""
        )
        whole = system_language.partition(".")[0].replace("_", "-")
        return next((one for one in (whole, whole.partition("-")[0]) if one in known), "en")
    if language not in known:
        raise TrainerError(
            f"There are no names of Anki's note types in {language}.",
            f"Known are: {', '.join(known)}.",
        )
    return language


def notes_beside(path: Path) -> "AnkiNotes | None":
    """The notes of Anki that a deck came of, where they are kept beside it.

    Raises:
        TrainerError: they cannot be read.
    """
    from trainer.exchange.anki.kept_notes import SUFFIX, AnkiNotes

    try:
        kept = read_regular(path.with_suffix(SUFFIX), _MOST_BESIDE)
    except OSError:
        return None  # most decks have none
    if kept is None:
        raise TrainerError(
            f"{path.with_suffix(SUFFIX)} is larger than {_MOST_BESIDE // 1_000_000} MB.",
            "Move it away; without it the cards are new notes to Anki.",
        )
    return AnkiNotes.of_json(kept.decode(errors="replace"))


def write_foreign(
    deck: Deck, file: Path, form: str | None = None, language: str = "en", path: Path | None = None
) -> tuple[Notice, ...]:
    """Write a deck in the form that is named, or that the file's ending names; what is lost.

    Args:
        deck: to be written.
        file: where to.
        form: the name of one of the writers.
        language: of the Anki that is to read a table.
        path: of the deck, beside which are its pictures, sounds, and notes of Anki.

    Raises:
        TrainerError: no form has this ending, or it cannot be written.
    """
    from trainer.exchange.media.outgoing import media_beside, write_beside
    from trainer.exchange.two_sides import with_setting_in_prompts

    media = media_beside(path.parent if path else None)
    writer = writer_of(file, form)
    if not writer.has_settings:
        deck = with_setting_in_prompts(deck)
    if writer.is_text:
        text, losses = writer.text(deck, language, media)
        save_deck_text(file, text)
        return (
            *losses,
            *(write_beside(media, file, save_file) if writer.media is MediaForm.BESIDE else ()),
        )
    if writer.name == "anki":
        from trainer.exchange.anki.package_writer import write_apkg

        data, losses = write_apkg(deck, notes_beside(path) if path else None, media)
    else:
        data, losses = writer.whole(deck)
    with system_refusals(f"{file} could not be written"):
        write_atomically(file, data, shared=True)
    return losses
