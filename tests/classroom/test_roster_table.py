"""Names out of the files that schools have."""

from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trainer.classroom.full_name import full_names
from trainer.classroom.roster_table import read_names
from trainer.errors import TrainerError


def names(tmp_path: Path, text: str | bytes, file: str = "names.csv") -> tuple[str, ...]:
    path = tmp_path / file
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_names(path).names


@pytest.mark.parametrize(
    "text",
    [
        "Anna Müller\n\nLe Van Bo\n",
        "1. Anna Müller\n2) Le Van Bo\n",
        "Müller, Anna\nBo, Le Van\n",
        '"Müller, Anna"\n"Bo, Le Van"\n',
        "Name\nMüller, Anna\nBo, Le Van\n",
        "First name,Last name\nAnna,Müller\nLe Van,Bo\n",
        "Nachname;Vorname;Klasse\nMüller;Anna;7b\nBo;Le Van;7b\n",
        "Name;Vorname\nMüller;Anna\nBo;Le Van\n",
        "Klasse 7b;;\nStand;1.9.2026;\nNr.;Name;Vorname\n1;Müller;Anna\n2;Bo;Le Van\n",
        "Nom\tPrénom\nMüller\tAnna\nBo\tLe Van\n",
        "Apellidos;Nombre\nMüller;Anna\nBo;Le Van\n",
        "Фамилия;Имя\nMüller;Anna\nBo;Le Van\n",
        "1;Müller;Anna;7b;02.03.2013;a@example.org\n2;Bo;Le Van;7b;04.05.2013;b@example.org\n",
        "Email,Full name,Id\na@example.org,Anna Müller,1\nb@example.org,Le Van Bo,2\n",
        "Achternaam;Tussenvoegsel;Voornaam\nMüller;;Anna\nBo;Van;Le\n",
        "1 Anna Müller\n2 Le Van Bo\n",
        "Name\n7 Anna Müller\n8 Le Van Bo\n",
        "First,Last\nAnna,Müller\nLe Van,Bo\n",
        "Last,First\nMüller,Anna\nBo,Le Van\n",
        "Pupil surname,Pupil forename\nMüller,Anna\nBo,Le Van\n",
        "ID,Student Last,Student First,Gender\n1,Müller,Anna,f\n2,Bo,Le Van,m\n",
        "Teilnehmer\nAnna Müller\nLe Van Bo\n",
        'ID,Student\n1,"Müller, Anna"\n2,"Bo, Le Van"\n',
    ],
)
def test_one_class_in_many_files(tmp_path: Path, text: str) -> None:
    western = () if "Имя" in text else ("cp1252",)  # which has no such letters
    for encoding in ("utf-8", "utf-8-sig", "utf-16", *western):
        assert names(tmp_path, text.encode(encoding)) == ("Anna Müller", "Le Van Bo"), encoding


def test_a_workbook_with_a_title_above_the_heading(tmp_path: Path) -> None:
    path = tmp_path / "class.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    for row, cells in enumerate(
        [["Class 7b"], [], ["No", "Surname", "Forename"], [1, "Müller", "Anna"], [2, "Bo", "Le"]]
    ):
        sheet.write_row(row, 0, cells)
    book.close()
    assert read_names(path).names == ("Anna Müller", "Le Bo")


def test_an_encoding_can_be_named_where_none_can_be_found_out(tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    path.write_bytes("Фамилия;Имя\nПетрова;Анна\n".encode("cp1251"))
    with pytest.raises(TrainerError, match="not UTF-8"):
        read_names(path)
    assert read_names(path, "cp1251").names == ("Анна Петрова",)


def test_what_is_guessed_is_told(tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    path.write_bytes("Müller;Anna\nBo;Le Van\n".encode("cp1252"))
    found = read_names(path)
    assert found.names == ("Anna Müller", "Le Van Bo")
    told = " ".join(found.notices)
    assert "Windows-1252" in told
    assert "“Anna” was taken for a given name" in told


@pytest.mark.parametrize(
    "behind",
    [
        *(", 7b", ", 10/2", ", Q1", ", Klasse 7", ", blue group", " (7b)", ", 6ème B", ", Year 8"),
        *(" [7b]", " （7b）", " - 7b", " / 7b", " (Klasse 7b)", ", 7-А класс", ", 2 ESO A"),
    ],
)
def test_a_class_behind_a_name_is_none_of_it_and_told(tmp_path: Path, behind: str) -> None:
    path = tmp_path / "names.txt"
    path.write_text(f"Anna Müller{behind}\nBo, Le{behind}\nJo\n", encoding="utf-8")
    found = read_names(path)
    assert found.names[::2] == ("Anna Müller", "Jo")
    assert f"“Anna Müller{behind}” was read as “Anna Müller”" in found.notices[0]


@pytest.mark.parametrize("typed", ["Anna Müller, 7b", "Müller, Anna", "Müller, Anna (7b)"])
def test_who_is_added_is_read_as_in_a_list(typed: str) -> None:
    made = full_names([typed])
    assert made.names == ("Anna Müller",)
    assert made.notices


def test_what_is_behind_every_name_again_is_a_group(tmp_path: Path) -> None:
    who = ("Anna Karg", "Ben Bo", "Cem Ay", "Eva Li", "Ida Ott", "Jan Roth", "Kai Ek", "Mia Uhl")
    text = "".join(f"{name}, {'blue' if at % 2 else 'red'}\n" for at, name in enumerate(who))
    assert names(tmp_path, text, "names.txt") == who


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Anna Ek\nBen Ott\nClara Ay\nde la Cruz, Juan\n", "Juan de la Cruz"),
        ("Anna Ek, Q1\nClara Ay, EF\n", "Clara Ay"),
        ("García López, María\nPérez Ruiz, María\nGil Ek, María\nRos Ay, María\n", "María Ros Ay"),
        ("García López;María\nPérez Ruiz;María\nGil Ek;María\nRos Ay;María\n", "María Ros Ay"),
        ("Anna Ek\nKim, Grade\n", "Grade Kim"),
        ("Anna Ek, 7b\nPark, Team\n", "Team Park"),
        ("Ek, Anna, 7b\nKim, Grade - 7b\n", "Grade Kim"),
        ("Name,Klasse\nEk, Anna,7b\nKarg, Eva,7b\n", "Eva Karg"),
        ("Name, Klasse\nEk, Anna\nKarg, Eva\n", "Eva Karg"),
        ("Klasse 7b\nEk,Anna,7b\nKarg,Eva,7b\n", "Eva Karg"),
        ("Ek, Anna\nJansen, Ad\n", "Ad Jansen"),
        ("Ek, Anna, EF\nAy, Anna (7b)\nKarg, Anna,7b\n", "Anna Karg"),
        ("Ek,Anna,EF\nKarg,Li,EF\n", "Li Karg"),
        ("Ek,Anna, Team Rot\nKarg,Li, Team Rot\n", "Li Karg"),
        ("Anna Ek\nKarg, Eva, III\n", "Karg, Eva, III"),
    ],
)
def test_no_given_name_is_taken_for_a_class(tmp_path: Path, text: str, right: str) -> None:
    found = names(tmp_path, text, "names.txt")
    assert found[-1] == right
    assert found[0] in {"Anna Ek", "María García López"}


