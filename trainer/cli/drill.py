"""`trainer drill`: a drill before a class."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

import click
from click.core import ParameterSource

from trainer.classroom.addresses import PORT
from trainer.classroom.preset import PRESETS, Preset
from trainer.classroom.school_class import SchoolClass
from trainer.cli.output import say
from trainer.clock import now, steady_clock
from trainer.deck.deck import Deck
from trainer.deck.item import items_of_deck
from trainer.deck.library import load_library, refuse_broken
from trainer.errors import TrainerError, system_refusals
from trainer.free_name import numbered
from trainer.store.home import decks_folder

if TYPE_CHECKING:
    from trainer.classroom.drill import Drill
    from trainer.classroom.past_drills import PastDrill

_COMPARED = ("preset", "homework", "until", "teams", "confidence", "questions", "plan")

_OF_COCKPIT = {"cockpit", "class_name", "homework", "which", "decks"}

_PRESETS = "\n".join(f"  {preset.name:10}{preset.description}" for preset in PRESETS.values())


@click.command(
    help=f"""Run a drill on the cards of each DECK, or of all decks, before a class.

    In a second terminal, trainer drill --cockpit shows what only you should see: the key, who
    answered what, your notes, the next question. There, o shows a code for your phone.

    With --plan FILE, what would be asked is written to FILE; put it in your order, and say the same
    again to ask it. With --rehearse you try it alone.

    With --homework, questions are answered at each one's own pace until the end of a day, while
    this computer is on; a page is written too, for those who cannot reach it. What that page
    gives out is taken in with trainer class hand-in. It runs beside lessons and other homework.

    With --class, every answer is a review of that student, what the class is about to forget is
    asked first. A drill that was cut off goes on where it stopped: you are asked, or say so with
    --resume or --new. Devices of students join
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
    help=f"{PORT}, or any while that is taken.",
)
@click.option("--resume", "going_on", flag_value=True, default=None, help="Go on where it stopped.")
@click.option("--new", "going_on", flag_value=False, help="Begin a new drill, not the one cut off.")
@click.option("--drill", "which", metavar="WHEN", help="Which one to go on with, of several.")
@click.option(
    "--plan", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="What to ask."
)
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
    from trainer.classroom.homework import end_of
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
    missing = [_student(name, school_class) for name in absent]
    sound, folders = _decks(decks)
    items = [item for deck in sound for item in items_of_deck(deck)]
    marker = Marker(sound)
    wanted = [item for item in items if not tags or set(tags) & set(item.card.tags)]
    if plan and not plan.exists():
        seed = int(now().timestamp())
        write_plan(plan, choose_for_class(wanted, chosen, school_class, now(), seed, questions))
        say(f"{plan}: put it in your order, and say the same again to ask it.")
        return
    if plan:
        wanted = [*read_plan(plan, items)]
    refs = tuple(item.ref for item in wanted)
    if rehearse:
        with TemporaryDirectory() as folder:
            trial = begin_drill(
                wanted,
                chosen,
                school_class,
                steady_clock(),
                many=questions,
                mark=marker,
                planned=bool(plan),
                rehearsal=Path(folder),
            )
            DrillApp(trial, lambda: trial.open_doors(address, port), light=light).run()
        return
    asked = _Asked(chosen, sound, tags, questions, ends, refs)
    cut_off = _gone_on(_unfinished(school_class, going_on, which, ends), going_on, which, asked)
    DrillApp.need_terminal()
    if cut_off:
        clock = steady_clock(cut_off.events[-1].at)
        running = resume_drill(cut_off, school_class, clock, marker)
    else:
        running = begin_drill(
            wanted,
            chosen,
            school_class,
            steady_clock(),
            many=questions,
            mark=marker,
            until=ends,
            planned=bool(plan),
        )
        running.server.gallery.folders = folders
        if ends:
            try:
                say(f"For those without this computer: {_write_page(running, ends)}")
            except TrainerError:
                running.discard()  # nobody has a page of it
                raise
    for student in missing:
        running.room.note_absent(student, running.now, absent=True)

    DrillApp(running, lambda: running.open_doors(address, port), light=light).run()
    for trouble in filter(None, [running.trouble]):
        say(f"not saved: {trouble}", err=True)


