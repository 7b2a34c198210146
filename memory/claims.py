"""What a proposition says: subject, slot and value, so that two claims can be compared.

A contradiction may retire a claim only where both speak of the same subject and slot. Vectors
alone cannot tell: "Lives in Porto" and "Lives in Lisbon" are as close as two sentences get, and so
are "Likes Porto" and "Likes Lisbon", of which both may be true. So a claim is parsed, by a small
lexicon of English verbs and by the shape of the sentence; what it does not understand has no slot,
and is then never contradicted by rule.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from memory.endings import Ending, endings
from memory.hours import by_the_clock
from memory.lexicon import (
    ARTICLES,
    BARE,
    BOUNDARIES,
    CHANGING,
    DENYING,
    ENDING,
    FINITE,
    FIXED,
    KIN,
    LIGHT_NOUNS,
    OF_THINGS,
    PAST,
    ROLES,
    SINGLE,
    SLOTS,
    STATES,
    Arity,
    base_form,
)
from memory.phrases import figures, normalise, shape, timely, words
from memory.registers import as_sentence
from memory.types import Polarity
from memory.wording import framed

SELF: Final = "self"
#: Slot of what happens at a time: an appointment, a deadline, a rehearsal.
WHEN: Final = "be when"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A parsed claim. ``slot`` is ``None`` where the sentence was not understood.

    Attributes:
        subject: ``self`` for the person, else the subject's words ("ana sister", "standup").
        slot: The relation in its base form ("live in", "prefer", "be when").
        value: The value's words, normalised and singular, without words that only relate.
        arity: How values of the slot live together.
        heads: What the value is about: the last word of its first phrase, and of its instruments.
        scope: Words of the value that say where or when it holds ("work", "weekend").
        replaces: The value that the sentence itself says is over ("switched from X to Y").
        ends: The slots in which it may be over; none: in the claim's own family of slots.
        tools: The heads that it is done with ("with Docker", "using Excel").
        named: Whether the value has a name or a number in it; ``kind`` where it is "a …".
        unsure: Whether the verb may mean something else: one moves to a town, or to a tool.
        update: Whether the sentence marks itself as a change (now, no longer, switched).
        past: Whether it tells what happened rather than what is.
        partial: Whether it says itself that it is so only at times, or besides something else.
        numbers: Numbers, weekdays and months: where they differ, claims do.
        amounts: Those of the numbers that count or measure something ("three cats", "82 kg").
        words: All content words, verb included.
        names: Words that are written as names.
        over: What the sentence says is over, whatever its own slot.
        said: The text, normalised, as a sentence (:mod:`memory.registers`).
        key: The text, normalised.
    """

    subject: str
    slot: str | None
    value: frozenset[str] = frozenset()
    arity: Arity = "many"
    polarity: Polarity = "positive"
    heads: frozenset[str] = frozenset()
    scope: frozenset[str] = frozenset()
    replaces: frozenset[str] = frozenset()
    ends: frozenset[str] | None = None
    tools: frozenset[str] = frozenset()
    named: bool = False
    kind: bool = False
    unsure: bool = False
    update: bool = False
    past: bool = False
    partial: bool = False
    numbers: frozenset[str] = frozenset()
    amounts: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    over: tuple[Ending, ...] = ()
    said: str = ""
    key: str = ""


