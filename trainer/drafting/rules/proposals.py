"""What may be asked of each sentence of an article, and what that rests on."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from trainer.deck.coverage import is_heading
from trainer.deck.source_text import SourceText
from trainer.drafting.parse.parser import Parser
from trainer.drafting.parse.people import People, is_person, people_of
from trainer.drafting.parse.phrase import lower, upper
from trainer.drafting.parse.statement import Statement, statements
from trainer.drafting.rules.answers import DANGLES, points_back
from trainer.drafting.rules.complements import SAYING, complements
from trainer.drafting.rules.dates import dates
from trainer.drafting.rules.definitions import definitions
from trainer.drafting.rules.instructions import instructions
from trainer.drafting.rules.numbers import numbers
from trainer.drafting.rules.participants import participants
from trainer.drafting.rules.patterns import patterns
from trainer.drafting.rules.pronouns import named, with_objects
from trainer.drafting.rules.question import ProposedQuestion
from trainer.drafting.rules.reasons import conditions, reasons, why

if TYPE_CHECKING:
    from spacy.tokens import Doc

_LONGEST = 800
"""Letters; what is longer is no sentence, but a list or a page without its full stops."""


class _Parsed(NamedTuple):
    """A sentence with the parses of its parts."""

    pointer: str
    paragraph: int
    docs: "tuple[Doc, ...]"
    text: str


class _About(NamedTuple):
    """What was told last, and where."""

    statements: tuple[Statement, ...]
    pointer: str = ""
    paragraph: int = 0


class Proposed(NamedTuple):
    """A question with the pointers of what it rests on."""

    question: ProposedQuestion
    pointers: tuple[str, ...]


def proposals(source: SourceText) -> Iterator[tuple[str, list[Proposed]]]:
    """Each sentence's pointer with what may be asked of it, the best first."""
    parser = Parser(source)
    sentences = [
        _Parsed(f"{place}.{at}", place, tuple(map(parser.parsed, _segments(sentence))), sentence)
        for place, lines in enumerate(source.paragraphs, 1)
        if not is_heading(lines)
        for at, sentence in enumerate(lines, 1)
        if len(sentence) <= _LONGEST
    ]
    people = people_of(doc for parsed in sentences for doc in parsed.docs)
    about = _About(())
    of_people: dict[str, Statement] = {}
    for parsed in sentences:
        if parsed.paragraph != about.paragraph:
            about = _About(())
        candidates = [
            Proposed(question, (parsed.pointer,))
            for question in chain(patterns(parsed.text), instructions(parsed.docs))
        ]
        for place, doc in enumerate(parsed.docs):
            doc.user_data[_POINTER] = parsed.pointer
            topic = next(iter(of_people.values())) if len(of_people) == 1 else None
            proposed, stated = _of_doc(doc, about, parsed, people, topic)
            for each in stated:
                if is_person(each.head, people) and each.head.text in people:
                    of_people.setdefault(each.head.text, each)
            candidates += proposed
            if place and doc[0].lower_ == "so":
                effects = _consequence(parsed.docs[place - 1], doc, people)
                candidates += [Proposed(question, (parsed.pointer,)) for question in effects]
            about = _About(stated, parsed.pointer, parsed.paragraph) if stated else _About(())
        yield parsed.pointer, sorted(candidates, key=lambda each: -each.question.worth)


_POINTER = "pointer"
"""Under which key a parse has the pointer of its sentence."""


def _of_doc(
    doc: "Doc", about: _About, sentence: _Parsed, people: People, topic: Statement | None
) -> tuple[list[Proposed], tuple[Statement, ...]]:
    """What may be asked of a parse, and what it tells."""
    candidates = [Proposed(question, (sentence.pointer,)) for question in definitions(doc, people)]
    stated: tuple[Statement, ...] = ()
    for statement in statements(doc):
        before = stated or about.statements
        whole = named(statement, (*before, *_fronted(statement)), people, topic)
        filled = with_objects(whole, before)
        is_elsewhere = (filled or whole).rests_before and not stated and about.pointer
        pointers = (about.pointer, sentence.pointer) if is_elsewhere else (sentence.pointer,)
        if whole.rests_before and whole.head.doc is not doc:
            pointers = (whole.head.doc.user_data[_POINTER], sentence.pointer)
        questions = _asked_of(filled or whole, people, is_open=filled is None)
        if statement.kind == "ccomp":
            questions = _by_owner(questions, statement, stated)
        candidates += [Proposed(question, tuple(dict.fromkeys(pointers))) for question in questions]
        if statement.kind == "main":
            stated = (*stated, filled or whole)
    return candidates, stated


