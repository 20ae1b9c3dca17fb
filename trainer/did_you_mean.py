"""The name that somebody may have meant who mistyped it."""

from collections.abc import Iterable


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A question with the nearest name that there is, as `Did you mean rivers?`.

    Case counts for nothing. Empty where no name is near.
    """
    import difflib  # only for who mistyped

    folded = {one.casefold(): one for one in known}
    near = difflib.get_close_matches(name.casefold(), folded, n=1)
    return f"Did you mean {folded[near[0]]}?" if near else ""