_NOT = re.compile(
    r"\b(?:does not|do not|did not|is not|are not|was not|has not|have not|cannot|can not|never|"
    r"no longer|not|no)\b"
)
_FOOD = re.compile(r" (?:eat|drink|stand|bear)\b")
_BARE = re.compile(r"(?:they |the user |user )?(?:does|do|did) not \w")
_BARELY_USED_TO = re.compile(r"(?:they |the user |user )?used to [a-z]")
_UPDATE = re.compile(
    r"\b(?:now|no longer|any ?more|any longer|instead|these days|nowadays|switched|since then)\b"
)
_PARTIAL = re.compile(
    r"\b(?:sometimes|occasionally|also|too|at times|on occasion|now and then|now and again|"
    r"once in a while|every so often|rarely|seldom|as well|in addition|on the side)\b"
)
_DROPPED = re.compile(
    r"\b(?:now|currently|usually|often|mostly|generally|typically|always|really|any ?more|"
    r"any longer|these days|nowadays|at present|lately|recently|still|also|just|has been|"
    r"have been|regularly|sometimes|frequently|again|from now on|after all|"
    r"(?:main|primary|default)(?! school)(?= \w))\b"
)
_INSTEAD = re.compile(r"\s+(?:instead of|rather than|in place of)\s+(?P<old>.+)$")
_SINCE = re.compile(
    r"\b(?:since|for) (?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|many|some)"
    r" (?:years?|months?|weeks?)\b(?= in\b| at\b)|"
    r"\b(?:since|as of|from|in|on) (?:(?:the )?(?:week|weekend|beginning|middle|end) of )?"
    r"(?:early |mid |late )?(?:\d{1,2} )?"
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december)?"
    r" ?\d{4}\b"
)
#: Why somebody says it is so is no part of what is so.
_REASON = re.compile(
    r"\s+(?:because|due to|so that|in order to)\b.*$"
    r"|(?<=\w)(?<!look)(?<!looks)(?<!looking)(?<!searching)\s+for (?:a|the|their) (?:new )?"
    r"(?:job|work|position|love|family)\b.*$"
    r"|(?<=\w)\s+for (?:work|(?:an?|the|their) (?:phd|postdoc|master'?s|degree|internship))$"
)
# "Has been vegetarian" is "is vegetarian"; "has been learning" is read as "is learning" is.
_LASTING = re.compile(r"^((?:they |the person |the user |user )?)(?:has|have) been (?!to\b)")
_SELF = re.compile(r"^(?:they|the person|the user|user|person|he|she)\b\s*")
_SWITCH = re.compile(
    r"^(?P<verb>switch|move|change|migrate)(?:d|s|es|ed)? (?:over )?(?P<what>(?:.+? )??)"
    r"from (?P<old>.+?) to (?P<new>.+)$"
)
_SWITCHED_TO = re.compile(
    r"^(?:switch|change|migrate)(?:d|s|ed)? (?:over )?to (?P<new>.+?) from (?P<old>.+)$"
)
_REPLACED = re.compile(r"^(?:replaces|replaced|swapped) (?P<old>.+?) (?:with|by|for) (?P<new>.+)$")
_MOVED = re.compile(
    r"^(?:(?:is|was|were|has been|got) )?(?:moved|postponed|deferred|rescheduled|pushed back|"
    r"shifted|changed|brought forward) (?:from .+ )?(?:to|until|till) (?P<value>.+)$"
)
_FAVOURITE = re.compile(r"^(?:their )?(?P<slot>favou?rite [\w -]{2,40}?) (?:is|are) (?P<value>.+)$")
_RIVALS = re.compile(r"\s+(?:to|over|rather than|instead of|more than)\s+")
_PURPOSE = re.compile(r"^(?P<value>.+?) (?P<how>as|for) (?P<purpose>.+)$")
_BEGINNING = re.compile(r"^(?:(?:is|are|was|were|started|starts|began|begins) )(?P<verb>\w+ing)\b")
# "Has switched" is "switched"; "has two cats" is not.
_PERFECT = re.compile(
    r"^(?:has|have|had) (?:(?:already|completely|finally|fully|officially) )*"
    r"(?=(?:\w+ed|given|taken|left|quit|become|grown|gone|begun|sold|bought|lost|"
    r"written|built|thrown) )"
)
_USED_TO = re.compile(r"\bused to (?=[a-z])")
_NAME = re.compile(r"(?<!^)\b[A-Z][\w'-]*")
_COUPLE = re.compile(r"in (?:an? )?(?:long-term )?relationship with (?P<who>.+)$")
_DATED = re.compile(r"(?<=\w) (?:in|since|on|last|from) .*$")
_AGE = re.compile(r"^(?P<years>\d{1,3}) years? old$")
_MEASURE = re.compile(r"^(?P<value>\d\S* \w+) (?P<what>tall|old|long|wide|high|heavy)$")
_DAILY = r"(?P<{}>work|office|school|university|college|campus|kindergarten|lab)"
_COMMUTE = re.compile(
    r"^(?:(?:takes?|goes|go|travels?|commutes?|drives?|gets) (?:by |with |the |on )*"
    r"(?P<means>(?!to\b)\w+)|(?P<verb>cycle|bike|drive|walk|run)s?)"
    rf" to (?:the |their )?{_DAILY.format('there')}(?P<rest>\b.*)$"
    r"|^(?:go|goe|get|drive)s? to (?:the )?"
    + _DAILY.format("where")
    + r" (?:by|on|with) (?:the )?(?P<way>\w+)(?P<more>\b.*)$"
    r"|^commutes? (?:by|with) (?:the )?(?P<by>\w+)(?P<how>\b.*)$"
)
_NOTED = re.compile(r"(?:on|at|in|off) (?:call|duty|leave|holiday|vacation|parental leave|sick)\b")
_CLAUSES = re.compile(r", (?:and |but )?| and (?:now )?| but ")
_WORKPLACES = frozenset({"work", "office", "lab"})
_UNSURE = frozenset({"move to", "move into"})
_CHANGES = frozenset({"move to", "move into", "relocate to", "settle in"})
_MEANS = {"cycle": "bike", "bicycle": "bike", "drive": "car", "walk": "foot"}


