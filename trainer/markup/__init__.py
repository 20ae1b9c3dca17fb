"""Light Markdown and maths: the texts of a deck with `markup: markdown`, as our own elements."""
