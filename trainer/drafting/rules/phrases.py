"""What a clause says, phrase by phrase: asked where no rule of its own fits.

Behind the verb stand an object and phrases that begin with a preposition. The one that tells
most is asked for, and the others stay in the question.
"""

import re
from collections.abc import Iterator

from trainer.deck.facts import NUMBER
from trainer.drafting.passage import content
from trainer.drafting.predicate import Clause
from trainer.drafting.rules.behind import (
    HAVE,
    OF_ANOTHER,
    Behind,
    asked_with,
    behind_of,
    is_infinitive,
    telling,
)
from trainer.drafting.rules.beside import (
    FEWEST_TOLD,
    GIVING,
    PEOPLE,
    TIMES,
    beside,
    by_doing,
    often,
    under_condition,
)
from trainer.drafting.rules.naming import BE, surname
from trainer.drafting.rules.proposal import (
    DANGLES,
    LONGEST_RUN,
    NAME_OF_TWO,
    ONE_NAME,
    Proposal,
    cut,
    short,
)
from trainer.drafting.verbs import base, may_be_verb

_WEAK = frozenset(
    "expect think leave take give have get become mean matter seem remain help let keep come go "
    "say want do begin turn look feel prove stay grow lie run fall stand taste smell rise "
    "shine".split()
)
"""Verbs whose object says little without all that follows it."""
_ATTACHED = frozenset("with for between against".split())
"""Prepositions behind an object that rather say which it is than how it was done."""


def phrases(clause: Clause) -> Iterator[Proposal]:
    """Each phrase of a clause that may be asked for, the best first."""
    if re.match(r"an? (?!.* (?:of|for|with|in) )", clause.subject) and _is_past(clause):
        return  # whichever doctor it was that did it
    if re.match(r"an? ", clause.subject) and clause.auxiliary in {"was", "were"}:
        return
    if re.search(r" or (?:to|in|on|at|with|from|for)\b", clause.rest):
        return
    behind = behind_of(clause)
    for rule in (
        _reported,
        _to_do,
        under_condition,
        by_doing,
        _twofold,
        _instead,
        _listed,
        _object,
        often,
        beside,
        _named,
    ):
        yield from (_last(told) for told in rule(clause, behind) if not DANGLES.search(told.fact))
    yield from map(_last, _subject(clause))


def _last(proposal: Proposal) -> Proposal:
    return proposal._replace(is_last_resort=True)


def _is_past(clause: Clause) -> bool:
    return clause.auxiliary in {"did", "was", "were", "had"}


def _reported(clause: Clause, behind: Behind) -> Iterator[Proposal]:
    """`Surveyors had claimed in 1799 that the sea was higher`."""
    found = re.match(
        r"(?P<how>(?:(?:in|to|at|on|by|before|after|as) (?:[\w’'-]+ ){1,4}?|[A-Z][\w’'-]+ )?)"
        r"that (?P<what>.+)",
        clause.rest.removeprefix(behind.verb).strip(),
    )
    if not found or re.match(r"(?:so|such|the|an?)\b", found["how"]):
        return
    told = short(found["what"])
    if any(word in found["what"] and word not in told for word in (" than ", " as ")):
        return
    if len(told.split()) > FEWEST_TOLD and any(map(_is_finite, told.split()[1:])):
        yield from telling(
            asked_with(clause, "What", behind.verb, found["how"]), found["what"], told
        )


def _is_finite(word: str) -> bool:
    return may_be_verb(word) or word in BE | HAVE | {"can", "could", "will", "would", "may"}


def _to_do(clause: Clause, behind: Behind) -> Iterator[Proposal]:
    """`It obliged countries to halve their production`, `it is meant to last`."""
    if clause.auxiliary in BE and not behind.verb:
        return  # `it is able to`
    for at, phrase in enumerate(behind.others):
        if not is_infinitive(phrase):
            continue
        main = base((behind.verb or clause.verb).split(" ")[-1])
        is_of_other = any(map(OF_ANOTHER.match, behind.others[:at]))
        if is_of_other or re.search(r"\b(?:not|never)\b", f"{clause.verb} {behind.verb}"):
            return  # `before he found a man to pay`, `you do not need a saw to cut it`
        before = f"{behind.object} {' '.join(behind.others[:at])}".split()
        if main not in _TO_DO and not (before and before[-1] in _LEAD_TO):
            told = short(f"{phrase} {' '.join(behind.others[at + 1 :])}".strip())
            asked = asked_with(clause, "Why", behind.verb, behind.object, *behind.others[:at])
            yield from telling(asked, phrase, told)
            return
        if clause.subject == "you":
            return
        after = " ".join(behind.others[at + 1 :])
        told = short(f"{phrase[3:]} {after}".strip())
        if len(told.split()) == 1:
            return
        parts = (behind.verb, behind.object, *behind.others[:at])
        if at == 0 and clause.auxiliary in BE and not behind.verb:
            return  # `it is able to`
        yield from telling(asked_with(clause, "What", *parts, "to do"), phrase, told)
        return


