"""How often a slip of the keyboard is reported on its own line, and with how many findings.

Twelve kinds of slips are made at each key of the deck of every kind and of three shipped decks,
one at a time. Run: python -m tests.bench.slips [--missed KIND] [--kinds N]; all kinds where not
told otherwise.
"""

import argparse
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from trainer.deck.deck_files import shipped_decks
from trainer.deck.diagnostic import Diagnostic
from trainer.deck.example import example_deck
from trainer.deck.lint import all_findings
from trainer.deck.reader import read_deck_text
from trainer.deck.yaml_tree import Mapping, Sequence, compose

THREE = ("big-picture", "infrastructure-energy-trade", "people")
LONG = 3
"""Words that a value has at least which is broken into two lines."""


class Place(NamedTuple):
    """One key of a card."""

    lines: tuple[str, ...]
    """The deck's lines."""
    at: int
    """The index of the line that the key stands in."""
    first: bool
    """Whether the line begins the card, with a dash."""
    previous: int | None
    """The index of the line of the key before it on the same card."""

    @property
    def line(self) -> str:
        """The line with the key."""
        return self.lines[self.at]

    @property
    def key(self) -> str:
        """The line from the key on."""
        return self.line.lstrip(" -")

    @property
    def indent(self) -> int:
        """Columns before the key."""
        return len(self.line) - len(self.key)


class Slip(NamedTuple):
    """A deck's text with a slip in it, and where."""

    text: str
    line: int
    """From 1."""


Maker = Callable[[Place], Slip | None]


def _with(place: Place, *instead: str, wrong: int = 0) -> Slip:
    lines = [*place.lines[: place.at], *instead, *place.lines[place.at + 1 :]]
    return Slip("\n".join(lines) + "\n", place.at + wrong + 1)


def _column_1(place: Place) -> Slip | None:
    return None if place.first else _with(place, place.key)


def _too_far(place: Place) -> Slip | None:
    return None if place.first else _with(place, f" {place.line}")


def _too_little(place: Place) -> Slip | None:
    return None if place.first else _with(place, place.line[1:])


def _no_dash(place: Place) -> Slip | None:
    return _with(place, " " * place.indent + place.key) if place.first else None


def _en_dash(place: Place) -> Slip | None:
    return _with(place, place.line.replace("- ", "– ", 1)) if place.first else None


def _no_space_after_dash(place: Place) -> Slip | None:
    return _with(place, place.line.replace("- ", "-", 1)) if place.first else None


def _no_space_after_colon(place: Place) -> Slip | None:
    head, colon, rest = place.line.partition(": ")
    return _with(place, f"{head}:{rest}") if colon and rest[0] not in "{[>|'\"" else None


def _no_break_space(place: Place) -> Slip | None:
    head, colon, rest = place.line.partition(": ")
    return _with(place, f"{head}:\u00a0{rest}") if colon and rest[0] not in ">|" else None


def _tab(place: Place) -> Slip | None:
    return None if place.first else _with(place, f"\t{place.key}")


def _unindented_rest(place: Place) -> Slip | None:
    below = place.lines[place.at + 1] if place.at + 1 < len(place.lines) else ""
    if below.startswith(" " * (place.indent + 1)) and below.lstrip()[0] not in "-#[{":
        lines = list(place.lines)
        lines[place.at + 1] = below.lstrip()
        return Slip("\n".join(lines) + "\n", place.at + 2)
    head, colon, rest = place.line.partition(": ")
    words = rest.split()
    plain = colon and rest[0] not in "{[>|'\"" and len(words) >= LONG
    if not plain or not words[-1].isalpha():
        return None
    return _with(place, f"{head}: {' '.join(words[:-1])}", words[-1], wrong=1)


def _swallowed(place: Place) -> Slip | None:
    if place.first or place.previous is None:
        return None
    head, colon, rest = place.lines[place.previous].partition(": ")
    if not colon or place.previous != place.at - 1 or rest[0] in "{[>|'\"":
        return None
    deeper = " " * (place.indent + 2)
    lines = list(place.lines)
    lines[place.previous : place.at + 1] = [f"{head}: >-", deeper + rest, deeper + place.key]
    return Slip("\n".join(lines) + "\n", place.at + 2)


