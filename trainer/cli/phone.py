"""`trainer phone`: the session on the learner's phone, beside the app or away from it."""

from pathlib import Path

import click

from trainer.cli import learner_option
from trainer.cli.named_files import FileToRead, FileToWrite
from trainer.cli.output import say
from trainer.counted import counted
from trainer.errors import TrainerError, system_refusals
from trainer.study.options import StudyOptions


@click.command()
@click.argument("decks", nargs=-1, metavar="[DECK]...")
@click.option("--address", metavar="IP", help="Serve the phone here; else choose in the app.")
@click.option("--port", type=click.IntRange(1, 65535), metavar="PORT", help="Its port.")
@click.option(
    "--give",
    type=FileToWrite(),
    metavar="FILE",
    help="Write cards to take along as an HTML file, and open no app.",
)
@click.option(
    "--take",
    type=FileToRead(),
    metavar="FILE",
    help="Import the answers from a phone's file, and open no app.",
)
@learner_option
def phone(  # noqa: PLR0913 - an argument for each option of the command
    decks: tuple[str, ...],
    *,
    address: str | None,
    port: int | None,
    give: Path | None,
    take: Path | None,
    learner: str,
) -> None:
    """Study on your phone, in the same network, beside the app, or away from it.

    The app opens on what is due, in all decks or in each DECK, and shows a code to scan. Phone
    and app show the same card; either can go on, and what you rate is on this computer's disk
    before the next card shows. One phone at a time, by a secret link; nothing leaves the
    network. In a session `y` does the same.

    Away: "Take cards along" on the phone's page saves what is due today and tomorrow, 300 cards
    at most with their pictures and sounds, as one HTML file that needs no network. --give writes
    the same file here. What you rate there comes home by that page's link, while the app serves
    the phone at the same address, or as the file that it gives out: --take FILE. Each answer
    counts once, at the time you gave it. Only choices and true or false are marked there; any
    other answer is shown beside the key. The file holds your cards with their keys.

    Exit codes: 0 the session ended, or the file was written or read; 2 it could not be.
    """
    if give and take:
        raise TrainerError("--give and --take do not go together.", "Do one after the other.")
    if (give or take) and (address or port):
        option = "--give" if give else "--take"
        raise TrainerError(
            f"{option} opens no app: --address and --port have no effect.", "Leave them out."
        )
    if give:
        _give(decks, give, learner)
    elif take:
        _take(decks, take, learner)
    else:
        from trainer.cli.app import open_app

        open_app(learner=learner, decks=decks, study=StudyOptions(), phone=(address, port))


def _give(decks: tuple[str, ...], file: Path, learner: str) -> None:
    from trainer.classroom.media import Gallery
    from trainer.cli.app import collect
    from trainer.clock import now
    from trainer.phone.hand_out import hand_out
    from trainer.store.atomic_file import write_atomically

    if file.exists():
        raise TrainerError(f"{file} already exists.", "Name another file.")
    with collect(decks, learner=learner) as collection:
        handed_out = hand_out(collection, now())
        page = handed_out.page(Gallery(collection.card_context.folders))
    with system_refusals(f"{file} could not be written", "Name another place."):
        write_atomically(file, page.encode())
    say(f"{counted(len(handed_out.cards), 'card')} to take along: {file}")
    say("Bring the file to your phone, and open it in its browser.")


def _take(decks: tuple[str, ...], file: Path, learner: str) -> None:
    from trainer.cli.app import collect
    from trainer.clock import now
    from trainer.phone.hand_in import import_answers
    from trainer.phone.phone_answers import read_file

    handed_in = read_file(file)
    with collect(decks, learner=learner) as collection:
        say(import_answers(collection, handed_in, now()).in_words())
