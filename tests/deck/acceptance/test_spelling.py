"""Misspellings that are forgiven, and words that are never taken for one."""

from itertools import permutations

import pytest

from trainer.deck.acceptance.spelling import slips

FORGIVEN = [
    ("Astrakhan", "Astrakan"),
    ("Druzhba", "Druzba"),
    ("Rawalpindi", "Rawalpindy"),
    ("Rawalpindi", "Ravalpindy"),
    ("Afghanistan", "Afganistan"),
    ("Afghanistan", "Afganisthan"),
    ("Pakistan", "Pakisten"),
    ("Pakistan", "Pakistna"),
    ("Pakistan", "Pakstan"),
    ("Pakistan", "Pakisttan"),
    ("Gwadar", "Gwader"),
    ("Karachi", "Karatchi"),
    ("Tallinn", "Tallin"),
    ("Kashmir", "Kashmire"),
    ("Vuksanovic", "Vuksanovich"),
    ("Sevastopol", "Sebastopol"),
    ("Israel", "Isreal"),
    ("Ukraine", "Ukrane"),
    ("military", "miltary"),
    ("helicopter", "helicopters"),
    ("seventeen", "seventen"),
    ("million", "milion"),
    ("favour", "favor"),
    ("organisation", "organization"),
    ("Islamabad", "Islambad"),
    ("Imran Khan", "Imren Khan"),
    ("Belt and Road Initiative", "Belt and Road Initative"),
    ("Shanghai Cooperation Organisation", "Shangai Coperation Organization"),
    ("counter-terrorism", "counterterorism"),
    ("counterterrorism", "counter terorism"),
    ("Mi-35M helicopter", "Mi-35M helicoptor"),
    ("Москва", "Масква"),
    ("Αθήνα", "Αθίνα"),
]

APART = [
    ("Iran", "Iraq"),
    ("Oman", "Omani"),
    ("Karachi", "Kasur"),
    ("India", "Indiana"),
    ("India", "Indian"),
    ("Nigeria", "Niger"),
    ("Nigeria", "Nigerian"),
    ("Dominica", "Dominican"),
    ("Australia", "Austria"),
    ("Slovakia", "Slovenia"),
    ("Gambia", "Zambia"),
    ("Ankara", "Angara"),
    ("Clinton", "Clifton"),
    ("Karimov", "Kasimov"),
    ("Pakistan", "Tajikistan"),
    ("2018", "2019"),
    ("April 2018", "April 2019"),
    ("Mi-35M", "Mi-24M"),
    ("S-400 missiles", "S-300 missiles"),
    ("12345678", "12345679"),
    ("12345678", "1234678"),
    ("A320neo", "A32neo"),
    ("sixth", "sixty"),
    ("seventh", "seventy"),
    ("eighty", "eight"),
    ("eighth", "eight"),
    ("eighteenth", "eighteen"),
    ("seventeen", "seventy"),
    ("million", "billion"),
    ("billion", "trillion"),
    ("XVIII", "XVII"),
    ("NATO", "NATU"),
    ("BRICS", "BRIKS"),
    ("north", "south"),
    ("eastern", "western"),
    ("northeast", "northwest"),
    ("southeastern", "southwestern"),
    ("bilateral", "unilateral"),
    ("affect", "effect"),
    ("illusion", "allusion"),
    ("aligned", "unaligned"),
    ("not aligned", "aligned"),
    ("legal", "illegal"),
    ("possible", "impossible"),
    ("increase", "decrease"),
    ("anti-Russian", "pro-Russian"),
    ("hypertension", "hypotension"),
    ("endothermic", "exothermic"),
    ("macroeconomics", "microeconomics"),
    ("prescribe", "proscribe"),
    ("interstate", "intrastate"),
    ("conservation", "conversation"),
    ("revolution", "resolution"),
    ("production", "prediction"),
    ("president", "precedent"),
    ("employer", "employee"),
    ("capitalism", "capitalist"),
    ("sulphate", "sulphite"),
    ("nitrite", "nitride"),
    ("lactose", "lactase"),
    ("butane", "butene"),
    ("ethanol", "ethanal"),
    ("vitamin A deficiency", "vitamin deficiency"),
    ("Gulf of Oman", "Gulf Oman"),
    ("中華人民共和国", "中華人民共利国"),
    ("コンピューター", "コンピュータ"),
    ("コンピューター", "コンピター"),
    ("대한민국정부", "대한민국정"),
    ("Москва", "Масква река"),
    ("Pakistan", ""),
]


