"""The same matter with another figure, another day or another one of its kind.

Where two claims of one subject are word for word the same but for a number, or where one tells that
something has been moved, extended or renewed that the other gives a day for, the later says how it
is now. It needs no slot, as nearly every word agrees; what merely happened twice, what has a number
for a name, and what holds on other days is left alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from memory.ceasing import UNSURE
from memory.endings import stem
from memory.lexicon import (
    ARTICLES,
    BOUNDARIES,
    DAYS,
    FINITE,
    FIXED,
    IRREGULAR,
    KIN,
    LASTING,
    MONTHS,
    OPPOSITES,
    PAST,
    PEOPLE,
    SINGLE,
    SLOTS,
    base_form,
)
from memory.phrases import plain, timely, words

if TYPE_CHECKING:
    from memory.claims import Claim

#: What was so then is no news of now.
_LONG_AGO: Final = re.compile(
    r"\b(?:years?|months?) (?:ago|back)\b|\buntil (?:\w+ ){1,4}years ago\b"
)
#: A number after these is a name.
_NUMBERED: Final = re.compile(
    r"\b(?:issue|ticket|task|bug|pr|order|invoice|case|flight|bus|tram|train|line|route|chapter"
    r"|part|episode|season|volume|lesson|week|test|exam|race|match|game|round|track|highway|branch"
    r"|step|phase|stage|sprint|item|question|number|no) #?\d"
)
#: What says that it is otherwise now, and nothing else of what it speaks of.
_NEWLY_WORDS: Final = words(
    """
    new now since until till extended prolonged renewed moved postponed got get received has have
    is be was valid runs run ends end lasts last changed raised lowered increased decreased from
    only currently meanwhile already again next rescheduled
    """
)
_NEWLY: Final = frozenset(map(stem, _NEWLY_WORDS))
_RENEWED: Final = re.compile(
    r"^(?:(?:has|have|now|just|finally) )*"
    r"(?:got|received|has|have|bought|took out|signed|ordered) (?:a |an |the |their )?new \S"
)
_MOVED: Final = re.compile(
    r"^(?P<what>\S.*?) "
    r"(?:(?:was|were|is|has been|have been|had been|got|had to be|will be) )?"
    r"(?:moved|postponed|rescheduled|shifted|pushed(?: back)?|delayed|brought forward|extended"
    r"|prolonged|slipped|put off|put back|deferred|changed|rebooked) "
    r"(?:from \S.* )?(?:to|until|till|by|on|for) (?:the )?(?P<value>\S.*)$"
)
#: "The appointment with the tax adviser is on 10 May": this one, not another.
_IS_ON: Final = re.compile(r"^(?:the|their) (?P<what>\S.*?) is (?:now )?(?:on|at) (?P<value>\S.*)$")
#: "Upgraded the laptop to Windows 11", "their doctor doubled the iron to 40 mg".
_CHANGED: Final = re.compile(
    r"^(?:says that )?"
    r"(?:(?:(?:the|their) |(?=(?:dr|mr|mrs|ms|prof)\b))(?P<who>(?:[a-z.-]+ ){1,3}?))?"
    r"(?:(?:has|have|just|now|finally) )*(?:upgraded|updated|downgraded|bumped|converted|moved"
    r"|raised|lowered|increased|reduced|extended|shortened|switched|changed|migrated|ported"
    r"|renewed|rebooked|postponed|deferred|doubled|tripled|halved|dropped|upped|adjusted|cut"
    r"|put up) "
    r"(?P<whose>the |their )?(?P<what>\S.*?) (?:from \S.* )?(?:to|until|till) (?P<value>\S.*)$"
)
#: "Upgraded to Python 3.13".
_UPGRADED: Final = re.compile(
    r"^(?:(?:has|have|just|now|finally) )*(?:upgraded|updated|bumped|downgraded|moved up) to "
    r"(?:the |an? )?(?P<what>[a-z][\w+#-]*) (?P<value>v?\d[\w.]*)(?=$| )"
)
_DAY_OF_MONTH: Final = re.compile(r"\d{1,2}(?:st|nd|rd|th)$")
_SEASONS: Final = frozenset({"spring", "summer", "autumn", "winter", "fall"})
#: What is booked is still to come.
_TO_COME: Final = frozenset({"book", "plan", "schedule", "reserve", "arrange"})
#: "Wants answers kept short": short answers.
_KEPT_SO: Final = frozenset({"kept", "keep"})
_WISHED: Final = frozenset({"prefer", "want", "like"})
#: Of these one has another where one says "now".
_ONE_NOW: Final = frozenset({"drive", "ride"})
#: "Their thesis is now supervised by Lena".
_BY: Final = re.compile(
    r"^(?P<what>\S.*?) (?:is|are) (?:now )?(?P<verb>\w+ed|done|run|led|taught|made)(?: now)? by "
    r"(?P<who>\S.*)$"
)
_DOING: Final = frozenset({"done", "handled", "managed", "led", "run"})
#: Who does one of these no longer does where another does: who goes to the café still may.
_OWNS: Final = re.compile(r"\b(?:owns|owned|belongs)\b")
_DOES: Final = re.compile(
    r"\b(?:does|done|handles|handled|manages|managed|leads|led|runs|run|heads|headed|responsible"
    r"|in charge)\b"
)
#: A whole number after a noun, and nothing that it counts after it.
_NAMING: Final = re.compile(
    r"\b(?P<before>[a-z][\w-]*) (?P<number>\d+)\b(?![.:,]?\d)"
    rf"(?=$| (?:{'|'.join(sorted(BOUNDARIES))})\b)"
)
#: What is given by a number, not named by it.
_GIVING: Final = words(
    """
    port limit size version level grade floor width height weight age year budget price rent now
    about around over under only just almost nearly
    """
)
_THINGS: Final = ("their ", "the ")
_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
_WITHOUT: Final = re.compile(r"\bwithout (?:any |an? |the |their )?(?P<what>\w+)")
_CHANGE_SAID: Final = re.compile(
    r"\b(?:extended|prolonged|renewed|expired|ended|sold|quit|gave up|given up|moved out|called off"
    r"|cancelled|released|retired|resigned|handed (?:over|in|on)|passed on|took over|stopped"
    r"|dropped|replaced|abandoned|discontinued|postponed|returned|closed down|lost)\b"
)
_WHICH: Final = re.compile(
    r"\b(?:is|are|was|were) (?:(?:now|currently|called|named|the|an?|their) )*(?P<first>\S+)"
)
_AT: Final = frozenset({"in", "on", "at", "from", "by", "with", "dr", "dr.", "mr", "ms", "mrs"})
_STATES: Final = frozenset({"be", "have", "weigh", "cost", "earn", "pay", "run", "keep", "live"})
#: One may use two versions; what one targets or listens on, is one.
_SIDE_BY_SIDE: Final = frozenset(SLOTS.values()) - SINGLE
#: One machine runs one version of a system.
_RUNS_ON: Final = re.compile(r"^runs \S+ [\d.]+ on (?:the|their) \S+(?: \S+)?$")
#: Words in which they may differ, and in which they must agree.
_FEW: Final = 3
_SHARED: Final = 2
_BACK: Final = re.compile(r"\b(?:back|home|returns?) from\b|\breturns? (?:on|in|at)\b")
_SAYING_LITTLE: Final = words(
    """
    is are has have does go goe goes get gets up out off down say says think thinks feel feels find
    finds they them themselves it this there so much many thing someone something
    """
)
#: "Deploys by hand", "deploys through the pipeline now": one way at a time.
_WAY: Final = re.compile(
    r"^(?!works?\b|lives?\b|plays?\b)\w+ (?:by|with|via|through|over|using) \S"
)
_NOW: Final = re.compile(
    r"\b(?:now|nowadays|these days|at present|currently|instead|from now on|as of (?:now|today))\b"
)
#: Since when, or what brought it about; none of these is why one does a thing.
_SINCE: Final = re.compile(
    r" (?:since|ever since|as of|from|after|thanks to) "
    rf"(?:the|their|last|\d|[a-z]+ \d{{4}}|{'|'.join(sorted(MONTHS))})\b.*$"
)
_PRICE: Final = re.compile(r" for \d\S* .*$")
_SWITCH: Final = re.compile(
    r"^(?:(?:has|have|just|now) )*"
    r"(?:switched|changed|went|returned|moved) (?:back |over )?to (?:the |an? )?(?P<what>\S.*)$"
)
_HOURS: Final = frozenset({"morning", "noon", "afternoon", "evening", "night", "lunch", "midday"})


def refigured(claim: Claim, other: Claim) -> bool:
    """Whether the later of two claims gives the other's matter another figure.

    Args:
        claim: The later one.
        other: The earlier one.
    """
    if claim.polarity != other.polarity or claim.subject != other.subject:
        return False
    if {claim.slot, other.slot} & (LASTING | FIXED) or _happened(claim) or _happened(other):
        return False
    if _NUMBERED.search(claim.said) or _NUMBERED.search(other.said) or other.partial:
        return False
    new, old = claim.numbers, other.numbers
    if not new or not old or new == old or claim.partial:
        return False
    if _named_by(claim.said, new - old) or _named_by(other.said, old - new):
        return False
    told, known = _matter(claim), _matter(other)
    fresh = bool(_RENEWED.match(claim.said)) or _tells_change(claim)
    if told != known and not (fresh and known <= told):
        return False
    # At another time it may be another one; with another number it is the same one otherwise.
    side_by_side = claim.slot in _SIDE_BY_SIDE and not _RUNS_ON.match(claim.said)
    if claim.subject == "self" and side_by_side and not fresh:
        return False
    days = (new | old) & (DAYS | MONTHS)
    if not fresh and (_on_another_day(new, old) or there_and_back(claim, other)):
        return False
    if KIN & set(claim.subject.split()) and not fresh and _years_apart(new, old) != 1:
        return False  # there may be two sons
    thing = claim.subject not in {"self", ""} and not KIN & set(claim.subject.split())
    return bool(known) and (fresh or thing or not (days or timely(new ^ old)))


def _on_another_day(new: frozenset[str], old: frozenset[str]) -> bool:
    """Whether one alone is of some day of the week, and both give an hour: Sunday's is another."""
    days = [bool(each & DAYS) for each in (new, old)]
    return days[0] != days[1] and all(any(":" in one for one in each) for each in (new, old))


