"""Scripts: what was typed with the keyboard in another layout, and letters that look alike."""

import unicodedata
from functools import lru_cache

_CJK = frozenset({"CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "IDEOGRAPHIC", "HALFWIDTH"})
_NAMES = {"CJK": "Chinese or Japanese signs", "HANGUL": "Hangul"}
_ALIKE = {
    "CYRILLIC": ("aceiopxysjABCEHIKMOPTXS", "асеіорхуѕјАВСЕНІКМОРТХЅ"),
    "GREEK": ("ovABEHIKMNOPTXYZ", "ονΑΒΕΗΙΚΜΝΟΡΤΧΥΖ"),
    "LATIN": ("асеіорхуѕјАВСЕНІКМОРТХЅονΑΒΕΗΙΚΜΝΟΡΤΧΥΖ", "aceiopxysjABCEHIKMOPTXSovABEHIKMNOPTXYZ"),
}
_LOOKING = {script: str.maketrans(*pair) for script, pair in _ALIKE.items()}


@lru_cache(maxsize=1024)
def scripts_of(text: str) -> frozenset[str]:
    """The scripts of a text's letters, by their Unicode names; kana and Han are one."""
    return frozenset(filter(None, map(_script, text)))


def _script(char: str) -> str | None:
    if not char.isalpha() or not unicodedata.category(char).startswith("L"):
        return None
    name = unicodedata.name(unicodedata.normalize("NFKC", char)[:1], "").split(" ")[0]
    if name in _CJK:
        return "CJK"
    return name or None


def script_name(scripts: frozenset[str]) -> str:
    """What to call the scripts of a key."""
    return " or ".join(sorted(_NAMES.get(name, name.capitalize() + " letters") for name in scripts))


def looking_like(answer: str, key: str) -> str | None:
    """What was given read as letters of the key's script that look the same; None without such."""
    scripts = scripts_of(key)
    if len(scripts) != 1 or not (table := _LOOKING.get(next(iter(scripts)))):
        return None
    read = answer.translate(table)
    return read if read != answer and scripts_of(read) <= scripts else None


def is_other_script(answer: str, keys: tuple[str, ...]) -> bool:
    """Whether none of the letters given is of a script that any key is written in."""
    mine = scripts_of(answer)
    known = [scripts_of(key) for key in keys]
    return bool(mine) and all(known) and not any(mine & one for one in known)
