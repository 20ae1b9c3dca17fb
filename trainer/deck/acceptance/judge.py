"""The one judge of whether a text is taken for a key.

The order of decision: the key itself in any notation; giving up; no answer of its kind; the key
beside words that do not count; another card's key; slips; half of the key; another text.
"""

import re
from collections.abc import Callable, Iterable, Sequence

from trainer.deck.acceptance.articles import split_articles
from trainer.deck.acceptance.asked import (
    is_said_already,
    less_said,
    with_and_without_brackets,
    with_one,
    without_lead_in,
    without_possessive,
    without_years,
)
from trainer.deck.acceptance.confused import are_confused
from trainer.deck.acceptance.equality import (
    ANYWHERE,
    IN_FULL,
    STANDS_FOR,
    Circumstances,
    equal,
    equal_formula,
    may_be_short,
)
from trainer.deck.acceptance.folding import folded, joined
from trainer.deck.acceptance.formula import is_formula, is_of_other_size
from trainer.deck.acceptance.giving_up import has_two_answers, is_giving_up
from trainer.deck.acceptance.judgement import Judgement
from trainer.deck.acceptance.language import has_english_words
from trainer.deck.acceptance.notation import (
    is_acronym,
    phrase,
    with_acronym_in_full,
    without_own_acronym,
)
from trainer.deck.acceptance.persons import (
    asks_for_person,
    has_surname,
    is_person,
    is_turned_name,
    loses_saint,
)
from trainer.deck.acceptance.points import are_pointed_apart
from trainer.deck.acceptance.quotient import are_other_quotients
from trainer.deck.acceptance.romanised import without_tones
from trainer.deck.acceptance.scripts import (
    is_other_script,
    looking_like,
    script_name,
    scripts_of,
)
from trainer.deck.acceptance.spelling import slips

_ALONE = "The answer alone: {}"
_REMARKS = {
    "accent": "Accents: {}",
    "points": "Marks: {}",
    "spelling": "Spelling: {}",
    "number": "Singular and plural: {}",
    "full name": "Full name: {}",
    "office": _ALONE,
    "more": "Only {} was asked for; the rest is not checked.",
}
_WHOSE = re.compile(r"\bwhose\b", re.IGNORECASE)
_YEAR = re.compile(r"\d{3}")
"""Where a key has a year of its own, another one is another thing."""
GIVE_ONE = "Give one answer, not two."


def judge(
    answer: str, keys: Sequence[str], at: Circumstances = ANYWHERE, *, rewrites: bool = True
) -> Judgement:
    """Judge a text by a key and the texts that are accepted in its stead.

    Args:
        answer: the text as it was typed.
        keys: the key first, then what is accepted; the best judgement counts.
        at: language, question and the other keys of the deck.
        rewrites: whether it is also tried without a possessive, without years, with its acronym
            in full; a text that was rewritten is not rewritten again.
    """
    answer = answer.strip()
    first = keys[0]
    if all(is_of_other_size(answer, key) or are_other_quotients(answer, key) for key in keys):
        return Judgement.wrong(first)
    if plainly := _best(equal(answer, key, at) for key in keys):
        return plainly
    if not at.exact and (once := without_own_acronym(answer, at.tongue)):
        return judge(once, keys, at, rewrites=rewrites)
    if is_giving_up(answer, at.tongue) or at.exact:
        return Judgement.wrong(first)
    if (alike := _looks_alike(answer, keys, at)) is not None:
        return alike
    if at.refuses and (refused := _refused(answer, keys, at)):
        return refused
    other = at.others.find(answer, at.tongue)
    is_others = other is not None and other not in keys
    written = _otherwise_written(answer, keys, at) if rewrites and not is_others else None
    if beside := _best((written, *(_beside(answer, key, keys, at) for key in keys))):
        return beside
    if is_others:
        return Judgement.wrong(first, f"“{other}” answers another card.")
    best = _best(_forgiven(answer, key, at) for key in keys)
    best = best or _best(_words_of_acronym(answer, key, keys, at) for key in keys)
    return best or _best(_half(answer, key, at) for key in keys) or Judgement.wrong(first)


def _best(candidates: Iterable[Judgement | None]) -> Judgement | None:
    judgements = [judgement for judgement in candidates if judgement is not None]
    return max(judgements, key=lambda judgement: judgement.rank, default=None)


