"""The decks in reach, read."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from trainer.deck.deck import Deck
from trainer.deck.deck_files import usual_folders
from trainer.deck.diagnostic import Code, Diagnostic
from trainer.deck.find_decks import find_decks
from trainer.deck.reading import Reading
from trainer.deck.span import Span
from trainer.errors import TrainerError
from trainer.progress import Progress, no_progress
from trainer.regular_file import where_it_leads


@dataclass(frozen=True, slots=True)
class Library:
    """The decks in reach, in the order in which they are listed and studied."""

    readings: tuple[Reading, ...]
    """One for each file, broken ones among them."""
    roots: tuple[Path, ...] = ()
    """The folders in which decks were looked for."""

    @property
    def decks(self) -> tuple[Deck, ...]:
        """The decks without errors, each after those it requires."""
        return tuple(reading.deck for reading in self.readings if reading.deck)

    def deck(self, deck_id: str) -> Deck | None:
        """The deck of an id; None where none without errors has it."""
        return next((deck for deck in self.decks if deck.id == deck_id), None)

    @property
    def folders(self) -> dict[str, Path]:
        """Id of a deck -> where its file lies, and its pictures and sounds with it."""
        nearest_last = reversed(self.readings)
        return {one.deck.id: one.path.parent for one in nearest_last if one.deck}

    def folder_of(self, path: Path) -> str:
        """The subfolders in which a deck is, as `rivers/italy`; empty where it is in none."""
        above = [root for root in self.roots if path.is_relative_to(root)]
        if not above:
            return ""
        inside = min((path.relative_to(root).parent for root in above), key=lambda p: len(p.parts))
        return "" if inside == Path() else inside.as_posix()


def load_library(
    names: Sequence[str],
    *,
    working_folder: Path,
    learner_decks: Path,
    read: Callable[[Path], Reading] | None = None,
    progress: Progress = no_progress,
) -> Library:
    """Find and read decks; see find_decks.

    Args:
        names: see find_decks.
        working_folder: see find_decks.
        learner_decks: see find_decks.
        read: reads a file; `read_deck` when None.
        progress: called with how far reading has come.

    Two files with one deck id: the nearer place is meant, the other is left out where both
    were merely found, and reported where both were named or stand in one place.
    """
    if read is None:
        from trainer.deck.reader import read_deck  # another reader may need no parser

        read = read_deck
    paths = find_decks(names, working_folder=working_folder, learner_decks=learner_decks)
    readings: list[Reading] = []
    seen: dict[str, Path] = {}
    for number, path in enumerate(paths):
        reading = _read(path, read)
        progress("Reading decks", (number + 1) / len(paths))
        if reading.deck is None:
            readings.append(reading)
        elif reading.deck.id not in seen:
            seen[reading.deck.id] = path
            readings.append(reading)
        elif names or _in_one_place(path, seen[reading.deck.id], working_folder, learner_decks):
            readings.append(_doubled(reading, reading.deck.id, seen[reading.deck.id]))
    named = [Path(name) for name in names if Path(name).is_dir()]
    roots = (*named, *usual_folders(working_folder, learner_decks))
    return Library(tuple(_after_required(readings)), roots)


def refuse_broken(names: Sequence[str], library: Library) -> None:
    """See that no deck has errors that was asked for by its own name.

    Of a folder the sound decks do; where none is sound, that is reported.

    Args:
        names: as they were given.
        library: what was found by them.

    Raises:
        TrainerError: with the first error of the first such deck.
    """
    folders = {where_it_leads(Path(name)) for name in names if Path(name).is_dir()}
    for reading in library.readings if names else ():
        meant = where_it_leads(reading.path.parent) not in folders or not library.decks
        if meant and reading.deck is None:
            first, *others = reading.errors
            more = f" (and {len(others)} more)" if others else ""
            raise TrainerError(
                f"{reading.path}, line {first.span.line}: {first.message}{more}.",
                f"{first.hint}\n  To see all findings: trainer check {reading.path}",
            )


def _in_one_place(path: Path, other: Path, working_folder: Path, learner_decks: Path) -> bool:
    for place in usual_folders(working_folder, learner_decks):
        if path.is_relative_to(place) and other.is_relative_to(place):
            return True
    return False


def _read(path: Path, read: Callable[[Path], Reading]) -> Reading:
    try:
        return read(path)
    except OSError as error:
        finding = Diagnostic(
            path,
            Span(1, 1, 0, 0),
            Code.NOT_TEXT,
            f"the file cannot be read: {error.strerror}",
            "check what it is and its permissions",
        )
        return Reading(path, "", None, (finding,))


def _doubled(reading: Reading, deck_id: str, first: Path) -> Reading:
    finding = Diagnostic(
        reading.path,
        Span(1, 1, 0, 0),
        Code.DOUBLED_ID,
        f"the deck id {deck_id} is in {first} too",
        "give this deck an `id` of its own",
    )
    return replace(reading, deck=None, diagnostics=(*reading.diagnostics, finding))


def _after_required(readings: Sequence[Reading]) -> Iterator[Reading]:
    """The order found, save that a deck waits for those that it requires and that are here."""
    waiting = list(readings)
    ids = {reading.deck.id for reading in readings if reading.deck}
    done: set[str] = set()
    while waiting:
        ready = next(
            (r for r in waiting if not r.deck or not (set(r.deck.requires) & ids) - done),
            waiting[0],  # a circle: the order found
        )
        waiting.remove(ready)
        if ready.deck:
            done.add(ready.deck.id)
        yield ready
