"""The forms of English verbs, and when two words are forms of one. By rule, no dictionary."""

import re

BE = frozenset("be is are was were been being am".split())
AUXILIARIES = BE | frozenset(
    "do does did has have had can could will would may might shall should must cannot".split()
)
"""Verbs that help another; some of them stand alone, too."""
_IRREGULAR = dict(
    pair.split(":")
    for pair in (
        "began:begin became:become bought:buy broke:break brought:bring built:build came:come "
        "caught:catch chose:choose cut:cut did:do drew:draw drove:drive fell:fall felt:feel "
        "fought:fight found:find flew:fly gave:give went:go got:get grew:grow held:hold kept:keep "
        "knew:know laid:lay led:lead left:leave lent:lend lost:lose lay:lie made:make meant:mean "
        "met:meet paid:pay put:put ran:run rose:rise said:say saw:see sank:sink sent:send "
        "set:set shook:shake showed:show shot:shoot shut:shut sold:sell spent:spend split:split "
        "spoke:speak spread:spread stood:stand struck:strike sought:seek took:take taught:teach "
        "told:tell thought:think threw:throw understood:understand withdrew:withdraw won:win "
        "wrote:write forbade:forbid gained:gain hid:hide hung:hang fed:feed dug:dig wore:wear "
        "tore:tear swore:swear bore:bear ate:eat beat:beat blew:blow froze:freeze heard:hear "
        "forgot:forget let:let bled:bleed sped:speed burst:burst cast:cast hit:hit shed:shed "
        "spun:spin stuck:stick swung:swing "
        "slid:slide bit:bite lit:light bent:bend crept:creep leapt:leap learnt:learn "
        "spilt:spill trod:tread "
        "wove:weave overcame:overcome undertook:undertake overtook:overtake underwent:undergo "
        "rebuilt:rebuild withstood:withstand upheld:uphold mistook:mistake "
        "hurt:hurt rode:ride rang:ring sang:sing sat:sit slept:sleep stole:steal swam:swim "
        "woke:wake wound:wind bound:bind bred:breed burnt:burn cost:cost dealt:deal fled:flee"
    ).split()
)
"""A past form -> the form under which a dictionary has it."""
_PARTICIPLES = dict(
    pair.split(":")
    for pair in (
        "begun:begin broken:break chosen:choose done:do drawn:draw driven:drive fallen:fall "
        "flown:fly given:give gone:go grown:grow known:know lain:lie risen:rise seen:see "
        "shaken:shake shown:show spoken:speak sunk:sink taken:take thrown:throw withdrawn:withdraw "
        "written:write forbidden:forbid hidden:hide worn:wear torn:tear borne:bear eaten:eat "
        "beaten:beat blown:blow frozen:freeze ridden:ride rung:ring sung:sing stolen:steal "
        "woven:weave bitten:bite trodden:tread swollen:swell proven:prove sewn:sew sown:sow "
        "hewn:hew undergone:undergo overcome:overcome undertaken:undertake overtaken:overtake "
        "swum:swim woken:wake forgotten:forget gotten:get become:become come:come run:run"
    ).split()
)
"""A participle that is no past form -> the form under which a dictionary has it."""
_COMMON = frozenset(_IRREGULAR.values()) | frozenset(
    "abandon absorb accelerate accept accompany accumulate achieve acquire act activate adapt add "
    "adjust administer admit adopt advance advise affect agitate agree allow alter amaze amount "
    "analyse anchor announce answer anticipate appear apply appoint appreciate approach approve "
    "argue arise arrange arrive ask assemble assert assess assign assist assume astonish attach "
    "attack attain attract attribute avoid await awake award balance base beat beep behave believe "
    "belong blink block boast boil borrow bother bounce breathe brew brighten brood burn bury buzz "
    "calculate call carry carve cause cease celebrate change charge chase check chew chill chop "
    "circle circulate cite civilise claim clean click climb cling close coat coax coin coincide "
    "collapse collect collide comb combine commission communicate compare compensate compete "
    "compile complain complete complicate compose compress comprise conceal conceive concern "
    "conclude condense conduct confirm conform confront confuse congratulate connect conquer "
    "consent conserve consider consist consolidate construct consult consume contain continue "
    "contract contrast contribute control convert convince cook cool cope correspond cost count "
    "cover crack crawl create criticise cross crumble crush crystallise cultivate cure curl damage "
    "dampen dare darken date dazzle decay decide declare decline decompose decorate decrease "
    "dedicate deepen defend define deform delay deliver demand demolish demonstrate deny depart "
    "depend depict deposit deprive derive descend describe deserve design destroy detect develop "
    "devote dictate differ digest diminish dip direct disagree disappear disappoint discard "
    "discharge discourage discover disguise dislodge dismantle dismiss dispatch disperse displace "
    "dispose dispute dissolve distinguish distribute disturb divide dominate donate double drag "
    "drain drift drop drown dry earn ease eat echo educate eject elect elevate eliminate embrace "
    "emerge emit employ enable encounter encourage end endure enforce engulf enjoy enlarge enrich "
    "ensure enter entitle envy erect err erupt escape establish estimate evade evaporate evict "
    "evoke evolve exaggerate examine exceed exchange excite excrete execute exhaust exhibit exist "
    "expand expect expel expire explain explode exploit explore export expose express extend "
    "extract face fade fail fascinate fasten fear feed ferment fertilise fetch fill filter finance "
    "finish fit flash flatten flee float flood flourish flow focus fold follow force forgive form "
    "foster freeze frighten function furnish fuse gain gather generate gleam glide glow glue "
    "govern graduate graft grant grate graze greet grind grip guard guide halt handle happen "
    "harden harm harvest hatch heal heat help hinder hire hold hope host hover hum hunt hurl "
    "identify ignite illuminate illustrate imitate impede imply import impose impress improve "
    "include incorporate increase indicate induce infect inflate influence inform inhabit inherit "
    "inhibit initiate inject insert insist inspect inspire install insulate integrate intend "
    "intensify intercept interfere interpret interrupt introduce invade invent invert invest "
    "investigate invite involve irrigate irritate isolate issue jam join jump justify kill knit "
    "lack land last launch lay leak leap learn lease lengthen levy liberate license lie lift "
    "lighten limit linger link live load locate lock look loom loosen lose lower lure magnetise "
    "magnify maintain manage manufacture mark master match matter mature measure melt mention "
    "merge migrate mimic mine misjudge mislead mix mock modify moisten monitor motivate mould "
    "mount move muffle multiply name need neglect negotiate nest note notice nourish nudge number "
    "obey oblige obscure observe obstruct obtain occupy occur offend offer omit ooze open operate "
    "oppose oppress orbit order organise originate outgrow outlaw outlive overflow overlap "
    "overlook overtake overthrow overwhelm owe own oxidise part pass patrol pave peel penetrate "
    "perceive perform perish permit persist persuade petition pick pierce pioneer plan plant play "
    "plead please plough plunge point polish pollinate pollute portray possess post postpone pour "
    "power practise praise preach precede precipitate predate predict prefer prepare present "
    "preserve press presume prevail prevent prick print prise privatise privilege probe process "
    "proclaim produce prohibit prolong promise promote prompt pronounce propel propose prosecute "
    "prosper protect prove provide provoke publish pull pulse pump puncture punish purify pursue "
    "push puzzle qualify quarry quit quote radiate raise rally range rank ratify ration rattle "
    "reach react readmit realise rear reassure rebel rebuild recall recede receive reckon reclaim "
    "recognise recoil recommend reconstruct record recover recruit recycle redirect reduce refer "
    "refill refine reflect refuse regain regard regrow regulate rehearse reign reinforce reinstate "
    "reject rejoice relate relax release relieve relocate rely remain remark remember remind "
    "remove render renew renounce reopen repair repeat repel replace report represent reproduce "
    "require rescue resemble reserve reside resign resist resolve respond rest restore restrain "
    "restrict result resume retain retire retreat retrieve return reveal revert revise revive "
    "revolve reward rewrite rinse ripen rival roam roast rob rotate ruin rule sacrifice sag sail "
    "salt sample save scatter scold scrape scream screen sculpt seal secrete secure seem seize "
    "select separate serve settle shape share sharpen shatter shave shed shelter shield shift "
    "shimmer shine shorten shrink shrug shunt signal simmer simplify sink skim skip slam sleep "
    "slip slow smash smell soak soar soften solidify solve sort sow span spark sparkle spawn "
    "specify spell spin spoil spray spread sprout squeeze stabilise stain stall start starve stay "
    "steer stem stick stifle stimulate stir stitch stop store straighten strain stray strengthen "
    "stretch strip study stumble stun submit subscribe subsidise substitute subtract succeed suck "
    "sue suffer suggest suit summarise summon supersede supervise supply support suppose suppress "
    "surge surpass surrender surround survey survive suspect sustain swallow swarm sweat sweep "
    "swell swim switch symbolise tackle tame taper target taste tax tempt tend terminate terrify "
    "thaw thicken thin threaten thrive thrust tie tighten tilt tire tolerate touch toughen tow "
    "trace trade train transcribe transfer transform translate transmit transplant transport trap "
    "travel traverse treat tremble trickle trigger trim trust tumble turn twine twist undergo "
    "unearth unify unite unlock unplug unwind upset use value vanish vaporise vary veer vent "
    "ventilate vibrate view violate visit visualise vote wait wander want warm warn warp wash "
    "waste watch waver weaken weave wed weep weigh whip whisper whistle widen wilt wipe wish "
    "wither withstand work worry worship wrap wrestle yield".split()
)
"""Verbs that an article is likely to have in the present; other words that end in s are nouns."""
_HELPERS = frozenset("do does did done has have had is are was were be been".split())
_SHORTEST = 4


