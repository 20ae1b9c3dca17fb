"""What a deck is: cards, the YAML they are written in, and where decks are found."""
