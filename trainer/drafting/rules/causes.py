"""Causes, purposes and results, by the words that join them to what they explain."""

import re
from collections.abc import Callable, Iterator

from trainer.drafting.clause import clause_of, clauses_of
from trainer.drafting.predicate import Clause, is_plural
from trainer.drafting.rules.proposal import (
    DANGLES,
    LONGEST_RUN,
    Proposal,
    asking,
    cut,
    short,
    upper,
)
from trainer.drafting.verbs import is_participle, may_be_verb

_REASON = re.compile(
    r"(?:(?:,? (?:thanks|due|owing) to )|"
    r"(?:, (?P<hedge>probably|possibly|perhaps|partly|mainly|mostly|largely))?"
    r",? because(?: of)? |, since | since (?=it |they |the (?!\d))|"
    r", as (?!much|many|well|far|if|in|of|long|soon|an? )|"
    r",? so that |,? in order |(?<=[a-z0-9]) (?=to (?:avoid|"
    r"prevent|protect|keep|counter|ensure|reduce|drive|get rid|wash|compensate|help|let|make) )|"
    r", given that )"
    r"(?P<reason>[^;.]+)"
)


_RESULT = re.compile(
    r",? (?:leading to|resulting in|which leads? to|which led to) (?P<result>[^;.]+)"
)


_TO_FOLLOWS = frozenset(
    "found known said thought used able likely began begun had have has want wants wanted tried "
    "tries expected ordered allowed seems seemed appears proved enough due going help helps".split()
)
_JOINER = re.compile(
    r",? (?:(?:thanks|due|owing) to|since|because(?: of)?|as|so that|given that|in order) ?$"
)


def reason(sentence: str, clause: Clause) -> Iterator[Proposal]:
    """`Because`, `so that`, `to protect`: asked for with why."""
    found = _REASON.search(sentence)
    if not found or (clause.rest and found.start() < sentence.find(clause.rest[:12])):
        return
    between = sentence[sentence.find(clause.rest[:12]) : found.start()] if clause.rest else ""
    is_of_other = re.search(r"[;:] |, and |, (?:they|it|he|she|the|an?)\b", between)
    behind = sentence[: found.start()].partition(clause.rest)[2] if clause.rest else ""
    is_of_other = is_of_other or re.search(r"\band\b", behind)
    if clause.subject == "you":  # it goes with the last step
        told = sentence[: found.start()].lower().rpartition(f"{clause.finite.lower()} ")[2]
        is_of_other = is_of_other or re.search(r"(?:, |\band )(?:then )?[a-z]+ (?:it|them)\b", told)
    if is_of_other or clause.verb in {"think", "believe", "say", "argue"}:
        return  # it is the reason of another half, or what somebody thinks one is
    stated = re.sub(r"(?<=[a-z]), an? [^,]+,(?= [a-z])(?! and\b| or\b)", "", found["reason"])
    bare = re.sub(r"^(?:the|an?) ", "", stated)  # a word less to quote
    why = short(stated, loosely=False) or short(bare, loosely=False)
    is_clause = not re.search(
        r"(?:because of|[ ,]to|(?:thanks|due|owing) to) ?$", sentence[: found.start("reason")]
    )
    before = sentence[: found.start("reason")].rstrip().split(" ")
    if found["reason"].startswith("to ") and before[-1] in _TO_FOLLOWS:
        return  # `was found to protect` is no purpose
    is_whole = why == stated.strip(" ,.")
    if is_clause and not is_whole and not any(_is_verb(word) for word in why.split()):
        return  # half a clause: what is left of it says nothing of the kind
    told = stated.partition(why)[2] if why else ""
    if re.match(r" (?:that|whether|how|what|if)\b", told):
        return  # `told a mother that her son was well`
    if "so that" in found[0][: -len(found["reason"])]:
        whole = short(found["reason"], loosely=False)
        few = len(whole.split()) + 2 <= LONGEST_RUN  # else it is a quotation
        why = f"so {'that ' if few else ''}{whole}" if whole else ""
    if why and not re.search(r" (?:do|does|did)$", why):
        rest = _JOINER.sub("", f"{clause.rest}{behind}".split(found["reason"][:20])[0])
        why = f"{found['hedge']} {why}" if found["hedge"] else why
        yield asking(clause.asked("Why", cut(rest)), found["reason"], a=why[:1].upper() + why[1:])


