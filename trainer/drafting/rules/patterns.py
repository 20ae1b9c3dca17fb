"""What the words of a sentence tell, whatever its parse: acronyms, terms, effects, mistakes."""

import re
from collections.abc import Iterator

from trainer.drafting.parse.phrase import lower
from trainer.drafting.rules.answers import DANGLES, as_answer, points_back, size
from trainer.drafting.rules.question import ProposedQuestion

_LITTLE = frozenset("of the and for in".split())


def patterns(sentence: str) -> Iterator[ProposedQuestion]:
    """Questions for what is in a sentence in one of a few fixed wordings."""
    yield from _acronyms(sentence)
    yield from _terms(sentence)
    yield from _effects(sentence)
    yield from _mistakes(sentence)


def _acronyms(sentence: str) -> Iterator[ProposedQuestion]:
    """`The British Antarctic Survey (BAS)`."""
    for match in re.finditer(r"\(([A-Z][A-Za-z-]*[A-Z]s?)\)", sentence):
        letters = [letter for letter in match[1] if letter.isupper()]
        before = sentence[: match.start()].split()
        for count in range(len(letters), len(before) + 1):
            words = before[-count:]
            if [word[0].upper() for word in words if word.lower() not in _LITTLE] == letters:
                name = re.sub(r"^[Tt]he ", "", " ".join(words))
                yield ProposedQuestion.of((f"Which acronym stands for {name}?",), match[1], 90)
                break


_TERM = re.compile(
    r"^(?P<thing>[A-Z][^,]* (?:that|which|who) [^,]+), (?:(?:called|known as) )?"
    r"(?P<name>(?:the )?(?!(?:all|most|many|some|one|both)\b)[a-z-]+(?: [a-z-]+)?), "
    r"(?:(?:have|has|are|is|were|was|had|can|do|does|may|will)\b|\w+s?\b)"
)
_OR = re.compile(
    r"(?:^|, |\b(?:is|are|was|were|of|by|with|in|into|on|from|called) )"
    r"(?P<thing>[Aa]n? (?:[\w-]+ ){0,3}?[\w-]+), or (?:the |an? )?(?P<name>[a-z-]+(?: [a-z-]+)?),"
)


def _terms(sentence: str) -> Iterator[ProposedQuestion]:
    """`Animals that live underground, the troglobites, have`, `a shallow furrow, or rill,`."""
    if (match := _TERM.match(sentence)) and not points_back(match["thing"]):
        name = match["name"]
        thing = lower(match["thing"])
        be = "are" if name.endswith("s") else "is"
        typed = re.sub(r"^the ", "", name)
        yield ProposedQuestion.of((f"What {be} {thing} called?",), name, 91, keys={"typed": typed})
    for match in _OR.finditer(sentence):
        thing = lower(match["thing"])
        if not points_back(thing) and size(thing) > 1:
            question = f"What is {thing} also called?"
            yield ProposedQuestion.of((question,), match["name"], 86, keys={"typed": match["name"]})


_EFFECT = re.compile(
    r"^(?:[A-Z][a-z]+ly, )?(?P<clause>(?:[\w’'-]+ ){2,9}[\w’'-]+), which (?:\w+ly |in turn )?"
    r"(?P<effect>(?:keeps|makes|lets|allows|stops|prevents|helps|slows|speeds|protects|means|"
    r"reduces|increases|raises|lowers|enables|causes|gives|cools|warms|hardens|softens|"
    r"strengthens|weakens|holds|turns|forces|tells|shows) [^,.;]+)"
)
_STOPS = re.compile(r" (?:while|when|because|since|as|so that|until|and|but)\b.*$")


def _effects(sentence: str) -> Iterator[ProposedQuestion]:
    """`The lid traps steam, which keeps the surface soft`."""
    match = _EFFECT.match(sentence)
    if match is None or DANGLES.search(f"{match['clause']} {_STOPS.sub('', match['effect'])}"):
        return
    clause = match["clause"]
    if re.match(r"(?:If|When|As|While|Because|Since|In|On|At|For|But|And|To|By|With)\b", clause):
        return
    answer = as_answer(f"it {match['effect']}")
    short = as_answer(f"it {_STOPS.sub('', match['effect'])}")
    if answer or short:
        question = f"What is the effect when {lower(clause)}?"
        yield ProposedQuestion.of((question,), answer or short, 84, (short,))


_MISTAKE = re.compile(
    r"\b(?:It is|It's|It would be) (?:an? )?(?:(?:common|widespread|frequent|popular|old) )?"
    r"(?:mistake|misconception|error|myth|wrong|fallacy|false) to (?:suppose|think|believe|assume|"
    r"say|imagine)(?: that)? (?P<wrong>[^;:.]+)[;:] (?P<right>[^;.]+)"
)
_SO_MUCH = re.compile(r"^.+ so \w+ that (?P<result>.+)$")


def _mistakes(sentence: str) -> Iterator[ProposedQuestion]:
    """`It is a mistake to suppose that frost does it; the air is so dry that nothing freezes`."""
    match = _MISTAKE.search(sentence)
    if match is None or points_back(match["wrong"]):
        return
    right = match["right"]
    result = _SO_MUCH.match(right)
    answers = [as_answer(text) for text in (right, result["result"] if result else "") if text]
    answers = [text for text in answers if text and not points_back(text)]
    if answers:
        wordings = (f"What is wrong with the idea that {match['wrong']}?",)
        yield ProposedQuestion.of(wordings, answers[0], 87, tuple(answers[1:]))
