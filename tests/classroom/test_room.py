"""The room, step by step."""

from datetime import timedelta

import pytest

from tests.classroom.conftest import Desk
from trainer.classroom.class_memory import left_to_remember, shown_in
from trainer.classroom.drill_event import Confidence, Joined
from trainer.classroom.drill_stage import DrillStage
from trainer.classroom.refused import RefusedError
from trainer.classroom.scoring import standings, team_means
from trainer.grading.mark import Answer


def stages(desk: Desk, steps: int) -> list[str]:
    found = []
    for _ in range(steps):
        desk.go()
        found.append(desk.room.state.stage.value)
    return found


def test_a_drill_goes_from_the_lobby_to_its_end() -> None:
    desk = Desk("drill", "choice", "typed")
    question = ["think", "open", "closed", "revealed"]
    assert stages(desk, 9) == [*question, *question, "done"]


def test_a_flashcard_has_no_answers_to_close_and_is_marked_when_revealed() -> None:
    desk = Desk("drill", "flash")
    (anna,) = desk.sit("Anna")
    assert stages(desk, 2) == ["think", "open"]
    with pytest.raises(RefusedError):
        desk.room.answers.give(anna, 0, 1, "right", desk.now)
    assert stages(desk, 1) == ["revealed"]
    assert desk.room.answers.give(anna, 0, 1, "partly", desk.now).score == 0.5


def test_in_peer_mode_a_class_votes_discusses_and_votes_again() -> None:
    desk = Desk("peer", "choice")
    (anna,) = desk.sit("Anna")
    desk.go(2)
    desk.room.answers.give(anna, 0, 1, "Po", desk.now, confidence=Confidence.SURE)
    assert stages(desk, 2) == ["closed", "revote"]
    assert not desk.room.state.given
    desk.room.answers.give(anna, 0, 2, "Tiber", desk.now)
    assert stages(desk, 2) == ["closed", "revealed"]
    assert standings(desk.room.state, desk.preset)[anna].right == 1
    assert desk.room.state.answers[0, 1][anna].confidence is Confidence.SURE


def test_a_teacher_may_show_the_key_without_a_second_vote() -> None:
    desk = Desk("peer", "choice")
    desk.go(3)
    desk.room.reveal(desk.now)
    assert desk.room.state.stage is DrillStage.REVEALED


def test_at_their_own_pace_players_are_at_questions_of_their_own() -> None:
    desk = Desk("exit", "choice", "typed", "truth")
    anna, ben = desk.sit("Anna", "Ben")
    desk.go()
    desk.room.answers.give(anna, 0, 1, "Tiber", desk.now)
    assert (desk.room.flow.question_of(anna), desk.room.flow.question_of(ben)) == (1, 0)
    answers: list[Answer] = ["Po", "Goethe", False]
    for number, answer in enumerate(answers):
        desk.room.answers.give(ben, number, 1, answer, desk.now)
    assert desk.room.flow.question_of(ben) is None
    assert stages(desk, 5) == ["closed", "revealed", "revealed", "revealed", "done"]
    earned = standings(desk.room.state, desk.preset)
    assert (earned[anna].right, earned[ben].right) == (1, 2)


def test_an_answer_can_be_changed_until_answers_are_closed() -> None:
    desk = Desk("drill", "choice")
    (anna,) = desk.sit("Anna")
    desk.open_first()
    desk.room.answers.give(anna, 0, 1, "Po", desk.now)
    desk.room.answers.give(anna, 0, 1, "Tiber", desk.now)
    desk.go()
    with pytest.raises(RefusedError, match="closed"):
        desk.room.answers.give(anna, 0, 1, "Arno", desk.now)
    assert {a.answer for a in desk.room.state.given.values()} == {"Tiber"}


@pytest.mark.parametrize("round_", [0, 2, 3])
def test_an_answer_to_another_question_or_round_is_refused(round_: int) -> None:
    desk = Desk("drill", "choice", "typed")
    (anna,) = desk.sit("Anna")
    desk.open_first()
    with pytest.raises(RefusedError):
        desk.room.answers.give(anna, 1, 1, "Goethe", desk.now)
    with pytest.raises(RefusedError):
        desk.room.answers.give(anna, 0, round_, "Tiber", desk.now)


