"""English clauses taken apart, so that a question can be made of a statement. By rule, no model."""

import re
from typing import NamedTuple

from trainer.drafting.verbs import COMMON, IRREGULAR, of_past, of_present

_BE = "is are was were"
_AUXILIARY = frozenset(
    f"{_BE} has have had can could will would must should may might cannot".split()
)
_INSTRUCTIONS = frozenset(
    "add apply attach avoid boil brush change charge check clean clear close connect cool cover "
    "cut descale disconnect dissolve drain dry empty fasten fill fit flush grind heat hold insert "
    "keep leave let lift load lower mark measure mix move open place plug pour press pull push put "
    "remove repeat replace reset rinse rub run seal screw set shake soak spray stir store switch "
    "take test tighten turn unplug unscrew use wait warm wash wipe".split()
)
_NO_VERB_AFTER = frozenset(
    "a an the of in to by with for from at and or no its his their several many few some any all "
    "most these those each every two three four five six seven eight nine ten this that".split()
)
_FRONTED = re.compile(
    r"(?P<lead>(?:In|On|By|For|From|After|Before|At|Since (?=\d|[A-Z])|During|Until|Between|Once|"
    r"Every|Below|Above|Over|Within|Near|Under|Across|Along|Throughout|With|Unlike)\b[^,]{1,50}?|"
    r"\w+ (?:years?|months?|weeks?|days?) (?:later|earlier))"
    r"(?:,| (?=(?:the|a|an|it|its|his|her|their|he|she|they|most|all|some|many|more|"
    r"about|[A-Z][\w’'-]+)\b))\s*"
)
_BEGINS = re.compile(
    r"(?:(?:The|A|An|Its|His|Their|It|He|She|They|Some|Most|All|Many|Each|Both|About|Only|One|"
    r"No|More|Less)\b|[A-Z0-9])"
)
_DETERMINERS = frozenset(
    "the a an its his their it he she they some most all many each both about only one no".split()
)
_HEDGING = frozenset("often usually probably mostly mainly possibly partly rarely".split())
_LONGEST_SUBJECT = 11
_NO_SUBJECT = frozenset(
    "have let if when whether since as while because though although there today here what how "
    "not more".split()
)
_LATER_VERB = re.compile(
    r"(?:(?!\b(?:that|which|who|where|when|and|because|what|how|as)\b).)*\b(?:is|are|was|were)\b"
)
_SECOND = re.compile(
    r" and (?=(?:[a-z]+ed|is|are|was|were|has|had|can|could|made|gave|took|went|came|left|found|"
    rf"kept|built|held|led|ran|sold|won|lost|stood|rose|fell|became|began|{'|'.join(COMMON)})\b)"
)
_TRAILING = re.compile(
    r"(?:[;:]|,? (?:because|so that|in order to|leading to|although|though|whereas|while|unless)\b"
    r"|, (?:and|but|or|which|who|where|so|as|since|after|before|if|when|then|until|"
    r"not|far|partly|in peace)\b).*$"
)


_OPENING = re.compile(
    r"^(?:Meanwhile|Moreover|However|Then|Also|Thus|Later|Soon|Still|Yet|Therefore|Besides|"
    r"Instead|Again|Finally|And|But),? (\w)"
)
"""A word that joins a sentence to the one before it."""
_APPOSED = re.compile(
    r"^((?:The |An? )?(?:[\w’'.-]+ ?){1,5}), (?:then |now |formerly |once |so )?"
    r"(?:the|an?|one of|among) [^,.;]{3,70}, (?=[a-z])"
)
"""A name with what it is, before its verb: `TAT-1, the first telephone cable, was`."""


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

    def asked(self, question: str, rest: str, *, lead: bool = True) -> str:
        """A question about this clause.

        Args:
            question: what it begins with: `In which year`, `Why`.
            rest: what of the rest stays.
            lead: whether the fronted phrase stays; at the end.
        """
        front = f"{self.lead[:1].lower()}{self.lead[1:]}" if lead and self.lead else ""
        parts = (question, self.auxiliary, self.subject, self.verb, rest, front)
        return " ".join(" ".join(part for part in parts if part).split()).rstrip(" ,.") + "?"


