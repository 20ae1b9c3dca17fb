"""Cards that give their answer away."""

import re
from collections.abc import Iterator

from trainer.deck.card import (
    Card,
    Cloze,
    Date,
    Flashcard,
    Match,
    MultipleChoice,
    Number,
    PickAll,
    TrueFalse,
    Typed,
)
from trainer.deck.card_base import FieldText
from trainer.deck.diagnostic import Code
from trainer.deck.likeness import FUNCTION_WORDS, folded, words
from trainer.deck.lint import limits
from trainer.deck.lint.card_texts import prompt
from trainer.deck.lint.weakness import Weakness
from trainer.deck.partial_date import YEAR

_YEAR = re.compile(YEAR)
_ARTICLE = re.compile(r"\b(?:an?) $", re.IGNORECASE)


def contains(text: str, part: str) -> bool:
    """Whether the words of one text stand in another in a row, case and punctuation aside."""
    inner = folded(part)
    return bool(inner) and f" {inner} " in f" {folded(text)} "


def check_leaks(card: Card) -> Iterator[Weakness]:
    """The rules against answers in questions, hints and gaps."""
    if isinstance(card, Cloze):
        yield from _gaps(card)
    elif not isinstance(card, TrueFalse | Match):
        yield from _answer_in_prompt(card)
    yield from _hint(card)


def _answer_in_prompt(card: Card) -> Iterator[Weakness]:
    text = prompt(card)
    if isinstance(card, Date | Typed | Number | MultipleChoice | Flashcard):
        year = _year_asked(card)
        if year and (name := re.search(rf"[^\W\d_]+[-'’]?{year}\b|\b{year}-[^\W\d_]+", text.text)):
            yield Weakness(
                Code.YEAR_IN_NAME,
                f"the name {name[0]} gives the year that is asked for",
                "leave the year out of the name, or ask for something else",
                text.field,
                words=name[0],
            )
            return
    if isinstance(card, MultipleChoice | PickAll) and all(
        contains(text.text, option) for option in card.options
    ):
        return  # an either-or question names them all
    for answer in _in_full(card):
        if (
            _is_word(answer.text)
            and contains(text.text, answer.text)
            and not _offered(text.text, answer.text)
            # Monaco is the capital of Monaco, and Chile is Chile in Spanish
            and folded(text.text) != folded(answer.text)
        ):
            yield Weakness(
                Code.ANSWER_IN_PROMPT,
                f"the question holds the answer “{answer.text}”",
                "ask without it",
                text.field,
                words=answer.text,
            )


def _in_full(card: Card) -> tuple[FieldText, ...]:
    """The answers that would be leaks; a date in the ways it can be written."""
    match card:
        case Date():
            return (FieldText(card.date.in_words(), "date"), FieldText(str(card.date), "date"))
        case Number():
            return (FieldText(f"{card.number:f}", "number"),)
        case Typed():
            return (*card.answers, *(FieldText(text, "accept") for text in card.accept))
        case _:
            return card.answers


def _year_asked(card: Card) -> str | None:
    if isinstance(card, Date):
        return str(card.date.year)
    text = card.answers[0].text
    return text if _YEAR.fullmatch(text) else None


def _is_word(text: str) -> bool:
    return folded(text) not in FUNCTION_WORDS


def _offered(question: str, answer: str) -> bool:
    """Whether the question offers the answer beside another: `… in Asia or in Africa?`."""
    beside = re.escape(answer)
    return bool(re.search(rf"\bor\b[^,?]*{beside}|{beside}[^,?]*\bor\b", question, re.IGNORECASE))


def _gaps(card: Cloze) -> Iterator[Weakness]:
    total = len(words(card.blanked(())))
    everywhere = tuple(range(len(card.gaps)))
    hidden = (everywhere,) if card.together else tuple((gap,) for gap in everywhere)
    for group in hidden:
        shown = card.blanked(group)
        for at in group:
            gap = card.gaps[at]
            if _is_word(gap.text) and contains(shown, gap.text):
                yield Weakness(
                    Code.GAP_ELSEWHERE,
                    f"“{gap.text}” can be read elsewhere in the sentence",
                    "say it once, or make both places gaps with `together: true`",
                    "cloze",
                    words=card.cloze[gap.start : gap.end],
                )
        share = sum(len(words(card.gaps[at].text)) for at in group) / max(1, total)
        if share > limits.MOST_GAP:
            yield Weakness(
                Code.POOR_GAP,
                f"{share:.0%} of the words are hidden at once",
                "leave more of the sentence to be recognised by",
                "cloze",
            )
    for gap in card.gaps:
        marked = card.cloze[gap.start : gap.end]
        if not _is_word(gap.text):
            yield Weakness(
                Code.POOR_GAP,
                f"the gap “{gap.text}” carries no fact",
                "hide the word that matters",
                "cloze",
                words=marked,
            )
        if match := _ARTICLE.search(card.cloze[: gap.start]):
            yield Weakness(
                Code.ARTICLE_BEFORE_GAP,
                f"“{match[0].strip()}” before the gap shows how the answer begins",
                "put the article into the gap, or write a(n)",
                "cloze",
                words=match[0] + marked,
            )


def _hint(card: Card) -> Iterator[Weakness]:
    if card.hint and not isinstance(card, TrueFalse):
        hint = card.hint
        for answer in _in_full(card):
            if _is_word(answer.text) and contains(hint, answer.text):
                yield _telling("hint", hint, answer.text)
    if isinstance(card, Cloze):
        for gap in card.gaps:
            if gap.hint and (
                contains(gap.hint, gap.text)
                or (contains(gap.text, gap.hint) and gap.hint[:1].isupper())
            ):
                yield _telling("cloze", gap.hint, gap.text)


def _telling(field: str, hint: str, answer: str) -> Weakness:
    return Weakness(
        Code.TELLING_HINT,
        f"the hint gives the answer “{answer}”",
        "hint at the kind of thing, its first letter or where it belongs",
        field,
        words=hint,
    )
