"""What a sentence says is over: "Sold the Skoda", "Their dog died", "Moved out of Graz".

Verbs of ending are a class, and each ends only certain slots: who sold a car no longer drives it,
who left a firm no longer works there. An ending reaches a claim of the same subject, in one of its
slots, whose value has all the words that the ending names, and has one of them as what it is about.
What is planned, thought of, or done by somebody else names no ending, as the verb must open the
sentence or follow its subject.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from memory.lexicon import ARTICLES, FIXED, LIGHT_NOUNS, PEOPLE, TAKEN_WITH, VERY, base_form
from memory.phrases import plain, words

if TYPE_CHECKING:
    from memory.claims import Claim

SELF: Final = "self"

_POSSESS = frozenset({"have", "drive", "use", "ride", "keep", "sail", "rent", "smoke", "play"})
#: Slots in which one has what may die, be stolen, or fall apart.
GONE_SLOTS: Final = _POSSESS | {"belong to", "sing", "take"}
_WORK = frozenset(
    {"work", "work for", "work as", "be", "lead", "manage", "run", "teach", "employment"}
)
_BELONG = _WORK | {"belong to", "play", "sing", "study at", "learn", "take", "attend", "do"}
_HOME = frozenset({"live in", "live with", "rent", "live"})
COUPLES = frozenset({"be married to", "be engaged to", "relationship"})
_LOVE = frozenset(
    {"be married to", "be engaged to", "relationship", "be", "have", "live with", "date"}
)
_STUDY = frozenset(
    {
        "learn", "study at", "take", "attend", "prepare", "train", "read", "write", "do", "be",
        "build", "work on", "go",
    }
)  # fmt: skip
_HABIT = frozenset(
    {
        "eat", "drink", "smoke", "take", "use", "do", "go", "play", "be", "have", "read", "follow",
        "learn", "write", "host", "publish", "organise", "attend", "practise", "train", "hold",
    }
)  # fmt: skip
_FAVOURITE = ("favourite", "favorite")
_TASTE = frozenset({"like", "pursue", "prefer", "be interested in", "be", *_FAVOURITE})
#: Of these it is enough that somebody *was* taken with it; one may prefer what one was fond of.
_FOND = _TASTE - {"prefer", *_FAVOURITE}
#: What one is that is taken with something, and how much.
_FANS = frozenset(
    {
        "addicted", "all", "avid", "big", "crazy", "devoted", "fan", "fascinated", "great",
        "hooked", "huge", "keen", "lover", "mad", "massive", "obsessed", "passionate", "real",
    }
)  # fmt: skip
_HOW_MUCH = frozenset({"lot", "bit", "deal", "good", "many", "more", "most", "much", "plenty"})
_PLAN = frozenset(
    {"plan to", "want to", "want", "look", "save", "hope", "need", "prepare", "search", "wait"}
)

_ANIMALS = frozenset({"cat", "dog", "pet"})
#: Words that the ending of one family says besides what is over.
_ROMANCE = frozenset({"partner", "girlfriend", "boyfriend", "husband", "wife", "spouse", "fiance",
                      "fiancee", "engagement", "marriage", "relationship"})  # fmt: skip
#: "Divorced from the first husband" names nobody.
_WHICH_ONE = frozenset({"1.", "2.", "3.", "former", "ex", "longtime", "long-term", "long-time"})
_JOB = frozenset({"job", "position", "role", "post", "work", "employer", "living", "good"})
_LIGHT = (LIGHT_NOUNS - {"study"}) | _JOB | {"company", "place", "lot", "bit", "treatment", "app"}
_GETTING = frozenset(
    {"buy", "get", "find", "adopt", "own", "have", "new", "rent", "another", "other"}
)

#: So long that it tells of a time that is over.
_ONCE = (
    r"(?:for (?:a long time|a time|a while|ages|many years|years)|at (?:one|some) (?:point|time)"
    r"|back then|formerly|in (?:those days|the past)|once|previously)"
)
_BEFORE = (
    r"^(?:(?:(?:has|had|have|was|were) (?:had |forced )?to|has|have|had|recently|finally|just|now"
    r"|already|then)\s+)*"
)
_VERBS: Final = {
    "possess": r"sold|gave away|given away|threw away|thrown away|threw out|got rid of|scrapped"
    r"|donated|parted with|returned|deleted|uninstalled|removed|deactivated|closed",
    "split": r"broke up with|broken up with|split up with|separated from|broke off|broken off"
    r"|(?:got|is|was) divorced from|divorced|broke up|split up",
    "work": r"quit|left|resigned from|resigned as|resigned|retired from|retired as|retired"
    r"|(?:was|got|were) (?:laid off|fired|dismissed|sacked|let go)(?: by| from)?"
    r"|stepped down as|stepped down from|stepped down|handed in (?:their )?notice at|lost",
    "home": r"moved out of|moved out|moved away from|gave notice on|left",
    "study": r"finished|completed|passed|graduated from|graduated in|graduated|dropped out of"
    r"|gave up on|given up on|abandoned",
    "habit": r"cut out|came off|come off|is off|went off|weaned off|(?:is|are) done with|gave up"
    r"|given up|(?:has )?recovered from|got over|overcame|is back from|is over|stopped|quit"
    r"|ended|discontinued|no longer follows",
    # A stance that is told as such is no ending (:mod:`memory.circumstances.stances`).
    "taste": rf"(?:gone|went) off|used to {VERY}(?:adore|enjoy|fancy|like|love|prefer|spend"
    rf"|be {VERY}{TAKEN_WITH})|was (?:{_ONCE} )?{VERY}{TAKEN_WITH}",
    "plan": r"bought|found|got|adopted|acquired|rented|received",
}
_MATCH: Final = {
    family: re.compile(_BEFORE + rf"(?P<verb>{verbs})(?:\s+(?P<rest>.+))?$")
    for family, verbs in _VERBS.items()
}
_SLOTS: Final = {
    "possess": _POSSESS, "split": _LOVE, "work": _BELONG, "home": _HOME, "study": _STUDY,
    "habit": _HABIT, "plan": _PLAN,
}  # fmt: skip
#: A thing (or a person, or a pet) that is no more; and not only for a while, or no longer with
#: somebody.
_GONE = re.compile(
    r"^(?:their |the )?(?P<what>(?!one of|some of|two of|half of)[\w' -]+?) "
    r"(?:(?:has|have|had|recently|sadly|finally) )*"
    r"(?:(?:died|passed away|was put down|had to be put down)"
    r"|(?P<thing>(?:was|were|got) stolen|(?:flew|ran) away|was (?:scrapped|written off|totalled"
    r"|sold|deleted)|burned down|broke up|broken up|split up|disbanded|closed down|is gone)"
    r"(?! (?:with|from|for|until|till|to|and (?:came|was|is|has been|returned))\b))(?: .*)?$"
)
#: What they had, and nothing else that is said of it: a passport that has expired has an owner.
_OVER = re.compile(
    r"^(?:their |the )?(?P<what>(?!one of|some of|two of|half of)[\w' -]+?) "
    r"(?:(?:has|have|had|recently|sadly|finally) )*(?:healed|expired)(?: .*)?$"
)
_PUT_DOWN = re.compile(_BEFORE + r"(?:put|to put) (?P<what>.+?) (?:down|to sleep)(?: .*)?$")
_AWAY = re.compile(
    _BEFORE + r"(?:(?:threw|thrown|gave|given) (?P<what>.+?) away(?: .*)?"
    r"|(?:gave|given) (?P<given>(?:the|their|both|all) .+?) to (?:an?|the|their) (?!.*\bfor\b).*)$"
)
_OWN_PLACE = re.compile(
    _BEFORE + r"moved into (?:(?:their|an?) own \w+|(?:an?|the) (?:\w+ )?home\b)"
)
_BIRTH = re.compile(
    _BEFORE + r"(?:(?:gave|given) birth\b|had (?:the|an?|their) (?:baby|twins)\b(?! \w+ ))"
)
_WILL_NOT = re.compile(
    r"^(?:will not|is not going to|decided not to|has decided not to) (?P<what>.+?)(?: after all)?$"
)
_FROM = re.compile(
    _BEFORE
    + r"(?:moved|transferred|changed|went over|gone over|switched) from (?P<what>.+?) to .+$"
)
#: Not at all times, or not for good.
_AT_TIMES = re.compile(r"\b(?:for|in|at|on|this|today|during|after|before|when|while|with)\b")
#: What one takes or does out of habit, besides what one works with.
_TAKEN = frozenset({"drink", "eat", "smoke", "wear", "drive", "ride", "read", "watch", "take"})
#: "Left Acme for Globex": the one that was left.
_FOR_ANOTHER = re.compile(r"(?P<what>\S.*?) for (?P<other>\S.*)")
_WHEN_AND_WHY = (
    r"because\b.*|for good\b.*|last \w+\b.*|this \w+\b.*|"
    r"in (?:the )?(?:january|february|march|april|may|june|july|august|september|october|november|"
    r"december|spring|summer|autumn|winter|\d{4})\b.*|again|completely|entirely|any ?more|"
    r"years? ago|yesterday|today|early this year"
)
_TAIL = re.compile(rf"\s+(?:to \w.*|(?:after|when)\b.*|{_WHEN_AND_WHY})$")
_SPANNED = re.compile(rf"^was {_ONCE} | {_ONCE}$")
#: "Stopped sending money *to the charity*", "drinking coffee *after 3*": that alone is over.
_TAIL_OF_DOING = re.compile(
    r"\s+(?:(?:after|when) (?:the|their|a|an|they|moving|having|\w+ing)\b.*|"
    rf"{_WHEN_AND_WHY})$"
)
#: "Used to love tea *as a child*".
_TAIL_OF_TASTE = re.compile(
    rf"\s+(?:{_ONCE}|so much|very much|as an? (?:child|kid|student|teenager)"
    rf"|when they (?:was|were)\b.*|{_WHEN_AND_WHY})$"
)
#: "Stopped at the library", "finished in time".
_ASIDE = re.compile(r"(?:at|for|by|in|on|with|to|when|chapter)\b")
#: Of a leaving with one of these somebody comes back.
PASSING: Final = re.compile(
    r"\b(?:early|late|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|at \d|"
    r"for (?:a|the|an|two|three|work|lunch)\b|yesterday|today|tonight|once|this morning|"
    r"in \d{4}$|meeting)\b"
)
_OPENING = re.compile(r"^(?:their|the) ")
_PHRASE = re.compile(r"\s(?:at|in|for|from|with|on|near|who|which|that)\s")
_SUFFIXES: Final = (
    "ment",
    "ship",
    "ing",
    "ion",
    "ery",
    "ist",
    "ian",
    "er",
    "or",
    "cy",
    "ed",
    "es",
    "s",
    "e",
)
_STEM: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """What is over.

    Attributes:
        subject: Whose it was; of what is gone itself, ``self``.
        about: Words that a claim's value must have to be over; none: any in the slots.
        slots: Slots, or first words of slots, in which a claim may be over.
        gone: A thing or being that is no more: claims about it as their subject are over as well.
        loose: Whether the words may stand anywhere in the value ("a chef *in a hotel*").
        rest: Words that a value may have besides; ``None``: any.
    """

    subject: str = SELF
    about: frozenset[str] = frozenset()
    slots: frozenset[str] = frozenset()
    gone: bool = False
    loose: bool = False
    rest: frozenset[str] | None = None


def endings(body: str, names: frozenset[str]) -> tuple[Ending, ...]:
    """What a normalised sentence without its opening "they" says is over.

    Args:
        body: As :func:`memory.phrases.normalise` leaves it, contractions resolved.
        names: Its words that are written as names.
    """
    found = _said(body, SELF, names)
    whole = _GONE.match(body)
    if whole:
        what = _kept(whole["what"])
        what -= frozenset({"and", "they"}) | (_ROMANCE if "they" in body else frozenset())
        # Who broke up, or is gone, is somebody still.
        somebody = whole["thing"] is not None and bool(what & (PEOPLE - _ANIMALS))
        if what and not somebody:
            found = [*found, Ending(about=what, gone=True)]
        if re.search(r"\b(?:they and|and they)\b", body):
            found = [*found, Ending(about=what, slots=_LOVE)]
    if over_now := _OVER.match(body):
        found = [*found, Ending(about=_kept(over_now["what"]), slots=GONE_SLOTS)]
    opening = _OPENING.match(body)
    for length in (1, 2, 3) if opening and not found else ():
        tokens = body[opening.end() :].split() if opening else []
        who = " ".join(sorted(words(" ".join(tokens[:length]))))
        found = found or _said(" ".join(tokens[length:]), who, names)
    return tuple(found)


def _said(body: str, subject: str, names: frozenset[str]) -> list[Ending]:
    found: list[Ending] = []
    for pattern in (_PUT_DOWN, _AWAY):
        match = pattern.match(body)
        if match:
            about = _kept(next(each for each in match.groups() if each))
            found.append(Ending(subject=subject, about=about, slots=_POSSESS))
    will_not = _WILL_NOT.match(body)
    if will_not:
        found.append(
            Ending(subject=subject, about=_kept(will_not["what"]), slots=_PLAN, loose=True)
        )
    if _BIRTH.match(body):
        found.append(
            Ending(subject=subject, about=frozenset({"pregnant"}), slots=frozenset({"be"}))
        )
    if _OWN_PLACE.match(body):
        found.append(Ending(subject=subject, slots=frozenset({"live with"})))
        found.append(Ending(subject=subject, about=frozenset({"shared"}), slots=_HOME, loose=True))
    switched = _FROM.match(body)
    if switched:
        slots = _WORK | {"use", "keep", "play", "study at", "learn", "go"}
        if not _AT_TIMES.search(body[switched.end("what") :]):
            slots |= _TAKEN
        found.append(Ending(subject=subject, about=_kept(switched["what"]), slots=slots))
    for family, pattern in _MATCH.items():
        match = pattern.match(body)
        if match is not None:
            found += _by_verb(family, match["verb"], match["rest"] or "", subject, names)
    return found


def _by_verb(
    family: str, verb: str, said: str, subject: str, names: frozenset[str]
) -> list[Ending]:
    """What a verb of one family ends, from what follows it."""
    if not _meant(family, verb, said, names):
        return []
    instead = _FOR_ANOTHER.match(said) if family in {"work", "home"} else None
    rest = instead["what"] if instead and names & words(instead["other"]) else said
    doing = family in {"habit", "study"} and re.match(r"\w+ing\b", rest) is not None
    tail = _TAIL_OF_DOING if doing else _TAIL_OF_TASTE if family == "taste" else _TAIL
    while (shorter := tail.sub("", f" {rest}").strip()) != rest:
        rest = shorter
    if family == "plan":
        about = _kept(_PHRASE.split(rest, maxsplit=1)[0])
        # Who rented one may still want to buy one.
        rest_of = _GETTING - {"buy"} if verb == "rented" else _GETTING
        return [Ending(subject=subject, about=about, slots=_PLAN, rest=rest_of)] if about else []
    if family == "taste" or _ASIDE.match(rest):
        return _of_taste(verb, said, rest, subject) if family == "taste" else []
    if doing:
        return [_of_doing(rest, subject)]
    about = _kept(rest)
    if family == "split":
        about -= _ROMANCE | _WHICH_ONE
        slots = _LOVE if about else COUPLES
        return [Ending(subject=subject, about=about, slots=slots, loose=True)]
    if family == "home" and verb.startswith("moved out"):
        return _of_moving_out(about, subject)
    named = about - _LIGHT
    if named:
        loose = family == "work" and not names & named
        return [Ending(subject=subject, about=named, slots=_SLOTS[family], loose=loose)]
    if family == "work" and (about & _JOB or not verb.startswith(("quit", "left", "stepped"))):
        return [Ending(subject=subject, slots=frozenset({"work for", "work as"}))]
    return []


def _meant(family: str, verb: str, said: str, names: frozenset[str]) -> bool:
    """Whether a verb of many meanings has that of ending something."""
    if verb == "left":
        away = not said or PASSING.search(said)
        return not away and (family != "home" or bool(names & words(said)))
    return verb != "lost" or bool(_JOB & words(said))


def _of_taste(verb: str, said: str, rest: str, subject: str) -> list[Ending]:
    """What somebody liked once; what they *were* into, or spent time on, must be all of it."""
    slots, about, besides = _TASTE, _kept(rest), None
    if verb.endswith("spend"):
        slots, about, besides = frozenset({"like"}), about - _HOW_MUCH | {"spend"}, _HOW_MUCH
    elif verb.startswith("was ") and not _SPANNED.search(f"{verb} {said}"):
        slots, about, besides = _FOND, _kept(said), frozenset()
    if _ASIDE.match(rest) or not about - _LIGHT:
        return []
    return [Ending(subject=subject, about=about - _LIGHT, slots=slots, rest=besides)]


def _of_moving_out(about: frozenset[str], subject: str) -> list[Ending]:
    """Out of what: a place by its kind, or whose it is."""
    if not about:
        return [Ending(subject=subject, slots=frozenset({"live with"}))]
    whose = about - {"house", "flat", "home", "apartment", "place"}
    return [
        Ending(subject=subject, about=each, slots=_HOME, loose=True)
        for each in dict.fromkeys((about, whose))
        if each
    ]


def _of_doing(rest: str, subject: str) -> Ending:
    """What "quit teaching" ends: what the verb says, in its own slot or as an occupation."""
    first, _, more = rest.partition(" ")
    verb = base_form(first)
    about = _kept(more) - _LIGHT
    slots = frozenset({verb}) if about else frozenset({verb, "work as", "be"})
    return Ending(subject=subject, about=about or frozenset({verb}), slots=slots)


def _kept(text: str) -> frozenset[str]:
    return words(text) - ARTICLES - {"away", "that", "own", "after", "all", "from"}


def over(ending: Ending, claim: Claim) -> bool:
    """Whether an ending reaches a claim."""
    if claim.slot in {*FIXED, "be named", None} or claim.polarity == "negative":
        return False
    about, value = _stems(ending.about), _stems(claim.value)
    heads = _stems(claim.heads | claim.names)
    if ending.gone:
        if claim.subject != SELF:
            return about == _stems(frozenset(claim.subject.split())) and claim.slot != "be when"
        return claim.slot in GONE_SLOTS and about <= value and bool(about & heads)
    if claim.subject != ending.subject or not _in_reach(ending, claim):
        return False
    if str(claim.slot).startswith(_FAVOURITE):
        return about == value
    if ending.slots in (_TASTE, _FOND) and claim.slot == "be":
        return about == value - _stems(_FANS)
    # Who stopped running still runs a bakery.
    verb = "" if claim.kind else stem(str(claim.slot).partition(" ")[0])
    return (
        about <= value | {verb}
        and (ending.rest is None or value - about <= _stems(ending.rest))
        and (not about or ending.loose or bool(about & (heads | {verb})))
    )


def _in_reach(ending: Ending, claim: Claim) -> bool:
    """Whether a claim is in a slot that the ending ends."""
    verb = str(claim.slot).partition(" ")[0]
    if not {claim.slot, verb} & ending.slots:
        return False
    if claim.slot == "live with":
        return claim.value != {"alone"}
    if ending.slots in (_TASTE, _FOND) and verb == "be":
        return claim.slot in ending.slots - {verb} or bool(claim.value & _FANS)
    if ending.slots not in (_LOVE, COUPLES) or claim.slot in {"be married to", "be engaged to"}:
        return True
    # Who parted from Kim is still on a team with Kim.
    if claim.slot == "relationship":
        return not claim.value & {"single", "divorced", "separated", "widowed"}
    return verb not in {"be", "have"} or bool(claim.value & (_ROMANCE | {"dating", "together"}))


def _stems(some: frozenset[str]) -> frozenset[str]:
    return frozenset(map(stem, some))


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """A word without what derives it: "teacher" and "teaching" are of one stem.

    Crude, as both sides are cut alike and two words must agree in all of it.
    """
    word = plain(word)
    while word.endswith(_SUFFIXES):
        for suffix in _SUFFIXES:
            if word.endswith(suffix) and len(word) - len(suffix) >= _STEM:
                word = word[: -len(suffix)]
                break
        else:
            break
    return word[:-1] if len(word) > _STEM + 1 and word[-1] == word[-2] else word
