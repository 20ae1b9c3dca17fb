"""Two calm themes of our own; Textual's others can be chosen too."""

from textual.theme import Theme

DARK = Theme(
    name="trainer-dark",
    primary="#8fb8de",
    secondary="#b8a9d9",
    accent="#e8c48a",
    foreground="#dde3ea",
    background="#14181d",
    surface="#1a1f26",
    panel="#242b34",
    success="#9bcf9f",
    warning="#e8c48a",
    error="#ef9a92",
    dark=True,
    variables={"input-selection-background": "#8fb8de 30%"},  # its own is too bright to read on
)

LIGHT = Theme(
    name="trainer-light",
    primary="#2b5d8a",
    secondary="#5b4a8a",
    accent="#8a5a10",
    foreground="#1d242c",
    background="#f6f4ef",
    surface="#fffdf8",
    panel="#e8e4da",
    success="#24652b",
    warning="#7a4d00",
    error="#a3261c",
    dark=False,
)

THEMES = (DARK, LIGHT)
