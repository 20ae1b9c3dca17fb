"""Names of persons: titles, offices, initials, surnames."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import takewhile

from trainer.deck.acceptance.folding import folded
from trainer.deck.acceptance.plurals import singular
from trainer.deck.acceptance.spelling import slips

_WHO = {
    "en": r"who|whom|whose",
    "de": "wer|wen|wem|wessen",
    "fr": "qui",
    "es": "quién|quiénes|quien|quienes",
    "it": "chi",
    "pt": "quem",
    "nl": "wie",
    "sv": "vem|vilka",
    "pl": "kto|kogo|kim",
    "ru": "кто|кого|кому|кем",
    "tr": "kim",
}
_PERSONS = frozenset(
    "person people man woman president chancellor general author writer poet novelist playwright "
    "king queen emperor empress pharaoh tsar czar sultan caliph shah prince princess duke pope "
    "saint "
    "bishop minister premier politician leader statesman dictator senator governor mayor "
    "ambassador "
    "diplomat secretary commander admiral marshal colonel captain soldier officer revolutionary "
    "scientist physicist chemist biologist mathematician astronomer physician doctor surgeon "
    "engineer inventor explorer navigator astronaut cosmonaut philosopher theologian economist "
    "sociologist psychologist historian scholar linguist composer musician singer conductor "
    "pianist "
    "painter artist sculptor architect photographer director actor actress dancer designer "
    "founder philanthropist businessman entrepreneur journalist lawyer judge activist reformer "
    "athlete footballer player champion swimmer runner cyclist monarch ruler prophet apostle god "
    "goddess character hero analyst expert scientist".split()
)
_PEOPLE = frozenset({"person", "individual", "human", "man"})
"""Words for anybody."""
_NO_MEN = frozenset(
    "woman girl mother daughter wife sister queen empress princess nun lady boy child baby".split()
)
_WORKING = _PERSONS | frozenset(
    "sailor mariner marine crewman trooper warrior fighter guard knight pirate passenger slave "
    "inhabitant resident citizen settler colonist immigrant emigrant migrant native "
    "worker labourer laborer employee miner farmer peasant servant craftsman merchant trader "
    "student pupil scholar apprentice teacher doctor nurse volunteer participant subject member "
    "delegate deputy voter juror spectator visitor tourist pilgrim monk priest follower disciple "
    "adult civilian seaman fisherman serviceman".split()
)
_FATED = frozenset(
    "prisoner captive convict hostage refugee patient victim sufferer survivor casualty invalid "
    "veteran recruit".split()
)
"""Persons of whom something befell: men may be said of them, but not they of any men."""
_ASKED_PERSON = re.compile(
    r"\b(?:which|what)\s+((?:[^\W\d_]+(?:['’-][^\W\d_]+)*\s+){0,3}[^\W\d_]+)", re.IGNORECASE
)
_DOES = frozenset("did do does can could would will should must may might has have had".split())
_SAINTS = frozenset({"st", "saint"})
_COURTESY = frozenset(
    "mr mrs ms miss dr prof professor sir lord lady st saint dame madam mister herr frau señor "
    "señora "
    "monsieur madame mme mlle doctor".split()
)
_OFFICES = frozenset(
    "president chancellor premier pm king queen emperor empress tsar czar sultan shah prince "
    "princess "
    "duke duchess count earl baron general marshal admiral colonel captain commander major "
    "lieutenant "
    "pope cardinal bishop archbishop father sister brother rabbi imam ayatollah senator "
    "governor mayor "
    "minister secretary ambassador prime foreign field vice caliph pharaoh chief justice "
    "judge".split()
)
_SHORT_OFFICES = {
    "adm": "admiral",
    "gen": "general",
    "col": "colonel",
    "capt": "captain",
    "cpt": "captain",
    "maj": "major",
    "lt": "lieutenant",
    "pres": "president",
    "gov": "governor",
    "sen": "senator",
    "abp": "archbishop",
    "bp": "bishop",
    "fr": "father",
}
_COMMA = re.compile(r"([^,]+),\s*([^,]+)")
_FEWEST_NAMES = 2


@lru_cache(maxsize=512)
def asks_for_person(question: str, key: str, language: str | None) -> bool:
    """Whether a question asks who, or the key begins with a title."""
    for one in {"en", language}:
        if one in _WHO and re.search(rf"(?<!\w)(?:{_WHO[one]})(?!\w)", question, re.IGNORECASE):
            return True
    asked = _ASKED_PERSON.search(question)
    words = takewhile(_names_what_is_asked, asked[1].casefold().split() if asked else ())
    if any(singular(word) in _PERSONS for word in words):
        return True
    first = folded(key, "en")[:1]
    return bool(first) and len(folded(key, "en")) > 1 and first[0] in _COURTESY - _SAINTS


def _names_what_is_asked(word: str) -> bool:
    """Whether a word after what may name it; after did, somebody does it: what did each man get."""
    return word not in _DOES


def are_the_same_people(answer: str, counted: str) -> bool:
    """Whether one of two nouns in the singular is a word for anybody, the other one for persons.

    Twelve men are twelve sailors where sailors are counted; twelve women or twelve doctors may not
    be.
    """
    if answer in _NO_MEN or (counted in _NO_MEN and answer == "man"):
        return False
    known = _PEOPLE | _WORKING
    return (answer in _PEOPLE and counted in known | _FATED | _NO_MEN) or (
        counted in _PEOPLE and answer in known
    )


def is_person(answer: str, key: str, language: str | None) -> str | None:
    """How a person is named otherwise than the key does; None where it is somebody else.

    Returns:
        Empty where nothing is worth a word; `full name` where an initial, an office, a middle
        name more or less or the surname alone was given; `office` where one is before the
        name; `more` where the surname was asked and other names stand before it; `spelling`
        where it has a slip.
    """
    mine, right = _names(answer, language), _names(key, language)
    if not mine or not right:
        return None
    part = ""
    if (mine[0] in _OFFICES) != (right[0] in _OFFICES):
        part = "office" if mine[0] in _OFFICES else "full name"
        mine, right = _without_office(mine), _without_office(right)
    elif mine != right and mine[0] == right[0]:
        mine, right = _without_office(mine), _without_office(right)
    if mine == right or "".join(mine) == "".join(right):
        return part
    if 1 < len(mine) < len(right) and mine == right[-len(mine) :]:
        return "full name"  # van Beethoven, García Márquez
    spelt = _surname(mine[-1], right[-1], key, language)
    if spelt is None:
        return None
    if len(mine) == 1 and len(right) >= _FEWEST_NAMES and spelt:
        return spelt
    if len(mine) == 1:
        return "full name" if len(right) >= _FEWEST_NAMES and not right[-1].isdecimal() else None
    if len(right) < _FEWEST_NAMES:
        return "more" if not spelt and not mine[-1].isdecimal() else None
    first = _first_name(mine[0], right[0], key, language)
    if first is None or not _middle(mine[1:-1], right[1:-1]):
        return None
    return "spelling" if "spelling" in {spelt, first} else "full name"


def is_turned_name(name: str, key: str, language: str | None) -> bool:
    """Whether a name is the key with its surname first, so that its last word is a first name."""
    mine, right = _names(name, language), _names(key, language)
    return mine != right and len(right) > 1 and mine == (right[-1], *right[:-1])


def has_surname(name: str, surname: str, language: str | None) -> bool:
    """Whether a name with a first name ends as a surname does."""
    names = _without_office(_names(name, language))
    return len(names) > 1 and names[-1:] == _names(surname, language)[-1:]


def loses_saint(name: str, keys: Sequence[str], language: str | None) -> bool:
    """Whether a surname such as St Vincent was given without its Saint, which is no title there."""
    is_surname = any(_SAINTS & set(folded(key, language)[1:]) for key in keys)
    return is_surname and not _SAINTS & set(folded(name, language))


def _without_office(names: tuple[str, ...]) -> tuple[str, ...]:
    while len(names) > 1 and names[0] in _OFFICES:
        names = names[1:]
    return names


def _names(text: str, language: str | None) -> tuple[str, ...]:
    """The words of a name, first names first, without titles."""
    if turned := _COMMA.fullmatch(text.strip()):
        text = f"{turned[2]} {turned[1]}"
    text = re.sub(r"(?<=\b[A-Z])\.(?=[A-Z])", ". ", text)
    words = folded(text.replace(".", " "), language)
    last = len(words) - 1
    full = (_SHORT_OFFICES.get(word, word) if at < last else word for at, word in enumerate(words))
    return tuple(word for word in full if word not in _COURTESY and word != "the")


def _surname(answer: str, key: str, written: str, language: str | None) -> str | None:
    if answer == key:
        return ""
    return "spelling" if _is_slip(answer, key, written, language) else None


def _first_name(answer: str, key: str, written: str, language: str | None) -> str | None:
    if answer == key:
        return ""
    if 1 in {len(answer), len(key)} and answer[0] == key[0]:
        return "initial"
    return "spelling" if _is_slip(answer, key, written, language) else None


def _is_slip(answer: str, key: str, written: str, language: str | None) -> bool:
    spelt = next((w for w in written.split() if w.casefold().strip(".,") == key), key.capitalize())
    return slips(answer, spelt, language) is not None


def _middle(answer: tuple[str, ...], key: tuple[str, ...]) -> bool:
    """Whether the names between first name and surname do not contradict each other."""
    if not answer or not key:
        return True
    return all(any(a == b or (1 in {len(a), len(b)} and a[0] == b[0]) for b in key) for a in answer)
