"""Tables of quizzes: each option in a column of its own, and one that says which is right."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from trainer.exchange.carried import quoted

_OPTION = re.compile(
    r"(?:option|choice|answer|response|alternative)\s*#?\s*([a-h]|\d{1,2})\b.*", re.IGNORECASE
)
_LETTER = re.compile(r"[a-h]", re.IGNORECASE)
_RIGHT = re.compile(
    r"(?:the )?(?:correct|right)\b.*|solution|key|answers?|answer key", re.IGNORECASE
)
_WRONG = re.compile(r"(?:wrong|incorrect|distractor)\b.*", re.IGNORECASE)
_FEWEST = 2
"""Options of a question."""


class OptionColumns(NamedTuple):
    """Where the options stand."""

    labels: Mapping[int, str]
    """Column (from 0) -> the letter or number of its option."""
    wrong: Sequence[int]
    """Columns of nothing but wrong options."""
    right: int | None
    """The column that says which is right; None where none does."""

    @property
    def all(self) -> frozenset[int]:
        """All of these columns."""
        return frozenset({*self.labels, *self.wrong, *([] if self.right is None else [self.right])})


def option_columns(names: Sequence[str]) -> OptionColumns | None:
    """The columns of options by their names; None where the table is of another sort."""
    plain = [name.strip() for name in names]
    worded = {at: found[1] for at, name in enumerate(plain) if (found := _OPTION.fullmatch(name))}
    lettered = {at: name for at, name in enumerate(plain) if _LETTER.fullmatch(name)}
    wrong = [at for at, name in enumerate(plain) if _WRONG.fullmatch(name)]
    labels = worded if len(worded) >= _FEWEST else lettered
    right = next(
        (at for at, name in enumerate(plain) if at not in labels and _RIGHT.fullmatch(name)), None
    )
    if wrong and right is not None and not labels:
        return OptionColumns({}, wrong, right)
    if len(labels) < _FEWEST or (right is None and labels is lettered):
        return None
    return OptionColumns(labels, wrong, right)


def options_of(cells: Mapping[int, str], columns: OptionColumns) -> dict[str, object] | str:
    """The answer and the wrong options of a row, or why they cannot be told.

    Args:
        cells: column -> text, of those that are not blank.
        columns: where the options stand.
    """
    told = cells.get(columns.right, "") if columns.right is not None else ""
    wrong = [cells[at] for at in columns.wrong if at in cells]
    if not told:
        return "nothing says which option is right"
    if not columns.labels:
        return {"a": told, "wrong": wrong}
    options = {label.casefold(): cells[at] for at, label in columns.labels.items() if at in cells}
    right = list(dict.fromkeys(_named(told, options)))
    if "" in right:
        return f"{quoted(told)} does not name one of the options for sure"
    wrong += [text for text in options.values() if text not in right]
    return {"a": right[0] if len(right) == 1 else right, "wrong": wrong}


def _named(told: str, options: Mapping[str, str]) -> Iterator[str]:
    """The options that a cell names; an empty text where it is not sure which."""
    whole = _option(told, options)
    if whole:
        yield whole
        return
    for part in re.split(r"[,;/&+]|\band\b", told):
        yield _option(part, options)


def _option(told: str, options: Mapping[str, str]) -> str:
    """The option of this text, letter or number; empty where that is none, or two."""
    word = told.strip().casefold()
    short = re.sub(r"^(?:option|choice|answer) +", "", word).rstrip(".):")
    said = {text for text in options.values() if text.strip().casefold() == word}
    if short in options:
        said.add(options[short])
    elif re.fullmatch(r"[a-h]|[0-9]{1,2}", short):
        place = int(short) if short.isdecimal() else ord(short) - ord("a") + 1
        said |= set(list(options.values())[place - 1 : place] if place else ())
    return said.pop() if len(said) == 1 else ""
