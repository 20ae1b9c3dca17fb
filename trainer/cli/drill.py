"""`trainer drill`: a drill before a class."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from trainer.classroom.addresses import PORT
from trainer.classroom.preset import PRESETS
from trainer.classroom.school_class import SchoolClass
from trainer.cli.drill_to_resume import DrillOptions, drill_to_resume
from trainer.cli.named_decks import library_of
from trainer.cli.named_files import FileToWrite
from trainer.cli.named_student import named_student
from trainer.cli.output import say
from trainer.clock import now, steady_clock
from trainer.deck.deck import Deck
from trainer.deck.item import items_of_deck
from trainer.deck.library import refuse_broken
from trainer.errors import TrainerError, system_refusals
from trainer.free_name import numbered

if TYPE_CHECKING:
    from trainer.classroom.drill import Drill
    from trainer.classroom.media import Gallery

_OF_COCKPIT = {"cockpit", "class_name", "homework", "which", "decks"}

_PRESETS = "\n".join(f"  {preset.name:10}{preset.description}" for preset in PRESETS.values())


@click.command(
    help=f"""Run a drill on the cards of each DECK, or of all decks, in class.

    In a second terminal, trainer drill --cockpit shows what only you should see: the key, who
    answered what, your notes, the next question. There, o shows a code for your phone.

    With --plan FILE, the questions are written to FILE. Put them in your order, and run the same
    command again to ask them. With --rehearse you try the drill alone.

    With --homework, everybody answers at their own pace until the end of a day, while this
    computer is on. A page is written too, for those who cannot reach this computer: trainer class
    hand-in imports the answers that it gives out. Homework runs beside lessons and other homework.

    With --class, every answer is a review of that student, and what the class is about to forget
    is asked first. A drill that was cut off can go on where it stopped: you are asked, or choose
    with --resume or --new. Students join in a browser or with trainer join; without devices, use
    --preset board.

    \b
    Presets:
    {_PRESETS.replace(chr(10), chr(10) + "    ")}

    Exit codes: 0 the drill was left, 2 it could not begin.
    """
)
@click.argument("decks", nargs=-1, metavar="[DECK]...")
@click.option(
    "--class", "class_name", metavar="NAME", help="The class; without it, only guests play."
)
@click.option("--preset", type=click.Choice(list(PRESETS)), default="drill", show_default=True)
@click.option("--homework", is_flag=True, help="Over days, each at their own pace.")
@click.option("--until", metavar="DAY", help="With --homework: friday, 2026-03-13 or tomorrow.")
@click.option("--questions", type=click.IntRange(1, 200), metavar="N", help="How many to ask.")
@click.option("--teams", type=click.IntRange(2, 8), metavar="N", help="How many teams play.")
@click.option("--confidence/--no-confidence", default=None, help="Ask how sure each one is.")
@click.option("--tag", "tags", multiple=True, metavar="TAG", help="Only cards with this tag.")
@click.option("--absent", multiple=True, metavar="NAME", help="Who is not here today.")
@click.option("--address", metavar="IP", help="Serve devices here; else choose in the lobby.")
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    metavar="N",
    help=f"{PORT}, or any other if that is in use.",
)
@click.option("--resume", "going_on", flag_value=True, default=None, help="Go on where it stopped.")
@click.option("--new", "going_on", flag_value=False, help="Begin a new drill, not the one cut off.")
@click.option("--drill", "which", metavar="WHEN", help="Which one to go on with, of several.")
@click.option("--plan", type=FileToWrite(), metavar="FILE", help="What to ask.")
@click.option("--rehearse", is_flag=True, help="Try it alone; nothing is recorded.")
@click.option("--cockpit", is_flag=True, help="Your own view of the drill that runs.")
@click.option("--light", is_flag=True, help="Dark on light, for a bright room.")
def drill(  # noqa: PLR0913 - one for each option
    decks: tuple[str, ...],
    *,
    class_name: str | None,
    preset: str,
    homework: bool,
    until: str | None,
    questions: int | None,
    teams: int | None,
    confidence: bool | None,
    tags: tuple[str, ...],
    absent: tuple[str, ...],
    address: str | None,
    port: int | None,
    going_on: bool | None,
    which: str | None,
    plan: Path | None,
    rehearse: bool,
    cockpit: bool,
    light: bool,
) -> None:
    """Find the cards and the class, and open the app on the wall."""
    _refuse_idle(going_on)
    if cockpit:
        _open_cockpit(class_name, which, decks, homework=homework)
        return
    from trainer.classroom.begin_drill import begin_drill, choose_for_class, resume_drill
    from trainer.classroom.homework_end import end_of
    from trainer.classroom.lesson_plan import read_plan, write_plan
    from trainer.classroom.preset import preset_named
    from trainer.grading.marker import Marker
    from trainer.tui.classroom.drill_app import DrillApp

    school_class = SchoolClass(class_name) if class_name else None
    if until and not homework:
        raise TrainerError("--until goes with --homework.", "See: trainer drill --help")
    preset = "homework" if homework else preset
    chosen = preset_named(preset, confidence=confidence, teams=teams)
    ends = end_of(until or "tomorrow", now()) if preset == "homework" else None
    if absent and school_class is None:
        raise TrainerError("--absent goes with --class.", "See: trainer drill --help")
    missing = [named_student(school_class, name) for name in absent if school_class]
    sound, folders = _decks(decks)
    items = [item for deck in sound for item in items_of_deck(deck)]
    marker = Marker(sound)
    wanted = [item for item in items if not tags or set(tags) & set(item.card.tags)]
    if plan and not plan.exists():
        seed = int(now().timestamp())
        write_plan(plan, choose_for_class(wanted, chosen, school_class, now(), seed, questions))
        say(f"{plan}: put the questions in your order, and run the same command again to ask them.")
        return
    if plan:
        wanted = [*read_plan(plan, items)]
    begin = partial(
        begin_drill,
        wanted,
        chosen,
        school_class,
        many=questions,
        mark=marker,
        planned=bool(plan),
    )

    def run(drill: "Drill") -> None:
        drill.server.gallery.folders = folders
        DrillApp(drill, lambda: drill.serve_devices(address, port), light=light).run()

    if rehearse:
        with TemporaryDirectory() as folder:
            run(begin(steady_clock(), rehearsal=Path(folder)))
        return
    asked = DrillOptions(chosen, sound, tags, questions, ends, tuple(item.ref for item in wanted))
    cut_off = drill_to_resume(school_class, going_on, which, asked)
    DrillApp.need_terminal()
    if cut_off:
        clock = steady_clock(cut_off.events[-1].at)
        running = resume_drill(cut_off, school_class, clock, marker)
    else:
        running = begin(steady_clock(), until=ends)
        if ends:
            _announce_page(running, ends, folders)
    for student in missing:
        running.room.note_absent(student, running.now, absent=True)
    run(running)
    if running.trouble:
        say(f"not saved: {running.trouble}", err=True)


def _refuse_idle(going_on: bool | None) -> None:  # noqa: FBT001
    """Refuse an option that has no effect beside another.

    Raises:
        TrainerError: two of the options do not go together.
    """
    context = click.get_current_context()
    commandline = context.get_parameter_source
    options = {name for name in context.params if commandline(name) is ParameterSource.COMMANDLINE}
    idle = options - _OF_COCKPIT if "cockpit" in options else set()
    if "rehearse" in options:
        idle = options & {"going_on", "which"}
    elif "which" in options and going_on is False:
        idle = {"going_on"}
    elif "homework" in options and context.params["preset"] != "homework":
        idle = options & {"preset"}
    names = {option.name: option for option in context.command.params}
    for name in sorted(idle):
        one = next(iter(names[name].opts))
        if name == "going_on":
            one = "--resume" if going_on else "--new"
        other = next(o for o in ("cockpit", "rehearse", "which", "homework") if o in options)
        raise TrainerError(f"{one} has no effect with {names[other].opts[0]}.", "Leave one out.")


def _announce_page(running: "Drill", until: datetime, folders: Mapping[str, Path]) -> None:
    """Write the page of homework and say where; without it the homework does not begin."""
    from trainer.classroom.media import Gallery

    try:
        page = write_homework_page(running, until, Gallery(folders))
    except TrainerError:
        running.discard()  # nobody has a page of it
        raise
    say(f"For those without this computer: {page}")


def write_homework_page(running: "Drill", until: datetime, gallery: "Gallery") -> Path:
    """Write the homework as a page of its own, without a key in it."""
    from trainer.classroom.homework_page import homework_page
    from trainer.store.atomic_file import write_atomically

    opened = running.room.opened
    path = Path.cwd() / f"{opened.class_name or 'drill'}-homework-{until:%Y-%m-%d}.html"
    path = next(free for free in numbered(path) if not free.exists())
    page = homework_page(opened, running.room.questions, until, gallery=gallery)
    with system_refusals(f"{path} cannot be written"):
        write_atomically(path, page.encode(), shared=True)
    return path


def _open_cockpit(
    class_name: str | None, which: str | None, decks: tuple[str, ...], *, homework: bool
) -> None:
    from trainer.classroom.cockpit_file import find_cockpit
    from trainer.store.home import classes_folder, guest_drills_folder
    from trainer.tui.classroom.cockpit import CockpitScreen
    from trainer.tui.classroom.cockpit_app import CockpitApp

    if class_name:
        folders = [SchoolClass(class_name).drills]
    else:
        folders = [guest_drills_folder(), *classes_folder().glob("*/drills")]
    named = {deck.id for deck in _decks(decks)[0]} if decks else set[str]()
    cockpit = find_cockpit(folders, homework=homework, which=which, decks=named)
    CockpitApp(CockpitScreen(cockpit.address, cockpit.secret)).run()


def _decks(decks: tuple[str, ...]) -> tuple[tuple[Deck, ...], dict[str, Path]]:
    """The decks that were named, and the folder of each, which has its pictures."""
    library = library_of(decks)
    refuse_broken(decks, library)
    return tuple(library.decks), library.folders
