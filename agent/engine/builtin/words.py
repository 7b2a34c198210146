"""The few words of English grammar that the built-in engine knows.

Not a parser: closed classes (pronouns, auxiliaries, contractions), the irregular verbs, and the
verbs that people use of themselves. What is not listed falls back to the regular rules, or to
saying nothing.
"""

from __future__ import annotations

import re

from agent.engine.builtin.dates import MONTHS, WEEKDAYS
from memory.lexicon import with_s


def word_set(text: str) -> frozenset[str]:
    """The words of a text, for tables that read better as prose than as lists."""
    return frozenset(text.split())


MODALS = frozenset(
    ["will", "would", "can", "could", "may", "might", "must", "shall", "should", "cannot"],
)

ADVERBS = word_set(
    """
    also always almost already barely basically briefly once currently definitely eventually ever
    even finally
    frequently generally genuinely honestly hardly initially just kinda largely lately
    literally mainly maybe mostly much never normally nearly obviously occasionally often only
    now originally personally presently previously primarily probably rarely rather really recently
    regularly seldom seriously simply since sometimes somewhat still strictly strongly then
    thoroughly totally truly typically usually actually absolutely completely deeply secretly
    """
)

#: base form → (past, participle) where they are not made with -ed.
_IRREGULAR = """
be was been|become became become|begin began begun|bite bit bitten|blow blew blown
break broke broken|bring brought brought|build built built|buy bought bought
catch caught caught|choose chose chosen|come came come|do did done
draw drew drawn|drink drank drunk|drive drove driven|eat ate eaten
fall fell fallen|feed fed fed|feel felt felt|fight fought fought|find found found|fly flew flown
forget forgot forgotten|forgive forgave forgiven|freeze froze frozen|get got gotten|give gave given
go went gone|grow grew grown|hang hung hung|have had had|hear heard heard|hide hid hidden
hold held held|keep kept kept|know knew known|lay laid laid|lead led led|leave left left
lend lent lent|lie lay lain|lose lost lost|make made made|mean meant meant|meet met met
overcome overcame overcome|pay paid paid|ride rode ridden|ring rang rung|rise rose risen
run ran run|say said said|see saw seen|sell sold sold|send sent sent|shake shook shaken
shine shone shone|shoot shot shot|show showed shown|sing sang sung|sit sat sat|sleep slept slept
speak spoke spoken|spend spent spent|stand stood stood|steal stole stolen|stick stuck stuck
swear swore sworn|swim swam swum|take took taken|teach taught taught|tear tore torn|tell told told
think thought thought|throw threw thrown|understand understood understood|wake woke woken
wear wore worn|win won won|write wrote written|withdraw withdrew withdrawn|rebuild rebuilt rebuilt
retake retook retaken
redo redid redone|rewrite rewrote rewritten|undergo underwent undergone|sink sank sunk
arise arose arisen|bend bent bent|cling clung clung|creep crept crept|deal dealt dealt|dig dug dug
flee fled fled|kneel knelt knelt|leap leapt leapt|mislead misled misled|mistake mistook mistaken
outgrow outgrew outgrown|oversee oversaw overseen|rethink rethought rethought|seek sought sought
shrink shrank shrunk|spin spun spun|strive strove striven|sweep swept swept|swing swung swung
undertake undertook undertaken|unwind unwound unwound|uphold upheld upheld|weave wove woven
weep wept wept|withstand withstood withstood
"""
_FORMS = [row.split() for row in re.split(r"[|\n]", _IRREGULAR.strip())]
_PAST_OF = {form[0]: form[1] for form in _FORMS}
IRREGULAR_PASTS = frozenset(form[1] for form in _FORMS) | {"were"}
_BASE_OF = {past: form[0] for form in _FORMS for past in form[1:]}
PARTICIPLES = frozenset(form[2] for form in _FORMS)
ONLY_DONE = PARTICIPLES - set(_PAST_OF)
#: The past looks like the present: taken as past only beside a word of past time.
SAME_IN_PAST = word_set(
    """
    put set cut read hit quit let hurt cost split shut spread bet
    """
)
#: Base forms that end in -ed.
ED_BASES = word_set(
    """
    need feed speed bleed breed proceed succeed exceed seed weed embed heed shed wed
    """
)

