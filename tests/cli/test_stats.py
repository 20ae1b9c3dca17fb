"""`trainer stats`, as typed in a shell."""

import json
from collections.abc import Callable
from dataclasses import replace

from click.testing import Result

from tests.store.conftest import memory_of, review_to
from trainer.memory.leech import LEECH_LAPSES
from trainer.store.home import learner_folder
from trainer.store.learner import Learner


def test_leeches_are_counted_for_people_and_named_for_programs(run: Callable[..., Result]) -> None:
    assert json.loads(run("stats", "--json").stdout)["leeches"] == []
    with Learner.open(learner_folder("me")) as learner:
        for item, more in (("flash", -1), ("typed", 0), ("choice", 1)):
            after = replace(memory_of(9), lapses=LEECH_LAPSES + more)
            learner.record(review_to(item, deck="small", after=after))
    assert "leeches: 2\n" in run("stats").stdout
    named = json.loads(run("stats", "--json").stdout)["leeches"]
    assert [item["ref"] for item in named] == ["small/choice", "small/typed"]
