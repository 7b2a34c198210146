"""The words that parsing a claim rests on: closed classes of English, and a few facts of life.

Nothing here decides anything; :mod:`memory.claims` reads sentences with it. What is missing costs a
slot that is not found, and so a contradiction that is not seen, never one that is not there.
"""

from __future__ import annotations

from typing import Literal

#: How values of a slot live together. ``many``: several at once (likes). ``one``: one at a time, a
#: newer replaces an older (lives in). ``fixed``: one for ever (born in): two of them are a dispute.
Arity = Literal["many", "one", "fixed"]


def _table(text: str) -> dict[str, str]:
    """``phrase = slot`` a line; several phrases of one slot are parted by commas."""
    entries = [line.split(" = ") for line in text.strip().splitlines()]
    return {phrase.strip(): slot for left, slot in entries for phrase in left.split(",")}


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Base form of a verb, with its preposition where there is one → slot.
SLOTS = _table("""
live in, live at, reside in, be based in, settle in = live in
move to, move into, relocate to = live in
can = can
live with = live with
belong to = belong to
work for, work at, be employed by, be employed at, start at = work for
work as, be employed as = work as
study at, be enrolled at = study at
be married to = be married to
be engaged to = be engaged to
be named, be called, go by, want to be called, prefer to be called, like to be called = be named
be born in = be born in
be born on = be born on
grow up in = grow up in
come from, be from = come from
wake up at, get up at, rise at = wake up at
go to bed at, go to sleep at = go to bed at
start work at, begin work at = start work at
finish work at, end work at, stop work at = finish work at
report to = report to
bank with, bank at = bank with
cost = cost
open at = open at
close at = close at
weigh = weigh
earn = earn
sleep = sleep
be allergic to, be intolerant of = be allergic to
like, love, enjoy, adore, be fond of, be keen on, be into = like
be afraid of, be scared of, fear = be afraid of
be interested in = be interested in
prefer = prefer
use = use
eat = eat
drink = drink
smoke = smoke
know = know
speak = speak
own, have, possess, buy, adopt, acquire, purchase = have
work on = work on
learn, study = learn
play = play
want to, would like to = want to
plan to, intend to, aim to, decide to = plan to
drive = drive
read = read
write = write
run = run
pay = pay
take = take
sing = sing
teach = teach
maintain = maintain
keep = keep
visit = visit
go = go
meet = meet
""")
SINGLE = frozenset(
    {
        "live in", "work for", "work as", "study at", "be married to", "be engaged to", "be named",
        "wake up at", "go to bed at", "start work at", "finish work at", "report to", "bank with",
        "weigh", "earn", "commute by",
    }
)  # fmt: skip
FIXED = frozenset({"be born in", "be born on", "grow up in", "come from"})

#: Verbs that deny what follows: base form → slot of what is denied ("": the verb after it).
DENYING = {
    "dislike": "like", "hate": "like", "detest": "like", "loathe": "like", "avoid": "use",
    "stop": "", "quit": "", "give up": "", "cease": "", "skip": "", "forgo": "",
}  # fmt: skip
_POSSESSING = frozenset({"have", "drive", "use", "ride", "keep"})
_MAKING = frozenset(
    {
        "write", "read", "build", "prepare", "repair", "work on", "translate", "plan to", "paint",
        "learn", "edit", "renovate", "draft", "make", "train", "knit", "organise", "organize",
    }
)  # fmt: skip
_BELONGING = frozenset({"work for", "work as", "be", "learn", "study at", "play", "sing", "lead"})
#: Verbs that end what was so: base form → the slots in which they can end something (none: any but
#: those of :data:`LASTING`).
ENDING: dict[str, frozenset[str]] = {
    "cancel": frozenset(), "call off": frozenset(), "abandon": frozenset(), "end": frozenset(),
    "skip": frozenset(), "forgo": frozenset(), "discontinue": frozenset(),
    "break up with": frozenset(), "split up with": frozenset(),
    "drop": _MAKING | {"study at", "take", "attend"},
    "stop": frozenset(), "quit": frozenset(), "give up": frozenset(), "cease": frozenset(),
    "get rid of": frozenset(), "unsubscribe from": frozenset(),
    "sell": _POSSESSING, "give away": _POSSESSING, "throw away": _POSSESSING,
    "lose": _POSSESSING, "donate": _POSSESSING,
    "finish": _MAKING, "complete": _MAKING,
    "leave": _BELONGING | {"live in"}, "resign from": _BELONGING, "drop out of": _BELONGING,
    "retire from": _BELONGING, "step down as": _BELONGING, "step down from": _BELONGING,
    "resign as": _BELONGING, "move out of": frozenset({"live in", "rent", "have"}),
}  # fmt: skip
#: What ceasing does not touch: who cancels a trip to Oslo may still like Oslo.
LASTING = frozenset({"like", "know", "speak", "be from", "be afraid of", "be allergic to"}) | FIXED
#: Nouns that only name what the ending verb says already ("cancelled the *trip* to Oslo").
LIGHT_NOUNS = _words(
    """
    trip plan visit journey membership subscription course lesson class study degree contract
    job account habit
    """
)

