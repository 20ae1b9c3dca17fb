"""What a text comes down to once all that never counts is taken off it.

Case, spaces, punctuation, width and composition never count; accents do not in English; the
marks that people leave out when they write their own language do not either. What a language
counts as a letter stays.
"""

import re
import unicodedata
from functools import lru_cache

from trainer.deck.acceptance.language import NORDIC, TRANSCRIBED
from trainer.deck.acceptance.romanised import pinyin, romaji

_MINUS = re.compile(r"^\s*[-−–]\s*(?=[.,]?\d)")
_THOUSANDS = re.compile(r"(?<=\d)[,'’_\s](?=\d{3}(?!\d))")
_RAISED = re.compile(r"(?<=\d)(?=[²³¹⁰-₟¼-¾⅐-⅟])")
"""Between a digit and a raised one or a fraction: 10⁶ is not 106."""
_FRACTION = re.compile(r"(?<=\d)\s?/\s?(?=\d)")
"""As the sign ⁄, a symbol, which counts: 2/3 is not 23."""
_DOTTED = re.compile(r"(?<!\w)(?:[^\W\d_]\.){2,}")
"""`U.S.S.R.`, `B.C.`: the letters are one word."""

APOSTROPHES = "'’‘ʼ`´′ʹ"
_MEANINGFUL = frozenset("#%&@*")
"""Punctuation that parts one thing from another, as in C and C#."""
_INVISIBLE = frozenset(
    {"\u00ad", "\u2060", "\ufeff", "\u0640"}
    | set(map(chr, range(0x200B, 0x2010)))
    | set(map(chr, range(0xFE00, 0xFE10)))
)
"""Soft hyphen, joiners, variation selectors and the tatweel of Arabic."""
_NOTHING = dict.fromkeys(map(ord, (*_INVISIBLE, *APOSTROPHES)))
_WITHOUT_STROKE = {
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "ħ": "h",
    "ŧ": "t",
    "ı": "i",
    "þ": "th",
    "æ": "ae",
    "œ": "oe",
}
"""Letters that Unicode does not take apart, as who has no such key writes them."""
_KEYBOARD = str.maketrans(
    {
        **dict.fromkeys("ک", "ك"),
        **dict.fromkeys("یۍې", "ي"),
        **dict.fromkeys("ہھەۀ", "ه"),
        "ё": "е",
        "ѐ": "е",
    }
)
"""Letters that differ by keyboard alone, and ё, which Russians write as е."""
_SCHOOL = str.maketrans({**dict.fromkeys("أإآٱ", "ا"), "ة": "ه", "ى": "ي"})
"""What many write for letters that schools keep apart."""
_HIRAGANA, _KATAKANA_FROM = 0x3041, 0x30A1


@lru_cache(maxsize=4096)
def folded(text: str, language: str | None) -> tuple[str, ...]:
    """The words of a text, less all that never counts in the language.

    Where nothing would be left (`!`), the text itself is its words.
    """
    plain = _RAISED.sub(" ", _MINUS.sub("minus ", _THOUSANDS.sub("", text)))
    plain = _FRACTION.sub("⁄", plain)
    if language == "zh":
        plain = plain.replace("u:", "ü").replace("U:", "Ü")
    plain = _DOTTED.sub(lambda match: match[0].replace(".", "") + " ", plain)
    if plain.isascii():
        letters = _plain_latin(_lower(plain.translate(_ASCII), language), language)
    else:
        plain = unicodedata.normalize("NFKC", plain.translate(_NOTHING)).translate(_NOTHING)
        plain = "".join(map(_separated, _lower(plain, language))).translate(_KEYBOARD)
        letters = _marks(plain, language)
    if language == "zh":
        letters = pinyin(letters)
    elif language == "ja":
        letters = romaji(letters)
    elif language in TRANSCRIBED:
        letters = letters.translate(TRANSCRIBED[language])
    return tuple(letters.split()) or tuple(unicodedata.normalize("NFKC", text).split())


def _plain_latin(letters: str, language: str | None) -> str:
    """Latin, which wrote no j and no v, as it was written."""
    return letters.replace("j", "i").replace("v", "u") if language == "la" else letters


def joined(words: tuple[str, ...]) -> str:
    """The words without the spaces between them; two numbers stay two."""
    return re.sub(r"(?<!\d) | (?!\d)", "", " ".join(words))


def _lower(text: str, language: str | None) -> str:
    if language in {"tr", "az"}:
        text = text.replace("I", "ı").replace("İ", "i")
    return text.casefold().replace("i̇", "i")


