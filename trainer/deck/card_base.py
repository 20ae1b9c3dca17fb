"""What all cards have in common: the fields of any card."""

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, NamedTuple

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from typing_extensions import override

from trainer.deck.fields import (
    CardRefs,
    Importance,
    Language,
    Pointer,
    Silence,
    Slug,
    Slugs,
    one_or_many,
)
from trainer.deck.form_field import FormField
from trainer.deck.media import Picture, ShownPicture, pictures_of
from trainer.deck.text import FilledText

if TYPE_CHECKING:
    from trainer.deck.answer_form import AnswerForm
    from trainer.deck.form_base import Answer


class FieldText(NamedTuple):
    """One text of a card."""

    text: str
    field: str
    entry: int | str | None = None
    """Which of several it is: its place from 0, or the name of an option or a left-hand side."""


class CardBase(BaseModel):
    """What every card may carry beside its prompt and its answer key."""

    # Built when the first card of its kind is read: eleven kinds take a tenth of a start.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    kind: ClassVar[str]
    """The kind's name in messages, tags and reports."""
    answer_key: ClassVar[str]
    """The field that makes a card of this kind."""
    asked_as: ClassVar[str]
    """How it is asked, in the words that are above its question."""
    own_fields: ClassVar[tuple[FormField, ...]] = ()
    """The fields of this kind in the order of a form and of a deck, the prompt first."""
    snippet: ClassVar[Mapping[str, object]] = {}
    """A card to begin with in an editor, `$1` and on where one types; empty where its fields that
    are needed make one."""
    has_key: ClassVar[bool] = True
    """Whether there is a right answer; without one it is asked in class alone, never scheduled."""

    id: Slug | None = None
    """Names the card for good; `trainer fmt` writes it. Without one the question does."""
    tags: Slugs = ()
    """Words to filter by, as in `trainer study --tag dates`."""
    hint: FilledText | None = None
    """Shown on request before the answer."""
    why: FilledText | None = None
    """The explanation, shown after the answer."""
    picture: Picture | None = None
    """A picture with the question: a file's name, or `file`, `alt`, `caption` and `credit`.

    The file lies beside the deck, or there in `media/`.
    """
    answer_picture: Picture | None = None
    """A picture with the answer, written as `picture` is."""
    why_picture: Picture | None = None
    """A picture with the explanation, written as `picture` is."""
    sound: FilledText | None = None
    """A sound with the question: the name of a file beside the deck, or there in `media/`."""
    answer_sound: FilledText | None = None
    """A sound with the answer, written as `sound` is."""
    note: FilledText | None = None
    """For whoever teaches: shown in the cockpit of a drill, and to no player."""
    evidence: Annotated[tuple[Pointer, ...], BeforeValidator(one_or_many)] = ()
    """Where the source says it: paragraph.sentence, or a list of them."""
    confusable_with: CardRefs = ()
    """Cards easily mixed up with this one, not asked close together: ids, or `deck/card`."""
    requires: CardRefs = ()
    """Cards that must be learnt before this one is introduced: ids, or `deck/card`."""
    siblings: CardRefs = ()
    """Cards that give this one away, asked on different days: ids, or `deck/card`."""
    language: Language | None = None
    """The language of the answer where it is another than the deck's, as `es`."""
    exact: bool = False
    """Whether the answer must be exact: no slip, accent or ending is forgiven."""
    importance: Importance = 2
    """3 what a reader must keep, 2 what they should, 1 what is good to know."""
    status: Literal["draft"] | None = None
    """`draft`: shown in the browser, never scheduled until the line is removed."""
    silence: Silence = Field(default_factory=dict)
    """Advice that does not apply to this card: code -> the reason why not."""

    @property
    def prompt(self) -> str:
        """The question as the learner reads it."""
        raise NotImplementedError

    @property
    def solution(self) -> str:
        """The right answer in words, one line for each of its parts."""
        raise NotImplementedError

    @property
    def asked(self) -> str:
        """All that is asked: the prompt, and what it shows and plays; it names the card."""
        shown = (self.picture.file if self.picture else None, self.sound)
        return "\n".join([self.prompt, *filter(None, shown)])

    def asked_pictures(self, gaps: tuple[int, ...]) -> tuple[ShownPicture, ...]:
        """What is shown with the question that has these gaps blank."""
        del gaps
        return pictures_of(self.picture)

    def answer_pictures(self, gaps: tuple[int, ...]) -> tuple[ShownPicture, ...]:
        """What is shown with its answer."""
        del gaps
        return pictures_of(self.answer_picture)

    @property
    def item_names(self) -> tuple[str, ...]:
        """What names each of `items` within the card; empty where there is but one."""
        return tuple(map(str, range(1, len(self.items) + 1))) if len(self.items) > 1 else ()

    @property
    def items(self) -> tuple[tuple[int, ...], ...]:
        """The gaps (from 0) that are blank in each thing to ask; none in a card without gaps."""
        return ()

    @property
    def both_ways(self) -> bool:
        """Whether it is also asked with question and answer changed round."""
        return False

    def prompt_for(self, gaps: tuple[int, ...]) -> str:
        """The question with these gaps blank."""
        del gaps
        return self.prompt

    def solution_for(self, gaps: tuple[int, ...]) -> str:
        """The right answer for these gaps, one line for each of its parts."""
        del gaps
        return self.solution

    def form(self, gaps: tuple[int, ...]) -> "AnswerForm":
        """How it is answered, with options in the author's order."""
        raise NotImplementedError

    def counted(self, form: "AnswerForm", answer: "Answer") -> tuple[str, ...]:
        """An answer in this form in words, in the parts that a report counts."""
        return form.counted(answer)

    @property
    def right_labels(self) -> tuple[str, ...]:
        """Which of the form's labels are right."""
        return ("right",)

    @property
    def answers(self) -> tuple[FieldText, ...]:
        """What the card holds to be right, without what is merely accepted as well."""
        key = getattr(self, self.answer_key)
        if isinstance(key, str):
            return (FieldText(key, self.answer_key),)
        return tuple(FieldText(text, self.answer_key, at) for at, text in enumerate(key))

    @property
    def keys(self) -> tuple[str, ...]:
        """Texts that answer it, with what is accepted as well: no slip of another card's answer."""
        return ()

    @property
    def reasons(self) -> Mapping[str, str | None]:
        """Option -> why it is right or wrong, where the author gave a reason."""
        return {}

    def tolerated(self, given: str) -> str:
        """Why an answer is right that is not the key; empty where nothing explains it."""
        del given
        return ""

    def filled(self, gaps: tuple[int, ...]) -> tuple[tuple[str, bool], ...]:
        """The question with its gaps filled in: its pieces, and which of them was a gap.

        Empty for a card without gaps.
        """
        del gaps
        return ()


class AskedCard(CardBase):
    """A card whose prompt is its question."""

    q: FilledText
    """The question, or for `truth` the statement."""

    @property
    @override
    def prompt(self) -> str:
        return self.q


@cache
def text_fields(kind: type[CardBase]) -> tuple[str, ...]:
    """The fields of a kind of card that hold what an author says to learners."""
    own_fields = (field.key for field in kind.own_fields if field.has_texts)
    return (*own_fields, "hint", "why")
