"""`trainer import`: a deck from another program, or a folder of them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

import click

from trainer.cli import learner_option
from trainer.cli.output import say
from trainer.clock import now
from trainer.counted import counted
from trainer.deck.card import Card
from trainer.deck.identity import card_key
from trainer.deck.reader import read_deck
from trainer.deck.reading import MAX_BYTES
from trainer.deck.slug import slug
from trainer.deck.writer import deck_text
from trainer.errors import TrainerError
from trainer.exchange.import_result import ImportResult, Notice, Progress, by_kind
from trainer.exchange.media.incoming import write_media
from trainer.exchange.readers import READERS, forms_told
from trainer.exchange.recognition import reader_of
from trainer.exchange.renewing import Renewed, remarks_of, renewed
from trainer.exchange.sound_deck import sound_deck
from trainer.exchange.source import Given, Source
from trainer.garbage_collection import collector_paused
from trainer.media.files import FOLDER
from trainer.regular_file import begins_with, holds
from trainer.store.deck_file import save_deck_text, save_file

_SPLIT = "Split it."
_HELP = "How files must look: trainer import --help"
_RIGHT = "Name the right option of each row in a column Correct: its letter, number or text."
_HINTS = {
    "never worked out": "Open it in Excel or LibreOffice and save it: that works out its formulas.",
    "column named Correct": _RIGHT,
    "name one of the options": _RIGHT,
    "which option is right": _RIGHT,
    "no option is ticked": "Tick what is right: - [x].",
    "no answer": "Write an answer to each question; a table may be cut elsewhere: --separator.",
    "no separator": "Name the signs between cells and rows: --separator, --row-separator.",
    "one side only": "Write both sides, each in a language or a column of its own.",
    "nobody can mark": "Write an answer to each question, and import it again.",
}
"""Word of a reason why a file has no card -> what mends it."""
SHOWN = 3
"""How many notices of a kind are listed one by one."""
_MARK = "# Made by trainer import from "
"""How a deck begins that another import of the same file brings up to date."""


@click.command("import", epilog=forms_told())
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--to", type=click.Path(path_type=Path), help="The deck, or the folder, to write.")
@click.option("--title", metavar="TEXT", help="The deck's title, if not that in FILE, or its name.")
@click.option(
    "--from",
    "form",
    metavar="FORM",
    type=click.Choice([reader.name for reader in READERS]),
    help="Its form, one of those below.",
)
@click.option("--separator", metavar="NAME", help="Between cells: tab, comma, semicolon, dash, …")
@click.option("--row-separator", metavar="NAME", help="Between rows, where no new line parts them.")
@click.option("--heading/--no-heading", default=None, help="Whether row 1 names the columns.")
@click.option("--quotes/--no-quotes", default=None, help="Whether quotes hold a cell together.")
@click.option("--html/--no-html", default=None, help="Whether the cells are HTML.")
@click.option(
    "--correct",
    type=click.Choice(["text", "number"]),
    help="What the column Correct holds: an option's text, or its number or letter.",
)
@click.option("--rest/--no-rest", default=None, help="Whether an answer takes cells too many.")
@click.option("--encoding", metavar="NAME", help="Of a text that is not UTF-8, as cp1251.")
@click.option("--update", is_flag=True, help="Bring the deck that is there up to date with FILE.")
@click.option("--history", is_flag=True, help="Bring the reviews too: progress goes on here.")
@click.option("--all", "show_all", is_flag=True, help="List everything that was not carried over.")
@learner_option
def import_(  # noqa: PLR0913 - one for each option
    file: Path,
    *,
    to: Path | None,
    title: str | None,
    form: str | None,
    separator: str | None,
    row_separator: str | None,
    heading: bool | None,
    quotes: bool | None,
    html: bool | None,
    correct: str | None,
    rest: bool | None,
    encoding: str | None,
    update: bool,
    history: bool,
    show_all: bool,
    learner: str,
) -> None:
    """Make a YAML deck of FILE, or a folder of decks of the folder FILE.

    What FILE is follows from what is in it; --from overrules that. What could not be
    carried over, and what had to be guessed, is counted and listed. Look the deck over with
    `trainer check`: what other programs allow is not always a good card.

    A deck that was made of FILE before is brought up to date: what changed there changes
    here, ids and progress stay, and cards that are gone there are kept as drafts.

    \b
    Table     A row is a card: question, then answer. The first row may name
              the columns, in many languages: Question, Answer, Why, Hint,
              Tags; or Question, Option A, Option B, …, Correct.
    Markdown  Q: and A: lines, C: lines with [gaps], or a heading and below it
              the answer, or a list of - [x] right and - [ ] wrong options.
              Why:, Hint: and Tags: may follow.

    Exit codes: 0 written, 2 could not.
    """  # noqa: D301 - click's mark of lines to keep
    given = Given(encoding, separator, row_separator, heading, quotes, html, correct, rest, history)
    if file.is_dir():
        from trainer.cli.import_folder import import_folder

        import_folder(file, to, given, form, show_all=show_all, history=history, learner=learner)
        return
    if form is None and file.suffix.lower() == ".zip":
        from trainer.cli.import_bundle import import_bundle

        if import_bundle(file, to, update=update):
            return
    path = to or beside(file)
    with collector_paused():  # a hundred thousand notes are no garbage
        imported = read_foreign(file, title or title_of(file), given, form)
        if not imported.asks:
            raise no_card(file, imported)
        imported = write_deck(file, path, imported, title, update=update)
        take_progress({path: imported}, learner, wanted=history)
    tell(imported, show_all=show_all)
    say(f"Now: trainer check {path}")


def title_of(file: Path) -> str:
    """What a file calls itself, without its endings."""
    return file.name.removesuffix(".gz").rpartition(".")[0] or file.name


def read_foreign(
    file: Path, title: str, given: Given | None = None, form: str | None = None
) -> ImportResult:
    """Read a file of another program, by what is in it.

    Raises:
        TrainerError: it cannot be read, or nothing here reads its kind.
    """
    source = Source(file, given or Given())
    return reader_of(source, form).read(source, title)


def write_deck(  # noqa: PLR0913 - what is written, where, and how it is called
    file: Path,
    path: Path,
    imported: ImportResult,
    title: str | None,
    *,
    update: bool = False,
    deck_id: str = "",
) -> ImportResult:
    """Write a deck, or bring one up to date that was made of the same file, and say so.

    Args:
        file: of which it is made.
        path: of the deck.
        imported: what is in the file.
        title: of the deck, if not the one that is in the file.
        update: whether a deck may be there that was not made of the file.
        deck_id: its id; the name of its file where empty.

    Returns:
        What was in the file, with what of it became a draft or no card when it was written.

    Raises:
        TrainerError: another deck is there, or it would be too large.
    """
    mark = f"{_MARK}{file.name}. Import it again to bring the deck up to date.\n"
    head: dict[str, object] = {"id": deck_id or slug(path.stem) or "imported"}
    if imported.marked_up:
        head["markup"] = "markdown"
    change, drafts, remarks = Renewed((), 0, 0), dict(imported.drafts), dict[str, str]()
    there = path.exists()
    if there and not update and not begins_with(path, mark.encode()):
        raise TrainerError(
            f"{path} is there already.",
            "Choose another name with --to; --update brings it up to date with the file.",
        )
    shown, brought, unwritten = write_media(imported.cards, imported.media, path.parent, save_file)
    imported = replace(imported, cards=shown, losses=(*imported.losses, *unwritten))
    cards: Sequence[Card] = imported.cards
    if there:
        reading = read_deck(path)
        old = reading.deck
        if old is None:
            raise TrainerError(f"{path} has errors.", f"See: trainer check {path}")
        above = remarks_of(reading)
        change = renewed(old, imported.cards, above.drafts.keys())
        cards, remarks = change.cards, dict(above.own)
        gone = dict.fromkeys(change.gone, f"no longer in {file.name}")
        stay = {card_key(card) for card in cards if card.status == "draft"}
        drafts = {key: why for key, why in above.drafts.items() if key in stay} | gone | drafts
        kept = old.model_dump(exclude={"cards", "title"}, exclude_defaults=True, mode="json")
        head = {**head, **kept}
        title = title or old.title
        as_made = mark + deck_text(old.title, old.cards, head, above.whole)
        if as_made != reading.text:
            click.echo("Written again: its layout, and comments inside a card.")
    sound = sound_deck(title or imported.title, cards, head, drafts, remarks)
    text = mark + sound.text
    if len(text.encode()) > MAX_BYTES:
        raise TrainerError(f"{file} makes a deck larger than {MAX_BYTES // 1_000_000} MB.", _SPLIT)
    if not there or not holds(path, text.encode()):
        save_deck_text(path, text)
    say(f"{path}: {counted(len(sound.deck.cards), 'card')}.")
    if brought:
        say(f"{path.parent / FOLDER}: {counted(brought, 'file')}, which its cards show or play.")
    for ending, beside in imported.beside.items():
        save_deck_text(path.with_suffix(ending), beside)
        say(f"{path.with_suffix(ending)}: the notes as they were, for an export back.")
    if there:
        counts = f"{change.new} new, {change.changed} changed"
        lost = len(change.gone)
        left = f", {lost} no longer in {file.name}, kept as drafts" if lost else ""
        say(f"Brought up to date: {counts}{left}.")
    return replace(
        imported,
        done=(*imported.done, *sound.done),
        losses=(*imported.losses, *sound.losses),
        deck=sound.deck,
    )


def take_progress(written: Mapping[Path, ImportResult], learner: str, *, wanted: bool) -> None:
    """Take in what was reviewed there, or say that it stayed behind.

    Args:
        written: path of each deck -> what it was made of; all are taken in with one opening.
        learner: whose progress it becomes.
        wanted: whether it is to come along.

    Raises:
        TrainerError: it cannot be recorded, or one of the decks has errors.
    """
    reviews = tuple(chain.from_iterable(imported.reviews for imported in written.values()))
    states = tuple(chain.from_iterable(imported.states for imported in written.values()))
    if not wanted:
        known = Progress(*map(sum, zip(*(one.progress for one in written.values()), strict=True)))
        if any(known):
            say(f"{_told(known)} stayed behind: --history brings them.")
        return
    from trainer.store.deck_index import DeckIndex
    from trainer.store.home import cache_folder
    from trainer.study.collection import Collection
    from trainer.study.imported_history import TakenHistory, take_history

    if not (reviews or states):
        say("It holds no reviews to go on from.")
        return
    moment, index = now(), DeckIndex(cache_folder() / "decks")
    for path, imported in written.items():
        if imported.deck:  # it was read back: no need to do so again
            index.keep(path, imported.deck)
    parts: list[TakenHistory] = []
    paths = [str(path) for path in written]
    with Collection(paths, learner=learner, index=index) as collection:
        collection.refuse_when_held()
        decks = {reading.path: reading.deck for reading in collection.library.readings}
        for path, imported in written.items():
            deck = decks.get(path)
            if deck is None:
                raise TrainerError(f"{path} has errors.", f"See: trainer check {path}")
            parts.append(
                take_history(
                    collection.learner,
                    imported.deck or deck,
                    imported.reviews,
                    collection.scheduler,
                    moment,
                    states=imported.states,
                )
            )
    taken = TakenHistory(*map(sum, zip(*parts, strict=True)))
    say(f"Going on from {counted(taken.reviews, 'review')} of {counted(taken.items, 'item')}.")
    for word in ("suspended", "buried"):
        if count := sum(getattr(state, word) for state in states):
            say(f"{word.capitalize()} there, and here: {counted(count, 'item')}.")
    if taken.unfit:
        notice = "With a due day or memory that cannot be, so that their reviews alone count"
        say(f"{notice}: {counted(taken.unfit, 'item')}.")
    if taken.known:
        say(f"With progress of their own, which is kept: {counted(taken.known, 'item')}.")


def _told(known: Progress) -> str:
    """What another program knows of the cards, in words."""
    off = known.suspended
    told = [f"that {counted(off, 'card')} {'is' if off == 1 else 'are'} suspended"] if off else []
    if known.reviews:
        told.insert(0, counted(known.reviews, "review"))
    elif known.due:
        told.insert(0, f"due days of {counted(known.due, 'card')}")
    said = " and ".join(told) or f"states of {counted(known.states, 'card')}"
    return said[:1].upper() + said[1:]


def no_card(file: Path, imported: ImportResult) -> TrainerError:
    """That nothing of a file became a card, and why."""
    kinds = list(by_kind((*imported.losses, *imported.done)).items())[:3]
    reasons = "; ".join(
        f"{len(ones)} × {kind.removeprefix('a draft: ')} (first: {ones[0].place})"
        for kind, ones in kinds
    )
    hint = next((hint for word, hint in _HINTS.items() if word in reasons), _HELP)
    return TrainerError(f"{file} holds no card{': ' if reasons else ''}{reasons}.", hint)


def beside(file: Path) -> Path:
    """Where the deck of a file belongs."""
    name = f"{slug(title_of(file)) or 'imported'}.yaml"
    return Path("decks") / name if Path("decks").is_dir() else Path(name)


def tell(imported: ImportResult, *, show_all: bool) -> None:
    """List what was guessed, done and lost, each kind with its count."""
    list_notices("Guessed", imported.guesses, show_all=show_all)
    list_notices("Done", imported.done, show_all=show_all)
    list_notices("Left behind", imported.losses, show_all=show_all)


def list_notices(heading: str, what: tuple[Notice, ...], *, show_all: bool) -> None:
    """List notices, each kind with its count."""
    if not what:
        return
    say(f"{heading}: {len(what)}")
    for kind, ones in by_kind(what).items():
        say(f"  {len(ones):>5} × {kind}")
        for one in ones if show_all else ones[:SHOWN]:
            say(f"          {one.place}: {one.what}")
        if len(ones) > SHOWN and not show_all:
            say(f"          … and {len(ones) - SHOWN} more: --all lists them")