#: Counted up when the same text is parsed into another subject, slot or key than before: ledgers
#: that keep what an older parser made of their claims are then brought up to date.
PARSER = 14
#: "Works as part of a team", "works as hard as ever", "settled in quickly".
_NO_PLACE = re.compile(
    r"\b(works?|worked) as (?=(?:part of|far|fast|hard|little|long|much|well)\b)"
    r"|\b(settled) in (?=(?:\w+ly|at|nicely|well)\b)"
)
#: "Their new dentist is …" tells of their dentist, and of another than before.
_NEW = re.compile(r"^their new (?=[a-z-]+ (?:[a-z-]+ )?(?:is|are)\b)")


@lru_cache(maxsize=16384)
def parse_claim(text: str) -> Claim:
    """Parse a proposition's text. Never fails: what is not understood has ``slot=None``."""
    key = normalise(text)
    sentence = by_the_clock(as_sentence(key))
    said = framed(sentence)
    body = " ".join(_REASON.sub("", _SINCE.sub(" ", said)).split())
    body = _LASTING.sub(r"\1is ", _NEW.sub("their ", _NO_PLACE.sub(_first, body)))
    over = bool(_USED_TO.search(body)) and not body.startswith(("is ", "are "))
    body = _USED_TO.sub("not ", body) if over else body
    negative = bool(_NOT.search(body))
    content = " ".join(_DROPPED.sub(" ", _NOT.sub(_kept, body)).split())
    instead = _INSTEAD.search(content) if not content.startswith("prefer") else None
    body = content[: instead.start()] if instead else content
    bare = bool(_BARE.match(sentence) or _BARELY_USED_TO.match(said)) and bool(body)
    polarity: Polarity = "negative" if negative else "positive"
    claim = _parsed(re.sub(r" instead\b", "", body), polarity, bare=bare)
    if instead:
        old = _over(instead["old"])
        claim = replace(claim, replaces=old.replaces, ends=old.ends or _own(claim))
    numbers, amounts = figures(content)
    names = words(" ".join(_NAME.findall(text)).casefold())
    named = bool(claim.value & (names | numbers))
    subject, slot = claim.subject, claim.slot
    if not named and " as " not in content and (slot or "").startswith("use as "):
        # "Their phone is broken" does not say which one it is.
        subject, slot = (slot or "").removeprefix("use as "), "be"
    return replace(
        claim, subject=subject, slot=slot, key=key, said=sentence, numbers=numbers,
        amounts=amounts, words=words(content),
        named=named, names=names, over=_all_over(_SELF.sub("", sentence), names),
        partial=bool(_PARTIAL.search(key)),
        update=claim.update or over or bool(_UPDATE.search(said) or _NEW.match(said)),
        past=(claim.past or "did not" in key) and not claim.update,
    )  # fmt: skip


