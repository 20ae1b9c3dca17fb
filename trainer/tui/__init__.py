"""The Textual app: the only package that imports textual."""

import os

# A change is painted with the next frame: of sixty a second it would wait 8 ms on average.
# Nothing is painted where nothing changed, and animations keep a pace of their own.
os.environ.setdefault("TEXTUAL_FPS", "250")