#: States of which a person is in one at a time.
STATES = _table("""
single, married, divorced, widowed, engaged, separated, in relationship, in long-term relationship = relationship
vegetarian, vegan, pescatarian, omnivore, omnivorous, pescetarian = diet
unemployed, employed, retired, self-employed, jobless = employment
left-handed, right-handed, ambidextrous = handedness
employed full-time, employed part-time = hours
""")  # noqa: E501
#: A state → what it excludes, as (slot, word of the value).
EXCLUDED: dict[str, frozenset[tuple[str, str]]] = {
    "vegetarian": frozenset({("eat", "meat"), ("eat", "fish"), ("eat", "chicken")}),
    "pescatarian": frozenset({("eat", "meat"), ("eat", "chicken")}),
    "vegan": frozenset({("eat", word) for word in ("meat", "fish", "chicken", "egg", "cheese")}),
    "teetotal": frozenset({("drink", word) for word in ("alcohol", "wine", "beer", "whisky")}),
    "single": frozenset(
        {
            ("have", word)
            for word in ("partner", "wife", "husband", "spouse", "girlfriend", "boyfriend")
        }
    ),
    "unemployed": frozenset({("work for", ""), ("work as", "")}),
    "retired": frozenset({("work for", ""), ("work as", "")}),
}
#: A kind → what belongs to it: who drinks wine drinks alcohol.
KINDS: dict[str, frozenset[str]] = {
    "alcohol": _words("wine beer whisky gin cider rum vodka cocktail"),
    "meat": _words("chicken beef pork lamb ham bacon sausage steak turkey"),
    "fish": _words("salmon tuna cod trout herring sushi"),
    "dairy": _words("milk cheese butter yoghurt cream"),
    "caffeine": _words("coffee espresso"),
}
#: Ways of which a preference takes one.
_PAIRS = """
    dark/light short/long early/late morning/evening hot/cold loud/quiet paper/digital
    window/aisle remote/office remotely/office small/large small/big printed/electronic
    cheap/expensive night/day full/part sweet/savoury formal/informal written/spoken
    brief/detailed full-time/part-time synchronous/asynchronous alone/team
    alone/group private/public free/paid tabs/spaces tab/space
"""
OPPOSITES = frozenset(frozenset(pair.split("/")) for pair in _PAIRS.split())
#: "Their main editor is X" says what "uses X as their main editor" says.
ROLES = _words(
    """
    editor browser shell client terminal ide library framework phone laptop distribution distro
    keyboard app
    """
)

