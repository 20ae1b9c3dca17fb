"""The wall before a drill: how to join, and who is there."""

from collections.abc import Iterable
from itertools import zip_longest

from textual.content import Content

from trainer.classroom.drill import Drill
from trainer.classroom.drill_stage import DrillStage
from trainer.classroom.pin import pin_in_words
from trainer.classroom.player import Player
from trainer.counted import counted
from trainer.tui.qr_code import qr_code
from trainer.tui.text import joined, plain
from trainer.tui.wall.passage import WallPart, passage
from trainer.tui.wall.sheet import sheet

NAMES_SHOWN = 60

_BESIDE = 36
"""Columns needed beside the code."""

_ABOVE = 5
"""Rows for the address above it; where they are left, the code is drawn twice as large."""


def lobby(drill: Drill, width: int, rows: int) -> Content:
    """How to join from where devices can, who did, and what to press."""
    if drill.room.preset.devices:
        return _devices(drill, width, rows)
    return sheet([*_board(drill)], width, rows)


def urls(drill: Drill) -> list[str]:
    """Where devices join, the address in the network first."""
    server = drill.server
    hosts = sorted(server.hosts, key=lambda host: host.startswith("127."))
    return [f"http://{host}:{server.port}" for host in hosts]


def _board(drill: Drill) -> Iterable[WallPart]:
    preset = drill.room.preset
    many = len(drill.room.questions)
    yield passage(f"{many} question{'s' * (many != 1)} on the board")
    yield plain("")
    yield passage("Everybody answers by hand, by voice or on paper.", "", weight=1)
    if drill.school_class:
        students = drill.school_class.roster.students
        here = len(students) - len(drill.absent)
        yield plain(f"Class {drill.school_class.name}: {here} of {len(students)} here.")
        yield plain("m lists them, to note who is absent; c calls one, once a question is shown.")
    if preset.teams:
        yield joined("Teams:  ", plain("   ".join(drill.room.opened.teams)))
    yield plain("")
    yield joined(("space begins", "dim"))


def _devices(drill: Drill, width: int, rows: int) -> Content:
    """The address above, as large as it can be; the code for phones, and the PIN, beside it."""
    addresses = urls(drill)
    if not addresses:
        return plain("Devices cannot join." if drill.join_trouble else "Opening the door …")
    url, pin = addresses[0], drill.room.opened.pin
    closed = url.startswith("http://127.")
    above: list[WallPart] = [passage(url, "bold $primary")]
    below: list[WallPart] = [
        plain(pin_in_words(pin), "dim"),
        joined(("in a terminal: ", "dim"), plain(f"trainer join {url[len('http://') :]} {pin}")),
        plain(""),
        *_names(drill),
    ]
    if closed:
        below.insert(
            0,
            joined(
                ("Only this computer can join so far. ", "$warning"),
                "a opens the drill to the network.",
            ),
        )
    double = [*qr_code(f"{url}/#{pin}", double=True)]
    fits = rows >= len(double) + _ABOVE and width >= len(double[0]) + _BESIDE
    code = double if fits else [*qr_code(f"{url}/#{pin}")]
    if closed or width < len(code[0]) + _BESIDE or rows < len(code) + 1:
        return sheet([*above, passage(f"PIN {pin}", weight=1), *below], width, rows)
    head = sheet([*above, plain("")], width, rows - len(code))
    room = width - len(code[0]) - 2
    beside = sheet([passage(f"PIN {pin}"), *below], room, len(code))
    blank = plain(" " * len(code[0]))
    lines = zip_longest(code, beside.wrap(room), fillvalue=None)
    both = [joined(left or blank, "  ", right or plain("")) for left, right in lines]
    return Content("\n").join([head, *both])


def _names(drill: Drill) -> Iterable[WallPart]:
    seated = list(drill.room.state.seated.values())
    many = f"{counted(len(drill.room.questions), 'question')}   "
    if not seated:
        begins = "space begins anyway." if drill.room.state.stage is DrillStage.LOBBY else ""
        yield joined((f"{many}Nobody has joined yet. {begins}", "dim"))
        return
    begins = "   space begins" if drill.room.state.stage is DrillStage.LOBBY else ""
    yield joined((many, "dim"), (f"{len(seated)} here", "bold"), (begins, "dim"))
    teams = drill.room.opened.teams
    groups = {team: [p for p in seated if p.joined.team == n] for n, team in enumerate(teams)}
    for team, players in (groups or {"": seated}).items():
        names = "   ".join(_name(drill, player) for player in players[-NAMES_SHOWN:])
        more = f"   and {len(players) - NAMES_SHOWN} more" if len(players) > NAMES_SHOWN else ""
        yield passage(f"{team}  {names}{more}" if team else f"{names}{more}", "", weight=2)


def _name(drill: Drill, player: Player) -> str:
    """A player's name; in a class, those who are not in its roster are marked."""
    guest = drill.school_class is not None and player.joined.student is None
    return f"{player.name} (guest)" if guest else player.name
