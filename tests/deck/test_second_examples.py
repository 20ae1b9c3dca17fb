"""Each rule of the craft fires on an example of its own (explanations.yaml) and on this one."""

from pathlib import Path

import pytest
import yaml

from tests.deck.test_lint import found_in_example
from trainer.deck.diagnostic import Code
from trainer.deck.explanation import explained

SECOND: dict[str, str] = yaml.load(
    Path(__file__).with_name("second_examples.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader
)
_TEXT = "Open the file and read it line by line.\n\nCount the words of each as you go.\n\nPrint it."
WRONG = "wrong: {Oats: They grow in Scotland., Barley: Beer is made of it.}"


@pytest.mark.parametrize("code", SECOND)
def test_the_rule_fires_on_a_second_example(code: str) -> None:
    assert code in found_in_example(SECOND[code], code)


@pytest.mark.parametrize(
    "card",
    [
        "{q: 'Rome is in {{c1::Italy}}.', a: Italy}",
        "{q: 'See ![the map](map.png): which river?', a: Tiber}",
        "{q: Which is it?, a: '<b>Tiber</b>'}",
        r"{q: 'Which is \\(a^2\\)?', a: A square}",
        "{q: Which is it?, a: Tiber, why: 'As in [the book](https://example.org/book).'}",
    ],
)
def test_notation_of_other_programs_is_found(card: str) -> None:
    assert "D330" in found_in_example(f"- {card}", "D330")


def test_every_rule_that_can_be_shown_has_one() -> None:
    shown = {code.value for code in Code if code.startswith("D3") and explained(code).bad}
    assert shown <= {*SECOND, Code.OTHER_SOURCE}


@pytest.mark.parametrize(
    ("code", "card"),
    [
        ("D318", "{q: Which entry does an LRU cache drop?, a: The least recently used one}"),
        ("D318", "{q: What is left of the queue?, a: The now empty list}"),
        ("D333", f"{{q: Why may a baker not salt the yeast?, a: It dies, {WRONG}}}"),
        ("D333", f"{{q: What happens when dough is not kneaded?, a: It falls, {WRONG}}}"),
        ("D335", "{q: Which shows x?, a: print(x), wrong: {Print: No., x.show(): No., None: No.}}"),
        ("D336", "{q: Which tag?, a: <b>, wrong: {x-b: No., b_override: No.}}"),
        ("D337", "{q: What is x?, a: A name, wrong: {A read-only name: No., A list: No.}}"),
        ("D317", "{q: A path is given as text. What does this text hold?, a: Names}"),
        ("D314", f"{{q: How?, a: '{_TEXT}'}}"),
        ("D321", "{q: Monaco, a: Monaco}"),
        ("D363", "{q: When was the first bakery of Velm opened?, number: 1822}"),
        ("D334", f"{{q: Which grain?, a: Durum wheat, {WRONG}}}"),
        ("D335", "{q: Which root of 1 is negative?, a: '-1', wrong: {'1': No., '0': No.}}"),
        ("D335", "{q: Which means nice?, a: schön, wrong: {schon: No., Schön: No.}}"),
        ("D336", "{q: Which is right?, a: boys' book, wrong: {boys book: No., boy's book: No.}}"),
        ("D317", '{q: "What does this print?\\n\\n```\\nprint(3)\\n```", a: Three}'),
        ("D330", "{q: What does 2**3**2 give in Python?, a: '512'}"),
        ("D330", "{q: What costs more than $5 and less than $6_000?, a: Bread}"),
        ("D330", "{q: 'What is `**x**` in Markdown?', a: Strong}"),
        ("D330", "{q: 'What does f(*a, **b) take, and g(**c)?', a: Keywords}"),
        ("D361", "{q: Type the symbol of water., typed: H2O}"),
    ],
)
def test_what_only_looks_like_it_is_left_alone(code: str, card: str) -> None:
    assert code not in found_in_example(f"- {card}", code)
