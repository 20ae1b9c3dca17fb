"""A deck of every kind of card, and the same deck with siblings."""

EVERY_KIND = """\
title: Every kind
id: kinds
cards:
  - {id: flash, q: What is the capital of France?, a: Paris, tags: [europe], hint: On the Seine.}
  - id: choice
    q: Which river runs through Rome?
    a: Tiber
    wrong: {Arno: It runs through Florence., Po: It runs through Turin.}
    why: The Tiber reaches the sea at Ostia.
    evidence: "4.2"
  - {id: pick, q: Which are islands?, a: [Malta, Cyprus], wrong: [Chad, Mali]}
  - {id: typed, q: Who wrote Faust?, typed: Goethe, tags: [europe]}
  - {id: cloze, cloze: "The Danube joins {{Vienna}} and Budapest."}
  - {id: gaps, cloze: "From {{red}} over {{green}} to blue.", together: true}
  - {id: truth, q: Lisbon is in Spain., truth: false, correction: It is in Portugal.}
  - {id: number, q: How many legs has a spider?, number: 8}
  - {id: date, q: When did the Berlin Wall fall?, date: 1989-11}
  - {id: order, q: Put the planets in order., order: [Mercury, Venus, Earth]}
  - {id: match, q: Match the capitals., match: {Peru: Lima, Chile: Santiago, Cuba: Havana}}
  - {id: list, q: Name the Baltic states., list: [Estonia, Latvia, Lithuania]}
"""

WITH_SIBLINGS = EVERY_KIND.replace(
    "  - id: choice\n", "  - {id: both, q: Paris, a: Seine, reverse: true}\n  - id: choice\n"
).replace("and Budapest", "and {{Budapest::city}}")
"""With a card that is asked both ways, and a second gap: their items are siblings."""
