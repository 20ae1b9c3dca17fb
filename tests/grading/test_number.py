"""Numbers as people type them."""

from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from trainer.deck.acceptance.equality import Circumstances
from trainer.deck.card import Number
from trainer.grading.mark import Mark
from trainer.grading.number import mark_number
from trainer.grading.unit_table import MEASURES, SYMBOLS


def marked(
    answer: str,
    key: str,
    unit: str | None = None,
    tolerance: str | None = None,
    question: str = "How many?",
) -> Mark:
    card = {"q": question, "number": key, "unit": unit, "tolerance": tolerance}
    return mark_number(Number.model_validate(card), answer, Circumstances("en", question=question))


RIGHT = [
    ("6", "6", None),
    (" 6. ", "6", None),
    ("six", "6", None),
    ("Forty years", "40", "years"),
    ("forty-two", "42", None),
    ("6,000", "6000", None),
    ("6 000", "6000", None),
    ("6\u202f000", "6000", None),
    ("6'000", "6000", None),
    ("6k", "6000", None),
    ("1e3", "1000", None),
    ("1,234,567.5", "1234567.5", None),
    ("1.234.567,5", "1234567.5", None),
    ("6,00,000", "600000", None),
    ("6.5", "6.5", None),
    ("6,5", "6.5", None),
    ("0,500", "0.5", None),
    (".5", "0.5", None),
    ("½", "0.5", None),
    ("1½", "1.5", None),
    ("1 1/2", "1.5", None),
    ("9/3", "3", None),
    ("-3", "-3", None),
    ("−3", "-3", None),
    ("- 3", "-3", None),
    ("+3", "3", None),
    ("٣", "3", None),
    ("about 6", "6", None),
    ("2 phone calls", "2", "phone calls"),
    ("2 PhoneCalls", "2", "phone calls"),
    ("1 phone call", "1", "phone calls"),
    ("2 calls", "2", "phone calls"),
    ("6 kilometers", "6", "km"),
    ("6 kilometres", "6", "km"),
    ("6km/h", "6", "km per hour"),
    ("6 km²", "6", "square kilometres"),
    ("6 km2", "6", "sq. km"),
    ("6 square kilometres", "6", "km²"),
    ("6 cubic metres", "6", "m^3"),
    ("90°", "90", "degrees"),
    ("-1/2", "-0.5", None),
    ("-½", "-0.5", None),
    ("-1 1/2", "-1.5", None),
    ("12.5 %", "12.5", "percent"),
    ("5 per cent", "5", "%"),
    ("3 cities", "3", "city"),
    ("6", "6", "billion US dollars"),
    ("6 billion", "6", "billion US dollars"),
    ("6 bn", "6", "billion US dollars"),
    ("USD 6 billion", "6", "billion US dollars"),
    ("US$6bn", "6", "billion US dollars"),
    ("$6b", "6", "billion U.S. dollars"),
    ("six billion dollars", "6", "billion USD"),
    ("6,000 million dollars", "6", "billion US dollars"),
    ("6000000000 dollars", "6", "billion US dollars"),
    ("6000000000", "6", "billion US dollars"),
    ("$6m", "6000000", "dollars"),
]

WRONG = [
    ("", "0", None),
    ("7", "6", None),
    ("3", "-3", None),
    ("-1/2", "0.5", None),
    ("6 km²", "6", "km³"),
    ("6 million", "6", None),
    ("6 million", "6", "billion USD"),
    ("6 dollars", "6", "billion USD"),
    ("6 billion euros", "6", "billion USD"),
    ("6 km", "6", "km/h"),
    ("6 hours", "6", "km/h"),
    ("6 km", "6", "square km"),
    ("6 years", "6", "light years"),
    ("6 phones", "6", "phone calls"),
    ("6 kilograms", "6", None),
    ("10⁶", "10", None),
    ("10⁶", "106", None),
    ("3 3", "33", None),
    ("1,2,3", "123", None),
    ("2-3", "3", None),
    ("2 or 3", "3", None),
    ("two or three", "3", None),
    ("one hundred and five", "150", None),
    ("S-400", "-400", None),
    ("1/0", "1", None),
    ("1e999999999", "1", None),
    ("1e9999", "1", None),
    ("nan", "1", None),
    ("inf", "1", None),
    ("__import__('os')", "1", None),
]