_ASCII = str.maketrans(
    {
        chr(code): "" if chr(code) in APOSTROPHES else " "
        for code in range(128)
        if chr(code) in APOSTROPHES
        or (unicodedata.category(chr(code))[0] in "PC" and chr(code) not in _MEANINGFUL)
    }
)
"""What most texts are folded by: punctuation as spaces, apostrophes gone."""


def _separated(char: str) -> str:
    category = unicodedata.category(char)
    if category == "Nd":
        return str(unicodedata.decimal(char))
    if category[0] == "Z" or category == "Cc":
        return " "
    if category[0] == "P" and char not in _MEANINGFUL:
        return " "
    return char


def _marks(text: str, language: str | None) -> str:
    """The text in NFC without the marks that do not count."""
    kept: list[str] = []
    base = ""
    for char in unicodedata.normalize("NFD", text):
        if not unicodedata.combining(char):
            base = char
            kept.append(char)
        elif not _is_optional(char, base, language):
            kept.append(char)
    letters = "".join(kept)
    if language == "en":
        letters = "".join(_WITHOUT_STROKE.get(char, char) for char in letters)
    else:
        letters = letters.replace("œ", "oe")
        letters = letters if language in NORDIC else letters.replace("æ", "ae")
    letters = _plain_latin(letters, language)
    return unicodedata.normalize("NFC", _NASAL.sub(_anusvara, letters))


def _is_optional(mark: str, base: str, language: str | None) -> bool:
    """Whether a combining mark may be left out without a word.

    Vowel points of Hebrew and Arabic have the canonical combining classes 10 to 36; hamza and
    madda, which have others, stay. The marks of Indic scripts, Thai and kana are letters.
    """
    kind = unicodedata.combining(mark)
    if 10 <= kind <= 36:  # noqa: PLR2004 - see above
        return True
    if is_cyrillic(base):
        return mark in "\u0301\u0300"
    if not (is_latin(base) or is_greek(base)):
        return mark == "\u0670"
    if language == "en":
        return True
    return language == "la" and mark in "\u0304\u0306"


def is_latin(char: str) -> bool:
    """Whether a letter is of the Latin script."""
    return char.isalpha() and (char.isascii() or "À" <= char <= "ɏ" or "Ḁ" <= char <= "ỿ")


def is_greek(char: str) -> bool:
    """Whether a letter is Greek."""
    return "Ͱ" <= char <= "Ͽ" or "ἀ" <= char <= "῿"


def is_cyrillic(char: str) -> bool:
    """Whether a letter is Cyrillic."""
    return "Ѐ" <= char <= "ԯ"


_BLOCKS = range(0x0900, 0x0D80, 0x80)
"""The nine Indic scripts with one order of letters."""
_NASAL = re.compile(
    "|".join(
        f"[{''.join(chr(block + at) for at in (0x19, 0x1E, 0x23, 0x28, 0x2E))}]{chr(block + 0x4D)}"
        f"(?=[{chr(block + 0x15)}-{chr(block + 0x39)}])|{chr(block + 0x01)}"
        for block in _BLOCKS
    )
)


def _anusvara(match: re.Match[str]) -> str:
    """हिन्दी as हिंदी, हाँ as हां."""
    return chr((ord(match[0][0]) & ~0x7F) + 0x02)


@lru_cache(maxsize=1024)
def schooled(text: str, language: str | None) -> tuple[str, ...]:
    """The words folded further: without what natives leave out and schools correct.

    Hamza and madda on alif, ة/ه, ى/ي, the nukta of Indic scripts, katakana for hiragana.
    """
    words = folded(text, language)
    return tuple(_schooled(word) for word in words)


def _schooled(word: str) -> str:
    if word.isascii():
        return word
    word = word.translate(_SCHOOL)
    word = "".join(
        char
        for char in unicodedata.normalize("NFD", word)
        if unicodedata.combining(char) != 7 and char not in "\u0653\u0654\u0655"  # noqa: PLR2004 - the class of nukta
    )
    word = unicodedata.normalize("NFC", word)
    return "".join(
        chr(ord(char) - _KATAKANA_FROM + _HIRAGANA) if "ァ" <= char <= "ヶ" else char
        for char in word
    )


@lru_cache(maxsize=1024)
def without_accents(text: str) -> str:
    """The letters of a Latin or Greek text without their accents; strokes too."""
    letters = unicodedata.normalize("NFD", text)
    plain: list[str] = []
    for char in letters:
        if not unicodedata.combining(char):
            plain.append(_WITHOUT_STROKE.get(char, char))
        elif plain and not (is_latin(plain[-1][:1]) or is_greek(plain[-1][:1])):
            plain.append(char)
    return unicodedata.normalize("NFC", "".join(plain))
