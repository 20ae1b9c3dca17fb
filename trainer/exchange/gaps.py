"""Our way of writing a gap, for readers of other ways."""


def gap(text: str, hint: str = "") -> str:
    """A gap of ours.

    Args:
        text: what belongs there.
        hint: what its blank shows.
    """
    said = " ".join(text.split())
    return f"{{{{{said}::{hint.strip()}}}}}" if hint.strip() else f"{{{{{said}}}}}"