def there_and_back(claim: Claim, other: Claim) -> bool:
    """Whether one alone tells of the way back."""
    back = [bool(_BACK.search(each.said)) for each in (claim, other)]
    return back[0] != back[1]


def _years_apart(new: frozenset[str], old: frozenset[str]) -> int | None:
    """How much one figure is above the other; ``None`` where there are several."""
    one, two = new - old, old - new
    if len(one) != 1 or len(two) != 1 or not all(each.isdigit() for each in one | two):
        return None
    return int(next(iter(one))) - int(next(iter(two)))


def _named_by(said: str, numbers: frozenset[str]) -> bool:
    """Whether one of the numbers is the name of something: "club 77", not "port 80" or "is 3"."""
    return any(
        match["number"] in numbers
        and match["before"] not in BOUNDARIES | _GIVING
        and match["before"] not in FINITE
        for match in _NAMING.finditer(said)
    )


def turned(claim: Claim, other: Claim) -> bool:
    """Whether a claim says that it is now another one: afternoon meetings, JSON instead of XML.

    It must say that something changed, and be the other claim but for one place in it.
    """
    if _opposite(claim, other):
        return True
    if not _comparable(claim, other) or not _tells_change(claim):
        return False
    if claim.slot is not None and (claim.slot, claim.value) == (other.slot, other.value):
        return False
    old, new = _tokens(other.said), _tokens(claim.said)
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    spans = old[start : len(old) - end], new[start : len(new) - end]
    if all(BOUNDARIES.intersection(span[1:]) for span in spans):
        return False  # more than one place
    kept = words(" ".join(old[:start] + old[len(old) - end :])) - _SAYING_LITTLE
    was, now = (words(" ".join(span)) for span in spans)
    if (
        timely(was) != timely(now)
        or claim.replaces
        or not start
        or not was
        or not now
        or max(len(was), len(now)) > _FEW
        or was & now
    ):
        return False
    if claim.slot == "prefer" and not (was | now <= _HOURS | DAYS or was | now in OPPOSITES):
        return False  # one prefers short meetings *and* those in the morning
    shared = sum(not each[0].isdigit() for each in kept)
    one = claim.slot in _ONE_NOW or (_WAY.match(claim.said) and _WAY.match(other.said))
    return shared >= (1 if one else _SHARED)


