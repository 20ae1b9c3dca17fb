"""The names of columns in many languages: of Anki's fields, of Quizlet's, and of others."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def _known() -> Mapping[str, str]:
    """Name -> what it says that a column holds."""
    lines = (files("trainer.exchange.tables") / "heading_names.tsv").read_text("utf-8").splitlines()
    keyed = (line.split("\t") for line in lines)
    return {name: key for key, names in keyed for name in names.split("|")}


def _meant(name: str) -> str:
    plain = " ".join(name.casefold().split()).strip(" :*?？")
    return _known().get(re.sub(r" ?\(.*\)$| [-–] .*$", "", plain), "")


def key_of(name: str) -> str:
    """The key of a card that a column of this name holds; empty where the name is not known."""
    meant = _meant(name)
    return "a" if meant == "answer" else meant


def is_answer(name: str) -> bool:
    """Whether it is the word for answer, and not for a back, a meaning or a translation."""
    return _meant(name) == "answer"