def is_misspelt(given: str, key: str) -> bool:
    return slips(given, key, "en") is not None


@pytest.mark.parametrize(("key", "given"), FORGIVEN)
def test_a_slip_is_forgiven(key: str, given: str) -> None:
    assert is_misspelt(given, key)


@pytest.mark.parametrize(("key", "given"), FORGIVEN)
def test_a_slip_is_a_slip_both_ways(key: str, given: str) -> None:
    assert is_misspelt(key, given)


@pytest.mark.parametrize(("key", "given"), APART)
def test_another_word_is_never_a_misspelling(key: str, given: str) -> None:
    assert not is_misspelt(given, key)
    assert not is_misspelt(key, given)


def test_a_short_key_must_be_as_it_is_and_a_longer_one_need_not() -> None:
    assert not is_misspelt("Iraan", "Iran")
    assert is_misspelt("gren", "green")


def test_two_slips_need_a_long_word() -> None:
    assert not is_misspelt("mylitery", "military")


def test_three_slips_are_too_many() -> None:
    assert not is_misspelt("Afganestann", "Afghanistan")


def test_every_word_may_have_its_slip_but_none_may_be_another_word() -> None:
    assert is_misspelt("Pakisten Straem", "Pakistan Stream")
    assert not is_misspelt("Pakisten North", "Pakistan South")


def test_a_very_long_word_is_compared_at_once() -> None:
    assert not is_misspelt("a" * 2000, "a" * 1998 + "bc")


COUNTRIES = """
    Afghanistan Albania Algeria Andorra Angola Argentina Armenia Australia Austria Azerbaijan
    Bahamas Bahrain Bangladesh Barbados Belarus Belgium Belize Benin Bhutan Bolivia Bosnia
    Botswana Brazil Brunei Bulgaria Burkina Burundi Cambodia Cameroon Canada Chad Chile China
    Colombia Comoros Congo Croatia Cuba Cyprus Czechia Denmark Djibouti Dominica Dominican
    Ecuador Egypt Eritrea Estonia Eswatini Ethiopia Fiji Finland France Gabon Gambia Georgia
    Germany Ghana Greece Grenada Guatemala Guinea Guyana Haiti Honduras Hungary Iceland India
    Indonesia Iran Iraq Ireland Israel Italy Jamaica Japan Jordan Kazakhstan Kenya Kiribati Korea
    Kuwait Kyrgyzstan Laos Latvia Lebanon Lesotho Liberia Libya Liechtenstein Lithuania
    Luxembourg Madagascar Malawi Malaysia Maldives Mali Malta Mauritania Mauritius Mexico
    Micronesia Moldova Monaco Mongolia Montenegro Morocco Mozambique Myanmar Namibia Nauru Nepal
    Netherlands Nicaragua Niger Nigeria Norway Oman Pakistan Palau Palestine Panama Paraguay Peru
    Philippines Poland Portugal Qatar Romania Russia Rwanda Samoa Senegal Serbia Seychelles
    Singapore Slovakia Slovenia Somalia Spain Sudan Suriname Sweden Switzerland Syria Taiwan
    Tajikistan Tanzania Thailand Togo Tonga Tunisia Turkey Turkmenistan Tuvalu Uganda Ukraine
    Uruguay Uzbekistan Vanuatu Vietnam Yemen Zambia Zimbabwe
"""
NUMBERS = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety
    hundred thousand million billion trillion quadrillion quintillion sextillion septillion
    first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth
    fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth
    fortieth fiftieth sixtieth seventieth eightieth ninetieth hundredth thousandth
"""
CALENDAR = """
    January February March April May June July August September October November December
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday
    north south east west northeast northwest southeast southwest
    northern southern eastern western northeastern northwestern southeastern southwestern
"""


@pytest.mark.parametrize(
    "names", [COUNTRIES, NUMBERS, CALENDAR], ids=["countries", "numbers", "calendar"]
)
def test_no_name_is_a_misspelling_of_another(names: str) -> None:
    pairs = permutations(names.split(), 2)
    assert [pair for pair in pairs if is_misspelt(*pair)] == []