def _words_of_acronym(
    answer: str, key: str, keys: Sequence[str], at: Circumstances
) -> Judgement | None:
    """Right as the words of an acronym that no key spells out, which cannot be checked.

    The initials alone say little (Uganda Sudan Angola is no USA): so the key itself is the acronym,
    or its words are among the given ones (Soviet Union beside USSR).
    """
    tongue = at.tongue
    if not key.removeprefix("the ").replace(".", "")[:-1].isupper() or "," in answer:
        return None
    if not is_acronym(key, answer, tongue) or not may_be_short(answer, at):
        return None
    forms = (form for one in keys for form in with_and_without_brackets(one))
    if any(is_acronym(key, form, tongue) for form in forms):
        return None
    name = folded(keys[0], tongue)
    if key == keys[0] or (len(name) > 1 and set(name) <= set(folded(answer, tongue))):
        return Judgement.right(key, f"{key}: its words are not checked.")
    return None


def _looks_alike(answer: str, keys: Sequence[str], at: Circumstances) -> Judgement | None:
    for key in keys:
        read = looking_like(answer, key)
        if read and (judgement := equal(read, key, at)) and not judgement.remarks:
            name = script_name(scripts_of(key))
            return Judgement.right(key, f"Read as {name}, which look the same.")
    return None


def _refused(answer: str, keys: Sequence[str], at: Circumstances) -> Judgement | None:
    if any(is_formula(key, at.question) for key in keys):
        return None
    if has_two_answers(answer, tuple(keys), at.tongue):
        return Judgement.asked_again(keys[0], GIVE_ONE)
    if is_other_script(answer, tuple(keys)):
        name = script_name(scripts_of("".join(keys)))
        return Judgement.asked_again(keys[0], f"Write it in {name}.")
    return None


def _beside(answer: str, key: str, keys: Sequence[str], at: Circumstances) -> Judgement | None:
    """Right beside words that do not count: articles, titles, words of the question."""
    if is_formula(key, at.question):
        rests = less_said(answer, at.question, at.tongue)
        return _best(equal_formula(rest, key, at) for rest in rests)
    if (judgement := _articles(answer, key, at)) and judgement.worth == 1:
        return judgement
    plain = without_lead_in(answer)
    return _best(
        (_key_beside_question_words(answer, plain, key, keys, at), _person(plain, key, keys, at))
    )


def _otherwise_written(answer: str, keys: Sequence[str], at: Circumstances) -> Judgement | None:
    """Right once a possessive or the years of a life are off, or an acronym among words is full."""
    if not has_english_words(at.tongue) or any(is_formula(key, at.question) for key in keys):
        return None
    for text, due in _rewritten(answer, keys, at):
        if (judgement := judge(text, keys, at, rewrites=False)).worth == 1:
            remarks = (remark.format(judgement.key) for remark in due if remark)
            return Judgement.right(judgement.key, *dict.fromkeys((*judgement.remarks, *remarks)))
    return None


def _rewritten(
    answer: str, keys: Sequence[str], at: Circumstances
) -> list[tuple[str, tuple[str, ...]]]:
    """The text with each of the changes and with several, and the remarks that they are due."""

    def full(text: str) -> str:
        return with_acronym_in_full(text, (*keys, at.question), at.tongue)

    alone = "" if _WHOSE.search(at.question) else _ALONE
    ways: list[tuple[Callable[[str], str], str]] = [(without_possessive, alone)]
    if not any(map(_YEAR.search, keys)):
        ways.append((without_years, _REMARKS["more"]))
    if not STANDS_FOR.search(at.question):
        ways.append((full, IN_FULL))
    forms: list[tuple[str, tuple[str, ...]]] = [(answer, ())]
    for change, remark in ways:
        changed = [(change(text), text, (*due, remark)) for text, due in forms]
        forms += [(new, due) for new, text, due in changed if new and new != text]
    return forms[1:]


