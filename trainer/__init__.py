"""trainer: quizzes and flashcards in the terminal, with spaced repetition."""

import os

__version__ = "0.1.0"

# To look for plugins pydantic reads about every package that is installed, at each start.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
