"""The forms of English verbs, and when two words are forms of one. By rule, no dictionary."""

import re

IRREGULAR = dict(
    pair.split(":")
    for pair in (
        "began:begin became:become bought:buy broke:break brought:bring built:build came:come "
        "caught:catch chose:choose cut:cut did:do drew:draw drove:drive fell:fall felt:feel "
        "fought:fight found:find flew:fly gave:give went:go got:get grew:grow held:hold kept:keep "
        "knew:know laid:lay led:lead left:leave lent:lend lost:lose lay:lie made:make meant:mean "
        "met:meet paid:pay put:put ran:run rose:rise said:say saw:see sank:sink sent:send "
        "set:set shook:shake showed:show shot:shoot shut:shut sold:sell spent:spend split:split "
        "spoke:speak spread:spread stood:stand struck:strike sought:seek took:take taught:teach "
        "told:tell thought:think threw:throw understood:understand withdrew:withdraw won:win "
        "wrote:write forbade:forbid gained:gain hid:hide hung:hang fed:feed dug:dig wore:wear "
        "tore:tear swore:swear bore:bear ate:eat beat:beat blew:blow froze:freeze heard:hear "
        "hurt:hurt rode:ride rang:ring sang:sing sat:sit slept:sleep stole:steal swam:swim "
        "woke:wake wound:wind bound:bind bred:breed burnt:burn cost:cost dealt:deal fled:flee"
    ).split()
)
"""A past form -> the form under which a dictionary has it."""
_PARTICIPLES = dict(
    pair.split(":")
    for pair in (
        "begun:begin broken:break chosen:choose done:do drawn:draw driven:drive fallen:fall "
        "flown:fly given:give gone:go grown:grow known:know lain:lie risen:rise seen:see "
        "shaken:shake shown:show spoken:speak sunk:sink taken:take thrown:throw withdrawn:withdraw "
        "written:write forbidden:forbid hidden:hide worn:wear torn:tear borne:bear eaten:eat "
        "beaten:beat blown:blow frozen:freeze ridden:ride rung:ring sung:sing stolen:steal "
        "swum:swim woken:wake forgotten:forget gotten:get become:become come:come run:run"
    ).split()
)
"""A participle that is no past form -> the form under which a dictionary has it."""
_SHORTEST = 4


def of_past(word: str) -> str:
    """The base form of a regular past: opened, planned, carried, used."""
    stem = word[:-2]
    if word.endswith("ied"):
        return word[:-3] + "y"
    if re.search(r"([bdgmnprt])\1$", stem) and stem != "add":
        return stem[:-1]
    needs_e = re.search(
        r"(?:[^aeiou][aiou][bcdgklmnprstvz]|[csvuz]|[lr]g|dg|[^aeiou]l|at|iz|ir|uir|eiv|ng)$", stem
    )
    keeps = re.search(
        r"(?:en|er|on|or|it|et|el|op|ow|ss|sh|ch|ll|ek|add)$", stem
    ) and not re.search(r"(?:ir|ur|or|os|us)$", stem)
    return stem if keeps or not needs_e else f"{stem}e"


def of_present(word: str) -> str:
    """The base form of a third person: carries, passes, opens."""
    if word.endswith("ies"):
        return word[:-3] + "y"
    if re.search(r"(?:ss|sh|ch|x|z|o)es$", word):
        return word[:-2]
    return word[:-1]


def base(word: str) -> str:
    """A word as a dictionary may have it, in lower case; near enough to compare two forms."""
    plain = re.sub(r"['’]s?$", "", word).lower()
    if plain in IRREGULAR or plain in _PARTICIPLES:
        return IRREGULAR.get(plain) or _PARTICIPLES[plain]
    if plain.endswith("ed") and len(plain) > _SHORTEST:
        return of_past(plain)
    if plain.endswith("s") and not plain.endswith(("ss", "us", "is")) and len(plain) >= _SHORTEST:
        return of_present(plain)
    return plain


def is_form_of(word: str, other: str) -> bool:
    """Whether two words are forms of one: buy and bought, Egypt and Egyptian, long and longer."""
    one, two = base(word), base(other)
    return _is_alike(one, two) or _is_alike(word.lower(), other.lower())


def _is_alike(one: str, two: str) -> bool:
    if one == two:
        return True
    if one.isdigit() or two.isdigit():
        return False
    shared = next(
        (at for at, pair in enumerate(zip(one, two, strict=False)) if pair[0] != pair[1]),
        min(len(one), len(two)),
    )
    shorter, longer = sorted((len(one), len(two)))
    ends = re.fullmatch(
        r"(?:e?s|e?d|e?r|er?s|ing|ly|al|ial|ic|ish|n|an|ian|ese|ion|ation|ment|ance|ence|ness|ity|"
        r"or|ors|e?st|ern|y|th)",
        (one if len(one) == longer else two)[shared:],
    )
    return bool(ends) and shared >= max(3, shorter - 1)


def is_participle(word: str) -> bool:
    """Whether a word may be the participle of a passive: opened, sold, written."""
    plain = word.lower()
    return (
        (plain.endswith("ed") and len(plain) > _SHORTEST)
        or plain in _PARTICIPLES
        or plain in IRREGULAR
    )
