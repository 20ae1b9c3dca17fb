"""Qualifiers change a fact: not, may, about, some, only, according to, unless.

A card that leaves one out of the part that it rests on, or puts one in, says another thing,
however true its quotation is.
"""

import re
from typing import NamedTuple

from trainer.deck.lint.evidence import ECHO, HEDGES


class _Qualifier(NamedTuple):
    """One way in which small words change a fact."""

    what: str
    """Names what is left out or put in, for the reason that is given."""
    words: re.Pattern[str]
    echoes: re.Pattern[str]
    """What says it too, where a card has it."""
    both_ways: bool = False
    """Whether a card may not put it in, either."""


def _of(what: str, words: str, echoes: str = "", *, both_ways: bool = False) -> _Qualifier:
    pattern = re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    handed = re.compile(rf"\b(?:{words}|{echoes})\b", re.IGNORECASE) if echoes else pattern
    return _Qualifier(what, pattern, handed, both_ways)


_PLANS = (
    "plans?|planned|planning|intend(?:s|ed)?|intention|propos(?:e|es|ed|al)|hop(?:e|es|ed|ing)|"
    "aim(?:s|ed)?|seeks?|sought|wants?|wanted|wish(?:es|ed)?|tr(?:y|ies|ied)|attempt(?:s|ed)?|"
    "offer(?:s|ed)?|promis(?:e|es|ed)|pledg(?:e|es|ed)|agree[sd]? to|consider(?:s|ed|ing)?|"
    "threaten(?:s|ed)?|demand(?:s|ed)?|urg(?:e|es|ed)|call(?:s|ed)? for|expect(?:s|ed)?|"
    "schedul(?:e|es|ed)|due to (?=be|open|start|begin|end|close|come|go)|set to|about to|"
    "draft|ambition|prepar(?:e|es|ed|ing)"
)
_TO_COME = "(?:is|are|was|were) to|will|would"
_DOUBTS = (
    "(?-i:may)|might|could|perhaps|possibly|probably|likely|unlikely|apparently|seems?|seemed|"
    "whether|appears? to|appeared to|doubtful|uncertain|unclear|unproven|"
    "suspected|supposed(?:ly)?|allegedly|reportedly|so-called|potential(?:ly)?|in theory|"
    "theor(?:y|ies)|believed to|thought to"
)
_VIEWS = (
    "according to|claim(?:s|ed)?|argu(?:e|es|ed)|believ(?:e|es|ed)|think(?:s)?|thought|"
    "fear(?:s|ed)?|suggest(?:s|ed)?|estimat(?:e|es|ed)|warn(?:s|ed)?|maintain(?:s|ed)? that|"
    "predict(?:s|ed)?|accus(?:e|es|ed)|alleg(?:e|es|ed)|insist(?:s|ed)?|complain(?:s|ed)?|"
    "(?-i:said|says|say|told)|wrote that|report(?:s|ed)? that|hold(?:s)? that|"
    "in (?:his|her|their) view|"
    "regard(?:s|ed)?|saw (?:it|them|this)? ?as|sees? \\w+ as|den(?:y|ies|ied)|doubt(?:s|ed)?|"
    "suspect(?:s)?|judg(?:e|es|ed)"
)
_NOT = (
    r"not|no|never|none|nor|neither|nothing|nobody|nowhere|cannot|\w+n[’']t|hardly|scarcely|"
    r"barely|rarely|seldom|fail(?:s|ed|ing|ure)? (?:to|at)?|fail(?:s|ed)?|refus(?:e|es|ed|al)|"
    r"reject(?:s|ed)?|den(?:y|ies|ied)|prevent(?:s|ed)?|avoid(?:s|ed)?|"
    r"far from|forb(?:ade|id|idden)|stopped|no longer|"
    r"declin(?:e|ed) to|abandon(?:ed|s)?|cancel(?:led|ed|s)?|too \w+ to|unable|withdr(?:ew|awn)|"
    r"neither"
)
_QUALIFIERS = (
    _of("a “not”", _NOT, both_ways=True),
    _of(
        "a “without”",
        "without|lack(?:s|ed|ing)?|instead of|rather than|except|apart from",
        both_ways=True,
    ),
    _of("a doubt", _DOUBTS, f"{_PLANS}|{_VIEWS}|if"),
    _of(
        "that it was a plan", f"{_PLANS}|{_TO_COME}", f"{_DOUBTS}|plan|idea|goal|target|purpose|why"
    ),
    _of("whose view it is", _VIEWS, f"{_DOUBTS}|view|opinion|account|statement|words of|quoted"),
    _of("a condition", "if|unless|provided|as long as|in case|only when|depends? on", "when"),
    _of(
        "“about”",
        "about(?= \\w*(?:\\d|a\\b|one|two|three|four|five|six|seven|eight|nine|ten|half|twice))|"
        "around(?= \\d)|roughly|approximately|circa|some(?= (?:\\d|a?half|ten|twenty|thirty|forty|"
        "fifty|sixty|seventy|eighty|ninety|two|three|four|five|six|seven|eight|nine))",
        "about|around|estimate|estimated",
    ),
    _of("“nearly”", "nearly|almost|close to|just under|not quite", "about"),
    _of(
        "“more than”",
        "more than|over(?= (?:\\d|a (?:hundred|thousand|million|third|quarter|year)|"
        "half|one|two|three|four|five|ten))|at least|above(?= \\d)|"
        "exceed(?:s|ed|ing)?|well over|upwards? of",
        "least|more|(?:over|above) how",
    ),
    _of(
        "“less than”",
        "less than|fewer than|under(?= \\d)|below(?= \\d)|at most|up to|no more than|"
        "only just|as (?:many|much|little|few) as",
        "most|limit|maximum|less|fewer",
    ),
    _of(
        "that it holds for some only",
        "some(?! (?:\\d|way|time|how))|many|most|mostly|mainly|partly|part of|several|few|half of|"
        "often|usually|sometimes|largely|in part|a number of|various|generally|typically|"
        "one of the|certain|occasionally|a third of|a quarter of|in places",
        "some|many|most|mostly|mainly|partly|part|several|few|half|share|often|usually|"
        "sometimes|one of|third|quarter",
    ),
    _of("how little it was", "little|few", "little|few"),
    _of(
        "that it is so no longer",
        "formerly|used to|then(?= the\\b)|no longer|once(?= (?:a|the|was)\\b)|at first",
    ),
)
_ALL = re.compile(
    r"\b(?:all|every|always|each|only|sole|entire(?:ly)?|whole|completely|fully|first|last|largest|"
    r"biggest|longest|greatest|highest|oldest|best|worst|most|main|any|everyone|everything|"
    r"permanent(?:ly)?|immediately|exactly|at once|never|nobody|none|unique|inevitabl[ey]|must|"
    r"increasingly|mainly|chief(?:ly)?|final(?:ly)?|original(?:ly)?|new|former|current(?:ly)?|more|"
    r"less|fewer|better|worse|earlier|later|before|after|until|since|by the end|during|"
    r"because|double|twice|half|(?<!how )(?:much|little|often)|"
    r"usually|sometimes|above|below|under|over|within|up to|without|except|instead)\b",
    re.IGNORECASE,
)
"""Words that a card may have only where its passage has them: they would say more than it."""
_TIME = re.compile(
    r"\b(?P<word>before|after|until|till|since|by|between|from)(?: about| the)? "
    r"(?:\w+ )?(?:\d{1,2} )?(?:\w+ )?(?=\d{4}\b)",
    re.IGNORECASE,
)
"""A date that is a bound, and not when it happened."""


def lost_qualifier(claim: str, parts: str, passage: str) -> str | None:
    """What a card leaves out or puts in of the small words that its passage has.

    Args:
        claim: all that the card says: its question and its answer.
        parts: the parts of the sentence that it rests on.
        passage: the sentence, whole, with what it points back to.
    """
    for what, words, echoes, both_ways in _QUALIFIERS:
        if words.search(parts) and not echoes.search(claim):
            return f"{what} is left out"
        if both_ways and words.search(claim) and not words.search(passage):
            return f"{what} is added"
    if HEDGES.search(parts) and not ECHO.search(claim):
        return "a doubt is left out"
    for match in _ALL.finditer(claim):
        if not re.search(rf"\b{match[0]}(?:s|d)?\b", passage, re.IGNORECASE):
            return f"“{match[0]}” is added"
    bound = _TIME.search(parts)
    if bound and re.search(r"\d{4}", claim) and not _says(bound["word"], claim):
        return f"“{bound['word']}” before the date is left out"
    return None


def _says(word: str, claim: str) -> bool:
    return bool(re.search(rf"\b{word}\b", claim, re.IGNORECASE))
