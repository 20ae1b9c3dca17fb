"""GIFT, in which Moodle's teachers write quizzes."""

import re
from decimal import Decimal
from itertools import chain

from trainer.deck.slug import slug
from trainer.exchange.card_collector import CardCollector
from trainer.exchange.import_result import ImportResult, quoted
from trainer.exchange.media.marks import MediaMarks
from trainer.exchange.moodle.categories import Categories
from trainer.exchange.moodle.gift_escapes import shown
from trainer.exchange.moodle.gift_question import (
    Written,
    answers_in,
    blocks_in,
    html_in,
    parts_of,
    text_of,
)
from trainer.exchange.moodle.question import (
    FULL,
    PAIR,
    Answer,
    QuestionBeingRead,
    choice,
    match_of_answers,
    truth,
    typed,
)
from trainer.exchange.source import ForeignFile

_TRUTH = re.compile(r"(?:T|TRUE|F|FALSE)\s*(?=#|$)", re.IGNORECASE)
_PICTURE = re.compile(
    r"<(?:img|audio|video|source)\b[^<>]*>(?:<br><small class\\?=\"below\">[^<>]*</small>)?",
    re.IGNORECASE,
)
_DIGITS = r"-?(?:[0-9]{1,15}(?:\.[0-9]{1,15})?|\.[0-9]{1,15})"
_RANGE = re.compile(rf"({_DIGITS})\.\.({_DIGITS})")
_TOLERANT = re.compile(rf"({_DIGITS}):({_DIGITS})")


_LOOKS = re.compile(r"\{\s*(?:[=~#]|T\b|F\b|TRUE|FALSE)|^::|^\$CATEGORY:", re.MULTILINE)


def fits(source: ForeignFile) -> bool:
    """Whether a text has answers in braces, as GIFT has them."""
    if not source.is_text:
        return False
    looks = "{" in source.text and "\t{" not in source.text and bool(_LOOKS.search(source.text))
    return source.ending == ".gift" or looks


def read(source: ForeignFile, title: str) -> ImportResult:
    """The questions of a GIFT file, see `read_gift`."""
    return read_gift(source.text, title, source.media)


def read_gift(text: str, title: str, media: MediaMarks | None = None) -> ImportResult:
    """The questions of a GIFT file.

    What has no place here is listed, question by question: essays, descriptions, part credit,
    false statements without a word on what is true. A category that is the only one is the
    title.
    """
    collector = CardCollector(media)
    text = _PICTURE.sub(lambda match: _marked(match[0], collector.media), text)
    blocks = [*blocks_in(text)]
    collector.expect(chain.from_iterable(map(html_in, blocks)))
    categories = Categories()
    for block in blocks:
        if block.category is not None:
            categories.begin(block.category)
            continue
        categories.count()
        parts = parts_of(block)
        if isinstance(parts, Written):
            _question(collector, parts)
        else:
            for unreadable in parts:
                collector.leave(*unreadable)
    return categories.result(collector, title)


def _marked(tag: str, media: MediaMarks) -> str:
    """A mark for a picture, or what is there: signs in it may be escaped as all others."""
    plain = re.sub(r"\\([~=#{}:])", r"\1", tag)
    marked = media.in_html(plain)
    return tag if marked == plain else marked


def _question(collector: CardCollector, written: Written) -> None:
    question = written.question
    name = slug(question.idnumber) or slug(question.name)
    asked = QuestionBeingRead.of(collector, question, name)
    if question.name and not name and question.name != question.text:
        asked.leave(f"its name {quoted(question.name)}, which has no Latin letter, as ids need")
    inside = written.inside
    if not inside:
        asked.add(draft="an essay, which nobody can mark")
    elif inside.startswith("#"):
        _number(asked, inside[1:].strip(), written.form)
    elif _TRUTH.match(inside):
        verdict, *feedback = inside.split("#", 2)
        to_wrong, to_right, *_ = [
            *(text_of(one, written.form) for one in feedback),
            "",
            "",
        ]
        is_true = shown(verdict).upper() in {"T", "TRUE"}
        truth(asked, verdict=is_true, to_wrong=to_wrong, to_right=to_right)
    else:
        _answers(asked, inside, written.form)


def _answers(asked: QuestionBeingRead, inside: str, form: str) -> None:
    answers = list(answers_in(inside, form))
    if stray := shown(re.split("[=~]", inside)[0]):
        asked.collector.leave(asked.question.place, f"no = or ~ before {quoted(stray)}")
    if not answers:
        asked.add(draft="no answer marked with = or ~")
        return
    keys = [answer for answer in answers if answer.sign == "="]
    paired = bool(keys) and all(PAIR in answer.text for answer in keys)
    if paired and (len(keys) > 1 or len(keys) == len(answers)):
        match_of_answers(asked, answers)
        return
    answers = [_with_text(asked, answer) for answer in answers]
    answers = [answer for answer in answers if answer.text]
    if all(answer.sign == "=" for answer in answers):
        if form == "markdown":  # what is typed is plain
            answers = [one for one in answers_in(inside, "plain") if one.text]
        typed(asked, answers)
    else:
        choice(asked, answers)


def _with_text(asked: QuestionBeingRead, answer: Answer) -> Answer:
    if answer.text:
        return answer
    if not answer.feedback:
        asked.leave("an answer without text")
        return answer
    text = f"#{answer.feedback}"  # an answer cannot be nothing but feedback
    asked.leave(f"a # without \\, read as text, {quoted(text)}")
    return answer._replace(text=text, feedback="")


def _number(asked: QuestionBeingRead, inside: str, form: str) -> None:
    written = inside if inside[:1] in {"=", "~"} else f"={inside}"
    answers = list(answers_in(written, form))
    full = [answer for answer in answers if answer.credit >= FULL and answer.text]
    for answer in answers:
        if answer not in full[:1]:
            asked.leave(
                f"another number, or feedback on one, {quoted(answer.text or answer.feedback)}"
            )
    if not full:
        asked.leave("no number is right")
        return
    number, tolerance = _bounds(full[0].text.replace(" ", ""))
    asked.add(number=number, tolerance=tolerance, feedback=[full[0].feedback])


def _bounds(text: str) -> tuple[str, str]:
    """The number in the middle, and its tolerance."""
    if between := _RANGE.fullmatch(text):
        low, high = Decimal(between[1]), Decimal(between[2])
        return f"{(low + high) / 2:f}", f"{abs(high - low) / 2:f}"
    if tolerant := _TOLERANT.fullmatch(text):
        margin = Decimal(tolerant[2])
        return tolerant[1], f"{margin:f}" if margin else ""
    return text, ""
