"""The one family of errors that a user is meant to read."""

DISTRIBUTION = "quiz-trainer"
"""The name under which trainer is installed; `trainer` on the package index is another program."""


class TrainerError(Exception):
    """Something the user can mend: what is wrong, and the way out.

    Args:
        message: what is wrong, in one sentence, naming the file, deck or option.
        hint: what to do about it; empty when the message says it all.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


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
