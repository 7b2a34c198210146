"""What was done to something, so that it is otherwise now: renamed, moved, raised, promoted.

"Moved the server to a machine at home" says where the server is no longer, whatever the earlier
sentence called the place. The verb says what it changes: a name, a place, a role.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from memory.circumstances.telling import clauses, listed, once, one_person, partly, planned, topic

if TYPE_CHECKING:
    from memory.claims import Claim

_TO: Final = (
    r"(?:(?: from \S.*?)? (?:in)?to|,? (?:and )?(?:now )?(?:as|on|at|in|under)) (?P<to>\S.*)"
)
#: What a verb changes → the verb.
_VERBS: Final = {
    "name": r"renamed|retitled|rebranded|rechristened",
    "place": r"moved|relocated|transferred|shifted|migrated|rehoused|brought|took|put",
    "any": r"changed|switched|converted|swapped|turned|transitioned|exchanged|moved over",
    "colour": r"painted|repainted|dyed",
    "made": r"rewrote|rewritten|ported|rebuilt|reimplemented|translated",
    "figure": r"raised|lowered|increased|reduced|cut|doubled|halved|upped|extended|shortened",
    "who": r"reassigned|handed|delegated|passed|outsourced|entrusted|transferred",
}
#: What of a known sentence tells such a matter.
_TELLING: Final = {
    "name": re.compile(r"\b(?:is|are) (?:called|named|titled)\b|\bname\b|\btitle\b"),
    "place": re.compile(
        r"\b(?:is|are|lives?|stands?|hangs?|sits?|lies?|runs?|keeps? \S.*|kept|stored|stores \S.*"
        r"|hosted|parked|located|based|buried|hidden|hosts \S.*|parks \S.*|works?|sleeps?|plays?"
        r"|takes place|meets?) (?:up |down )?(?:in|at|on|under|behind|near|next to|by|with|above"
        r"|beside|inside|outside|from)\b"
    ),
    "any": re.compile(r"."),
    "colour": re.compile(
        r"\b(?:red|blue|green|yellow|white|black|grey|gray|brown|pink|purple|orange|beige|blond"
        r"|blonde|golden|silver|dark|light|colou?r)\b"
    ),
    "made": re.compile(r"\b(?:written|implemented|built|programmed|coded|made|uses|based)\b"),
    "figure": re.compile(r"\d"),
    "who": re.compile(r"\b(?:responsible|in charge|owns?|handles?|leads?|looks after|does|manages?"
                      r"|maintains?|runs?|belongs? to|assigned)\b"),
}  # fmt: skip
_ACTIVE: Final = tuple(
    (
        aspect,
        re.compile(rf"^(?:{verbs}) (?P<what>(?:the|their|all|every)\b\S*(?: \S+){{1,4}}?){_TO}$"),
    )
    for aspect, verbs in _VERBS.items()
)
_PASSIVE: Final = tuple(
    (aspect, re.compile(
        rf"^(?P<what>(?:the|their) \S.*?) (?:(?:is|was|were|are|got|has|have|had|been) )*"
        rf"(?:{verbs})(?: over)?{_TO}$"))
    for aspect, verbs in _VERBS.items()
)  # fmt: skip
#: "All photos are in the cloud now".
_IS_AT: Final = re.compile(
    r"^(?:all )?(?:of )?(?P<what>(?:the |their |all )?\S+(?: \S+){0,3}?) (?:is|are|lives?|sits?"
    r"|stands?"
    r"|hangs?|stays?) (?:kept |stored |hosted |parked )?(?P<to>(?:in|on|at|under|behind|near|by"
    r"|next"
    r" to) \S.*)$"
)
#: Somebody who was moved: to another office, another team, a higher post.
_SENT: Final = re.compile(
    r"^(?:joined |(?:(?:was|were|got|is) )?(?:moved|transferred|relocated|posted|reassigned"
    r"|switched"
    r"|changed|seconded|assigned|upgraded|downgraded|went|transitioned|gone|promoted) (?:over )?"
    r"(?:in)?to )(?P<to>(?:the|an?|their) (?:[\w'-]+ ){1,3}?(?P<head>[a-z]+))"
    r"(?: (?:in|on|at|for|since|because|after|last|this|from|as|of|with) .*)?$"
)
_ROLE: Final = re.compile(
    r"^(?:(?:was|were|got) )?(?:promoted|demoted|appointed|upgraded) (?:to )?(?:the |an? )?"
    r"(?P<role>\S.*)$|^became (?:the |an? )(?P<became>\S.*)$"
    r"|^works as (?:the |an? )?(?P<works>\S.*)$"
)
#: An office in a club, a council, a team.
_OFFICE: Final = re.compile(
    r"^(?P<verb>is|(?:was )?(?:elected|appointed|made|voted|chosen)(?: as)?|became|serves as"
    r"|acts as"
    r"|took over as) (?:the |an? )?(?P<role>[\w' -]+?) (?:of|on|at|in) (?P<what>(?:the"
    r"|their) [\w' -]+)$"
)
_IS_A: Final = re.compile(
    r"^(?:is|works as|is employed as|is working as) (?:the |an? )?(?P<role>\S.*)$"
)
_GRADES: Final = listed(
    """
    junior senior lead principal head chief assistant associate deputy vice trainee intern
    staff middle mid-level apprentice student working regional
    """
)
_POST: Final = re.compile(
    r"(?:manager|engineer|developer|analyst|designer|nurse|teacher|cook|chef|clerk|assistant|intern"
    r"|director|consultant|officer|editor|writer|accountant|lawyer|doctor|physician|surgeon"
    r"|scientist|researcher|lecturer|professor|architect|administrator|technician|mechanic"
    r"|electrician|carpenter|waiter|waitress|barista|cashier|salesperson|secretary|receptionist"
    r"|supervisor|foreman|coordinator|specialist|executive|partner|associate|apprentice|trainee"
    r"|programmer|producer|captain|sergeant|lieutenant|pilot|driver|sous-chef|coach|librarian"
    r"|translator|journalist|reporter|paralegal|pharmacist|therapist|lead|president|team leader"
    r"|head of \w+|cto|ceo|cfo|principal|headteacher|postdoc|fellow|tester|operator|planner)$"
)
_AFTER: Final = re.compile(
    r" (?:at|in|for|on|since|after|because|by|with|last|this|from|of|now|and)\b.*$"
)
#: Of these somebody has one in the same body.
_OFFICES: Final = topic(
    """
    president chair chairman chairwoman treasurer secretary captain member head deputy
    director spokesperson coach vice leader lead apprentice trainee volunteer intern principal
    organist goalkeeper defender striker assistant
    """
)
#: "At the Berlin office", "to a private school".
_PLACE: Final = re.compile(
    r"(?:^(?:uses|has)|\b(?:in|at|on|for|with|to)) (?:the|an?|their) ((?:[\w'-]+ ){0,3}?[\w'-]+)"
    r"(?=$| (?:in|on|at|for|with|and|of|by|since)\b)"
)
_PLACE_WORDS: Final = re.compile(
    r"^(?:go(?:es)?|attends?|uses|has|lives?|works?|is|studies|plays?|serves?|teaches|trains?)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alteration:
    """What was changed: an aspect of something, and what it is since."""

    owner: frozenset[str]
    aspect: str
    what: frozenset[str]
    into: frozenset[str]


@lru_cache(maxsize=2048)
def alterations(said: str) -> tuple[Alteration, ...]:
    """What a sentence says was altered."""
    if planned(said) or (once(said) and " last " not in said):
        return ()
    found: list[Alteration] = []
    for clause in clauses(said):
        for aspect, pattern in (*_ACTIVE, *_PASSIVE):
            match = pattern.match(clause.said)
            if match:
                found.append(_altered(clause.owner, aspect, match["what"], match["to"]))
        at = _IS_AT.match(clause.whole) if clause.changed else None
        if at:
            found.append(_altered(clause.owner, "place", at["what"], at["to"]))
        sent = _SENT.match(clause.said)
        if sent:
            found.append(_altered(clause.owner, "sent", sent["head"], sent["to"]))
        office = _OFFICE.match(clause.said)
        if office and (office["verb"] != "is" or clause.changed):
            found.append(_altered(clause.owner, "office", office["what"], office["role"]))
        role = _ROLE.match(clause.said)
        named = next((each for each in role.groups() if each), "") if role else ""
        if named and _POST.search(_AFTER.sub("", named)):
            aspect = "works" if role and role["works"] else "role"
            found.append(_altered(clause.owner, aspect, "", _AFTER.sub("", named)))
    return tuple(found)


def _altered(owner: frozenset[str], aspect: str, what: str, into: str) -> Alteration:
    return Alteration(owner=owner, aspect=aspect, what=topic(what), into=topic(into))


#: What it was before.
_FROM: Final = re.compile(r"\bfrom \S.*?(?= to\b|$)|\b(?:instead of|rather than) \S.*$")


@lru_cache(maxsize=2048)
def any_state(said: str) -> bool:
    """Whether a sentence tells how something is, and neither what was nor what may be."""
    return not (planned(said) or once(said))


def made_otherwise(claim: Claim, other: Claim) -> bool:
    """Whether a claim says that something was altered, of which the other says how it was."""
    if claim.polarity == "negative" or other.polarity == "negative" or partly(claim.said):
        return False
    new = alterations(claim.said)
    if not new or other.past or _said_again(claim, other):
        return False
    return any(_alters(each, other) for each in new)


def _said_again(claim: Claim, other: Claim) -> bool:
    """Whether all that the other says of something is said here too, of what it became."""
    value = topic(" ".join(other.value))
    return len(value) > 1 and value <= topic(_FROM.sub("", claim.said))


def _alters(new: Alteration, other: Claim) -> bool:
    known = topic(other.said)
    if (new.into <= known and new.aspect != "office") or not one_person(
        new.owner, clauses(other.said)[0].owner
    ):
        return False
    if new.aspect in {"role", "works"}:
        return _another_role(new, other)
    if new.aspect == "office":
        return _another_office(new, other)
    if new.aspect == "sent":
        return _sent_elsewhere(new, other)
    subject = topic(other.subject) if other.subject != "self" else frozenset()
    about = topic(" ".join(other.heads)) | subject
    named = bool(new.what) and new.what <= known and bool(new.what & about)
    if new.aspect == "any" and not subject:
        return False
    return named and bool(_TELLING[new.aspect].search(other.said))


def _another_office(new: Alteration, other: Claim) -> bool:
    """Whether somebody has another office in the same body than the known one."""
    office = _OFFICE.match(clauses(other.said)[0].said)
    if office is None or topic(office["what"]) != new.what:
        return False
    old = topic(office["role"])
    return old != new.into and bool(_OFFICES & old) and bool(_OFFICES & new.into)


def _another_role(new: Alteration, other: Claim) -> bool:
    """Whether somebody has another post than the known one."""
    match = _IS_A.match(clauses(other.said)[0].said)
    role = _AFTER.sub("", match["role"]) if match else ""
    if not role or not _POST.search(role):
        return False
    old = topic(role)
    if new.aspect == "works" and old <= new.into:
        return False  # says which sort of translator
    return old != new.into and bool((old & new.into) - topic(" ".join(_GRADES)))


def _sent_elsewhere(new: Alteration, other: Claim) -> bool:
    """Whether somebody is in another place of the same kind: "the Munich office"."""
    said = clauses(other.said)[0].said
    if not _PLACE_WORDS.match(said):
        return False
    head = next(iter(new.what), "")
    for place in _PLACE.finditer(said):
        old = topic(place[1])
        if head in old and len(old) > 1 and not old <= new.into:
            return True
    return False
