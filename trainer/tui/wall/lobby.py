"""The wall before a drill: how to join, and who is there."""

from collections.abc import Iterable
from itertools import zip_longest

import segno
from textual.content import Content

from trainer.classroom.drill import Drill
from trainer.classroom.event import Stage
from trainer.classroom.gate import in_words
from trainer.classroom.state import Player
from trainer.tui.text import joined, plain
from trainer.tui.wall.letters import large

NAMES_SHOWN = 60

_DOUBLE = 42
"""Rows from which on the QR code is drawn twice as large."""


def lobby(drill: Drill, width: int, rows: int) -> Content:
    """How to join from where devices can, the names of those who did, and what to press."""
    lines = _devices(drill, width, rows) if drill.room.preset.devices else _board(drill)
    return Content("\n").join(lines)


def urls(drill: Drill) -> list[str]:
    """Where devices join, the address in the network first."""
    server = drill.server
    hosts = sorted(server.hosts, key=lambda host: host.startswith("127."))
    return [f"http://{host}:{server.port}" for host in hosts]


def _board(drill: Drill) -> Iterable[Content]:
    preset = drill.room.preset
    yield joined((f"{len(drill.room.questions)} questions on the board", "bold"))
    yield plain("")
    yield plain("Everybody answers by hand, by voice or on paper.")
    if drill.school_class:
        students = drill.school_class.roster.students
        here = len(students) - len(drill.absent)
        yield plain(f"Class {drill.school_class.name}: {here} of {len(students)} here.")
        yield plain("m lists them, to note who is absent; c calls one, once a question is shown.")
    if preset.teams:
        yield joined("Teams:  ", plain("   ".join(drill.room.opened.teams)))
    yield plain("")
    yield joined(("space begins", "dim"))


def _devices(drill: Drill, width: int, rows: int) -> Iterable[Content]:
    addresses = urls(drill)
    if not addresses:
        yield plain("Devices cannot join." if drill.door_trouble else "Opening the door …")
        return
    url, pin = addresses[0], drill.room.opened.pin
    closed = url.startswith("http://127.")
    if closed:
        yield joined(
            ("Only this computer can join so far. ", "$warning"),
            "a opens the drill to the network.",
        )
        yield plain("")
    code = [*qr(f"{url}/#{pin}", double=rows >= _DOUBLE)]
    beside = not closed and width >= len(code[0]) + 36 and rows >= len(code)
    way = [*_way(url, pin, width - len(code[0]) - 2 if beside else width)]
    if beside:
        blank = plain(" " * len(code[0]))
        for left, right in zip_longest(code, way, fillvalue=None):
            yield joined(left or blank, "  ", right or plain(""))
    else:
        yield from way
    command = f"trainer join {url.removeprefix('http://')} {pin}"
    yield joined(("in a terminal: ", "dim"), plain(command))
    yield plain("")
    yield from _names(drill)


def _way(url: str, pin: str, width: int) -> Iterable[Content]:
    """The address and the PIN, to type, to read aloud and to see from afar."""
    yield joined("Open  ", (url, "bold $primary"))
    yield plain("")
    drawn = large(pin, width, 5) if width >= 40 else None  # noqa: PLR2004
    if drawn:
        yield joined(("PIN", "bold"))
        yield from (plain(line, "bold") for line in drawn.split("\n"))
    else:
        yield joined(("PIN  ", "bold"), (pin, "bold $primary"))
    yield plain("")
    yield joined((in_words(pin), "dim"))


def _names(drill: Drill) -> Iterable[Content]:
    seated = list(drill.room.state.seated.values())
    asked = len(drill.room.questions)
    many = f"{asked} {'question' if asked == 1 else 'questions'}   "
    if not seated:
        advice = "space begins all the same." if drill.room.state.stage is Stage.LOBBY else ""
        yield joined((f"{many}Nobody has joined yet. {advice}", "dim"))
        return
    begins = "   space begins" if drill.room.state.stage is Stage.LOBBY else ""
    yield joined((many, "dim"), (f"{len(seated)} here", "bold"), (begins, "dim"))
    teams = drill.room.opened.teams
    groups = {team: [p for p in seated if p.joined.team == n] for n, team in enumerate(teams)}
    for team, players in (groups or {"": seated}).items():
        names = "   ".join(_name(drill, player) for player in players[-NAMES_SHOWN:])
        more = f"   and {len(players) - NAMES_SHOWN} more" if len(players) > NAMES_SHOWN else ""
        yield joined((f"{team}  " if team else "", "bold"), plain(names), more)


def _name(drill: Drill, player: Player) -> str:
    """A player's name; in a class, those who are not in its roster are marked."""
    guest = drill.school_class is not None and player.joined.student is None
    return f"{player.name} (guest)" if guest else player.name


def qr(text: str, *, double: bool = False) -> Iterable[Content]:
    """A QR code, dark on light whatever the theme; phones want it so.

    Args:
        text: what it says.
        double: two columns and a row for each module, for a wall; else half a row.
    """
    code = segno.make(text, error="m", micro=False)
    rows = [[bool(module) for module in row] for row in code.matrix_iter(border=2)]
    if double:
        drawn = ["".join("██" if dark else "  " for dark in row) for row in rows]
    else:
        rows += [[False] * len(rows[0])] * (len(rows) % 2)
        pairs = zip(rows[::2], rows[1::2], strict=True)
        drawn = [
            "".join(" ▄▀█"[2 * up + low] for up, low in zip(upper, lower, strict=True))
            for upper, lower in pairs
        ]
    return (joined((row, "black on white")) for row in drawn)
