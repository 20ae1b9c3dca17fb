"""The phone's page, as one file that loads nothing else."""

from functools import cache
from pathlib import Path

from trainer.classroom.page_file import Page, page_on

_PIECES = Path(__file__).parent / "page"


@cache
def phone_page() -> Page:
    """The page that shows a session, made of our own pieces and those of the class's page."""
    return page_on(_PIECES)
