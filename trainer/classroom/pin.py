"""Who may come in: the PIN, and how often it may be guessed."""

import hmac
import secrets
from collections import defaultdict, deque

from trainer.classroom.refused import RefusedError

WORDS = "zero one two three four five six seven eight nine".split()

_MINUTE = 60.0
_GUESSES_OF_ONE = 10
"""Wrong PINs a minute from one device."""
_GUESSES_OF_ADDRESS = 60
"""Wrong PINs a minute from one address: a slip or two of everybody in a class behind it."""
_GUESSES_OF_ALL = 100
"""Wrong PINs a minute from all: a six-digit PIN then holds out for a week on average."""


def new_pin() -> str:
    """Six digits that nobody can foresee."""
    return f"{secrets.randbelow(1_000_000):06}"


def pin_in_words(pin: str) -> str:
    """The PIN to read aloud: `four two, zero one, …`."""
    pairs = [pin[at : at + 2] for at in range(0, len(pin), 2)]
    return ", ".join(" ".join(WORDS[int(digit)] for digit in pair) for pair in pairs)


class PinCheck:
    """Checks PINs, and makes guessing slow.

    Args:
        pin: the PIN of the drill.
    """

    def __init__(self, pin: str) -> None:
        self._pin = pin
        self._of_device: defaultdict[str, deque[float]] = defaultdict(deque)
        self._of_address: defaultdict[str, deque[float]] = defaultdict(deque)
        self._all_wrong: deque[float] = deque()

    def check(self, pin: str, address: str, seconds: float, device: str = "") -> None:
        """Let one in who names the PIN.

        Args:
            pin: what was named.
            address: where the device is.
            seconds: the present moment on any steady clock.
            device: what it is known by; empty where it sent nothing, and is one with its address.

        Raises:
            RefusedError: it is wrong, or too many wrong ones came before it.
        """
        counts = self._counts(address, device)
        for times, _ in counts:
            while times and times[0] <= seconds - _MINUTE:
                times.popleft()
        if any(len(times) >= most for times, most in counts):
            raise RefusedError("wait", "Too many wrong PINs; wait a minute and try again.")
        # in pairs, as it is read aloud, and in the figures of any keyboard
        digits = "".join(str(int(sign)) for sign in pin if sign.isdecimal())
        if not hmac.compare_digest(digits.encode(), self._pin.encode()):
            self.note_wrong(address, seconds, device)
            raise RefusedError("pin", "That is not the PIN on the wall.")
        for known in (self._of_device, self._of_address):
            for key in [key for key, times in known.items() if not times]:
                del known[key]

    def note_wrong(self, address: str, seconds: float, device: str = "") -> None:
        """Count a wrong guess: of the PIN, or of somebody's code."""
        for times, _ in self._counts(address, device):
            times.append(seconds)

    def _counts(self, address: str, device: str) -> tuple[tuple[deque[float], int], ...]:
        """The wrong guesses of a device, of its address and of all, each with how many may be."""
        return (
            (self._of_device[device or address], _GUESSES_OF_ONE),
            (self._of_address[address], _GUESSES_OF_ADDRESS),
            (self._all_wrong, _GUESSES_OF_ALL),
        )
