"""`trainer amend`: what went wrong in a drill that is over is put right."""

from collections.abc import Callable
from datetime import datetime

import click

from trainer.classroom.past_drills import PastDrill, past_drills
from trainer.classroom.past_drills import amend as put_right
from trainer.classroom.player_name import called
from trainer.classroom.refused import RefusedError
from trainer.classroom.room import Room
from trainer.classroom.roster import Roster
from trainer.classroom.school_class import SchoolClass, drills_folder
from trainer.cli.output import say
from trainer.cli.report import drill_named, where_drills_are
from trainer.clock import now
from trainer.did_you_mean import did_you_mean
from trainer.errors import TrainerError

_WHAT = ("question", "answer", "guest", "drill", "delete", "undo")
_PUT_RIGHT = {"voided", "removed", "deleted", "renamed"}


@click.command()
@click.argument("what", type=click.Choice(_WHAT))
@click.argument("which", nargs=-1)
@click.option(
    "--class", "class_name", metavar="NAME", help="The class; without it, drills of guests."
)
@click.option("--drill", "name", metavar="WHEN", help="Which drill; if not given, the latest.")
@click.option("--for-good", is_flag=True, help="With delete: remove its log; no undo.")
def amend(
    what: str,
    which: tuple[str, ...],
    *,
    class_name: str | None,
    name: str | None,
    for_good: bool,
) -> None:
    """Put right what went wrong in a drill; reports and what students remember follow.

    \b
      question N     let question N not count
      answer NAME N  let somebody's answer to it not count
      guest NAME     remove a guest, and what they answered
      drill          let nothing of the drill count
      delete         delete the drill and its reviews; no list has it any more
      undo           take the last of these back; --drill names what was deleted

    Exit codes: 0 done, 2 it cannot be.
    """  # noqa: D301 - click's mark of lines to keep
    school_class = SchoolClass(class_name) if class_name else None
    if for_good and what != "delete":
        raise TrainerError("--for-good goes with delete alone.", "See: trainer amend --help")
    drills = past_drills(drills_folder(school_class), deleted=for_good or what == "undo")
    drill = drill_named(name, drills, school_class)
    at = now()
    if for_good:
        click.confirm(f"Remove the drill {drill.path.stem} for good?", abort=True)
    roster = school_class.roster if school_class else Roster(())
    step = _step(what, which, drill, roster, at)
    try:
        put_right(drill, school_class, at, step)
    except RefusedError as error:
        raise TrainerError(str(error), where_drills_are(school_class)) from error
    if for_good:
        drill.path.unlink()
    say(f"{drill.path.stem}: {what} {' '.join(which)}".rstrip())


def _step(
    what: str, which: tuple[str, ...], drill: PastDrill, roster: Roster, at: datetime
) -> Callable[[Room], None]:
    match what, which:
        case "question", (number,):
            return lambda room: room.void(at, question=_number(number))
        case "answer", (*names, number) if names:
            player = _player(" ".join(names), drill, roster)
            return lambda room: room.void(at, question=_number(number), player=player)
        case "guest", names if names:
            guest = _player(" ".join(names), drill, roster)
            if drill.state.players[guest].joined.student:
                raise TrainerError(
                    f"{' '.join(names)} is not a guest.", "trainer class purge removes a student."
                )
            return lambda room: room.seats.remove(guest, at, keep_answers=False)
        case "drill", ():
            return lambda room: room.void(at)
        case "delete", ():
            return lambda room: room.delete(at)
        case "undo", ():
            steps = drill.state.steps
            if not steps or steps[-1].type not in _PUT_RIGHT:
                raise TrainerError("Nothing was put right last, so there is nothing to undo.")
            return lambda room: room.undo(at)
        case _:
            raise TrainerError(f"That is not how to write {what}.", "See: trainer amend --help")


def _number(text: str) -> int:
    if not text.isdecimal():
        raise TrainerError(f"{text} is not the number of a question.", "They count from 1.")
    return int(text) - 1


def _player(name: str, drill: PastDrill, roster: Roster) -> str:
    """Whose seat it was: who has this name by now, else who had it then."""
    players, known = [*drill.state.players.values()], roster.find(name)
    seats = [p for p in players if known and p.joined.student == known.id] or called(
        name, players, lambda player: filter(None, (player.name, player.joined.student))
    )
    if not seats:
        near = did_you_mean(name, [player.name for player in players])
        raise TrainerError(f"Nobody of the name {name} had a seat in this drill.", near)
    if len(seats) > 1:
        names = " and ".join(player.name for player in seats)
        raise TrainerError(f"{name} may be {names}.", "Write the name as they did.")
    return seats[0].id