def test_the_question_stands_alone_for_five_seconds() -> None:
    desk = Desk("drill", "choice")
    (anna,) = desk.sit("Anna")
    desk.go()
    desk.later(4.9)
    with pytest.raises(RefusedError):
        desk.room.answers.give(anna, 0, 1, "Tiber", desk.now)
    desk.later(0.2)
    assert desk.room.state.stage is DrillStage.OPEN
    assert desk.room.flow.left(desk.now) is None


def test_a_race_closes_when_its_time_is_up() -> None:
    desk = Desk("race", "choice")
    desk.open_first()
    desk.later(19)
    assert desk.room.flow.left(desk.now) == timedelta(seconds=1)
    desk.later(1)
    assert desk.room.state.stage is DrillStage.CLOSED


def test_a_pause_stops_the_clock_and_takes_no_answers() -> None:
    desk = Desk("race", "choice")
    (anna,) = desk.sit("Anna")
    desk.open_first()
    desk.later(5)
    desk.room.pause(desk.now, paused=True)
    desk.later(100)
    with pytest.raises(RefusedError):
        desk.room.answers.give(anna, 0, 1, "Tiber", desk.now)
    desk.room.pause(desk.now, paused=False)
    assert desk.room.flow.left(desk.now) == timedelta(seconds=15)
    desk.room.answers.give(anna, 0, 1, "Tiber", desk.now)


def test_who_comes_late_answers_the_question_that_is_open() -> None:
    desk = Desk("drill", "choice")
    desk.open_first()
    (anna,) = desk.sit("Anna")
    desk.room.answers.give(anna, 0, 1, "Tiber", desk.now)
    assert anna in desk.room.state.given


def test_a_seat_is_kept_for_who_has_its_token_and_for_nobody_else() -> None:
    desk = Desk("drill", "choice")
    (anna,) = desk.sit("Anna")
    desk.room.presence.note_gone(anna, desk.now)
    assert desk.room.seats.rejoin("token Anna").id == anna
    for guess in ("token Ben", "", desk.room.state.players[anna].joined.token):
        with pytest.raises(RefusedError):
            desk.room.seats.rejoin(guess)


@pytest.mark.parametrize("name", ["anna", " ANNA ", "Ánna", "An na", "Ａｎｎａ"])
def test_nobody_takes_the_name_of_another(name: str) -> None:
    desk = Desk()
    desk.sit("Anna")
    with pytest.raises(RefusedError) as refused:
        desk.room.seats.join(name, "other", desk.now)
    assert refused.value.code == "taken"


def test_two_students_of_the_roster_are_two_however_alike_their_names() -> None:
    desk = Desk()
    for number, name in enumerate(["José", "Jose", "Zoë", "Zoe"]):
        desk.room.seats.join(name, f"t{number}", desk.now, student=f"s{number}")
    assert len(desk.room.state.seated) == 4
    with pytest.raises(RefusedError, match="jose has a seat already"):
        desk.room.seats.join("jose", "t9", desk.now)
    with pytest.raises(RefusedError, match="Josè looks like José, who has a seat: add a letter"):
        desk.room.seats.join("Josè", "t9", desk.now)


def test_who_was_removed_may_come_back_and_who_was_banned_may_not() -> None:
    desk = Desk()
    anna = desk.room.seats.join("Anna", "t1", desk.now, address="10.0.0.5").id
    desk.room.seats.remove(anna, desk.now)
    with pytest.raises(RefusedError, match="freed"):
        desk.room.seats.rejoin("t1")
    anna = desk.room.seats.join("Anna", "t2", desk.now, address="10.0.0.5").id
    desk.room.seats.remove(anna, desk.now, ban=True)
    desk.room.seats.join("Ánna", "t4", desk.now, address="10.0.0.7")  # another, for all we know
    for name, address in [("anna", "10.0.0.9"), ("Anders", "10.0.0.5")]:
        with pytest.raises(RefusedError) as refused:
            desk.room.seats.join(name, "t3", desk.now, address=address)
        assert refused.value.code == "banned"


