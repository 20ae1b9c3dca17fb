"""The screens of the learner's app: one a file, its look beside it."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from textual.screen import Screen


@cache
def every_screen() -> tuple[type[Screen[Any]], ...]:
    """The screens that there are, each as its file has it; loads all of them."""
    modules = [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)]
    return tuple(
        kind
        for module in modules
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, Screen)
        if kind.__module__ == module.__name__
    )
