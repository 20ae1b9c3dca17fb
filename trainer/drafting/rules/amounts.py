"""Numbers with their units, ranges of them, and shares of a whole."""

import re
from collections.abc import Iterator

from trainer.deck.facts import NUMBER
from trainer.deck.lint.names import number_of
from trainer.drafting.predicate import Clause
from trainer.drafting.rules.proposal import LONGEST_RUN, Proposal, asking, cut, upper

_ABOUT = (
    r"(?P<about>at least|at most|no more than|fewer than|about|some|roughly|nearly|almost|around|"
    r"perhaps|"
    r"approximately|more than|less than|over|"
    r"only|up to)? ?"
)


_UNITS = (
    r"(?P<unit>(?:(?:cubic|square|more|further|full|spare|large|small|new) )*"
    r"(?:per cent|°C|%|(?!(?:quarters|thirds|as|is|was|has|its|this)\b|"
    r"times(?= (?:as|more|larger|smaller|the)\b))[a-z]+s|hertz|metres|feet|bar|degrees)"
    r"(?: (?:an?|per) (?:second|minute|hour|day|week|month|year))?)"
)


_AMOUNT = re.compile(
    rf"(?P<prep>\b(?:for the (?:first|last|next)|for|at|in|by|after|within|every|below|above|to|"
    rf"with|until)\b )?\b{_ABOUT}"
    rf"(?P<number>{NUMBER.pattern}) ?{_UNITS}(?:\b|(?<=%))"
    r"(?P<of>(?: of [a-z]+(?: (?!(?:in|on|at|for|to|by|from|with|and|or|an?|the|per|before|after|"
    r"into|is|was|are|were)\b)[a-z]+)?)?)(?P<long> (?:long|deep|high|wide|thick|old|tall|away)\b)?",
    re.IGNORECASE,
)


_SHARE = re.compile(
    r"(?P<share>(?:(?:about|some|nearly|almost|roughly|more than|less than|over|up to|at least) )?"
    r"(?:[\w.]+ ?(?:per cent|%)|a third|half|a quarter|two thirds|three quarters)) "
    r"of (?P<whole>.+)",
    re.IGNORECASE,
)


_RANGE = re.compile(
    rf"(?P<prep>\b(?:for|at|in|by|after|within) )?(?P<range>(?:between {NUMBER.pattern} and|"
    rf"(?:one|{NUMBER.pattern}) (?:to|or)) {NUMBER.pattern}) ?{_UNITS}",
    re.IGNORECASE,
)


_TIMES = re.compile(
    rf"(?P<verb>[a-z]+ )?(?P<about>nearly |almost |about |roughly |more than |less than )?"
    rf"(?P<number>{NUMBER.pattern}) times (?P<as>as \w+(?: [a-z]+)?) as (?P<other>[^,;]+)"
)


def times_as(clause: Clause) -> Iterator[Proposal]:
    """`It could store nearly ten times as much as graphite`."""
    found = _TIMES.match(clause.rest)
    value = found and number_of(found["number"])
    if found and value and not (found["verb"] and clause.verb):
        asks = f"{found['about'] or ''}how many times {found['as']} as {cut(found['other'])}"
        asked = clause.asked(asks, (found["verb"] or "").strip())
        yield asking(asked, found[0], number=value, unit="times")


_MEASURED = re.compile(
    rf"(?P<before>.*?)\b(?P<prep>to|at|with|of|by) an? (?P<what>thickness|temperature|speed|depth|"
    rf"weight|height|length|width|pressure|cost|rate|distance|age|price) of {_ABOUT}"
    rf"(?P<number>{NUMBER.pattern}) ?{_UNITS}(?:\b|(?<=%))"
)


def measured(clause: Clause) -> Iterator[Proposal]:
    """`They bring the glass to a thickness of 6.8 millimetres`."""
    found = _MEASURED.match(clause.rest)
    value = found and number_of(found["number"])
    bound = ((found["about"] or "") if found else "").lower()
    if found and value and bound not in {"more than", "less than", "over", "up to", "only"}:
        asks = f"{found['prep']} {'about ' if bound else ''}what {found['what']}"
        loose: dict[str, object] = {"tolerance": "5%"} if bound else {}
        asked = clause.asked(asks, cut(f"{found['before']}{clause.rest[found.end() :]}"))
        yield asking(asked, found[0], number=value, unit=found["unit"], **loose)


