"""A port for a program that is started in a moment."""

import random
import socket
from contextlib import suppress

# From 32,768 on Linux gives a port to whoever asks for any, and to each connection that leaves.
_FIRST, _LAST = 20_000, 32_000
_choice = random.Random()  # the tests' own `random` may be seeded alike in each worker


def free_port() -> int:
    """A port that no address of this machine uses, and that is given to nobody meanwhile."""
    while True:
        port = _choice.randint(_FIRST, _LAST)
        with suppress(OSError), socket.create_server(("", port)):
            return port
