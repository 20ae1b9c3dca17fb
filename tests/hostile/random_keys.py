"""Types at random, 1 to 20 ms apart, at the real app in a pseudo-terminal.

By hand, for ten minutes: `python -m tests.hostile.random_keys 600`. It prints how many keys
were typed, how many answers the journal was compared with the screen for, and what differed.
"""

import json
import os
import random
import re
import select
import string
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyte

from tests.clock import PATIENCE
from tests.program import AtTerminal

ROWS, COLUMNS = 30, 100
ROUND = 15.0
"""Seconds of typing before a new home and a new deck are begun with."""
SETTLED = 0.3
"""Seconds until it is clear that a key is not held, and what it does is painted."""
EDIT = "\x05"
KEYS = [
    *["\r"] * 20,
    *[" "] * 14,
    *["u"] * 3,
    *["3"] * 6,
    *string.digits,
    # q leaves, e and p edit and practise, y shows a code: none types an answer
    *(letter for letter in string.ascii_lowercase if letter not in "qepy"),
    *["\x0e", "\x02", "\x13", "\x1a"] * 2,
    EDIT,
]
"""enter, space, digits, letters, ctrl+n, ctrl+b, ctrl+s, ctrl+z; and ctrl+e."""
ASKED = 20.0
"""Seconds without the page of keys, after which something is asked in its place."""
STOPS = 20
"""So often, at most, a round stops to look; about every third stop is on a card."""
HELP = "^p  Palette"
"""Stands on the page of keys of every screen, and nowhere else."""
_PLACE = re.compile(r"^  [━ ]{8}  \d.*?^ {3,8}Card (\d+): \w+\?$", re.MULTILINE | re.DOTALL)
"""The number of the card that is asked, on the study screen and on no other."""
_DONE = re.compile(r"(\d+) done")


def deck() -> str:
    """Cards of every kind; each says its number, and no two have a word of an answer in common."""
    cards = []
    for n in range(120):
        q = f"q: 'Card {n}: what?'"
        one, two, three, four = (f"{word}{n}" for word in ("ash", "bee", "cod", "doe"))
        cards += [
            f"{{id: c{n}, {q}, a: {one}, wrong: [{two}, {three}]}}",
            f"{{id: p{n}, {q.replace('what', 'which')}, a: [{one}, {two}], wrong: [{three}]}}",
            f"{{id: t{n}, {q.replace('what', 'type')}, typed: {one}}}",
            f"{{id: f{n}, {q.replace('what', 'flip')}, a: {one}}}",
            f"{{id: l{n}, {q.replace('what', 'list')}, list: [{one}, {two}, {three}]}}",
            f"{{id: o{n}, {q.replace('what', 'order')}, order: [{one}, {two}, {three}, {four}]}}",
            f"{{id: b{n}, {q.replace('what', 'true')}, truth: true}}",
        ]
    random.Random(1).shuffle(cards)
    lines = "".join(f"  - {card}\n" for card in cards)
    return f"title: Random\nid: random\ncards:\n{lines}"


@dataclass
class Tally:
    """What came of it."""

    keys: int = 0
    compared: int = 0
    """How many answers were compared with the screen."""
    counted: int = 0
    """How often the number of answers on the screen was compared with the journal."""
    crashes: list[str] = field(default_factory=list)
    differences: list[str] = field(default_factory=list)

    def add(self, other: "Tally") -> None:
        self.keys += other.keys
        self.compared += other.compared
        self.counted += other.counted
        self.crashes += other.crashes
        self.differences += other.differences


class Terminal(AtTerminal):
    """A study session, and what its terminal shows."""

    def __init__(self, home: Path) -> None:
        path = home / "deck.yaml"
        path.write_text(deck())
        settings = home / "learners" / "me" / "settings.json"
        settings.parent.mkdir(parents=True)
        settings.write_text(json.dumps({"new_per_day": 9999, "reviews_per_day": 9999}))
        command = ("study", str(path), "--learner", "me")
        env = {"TRAINER_HOME": str(home), "NO_MOTION": "1"}
        super().__init__(*command, rows=ROWS, columns=COLUMNS, env=env)
        self._screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self._screen)
        self.ended = False

    def type(self, keys: str) -> None:
        try:
            os.write(self.terminal, keys.encode())
        except OSError:
            self.ended = True

    def watch(self, seconds: float) -> None:
        """Take in what is painted."""
        until = time.monotonic() + seconds
        while not self.ended and (left := until - time.monotonic()) > 0:
            if select.select([self.terminal], [], [], left)[0]:
                try:
                    painted = os.read(self.terminal, 65536)
                except OSError:
                    painted = b""
                if not painted:
                    self.ended = True
                else:
                    # pyte knows no private modes with a colon or a >, which draw nothing
                    self._stream.feed(re.sub(rb"\x1b\[[<>=?][0-9;:$]*[a-zA-Z]", b"", painted))

    def wait_for(self, words: str, seconds: float, *, gone: bool = False) -> bool:
        """Whether some words are painted, or gone, in time."""
        until = time.monotonic() + seconds
        while not self.ended and time.monotonic() < until:
            self.watch(0.05)
            if (words in self.shown) != gone:
                return True
        return False

    def settle(self) -> bool:
        """Wait until all that was typed is done: the page of keys comes after it, and goes.

        Returns:
            Whether it came: it does not while something is asked.
        """
        self.watch(SETTLED)
        self.type("\x1bOP")
        came = self.wait_for(HELP, ASKED)
        self.type("q" if came else "")
        self.wait_for(HELP, PATIENCE, gone=True)
        self.watch(SETTLED)
        return came

    @property
    def shown(self) -> str:
        return "\n".join(line.rstrip() for line in self._screen.display)

    def leave(self) -> int:
        """Leave by ctrl+q, once more where something would be lost; the exit code."""
        gives_up = time.monotonic() + PATIENCE
        while not self.ended and time.monotonic() < gives_up:
            self.type("\x11")
            self.watch(2)
        if not self.ended:
            self.kill()
        return self.wait()


