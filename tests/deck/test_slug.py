"""Names made of any text."""

from pathlib import Path

import pytest

from trainer.deck.slug import file_slug, slug


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Straße 7", "strasse-7"),
        ("Øresund", "oresund"),
        ("UG::Ä", "ug-a"),
        ("日本", "riben"),
        ("C#", "c-sharp"),
        ("C++", "c-plus-plus"),
        ("C", "c"),
        ("snake_case", "snake_case"),
        ("#tag!", "tag"),
        ("¿", ""),
        ("a" * 63 + " b", "a" * 63),
    ],
)
def test_slugs(text: str, name: str) -> None:
    assert slug(text) == name


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("Rivers.yaml", "rivers"),
        ("term  2.v1.yaml", "term--2-v1"),  # as journals have it
        ("Øresund.yaml", "oresund"),
    ],
)
def test_a_file_names_its_deck(file: str, name: str) -> None:
    assert file_slug(Path(file)) == name
