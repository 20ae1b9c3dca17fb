"""The files that a command is to read or to write, looked at before any work is done."""

import shlex
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from trainer.did_you_mean import did_you_mean
from trainer.errors import TrainerError
from trainer.regular_file import expanded

_LOOK = "Check its name, and the folder that you are in."


if TYPE_CHECKING:  # before click 8.5.1 it is not generic
    _ClickPath = click.Path[Path]
else:
    _ClickPath = click.Path


class _NamedFile(_ClickPath):
    """The path of a file as it is typed, or `-`."""

    def __init__(self, *, or_folder: bool, allow_dash: bool) -> None:
        super().__init__(dir_okay=or_folder, allow_dash=allow_dash, path_type=Path)
        self.or_folder = or_folder

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> Path:
        """See that the path can be used.

        Raises:
            TrainerError: it cannot.
        """
        del param, ctx
        text = str(value)
        if not text:
            raise TrainerError("The name of a file is empty.", "Name a file.")
        if text == "-" and not self.allow_dash:
            raise TrainerError("- is not a file name here.", "Name a file.")
        path = expanded(text)
        if text != "-":
            self.refuse_unusable(path, text)
        return path

    def refuse_unusable(self, path: Path, typed: str) -> None:
        """See that this very path can be used.

        Raises:
            TrainerError: it cannot.
        """
        raise NotImplementedError


class FileToRead(_NamedFile):
    """The path of a file that has to be there.

    Args:
        or_folder: whether it may be a folder.
        allow_dash: whether `-` means what is typed.
        hint: how to find the file, where no name is near the one that was typed.
    """

    def __init__(
        self, *, or_folder: bool = False, allow_dash: bool = False, hint: str = _LOOK
    ) -> None:
        super().__init__(or_folder=or_folder, allow_dash=allow_dash)
        self.hint = hint

    def refuse_unusable(self, path: Path, typed: str) -> None:
        """See that there is such a file.

        Raises:
            TrainerError: there is none, or it is a folder.
        """
        if "://" in typed:
            raise TrainerError(
                f"{typed} is an address, not a file.", "Save it as a file, and name that."
            )
        refuse_missing(path, self.hint)
        if path.is_dir() and not self.or_folder:
            raise TrainerError(f"{path} is a folder.", "Name a file in it.")


class FileToWrite(_NamedFile):
    """The path of a file that is to be written into a folder that is there.

    No folder is made: a folder that is missing may be mistyped, or be on a stick that is not
    plugged in.

    Args:
        or_folder: whether it may be a folder, which is made where only its own folder is there.
        allow_dash: whether `-` means what is printed.
    """

    def __init__(self, *, or_folder: bool = False, allow_dash: bool = False) -> None:
        super().__init__(or_folder=or_folder, allow_dash=allow_dash)

    def refuse_unusable(self, path: Path, typed: str) -> None:
        """See that a file can be put there.

        Raises:
            TrainerError: its folder is missing, or it is a folder itself.
        """
        del typed
        if path.is_dir() and not self.or_folder:
            raise TrainerError(f"{path} is a folder.", f"Name a file in it: {path / 'NAME'}")
        refuse_missing_folder(path)


def refuse_missing(path: Path, hint: str = _LOOK) -> None:
    """See that a file or folder is there.

    Raises:
        TrainerError: it is not, with the nearest name that is.
    """
    try:
        path.stat()
    except FileNotFoundError:
        raise TrainerError(f"There is no file {path}.", _did_you_mean(path) or hint) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        hint = "Check its name and its permissions."
        raise TrainerError(f"{path} cannot be read: {reason}.", hint) from error


def refuse_missing_folder(file: Path) -> None:
    """See that the folder is there that a file is to be written into.

    Raises:
        TrainerError: it is missing, or no folder.
    """
    folder = file.parent
    with suppress(OSError, ValueError):  # whoever writes there says what is wrong with it
        if folder.is_dir():
            return
        is_file = [one for one in (folder, *folder.parents) if one.is_file()]
        if is_file:
            raise TrainerError(f"{is_file[0]} is a file, not a folder.", "Name another folder.")
        make, near = f"mkdir -p {shlex.quote(str(folder))}", _did_you_mean(folder)
        raise TrainerError(
            f"There is no folder {folder} for {file.name}.",
            f"{near} Or make it: {make}" if near else f"Make it first: {make}",
        )


def names_in(folder: Path) -> list[str]:
    """The names of what is in a folder; none where it cannot be read."""
    try:
        return [path.name for path in folder.iterdir()]
    except OSError:
        return []


def _did_you_mean(path: Path) -> str:
    """The nearest name in the same folder, as a question; empty where none is near."""
    return did_you_mean(str(path), [str(path.with_name(name)) for name in names_in(path.parent)])
