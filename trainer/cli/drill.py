"""`trainer drill`: a drill before a class."""

from pathlib import Path

import click

from trainer.classroom.addresses import PORT
from trainer.classroom.preset import PRESETS
from trainer.classroom.school_class import SchoolClass
from trainer.clock import now
from trainer.deck.deck import Deck
from trainer.deck.item import items_of_deck
from trainer.deck.library import load_library, refuse_broken
from trainer.errors import TrainerError
from trainer.store.home import decks_folder

_PRESETS = "\n".join(f"  {preset.name:8}{preset.told}" for preset in PRESETS.values())


@click.command(
    help=f"""Run a drill on the cards of each DECK, or of all decks, before a class.

    With --class, every answer is a review of that student, what the class is about to forget is
    asked first, and a drill that was cut off goes on where it stopped. Devices of students join
    in a browser or with trainer join; without any, use --preset board.

    \b
    Presets:
    {_PRESETS.replace(chr(10), chr(10) + "    ")}

    Exit codes: 0 the drill was left, 2 it could not begin.
    """
)
@click.argument("decks", nargs=-1, metavar="[DECK]...")
@click.option("--class", "class_name", metavar="NAME", help="The class; guests alone without.")
@click.option("--preset", type=click.Choice(list(PRESETS)), default="drill", show_default=True)
@click.option("--questions", type=click.IntRange(1, 200), metavar="N", help="How many to ask.")
@click.option("--teams", type=click.IntRange(2, 8), metavar="N", help="How many teams play.")
@click.option("--confidence/--no-confidence", default=None, help="Ask how sure each one is.")
@click.option("--tag", "tags", multiple=True, metavar="TAG", help="Only cards with this tag.")
@click.option("--absent", multiple=True, metavar="NAME", help="Who is not here today.")
@click.option("--address", metavar="IP", help="Serve devices here; else choose in the lobby.")
@click.option("--port", type=click.IntRange(1, 65535), default=PORT, show_default=True)
@click.option(
    "--new", "anew", is_flag=True, help="Leave a drill that was cut off, and begin a new one."
)
@click.option("--light", is_flag=True, help="Dark on light, for a bright room.")
def drill(  # noqa: PLR0913 - one for each option
    decks: tuple[str, ...],
    *,
    class_name: str | None,
    preset: str,
    questions: int | None,
    teams: int | None,
    confidence: bool | None,
    tags: tuple[str, ...],
    absent: tuple[str, ...],
    address: str | None,
    port: int,
    anew: bool,
    light: bool,
) -> None:
    """Find the cards and the class, and open the app on the wall."""
    from trainer.classroom.drill import begin_drill, resume_drill
    from trainer.classroom.past_drills import unfinished_drill
    from trainer.classroom.preset import preset_named
    from trainer.classroom.school_class import drills_folder
    from trainer.grading.marker import Marker
    from trainer.tui.drill_app import DrillApp

    school_class = SchoolClass(class_name) if class_name else None
    chosen = preset_named(preset, confidence=confidence, teams=teams)
    missing = [_student(name, school_class) for name in absent]
    sound = _decks(decks)
    items = [item for deck in sound for item in items_of_deck(deck)]
    marker = Marker(sound)
    named = {item.deck_id for item in items}
    folder = drills_folder(school_class)
    cut_off = None if anew else unfinished_drill(folder, chosen, named, now())
    if cut_off:
        running = resume_drill(cut_off, school_class, now, marker)
    else:
        wanted = [item for item in items if not tags or set(tags) & set(item.card.tags)]
        running = begin_drill(wanted, chosen, school_class, now, many=questions, mark=marker)
    for student in missing:
        running.room.note_absent(student, running.now, absent=True)

    DrillApp(running, lambda: running.open_doors(address, port), light=light).run()
    for trouble in filter(None, [running.trouble]):
        click.echo(f"not saved: {trouble}", err=True)


def _student(name: str, school_class: SchoolClass | None) -> str:
    student = school_class.roster.find(name) if school_class else None
    if student is None:
        raise TrainerError(f"{name} is not in the roster of this class.", "See: trainer class list")
    return student.id


def _decks(decks: tuple[str, ...]) -> tuple[Deck, ...]:
    library = load_library(decks, working_folder=Path.cwd(), learner_decks=decks_folder())
    refuse_broken(decks, library)
    return tuple(library.decks)
