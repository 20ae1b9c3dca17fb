"""Moodle XML: the questions of Moodle's banks, as it exports them and others write them."""

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from math import isfinite
from xml.etree.ElementTree import Element

from trainer.deck.slug import slug
from trainer.exchange.card_collector import CardCollector
from trainer.exchange.gaps import OPTIONS_OF_A_GAP, gap, gaps_of, with_gaps
from trainer.exchange.html.to_text import as_text
from trainer.exchange.import_result import ImportResult, loss_of, quoted
from trainer.exchange.media.xml_marks import html_of, mark_texts
from trainer.exchange.moodle.categories import Categories, category_name
from trainer.exchange.moodle.cloze import cloze_of
from trainer.exchange.moodle.question import (
    FULL,
    Answer,
    MoodleQuestion,
    QuestionBeingRead,
    choice,
    match,
    truth,
    typed,
)
from trainer.exchange.source import ForeignFile, local

_STRAY = re.compile(r"(?:^|(?<=>))\s*\\\(\s*\\\)\s*")
r"""A formula of nothing, which one writer puts before every text; its lines end with a `\n`."""
_PLACE = re.compile(r"\[\[(\d{1,3})\]\]")
_SAID_TO = {
    "correctfeedback": "right",
    "partiallycorrectfeedback": "partly right",
    "incorrectfeedback": "wrong",
}
_MOODLES_OWN = frozenset(
    f"Your answer is {what}." for what in ("correct", "partially correct", "incorrect")
)
_FEWEST = 3
"""Things that can be put in order."""


def fits(source: ForeignFile) -> bool:
    """Whether it is a quiz of questions."""
    root = source.xml
    return root is not None and local(root) == "quiz" and root.find("question") is not None


def read(source: ForeignFile, title: str) -> ImportResult:
    """The questions of a file; its only category is the title."""
    questions = [] if source.xml is None else source.xml.findall("question")
    collector = CardCollector(source.media)
    collector.expect(chain.from_iterable(map(html_of, questions)))
    categories = Categories()
    for at, element in enumerate(questions, 1):
        if element.get("type") == "category":
            path = element.findtext("category/text") or ""
            categories.begin(path)
            if about := _text(element.find("info")):
                name = quoted(category_name(path))
                what = f"the description of the category {name}: {quoted(about)}"
                collector.leave("the file", what)
            continue
        categories.count()
        _question(collector, f"question {at}", element)
    return categories.result(collector, title)


def _question(collector: CardCollector, place: str, element: Element) -> None:
    files = mark_texts(element, collector)
    kind = element.get("type") or ""
    name = _text(element.find("name"), html=False)
    idnumber = (element.findtext("idnumber") or "").strip()
    tags = [tag.text or "" for tag in element.findall("tags/tag/text")]
    question = MoodleQuestion(
        place,
        name,
        _text(element.find("questiontext")),
        _text(element.find("generalfeedback")),
        _markup(element.find("questiontext")),
        tags,
        idnumber,
    )
    asked = QuestionBeingRead.of(collector, question, slug(idnumber) or slug(name))
    for file in files:
        collector.leave(place, loss_of(file))
    _take_hints(asked, element)
    _leave_feedback(asked, element)
    if kind == "description":
        asked.leave("a description, which asks nothing")
    elif kind == "cloze":
        asked.collector.add(place, {**asked.fields, "q": "", **cloze_of(asked)})
    elif take := _BY_KIND.get(kind):
        take(asked, element)
    else:
        pairs = [" -> ".join(_pair(one)) for one in element.findall("subquestion")]
        parts = [_text(one) for one in element if local(one) in {"drag", "dragbox", "selectoption"}]
        options = [*(answer.text for answer in _answers(element)), *pairs, *filter(None, parts)]
        reason = f"a question of the kind {quoted(kind)}, which is not read here"
        asked.add(options=options, draft=reason)


def _take_hints(asked: QuestionBeingRead, element: Element) -> None:
    """Here a card has one hint; Moodle gives one after each wrong try."""
    hint, *more = [*filter(None, map(_text, element.findall("hint"))), ""]
    asked.fields["hint"] = hint
    for one in filter(None, more):
        asked.leave(f"a further hint, {quoted(one)}")


def _leave_feedback(asked: QuestionBeingRead, element: Element) -> None:
    """Tell what is said to all answers that are right, or wrong; Moodle's own words are no loss."""
    for tag, whom in _SAID_TO.items():
        text = _text(element.find(tag))
        if text and text not in _MOODLES_OWN:
            asked.leave(f"feedback on every {whom} answer, {quoted(text)}")