def _open_quote(place: Place) -> Slip | None:
    head, colon, rest = place.line.partition(": ")
    return _with(place, f'{head}: "{rest}') if colon and rest[0] not in "{[>|'\"" else None


KINDS: dict[str, Maker] = {
    "a key in column 1": _column_1,
    "a key one column too far": _too_far,
    "a key one column short": _too_little,
    "a card without its dash": _no_dash,
    "an en dash for the dash": _en_dash,
    "no space after the dash": _no_space_after_dash,
    "no space after the colon": _no_space_after_colon,
    "a no-break space after the colon": _no_break_space,
    "a tab": _tab,
    "an unindented continuation": _unindented_rest,
    "a key swallowed by >-": _swallowed,
    "a quote that is not closed": _open_quote,
}


def decks() -> dict[str, str]:
    """The deck of every kind, and three of ours."""
    shipped = {name: (shipped_decks() / f"{name}.yaml").read_text("utf-8") for name in THREE}
    return {"every kind": example_deck("kinds", "Every kind", "file:///schema.json"), **shipped}


def places(text: str) -> Iterator[Place]:
    """Each key of each card that is written in lines."""
    root = compose(text, Path("deck.yaml")).root
    assert isinstance(root, Mapping)
    cards = root.entries["cards"].value
    assert isinstance(cards, Sequence)
    lines = tuple(text.splitlines())
    for card in cards.items:
        assert isinstance(card, Mapping)
        at = [entry.key.span.line - 1 for entry in card.entries.values()]
        for number, line in enumerate(at):
            yield Place(lines, line, number == 0, at[number - 1] if number else None)


class Told(NamedTuple):
    """What came of the slips of one kind."""

    made: int
    on_the_line: int
    findings: int
    most: int
    missed: tuple[Slip, ...]


def tried(text: str, make: Maker) -> Told:
    """Make slips of one kind at each key, and look at what is found."""
    known = Counter((finding.code, finding.message) for finding in found(text))
    made = hit = many = most = 0
    missed = []
    for place in places(text):
        slip = make(place)
        if slip is None:
            continue
        made += 1
        after = found(slip.text)
        new = Counter((finding.code, finding.message) for finding in after) - known
        told = [finding for finding in after if (finding.code, finding.message) in new]
        many += len(told)
        most = max(most, len(told))
        if any(finding.span.line == slip.line for finding in told):
            hit += 1
        else:
            missed.append(slip)
    return Told(made, hit, many, most, tuple(missed))


def found(text: str) -> tuple[Diagnostic, ...]:
    """Everything that `trainer check` finds."""
    return all_findings(read_deck_text(text, Path("deck.yaml")))


def main() -> None:
    """Print a row for each kind, and the whole."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--missed", choices=KINDS, metavar="KIND")
    parser.add_argument("--kinds", type=int, default=len(KINDS))
    asked = parser.parse_args()
    texts = decks().values()
    total = Counter[str]()
    most = 0
    for kind, make in islice(KINDS.items(), asked.kinds):
        results = [tried(text, make) for text in texts]
        made = sum(result.made for result in results)
        hit = sum(result.on_the_line for result in results)
        many = sum(result.findings for result in results)
        worst = max(result.most for result in results)
        total.update(made=made, hit=hit, many=many)
        most = max(most, worst)
        print(f"{kind:34} {made:5} {hit / made:6.1%} {many / made:5.2f} each, {worst} at most")
        for slip in (
            [s for result in results for s in result.missed] if kind == asked.missed else ()
        ):
            line = slip.text.splitlines()[slip.line - 1]
            told = [f"{f.span.line}:{f.code}:{f.message}" for f in found(slip.text)][:4]
            print(f"    {slip.line} {line!r}\n        {told}")
    made = total["made"]
    print(
        f"{'all':34} {made:5} {total['hit'] / made:6.1%} {total['many'] / made:5.2f} each, "
        f"{most} at most"
    )


if __name__ == "__main__":
    main()
