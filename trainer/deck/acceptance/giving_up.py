"""Giving up: blank, or words that say so; and giving two answers where one is asked."""

import re
import unicodedata

from trainer.deck.acceptance.folding import APOSTROPHES

_PHRASES = {
    "en": (
        "i dont know|i do not know|dont know|do not know|dunno|i dunno|idk|dk|no idea"
        "|i have no idea|no clue|not sure|im not sure|i am not sure|pass|skip|give up"
        "|i give up|cant remember"
        "|i cant remember|i forgot|i forget|forgot|unknown|no answer|next|help|n a"
    ),
    "es": "no sé|no se|no lo sé|no lo se|ni idea|no tengo idea|paso|no recuerdo|no me acuerdo",
    "fr": (
        "je ne sais pas|je sais pas|sais pas|jsp|chais pas|aucune idée|aucune idee|pas d idée"
        "|je passe|passe"
    ),
    "de": (
        "weiß nicht|weiss nicht|ich weiß nicht|ich weiss nicht|weiß ich nicht|weiss ich nicht"
        "|keine ahnung|ka|kp|weiter|passe"
    ),
    "it": "non lo so|non so|boh|nessuna idea|passo|non ricordo",
    "pt": "não sei|nao sei|sei lá|não faço ideia|passo|não lembro",
    "nl": "weet niet|weet ik niet|ik weet het niet|geen idee|pas",
    "sv": "vet ej|vet inte|jag vet inte|ingen aning|pass",
    "da": "ved ikke|det ved jeg ikke|ingen anelse|pas",
    "nb": "vet ikke|jeg vet ikke|ingen anelse|pass",
    "fi": "en tiedä|en tieda|ei aavistustakaan|ohi",
    "pl": "nie wiem|nie mam pojęcia|pas",
    "cs": "nevím|nevim|netuším",
    "ru": "не знаю|я не знаю|хз|без понятия|не помню|пас",
    "uk": "не знаю|я не знаю|гадки не маю",
    "tr": "bilmiyorum|bilmem|fikrim yok|pas",
    "el": "δεν ξέρω|δεν ξερω|δε ξέρω|δεν γνωρίζω|πάσο",
    "hu": "nem tudom|fogalmam sincs|passz",
    "la": "nescio",
    "vi": "không biết|tôi không biết|khong biet|chịu",
    "id": "tidak tahu|nggak tahu",
    "zh": "不知道|我不知道|不会|bù zhīdào|bu zhidao",
    "ja": "わからない|分からない|わかりません|分かりません|知らない|知りません|wakaranai",
    "ko": "모르겠어요|몰라요|모름|모르겠습니다|몰라",
    "ar": "لا أعرف|لا اعرف|لا أدري|لا ادري|مش عارف",
    "fa": "نمی‌دانم|نمی دانم|نمیدانم|نمی‌دونم",
    "he": "לא יודע|לא יודעת|אין לי מושג",
    "hi": "पता नहीं|मुझे नहीं पता|मालूम नहीं|नहीं पता",
    "th": "ไม่รู้|ไม่ทราบ|ไม่รู้ครับ|ไม่รู้ค่ะ",
}
_KNOWN = {language: frozenset(phrases.split("|")) for language, phrases in _PHRASES.items()}

_OR_WORDS = {
    "en": "or",
    "de": "oder",
    "fr": "ou",
    "es": "o|u",
    "it": "o|oppure",
    "pt": "ou",
    "nl": "of",
    "sv": "eller",
    "da": "eller",
    "nb": "eller",
    "no": "eller",
    "fi": "tai",
    "pl": "lub|albo",
    "cs": "nebo",
    "ru": "или",
    "uk": "або|чи",
    "tr": "veya|ya da",
    "el": "ή",
    "hu": "vagy",
    "la": "aut|vel",
    "ar": "أو",
    "fa": "یا",
    "hi": "या",
}
_UNITS = frozenset("km m cm mm mi ft h hr s sec min g kg mg l ml mol kmh j w v a n".split())


def is_giving_up(answer: str, language: str | None) -> bool:
    """Whether an answer says nothing, or that its giver does not know."""
    words = "".join(
        "" if char in APOSTROPHES else " " if unicodedata.category(char)[0] in "PZC" else char
        for char in unicodedata.normalize("NFC", answer.casefold())
    )
    text = " ".join(words.split())
    plain = " ".join(answer.casefold().split())
    return not text or any(
        text in _KNOWN[one] or plain in _KNOWN[one] for one in ("en", language) if one in _KNOWN
    )


def or_words(language: str | None) -> tuple[str, ...]:
    """The words for or; those of English where no language is given."""
    return (
        tuple(_OR_WORDS.get(language or "en", "").split("|"))
        if (language or "en") in _OR_WORDS
        else ()
    )


def has_two_answers(answer: str, keys: tuple[str, ...], language: str | None) -> bool:
    """Whether `X or Y` or `X/Y` is given where one thing is asked, and no key has that joint."""
    joints = [re.compile(r"(?<=[^\W\d_])\s*/\s*(?=[^\W\d_])")]
    joints += [
        re.compile(rf"(?<=\w)[\s,;]+(?:{_OR_WORDS[one]})\s+(?=\w)", re.IGNORECASE)
        for one in dict.fromkeys((language or "en", "en" if language is None else language))
        if one in _OR_WORDS
    ]
    return any(
        joint.search(answer)
        and not any(joint.search(key) for key in keys)
        and not _is_unit(answer, joint)
        for joint in joints
    )


def _is_unit(answer: str, joint: re.Pattern[str]) -> bool:
    left, *rest = joint.split(answer)
    return all(part.split()[-1:] and part.split()[0].casefold() in _UNITS for part in rest) and (
        left.split()[-1].casefold().lstrip("0123456789.,") in _UNITS
    )