def _comparable(claim: Claim, other: Claim) -> bool:
    """Whether two claims say of one subject how something is."""
    return (
        (claim.subject, claim.polarity) == (other.subject, other.polarity)
        and claim.polarity == "positive"
        and not {claim.slot, other.slot} & (LASTING | FIXED)
        and not (claim.partial or other.partial or _happened(claim) or _happened(other))
    )


def _tells_change(claim: Claim) -> bool:
    return claim.update or bool(_SINCE.search(claim.said))


def _tokens(said: str) -> list[str]:
    """Words in order, without those that say since when, and without articles."""
    told = _PRICE.sub("", _SINCE.sub("", _NOW.sub(" ", said)))
    return [plain(token.strip(",")) for token in told.split() if token not in ARTICLES]


def _opposite(claim: Claim, other: Claim) -> bool:
    """Whether a switch is to the opposite: from night shifts to day shifts.

    So is a wish that one has from now on: long answers, no longer short ones.
    """
    if claim.subject != other.subject or "negative" in {claim.polarity, other.polarity}:
        return False
    match = _SWITCH.match(claim.said)
    slots = {claim.slot, other.slot}
    if match is None and not (slots == {"want"} or (claim.update and slots <= _WISHED)):
        return False
    new = words(match["what"]) if match else claim.value - _KEPT_SO
    old = other.value - _KEPT_SO
    return (new ^ old) in OPPOSITES and bool(new & old) and not other.past


