"""The card of a question with options, whoever wrote it."""

from collections.abc import Mapping, Sequence

_TRUE = frozenset({"true", "wahr", "richtig", "vrai", "verdadero", "vero", "verdadeiro", "waar"})
_FALSE = frozenset({"false", "falsch", "faux", "falso", "onwaar", "niet waar"})


def choice_fields(
    right: Sequence[str], wrong: Mapping[str, str | None], reason: str = ""
) -> dict[str, object]:
    """The fields of a card: a choice, a pick, or a statement that is true or false.

    Args:
        right: the right options; several make a pick.
        wrong: wrong option -> why it is wrong, or None.
        reason: why a statement is false, where it is one.
    """
    reasons = {option: why or None for option, why in wrong.items()}
    folded = {option.strip().casefold() for option in (*right, *reasons)}
    if len(right) == 1 and len(reasons) == 1 and len(folded & _TRUE) == len(folded & _FALSE) == 1:
        truth = right[0].strip().casefold() in _TRUE
        correction = "" if truth else reason or next(iter(reasons.values())) or ""
        return {"truth": truth, "correction": correction}
    return {"a": right[0] if len(right) == 1 else [*right], "wrong": reasons}