def _first(match: re.Match[str]) -> str:
    """The verb alone."""
    return f"{match[1] or match[2]} "


def _all_over(sentence: str, names: frozenset[str]) -> tuple[Ending, ...]:
    """What a sentence says is over, whole and in each of its clauses."""
    clauses = dict.fromkeys([sentence, *_CLAUSES.split(sentence)])
    return tuple(dict.fromkeys(over for each in clauses for over in endings(each, names)))


def _kept(denial: re.Match[str]) -> str:
    """What stays of a denial: "is not vegetarian" denies "is vegetarian"."""
    if denial[0].startswith("can") and not _FOOD.match(denial.string, denial.end()):
        return " can "
    return " is " if denial[0].startswith(("is ", "are ", "was ")) else " "


def _parsed(body: str, polarity: Polarity, *, bare: bool) -> Claim:
    favourite = _FAVOURITE.match(body)
    if favourite:
        slot = favourite["slot"].replace("favorite", "favourite")
        return Claim(subject=SELF, slot=slot, value=words(favourite["value"]), arity="one",
                     polarity=polarity)  # fmt: skip
    subject, predicate = _divided(body, negative=polarity == "negative", bare=bare)
    if subject is None:
        return Claim(subject="", slot=None, value=words(body), polarity=polarity)
    first = predicate.split(" ", 1)[0]
    past = (first in PAST or first.endswith("ed")) and base_form(first) not in CHANGING
    predicate = _progressive(_PERFECT.sub("", predicate))
    if subject != SELF:
        moved = _MOVED.match(predicate)
        if moved and timely(words(moved["value"])):
            return Claim(subject=subject, slot=WHEN, value=words(moved["value"]), arity="one",
                         update=True)  # fmt: skip
        claim = _about_thing(subject, predicate, polarity)
        if claim is not None:
            return claim
    claim = _predicate(predicate, polarity)
    if subject != SELF and claim.slot in OF_THINGS and not KIN & set(subject.split()):
        claim = replace(claim, arity="one")
    return claim if subject == SELF and not past else replace(claim, subject=subject, past=past)


def _divided(body: str, *, negative: bool, bare: bool) -> tuple[str | None, str]:
    """Subject and predicate; ``None`` as the subject of what has no verb that is known."""
    said = _SELF.sub("", body)
    tokens = said.split()
    if bare:  # "[does not] trust the app"
        return SELF, said
    if not tokens:
        return None, body
    if said != body or _is_verb(tokens[0]):
        return SELF, said
    if tokens[0] in BOUNDARIES:
        subject, predicate = _fronted(tokens)
        # "On call for the shop", as notes have it, and nothing else that could be a sentence.
        short = subject is None and _NOTED.match(said)
        return (SELF, f"is {said}") if short else (subject, predicate)
    if tokens[0] in BARE or " ".join(tokens[:2]) in SLOTS:  # "[does not] eat meat"
        return SELF, said
    for at, token in enumerate(tokens[1:9], 1):
        if tokens[at - 1].endswith(","):
            break
        if token in FINITE or (negative and token in BARE):
            return " ".join(sorted(words(" ".join(tokens[:at])))) or SELF, " ".join(tokens[at:])
    return None, body


def _fronted(tokens: list[str]) -> tuple[str | None, str]:
    """Put in order "On Fridays works from home", "At work they write Rust"."""
    for at, token in enumerate(tokens[1:5], 1):
        rest = _SELF.sub("", " ".join(tokens[at:]))
        if rest != " ".join(tokens[at:]) or token in FINITE:
            return SELF, f"{rest} {' '.join(tokens[:at])}"
    return None, " ".join(tokens)