def _of_past(word: str) -> str:
    """The base form of a regular past: opened, planned, carried, used."""
    stem = word[:-2]
    doubled = stem[:-1] if re.search(r"([a-z])\1$", stem) else stem
    if known := next((form for form in (f"{stem}e", stem, doubled) if form in _COMMON), None):
        return known
    if word.endswith("eed"):
        return f"{stem}e"
    if re.search(r"[aeiou].*ell$", stem):
        return doubled  # labelled, of more than one syllable
    if word.endswith("ied"):
        return word[:-1] if word in {"died", "lied", "tied", "vied"} else word[:-3] + "y"
    if re.search(r"([bdgmnprt])\1$", stem) and stem != "add":
        return stem[:-1]
    needs_e = re.search(
        r"(?:[^aeiou][aiou][bcdgklmnprstvz]|[csvuz]|[lr]g|dg|[^aeiou]l|at|iz|ir|uir|eiv|(?<!o)ng)$",
        stem,
    )
    keeps = re.search(
        r"(?:en|er|on|or|it|et|el|elop|oop|allop|ow|ss|sh|ch|ll|ek|add)$", stem
    ) and not re.search(r"(?:ir|ur|or|os|us)$", stem)
    return stem if keeps or not needs_e else f"{stem}e"


def _of_present(word: str) -> str:
    """The base form of a third person: carries, passes, opens."""
    if word.endswith("ies"):
        return word[:-1] if word in {"lies", "dies", "ties", "vies"} else word[:-3] + "y"
    if re.search(r"(?:ss|sh|ch|x|z|o)es$", word):
        return word[:-2]
    return word[:-1]