@pytest.mark.parametrize(("answer", "key", "unit"), RIGHT)
def test_right(answer: str, key: str, unit: str | None) -> None:
    assert marked(answer, key, unit).score == 1


@pytest.mark.parametrize(("answer", "key", "unit"), WRONG)
def test_wrong(answer: str, key: str, unit: str | None) -> None:
    assert marked(answer, key, unit).score == 0


def test_a_unit_that_the_question_says_may_be_said_again() -> None:
    for unit in {*MEASURES, *SYMBOLS} - {"pound-mass"}:
        mark = marked(f"5 {unit}", "5", question=f"How many {unit} is it?")
        assert (mark.score, mark.note) == (1, ""), unit


@pytest.mark.parametrize(
    ("question", "right", "wrong"),
    [
        ("At how many °C does lead melt?", "327 °C", "327 °F"),
        ("At how many degrees Celsius does lead melt?", "327 C", "327 K"),
        ("Which percentage of it is sand?", "327 %", "32.7 %"),
        ("How many per cent is that?", "327%", "327 km"),
        ("How many square metres has the hall?", "327 m²", "327 km²"),
        ("How many metres per second squared is it?", "327 m/s^2", "327 km/s^2"),
        ("How many million tonnes are mined?", "327 million tonnes", "327 billion tonnes"),
        ("How many million tonnes are mined?", "327 million", "327 thousand"),
        ("How much is that, in millions of euros?", "€327 million", "€327 billion"),
        ("How many of the 5 million people came back?", "327 people", "327 million"),
        ("How many fell ill per million people?", "327", "327 million"),
    ],
)
def test_what_the_question_says_is_no_other_unit(question: str, right: str, wrong: str) -> None:
    assert marked(right, "327", question=question).score == 1
    assert marked(wrong, "327", question=question).score == 0


@pytest.mark.parametrize(
    ("question", "right", "wrong"),
    [
        ("How many square metres has the flat?", "50 m²", "50 m"),
        ("How many square metres has the flat?", "50 square meters", "50 metres"),
        ("What is its volume, in cubic metres?", "50 m^3", "50 m²"),
        ("How fast is it, in km/h?", "50 kph", "50 km"),
        ("How fast is it, in km/h?", "50 km/h", "50 h"),
        ("How many metres per second is that?", "50 m/s", "50 m"),
        ("How many metres per second squared is that?", "50 m/s²", "50 m/s"),
        ("How many beats per minute are usual?", "50 beats", "50 minutes"),
        ("How many square metres of forest were lost?", "50 m² of forest", "50 metres of forest"),
        ("How many people live on a square kilometre?", "50 people per km²", "50 km"),
        ("How many litres a day does it need?", "50 litres", "50 days"),
        ("How many litres a day does it need?", "50 litres a day", "50 m"),
        ("How many A levels did they take?", "50 A levels", "50 V"),
        ("How many metres in 10 seconds?", "50 m", "50 m s"),
        ("How many hours, minutes aside, was it?", "50 hours", "50 h²"),
        ("How many degrees Celsius was it?", "50 degrees", "50 K"),
    ],
)
def test_only_the_whole_unit_that_the_question_says_is_its_unit(
    question: str, right: str, wrong: str
) -> None:
    assert marked(right, "50", question=question).score == 1
    assert marked(wrong, "50", question=question).score == 0


