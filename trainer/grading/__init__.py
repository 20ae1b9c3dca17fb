"""Marks an answer: pure functions from a question and an answer to a Mark."""
