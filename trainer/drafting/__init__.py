"""Cards proposed from an article: by rules, or by a language model that is not trusted.

Two ways lead to a draft. Both add it to the deck by `add_draft.py`, which refuses what our rules of
the craft find something in.

- `by_rules.py`: `parse/` finds what each sentence states, `rules/` asks for parts of it.
- `by_model.py`: `model_prompts.py` says what a model is asked for, `language_model.py` sends it.
  `checks/` refuses a card that says something else than its passage, `second_answer.py` one whose
  answer does not follow from the passage alone.
"""
