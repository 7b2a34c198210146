"""How much of something there is: rent, weight, a dose, how often. Of one thing, one figure.

A figure is of one thing where all else that the sentences say is the same: "Takes 50 mg of
sertraline daily", "Was put on 100 mg of sertraline". What only says that something is so, or that
it rose or fell, is no part of that.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from memory.circumstances.telling import (
    Clause,
    clauses,
    listed,
    once,
    one_person,
    partly,
    planned,
    topic,
    without_reason,
)
from memory.lexicon import DAYS, NUMBERS
from memory.refiguring import there_and_back

if TYPE_CHECKING:
    from memory.claims import Claim

#: The longest first: "twenty" begins "twenty-five".
_WORDS: Final = "|".join(
    sorted((word for word in NUMBERS if not NUMBERS[word].endswith(".")), key=len, reverse=True)
)
_UNITS: Final = {
    "years old": "years? old|years? of age",
    "money": "euros?|eur|€|dollars?|usd|\\$|francs?|chf|gbp|£|pounds?|quid|kroner|kronor|yen"
    "|rupees?|zloty|cents?|k a year",
    "mass": "kg|kilos?|kilograms?|lbs?|stone",
    "dose": "mg|milligrams?|µg|mcg|micrograms?|units?|drops?|tablets?|pills?|puffs?",
    "length": "km|kilomet(?:re|er)s?|miles?|met(?:re|er)s?|m|cm",
    "time": "hours?|hrs?|h|minutes?|mins?|seconds?",
    "span": "days?|weeks?|months?|years?",
    "often": "times?|x",
    "share": "%|percent|per cent",
    "size": "gb|tb|mb|gigabytes?|terabytes?|litres?|liters?|square met(?:re|er)s?|sqm|m²",
    "pace": "km/h|mph|mbit|mbit/s|mbps|gbit|fps|rpm",
}
_UNIT_OF: Final = tuple((name, re.compile(rf"(?:{pattern})$")) for name, pattern in _UNITS.items())
_ANY_UNIT: Final = "|".join(_UNITS.values())
_PER: Final = (
    r"(?:(?: (?:a|an|per|each|every)|/) ?(?P<per>hour|day|night|week|weekend|month|year|person"
    r"|quarter))?"
)
_FIGURE: Final = re.compile(
    rf"(?P<sign>[€$£])?\b(?P<number>\d[\d.,]*k?|{_WORDS})"
    rf"(?: ?(?P<unit>{_ANY_UNIT})(?![\w-])| (?P<noun>[a-z][a-z-]+))?{_PER}"
)
_TWICE: Final = re.compile(rf"\b(?P<number>once|twice){_PER}")
#: What says that there is so much, or that it is more or less than it was.
_SAYS: Final = listed(
    """
    is are was were be been has have had do does get gets got go goes went gone come comes
    came take takes took taken put puts pay pays paid cost costs make makes earn earns spend
    spends raise raised rise rose risen increase increased reduce reduced lower lowered cut
    drop dropped fall fell fallen climb climbed grow grew grown grown shrink shrank shrunk
    jump jumped double doubled halve halved extend extended shorten shortened change changed
    switch switched set adjust adjusted bump bumped step stepped move moved up down back out
    just only about around roughly nearly almost over under at least most more less now
    currently still already since again total altogether daily weekly monthly yearly annually
    a an per each every day week month year night new current per from to by than they their
    this these those who there last now consist consists comprise comprises contain contains
    count counts number numbers include includes upgrade upgraded expand expanded downgraded
    enlarged amount amounts fee price bill tariff premium reach reached reaches pass passed
    top topped cross crossed it hit hits stand stands sit sits total totals exceed exceeds
    read reads show shows lasting last lasts long need needs
    """
)
_CHANGED: Final = re.compile(
    r"\b(?:up|down|rais\w+|ris\w+|rose|increas\w+|reduc\w+|lower\w+|cut|drop\w+|fell|fall\w*"
    r"|climb\w+|grew|grow\w*|shrank|shrunk|jumped|doubled|halved|extend\w+|shorten\w+|changed"
    r"|put on|set|adjust\w+|bump\w+|now|new|by now|since|these days|nowadays|already|only|back)\b"
)
#: What is measured where the sentence has no other word for it.
_IMPLIED: Final = (
    (re.compile(r"\bweigh(?:s|ed|ing)?\b|\bbody ?weight\b"), "weight"),
    (
        re.compile(
            r"\b(?:earn(?:s|ed)?|got an? (?:raise|rise)|salary|wages?|paid (?=\d)|pay rise)\b"
        ),
        "salary",
    ),
    (re.compile(r"\b(?:charges?|rate)\b"), "rate"),
    (re.compile(r"\b(?:calories|kcal)\b"), "intake"),
    (re.compile(r"\b(?:sleeps?|slept|of sleep)\b"), "sleep"),
)
_IMPLIED_ALL: Final = frozenset(what for _, what in _IMPLIED)
#: Of these there may be more than one.
_SEVERAL: Final = frozenset(
    {"sister", "brother", "son", "daughter", "child", "cousin", "niece", "nephew", "friend",
     "aunt", "uncle", "grandson", "granddaughter", "sibling", "colleague"}
)  # fmt: skip
_DROP: Final = re.compile(
    r"\b(?:weigh(?:s|ed|ing)?|(?:body ?)?weight|earn(?:s|ed)?|salary|wages?|pay rise|raise|rise"
    r"|sleeps?|slept|(?:lost|gained|put on) weight|lost|gained|charges?|(?:hourly|daily"
    r"|day) rate|rate|clients?"
    r"|customers?|students?|calories|kcal|diet|eats)\b"
)
#: "Is 89", "turned 90".
_AGE: Final = re.compile(r"^(?:is|turned|turns|just turned) (?P<number>\d{1,3})(?: years old)?$")
#: How well a language or a craft is known.
_LEVEL: Final = re.compile(
    r"\b(?:(?:an?|some|at an?|at) )?(?P<level>beginner|elementary|rudimentary|basic|broken"
    r"|intermediate"
    r"|conversational|good|decent|advanced|fluent(?:ly)?|proficient|native|[abc][12])(?:'s)?"
    r"(?: level)?\b"
)
_KNOWS: Final = re.compile(r"^(?:speaks?|knows?|has|is|reached|can speak|plays?|understands?) ")
_KNOWING: Final = listed("speak speaks know knows has is reach reached level in of at a an can "
                            "play plays understand understands only now to quite very")  # fmt: skip
_FREE: Final = re.compile(
    r"^(?P<what>(?:the|their) \S.*?) (?:is|are|costs) (?:free"
    r"|nothing)(?: now)?$"
)
_WHEN: Final = re.compile(r" (?:in|on|last|this) \S.*$")
_ALONE: Final = re.compile(r"^(?:(?:is|are|was|has|got|gone|went) )*(?:up|down|back|at) (?:to )?\d")
#: What only says which way it went: "is down to", "has cut back to", "worked their way up to".
_WENT: Final = re.compile(
    r"^(?:(?:is|are|was|has|have|had|been|got|gotten|now|just|already|finally|managed) )*"
    r"(?:(?:to )?(?:cut|cutting|go|gone|went|come|came|work|worked|bring|brought|scaled?|dropped"
    r"|reduced?|limited?)(?: (?:it|them|themselves|(?:their|the) way))? )?"
    r"(?:back |all the way )?(?:down|up|back) to (?=(?:only |just |about )?\S+ [a-z])"
)
#: A figure that says which one, not how much of it.
_NAMING: Final = re.compile(
    r"\b(?:room|gate|line|bus|tram|flight|issue|ticket|version|chapter|part|season|grade|floor"
    r"|route|no\.?|number|platform|terminal|python|java|windows|level|week|day|at|age|aged) $"
)
#: The unit of what is counted begins so.
_COUNTED: Final = "of "
#: What these come to is money, also where nobody says so.
_MONEY: Final = re.compile(
    r"\b(?:rent|mortgage|salary|wages?|fees?|premium|allowance|tariff|bill|childcare|membership"
    r"|subscription|pays?|costs?|earns?)\b"
)
_SO_MUCH: Final = re.compile(
    r"\b(?:is|are|to|at|pays?|costs?|earns?|now|about|around|only|just|of) $"
)
#: A number of its own: "their step goal is 7,000", "their new number of steps a day is 9000".
_BARE: Final = re.compile(
    r"^(?:the|their) (?P<what>[a-z][a-z -]*?) (?:is|are)(?: now| about| around)? \d[\d.,]*"
    r"(?: now| these days)?$"
)
_LATE: Final = re.compile(r"\b(?:ago|later|earlier|before|after)\b")
#: Of a number that counts nothing that is said.
_ALONE_UNIT: Final = "alone"
#: Which say what such a number is of: "their new number of steps".
_SAID_OF_COUNTS: Final = frozenset({"step", "steps"})
_ASIDE: Final = frozenset(
    {"now", "time", "way", "thing", "side", "hand", "of", "or", "and", "in", "at"}
)
_ANY: Final = re.compile(rf"\d|\b(?:{_WORDS}|free|nothing)\b|{_LEVEL.pattern}")
_DONE: Final = re.compile(
    r"^(?:bought|lent|gave|ate|drank|donated|spent|lost|won|sold|walked|ran|swam|cycled|drove"
    r"|watched|read|wrote|visited|borrowed|met|saw|made|sent|received|found|baked|saved|paid"
    r"|slept(?!.* (?:a|per|each|every|these) ))\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """So much of something, of somebody or of the person.

    ``went`` says that the sentence tells no more than how many of them it has become.
    """

    owner: frozenset[str]
    about: frozenset[str]
    unit: str
    number: str
    per: str
    changed: bool
    went: bool = False


@lru_cache(maxsize=2048)
def measures(said: str) -> tuple[Measure, ...]:
    """The figures that a sentence gives."""
    if not _ANY.search(said):
        return ()
    if planned(said) or once(said):
        return ()
    found = [
        measure
        for clause in clauses(said)
        for measure in [_measured(clause)]
        if measure is not None
    ]
    return tuple(found)


def _measured(clause: Clause) -> Measure | None:
    """The one figure of a clause; nothing where there are several or none."""
    owner, said = clause.owner, without_reason(clause.said)
    age = _AGE.match(_WHEN.sub("", said))
    if age:
        return Measure(owner=owner, about=frozenset({"age"}), unit="age", number=age["number"],
                       per="", changed=True)  # fmt: skip
    if _DONE.match(said):
        return None
    free = _FREE.match(said)
    if free:
        return Measure(owner=owner, about=topic(free["what"], _SAYS), unit="money", number="0",
                       per="", changed=clause.changed)  # fmt: skip
    level = _LEVEL.search(said) if _KNOWS.match(said) else None
    if level:
        about = topic(_LEVEL.sub(" ", said), _KNOWING)
        return Measure(owner=owner, about=about, unit="level", number=level["level"],
                       per="", changed=clause.changed)  # fmt: skip
    figures = [*_TWICE.finditer(said)] or [*_FIGURE.finditer(said)]
    if len(figures) > 1:
        # "From 60 to 80": the last one.
        two = re.search(r"\bfrom \S+(?: \S+)? to (?=\d)", said)
        figures = [each for each in figures if two and each.start() >= two.end() - 1][:1]
    if len(figures) != 1 or _NAMING.search(said[: figures[0].start()]):
        return None
    figure = figures[0]
    unit, number = _unit(figure)
    unit = unit or _unit_unsaid(said, figure)
    if not unit or _LATE.match(said[figure.end() :].strip()):
        return None
    went = _WENT.match(said)
    rest = f"{said[went.end() if went else 0 : figure.start()]} {said[figure.end() :]}"
    implied = {what for pattern, what in _IMPLIED if pattern.search(said)}
    if not implied and unit == "mass" and _ALONE.match(said):
        implied = {"weight"}
    about = topic(_DROP.sub(" ", rest), _SAYS) | implied
    if unit == _ALONE_UNIT:
        about = topic(rest, _SAYS - _SAID_OF_COUNTS)
    return Measure(
        owner=owner, about=about, unit=unit, number=number, per=figure["per"] or "",
        changed=clause.changed or bool(_CHANGED.search(said)), went=went is not None,
    )  # fmt: skip


def _unit(figure: re.Match[str]) -> tuple[str, str]:
    """Of which unit a figure is; what is counted is a unit of its own."""
    groups = figure.groupdict()
    number = NUMBERS.get(figure["number"], figure["number"]).rstrip(".,").replace(",", "")
    if "unit" not in groups:
        return "often", number
    if groups["sign"]:
        return "money", number
    if groups["unit"]:
        name = next((name for name, unit in _UNIT_OF if unit.match(groups["unit"])), "")
        return name, number
    noun = groups["noun"]
    if not noun or noun in _ASIDE or noun in DAYS:
        return "", number
    counted = topic(noun)
    return (f"{_COUNTED}{next(iter(counted))}" if counted else ""), number


def _unit_unsaid(said: str, figure: re.Match[str]) -> str:
    """The unit of a figure that stands alone, by what it is a figure of."""
    before, after = said[: figure.start()], said[figure.end("number") :]
    if figure.groupdict().get("noun", "of what") not in {None, "now"}:
        return ""
    if not figure["number"][0].isdigit() or re.match(r"[\w:]", after):
        return ""
    if not _SO_MUCH.search(before):
        return ""
    if _MONEY.search(said):
        return "money"
    return _ALONE_UNIT if _BARE.match(said) else ""


def remeasured(claim: Claim, other: Claim) -> bool:
    """Whether a claim gives another figure for what the other gives a figure for."""
    if claim.polarity == "negative" or other.polarity == "negative":
        return False
    new, old = measures(claim.said), measures(other.said)
    if not new or not old or partly(claim.said) or partly(other.said):
        return False
    if there_and_back(claim, other):
        return False
    return any(_other_figure(one, each) for one in new for each in old)


def _other_figure(new: Measure, old: Measure) -> bool:
    if new.unit == _ALONE_UNIT and old.unit.startswith(_COUNTED):
        # "Their new number of steps a day is 9000", and what they aimed at was 7000 steps a day.
        counted = frozenset({old.unit.removeprefix(_COUNTED)})
        same = new.about == counted and one_person(new.owner, old.owner) and bool(old.per)
        return same and new.changed and new.number != old.number
    if new.unit != old.unit or new.number == old.number or not one_person(new.owner, old.owner):
        return False
    if new.per and old.per and new.per != old.per and new.unit != "often":
        return False
    if not new.about:
        # Of coffees one knows what they are for; of kilometres or hours, not.
        return new.went and new.unit.startswith(_COUNTED)
    if new.unit == "age" and new.owner & _SEVERAL:
        return int(new.number) == int(old.number) + 1  # there may be two sons
    if new.about == old.about:
        return True
    return new.changed and new.about < old.about and not new.about <= _IMPLIED_ALL
