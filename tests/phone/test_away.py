"""Cards that go along on a phone, and the answers that come home."""

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tests.clock import NOON
from trainer.classroom.media import Gallery
from trainer.errors import TrainerError
from trainer.memory.rating import Rating
from trainer.phone.hand_in import ImportedAnswers, import_answers
from trainer.phone.hand_out import HandOut, hand_out
from trainer.phone.link_key import key_of, may_come_in
from trainer.phone.phone_answers import MOST, PhoneAnswers, read_file, read_phone_answers
from trainer.store.event import ReviewEvent, UndoEvent
from trainer.store.learner import Learner
from trainer.store.sync import sync
from trainer.study import sessions
from trainer.study.collection import Collection
from trainer.study.interval import until_due
from trainer.study.options import StudyOptions
from trainer.study.stage import Stage

LATER = NOON + timedelta(hours=9)


def cards_of(out: HandOut) -> dict[str, dict[str, Any]]:
    return {card["ref"]: card for card in out.task["cards"]}


def answer(ref: str, at: datetime, rating: int = 3, **more: object) -> dict[str, object]:
    return {"ref": ref, "rating": rating, "at": round(at.timestamp() * 1000), **more}


def home(out: HandOut, *answers: dict[str, object], **changed: object) -> PhoneAnswers:
    """What the page would give out."""
    return PhoneAnswers.model_validate({**out.task["back"], "answers": answers, **changed})


def reviews(collection: Collection) -> list[ReviewEvent]:
    return [e for e in collection.learner.events() if isinstance(e, ReviewEvent)]


def test_what_is_due_today_and_tomorrow_goes_along(collection: Collection) -> None:
    settings_ = collection.settings.model_copy(update={"new_per_day": 3})
    collection.save_settings(settings_)
    cards = cards_of(hand_out(collection, NOON))
    assert [card["from"] for card in cards.values()] == [0, 0, 0, 1, 1, 1]
    assert next(iter(cards)) == "kinds/flash"
    session = sessions.start(collection, StudyOptions(), NOON)
    session.reveal()
    session.rate(Rating.EASY, NOON)
    assert "kinds/flash" not in cards_of(hand_out(collection, NOON))


def test_no_more_goes_along_than_may(open_collection: Callable[..., Collection]) -> None:
    many = "".join(f"  - {{q: Question {n}?, a: Answer {n}}}\n" for n in range(400))
    collection = open_collection(f"title: Many\nid: many\ncards:\n{many}")
    collection.save_settings(collection.settings.model_copy(update={"new_per_day": 500}))
    assert len(hand_out(collection, NOON).cards) == MOST


def test_where_nothing_is_due_nothing_goes_along(collection: Collection) -> None:
    collection.save_settings(collection.settings.model_copy(update={"new_per_day": 0}))
    with pytest.raises(TrainerError, match="Nothing is due"):
        hand_out(collection, NOON)


def test_the_intervals_are_those_of_the_laptop(collection: Collection) -> None:
    card = cards_of(hand_out(collection, NOON))["kinds/flash"]
    preview = collection.scheduler.preview("kinds/flash", None, NOON)
    expected = [until_due(state, NOON, NOON.date()) for state in preview.values()]
    assert [one["next"] for one in card["ratings"][0]] == expected
    again = card["ratings"][0][0]
    after = collection.scheduler.preview("kinds/flash", preview[Rating.AGAIN], NOON)
    assert [one["next"] for one in again["then"]] == [
        until_due(state, NOON, NOON.date()) for state in after.values()
    ]


@pytest.mark.parametrize(("days", "rating"), [(0, 3), (0, 4), (1, 4), (2, 4), (3, 4)])
def test_what_the_phone_showed_is_what_follows(
    collection: Collection, days: int, rating: int
) -> None:
    out = hand_out(collection, NOON)
    at = NOON + timedelta(days=days)
    (ratings,) = cards_of(out)["kinds/flash"]["ratings"]  # of a new card, for any day
    shown = ratings[rating - 1]["next"]
    import_answers(
        collection, home(out, answer("kinds/flash", at, rating)), at + timedelta(hours=1)
    )
    memory = collection.learner.memory("kinds", "flash")
    assert memory
    assert until_due(memory, at, at.date()) == shown