def moved(claim: Claim, other: Claim) -> bool:
    """Whether one claim gives another day to something that the other gives a day for."""
    match = _MOVED.match(claim.said) or _IS_ON.match(claim.said)
    # As it is said: a whole date with its year is no part of a claim's words.
    said = words(other.said)
    if match is None or other.polarity == "negative" or not timely(said):
        return False
    value = words(match["value"])
    days = frozenset(each for each in value if each in DAYS | MONTHS or each[0].isdigit())
    if (
        not (timely(value) or value & _SEASONS or any(map(_DAY_OF_MONTH.match, value)))
        or days | claim.numbers <= said
        or _happened(other)
    ):
        return False
    what = frozenset(map(stem, words(match["what"])))
    known = frozenset(map(stem, said))
    if match.re is _IS_ON and not _all_of(other, what):
        return False
    subject = frozenset(map(stem, other.subject.split())) - {"self"}
    return bool(what) and what <= known and (not subject or bool(what & subject))


def _all_of(claim: Claim, what: frozenset[str]) -> bool:
    """Whether a claim is about nothing else than what is named, but for when."""
    about = claim.value - claim.numbers - DAYS - MONTHS
    return frozenset(map(stem, about)) <= what


def changed(claim: Claim, other: Claim) -> bool:
    """Whether one claim tells that something became what the other says it is not."""
    if claim.replaces and claim.replaces == other.replaces:
        return False  # both tell of one switch
    by = _BY.match(claim.said)
    by = by if by and _tells_change(claim) else None
    upgraded = _UPGRADED.match(claim.said)
    match = by or upgraded or _CHANGED.match(claim.said)
    if match is None or other.polarity == "negative" or _happened(other):
        return False
    known = frozenset(map(stem, words(other.said)))
    if by:
        does = _DOES if by["verb"] in _DOING else _OWNS if by["verb"] == "owned" else None
        if does and not does.search(other.said):
            return False
        verb = base_form(by["verb"]) if by["verb"] not in _DOING else ""
        about = frozenset(map(stem, words(f"{by['what']} {verb}")))
        return about <= known and not frozenset(map(stem, words(by["who"]))) <= known
    if not upgraded and match["whose"] != "their " and KIN & set((match["who"] or "").split()):
        return False  # a sister's rent
    what = frozenset(map(stem, words(match["what"])))
    value = frozenset(map(stem, words(match["value"])))
    alike = bool(value & known) or (bool(claim.numbers) and bool(other.numbers))
    runs = other.slot == "run" and what == frozenset(map(stem, other.subject.split()))
    return bool(what) and what <= known and not value <= known and (alike or runs)


