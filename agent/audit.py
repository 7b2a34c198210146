"""Contextual integrity: what may become a belief, decided by rule before anything is kept.

After Nissenbaum, a flow of information is judged by what it is, about whom, from whom, and under
what expectation. The rules, in the order in which they are asked:

1. *No echo*: the assistant's words, tool output, quotations, and the person's own questions never
   support anything. They are struck from a draft's evidence; a draft left without any is refused.
2. *Secrets*: a credential is never a fact about a person.
3. *From whom*: what others wrote becomes a fact about what the person read, received or attends.
   It never becomes an instruction, a standing rule, or a trait of the person. What only titles of
   pages, windows and appointments say may also be what the person does, works on or uses; no more
   than that. Where acts are counted instead of words read, titles are names of things.
4. *About whom*: other people appear only as they relate to the person, labelled ``third party``;
   they are not profiled, and what is sensitive about them is kept only if the person told it.
5. *Labels join*: a belief is guarded at least like all that it rests on.

Every decision is an :class:`~memory.types.AuditEntry`. Its subject names the observations, never
the draft's text: an audit log that repeats what was refused would be keeping it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from agent.redaction import redact
from agent.taint import (
    MOST_SURE_OF_HEARSAY,
    MOST_SURE_OF_TITLES,
    is_hearsay,
    is_worded_by_others,
)
from memory.types import AuditEntry, Draft, Labels, Observation, join_labels

ACTOR = "audit"
#: Roles (``context["role"]``) of turns that are not the person's own words.
ECHO_ROLES = frozenset({"assistant", "system", "tool", "model", "bot"})

_SHOWN_IDS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Audited:
    """Drafts that may be reconciled, the decision on each, and refusals counted by rule."""

    drafts: tuple[Draft, ...]
    decisions: tuple[AuditEntry, ...]
    refused: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a draft is not kept: the rule's short name (counted) and a sentence."""

    rule: str
    why: str


def audit(
    drafts: Sequence[Draft],
    observations: Mapping[str, Observation],
    *,
    now: datetime,
    names: Collection[str] = (),
    counted: bool = False,
) -> Audited:
    """Judge drafts against the observations they claim to rest on.

    Args:
        drafts: As the engine proposed them.
        observations: By id; evidence that is not among them is struck.
        now: Time of the decision.
        names: The person's own names, which are not third parties.
        counted: The drafts come of counting acts, not of reading words.
    """
    kept: list[Draft] = []
    decisions: list[AuditEntry] = []
    refused: dict[str, int] = {}
    for draft in drafts:
        judged = judge(draft, observations, names=names, counted=counted)
        if isinstance(judged, Refusal):
            refused[judged.rule] = refused.get(judged.rule, 0) + 1
            decision, why = "refused", f"{judged.rule}: {judged.why}"
        else:
            kept.append(judged)
            decision, why = "kept", _why_kept(draft, judged)
        decisions.append(
            AuditEntry(
                at=now,
                actor=ACTOR,
                action="keep a draft",
                subject=_subject(draft),
                decision=decision,
                why=why,
            )
        )
    return Audited(drafts=tuple(kept), decisions=tuple(decisions), refused=refused)


def judge(
    draft: Draft,
    observations: Mapping[str, Observation],
    *,
    names: Collection[str] = (),
    counted: bool = False,
) -> Draft | Refusal:
    """One draft through all rules: the draft as it may be kept, or why not."""
    supports = tuple(one for one in draft.supports if speaks(observations.get(one)))
    contradicts = tuple(one for one in draft.contradicts if speaks(observations.get(one)))
    if not supports:
        return Refusal("no evidence", "nothing that the person said or did supports it")
    evidence = [observations[one] for one in supports]
    text = draft.proposition.text
    if not text.strip():
        return Refusal("empty", "it says nothing")
    if holds_secret(text) or holds_secret(draft.proposition.reasoning):
        return Refusal("secret", "it repeats a credential")
    if not counted and all(map(is_worded_by_others, evidence)):
        hearsay = is_hearsay(evidence)
        refusal = _from_others(draft, acts=not hearsay)
        if refusal is not None:
            return refusal
        most = MOST_SURE_OF_HEARSAY if hearsay else MOST_SURE_OF_TITLES
        sure = min(draft.proposition.confidence, most)
        certain = replace(draft.proposition, confidence=sure)
        draft = replace(draft, proposition=certain, hearsay=True)
    labels = join_labels(
        [draft.proposition.labels] + [observations[one].labels for one in (*supports, *contradicts)]
    )
    about = third_party(text, evidence, names)
    if about == "profile":
        return Refusal("third party", "it describes another person for their own sake")
    if about == "relation":
        labels = labels.join(Labels("public", frozenset({"third party"})))
        told = any(each.origin == "self-stated" for each in evidence)
        if labels.categories - {"third party"} and not told:
            return Refusal("third party", "it is sensitive and the person did not tell it")
    return replace(
        draft,
        proposition=replace(draft.proposition, labels=labels),
        supports=supports,
        contradicts=contradicts,
    )


