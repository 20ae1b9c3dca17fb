"""A learner's own session on their phone: the fourth front, beside the app on the laptop."""
