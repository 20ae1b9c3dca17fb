"""`trainer join`: a drill on a student's terminal."""

import json
import re
from contextlib import suppress
from functools import partial

import click

from trainer.errors import TrainerError
from trainer.store.atomic_file import write_atomically
from trainer.store.home import home

_ADDRESS = re.compile(r"(?:http://)?(?P<host>[\w.-]+)(?::(?P<port>\d{1,5}))?/?(?:#(?P<pin>\d+))?")


@click.command()
@click.argument("host")
@click.argument("pin", required=False)
@click.option("--name", help="What you are called in class; asked for where not given.")
def join(host: str, pin: str | None, name: str | None) -> None:
    """Join the drill at HOST (as on the wall: 192.168.1.20:8722) with the PIN on the wall.

    Start it again after a crash, and you have your seat and your answers back.

    Exit codes: 0 left, 2 the address cannot be.
    """
    from trainer.cli.drill import PORT
    from trainer.tui.join_app import JoinApp
    from trainer.tui.screens.join import JoinScreen

    found = _ADDRESS.fullmatch(host.strip())
    if found is None:
        raise TrainerError(f"{host!r} is no address.", "Type it as on the wall: 192.168.1.20:8722")
    address = f"{found['host']}:{found['port'] or PORT}"
    pin = pin or found["pin"] or click.prompt("PIN on the wall")
    token = _kept_seat(address, pin)
    if token is None and name is None:
        name = click.prompt("Your name")
    keep = partial(_keep_seat, address, pin)
    JoinApp(JoinScreen(address, pin, name or "", token, keep)).run()


def _kept_seat(address: str, pin: str) -> str | None:
    """The token of the seat had in this very drill, if there was one."""
    try:
        kept = json.loads((home() / "seat.json").read_bytes())
        return str(kept["token"]) if (kept["address"], kept["pin"]) == (address, pin) else None
    except (OSError, ValueError, KeyError, TypeError):  # no seat, or none to be trusted
        return None


def _keep_seat(address: str, pin: str, token: str) -> None:
    path = home() / "seat.json"
    with suppress(OSError):  # the seat lasts then as long as this program
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(
            path, json.dumps({"address": address, "pin": pin, "token": token}).encode()
        )
