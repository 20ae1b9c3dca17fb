"""Counts of hands, as a teacher types them."""

from trainer.classroom.refused import RefusedError


def hands_in(text: str) -> list[int]:
    """Counts of hands as a teacher types them, `4 12 7 3`.

    Raises:
        RefusedError: they are none.
    """
    words = text.split()
    if not all(word.isdecimal() and len(word) < 5 for word in words):  # noqa: PLR2004
        raise RefusedError("tally", "Give whole numbers with spaces between them, as 4 12 7 3.")
    return [int(word) for word in words]
