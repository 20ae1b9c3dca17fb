"""What an English sentence states: spaCy's parse, and the statements that are read from it."""
