"""Pictures and sounds beside a deck: found, opened safely, made fit for a screen or a phone."""
