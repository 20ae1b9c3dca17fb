"""Where one sentence of a text ends and the next begins; evidence points at sentences by number.

A rule of our own and no library: a pointer written today must lead to the same sentence for as
long as there are decks, and a library's rules change with its versions.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

_END = re.compile(
    r"""[.!?…]+["')\]»”’]* (?=["'(\[«“‘¿¡–-]*[^\W_])"""  # a capital or digit: see _ends
    r"""|[。！？]+["')\]」』”’）]* ?"""
    r"""|[।۔؟॥]+["')\]]* """
)
"""What may end a sentence, with the space behind it."""
_LAST_WORD = re.compile(r"(?:^|[\s(\[\"'«“‘])(?P<word>[^\s(\[\"'«“‘]+)$")
_LISTED = re.compile(r"(?:[-*•‣▪–] |\d{1,2}[.)] |[a-z]\) )")
"""What begins a line that is an item of a list."""

_NEVER = frozenset(
    "mr mrs ms mx dr prof st gen col capt cpt lt sgt maj cmdr cdr adm brig sen rep gov pres rev "
    "hon fr br mme mlle messrs sr sra mt ft e.g i.e cf viz vs z.b d.h u.a bzw ca c approx hrsg "
    "esp incl resp feat".split()
)
"""Before a capital these never end a sentence."""
_MONTHS = frozenset("jan feb mar apr aug sept sep oct nov dec".split())
_BEFORE_NUMBERS = _MONTHS | frozenset(
    "no nos nr n° fig figs vol vols p pp ch chap sec sect art eq ref refs ex par para tab pl ed "
    "est b d r fl op abb s bd §".split()
)
"""Before a digit these never end a sentence."""
_MAYBE = _MONTHS | frozenset(
    "inc ltd co corp bros plc jr sr etc al esq ave blvd rd dept univ assn a.m p.m b.c a.d b.c.e "
    "c.e ph.d m.d b.a m.a m.sc b.sc d.c u.s u.s.a u.k u.n e.u usw".split()
)
"""These end one where the next word begins one more often than it is a name."""
_OPENERS = frozenset(
    "a about after all also although among an and another any as at because before between both "
    "but by despite during each even every few finally first for from further he her here his "
    "how however i if in instead is it its just later like many meanwhile more most much my "
    "nearly neither no none nor not nothing now of often on once one only or other others our "
    "over people perhaps she since so some soon still such that the their then there these they "
    "this those though through throughout thus to today together too two under unlike until we "
    "what when where whether which while who why with within without yet you your".split()
)
_ORDINAL = re.compile(
    r"(?:^|\s)(?:am|vom|zum|im|der|die|das|dem|den|des|bis|und) \d{1,2}\.$", re.IGNORECASE
)
"""A German date or rank: `am 3. Oktober`."""
_NUMBERED = re.compile(r"(?:\d{1,2}|[ivx]+)\.")
"""The number of an item, which stands alone before it."""
_LETTERED = re.compile(
    r"\b(?:vitamin|hepatitis|type|group|class|grade|plan|point|figure|table|part|section|appendix|"
    r"model|factor|lane|phase|team|exhibit|category|vitamins|plans|line|block|zone|note) [A-Z]\.$",
    re.IGNORECASE,
)
"""A letter that names a thing, and no person."""


def sentences_of(paragraph: str) -> tuple[str, ...]:
    """The sentences of a paragraph, in their order; joined by spaces they are the paragraph.

    A sentence ends at a full stop, a question or exclamation mark or an ellipsis, and the quotes
    and brackets that close behind it, before a space and a capital, a digit or a letter of a
    script without capitals. It does not end at an initial (`J. Smith`), after an abbreviation
    (`Dr. Smith`, `No. 5`, `the U.S. Navy`), or in a decimal number. Each item of a list is one.

    Args:
        paragraph: lines without an empty one between them.
    """
    return tuple(sentence for part in _parts(paragraph) for sentence in _sentences(part))


def _parts(paragraph: str) -> list[str]:
    """The paragraph on one line; a list, an item to each."""
    lines = [line.strip() for line in paragraph.split("\n")]
    items = [at for at, line in enumerate(lines) if _LISTED.match(line)]
    if len(items) < 2:  # noqa: PLR2004 - one dash at a line's start is a dash
        return [" ".join(lines)]
    bounds = [*([0] if items[0] else []), *items, len(lines)]
    return [" ".join(lines[a:b]) for a, b in pairwise(bounds)]


def _sentences(text: str) -> Iterator[str]:
    start = 0
    for match in _END.finditer(text):
        before, after = text[start : match.end()].rstrip(), text[match.end() :]
        if after and _ends(before, after, match[0].rstrip()):
            yield before
            start = match.end()
    if rest := text[start:].strip():
        yield rest


def _ends(before: str, after: str, mark: str) -> bool:
    """Whether a sentence ends between two texts; the mark ends the first of them."""
    following = re.search(r"[^\W_][^\W_'’]*", after)
    word = following[0] if following else ""
    if word[:1].islower():
        return False
    if mark != ".":
        return True
    if _NUMBERED.fullmatch(before) or _ORDINAL.search(before):
        return False
    is_opener = word.lower() in _OPENERS
    last = _LAST_WORD.search(before)
    stem = last["word"].removesuffix(".") if last else ""
    if len(stem) == 1 and stem.isupper():  # an initial, as no opener follows one
        return is_opener or bool(_LETTERED.search(before))
    folded = stem.lower()
    if word[:1].isdigit() and folded in _BEFORE_NUMBERS | _NEVER:
        return False
    if folded in _NEVER:
        return False
    if folded in _MAYBE or re.fullmatch(r"(?:[^\W\d_]\.)+[^\W\d_]", stem):
        return is_opener
    return True
