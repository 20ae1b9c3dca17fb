"""Whether a second answer, given from the passage alone, is the key; by our own marking."""

import re
from random import Random

from trainer.deck.answer_form import RateYourself
from trainer.deck.card import Typed
from trainer.deck.form_base import NoAnswerError
from trainer.deck.item import Item
from trainer.deck.lint.names import counted
from trainer.deck.option_forms import ChooseOne
from trainer.drafting.checks.qualifiers import lost_qualifier
from trainer.drafting.language_model import Request
from trainer.drafting.model_prompts import request_for_answer
from trainer.drafting.passage import Passage, content, has
from trainer.grading.grade import grade
from trainer.grading.mark import Verdict

_AGREES = 0.6
"""The share of a free answer's words that must be the key's, and of the key's that it must have."""
_WRITTEN = re.compile(r"^(?:(?:the )?answer(?: is)?:?|\**)\s*|[\s*.]+$", re.IGNORECASE)


def asked_blind(item: Item, passage: Passage) -> Request:
    """The request for a second answer."""
    form = item.card.form(item.gaps).shuffled(Random(item.id))
    options = form.options if isinstance(form, ChooseOne) else ()
    how = "the answer" if isinstance(form, RateYourself) else form.how
    return request_for_answer(passage.whole, item.prompt, how, options)


def agrees(item: Item, reply: str) -> bool:
    """Whether a reply is the card's key."""
    lines = re.sub(r"<think>.*?</think>", "", reply, flags=re.DOTALL).strip().splitlines()
    line = _WRITTEN.sub("", lines[0]) if lines else ""
    if not line or line.lower() in {"unknown", "not stated", "none"}:
        return False
    form = item.card.form(item.gaps)
    if isinstance(form, RateYourself):
        return _says_the_same(item, line)
    form = form.shuffled(Random(item.id))
    try:
        if isinstance(form, ChooseOne):
            letter = re.match(r"([a-h])(?:[).:]|$)", line)
            answer = form.read_line(letter[1]) if letter else form.read(line)
        else:
            answer = form.read_line(line)
    except NoAnswerError:
        return False
    return grade(item, answer).verdict is Verdict.RIGHT


def _says_the_same(item: Item, line: str) -> bool:
    """Whether a free answer is that of a flashcard: as typed, or in most of its words."""
    key = item.solution
    typed = Item("draft", "draft", Typed(q=item.prompt, typed=key))
    if grade(typed, line).verdict is Verdict.RIGHT:
        return True
    if counted(key) != counted(line) or lost_qualifier(line, key, f"{key} {line}"):
        return False
    mine, theirs = content(key), content(line)
    if not mine or not theirs:
        return False
    return (
        sum(has(word, theirs) for word in mine) >= _AGREES * len(mine)
        and sum(has(word, mine) for word in theirs) >= _AGREES * len(theirs) / 2
    )
