"""Every threshold of the craft, in one place."""

LONGEST_PROMPT = 30
"""Words. A longer question is read twice (Wozniak, Twenty rules, rule 12)."""
LONGEST_ANSWER = 14
"""Words. A longer answer holds several facts (Wozniak, rule 4)."""
LONGEST_TYPED = 5
"""Words. A longer one is a matter of phrasing, which no program marks fairly."""
MOST_GAP = 0.4
"""Share of a cloze's words that may be hidden at once."""

FEWEST_WRONG = 2
MOST_WRONG = 4
"""Wrong options; three options in all are enough (Rodriguez 2005)."""
MOST_COMPARED = 50
"""Options that are compared with each other; a card of more has other troubles."""
LONGEST_KEY = 1.5
"""How many times the longest wrong option the right one may be in length."""
SHORT_OPTION = 16
"""Characters. Among options as short as this, length shows nothing."""

TRUE_SHARE = (0.35, 0.65)
"""Of the true/false cards of a deck, how many are true."""
FEWEST_TRUTHS = 4
"""With fewer true/false cards a deck has no share to speak of."""

WHY_WORDS = (5, 60)
"""Words of an explanation."""

LIST_ITEMS = (3, 5)
"""Things to name in one list (Wozniak, rule 9)."""

LONGEST_LIST = 12
"""Lines. What has more is a text, and too long for other reasons."""

COPIED_WORDS = 8
"""So many words in a row, as the source has them, are a quotation."""

SMALL_DECK = 10
"""A deck of fewer cards has no mix of kinds to speak of."""
RECALL_SHARE = 0.55
"""Of a deck's cards, how many must ask for recall at least."""
MOST_TRUTH = 0.1
"""Of a deck's cards, how many may be true/false."""
MOST_OF_A_KIND = 0.5
"""Of a deck's cards, how many may be of one kind."""

SAME_PROMPT = 90
ALIKE_PROMPT = 86
"""How alike (of 100, by `rapidfuzz.fuzz.ratio`) prompts are that say the same, or nearly."""
SERIES = 6
"""So many alike prompts are a series that its author wrote knowingly."""
