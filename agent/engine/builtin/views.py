"""What a person thinks of things: "Pets bring so much joy", "It's empowering to help others".

A sentence that judges something without speaking of the person says what they think. Only
judgements count, told by their words; plain statements of how the world is say nothing of the one
who makes them.
"""

from __future__ import annotations

import re

from agent.engine.builtin.conjugation import lowered, third
from agent.engine.builtin.deixis import dangling
from agent.engine.builtin.judging import WORTH, held
from agent.engine.builtin.spoken import cleaned
from agent.engine.builtin.words import is_past

_EFFECT = (
    r"(?:really |always |often |just |sure (?:do )?|truly |definitely )*"
    r"(?:bring|help|make|give|matter|deserve|teach|inspire|motivate|heal|unite|connect|enrich|"
    r"boost|improve|strengthen|change|take|need|ruin|remind)s?"
)
_JUDGES = re.compile(
    r"^(?P<what>[a-z][\w',&/-]*"
    r"(?: (?!might\b|may\b|could\b|would\b|must\b|if\b)[\w',&/-]+){0,7}?) "
    rf"(?:(?:is|are|can be|feels?|will be|has been|have been) (?:[\w-]+ ){{0,3}}?(?:{WORTH})\b|"
    rf"(?:can |should )?{_EFFECT} (?!me\b|us\b|it\b))",
    re.IGNORECASE,
)
#: "It's empowering to help others"
_AHEAD = re.compile(
    r"^it (?!\w+ (?:probably|best|better)\b)(?:is|was|feels|felt|takes|has been) "
    rf"(?:[\w-]+ ){{0,3}}?(?:(?:{WORTH}) "
    r"(?:to (?!hear|meet|see you|talk|catch|find out)|how |that |when |\w+ing )|"
    r"courage to|time to|effort to|practice to)",
    re.IGNORECASE,
)
#: "It's great to see how far they have come": an answer to what was just told or shown.
_SEEN = re.compile(r"^it (?:is|was) (?:[\w-]+ ){1,3}to (?:see|watch)\b", re.IGNORECASE)
#: What these stand for is not in the sentence, or they are somebody.
_NO_SUBJECT = re.compile(
    r"^(?:[A-Z][a-z]+, |or|is|are|was|were|am|does|did|it|this|that|which|have|has|do|don't|"
    r"these|those|they|he|she|you|your|i|we|my|our|there|here|what|who|how|why|where|when|if|"
    r"hope|glad|so|such|let|sounds?|looks?|seems?|feels?|the|his|her|their|one|"
    r"even|some|any|no|not|wow|yes|good|great|thanks?|every step|remember|reminds?|got|gotta|"
    r"always|never|maybe|perhaps|with|in|at|on|for|after|before|"
    r"[a-z]+s (?:me|us|my|you)|can|could|will|would|must|tomorrow|today|yesterday|another|each)\b",
    re.IGNORECASE,
)
#: "We" in a judgement is everybody: "It's amazing how far we've come".
_ALL_OF_US = re.compile(r"\b(?:we|us|our|ours|ourselves)\b", re.IGNORECASE)
_THEY = re.compile(r"\b(?:they|them|their|theirs|themselves)\b", re.IGNORECASE)
_MANY = re.compile(r"\b(?:people|children|everyone|team|family|[a-z]{2,}[^s'\W]s)\b", re.IGNORECASE)
_WORTHY = re.compile(rf"\b(?:{WORTH})\b", re.IGNORECASE)
#: Numbers, days and names make a plain fact of what somebody brings or takes: "Pelle brings beer".
_PLAIN = re.compile(
    r"\d|\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|(?<!^)(?-i:\b[A-Z][a-z]+)", re.IGNORECASE
)
_JOINING = re.compile(r"^(?:(?:plus|but|and|just|also|really|so|well|because),? )+", re.IGNORECASE)
#: A judgement of fewer words is small talk: "Taking risks is scary".
FEWEST, _MOST = 8, 26
#: Of what is talked of already, fewer words say something.
TOLD_OF = 5
_LONGEST_FOUND = 16


def found_so(sentence: str) -> str | None:
    """What a person found of what they just told: "and found it great to see their faces".

    Args:
        sentence: The sentence after a happening: "It was great to see their faces".
    """
    clean = _JOINING.sub("", cleaned(sentence))
    if len(clean.split()) > _LONGEST_FOUND or not _AHEAD.match(clean) or _ALL_OF_US.search(clean):
        return None
    claim = held(clean)
    found = re.sub(r"\bfinds it\b", "found it", claim[:1].lower() + claim[1:])
    return f"and {found}" if found.startswith("found it") and not dangling(claim) else None


def view(sentence: str, *, fewest: int = FEWEST) -> str | None:
    """What a sentence says that the person thinks, or nothing.

    Args:
        sentence: "Pets bring so much joy", "Staying positive is key".
        fewest: Shorter ones are left out.

    Returns:
        "Thinks that pets bring so much joy"; None where it judges nothing, or points elsewhere.
    """
    clean = _JOINING.sub("", cleaned(sentence))
    if "?" in sentence or not fewest <= len(clean.split()) <= _MOST:
        return None
    if _SEEN.match(clean):
        return None
    ahead = _AHEAD.match(clean)
    match = _JUDGES.match(clean)
    if ahead is None and (match is None or _NO_SUBJECT.match(clean)):
        return None
    if ahead is None and is_past(clean.partition(" ")[0].lower()):
        return None  # "popped round to change her bulbs": what somebody did
    if _they_unnamed(clean) or _ALL_OF_US.search(clean):
        return None
    if ahead is None and not _WORTHY.search(clean) and _PLAIN.search(clean):
        return None
    claim = held(clean) if ahead else f"Thinks that {lowered(third(clean))}"
    return None if dangling(claim) else claim


def _they_unnamed(clean: str) -> bool:
    """Whether a judgement speaks of "them" before it has said whom, which reads as the person."""
    they = _THEY.search(clean)
    return they is not None and _MANY.search(clean[: they.start()]) is None
