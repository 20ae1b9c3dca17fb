"""Where decks are found."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import trainer
from trainer.deck.deck import Deck
from trainer.deck.diagnostic import Code, Diagnostic
from trainer.deck.identity import exact
from trainer.deck.likeness import searchable
from trainer.deck.reading import Reading
from trainer.deck.span import Span
from trainer.did_you_mean import did_you_mean
from trainer.errors import SystemRefusedError, TrainerError
from trainer.free_name import numbered
from trainer.progress import Progress, no_progress
from trainer.regular_file import where_it_leads

DECK_ENDINGS = frozenset({".yaml", ".yml"})
_OTHER_VERSION = re.compile(r" \(other device(?: \d+)?\)$")


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
        """The subfolders in which a deck stands, as `rivers/italy`; empty where it is in none."""
        above = [root for root in self.roots if path.is_relative_to(root)]
        if not above:
            return ""
        inside = min((path.relative_to(root).parent for root in above), key=lambda p: len(p.parts))
        return "" if inside == Path() else inside.as_posix()


def shipped_decks() -> Path:
    """The folder of the decks that come with trainer, installed or in a checkout."""
    package = Path(trainer.__file__).parent
    installed = package / "decks"
    return installed if installed.is_dir() else package.parent / "decks"


def is_shipped(path: Path, working_folder: Path) -> bool:
    """Whether a deck file came with trainer; nobody writes there, for an update takes it away.

    To who works in a checkout, its decks are files of their own.
    """
    shipped = where_it_leads(shipped_decks())
    in_checkout = where_it_leads(working_folder).is_relative_to(shipped.parent)
    return where_it_leads(path).parent == shipped and not in_checkout


def usual_places(working_folder: Path, learner_decks: Path) -> tuple[Path, ...]:
    """Where decks are looked for when none are named, the nearest first."""
    return (working_folder / "decks", learner_decks, shipped_decks())


def find_decks(
    names: Sequence[str], *, working_folder: Path, learner_decks: Path
) -> tuple[Path, ...]:
    """The deck files that are meant.

    Without names, those in `./decks`, in the learner's own deck folder and those that come
    with trainer, all together, each with its subfolders. A name is a file, a folder, or the
    name of a file (its ending left out) in one of these places, with its folders or without; or
    the id or the title of a deck there.

    Raises:
        TrainerError: a name leads nowhere, or a folder that was named holds no deck.
    """
    places = usual_places(working_folder, learner_decks)
    if not names:
        return _distinct(path for place in places for path in _in_folder(place))
    return _distinct(path for name in names for path in _named(name, places))


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
    roots = (*named, *usual_places(working_folder, learner_decks))
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
                f"{first.hint}\n  All that is found: trainer check {reading.path}",
            )


def _named(name: str, places: Sequence[Path]) -> Iterator[Path]:
    path = Path(name)
    if path.is_dir():
        found = list(_in_folder(path))
        if not found:
            raise TrainerError(f"{path} holds no deck.", "A deck is a file that ends in .yaml.")
        yield from found
    elif path.exists():
        yield path
    elif (beside := Path(f"{name}.yaml")).is_file():  # as trainer new may have made it
        yield beside
    else:
        yield _called(name, places)


def _called(name: str, places: Sequence[Path]) -> Path:
    """The nearest deck whose file, id or title has this name; its ending may be left out.

    Where none has it exactly, the one that a search would find by it, if it is one alone.

    Raises:
        TrainerError: none has it; with the names that may have been meant.
    """
    wanted = exact(name).removesuffix(".yaml").removesuffix(".yml")
    files = _by_file(places)
    if wanted in files:
        return files[wanted]
    names = _by_id_and_title(places)
    if wanted in names:
        return names[wanted]
    names |= files
    like = {path: text for text, path in names.items() if searchable(text) == searchable(wanted)}
    if len(like) == 1:
        return next(iter(like))
    near = f"Did you mean {' or '.join(sorted(like.values()))}?" if like else ""
    near = near or did_you_mean(wanted, [*names, *_beside(Path(name))])
    looked = ", ".join(map(str, places))
    hint = f"Name a file or a folder, or a deck in one of: {looked}. See: trainer decks"
    raise TrainerError(f"There is no deck {name!r}.", f"{near} {hint}".strip())


def _by_file(places: Sequence[Path]) -> dict[str, Path]:
    """Name of a file, with its folders and without, and without its ending -> the nearest."""
    in_place = [(place, path) for place in places for path in _in_folder(place)]
    whole = [(exact(str(_name_in(path, place))), path) for place, path in in_place]
    alone = [(exact(path.stem), path) for _, path in in_place]
    return dict(reversed([*whole, *alone]))


def _by_id_and_title(places: Sequence[Path]) -> dict[str, Path]:
    """Id or title -> the nearest deck that has it. Each deck is read for that."""
    from trainer.deck.reader import read_deck

    called: dict[str, Path] = {}
    for path in (path for place in places for path in _in_folder(place)):
        if deck := _read(path, read_deck).deck:
            called.setdefault(deck.id, path)
            called.setdefault(exact(deck.title), path)
    return called


def _beside(path: Path) -> Iterator[str]:
    """The decks in the folder that a path names, each as it would be named."""
    with suppress(OSError):
        yield from (str(one) for one in path.parent.iterdir() if one.suffix in DECK_ENDINGS)


def _in_folder(folder: Path) -> Iterator[Path]:
    """The decks in a folder, then those in its subfolders, without versions that were set aside."""
    return (path for path in files_in(folder, DECK_ENDINGS) if not is_other_version(path))


def files_in(folder: Path, endings: Collection[str]) -> Iterator[Path]:
    """The files with these endings in a folder, then in its subfolders.

    Hidden folders and links to folders are not met.

    Raises:
        TrainerError: a folder cannot be read; one that is not there has no files.
    """
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            found = sorted(here.iterdir())
        except FileNotFoundError:
            continue
        except OSError as error:
            hint = "Check the permissions of the folder."
            raise SystemRefusedError(error, f"{here} cannot be read", hint) from error
        yield from (path for path in found if path.suffix in endings)
        others = (p for p in found if p.suffix not in endings and not p.name.startswith("."))
        waiting += reversed([path for path in others if path.is_dir() and not path.is_symlink()])


def is_other_version(path: Path) -> bool:
    """Whether a file is what another device had under a name: kept to look at, not studied."""
    return bool(_OTHER_VERSION.search(path.stem))


def version_beside(path: Path) -> Path:
    """Where the version lies that counts, of a file that another device had."""
    return path.with_name(_OTHER_VERSION.sub("", path.stem) + path.suffix)


def names_for_other_version(path: Path) -> Iterator[Path]:
    """Under which names the version of another device can be kept beside a file."""
    return numbered(path, " (other device)", " (other device {})")


def _name_in(path: Path, place: Path) -> Path:
    """The name of a deck in one of the usual places: its folders there, and its file."""
    return path.relative_to(place).with_suffix("")


def _in_one_place(path: Path, other: Path, working_folder: Path, learner_decks: Path) -> bool:
    for place in usual_places(working_folder, learner_decks):
        if path.is_relative_to(place) and other.is_relative_to(place):
            return True
    return False


def _distinct(paths: Iterator[Path]) -> tuple[Path, ...]:
    seen: dict[Path, Path] = {}
    for path in paths:
        seen.setdefault(where_it_leads(path), path)
    return tuple(seen.values())


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
        f"the deck id {deck_id} stands in {first} too",
        "give this deck an `id` of its own",
    )
    return replace(reading, deck=None, diagnostics=(*reading.diagnostics, finding))


def _after_required(readings: Sequence[Reading]) -> Iterator[Reading]:
    """The order found, save that a deck waits for those that it requires and that are here."""
    waiting = list(readings)
    here = {reading.deck.id for reading in readings if reading.deck}
    done: set[str] = set()
    while waiting:
        ready = next(
            (r for r in waiting if not r.deck or not (set(r.deck.requires) & here) - done),
            waiting[0],  # a circle: the order found
        )
        waiting.remove(ready)
        if ready.deck:
            done.add(ready.deck.id)
        yield ready
