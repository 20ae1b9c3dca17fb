"""A QR code on the screen."""

from collections.abc import Iterable

from textual.content import Content

from trainer.tui.text import joined


def qr_code(text: str, *, double: bool = False) -> Iterable[Content]:
    """A QR code, dark on light whatever the theme; phones want it so.

    Args:
        text: what it says.
        double: two columns and a row for each module, for a wall; else half a row.
    """
    import segno

    code = segno.make(text, error="m", micro=False)
    rows = [[bool(module) for module in row] for row in code.matrix_iter(border=2)]
    if double:
        drawn = ["".join("██" if dark else "  " for dark in row) for row in rows]
    else:
        rows += [[False] * len(rows[0])] * (len(rows) % 2)
        pairs = zip(rows[::2], rows[1::2], strict=True)
        drawn = [
            "".join(" ▄▀█"[2 * up + low] for up, low in zip(upper, lower, strict=True))
            for upper, lower in pairs
        ]
    return (joined((row, "black on white")) for row in drawn)
