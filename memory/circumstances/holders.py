"""Who somebody's manager, doctor or landlord is, and who leads what: a role has one holder.

"Reports to Helen", "Their manager is Helen", "Helen is their boss now" say one thing.
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
)

if TYPE_CHECKING:
    from memory.claims import Claim

#: Roles that mostly one person has for another, each in all its words.
_ROLES: Final = {
    "manager": "line manager|manager|boss|supervisor|superior|team lead|team leader",
    "doctor": "gp|family doctor|doctor|general practitioner|physician",
    "dentist": "dentist",
    "therapist": "therapist|psychotherapist|psychologist|counsellor|counselor",
    "physiotherapist": "physiotherapist|physio",
    "landlord": "landlord|landlady",
    "coach": "coach|trainer|personal trainer",
    "tutor": "tutor",
    "adviser": "thesis adviser|thesis advisor|thesis supervisor|phd supervisor|adviser|advisor",
    "accountant": "accountant|tax adviser|tax advisor|bookkeeper",
    "lawyer": "lawyer|solicitor|attorney",
    "vet": "vet",
    "hairdresser": "hairdresser|barber",
    "nanny": "nanny|babysitter|childminder",
    "cleaner": "cleaner|cleaning lady",
    "midwife": "midwife",
    "assistant": "assistant|secretary",
    "literary agent": "literary agent",
    "flatmate": "flatmate|roommate",
    "co-founder": "co-founder|cofounder",
    "emergency contact": "emergency contact",
    "best friend": "best friend",
    "class teacher": "class teacher|homeroom teacher",
    "piano teacher": "piano teacher",
    "guitar teacher": "guitar teacher",
    "violin teacher": "violin teacher",
    "singing teacher": "singing teacher",
    "driving instructor": "driving instructor",
    "account manager": "account manager",
}
_OF_A_THING: Final = (
    "lead|leader|manager|head|owner|maintainer|chair|chairman|chairwoman|chairperson|captain|coach"
    "|president|treasurer|secretary|ceo|cto|cfo|director|principal|editor|conductor|contact"
    "|contact person|product owner|scrum master|organiser|organizer|coordinator|supervisor|mayor"
    "|chancellor|host|spokesperson|tech lead|lead developer|project manager"
)
_ROLE_OF: Final = {word: role for role, some in _ROLES.items() for word in some.split("|")}
_ANY_ROLE: Final = "|".join(sorted(_ROLE_OF, key=len, reverse=True))
_NAMED: Final = (
    r"(?:(?:dr|mr|mrs|ms|prof|professor|doctor)\.? )?[^\W\d][\w'.-]*(?: [^\W\d][\w'.-]*){0,2}"
)
_TAIL: Final = r"(?: (?:now|these days|again|instead|since .*|as of .*|from now on|for now))*$"
#: "Their manager is Tom", "has Tom as their manager".
_THEIRS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        (
            rf"^(?:their|the) (?:new |current )?(?P<role>{_ANY_ROLE}) (?:is|has become|became) "
            rf"(?:now |called |named )*(?P<who>{_NAMED}?){_TAIL}"
        ),
        (
            rf"^(?:has|have|got|gets|sees|uses|goes to|chose|found|hired) (?P<who>{_NAMED}?) as "
            rf"(?:their|an?|the|his|her) (?:new )?(?P<role>{_ANY_ROLE}){_TAIL}"
        ),
        (
            rf"^(?:has|have|got|gets|found|hired|chose) (?:an? |the |their )?(?:new )?"
            rf"(?P<role>{_ANY_ROLE})(?:,| called| named|:) (?P<who>{_NAMED}?){_TAIL}"
        ),
        (
            rf"^(?P<who>{_NAMED}?) (?:is|has become|became|was made|was appointed|took over as"
            rf"|has taken over as|is acting as|works as|acts as) (?:now )?(?:their|his|her"
            rf"|the user's) "
            rf"(?:new )?(?P<role>{_ANY_ROLE}){_TAIL}"
        ),
        (
            rf"^(?:(?:has )?(?:changed|switched) (?:the |their )?(?P<role>{_ANY_ROLE})s?"
            rf"(?: from \S.*?)? to|(?:has )?(?:changed|switched) to) (?P<who>{_NAMED}?)"
            rf"(?: as (?:their|the|a) (?P<role2>{_ANY_ROLE}))?{_TAIL}"
        ),
    )
)
#: "Changed to a different dentist": whoever that is.
_ANOTHER: Final = re.compile(
    rf"^(?:(?:changed|switched|moved) (?:to )?|has |got |found |chose )(?:an? )?(?:different"
    rf"|another|new)"
    rf" (?P<role>{_ANY_ROLE})\b|^(?:changed|switched) (?P<role2>{_ANY_ROLE})s\b"
)
#: Verbs that name the role themselves.
_BY_VERB: Final = (
    ("manager", re.compile(
        rf"^(?:reports|answers) (?:directly )?(?:now )?(?:to) (?P<who>{_NAMED}?){_TAIL}"
        rf"|^(?:is |are )?(?:managed|supervised) by (?P<who2>{_NAMED}?){_TAIL}"
        rf"|^works (?:directly )?under (?P<who3>{_NAMED}?){_TAIL}")),
    ("doctor", re.compile(
        rf"^(?:is (?:being )?treated by|is (?:now )?(?:registered|a patient) (?:with|of|at)) "
        rf"(?P<who>dr\.? {_NAMED}?){_TAIL}")),
    ("landlord", re.compile(rf"^rents? (?:the|their|a) \w+ from (?P<who>{_NAMED}?){_TAIL}")),
    ("coach", re.compile(
        rf"^(?:is (?:being )?coached by|trains (?:with|under) coach) (?P<who>{_NAMED}?){_TAIL}")),
)  # fmt: skip
#: Verbs that say who does something for a thing, in two forms.
_VERB_OF: Final = {
    "leads": "led", "heads": "headed", "manages": "managed", "chairs": "chaired", "runs": "run",
    "owns": "owned", "maintains": "maintained", "coordinates": "coordinated",
    "coaches": "coached", "conducts": "conducted", "captains": "captained",
    "directs": "directed", "organises": "organised", "organizes": "organized",
    "supervises": "supervised", "edits": "edited", "hosts": "hosted", "teaches": "taught",
    "looks after": "looked after", "is in charge of": "led", "is responsible for": "led",
}  # fmt: skip
_LEADS: Final = "|".join(_VERB_OF)
_LED: Final = "|".join(dict.fromkeys(_VERB_OF.values()))
_WHICH: Final = r"(?:(?:new|main|primary) )?"
#: "The lead of the search team is Ines", "Ines leads the search team", "it is led by Ines".
_THING: Final = tuple(
    re.compile(pattern)
    for pattern in (
        (
            rf"^(?:the|their) {_WHICH}(?P<role>{_OF_A_THING}) (?:of|for) "
            rf"(?P<what>(?:the|their) \S.*?) is (?:now )?(?P<who>{_NAMED}?){_TAIL}"
        ),
        (
            rf"^(?P<who>(?!the\b|their\b){_NAMED}?) (?:is|became|has become|was elected"
            rf"|was appointed"
            rf"|took over as) (?:now )?(?:the )?{_WHICH}(?P<role>{_OF_A_THING}) (?:of|for) "
            rf"(?P<what>(?:the|their) \S.*?){_TAIL}"
        ),
        (
            rf"^(?P<who>(?!the\b|their\b){_NAMED}?) (?:now )?(?P<verb>{_LEADS}) "
            rf"(?P<what>(?:the|their) \S.*?){_TAIL}"
        ),
        (
            rf"^(?P<what>(?:the|their) \S.*?) (?:is|are) (?:now )?(?P<verb>{_LED}) by "
            rf"(?P<who>{_NAMED}?){_TAIL}"
        ),
        (
            rf"^(?P<who>(?!the\b|their\b){_NAMED}?) (?:took|has taken) (?:over|on) "
            rf"(?P<what>(?:the|their) \S.*?)(?: from {_NAMED})?{_TAIL}"
        ),
    )
)
#: The same of the person: "leads the search team", "is the captain of the team".
_OWN: Final = re.compile(
    rf"^(?:now )?(?:(?P<verb>{_LEADS})"
    rf"|is (?:now )?(?:the )?{_WHICH}(?P<role>{_OF_A_THING}) (?:of|for)) "
    rf"(?P<what>(?:the|their) \S.*?){_TAIL}"
)
_SELF: Final = "the person"
_LEADING: Final = frozenset({"led", "headed", "managed", "directed"})
#: Who looks after something may be said to do so in any of these ways; who owns it may have it run.
_IN_CHARGE: Final = frozenset({"led", "maintained", "coordinated", "looked after"})
#: Of these there may be several, unless the sentence says that it is a new one.
_SEVERAL: Final = listed(
    """
    flatmate co-founder tutor nanny cleaner assistant adviser coach lawyer editor maintained
    owned run taught hosted organised organized edited supervised coordinated
    """
)
_NEW: Final = re.compile(
    r"\b(?:new|became|took over|taken over|changed|switched|different|replaced)\b"
)
_NOBODY: Final = listed(
    """
    they who it this that a an the their very not now on in out sick ill away strict nice kind
    great good bad friendly really quite too leaving going new happy proud and he she with
    there someone also still always often never no off back at from busy late old young
    retired pregnant is was
    """
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who has a role for somebody, or in something."""

    owner: frozenset[str]
    role: str
    what: frozenset[str]
    who: frozenset[str]
    changed: bool


