"""The one family of errors that a user is meant to read."""


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
