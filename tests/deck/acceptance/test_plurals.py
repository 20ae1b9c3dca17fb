"""The singular of a noun, by one rule wherever nouns are compared."""

import pytest

from trainer.deck.acceptance.plurals import singular

PAIRS = (
    "cities city; boxes box; churches church; glasses glass; dishes dish; buses bus; gases gas; "
    "viruses virus; heroes hero; potatoes potato; shoes shoe; canoes canoe; calories calorie; "
    "ties tie; women woman; fishermen fisherman; people person; children child; waltzes waltz; "
    "houses house; causes cause; sizes size; horses horse; axes axe; tvs tv; yrs yr; kms km; "
    "rivers river; days day"
)
SINGULARS = (
    "is was gas bus lens news series species glass class virus lumen specimen abdomen women's "
    "people's goddess mars this physics das los"
)


@pytest.mark.parametrize("pair", PAIRS.split("; "))
def test_the_singular_of_a_plural(pair: str) -> None:
    plural, one = pair.split()
    assert (singular(plural), singular(one)) == (one, one)


@pytest.mark.parametrize("word", [word for word in SINGULARS.split() if "'" not in word])
def test_a_singular_stays(word: str) -> None:
    assert singular(word) == word