def test_a_step_back_reopens_and_keeps_every_answer() -> None:
    desk = Desk("drill", "choice", "typed")
    (anna,) = desk.sit("Anna")
    desk.open_first()
    desk.room.answers.give(anna, 0, 1, "Po", desk.now)
    desk.go()
    desk.room.undo(desk.now)
    assert desk.room.state.stage is DrillStage.OPEN
    assert desk.room.state.given[anna].answer == "Po"
    desk.room.answers.give(anna, 0, 1, "Tiber", desk.now)
    assert standings(desk.room.state, desk.preset)[anna].asked == 0


def test_a_step_back_takes_a_stage_that_opened_by_itself_with_it() -> None:
    desk = Desk("drill", "choice", "typed")
    desk.go(4)
    desk.go()
    desk.later(6)
    assert (desk.room.state.stage, desk.room.state.question) == (DrillStage.OPEN, 1)
    desk.room.undo(desk.now)
    assert (desk.room.state.stage, desk.room.state.question) == (DrillStage.REVEALED, 0)


def test_no_step_back_goes_behind_what_became_reviews() -> None:
    desk = Desk("drill", "choice", "typed")
    desk.go(5)
    desk.room.remember(0, desk.now)
    assert desk.room.history.undoable is None
    with pytest.raises(RefusedError):
        desk.room.undo(desk.now)


def test_a_seat_given_to_another_since_is_not_taken_back() -> None:
    desk = Desk()
    (anna,) = desk.sit("Anna")
    desk.room.seats.remove(anna, desk.now)
    desk.room.seats.join("Anna", "other", desk.now)
    with pytest.raises(RefusedError, match="joined again"):
        desk.room.undo(desk.now)


def test_a_question_that_was_skipped_does_not_count() -> None:
    desk = Desk("drill", "choice", "typed")
    (anna,) = desk.sit("Anna")
    desk.open_first()
    desk.room.answers.give(anna, 0, 1, "Tiber", desk.now)
    desk.room.skip(desk.now)
    assert desk.room.state.question == 1
    assert standings(desk.room.state, desk.preset)[anna].asked == 0
    assert desk.room.state.answers[0, 1][anna].answer == "Tiber"


def test_hands_are_counted_for_each_option() -> None:
    desk = Desk("board", "choice")
    desk.go(2)
    desk.room.tally((4, 12, 7), desk.now)
    assert desk.room.state.tallies[0, 1] == (4, 12, 7)
    with pytest.raises(RefusedError, match="3 numbers"):
        desk.room.tally((4, 12), desk.now)


def test_speed_and_streaks_earn_points_in_a_race() -> None:
    desk = Desk("race", "choice", "typed")
    anna, ben = desk.sit("Anna", "Ben")
    desk.open_first()
    desk.room.answers.give(anna, 0, 1, "Tiber", desk.now)
    desk.room.answers.give(ben, 0, 1, "Tiber", desk.later(10))
    desk.go(2)
    earned = standings(desk.room.state, desk.preset)
    assert (earned[anna].points, earned[ben].points) == (1000, 750)
    desk.go(2)
    desk.room.answers.give(anna, 1, 1, "Goethe", desk.now)
    desk.go(2)
    assert standings(desk.room.state, desk.preset)[anna].points == 1000 + 1100
    assert next(iter(standings(desk.room.state, desk.preset))) == anna


def test_teams_of_uneven_size_are_scored_by_mean() -> None:
    desk = Desk("teams", "choice", teams=2)
    players = desk.sit("A", "B", "C")
    assert [desk.room.state.players[p].joined.team for p in players] == [0, 1, 0]
    desk.open_first()
    for player, answer in zip(players, ["Tiber", "Tiber", "Po"], strict=True):
        desk.room.answers.give(player, 0, 1, answer, desk.now)
    desk.go(2)
    assert team_means(desk.room.state, desk.preset) == {"team 1": 1000, "team 0": 500}