@pytest.mark.parametrize("days", [1, 2, 3, 4])
def test_what_is_due_waits_as_long_as_its_day_says(collection: Collection, days: int) -> None:
    session = sessions.start(collection, StudyOptions(), NOON)
    session.reveal()
    session.rate(Rating.EASY, NOON)
    memory = collection.learner.memory("kinds", "flash")
    assert memory
    due = NOON + timedelta(days=(memory.due - NOON.date()).days - 1)  # it is due tomorrow
    out = hand_out(collection, due)
    card = cards_of(out)["kinds/flash"]
    assert (card["from"], card["ratings"][0]) == (1, None)
    at = due + timedelta(days=days)
    if days == len(card["ratings"]):
        return  # no longer known there
    shown = card["ratings"][days][2]["next"]
    import_answers(collection, home(out, answer("kinds/flash", at)), at)
    after = collection.learner.memory("kinds", "flash")
    assert after
    assert until_due(after, at, at.date()) == shown


def test_a_card_that_was_edited_after_it_went_along_goes_on_from_what_was_known(
    open_collection: Callable[..., Collection],
) -> None:
    text = "title: D\nid: d\ncards:\n  - {q: Which river runs through Rome?, a: Tiber}\n"
    collection = open_collection(text)
    session = sessions.start(collection, StudyOptions(), NOON)
    ref = session.item.ref
    session.reveal()
    session.rate(Rating.AGAIN, NOON)
    collection.remember_cards()
    out = hand_out(collection, NOON)
    [reading] = collection.library.readings
    reading.path.write_text(text.replace("Rome?", "the city of Rome?"))
    sessions.renew(collection, session, StudyOptions(), NOON + timedelta(hours=1))
    import_answers(collection, home(out, answer(ref, NOON + timedelta(hours=2))), LATER)
    [known] = collection.learner.records("d").values()
    assert known.memory is not None
    assert known.memory.reps == 2


NEW_CARD = "title: D\nid: d\ncards:\n  - {q: Which river runs through Rome?, a: Tiber}\n"


def edited(collection: Collection, text: str) -> str:
    """The one card of a deck as it is edited, read again; its ref."""
    [reading] = collection.library.readings
    reading.path.write_text(text)
    collection.reload()
    [ref] = collection.items
    return ref


def test_a_new_card_that_was_edited_after_it_went_along_is_known(
    open_collection: Callable[..., Collection],
) -> None:
    collection = open_collection(NEW_CARD)
    [ref] = collection.items
    out = hand_out(collection, NOON)
    now = edited(collection, NEW_CARD.replace("Rome?", "the city of Rome?"))
    assert now != ref
    for hour in (1, 2):  # as it comes home bit by bit
        import_answers(collection, home(out, answer(ref, NOON + timedelta(hours=hour), 1)), LATER)
    [(item, known)] = collection.learner.records("d").items()
    assert f"d/{item}" == now
    assert known.memory is not None
    assert known.memory.reps == 2
    assert not collection.edits.gone()


def test_what_was_learnt_here_after_the_edit_goes_on_with_the_answer_from_the_phone(
    open_collection: Callable[..., Collection],
) -> None:
    collection = open_collection(NEW_CARD)
    [ref] = collection.items
    out = hand_out(collection, NOON)
    edited(collection, NEW_CARD.replace("Rome?", "the city of Rome?"))
    session = sessions.start(collection, StudyOptions(), NOON + timedelta(hours=1))
    session.reveal()
    session.rate(Rating.AGAIN, NOON + timedelta(hours=1))
    import_answers(collection, home(out, answer(ref, NOON + timedelta(hours=2))), LATER)
    [known] = collection.learner.records("d").values()
    assert known.memory is not None
    assert known.memory.reps == 2


def test_an_answer_follows_no_card_that_was_there_beside_its_own(
    open_collection: Callable[..., Collection],
) -> None:
    other = "  - {q: Which river runs through Rome now?, a: Tiber}\n"
    collection = open_collection(NEW_CARD + other)
    first, second = collection.items
    session = sessions.start(collection, StudyOptions(items=(second,)), NOON - timedelta(hours=1))
    session.reveal()
    session.rate(Rating.EASY, NOON - timedelta(hours=1))
    out = hand_out(collection, NOON)
    edited(collection, NEW_CARD.split("  -", maxsplit=1)[0] + other)
    import_answers(collection, home(out, answer(first, NOON + timedelta(hours=2))), LATER)
    memory = collection.learner.memory(*second.split("/"))
    assert memory is not None
    assert memory.reps == 1
    assert ["/".join(place) for place in collection.edits.gone()] == [first]


