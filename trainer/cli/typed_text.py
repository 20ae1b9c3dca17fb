"""A text that is typed behind an option, or at a prompt, and goes into a deck."""

import click

from trainer.safe_text import UNSAFE


def typed_text(text: str) -> str:
    """The text as a deck may hold it, without the space around it; the type of an option.

    Raises:
        click.BadParameter: it has a character that no deck may hold.
    """
    if unsafe := UNSAFE.search(text):
        raise click.BadParameter(f"no deck may hold the character U+{ord(unsafe[0]):04X}.")
    return text.strip()