def _is_verb(word: str) -> bool:
    helps = {"is", "are", "was", "were", "has", "have", "had", "can", "could", "would", "will"}
    return word in helps or may_be_verb(word)


_SO = re.compile(
    r"^(?P<cause>[^,;]+), "
    r"(?:(?:and )?so (?!that|far|as|much|many)|which is why )(?P<effect>[^;.]+)\.?$"
)
_FRONTED = re.compile(
    r"^(?:Because|Since|As) (?!an? |the result)(?P<cause>[^,;]+), (?P<effect>[^;.]+)"
)


def because_of_what(
    sentence: str, known: frozenset[str], named: Callable[[Clause], Clause | None]
) -> Iterator[Proposal]:
    """`X, so Y` and `Because X, Y`: the cause comes first, and the other clause is asked about.

    Args:
        sentence: the whole of it.
        known: the text's names in lower case.
        named: puts what a pronoun means in its place; None where that is not known.
    """
    found = _SO.match(sentence) or _FRONTED.match(sentence)
    told = found["effect"] if found else ""
    stated = clauses_of(told[:1].upper() + told[1:], known) if told else ()
    effect = named(stated[0]) if stated else None
    cause = found and short(found["cause"], loosely=False)
    if effect and cause and not DANGLES.search(cause):
        answer = cause[:1].upper() + cause[1:]
        yield asking(effect.asked("Why", cut(effect.rest)), cause, a=answer)


_CONDITION = re.compile(
    r"^(?P<joins>If|When|Once|As soon as|As long as|While|Unless|Whenever) (?P<condition>[^,;:]+), "
    r"(?:then )?(?P<main>[^;:.]+)\.?$"
)


def on_condition(
    sentence: str, known: frozenset[str], named: Callable[[Clause], Clause | None]
) -> Iterator[Proposal]:
    """`If the tip is blocked, soak it`, `when the valve opens, steam gets out`.

    Args:
        sentence: the whole of it.
        known: the text's names in lower case.
        named: puts what a pronoun means in its place; None where that is not known.
    """
    found = _CONDITION.match(sentence)
    stated = clauses_of(upper(found["condition"]), known) if found else ()
    when = named(stated[0]) if stated else None
    main = clause_of(upper(found["main"]), known) if found else None
    if found is None or when is None or main is None:
        return
    told = re.sub(r",? and (?=[a-z]+ (?:it|them|the)\b)", ", then ", found["main"])
    told = short(told) or short(found["main"].partition(" and ")[0])
    asks = _asks_what(main)
    is_sign = found["joins"] == "If" and main.auxiliary in _SIGNS
    if not asks and is_sign and main.subject.lower() in {"it", "they"}:
        asks, told = "What does it mean", told.partition(" and should")[0]
    many = is_plural(when.subject.split())
    if not told or not asks or re.match("they" if not many else "it", told):
        return
    condition = " ".join(f"{when.lead} {when.subject} {when.finite} {when.rest}".split())
    question = f"{asks} {found['joins'].lower()} {condition}?"
    yield asking(question, told, a=upper(told))._replace(is_last_resort=True)


_SIGNS = frozenset("is are has have was were".split())


def _asks_what(main: Clause) -> str:
    """What is asked about a clause that holds under a condition; empty where it is a state."""
    if main.subject == "you":
        return f"What {main.auxiliary} you do"
    if main.rest.startswith("be ") and main.auxiliary in {"should", "must", "can", "cannot", "may"}:
        return f"What {main.auxiliary} be done"
    if main.auxiliary in {"can", "could", "may", "might", "would", "will"}:
        return f"What {main.auxiliary} happen"
    if main.auxiliary in {"do", "does"} and main.verb not in {"have", "need", "mean"}:
        return "What happens"
    was_done = main.auxiliary in {"was", "were"} and is_participle(main.rest.split(" ")[0])
    return "What happened" if was_done or main.auxiliary == "did" else ""


def result(sentence: str, clause: Clause) -> Iterator[Proposal]:
    """`Leading to`: the result is asked for."""
    found = _RESULT.search(sentence)
    if found and clause.rest and (came := short(found["result"])):
        is_past = clause.auxiliary in {"did", "was", "were", "had"}
        asks = "What was the result when" if is_past else "What is the result when"
        rest = cut(clause.rest, LONGEST_RUN - len(clause.subject.split()) - 1)
        asks = f"{asks} {clause.subject} {clause.finite} {rest}?"
        yield asking(asks, found["result"], a=came[:1].upper() + came[1:])
