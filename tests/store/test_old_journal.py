"""A journal that an older version wrote goes on working.

It was written by the version before the fold (commit d6ac7eb): every type of event that it had,
renames, undos across them, two machines merged, and a fit. `expected.json` is what that version
made of it.
"""

import json
from datetime import date
from pathlib import Path

from pydantic import TypeAdapter

from trainer.memory.queue import DayCounts
from trainer.store.atomic_file import write_atomically
from trainer.store.doctor import examine
from trainer.store.event import ReviewEvent
from trainer.store.journal import Journal
from trainer.store.learner import Learner
from trainer.store.record import ItemRecord

HERE = Path(__file__).with_name("journal_of_old")
EXPECTED = json.loads((HERE / "expected.json").read_bytes())
RECORDS = TypeAdapter(dict[str, ItemRecord]).validate_python(EXPECTED["records"])
DAYS = TypeAdapter(dict[date, DayCounts]).validate_python(EXPECTED["days"])


def test_it_folds_to_the_records_that_the_version_had_which_wrote_it(tmp_path: Path) -> None:
    write_atomically(tmp_path / "reviews.jsonl", (HERE / "reviews.jsonl").read_bytes())
    with Learner.open(tmp_path) as learner:
        assert learner.records("d") == RECORDS
        # one review that was merged in was of an item forgotten the day before, and no longer
        # in the review phase, which that version did not see
        assert learner.state.days == DAYS | {date(2026, 3, 28): DayCounts(new=1, reviews=1)}
        told = [event for event in learner.events("d", "moon") if isinstance(event, ReviewEvent)]
        at = told[-1].at
    assert [event.before for event in told[1:3]] == [event.after for event in told[:2]]
    assert not [c.what for c in examine(tmp_path, at) if c.mend]


def test_none_of_its_lines_is_unknown() -> None:
    entries = [*Journal(HERE / "reviews.jsonl").entries()]
    assert len(entries) > 70
    assert all(entry.event for entry in entries)
    types = {entry.event.type for entry in entries if entry.event}
    assert types >= {"review", "suspend", "bury", "undo", "move", "forget", "kept", "settled"}
    assert types >= {"scheduler", "session-started", "session-ended"}