ARTICLES = frozenset(("a", "an", "the", "their", "his", "her", "its", "some", "any", "own"))
#: Words of relation, that part the phrases of a sentence.
BOUNDARIES = _words(
    """
    in on at of for with to by as about during after before while when where who which that and
    or because from into than under over without using via through called named every each if
    unless until between near along
    """
)
#: Of these the ones without which a value still says the same.
EMPTY_WORDS = ARTICLES | _words(
    """
    in on at of for with to by as about and who which that every each called named is are into s
    be again very
    """
)
INSTRUMENTS = frozenset({"with", "using", "via", "through"})
#: "A member *of the choir*" is about the choir as well.
BELONGING = INSTRUMENTS | {"of"}
#: Words after which a claim holds only there or then.
SCOPING = _words(
    """
    for when while during after before if unless until except whenever
    """
)
DAYS = _words(
    """
    monday tuesday wednesday thursday friday saturday sunday
    """
)
MONTHS = _words(
    """
    january february march april may june july august september october november december
    """
)
SCOPES = DAYS | _words(
    """
    work home school office weekday weekend morning afternoon evening night noon lunch summer
    winter spring autumn week holiday phone laptop tablet desktop road travel vacation side
    freelancer volunteer
    """
)
_UNITS = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7",
    "eight": "8", "nine": "9",
}  # fmt: skip
_TENS = {
    "twenty": "2", "thirty": "3", "forty": "4", "fifty": "5", "sixty": "6", "seventy": "7",
    "eighty": "8", "ninety": "9",
}  # fmt: skip
NUMBERS = {
    "once": "1", "twice": "2", **_UNITS,
    "ten": "10", "eleven": "11", "twelve": "12", "thirteen": "13", "fourteen": "14",
    "fifteen": "15", "sixteen": "16", "seventeen": "17", "eighteen": "18", "nineteen": "19",
    **{tens: f"{ten}0" for tens, ten in _TENS.items()},
    **{
        f"{tens}-{unit}": ten + one
        for tens, ten in _TENS.items()
        for unit, one in _UNITS.items()
    },
    "first": "1.", "second": "2.", "third": "3.", "fourth": "4.", "fifth": "5.", "sixth": "6.",
    "seventh": "7.", "eighth": "8.", "ninth": "9.", "tenth": "10.",
}  # fmt: skip

IRREGULAR = {
    "is": "be", "are": "be", "was": "be", "were": "be", "has": "have", "had": "have",
    "using": "use",
    "does": "do", "did": "do", "goes": "go", "went": "go", "gone": "go", "gave": "give",
    "given": "give", "ate": "eat", "drank": "drink", "knew": "know", "spoke": "speak",
    "grew": "grow", "grown": "grow", "came": "come", "quit": "quit", "taken": "take",
    "took": "take", "lost": "lose", "sold": "sell", "bought": "buy", "left": "leave",
    "got": "get", "won": "win", "met": "meet", "began": "begin", "begun": "begin",
    "wrote": "write", "written": "write", "built": "build", "drove": "drive", "kept": "keep",
    "became": "become", "made": "make", "paid": "pay", "ran": "run", "thrown": "throw",
    "threw": "throw", "taught": "teach", "slept": "sleep", "sang": "sing", "rode": "ride",
    "woke": "wake", "broke": "break", "broken": "break", "thought": "think", "said": "say",
    "saw": "see", "felt": "feel", "found": "find",
    "having": "have", "being": "be", "studying": "study", "going": "go", "doing": "do",
    "seeing": "see",
    "forgot": "forget", "spent": "spend", "brought": "bring", "caught": "catch", "held": "hold",
    "heard": "hear", "told": "tell", "wore": "wear", "chose": "choose", "flew": "fly",
    "swam": "swim", "fell": "fall", "drew": "draw", "sent": "send", "lent": "lend",
    "stood": "stand", "hid": "hide", "fought": "fight", "shook": "shake", "stole": "steal",
    "tore": "tear", "led": "lead", "fed": "feed",
}  # fmt: skip
#: Forms that tell what was; those of :data:`CHANGING` verbs tell what is since.
#: Of verbs whose participle is like none of their other forms, and that one has or has never done.
PARTICIPLES = {
    "eaten": "eat", "drunk": "drink", "seen": "see", "driven": "drive", "flown": "fly",
    "ridden": "ride", "swum": "swim", "sung": "sing", "spoken": "speak", "worn": "wear",
    "broken": "break", "done": "do",
}  # fmt: skip
PAST = frozenset(IRREGULAR) - {
    "is", "are", "has", "does", "goes", "gone", "given", "grown", "taken", "begun", "written",
    "thrown", "broken", "having", "being", "studying", "going", "doing", "seeing",
}  # fmt: skip
CHANGING = _words(
    """
    move relocate join settle start begin switch replace migrate change become
    """
)
#: Of these there may be two, and each may have a name of its own.
KIN = _words(
    """
    sister brother sibling son daughter child cousin friend colleague aunt uncle neighbour
    neighbor niece nephew cat dog pet flatmate roommate housemate classmate teammate
    """
)
#: Who is somebody of the person's, and not the person.
PEOPLE = KIN - {"cat", "dog", "pet"} | _words(
    """
    mother father mum mom dad wife husband partner boyfriend girlfriend parents grandmother
    grandfather boss nephew niece
    """
)
#: Slots in which "a …" says what kind the value is, where a name says which.
PLACES = frozenset({"live in", "work for", "study at"})
#: Of a thing, these have one value at a time.
OF_THINGS = frozenset({"run", "cost", "belong to", "open at", "close at", "work for"})
_VERBS = frozenset(
    phrase.split(" ")[0] for phrase in (*SLOTS, *DENYING, *ENDING, *_MAKING, *_POSSESSING)
) | _words(
    """
    switch replace migrate change move live start begin resume save hope bake bike cycle dance hike
    ride practise exercise expire last chair
    """
)
_ENDINGS = (
    ("ies", "y"), ("sses", "ss"), ("shes", "sh"), ("ches", "ch"), ("xes", "x"), ("zes", "z"),
    ("oes", "o"),
)  # fmt: skip