_TO_DO = frozenset(
    "oblige force ask order allow enable help tell persuade permit require invite want expect "
    "cause encourage teach urge mean use begin start try have need seem appear tend continue plan "
    "decide agree refuse hope learn manage fail offer promise threaten wish think find say know "
    "believe be become come prove make suppose like prefer intend set let".split()
)
"""Verbs that `to` completes; behind others it says what for."""
_LEAD_TO = frozenset(
    "right power need plan attempt way ability permission time chance reason order effort decision "
    "wish first last next only enough able likely ready free due hard easy difficult possible "
    "money duty refusal leave authority offer promise long tendency willing eager keen "
    "anxious prepared unwilling "
    "reluctant unable glad afraid slow quick certain sure happy".split()
)


_TO_A_PERSON = re.compile(
    r"(?P<whom>(?:[A-Z][\w’'-]+ ?)+|(?:the|its|an?|every|each) (?:[a-z]+ )?[a-z]+|[a-z]+s) "
    r"(?P<what>(?:an?|the|two|three|\d+) .+)"
)
_CALLING = re.compile(
    r"(?P<whom>(?:the|its|an?) (?:[a-z]+ ?)|[A-Z][\w’'-]+|themselves) (?P<what>.+)"
)


def _twofold(clause: Clause, behind: Behind) -> Iterator[Proposal]:
    """`He granted Lesseps a concession`, `the press called the plan a folly`."""
    verb = clause.verb.split(" ")[-1]
    shape = _TO_A_PERSON if verb in GIVING else _CALLING if verb in {"call", "name"} else None
    found = shape.fullmatch(behind.object) if shape else None
    if found:
        asked = asked_with(clause, "What", behind.verb, found["whom"], *behind.others)
        yield from telling(asked, found["what"], short(found["what"]))


_RATHER = re.compile(r"(?P<what>[^,]+?),? (?P<joins>rather than|instead of) (?P<other>[^,]+)")


def _instead(clause: Clause, behind: Behind) -> Iterator[Proposal]:
    """`The masons used brick rather than stone`: what it was, and not the other."""
    is_active = clause.verb and clause.auxiliary not in BE
    found = _RATHER.fullmatch(behind.object) if is_active else None
    if found and (told := short(found["what"])) and not re.match(_HOW, told):
        other = f"{found['joins']} {found['other']}"
        yield from telling(asked_with(clause, "What", *behind.others, other), told, told)
    for at, phrase in enumerate(behind.others):
        prep, _, thing = phrase.partition(" ")
        found = _RATHER.fullmatch(thing)
        if found and prep in {"from", "by", "with", "to", "for", "on"}:
            told = short(found["what"])
            is_person = PEOPLE.match(re.sub(r"^(?:the|an?) ", "", told))
            asks = f"{prep.capitalize()} {'whom' if is_person else 'what'}"
            other = f"{found['joins']} {prep} {found['other']}"
            parts = (behind.verb, behind.object, *behind.others[:at], other)
            yield from telling(clause.asked(asks, " ".join(filter(None, parts))), told, told)


def _listed(clause: Clause, behind: Behind) -> Iterator[Proposal]:
    """`The bark contains starch, sugar and oil`."""
    things = re.split(r",? and |, ", behind.object.removeprefix("of "))
    counts = {3: "three", 4: "four", 5: "five"}
    are_short = all(0 < len(thing.split()) <= _LONGEST_ITEM for thing in things)
    is_passive = clause.auxiliary in BE and not behind.verb
    if len(things) not in counts or not are_short or is_passive or "," not in behind.object:
        return
    if any(map(_is_finite, things[-1].split()[1:])):
        return
    bare = [re.sub(r"^(?:the|an?) ", "", thing) for thing in things]
    which = "Of which" if behind.object.startswith("of ") else "Which"
    asked = asked_with(clause, f"{which} {counts[len(things)]} things", behind.verb, *behind.others)
    yield from telling(asked, behind.object, behind.object, list=bare)


