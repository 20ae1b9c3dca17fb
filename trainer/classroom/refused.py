"""That something may not happen in a room now."""


class RefusedError(Exception):
    """Something may not happen now; `code` names why, `str` says it to the one who tried.

    Args:
        code: why.
        message: the same in words.
        name: the name that they may have meant; empty where there is none, or more than one.
    """

    def __init__(self, code: str, message: str, name: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.name = name
