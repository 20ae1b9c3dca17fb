"""A small deck to begin from: every kind of card, with a line on each."""

import json
from importlib.resources import files


def example_deck(deck_id: str, title: str, schema: str) -> str:
    """The text of a new deck.

    Args:
        deck_id: its id.
        title: its title, any text.
        schema: where the JSON Schema is, for editors with a YAML language server.
    """
    text = files("trainer.deck").joinpath("example.yaml").read_text(encoding="utf-8")
    quoted = json.dumps(title, ensure_ascii=False)  # JSON's quotes are YAML's too
    return f"# yaml-language-server: $schema={schema}\n{text.format(id=deck_id, title=quoted)}"
