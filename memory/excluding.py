"""When two parsed claims exclude each other: what is over, denied, or of another value.

Each function compares two claims by their subject, slot and value alone; :mod:`memory.reconcile`
asks them in turn, and decides by time what follows.
"""

from __future__ import annotations

import re
from itertools import pairwise

from memory.claims import SELF, WHEN, Claim
from memory.lexicon import (
    AILMENT,
    BOUNDARIES,
    CHANGING,
    DAYS,
    EMPTY_WORDS,
    EXCLUDED,
    IRREGULAR,
    KIN,
    KINDS,
    LASTING,
    MONTHS,
    OPPOSITES,
    PARTICIPLES,
    PLACES,
    STATES,
    base_form,
)
from memory.phrases import only_figures_differ, plain, relative_in, words
from memory.refiguring import MARKED, identifies, is_short

_CLAUSE = re.compile(r" (?:who|whose|while|when|before|after) ")
_STATES = frozenset(STATES.values())
_COUPLES = frozenset({"single", "married", "divorced", "widowed", "engaged", "separated"})
#: Of these verbs to stop means something of their own, or nothing in particular.
_BROAD = frozenset(
    {
        "eat", "drink", "have", "be", "use", "go", "take", "make", "keep", "work", "live", "do",
        "get", "run", "play", "read", "write", None,
    }
)  # fmt: skip
_WITHOUT = frozenset({"decaf", "decaffeinated", "substitute", "vegan", "vegetarian", "without"})
_NEVER = re.compile(r"^(?:has|have) never (?:before )?(?P<verb>\w+) (?:to )?(?P<what>\S.*)$")
_VISITS = frozenset({"go", "visit", "fly", "travel", "move"})
_PETS = frozenset({"cat", "dog", "pet", "rabbit", "bird", "parrot", "hamster"})


def ends(claim: Claim, other: Claim) -> bool:
    """Whether one claim names the other's value as what is over, or is replaced."""
    over = claim.replaces
    if not over or claim.subject != other.subject or other.slot is None or not other.value:
        return False
    if other.polarity == "negative" or other.slot in LASTING - (claim.ends or frozenset()):
        return False
    if claim.ends is None:  # a switch, a preference: in one family of slots
        family = str(claim.slot).split(" ", maxsplit=1)[0]
        if other.slot.split(" ")[0] != family:
            elsewhere = other.tools or (other.heads & claim.value and other.value)
            return family == "use" and over <= other.value and bool(over & elsewhere)
        return (over <= other.value and bool(over & other.heads)) or (
            other.value <= over and claim.scope <= other.scope
        )
    if claim.ends and other.slot not in claim.ends:
        return False
    own = claim.slot is not None and claim.ends == {claim.slot} and claim.slot == other.slot
    return over <= other.value and (own or bool(over & other.heads))


def excludes(claim: Claim, other: Claim) -> bool:
    """Whether one claim is a state in which the other cannot be: a vegetarian who eats meat."""
    if not (claim.slot in _STATES or _couple(claim)) or claim.subject != other.subject:
        return False
    if "negative" in (claim.polarity, other.polarity):
        return False
    excluded = EXCLUDED.get(" ".join(sorted(claim.value)), frozenset())
    if any(other.slot == slot and (not word or word in other.heads) for slot, word in excluded):
        return True
    states = {_couple(claim), _couple(other)}
    return claim.slot != other.slot and "" not in states and len(states) > 1


def first_time(claim: Claim, other: Claim) -> bool:
    """Whether one claim tells that what the other says has never been done has been done.

    "Went to Japan in May"; "has never been to Japan".
    """
    never = _NEVER.match(other.said)
    if never is None or claim.polarity == "negative" or not claim.past:
        return False
    if claim.subject != other.subject or claim.slot is None:
        return False
    verb = never["verb"]
    done = {verb, base_form(verb), IRREGULAR.get(verb), PARTICIPLES.get(verb)}
    wanted = _VISITS if verb == "been" else done
    what = words(never["what"])
    told = str(claim.slot).split(" ")[0]
    return bool(what) and told in wanted and what <= claim.value


def opposed(claim: Claim, other: Claim, *, same_value: bool) -> bool:
    """Whether one denies the other. To deny it here is not to deny it elsewhere."""
    denied, held = (claim, other) if claim.polarity == "negative" else (other, claim)
    if held.value and not denied.value:
        # No longer to do it is not to do it by day either.
        return denied.update and denied.slot not in _BROAD and not held.kind
    if held.value & _WITHOUT or any(word.endswith("-free") for word in held.value):
        return held.value <= denied.value  # alcohol-free beer is none
    if held.slot == "like" and denied.value <= denied.scope and denied.value != held.value:
        return False  # "not to be called in the evening": what is said of it is when
    general = held.value | {kind for kind, some in KINDS.items() if some & held.value}
    # Who has no car may buy a magazine about cars.
    return (
        (denied.value <= general and not compound(held, denied))
        or (same_value and denied.scope <= held.scope)
        or denies(claim, other)
    )


