"""English clauses taken apart, so that a question can be made of a statement. By rule, no model."""

import re

from trainer.deck.facts import NUMBER
from trainer.deck.partial_date import MONTHS
from trainer.drafting.orders import TRAILING, instruction, steps
from trainer.drafting.predicate import (
    AUXILIARY,
    BE,
    DETERMINERS,
    Clause,
    verb_of,
)
from trainer.drafting.verbs import COMMON, IRREGULAR, is_participle

_FRONTED = re.compile(
    r"(?P<lead>(?:In|On|By|For|From|After|Before|At|Since (?=\d|[A-Z]|the \d)|During|Until|"
    r"Between|Once|Every|Below|Above|Over|Within|Near|Under|Across|Along|Throughout|With|Without|Through|"
    r"Among|Behind|Inside|Outside|Beyond|Despite|Unlike|Instead of|"
    r"As an?)\b(?:[^,]|,(?=\d)){1,50}?(?<! of)(?<! in)(?<! for)"
    r"(?<! to)(?<! at)(?<! on)(?<! and)(?<! with)|"
    r"\w+ (?:years?|months?|weeks?|days?|centur(?:y|ies)|decades?) (?:later|earlier))"
    r"(?:,(?!\d)| (?=(?:the|a|an|it|its|his|her|their|he|she|they|most|all|some|many|more|"
    rf"about|up|at|nearly|almost|over|you|two|three|four|five|six|several|(?!\d{{4}}\b)\d+|"
    rf"(?!(?:{'|'.join(MONTHS)})\b)[A-Z][\w’'-]+)\b(?! (?:it|he|she|they|the|an?)\b))|"
    r"(?:(?<=\d{4})|(?<=\d{4}s)) (?=[a-z])| (?=\d+ [a-z]+s [a-z]))\s*"
)
_BEGINS = re.compile(
    r"(?:(?:The|A|An|Its|His|Their|It|He|She|They|Some|Most|All|Many|Each|Both|About|Only|One|"
    r"No|More|Less)\b|[A-Z0-9])"
)
PARTICLES = frozenset("de von van der del da di du le la of the bin ibn al el".split())
"""Words of a name that have no capital."""
_PEOPLES = re.compile(
    r"(?:Span|Pol|Dan|Swed|Finn|Turk|Ir|Scott|Engl|Brit|Jew|Kurd)ish|(?:Fren|Dut|Wel)(?:ch|sh)|"
    r"(?:Chin|Japan|Portugu|Vietnam|Siam)ese|Greek|Swiss|Czech|Arab|Dutch|Welsh|French|"
    r"(?:Europe|Germ|Ital|Rom|Russ|Americ|Afric|As|Austr|Hungar|Norweg|Belg|Egypt|Ind|Iran|Pers|"
    r"Mexic|Brazil|Canad|Austral|Indones|Prus?s|Bavar|Ukrain|Bulgar|Roman|Christ|Austr)i?ans?"
)
_HEDGING = frozenset("often usually probably mostly mainly possibly partly rarely".split())
_LONGEST_SUBJECT = 13
_NO_SUBJECT = frozenset(
    "have let if when whenever wherever whether since as while because though although there today "
    "here what how not only even such to".split()
)
_GOES_BY = frozenset(
    "went came fell rose grew sat stood ran lay lived passed moved travelled sailed arrived stayed "
    "started began ended won lost shrank declined increased dropped".split()
)
_LATER_VERB = re.compile(
    r"(?:(?!\b(?:that|which|who|where|when|and|because|what|how|as)\b).)*\b(?:is|are|was|were)\b"
)
_SECOND = re.compile(
    r"(?:^|,? )(?:and|but) (?=(?:never )?(?:[a-z]+ed|is|are|was|were|has|had|can|could|should|"
    r"must|may|made|gave|took|went|came|left|"
    rf"found|kept|built|held|led|ran|sold|won|lost|stood|rose|fell|became|began|"
    rf"(?:{'|'.join(COMMON)})(?:e?s)?)\b)"
)
_OPENING = re.compile(
    r"^(?:Meanwhile|Moreover|However|Then|Also|Thus|Later|Soon|Still|Yet|Therefore|Besides|"
    r"Instead(?! of)|Again|Finally|Today|And|But|In fact|In addition|As a result|For example|"
    r"First|In this way|By contrast|Of course|Next|Afterwards|Nowadays|At first|In turn|Usually|"
    r"Sometimes|Often|Together|Indeed),? (\w)"
)
"""A word that joins a sentence to the one before it."""
_APPOSED = re.compile(
    r"^((?:The |An? )?(?:[\w’'.-]+ ?){1,5})(?:, (?:then |now |formerly |once |so )?"
    r"(?:(?:filled|covered|surrounded|lined|protected|driven|made|built|used|joined|attached) |"
    r"the |an? |one of |among |at |in |of |\d+ |or |called |known as |who |which |[A-Z])"
    r"[^,.;]{3,70}){1,2}, (?=[a-z])(?!and |or |but |who |which )"
)
"""A name with what it is, before its verb: `TAT-1, the first telephone cable, was`."""
_IT_IS_SAID = re.compile(
    r"It (?:is|was|has been) (?:often )?(?:\w+ed|said|told|thought|known) that\b"
)
"""`It` is nothing that was named."""
_BARE = re.compile(r"^(?P<first>[^,;]{3,60}), (?:[a-z]+ ){0,2}[a-z]+, (?P<rest>[a-z]+ .*)")
"""A thing with its name in small letters: `a disease, late blight, reached`."""
_RELATIVE = re.compile(r"^(?P<subject>[^,;]{3,50}), (?:which|who) (?P<told>[^,;]+), ")
_POINTS_TO_ITSELF = re.compile(r"^This (?=[a-z]+ of [a-z])")
"""`This discovery of lime` says which discovery it is."""


