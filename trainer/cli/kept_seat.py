"""The seat that was had in a drill: who is cut off and starts again has it back."""

import json
from contextlib import suppress

from trainer.regular_file import read_json
from trainer.store.atomic_file import make_private, write_atomically
from trainer.store.home import home


def kept_seat(address: str, pin: str, name: str | None) -> tuple[str, str] | tuple[None, None]:
    """The token and name of the seat had in this very drill, and under this name if given."""
    try:
        kept = read_json(home() / "seat.json", 10_000)
        same = (kept["address"], kept["pin"], kept["name"]) == (address, pin, name or kept["name"])
        return (str(kept["token"]), str(kept["name"])) if same else (None, None)
    except (OSError, ValueError, KeyError, TypeError):  # no seat, or none to be trusted
        return None, None


def keep_seat(address: str, pin: str, name: str, token: str) -> None:
    """Keep the seat had in a drill, for the next start."""
    path = home() / "seat.json"
    seat = {"address": address, "pin": pin, "name": name, "token": token}
    with suppress(OSError):  # the seat lasts then as long as this program
        make_private(path.parent)
        write_atomically(path, json.dumps(seat).encode())
