"""Measures: dimension, size in the base unit, and which symbols take prefixes."""

from fractions import Fraction

from trainer.deck.acceptance.numerals import SCALES as _SPELT

SCALES = _SPELT | {
    "k": 10**3,
    "mn": 10**6,
    "mln": 10**6,
    "mio": 10**6,
    "bn": 10**9,
    "bln": 10**9,
    "bil": 10**9,
    "mrd": 10**9,
    "b": 10**9,
    "tn": 10**12,
    "trn": 10**12,
    "hundreds": 10**2,
    "thousands": 10**3,
    "millions": 10**6,
    "billions": 10**9,
    "trillions": 10**12,
    "lakh": 10**5,
    "crore": 10**7,
    "dozen": 12,
}
_SCALES_ABROAD = {
    10**2: "百",
    10**3: "千 tausend mil mille mila duizend tusen tusind tysiąc tysiące tysięcy tys тысяча "
    "тысячи тысяч тыс bin χιλιάδες",
    10**4: "万 萬 만",
    10**5: "十万 十萬",
    10**6: "百万 百萬 millionen millón millones milione milioni milhão milhões miljoen miljon "
    "miljoner millioner milion miliony milionów mln миллион миллиона миллионов млн milyon "
    "εκατομμύρια",
    10**7: "千万 千萬",
    10**8: "億 亿 억",
    10**9: "十億 十亿 milliarde milliarden milliard milliards miliardo miliardi miljard miljarder "
    "milliarder miliard miliardy miliardów mld миллиард миллиарда миллиардов млрд milyar "
    "δισεκατομμύρια",
}
SCALES |= {word: size for size, words in _SCALES_ABROAD.items() for word in words.split()}
"""Also of other languages; billion is left to English, since it means two things."""
HAN_SCALE = "[十百千]?[万萬億亿]|[百千]"
"""The scales that no space parts from what is counted."""
SCALES_OF_MONEY = {"m": 10**6, "b": 10**9, "t": 10**12}
"""Beside a currency `m` is a million; elsewhere it is a metre."""

_PREFIXES: dict[str, Fraction | int] = {
    "yotta": 10**24, "zetta": 10**21, "exa": 10**18, "peta": 10**15, "tera": 10**12,
    "giga": 10**9, "mega": 10**6, "kilo": 10**3, "hecto": 10**2, "deca": 10, "deka": 10,
    "deci": Fraction(1, 10), "centi": Fraction(1, 100), "milli": Fraction(1, 10**3),
    "micro": Fraction(1, 10**6), "nano": Fraction(1, 10**9), "pico": Fraction(1, 10**12),
    "femto": Fraction(1, 10**15),
    "da": 10, "P": 10**15, "T": 10**12, "G": 10**9, "M": 10**6, "k": 10**3, "h": 10**2,
    "d": Fraction(1, 10), "c": Fraction(1, 100), "m": Fraction(1, 10**3),
    "μ": Fraction(1, 10**6), "u": Fraction(1, 10**6), "n": Fraction(1, 10**9),
    "p": Fraction(1, 10**12), "f": Fraction(1, 10**15),
}  # fmt: skip
PREFIXES = {prefix: Fraction(size) for prefix, size in _PREFIXES.items()}

_YEAR = Fraction(31_557_600)  # of 365.25 days
_INCH = Fraction(254, 10_000)
_POUND = Fraction(45_359_237, 10**8)