def is_echo(observation: Observation) -> bool:
    """Whether somebody other than a person speaks: the assistant, a tool, a prompt."""
    return str(observation.context.get("role", "")).casefold() in ECHO_ROLES


def speaks(observation: Observation | None) -> bool:
    """Whether an observation can be evidence at all: known, no echo, not merely asking."""
    if observation is None or is_echo(observation):
        return False
    said = _without_quotes(observation.content)
    if not said:
        return False
    return observation.origin != "self-stated" or not _only_asks(said)


_QUOTED = re.compile(r"^\s*>.*$", re.MULTILINE)
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
_ASKING = re.compile(
    r"^(?:do|does|did|am|is|are|was|were|can|could|will|would|should|what|when|where|which|who|whom"
    r"|whose|why|how)\b.*\b(?:i|my|me|mine|you)\b",
    re.IGNORECASE,
)


#: "I am allergic to sesame, is tahini out?": told, and then asked.
_TELLS_FIRST = re.compile(
    r"^(?:(?:ok|so|hi|hey|hello|well|also)[, ]+)?(?:i am|i'm|im|i have|i've|ive|we are|we have|my "
    r"[\w' ]+? (?:is|has))\s(?!(?:wondering|curious|asking|thinking|unsure|not sure)\b)[^,?]{4,}, "
    r"(?:is|are|does|do|can|could|would|will|should|what|how|which|so)\b",
    re.IGNORECASE,
)


def _without_quotes(content: str) -> str:
    return _QUOTED.sub("", content).strip()


#: "Could you always use metric units?" is a wish that is meant to hold, put as a question.
_WISHES = re.compile(
    r"^(?:(?:ok|so|hi|hey|hello|also|please|btw)[, ]+)*(?:can|could|will|would) you (?:please )?"
    r"(?:(?=.*\b(?:from now on|in future|in the future|going forward|by default)\b)|"
    r"(?:always|never) (?!(?:told|said|know|remember|tell me (?:what|where|who|when|how|if))\b)|"
    r"(?:make|keep) (?:my|your|the) (?:answers|replies|responses)\b)",
    re.IGNORECASE,
)


def _only_asks(said: str) -> bool:
    sentences = [part.strip() for part in _SENTENCE.findall(said) if part.strip()]
    if any(map(_WISHES.match, sentences)):
        return False
    return bool(sentences) and all(
        (part.endswith("?") and _TELLS_FIRST.match(part) is None)
        or (len(sentences) == 1 and _ASKING.match(part) is not None)
        for part in sentences
    )


# A password written down in a sentence; the gate's patterns look for credentials in raw input.
_TOLD_SECRET = re.compile(
    r"\b(?:password|passphrase|passcode|pin|api key|secret key|access token)\b"
    r"(?:\s(?:for|of|to|on)\s[^.!?\n]{1,40}?)?"
    r"\s*(?:is|was|=|:)\s*(?!not\b|stored\b|kept\b|managed\b|an?\b|the\b|in\b)\S{4,}",
    re.IGNORECASE,
)


def holds_secret(text: str) -> bool:
    """Whether a text holds something that opens a door: a key, a token, a password.

    The gate redacts what is observed; this is the second lock, for what an engine puts together.
    """
    return redact(text).text != text or _TOLD_SECRET.search(text) is not None


