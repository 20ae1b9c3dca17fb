"""Tables of quizzes: each option in a column of its own, and one that says which is right."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from trainer.exchange.choices import choice_fields, option_of_text
from trainer.exchange.import_result import quoted
from trainer.exchange.tables.heading_names import is_answer

_WORD = (
    "option|choice|answer|response|alternative|antwort|auswahl|réponse|choix|respuesta|opción|"
    "opcion|risposta|opzione|resposta|opção|antwoord|optie|odpowiedź|odpověď|odpoveď|możnosť|"
    "válasz|răspuns|ответ|вариант|відповідь|варіант|cevap|seçenek|svar|vastaus|選択肢|选项|選項"
    "|(?:antwort)?möglichkeit|(?:antwort)?option|proposition|alternativa|možnost|lehetőség|variantă"
    "|svarsalternativ|svaralternativ|mulighed|vaihtoehto|отговор|lựa chọn|보기|선택지"
)
_LETTERS = "a-h\u0430-\u0436"
"""Of options, in Latin and in Cyrillic."""
_OPTION = re.compile(rf"(?:{_WORD})\s*#?\s*([{_LETTERS}]|\d{{1,2}})\b.*", re.IGNORECASE)
_LETTER = re.compile(rf"\(?([{_LETTERS}])[).:]?", re.IGNORECASE)
_LABELLED = re.compile(r"\(?(\w{1,2})[).:]\s*([^).:].*)")
"""An option with its letter before it."""
_RIGHT = re.compile(
    r"(?:the )?(?:correct|right)\b.*|key|answers|answer key|richtige?\b.*|korrekte?\b.*"
    r"|(?:bonne|la bonne) réponse.*|réponse (?:correcte|juste)"
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
_BY_NUMBER = re.compile(
    r"only include answer #|choose at least one|time in seconds|\b5, 10, 20\b", re.IGNORECASE
)
"""In the headings of Blooket, Kahoot and Wayground, which name the right options by numbers.

Kahoot's lists its times in every language.
"""
_FEWEST = 2
"""Options of a question."""


class OptionColumns(NamedTuple):
    """Where the options are."""

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
    worded = {at: match[1] for at, name in enumerate(plain) if (match := _OPTION.fullmatch(name))}
    lettered = {at: match[1] for at, name in enumerate(plain) if (match := _LETTER.fullmatch(name))}
    wrong = [at for at, name in enumerate(plain) if _WRONG.fullmatch(name)]
    labels = worded if len(worded) >= _FEWEST else lettered
    others = [(at, name) for at, name in enumerate(plain) if at not in labels]
    stated = [at for at, name in others if _RIGHT.fullmatch(name)]
    right = next(iter(stated or [at for at, name in others if is_answer(name)]), None)
    if wrong and right is not None and not labels:
        return OptionColumns({}, wrong, right)
    if len(labels) < _FEWEST or (right is None and labels is lettered):
        return None
    return OptionColumns(labels, wrong, right, any(map(_BY_NUMBER.search, plain)))


_UNMARKED = {
    "open-ended": "an essay",
    "draw": "a drawing",
    "open ended": "an essay",
}
"""Kinds of Wayground's that nobody can mark."""
_TYPED = frozenset({"fill-in-the-blank", "fill in the blank", "typing"})
_REMARK = re.compile(r"\(optional\b|\bbetween 1 ?[-–] ?\d\)|^text for option 1\b", re.IGNORECASE)
"""What Wayground's template has below its heading."""


class Options(NamedTuple):
    """The options of a row."""

    right: Sequence[str]
    wrong: Sequence[str]


class RowWithOptions(NamedTuple):
    """What a row with options becomes."""

    fields: dict[str, object]
    draft: str = ""
    """Why it is a draft; empty where it is none."""
    is_remark: bool = False
    """Whether it is no question, but what a template says of its columns."""


