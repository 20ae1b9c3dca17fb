r"""The cloze: a sentence with gaps.

A backslash takes a sign's meaning away: in a gap `\{`, `\}` and `\:` are the signs as such,
elsewhere `\{{` and `\}}` are double braces as such. Where a backslash itself is before one
of these signs in a gap, it is written twice. All other backslashes are backslashes. So the
braces of a set in a formula that is a gap, `\{` in LaTeX, are `\\\{` there.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, ClassVar, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError
from typing_extensions import override

from trainer.deck.answer_form import AnswerForm, WriteSeveral
from trainer.deck.card_base import CardBase, FieldText
from trainer.deck.fields import KEYS_DIFFER, Texts
from trainer.deck.form_field import ALSO_RIGHT, FormField, Shape
from trainer.deck.text import FilledText


class Gap(BaseModel):
    """One `{{gap}}` or `{{gap::hint}}` of a cloze text."""

    model_config = ConfigDict(frozen=True, defer_build=True)

    text: str
    """What is hidden, as the learner reads and types it."""
    hint: str | None
    start: int
    """Where the gap's braces open in the cloze text, in characters."""
    end: int
    """Just past its closing braces."""


_SIGN = r"\\\\(?=\\*[{}:])|\\[{}:]|[^{}\\]|\\(?!\\*[{}:])"
"""One sign within a gap: a backslash written twice, an escaped sign, any other."""
_GAP = re.compile(
    rf"(?<!\\)\\(?:\{{\{{|\}}\}})|"  # double braces as such are passed over
    rf"\{{\{{(?P<text>(?:(?!::)(?:{_SIGN}))+)(?:::(?P<hint>(?:{_SIGN})*))?\}}\}}",
    re.DOTALL,
)
_ESCAPED_IN_GAP = re.compile(r"\\(?:\\(?=\\*(?:[{}:]|$))|([{}:]))")
_BRACES_BESIDE = re.compile(r"(?<!\\)\\(\{\{|\}\})|\{\{")
_BEFORE_A_SIGN = re.compile(r"\\+(?=[{}:]|$)")


def gap_written(text: str, hint: str | None = None) -> str:
    """A gap as a cloze text has it, whatever signs stand in it.

    Args:
        text: what is hidden.
        hint: what kind of thing is missing.
    """
    return "{{" + _escaped(text) + (f"::{_escaped(hint)}" if hint else "") + "}}"


def has_gap(text: str) -> bool:
    """Whether a text holds a `{{gap}}`."""
    return any(match["text"] for match in _GAP.finditer(text))


def literally(text: str) -> str:
    """Text for a cloze beside its gaps, in which double braces open and close none."""
    return re.sub(r"\{\{|\}\}", lambda braces: f"\\{braces[0]}", text)


def _escaped(text: str) -> str:
    doubled = _BEFORE_A_SIGN.sub(lambda run: run[0] * 2, text)
    return re.sub(r"[{}]|:(?=:|$)", lambda sign: f"\\{sign[0]}", doubled)


def _unescaped(written: str) -> str:
    return _ESCAPED_IN_GAP.sub(lambda match: match[1] or "\\", written).strip()


def gaps_in(cloze: str) -> tuple[Gap, ...]:
    """The gaps of a cloze text, in their order."""
    return tuple(
        Gap(
            text=_unescaped(match["text"]),
            hint=_unescaped(match["hint"] or "") or None,
            start=match.start(),
            end=match.end(),
        )
        for match in _GAP.finditer(cloze)
        if match["text"] is not None
    )


def _beside_gaps(cloze: str) -> str:
    """A stretch of the text between its gaps, as it is read."""
    return _BRACES_BESIDE.sub(lambda match: match[1] or match[0], cloze)


_ANKI = re.compile(r"[cC]\d+")
"""How Anki numbers its gaps: `{{c1::Paris}}`."""


