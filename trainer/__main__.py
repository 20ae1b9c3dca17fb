"""Lets `python -m trainer` do what the command `trainer` does."""

from trainer.cli import main

main()
