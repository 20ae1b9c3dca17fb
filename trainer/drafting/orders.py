"""Instructions: what a reader is told to do, step by step."""

import re

from trainer.drafting.predicate import AFTER_A_NOUN, AUXILIARY, DETERMINERS, Clause, verb_of
from trainer.drafting.verbs import COMMON

INSTRUCTIONS = frozenset(
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
    "get pick come go continue call fix invert prise practise agitate refill rotate score brush "
    "whisk beat pat fry simmer steam freeze chill sift grate knock drill saw sand prime coat drip "
    "slip snip prune water mulch soak steep skim clamp bolt hammer glue position align lean "
    "discard".split()
)
_LEADING = re.compile(
    r"((?:Once|Every|Before|After|Above|Below|Until|Within|In|At|On|For|During)\b[^,]{1,30}?"
    r"(?= [a-z]+ (?:the|an?|them|your|all|any|every|some|both|each|up|down|out|off|two|three|"
    r"four|five|six|ten|half|\d|"
    r"it (?:with|in|on|for|at|from|until|to|every|once|after))\b)|"
    r"(?:Once|Every|Before|After|Above|Below|Until|Within|In|At|On|For|With|During|From|By)\b"
    rf"[^,]{{1,30}}(?=, )),? (?=(?:{'|'.join(INSTRUCTIONS)})\b"
    r"(?! (?:it [a-z]+s|they|is|are|was|were|has|of|can)\b))"
)
TRAILING = re.compile(
    r"(?:[;:]|(?:, (?:probably|possibly|perhaps|partly|mainly|mostly|largely))?,? "
    r"(?:because|so that|in order to|leading to|although|though|whereas|while|unless)\b"
    r"|, (?:and|but|or|which|who|where|so|as|since|after|before|if|when|then|until|"
    r"not|far|partly|in peace)\b).*$"
)
_THEN = re.compile(
    rf"(?:,? and (?:then )?|, )(?=(?:{'|'.join(INSTRUCTIONS)}) (?:the|an?|it|them|your|our|all|"
    r"any|in|for|on|with|until|at|from|into|every|to|up|down|out|off|back|away|again|\d)\b)"
)
_JOINS = "in|on|at|for|by|from|with|to|of|into|as|over|under|or|not|until|after|before|when|if"


def steps(part: str) -> list[str]:
    """The single instructions of `pull the plug and wait for an hour`."""
    return _THEN.split(part) if instruction(part[:1].upper() + part[1:]) else [part]


def instruction(text: str) -> Clause | None:
    """What a sentence tells its reader to do; None where it tells something else."""
    lead = ""
    if found := _LEADING.match(text):
        after = text[found.end() :]
        is_whole = re.search(rf"\b(?:you|it|they|{'|'.join(AUXILIARY)})\b", found[1])
        if not is_whole and after.split(" ", 1)[0] in INSTRUCTIONS:
            lead, text = found[1], after
    refused = re.match(r"(?:Do not|Never|Always|Don't) ", text)
    body = text[refused.end() :] if refused else text
    first, _, rest = body.partition(" ")
    is_told = first.lower() in COMMON and rest.split(" ")[0] in DETERMINERS
    if not rest or not (first.lower() in INSTRUCTIONS or is_told):
        return None
    words = body.split(" ")
    is_noun = verb_of(words, 1) or rest.startswith(("of ", "in which "))
    if words[1] in AFTER_A_NOUN:  # `water on the floor comes from`
        is_noun = is_noun or any(verb_of(words, at) for at in range(2, len(words)))
    if not refused and is_noun:
        return None  # `work began`, `water of less than 7 degrees`
    rest = re.sub(
        rf"(?:,|,? and)(?: then)? (?!(?:{_JOINS}) )[a-z]+ (?:it|them|the|a|this)\b.*$", "", rest
    )
    rest = TRAILING.sub("", rest)
    is_ever = refused and refused[0] in {"Never ", "Always "}
    no = refused[0].lower() if refused and is_ever else "not "
    verb = f"{no}{first.lower()}" if refused else first.lower()
    return Clause(lead, "you", "should", verb, first, rest)
