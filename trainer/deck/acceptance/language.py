"""The language of a text: which rules hold for it."""

NORDIC = frozenset({"sv", "da", "no", "nb", "nn", "is", "fo"})

_TRANSCRIPTIONS: dict[str, dict[str, str]] = {
    "de": {"ä": "ae", "ö": "oe", "ü": "ue"},
    **{
        language: {"ä": "ae", "ö": "oe", "å": "aa", "æ": "ae", "ø": "oe"}
        for language in (*NORDIC, "fi")
    },
}
"""How letters of a language are written without its keyboard."""
TRANSCRIBED = {
    language: str.maketrans(dict[str, str | int | None](table))
    for language, table in _TRANSCRIPTIONS.items()
}


def primary(language: str | None) -> str | None:
    """The first part of a language tag in lower case: es of es-MX; None where there is none."""
    first = (language or "").replace("_", "-").partition("-")[0].strip().casefold()
    return first or None


def has_english_words(language: str | None) -> bool:
    """Whether English number words, contractions and spellings are read; so without a language."""
    return language in {"en", None}
