"""Where the files of decks are."""

import re
from collections.abc import Collection, Iterator
from pathlib import Path

import trainer
from trainer.errors import SystemRefusedError
from trainer.free_name import numbered
from trainer.regular_file import where_it_leads

DECK_ENDINGS = frozenset({".yaml", ".yml"})
_OTHER_VERSION = re.compile(r" \(other device(?: \d+)?\)$")


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


def usual_folders(working_folder: Path, learner_decks: Path) -> tuple[Path, ...]:
    """Where decks are looked for when none are named, the nearest first."""
    return (working_folder / "decks", learner_decks, shipped_decks())


def decks_in(folder: Path) -> Iterator[Path]:
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
        directory = waiting.pop()
        try:
            entries = sorted(directory.iterdir())
        except FileNotFoundError:
            continue
        except OSError as error:
            hint = "Check the permissions of the folder."
            raise SystemRefusedError(error, f"{directory} cannot be read", hint) from error
        yield from (path for path in entries if path.suffix in endings)
        others = (p for p in entries if p.suffix not in endings and not p.name.startswith("."))
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
