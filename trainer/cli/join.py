"""`trainer join`: a drill on a student's terminal."""

import re
from functools import partial

import click

from trainer.cli.kept_seat import keep_seat, kept_seat
from trainer.cli.output import say
from trainer.errors import TrainerError

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
        token, kept_name = kept_seat(address, pin, name)
        called: str = name or kept_name or click.prompt("Your name")
        keep = partial(keep_seat, address, pin, called)
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