def base_form(verb: str) -> str:
    """Base form of an English verb in the third person, past or gerund, by rule."""
    if verb in IRREGULAR:
        return IRREGULAR[verb]
    if not verb.endswith(("s", "d", "g")):
        return verb  # as every ending below ends
    for ending, instead in _ENDINGS:
        if verb.endswith(ending):
            return verb[: -len(ending)] + instead
    if verb.endswith("ied"):
        return verb[:-3] + "y"
    for ending, least in (("ing", 6), ("ed", 5)):
        if verb.endswith(ending) and len(verb) >= least:
            return _stem(verb[: -len(ending)])
    if verb.endswith("s") and not verb.endswith("ss"):
        return verb[:-1]
    return verb


def with_s(verb: str) -> str:
    """A regular verb in the third person: "study" is "studies", "watch" is "watches"."""
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return f"{verb[:-1]}ies"
    if verb.endswith(("s", "x", "z", "ch", "sh", "o")):
        return f"{verb}zes" if verb == "quiz" else f"{verb}es"
    return f"{verb}s"


def _stem(stem: str) -> str:
    """A verb without -ing or -ed: "us" is "use", "stopp" is "stop", "call" stays."""
    for candidate in (stem, stem + "e", stem[:-1]):
        if candidate in _VERBS:
            return candidate
    doubled = stem[-1] == stem[-2] and stem[-1] not in "ls"
    return stem[:-1] if doubled else stem


def singular(word: str) -> str:
    """A noun without its plural -s, by rule; other words mostly as they are."""
    if len(word) > len("its") and word.endswith("s") and word[-2] not in "sui'":
        return word[:-3] + "y" if word.endswith("ies") and len(word) > len("ties") else word[:-1]
    return word


#: Verbs in the forms that follow a subject: "Their sister *lives* in Oslo".
FINITE = frozenset(
    {
        "is", "are", "was", "were", "has", "have", "had", "moved", "switched", "started", "stopped",
        "postponed", "rescheduled", "shifted", "pushed", "can", "slipped", "got",
    }
) | frozenset(
    form
    for verb in _VERBS - {"be", "have", "go", "plan"}
    for form in (verb + "s", verb + "es", verb[:-1] + "ies")
) | {"goes"}  # fmt: skip
BARE = _VERBS

#: Being taken with something, after a form of "to be"; and how much.
TAKEN_WITH = (
    r"(?:addicted to|all about|big on|crazy about|devoted to|fascinated by|fond of|hooked on"
    r"|interested in|into|keen on|mad about|obsessed with|passionate about"
    r"|(?:an? )?(?:(?:avid|big|great|huge|massive|real) )?(?:fans?|lovers?) of)"
)
VERY = r"(?:(?:always|completely|just|much|pretty|quite|really|so|super|totally|very) )*"
#: What one "lives with" and is alone with.
AILMENT = (
    r"\b(?:type \d|adhd|allerg\w+|anxiety|arthritis|asthma|autism|chronic|condition|depression|"
    r"diabetes|disease|endometriosis|epilepsy|fear|guilt|hiv|illness|migraines?|ms|ocd|pain|ptsd|"
    r"regret|syndrome|tinnitus)\b"
)
