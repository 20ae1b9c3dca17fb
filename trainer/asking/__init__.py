"""What a front asks, and what it shows once the answer is out; the same for every front.

`Question.shown` is a question as JSON. An answer goes to JSON and back by its form alone: `write`
and `read` in `trainer.deck.form_base`.
"""