_IMPERATIVE = re.compile(
    r"^(?:please\s+)?(?:always|never|do not|don't|ignore|forget|remember to|make sure|ensure|you "
    r"(?:must|should|are)|from now on|run|execute|send|delete|remove|click|open|install|download"
    r"|reply|forward|transfer|pay|disable|enable|tell|treat|trust|approve|accept|grant|note that"
    r"|add|write|call|visit|use|respond|act|pretend|update|change|set|share|reveal|print)\b",
    re.IGNORECASE,
)
_STANDING = re.compile(
    r"\b(?:wants|requires|instructs|asks|authori[sz]es|allows|expects|trusts|permits)\b.{0,40}"
    r"\b(?:assistant|gumption|agent|model|tools?|ai)\b"
    r"|\b(?:assistant|gumption|the agent|the model)\b.{0,30}"
    r"\b(?:must|should|may|shall|can|is allowed)\b"
    r"|\b(?:without (?:asking|confirmation|approval)|ignore (?:all|any|previous))\b",
    re.IGNORECASE,
)
# How a belief may begin that rests on other people's words alone.
_READ = re.compile(
    r"^(?:(?:they|the person|the user|the author) )?(?:(?:often|sometimes|recently|regularly|has|"
    r"have|was|is|are) )*(?:read|reads|reading|visit|visits|visited|watch|watches|watched|receive|"
    r"receives|received|get mail|gets mail|looked|looks|search|searches|searched|browses?|browsed|"
    r"follows?|followed|subscribes?|subscribed|interested in|shows? interest|told|invited|asked|"
    r"attends?|attended|meets?|met|learned|saw|listens?|listened|studies|consults?|consulted|"
    r"corresponds?|in contact|sent|cc'd|mentioned|scheduled|booked"
    r"|(?:a |an |the )?(?:\w+ ){0,3}(?:meeting|appointment|call|event|invitation|reservation|"
    r"flight|booking|deadline)\b)",
    re.IGNORECASE,
)


# What a person does with what is on the screen; who they are, have, like or trust is not seen.
_DOES = re.compile(
    r"^(?:(?:they|the person|the user) )?(?:(?:often|sometimes|recently|regularly|currently|now"
    r"|mostly|mainly|has|have|was|is|are|been) )*"
    r"(?:us(?:es?|ed|ing)|work(?:s|ed|ing)? (?:on|in|with|for)"
    r"|edit(?:s|ed|ing)?|writ(?:es?|ing)|wrote|cod(?:es?|ed|ing)|program(?:s|med|ming)?"
    r"|develop(?:s|ed|ing)?|build(?:s|ing)?|built|design(?:s|ed|ing)?|draw(?:s|ing)?|drew"
    r"|debug(?:s|ged|ging)?|test(?:s|ed|ing)?|review(?:s|ed|ing)?|plan(?:s|ned|ning)?"
    r"|prepar(?:es?|ed|ing)|learn(?:s|ed|ing)?|research(?:es|ed|ing)?|compar(?:es?|ed|ing)"
    r"|look(?:s|ed|ing)? (?:for|at|into)|consider(?:s|ed|ing)?|play(?:s|ed|ing)?"
    r"|shop(?:s|ped|ping)?|chat(?:s|ted|ting)?|talk(?:s|ed|ing)?|call(?:s|ed|ing)?|spend(?:s|ing)?|spent"
    r"|has (?:a |an )?(?:appointment|meeting|call|class|lesson)s?|going to|goes to|went to)\b",
    re.IGNORECASE,
)


def _from_others(draft: Draft, *, acts: bool) -> Refusal | None:
    """What may not come out of others' words; ``acts``: what the person does with them may."""
    text = draft.proposition.text.strip()
    if _IMPERATIVE.match(text) or _STANDING.search(text):
        return Refusal("instruction", "text written by others cannot instruct")
    if draft.proposition.kind == "procedural":
        return Refusal("instruction", "text written by others cannot set a standing rule")
    told = _READ.match(text) or _RELATIVE.search(text) or (acts and _DOES.match(text))
    if not told:
        return Refusal("hearsay", "only others say so, and it is not about what was read")
    return None