def reviews(home: Path, *, of_all: bool = False) -> list[dict[str, Any]]:
    """The reviews of the last session, or of all, that were not taken back, oldest first."""
    events = journalled(home)
    undone = {event["event"] for event in events if event["type"] == "undo"}
    last = next(e["session"] for e in reversed(events) if e["type"] == "session-started")
    mine = (e for e in events if e["type"] == "review" and (of_all or e["session"] == last))
    return [event for event in mine if event["id"] not in undone]


def journalled(home: Path) -> list[dict[str, Any]]:
    """What the journal records."""
    [journal] = home.rglob("reviews.jsonl")
    return [json.loads(line) for line in journal.read_bytes().splitlines()]


def told(home: Path) -> str:
    """What the journal records, in short."""
    keys = ("type", "id", "item", "event", "session")
    return "\n".join(
        " ".join(str(event.get(key, "")) for key in keys) for event in journalled(home)
    )


def one_round(seed: int, seconds: float, home: Path) -> Tally:
    """Type for some seconds, and now and then stop, look, rate and compare."""
    chance, tally = random.Random(seed), Tally()
    with Terminal(home) as terminal:
        if not terminal.wait_for("Card ", PATIENCE):
            tally.crashes.append(f"seed {seed}: no card is shown\n{terminal.shown}")
        end = time.monotonic() + seconds
        for _ in range(STOPS):
            # some stops are on other screens; a round without one on a card proves nothing, so that
            # it goes on by stops, not by seconds: a slow machine may need many for each
            if terminal.ended or (tally.counted and time.monotonic() >= end):
                break
            for _ in range(chance.randint(40, 250)):
                terminal.type(key := chance.choice(KEYS))
                terminal.watch(chance.uniform(0.001, 0.020))
                tally.keys += 1
                if key == EDIT:  # typing on would write into the deck
                    terminal.wait_for("Save", 3)
                    while "Save" in terminal.shown and not terminal.ended:
                        terminal.type("\x1b")
                        terminal.watch(SETTLED)
            for _ in range(4):
                if terminal.settle() and _PLACE.search(terminal.shown):
                    _compare(terminal, home, tally, seed)
                    break
                terminal.type("\x1b")  # out of a question, a line, another screen
        code = terminal.leave()
        if code:
            reports = "\n".join(path.read_text() for path in home.glob("reports/*"))
            tally.crashes.append(f"seed {seed}: ended with {code}\n{reports}\n{terminal.shown}")
    return tally


def _compare(terminal: Terminal, home: Path, tally: Tally, seed: int) -> None:
    """Compare the count at the top; then rate what is answered, and compare what is kept."""
    kept, ever = len(reviews(home)), len(reviews(home, of_all=True))
    tally.counted += 1
    if not kept <= _done(terminal) <= ever:  # a session that is entered again keeps its count
        tally.differences.append(
            f"seed {seed}: {kept} reviews are kept\n{told(home)}\n{terminal.shown}"
        )
        return
    for key in (" ", "\r", "\r", "\r", "\r"):  # show the options, then the answer as it stands
        if "▸" not in terminal.shown:
            terminal.type(key)
            terminal.settle()
    if "▸" not in terminal.shown:
        return
    before = terminal.shown
    terminal.type("4")
    terminal.settle()
    after = reviews(home)
    if len(after) != kept + 1:
        tally.differences.append(
            f"seed {seed}: one rating, {len(after) - kept} kept\n{told(home)}\n{before}\n"
            f"{terminal.shown}"
        )
        return
    tally.compared += 1
    item, answer = after[-1]["item"], after[-1]["answer"]
    place = _PLACE.search(before)
    texts = [answer] if isinstance(answer, str) else answer if isinstance(answer, list) else []
    if place is None or item[1:] != place[1] or after[-1]["rating"] != 4:
        tally.differences.append(f"seed {seed}: {item} is rated\n{before}")
    elif missing := [text for text in texts if _squeezed(text) not in _squeezed(before)]:
        tally.differences.append(f"seed {seed}: {item} keeps {missing}\n{before}")


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _done(terminal: Terminal) -> int:
    found = _DONE.search(terminal.shown)
    return int(found[1]) if found else 0


def many_rounds(seconds: float, first_seed: int = 0) -> Tally:
    """Rounds for so long, each with a home of its own."""
    tally, end, seed = Tally(), time.monotonic() + seconds, first_seed
    while time.monotonic() < end:
        with tempfile.TemporaryDirectory() as home:
            tally.add(one_round(seed, min(ROUND, seconds), Path(home)))
        seed += 1
    return tally


if __name__ == "__main__":
    first = int(sys.argv[2]) if len(sys.argv) > 2 else int(time.time())
    found = many_rounds(float(sys.argv[1]), first)
    print("\n\n".join(found.crashes + found.differences))
    print(
        f"{found.keys} keys, {found.counted} counts and {found.compared} answers compared: "
        f"{len(found.crashes)} crashes, {len(found.differences)} differences"
    )
