"""Who did it, what a name stands for, what a thing is called, and what belongs to a list."""

import re
from collections.abc import Iterator

from trainer.deck.partial_date import MONTHS
from trainer.drafting.clause import clause_of
from trainer.drafting.passage import content
from trainer.drafting.predicate import Clause, is_plural
from trainer.drafting.rules.proposal import (
    DANGLES,
    LITTLE,
    LONGEST_RUN,
    NAME_OF_TWO,
    ONE_NAME,
    Proposal,
    asking,
    cut,
    short,
    upper,
)
from trainer.drafting.rules.times import WHEN, signed
from trainer.drafting.verbs import past_of

_APPOSITION = re.compile(
    rf"\b(?P<the>the )?(?P<name>{ONE_NAME}), (?P<what>(?:an?|the|(?:chief|head|king|"
    r"queen|president|director|professor|founder|captain|architect|editor) of|chief [a-z]+ of) "
    r"[^,;.]{4,60})(?=[,.;]|$)"
)


_TERM = re.compile(
    r"\b(?P<term>(?:the [a-z]+(?: [a-z]+){0,2})|[a-z]{4,}), (?P<what>(?:an?|the) [^,;.]{10,90}?)"
    r"(?=[,.;]|$)(?!, and)"
)


_TAKES_A_NOUN = re.compile(
    r"\b(?:from|of|by|into|with|called|for|in|to|forms?|releases?|contains?|makes?|measures?|"
    r"produces?|needs?|uses?|is|are|adds?|gives?|holds?|absorbs?|stores?) $"
)
"""What stands before a noun without an article."""
_OF_A_CLAUSE = re.compile(
    r"an? (?:[a-z-]+ )?(?:privilege|practice|custom|habit|fault|feat|process|fact|rule|step|move|"
    r"task|"
    r"loss|gain|rise|fall|sum|figure|sign|mistake|decision|change|trick|problem|trouble|result|method|"
    r"technique|effect|event|defect|condition|duty|right|law|act|arrangement|failure|success|"
    r"reaction|phenomenon|difference|number|share|risk|waste|crime|journey|tradition)\b"
)
"""What is said behind a clause of all that it tells, and not of its last noun."""
_FRONTED_PLACE = re.compile(r"(?:In|On|At|Near|By|From|To|Under|Over|Behind|Beyond|Outside)\b[^,]*")
_PERSON = re.compile(
    r"\b(?:\w+(?:er|or|ist|ian|mat|eer|ant)|secretary|clerk|chairman|colonel|statesman|nobleman|king|queen|prince|chemist|man|woman|general|poet|pope|"
    r"mathematician|scientist|minister|president|engineer|ruler|architect|surgeon|monk|bishop|"
    r"merchant|explorer|officer|captain|admiral|widow|brother|sister|son|daughter|wife|"
    r"husband|father|mother|pupil|student|friend|heir|nephew|cousin)s?\b"
)


_CALLED = re.compile(
    r"(?P<what>[^,;]+?),? (?:(?:is|are|was|were) )?(?:formerly |also )?(?:called|known as|named) "
    r"(?P<name>(?:the )?[\w’'-]+(?: [A-Z][\w’'-]+)*)(?=[,.;]|$)"
)


_MADE_BY = re.compile(
    r"^(?P<verb>(?:(?:first|later|also|finally|originally) )?"
    r"[a-z]+(?:ed|en|t|d|un|ade|wn|rn|ung))\b"
    rf"(?P<mid>[^,;]*?) by (?:(?:the|an?) (?:[a-z-]+ ){{1,3}})?"
    rf"(?P<name>{ONE_NAME}(?: (?:the|of) [A-Z]\w+)?)(?P<other>(?:, {ONE_NAME})*,? and {ONE_NAME})?"
)


_COUNTED = {3: "three", 4: "four", 5: "five"}


_LISTED_FIRST = re.compile(
    rf"(?P<things>{ONE_NAME}(?:, {ONE_NAME}){{1,3}} and {ONE_NAME})(?: of [^,]+?)? "
    r"(?P<verb>[a-z]+ed) "
    r"(?P<rest>[^,;. ]+ [^,;.]+)"
)


_LISTED_LAST = re.compile(
    r"(?P<subject>(?:The|An?|Its) [^,;]+?|[A-Z][a-z]+) "
    r"(?P<verb>includes?|included|are|were|comprises?) "
    r"(?P<things>[^,;.]{3,40}(?:, [^,;.]{3,40}){1,3},? and [^,;.]{3,40})[.;]"
)


BE = frozenset("is are was were".split())


_AUXILIARY = frozenset("has have had can could will would may might must should".split())
_ACRONYM = re.compile(r"(?P<before>(?:[\w’'-]+ ){0,8}[\w’'-]+) \((?P<short>[A-Z][A-Z-]+s?)\)")


_FEWEST_OF_AN_ANSWER = 3
"""Words that say what a thing is: `the body` does not."""
_LITTLE = frozenset("of the for and de in on to".split())


