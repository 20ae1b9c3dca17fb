"""`trainer import`: a deck from another program, or a folder of them."""

from pathlib import Path

import click

from trainer.cli import learner_option
from trainer.cli.import_deck import beside, title_of, write_deck
from trainer.cli.import_notices import list_all, no_card
from trainer.cli.import_progress import import_progress
from trainer.cli.named_files import FileToRead, FileToWrite
from trainer.cli.output import say
from trainer.cli.typed_text import typed_text
from trainer.exchange.import_result import ImportResult
from trainer.exchange.readers import READERS, forms_listed
from trainer.exchange.recognition import reader_of
from trainer.exchange.source import ForeignFile, ImportOptions
from trainer.garbage_collection import collector_paused


@click.command("import", epilog=forms_listed())
@click.argument("file", type=FileToRead(or_folder=True))
@click.option("--to", type=FileToWrite(or_folder=True), help="The deck, or the folder, to write.")
@click.option(
    "--title",
    metavar="TEXT",
    type=typed_text,
    help="The deck's title, if not that in FILE, or its name.",
)
@click.option(
    "--from",
    "form",
    metavar="FORM",
    type=click.Choice([reader.name for reader in READERS]),
    help="Its format, one of those below.",
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
@click.option("--rest/--no-rest", default=None, help="Whether extra cells belong to the answer.")
@click.option(
    "--encoding", metavar="NAME", help="The encoding of a text that is not UTF-8, such as cp1251."
)
@click.option("--update", is_flag=True, help="Update the deck that was made from FILE before.")
@click.option("--history", is_flag=True, help="Import the reviews too: progress goes on here.")
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

    The form of FILE is found from what is in it; --from overrules that. What could not be
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
    options = ImportOptions(
        encoding, separator, row_separator, heading, quotes, html, correct, rest, history
    )
    if file.is_dir():
        from trainer.cli.import_folder import import_folder

        import_folder(file, to, options, form, show_all=show_all, history=history, learner=learner)
        return
    if form is None and file.suffix.lower() == ".zip":
        from trainer.cli.import_bundle import import_bundle

        if import_bundle(file, to, update=update):
            return
    path = to or beside(file)
    with collector_paused():  # a hundred thousand notes are no garbage
        imported = read_foreign(file, title or title_of(file), options, form)
        if not imported.asks:
            raise no_card(file, imported)
        imported = write_deck(file, path, imported, title, update=update)
        import_progress({path: imported}, learner, wanted=history)
    list_all(imported, show_all=show_all)
    say(f"Now: trainer check {path}")


def read_foreign(
    file: Path, title: str, options: ImportOptions | None = None, form: str | None = None
) -> ImportResult:
    """Read a file of another program, by what is in it.

    Raises:
        TrainerError: it cannot be read, or nothing here reads its kind.
    """
    source = ForeignFile(file, options or ImportOptions())
    return reader_of(source, form).read(source, title)