def _person(answer: str, key: str, keys: Sequence[str], at: Circumstances) -> Judgement | None:
    tongue = at.tongue
    if not asks_for_person(at.question, key, tongue) or is_turned_name(key, keys[0], tongue):
        return None
    named = is_person(answer, key, tongue)
    alone = len(folded(answer, tongue)) == 1
    if named is None or (alone and at.others.share_surname(answer, keys, tongue)):
        return None
    if not named:
        lost = loses_saint(answer, keys, tongue)
        return Judgement.right(key, *((_REMARKS["full name"].format(keys[0]),) if lost else ()))
    if named == "more" and any(has_surname(one, key, tongue) for one in keys):
        return None  # whose first name is known: it would have been found by that key
    if at.others.find(answer, tongue) is not None:
        return None
    return Judgement.right(key, _REMARKS[named].format(key))


def _key_beside_question_words(
    answer: str, plain: str, key: str, keys: Sequence[str], at: Circumstances
) -> Judgement | None:
    tongue = at.tongue
    for form in with_and_without_brackets(key):
        if tongue == "en" and phrase(with_one(answer, is_typed=True), tongue).is_same(
            phrase(with_one(form), tongue)
        ):
            return Judgement.right(key)
        if plain != answer and phrase(plain, tongue).is_same(phrase(form, tongue)):
            return Judgement.right(key, _ALONE.format(key))
        extra = is_said_already(plain, form, at.question, tongue, keys)
        if extra is None and tongue == "en" and form != with_one(form):
            mine = with_one(plain, is_typed=True)
            extra = is_said_already(mine, with_one(form), at.question, tongue, keys)
        if extra is not None:
            remarked = extra or plain != answer
            return Judgement.right(key, *((_ALONE.format(key),) if remarked else ()))
    return None


def _articles(
    answer: str, key: str, at: Circumstances, *, forgiving: bool = False
) -> Judgement | None:
    """What follows from articles that carry gender; None where other words differ."""
    mine, right = split_articles(answer, at.tongue), split_articles(key, at.tongue)
    if mine is None or right is None or mine.articles == right.articles:
        return None
    remarks: tuple[str, ...] = ()
    if joined(mine.rest) != joined(right.rest):
        slip = slips(" ".join(mine.rest), " ".join(right.rest), at.tongue) if forgiving else None
        if slip is None:
            return None
        remarks = (_REMARKS[slip].format(key),)
    if not right.articles:
        remark = "The article was not asked for, and is not checked."
        return Judgement.right(key, *remarks, remark)
    if not mine.articles:
        return Judgement.partly(key, *remarks, f"With its article: {key}")
    return None


def _forgiven(answer: str, key: str, at: Circumstances) -> Judgement | None:
    """Right but for slips and accents."""
    if is_formula(key, at.question):
        return None
    if are_pointed_apart(answer, key) and folded(answer, at.tongue) == folded(key, at.tongue):
        return Judgement.right(key, _REMARKS["points"].format(key))
    for form in with_and_without_brackets(key):
        if slip := slips(answer, form, at.tongue):
            return Judgement.right(key, _REMARKS[slip].format(key))
    beside = _articles(answer, key, at, forgiving=True)
    if beside is not None and beside.worth == 1:
        return beside
    return _slip_beside_article(answer, key, at)


def _slip_beside_article(answer: str, key: str, at: Circumstances) -> Judgement | None:
    english = at.tongue in {"en", None}
    if not english:
        return None
    mine, right = (" ".join(phrase(text, at.tongue).words) for text in (answer, key))
    if mine == " ".join(folded(answer, at.tongue)) and right == " ".join(folded(key, at.tongue)):
        return None
    typed = folded(answer, at.tongue)
    if any(are_confused(one, other) for one in typed for other in folded(key, at.tongue)):
        return None  # one spelling of both would hide it: advise, advize, advice
    cased = " ".join(_as_written(word, key) for word in right.split())
    slip = slips(mine, cased, at.tongue)
    return Judgement.right(key, _REMARKS[slip].format(key)) if slip else None


def _as_written(word: str, key: str) -> str:
    return next((one for one in key.split() if one.casefold().strip(".,;:") == word), word)


def _half(answer: str, key: str, at: Circumstances) -> Judgement | None:
    """Half: without its article, or Pinyin without its tones."""
    if (judgement := _articles(answer, key, at, forgiving=True)) is not None:
        return judgement
    if at.tongue != "zh" or scripts_of(key) != {"LATIN"}:
        return None
    mine, right = joined(folded(answer, "zh")), joined(folded(key, "zh"))
    if mine == without_tones(right) and without_tones(mine) == mine:
        return Judgement.partly(key, f"With its tones: {key}")
    return None
