"""Moodle XML: the questions of Moodle's banks, as it exports them and others write them."""

import re
from collections import Counter
from collections.abc import Sequence
from xml.etree.ElementTree import Element

from trainer.deck.slug import slug
from trainer.exchange.card_collector import CardCollector
from trainer.exchange.carried import loss_of
from trainer.exchange.html import as_text
from trainer.exchange.import_result import ImportResult, quoted
from trainer.exchange.marked_tree import mark_texts
from trainer.exchange.moodle_cloze import cloze_of
from trainer.exchange.moodle_question import (
    FULL,
    Answer,
    Asked,
    Question,
    category_name,
    choice,
    match,
    truth,
    typed,
)
from trainer.exchange.source import Source, local

_STRAY = re.compile(r"^\s*\\\(\s*\\\)\s*")
"""A formula of nothing, which one writer puts before every text."""
_FEWEST = 3
"""Things that can be put in order."""


def fits(source: Source) -> bool:
    """Whether it is a quiz of questions."""
    root = source.xml
    return root is not None and local(root) == "quiz" and root.find("question") is not None


def read(source: Source, title: str) -> ImportResult:
    """The questions of a file; its only category is the title."""
    collector = CardCollector(source.carried)
    categories: Counter[str] = Counter()
    category = ""
    for at, element in enumerate([] if source.xml is None else source.xml.findall("question"), 1):
        if element.get("type") == "category":
            category = category_name(element.findtext("category/text") or "")
            continue
        categories[category] += 1
        _question(collector, f"question {at}", element)
    if len(categories) == 1:
        return collector.result(category or title)
    for name, count in categories.items():
        if name:
            collector.leave("the file", f"the category {quoted(name)}, questions: {count}")
    return collector.result(title)


def _question(collector: CardCollector, place: str, element: Element) -> None:
    files = mark_texts(element, collector.carried)
    kind = element.get("type") or ""
    name = _text(element.find("name"), html=False)
    idnumber = (element.findtext("idnumber") or "").strip()
    tags = [" ".join((tag.text or "").split()) for tag in element.findall("tags/tag/text")]
    question = Question(
        place,
        name,
        _text(element.find("questiontext")),
        _text(element.find("generalfeedback")),
        _markup(element.find("questiontext")),
        ["-".join(tag.split()) for tag in tags],
        idnumber,
    )
    asked = Asked.of(collector, question, slug(idnumber) or slug(name))
    for file in files:
        collector.leave(place, loss_of(file))
    if kind == "description":
        asked.leave("a description, which asks nothing")
    elif kind == "essay":
        asked.add(draft="an essay, which nobody can mark")
    elif kind == "numerical":
        _number(asked, element)
    elif kind == "truefalse":
        _truth(asked, _answers(element))
    elif kind in {"matching", "match"}:
        match(asked, [_pair(pair) for pair in element.findall("subquestion")])
    elif kind == "ordering":
        _order(asked, element)
    elif kind == "cloze":
        asked.collector.add(place, {**asked.fields, "q": "", **cloze_of(asked)})
    elif kind == "shortanswer":
        typed(asked, _answers(element))
    elif kind in {"multichoice", "multichoiceset", "oumultiresponse"}:
        _choice(asked, element)
    else:
        asked.add(draft=f"a question of the kind {quoted(kind)}, which is not read here")


def _choice(asked: Asked, element: Element) -> None:
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
        return float((answer.get("fraction") or "0").strip())
    except ValueError:
        return 0.0


def _truth(asked: Asked, answers: Sequence[Answer]) -> None:
    right = next((one for one in answers if one.credit >= FULL), None)
    if right is None:
        asked.add(draft="neither true nor false is right")
        return
    wrong = next((one for one in answers if one is not right), right)
    to_wrong = wrong.feedback if wrong is not right else ""
    verdict = right.text.strip().casefold() == "true"
    truth(asked, verdict=verdict, to_wrong=to_wrong, to_right=right.feedback)


def _number(asked: Asked, element: Element) -> None:
    right = ("", "", "")
    for answer in element.findall("answer"):
        said = _text(answer, html=False)
        if _fraction(answer) >= FULL and not right[0]:
            tolerance = (answer.findtext("tolerance") or "").strip()
            margin = "" if re.fullmatch(r"[0.]*", tolerance) else tolerance
            right = (said, margin, _text(answer.find("feedback")))
        else:
            asked.leave(f"another number, or a word on one, {quoted(said)}")
    if not right[0]:
        asked.leave("no number is right")
        return
    asked.add(number=right[0], tolerance=right[1], feedback=[right[2]])


def _pair(pair: Element) -> Answer:
    left = _text(pair)
    return Answer("=", f"{left} -> {_text(pair.find('answer'), html=False)}", None, "")


def _order(asked: Asked, element: Element) -> None:
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
    said = element.findtext("text") or ""
    form = element.get("format") or ("html" if html else "plain_text")
    if form in {"html", "moodle_auto_format"} and html:
        said = _STRAY.sub("", re.sub(r"(?<=>)\s*\\\(\\\)", "", said))
        return as_text(re.sub(r" ?\\n ", " ", said))
    return said.strip()