def _is_verb(word: str) -> bool:
    return base_form(word) != word or word in {"do", "be", "have", "go"}


def _progressive(body: str) -> str:
    """Turn "is learning Rust" and "started learning Rust" into "learns Rust"."""
    match = _BEGINNING.match(body)
    return body if match is None else f"{base_form(match['verb'])}s{body[match.end() :]}"


def _about_thing(subject: str, predicate: str, polarity: Polarity) -> Claim | None:
    """What a thing is: "The standup is at 9:30"; ``None`` for other verbs."""
    first, _, rest = predicate.partition(" ")
    if base_form(first) != "be" or rest.startswith(("named ", "called ", "born ", "from ")):
        return None
    if len(subject.split()) < 5 and ROLES & set(subject.split()) and polarity == "positive":  # noqa: PLR2004
        return _using(words(rest), subject, polarity)
    value = words(rest)
    if _state(rest) is not None:
        return None
    slot = WHEN if timely(value) else "be"
    arity: Arity = "fixed" if "birthday" in subject else "one"
    return Claim(subject=subject, slot=slot, value=value, arity=arity, polarity=polarity,
                 heads=shape(rest)[0])  # fmt: skip


def _predicate(body: str, polarity: Polarity) -> Claim:
    """What is said of the subject, from its verb on: "lives in Porto"."""
    for pattern in (_SWITCH, _SWITCHED_TO, _REPLACED):
        switch = pattern.match(body)
        if switch:
            return _switched(switch.groupdict(), polarity)
    commute = _COMMUTE.match(body)
    if commute:
        found = commute.groupdict()
        means = next(found[name] for name in ("means", "verb", "way", "by") if found[name])
        more = next((found[name] for name in ("rest", "more", "how") if found[name]), "")
        where = found["there"] or found["where"] or "work"
        way = _valued("commute by", f"{_MEANS.get(means, means)}{more}", polarity)
        return way if where in _WORKPLACES else replace(way, slot=f"commute to {where} by")
    tokens = body.split()
    verb = base_form(tokens[0])
    if verb == "be":
        being = _being(" ".join(tokens[1:]), polarity)
        if being is not None:
            return being
    over = _over(body)
    if over.slot is not None:
        return replace(over, polarity="positive" if polarity == "negative" else "negative")
    for length in (4, 3, 2, 1):
        phrase = " ".join([verb, *tokens[1:length]])
        if len(tokens) >= length and phrase in SLOTS:
            claim = _valued(SLOTS[phrase], " ".join(tokens[length:]), polarity)
            unsure, update = phrase in _UNSURE, phrase in _CHANGES
            return replace(claim, unsure=unsure, update=update) if unsure or update else claim
    return _valued(verb, " ".join(tokens[1:]), polarity)


def _being(rest: str, polarity: Polarity) -> Claim | None:
    """Ages, measures and states, of which somebody has one at a time."""
    age = _AGE.match(rest)
    if age:
        return Claim(subject=SELF, slot="be aged", value=frozenset({age["years"]}), arity="one",
                     polarity=polarity)  # fmt: skip
    measure = _MEASURE.match(rest)
    if measure:
        return Claim(subject=SELF, slot=f"be {measure['what']}", value=words(measure["value"]),
                     arity="one", polarity=polarity)  # fmt: skip
    couple = _COUPLE.match(rest)
    if couple:
        return Claim(subject=SELF, slot="relationship", value=words(rest) | {"in"}, arity="one",
                     polarity=polarity, heads=words(couple["who"]))  # fmt: skip
    state = _state(rest)
    if state is not None:
        return Claim(subject=SELF, slot=STATES[state], value=frozenset(state.split()), arity="one",
                     polarity=polarity)  # fmt: skip
    return None


