"""Decks from other programs, and for them: CSV, Markdown, GIFT and Anki packages."""