#: Verbs that people use of themselves, in their base form. Used to see where a second verb of the
#: same subject begins ("live in Porto and work at a bakery") and where "I" was left out.
VERBS = frozenset(form[0] for form in _FORMS) | word_set(
    """
    abandon absorb accept accompany accomplish accuse achieve acquire act adapt add adjust admire
    admit adopt adore advise afford agree aim allow amaze announce annoy answer anticipate apologise
    apologize appear apply appoint appreciate approve argue arrange arrive ask assemble assist
    associate assume assure attach attend attract avoid bake balance believe belong bike bless boil
    book boost borrow bother bounce bow brew brighten bring broaden browse bump burn bury calculate
    call calm camp cancel capture care carry cease celebrate challenge change chase chat check cheer
    cherish chew chop claim clean climb coach code collaborate collect combine comfort commit
    communicate commute compare compete complete compose concentrate conclude conduct confess
    configure confirm confront confuse congratulate connect conquer consider contact contain
    continue contribute convert convince cook cooperate cope count cover crash crave create crochet
    cry cuddle cultivate cut cycle damage dance deal debug decide decline decorate decrease dedicate
    defeat defend define delay delete deliver demand deny depend deploy describe deserve design
    destroy determine develop devote differ disagree disappear disappoint discourage discover
    discuss dislike distract dive divide divorce do document donate doubt download drag drain dream
    drop earn edit educate elect email embrace emigrate emphasise emphasize employ empower enable
    encounter encourage end engage enhance enjoy enrich enrol enroll ensure enter entertain
    establish estimate evaluate evolve examine exchange excite exercise exhaust exist expand expect
    experiment explain explore expose express extend fade fail fascinate favor favour fear fetch
    fill finish fish fix flourish focus fold follow foster fuel fulfil fulfill fund gain garden
    gather generate grab graduate grant grasp greet grill grind guarantee guess guide handle harvest
    hate heal help hesitate highlight hike hit hope host hug hunt hurry identify ignore illustrate
    imagine immerse immigrate impact impress improve include increase indicate influence inform
    inherit injure insist inspect inspire install instruct integrate intend interact interview
    introduce invent invest investigate invite involve jog join journal judge juggle jump justify
    kill kiss knit knock lack laugh launch leak leap learn lease leave lift lighten like limit
    listen live loathe locate look love maintain manage marry matter measure meditate memorise
    memorize mention mentor migrate mind miss mix modify monitor motivate mourn move multiply
    navigate need neglect
    negotiate notice nurture obey observe obtain occupy occur offer open operate oppose order
    organise organize overlook owe own pack paint participate pass pause perform persist persuade
    phone photograph pick plan plant play plead polish possess pour practice practise praise pray
    preach predict prefer prepare preserve press pretend prevent print proceed produce program
    promise promote pronounce propose protect prove provide publish pull punish purchase pursue push
    put qualify quit race raise reach react read realise realize rearrange reassure recall receive
    recharge recognise recognize recommend reconnect record recover recycle reduce refactor reflect
    refresh refuse regard regret rehearse reignite reinforce reject relate relax release relieve
    rely remain remember remind remove renovate rent repair repeat replace reply report represent
    request require rescue research resemble reserve resist resolve respect respond rest restart
    restore resume retain retire retreat return reveal review reward roast ruin run satisfy save
    savor savour scan scare scatter schedule scream search select serve set settle sew share shift
    shop shout sigh sign signal simplify skate skateboard sketch ski skip smile smoke snack
    snowboard solve spark specialise specialize spill spin spoil sponsor stare start stay stir stop
    strengthen stretch strike stroll struggle study suck suffer suggest supply support suppose surf
    surprise surround survive suspect sweep swing switch symbolise symbolize tackle talk taste tease
    tempt tend terrify test thank thrive tickle tidy touch toughen trace trade train transfer
    transform translate travel treat trick trigger trim trust try turn twist type unite unlock
    unpack update upgrade urge use value vanish vary venture visit volunteer vote vow wait walk
    wander want warm warn wash waste watch weigh welcome whisper widen wipe wish wonder work workout
    worry wrap yearn yell
    clear ease escape free ground humble nourish quiet soothe transport uplift
    """
)
#: Also everyday nouns: after "and" they count as verbs only when an object or preposition follows.
NOUN_OR_VERB = word_set(
    """
    act associate bike boil book boost bother bow brew bump burn calm camp capture care challenge
    change chase chat check cheer claim climb coach code comfort contact cook count cover crash
    crave cut cycle damage dance deal decline decrease delay demand deploy design divorce document
    doubt download drag drain dream drink drop edit email end estimate exchange exercise experiment
    fade fear fight fill fish flourish fly focus fold fuel fund gain garden grant grill grind
    guarantee guess guide harvest help highlight hike hit hope host hug hunt hurry impact increase
    influence interview jog journal judge juggle jump kill kiss knock laugh launch lead leak leap
    lift limit look love matter mention mentor mind mix monitor move need neglect offer order pack
    paint pass pause phone plan plant play polish pour practice praise press print produce program
    promise purchase race recall record regard regret release reply report request rescue research
    respect rest retreat return review reward ride ring roast ruin run scan scare scream search
    share shift shop shout show sign signal skate skateboard sketch ski sleep smile smoke snack
    spark spill spin spoil sponsor stare start stay stir stop stretch strike stroll study supply
    support surf surprise suspect sweep swim swing switch tackle talk taste tease test touch trace
    trade train transfer travel treat trick trigger trim trust turn twist type update upgrade urge
    use value venture visit vote vow wait walk wash waste watch welcome whisper wipe wish wonder
    work workout worry wrap yell
    clear ease escape free ground quiet transport
    """
)
#: Verbs that are no everyday nouns as well.
ONLY_VERBS = VERBS - NOUN_OR_VERB
_TAKES_OBJECT = word_set(
    """
    a an the my our their his her its this these that those to in on at for with from about
    into as all some every each it them him two three four five more most out up down away
    around back over through together myself themselves
    """
)


