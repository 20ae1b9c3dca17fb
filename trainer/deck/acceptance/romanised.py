"""Pinyin and romaji: how tones and long vowels are written with other keys."""

import re
import unicodedata

_TONES = {"1": "\u0304", "2": "\u0301", "3": "\u030c", "4": "\u0300"}
_TONE_MARKS = frozenset(_TONES.values())
_NUMBERED = re.compile(r"([a-zü]+)([0-5])(?!\d)")
_VOWELS = re.compile("[aeiouü]+")
_LONG = re.compile("([aeiou])[\u0304\u0302]")


def pinyin(text: str) -> str:
    """Pinyin with its tones as marks: `ma3` is mǎ, `lv4` and `lu:4` are lǜ."""
    text = unicodedata.normalize("NFC", text).replace("v", "ü")
    return _NUMBERED.sub(_marked, text)


def _marked(match: re.Match[str]) -> str:
    letters, tone = match.groups()
    groups = list(_VOWELS.finditer(letters))
    if tone not in _TONES or not groups:
        return letters
    vowels = groups[-1]
    group = vowels[0]
    # a and e carry the mark; of ou the o; else the last vowel
    at = next((group.index(v) for v in ("a", "e", "ou") if v in group), len(group) - 1)
    end = vowels.start() + at + 1
    return unicodedata.normalize("NFC", letters[:end] + _TONES[tone] + letters[end:])


def without_tones(text: str) -> str:
    """Pinyin less its tones; ü stays."""
    letters = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", "".join(c for c in letters if c not in _TONE_MARKS))


def romaji(text: str) -> str:
    """Romaji with long vowels written twice: ō, ô and ou are oo."""
    doubled = _LONG.sub(r"\1\1", unicodedata.normalize("NFD", text))
    return unicodedata.normalize("NFC", doubled.replace("ou", "oo"))