@lru_cache(maxsize=2048)
def holders(said: str) -> tuple[Holder, ...]:
    """The roles that a sentence fills."""
    if planned(said) or once(said) or partly(said):
        return ()
    found: list[Holder] = []
    for clause in clauses(said):
        found += _theirs(clause)
        found += _of_things(clause)
    return tuple(found)


def _theirs(clause: Clause) -> list[Holder]:
    said = clause.said
    for pattern in _THEIRS:
        match = pattern.match(said)
        if match is None:
            continue
        groups = match.groupdict()
        role = groups["role"] or groups.get("role2")
        if role is not None and _is_name(match["who"]):
            return [_holder(clause, _ROLE_OF[role], "", match["who"])]
    another = _ANOTHER.match(said)
    if another:
        role = _ROLE_OF[another["role"] or another["role2"]]
        return [_holder(clause, role, "", "somebody else")]
    for role, pattern in _BY_VERB:
        match = pattern.match(said)
        who = next((each for each in match.groups() if each), "") if match else ""
        if who and _is_name(who):
            return [_holder(clause, role, "", who)]
    return []


def _of_things(clause: Clause) -> list[Holder]:
    said = clause.said
    for pattern in _THING:
        match = pattern.match(said)
        if match is None or not _is_name(match["who"]):
            continue
        return [_holder(clause, _role(match), match["what"], match["who"])]
    own = None if clause.owner else _OWN.match(said)
    return [_holder(clause, _role(own), own["what"], _SELF)] if own else []


def _role(match: re.Match[str]) -> str:
    groups = match.groupdict()
    verb = groups.get("verb") or ""
    role = groups.get("role") or _VERB_OF.get(verb, verb) or "led"
    return "led" if role in _LEADING else role


def _holder(clause: Clause, role: str, what: str, who: str) -> Holder:
    return Holder(owner=clause.owner, role=role, what=topic(what), who=topic(who),
                  changed=clause.changed or bool(_NEW.search(clause.said)))  # fmt: skip


def _is_name(who: str) -> bool:
    return not _NOBODY & set(who.split())


def another_holder(claim: Claim, other: Claim) -> bool:
    """Whether a claim names another holder of a role than the other does."""
    new = holders(claim.said)
    return bool(new) and any(_replaces(one, each) for one in new for each in holders(other.said))


def _replaces(new: Holder, old: Holder) -> bool:
    in_charge = new.changed and {new.role, old.role} <= _IN_CHARGE
    return (
        (new.role == old.role or in_charge)
        and new.what == old.what
        and one_person(new.owner, old.owner)
        and (new.changed or new.role not in _SEVERAL)
        and not new.who & old.who
        and bool(new.who)
        and bool(old.who)
    )