def _refuse_idle(going_on: bool | None) -> None:  # noqa: FBT001
    """Refuse what goes unheard beside something else that was said.

    Raises:
        TrainerError: two of the options do not go together.
    """
    context = click.get_current_context()
    commandline = context.get_parameter_source
    said = {name for name in context.params if commandline(name) is ParameterSource.COMMANDLINE}
    idle = said - _OF_COCKPIT if "cockpit" in said else set()
    if "rehearse" in said:
        idle = said & {"going_on", "which"}
    elif "which" in said and going_on is False:
        idle = {"going_on"}
    elif "homework" in said and context.params["preset"] != "homework":
        idle = said & {"preset"}
    names = {option.name: option for option in context.command.params}
    for name in sorted(idle):
        one = next(iter(names[name].opts))
        if name == "going_on":
            one = "--resume" if going_on else "--new"
        other = next(o for o in ("cockpit", "rehearse", "which", "homework") if o in said)
        raise TrainerError(f"{one} says nothing beside {names[other].opts[0]}.", "Leave one out.")


def _write_page(running: "Drill", until: datetime) -> Path:
    """Write the homework as a page of its own, without a key in it."""
    from trainer.classroom.homework_page import homework_page
    from trainer.store.atomic_file import write_atomically

    opened = running.room.opened
    path = Path.cwd() / f"{opened.class_name or 'drill'}-homework-{until:%Y-%m-%d}.html"
    path = next(free for free in numbered(path) if not free.exists())
    page = homework_page(opened, running.room.questions, until, gallery=running.server.gallery)
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
    found = find_cockpit(folders, homework=homework, which=which, decks=named)
    CockpitApp(CockpitScreen(found.address, found.secret)).run()


class _Asked(NamedTuple):
    """What the command line asks for."""

    preset: Preset
    decks: tuple[Deck, ...]
    tags: tuple[str, ...]
    questions: int | None
    until: datetime | None
    wanted: tuple[str, ...]
    """The refs of what may be asked; with a plan, in its order."""

    def besides(self, past: "PastDrill") -> str:
        """The decks named of which a drill that was cut off asks nothing."""
        said = click.get_current_context().get_parameter_source("decks")
        named = self.decks if said is ParameterSource.COMMANDLINE else ()
        return ", ".join(deck.title for deck in named if deck.id not in past.decks)

    def unlike(self, past: "PastDrill") -> Iterator[str]:
        """What a drill that was cut off cannot give, for what was said, and its log."""
        given, opened = click.get_current_context().get_parameter_source, past.opened
        said = {name for name in _COMPARED if given(name) is ParameterSource.COMMANDLINE}
        if "preset" in said and self.preset.name != opened.preset:
            yield f"--preset {self.preset.name} (it runs with {opened.preset})"
        if "homework" in said and self.preset.name != opened.preset:
            yield f"--homework (it runs with {opened.preset})"
        ends = opened.until.astimezone().date() if opened.until else None
        if "until" in said and (self.until is None or self.until.date() != ends):
            yield "--until" + (f" (it ends {ends})" if ends else "")
        if "teams" in said and self.preset.teams != len(opened.teams):
            yield f"--teams {self.preset.teams} (it has {len(opened.teams) or 'none'})"
        if "confidence" in said and self.preset.confidence != opened.confidence:
            yield "--confidence" if self.preset.confidence else "--no-confidence"
        if "questions" in said and self.questions != len(opened.questions):
            yield f"--questions {self.questions} (it has {len(opened.questions)})"
        if "plan" in said and self.wanted != tuple(q.ref for q in opened.questions):
            yield "--plan (it asks other questions, or in another order)"
        if others := [id_ for id_ in past.decks if id_ not in {deck.id for deck in self.decks}]:
            yield f"the decks named (it asks of {', '.join(others)} too)"
        untagged = [q for q in opened.questions if not set(self.tags) & {*q.card.get("tags", ())}]
        if self.tags and untagged:
            yield "--tag " + " ".join(self.tags)