_PREPOSED = re.compile(
    r"(?:Beneath|Underneath|Over|Behind|Beside|Around|Towards|Opposite|In|On|By|For|From|After|Before|At|Since|During|Until|Between|Below|Above|Within|Near|Under|"
    r"Across|Along|With|Without|Through|Among|Of|To|Despite|Like|Unlike|Into|Inside|Outside|"
    r"According|Because|Due|Thanks)\b"
)
_BARE_FRONT = re.compile(
    rf"(?P<lead>{_PREPOSED.pattern} (?:(?:the|a|an) (?:[\w’'-]+ ){{0,2}}[\w’'-]+|[\w’'-]+|"
    r"(?:about )?(?:[\w,]+|an?) (?:minute|hour|day|week|month|year|metre|degree)s?)) "
    r"(?P<subject>[a-z]+)"
)
"""`Between meals bile collects`: a phrase in front, and a subject of one word."""
_ADVERB = re.compile(
    r"^(.+) ((?!(?:belly|family|supply|assembly|reply|jelly|ally|lily|monopoly|anomaly)$)[a-z]+ly|"
    r"also|often|always|still|now|simply|then|later|soon|even)$"
)
_NO_WHOLE = re.compile(
    r",(?!\d)|\b(?:when|if|there)\b|"
    r"(?<! of)(?<! in)(?<! on)(?<! to)(?<! for)(?<! behind)(?<! with)(?<! from)(?<! under) "
    r"(?:it|he|she|they|we)$",
    re.IGNORECASE,
)
"""`The winter they spend in Africa` has its object in front."""
_IN_FRONT_OF_IT = re.compile(
    r"(?:In|On|At|From|By|With|For) (?:the|an?) (?:[a-z]+ ){1,2}(?:he|she|it|they|we) [^,]*, "
    r"(?:the|an?|it|he|she|they|its|his|her|their)\b"
)
"""`At the school he ran, the boys` has a clause in its front."""
_WITHIN = re.compile(r"\b(?:who|which|that)\b")


def _second(clause: Clause) -> re.Match[str] | None:
    """Where a second verb of the same subject begins; its form goes with that of the first."""
    for found in _SECOND.finditer(clause.rest):
        if re.search(r"\b(?:that|which|who) ", clause.rest[: found.start()]):
            return None  # `a lid that keeps out light but lets liquids in`
        word = clause.rest[found.end() :].removeprefix("never ").split(" ")[0]
        is_bare = word in COMMON and word not in IRREGULAR
        is_third = word.endswith("s") and word not in {"is", "was", "has"}
        if is_bare and clause.auxiliary not in {"do", "are"}:
            continue
        is_listed = "," in clause.rest[: found.start()]
        if word.endswith("ed") and is_listed and clause.auxiliary in {"do", "does"}:
            continue  # `barley and smoked eel`
        if is_third and clause.auxiliary not in {"does", "is", "has"}:
            continue
        return found
    return None


_HALF = re.compile(r"; |, (?:and|but|so(?! that\b)|whereas|while) (?:so (?!that\b))?|: ")
_AND_ANOTHER = re.compile(r",? and (?=(?:the|an?|its|their|it|they) [a-z]+ )")


