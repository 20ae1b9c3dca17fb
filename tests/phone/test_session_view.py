"""The session as a phone sees and steers it."""

import json
import re
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pydantic import ValidationError

from tests.clock import NOON
from tests.every_kind import WITH_SIBLINGS
from trainer.classroom.page_file import languages
from trainer.grading.mark import Verdict
from trainer.memory.rating import Rating
from trainer.phone.protocol import Act, GiveAnswer, PhoneStep, PressKey, Rate, read_message
from trainer.phone.session_view import SessionView
from trainer.study import sessions
from trainer.study.collection import Collection
from trainer.study.options import StudyOptions
from trainer.study.session import Session
from trainer.study.stage import Stage

ACTS: tuple[Act, ...] = ("show", "reveal", "undo", "right", "skip", "bury", "suspend")


@pytest.fixture
def session(collection: Collection) -> Session:
    return sessions.resume_or_start(collection, StudyOptions(), NOON)


@pytest.fixture
def front(session: Session) -> SessionView:
    return SessionView(session, lambda: NOON)


def until(session: Session, front: SessionView, kind: str) -> None:
    while session.question.kind != kind:
        front.take(PressKey(t="do", turn=front.turn, act="skip"))
    if session.stage is Stage.THINKING:
        front.take(PressKey(t="do", turn=front.turn, act="show"))


def test_what_is_sent_twice_counts_once(session: Session, front: SessionView) -> None:
    until(session, front, "typed")
    answer = GiveAnswer(t="answer", turn=front.turn, answer="Goethe")
    assert front.take(answer) == ""
    assert front.state()["reveal"]["verdict"] == "right"
    rating = Rate(t="rate", turn=front.turn, rating=3)
    for _ in range(3):
        front.take(rating)
        front.take(answer)
    assert session.done == 1


def test_what_belongs_to_an_earlier_turn_is_dropped(session: Session, front: SessionView) -> None:
    seen = front.turn
    session.skip(NOON)  # in the app
    before = json.dumps(front.state())
    steps: list[PhoneStep] = [PressKey(t="do", turn=seen, act=act) for act in ACTS]
    for step in [*steps, Rate(t="rate", turn=seen, rating=1)]:
        front.take(step)
        assert json.dumps(front.state()) == before


def test_what_belongs_to_another_session_is_dropped(collection: Collection) -> None:
    options = StudyOptions(cram=True)
    first, second = (sessions.resume_or_start(collection, options, NOON) for _ in range(2))
    assert first.turn == second.turn
    seen = SessionView(first, lambda: NOON).turn
    SessionView(second, lambda: NOON).take(PressKey(t="do", turn=seen, act="skip"))
    assert second.turn == first.turn


def test_what_cannot_be_read_is_asked_again(session: Session, front: SessionView) -> None:
    until(session, front, "number")
    said = front.take(GiveAnswer(t="answer", turn=front.turn, answer="many"))
    assert said
    assert session.stage is Stage.ASKING
    assert front.take(GiveAnswer(t="answer", turn=front.turn, answer="x" * 300))
    assert session.stage is Stage.ASKING


def test_the_key_is_not_told_before_the_answer(session: Session, front: SessionView) -> None:
    until(session, front, "typed")
    assert "Goethe" not in json.dumps(front.state())
    front.take(PressKey(t="do", turn=front.turn, act="reveal"))
    shown = front.state()
    assert shown["reveal"]["key"] == "Goethe"
    assert [one["rating"] for one in shown["ratings"]] == [1, 2, 3, 4]
    assert all(one["next"] for one in shown["ratings"])


def test_options_stay_hidden_while_the_learner_thinks(session: Session, front: SessionView) -> None:
    while session.question.kind != "choice":
        front.take(PressKey(t="do", turn=front.turn, act="skip"))
    assert session.stage is Stage.THINKING
    assert front.state()["question"]["answer"] is None
    assert "Arno" not in json.dumps(front.state())


def test_an_answer_taken_back_is_there_to_go_on_from(session: Session, front: SessionView) -> None:
    until(session, front, "typed")
    front.take(GiveAnswer(t="answer", turn=front.turn, answer="Gothe of Rome"))
    front.take(PressKey(t="do", turn=front.turn, act="undo"))
    assert front.state()["draft"] == "Gothe of Rome"


def test_trouble_is_told(session: Session) -> None:
    front = SessionView(session, lambda: NOON, lambda: "the disk is full")
    assert front.state()["trouble"] == "the disk is full"


