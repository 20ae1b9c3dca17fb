"""The Textual app: the only package that imports textual."""

import os

# A change is painted with the next frame: of sixty a second it would wait 8 ms on average.
os.environ.setdefault("TEXTUAL_FPS", "120")