def is_past(verb: str) -> bool:
    """Whether a finite verb form is in the past tense."""
    low = verb.lower()
    if low in IRREGULAR_PASTS:
        return True
    return low.endswith("ed") and low not in ED_BASES and len(low) > 3  # noqa: PLR2004 - "red"


def base_of(verb: str) -> str:
    """The base of an irregular past or participle: "drew" → "draw"; others as they are."""
    return _BASE_OF.get(verb.lower(), verb.lower())


def past_of(verb: str) -> str:
    """The past of a base form: "move" → "moved", "go" → "went", "quit" → "quit"."""
    low = verb.lower()
    if low in _PAST_OF or low in SAME_IN_PAST:
        return _PAST_OF.get(low, low)
    if low.endswith("y") and low[-2:-1] not in "aeiou":
        return f"{low[:-1]}ied"
    return f"{low}d" if low.endswith("e") else f"{low}ed"


def third_person(verb: str) -> str:
    """Third person singular of a base form: "study" → "studies", "have" → "has"."""
    low = verb.lower()
    special = {"am": "is", "are": "is", "be": "is", "have": "has", "do": "does", "were": "was"}
    if low in special:
        return special[low]
    return verb if low in MODALS or is_past(low) else with_s(verb)


def is_adverb(word: str) -> bool:
    """Whether a word may stand between subject and verb without being the verb."""
    low = word.lower().strip(",")
    return low in ADVERBS or (
        low.endswith("ly") and low not in {"fly", "rely", "apply", "reply", "supply", "comply"}
    )


def starts_verb_phrase(word: str, following: str) -> bool:
    """Whether a base form after "and" is a second verb rather than a noun."""
    low = word.lower()
    if low not in VERBS or (
        low == "like" and following.lower() in {"i", "we", "they", "he", "she"}
    ):
        return False
    return low not in NOUN_OR_VERB or following.lower().strip(",.") in _TAKES_OBJECT


#: What stands where a name could ("My boss is German", "I'm Catholic") and is none.
_NO_NAME = word_set(
    """
    The This That She His Her They You And But German Dutch French Greek Swiss Czech Welsh Thai
    Scots Arab Roma Catholic Protestant Orthodox Baptist Methodist Lutheran Buddhist Hindu Sikh
    Atheist Quaker Pagan Team Head Chief President Vegan Okay Fine
    """
) | {*MONTHS, *WEEKDAYS}
_PEOPLES = ("ian", "ean", "ese", "ish", "can", "aeli", "ani")


_LITTLE = word_set("He We It No So In On At My Of To By As Is An Am I'm Or If Up Us Me")


def is_name(word: str) -> bool:
    """Whether a capitalised word may be somebody's first name, and no people, faith or month."""
    return word not in _NO_NAME | _LITTLE and not word.endswith(_PEOPLES)
