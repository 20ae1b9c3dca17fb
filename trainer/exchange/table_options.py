"""Tables of quizzes: each option in a column of its own, and one that says which is right."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from trainer.exchange.import_result import quoted

_WORD = (
    "option|choice|answer|response|alternative|antwort|auswahl|réponse|choix|respuesta|opción|"
    "opcion|risposta|opzione|resposta|opção|antwoord|optie|odpowiedź|odpověď|odpoveď|możnosť|"
    "válasz|răspuns|ответ|вариант|відповідь|варіант|cevap|seçenek|svar|vastaus|選択肢|选项|選項"
)
_OPTION = re.compile(rf"(?:{_WORD})\s*#?\s*([a-h]|\d{{1,2}})\b.*", re.IGNORECASE)
_LETTER = re.compile(r"[a-h]", re.IGNORECASE)
_RIGHT = re.compile(
    r"(?:the )?(?:correct|right)\b.*|solution|key|answers?|answer key"
    r"|richtige?\b.*|korrekte?\b.*|lösung|(?:bonne|la bonne) réponse.*|réponse (?:correcte|juste)"
    r"|(?:respuesta|opción) correcta|correct[ao]s?|risposta corretta|corrett[ao]|giust[ao]"
    r"|resposta (?:correta|certa)|corret[ao]|(?:juiste?|goede?) antwoord|juist"
    r"|(?:prawidłow|poprawn)\w*.*|správn\w*.*|helyes.*|(?:правильн|верн)\w*.*|doğru.*|rätt.*|正解"
    r"|正确答案|正確答案",
    re.IGNORECASE,
)
_WRONG = re.compile(
    r"(?:wrong|incorrect|distractor)\b.*|falsch\w*.*|(?:fausse|mauvaise)\b.*|incorrect[ao].*"
    r"|errad[ao].*|sbagliat[ao].*|fout\w*.*|неправильн\w*.*|yanlış.*",
    re.IGNORECASE,
)
_BY_NUMBER = re.compile(r"only include answer #|choose at least one|time in seconds", re.IGNORECASE)
"""In the headings of Blooket, Kahoot and Wayground, which name the right options by numbers."""
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
    numbered: bool = False
    """Whether that column is known to hold numbers of options, and no texts."""

    @property
    def all(self) -> frozenset[int]:
        """All of these columns."""
        return frozenset({*self.labels, *self.wrong, *([] if self.right is None else [self.right])})


def option_columns(names: Sequence[str]) -> OptionColumns | None:
    """The columns of options by their names; None where the table is of another sort."""
    plain = [" ".join(name.split()) for name in names]
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
    return OptionColumns(labels, wrong, right, any(map(_BY_NUMBER.search, plain)))


class Told(NamedTuple):
    """The options of a row."""

    right: Sequence[str]
    wrong: Sequence[str]


def options_of(cells: Mapping[int, str], columns: OptionColumns) -> Told | str:
    """The right and the wrong options of a row, or why they cannot be known.

    Args:
        cells: column -> text, of those that are not blank.
        columns: where the options stand.
    """
    right_cell = cells.get(columns.right, "") if columns.right is not None else ""
    wrong = [cells[at] for at in columns.wrong if at in cells]
    if not right_cell:
        return "nothing says which option is right"
    if not columns.labels:
        return Told([right_cell], wrong)
    options = {label.casefold(): cells[at] for at, label in columns.labels.items() if at in cells}
    if len(set(options.values())) < len(options):
        return "the same option stands twice"
    right = list(dict.fromkeys(_named(right_cell, options, numbered=columns.numbered)))
    if "" in right:
        return f"{quoted(right_cell)} does not name one of the options for sure"
    wrong += [text for text in options.values() if text not in right]
    return Told(right, wrong)


def _named(cell: str, options: Mapping[str, str], *, numbered: bool) -> Iterator[str]:
    """The options that a cell names; an empty text where it is not sure which."""
    whole = _option(cell, options, numbered=numbered)
    if whole:
        yield whole
        return
    for part in re.split(r"[,;/&+]|\band\b", cell):
        yield _option(part, options, numbered=numbered)


def _option(cell: str, options: Mapping[str, str], *, numbered: bool) -> str:
    """The option of this text, letter or number; empty where that is none, or two.

    An option's own text counts more than a number: of the options 3, 2 and 1 a cell that
    holds 1 means the last. Only where a heading promises numbers it is the other way round.
    """
    word = cell.strip()
    short = re.sub(rf"^(?:{_WORD}) +", "", word.casefold()).rstrip(".):")
    exact = [text for text in options.values() if text.strip() == word]
    alike = [text for text in options.values() if text.strip().casefold() == word.casefold()]
    by_place = ""
    if short in options:
        by_place = options[short]
    elif re.fullmatch(r"[a-h]|[0-9]{1,2}", short):
        place = int(short) if short.isdecimal() else ord(short) - ord("a") + 1
        by_place = next(iter(list(options.values())[place - 1 : place] if place else ()), "")
    if numbered and by_place:
        return by_place
    said = list(dict.fromkeys(exact)) or list(dict.fromkeys(alike))
    return said[0] if len(said) == 1 else "" if said else by_place
