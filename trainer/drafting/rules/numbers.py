"""Numbers: how many, how long, how often, at what temperature."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from trainer.deck.facts import DATE, NUMBER
from trainer.deck.lint.names import number_of
from trainer.drafting.parse.part import VerbPart
from trainer.drafting.parse.phrase import text_of, upper
from trainer.drafting.parse.statement import Statement
from trainer.drafting.rules.answers import alone, is_empty, points_back, size
from trainer.drafting.rules.question import ProposedQuestion, asked, asked_subject

if TYPE_CHECKING:
    from spacy.tokens import Token

ABOUT = frozenset("about some roughly around approximately nearly almost perhaps".split())
BOUND = (
    r"more than|less than|fewer than|just over|just under|well over|over|at least|at most|"
    r"no more than|up to|under|only|just|all but"
)
_SOME = rf"(?:{'|'.join(sorted(ABOUT))}|{BOUND})"
NUMBER_OR_ONE = rf"(?:one|{NUMBER.pattern})"
_AMOUNT = re.compile(
    rf"^(?:(?P<prep>for|by|after|within|into|in|at|to|above|below|with|from|until) )?"
    rf"(?:the (?P<nth>first|last|next) )?(?:(?P<bound>{_SOME}) )?"
    rf"(?P<number>(?:between )?{NUMBER_OR_ONE}(?P<range>,? ?(?:and|to|or|-) ?{NUMBER_OR_ONE})?) ?"
    r"(?P<what>(?:%|°|[^\W\d]).*)?$",
    re.IGNORECASE,
)
_MEASURE = re.compile(
    r"^(?:(?P<prep>at|to|of|with|by|from) )?an? (?P<what>depth|temperature|height|length|width|"
    r"speed|weight|rate|distance|thickness|pressure|price|cost|size|age|angle|area|dose|force) of "
    rf"(?P<amount>(?:{_SOME} )?{NUMBER_OR_ONE}.*)$",
    re.IGNORECASE,
)
_LONG = re.compile(
    rf"^(?P<amount>.*?\b{NUMBER_OR_ONE}\b.*?) "
    r"(?P<how>long|wide|deep|high|tall|thick|old|away|across)(?: and .*)?$",
    re.IGNORECASE,
)
_OFTEN = re.compile(
    rf"^(?:once|twice|(?:{NUMBER_OR_ONE}|three or four) times|"
    rf"every (?:other |{NUMBER_OR_ONE} )?(?:\w+ )?"
    r"(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?))(?: an?(?: \w+)?)?$",
    re.IGNORECASE,
)
_SHARE = re.compile(
    rf"^(?P<share>(?:{_SOME} )?(?:[\w.-]+ ?(?:per cent|percent|%)|an? (?:third|half|quarter|fifth|"
    r"tenth)|half|two[ -]thirds|three[ -]quarters)) of (?P<whole>.+)$",
    re.IGNORECASE,
)
_BY = re.compile(
    rf"^by (?P<amount>(?:{_SOME} )?an? (?:half|third|quarter|fifth|tenth|hundredth|thousandth) "
    r"of an? \w+)(?: (?P<per>(?:an?|per|each|every) \w+))?$",
    re.IGNORECASE,
)
_COUNTED = re.compile(rf"^the (?:{_SOME} )?[\d,.]+ ", re.IGNORECASE)
_UNIT = re.compile(r" ?(?P<unit>°[CF]|%|per ?cent)$")
_UNITS = frozenset("feet hertz people per cent ml mm cm km kg g bar °C °F".split())
_LONGEST_UNIT = 3
_LATER = re.compile(r"\b(?:later|earlier|ago)$")
_HOW = frozenset("long wide deep high tall thick old".split())
_THINGS = frozenset({"dobj", "attr"})
_ROLES = _THINGS | {"prep", "npadvmod", "acomp", "advmod"}


def numbers(statement: Statement) -> Iterator[ProposedQuestion]:
    """`Bake it for twenty minutes`, `the core is 3,270 metres long`."""
    yield from _of_subject(statement)
    sizes = list(_sizes(statement))
    yield from sizes
    for part in statement.parts:
        text = _amount_of(part)
        if part.role == "acomp" and sizes:
            continue
        if part.role in _ROLES and not DATE.search(text) and not _LATER.search(text):
            yield from _of_part(statement, part, text)


def _sizes(statement: Statement) -> Iterator[ProposedQuestion]:
    """`It was 164 kilometres long, eight metres deep and 22 metres wide at the bottom`."""
    if statement.verb.lemma_ != "be" or statement.is_negated:
        return
    kept = tuple(p for p in statement.parts if p.role not in {"acomp", "advcl", "npadvmod"})
    for word in statement.verb.doc[statement.verb.i + 1 :]:
        amount = next((c for c in word.lefts if c.dep_ == "npadvmod" and _is_amount(c)), None)
        if amount is None or word.lower_ not in _HOW or not _belongs(word, statement.verb):
            continue
        places = [c for c in word.rights if c.dep_ == "prep" and c.left_edge.i == word.i + 1]
        whole = replace(statement, parts=kept)
        wh = f"How {word.lower_}"
        where = " ".join(text_of(c) for c in places if not points_back(text_of(c)))
        wordings = asked(whole, wh, behind=where) + asked(whole, wh)
        answer = upper(text_of(amount).removeprefix("only "))
        # each size is a fact of its own, whatever its unit
        yield ProposedQuestion.of(wordings, answer, 88)._replace(fact=f"{word.lower_} {amount.i}")


def _is_amount(word: "Token") -> bool:
    return any(c.pos_ == "NUM" for c in word.lefts)


def _belongs(word: "Token", verb: "Token") -> bool:
    """Whether an adjective says what its verb's subject is, by itself or joined to others."""
    while word.dep_ in {"conj", "acomp", "amod", "advmod"} and word.head.pos_ == "ADJ":
        word = word.head
    return word.dep_ in {"acomp", "attr", "advmod"} and word.head.i == verb.i