@pytest.mark.parametrize(
    ("question", "key", "answer", "score"),
    [
        ("How many apostles were there?", "12", "1200%", 0),
        ("How many moons has the Earth?", "1", "100 %", 0),
        ("By how much is it multiplied?", "12", "1200 per cent", 0),
        ("What is the chance of heads?", "0.5", "50%", 1),
        ("What is the chance of either side?", "1", "100%", 1),
        ("How many times as large is it?", "12", "1200%", 1),
        ("By how much is it multiplied?", "1.5", "150%", 1),
        ("How much is it in per cent?", "12", "12%", 1),
    ],
)
def test_per_cent_stands_for_a_share_and_for_no_count(
    question: str, key: str, answer: str, score: float
) -> None:
    assert marked(answer, key, question=question).score == score


@pytest.mark.parametrize(
    ("question", "answer", "score"),
    [
        ("When did it happen, in years before now?", "7 years ago", 1),
        ("How long ago was it?", "7 years ago", 1),
        ("How old is it?", "7 years ago", 1),
        ("How many years later did it fall?", "7 years after", 1),
        ("How many years later did it fall?", "7 years afterwards", 1),
        ("How many years later did it fall?", "7 years ago", 0),
        ("How many years later did it fall?", "7 years earlier", 0),
        ("How many years before the war was it built?", "7 years earlier", 1),
        ("How many years before the war was it built?", "7 years later", 0),
        ("How many years before the war was it built?", "7 years after the war", 0),
    ],
)
def test_before_and_after_count_only_against_each_other(
    question: str, answer: str, score: float
) -> None:
    mark = marked(answer, "7", "years", question=question)
    assert (mark.score, mark.unread) == (score, False)


_UNITS = st.sampled_from(sorted({*MEASURES, *SYMBOLS}))


@given(
    _UNITS, st.none() | _UNITS, st.tuples(_UNITS, st.sampled_from([" of ", " per ", " "]), _UNITS)
)
def test_any_units_are_judged(said: str, asked: str | None, given: tuple[str, str, str]) -> None:
    question = f"How many {said} is it?"
    assert 0 <= marked(f"5 {''.join(given)}", "5", asked, question=question).score <= 1


@pytest.mark.parametrize("answer", ["95", "105", "100.5", "104.999"])
def test_the_bounds_of_the_tolerance_are_right(answer: str) -> None:
    assert marked(answer, "100", tolerance="5").score == 1
    assert marked(answer, "100", tolerance="5%").score == 1


@pytest.mark.parametrize("answer", ["94.999", "105.001"])
def test_beyond_the_tolerance_is_wrong(answer: str) -> None:
    assert marked(answer, "100", tolerance="5").score == 0


def test_a_tolerance_is_exact() -> None:
    assert marked("0.3", "0.1", tolerance="0.2").score == 1


def test_a_tolerance_is_in_the_unit_of_the_card() -> None:
    assert marked("6.4 billion", "6", "billion USD", "0.5").score == 1
    assert marked("6,400 million", "6", "billion USD", "0.5").score == 1
    assert marked("6.6 billion", "6", "billion USD", "0.5").score == 0


def test_another_unit_is_told() -> None:
    assert marked("6 euros", "6", "US dollars").note == "The unit is US dollars."
    assert marked("6 dollars", "6", "billion USD").note == "The unit is billion USD."
    assert marked("6 kg", "6").note == "This number has no such unit."


def test_an_answer_without_a_number_is_told() -> None:
    assert marked("many", "6").note == "There is no number in this answer."
    assert marked(" ", "6").note == ""


def test_an_answer_beyond_all_measure_is_compared_at_once() -> None:
    assert marked("1e999 billion", "5", "billion").score == 0


def test_a_unit_with_a_number_in_it_may_be_typed_in_full() -> None:
    assert marked("6 billion 2011 dollars", "6", "billion 2011 dollars").score == 1


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=9
    )
)
def test_every_number_reads_back_as_itself(number: Decimal) -> None:
    assert marked(f"{number:f}", str(number)).score == 1


@settings(max_examples=2 * settings().max_examples)
@example("0.0 000")
@given(st.text(max_size=60) | st.from_regex(r"[-0-9e.,/ ]{0,20}", fullmatch=True))
def test_any_text_is_marked(answer: str) -> None:
    assert marked(answer, "6", "km").score in {0, 1}