def test_the_teachers_marks_count_for_teams_on_the_board() -> None:
    desk = Desk("board", "choice", teams=2)
    desk.go(3)
    desk.room.mark("team:team 1", 1, desk.now)
    desk.room.mark("team:team 0", 0, desk.now)
    assert list(team_means(desk.room.state, desk.preset).values()) == [1000, 0]


def test_a_seat_cannot_be_had_once_the_drill_is_over() -> None:
    desk = Desk()
    desk.room.finish(desk.now)
    with pytest.raises(RefusedError, match="over"):
        desk.sit("Anna")


def test_what_was_not_revealed_when_the_drill_ended_does_not_count() -> None:
    desk = Desk("drill", "choice")
    (anna,) = desk.sit("Anna")
    desk.open_first()
    desk.room.answers.give(anna, 0, 1, "Tiber", desk.now)
    desk.room.finish(desk.now)
    assert standings(desk.room.state, desk.preset)[anna].asked == 0


def test_a_pause_costs_no_points_for_speed() -> None:
    desk = Desk("race", "choice")
    (anna,) = desk.sit("Anna")
    desk.go(2)
    desk.later(2)
    desk.room.pause(desk.now, paused=True)
    desk.later(300)
    desk.room.pause(desk.now, paused=False)
    desk.later(1)
    assert desk.room.answers.give(anna, 0, 1, "Tiber", desk.now).after_ms == 3000


def test_an_answer_in_a_pause_is_told_to_wait() -> None:
    desk = Desk("drill", "choice")
    (anna,) = desk.sit("Anna")
    desk.go(2)
    desk.room.pause(desk.now, paused=True)
    with pytest.raises(RefusedError) as refused:
        desk.room.answers.give(anna, 0, 1, "Tiber", desk.now)
    assert refused.value.code == "paused"


def test_a_student_comes_back_to_the_seat_and_the_answers_he_had() -> None:
    desk = Desk("drill", "choice")
    anna = desk.room.seats.join("Anna", "t1", desk.now, student="anna").id
    desk.go(2)
    desk.room.answers.give(anna, 0, 1, "Tiber", desk.now)
    desk.room.seats.remove(anna, desk.now)
    assert desk.room.seats.join("Anna", "t2", desk.now, student="anna").id == anna
    assert desk.room.state.given[anna].answer == "Tiber"
    assert len(desk.room.state.seated) == 1


def test_a_seat_is_never_given_to_another_whoever_left_the_log() -> None:
    desk = Desk()
    anna, ben = desk.sit("Anna", "Ben")
    desk.kept.pop(0)  # as a purge does
    room = desk.again()
    assert room.seats.join("Cleo", "token Cleo", desk.now).id not in {anna, ben}


def test_seats_that_guests_left_behind_bar_their_address() -> None:
    desk = Desk()
    for number in range(5):
        guest = desk.room.seats.join(f"Bot {number}", f"t{number}", desk.now, address="10.0.0.9")
        desk.room.presence.note_gone(guest.id, desk.now)
    with pytest.raises(RefusedError, match="left from here"):
        desk.room.seats.join("Bot 6", "t6", desk.now, address="10.0.0.9")
    desk.room.seats.join("Anna", "t7", desk.now, address="10.0.0.9", student="anna")
    desk.room.seats.remove_lost_guests(desk.now)
    assert [player.name for player in desk.room.state.seated.values()] == ["Anna"]
    desk.room.seats.join("Zoe", "t8", desk.now, address="10.0.0.9")


def test_nobody_new_joins_a_locked_room_and_who_has_a_seat_comes_back() -> None:
    desk = Desk()
    desk.sit("Anna")
    desk.room.seats.locked = True
    with pytest.raises(RefusedError, match="Nobody new"):
        desk.sit("Ben")
    assert desk.room.seats.rejoin("token Anna").name == "Anna"


def test_a_question_whose_key_was_shown_is_not_skipped() -> None:
    desk = Desk("board", "choice")
    desk.go(3)
    with pytest.raises(RefusedError, match="was shown"):
        desk.room.skip(desk.now)