def _words_for_gaps(asked: QuestionBeingRead, element: Element) -> None:
    """A text with numbered gaps, and the words that go there: the n-th belongs to `[[n]]`."""
    words = [_text(one, html=False) for one in element if local(one) in {"selectoption", "dragbox"}]

    def ours(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        return gap(words[at]) if 0 <= at < len(words) else match[0]

    marked = _PLACE.sub(ours, asked.question.text)
    if not gaps_of(marked):
        asked.add(draft="a text without gaps")
        return
    asked.leave(OPTIONS_OF_A_GAP)
    asked.add({"q": "", **with_gaps(marked)})


def _choice(asked: QuestionBeingRead, element: Element) -> None:
    answers = [answer for answer in _answers(element) if answer.text]
    if (element.findtext("single") or "").strip().lower() in {"false", "0"}:
        # of several each right one is worth a part, whatever the parts add up to
        answers = [a._replace(weight=min(a.credit, FULL - 1)) for a in answers]
    if answers:
        choice(asked, answers)
    else:
        asked.add(draft="no options")


def _answers(element: Element) -> list[Answer]:
    return [
        Answer("=", _text(one), _fraction(one), _text(one.find("feedback")))
        for one in element.findall("answer")
    ]


def _fraction(answer: Element) -> float:
    try:
        fraction = float((answer.get("fraction") or "0").strip())
    except ValueError:
        return 0.0
    return fraction if isfinite(fraction) else 0.0


def _truth(asked: QuestionBeingRead, answers: Sequence[Answer]) -> None:
    right = next((one for one in answers if one.credit >= FULL), None)
    if right is None:
        asked.add(draft="neither true nor false is right")
        return
    wrong = next((one for one in answers if one is not right), right)
    to_wrong = wrong.feedback if wrong is not right else ""
    verdict = right.text.strip().casefold() == "true"
    truth(asked, verdict=verdict, to_wrong=to_wrong, to_right=right.feedback)


def _number(asked: QuestionBeingRead, element: Element) -> None:
    right = ("", "", "")
    for answer in element.findall("answer"):
        number = _text(answer, html=False)
        if _fraction(answer) >= FULL and not right[0]:
            tolerance = (answer.findtext("tolerance") or "").strip()
            margin = "" if re.fullmatch(r"[0.]*", tolerance) else tolerance
            right = (number, margin, _text(answer.find("feedback")))
        else:
            asked.leave(f"another number, or feedback on one, {quoted(number)}")
    if not right[0]:
        asked.leave("no number is right")
        return
    unit, *others = [*(" ".join(one.split()) for one in _units(element)), ""]
    for one in filter(None, others):
        asked.leave(f"another unit, {quoted(one)}")
    asked.add(number=right[0], tolerance=right[1], unit=unit, feedback=[right[2]])


def _units(element: Element) -> list[str]:
    """The units of a number, that of the answer first."""
    units = [
        (one.findtext("multiplier") or "", one.findtext("unit_name") or "")
        for one in element.iter("unit")
    ]
    return [
        name
        for factor, name in sorted(
            units, key=lambda one: not re.fullmatch(r"1(?:\.0*)?", one[0].strip())
        )
    ]


def _pair(pair: Element) -> tuple[str, str]:
    answer = pair.find("answer")
    formatted = answer is not None and answer.get("format") is not None
    return _text(pair), _text(answer, html=formatted)


def _order(asked: QuestionBeingRead, element: Element) -> None:
    """The fraction of each thing is its place: 1, 2, 3."""
    things = [(_fraction(one), _text(one)) for one in element.findall("answer")]
    order = [text for _, text in sorted(things, key=lambda thing: thing[0])]
    if len(order) < _FEWEST:
        asked.leave(f"{len(order)} things to put in order, and it takes three")
    else:
        asked.add(order=order)


def _markup(element: Element | None) -> str:
    """The text of an element as it is written, where it is HTML."""
    if element is None or (element.get("format") or "html") == "plain_text":
        return ""
    return element.findtext("text") or ""


def _text(element: Element | None, *, html: bool = True) -> str:
    """The text of an element; HTML unless it says otherwise."""
    if element is None:
        return ""
    text = element.findtext("text") or ""
    form = element.get("format") or ("html" if html else "plain_text")
    if form in {"html", "moodle_auto_format"} and html:
        text, strays = _STRAY.subn("", text)
        return as_text(re.sub(r" ?\\n ", " ", text) if strays else text)
    return text.strip()


def _essay(asked: QuestionBeingRead, element: Element) -> None:
    begins = _text(element.find("responsetemplate"))
    if begins:
        asked.leave(f"with what an answer begins, {quoted(begins)}")
    note = _text(element.find("graderinfo"))
    asked.add(note=note, draft="an essay, which nobody can mark")


def _short(asked: QuestionBeingRead, element: Element) -> None:
    """An answer to type, with its letters as they are where Moodle wants them so."""
    asked.fields["exact"] = (element.findtext("usecase") or "").strip() == "1" or None
    typed(asked, _answers(element))


_BY_KIND: Mapping[str, Callable[[QuestionBeingRead, Element], None]] = {
    "essay": _essay,
    "numerical": _number,
    "truefalse": lambda asked, element: _truth(asked, _answers(element)),
    "ordering": _order,
    "shortanswer": _short,
    **dict.fromkeys(
        ("matching", "match", "ddmatch"),
        lambda asked, element: match(asked, [*map(_pair, element.findall("subquestion"))]),
    ),
    **dict.fromkeys(("gapselect", "ddwtos"), _words_for_gaps),
    **dict.fromkeys(("multichoice", "multichoiceset", "oumultiresponse"), _choice),
}
"""What makes a card of each kind of question."""