ANSWERS = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-1, 5)
    | st.sampled_from(["Goethe", "8", "1989-11", ""]),
    lambda one: st.lists(one, max_size=4) | st.dictionaries(st.sampled_from("ab"), one, max_size=2),
    max_leaves=5,
)


@settings(max_examples=settings().max_examples // 2)
@given(data=st.data())
def test_whatever_a_phone_sends_the_session_goes_on(data: st.DataObject) -> None:
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patched:
        patched.setenv("TRAINER_HOME", folder)
        deck = Path(folder) / "deck.yaml"
        deck.write_text(WITH_SIBLINGS)
        with closing(Collection([str(deck)], learner="me", folder=deck.parent)) as collection:
            _send_anything(data, collection)


def _send_anything(data: st.DataObject, collection: Collection) -> None:
    now = NOON
    session = sessions.resume_or_start(collection, StudyOptions(cram=True), now)
    front = SessionView(session, lambda: now)
    for _ in range(12):
        now += timedelta(seconds=2)
        turn = data.draw(st.sampled_from([front.turn] * 4 + [f"{session.id}:0", "other:1", ""]))
        step = data.draw(
            st.one_of(
                st.builds(PressKey, t=st.just("do"), turn=st.just(turn), act=st.sampled_from(ACTS)),
                st.builds(Rate, t=st.just("rate"), turn=st.just(turn), rating=st.integers(1, 4)),
                st.builds(GiveAnswer, t=st.just("answer"), turn=st.just(turn), answer=ANSWERS),
            )
        )
        before, stage = front.turn, session.stage
        front.take(step)
        assert step.turn == before or (front.turn, session.stage) == (before, stage)
        state = json.loads(json.dumps(front.state()))
        assert ("reveal" in state) == (session.stage is Stage.ANSWERED)


@pytest.mark.parametrize(
    "said", ["", "[]", '{"t":"rate","turn":"s:1","rating":5}', '{"t":"do","turn":"s:1","act":"rm"}']
)
def test_what_is_no_message_is_refused(said: str) -> None:
    with pytest.raises(ValidationError):
        read_message(said)


SECRETS = """\
title: Secret title
id: secret-deck
markup: markdown
cards:
  - {id: secret-flash, q: Q 1?, a: Secret, why: Secret why, tags: [secret], note: Secret note}
  - {id: secret-type, q: Q 2?, typed: Secret, accept: [secrets], evidence: "77.7"}
  - {id: secret-gap, cloze: "One {{secret}} gap.", why: Secret why}
  - {id: secret-gaps, cloze: "Two {{secret}} and {{secret 2}}.", together: true}
  - {id: secret-truth, q: Q 3., truth: false, correction: Secret}
  - {id: secret-list, q: Q 4?, list: [{text: secret, accept: [secrets]}, another secret]}
  - {id: secret-hide, q: Q 5?, picture: a.png, hide: {Secret: [1, 1, 9, 9]}}
  - {id: secret-point, q: Q 6., picture: a.png, where: Secret, hide: {Secret: [11, 12, 13, 14]}}
  - {id: secret-choice, q: Q 7?, a: A, wrong: {B: secret reason}, why: Secret why}
  - {id: secret-number, q: Q 8?, number: 987654}
  - {id: secret-date, q: Q 9?, date: 1848-12}
"""


def test_nothing_sent_before_the_answer_holds_it(tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text(SECRETS)
    Image.new("RGB", (40, 40)).save(tmp_path / "a.png")
    with closing(Collection([str(tmp_path)], learner="me", folder=tmp_path)) as collection:
        session = sessions.resume_or_start(collection, StudyOptions(cram=True), NOON)
        front, asked = SessionView(session, lambda: NOON), set()
        for _ in range(11):
            asked.add(session.item.ref)
            sent = json.dumps(front.state()).casefold()
            assert not re.findall(r"secret|987.?654|1848|december|11, 12|77\.7", sent), sent
            front.take(PressKey(t="do", turn=front.turn, act="skip"))
        assert len(asked) == 11


def test_the_page_has_words_for_all_that_it_is_sent() -> None:
    wanted = {f"verdict.{verdict}" for verdict in Verdict}
    wanted |= {f"phone.{act}" for act in ACTS if act != "show"}
    wanted |= {f"phone.{rating.name.lower()}" for rating in Rating}
    for language, words in languages().items():
        assert wanted <= words.keys(), language
