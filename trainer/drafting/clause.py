"""English clauses taken apart, so that a question can be made of a statement. By rule, no model."""

import re
from typing import NamedTuple

from trainer.deck.facts import NUMBER
from trainer.deck.partial_date import MONTHS
from trainer.drafting.verbs import COMMON, IRREGULAR, is_participle, of_past, of_present

_BE = "is are was were"
_AUXILIARY = frozenset(
    f"{_BE} has have had can could will would must should may might cannot".split()
)
_INSTRUCTIONS = frozenset(
    "add apply attach avoid boil brush change charge check clean clear close connect cool cover "
    "cut descale disconnect dissolve drain dry empty fasten fill fit flush grind heat hold insert "
    "keep leave let lift load lower mark measure mix move open place plug pour press pull push put "
    "remove repeat replace reset rinse rub run seal screw set shake soak spray stir store switch "
    "take test tighten turn unplug unscrew use wait warm wash wipe "
    "aim allow bring buy choose cook dig feed fold give grease hang inspect knead lay loosen "
    "lubricate melt oil peel place plant polish prepare protect raise roll scrape scrub sharpen "
    "shut slide sort sow spread sprinkle squeeze strain stretch tap taste tear throw tie trim "
    "twist water wear weigh work wrap write "
    "look read listen slice bake chop mash scoop dust count note follow enter select carry bend "
    "rest return adjust secure support sand stick wind pinch guide slip start begin stop make do "
    "get pick come go continue call".split()
)
_NO_VERB_AFTER = frozenset(
    "a an the of in to by with for from at and or no its his their several many few some any all "
    "most these those each every two three four five six seven eight nine ten this that".split()
)
_FRONTED = re.compile(
    r"(?P<lead>(?:In|On|By|For|From|After|Before|At|Since (?=\d|[A-Z]|the \d)|During|Until|"
    r"Between|Once|Every|Below|Above|Over|Within|Near|Under|Across|Along|Throughout|With|Without|Through|"
    r"Among|Behind|Inside|Outside|Beyond|Despite|Unlike|Instead of|"
    r"As an?)\b(?:[^,]|,(?=\d)){1,50}?(?<! of)(?<! in)(?<! for)"
    r"(?<! to)(?<! at)(?<! on)(?<! and)(?<! with)|"
    r"\w+ (?:years?|months?|weeks?|days?) (?:later|earlier))"
    r"(?:,(?!\d)| (?=(?:the|a|an|it|its|his|her|their|he|she|they|most|all|some|many|more|"
    rf"about|up|at|nearly|almost|over|you|(?!\d{{4}}\b)\d+|"
    rf"(?!(?:{'|'.join(MONTHS)})\b)[A-Z][\w’'-]+)\b(?! (?:it|he|she|they|the|an?)\b))|"
    r"(?:(?<=\d{4})|(?<=\d{4}s)) (?=[a-z])| (?=\d+ [a-z]+s [a-z]))\s*"
)
_BEGINS = re.compile(
    r"(?:(?:The|A|An|Its|His|Their|It|He|She|They|Some|Most|All|Many|Each|Both|About|Only|One|"
    r"No|More|Less)\b|[A-Z0-9])"
)
_DETERMINERS = frozenset(
    "the a an its his their it he she they some most all many each both about only one no your any "
    "every".split()
)
_OWNED = frozenset("a an the its his her their no two three four five between about some".split())
_AFTER_A_NOUN = frozenset("of in on at with from for to between under near made".split())
PARTICLES = frozenset("de von van der del da di du le la of the bin ibn al el".split())
"""Words of a name that have no capital."""
_PEOPLES = re.compile(
    r"(?:Span|Pol|Dan|Swed|Finn|Turk|Ir|Scott|Engl|Brit|Jew|Kurd)ish|(?:Fren|Dut|Wel)(?:ch|sh)|"
    r"(?:Chin|Japan|Portugu|Vietnam|Siam)ese|Greek|Swiss|Czech|Arab|Dutch|Welsh|French|"
    r"(?:Europe|Germ|Ital|Rom|Russ|Americ|Afric|As|Austr|Hungar|Norweg|Belg|Egypt|Ind|Iran|Pers|"
    r"Mexic|Brazil|Canad|Austral|Indones|Prus?s|Bavar|Ukrain|Bulgar|Roman|Christ|Austr)i?ans?"
)
_HEDGING = frozenset("often usually probably mostly mainly possibly partly rarely".split())
_MANY = frozenset(
    "they we most many some few both all others people men women children feet teeth mice "
    "bacteria fungi larvae cattle police young rich poor old british french dutch english chinese "
    "japanese".split()
)
"""Words of more than one that do not end in s."""
_LONGEST_SUBJECT = 13
_NO_SUBJECT = frozenset(
    "have let if when whenever wherever whether since as while because though although there today "
    "here what how not only even such to".split()
)
_LEADING = re.compile(
    r"((?:Once|Every|Before|After|Above|Below|Until|Within|In|At|On|For|During)\b[^,]{1,30}?"
    r"(?= [a-z]+ (?:the|an?|them|your|all|any|every|some|both|each|up|down|out|off|two|three|"
    r"four|five|six|ten|half|\d|"
    r"it (?:with|in|on|for|at|from|until|to|every|once|after))\b)|"
    r"(?:Once|Every|Before|After|Above|Below|Until|Within|In|At|On|For|With|During|From|By)\b"
    rf"[^,]{{1,30}}(?=, )),? (?=(?:{'|'.join(_INSTRUCTIONS)})\b"
    r"(?! (?:it [a-z]+s|they|is|are|was|were|has|of|can)\b))"
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
_TRAILING = re.compile(
    r"(?:[;:]|(?:, (?:probably|possibly|perhaps|partly|mainly|mostly|largely))?,? "
    r"(?:because|so that|in order to|leading to|although|though|whereas|while|unless)\b"
    r"|, (?:and|but|or|which|who|where|so|as|since|after|before|if|when|then|until|"
    r"not|far|partly|in peace)\b).*$"
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
    r"(?:In|On|By|For|From|After|Before|At|Since|During|Until|Between|Below|Above|Within|Near|Under|"
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
    r"also|often|always|still|now|simply|then|later|soon)$"
)
_NO_WHOLE = re.compile(
    r",(?!\d)|\b(?:when|if|there)\b|"
    r"(?<! of)(?<! in)(?<! on)(?<! to)(?<! for)(?<! behind)(?<! with)(?<! from)(?<! under) "
    r"(?:it|he|she|they|we)$",
    re.IGNORECASE,
)
"""`The winter they spend in Africa` has its object in front."""
_WITHIN = re.compile(r"\b(?:who|which|that)\b")


class Clause(NamedTuple):
    """A main clause: what comes first, its subject, its verb, and the rest."""

    lead: str
    """A phrase before the subject, as `In 1854`; empty where there is none."""
    subject: str
    auxiliary: str
    """What a question puts before the subject: was, has, did, does."""
    verb: str
    """The verb as it stands after the subject of a question; empty where `be` is all."""
    finite: str
    """The verb as the statement has it."""
    rest: str
    is_second: bool = False
    """Whether another clause of its sentence stands before it."""
    is_aside: bool = False
    """Whether it is what `which` or `who` adds about the subject of another."""

    def asked(self, question: str, rest: str, *, lead: bool = True) -> str:
        """A question about this clause.

        Args:
            question: what it begins with: `In which year`, `Why`.
            rest: what of the rest stays.
            lead: whether the fronted phrase stays; at the end.
        """
        leads = lead and self.lead and not self.lead.endswith((" later", " earlier"))
        front = f"{self.lead[:1].lower()}{self.lead[1:]}" if leads else ""
        parts = (question, self.auxiliary, self.subject, self.verb, rest, front)
        return " ".join(" ".join(part for part in parts if part).split()).rstrip(" ,.") + "?"


def _second(clause: Clause) -> re.Match[str] | None:
    """Where a second verb of the same subject begins; its form goes with that of the first."""
    for found in _SECOND.finditer(clause.rest):
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
_THEN = re.compile(
    rf"(?:,? and (?:then )?|, )(?=(?:{'|'.join(_INSTRUCTIONS)}) (?:the|an?|it|them|your|our|all|"
    r"any|in|for|on|with|until|at|from|into|every|to|up|down|out|off|back|away|again|\d)\b)"
)


def _steps(part: str) -> list[str]:
    """The single instructions of `pull the plug and wait for an hour`."""
    return _THEN.split(part) if _instruction(part[:1].upper() + part[1:]) else [part]


def is_plural(subject: list[str]) -> bool:
    """Whether a subject is of more than one: by its noun, which stands before any `of` or `in`."""
    ends = _AFTER_A_NOUN | {"that", "which", "who"}
    end = next((at for at, word in enumerate(subject) if at and word in ends), None)
    adverb = r"also|often|always|never|still|now|even|just|mostly|\w+ly"
    nouns = [word for word in subject[:end] if not re.fullmatch(adverb, word)] or subject[:1]
    head = nouns[-1].lower()
    is_many = head in _MANY or (head.endswith("s") and not head.endswith(("ss", "us", "is")))
    return is_many or "and" in map(str.lower, subject[:end])


def clauses_of(sentence: str, known: frozenset[str] = frozenset()) -> tuple[Clause, ...]:
    """The main clauses of a sentence, as far as the rules find them; those after `and` too."""
    found: list[Clause] = []
    if when := re.fullmatch(r"(?:When|Once|After) ([^,]+), (?:it|they|he|she) (.+)", sentence):
        first = clause_of(when[1][:1].upper() + when[1][1:], known)
        if first is None:
            return ()
        subject = first.subject[:1].upper() + first.subject[1:]
        return (first, *clauses_of(f"{subject} {when[2]}", known))
    sentence = _POINTS_TO_ITSELF.sub("The ", _OPENING.sub(_capital, sentence))
    of_it = _RELATIVE.match(sentence)
    told = of_it["told"].split(" ") if of_it else []
    is_told = any(_verb([who, *told], 1) for who in ("it", "they")) if told else False
    if of_it and is_told and not _holds_verb(of_it["subject"]):
        aside = clause_of(f"{of_it['subject']} {of_it['told']}", known)
        found += [aside._replace(is_aside=True)] if aside else []
    bare = _BARE.match(sentence)
    if bare and not _holds_verb(bare["first"]) and _verb(["it", *bare["rest"].split(" ")], 1):
        sentence = f"{bare['first']} {bare['rest']}"
    sentence = _APPOSED.sub(_without_apposition, sentence)
    halves = [side for half in _HALF.split(sentence) for side in _sides(half)]
    for part in (step for half in halves for step in _steps(half)):
        clause = clause_of(part[:1].upper() + part[1:], known)
        if clause and clause.subject == "you" and found and found[-1].subject != "you":
            clause = None  # `, and cut the delay`
        if clause is None and found and _verb(["it", *part.split(" ")], 1):
            subject = found[-1].subject  # `, and contains`
            clause = clause_of(f"{subject[:1].upper()}{subject[1:]} {part}", known)
        if clause:
            clause = clause._replace(is_second=bool(found))
            found.append(clause)
            second = _second(clause)
            if second and clause.subject != "you":
                found[-1] = clause._replace(rest=clause.rest[: second.start()])
                told = clause.rest[second.end() :]
                never = "never " if told.startswith("never ") else ""
                words = [clause.subject, *told.removeprefix(never).split(" ")]
                is_passive = clause.auxiliary in _BE.split() and is_participle(
                    clause.rest.split(" ")[0]
                )
                if is_passive and told.split(" ")[0].endswith("ed") and not NUMBER.search(told):
                    if _ENDS_VERB.match(told):  # `wrapped and buried in sand`
                        found.append(clause._replace(lead="", rest=told))
                elif verb := _verb(words, 1):
                    rest = " ".join(words[2:])
                    found.append(
                        clause._replace(
                            lead="",
                            auxiliary=verb[0],
                            verb=f"{never}{verb[1]}".strip(),
                            finite=f"{never}{words[1]}",
                            rest=rest,
                        )
                    )
    return tuple(found)


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
    return any(_verb(words, at) for at in range(1, len(words)))


def _capital(opening: re.Match[str]) -> str:
    return opening[1].upper()


def _is_name(subject: str, known: frozenset[str]) -> bool:
    """Whether a subject begins with a name, and so keeps its capital."""
    words = subject.split(" ")
    first = re.split(r"['’]", words[0])[0]
    if first.lower() in _DETERMINERS or NUMBER.fullmatch(first):
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
    if instruction := _instruction(text):
        return instruction
    lead = ""
    if found := _FRONTED.match(text):
        lead, text = found["lead"], text[found.end() :]
        text = text[:1].upper() + text[1:] if text[:1].islower() else text
    text = _TRAILING.sub("", text)
    if not _BEGINS.match(text) or _begins_otherwise(text):
        return None
    words = text.split(" ")
    for at in range(1, min(len(words), _LONGEST_SUBJECT + 1)):
        if (verb := _verb(words, at)) and not _is_another(words, at):
            subject = " ".join(words[:at])
            if not lead and (fronted := _BARE_FRONT.fullmatch(subject)):
                lead, subject = fronted["lead"], fronted["subject"]
            subject = re.sub(r"^\w+ (?=(?:it|he|she|they)$)", "", subject)  # `together they`
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
    subject = words[:at]
    start = next((place for place, word in enumerate(subject) if _WITHIN.fullmatch(word)), None)
    if start is None:
        return _is_participle(words, at)
    told = subject[start + 1 :]
    helps = _AUXILIARY | {"been", "be", "not"}
    is_held = len(told) > 1 and words[at - 2] in helps and is_participle(words[at])
    if words[at - 1] in helps or is_held:
        return True  # `chickpeas that have been soaked`
    places = range(1, len(told) + 1)
    is_whole = any(_verb([who, *told], place) for place in places for who in ("it", "they"))
    return not is_whole or _is_participle(words, at)


def _begins_otherwise(text: str) -> bool:
    first, _, after = text.lower().partition(" ")
    return first in _NO_SUBJECT or (first == "more" and not after.startswith("than "))


def _is_participle(words: list[str], at: int) -> bool:
    """Whether another verb follows that must be the main one: `signed in 2016 is meant to`."""
    rest = " ".join(words[at + 1 :])
    return words[at].endswith("ed") and bool(_LATER_VERB.match(rest))


def _instruction(text: str) -> Clause | None:
    lead = ""
    if found := _LEADING.match(text):
        after = text[found.end() :]
        if after.split(" ", 1)[0] in _INSTRUCTIONS:
            lead, text = found[1], after
    refused = re.match(r"(?:Do not|Never|Always|Don't) ", text)
    body = text[refused.end() :] if refused else text
    first, _, rest = body.partition(" ")
    is_told = first.lower() in COMMON and rest.split(" ")[0] in _DETERMINERS
    if not rest or not (first.lower() in _INSTRUCTIONS or is_told):
        return None
    words = body.split(" ")
    is_noun = _verb(words, 1) or rest.startswith(("of ", "in which "))
    if words[1] in _AFTER_A_NOUN:  # `water on the floor comes from`
        is_noun = is_noun or any(_verb(words, at) for at in range(2, len(words)))
    if not refused and is_noun:
        return None  # `work began`, `water of less than 7 degrees`
    rest = re.sub(r"(?:,? and (?:then )?[a-z]+ (?:it|them|the|a|this)\b).*$", "", rest)
    rest = _TRAILING.sub("", rest)
    is_ever = refused and refused[0] in {"Never ", "Always "}
    no = refused[0].lower() if refused and is_ever else "not "
    verb = f"{no}{first.lower()}" if refused else first.lower()
    return Clause(lead, "you", "should", verb, first, rest)


def _verb(words: list[str], at: int) -> tuple[str, str] | None:
    """The auxiliary of a question and the verb's form there, where a word is a finite verb."""
    word, before = words[at].strip(","), words[at - 1].lower()
    after = words[at + 1] if at + 1 < len(words) else ""
    owning = {"had": "did", "has": "does", "have": "do"}.get(word)
    if owning and (after in _OWNED or NUMBER.match(after)):
        return owning, "have"
    if word in _AUXILIARY or (word in {"did", "does", "do"} and after == "not"):
        return word, ""
    if before in _NO_VERB_AFTER or not word.isalpha() or not word.islower():
        return None
    if word in IRREGULAR:
        return "did", IRREGULAR[word]
    if word.endswith("ed") and (len(word) > 4 or word in {"used", "died", "tied", "lied"}):  # noqa: PLR2004 - red is none
        return "did", of_past(word)
    is_many = is_plural(words[:at])
    if word.endswith("s") and not is_many and of_present(word) in COMMON:
        # `small cracks appear`, `telephone calls followed`
        is_noun = after in COMMON or after in {"are", "were", "have"} or after in IRREGULAR
        is_noun = is_noun or (after.endswith("ed") and at == 1) or after in _AUXILIARY
        is_noun = is_noun and words[0].lower() not in {"a", "an", "each", "every", "it"}
        return None if is_noun else ("does", of_present(word))
    if word in COMMON and is_many:
        return "do", word
    return None
