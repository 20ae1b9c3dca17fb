"""Words that are often taken for each other, and so are never slips of each other."""

from functools import cache
from itertools import combinations, permutations

from trainer.deck.acceptance.near_words import near_words
from trainer.deck.acceptance.plurals import singular

_CONFUSED = """
accept except; access excess; adapt adopt adept; addition edition; advice advise; affect effect;
affective effective; aisle isle; allay alley ally alloy; allude elude; allusion illusion delusion;
altar alter; alternate alternative; amoral immoral; angel angle; annual annul; appraise apprise;
ascent assent accent; assure ensure insure; aural oral; averse adverse; baron barren; basis bases;
beside besides; biannual biennial; birth berth; board bored; border boarder; born borne; brake
break; breath breathe breadth; bridal bridle; broach brooch; callous callus; cannon canon; canvas
canvass; capital capitol; carat carrot caret karat; casual causal; casualty causality; cast caste;
censor censure sensor; cereal serial; chord cord; cite site sight; climactic climatic; cloth
clothe clothes; coarse course; collage college; colonel kernel; coma comma; complement compliment;
complementary complimentary; comprise compromise; confidant confident; conscience conscious;
consul councillor counsellor; continual continuous; coral corral choral; corps corpse;
correspondent corespondent; council counsel; creak creek; credible creditable credulous; crevasse
crevice; currant current; cymbal symbol; dairy diary; decent descent dissent; defuse diffuse;
depravation deprivation; deprecate depreciate; desert dessert; device devise; dinar dinner; diner
dinner; disburse disperse; discard discord; discreet discrete; discus discuss; disinterested
uninterested; drought draught; dual duel; dying dyeing; economic economical; elicit illicit;
eligible illegible; emerge immerge; emigrant immigrant; emigrate immigrate; emigration
immigration; eminent imminent immanent; empathy sympathy; envelop envelope; enumerable
innumerable; erotic erratic; eruption irruption; ethics ethnics; ethic ethnic; exalt exult;
exercise exorcise; expand expend; extant extent; facility felicity; faint feint; farther further
father; fatal fateful; fiance fiancee; final finale; flair flare; flaunt flout; floe flow;
flounder founder; flour flower; forbear forebear; formally formerly; forth fourth; fortieth
fourteenth; gamble gambol; genius genus; gorilla guerrilla; grate great; grisly grizzly; grease
greece; hangar hanger; hallow hollow; heroin heroine; historic historical; hoard horde; holy
wholly; human humane; humerus humorous; idle idol idyll; ileum ilium; ileal ilial iliac; imply
infer; impassable impassible; incidence incidents; incite insight; indict indite; inequity
iniquity; ingenious ingenuous; install instill; intense intents; interment internment; intern
inter; invoke evoke; isotope isotone; later latter; lath lathe; lead led; lessen lesson; levee
levy; liable libel; lightening lightning; liqueur liquor; literal littoral; load lode; local
locale; loath loathe; loose lose; luxuriant luxurious; magnate magnet; main mane; malic malice
maleic; mantel mantle; marshal martial marital; mason meson; massage message; material materiel;
meiosis mitosis miosis; medal metal mettle meddle; melanin melatonin; militate mitigate; miner
minor; missal missile; modal model; moral morale; morning mourning; mucous mucus; muscle mussel;
mystic mystique; naval navel; negligent negligible; notable noticeable; nuclear unclear; obsolete
obsolescent; official officious; ordinance ordnance; organism orgasm; ovary ovule; palate palette
pallet; parish perish; parlay parley; passed past; pastoral pasture; patience patients; peace
piece; peak pique; pedal peddle petal; peer pier; perpetrate perpetuate; perquisite prerequisite;
persecute prosecute; personal personnel; perspective prospective; perineal peroneal peritoneal;
phase faze; plaintiff plaintive; plain plane; plantar planter; pleural plural; poplar popular;
populace populous; pore pour; portion potion; practicable practical; precede proceed; precedence
precedents; president precedent; prescribe proscribe; presence presents; principal principle;
profit prophet; prophecy prophesy; prostate prostrate; prostatic prosthetic; quarts quartz; queue
cue; quiet quite; radical radicle; rain reign rein; raise raze rise; rational rationale; rebate
rebut; reality realty; recent resent; relic relict; respectful respective; reverend reverent;
rhyme rime; right rite write; role roll; root route rout; sailor sailer; satire satyr; saver
savour; scared scarred sacred; scene seen; secede succeed; sensual sensuous; sever severe; sheer
shear; silicon silicone; slight sleight; soar sore; sole soul; solder soldier; specie species;
spacious specious; staid stayed; stair stare; stalactite stalagmite; stanch staunch; stationary
stationery; statue statute stature; steal steel; straight strait; suit suite; summary summery;
surge serge; symbol cymbal; systemic systematic; systole systolic; taper tapir; tartar tarter;
team teem; temporal temporary; tenant tenet; tenor tenure; their there; therefore therefor;
thorough through though thought; threw through; throne thrown; timber timbre; tortuous torturous;
tracheal tracheae; track tract; trail trial; troop troupe; tympani timpani; ureter urethra; vain
vane vein; vale veil; venal venial; veracious voracious; vertex vortex; vicious viscous; viscous
viscus; vile vial; villain villein; virtual virtuous; wander wonder; waist waste; waive wave;
weather whether; whose whos; wither whither; wreak wreck; wrest rest; yoke yolk; conservation
conversation; revolution resolution evolution devolution; production prediction; population
copulation; employer employee; trainer trainee; capitalism capitalist; communism communist;
socialism socialist; nationalism nationalist; imperialism imperialist; realism realist; bilateral
unilateral; legal illegal; north south; eastern western; insulin inulin; glycogen glucagon;
glucagon glycogen; adenine adenosine; thymine thiamine thymidine; uracil uridine; cytosine
cysteine cystine; guanine guanosine; lysine leucine; tyrosine tyramine; trypsin pepsin; alanine
aniline; carbonate carbamate; chloride chlorite chlorine; fluoride fluorine; iodide iodine;
bromide bromine; nitrogen nitride; phosphate phosphite; silicate silicide; abduction adduction;
abductor adductor; afferent efferent; auricle oracle; cartilage cartridge; carpal tarsal; carpus
corpus; coccus caucus; dysphagia dysphasia; facial fascial; flexor flexure; humeral femoral;
hypnosis hypoxia; jejunum jejune; larynx pharynx; malleus malleolus; metaphase anaphase; peroneal
perineal; pharyngeal laryngeal; phalanx phalanges; psychosis cytosis; pubis pelvis; sternal
external; taurus torus; tibia tibial; trochlea trachea; vesical vesicle; heart hart; bare bear;
beach beech; flea flee; groan grown; knight night; peal peel; plumb plum; raze raise; retch
wretch; sealing ceiling; steak stake; tear tier; toe tow; vain vein; wait weight; whale wail;
world word; genes jeans; minks minx; loch lock; moose mousse; bight bite; Austria Australia;
Slovakia Slovenia; Niger Nigeria; Dominica Dominican; Gambia Zambia; Mali Malawi; Iceland Ireland;
Guinea Guyana; Mauritania Mauritius; Paraguay Uruguay; Iran Iraq; Liberia Libya; Latvia Lithuania;
Sweden Switzerland; Karimov Kasimov; Hittite Hyksos; Tunis Tunisia; Algiers Algeria; Galicia
Galacia; Galatia Galicia; Budapest Bucharest; Tigris Tigre; Mecca Macao; Lusaka Osaka; Manet
Monet; Roman Romanian; Sahara Sahel; Homs Hama; Basel Basil; Bolivia Bolivar; Persian Prussian
Russian; Prussia Russia Persia; Hebron Heron; Cologne Bologna; Malaya Malaysia; million billion
trillion milliard; quadrillion quintillion; thirteen thirty; fourteen forty; fifteen fifty;
sixteen sixty; seventeen seventy; eighteen eighty; nineteen ninety; Tuesday Thursday; January
February; June July; March May; sixth sixty sixtieth; seventh seventy; eighth eighty eightieth;
ninth ninety; tenth tithe; hundred hundredth
"""