def defined(sentence: str) -> Iterator[Proposal]:
    """Acronyms, `X, the Y`, `called X`, lists, `signed in 1888`: they need no clause."""
    yield from signed(sentence)
    yield from _list(sentence)
    for found in _ACRONYM.finditer(sentence):
        if long := _expanded(found["before"], found["short"]):
            meant = long if " " in long else long.lower()
            asks = f"Which acronym stands for {meant}?"
            yield asking(asks, long, a=found["short"])._replace(is_acronym=True)
    for found in _APPOSITION.finditer(sentence):
        name, what = found["name"].strip(), short(found["what"])
        if (
            name.split()[0] in {"The", "In", "It", "Its", "After", "Before", "When", *MONTHS}
            or not what
        ):
            continue
        if len(what.split()) < _FEWEST_OF_AN_ANSWER or _is_of_the_rest(sentence, found):
            continue
        is_person = bool(_PERSON.search(what.split(" of ")[0]))
        if found.start() == 0 and " " not in name and not is_person and name[1:].islower():
            name = name.lower()  # it only begins the sentence
        asks = f"{'Who was' if is_person else 'What is'} {found['the'] or ''}{name}?"
        yield asking(asks, what, a=what[:1].upper() + what[1:])
    yield from _terms(sentence)
    if (called := _CALLED.match(sentence)) and not DANGLES.search(called["what"]):
        what = called["what"][:1].lower() + called["what"][1:]
        if what.startswith(("the ", "a ", "an ")) and len(what.split()) <= LONGEST_RUN:
            name = called["name"].removeprefix("the ")
            be = "are" if is_plural(what.split()) else "is"
            asks = f"What {be} {what} called?"
            yield asking(asks, name, typed=name, accept=[f"the {name}"])


def _terms(sentence: str) -> Iterator[Proposal]:
    """`The valve, a disc that lets the water out`."""
    if re.match(r"(?:If|When|Once|As|After|Before|The (?:\w+er|more)|Since)\b", sentence):
        return
    for found in _TERM.finditer(sentence):
        words = found["term"].split(" ")
        is_bare = len(words) == 1 and not _TAKES_A_NOUN.search(sentence[: found.start()])
        is_told = clause_of(upper(re.split(r" (?:that|which|who|whose)\b", found["what"])[0]))
        is_list = re.search(r" and (?:the|an?) ", found["what"])
        if (
            is_bare
            or is_told
            or is_list
            or _is_of_the_rest(sentence, found)
            or any(w in BE | _AUXILIARY or w.endswith("ly") for w in words)
        ):
            continue
        if (what := short(found["what"])) and len(what.split()) >= _FEWEST_OF_AN_ANSWER:
            yield asking(f"What is {found['term']}?", what, a=upper(what))


def _is_of_the_rest(sentence: str, found: re.Match[str]) -> bool:
    """Whether what follows the comma is about the clause before it, or is the main clause."""
    before = sentence[: found.start("what")].rstrip(", ")
    is_apart = bool(found.start() and _OF_A_CLAUSE.match(found["what"]))
    return is_apart or _FRONTED_PLACE.fullmatch(before) is not None


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


def by_whom(clause: Clause) -> Iterator[Proposal]:
    """`It was built by Lesseps`."""
    made = _MADE_BY.match(clause.rest)
    if made and clause.auxiliary in {"was", "were", "is", "are"}:
        name = made["name"]
        after = clause.rest[made.end() :]
        if re.match(
            r" (?!(?:in|on|at|for|and|from|with|to|as|who|during|after|before)\b)[a-z]", after
        ):
            return  # `by Panama disease`
        subject = clause.subject
        tail = after if re.match(r" (?:in|on|at) ", after) else ""
        asks = "What" if made["verb"] in {"caused", "formed"} else "Who"
        particle = made["mid"].strip() if made["mid"].strip() in {"out", "up", "down"} else ""
        adverb, _, verb = made["verb"].rpartition(" ")
        question = f"{asks} {adverb} {past_of(verb)} {particle} {subject}{tail}?"
        if made["other"]:
            things = re.split(r",? and |, ", f"{name}{made['other']}")
            several = {"list": things} if len(things) in _COUNTED else {"a": " and ".join(things)}
            yield asking(question, made["name"], **several)
        else:
            yield asking(question, name, typed=name, **surname(name))


_BY = re.compile(
    r"^(?P<mid>(?:usually|often|mostly|mainly|largely|partly|probably) )?"
    r"(?P<verb>[a-z]+(?:ed|en|t|un|wn|rn)|made|done) "
    r"(?P<prep>by|of|from) (?P<what>(?!\w+ing (?!and\b))(?!\d)[a-z][^,;]*)"
)