def denies(claim: Claim, other: Claim) -> bool:
    """Whether the draft denies any use of what the other uses for one purpose."""
    if claim.polarity != "negative" or claim.subject != other.subject:
        return False
    if claim.slot == "work for" and other.slot == "work as":  # "as a nurse at the hospital"
        return bool(claim.value) and claim.value <= other.value and claim.scope <= other.scope
    if claim.slot != "use" or not (other.slot or "").startswith("use as "):
        return False
    # "No longer uses Neovim", or any editor.
    purpose = words((other.slot or "").removeprefix("use as "))
    denied = claim.value - claim.scope
    return bool(denied) and denied <= other.value | purpose


#: What one lives with, and is alone with.
_AILMENT = re.compile(AILMENT)


def rivals(claim: Claim, other: Claim) -> bool:
    """Whether they prefer opposite ways of one thing: dark mode, light mode."""
    if claim.slot == "live with":
        if _AILMENT.search(claim.said) or _AILMENT.search(other.said):
            return False
        alone = frozenset({"alone"})
        if (claim.value == alone) == (other.value == alone):
            return claim.update and not claim.value & other.value
        return not (claim.value | other.value) & _PETS
    return (
        claim.slot in {"prefer", "work"}
        and (claim.value ^ other.value) in OPPOSITES
        and (claim.scope ^ other.scope) <= (claim.value ^ other.value)
    )


def requantified(claim: Claim, other: Claim) -> bool:
    """Whether they are one present claim but for an amount: two cats, then three."""
    if claim.past or other.past or not (claim.amounts and other.amounts):
        return False
    return (
        claim.amounts != other.amounts
        and claim.value - claim.amounts == other.value - other.amounts != frozenset()
        and claim.numbers - claim.amounts == other.numbers - other.amounts
    )


def one_at_a_time(claim: Claim, other: Claim) -> bool:
    """Whether two values of one slot exclude each other: of the same time, place and sort."""
    if claim.past != other.past:
        return False  # what was does not deny what is
    if claim.slot != WHEN and claim.scope != other.scope:
        return False  # another hour at weekends is no other hour
    if claim.unsure and (claim.numbers or not claim.named):
        # Moved to Python 3.13, to the next chapter; but from one floor to another.
        return not claim.numbers and bool(claim.heads) and claim.heads == other.heads
    if claim.slot in PLACES and not claim.update:
        # "A flat" may be in Porto, and "a library" may be the one that is named.
        return (claim.kind, claim.named) == (other.kind, other.named) and not (
            claim.kind and claim.slot == "live in"
        )
    if claim.subject != SELF and claim.slot in {"be", "be named"}:
        # A phone that is broken is still a Pixel, and there may be two sisters.
        second = KIN & set(claim.subject.split())
        if claim.slot == "be" and not (identifies(claim) and identifies(other)):
            # Who is proud of one is open to another; but the build is green, and then red.
            return claim.update and is_short(claim) and is_short(other)
        return claim.update or (_exact(claim) and _exact(other) and not second)
    return True


def only_part(claim: Claim, other: Claim) -> bool:
    """Whether a claim speaks of one of several things that the other lists, and of no other.

    Who ditched Firefox still uses Slack, where both stood in one claim.
    """
    if other.slot not in _OF_SEVERAL or " and " not in other.said or " and " in claim.said:
        return False
    _, _, listed = other.said.partition(" are " if other.said.startswith("their ") else " ")
    things = [words(each) for each in _LISTED.split(_LIST_ENDS.sub("", listed))]
    if len(things) < 2 or any(not 0 < len(thing) <= 2 for thing in things):  # noqa: PLR2004 - no clauses
        return False
    told = claim.words
    named = [thing <= told for thing in things]
    return any(named) and not all(thing & told for thing in things)


#: Slots in which several things are told in one claim as well as in several.
_OF_SEVERAL = frozenset(
    {
        "use", "have", "like", "eat", "drink", "play", "pursue", "read", "speak", "learn", "take",
        "know",
    }
)  # fmt: skip
_LISTED = re.compile(r",? and |, ")
#: Where a list of things ends.
_LIST_ENDS = re.compile(r" (?:at|for|on|in|every|with|to|when|because|as)\b.*$")


def another_time(claim: Claim, other: Claim) -> bool:
    """Whether both tell what was done or befell somebody once, with other figures: two such times.

    "Had a fever on 3 May", "had a fever on 9 May"; "finished the first chapter", then the second.
    """
    verb = claim.said.partition(" ")[0]
    if verb != other.said.partition(" ")[0]:
        return False  # as of most
    fresh = verb in _SETTING or base_form(verb) in CHANGING
    told = verb in _TOLD_ONCE or (verb.endswith("ed") and not fresh)
    done = [
        verb in {"was", "were"} and each.said.partition(" ")[2].partition(" ")[0].endswith("ed")
        for each in (claim, other)
    ]
    if not (told or all(done)) or claim.subject != other.subject:
        return False
    times = [each.numbers.union(_YEAR.findall(each.key)) for each in (claim, other)]
    # With a date more it is the same time, told more exactly.
    return not (times[0] <= times[1] or times[1] <= times[0])


