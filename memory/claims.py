"""What a proposition says: subject, slot and value, so that two claims can be compared.

A contradiction may retire a claim only where both speak of the same subject and slot. Vectors
alone cannot tell: "Lives in Porto" and "Lives in Lisbon" are as close as two sentences get, and so
are "Likes Porto" and "Likes Lisbon", of which both may be true. So a claim is parsed, by a small
lexicon of English verbs and by the shape of the sentence; what it does not understand has no slot,
and is then never contradicted by rule.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from memory.types import Polarity

#: How values of a slot live together. ``many``: several at once (likes). ``one``: one at a time, a
#: newer replaces an older (lives in). ``fixed``: one for ever (born in): two of them are a dispute.
Arity = Literal["many", "one", "fixed"]

SELF = "self"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A parsed claim. ``slot`` is ``None`` where the sentence was not understood.

    Attributes:
        subject: ``self`` for the person, else the subject's words ("sister ana", "standup").
        slot: The relation in its base form ("live in", "prefer", "be at").
        value: The value's words, normalised, without articles.
        replaces: The value that the sentence itself says is over ("switched from X to Y").
        update: Whether the sentence marks itself as a change (now, no longer, switched).
    """

    subject: str
    slot: str | None
    value: frozenset[str]
    arity: Arity
    polarity: Polarity
    replaces: frozenset[str] = frozenset()
    update: bool = False
    key: str = ""


# base form → (slot, arity). A verb with a preposition is looked up first.
_SLOTS: dict[str, tuple[str, Arity]] = {
    "live in": ("live in", "one"),
    "live at": ("live in", "one"),
    "live on": ("live in", "one"),
    "move to": ("live in", "one"),
    "relocate to": ("live in", "one"),
    "reside in": ("live in", "one"),
    "be based in": ("live in", "one"),
    "work for": ("work for", "one"),
    "work at": ("work for", "one"),
    "join": ("work for", "one"),
    "be employed by": ("work for", "one"),
    "be employed at": ("work for", "one"),
    "work as": ("work as", "one"),
    "be married to": ("be married to", "one"),
    "be engaged to": ("be engaged to", "one"),
    "be named": ("be named", "one"),
    "be called": ("be named", "one"),
    "go by": ("be named", "one"),
    "be born in": ("be born in", "fixed"),
    "be born on": ("be born on", "fixed"),
    "grow up in": ("grow up in", "fixed"),
    "come from": ("come from", "fixed"),
    "be from": ("come from", "fixed"),
    "be allergic to": ("be allergic to", "many"),
    "like": ("like", "many"),
    "love": ("like", "many"),
    "enjoy": ("like", "many"),
    "be fond of": ("like", "many"),
    "prefer": ("prefer", "many"),
    "use": ("use", "many"),
    "eat": ("eat", "many"),
    "drink": ("drink", "many"),
    "smoke": ("smoke", "many"),
    "know": ("know", "many"),
    "speak": ("speak", "many"),
    "own": ("have", "many"),
    "have": ("have", "many"),
    "work on": ("work on", "many"),
    "learn": ("learn", "many"),
    "study": ("learn", "many"),
    "play": ("play", "many"),
    "want to": ("want to", "many"),
    "plan to": ("plan to", "many"),
    "intend to": ("plan to", "many"),
}

# Verbs that deny what follows: base form → slot of what is denied (None: the verb after it).
_DENYING: dict[str, str | None] = {
    "dislike": "like",
    "hate": "like",
    "detest": "like",
    "avoid": "use",
    "stop": None,
    "quit": None,
    "give up": None,
}

_ARTICLES = frozenset({"a", "an", "the", "their", "his", "her", "its", "some", "any"})
_NOT = re.compile(
    r"\b(?:does not|do not|did not|is not|are not|was not|has not|have not|cannot|can not|never|"
    r"no longer|not)\b"
)
_CONTRACTED = (("n't", " not"), ("’", "'"))
_UPDATE = re.compile(r"\b(?:now|no longer|any ?more|instead|these days|switched|since then)\b")
_DROPPED = re.compile(
    r"\b(?:now|currently|usually|often|mostly|generally|typically|always|really|any ?more|anymore|"
    r"instead|these days|nowadays|at present|lately|recently|still|also|just|has been|have been)\b"
)
_SINCE = re.compile(
    r"\b(?:since|as of|from|in|on) (?:early |mid |late )?(?:\d{1,2} )?"
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december)?"
    r" ?\d{4}\b"
)
_PARENTHESIS = re.compile(r"\s*\([^()]*\)")
_SELF = re.compile(r"^(?:they|the person|the user|user|person|he|she)\b\s*")
_SWITCH = re.compile(
    r"^(?:switch|move|change|migrate)(?:d|s|ed)? (?:over )?from (?P<old>.+?) to (?P<new>.+)$"
)
_COPULA = re.compile(
    r"^(?P<subject>(?:their |the |a )?[^,;]{2,60}?) (?:is|are|was|were)"
    r"(?P<preposition> (?:at|on|in|every|due|from|by|for))? (?P<value>.+)$"
)
_FAVOURITE = re.compile(r"^(?:their )?(?P<slot>favou?rite [\w -]{2,40}?) (?:is|are) (?P<value>.+)$")
_WORD = re.compile(r"[^\W_]+(?:[.:'+#-][^\W_]+)*[+#]*")
_RIVALS = re.compile(r"\s+(?:to|over|rather than|instead of|more than)\s+")
_PURPOSE = re.compile(r"^(?P<value>.+?) (?P<how>as|for) (?P<purpose>.+)$")
_BEGINNING = re.compile(r"^(?:(?:is|are|was|were|started|starts|began|begins) )(?P<verb>\w+ing)\b")
# "Has switched" is "switched"; "has two cats" is not.
_PERFECT = re.compile(
    r"^(?:has|have|had) (?=(?:\w+ed|given|taken|left|quit|become|grown|gone|begun|moved) )"
)
_AGE = re.compile(r"^(?P<years>\d{1,3}) years? old$")

