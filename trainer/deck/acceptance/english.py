"""Small tables of English: contractions, abbreviations, British and American spelling."""

import re

CONTRACTIONS = {
    "cant": ("can", "not"),
    "cannot": ("can", "not"),
    "wont": ("will", "not"),
    "shant": ("shall", "not"),
    "im": ("i", "am"),
    "its": ("it", "is"),
    "hes": ("he", "is"),
    "shes": ("she", "is"),
    "thats": ("that", "is"),
    "theres": ("there", "is"),
    "whats": ("what", "is"),
    "lets": ("let", "us"),
    "theyre": ("they", "are"),
    "youre": ("you", "are"),
    "were": ("we", "are"),
    "aboard": ("on", "board"),
    "onboard": ("on", "board"),
    **{
        f"{verb}nt": (verb, "not")
        for verb in (
            "do does did is are was were has have had would could should must might need ought"
        ).split()
    },
    **{f"{who}ve": (who, "have") for who in "i you we they".split()},
    **{f"{who}ll": (who, "will") for who in "i you he she it we they".split()},
    **{f"{who}d": (who, "would") for who in "i you he she we they".split()},
}
"""Without their apostrophes; and a word that is two others."""

WORDS_AS_WELL = frozenset("cant hed hell id ill its lets shed shell wed well were wont".split())
"""Contractions that are words of their own without an apostrophe."""

ABBREVIATIONS = {
    "st": "saint",
    "mt": "mount",
    "mts": "mountains",
    "vs": "versus",
    "jr": "junior",
    "sr": "senior",
    "vit": "vitamin",
    "vits": "vitamins",
    "univ": "university",
    "dept": "department",
    "govt": "government",
    "bce": "bc",
    "ce": "ad",
}

PERIODS = {
    "hourly": "hour",
    "daily": "day",
    "weekly": "week",
    "monthly": "month",
    "yearly": "year",
    "annually": "year",
    "annual": "year",
}
"""How often, and the period that it says."""

_AMERICAN = {
    "grey": "gray",
    "greys": "grays",
    "tyre": "tire",
    "tyres": "tires",
    "aluminium": "aluminum",
    "programme": "program",
    "programmes": "programs",
    "plough": "plow",
    "ploughs": "plows",
    "mould": "mold",
    "moulds": "molds",
    "cheque": "check",
    "cheques": "checks",
    "kerb": "curb",
    "kerbs": "curbs",
    "jewellery": "jewelry",
    "sceptic": "skeptic",
    "sceptics": "skeptics",
    "sceptical": "skeptical",
    "scepticism": "skepticism",
    "storey": "story",
    "storeys": "stories",
    "pyjamas": "pajamas",
    "moustache": "mustache",
    "manoeuvre": "maneuver",
    "manoeuvres": "maneuvers",
    "artefact": "artifact",
    "artefacts": "artifacts",
    "draught": "draft",
    "ageing": "aging",
    "cosy": "cozy",
    "axe": "ax",
    "doughnut": "donut",
    "doughnuts": "donuts",
    "judgement": "judgment",
    "acknowledgement": "acknowledgment",
    "defence": "defense",
    "defences": "defenses",
    "offence": "offense",
    "offences": "offenses",
    "pretence": "pretense",
    "licence": "license",
    "licences": "licenses",
    "practise": "practice",
    "practised": "practiced",
    "practising": "practicing",
    "maths": "math",
    "mum": "mom",
    "whisky": "whiskey",
    "yoghurt": "yogurt",
    "fibre": "fiber",
    "ogre": "ogre",
    "acre": "acre",
    "acres": "acres",
    "analyse": "analyze",
    "fulfil": "fulfill",
    "enrol": "enroll",
    "instal": "install",
    "distil": "distill",
    "appal": "appall",
    "skilful": "skillful",
    "wilful": "willful",
    "instalment": "installment",
    "instalments": "installments",
    "enrolment": "enrollment",
    "fulfilment": "fulfillment",
    "woollen": "woolen",
    "marvellous": "marvelous",
    "counsellor": "counselor",
    "tranquillity": "tranquility",
}
_ENDINGS = (
    (re.compile(r"(?<=..)our(?=(?:s|ed|ing|ful|less|able|ite|ites|al|er|ers|hood|y|ist)?$)"), "or"),
    (re.compile(r"(?<=...)is(?=(?:e|es|ed|er|ers|ing|able|ation|ations)$)"), "iz"),
    (re.compile(r"(?<=l)ys(?=(?:e|es|ed|er|ers|ing)$)"), "yz"),
    (
        re.compile(
            r"(?:(?<=cent)|(?<=met)|(?<=lit)|(?<=theat)|(?<=fib)"
            r"|(?<=calib)|(?<=sab)|(?<=somb)|(?<=spect)|(?<=lust)|(?<=meag)|(?<=mit)|(?<=nit)"
            r"|(?<=och)|(?<=goit)|(?<=sepulch))re(s?)$"
        ),
        "er",
    ),
    (re.compile(r"(?<=..)ogue(?=s?$)"), "og"),
    (re.compile(r"(?<=[a-z]{3}[aeiou])ll(?=(?:ed|ing|er|ers|or|ors)$)"), "l"),
    (re.compile("sulph"), "sulf"),
)
_CLASSICAL = re.compile(
    r"(?<=h)ae(?=m)|(?<=n)ae(?=m|s)|(?<=p)ae(?=d|l)|(?<=ch)ae(?=o)|(?<=f)ae(?=c)|(?<=di)ae(?=v)"
    r"|(?<=k)ae(?=m)|(?<=^)ae(?=sthe|tio|on|gis)|(?<=n)ae(?=co)|(?<=c)ae(?=s[ai])|(?<=r)ae(?=sthe)"
    r"|(?<=f)oe(?=t)|(?<=^)oe(?=st|so|de)|(?<=rh)oe(?=a)|(?<=m)oe(?=b|o)|(?<=c)oe(?=l)|(?<=ph)oe(?=n)"
)
"""ae and oe of Greek and Latin words: haemoglobin, paediatric, oestrogen, foetus."""

_SHORTEST = 5


def american(word: str) -> str:
    """A word in lower case in its American spelling, whichever it was in."""
    if word in _AMERICAN:
        word = _AMERICAN[word]
    if len(word) < _SHORTEST:
        return word
    word = _CLASSICAL.sub("e", word)
    for ending, spelt in _ENDINGS:
        if match := ending.search(word):
            tail = "".join(group or "" for group in match.groups())
            word = word[: match.start()] + spelt + tail + word[match.end() :]
    return word