def test_an_answer_counts_at_its_time_marked_as_here(collection: Collection) -> None:
    out = hand_out(collection, NOON)
    came = home(
        out,
        answer("kinds/typed", LATER, answer="Goethe", spent=4000),
        answer("kinds/number", LATER + timedelta(minutes=1), 1, answer="9"),
        answer("kinds/choice", LATER + timedelta(minutes=2), 3, answer="Tiber"),
        answer("kinds/flash", LATER + timedelta(minutes=3), 2),
        answer("kinds/truth", LATER + timedelta(minutes=4), 1),
    )
    assert import_answers(collection, came, LATER + timedelta(days=1)) == ImportedAnswers(5, 5)
    found = {review.item: review for review in reviews(collection)}
    assert found["typed"].at == LATER
    assert (found["typed"].score, found["typed"].duration_ms) == (1.0, 4000)
    assert (found["number"].score, found["number"].rating) == (0.0, Rating.AGAIN)
    assert found["choice"].answer == "Tiber"
    assert found["flash"].score is None
    assert found["truth"].score == 0, "who looks without an answer, here as there"
    assert len({review.batch for review in found.values()}) == 1
    assert found["flash"].batch


def test_an_answer_is_taken_once_whichever_way_it_comes(collection: Collection) -> None:
    out = hand_out(collection, NOON)
    first = answer("kinds/flash", LATER)
    assert import_answers(collection, home(out, first), LATER).in_words() == "1 answer imported."
    both = home(out, first, answer("kinds/typed", LATER, answer="Goethe"))
    imported = import_answers(collection, both, LATER)
    assert imported.in_words() == "1 answer imported, 1 were here already."
    before = collection.learner.journal.end
    assert import_answers(collection, both, LATER) == ImportedAnswers(0, 2)
    assert collection.learner.journal.end == before


def test_what_was_taken_back_here_does_not_come_again(collection: Collection) -> None:
    came = home(hand_out(collection, NOON), answer("kinds/flash", LATER))
    import_answers(collection, came, LATER)
    (review,) = reviews(collection)
    learner = collection.learner
    learner.record(UndoEvent(at=LATER, day=LATER.date(), event=review.id))
    assert import_answers(collection, came, LATER) == ImportedAnswers(0, 1)
    assert learner.memory("kinds", "flash") is None


