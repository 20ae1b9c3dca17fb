"""The rules by which cards are proposed from one English sentence; see by_rules."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from trainer.deck.facts import DATE, NUMBER
from trainer.deck.lint.names import number_of
from trainer.deck.partial_date import MONTHS
from trainer.deck.seeding import date_in
from trainer.drafting.clause import Clause

_LONGEST_RUN = 7
"""Words in a row that a draft takes from its source; one more would be a quotation."""
_FILLER = re.compile(r"\b(?:also|too|then|therefore|however|by contrast|later|already)\b,? ?")
_ABOUT = (
    r"(?P<about>about|some|roughly|nearly|almost|around|approximately|more than|less than|over|"
    r"only|up to)? ?"
)
_UNITS = (
    r"(?P<unit>(?:(?:cubic|square|more|further|full|spare|large|small|new) )*"
    r"(?:per cent|°C|%|(?!quarters|thirds|times)[a-z]+s|metres|feet|bar|degrees))"
)
_AMOUNT = re.compile(
    rf"(?P<prep>\b(?:for|at|in|by|after|within|every|below|above|to|with|until)\b )?\b{_ABOUT}"
    rf"(?P<number>{NUMBER.pattern}) ?{_UNITS}\b"
    r"(?P<of>(?: of [a-z]+(?: (?!(?:in|on|at|for|to|by|from|with|and|or|an?|the|per|before|after|"
    r"into|is|was|are|were)\b)[a-z]+)?)?)(?P<long> (?:long|deep|high|wide|thick|old|tall|away)\b)?",
    re.IGNORECASE,
)
_WHEN = re.compile(
    rf",? ?\b(?P<prep>[Ii]n|[Oo]n|[Bb]y|[Ss]ince|[Uu]ntil|[Aa]fter|[Bb]efore)(?: about)? "
    rf"(?:late |early )?(?P<date>{DATE.pattern})"
)
_REASON = re.compile(
    r"(?:,? because(?! of) |, since |, as |,? so that |,? in order |(?<=[a-z]) (?=to (?:avoid|"
    r"prevent|protect|keep|counter|ensure|reduce|drive|get rid|wash|compensate|help|let|make) )|"
    r", given that )"
    r"(?P<reason>[^;.]+)"
)
_APPOSITION = re.compile(
    r"\b(?P<name>(?:[A-Z][\w’'-]+ ?){1,4}), (?P<what>(?:an?|the) [^,;.]{4,60})(?=[,.;]|$)"
)
_TERM = re.compile(
    r"\b(?P<term>the [a-z]+(?: [a-z]+){0,2}), (?P<what>(?:an?|the) [^,;.]{10,70}?)(?=[,.;]|$)"
)
_PERSON = re.compile(
    r"\b(?:\w+(?:er|or|ist|ian|mat|eer|ant)|king|queen|prince|chemist|man|woman|general|poet|pope|"
    r"mathematician|scientist|minister|president|engineer|ruler)\b"
)
_CALLED = re.compile(
    r"(?P<what>[^,;]+?),? (?:(?:is|are|was|were) )?(?:formerly |also )?(?:called|known as|named) "
    r"(?P<name>(?:the )?[\w’'-]+(?: [A-Z][\w’'-]+)*)(?=[,.;]|$)"
)
_MADE_BY = re.compile(
    r"^(?P<verb>[a-z]+(?:ed|en|t|d|un|ade))\b(?P<mid>[^,;]*?) by (?P<name>(?:[A-Z][\w’'-]+ ?){1,4})"
)
_COMPARED = re.compile(
    r"^(?P<more>(?:much |far )?(?:\w+er|(?:more|less) \w+)) than (?P<other>(?:the )?[\w’' -]+)$"
)


_NAME = r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*"
_COUNTED = {3: "three", 4: "four", 5: "five"}
_LISTED_FIRST = re.compile(
    rf"(?P<things>{_NAME}(?:, {_NAME}){{1,3}} and {_NAME})(?: of [^,]+?)? (?P<verb>[a-z]+ed) "
    r"(?P<rest>[^,;.]+)"
)
_LISTED_LAST = re.compile(
    r"(?P<subject>(?:The|An?|Its) [^,;]+?|[A-Z][a-z]+) "
    r"(?P<verb>includes?|included|are|were|comprises?) "
    r"(?P<things>[^,;.]{3,40}(?:, [^,;.]{3,40}){1,3},? and [^,;.]{3,40})[.;]"
)
_SIGNED = re.compile(
    rf"(?P<what>(?:The|An?) [^,]+), (?P<verb>[a-z]+ed|built|made|begun|written) (?:in|on) "
    rf"(?P<date>{DATE.pattern})"
)
_BE = frozenset("is are was were".split())
_SHARE = re.compile(
    r"(?P<share>(?:(?:about|some|nearly|roughly|more than|less than|over) )?"
    r"(?:[\w.]+ (?:per cent|%)|a third|half|a quarter|two thirds|three quarters)) of (?P<whole>.+)",
    re.IGNORECASE,
)
_RESULT = re.compile(
    r",? (?:leading to|resulting in|which leads? to|which led to) (?P<result>[^;.]+)"
)
_RANGE = re.compile(
    rf"(?P<prep>\b(?:for|at|in|by|after|within) )?(?P<range>(?:between )?{NUMBER.pattern} "
    rf"(?:to|and) {NUMBER.pattern}) {_UNITS}",
    re.IGNORECASE,
)
_ACRONYM = re.compile(r"(?P<before>(?:[\w’'-]+ ){0,8}[\w’'-]+) \((?P<short>[A-Z][A-Z-]+s?)\)")
_LITTLE = frozenset("of the for and de in on to".split())
DANGLES = re.compile(
    r"\b(?:he|she|it|they|them|him|this|these|those|there|here|that (?:year|day|month)|themselves|"
    r"the (?:same|latter|former)|such|another|first|the other|its own|instead|afterwards)\b",
    re.IGNORECASE,
)
"""Words that point at something which a card met alone does not name."""


class Proposal(NamedTuple):
    """A card that a rule proposes, with the words of its sentence that it asks for."""

    fields: dict[str, object]
    fact: str
    pointers: tuple[str, ...] = ()
    is_acronym: bool = False


def proposals(sentence: str, clause: Clause) -> Iterator[Proposal]:
    """What the rules propose of one clause of a sentence, the best first."""
    yield from _reason(sentence, clause)
    yield from _by_whom(clause)
    yield from _compared(clause)
    yield from _when(clause)
    yield from _amounts(clause)
    yield from _who(clause)
    yield from _share(clause)
    yield from _result(sentence, clause)
    yield from _what_is(clause)


def _card(question: str, fact: str, **keys: object) -> Proposal:
    question = re.sub(r" to \w+ (?:it|them|him|her)(?=\?)| only(?=\?)", "", question)
    text = " ".join(_FILLER.sub("", question).split()).replace(" ,", ",").replace(" ?", "?")
    return Proposal({"q": text[:1].upper() + text[1:], **keys}, fact)


def defined(sentence: str) -> Iterator[Proposal]:
    """Acronyms, `X, the Y`, `called X`, lists, `signed in 1888`: they need no clause."""
    yield from _signed(sentence)
    yield from _list(sentence)
    for found in _ACRONYM.finditer(sentence):
        if long := _expanded(found["before"], found["short"]):
            meant = long if " " in long else long.lower()
            asks = f"Which acronym stands for {meant}?"
            yield _card(asks, long, a=found["short"])._replace(is_acronym=True)
    for found in _APPOSITION.finditer(sentence):
        name, what = found["name"].strip(), _short(found["what"])
        if (
            name.split()[0] in {"The", "In", "It", "Its", "After", "Before", "When", *MONTHS}
            or not what
        ):
            continue
        is_person = bool(_PERSON.search(what.split(" of ")[0]))
        asks = f"{'Who was' if is_person else 'What is'} {name}?"
        yield _card(asks, what, a=what[:1].upper() + what[1:])
    for found in _TERM.finditer(sentence):
        if what := _short(found["what"]):
            asks = f"What is {found['term']}?"
            yield _card(asks, what, a=what[:1].upper() + what[1:])
    if (called := _CALLED.match(sentence)) and not DANGLES.search(called["what"]):
        what = called["what"][:1].lower() + called["what"][1:]
        if what.startswith(("the ", "a ", "an ")) and len(what.split()) <= _LONGEST_RUN:
            name = called["name"].removeprefix("the ")
            asks = f"What is {what} called?"
            yield _card(asks, name, typed=name, accept=[f"the {name}"])


def _expanded(before: str, short: str) -> str:
    """The words before an acronym that its letters begin; one word where it is made of parts."""
    letters = re.sub(r"[^A-Z]", "", short).lower()
    words = before.split(" ")
    for start in range(len(words) - 1, -1, -1):
        initials = [word[0].lower() for word in words[start:] if word not in _LITTLE]
        if "".join(initials) == letters and words[start] not in _LITTLE:
            return " ".join(words[start:])
    last = words[-1]
    parts = re.search(".*".join(letters), last.lower())
    return last if parts and parts.start() == 0 else ""


def _reason(sentence: str, clause: Clause) -> Iterator[Proposal]:
    found = _REASON.search(sentence)
    if not found or (clause.rest and found.start() < sentence.find(clause.rest[:12])):
        return
    bare = re.sub(r"^(?:the|an?) ", "", found["reason"])  # a word less to quote
    reason = _short(found["reason"], loosely=False) or _short(bare, loosely=False)
    if reason:
        rest = clause.rest.split(found["reason"][:20])[0]
        yield _card(
            clause.asked("Why", _cut(rest)), found["reason"], a=reason[:1].upper() + reason[1:]
        )


def _by_whom(clause: Clause) -> Iterator[Proposal]:
    made = _MADE_BY.match(clause.rest)
    if made and clause.auxiliary in {"was", "were", "is", "are"}:
        name = made["name"].strip()
        after = clause.rest[made.end() :]
        subject = clause.subject
        tail = after if re.match(r" (?:in|on|at) ", after) else ""
        yield _card(f"Who {made['verb']} {subject}{tail}?", name, typed=name, **_surname(name))


def _who(clause: Clause) -> Iterator[Proposal]:
    is_person = re.fullmatch(r"(?:[A-Z][\w’'-]+ ){1,3}[A-Z][\w’'-]+", clause.subject)
    if is_person and clause.auxiliary in {"did", "was"} and len(clause.rest.split()) > 1:
        asks = f"Who {clause.finite} {_cut(_WHEN.sub('', clause.rest))}?"
        yield _card(asks, clause.subject, typed=clause.subject, **_surname(clause.subject))


def _share(clause: Clause) -> Iterator[Proposal]:
    found = _SHARE.fullmatch(clause.subject)
    if found:
        asks = f"What share of {found['whole']} {clause.finite} {_cut(clause.rest)}?"
        share = found["share"]
        yield _card(asks, share, a=share[:1].upper() + share[1:])


def _result(sentence: str, clause: Clause) -> Iterator[Proposal]:
    found = _RESULT.search(sentence)
    if found and clause.rest and (result := _short(found["result"])):
        is_past = clause.auxiliary in {"did", "was", "were", "had"}
        asks = "What was the result when" if is_past else "What is the result when"
        rest = _cut(clause.rest, _LONGEST_RUN - len(clause.subject.split()) - 1)
        asks = f"{asks} {clause.subject} {clause.finite} {rest}?"
        yield _card(asks, found["result"], a=result[:1].upper() + result[1:])


def _what_is(clause: Clause) -> Iterator[Proposal]:
    """`S is a Y`."""
    found = re.match(r"(?:an?|the) (?!most|same|only|case)[a-z].*", clause.rest)
    if found and clause.auxiliary in _BE and (what := _short(found[0])):
        person = _PERSON.search(what.split(" of ")[0]) and clause.subject[:1].isupper()
        asks = f"{'Who' if person else 'What'} {clause.auxiliary} {clause.subject}?"
        yield _card(asks, what, a=what[:1].upper() + what[1:])


def _list(sentence: str) -> Iterator[Proposal]:
    """`A, B and C did`, `S includes A, B and C`."""
    if found := _LISTED_FIRST.search(sentence):
        things = re.split(r", | and ", found["things"])
        asks = f"Which {_COUNTED[len(things)]} {found['verb']} {_cut(found['rest'])}?"
        yield _card(asks, found["things"], list=things)
    elif found := _LISTED_LAST.match(sentence):
        things = [re.sub(r"^(?:the|an?) ", "", t) for t in re.split(r",? and |, ", found["things"])]
        subject = found["subject"][:1].lower() + found["subject"][1:]
        asks = (
            f"What {found['verb']} {subject}?"
            if found["verb"] in _BE
            else (
                f"What {'did' if found['verb'].endswith('d') else 'does'} {subject} "
                f"{re.sub('s$|d$', '', found['verb'])}?"
            )
        )
        if len(things) in _COUNTED:
            yield _card(asks, found["things"], list=things)


def _signed(sentence: str) -> Iterator[Proposal]:
    """`The convention, signed in 1888, …`."""
    found = _SIGNED.match(sentence)
    date = found and date_in(found["date"])
    if found and date:
        what = found["what"][:1].lower() + found["what"][1:]
        asks = {"a year": "In which year", "month and year": "In which month"}
        begins = asks.get(date.precision, "On what date")
        yield _card(f"{begins} was {what} {found['verb']}?", found["date"], date=str(date))


def object_of(clause: Clause) -> Iterator[Proposal]:
    """`S did X`: asked where nothing better can be."""
    if clause.auxiliary not in {"did", "does", "do"} or clause.verb in {"call", "expect", "think"}:
        return
    if led := re.match(r"(?P<prep>with|from|into|against|through) (?P<what>.+)", clause.rest):
        if what := _short(led["what"]):
            asks = f"{clause.asked('What', led['prep'])}"
            yield _card(asks, what, a=what[:1].upper() + what[1:])
        return
    found = re.match(
        r"(?!(?:to|that|in|on|at|by|for|only|up|out|off|over|under|about|between|back|so|as)\b).+",
        clause.rest,
    )
    if not found:
        return
    text = re.split(r" (?:in|on|by|since|until|for|after) (?=\d|(?:about|some) \d)", found[0])[0]
    what = _short(text)
    is_telling = re.search(r"^(?:the|an?|all|most|no) [^ ]+ |[A-Z]", what)
    if is_telling and len(what.split()) + 1 >= len(found[0].split()) // 2:
        yield _card(clause.asked("What", ""), what, a=what[:1].upper() + what[1:])


def _surname(name: str) -> dict[str, object]:
    return {"accept": [name.rsplit(maxsplit=1)[-1]]} if " " in name else {}


def _compared(clause: Clause) -> Iterator[Proposal]:
    found = _COMPARED.match(clause.rest)
    if found and clause.auxiliary in {"is", "are", "was", "were"}:
        asks = f"Which {clause.auxiliary} {found['more']}: {found['other']} or {clause.subject}?"
        yield _card(asks, clause.subject, a=clause.subject[:1].upper() + clause.subject[1:])


def _when(clause: Clause) -> Iterator[Proposal]:
    for in_lead, text in ((True, clause.lead), (False, clause.rest)):
        found = _WHEN.search(text)
        date = found and date_in(found["date"])
        if not found or not date:
            continue
        asks = {
            "a year": "which year",
            "month and year": "which month",
            "day, month and year": "what date",
        }[date.precision]
        prep = found["prep"].capitalize()
        left = (text[: found.start()] + text[found.end() :]).strip(" ,")
        if in_lead and left:
            continue
        rest = clause.rest if in_lead else left
        asked = clause.asked(f"{prep} {asks}", _cut(rest), lead=not in_lead)
        yield _card(asked, found["date"], date=str(date))


def _amounts(clause: Clause) -> Iterator[Proposal]:
    for found in _AMOUNT.finditer(clause.rest):
        before, after = clause.rest[: found.start()], clause.rest[found.end() :]
        value = number_of(found["number"])
        after_number = found["prep"] and re.search(r"\d *$", before)
        is_range = (
            after_number
            or re.search(r"(?:between|from|to|and) *$", before)
            or re.match(r" to \d", after)
        )
        after = re.split(r" and (?=\d)", after)[0]
        if value is None or is_range or re.search(r"\b(?:of|than|the|a|as) *$", before):
            continue
        about = {"about", "some", "roughly", "nearly", "almost", "around", "approximately"}
        close = (found["about"] or "").lower() in about
        unit = f"{found['unit']}{found['of']}"
        many = f"how many {unit}{found['long'] or ''}"
        if found["prep"]:
            many = f"{found['prep'].strip()} {'about ' if close else ''}{many}"
        elif before.strip() and not re.fullmatch(r"[a-z]+(?: up| out)?", before.strip()):
            continue
        elif close:
            many = f"about {many}"
        asked = clause.asked(many, _cut(f"{before.strip()} {after.strip()}"))
        loose: dict[str, object] = {"tolerance": "5%"} if close else {}
        yield _card(asked, found[0], number=value, unit=found["unit"], **loose)
    if span := _RANGE.search(clause.rest):
        before, after = clause.rest[: span.start()], clause.rest[span.end() :]
        many = f"{span['prep'] or ''}how many {span['unit']}"
        if not before.strip() or span["prep"]:
            asked = clause.asked(
                many, _cut(f"{before.strip()} {re.split(r' and ', after)[0].strip()}")
            )
            told = span[0].removeprefix(span["prep"] or "")
            yield _card(asked, span[0], a=told[:1].upper() + told[1:])
    counted = re.fullmatch(
        rf"{_ABOUT}(?P<number>{NUMBER.pattern}) (?P<what>[a-z ]+s)", clause.subject, re.IGNORECASE
    )
    if counted and (value := number_of(counted["number"])):
        room = _LONGEST_RUN - len(counted["what"].split()) - 1
        asks = f"How many {counted['what']} {clause.finite} {_cut(clause.rest, room)}?"
        yield _card(asks, counted[0], number=value, unit=counted["what"].split()[-1])


def _cut(rest: str, most: int = _LONGEST_RUN) -> str:
    """So much of the rest as is no quotation, ended where a phrase ends."""
    words = re.sub(r"^that (?=the|an?|[a-z]+s )", "", rest.strip(" ,")).split(" ")
    if len(words) <= most:
        return " ".join(words)
    ends = [
        at
        for at, word in enumerate(words[: most + 1])
        if at > 1
        and re.fullmatch(
            r"(?:in|on|at|by|for|from|with|without|that|when|where|as|after|into)", word
        )
    ]
    return " ".join(words[: ends[-1]] if ends else words).rstrip(",")


def _short(text: str, *, loosely: bool = True) -> str:
    """An answer of few words: the text up to where a clause of it ends; empty where it has none."""
    text = re.sub(r" ?\([^)]*\)", "", text).strip(" ,.")
    words = text.split(" ")
    if len(words) <= _LONGEST_RUN:
        return text
    ends = (
        r",",
        r" (?:that|which|who|whose|when|where|and|but|without|if|as)\b",
        r" (?:in|at|on|for|from|by|with)\b",
    )
    for end in ends if loosely else ends[:2]:
        short = re.split(end, text, maxsplit=1)[0].strip()
        if " " in short and len(short.split(" ")) <= _LONGEST_RUN:
            return short
    return ""