def share_of(clause: Clause) -> Iterator[Proposal]:
    """`A third of the ozone vanished`, `they cause two thirds of the breaks`."""
    object_ = _SHARE.fullmatch(re.split(r",| (?:in|at|by|with|since) ", clause.rest)[0])
    if object_ and clause.auxiliary in {"do", "does", "did"}:
        share = object_["share"]
        asks = clause.asked(f"What share of {object_['whole']}", "")
        yield asking(asks, share, a=share[:1].upper() + share[1:])
    found = _SHARE.fullmatch(clause.subject)
    if found:
        asks = f"What share of {found['whole']} {clause.finite} {cut(clause.rest)}?"
        share = found["share"]
        yield asking(asks, share, a=share[:1].upper() + share[1:])


_CLOSE = frozenset("about some roughly nearly almost around approximately".split())
_NO_NOUN = "in|on|at|by|for|from|of|to|with|and|or|a|an|per|each|between|since|after|when|than"


def amounts(clause: Clause) -> Iterator[Proposal]:
    """`It holds 1.8 litres`, `it took one to two weeks`, `fourteen ships were trapped`."""
    yield from _single(clause)
    yield from _in_front(clause)
    yield from _ranges(clause)
    yield from _rises(clause)
    yield from _counted(clause)


def _single(clause: Clause) -> Iterator[Proposal]:
    for found in _AMOUNT.finditer(clause.rest):
        before, after = clause.rest[: found.start()], clause.rest[found.end() :]
        value = number_of(found["number"])
        last = before.split()[-1] if before.split() else ""
        after_number = found["prep"] and (number_of(last) or last.lower() == "one")
        is_range = (
            after_number
            or re.search(r"(?:between|from|to|and) *$", before)
            or (not found["long"] and re.match(rf" and (?:an? |{NUMBER.pattern})", after))
            or re.match(r" to \d", after)
        )
        if found["unit"].endswith(("cent", "%")) and re.match(rf" (?!{_NO_NOUN})[a-z]", after):
            continue  # `12 per cent protein`
        after = re.split(r",? (?:and|but) |,", after)[0]
        after = re.sub(r"^ of \d.*", "", after)
        if re.search(r"\b(?:when|while|if|unless|until|where|that)\b", before):
            continue  # it belongs to another clause
        is_other = re.search(r"\b(?:or|for) *(?:[a-z]+ ){0,3}$", before) or _AMOUNT.search(before)
        if found["prep"] and is_other:
            continue  # `after 400 uses or at the latest after two years`
        after = (
            after.partition(" or ")[0] if not re.match(r" or (?:more|less|so)\b", after) else after
        )
        if re.match(r" or (?:more|less|so)\b", after):
            continue
        if value is None or is_range or re.search(r"\b(?:of|than|the|a|as) *$", before):
            continue
        close = (found["about"] or "").lower() in _CLOSE
        of = found["of"]
        if re.match(r"['’]s", after):  # `of the body's blood`
            of, after = "", f"{of}{after}"
        unit = f"{found['unit'].replace('%', 'per cent')}{of}"
        many = f"how many {unit}{found['long'] or ''}"
        bound = (found["about"] or "").strip().lower()
        if bound and not close and bound != "only":
            many = f"{bound} {many}"
        if found["prep"]:
            many = f"{found['prep'].strip()} {'about ' if close else ''}{many}"
        elif before.strip() and not re.fullmatch(r"[a-z]+(?: up| out)?", before.strip()):
            continue
        elif close:
            many = f"about {many}"
        asked = clause.asked(many, cut(f"{before.strip()} {after.strip()}"))
        loose: dict[str, object] = {"tolerance": "5%"} if close else {}
        yield asking(asked, found[0], number=value, unit=found["unit"], **loose)


_THERE_ARE = re.compile(
    rf"There (?P<be>are|were) (?P<number>{NUMBER.pattern}) (?P<what>(?:[a-z]+ ){{0,2}}[a-z]+s)"
    r"(?P<rest> (?:to|in|on|of|at|between|for) [^,;.]+)?[.,;]"
)