class Cloze(CardBase):
    """A sentence with gaps; each gap is asked by itself unless `together` is set."""

    kind: ClassVar[str] = "cloze"
    answer_key: ClassVar[str] = "cloze"
    asked_as: ClassVar[str] = "fill in"
    snippet: ClassVar[Mapping[str, object]] = {"cloze": "$1 {{$2}}"}
    own_fields: ClassVar[tuple[FormField, ...]] = (
        FormField(
            "cloze",
            "Sentence with {{gaps}}",
            needed=True,
            has_texts=False,
            expected="mark each gap with double braces, as {{India}} or {{India::country}}",
        ),
        ALSO_RIGHT._replace(shape=Shape.GAPS),
        FormField("together", "All gaps at once", Shape.YES_NO),
    )

    cloze: FilledText
    """The sentence, its gaps in double braces: `{{India}}` or `{{Iran::country}}`."""
    accept: Annotated[dict[FilledText, Texts], KEYS_DIFFER] = Field(default_factory=dict)
    """Other spellings and names that are as right: gap -> one or several of them.

    Where all gaps are the same, these alone.
    """
    together: bool = False
    """Ask all gaps at once, with part marks, instead of one by one."""

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """The gaps in their order in the sentence."""
        return gaps_in(self.cloze)

    def accepted(self, gap: int) -> tuple[str, ...]:
        """What is as right in the gap of this index (from 0) as its own text."""
        return self.accept.get(self.gaps[gap].text, ())

    @property
    def keys_of_gaps(self) -> tuple[tuple[str, ...], ...]:
        """What is right in each gap: its own text, then what is accepted in its stead."""
        return tuple((gap.text, *self.accepted(at)) for at, gap in enumerate(self.gaps))

    @property
    def pieces(self) -> tuple[str | Gap, ...]:
        """The sentence cut up: text, gap, text, gap, text; each text as it is read."""
        return tuple(gap or text for _, gap, text in self._pieces())

    def blanked(self, hidden: tuple[int, ...]) -> str:
        """The sentence with the gaps of these indices (from 0) blank and the others filled."""
        return "".join(
            f"[{gap.hint or '…'}]" if index in hidden and gap else text
            for index, gap, text in self._pieces()
        )

    @property
    @override
    def items(self) -> tuple[tuple[int, ...], ...]:
        every = tuple(range(len(self.gaps)))
        return (every,) if self.together else tuple((gap,) for gap in every)

    @override
    def prompt_for(self, gaps: tuple[int, ...]) -> str:
        return self.blanked(gaps)

    @override
    def solution_for(self, gaps: tuple[int, ...]) -> str:
        return "\n".join(self.gaps[gap].text for gap in gaps)

    @property
    @override
    def keys(self) -> tuple[str, ...]:
        return tuple(text for of_gap in self.keys_of_gaps for text in of_gap)

    @override
    def form(self, gaps: tuple[int, ...]) -> AnswerForm:
        return WriteSeveral(blanks=len(gaps), what="gap")

    @override
    def filled(self, gaps: tuple[int, ...]) -> tuple[tuple[str, bool], ...]:
        return tuple(
            (text, bool(gap) and index in gaps) for index, gap, text in self._pieces() if text
        )

    def _pieces(self) -> Iterator[tuple[int, Gap | None, str]]:
        """Gaps and what is between them: index of the gap, the gap, its text; or (-1, None, …)."""
        end = 0
        for index, gap in enumerate(self.gaps):
            yield -1, None, _beside_gaps(self.cloze[end : gap.start])
            yield index, gap, gap.text
            end = gap.end
        yield -1, None, _beside_gaps(self.cloze[end:])

    @property
    @override
    def prompt(self) -> str:
        return self.blanked(tuple(range(len(self.gaps))))

    @property
    @override
    def answers(self) -> tuple[FieldText, ...]:
        return tuple(FieldText(gap.text, "cloze") for gap in self.gaps)

    @property
    @override
    def solution(self) -> str:
        return "\n".join(gap.text for gap in self.gaps)

    @field_validator("accept", mode="before")
    @classmethod
    def _for_the_only_gap(cls, value: object, info: ValidationInfo) -> object:
        if not isinstance(value, str | list | tuple):
            return value
        texts = {gap.text for gap in gaps_in(info.data.get("cloze", ""))}
        if len(texts) > 1:
            raise PydanticCustomError("which_gap", "`accept` does not say for which gap")
        return dict.fromkeys(texts, value)

    @field_validator("accept", mode="after")
    @classmethod
    def _for_gaps_alone(
        cls, accept: dict[str, tuple[str, ...]], info: ValidationInfo
    ) -> dict[str, tuple[str, ...]]:
        texts = {gap.text for gap in gaps_in(info.data.get("cloze", ""))}
        for text in accept:
            if texts and text not in texts:
                raise PydanticCustomError(
                    "which_gap", "“{text}” is not one of the gaps", {"text": text}
                )
        return accept

    @model_validator(mode="after")
    def _has_gaps(self) -> Self:
        if not self.gaps:
            raise PydanticCustomError("no_gap", "the cloze text has no {{gap}}")
        gaps = self.gaps
        ends = (0, *(gap.end for gap in gaps)), (*(gap.start for gap in gaps), None)
        beside = (self.cloze[start:end] for start, end in zip(*ends, strict=True))
        left_open = any(not braces for text in beside for braces in _BRACES_BESIDE.findall(text))
        if left_open or not all(gap.text for gap in gaps):
            raise PydanticCustomError("broken_gap", "a gap is empty or its braces do not match")
        if foreign := next((gap for gap in self.gaps if _ANKI.fullmatch(gap.text)), None):
            answer = foreign.hint or "…"
            raise PydanticCustomError(
                "anki_gap", "this gap asks for “{text}”", {"text": foreign.text, "answer": answer}
            )
        return self
