"""The roster: what a teacher may write, and what they read when it cannot be."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.classroom.player_name import player_name
from trainer.classroom.roster import read_roster
from trainer.classroom.roster_edit import renamed, with_student, without_student, write_roster
from trainer.errors import TrainerError

HERE = Path("roster.yaml")


def test_names_ids_and_aliases() -> None:
    roster = read_roster(
        "- Anna Berg\n- {id: tom, name: Thomas, aliases: [Tom, Tommy]}\n- name: Zoé\n", HERE
    )
    assert [(s.id, s.name) for s in roster.students] == [
        ("anna-berg", "Anna Berg"),
        ("tom", "Thomas"),
        ("zoe", "Zoé"),
    ]
    for name in ("tommy", "TOM ", "thomas"):
        found = roster.find(name)
        assert found
        assert found.id == "tom"
    assert roster.find("zoé")
    assert not roster.find("zoe"), "another may be called so"
    assert not roster.find("Ben")


def test_a_roster_may_stand_under_a_key() -> None:
    assert len(read_roster("students:\n  - Anna\n  - Ben\n", HERE).students) == 2


def test_an_empty_file_is_a_class_without_students() -> None:
    assert read_roster("# nobody yet\n", HERE).students == ()


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("Anna", "line 1: a roster is a list"),
        ("- Anna\n- {id: anna, name: Ann}\n", "line 2: the id anna appears twice"),
        ("- {id: a, name: Anna}\n- {id: b, name: Anna}\n", "line 2: the name Anna appears twice"),
        ("- Anna\n- {nam: Ben}\n", "line 2: a student is a name"),
        ("- {name: Ben, alias: B}\n", "`alias` is not a key"),
        ("- {id: ../../etc, name: Ben}\n", "must be of a-z"),
        ('- "A\\x1bB"\n', "invisible characters"),
        ("- Anna\n-Ben\n", "line 2"),
        ("- [Anna]\n", "line 1: a student is a name"),
        ("- {name: [Anna]}\n", "line 1: a student is a name"),
    ],
)
def test_what_cannot_be_is_reported_with_its_line(text: str, problem: str) -> None:
    with pytest.raises(TrainerError, match=r"roster\.yaml") as error:
        read_roster(text, HERE)
    assert problem in error.value.message


@given(st.lists(st.text(min_size=1, max_size=24), max_size=12))
def test_what_is_written_is_read(names: list[str]) -> None:
    fit, seen = [], set()
    for name in names:
        try:
            made = player_name(name)
        except ValueError:
            continue
        if made not in seen:
            seen.add(made)
            fit.append(made)
    roster = read_roster(write_roster(fit), HERE)
    assert [student.name for student in roster.students] == fit


def test_a_name_that_stands_twice_is_refused() -> None:
    with pytest.raises(TrainerError, match="appears twice"):
        write_roster(["Anna B", " Anna  B"])


def test_one_students_lines_are_taken_out_and_no_others() -> None:
    text = "# 7b\n- Anna\n- name: Ben\n  aliases:\n    - Benny\n\n- {id: c, name: Cleo}  # new\n"
    assert without_student(text, HERE, "ben") == "# 7b\n- Anna\n\n- {id: c, name: Cleo}  # new\n"
    assert without_student(text, HERE, "c") == text[: text.index("- {id: c")]
    assert without_student(text, HERE, "nobody") == text
    with pytest.raises(TrainerError, match="shares line 1"):
        without_student("[Anna, Ben]\n", HERE, "anna")


@pytest.mark.parametrize(
    "name",
    [
        "",
        "   ",
        "x" * 81,
        "\x1b[31mred",
        "a\u202eb",
        "\u200b",
        "a\u200bb",
        "!!!",
        "Z̴̢̛͙a",
        "\ud800",
        "ab\u200dc",
        "\u200cعلی",
        "علی\u200c",
    ],
)
def test_names_unfit_for_the_wall_are_refused(name: str) -> None:
    with pytest.raises(ValueError, match=r"name|accents"):
        player_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "Anna",
        "Øyvind",
        "Nguyễn",
        "李雷",
        "عمر",
        "O'Brien",
        "J.-P. 2",
        "علی\u200cرضا",
        "ක්\u200dරිෂ්",
        "x" * 80,
    ],
)
def test_names_of_people_are_taken(name: str) -> None:
    assert player_name(f"  {name} ") == name


def test_names_in_other_scripts_have_ids_of_their_own_whoever_stands_above() -> None:
    two = read_roster("- Иван\n- Мария\n", HERE).students
    assert two[0].id != two[1].id
    assert read_roster("- Мария\n", HERE).students[0].id == two[1].id


@pytest.mark.parametrize("name", ["\u3164", "\u115f", "\u3164\uffa0", "Anna\u2800"])
def test_names_that_show_as_nothing_are_refused(name: str) -> None:
    with pytest.raises(ValueError, match="invisible"):
        player_name(name)


TWO = pytest.mark.parametrize(
    "names",
    [("José", "Jose"), ("राम", "रामा"), ("Zoë", "Zoe"), ("ป่า", "ป้า"), ("Anna", "ANNA")],
    ids="/".join,
)


@TWO
@pytest.mark.parametrize("ids", [True, False])
def test_people_whose_names_differ_in_a_mark_are_two(names: tuple[str, str], *, ids: bool) -> None:
    text = write_roster(names) if ids else "".join(f"- {name}\n" for name in names)
    roster = read_roster(text, HERE)
    assert len({student.id for student in roster.students}) == 2
    for name in names:
        found = roster.find(name)
        assert found
        assert found.name == name


@TWO
def test_ids_of_names_alone_stay_when_another_is_added_below(names: tuple[str, str]) -> None:
    alone = read_roster(f"- {names[0]}\n", HERE).students
    assert read_roster(f"- {names[0]}\n- {names[1]}\n", HERE).students[0] == alone[0]


@TWO
def test_who_looks_like_one_who_is_gone_keeps_their_id(names: tuple[str, str]) -> None:
    text = f"# mine\n- {names[0]}\n- {names[1]}\n- Eva\n"
    gone, *others = read_roster(text, HERE).students
    rest = without_student(text, HERE, gone.id)
    assert read_roster(rest, HERE).students == tuple(others)
    assert rest.startswith("# mine\n")
    assert rest.endswith("- Eva\n")


def test_a_name_that_only_looks_alike_finds_nobody_and_says_who_may_be_meant() -> None:
    roster = read_roster("- José\n- Jose\n- Zoë\n", HERE)
    assert roster.find("JOSÉ") == roster.students[0]
    assert roster.find("Josè") is roster.find("zoe") is roster.find("Anna") is None
    assert roster.alike_to("Josè") == roster.students[:2]
    assert roster.alike_to("zoe") == roster.students[2:]
    assert roster.alike_to("Anna") == ()


def test_names_that_look_alike_are_hinted_at_and_no_others() -> None:
    [hint] = read_roster(write_roster(["José", "Jose", "राम", "रामा"]), HERE).alike
    assert hint.startswith("José and Jose look alike.")


@pytest.mark.parametrize(
    ("name", "id_"), [("Øyvind", "yvind"), ("Иван", "student-74f46a"), ("राम", "student-ef26d9")]
)
def test_the_id_of_a_name_alone_is_what_it_was(name: str, id_: str) -> None:
    assert read_roster(f"- {name}\n", HERE).students[0].id == id_


def test_a_new_roster_spells_names_of_any_script() -> None:
    written = read_roster(write_roster(["Øyvind", "Иван", "राम"]), HERE)
    assert [student.id for student in written.students] == ["oyvind", "ivan", "ram"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x85", "\u2028"], ids=ascii)
@pytest.mark.parametrize("head", ["", "students:{}  ", "---{}", "# a class{}"])
def test_the_last_student_leaves_a_roster_that_can_be_read(head: str, end: str) -> None:
    text = f"{head.format(end)}- {{id: anna, name: Anna, aliases: [Ann]}}{end}"
    kept = without_student(text, HERE, "anna")
    assert read_roster(kept, HERE).students == ()
    assert "Ann" not in kept


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x85", "\u2028"], ids=ascii)
def test_only_the_lines_of_one_go_whatever_ends_a_line(end: str) -> None:
    text = end.join(["- Anna", "- name: Ben", "  aliases: [B]", "- Cleo", ""])
    assert without_student(text, HERE, "ben") == end.join(["- Anna", "- Cleo", ""])


def test_a_list_that_one_cannot_be_taken_out_of_stays_as_it_is() -> None:
    with pytest.raises(TrainerError, match="shares line"):
        without_student("[ Anna, Ben ]", HERE, "ben")
    with pytest.raises(TrainerError, match="shares line"):
        without_student("[\n Anna,\n Ben ]", HERE, "ben")


def test_comments_on_one_go_and_those_on_a_namesake_stay() -> None:
    text = "# Anna is tall\n# Anna B too\n- Anna  # anna's place\n- Anna B  # by the door\n"
    kept = "# Anna B too\n- Anna B  # by the door\n"
    assert without_student(text, HERE, "anna").lstrip() == kept


@pytest.mark.parametrize(
    "text", ["- Anna\n" * 8000, f"- {'A' * 56_000}", f"{'A' * 56_000}: x", "- {x: 1}\n" * 9000]
)
def test_what_is_told_of_a_roster_is_short(text: str) -> None:
    with pytest.raises(TrainerError) as error:
        read_roster(text, HERE)
    assert len(error.value.message) < 3000


@pytest.mark.parametrize(
    "text",
    [
        "- Anna\n- Ben\n",
        "students:\n  - {id: anna, name: Anna, aliases: [Ann]}  # sits in front\n  - Ben\n",
        "- name: Anna\n  aliases: [Ann]\n- Ben\n",
        "[Anna, Ben]\n",
    ],
)
def test_a_student_gets_another_name_and_keeps_the_id_wherever_the_line_stands(text: str) -> None:
    before = read_roster(text, HERE).students
    after = read_roster(renamed(text, HERE, "anna", 'Anna "A" B'), HERE).students
    assert after == (replace(before[0], name='Anna "A" B'), before[1])
    with pytest.raises(TrainerError):
        renamed(text, HERE, "anna", "Ben")
    with pytest.raises(TrainerError):
        renamed(text, HERE, "anna", "   ")


def test_who_needs_more_time_stands_in_the_roster() -> None:
    text = "- {id: a, name: Anna, extra_time: 50%}\n- {name: Ben, extra_time: 25}\n- Cem\n"
    students = read_roster(text, Path("r.yaml")).students
    assert [student.extra_time for student in students] == [0.5, 0.25, 0]


@pytest.mark.parametrize("wrong", ["-5", "1.5", "much", "301"])
def test_more_time_that_cannot_be_is_told_with_its_line(wrong: str) -> None:
    with pytest.raises(TrainerError, match="line 1: extra_time is a percentage"):
        read_roster(f"- {{name: Anna, extra_time: {wrong}}}", Path("r.yaml"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "- Anna\n- Ben\n",
        "- Anna\n- Ben",
        "# Ours\n- {id: anna, name: Anna}\n- name: Ben\n  aliases: [Benny]\n\n",
        "students:\n  - Anna\n  - {name: Ben}\n",
    ],
)
@pytest.mark.parametrize("name", ["Zoë", 'O"Neil \\ Mae', "Anna-Lena"])
def test_one_more_student_is_written_below_all_others(text: str, name: str) -> None:
    changed = with_student(text, Path("r.yaml"), name)
    assert changed.startswith(text.rstrip("\n"))
    before = read_roster(text, Path("r.yaml")).students
    after = read_roster(changed, Path("r.yaml")).students
    assert after[:-1] == before
    assert after[-1].name == name


@pytest.mark.parametrize("name", ["Anna", "", "x" * 81])
def test_a_student_who_cannot_be_is_not_added(name: str) -> None:
    with pytest.raises(TrainerError):
        with_student("- Anna\n", Path("r.yaml"), name)
