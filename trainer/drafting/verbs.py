"""The forms of English verbs, and when two words are forms of one. By rule, no dictionary."""

import re

IRREGULAR = dict(
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
        "rebuilt:rebuild withstood:withstand upheld:uphold mistook:mistake swore:swear "
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
COMMON = frozenset(IRREGULAR.values()) | frozenset(
    "dislodge spell prise invert practise jam refill agitate retrieve reclaim reassure "
    "halt propose dismiss predict ease adapt assert bounce cease chase chill circle coat coax coin "
    "collide comb commission compile conform consolidate crack crumble crystallise dampen dazzle "
    "dictate diminish discard discharge discourage disguise dispatch disperse displace dispose "
    "dispute dry echo elevate evade evict evoke expel fertilise filter flee foster fuse gain gleam "
    "glue graft harvest hurl impede imply inflate initiate insulate intensify intercept irrigate "
    "lease levy license loom lure magnetise master mature mimic misjudge mock mould muffle nudge "
    "outgrow outlaw overtake part patrol peel petition pioneer plough pollinate precipitate "
    "privilege probe prolong prosecute provoke pump quarry rally ration ratify readmit rear "
    "recede reckon reclaim recoil reconstruct redirect reign reinstate relocate renounce repel "
    "reserve restrain restrict resume revert revolve rival roam sag salt sample scold screen "
    "sculpt secure shield shimmer shunt sink skim soar solidify sow span spark spawn spray squeeze "
    "stain stall stifle strain stray strengthen stun subsidise supersede supervise surge swarm "
    "taper tax tend terminate thrust tilt tow transcribe trap tumble turn twine unearth upset "
    "vaporise veer vent ventilate weave whip whistle wilt wither "
    "flash beep blink click buzz rattle hum "
    "absorb accept achieve act add admit affect agree allow answer appear apply argue arrange "
    "arrive ask attack attract avoid base beat behave believe belong block boil borrow breathe "
    "burn calculate call carry cause celebrate change charge check claim clean climb close "
    "collect combine compare complain complete compose concern connect consider consist consume "
    "contain continue control convert cook cool cost count cover crack create cross cure damage "
    "date decay decide declare decline decrease defend define delay deliver demand depend "
    "derive describe design destroy detect develop differ digest direct disappear discover "
    "divide dominate double dry earn eat emit employ enable encourage end enjoy enter erupt "
    "escape establish estimate examine exceed exist expand expect explain export express extend "
    "face fail fear feed fill filter finance finish fit flow focus follow force form freeze "
    "function gather generate govern grind guard guide handle happen harden harm help hold hope "
    "host hunt identify import improve include increase influence inform inherit insist inspect "
    "invent invest invite involve join jump kill lack land last lay leak learn lie lift limit "
    "link live load locate look lower maintain manage mark match matter measure melt migrate "
    "mix monitor move multiply name need note notice number obey observe obtain occupy occur "
    "offer open operate orbit order organise own pass perform plan plant play point pollute "
    "post power predict prefer prepare present preserve press prevent print process produce "
    "prohibit promise promote protect prove provide publish pull pump punish push quote raise "
    "range rank reach react receive recognise recommend record recover reduce refer reflect "
    "refuse regard regulate reject relate release rely remain remember remove repair repeat "
    "replace report represent require resemble resist respond rest restore result return reveal "
    "roast rotate rule sail save scatter seem separate serve share signal sleep slow smell "
    "solve spread start stay stem stop store strengthen stretch study succeed suffer suggest "
    "suit supply support suppose surround survive suspect sustain swallow swim switch taste "
    "tend threaten tie touch trade train transfer transform translate transmit transport trap "
    "travel treat turn use vary visit vote wait want warm warn wash waste watch weaken weigh "
    "widen wish work worry wrap yield owe brood "
    "accelerate accompany accumulate adapt adjust adopt amount announce anticipate assemble assist "
    "attach awake bury compete compress condense conquer conserve construct contract contribute "
    "contrast convince crush decompose dedicate deepen deform deposit deserve dismantle dissolve "
    "distinguish distribute eject eliminate emerge encounter engulf ensure evaporate evolve "
    "exchange excite fade ferment float fold furnish glow graze grip hatch heat ignite illuminate "
    "imitate impose infect inhabit inhibit inject insert inspire install interfere interpret "
    "invade isolate issue leap loosen lose melt merge mine negotiate nest nourish occupy oppose "
    "outlive overlap oxidise penetrate perceive permit persist persuade pierce possess pour praise "
    "precede propel propose purify pursue radiate react rebuild reinforce release render resume "
    "retain retire retreat ripen scrape secrete secure seize select settle shed shelter shift "
    "shorten shrink simmer soak soften sort specify spin spoil stabilise stick stimulate stir "
    "straighten strip submit substitute suck summarise suppress surpass swallow sweep swell "
    "symbolise tackle thicken thin thrive tighten tolerate trace translate traverse tremble "
    "trigger twist undergo unite vanish vibrate withstand "
    "abandon acquire activate administer advise alter amaze analyse appoint appreciate approve "
    "arise assess assign assume astonish attain attribute await boast bother brew carve chew chop "
    "circulate cite civilise cling coincide collapse communicate compensate complicate comprise "
    "conceal conceive conclude conduct confirm confront confuse congratulate consent consult cope "
    "correspond crawl criticise cultivate curl dare decorate demolish demonstrate deny depart "
    "depict deprive descend devote disagree disappoint disturb donate drag drown educate elect "
    "embrace endure enforce enlarge enrich entitle envy erect err exaggerate excrete execute "
    "exhaust exhibit expire exploit explode explore expose extract fascinate fasten fetch flatten "
    "flourish forgive frighten graduate grant grate greet heal hinder hire illustrate impress "
    "incorporate indicate induce insulate integrate intend interrupt introduce investigate "
    "irrigate irritate justify knit liberate linger magnify manufacture mention mislead modify "
    "moisten motivate neglect oblige obscure obstruct offend omit ooze oppress originate overflow "
    "overlook overthrow overwhelm pave perish plead please plunge polish portray postpone preach "
    "predate presume prevail prick privatise proclaim prompt pronounce prosper puncture puzzle "
    "qualify quit realise rebel recall reckon recruit recycle refine refill regain rehearse "
    "rejoice relax relieve remark remind renew reopen reproduce rescue reside resign resolve "
    "revise revive reward rewrite rinse rob ruin sacrifice scream shave sharpen shatter shine "
    "shrug simplify skip slam smash sparkle sprout starve steer stitch stumble subscribe subtract "
    "sue summon surrender sweat tame tempt terrify thaw tire transplant trickle trim unify unlock "
    "unplug unwind violate visualise wander warp waver wed weep whisper wipe worship wrestle "
    "regrow lengthen brighten darken lighten toughen advance anchor approach award balance dip "
    "drain drift drop flood glide hover launch lock mount pick reign seal shape slip span surge "
    "survey target trust value view pulse".split()
)
"""Verbs that an article is likely to have in the present; other words that end in s are nouns."""
_HELPERS = frozenset("do does did done has have had is are was were be been".split())
_SHORTEST = 4


def of_past(word: str) -> str:
    """The base form of a regular past: opened, planned, carried, used."""
    stem = word[:-2]
    doubled = stem[:-1] if re.search(r"([a-z])\1$", stem) else stem
    if known := next((form for form in (f"{stem}e", stem, doubled) if form in COMMON), None):
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


def of_present(word: str) -> str:
    """The base form of a third person: carries, passes, opens."""
    if word.endswith("ies"):
        return word[:-1] if word in {"lies", "dies", "ties", "vies"} else word[:-3] + "y"
    if re.search(r"(?:ss|sh|ch|x|z|o)es$", word):
        return word[:-2]
    return word[:-1]


def base(word: str) -> str:
    """A word as a dictionary may have it, in lower case; near enough to compare two forms."""
    plain = re.sub(r"['’]s?$", "", word).lower()
    if plain in IRREGULAR or plain in _PARTICIPLES:
        return IRREGULAR.get(plain) or _PARTICIPLES[plain]
    if plain.endswith("ed") and len(plain) > _SHORTEST:
        return of_past(plain)
    if plain.endswith("s") and not plain.endswith(("ss", "us", "is")) and len(plain) >= _SHORTEST:
        return of_present(plain)
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
        or plain in IRREGULAR
    )


def may_be_verb(word: str) -> bool:
    """Whether a word may be a verb that says what was done; `was` and `did` only help one."""
    is_known = base(word) in COMMON or word in COMMON or is_participle(word)
    return word.islower() and is_known and word not in _HELPERS