def _unfinished(
    school_class: SchoolClass | None,
    going_on: bool | None,  # noqa: FBT001
    which: str | None,
    ends: datetime | None,
) -> list["PastDrill"]:
    """What can be resumed: the lesson that was cut off, else homework where that is asked for.

    Raises:
        TrainerError: there is none, and one was asked for.
    """
    from trainer.classroom.homework import close_past_homework
    from trainer.classroom.past_drills import open_homework, unfinished_drill
    from trainer.classroom.school_class import drills_folder
    from trainer.cli.report import drill_named

    folder = drills_folder(school_class)
    close_past_homework(folder, school_class, now())
    lesson = None if ends else unfinished_drill(folder, now())
    found = [lesson] if lesson else []
    if which is not None or ends or (going_on and not lesson):
        found += open_homework(folder, now())
    if which is not None:
        return [drill_named(which, found, school_class)]
    if going_on and not found:
        raise TrainerError("There is no drill to go on with.", "Leave --resume out to begin one.")
    return found


def _gone_on(
    unfinished: Sequence["PastDrill"],
    going_on: bool | None,  # noqa: FBT001
    which: str | None,
    asked: _Asked,
) -> "PastDrill | None":
    """Which drill to go on with; None to begin one. It is asked where it was not said.

    Homework runs beside other homework: of that, only what was asked for is in question.

    Raises:
        TrainerError: nobody can be asked; or going on would leave out what was asked for.
    """
    going_on = True if which is not None else going_on
    if going_on is False or not unfinished:
        return None
    titles = {deck.id: deck.title for deck in asked.decks}
    meant = unfinished
    if unfinished[0].opened.until:
        fitting = [drill for drill in unfinished if not any(asked.unlike(drill))]
        meant = fitting or (unfinished if going_on else [])
    if not meant:
        for drill in unfinished:
            say(f"Open beside it: {drill.in_words(titles)}.", err=True)
        return None
    if len(meant) > 1:
        return _chosen({drill.path.stem: drill for drill in meant}, titles)
    [past] = meant
    words, unlike = past.in_words(titles), "; ".join(asked.unlike(past))
    if going_on and unlike:
        raise TrainerError(
            f"Going on with {words} leaves out {unlike}.",
            "Leave that out to go on, or begin a new one with --new.",
        )
    if besides := asked.besides(past):
        say(f"Going on with it asks nothing of: {besides}.", err=True)
    if going_on:
        return past
    if not sys.stdin.isatty():
        raise TrainerError(
            f"Not finished yet: {words}.", "Say --resume to go on with it, or --new for a new one."
        )
    say(f"Not finished yet: {words}.")
    if unlike:
        say(f"Going on with it leaves out {unlike}.")
    answer = click.prompt("Go on with it, or begin a new one?", type=click.Choice(["go on", "new"]))
    return past if answer == "go on" else None


def _chosen(drills: Mapping[str, "PastDrill"], titles: Mapping[str, str]) -> "PastDrill | None":
    """The one of several to go on with that is chosen; None to begin a new one."""
    lines = "\n  ".join(f"{stem}  {drill.in_words(titles)}" for stem, drill in drills.items())
    unfinished = f"{len(drills)} are not finished yet:\n  {lines}"
    if not sys.stdin.isatty():
        raise TrainerError(
            unfinished, "Say --drill WHEN to go on with one, or --new for a new one."
        )
    say(unfinished)
    answer = click.prompt("Which one, or a new one?", type=click.Choice([*drills, "new"]))
    return drills.get(answer)


def _student(name: str, school_class: SchoolClass | None) -> str:
    student = school_class.roster.find(name) if school_class else None
    if student is None:
        raise TrainerError(f"{name} is not in the roster of this class.", "See: trainer class list")
    return student.id


def _decks(decks: tuple[str, ...]) -> tuple[tuple[Deck, ...], dict[str, Path]]:
    """The decks that were named, and the folder of each, which has its pictures."""
    library = load_library(decks, working_folder=Path.cwd(), learner_decks=decks_folder())
    refuse_broken(decks, library)
    return tuple(library.decks), library.folders