def _amount_of(part: VerbPart) -> str:
    """The words of a part that may be an amount, without others that are joined to it."""
    if part.role in _THINGS:
        return alone(part.head)
    if part.noun is None:
        return part.text
    text = f"{part.head.lower_} {alone(part.noun)}"
    return text if _AMOUNT.match(text) else part.text


def _of_part(statement: Statement, part: VerbPart, text: str) -> Iterator[ProposedQuestion]:
    if match := _MEASURE.match(text):
        wh = f"{match['prep'] or ''} what {match['what']}".strip()
        yield ProposedQuestion.of(asked(statement, upper(wh), [part]), upper(match["amount"]), 86)
    elif match := _LONG.match(text):
        if part.role == "acomp" and not points_back(text):
            yield ProposedQuestion.of(
                asked(statement, f"How {match['how']}", [part]), upper(match["amount"]), 86
            )
    elif match := _BY.match(text):
        wordings = asked(statement, "By how much", [part], behind=match["per"] or "")
        yield ProposedQuestion.of(wordings, upper(match["amount"]), 86)
    elif match := _SHARE.match(text):
        if part.role in _THINGS and not points_back(text):
            wh = f"What share of {match['whole']}"
            yield ProposedQuestion.of(asked(statement, wh, [part]), upper(match["share"]), 85)
    elif _OFTEN.match(text):
        wh = "How often" if re.search(r"every| an? ", text) else "How many times"
        if part.role in {"npadvmod", "advmod", "dobj"} and not part.is_before:
            yield ProposedQuestion.of(asked(statement, wh, [part]), upper(text), 85)
    elif (match := _AMOUNT.match(text)) and not is_empty(part.head):
        yield from _amount(statement, part, match)


