"""Moodle's questions inside a text: `{1:SHORTANSWER:=Po~%50%Padus#near~*}`."""

import re
from typing import NamedTuple

from trainer.exchange.gaps import OPTIONS_OF_A_GAP, accepted_in, gap, with_gaps
from trainer.exchange.html.from_text import as_html
from trainer.exchange.html.to_text import as_text
from trainer.exchange.import_result import quoted
from trainer.exchange.moodle.question import FULL, QuestionBeingRead

_INNER = re.compile(
    r"\{(?P<weight>\d*):(?P<kind>[A-Z_]+):(?P<answers>(?:\\.|[^}\\])*)\}", re.IGNORECASE | re.DOTALL
)
_ANSWER = re.compile(r"^(=|%(-?[\d.]+)%)?(.*)$", re.DOTALL)
_ESCAPED = re.compile(r"\\([}~#=/\"*\\])")
_NUMBERS = frozenset({"NUMERICAL", "NM"})


class _Form(NamedTuple):
    """One answer of a gap."""

    text: str
    credit: float
    feedback: str
    """To whoever answers so."""


def cloze_of(asked: QuestionBeingRead) -> dict[str, object]:
    """The fields of a card with the gaps of a question's text; what they lose is listed."""
    gaps: list[list[str]] = []
    markup = asked.question.markup
    shown = as_text if markup else str

    def ours(match: re.Match[str]) -> str:
        forms = [form._replace(text=shown(form.text)) for form in _forms(match["answers"])]
        right = [form.text for form in forms if form.credit >= FULL and form.text != "*"]
        for form in forms:
            if form.feedback:
                asked.leave(f"feedback on an answer of a gap, {quoted(shown(form.feedback))}")
            if form.text != "*" and 0 < form.credit < FULL:
                asked.leave(f"{quoted(form.text)} for part credit")
        if match["kind"].upper() in _NUMBERS:
            right = [_number(asked, text) for text in right]
        elif not match["kind"].upper().startswith(("SHORTANSWER", "SA", "MW")):
            asked.leave(OPTIONS_OF_A_GAP)
        if not right:
            asked.leave("a gap without a right answer")
            return "[…]"
        gaps.append(right)
        return gap(as_html(right[0]) if markup else right[0])

    # Moodle looks for gaps first, and reads entities after that
    marked = shown(_INNER.sub(ours, markup or asked.question.text))
    accept = accepted_in(asked.collector, asked.question.place, gaps)
    return {**with_gaps(marked), "accept": accept, "why": asked.question.general}


def _forms(answers: str) -> list[_Form]:
    forms = []
    for piece in re.split(r"(?<!\\)~", answers):
        match = _ANSWER.match(piece)
        if match is None or not piece.strip():
            continue
        credit = FULL if match[1] == "=" else float(match[2] or 0)
        text, *rest = re.split(r"(?<![\\&])#", match[3], maxsplit=1)
        text, feedback = (_ESCAPED.sub(r"\1", one).strip() for one in (text, "".join(rest)))
        forms.append(_Form(text, credit, feedback))
    return forms


def _number(asked: QuestionBeingRead, text: str) -> str:
    number, colon, tolerance = text.partition(":")
    if colon and tolerance.strip("0. "):
        asked.leave(f"its tolerance, {quoted(tolerance)}")
    return number.strip()