def clauses_of(sentence: str, known: frozenset[str] = frozenset()) -> tuple[Clause, ...]:
    """The main clauses of a sentence, as far as the rules find them; those after `and` too."""
    found: list[Clause] = []
    if when := re.fullmatch(r"(?:When|Once|After) ([^,]+), (?:it|they|he|she) (.+)", sentence):
        first = clause_of(when[1][:1].upper() + when[1][1:], known)
        if first is None:
            return ()
        subject = first.subject[:1].upper() + first.subject[1:]
        return (first, *clauses_of(f"{subject} {when[2]}", known))
    for part in re.split(r"; |, (?:and|but|so|whereas|while) |: ", _APPOSED.sub(r"\1 ", sentence)):
        if clause := clause_of(part[:1].upper() + part[1:], known):
            clause = clause._replace(is_second=bool(found))
            found.append(clause)
            second = _SECOND.search(clause.rest)
            if second and clause.subject != "you":
                found[-1] = clause._replace(rest=clause.rest[: second.start()])
                words = [clause.subject, *clause.rest[second.start() + 5 :].split(" ")]
                if verb := _verb(words, 1):
                    rest = " ".join(words[2:])
                    found.append(
                        clause._replace(
                            lead="", auxiliary=verb[0], verb=verb[1], finite=words[1], rest=rest
                        )
                    )
    return tuple(found)


def _is_name(subject: str, known: frozenset[str]) -> bool:
    """Whether a subject begins with a name, and so keeps its capital."""
    words = subject.split(" ")
    first = re.split(r"['’]", words[0])[0]
    if first.lower() in _DETERMINERS:
        return False
    is_of_names = words[-1] != words[0] and words[1][0].isupper()
    return first != words[0] or first.lower() in known or is_of_names


def clause_of(sentence: str, known: frozenset[str] = frozenset()) -> Clause | None:
    """The main clause of a statement or an instruction; None where the rules find none.

    Args:
        sentence: one sentence.
        known: the text's names in lower case; other words at its start lose their capital.
    """
    text = re.sub(r" ?\([^)]*\)", "", sentence).strip().rstrip(".!")
    text = _OPENING.sub(lambda found: found[1].upper(), text)
    if instruction := _instruction(text):
        return instruction
    lead = ""
    if found := _FRONTED.match(text):
        lead, text = found["lead"], text[found.end() :]
        text = text[:1].upper() + text[1:] if text[:1].islower() else text
    text = _TRAILING.sub("", text)
    if not _BEGINS.match(text) or text.split(" ")[0].lower() in _NO_SUBJECT:
        return None
    words = text.split(" ")
    for at in range(1, min(len(words), _LONGEST_SUBJECT + 1)):
        if (verb := _verb(words, at)) and not _is_participle(words, at):
            subject = " ".join(words[:at])
            if re.search(r",|\b(?:who|which|that|when|if|there)\b", subject, re.IGNORECASE):
                return None
            auxiliary, base = verb
            if usual := re.search(r"^(.+) ([a-z]+ly|also|often|always|still|now|simply)$", subject):
                subject = usual[1]  # an adverb before its verb is no part of who does it
                if base:
                    base = base if usual[2] not in _HEDGING else f"{usual[2]} {base}"
            if not _is_name(subject, known):
                subject = subject[:1].lower() + subject[1:]
            return Clause(lead, subject, auxiliary, base, words[at], " ".join(words[at + 1 :]))
    return None


def _is_participle(words: list[str], at: int) -> bool:
    """Whether another verb follows that must be the main one: `signed in 2016 is meant to`."""
    rest = " ".join(words[at + 1 :])
    return words[at].endswith("ed") and bool(_LATER_VERB.match(rest))


def _instruction(text: str) -> Clause | None:
    lead = ""
    if found := re.match(r"((?:Once|Every|Before|After|In|At)\b[^,]{1,30}?),? (?=[a-z]+\b)", text):
        after = text[found.end() :]
        if after.split(" ", 1)[0] in _INSTRUCTIONS:
            lead, text = found[1], after
    refused = re.match(r"(?:Do not|Never|Don't) ", text)
    body = text[refused.end() :] if refused else text
    first, _, rest = body.partition(" ")
    if first.lower() not in _INSTRUCTIONS or not rest:
        return None
    rest = re.sub(r"(?:,? and (?:then )?[a-z]+ (?:it|them|the|a|this)\b).*$", "", rest)
    rest = _TRAILING.sub("", rest)
    verb = f"never {first.lower()}" if refused else first.lower()
    return Clause(lead, "you", "should", verb, first, rest)


def _verb(words: list[str], at: int) -> tuple[str, str] | None:
    """The auxiliary of a question and the verb's form there, where a word is a finite verb."""
    word, before = words[at].strip(","), words[at - 1].lower()
    after = words[at + 1] if at + 1 < len(words) else ""
    if word in _AUXILIARY or (word in {"did", "does", "do"} and after == "not"):
        return word, ""
    if before in _NO_VERB_AFTER or not word.isalpha() or not word.islower():
        return None
    if word in IRREGULAR:
        return "did", IRREGULAR[word]
    if word.endswith("ed") and len(word) > 4:  # noqa: PLR2004 - red and shed are none
        return "did", of_past(word)
    if word.endswith("s") and not before.endswith("s") and of_present(word) in COMMON:
        return "does", of_present(word)
    is_plural = before.endswith("s") or "and" in map(str.lower, words[:at])
    if word in COMMON and is_plural:
        return "do", word
    return None