def by_what(clause: Clause) -> Iterator[Proposal]:
    """`It is caused by charging`, `it is usually made of graphite`."""
    found = _BY.match(clause.rest)
    is_made = found and (found["prep"] == "by" or found["verb"] in {"made", "built"})
    what = short(found["what"]) if found else ""
    is_told = what and not DANGLES.search(what) and clause.subject not in {"nobody", "nothing"}
    if found and is_made and clause.auxiliary in BE and is_told:
        asks = f"What {clause.auxiliary} {clause.subject} {found['mid'] or ''}{found['verb']}"
        yield asking(f"{asks} {found['prep']}?", what, a=what[:1].upper() + what[1:])


_TO_EACH = re.compile(
    rf"(?P<mid>(?:(?!to |by )[a-z]+ ){{0,3}}?)(?P<prep>to|by|with) "
    rf"(?P<things>{NAME_OF_TWO}(?:(?:, {NAME_OF_TWO}){{0,3}},? and {NAME_OF_TWO})?)(?! of\b)"
)


def to_whom(clause: Clause) -> Iterator[Proposal]:
    """`The prize went to A, B and C`: names of two words or more, of people as a rule."""
    found = _TO_EACH.match(clause.rest)
    things = re.split(r",? and |, ", found["things"]) if found else []
    is_passive = clause.auxiliary in BE and found and found["prep"] == "by"
    if (
        found
        and not is_passive
        and len(things) in {1, *_COUNTED}
        and clause.verb not in {"connect", "link", "move"}
    ):
        after = clause.rest[found.end() :]
        asked = clause.asked(f"{found['prep'].capitalize()} whom", cut(f"{found['mid']}{after}"))
        name = found["things"]
        key: dict[str, object] = {"typed": name, **surname(name)} if len(things) == 1 else {}
        yield asking(asked, name, **(key or {"list": things}))


def whose_work(clause: Clause) -> Iterator[Proposal]:
    """`It was the work of Winstanley`."""
    found = re.match(
        rf"the (?P<what>work|idea|invention|creation) of (?P<name>{ONE_NAME})", clause.rest
    )
    if found and clause.auxiliary in BE:
        asks = f"Whose {found['what']} {clause.auxiliary} {clause.subject}?"
        yield asking(asks, found["name"], typed=found["name"], **surname(found["name"]))


def who(clause: Clause) -> Iterator[Proposal]:
    """A person who did it."""
    is_person = re.fullmatch(NAME_OF_TWO, clause.subject)
    if is_person and clause.auxiliary in {"did", "was"} and len(clause.rest.split()) > 1:
        timeless = WHEN.sub("", clause.rest)
        rest = timeless if len(timeless.split()) > 1 else clause.rest
        if len(content(cut(rest))) < 2 and not re.search(r"[A-Z]", cut(rest)):  # noqa: PLR2004
            return  # `Who saw no danger?`
        asks = f"Who {clause.finite} {cut(rest)}?"
        yield asking(asks, clause.subject, typed=clause.subject, **surname(clause.subject))


def what_is(clause: Clause) -> Iterator[Proposal]:
    """`S is a Y`."""
    found = re.match(r"(?:an?|the) (?!most|same|only|case)[a-z].*", clause.rest)
    what = short(found[0]) if found else ""
    is_told = len(what.split()) >= _FEWEST_OF_AN_ANSWER or (found and what == found[0])
    if LITTLE.fullmatch(clause.subject):
        return  # `the trouble was the rain`
    if found and re.match(r" (?:that|which|and (?:an?|the))\b", found[0].removeprefix(what)):
        return  # what follows says which it is
    if found and clause.auxiliary in BE and what and is_told and not LITTLE.fullmatch(what):
        person = _PERSON.search(what.split(" of ")[0]) and clause.subject[:1].isupper()
        asks = clause.asked("Who" if person else "What", "")
        yield asking(asks, what, a=what[:1].upper() + what[1:])


def _list(sentence: str) -> Iterator[Proposal]:
    """`A, B and C did`, `S includes A, B and C`."""
    if found := _LISTED_FIRST.search(sentence):
        things = re.split(r", | and ", found["things"])
        asks = f"Which {_COUNTED[len(things)]} {found['verb']} {cut(found['rest'])}?"
        if len(asks.split()) > 4:  # noqa: PLR2004 - more than `Which three attacked?`
            yield asking(asks, found["things"], list=things)
    elif found := _LISTED_LAST.match(sentence):
        things = [re.sub(r"^(?:the|an?) ", "", t) for t in re.split(r",? and |, ", found["things"])]
        subject = found["subject"][:1].lower() + found["subject"][1:]
        asks = (
            f"What {found['verb']} {subject}?"
            if found["verb"] in BE
            else (
                f"What {'did' if found['verb'].endswith('d') else 'does'} {subject} "
                f"{re.sub('s$|d$', '', found['verb'])}?"
            )
        )
        if len(things) in _COUNTED:
            yield asking(asks, found["things"], list=things)


def surname(name: str) -> dict[str, object]:
    """What is accepted of a person's name besides the whole of it."""
    last = name.rsplit(maxsplit=1)[-1]
    is_number = re.fullmatch(r"[IVX]+", last) or re.search(r" (?:the|of) ", name)
    return {"accept": [last]} if " " in name and not is_number else {}
