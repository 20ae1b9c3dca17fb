"""Dates: when something was, and until when it lasted."""

import re
from collections.abc import Iterator
from dataclasses import replace

from trainer.deck.card_from_sentences import date_in
from trainer.deck.partial_date import MONTH, YEAR
from trainer.drafting.parse.phrase import upper
from trainer.drafting.parse.statement import Statement
from trainer.drafting.rules.answers import plainer
from trainer.drafting.rules.question import ProposedQuestion, asked

_ON = r"(?:[Oo]n )?(?:the (?:morning|evening|afternoon|night|eve) of )?(?:\w+day, )?"
_DAY = re.compile(
    rf"^{_ON}(?P<date>\d{{1,2}} (?:{MONTH}),? \d{{4}}|(?:{MONTH}) \d{{1,2}}, \d{{4}})$"
)
_DAY_ALONE = re.compile(rf"^[Oo]n (?:\w+day, )?(?P<date>\d{{1,2}} (?:{MONTH}))$")
_DATED = re.compile(
    rf"^(?:only )?(?P<prep>in|by|until|till|since|before|after|from|around)"
    rf"(?P<loose> (?:about|around|early|late))? "
    rf"(?P<date>(?:(?:{MONTH}),? )?{YEAR})$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(rf"^between (?P<date>{YEAR} and {YEAR})$", re.IGNORECASE)
_ERA = re.compile(
    r"^(?P<prep>in|by|until|since|during|from) (?P<era>the (?:(?:early|late) )?"
    rf"(?:{YEAR}s|\w+ century))$",
    re.IGNORECASE,
)
_YEAR = re.compile(rf"^{YEAR}$")


def dates(statement: Statement) -> Iterator[ProposedQuestion]:
    """`The canal was opened on 17 November 1869`."""
    if statement.is_negated:
        yield from _at_last(statement)
        return
    for at, part in enumerate(statement.parts):
        if part.role not in {"prep", "npadvmod", "advmod", "pobj"}:
            continue
        text = part.text
        if match := _DAY.match(text):
            date = date_in(match["date"])
            if date:
                yield ProposedQuestion.of(
                    asked(statement, "On what date", [part]), text, 92, keys={"date": str(date)}
                )
        elif match := _DAY_ALONE.match(text):
            yield ProposedQuestion.of(asked(statement, "On what date", [part]), match["date"], 89)
        elif match := _DATED.match(text):
            follows = statement.parts[at + 1] if at + 1 < len(statement.parts) else None
            end = re.match(rf"(?:to|until) ({YEAR})$", follows.text) if follows else None
            if match["prep"].lower() == "from" and follows and end:
                wordings = asked(statement, "From when to when", [part, follows])
                yield ProposedQuestion.of(wordings, f"From {match['date']} to {end[1]}", 91)
                continue
            date = date_in(match["date"])
            loose = (match["loose"] or "").strip()
            prep = match["prep"].lower()
            if loose in {"early", "late"} or not date or match["prep"] == "around":
                continue
            wh = f"{upper(prep)} {'about ' if loose else ''}which {_unit(match['date'])}"
            wordings = asked(statement, wh, [part]) + asked(plainer(statement), wh, [part])
            yield ProposedQuestion.of(wordings, text, 90, keys={"date": str(date)})
        elif match := _BETWEEN.match(text):
            wordings = asked(statement, "Between which years", [part])
            yield ProposedQuestion.of(wordings, f"Between {match['date']}", 88)
        elif match := _ERA.match(text):
            wh = f"{upper(match['prep'].lower())} which {_unit(match['era'])}"
            yield ProposedQuestion.of(asked(statement, wh, [part]), upper(match["era"]), 84)


def _at_last(statement: Statement) -> Iterator[ProposedQuestion]:
    """`They did not leave until 1956`: in which year did they at last?"""
    done = replace(statement, is_negated=False)
    for part in statement.parts:
        match = _DATED.match(part.text) or _ERA.match(part.text)
        if not match or match["prep"].lower() not in {"until", "till"}:
            continue
        said = match[0].removeprefix(match["prep"]).strip()
        date = date_in(said)
        keys: dict[str, object] = {"date": str(date)} if date else {"a": upper(said)}
        yield ProposedQuestion.of(
            asked(done, f"In which {_unit(said)}", [part], behind="at last"), said, 90, keys=keys
        )


def _unit(date: str) -> str:
    """What is asked for: the year, month, decade or century."""
    if _YEAR.match(date):
        return "year"
    return "century" if "century" in date else "decade" if date.endswith("s") else "month"
