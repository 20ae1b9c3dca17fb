"""The decks that are meant by a name: a file, a folder, or a deck in one of the usual folders."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from trainer.deck.deck_files import DECK_ENDINGS, decks_in, usual_folders
from trainer.deck.identity import exact
from trainer.deck.likeness import searchable
from trainer.did_you_mean import did_you_mean
from trainer.errors import TrainerError
from trainer.regular_file import where_it_leads


def find_decks(
    names: Sequence[str], *, working_folder: Path, learner_decks: Path
) -> tuple[Path, ...]:
    """The deck files that are meant.

    Without names, those in `./decks`, in the learner's own deck folder and those that come
    with trainer, all together, each with its subfolders. A name is a file, a folder, or the
    name of a file (its ending left out) in one of these folders, with its subfolders or
    without; or the id or the title of a deck there.

    Raises:
        TrainerError: a name leads nowhere, or a folder that was named holds no deck.
    """
    folders = usual_folders(working_folder, learner_decks)
    if not names:
        return _distinct(path for folder in folders for path in decks_in(folder))
    return _distinct(path for name in names for path in _named(name, folders))


def _named(name: str, folders: Sequence[Path]) -> Iterator[Path]:
    if not name:
        raise TrainerError("The name of a deck is empty.", "See: trainer decks")
    path = Path(name)
    if path.is_dir():
        paths = list(decks_in(path))
        if not paths:
            raise TrainerError(f"{path} holds no deck.", "A deck is a file that ends in .yaml.")
        yield from paths
    elif path.exists():
        yield path
    elif (beside := Path(f"{name}.yaml")).is_file():  # as trainer new may have made it
        yield beside
    else:
        yield _called(name, folders)


def _called(name: str, folders: Sequence[Path]) -> Path:
    """The nearest deck whose file, id or title has this name; its ending may be left out.

    Where none has it exactly, the one that a search would find by it, if it is one alone.

    Raises:
        TrainerError: none has it; with the names that may have been meant.
    """
    wanted = exact(name).removesuffix(".yaml").removesuffix(".yml")
    files = _by_file(folders)
    if wanted in files:
        return files[wanted]
    names = _by_id_and_title(folders)
    if wanted in names:
        return names[wanted]
    names |= files
    like = {path: text for text, path in names.items() if searchable(text) == searchable(wanted)}
    if len(like) == 1:
        return next(iter(like))
    near = f"Did you mean {' or '.join(sorted(like.values()))}?" if like else ""
    near = near or did_you_mean(wanted, [*names, *_beside(Path(name))])
    looked = ", ".join(map(str, folders))
    hint = f"Name a file or a folder, or a deck in one of: {looked}. See: trainer decks"
    raise TrainerError(f"There is no deck {name!r}.", f"{near} {hint}".strip())


def _by_file(folders: Sequence[Path]) -> dict[str, Path]:
    """Name of a file, with its folders and without, and without its ending -> the nearest."""
    in_folder = [(folder, path) for folder in folders for path in decks_in(folder)]
    whole = [(exact(str(_name_in(path, folder))), path) for folder, path in in_folder]
    alone = [(exact(path.stem), path) for _, path in in_folder]
    return dict(reversed([*whole, *alone]))


def _by_id_and_title(folders: Sequence[Path]) -> dict[str, Path]:
    """Id or title -> the nearest deck that has it. Each deck is read for that."""
    from trainer.deck.reader import read_deck

    called: dict[str, Path] = {}
    for path in (path for folder in folders for path in decks_in(folder)):
        with suppress(OSError):
            if deck := read_deck(path).deck:
                called.setdefault(deck.id, path)
                called.setdefault(exact(deck.title), path)
    return called


def _beside(path: Path) -> Iterator[str]:
    """The decks in the folder that a path names, each as it would be named."""
    with suppress(OSError):
        yield from (str(one) for one in path.parent.iterdir() if one.suffix in DECK_ENDINGS)


def _name_in(path: Path, folder: Path) -> Path:
    """The name of a deck in one of the usual folders: its folders there, and its file."""
    return path.relative_to(folder).with_suffix("")


def _distinct(paths: Iterator[Path]) -> tuple[Path, ...]:
    seen: dict[Path, Path] = {}
    for path in paths:
        seen.setdefault(where_it_leads(path), path)
    return tuple(seen.values())
