"""One learner's folder: the review journal, the scores that follow from it, settings, lock."""
