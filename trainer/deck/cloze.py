"""The cloze: a sentence with gaps."""

import re
from typing import ClassVar, Self

from pydantic import BaseModel, ConfigDict, model_validator
from pydantic_core import PydanticCustomError
from typing_extensions import override

from trainer.deck.card_base import CardBase, Texts
from trainer.deck.text import FilledText


class Gap(BaseModel):
    """One `{{gap}}` or `{{gap::hint}}` of a cloze text."""

    model_config = ConfigDict(frozen=True)

    text: str
    hint: str | None
    start: int
    """Where the gap's braces open in the cloze text, in characters."""
    end: int
    """Just past its closing braces."""


_GAP = re.compile(r"\{\{(?P<text>[^{}]+?)(?:::(?P<hint>[^{}]*))?\}\}")


class Cloze(CardBase):
    """A sentence with gaps; each gap is asked by itself unless `together` is set."""

    kind: ClassVar[str] = "cloze"
    answer_key: ClassVar[str] = "cloze"

    cloze: FilledText
    """The sentence, its gaps in double braces: `{{India}}` or `{{Iran::country}}`."""
    accept: Texts = ()
    """Other spellings and names that are as right, for any gap."""
    together: bool = False
    """Ask all gaps at once, with part marks, instead of one by one."""

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """The gaps in their order in the sentence."""
        return tuple(
            Gap(
                text=found["text"].strip(),
                hint=(found["hint"] or "").strip() or None,
                start=found.start(),
                end=found.end(),
            )
            for found in _GAP.finditer(self.cloze)
        )

    def blanked(self, hidden: tuple[int, ...]) -> str:
        """The sentence with the gaps of these indices (from 0) blank and the others filled."""
        text, end = "", 0
        for index, gap in enumerate(self.gaps):
            blank = f"[{gap.hint or '…'}]" if index in hidden else gap.text
            text += self.cloze[end : gap.start] + blank
            end = gap.end
        return text + self.cloze[end:]

    @property
    @override
    def prompt(self) -> str:
        return self.blanked(tuple(range(len(self.gaps))))

    @property
    @override
    def solution(self) -> str:
        return "\n".join(gap.text for gap in self.gaps)

    @model_validator(mode="after")
    def _has_gaps(self) -> Self:
        if not self.gaps:
            raise PydanticCustomError("no_gap", "the cloze text has no {{gap}}")
        if any(not gap.text for gap in self.gaps) or "{{" in self.blanked(()):
            raise PydanticCustomError("broken_gap", "a gap is empty or its braces do not match")
        return self