_LONGEST_ITEM = 4


def _object(clause: Clause, behind: Behind) -> Iterator[Proposal]:
    """`The ship carried a cargo of tea to London`."""
    is_copula = not behind.verb and not clause.verb
    is_passive = clause.auxiliary in BE or re.search(r"\bbe(?:en)?\b", behind.verb)
    if not behind.object or is_copula or is_passive or "," in behind.object:
        return
    if re.match(r"that\b|how\b|whether\b|what\b", behind.object) or "than" in clause.rest.split():
        return
    if clause.verb in _WEAK or behind.verb.split(" ")[-1] in _WEAK:
        return
    told, rest = behind.object, list(behind.others)
    if of := re.match(r"of (?P<what>.+)", told):  # `it consists of`
        what = short(of["what"])
        yield from telling(asked_with(clause, "What", behind.verb, "of"), what, what)
        return
    while rest and rest[0].split(" ")[0] in _ATTACHED:
        if len(f"{told} {rest[0]}".split()) > LONGEST_RUN or NUMBER.search(rest[0]):
            break
        told = f"{told} {rest.pop(0)}"
    what = re.sub(rf" (?:{_BEHIND_IT})$", "", short(told))
    if _is_no_object(clause, what):
        return
    if NUMBER.match(what.replace("-", "_")) or clause.subject == "one":
        if clause.verb in {"last", "take", "live", "stay", "run"} and TIMES.search(what):
            yield from telling(asked_with(clause, "How long", *rest), what, what)
        return
    if re.search(NUMBER, what) and rest and re.match(rf"in (?:{NUMBER.pattern})", rest[0]):
        return  # `seven in ten`
    starts = (
        r"(?:the|an?|all|most|no|any|every|its) [^ ]+|[A-Z]|[a-z-]+ (?:of )?[a-zA-Z]|[a-z]{3,}$"
    )
    if re.search(r"\b(?:as|than|so|too)\b", told) or not re.match(starts, what):
        return
    if re.fullmatch(NAME_OF_TWO, what):
        asked = asked_with(clause, "Whom", behind.verb, *rest)
        yield from telling(asked, what, what, typed=what, **surname(what))
        return
    yield from telling(asked_with(clause, "What", behind.verb, *rest), what, what)


def _is_no_object(clause: Clause, what: str) -> bool:
    """Whether it is how a thing goes or becomes, or what an order has at hand anyway."""
    # an order's measure, reason or condition is worth asking, not its thing
    is_at_hand = clause.subject == "you" and re.match(r"(?:the|your|it|them)\b", what)
    is_state = clause.verb in _TAKES_NO_OBJECT or re.fullmatch(_STATES, what)
    is_cut = re.search(
        r"^(?:and|or|but|about|against|upon|despite|via) | (?:along|around|over|on)$", what
    )
    return bool(is_at_hand or is_state or is_cut or re.match(_HOW, what))


_BEHIND_IT = (
    r"\w+ly|only|first|at once|faster|slower|sooner|later|earlier|better|worse|longer|again|"
    r"too|together|instead|perhaps|straight away|at last|even"
)
_TAKES_NO_OBJECT = frozenset(
    "travel arrive appear disappear happen occur exist emerge vanish depart sleep die sit "
    "arise belong consist gleam thrive flourish float wander hover persist linger originate".split()
)
_STATES = (
    r"free|open|shut|closed|loose|dry|wet|warm|cold|cool|hot|empty|full|alone|dead|alive|safe|sound|"
    r"still|clean|dirty|dark|bright|red|white|black|green|blue|brown|yellow|solid|liquid|dull|dry|"
    r"unharmed|unopened|unchanged|intact|late|early|north|south|east|west|home|abroad|overseas|"
    r"indoors|outdoors|upstairs|inland|ashore|uphill|downhill|everywhere|nowhere|apart|aloud"
)
"""What a thing is or becomes, or how and where it goes: no object."""
_HOW = re.compile(
    r"(?:\w+ly|almost|nearly|very|quite|rather|more|less|better|worse|much|well|far|long|once|"
    r"twice|again|there|further|not|just|even|only|half|deep|high|low|fast|hard|close|wide|\w+wards?)"
    r"\b"
)
"""What begins so says how, and names nothing."""


