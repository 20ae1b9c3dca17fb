"""That something may not happen in a room now."""


class RefusedError(Exception):
    """Something may not happen now; `code` names why, `str` says it to the one who tried."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