def _matter(claim: Claim) -> frozenset[str]:
    """What a claim is about: its words without figures and what says that they are new."""
    said = words(_SINCE.sub("", claim.said)) - claim.numbers - DAYS - MONTHS
    return frozenset(map(stem, said)) - _NEWLY


def _happened(claim: Claim) -> bool:
    """Whether a claim tells what was done once, not how something is or was."""
    first = claim.said.split(" ", 1)[0] if claim.said else ""
    verb = IRREGULAR.get(first, "")
    told = claim.past or first in PAST or first.endswith("ed")
    return (
        told
        and verb not in _STATES
        and base_form(first) not in _TO_COME
        and not _RENEWED.match(claim.said)
    )


def all_and_changed(claim: Claim, other: Claim) -> bool:
    """Whether a claim has all the words of another, and says besides that this has changed.

    It adds no detail then: "the lease of the flat was extended until May".
    """
    if other.polarity == "negative" or claim.polarity != other.polarity or _happened(other):
        return False
    if claim.said.startswith(_THINGS) != other.said.startswith(_THINGS):
        return False
    if {claim.slot, other.slot} & (LASTING | {"prefer"}) or UNSURE.search(claim.said):
        return False
    known = _matter(other)
    if len(known) < _SHARED or not known <= _matter(claim):
        return False
    if words(claim.said) & PEOPLE - words(other.said) or _LONG_AGO.search(claim.said):
        return False  # a sister's change, or one before what is known
    without = _WITHOUT.search(claim.said)
    if without and not _WITHOUT.search(other.said):
        return plain(without["what"]) in other.value
    return bool(_CHANGE_SAID.search(claim.said)) and not _CHANGE_SAID.search(other.said)


def other_year(claim: Claim, other: Claim) -> bool:
    """Whether they tell of the same thing done in two years."""
    if not (claim.past and other.past):
        return False
    one, two = (frozenset(_YEAR.findall(each.key)) for each in (claim, other))
    return bool(one) and bool(two) and one != two


#: An address, or a mark: "b.a@x.org", "A+".
MARKED: Final = re.compile(r"[@/+]|\w\.\w|^\w{1,2}-$")


def identifies(claim: Claim) -> bool:
    """Whether a claim says which one or where its subject is: "is Priya", "is in room 204"."""
    match = _WHICH.search(claim.said)
    if match is None:
        return False
    first = plain(match["first"].strip(".,"))
    return (
        first in claim.names | claim.numbers | DAYS | MONTHS
        or match["first"] in _AT
        or first[:1].isdigit()
        or MARKED.search(match["first"]) is not None
    )


def is_short(claim: Claim) -> bool:
    """Whether its value is a word or two."""
    return len(claim.value) <= _SHARED