def counted_there(sentence: str) -> Iterator[Proposal]:
    """`There are three ways to open it`."""
    found = _THERE_ARE.match(sentence)
    value = number_of(found["number"]) if found else None
    if found and value:
        asks = f"How many {found['what']} {found['be']} there {cut(found['rest'] or '')}?"
        unit = found["what"].split()[-1]
        yield asking(asks, f"{found['number']} {found['what']}", number=value, unit=unit)


def _in_front(clause: Clause) -> Iterator[Proposal]:
    """`After about five minutes steam comes out`."""
    found = _AMOUNT.fullmatch(clause.lead[:1].lower() + clause.lead[1:])
    value = number_of(found["number"]) if found else None
    if found and found["prep"] and value:
        about = found["about"] or ""
        close = about.lower() in _CLOSE
        asks = f"{found['prep'].strip()} {about} how many {found['unit']}".replace("%", "per cent")
        loose: dict[str, object] = {"tolerance": "5%"} if close else {}
        asked = clause.asked(" ".join(asks.split()), cut(clause.rest), lead=False)
        yield asking(asked, clause.lead, number=value, unit=found["unit"], **loose)


def _ranges(clause: Clause) -> Iterator[Proposal]:
    if span := _RANGE.search(clause.rest):
        before, after = clause.rest[: span.start()], clause.rest[span.end() :]
        of = re.match(r" of (?:the )?[a-z]+", after)
        after = after[of.end() :] if of else after
        unit = span["unit"].replace("%", "per cent")
        many = f"{span['prep'] or ''}how many {unit}{of[0] if of else ''}"
        if re.fullmatch(r"the [a-z]+ ", before) and span["range"].startswith("between"):
            told = span[0][:1].upper() + span[0][1:]
            yield asking(clause.asked("Between which values", before.strip()), span[0], a=told)
        elif re.fullmatch(r"(?:up |out |off )?", before) or span["prep"]:
            asked = clause.asked(
                many, cut(f"{before.strip()} {re.split(r' and ', after)[0].strip()}")
            )
            told = span[0].removeprefix(span["prep"] or "")
            yield asking(asked, span[0], a=told[:1].upper() + told[1:])


_RISE = re.compile(
    rf"^(?P<before>[^,]*?),? ?\b(?P<told>from {_ABOUT.replace('?P<about>', '?:')}"
    rf"{NUMBER.pattern}[^,;]*? "
    rf"to (?:about |some |nearly |almost |around |more than |over )?{NUMBER.pattern}[^,;]*?)"
    r"(?P<after>(?:,? (?:in|by|within|over|between|on|at|after|since)\b[^,;]*)?)$"
)


def _rises(clause: Clause) -> Iterator[Proposal]:
    """`The herd grew from 40 to 90`: both ends are asked for."""
    found = _RISE.match(re.split(r"[;]|, (?!from )", clause.rest)[0])
    if found and clause.subject != "you" and not found["before"].endswith(("ing", "that")):
        told = found["told"]
        asked = clause.asked("From what to what", cut(f"{found['before']} {found['after']}"))
        yield asking(asked, told, a=f"F{told[1:]}")


def _counted(clause: Clause) -> Iterator[Proposal]:
    counted = re.fullmatch(
        rf"{_ABOUT}(?P<number>{NUMBER.pattern}) (?P<what>[a-z ]+s)", clause.subject, re.IGNORECASE
    )
    is_told = len(clause.rest.split()) > 1  # else it counts what another sentence says
    if counted and is_told and (value := number_of(counted["number"])):
        room = LONGEST_RUN - len(counted["what"].split()) - 1
        about = re.match(r"(?:about|some|roughly|nearly|almost|around|approximately) ", counted[0])
        bound = (counted["about"] or "").lower()
        many = "About how many" if about else f"{upper(bound)} how many" if bound else "How many"
        asks = f"{many} {counted['what']} {clause.finite} {cut(clause.rest, room)}?"
        is_half = (
            cut(clause.rest, room) != clause.rest and len(cut(clause.rest, room).split()) < room
        )
        if not is_half:
            unit = counted["what"].split()[-1]
            yield asking(asks, counted[0], number=value, unit=unit)
