"""Acceptance: whether one text is taken for another. Plain texts in, a judgement out."""