def _sides(half: str) -> list[str]:
    """The two clauses of `the pump stops and the fan runs on`, whose subjects are two."""
    found = _AND_ANOTHER.search(half)
    if found is None:
        return [half]
    left, right = half[: found.start()], half[found.end() :]
    first, second = clause_of(left[:1].upper() + left[1:]), clause_of(right[:1].upper() + right[1:])
    return [left, right] if first and second and first.subject != "you" else [half]


_ENDS_VERB = re.compile(r"\w+(?:$| (?:in|on|at|by|for|from|with|to|into|under|over|as|after)\b)")


def clauses_of(sentence: str, known: frozenset[str] = frozenset()) -> tuple[Clause, ...]:
    """The main clauses of a sentence, as far as the rules find them; those after `and` too."""
    found: list[Clause] = []
    if _IN_FRONT_OF_IT.match(sentence):
        return ()
    if when := re.fullmatch(r"(?:When|Once|After) ([^,]+), (?:it|they|he|she) (.+)", sentence):
        first = clause_of(when[1][:1].upper() + when[1][1:], known)
        if first is None:
            return ()
        subject = first.subject[:1].upper() + first.subject[1:]
        return (first, *clauses_of(f"{subject} {when[2]}", known))
    sentence = _POINTS_TO_ITSELF.sub("The ", _OPENING.sub(_capital, sentence))
    of_it = _RELATIVE.match(sentence)
    told = of_it["told"].split(" ") if of_it else []
    is_told = any(verb_of([who, *told], 1) for who in ("it", "they")) if told else False
    if of_it and is_told and not _holds_verb(of_it["subject"]):
        aside = clause_of(f"{of_it['subject']} {of_it['told']}", known)
        found += [aside._replace(is_aside=True)] if aside else []
    bare = _BARE.match(sentence)
    if bare and not _holds_verb(bare["first"]) and verb_of(["it", *bare["rest"].split(" ")], 1):
        sentence = f"{bare['first']} {bare['rest']}"
    sentence = _APPOSED.sub(_without_apposition, sentence)
    halves = [side for half in _HALF.split(sentence) for side in _sides(half)]
    joined = sentence.replace(": ", "; ")
    for part in (step for half in halves for step in steps(half)):
        clause = clause_of(part[:1].upper() + part[1:], known)
        is_order = clause is not None and clause.subject == "you"
        if is_order and found and found[-1].subject != "you" and f"; {part}" not in joined:
            clause = None  # `, and cut the delay`
        if clause is None and found and verb_of(["it", *part.split(" ")], 1):
            subject = found[-1].subject  # `, and contains`
            clause = clause_of(f"{subject[:1].upper()}{subject[1:]} {part}", known)
        if clause:
            clause = clause._replace(is_second=bool(found))
            found.append(clause)
            if (second := _second(clause)) and clause.subject != "you":
                found[-1] = clause._replace(rest=clause.rest[: second.start()])
                found += _told_besides(clause, clause.rest[second.end() :])
    return tuple(found)


def _told_besides(clause: Clause, told: str) -> list[Clause]:
    """What a second verb says of the same subject: `was wrapped and buried in sand`."""
    never = "never " if told.startswith("never ") else ""
    words = [clause.subject, *told.removeprefix(never).split(" ")]
    is_passive = clause.auxiliary in BE.split() and is_participle(clause.rest.split(" ")[0])
    first, _, after = told.partition(" ")
    if is_passive and first.endswith("ed") and not NUMBER.match(after):
        return [clause._replace(lead="", rest=told)] if _ENDS_VERB.match(told) else []
    verb = verb_of(words, 1)
    if verb is None:
        return []
    return [
        clause._replace(
            lead="",
            auxiliary=verb[0],
            verb=f"{never}{verb[1]}".strip(),
            finite=f"{never}{words[1]}",
            rest=" ".join(words[2:]),
        )
    ]


def _without_apposition(found: re.Match[str]) -> str:
    """Of `the next part, the loop of Henle,` and `the driver, Ann Lee,` what says which it is."""
    if _holds_verb(found[1]):
        return found[0]
    other = found[0].removeprefix(found[1]).strip(" ,")
    if re.match(r"The (?:next|first|second|third|last|final|other|main) ", found[1]):
        return f"{other[:1].upper()}{other[1:]} " if other.startswith("the ") else f"{found[1]} "
    is_name = re.fullmatch(r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)+", other) and found[1].islower()
    is_role = re.fullmatch(r"The [a-z ]+", found[1])
    return f"{found[1]} {other} " if is_name or (is_role and other.istitle()) else f"{found[1]} "