def choice_of(cells: Mapping[int, str], columns: OptionColumns, kind: str) -> RowWithOptions:
    """What the options of a row make it.

    Args:
        cells: column -> text, of those that are not blank.
        columns: where the options are.
        kind: how the table says it is asked; empty where it says nothing.
    """
    options = [text for at, text in cells.items() if at != columns.right]
    if kind == "poll":
        return RowWithOptions({"poll": options or "open"})
    if unmarked := _UNMARKED.get(kind):
        return RowWithOptions({"options": options}, f"{unmarked}, which nobody can mark")
    if kind in _TYPED:
        typed, *others = [cells[at] for at in columns.labels if at in cells] or [""]
        return RowWithOptions({"typed": typed, "accept": others})
    chosen = options_of(cells, columns)
    if isinstance(chosen, str):
        is_remark = _REMARK.search(" ".join(cells.values())) is not None
        return RowWithOptions({"options": options}, chosen, is_remark)
    return RowWithOptions(choice_fields(chosen.right, dict.fromkeys(chosen.wrong)))


def decided(rows: Sequence[Sequence[str]], columns: OptionColumns) -> tuple[bool, int | None]:
    """Whether the column Correct holds numbers or letters of options, going by all of its rows.

    Returns:
        Whether it does, and the first row (from 0) that could mean a text as well as a place;
        None where no row leaves it open.
    """
    only_text = only_place = False
    unsure: int | None = None
    for at, row in enumerate(rows):
        cells = {column: cell.strip() for column, cell in enumerate(row) if cell.strip()}
        right = cells.get(columns.right, "") if columns.right is not None else ""
        options = {label: cells[at] for at, label in columns.labels.items() if at in cells}
        by_text, by_place = (
            [*_meant(right, options, find)] if right else [""] for find in (_by_text, _by_place)
        )
        only_text |= "" not in by_text and "" in by_place
        only_place |= "" in by_text and "" not in by_place
        if unsure is None and "" not in by_text + by_place and {*by_text} != {*by_place}:
            unsure = at
    return only_place and not only_text, unsure


def options_of(cells: Mapping[int, str], columns: OptionColumns) -> Options | str:
    """The right and the wrong options of a row, or why they cannot be known.

    Args:
        cells: column -> text, of those that are not blank.
        columns: where the options are.
    """
    right_cell = cells.get(columns.right, "") if columns.right is not None else ""
    wrong = [cells[at] for at in columns.wrong if at in cells]
    if not right_cell:
        return "nothing says which option is right"
    if not columns.labels:
        return Options([right_cell], wrong)
    options = {label.casefold(): cells[at] for at, label in columns.labels.items() if at in cells}
    if len(set(options.values())) < len(options):
        return "the same option appears twice"
    ways = (_by_place, _by_text) if columns.numbered else (_by_text, _by_place)
    right = list(dict.fromkeys(_meant(right_cell, options, *ways)))
    if "" in right:
        return f"{quoted(right_cell)} does not name one of the options for sure"
    wrong += [text for text in options.values() if text not in right]
    return Options(right, wrong)


_Way = Callable[[str, Mapping[str, str]], str | None]


def _meant(cell: str, options: Mapping[str, str], *ways: _Way) -> Iterator[str]:
    """The options that a cell means; an empty text where it is not sure which.

    An option's own text counts more than a number: of the options 3, 2 and 1 a cell that
    holds 1 means the last. Only where a heading promises numbers, or all rows speak for them, it
    is the other way round. All that one cell names is meant in one way.
    """
    if whole := _first(cell, options, ways):
        yield whole
        return
    parts = re.split(r"[,;/&+]|\band\b", cell)
    each = ([way(part, options) or "" for part in parts] for way in ways)
    yield from next((texts for texts in each if all(texts)), [""])


def _first(cell: str, options: Mapping[str, str], ways: Sequence[_Way]) -> str:
    return next((right for way in ways if (right := way(cell, options)) is not None), "")


def _by_text(cell: str, options: Mapping[str, str]) -> str | None:
    """The option of this text; empty where two have it, None where none has."""
    return option_of_text(cell, options.values())


def _by_place(cell: str, options: Mapping[str, str]) -> str | None:
    """The option of this letter or number; None where it is none."""
    short = re.sub(rf"^(?:{_WORD}) +", "", cell.strip().casefold()).rstrip(".):")
    labelled = {label.casefold(): text for label, text in options.items()}
    if both := _LABELLED.fullmatch(cell.strip()):
        named = _by_place(both[1], options)
        return named if named and named.casefold() == both[2].casefold() else None
    if short in labelled:
        return labelled[short]
    if not re.fullmatch(r"[a-h]|[0-9]{1,2}", short):
        return None
    place = int(short) if short.isdecimal() else ord(short) - ord("a") + 1
    return next(iter([*labelled.values()][place - 1 : place] if place else ()), None)