_NAMED: dict[str, tuple[str, Fraction | int]] = {
    "metre": ("length", 1), "meter": ("length", 1),
    "inch": ("length", _INCH), "foot": ("length", 12 * _INCH), "feet": ("length", 12 * _INCH),
    "yard": ("length", 36 * _INCH), "mile": ("length", 63_360 * _INCH),
    "fathom": ("length", 72 * _INCH), "light-year": ("length", 9_460_730_472_580_800),
    "lightyear": ("length", 9_460_730_472_580_800), "parsec": ("length", 30_856_775_814_913_673),
    "angstrom": ("length", Fraction(1, 10**10)), "ångström": ("length", Fraction(1, 10**10)),
    "micron": ("length", Fraction(1, 10**6)),
    "second": ("time", 1), "sec": ("time", 1), "minute": ("time", 60), "min": ("time", 60),
    "hour": ("time", 3600), "hr": ("time", 3600), "day": ("time", 86_400),
    "week": ("time", 604_800), "wk": ("time", 604_800), "fortnight": ("time", 1_209_600),
    "month": ("time", _YEAR / 12), "mo": ("time", _YEAR / 12),
    "mos": ("time", _YEAR / 12), "year": ("time", _YEAR),
    "yr": ("time", _YEAR), "yo": ("time", _YEAR),
    "decade": ("time", 10 * _YEAR), "century": ("time", 100 * _YEAR),
    "millennium": ("time", 1000 * _YEAR),
    "millennia": ("time", 1000 * _YEAR),
    "gram": ("mass", 1), "gramme": ("mass", 1), "tonne": ("mass", 10**6),
    "metricton": ("mass", 10**6), "ton": ("mass", 10**6),
    "kilo": ("mass", 1000), "pound-mass": ("mass", 1000 * _POUND),
    "ounce": ("mass", 1000 * _POUND / 16), "lb": ("mass", 1000 * _POUND),
    "stone": ("mass", 14_000 * _POUND),
    "litre": ("length3", Fraction(1, 1000)), "liter": ("length3", Fraction(1, 1000)),
    "gallon": ("length3", 231 * _INCH**3), "hectare": ("length2", 10_000),
    "acre": ("length2", 4840 * (36 * _INCH) ** 2),
    "kelvin": ("temperature", 1), "celsius": ("celsius", 1), "centigrade": ("celsius", 1),
    "fahrenheit": ("fahrenheit", 1), "degree": ("degree", 1), "deg": ("degree", 1),
    "radian": ("angle", 1), "ampere": ("current", 1), "amp": ("current", 1),
    "mole": ("amount", 1), "candela": ("luminosity", 1), "hertz": ("/time", 1),
    "newton": ("mass*length/time2", 1000), "joule": ("mass*length2/time2", 1000),
    "watt": ("mass*length2/time3", 1000), "pascal": ("mass/length*time2", 1000),
    "volt": ("mass*length2/time3*current", 1000), "ohm": ("mass*length2/time3*current2", 1000),
    "coulomb": ("current*time", 1), "farad": ("time4*current2/mass*length2", Fraction(1, 1000)),
    "tesla": ("mass/time2*current", 1000),
    "electronvolt": ("mass*length2/time2", Fraction(1_602_176_634, 10**25)),
    "calorie": ("mass*length2/time2", 4184),
    "horsepower": ("mass*length2/time3", Fraction(745_700)),
    "bar": ("mass/length*time2", 10**8), "atmosphere": ("mass/length*time2", 101_325_000),
    "bit": ("data", 1), "byte": ("data", 8), "decibel": ("decibel", 1),
    "knot": ("length/time", Fraction(1852, 3600)), "percent": ("", Fraction(1, 100)),
    "bc": ("era-bc", 1), "bce": ("era-bc", 1), "ad": ("era-ad", 1), "ce": ("era-ad", 1),
    "dollar": ("money-dollar", 1), "buck": ("money-dollar", 1), "usd": ("money-dollar", 1),
    "euro": ("money-euro", 1), "eur": ("money-euro", 1),
    "sterling": ("money-pound", 1), "gbp": ("money-pound", 1), "pound": ("money-pound", 1),
    "quid": ("money-pound", 1), "yen": ("money-yen", 1), "jpy": ("money-yen", 1),
    "yuan": ("money-yuan", 1), "renminbi": ("money-yuan", 1), "cny": ("money-yuan", 1),
    "rmb": ("money-yuan", 1), "rupee": ("money-rupee", 1), "inr": ("money-rupee", 1),
    "rouble": ("money-rouble", 1), "ruble": ("money-rouble", 1), "rub": ("money-rouble", 1),
    "franc": ("money-franc", 1), "chf": ("money-franc", 1), "peso": ("money-peso", 1),
    "cent": ("money-dollar", Fraction(1, 100)),
    "kph": ("length/time", Fraction(1000, 3600)), "kmh": ("length/time", Fraction(1000, 3600)),
    "mps": ("length/time", 1),
    "mph": ("length/time", 63_360 * _INCH / 3600), "rpm": ("/time", Fraction(1, 60)),
}  # fmt: skip
_ABROAD = {
    "second": "sekunde sekunden segundo seconde secondo secondi sekund seconden секунда секунды "
    "секунд",
    "minute": "minuten minuto minuti minuut minuter minuta минута минуты минут",
    "hour": "stunde stunden std hora heure uur uren timme timmar godzina godzin godziny час "
    "часа часов saat",
    "day": "tage tagen día jour giorno giorni dia dagen dagar dage dni день дня дней gün",
    "week": "woche wochen semana semaine settimana settimane weken veckor uger tydzień tygodni "
    "неделя недели недель hafta",
    "month": "monat monate monaten mes meses mois mese mesi mês maand maanden månader måneder "
    "miesiąc miesiące miesięcy месяц месяца месяцев ay",
    "year": "jahr jahre jahren año ans année anno anni ano jaar jaren år rok lata lat год года лет "
    "yıl",
    "metre": "metro mètre metri metr metrów метр метра метров metros meter",
    "gram": "gramm gramo gramme grammo grammi grama грамм грамма граммов",
    "litre": "litro litri liter litr литр литра литров",
    "degree": "grad grado degré grau gradi градус градуса градусов",
    "tonne": "tonnen tonelada tonnellata tonnellate ton тонна тонны тонн",
    "percent": "prozent procent процент процента процентов yüzde",
}
"""The same in the other languages of decks, in the forms that are beside numbers."""
MEASURES = {name: (base, Fraction(size)) for name, (base, size) in _NAMED.items()}
MEASURES |= {other: MEASURES[name] for name, others in _ABROAD.items() for other in others.split()}
"""Names, in any case and number."""