def _state(rest: str) -> str | None:
    name = " ".join(token for token in rest.split() if token not in ARTICLES)
    since = _DATED.sub("", name)
    name = since if STATES.get(since) == "relationship" else name
    return name if name in STATES else None


def _over(body: str) -> Claim:
    """What a verb of ending says is over; its slot is ``None`` under any other verb."""
    tokens = body.split()
    verb = base_form(tokens[0])
    for length in (3, 2, 1):
        phrase = " ".join([verb, *tokens[1:length]])
        if len(tokens) <= length or not (phrase in DENYING or phrase in ENDING):
            continue
        rest = tokens[length:]
        if rest[0] in BOUNDARIES or tokens[0] == "skipped":
            # "Stopped at the library", "skipped the gym on Monday": nothing is over.
            continue
        inner = base_form(rest[0])
        if DENYING.get(phrase):
            return _valued(DENYING[phrase], " ".join(rest), "negative")
        if rest[0].endswith("ing") and inner != rest[0] and phrase in DENYING:
            inside = _predicate(f"{inner}s {' '.join(rest[1:])}".strip(), "negative")
            return replace(inside, replaces=inside.value, ends=_own(inside), update=True)
        claim = _valued("use" if phrase in DENYING else phrase, " ".join(rest), "negative")
        return replace(
            claim, replaces=claim.value - LIGHT_NOUNS,
            ends=ENDING.get(phrase, frozenset()), update=True,
        )  # fmt: skip
    if tokens[0].endswith("ing"):  # "… instead of taking the bus"
        inside = _predicate(f"{verb}s {' '.join(tokens[1:])}".strip(), "negative")
        return Claim(subject=SELF, slot=None, replaces=inside.value, ends=_own(inside))
    return Claim(subject=SELF, slot=None, replaces=words(body))


def _own(claim: Claim) -> frozenset[str] | None:
    return frozenset({claim.slot}) if claim.slot else None


def _switched(said: dict[str, str | None], polarity: Polarity) -> Claim:
    """A use of Y that says itself that X is over: "Switched from X to Y [for Z]"."""
    old, new, what = said["old"] or "", said["new"] or "", said.get("what") or ""
    if said.get("verb") == "move" and not what:
        return replace(_valued("live in", new, polarity), replaces=words(old),
                       ends=frozenset({"live in"}), update=True)  # fmt: skip
    purpose = _PURPOSE.match(new)
    claim = _valued("use", purpose["value"] if purpose else new, polarity)
    return replace(claim, value=claim.value | words(what), replaces=words(old), update=True)


def _using(value: frozenset[str], role: str, polarity: Polarity) -> Claim:
    # One editor, one shell, one browser at a time.
    return Claim(subject=SELF, slot=f"use as {role}", value=value, arity="one", heads=value,
                 polarity=polarity)  # fmt: skip


def _valued(slot: str, rest: str, polarity: Polarity) -> Claim:
    """A slot with its value; preferences carry their rival, uses their purpose."""
    replaces: frozenset[str] = frozenset()
    if slot == "prefer":
        parts = _RIVALS.split(rest, maxsplit=1)
        rest = parts[0]
        replaces = words(parts[1]) if len(parts) > 1 else replaces
    if slot == "use":
        purpose = _PURPOSE.match(rest)
        if purpose and purpose["how"] == "as":
            return _using(
                words(purpose["value"]), " ".join(sorted(words(purpose["purpose"]))), polarity
            )
    arity: Arity = "one" if slot in SINGLE else "fixed" if slot in FIXED else "many"
    # What is planned is what the verb is about: "plans to visit *Lisbon*".
    about = rest.partition(" ")[2] if slot in {"plan to", "want to"} else rest
    heads, tools, scope = shape(about)
    if slot == "work for":
        rest = rest.split(" as ")[0]
    return Claim(subject=SELF, slot=slot, value=words(rest), arity=arity, polarity=polarity,
                 heads=heads, tools=tools, scope=scope, replaces=replaces,
                 kind=rest.startswith(("a ", "an ")))  # fmt: skip