@pytest.mark.parametrize(
    "heading",
    [
        *("Nom, Prénom", "Apellidos, Nombre", "Surname, Forename", "Family name, given name"),
        *("Last, First", "Klasse 7b", "Class 7b\nLast, First", "Klasse 7b\n\nName"),
    ],
)
def test_a_heading_or_a_title_is_no_pupil(tmp_path: Path, heading: str) -> None:
    found = names(tmp_path, f"{heading}\nMüller, Anna\nde la Cruz, Juan\n", "names.txt")
    assert found == ("Anna Müller", "Juan de la Cruz")


@pytest.mark.parametrize("heading", ["Name, Klasse", "Student, Class", "Vor- und Nachname, Klasse"])
@pytest.mark.parametrize("group", ["7b", "EF", "blue"])
def test_a_heading_of_a_class_beside_the_name(tmp_path: Path, heading: str, group: str) -> None:
    text = f"{heading}\nAnna Müller, {group}\nBen Karg, {group}\n"
    assert names(tmp_path, text, "names.txt") == ("Anna Müller", "Ben Karg")


_GIVEN = st.sampled_from(
    "Anna|María|Juan|Le Van|Jean-Luc|Grade|Team|O’Neil|J. P.|Ad|Анна|مريم|明".split("|")
)
_FAMILY = st.sampled_from(
    "Müller|García López|de la Cruz|van den Berg|Karg-Ek|Kim|Ó Sé|D’Arcy|Петрова|خان|王".split("|")
)
_CLASS = st.sampled_from(["", "", ", 7b", " (7b)", " [Q1]", " - 10/2", ", Klasse 7", " / Year 8"])


@given(
    st.lists(st.tuples(_GIVEN, _FAMILY, _CLASS), min_size=1, max_size=8),
    st.sampled_from(["", "Klasse 7b", "Nachname, Vorname", "Name", "Name, Klasse"]),
    st.sampled_from([", ", ","]),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_given_name_is_ever_lost(
    tmp_path: Path, pupils: list[tuple[str, str, str]], heading: str, comma: str
) -> None:
    lines = [f"{family}{comma}{given}{behind}" for given, family, behind in pupils]
    found = names(tmp_path, "\n".join([heading, *lines]), "names.txt")
    assert len(found) == len(pupils)
    for name, (given_name, family, _) in zip(found, pupils, strict=True):
        assert given_name in name
        assert family in name


@given(st.lists(st.tuples(_GIVEN, _FAMILY, st.booleans(), _CLASS), min_size=1, max_size=8))
def test_no_given_name_is_lost_where_people_write_as_they_like(
    pupils: list[tuple[str, str, bool, str]],
) -> None:
    lines = [
        (f"{family}, {given_name}" if turned else f"{given_name} {family}") + behind
        for given_name, family, turned, behind in pupils
    ]
    for name, (given_name, family, *_) in zip(full_names(lines).names, pupils, strict=True):
        assert given_name in name
        assert family in name


def test_who_is_told_apart_by_the_class_alone_keeps_it(tmp_path: Path) -> None:
    assert names(tmp_path, "Anna, 7b\nAnna, 8a\nBen, 7b\n") == ("Anna, 7b", "Anna, 8a", "Ben")


@pytest.mark.parametrize(
    "name", ["Martin Luther King, Jr.", "John Smith, III", "2 Fast", "Smith, Jo 2", "Anna (Annie)"]
)
def test_what_stands_behind_a_name_is_not_put_before_it(tmp_path: Path, name: str) -> None:
    assert names(tmp_path, f"{name}\nAnna Müller\n") == (name, "Anna Müller")


def test_a_list_of_single_names_is_no_table(tmp_path: Path) -> None:
    assert names(tmp_path, "Anna\nBen\nCleo\n", "names.txt") == ("Anna", "Ben", "Cleo")


def test_columns_that_nobody_can_tell_are_refused_with_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(TrainerError, match="which columns are names") as error:
        names(tmp_path, "Anna;Müller;Köln\nLe Van;Bo;Bonn\nEva;Karg;Trier\n")
    assert "First name" in error.value.hint
    with pytest.raises(TrainerError, match="no names"):
        names(tmp_path, "\n\n")