_RELATION_WORDS = (
    r"(?:mother|father|parents?|mum|mom|dad|sister|brother|siblings?|wife|husband|spouse|partner|"
    r"girlfriend|boyfriend|fianc[ée]e?|son|daughter|child|children|kids?|aunt|uncle|cousin|niece|"
    r"nephew|grand(?:mother|father|parents|son|daughter|ma|pa)|friends?|roommate|flatmate|"
    r"neighbou?rs?|boss|manager|colleagues?|co-?workers?|teammates?|mentor|client|doctor|therapist|"
    r"dentist|teacher|landlord|family)"
)
_RELATIVE = re.compile(
    rf"\b(?:their|the person's|the user's|his|her)\s+(?:\w+\s+){{0,2}}{_RELATION_WORDS}\b",
    re.IGNORECASE,
)
_THE_PERSON = re.compile(
    r"\b(?:them|they|themself|themselves|the person|the user|the author)\b", re.IGNORECASE
)
_NAME = re.compile(
    r"^(?P<name>[A-ZÀ-Þ][\w'’-]+"
    r"(?: (?:(?:de|da|van|von|der|di|la|le|bin|al) )*[A-ZÀ-Þ][\w'’-]+){0,3})"
    r"(?:'s|’s)? (?P<rest>\S.*)$"
)
# Verbs that only people are the subject of; "works" and "is" are left out, programs do those too.
_HUMAN = re.compile(
    r"^(?:(?:often|usually|really|also|now|still|always|never) )?"
    r"(?:lives|likes|loves|hates|prefers|dislikes|enjoys|earns|owes|suffers|believes|votes|voted"
    r"|married|divorced|dates|dated|drinks|smokes|worships|thinks|feels|wants|grew up"
    r"|was (?:born|diagnosed|arrested|fired|hired)"
    r"|is (?:married|divorced|pregnant|gay|lesbian|depressed|ill|sick|unemployed|engaged|single"
    r"|religious|afraid|allergic|in debt|dating|years old|\d+ years old"
    r"|a (?:nurse|doctor|teacher|lawyer|vegetarian|vegan|democrat|republican))"
    r"|has (?:cancer|diabetes|depression|anxiety|debts?|children"
    r"|a (?:child|son|daughter|girlfriend|boyfriend|husband|wife|crush|drinking)))\b",
    re.IGNORECASE,
)


def third_party(
    text: str, evidence: Sequence[Observation], names: Collection[str] = ()
) -> str | None:
    """Whether a belief is about somebody else: ``relation``, ``profile``, or None.

    A sentence is about somebody else when it begins with a name that the evidence lists among its
    people, or with any name that does what only people do.
    """
    if _RELATIVE.search(text):
        return "relation"
    match = _NAME.match(text.strip())
    if match is None:
        return None
    name = match["name"].casefold()
    mine = {each.casefold() for each in names}
    if name in mine or name.split()[0] in {each.split()[0] for each in mine if each}:
        return None
    known = {person.casefold() for each in evidence for person in _people(each)}
    first_names = {person.split()[0] for person in known if person}
    is_person = name in known or name in first_names or _HUMAN.match(match["rest"]) is not None
    if not is_person or _THE_PERSON.match(name):
        return None
    return "relation" if _THE_PERSON.search(match["rest"]) else "profile"


def _people(observation: Observation) -> tuple[str, ...]:
    value = observation.context.get("people", ())
    return (value,) if isinstance(value, str) else value if isinstance(value, tuple) else ()


def _subject(draft: Draft) -> str:
    ids = draft.supports or draft.contradicts
    more = f" and {len(ids) - _SHOWN_IDS} more" if len(ids) > _SHOWN_IDS else ""
    return f"a draft from {', '.join(ids[:_SHOWN_IDS]) or 'nothing'}{more}"


def _why_kept(before: Draft, after: Draft) -> str:
    struck = len(before.supports) - len(after.supports)
    labels = after.proposition.labels
    parts = [f"rests on {len(after.supports)} observations"]
    if "third party" in labels.categories:
        parts.append("another person as they relate to the person")
    if struck:
        parts.append(f"{struck} struck as echo")
    parts.append(f"guarded as {labels.sensitivity}")
    return "; ".join(parts)
