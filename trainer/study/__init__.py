"""The study session: a state machine with no user interface."""
