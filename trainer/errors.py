"""The one family of errors that a user is meant to read."""

from collections.abc import Iterator
from contextlib import contextmanager

DISTRIBUTION = "quiz-trainer"
"""The name under which trainer is installed; `trainer` on the package index is another program."""


class TrainerError(Exception):
    """Something the user can fix: what is wrong, and the way out.

    Args:
        message: what is wrong, in one sentence, naming the file, deck or option.
        hint: what to do about it; empty when the message says it all.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    @property
    def in_full(self) -> str:
        """The message and the hint, one after the other."""
        return f"{self.message} {self.hint}".strip()


class MissingExtraError(TrainerError):
    """A package is not installed that only some need.

    Args:
        what: what needs it, as the start of a sentence: `Fitting`.
        extra: the extra of this distribution that brings it.
    """

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(
            f"{what} needs a package that is not installed.",
            f"pip install '{DISTRIBUTION}[{extra}]'",
        )


class SystemRefusedError(TrainerError):
    """The operating system did not let us do something; says what, on which file, and why.

    Args:
        error: what it said.
        what: what could not be done, as the start of a sentence: `The deck cannot be read`.
        hint: the way out, where there is a better one than to look at the file.
    """

    def __init__(self, error: OSError, what: str = "", hint: str = "") -> None:
        file = str(error.filename) if error.filename else ""
        reason = error.strerror or str(error) or type(error).__name__
        what_failed = what or (f"{file} cannot be used" if file else "Not all could be written")
        where = f" ({file})" if file and file not in what_failed else ""
        if file and not hint:
            hint = "Check the file, and the permissions and the free space of its folder."
        super().__init__(
            f"{what_failed}: {reason}{where}.", hint or "Make room on the disk, and do it again."
        )


@contextmanager
def system_refusals(what: str, hint: str = "") -> Iterator[None]:
    """Say in words what the operating system does not let us do in the block.

    Args:
        what: what could not be done, as the start of a sentence: `The deck cannot be read`.
        hint: the way out, where there is a better one than to look at the file.

    Raises:
        SystemRefusedError: it refused something.
    """
    try:
        yield
    except OSError as error:
        raise SystemRefusedError(error, what, hint) from error
