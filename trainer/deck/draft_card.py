"""A draft that is no card of any kind yet: it keeps what its author wrote, and is never asked."""

import json
from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self

from pydantic import ConfigDict, Field, ValidationError
from typing_extensions import TypeAliasType, override

from trainer.deck.answer_form import AnswerForm, RateYourself
from trainer.deck.card_base import CardBase, FieldText
from trainer.deck.text import SafeText

Written = TypeAliasType("Written", "SafeText | list[Written] | dict[SafeText, Written]")
"""A text, a list or a mapping, as the file has it."""

_PROMPTS = ("q", "cloze")
_ANSWERS = tuple("a typed truth number date order match list where hide poll".split())


class DraftCard(CardBase):
    """What is on a card with `status: draft` that misses a key or breaks a rule of its kind."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    kind: ClassVar[str] = "draft"
    answer_key: ClassVar[str] = "status"
    asked_as: ClassVar[str] = "draft"

    written: dict[SafeText, Written] = Field(default_factory=dict)
    """Every key with what is below it. Those of any card are fields too, where they hold."""
    status: Literal["draft"] = "draft"
    """It is one until its author removes the line."""

    @classmethod
    def of(cls, written: Mapping[str, Any]) -> Self:
        """The draft of these keys.

        Raises:
            ValidationError: there is text among them that no deck may hold.
        """
        common = {key: written[key] for key in CardBase.model_fields if key in written}
        while True:
            try:
                return cls.model_validate({**common, "status": "draft", "written": dict(written)})
            except ValidationError as error:
                unfit = {problem["loc"][0] for problem in error.errors(include_url=False)}
                if not unfit & common.keys():
                    raise
                common = {key: value for key, value in common.items() if key not in unfit}

    @property
    @override
    def prompt(self) -> str:
        """The question as far as there is one, else all that was written: it names the draft."""
        texts = (self.written.get(key) for key in _PROMPTS)
        text = next((text for text in texts if isinstance(text, str) and text.strip()), None)
        return text or json.dumps(self.written, ensure_ascii=False)

    @property
    @override
    def answers(self) -> tuple[FieldText, ...]:
        return ()

    @property
    @override
    def solution(self) -> str:
        answers = (self.written[key] for key in _ANSWERS if key in self.written)
        return next((_in_lines(value) for value in answers), "")

    @override
    def form(self, gaps: tuple[int, ...]) -> AnswerForm:
        return RateYourself()


def _in_lines(value: Any) -> str:  # noqa: ANN401 - see Written
    match value:
        case str():
            return value
        case dict():
            return "\n".join(f"{key}: {_in_lines(inner)}" for key, inner in value.items())
        case _:
            return "\n".join(map(_in_lines, value))
