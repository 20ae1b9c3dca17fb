"""Cards proposed from an article: by rules, or by a language model that is not trusted."""