def _holds_verb(text: str) -> bool:
    words = text.split(" ")
    return any(verb_of(words, at) for at in range(1, len(words)))


def _capital(opening: re.Match[str]) -> str:
    return opening[1].upper()


def _is_name(subject: str, known: frozenset[str]) -> bool:
    """Whether a subject begins with a name, and so keeps its capital."""
    words = subject.split(" ")
    first = re.split(r"['’]", words[0])[0]
    if first.lower() in DETERMINERS or NUMBER.fullmatch(first):
        return False
    is_of_names = words[-1] != words[0] and words[1][0].isupper()
    if _PEOPLES.fullmatch(first) or first[1:] != first[1:].lower():
        return True
    if len(words) > 2 and words[1] in PARTICLES and words[2][0].isupper():  # noqa: PLR2004
        return True
    return first != words[0] or first.lower() in known or is_of_names


def clause_of(sentence: str, known: frozenset[str] = frozenset()) -> Clause | None:
    """The main clause of a statement or an instruction; None where the rules find none.

    Args:
        sentence: one sentence.
        known: the text's names in lower case; other words at its start lose their capital.
    """
    text = re.sub(r" ?\([^)]*\)", "", sentence).strip().rstrip(".!")
    if _IT_IS_SAID.match(text):
        return None
    text = _OPENING.sub(_capital, text)
    if order := instruction(text):
        return order
    lead = ""
    if found := _FRONTED.match(text):
        lead, text = found["lead"], text[found.end() :]
        text = text[:1].upper() + text[1:] if text[:1].islower() else text
    text = TRAILING.sub("", text)
    if not _BEGINS.match(text) or _begins_otherwise(text):
        return None
    words = text.split(" ")
    for at in range(1, min(len(words), _LONGEST_SUBJECT + 1)):
        if (verb := verb_of(words, at)) and not _is_another(words, at):
            subject = " ".join(words[:at])
            if not lead and (fronted := _BARE_FRONT.fullmatch(subject)):
                lead, subject = fronted["lead"], fronted["subject"]
            if not _PREPOSED.match(subject):  # `together they`
                subject = re.sub(r"^\w+ (?=(?:it|he|she|they)$)", "", subject)
            if _PREPOSED.match(subject) or _NO_WHOLE.search(subject):
                return None
            auxiliary, base = verb
            if usual := _ADVERB.search(subject):
                subject = usual[1]  # an adverb before its verb is no part of who does it
                if base:
                    base = base if usual[2] not in _HEDGING else f"{usual[2]} {base}"
            if not _is_name(subject, known):
                subject = subject[:1].lower() + subject[1:]
            return Clause(lead, subject, auxiliary, base, words[at], " ".join(words[at + 1 :]))
    return None


def _is_another(words: list[str], at: int) -> bool:
    """Whether a verb is no main one: of `ships that come in`, or a participle."""
    if _is_passive_without_be(words, at):
        return True
    subject = words[:at]
    start = next((place for place, word in enumerate(subject) if _WITHIN.fullmatch(word)), None)
    if start is None:
        return _is_participle(words, at)
    told = subject[start + 1 :]
    helps = AUXILIARY | {"been", "be", "not"}
    is_held = len(told) > 1 and words[at - 2] in helps and is_participle(words[at])
    if words[at - 1] in helps or is_held:
        return True  # `chickpeas that have been soaked`
    places = range(1, len(told) + 1)
    is_whole = any(verb_of([who, *told], place) for place in places for who in ("it", "they"))
    return not is_whole or _is_participle(words, at)


def _is_passive_without_be(words: list[str], at: int) -> bool:
    """`A team led by Ann Lee`: what is behind `by` did it, and is no amount."""
    by = " ".join(words[at + 1 : at + 3])
    is_done = is_participle(words[at]) and words[at] not in _GOES_BY
    return (
        is_done and re.match(r"by (?:[A-Z]|the |an? |his |her |its |their )", f"{by} ") is not None
    )


def _begins_otherwise(text: str) -> bool:
    first, _, after = text.lower().partition(" ")
    return first in _NO_SUBJECT | AUXILIARY or (first == "more" and not after.startswith("than "))


def _is_participle(words: list[str], at: int) -> bool:
    """Whether another verb follows that must be the main one: `signed in 2016 is meant to`."""
    rest = " ".join(words[at + 1 :])
    return words[at].endswith("ed") and bool(_LATER_VERB.match(rest))
