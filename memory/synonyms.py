"""Everyday English words that stand for each other in a claim about somebody.

Only words that can be exchanged in nearly every sentence of this kind: what is merely alike
("horse", "donkey"; "French", "Spanish") makes another claim, however near the two are by vector.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from memory.endings import stem
from memory.lexicon import IRREGULAR


def _listed(some: str) -> frozenset[str]:
    return frozenset(some.split())


#: A group a line.
_GROUPS: Final = """
start begin commence
finish complete conclude end
stop quit cease discontinue abandon
buy purchase
own have possess
get obtain receive
live reside dwell
store keep
choose pick select opt
repair fix mend
believe think reckon
say state mention
tell inform
want wish
need require
try attempt
help assist aid
use utilise utilize
build construct assemble
close shut
permit allow
forbid prohibit ban
reply answer respond
call ring telephone
email e-mail
speak talk
watch view
like enjoy
hate detest loathe abhor
fear dread
avoid shun
rent lease
hire recruit
teach instruct
study learn
train practise practice exercise
donate give
manage lead boss supervisor
plan intend aim
postpone delay defer reschedule
cancel scrap
remove delete
create make produce
show display
borrow loan
reduce lower decrease
hurt ache
cure heal
remember recall
badly poorly
hot heat
old antique
happy glad pleased
sad unhappy
big large huge
small little tiny
fast quick rapid
hard difficult tough
easy simple
expensive costly pricey
cheap inexpensive
ill sick unwell
tired exhausted weary
afraid scared frightened fearful
angry furious
rich wealthy
lonely alone
quiet silent
loud noisy
tidy neat
weird strange odd
crazy mad
famous well-known
main primary principal
favourite favorite preferred
often frequently regularly
usually normally generally typically mostly
rarely seldom
always invariably
almost nearly
around about roughly approximately circa
currently presently
daily everyday
yearly annually annual
car automobile
bike bicycle
motorbike motorcycle
lorry truck
underground subway metro
aeroplane airplane
tv television telly
phone mobile smartphone cellphone handset
pc computer
laptop notebook
fridge refrigerator
sofa couch settee
flat apartment
house home
garden yard
lift elevator
rubbish garbage trash
supermarket grocery
chemist pharmacy
cinema movies
film movie
photo photograph
holiday vacation
trip journey
luggage baggage
autumn fall
present gift
salary wage wages income
money cash
firm company business
job position
colleague coworker co-worker
doctor physician gp
physio physiotherapist
lawyer attorney solicitor
policeman policewoman
programmer developer coder
kid child
baby infant
mum mom mother mummy
dad father daddy
grandma grandmother granny nan
grandpa grandfather grandad granddad
flatmate roommate housemate
friend mate buddy pal
dinner supper
sweets candy
biscuit cookie
vegetable veggie
alcohol booze
trousers pants
jumper sweater pullover
glasses spectacles
wallet purse
theme mode
football soccer
maths math mathematics
university uni college
lesson class
mistake error
meeting appointment
document doc paper
folder directory
repository repo
database db
application app
operating-system os
website site
town city
street road
country nation
seaside coast
forest wood
noon midday
"""
_AUXILIARY: Final = (
    r"(?:has|have|had) (?=(?:\w+ed|been|given|taken|left|quit|become|grown|gone|begun|sold|bought"
    r"|lost|written|built|thrown|found|made|met|won|paid|read|broken|chosen)\b)"
)
#: Wordings of several words, and the word that stands for them.
_PHRASES: Final = tuple(
    (re.compile(rf"\b{pattern}\b"), instead)
    for pattern, instead in (
        (_AUXILIARY, ""),
        (r"(?:gives?|gave|given|giving) up(?: on)?", "stopped"),
        (r"(?:takes?|took|taken|taking) on(?= [a-z])", "hired"),
        (r"(?:puts?|putting) together", "built"),
        (r"(?:puts?|putting) off", "postponed"),
        (r"(?:call|calls|called|calling) off", "cancelled"),
        (r"(?:carries|carried|carry|carrying) out", "does"),
        (r"(?:sets?|setting) up", "installed"),
        (r"(?:looks?|looked|looking) after", "cares for"),
        (r"(?:takes?|took|taking) care of", "cares for"),
        (r"(?:is|are|was|were) (?:fond of|keen on)", "likes"),
        (r"(?:is|are|was|were) (?:afraid|scared|frightened|terrified) of", "fears"),
        (r"cannot (?:stand|bear)", "hates"),
        (r"(?:is|are|was|were) (?:able to|capable of)", "can"),
        (r"(?:is|are|was|were) (?:in charge of|responsible for)", "manages"),
        (r"(?:is|are|was|were) employed", "works"),
        (r"(?:leads?|led|leading) to less", "reduces"),
        (r"(?:is|are|was|were) expecting (?:a baby|a child)", "is pregnant"),
        (r"(?:would|'d) (?:rather|sooner)", "prefers"),
        (r"(?:goes|go|went|going) to (?:bed|sleep)|turns? in(?= at)", "sleeps"),
        (r"(?:gets?|got|getting|wakes?|woke|waking) up", "rises"),
        (r"(?:goes|go|went|going|travels?|gets?) by (?:bike|bicycle)", "cycles"),
        (r"(?:goes|go|went|going) on foot", "walks"),
        (r"on foot", "walking"),
        (r"(?:each|every) day", "daily"),
        (r"(?:each|every) week", "weekly"),
        (r"(?:each|every) month", "monthly"),
        (r"(?:each|every) year", "yearly"),
        (r"(?:once|one time) (?:a|per) day", "daily"),
        (r"two times", "twice"),
        (r"(?:p\.m\.|pm|in the evening)", "pm"),
        (r"(?:a\.m\.|am|in the morning)", "am"),
        (r"cell ?phone|mobile phone", "phone"),
        (r"(?:is|are) on speaking terms", "speak"),
        (r"in writing", "written"),
    )
)
#: These relate what the others say.
_RELATING: Final = _listed(
    """
    but from up down out off over then than so too also just both even only own after before when
    while where because was were be been being do does did will would can could may might there
    here that this it they he she we i you my our your me him them us one some any most more both
    either per called
    """
)
#: These leave it to the others what is done: "takes the tram".
_LIGHT: Final = _listed(
    """
    have has had get gets got take takes took taken taking make makes made making go goe goes went
    going gone pay pays paid
    """
)


@lru_cache(maxsize=1)
def _canonical() -> dict[str, str]:
    table: dict[str, str] = {}
    for line in _GROUPS.strip().splitlines():
        first, *others = line.split()
        for word in (first, *others):
            table.setdefault(_root(word), _root(first))
    return table


def _root(word: str) -> str:
    return stem(IRREGULAR.get(word, word))


def plainer(said: str) -> str:
    """A normalised sentence in which one word stands for wordings of several."""
    for pattern, instead in _PHRASES:
        said = pattern.sub(instead, said)
    return said


def meant(words: frozenset[str], *, light: bool = False) -> frozenset[str]:
    """What some words of a claim mean, as far as words of one meaning are known.

    Args:
        words: As :func:`memory.phrases.words` gives them.
        light: Whether verbs that tell little count: "has", "takes".

    Returns:
        One for each of them but for those that only relate others.
    """
    return frozenset(standing_for(words - _RELATING - (frozenset() if light else _LIGHT)))


def standing_for(words: Iterable[str]) -> list[str]:
    """For each word the one that stands for all of its meaning."""
    table = _canonical()
    roots = map(_root, words)
    return [table.get(root, root) for root in roots]
