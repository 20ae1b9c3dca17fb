"""The cloze: a sentence with gaps."""

import re
from collections.abc import Iterator
from typing import ClassVar, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError
from typing_extensions import override

from trainer.deck.answer_form import AnswerForm, WriteSeveral
from trainer.deck.card_base import CardBase, Texts
from trainer.deck.text import FilledText


class Gap(BaseModel):
    """One `{{gap}}` or `{{gap::hint}}` of a cloze text."""

    model_config = ConfigDict(frozen=True, defer_build=True)

    text: str
    hint: str | None
    start: int
    """Where the gap's braces open in the cloze text, in characters."""
    end: int
    """Just past its closing braces."""


_GAP = re.compile(r"\{\{(?P<text>[^{}]+?)(?:::(?P<hint>[^{}]*))?\}\}")


def _gaps_in(cloze: str) -> tuple[Gap, ...]:
    return tuple(
        Gap(
            text=found["text"].strip(),
            hint=(found["hint"] or "").strip() or None,
            start=found.start(),
            end=found.end(),
        )
        for found in _GAP.finditer(cloze)
    )


class Cloze(CardBase):
    """A sentence with gaps; each gap is asked by itself unless `together` is set."""

    kind: ClassVar[str] = "cloze"
    answer_key: ClassVar[str] = "cloze"
    asked_as: ClassVar[str] = "fill in"

    cloze: FilledText
    """The sentence, its gaps in double braces: `{{India}}` or `{{Iran::country}}`."""
    accept: dict[FilledText, Texts] = Field(default_factory=dict)
    """Other spellings and names that are as right: gap -> one or several of them.

    Where all gaps are the same, these alone.
    """
    together: bool = False
    """Ask all gaps at once, with part marks, instead of one by one."""

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """The gaps in their order in the sentence."""
        return _gaps_in(self.cloze)

    def accepted(self, gap: int) -> tuple[str, ...]:
        """What is as right in the gap of this index (from 0) as its own text."""
        return self.accept.get(self.gaps[gap].text, ())

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
            yield -1, None, self.cloze[end : gap.start]
            yield index, gap, gap.text
            end = gap.end
        yield -1, None, self.cloze[end:]

    @property
    @override
    def prompt(self) -> str:
        return self.blanked(tuple(range(len(self.gaps))))

    @property
    @override
    def solution(self) -> str:
        return "\n".join(gap.text for gap in self.gaps)

    @field_validator("accept", mode="before")
    @classmethod
    def _for_the_only_gap(cls, value: object, info: ValidationInfo) -> object:
        if not isinstance(value, str | list | tuple):
            return value
        texts = {gap.text for gap in _gaps_in(info.data.get("cloze", ""))}
        if len(texts) > 1:
            raise PydanticCustomError("which_gap", "`accept` does not say for which gap")
        return dict.fromkeys(texts, value)

    @field_validator("accept", mode="after")
    @classmethod
    def _for_gaps_alone(
        cls, accept: dict[str, tuple[str, ...]], info: ValidationInfo
    ) -> dict[str, tuple[str, ...]]:
        texts = {gap.text for gap in _gaps_in(info.data.get("cloze", ""))}
        for text in accept:
            if texts and text not in texts:
                raise PydanticCustomError(
                    "which_gap", "“{text}” is none of the gaps", {"text": text}
                )
        return accept

    @model_validator(mode="after")
    def _has_gaps(self) -> Self:
        if not self.gaps:
            raise PydanticCustomError("no_gap", "the cloze text has no {{gap}}")
        if any(not gap.text for gap in self.gaps) or "{{" in self.blanked(()):
            raise PydanticCustomError("broken_gap", "a gap is empty or its braces do not match")
        return self