_IS_CALLED = re.compile(
    r"(?P<what>(?:an?|the) (?!same|only|most|first)[^,]+? (?:that|which|who|where|of|for|between|"
    r"with|in) .+)"
)
_UNIQUE = re.compile(
    r"(?:the|its) (?:two|three|four|only|first|last|second|(?:most|least) \w+|(?:\w+-)?\w+est|"
    r"main|chief) "
)


def _named(clause: Clause, behind: Behind) -> Iterator[Proposal]:
    """`The busiest sea is the Baltic`, `scale is the chalk that water leaves behind`."""
    if clause.auxiliary not in BE or behind.verb:
        return
    is_person = PEOPLE.search(re.split(r" (?:of|in|for|at) ", clause.subject)[0])
    asks = "Who" if is_person and not clause.auxiliary.endswith("re") else "What"
    name = re.match(rf"(?:the )?{ONE_NAME}", clause.rest)
    if name and name.end() in {len(clause.rest), clause.rest.find(",")}:
        keys = surname(name[0]) if asks == "Who" else {}
        asked = clause.asked(asks, "")
        if len(name[0].split()) <= _LONGEST_TYPED:
            yield from telling(asked, name[0], name[0], typed=name[0], **keys)
    elif clause.rest.startswith("to ") and (told := short(clause.rest)):
        yield from telling(clause.asked("What", ""), clause.rest, told)
    elif re.fullmatch(r"the \w+est", clause.rest):
        return
    elif _UNIQUE.match(f"{clause.subject} ") and short(clause.rest) == clause.rest:
        yield from telling(clause.asked("What", ""), clause.rest, clause.rest)
    elif _UNIQUE.match(clause.rest) and clause.subject != "you":
        which = "Who" if PEOPLE.search(clause.rest.split(" of ")[0]) else "What"
        asked = f"{which} {clause.auxiliary} {cut(clause.rest)}?"
        if not clause.auxiliary.endswith("re"):
            yield from telling(asked, clause.subject, clause.subject)
    elif (what := _IS_CALLED.match(clause.rest)) and re.fullmatch(
        r"(?:an? |the )?[\w’'-]+(?: [\w’'-]+)?", clause.subject
    ):
        asked = f"What {clause.auxiliary} {cut(what['what'])} called?"
        bare = re.sub(r"^(?:the|an?) ", "", clause.subject)
        yield from telling(asked, clause.subject, bare, typed=bare)


_LONGEST_TYPED = 5


def _subject(clause: Clause) -> Iterator[Proposal]:
    """`A slanted surface spoils the shot`: what does it."""
    subject = clause.subject
    if (
        re.fullmatch(r"you|one|[A-Z]\w+", subject)
        or clause.auxiliary in {"are", "were", "have"}
        or DANGLES.search(subject)
    ):
        return
    if re.match(r"an? ", subject) and clause.auxiliary in {"may", "might", "could", "would"}:
        return  # whoever it was
    if re.match(r"(?:some|most|many|all|both|few|each|every|no|one|about|only)\b", subject):
        return
    rest = cut(clause.rest)
    is_copula = clause.auxiliary in BE and not behind_of(clause).verb
    if is_copula and not clause.rest.startswith("the "):
        return
    if "," in rest or re.match(r"(?:that\b|how\b|whether\b)", clause.rest) or " than " in rest:
        return
    if len(content(rest)) < FEWEST_TOLD or len(subject.split()) > LONGEST_RUN:
        return
    finite = clause.finite
    if clause.auxiliary == "do" and clause.verb == finite:
        finite = f"{finite}es" if re.search(r"(?:ss|sh|ch|x|z|o)$", finite) else f"{finite}s"
        finite = re.sub(r"([^aeiou])ys$", r"\1ies", finite)
    asks = "Who" if PEOPLE.search(re.split(r" (?:of|in|for|at|from) ", subject)[0]) else "What"
    front = f" {clause.lead[:1].lower()}{clause.lead[1:]}" if clause.lead else ""
    yield from telling(f"{asks} {finite} {rest}{front}?", subject, subject)
