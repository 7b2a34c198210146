"""What keeps a claim from having overtaken another, whatever the learnt sense makes of the two.

All of it is cheap and says no: of another person, of another thing, a plan, a while, a part, or
something that the rules have judged already. What is left is for :mod:`.sense`, which also sees
what only speaks against a change (:mod:`.shown`).
"""

from __future__ import annotations

import re
from typing import Final

from memory.ceasing import Ceasing
from memory.circumstances.telling import one_person
from memory.claims import SELF, Claim
from memory.endings import stem
from memory.in_part import in_part
from memory.lexicon import MONTHS
from memory.overtaking.cues import Said

#: The sense has learnt short claims. In long ones something always sounds like a change.
MOST_WORDS: Final = 14
#: What did not happen after all, and what only some of several did.
_NOT_QUITE: Final = re.compile(r"\b(?:almost|nearly|not yet|one of)\b")
#: What has been so all along is no change.
_ALL_ALONG: Final = re.compile(
    r"\b(?:always|all along|since (?:childhood|birth|youth|school|the age"
    r"|(?:she|he|they) (?:was|were)))\b"
)
#: What says itself what took the place of what; which of the two is meant the rules can read.
_SWITCHED: Final = re.compile(r"\b(?:switched|swapped|exchanged|traded) ")
#: Who does something now ends what another did, which the rules read, and nothing else of it.
_DONE_BY: Final = re.compile(
    r"^(?:the|their) .*\b(?:is|are|was|were|being) (?:now )?(?:\w+ed|done|run|led|made|taught|kept)"
    r"(?: now)? by\b"
)
#: What a thing does now is no news of what else somebody has to do with it.
_DOES_NOW: Final = re.compile(r"^(?:the|their) (?:[\w'-]+ ){1,3}now (?:also )?(?:[a-z]+s|has)\b")
#: What must be done has not been done.
_TO_DO: Final = re.compile(r"\b(?:has|have) (?:got )?to\b(?! do with)")
#: What is felt, found or wished is so beside much else; the rules know which of it is opposed.
_OF_THE_MIND: Final = re.compile(
    r"^(?:(?:is|are|was|were|has|have|had|been|always|really|still|also|now|not|no longer|very|so"
    r"|just|got|does|did) )*(?:feel|felt|find|found (?:it|that|out)|think|thought|believe|like"
    r"|love|hate|dislike|prefer|enjoy|want|hope|wish|encourage|thank|support|admire|appreciate|value|know"
    r"|need|remember|say|said|tell|told|mean|care|dream|worry|wonder|realis|realiz|motivat|inspir"
    r"|lucky|sure|glad|happy|proud|sad|afraid|excited|passionate|keen|fond|interested|grateful|thankful"
    r"|determined|noticed|amazed|surprised|thrilled|delighted|pumped|worried|tired|ready|confident|curious"
    r"|a (?:big |great |huge )?fan\b|living their|would|could|may|might|should|will\b)"
)
_OPENING: Final = re.compile(r"(?:the|their) (?P<thing>[\w-]+)")


def no_news(later: Said) -> bool:
    """Whether a claim can have overtaken no other, whichever it is compared with."""
    return (
        later.planned
        or later.once
        or later.partly
        or later.claim.partial
        or later.length > MOST_WORDS
        or bool(_ALL_ALONG.search(later.claim.said))
        or bool(_TO_DO.search(later.claim.said))
        or bool(_DONE_BY.search(later.claim.said) or _DOES_NOW.search(later.claim.said))
        or not_quite(later)
        or switched(later)
        or of_the_mind(later)
        # One meeting is off, and others are held: the rules know which.
        or any(each.event for each in later.ceased)
    )


def barred(later: Said, earlier: Said) -> bool:
    """Whether a claim, though it may be news, cannot have overtaken that earlier one."""
    return (
        earlier.length > MOST_WORDS
        or of_the_mind(earlier)
        or earlier.claim.arity == "fixed"
        or _in_one_slot(later.claim, earlier.claim)
        or not one_person(earlier.owner, later.owner)
        or of_two_things(later.claim, earlier.claim)
        or of_two_hours(later, earlier)
        or _of_other_names(later, earlier)
        or later.claim.polarity == earlier.claim.polarity == "negative"
        or in_part(later.claim.said, earlier.claim.said)
    )


def not_quite(claim: Said) -> bool:
    """Whether it did not come to pass, or of some of several only."""
    return bool(_NOT_QUITE.search(claim.claim.said))


def switched(claim: Said) -> bool:
    """Whether a claim names both what was and what is."""
    return bool(_SWITCHED.search(claim.claim.said))


def of_the_mind(claim: Said) -> bool:
    """Whether a claim tells what is felt, found or wished."""
    return bool(_OF_THE_MIND.search(claim.claim.said))


def _in_one_slot(new: Claim, known: Claim) -> bool:
    """Whether grammar ties them, so that the rules have found that they live side by side."""
    return new.slot is not None and new.slot == known.slot


def of_two_things(new: Claim, known: Claim) -> bool:
    """Whether each says something of a thing, and not of the same one: the API, the CLI."""
    if SELF in {new.subject, known.subject}:
        return False
    if new.subject and known.subject:
        one, other = set(new.subject.split()), set(known.subject.split())
        return not (one <= other or other <= one)
    opening, before = _OPENING.match(new.said), _OPENING.match(known.said)
    if opening is None or before is None:
        return False
    return opening["thing"] not in known.said and before["thing"] not in new.said


def of_two_hours(later: Said, earlier: Said) -> bool:
    """Whether they have other figures and nothing in common: when to get up, when to lie down.

    So they are if one happened in another month than the other is of.
    """
    one, other = later.claim.numbers, earlier.claim.numbers
    if later.claim.past and one & MONTHS and other & MONTHS and not one & other:
        return True
    return bool(one and other) and one != other and later.about.isdisjoint(earlier.about - other)


def _of_other_names(later: Said, earlier: Said) -> bool:
    """Whether they speak of one sort of thing by other names: the call with Boston, with Berlin.

    So they do if something is over of the one name, or if the name says which thing it is.
    """
    new, known = later.claim.names, earlier.claim.names
    if not (new - known and known - new):
        return False
    subject = set(later.claim.subject.split())
    return bool(later.ceased) or bool(subject & (new - known) and subject - new)


def ends_another(later: Said, earlier: Said) -> bool:
    """Whether what the later claim says is over is nothing that the earlier one names."""
    if not later.ceased:
        return False
    told = frozenset(stem(word) for word in earlier.wording)
    return not any(_within(each, told) for each in later.ceased)


def _within(ceasing: Ceasing, told: frozenset[str]) -> bool:
    """Whether some reading of what is over is told of."""
    named = (what - ceasing.who for what in ceasing.what)
    return any(what and what <= told for what in named)
