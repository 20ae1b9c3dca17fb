"""Common English words that a slip turns into each other, and so are never slips of each other.

Unlike the table of confused words nobody need mix these up: who types policy for police has
written a word of its own, and nothing shows which one was meant.
"""

from functools import cache

_NEAR = """
abiding aiding; action auction; adapted adopted; adapting adopting; addiction addition additions;
addictive additive; adored adorned; advisers advises; angle anglo; apologies apologise; appalling
appealing; apple apply; apples applies; archers arches; arise arose; assemble assembly; assert
asset; babes babies; backed baked; backs blacks bucks; bacon beacon; bailed boiled; baker banker
barker biker; baking backing banking barking biking braking; ballet ballot bullet; balls bells
bills bulls; bands bends binds bonds brands; banker bunker; barely barley; barrow borrow; basal
basil; based biased; bases biases buses; basis basic basics; batch butch; bates bites; batman
batsman; batter better bitter butter; batting battling betting; battle bottle; beach bleach
breach; beaches breaches; beams beans; beard board; bearded boarded; beards beads bears; bears
beers; beast breast; beating boating; beats beads beast beasts boats; became become; bedding
bidding; bedside beside; began begin begun; begin begun; believers believes; bells bills bulls;
belly bully; belts bolts; bench bunch; bender binder blender; bending binding blending bonding;
bends binds blends bonds; better bitter butter; bills bulls; binding bonding; binds blinds bonds;
binge bingo; bitter butter; black block; bland blend blind blond; blank blink; blend blind blond;
blended blinded; bless bliss; blind blond; blooming booming; boast beast boats boost; boasts
boats; bonded bounded; bonds bounds; bones bonus; books brooks; boots boats boost boosts; boring
bring; borne bourne; bother brother; bought brought; boxers boxes; brains bruins; brake brace
broke; braking barking breaking; brave bravo; bread breed broad; bride bridge; brows
browns browse; brunch branch bunch; build built; bursting busting; burying buying; bushes brushes
buses; calls cells; camps campus champs cramps; canning cunning; canon canton canyon; carbs crabs;
cards carts cords; cares cores; carriers carries; carry curry; carter cater charter crater; carts
charts; carve crave curve; carved cared curved; carving caring craving; cases causes; casing
casting causing chasing; caste castle; casting costing; casts costs; cater crater; cause clause;
caves cafes calves; cease crease; cellar collar; cement clement; centered centred; certain
curtain; chair choir; chang change; chargers charges; chats chants charts cheats; check chick
chuck; cheese cheesy; chefs chiefs; chick chuck; chips chops; choose chose; chopper copper; chores
chorus cores; cites cities; cleaning cleansing; click clock; closet closed closest;
clover clever cover; coach couch; coast coats; coasts casts coats costs; collision collusion;
comfortable comfortably; comic cosmic; commended commanded commented; compete complete compute;
competed completed computed; competing completing computing; complains complaints; complaint
compliant; concussion concession conclusion; cones clones comes; confirm conform; considerable
considerably; consulate consulted; contacted contracted; contained continued; containing
continuing; contend content; contest context; contingent continent continents; contract contact
contrast; contracting contacting contrasting; convert covert; convey convoy; cooked crooked;
coping copying; corner coroner; corps corpus crops; countess countless; counties countries;
country county; coupe couple; course curse; crash crush; crashed crushed; crashing crushing; crate
create; craze crazy; creed cried; crest crust; cries crimes crises; crises cruises; crows crews
crowds crowns; cured cared curled cursed curved; cures cares cores curse curves; dancers dances;
daring darling during; deadliest deadlines; debated debuted; debit debut; debts debuts; deceased
decreased; decks desks docks ducks; deleted depleted; demons demos; departed
deported; dependence dependency; deprived derived; descend descent; desks disks; distract
district; diver driver; divers diverse dives; divided dividend; diving driving; docks ducks; dodge
dodgy; doing doping dying; donors doors; downed drowned; downing drowning; draft drift; drafted
drifted; drafting drifting; drank drink drunk; drawn drown; drink drunk; dripping dipping
dropping; drive derive drove; drives dives drivers; drying dying; emergence emergency; ensued
ensured; ensuing ensuring; eternal external; excellence excellency; except excerpt; executing
expecting; exited excited existed; exiting exciting existing; exits exist exists; expansive
expensive; expert exert export; explorers explores exporters; exploring exporting; extend extent;
faced faked; facing faking; faction fiction fraction; faculty faulty; fairly fairy; falling
filling; falls fills; famed framed; farce force; fares fires flares; farmer former; farming
forming framing; farms firms; faster foster; fatal fetal; father feather; favor flavor; favored
flavored; favour flavour; feels fuels; fellow follow; ferry furry; fever fewer; fiance finance;
fight flight fright; filed failed field filled filmed; files flies; filing failing filling filming
fling; filler fuller; finds funds; finer finger; fires fries; fixes foxes; flash
flesh flush; flashing flushing; flats floats; flawed flowed; flaws flows; fleeing fleeting; flesh
flush; flick flock; fling flung flying; flips flops; floods foods; floor flour; folly fully;
forget forged forgot; forms farms firms forums; founded funded; freeing freezing; freight fright;
friction fiction fraction; fried fired freed friend; funding finding founding; gains grains;
gamers games; garage garbage; genes genres genus; gentle gently; giggles goggles;
glass gloss; globe glove; grade grande; graders grades; grand grind; grass gross; grave gravy
grove; grease greasy; greet great greed; groove grove; guess guests; guild guilt; hacks hicks;
hailed hauled; haired hired; hairs heirs; halls hills; handed handled; handing handling; hardly
hardy; haste hasty; hated halted hatred heated; haters hates; haunting hunting; haven heaven;
heals heels; health heath; heard heart; hears hearts heirs; heated headed hearted; heater header
heather; heating hating heading; heats heads hearts; herein heroin; hints hunts; hitter hotter;
hobby hubby; honestly honesty; hoped hopped hyped; hoping hopping; horrible horribly; hostel
hotel; hunted haunted hinted; hydra hydro; ideals ideas; immoral immortal; incredible incredibly;
indicated indicted; indices indies; inevitable inevitably; infested infected invested; infinite
infinity; inhabit inhibit; initiation invitation; inmate innate; inquire inquiry; insect inspect;
insulated insulted; integrating interacting; integration interaction; intend intent; intra intro;
joins joints; juice juicy; kindle kindly; label libel; lacked laced locked; lacking locking; lacks
locks; lakes lakers likes; landing lending; lands lends; laser loser; lasted listed; lasting
listing; lasts lists; later liter; lateral literal; latina latino; latter letter; launch lunch;
launches lunches; lawyer layer; laying lying; leading loading; leads loads; leaned learned loaned;
leaning learning; ledge lodge; legged logged; lever liver; licking lacking liking locking;
lighting lightning; liner linear linger; lines lanes liners; linger longer; linked liked lined;
linking liking lining; litter latter letter liter; lived loved; lively lovely; living loving;
loses losers losses; lover lever liver lower; loves lives lovers; mainly manly; maker marker;
makers makes; making marking; males miles; malls mills; managers manages; manga mango; mania
manila; manor minor; manufacturers manufactures; march marsh; mariners marines; marked market;
marrow morrow; marry merry; masses misses; master mater mister muster; mastery mystery; maths
myths; meals medals metals; meaning moaning; meats meets; mediation medication meditation; medina
media median; mental metal; menus minus; messed missed; messing missing; meter mater meteor; metre
metro; miller muller; minded mined; mines miners minus; mister muster; model motel; models modes;
money monkey; monte monty; moons morons; moose mouse; moral mortal mural; morality mortality;
mound mount; moves movies; multiple multiply; naive native; nation notion; neural neutral; never
newer; nodes notes; noise noisy; noises noses; notable notably; nothing noting; noticeable
noticeably; observers observes; officers offices; overhead overheard; overseas oversees; owing
owning; paced placed; pacers packers; pacing packing placing; packed paced packet picked; packet
pocket; packing picking; packs picks; pains paints plains; paint point; painted pointed; painter
pointer; painting pointing; palace place; palate plate; palms psalms; pants paints plants; paper
piper; paris pairs parish; parity party purity; parks perks; parsons persons; parting partying;
partly party; parts ports; pasta paste; pasture posture; patch pitch; patent patient potent;
patrol petrol; payable playable; payback playback; paying playing praying; peach
preach; peasant pleasant; peers peters; penned pinned; perch porch; pests posts; petty pretty;
phase phrase; phone phony; piece pierce; piles poles; pills polls pulls; pilots plots; pinch
punch; pitches patches pitchers; planes planets; planet plant; plans plains planes plants; planted
plated; pleas please; police policy; polling pulling; polls pulls; ponds pounds; poppy puppy;
posed poised posted; posing posting; possible possibly; powder power; powdered powered; preferable
preferably; premier premiere; price prince prize; priced prized; probable probably; probe prove;
producers produces; promoters promotes; proper prosper; protect protest; protected protested;
protecting protesting; providers provides; publishers publishes; purse pursue; quote quite quota;
racing rating; racks rocks; radial radical; radio ratio; radios radius; raider rider; raids
rapids; rained ruined; raining ruining; rally really; rangers ranges; ranging raging ringing;
rates rites; reach roach; reactor rector; reads roads; realization retaliation; reasonable
reasonably; rebuild rebuilt; receivers receives; refuge refugee; refuse reuse; reliable reliably;
relied replied; relies replies; relying replying; remainder reminder reminders; remaining
reminding; remarkable remarkably; renal rental; replay relay repay reply; resent reset; reside
residue; residence residency; resign reign resin; revered reverend reversed; rides riders ridges
rites; rigged rugged; rises roses; rising raising risking; rivers rovers; robbed rubbed; robber
rubber; robbing rubbing; robes ropes; rocket racket rocked; rogue rouge; rooster roster; rooted
routed; rooting routing; roots riots robots; rotating rotting; ruins rains reins; rules roles
rulers; runaway runway; sacks snacks socks stacks; sales scales; salon salmon saloon; salvage
savage; sandals scandals; sands sends stands; saves slaves; saving shaving; saying staying; scams
scans; scare scarce scary score; scared scored; scares scars; scrap scrape; sealing stealing;
seals steals; seams seems; seating sweating; section suction; seeds speeds; seeing seeking
seeming; seized sized; selling smelling spelling swelling; sells shells smells spells; selves
shelves solves; sending spending; sends spends; servers serves; setting settling sitting; settlers
settles; shack shock; shade shady; shaft shift; shake shaky; shall shell; share shire shore;
shared shred; shave shove; shaved saved shoved; shine shiny shrine; shipping
shopping; ships shops; shire shore; shirt short; shoes shores; shoot shout; shooting shouting;
shots shoots shorts shouts shuts; shouts shuts; shoved showed; sides sites slides; siding sliding;
sighs sights; sight slight; sigma stigma; simple sample simply; simulate stimulate; simulated
stimulate stimulated; singing signing swinging; sings signs songs swings; sinner skinner spinner;
sipping shipping skipping slipping; skill skull; slack slick; slander slender; slang sling;
slapped slipped; slapping slipping; slash splash; smack snack; small smell; smoke
smoky; smokers smokes; socks shocks stocks; soils sails souls spoils; sorting sporting; sorts
shorts sports; spanning spinning; spans spins; spare sparse; spared sparked; spell spill; spelled
spilled; spelling spilling; spend spent; spice space spicy spike; spies spices spikes; spike
spoke; spitting sitting splitting spotting; sports spots; spring sprung; squad squat squid; stable
staple; stack stick stock; stacked sacked stocked; stacking sticking stocking; staff stiff stuff;
staffed stuffed; staffing stuffing; stain satin stein strain; stained strained; stale stable
staple stole style; stall still; stamp stump; stand strand; stare starve store; stared starred
started starved stored; staring starring starting starving storing string; starred stirred;
starring stirring; stars stairs stares starts; started startled stated; starting startling
stating; state statue; stats starts states status; status states statues; steak streak; steam
stream; steamed streamed; steaming streaming; stepped stopped; stepping stopping; steps stops;
stick stock; sticking stocking; stiff stuff; stimulation simulation simulations; stint stunt;
stocked stoked; stoke stake stroke; stole style; stone stony; stored stormed; stores stories;
story store stormy; stranger stronger; strife strive; strike stroke; strikers strikes; string
sting storing strong strung; strip strap stripe; stripped strapped striped; strong strung; stuck
stack stick stock struck; studies studios; study sturdy; sturgeon surgeon; subtle subtly; super
supper; suppliers supplies; sweat sweet; sweater sweeter; swing sewing swung; tables tablets
tales; tails trails; taken token; taking talking; taller teller; tanks thanks; taped typed; tapes
types; tapped taped tipped topped trapped; tapping tipping topping trapping; taste tasty; teachers
teaches; tender tinder; tending trending; tends tents trends; terrible terribly; tested tasted
texted; testing tasting texting; tests texts; thank think; thanking thinking; there three; these
those; thirsty thirty; threat thread throat treat; threw throw; through trough; thrust trust;
ticks tricks; tiles tales titles; tilted titled; timber timer; tipped topped tripped; tipping
topping tripping; tired tried; tolls tells trolls; tones tonnes tunes; topical tropical typical;
tough though trough; trace trance truce; track trick truck; tracked traced tricked; tracking
tracing trucking; traders trades; trains trans; transit transmit; trapped tripped; trapping
tripping; traps trips; tread thread treat; treasure treasury; treaties treatise; trial tribal;
trick truck; tries tires tories trees tribes; truss trusts; tuned toned turned; tuning turning;
tying trying typing; unbelievable unbelievably; unite unity; unrelated untreated; upheld uphold;
vague vogue; verses versus; vigilant vigilante; villagers villages; violent violet; visible
visibly; voters votes; waist waits; waiter water; waived waved; waking walking; wales whales;
walled wallet; walls wells wills; wandered wondered; wandering wondering; wards words; warmed
warned; warming warning; washed wished; washes wishes; washing wishing; watch witch; watches
witches; waves wives; waving weaving; weighed weighted; weighs weights; welding wielding; wells
wills; whale while whole; while whole; wicked wicket; wider wilder; widow window; withdraw
withdrew; wrath wreath; write wrote; writers writes
"""
"""Each word with its near ones, parted by semicolons; plurals follow from their singulars."""


@cache
def near_words() -> frozenset[frozenset[str]]:
    """Every pair of words, in lower case."""
    return frozenset(
        frozenset((word, near))
        for line in _NEAR.split(";")
        for word, *others in [line.split()]
        for near in others
    )