_BEGINNINGS = (
    "macro micro; hyper hypo; ab ad; af ef; inter intra; ante anti; pre pro; im em; endo exo; "
    "under over; super sub; mono poly; homo hetero;  en in un; in un; sub sur; "
    "de re; dis de; ex in; ento ecto; endo ecto; epi hypo; supra infra; infra intra; "
    "peri para; per pro; per pre; uni bi; bi tri; di tri; "
    "infra intra;  deca deci; mega micro; tetra penta"
)
_ENDINGS = (
    "ate ite ide; ose ase; ane ene yne ine; anol anal; ism ist; er ee; or ee; ous us; al ol; yl "
    "ol; "
    "ium ius; ance ant; ence ent; ic ics; phil phobe; algia alga; "
    "ectomy otomy; osis itis; emia uria; gram graph; ation ition; eme ene; one ene; one ane; "
    "one ine; "
    "phase phage; cyte cide; man men"
)


def _families(table: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(dict.fromkeys(family.split())) for family in table.split(";"))


@cache
def _pairs() -> frozenset[frozenset[str]]:
    return near_words() | {
        frozenset(pair)
        for family in _families(_CONFUSED.casefold())
        for pair in combinations(family, 2)
    }


@cache
def _opposites() -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    beginnings, endings = (
        tuple(pair for family in _families(table) for pair in permutations(family, 2))
        for table in (_BEGINNINGS, _ENDINGS)
    )
    return beginnings, endings


def are_confused(one: str, other: str) -> bool:
    """Whether two words in lower case are another pair of words that people mix up."""
    if frozenset({one, other}) in _pairs():
        return True
    if frozenset({singular(one), singular(other)}) in _pairs():
        return True
    beginnings, endings = _opposites()
    return any(
        one.startswith(left) and other.startswith(right) and one[len(left) :] == other[len(right) :]
        for left, right in beginnings
    ) or any(
        one.endswith(left) and other.endswith(right) and one[: -len(left)] == other[: -len(right)]
        for left, right in endings
    )
