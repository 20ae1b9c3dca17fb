"""`trainer import`: a deck from another program."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import click

from trainer.cli import learner_option
from trainer.cli.counted import counted
from trainer.cli.new import slug
from trainer.clock import now
from trainer.deck.reading import MAX_BYTES
from trainer.deck.writer import deck_text
from trainer.errors import TrainerError
from trainer.exchange.carried import Carried, by_kind
from trainer.regular_file import read_regular
from trainer.store.deck_file import save_deck_text

_SPLIT = "Split it."
SHOWN = 3
"""How many of a kind of what is left behind are told one by one."""


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--to", type=click.Path(path_type=Path), help="The deck to write; no file is lost.")
@click.option("--title", metavar="TEXT", help="The deck's title, if not that in FILE, or its name.")
@click.option("--history", is_flag=True, help="Bring Anki's reviews too: progress goes on here.")
@click.option("--all", "show_all", is_flag=True, help="Tell everything that was left behind.")
@learner_option
def import_(  # noqa: PLR0913 - one for each option
    file: Path,
    *,
    to: Path | None,
    title: str | None,
    history: bool,
    show_all: bool,
    learner: str,
) -> None:
    """Make a YAML deck of FILE: .apkg (Anki), .csv, .tsv, .txt, .md or .gift.

    What cannot be carried over is counted and told. Look the deck over with
    `trainer check`: what other programs allow is not always a good card.

    \b
    Table     A row is a card: question, then answer. The first row may name
              the columns: Question, Answer, Why, Hint, Tags; or Question,
              Option A, Option B, …, Correct. From Quizlet, export with a tab
              between term and definition and a new line between rows.
    Markdown  Q: and A: lines, C: lines with [gaps], or a heading and below it
              the answer, or a list of - [x] right and - [ ] wrong options.
              Why:, Hint: and Tags: may follow.
    GIFT      As Moodle exports it, with an empty line between questions.

    Exit codes: 0 written, 2 could not.
    """  # noqa: D301 - click's mark of lines to keep
    carried = read_foreign(file, title or file.stem)
    if not carried.cards:
        raise _no_card(file, carried)
    path = to or _beside(file)
    head: dict[str, object] = {"id": slug(path.stem) or "imported"}
    text = deck_text(title or carried.title, carried.cards, head)
    if len(text.encode()) > MAX_BYTES:
        raise TrainerError(f"{file} makes a deck larger than {MAX_BYTES // 1_000_000} MB.", _SPLIT)
    if not path.exists():
        save_deck_text(path, text)
    elif not (history and path.is_file() and path.read_bytes() == text.encode()):
        raise TrainerError(f"{path} is there already.", "Choose another name with --to.")
    click.echo(f"{path}: {counted(len(carried.cards), 'card')}.")
    if history:
        _take_history(path, carried, learner)
    elif carried.reviews:
        click.echo(
            f"{counted(len(carried.reviews), 'review')} stayed behind: --history brings them."
        )
    _tell(carried, show_all=show_all)
    click.echo(f"Now: trainer check {path}")


def _take_history(path: Path, carried: Carried, learner: str) -> None:
    from trainer.study.collection import Collection
    from trainer.study.past import take_history

    if not carried.reviews:
        click.echo("It holds no reviews to go on from.")
        return
    moment = now()
    with closing(Collection([str(path)], learner=learner, folder=Path.cwd())) as collection:
        collection.refuse_when_held()
        if not collection.library.decks:
            raise TrainerError(f"{path} has errors.", f"See: trainer check {path}")
        taken = take_history(
            collection.learner,
            collection.library.decks[0],
            carried.reviews,
            collection.scheduler,
            moment,
        )
    click.echo(
        f"Going on from {counted(taken.reviews, 'review')} of {counted(taken.items, 'item')}."
    )
    if taken.known:
        click.echo(f"With progress of their own, which stands: {counted(taken.known, 'item')}.")


def _no_card(file: Path, carried: Carried) -> TrainerError:
    kinds = list(by_kind(carried.left).items())[:3]
    told = "; ".join(f"{len(ones)} × {kind} (first: {ones[0].place})" for kind, ones in kinds)
    return TrainerError(
        f"{file} holds no card{': ' if told else ''}{told}.",
        "How files must look: trainer import --help",
    )


def read_foreign(file: Path, title: str) -> Carried:
    """Read a file of another program, by its ending; a .txt by what is in it.

    Raises:
        TrainerError: it cannot be read, or nothing here reads its kind.
    """
    ending = file.suffix.lower()
    if ending in {".apkg", ".colpkg"}:
        from trainer.exchange.apkg_reader import read_apkg

        return read_apkg(file, title)
    text = _text_of(file)
    return _reader(ending, text)(text, title)


def _reader(ending: str, text: str) -> Callable[[str, str], Carried]:
    from trainer.exchange.gift import read_gift
    from trainer.exchange.markdown import read_markdown
    from trainer.exchange.table import read_table

    if ending in {".md", ".markdown"}:
        return read_markdown
    looks_like_gift = "{" in text and ("::" in text or "$CATEGORY" in text or "{=" in text)
    if ending == ".gift" or (ending == ".txt" and looks_like_gift and "\t" not in text):
        return read_gift
    if ending in {".csv", ".tsv", ".txt", ".tab"}:
        return read_table
    raise TrainerError(
        f"Files that end in {ending or 'nothing'} cannot be imported.",
        "Known are: .apkg, .csv, .tsv, .txt, .md and .gift.",
    )


def _text_of(file: Path) -> str:
    try:
        data = read_regular(file, MAX_BYTES)
    except OSError as error:
        raise TrainerError(
            f"{file} cannot be read: {error.strerror}.", "Check the file."
        ) from error
    if data is None:
        raise TrainerError(f"{file} is larger than {MAX_BYTES // 1_000_000} MB.", _SPLIT)
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        return data.decode("utf-16" if marked else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise TrainerError(f"{file} is not UTF-8 text.", "Save it as UTF-8.") from error


def _beside(file: Path) -> Path:
    name = f"{slug(file.stem) or 'imported'}.yaml"
    return Path("decks") / name if Path("decks").is_dir() else Path(name)


def _tell(carried: Carried, *, show_all: bool) -> None:
    if not carried.left:
        return
    click.echo(f"Left behind: {len(carried.left)}")
    for kind, ones in by_kind(carried.left).items():
        click.echo(f"  {len(ones):>5} × {kind}")
        for one in ones if show_all else ones[:SHOWN]:
            click.echo(f"          {one.place}: {one.what}")
        if len(ones) > SHOWN and not show_all:
            click.echo(f"          … and {len(ones) - SHOWN} more: --all tells them")
