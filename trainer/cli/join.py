"""`trainer join`: a drill on a student's terminal."""

import json
import re
from contextlib import suppress
from functools import partial

import click

from trainer.cli.output import say
from trainer.errors import TrainerError
from trainer.regular_file import read_json
from trainer.store.atomic_file import make_private, write_atomically
from trainer.store.home import home

_ADDRESS = re.compile(r"(?:http://)?(?P<host>[\w.-]+)(?::(?P<port>\d{1,5}))?/?(?:#(?P<pin>\d+))?")


@click.command()
@click.argument("host")
@click.argument("pin", required=False)
@click.option("--name", help="Your name in class; if not given, you are asked for it.")
def join(host: str, pin: str | None, name: str | None) -> None:
    """Join the drill at HOST (as on the wall: 192.168.1.20:8722) with the PIN on the wall.

    Start it again after a crash, and you have your seat and your answers back.

    Exit codes: 0 left, 2 the address cannot be.
    """
    from trainer.classroom.addresses import PORT
    from trainer.tui.classroom.join import TRY_AGAIN, JoinApp, JoinScreen

    match = _ADDRESS.fullmatch(host.strip())
    if match is None or not _can_be(match["host"], int(match["port"] or PORT)):
        raise TrainerError(
            f"{host!r} is not an address.", "Type it as on the wall: 192.168.1.20:8722"
        )
    address = f"{match['host']}:{match['port'] or PORT}"
    pin = pin or match["pin"] or click.prompt("PIN on the wall")
    while True:
        token, kept_name = _kept_seat(address, pin, name)
        called: str = name or kept_name or click.prompt("Your name")
        keep = partial(_keep_seat, address, pin, called)
        refused = JoinApp(JoinScreen(address, pin, called, token, keep)).run()
        if refused is None:
            return
        code, why = refused
        say(why)
        asked = click.prompt(TRY_AGAIN[code])
        pin, name = (asked, name) if code == "pin" else (pin, asked)


def _can_be(host: str, port: int) -> bool:
    """Whether there can be a host of this name, and a port of this number."""
    try:
        return bool(host.encode("idna")) and 0 < port < 1 << 16
    except UnicodeError:
        return False


def _kept_seat(address: str, pin: str, name: str | None) -> tuple[str, str] | tuple[None, None]:
    """The token and name of the seat had in this very drill, and under this name if given."""
    try:
        kept = read_json(home() / "seat.json", 10_000)
        same = (kept["address"], kept["pin"], kept["name"]) == (address, pin, name or kept["name"])
        return (str(kept["token"]), str(kept["name"])) if same else (None, None)
    except (OSError, ValueError, KeyError, TypeError):  # no seat, or none to be trusted
        return None, None


def _keep_seat(address: str, pin: str, name: str, token: str) -> None:
    path = home() / "seat.json"
    seat = {"address": address, "pin": pin, "name": name, "token": token}
    with suppress(OSError):  # the seat lasts then as long as this program
        make_private(path.parent)
        write_atomically(path, json.dumps(seat).encode())
