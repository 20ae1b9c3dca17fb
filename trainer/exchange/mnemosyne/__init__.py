"""Mnemosyne.

- `reader.py`: its shared cards. `database.py`: its own database. `version1.py`: XML of version 1
- `fact.py`: a fact, of any of them, as a card
- `writer.py`: the text that it imports
"""
