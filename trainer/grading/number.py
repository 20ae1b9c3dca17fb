"""Numbers, with a unit and a tolerance where they matter."""

from dataclasses import dataclass, replace
from fractions import Fraction

from trainer.deck.acceptance.equality import Circumstances
from trainer.deck.acceptance.giving_up import is_giving_up
from trainer.deck.card import Number
from trainer.grading.beside import is_said_with_scale, read_beside
from trainer.grading.mark import Mark, Part
from trainer.grading.read_number import LONGEST, Quantity, UnreadError, read_quantities
from trainer.grading.unit import TEMPERATURES, Unit, read_unit


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What one reading of the answer is worth."""

    right: bool
    note: str = ""
    unread: bool = False


def mark_number(card: Number, answer: str, at: Circumstances) -> Mark:
    """Mark a typed number: right within the tolerance, its bounds included.

    The unit may be left out; one that is given is converted where it is of the same dimension.
    Scales are arithmetic: 6 billion dollars may be typed as 6,000 million dollars, and is not 6
    dollars. Of two readings of 6.000 the right one counts, and a remark says so.
    """
    answer = answer.strip()
    if answer == card.solution:
        return _mark(card, answer, _Outcome(right=True))
    if is_giving_up(answer, at.tongue):
        return _mark(card, answer, _Outcome(right=False))
    try:
        readings = read_quantities(answer, at.tongue)
    except UnreadError as error:
        part = Part("", answer[:LONGEST], card.solution, right=False)
        return Mark(0.0, (part,), str(error), unread=True)
    outcomes = [_judged(card, reading, at) for reading in readings]
    if all(one.unread for one in outcomes):
        part = Part("", answer[:LONGEST], card.solution, right=False)
        return Mark(0.0, (part,), outcomes[0].note, unread=True)
    return _mark(card, answer, max(outcomes, key=lambda one: (one.right, not one.note)))


def _judged(card: Number, reading: Quantity, at: Circumstances) -> _Outcome:
    if reading.compared:
        return _Outcome(right=False, note="More or less than a number is another answer.")
    # beside a number `in` is a preposition
    asked = read_unit("inch" if card.unit == "in" else card.unit or "")
    if reading.unit.repaired and reading.unit.text == asked.text:
        reading = replace(reading, unit=replace(asked, repaired=True))
    beside = read_beside(card, reading.beside, reading.unit, asked, at)
    if beside.unread:
        note = f"Write the number alone, or with “{card.unit}”."
        return _Outcome(right=False, note=note, unread=True)
    if not beside.right:
        return _Outcome(right=False, note=beside.remark or _unit_note(card))
    reading = replace(reading, unit=beside.unit)
    value, converted = _in_units_of(reading, asked)
    right, note = _is_within(card, value, reading, converted=converted)
    is_plain = reading.unit.is_bare and reading.unit.scale == 1
    if not right and (is_plain or (asked.is_bare and is_said_with_scale(reading.unit, at))):
        right, note = _is_within(card, reading.value, reading, converted=False)
        converted = converted and not right
    if not right and asked.is_share and reading.unit.is_bare and reading.decimals is None:
        right, note = _is_within(card, reading.value / asked.factor, reading, converted=True)
        converted = right  # a quarter, where per cent are asked
    if not right:
        same_digits = abs(reading.value - Fraction(card.number)) <= Fraction(card.margin)
        other = same_digits and not reading.unit.is_bare
        return _Outcome(right=False, note=_unit_note(card) if other else "")
    notes = [note, beside.remark]
    if converted:
        notes.append(f"That is {card.solution}.")
    if reading.ambiguous and not reading.usual:
        notes.append(f"Read as {_plain(value)}.")
    if reading.spelling:
        notes.append(f"Spelling: {reading.spelling}")
    notes = list(filter(None, dict.fromkeys(notes)))
    if at.exact and notes:
        return _Outcome(right=False, note=notes[0])
    return _Outcome(right=True, note=" ".join(notes))


def _in_units_of(reading: Quantity, asked: Unit) -> tuple[Fraction, bool]:
    """The value in the card's own unit, and whether that took a conversion."""
    unit = reading.unit
    value = reading.value * unit.scale
    mine, wanted = dict(unit.dimension), dict(asked.dimension)
    if mine and wanted and mine != wanted and {*mine, *wanted} <= TEMPERATURES:
        kelvin = _kelvin(value, next(iter(mine)))
        return _from_kelvin(kelvin, next(iter(wanted))) / asked.scale, True
    if not mine and not unit.nouns and unit.factor == 1:
        return value / asked.scale, False
    if mine != wanted:
        return value / asked.scale, False
    if unit.factor == asked.factor:
        return value / asked.scale, unit.made_of != asked.made_of
    return value * unit.factor / asked.factor / asked.scale, True


def _kelvin(value: Fraction, scale: str) -> Fraction:
    zero = Fraction(27_315, 100)
    if scale == "celsius":
        return value + zero
    return (value - 32) * Fraction(5, 9) + zero if scale == "fahrenheit" else value


def _from_kelvin(value: Fraction, scale: str) -> Fraction:
    zero = Fraction(27_315, 100)
    if scale == "celsius":
        return value - zero
    return (value - zero) * Fraction(9, 5) + 32 if scale == "fahrenheit" else value


def _is_within(
    card: Number, value: Fraction, reading: Quantity, *, converted: bool
) -> tuple[bool, str]:
    """Whether a value is right, and the remark where it is only so once rounded."""
    key = Fraction(card.number)
    if abs(value - key) <= Fraction(card.margin):
        return True, ""
    if card.tolerance is not None:
        return False, ""
    places = max(0, -int(card.number.as_tuple().exponent))
    finer = converted or reading.decimals is None or reading.decimals > places
    if places and finer and (value > 0) == (key > 0) and _rounded(value, places) == key:
        return True, f"Rounded: {card.solution}"
    return False, ""


def _rounded(value: Fraction, places: int) -> Fraction:
    scaled = abs(value) * 10**places
    whole = int(scaled + Fraction(1, 2))
    return Fraction(whole, 10**places) * (1 if value > 0 else -1)


def _plain(value: Fraction) -> str:
    return f"{value.numerator}" if value.denominator == 1 else f"{float(value):g}"


def _unit_note(card: Number) -> str:
    return f"The unit is {card.unit}." if card.unit else "This number has no such unit."


def _mark(card: Number, answer: str, outcome: _Outcome) -> Mark:
    part = Part("", answer[:LONGEST], card.solution, right=outcome.right)
    return Mark(float(outcome.right), (part,), outcome.note)