def base(word: str) -> str:
    """A word as a dictionary may have it, in lower case; near enough to compare two forms."""
    plain = re.sub(r"['’]s?$", "", word).lower()
    if plain in _IRREGULAR or plain in _PARTICIPLES:
        return _IRREGULAR.get(plain) or _PARTICIPLES[plain]
    if plain.endswith("ed") and len(plain) > _SHORTEST:
        return _of_past(plain)
    if plain.endswith("s") and not plain.endswith(("ss", "us", "is")) and len(plain) >= _SHORTEST:
        return _of_present(plain)
    return plain


def is_form_of(word: str, other: str) -> bool:
    """Whether two words are forms of one: buy and bought, Egypt and Egyptian, long and longer."""
    one, two = base(word), base(other)
    return _is_alike(one, two) or _is_alike(word.lower(), other.lower())


def _is_alike(one: str, two: str) -> bool:
    if one == two:
        return True
    if one.isdigit() or two.isdigit():
        return False
    shared = next(
        (at for at, pair in enumerate(zip(one, two, strict=False)) if pair[0] != pair[1]),
        min(len(one), len(two)),
    )
    shorter, longer = sorted((len(one), len(two)))
    ends = re.fullmatch(
        r"(?:e?s|e?d|e?r|er?s|ing|ly|al|ial|ic|ish|n|an|ian|ese|ion|ation|ment|ance|ence|ness|ity|"
        r"or|ors|e?st|ern|y|th)",
        (one if len(one) == longer else two)[shared:],
    )
    return bool(ends) and shared >= max(3, shorter - 1)


def is_participle(word: str) -> bool:
    """Whether a word may be the participle of a passive: opened, sold, written."""
    plain = word.lower()
    return (
        (plain.endswith("ed") and len(plain) > _SHORTEST)
        or plain in _PARTICIPLES
        or plain in _IRREGULAR
    )


def may_be_verb(word: str) -> bool:
    """Whether a word may be a verb that says what was done; `was` and `did` only help one."""
    is_known = base(word) in _COMMON or word in _COMMON or is_participle(word)
    return word.islower() and is_known and word not in _HELPERS