def _fronted(statement: Statement) -> list[Statement]:
    """The clause in front, which a pronoun may mean: `when the ship ran aground, it`."""
    place = statement.verb.i
    clauses = [clause for clause in statements(statement.verb.doc) if clause.kind == "advcl"]
    return [
        replace(clause, kind="main")
        for clause in clauses
        if clause.verb.i < place == clause.verb.head.i
    ]


def _consequence(cause: "Doc", effect: "Doc", people: People) -> Iterator[ProposedQuestion]:
    """`CFCs last for decades, so recovery is slow`."""
    first = list(statements(cause))
    for plain in statements(effect):
        statement = named(plain, first, people)
        if not points_back(statement.subject) and plain.kind == "main":
            yield from why(statement, cause)
            return


def _asked_of(statement: Statement, people: People, *, is_open: bool) -> Iterator[ProposedQuestion]:
    """What may be asked of a statement; of one with something unnamed only what needs it not."""
    yield from conditions(statement)
    if is_open or DANGLES.search(statement.subject) or points_back(statement.subject):
        return
    if any(part.role == "dobj" and points_back(part.text) for part in statement.parts):
        return
    rules = (
        dates(statement),
        numbers(statement),
        reasons(statement),
        participants(statement, people),
        complements(statement, people),
    )
    for question in chain.from_iterable(rules):
        yield question._replace(about=statement.verb.i)


def _by_owner(
    questions: Iterable[ProposedQuestion], statement: Statement, stated: Iterable[Statement]
) -> Iterator[ProposedQuestion]:
    """Questions of what somebody said or found, with whose view it is, where that is known."""
    place = statement.verb.head.i
    owner = next((one.subject for one in stated if one.verb.i == place), "")
    if statement.verb.head.lemma_ in SAYING and owner and not DANGLES.search(owner):
        for question in questions:
            wordings = tuple(f"According to {owner}, {lower(text)}" for text in question.wordings)
            yield question._replace(wordings=wordings)


def _segments(sentence: str) -> list[str]:
    """A sentence cut at semicolons, at a colon before a clause, and before each instruction."""
    sentence = re.sub(r", which is (?:the reason )?why ", ", so ", sentence)
    parts = [segment for part in _CUTS.split(sentence) for segment in _cut_at_instructions(part)]
    return [upper(part) for part in parts if " " in part] or [sentence]


_CUTS = re.compile(
    r"; |: (?=(?:[\w’'-]+ ){3})|, (?=so (?!that\b|as\b|far\b|much\b|many\b|long\b)\w+ )"
)
_NEXT_INSTRUCTION = re.compile(
    r"(?:, and|,| and) (?=(?!(?:to|with|for|in|on|at|by|from|of|into|over|under|through|which|who|"
    r"that|because|since|as|if|when|so|but|or|and|not|then|until|before|after|while|a|an|the|"
    r"all|both|half|cover|around|like|without|only|also|lets?)\b)[a-z]+ (?:it|them)\b)"
)


def _cut_at_instructions(part: str) -> list[str]:
    """Instructions that follow each other: `fill the jar, shake it and empty it`."""
    is_condition = re.match(r"(?:If|When|Once|Before|After|As|While|To|In|On|With|For)\b", part)
    pieces = _NEXT_INSTRUCTION.split(part)
    if (
        is_condition
        or len(pieces) == 1
        or re.search(r"\b(?:is|are|was|were|had|has|he|she|they)\b", pieces[0])
    ):
        return [part]
    return pieces
