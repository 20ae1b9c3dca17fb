"""The card of a question with options, whoever wrote it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from trainer.exchange.card_collector import CardCollector
from trainer.exchange.import_result import quoted

_TRUE = frozenset(
    "t true wahr richtig vrai verdadero vero verdadeiro waar juist goed prawda sant sandt pravda "
    "igaz doğru tosi oikein adevărat verdader верно правда 正しい 对 正确 ○ 참".split()
)
_FALSE = frozenset(
    "f false falsch faux falso onwaar onjuist fout fałsz falskt falsk usant nepravda hamis yanlış "
    "epätosi väärin fals неверно неправда ложь 誤り 错 错误 × 거짓".split()
) | {"niet waar"}
_YES = _TRUE | frozenset("1 y yes ja oui sí si sim da да tak v w r correct right".split())
_NO = _FALSE | frozenset("0 n no nein nee non não nej ei нет nie incorrect wrong".split())
"""What a column may hold that asks whether a statement is true."""

ONE_WAS_ENOUGH = "one of several right options was enough, and here it takes all"


def says_truth(word: str) -> bool:
    """Whether it is a word for true or false."""
    return word.strip().casefold() in _TRUE | _FALSE


def truth_fields(answer: str, reason: str, correction: str = "") -> dict[str, object] | None:
    """The fields of a statement that is said to be true or false; None where it is not said.

    Args:
        answer: a word for it, in one of several languages.
        reason: what explains it; of a false statement without a correction, what is true instead.
        correction: what is true instead, where that is said apart.
    """
    word = answer.strip().casefold()
    if word not in _YES | _NO:
        return None
    if word in _YES:
        return {"truth": True, "correction": "", "why": reason or correction}
    if not correction:
        return {"truth": False, "correction": reason, "why": ""}
    return {"truth": False, "correction": correction, "why": reason}


def option_of_text(text: str, options: Iterable[str]) -> str | None:
    """The option of this text, else the only one that differs in capitals alone.

    Empty where two are as near, None where none has it.
    """
    wanted, all_of_them = text.strip(), list(dict.fromkeys(options))
    exact = [option for option in all_of_them if option.strip() == wanted]
    alike = [o for o in all_of_them if o.strip().casefold() == wanted.casefold()]
    options_alike = exact or alike
    return options_alike[0] if len(options_alike) == 1 else "" if options_alike else None


def leave_repeated(collector: CardCollector, place: str, options: Iterable[str]) -> None:
    """Report each option that a question has more than once: a card has it once."""
    for option, times in Counter(options).items():
        if times > 1:
            collector.leave(place, f"the option {quoted(option)} twice")


def choice_fields(right: Sequence[str], wrong: Mapping[str, str | None]) -> dict[str, object]:
    """The fields of a card: a choice, a pick, or a statement that is true or false.

    Args:
        right: the right options; several make a pick.
        wrong: wrong option -> why it is wrong, or None.
    """
    reasons = {option: why or None for option, why in wrong.items()}
    folded = {option.strip().casefold() for option in (*right, *reasons)}
    if len(right) == 1 and len(reasons) == 1 and len(folded & _TRUE) == len(folded & _FALSE) == 1:
        truth = right[0].strip().casefold() in _TRUE
        correction = "" if truth else next(iter(reasons.values())) or ""
        return {"truth": truth, "correction": correction}
    return {"a": right[0] if len(right) == 1 else [*right], "wrong": reasons}
