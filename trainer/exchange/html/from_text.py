"""Plain text as HTML that shows the same."""

import html
import re

_OPENS_MATHS = re.compile(r"\\(?=[(\[])|\$(?=\$)|\[(?=latex\]|\$\$?\])", re.IGNORECASE)
"""The first sign of what opens a formula in the HTML of Anki or Moodle."""


def as_html(text: str) -> str:
    """Text as HTML that shows the same."""
    spaced = re.sub(r"(?m)^ +| +(?= )", lambda run: "\u00a0" * len(run[0]), text)
    return html.escape(spaced, quote=False).replace("\u00a0", "&nbsp;").replace("\n", "<br>")


def as_html_without_maths(text: str) -> str:
    """Text as HTML in which Anki and Moodle find no formula: what would open one is set apart."""
    return _OPENS_MATHS.sub(r"<span>\g<0></span>", as_html(text))