_IRREGULAR = {
    "is": "be", "are": "be", "was": "be", "were": "be", "has": "have", "had": "have",
    "does": "do", "did": "do", "goes": "go", "went": "go", "gave": "give", "gives": "give",
    "ate": "eat", "drank": "drink", "knew": "know", "spoke": "speak", "grew": "grow",
    "came": "come", "quit": "quit", "gives up": "give up", "moved": "move", "living": "live",
    "lived": "live", "loved": "love", "used": "use", "using": "use", "hated": "hate",
    "preferred": "prefer", "having": "have", "moving": "move", "studied": "study",
    "stopped": "stop", "owned": "own", "disliked": "dislike", "enjoyed": "enjoy",
}  # fmt: skip


# Somebody else's place, work or origin: "Their sister Ana lives in Porto".
_OTHER = re.compile(
    r"^(?P<subject>[^,;]{2,40}?) (?P<verb>lives|lived|moved|works|resides|comes)"
    r" (?P<preposition>in|to|for|at|as|from) (?P<value>.+)$"
)


def normalise(text: str) -> str:
    """Lower case, no parentheses, no final punctuation, single spaces, NFKC."""
    text = _PARENTHESIS.sub("", unicodedata.normalize("NFKC", text)).casefold()
    for short, whole in _CONTRACTED:
        text = text.replace(short, whole)
    return " ".join(text.split()).strip(" .!;,")


def words(text: str) -> frozenset[str]:
    """Content words of a normalised text, articles and possessives dropped."""
    return frozenset(word for word in _WORD.findall(text) if word not in _ARTICLES)


def base_form(verb: str) -> str:
    """Base form of an English verb in the third person, past or gerund, by rule."""
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    for ending, instead in (("ies", "y"), ("sses", "ss"), ("shes", "sh"), ("ches", "ch"),
                            ("xes", "x"), ("zes", "z"), ("oes", "o")):  # fmt: skip
        if verb.endswith(ending):
            return verb[: -len(ending)] + instead
    if verb.endswith("ing") and len(verb) > len("being"):
        stem = verb[:-3]
        doubled = stem[-1] == stem[-2] and stem[-1] not in "ls"  # stopping, but not calling
        return stem[:-1] if doubled else stem
    if verb.endswith("s") and not verb.endswith("ss"):
        return verb[:-1]
    return verb


@lru_cache(maxsize=8192)
def parse_claim(text: str) -> Claim:
    """Parse a proposition's text. Never fails: what is not understood has ``slot=None``."""
    key = normalise(text)
    update = bool(_UPDATE.search(key))
    body = " ".join(_DROPPED.sub(" ", _SINCE.sub(" ", key)).split())
    negative = bool(_NOT.search(body))
    body = " ".join(_NOT.sub(" ", body).split())
    polarity: Polarity = "negative" if negative else "positive"

    favourite = _FAVOURITE.match(body)
    if favourite:
        return Claim(subject=SELF, slot=favourite["slot"].replace("favorite", "favourite"),
                     value=words(favourite["value"]), arity="one", polarity=polarity,
                     update=update, key=key)  # fmt: skip
    about_self = _progressive(_PERFECT.sub("", _SELF.sub("", body)))
    switch = _SWITCH.match(about_self)
    if switch:
        return _switched(switch["old"], switch["new"], polarity=polarity, key=key)
    claim = _predicate(about_self, polarity, update=update, key=key)
    if claim is not None:
        return claim
    other = _OTHER.match(body)
    if other and not _starts_with_verb(body):
        slot, arity = _SLOTS[f"{base_form(other['verb'])} {other['preposition'] or ''}".strip()]
        return Claim(subject=" ".join(sorted(words(other["subject"]))), slot=slot,
                     value=words(other["value"]), arity=arity, polarity=polarity,
                     update=update, key=key)  # fmt: skip
    copula = _COPULA.match(body)
    if copula and not _starts_with_verb(body):
        preposition = (copula["preposition"] or "").strip()
        return Claim(subject=" ".join(sorted(words(copula["subject"]))) or SELF,
                     slot=f"be {preposition}".strip(), value=words(copula["value"]),
                     arity="one", polarity=polarity, update=update, key=key)  # fmt: skip
    return Claim(subject=SELF if about_self != body or _starts_with_verb(body) else "",
                 slot=None, value=words(body), arity="many", polarity=polarity,
                 update=update, key=key)  # fmt: skip