_SYMBOLS: dict[str, tuple[str, bool]] = {
    "m": ("metre", True), "g": ("gram", True), "s": ("second", True), "L": ("litre", True),
    "l": ("litre", True), "A": ("ampere", True), "K": ("kelvin", False), "mol": ("mole", True),
    "cd": ("candela", False), "Hz": ("hertz", True), "N": ("newton", True), "J": ("joule", True),
    "W": ("watt", True), "Pa": ("pascal", True), "V": ("volt", True), "Ω": ("ohm", True),
    "C": ("celsius", False), "F": ("fahrenheit", False), "T": ("tesla", True),
    "eV": ("electronvolt", True), "cal": ("calorie", True), "hp": ("horsepower", False),
    "atm": ("atmosphere", False), "B": ("byte", True), "dB": ("decibel", False),
    "t": ("tonne", False), "h": ("hour", False), "d": ("day", False), "y": ("year", False),
    "a": ("year", False), "mi": ("mile", False), "ft": ("foot", False), "in": ("inch", False),
    "yd": ("yard", False), "oz": ("ounce", False), "ha": ("hectare", False), "ac": ("acre", False),
    "ly": ("light-year", False), "pc": ("parsec", True), "Å": ("angstrom", False),
    "kn": ("knot", False), "gal": ("gallon", False), "rad": ("radian", False),
    "%": ("percent", False), "°": ("degree", False), "$": ("dollar", False), "€": ("euro", False),
    "£": ("pound", False), "¥": ("yen", False), "₹": ("rupee", False), "₽": ("rouble", False),
    "Nm": ("joule", False),
}  # fmt: skip
SYMBOLS = {symbol: (*MEASURES[name], prefixed) for symbol, (name, prefixed) in _SYMBOLS.items()} | {
    "Wh": ("mass*length2/time2", Fraction(3_600_000), True),
    "mbar": ("mass/length*time2", Fraction(10**5), False),
    "US$": ("money-dollar", Fraction(1), False),
}
"""Symbols, in their own case, and whether they take prefixes."""