def test_what_was_over_before_he_came_does_not_count_for_a_player() -> None:
    desk = Desk("drill", "choice", "typed")
    desk.sit("Anna")
    desk.go(4)
    desk.later(1)
    (ben,) = desk.sit("Ben")
    desk.go(2)
    desk.room.answers.give(ben, 1, 1, "Goethe", desk.now)
    desk.go(3)
    assert standings(desk.room.state, desk.preset)[ben].asked == 1


def test_what_cannot_be_read_is_no_answer_and_may_be_given_again() -> None:
    desk = Desk("drill", "number")
    (anna,) = desk.sit("Anna")
    desk.go(2)
    with pytest.raises(RefusedError, match="no number") as refused:
        desk.room.answers.give(anna, 0, 1, "many", desk.now)
    assert refused.value.code == "unread"
    assert not desk.room.state.given
    assert desk.room.answers.give(anna, 0, 1, "eight", desk.now).score == 1


def test_the_same_answer_again_is_the_first_one_with_its_time() -> None:
    desk = Desk("race", "choice", confidence=True)
    (anna,) = desk.sit("Anna")
    desk.go(2)
    desk.room.answers.give(anna, 0, 1, "Tiber", desk.later(1))
    kept = len(desk.kept)
    again = desk.room.answers.give(anna, 0, 1, "Tiber", desk.later(6))
    assert (again.after_ms, len(desk.kept)) == (1000, kept)
    sure = desk.room.answers.give(anna, 0, 1, "Tiber", desk.later(1), confidence=Confidence.SURE)
    assert (sure.after_ms, sure.confidence) == (1000, Confidence.SURE)
    assert desk.room.answers.give(anna, 0, 1, "Po", desk.later(1)).after_ms == 9000


def test_a_device_may_send_bytes_that_are_no_text() -> None:
    desk = Desk()
    sent = b"\xff\xfe".decode(errors="surrogateescape")  # as a server reads them
    eve = desk.room.seats.join("Eve", "t1", desk.now, address="10.0.0.5", device=sent)
    assert len(eve.joined.device) == 64


def test_a_ban_is_of_a_device_and_not_of_the_class_behind_its_router() -> None:
    desk = Desk()
    eve = desk.room.seats.join("Eve", "t1", desk.now, address="10.0.0.5", device="d1").id
    desk.room.seats.remove(eve, desk.now, ban=True)
    with pytest.raises(RefusedError, match="closed this drill"):
        desk.room.seats.join("Mallory", "t2", desk.now, address="10.0.0.9", device="d1")
    desk.room.seats.join("Anna", "t3", desk.now, address="10.0.0.5", device="d2")
    assert "d1" not in [j.device for j in desk.kept if isinstance(j, Joined)], "only its hash"


def test_seats_left_behind_bar_a_device_and_an_address_at_class_size() -> None:
    desk = Desk()

    def leave(number: int, device: str) -> None:
        guest = desk.room.seats.join(
            f"Bot {number}", f"t{number}", desk.now, address="10.0.0.9", device=device
        )
        desk.room.presence.note_gone(guest.id, desk.now)

    for number in range(5):
        leave(number, "one")
    with pytest.raises(RefusedError, match="left from here"):
        leave(5, "one")
    for number in range(5, 40):
        leave(number, f"d{number}")
    with pytest.raises(RefusedError, match="left from here"):
        leave(40, "new")
    desk.room.seats.join("Zoe", "z", desk.now, address="10.0.0.8", device="z")


