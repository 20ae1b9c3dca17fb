"""What a card begins with when it is made of a sentence."""

import pytest

from trainer.deck.card_from_sentences import card_seed
from trainer.deck.source_text import SourceText


@pytest.mark.parametrize(
    ("sentence", "marked", "expected"),
    [
        ("Of 1900 men, 1400 had died.", "1400", {"number": "1400"}),
        ("Of 1900 men, 1400 had died.", "", {"number": "1900", "unit": "men"}),
        ("He chose twelve sickly sailors.", "twelve", {"number": "12", "unit": "sailors"}),
        ("He chose twelve sickly sailors.", "", {"number": "12", "unit": "sailors"}),
        ("It is 193 kilometres long.", "", {"number": "193", "unit": "kilometres"}),
        ("They moved 2,000 cubic metres a day.", "", {"number": "2000", "unit": "cubic metres"}),
        ("Some 75 million tonnes moved.", "", {"number": "75000000", "unit": "tonnes"}),
        ("A dose of 10 mg is enough.", "10", {"number": "10", "unit": "mg"}),
        ("About 90 per cent stayed.", "", {"number": "90", "unit": "per cent"}),
        ("The count was 40 in the end.", "", {"number": "40"}),
        ("Nobody was there.", "", {}),
    ],
)
def test_a_number_comes_with_what_it_counts(
    sentence: str, marked: str, expected: dict[str, str]
) -> None:
    seed = card_seed("number", SourceText(sentence), ["1.1"], marked)
    assert seed.fields == {"evidence": "1.1", **expected}