def _progressive(body: str) -> str:
    """Turn "is learning Rust" and "started learning Rust" into "learn Rust"."""
    match = _BEGINNING.match(body)
    if match is None:
        return body
    verb = base_form(match["verb"])
    # Dropping -ing loses a final e: "using" is "use", "living" is in the table.
    verb = next((v for v in (verb, verb + "e") if v in _SLOTS or f"{v} in" in _SLOTS), verb)
    return f"{verb}s{body[match.end() :]}"


def _starts_with_verb(body: str) -> bool:
    first = body.split(" ", 1)[0]
    return base_form(first) != first or first in {"do", "be", "have", "go"}


def _switched(old: str, new: str, *, polarity: Polarity, key: str) -> Claim:
    """A use of Y that says itself that X is over: "Switched from X to Y [for Z]"."""
    purpose = _PURPOSE.match(new)
    value = words(purpose["value"] if purpose else new)
    return Claim(subject=SELF, slot="use", value=value, arity="many", polarity=polarity,
                 replaces=words(old), update=True, key=key)  # fmt: skip


def _predicate(body: str, polarity: Polarity, *, update: bool, key: str) -> Claim | None:
    """A sentence about the person that starts with its verb: "Lives in Porto"."""
    tokens = body.split()
    # After "does not" is taken out the verb stands in its base form: "eat meat".
    bare = bool(tokens) and (tokens[0] in _SLOTS or " ".join(tokens[:2]) in _SLOTS)
    if not tokens or not (bare or _starts_with_verb(body)):
        return None
    verb = base_form(tokens[0])
    if verb == "be" and len(tokens) > 1:
        age = _AGE.match(" ".join(tokens[1:]))
        if age:
            return Claim(subject=SELF, slot="be aged", value=frozenset({age["years"]}),
                         arity="one", polarity=polarity, update=update, key=key)  # fmt: skip
    denied = _denial(verb, tokens)
    if denied is not None:
        slot, rest = denied
        return Claim(subject=SELF, slot=slot, value=words(rest), arity="many",
                     polarity="positive" if polarity == "negative" else "negative",
                     update=update or verb in {"stop", "quit", "give"}, key=key)  # fmt: skip
    for length in (3, 2, 1):
        phrase = " ".join([verb, *tokens[1:length]])
        if len(tokens) > length and phrase in _SLOTS:
            slot, arity = _SLOTS[phrase]
            return _with_value(
                slot, arity, " ".join(tokens[length:]), polarity, update=update, key=key
            )
    if len(tokens) == 1:
        return Claim(subject=SELF, slot=verb, value=frozenset(), arity="many",
                     polarity=polarity, update=update, key=key)  # fmt: skip
    return Claim(subject=SELF, slot=verb, value=words(" ".join(tokens[1:])), arity="many",
                 polarity=polarity, update=update, key=key)  # fmt: skip


def _denial(verb: str, tokens: list[str]) -> tuple[str, str] | None:
    """Slot and value under a verb that denies: "Stopped drinking coffee"."""
    start = 1
    if verb == "give" and tokens[1:2] == ["up"]:
        verb, start = "give up", 2
    if verb not in _DENYING or len(tokens) <= start:
        return None
    slot = _DENYING[verb]
    if slot is not None:
        return slot, " ".join(tokens[start:])
    inner = base_form(tokens[start])
    for candidate in (inner, inner + "e"):
        if candidate in _SLOTS:
            return _SLOTS[candidate][0], " ".join(tokens[start + 1 :])
    if tokens[start].endswith("ing"):
        return inner, " ".join(tokens[start + 1 :])
    return "use", " ".join(tokens[start:])


def _with_value(
    slot: str, arity: Arity, rest: str, polarity: Polarity, *, update: bool, key: str
) -> Claim:
    """Value of a known slot; preferences carry their rival, uses their purpose."""
    replaces: frozenset[str] = frozenset()
    if slot == "prefer":
        parts = _RIVALS.split(rest, maxsplit=1)
        rest = parts[0]
        if len(parts) > 1:
            replaces = words(parts[1])
    if slot == "work for":
        rest = rest.split(" as ")[0]
    if slot == "use":
        purpose = _PURPOSE.match(rest)
        if purpose and purpose["how"] == "as":
            # One editor, one shell, one browser at a time.
            slot = f"use as {' '.join(sorted(words(purpose['purpose'])))}"
            rest, arity = purpose["value"], "one"
    return Claim(subject=SELF, slot=slot, value=words(rest), arity=arity, polarity=polarity,
                 replaces=replaces, update=update, key=key)  # fmt: skip
