"""Any order of what a learner can do: nothing is lost, nothing is asked that should not be."""

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.every_kind import WITH_SIBLINGS
from trainer.grading.mark import Answer
from trainer.memory.rating import Rating
from trainer.study import sessions
from trainer.study.collection import Collection
from trainer.study.options import StudyOptions
from trainer.study.session import Session
from trainer.study.stage import Stage

ANSWERS: dict[str, Answer] = {
    "choice": "Tiber",
    "pick": frozenset({"Malta", "Cyprus"}),
    "typed": "Goethe",
    "truth": True,
    "number": "8",
    "date": "1989",
    "order": ("Venus", "Mercury", "Earth"),
    "match": {"Peru": "Lima"},
    "list": ("Latvia",),
    "cloze": ("Vienna",),
}


@contextmanager
def disk(*, is_full: bool) -> Iterator[None]:
    """A disk that makes nothing durable while it is full."""

    def refuse(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with patch.object(os, "fsync", refuse if is_full else os.fsync):
        yield


class SessionMachine(RuleBasedStateMachine):
    """A learner, with a model of what they rated beside the session."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.deck = self.folder / "deck.yaml"
        self.deck.write_text(WITH_SIBLINGS)
        self.now = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
        self.rated: list[tuple[str, Rating]] = []
        self.steps: list[bool] = []

    @initialize(cram=st.booleans(), think_first=st.booleans())
    def begin(self, *, cram: bool, think_first: bool) -> None:
        self.collection = self.open()
        self.collection.settings = self.collection.settings.model_copy(
            update={"think_first": think_first}
        )
        self.cram = cram
        self.session: Session = sessions.start(self.collection, StudyOptions(cram=cram), self.now)

    def open(self) -> Collection:
        with patch.dict("os.environ", {"TRAINER_HOME": str(self.folder / "home")}):
            return Collection([str(self.deck)], learner="me", folder=self.folder)

    def asking(self) -> bool:
        return self.session.stage in {Stage.THINKING, Stage.ASKING}

    def in_hand(self) -> bool:
        return self.session.stage not in {Stage.WAITING, Stage.FINISHED}

    @precondition(lambda self: self.session.stage is Stage.THINKING)
    @rule()
    def think(self) -> None:
        self.session.show_options()
        assert self.session.question.options

    @precondition(lambda self: self.asking())
    @rule()
    def reveal(self) -> None:
        self.session.reveal()

    @precondition(
        lambda self: self.session.stage is Stage.ASKING and self.session.item.card.kind in ANSWERS
    )
    @rule()
    def answer(self) -> None:
        card = self.session.item.card
        given = ANSWERS[card.kind]
        if card.id == "gaps":
            given = ("red", "blue")
        mark = self.session.submit(given)
        assert 0 <= mark.score <= 1

    @precondition(lambda self: self.session.stage is Stage.ANSWERED)
    @rule(rating=st.sampled_from(Rating), is_full=st.booleans())
    def rate(self, rating: Rating, *, is_full: bool) -> None:
        ref = self.session.item.ref
        with disk(is_full=is_full):
            self.session.rate(rating, self.now)
        assert bool(self.collection.learner.trouble) == is_full
        self.rated.append((ref, rating))
        self.steps.append(True)

    @precondition(lambda self: self.in_hand())
    @rule(what=st.sampled_from(["skip", "bury", "suspend"]), is_full=st.booleans())
    def set_aside(self, what: str, *, is_full: bool) -> None:
        with disk(is_full=is_full):
            getattr(self.session, what)(self.now)
        self.steps.append(False)

    @precondition(lambda self: self.session.can_undo)
    @rule(is_full=st.booleans())
    def undo(self, *, is_full: bool) -> None:
        shown = self.session.stage is Stage.ANSWERED
        with disk(is_full=is_full):
            self.session.undo(self.now)
        if not shown and self.steps.pop():
            ref, _ = self.rated.pop()
            assert (self.session.item.ref, self.session.stage) == (ref, Stage.ANSWERED)

    @rule(minutes=st.sampled_from([0.2, 3, 30]))
    def wait(self, minutes: float) -> None:
        self.now += timedelta(minutes=minutes)
        self.session.refresh(self.now)

    @precondition(lambda self: self.steps)
    @rule()
    def be_cut_off(self) -> None:
        """The program dies and is opened again: the session goes on."""
        skips = [index for index, step in enumerate(self.session.steps) if not step.event_id]
        self.collection.close()
        self.collection = self.open()
        self.steps = [step for index, step in enumerate(self.steps) if index not in skips]
        if sessions.resumable(self.collection, self.now) is None:
            self.session = sessions.start(self.collection, StudyOptions(cram=self.cram), self.now)
            self.rated, self.steps = [], []
        else:
            self.session = sessions.resume(self.collection, self.now)

    @invariant()
    def nothing_is_lost(self) -> None:
        if hasattr(self, "session"):
            assert self.session.done == len(self.rated) == self.session.summary.answers

    @invariant()
    def an_item_is_asked_just_while_one_is_in_hand(self) -> None:
        if hasattr(self, "session") and self.in_hand():
            record = self.collection.learner.record_of("kinds", self.session.item.id)
            assert not record.suspended

    def teardown(self) -> None:
        if hasattr(self, "collection"):
            self.collection.close()
        shutil.rmtree(self.folder)


TestSession = SessionMachine.TestCase
TestSession.settings = settings(
    max_examples=40,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