def test_two_computers_that_sync_take_the_same_answers_once(
    collection: Collection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, box = hand_out(collection, NOON), tmp_path / "box"
    box.mkdir()
    came = home(out, answer("kinds/flash", LATER), answer("kinds/typed", LATER, answer="Goethe"))
    sync(collection.learner, box, NOON)
    monkeypatch.setenv("TRAINER_HOME", str(tmp_path / "second"))
    other = Collection([str(tmp_path / "deck.yaml")], learner="me", folder=tmp_path)
    sync(other.learner, box, NOON)
    for one in (collection, other):
        assert import_answers(one, came, LATER).new == 2
    for one in (collection, other, collection):
        sync(one.learner, box, LATER)
    assert [len(reviews(one)) for one in (collection, other)] == [2, 2]
    assert collection.learner.state.records == other.learner.state.records
    other.close()


def test_what_was_rated_here_since_counts_behind_it(collection: Collection) -> None:
    out = hand_out(collection, NOON)
    session = sessions.start(collection, StudyOptions(), NOON + timedelta(days=2))
    session.reveal()
    session.rate(Rating.AGAIN, NOON + timedelta(days=2))
    import_answers(collection, home(out, answer("kinds/flash", LATER, 4)), NOON + timedelta(days=3))
    memory = collection.learner.memory("kinds", "flash")
    assert memory
    assert (memory.reps, memory.lapses) == (2, 1)
    collection.learner.checkpoint()
    with Learner.open(collection.learner.folder, read_only=True) as again:
        assert again.memory("kinds", "flash") == memory


def test_a_step_follows_a_step(collection: Collection) -> None:
    out = hand_out(collection, NOON)
    came = home(
        out,
        answer("kinds/flash", LATER, 1),
        answer("kinds/flash", LATER + timedelta(minutes=2), 3),
        answer("kinds/flash", LATER + timedelta(minutes=15), 3),
    )
    import_answers(collection, came, LATER + timedelta(hours=1))
    first, second, third = reviews(collection)
    assert (second.before, third.before) == (first.after, second.after)
    expected = collection.scheduler.review("kinds/flash", second.after, Rating.GOOD, third.at)
    assert collection.learner.memory("kinds", "flash") == expected


def test_steps_keep_their_order_where_the_phones_clock_is_slow(collection: Collection) -> None:
    out = hand_out(collection, NOON)
    slow = NOON - timedelta(hours=1)
    ratings = [1, 3, 2, 4, 3]
    came = [
        answer("kinds/flash", slow + timedelta(minutes=n), one) for n, one in enumerate(ratings)
    ]
    import_answers(collection, home(out, *came), NOON + timedelta(hours=1))
    assert [one.rating for one in reviews(collection)] == ratings
    assert {one.at.replace(microsecond=0) for one in reviews(collection)} == {NOON}


def test_a_moment_that_cannot_be_is_met_as_everywhere(collection: Collection) -> None:
    out = hand_out(collection, NOON)
    now = NOON + timedelta(days=1)
    came = home(
        out,
        answer("kinds/flash", NOON - timedelta(days=400)),
        answer("kinds/typed", NOON + timedelta(days=300)),
    )
    import_answers(collection, came, now)
    memory = collection.learner.memory("kinds", "flash")
    assert memory
    assert memory.reviewed == NOON.date()
    memory = collection.learner.memory("kinds", "typed")
    assert memory
    assert memory.reviewed <= now.date()


def test_a_hand_out_that_is_yet_to_come_is_refused(collection: Collection) -> None:
    out = hand_out(collection, NOON)
    for made in ("2199-12-31T23:59:59Z", "2199-01-01T00:00:00Z", "2026-03-20T12:00:00Z"):
        with pytest.raises(TrainerError, match="yet to come"):
            import_answers(collection, home(out, answer("kinds/flash", LATER), made=made), LATER)
    assert not reviews(collection)


@pytest.mark.parametrize("fast", [timedelta(hours=1), timedelta(hours=23), timedelta(days=60_000)])
def test_nothing_is_answered_later_than_now(collection: Collection, fast: timedelta) -> None:
    out = hand_out(collection, NOON)
    came = home(
        out,
        answer("kinds/flash", LATER - timedelta(minutes=5) + fast),
        answer("kinds/typed", LATER + fast, answer="Goethe"),
        made=str(LATER + min(fast, timedelta(hours=20)) if fast.days < 1 else NOON),
    )
    import_answers(collection, came, LATER)
    assert [one.at.replace(microsecond=0) for one in reviews(collection)][-1] == LATER
    assert import_answers(collection, came, LATER + timedelta(hours=2)) == ImportedAnswers(0, 2)
    if fast.days:
        assert reviews(collection)[0].at == LATER - timedelta(minutes=5)


def test_a_file_that_an_editor_saved_with_a_mark_is_read(
    collection: Collection, tmp_path: Path
) -> None:
    came = home(hand_out(collection, NOON), answer("kinds/flash", LATER))
    path = tmp_path / "home.json"
    path.write_bytes(came.model_dump_json().encode("utf-8-sig"))
    assert read_file(path) == came


def test_the_card_may_be_another_by_now(
    open_collection: Callable[..., Collection], tmp_path: Path
) -> None:
    text = (
        "title: T\nid: t\ncards:\n  - {id: a, q: One?, typed: Yes}\n  - {id: b, q: Two?, a: No}\n"
    )
    collection = open_collection(text)
    out = hand_out(collection, NOON)
    (tmp_path / "deck.yaml").write_text(
        text.replace("typed: Yes", "a: Yes").replace("id: b", "id: c")
    )
    collection.reload()
    collection.follow_edits(NOON)
    came = home(out, answer("t/a", LATER, answer="Yes"), answer("t/b", LATER))
    assert import_answers(collection, came, LATER) == ImportedAnswers(2, 2)
    assert len(reviews(collection)) == 2
    memory = collection.learner.memory("t", "a")
    assert memory
    assert memory.reps == 1


def test_another_learners_answers_are_refused(
    collection: Collection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = hand_out(collection, NOON)
    with pytest.raises(TrainerError, match="learner anna"):
        import_answers(collection, home(out, answer("kinds/flash", LATER), learner="anna"), LATER)
    monkeypatch.setenv("TRAINER_HOME", str(tmp_path / "elsewhere"))
    other = Collection([str(tmp_path / "deck.yaml")], learner="me", folder=tmp_path)
    with pytest.raises(TrainerError, match="past is not here"):
        import_answers(other, home(out, answer("kinds/flash", LATER)), LATER)
    assert not reviews(other)
    other.close()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no answers from a phone"),
        (b"\x00\xff\xfe", "no answers from a phone"),
        (b"[" * 100_000, "no answers from a phone"),
        (b'{"trainer": "homework", "v": 1}', "no answers from a phone"),
        (b'{"trainer": "phone", "v": 2, "answers": "?"}', "newer trainer"),
        (b'{"trainer": "phone", "v": 1}', "no answers from a phone"),
        (b" " * 2_000_001, "larger than 2 MB"),
    ],
)
def test_what_is_none_is_refused_in_a_line(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "file.json"
    path.write_bytes(content)
    with pytest.raises(TrainerError, match=said):
        read_file(path)


@given(data=st.data())
def test_a_damaged_file_is_refused_or_read_as_it_was_meant(data: st.DataObject) -> None:
    whole = json.dumps(
        {
            "trainer": "phone", "v": 1, "learner": "me", "hand_out": "20260310-00112233",
            "past": ["a"], "scheduler": "x", "seed": 1, "made": "2026-03-10T12:00:00Z",
            "answers": [{"ref": "kinds/flash", "rating": 3, "at": 1773144000000}],
        }
    ).encode()  # fmt: skip
    at = data.draw(st.integers(0, len(whole) - 1))
    harmed = (
        whole[:at] + data.draw(st.binary(max_size=3)) + whole[at + data.draw(st.integers(0, 9)) :]
    )
    with suppress(TrainerError):
        assert read_phone_answers(harmed, "it").trainer == "phone"


def test_a_link_lets_in_for_its_own_hand_out_and_a_while(collection: Collection) -> None:
    folder, out = collection.learner.folder, hand_out(collection, NOON, home="http://here/")
    name, key = out.task["back"]["hand_out"], out.task["key"]
    assert key == key_of(folder, name)
    assert may_come_in(folder, name, key, NOON + timedelta(days=50))
    assert not may_come_in(folder, name, key, NOON + timedelta(days=70))
    assert not may_come_in(folder, name, "é", NOON)
    assert not may_come_in(folder, "20260310-00000000", key, NOON)
    assert not may_come_in(folder, "x", key, NOON)
    (folder / "phone.json").write_bytes(b"{")
    assert not may_come_in(folder, name, key, NOON)
    assert key not in json.dumps(hand_out(collection, NOON).task)


def test_a_session_goes_on_with_what_is_still_due(collection: Collection) -> None:
    out = hand_out(collection, NOON)
    session = sessions.start(collection, StudyOptions(), NOON)
    assert session.item.ref == "kinds/flash"
    import_answers(collection, home(out, answer("kinds/flash", NOON, 4)), NOON)
    session.replan({"kinds/flash"}, NOON)
    assert session.item.ref != "kinds/flash"
    now, turn = session.item.ref, session.turn
    session.replan({"kinds/other"}, NOON)
    assert (session.item.ref, session.turn) == (now, turn)
    if session.stage is Stage.THINKING:
        session.show_options()
    session.reveal()
    session.replan({now}, NOON)
    assert session.item.ref == now
    session.rate(Rating.GOOD, NOON)
    session.undo(NOON)
    assert session.item.ref == now


def test_the_page_holds_pictures_before_and_after(
    open_collection: Callable[..., Collection], tmp_path: Path
) -> None:
    Image.new("RGB", (40, 20), "white").save(tmp_path / "map.png")
    collection = open_collection(
        "title: M\nid: m\ncards:\n  - q: Point at Rome.\n    picture: {file: map.png, alt: A map}\n"
        "    where: Rome\n    hide: {Rome: [50, 50, 20, 20]}\n"
    )
    out = hand_out(collection, NOON)
    page = out.page(Gallery(collection.card_context.folders))
    asked, revealed = (out.task["cards"][0][when]["pictures"][0] for when in ("media", "revealed"))
    assert asked["src"].startswith("data:image/png;base64,")
    assert asked["src"] != revealed["src"]
    assert str(tmp_path) not in page
    assert "default-src 'none'" in page
    assert datetime.fromtimestamp(out.task["days"][0] / 1000, UTC) > NOON