def _amount(
    statement: Statement, part: VerbPart, match: re.Match[str]
) -> Iterator[ProposedQuestion]:
    prep, bound = (match["prep"] or "").lower(), (match["bound"] or "").lower()
    what = _what(match)
    # `stir in 50 grams each`
    is_particle = statement.is_instruction and prep == "in" and not statement.part("dobj")
    if bool(prep) != (part.role == "prep") or part.role in {"advmod", "acomp"} or is_particle:
        return
    keys = _keys(match)
    if not what and prep in {"for", "by"} and re.search(r"million|billion|thousand", match[0]):
        answer = upper(match[0].removeprefix(f"{prep} "))
        yield ProposedQuestion.of(asked(statement, upper(f"{prep} how much"), [part]), answer, 85)
        return
    close = "about" if bound in ABOUT else ""
    if re.match(r"°[CF]", what):
        if prep in {"at", "to", "above", "below", "from"}:
            wh = " ".join(word for word in (prep, close, "what temperature") if word)
            yield ProposedQuestion.of(asked(statement, upper(wh), [part]), match[0], 88, keys=keys)
        return
    if not _is_counted(what) or (match["number"].lower() == "one" and not match["range"]):
        return
    many = f"how many {what}"
    if what.startswith("per cent ") and not what.startswith(("per cent of", "per cent a")):
        many = f"what percentage of {what.removeprefix('per cent ')}"
    lead = close or (bound if bound not in {"only", "just"} else "")
    nth = f"the {match['nth']}" if match["nth"] else ""
    wh = " ".join(word for word in (prep, nth, lead, many) if word)
    worth = 87 if prep in {"for", "by", "within", "after"} else 84
    yield ProposedQuestion.of(asked(statement, upper(wh), [part]), match[0], worth, keys=keys)


def _what(match: re.Match[str]) -> str:
    """What is counted, with a unit that is in the number itself: `per cent of the land`."""
    unit = _UNIT.search(match["number"])
    what = f"{unit['unit'] if unit else ''} {match['what'] or ''}".strip()
    return re.sub(r"^(?:%|percent)", "per cent", what)


def _is_counted(what: str) -> bool:
    """Whether it is a unit, or things in the plural, and says by itself what is meant."""
    heads = what.split(" ")[:_LONGEST_UNIT]
    is_many = any(word.endswith("s") or word in _UNITS for word in heads)
    is_loose = what.startswith(("of the", "of them", "times")) or points_back(what)
    return is_many and not is_loose and not re.match(r"\w+s? (?:and|or)\b", what)


def amount_keys(amount: str) -> dict[str, object] | None:
    """The keys of a card for an amount as a text has it; None where it is none."""
    match = _AMOUNT.match(amount)
    return _keys(match) if match else None


def _keys(match: re.Match[str]) -> dict[str, object]:
    """The keys of a card for an amount: a number with its unit, or words for a range."""
    what = _what(match)
    unit = re.split(r" (?:of|from|in|for|per|a|an|at|to|on|with|into|by)\b|,", what)[0]
    unit = "per cent" if what.startswith("per cent") else unit
    number = _UNIT.sub("", match["number"])
    is_range = match["range"] or number.startswith("between")
    value = "1" if number.lower() == "one" else number_of(number)
    if is_range or value is None or size(unit) > _LONGEST_UNIT or points_back(unit):
        return {"a": upper(f"{number} {unit}".strip())}
    bound = (match["bound"] or "").lower()
    loose: dict[str, object] = {"tolerance": "5%"} if bound in ABOUT else {}
    return {"number": value, "unit": unit, **loose}


def _of_subject(statement: Statement) -> Iterator[ProposedQuestion]:
    """`Fourteen ships were trapped`, `a third of the ozone had vanished`."""
    subject = statement.subject
    if match := _SHARE.match(subject):
        if not points_back(match["whole"]):
            wholes = (match["whole"], _COUNTED.sub("the ", match["whole"]))
            wordings = tuple(
                text
                for whole in dict.fromkeys(wholes)
                for text in asked_subject(statement, f"What share of {whole}", singular=False)
            )
            yield ProposedQuestion.of(wordings, upper(match["share"]), 85)
        return
    match = _AMOUNT.match(subject)
    if not match or match["prep"] or not match["what"] or DATE.search(subject):
        return
    what, bound = match["what"], (match["bound"] or "").lower()
    is_few = match["number"].lower() in {"one", "two"} and not match["range"]
    if points_back(what) or not statement.is_plural or not statement.parts or is_few:
        return
    lead = "about " if bound in ABOUT else "" if bound in {"", "only", "just"} else f"{bound} "
    wordings = asked_subject(statement, upper(f"{lead}how many {what}"), singular=False)
    yield ProposedQuestion.of(wordings, subject, 82, keys=_keys(match))