def test_what_is_voided_does_not_count_and_an_undo_brings_it_back() -> None:
    desk = Desk("drill", "choice", "typed")
    anna, ben = desk.sit("Anna", "Ben")
    desk.go(2)
    desk.room.answers.give(anna, 0, 1, "Po", desk.now)
    desk.room.answers.give(ben, 0, 1, "Tiber", desk.now)
    desk.go(2)
    before = standings(desk.room.state, desk.preset)
    assert (before[anna].right, before[anna].asked) == (0, 1)
    desk.room.void(desk.now, question=0, player=anna)
    after = standings(desk.room.state, desk.preset)
    assert (after[anna].asked, after[ben].asked) == (0, 1)
    with pytest.raises(RefusedError, match="no answer there"):
        desk.room.void(desk.now, question=0, player=anna)
    assert desk.again().state == desk.room.state
    desk.room.undo(desk.now)
    assert standings(desk.room.state, desk.preset) == before
    desk.go()
    desk.room.void(desk.now, question=0)
    assert standings(desk.room.state, desk.preset)[ben].asked == 0, "also one that is passed"
    with pytest.raises(RefusedError, match="not count already"):
        desk.room.void(desk.now, question=0)
    with pytest.raises(RefusedError, match="not asked yet"):
        desk.room.void(desk.now, question=2)
    desk.room.undo(desk.now)
    desk.room.seats.remove(anna, desk.now, keep_answers=False)
    assert anna not in desk.room.state.last_answers(0)
    with pytest.raises(RefusedError, match="no seat any more"):
        desk.room.seats.remove(anna, desk.now, keep_answers=False)
    desk.room.undo(desk.now)
    assert standings(desk.room.state, desk.preset) == before


def test_reviews_are_to_be_made_anew_where_something_was_voided_or_not_any_more() -> None:
    desk = Desk("drill", "choice", "typed")
    (anna,) = desk.sit("Anna")
    desk.go(2)
    desk.room.answers.give(anna, 0, 1, "Po", desk.now)
    desk.go(3)
    desk.room.remember(0, desk.now)
    assert left_to_remember(desk.room.state) == []
    desk.room.void(desk.now, question=0)
    assert left_to_remember(desk.room.state) == [0]
    assert shown_in(desk.room.state, 0) == {}
    desk.room.remember(0, desk.now)
    assert left_to_remember(desk.room.state) == []
    desk.room.undo(desk.now)
    assert left_to_remember(desk.room.state) == [0]
    assert desk.room.state.revisions[0] == 2
    assert left_to_remember(desk.again().state) == [0]


def test_who_has_more_time_may_answer_longer_and_the_others_may_not() -> None:
    desk = Desk("race", "choice", "typed")
    anna, ben, cem = desk.sit("Anna", "Ben", "Cem")
    desk.room.seats.extend(anna, 0.5, desk.now)
    desk.open_first()
    assert desk.room.flow.left(desk.now, ben) == timedelta(seconds=20)
    assert desk.room.flow.left(desk.now, anna) == timedelta(seconds=30)
    desk.room.answers.give(cem, 0, 1, "Tiber", desk.later(10))
    desk.later(15)
    assert desk.room.state.stage is DrillStage.OPEN
    assert desk.room.extra_left(desk.now) == timedelta(seconds=5)
    with pytest.raises(RefusedError, match="closed"):
        desk.room.answers.give(ben, 0, 1, "Tiber", desk.now)
    desk.room.pause(desk.now, paused=True)
    desk.later(60)
    desk.room.pause(desk.now, paused=False)
    assert desk.room.extra_left(desk.now) == timedelta(seconds=5)
    desk.room.answers.give(anna, 0, 1, "Tiber", desk.now)
    desk.later(0)
    stage: DrillStage = desk.room.state.stage
    assert stage is DrillStage.CLOSED  # nobody is left to wait for
    desk.go()
    found = standings(desk.room.state, desk.preset)
    assert found[anna].points == round(1000 * (1 - 0.5 * 25 / 30))
    assert found[cem].points == round(1000 * (1 - 0.5 * 10 / 20))
    assert desk.again().state == desk.room.state


def test_more_time_is_taken_back_and_nobody_waits_for_who_is_gone() -> None:
    desk = Desk("race", "choice", "typed")
    anna, _ = desk.sit("Anna", "Ben")
    desk.room.seats.extend(anna, 1.0, desk.now)
    desk.room.undo(desk.now)
    assert desk.room.state.players[anna].extra_time == 0
    desk.room.seats.extend(anna, 1.0, desk.now)
    desk.open_first()
    desk.room.presence.note_gone(anna, desk.now)
    desk.later(20)
    assert desk.room.state.stage is DrillStage.CLOSED


