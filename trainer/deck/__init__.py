"""What a deck is: cards, the YAML they are written in, and where decks are found.

A text goes through `yaml_tree.py` (YAML with positions) and `checker.py` into the models that
`card.py` lists. What makes two texts the same is in `identity.py`, `likeness.py` and
`acceptance/`; the rules of the craft are in `lint/`.
"""