def chained(claim: Claim, other: Claim) -> bool:
    """Whether a claim tells of a change from what the other tells of a change to: two changes."""
    return bool(claim.replaces and other.replaces and claim.replaces & other.value)


_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
#: Who does so twice has set it anew: "postponed the dentist to 12 May".
_SETTING = frozenset(
    {
        "postponed", "rescheduled", "pushed", "delayed", "deferred", "extended", "raised",
        "lowered", "increased", "reduced", "rebooked", "renewed", "shifted", "adjusted", "doubled",
        "halved", "upgraded", "downgraded", "updated", "bumped", "planned", "scheduled", "booked",
        "agreed", "decided", "shortened", "aimed", "upped", "dropped",
    }
)  # fmt: skip
#: Beside verbs in -ed.
_TOLD_ONCE = frozenset({"had", "read", "ran", "won", "wrote", "met", "saw", "went", "flew", "ate"})


def another_place(claim: Claim, other: Claim) -> bool:
    """Whether one names a place whose name only ends like the other's: York, New York."""
    if claim.slot is None or claim.slot != other.slot:
        return False
    said = (claim.said.split(), other.said.split())
    named = claim.names & other.names
    return any(
        word in _NAME_BEGINS and after in two and after in named and word not in two
        for one, two in (said, said[::-1])
        for word, after in pairwise(one)
    )


_NAME_BEGINS = frozenset(
    {
        "new", "north", "south", "west", "east", "upper", "lower", "port", "fort", "mount", "san",
        "santa", "saint", "st", "st.",
    }
)  # fmt: skip


def compound(more: Claim, less: Claim) -> bool:
    """Whether what one claim is about only begins like the other's: a cat, a cat allergy."""
    told = frozenset(plain(token.strip(",")) for token in less.said.split())
    for token, after in pairwise(more.said.split()):
        if token.endswith(",") or not {plain(token), base_form(token)} & less.heads:
            continue
        noun = plain(after.strip(","))
        # "Likes Paris Hilton", but "uses Docker Compose".
        named = noun in more.names and not (token in more.names and more.slot in _ONE_NAME)
        if noun.isalpha() and not (named or noun.endswith("ly") or noun in _NO_NOUNS):
            return noun not in told
    return False


#: In these a longer name is another's.
_ONE_NAME = frozenset({"like", "read", "know", "visit", "meet", "be interested in"})
#: What may follow a noun and makes no other of it.
_NO_NOUNS = (
    BOUNDARIES
    | EMPTY_WORDS
    | DAYS
    | MONTHS
    | frozenset(
        {
            "abroad", "again", "aged", "all", "alone", "always", "away", "back", "based", "being",
            "best", "better",
            "both", "built", "but", "daily", "down", "ever", "everywhere", "first", "here", "home",
            "indoors", "instead", "last", "like", "made", "monthly", "more", "most", "next", "not",
            "now", "off", "often", "online", "only", "out", "outdoors", "outside", "over", "rather",
            "since", "so", "sometimes", "still", "such", "there", "these", "this", "those", "to",
            "today", "together", "tomorrow", "tonight", "too", "twice", "up", "very", "weekly",
            "whenever", "wherever", "whose", "worth", "yearly", "yesterday", "yet", "lately",
            "nowadays", "whatever", "except", "once", "besides", "much", "well", "badly",
        }
    )
)  # fmt: skip


def _exact(claim: Claim) -> bool:
    """Whether a value is a name, a number, an address or a mark: "A+", "b.a@x.org"."""
    return claim.named or any(map(_SYMBOL.search, claim.value))


_SYMBOL = re.compile(rf"\d|{MARKED.pattern}")


def within(one: Claim, other: Claim) -> bool:
    """Whether the other says all that this one says, and more."""
    return (
        one.value < other.value
        and one.numbers <= other.numbers
        and not only_figures_differ(one.said, other.said)
    )


def of_another(claim: Claim, other: Claim) -> bool:
    """Whether they speak of two people: "Ada", "Ada's mother"; "has a son *who studies*"."""
    if relative_in(claim.said) != relative_in(other.said):
        return True
    clauses = [bool(_CLAUSE.search(each.said)) for each in (claim, other)]
    return clauses[0] != clauses[1] and claim.slot != other.slot


def _couple(claim: Claim) -> str:
    """The state that a claim about a couple implies."""
    if claim.slot == "relationship":
        return next(iter(claim.value & _COUPLES), "")
    return {"be married to": "married", "be engaged to": "engaged"}.get(claim.slot or "", "")
