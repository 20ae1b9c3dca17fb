"""A text that is typed behind an option, and goes into a deck."""

import click

from trainer.safe_text import UNSAFE


class TypedText(click.ParamType[str]):
    """A text as a deck may hold it, without the space around it."""

    name = "text"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        """Take the text as it is typed.

        Raises:
            click.UsageError: it has a character that no deck may hold.
        """
        text = str(value).strip()
        if unsafe := UNSAFE.search(text):
            self.fail(f"no deck may hold the character U+{ord(unsafe[0]):04X}.", param, ctx)
        return text
