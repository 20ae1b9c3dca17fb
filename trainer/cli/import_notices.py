"""What an import lists: what was guessed, done and left behind, or why nothing became a card."""

from pathlib import Path

from trainer.cli.output import say
from trainer.errors import TrainerError
from trainer.exchange.import_result import ImportResult, Notice, by_kind

_HELP = "How files must look: trainer import --help"
_RIGHT = "Name the right option of each row in a column Correct: its letter, number or text."
_HINTS = {
    "never worked out": "Open it in Excel or LibreOffice and save it: that works out its formulas.",
    "column named Correct": _RIGHT,
    "name one of the options": _RIGHT,
    "which option is right": _RIGHT,
    "no option is ticked": "Tick what is right: - [x].",
    "no answer": "Write an answer to each question; a table may be cut elsewhere: --separator.",
    "no separator": "Name the signs between cells and rows: --separator, --row-separator.",
    "one side only": "Write both sides, each in a language or a column of its own.",
    "nobody can mark": "Write an answer to each question, and import it again.",
}
"""Word of a reason why a file has no card -> what fixes it."""
_SHOWN = 3
"""How many notices of a kind are listed one by one."""


def list_all(imported: ImportResult, *, show_all: bool) -> None:
    """List what was guessed, done and lost, each kind with its count."""
    list_notices("Guessed", imported.guesses, show_all=show_all)
    list_notices("Done", imported.done, show_all=show_all)
    list_notices("Left behind", imported.losses, show_all=show_all)


def list_notices(heading: str, what: tuple[Notice, ...], *, show_all: bool) -> None:
    """List notices, each kind with its count."""
    if not what:
        return
    say(f"{heading}: {len(what)}")
    for kind, ones in by_kind(what).items():
        say(f"  {len(ones):>5} × {kind}")
        for one in ones if show_all else ones[:_SHOWN]:
            say(f"          {one.place}: {one.what}")
        if len(ones) > _SHOWN and not show_all:
            say(f"          … and {len(ones) - _SHOWN} more: --all lists them")


def no_card(file: Path, imported: ImportResult) -> TrainerError:
    """That nothing of a file became a card, and why."""
    kinds = list(by_kind((*imported.losses, *imported.done)).items())[:3]
    reasons = "; ".join(
        f"{len(ones)} × {kind.removeprefix('a draft: ')} (first: {ones[0].place})"
        for kind, ones in kinds
    )
    hint = next((hint for word, hint in _HINTS.items() if word in reasons), _HELP)
    return TrainerError(f"{file} holds no card{': ' if reasons else ''}{reasons}.", hint)