def test_nobody_pays_for_the_way_that_question_and_answer_travel() -> None:
    desk = Desk("race", "choice")
    anna, ben = desk.sit("Anna", "Ben")
    desk.open_first()
    desk.now += timedelta(seconds=2)
    trip = timedelta(milliseconds=400)
    assert desk.room.answers.give(anna, 0, 1, "Tiber", desk.now, round_trip=trip).after_ms == 1600
    assert desk.room.answers.give(ben, 0, 1, "Tiber", desk.now).after_ms == 2000
    desk.now -= timedelta(seconds=2)
    assert desk.room.answers.give(ben, 0, 1, "Po", desk.now, round_trip=trip).after_ms == 0


def test_at_their_own_pace_time_counts_from_the_answer_before_and_while_they_are_here() -> None:
    desk = Desk("exit", "choice", "typed", "truth")
    [anna] = desk.sit("Anna")
    room, seats, presence = desk.room, desk.room.seats, desk.room.presence
    presence.note_here(anna, desk.now)
    room.advance(desk.later(5))
    assert room.answers.give(anna, 0, 1, "Tiber", desk.later(7)).after_ms == 7000
    assert room.answers.give(anna, 1, 1, "Goethe", desk.later(4)).after_ms == 4000
    desk.later(2)
    presence.note_gone(anna, desk.now)
    presence.note_here(seats.rejoin("token Anna").id, desk.later(3600))
    presence.note_slept(timedelta(seconds=600), desk.later(600))
    assert room.answers.give(anna, 2, 1, True, desk.later(1)).after_ms == 3000


def own_pace() -> tuple[Desk, str]:
    desk = Desk("exit", "choice", "typed", "truth")
    [anna] = desk.sit("Anna")
    desk.room.presence.note_here(anna, desk.now)
    return desk, anna


def test_who_was_away_when_it_began_pays_from_when_they_are_back() -> None:
    desk, anna = own_pace()
    desk.room.presence.note_gone(anna, desk.later(1))
    desk.room.advance(desk.later(60))
    desk.room.presence.note_here(anna, desk.later(30))
    assert desk.room.answers.give(anna, 0, 1, "Tiber", desk.later(5)).after_ms == 5000


@pytest.mark.parametrize("undone", [True, False])
def test_a_pause_is_nobodys_time_at_any_question(undone: bool) -> None:
    desk, anna = own_pace()
    room = desk.room
    room.advance(desk.now)
    for number, answer in enumerate(("Tiber", "Goethe")):
        room.pause(desk.later(2), paused=True)
        desk.later(100)
        if undone:
            room.undo(desk.now)
        else:
            room.pause(desk.now, paused=False)
        assert room.answers.give(anna, number, 1, answer, desk.later(3)).after_ms == 5000


@pytest.mark.parametrize(
    ("gone", "back"), [(5, 50), (15, 50), (5, 15), (12, 15), (25, 50)], ids=str
)
def test_a_pause_while_somebody_is_away_counts_once(gone: int, back: int) -> None:
    desk, anna = own_pace()
    room, start = desk.room, desk.now
    room.advance(start)
    steps = {
        10: lambda now: room.pause(now, paused=True),
        20: lambda now: room.pause(now, paused=False),
        gone: lambda now: room.presence.note_gone(anna, now),
        back: lambda now: room.presence.note_here(room.seats.rejoin("token Anna").id, now),
    }
    for second in sorted(steps):
        steps[second](start + timedelta(seconds=second))
    lost = {*range(10, 20), *range(gone, back)}
    answered = room.answers.give(anna, 0, 1, "Tiber", start + timedelta(seconds=60))
    assert answered.after_ms == (60 - len(lost)) * 1000


def test_a_second_connection_before_the_first_is_missed_takes_no_time_away() -> None:
    desk, anna = own_pace()
    desk.room.advance(desk.now)
    desk.room.presence.note_here(desk.room.seats.rejoin("token Anna").id, desk.later(5))
    assert desk.room.answers.give(anna, 0, 1, "Tiber", desk.later(1)).after_ms == 6000
