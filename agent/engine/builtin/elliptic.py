"""What people leave out: "Been painting a lot", "Glad my exam is over", "Won't fly again".

The subject is the person, and where a verb is missing as well it is "am". What begins like this
but tells of something else ("Been a busy week", "Painting and drawing help me") is not taken.
"""

from __future__ import annotations

import re

from agent.engine.builtin import words
from agent.engine.builtin.conjugation import lowered, predicate
from agent.engine.builtin.words import word_set

#: The verbs that a note or a hurried message begins with, the subject left out.
_ELLIPTIC = word_set(
    """
    love prefer hate like enjoy live work study speak play use own need want hope plan drink
    eat run swim cook write read teach volunteer drive ride avoid dislike collect practise
    practice
    """
)


#: "I am" is what these leave out.
_FEELS = word_set(
    "glad happy proud excited lucky grateful thankful blessed honoured honored relieved thrilled"
)
#: "Been a busy week", "Going to be a great night": the week and the night, not the person.
_NOT_SELF = re.compile(
    r"^(?:been|going to be) (?:an?|the|so|really|very|such|quite|super|pretty|too|\w+ful|great|"
    r"good|bad|hard|tough|hectic|long|crazy|fun|amazing|awesome)\b|"
    r"^(?:(?:still|just|so) )?(?:amazing|boring|calming|charming|exciting|exhausting|fascinating|"
    r"frustrating|heartwarming|inspiring|interesting|overwhelming|relaxing|rewarding|stunning|"
    r"surprising|thrilling|touching)\b|^[a-z]+ing (?:and|or|but) [a-z]+ing\b|\beach other\b",
    re.IGNORECASE,
)


def elliptic(clean: str) -> tuple[str, bool] | None:
    """The predicate of a sentence that leaves out "I", and whether it is past; else None."""
    first, _, rest = clean.partition(" ")
    low = first.lower()
    if _NOT_SELF.search(clean):
        return None
    if low in _FEELS and rest[:3] != "you":
        return predicate(f"am {clean[:1].lower()}{clean[1:]}")
    if low in {"will", "cannot", "could"} and rest.partition(" ")[0].lower() in _AFTER_MODAL:
        return predicate(lowered(clean))
    if low in {"finally", "already", "recently"} and words.is_past(rest.partition(" ")[0]):
        return elliptic(rest)
    following = rest.partition(" ")[0].lower()
    if low in {"been", "going"}:
        return predicate(("have " if low == "been" else "am ") + lowered(clean))
    if low == "never" and (words.is_past(following) or following in words.PARTICIPLES):
        return predicate(lowered(clean))
    doing = _DOING.match(clean)
    if doing and not any(map(_told_of, clean.split()[2:])):
        return predicate("am " + lowered(doing.group()) + clean[doing.end() :])
    just = low == "just" and words.is_past(following)
    begins = (
        (words.is_past(low) and following in {"my", "a", "an", "some", "our"})
        or (
            low in _ELLIPTIC
            and following not in {"and", "or", "is", "the", "that", "this", "your", "you", "it"}
        )
        or (
            (
                low in words.IRREGULAR_PASTS - {"had", "was", "were"}
                or (words.is_past(low) and low[:-2] in words.VERBS | _E_STEMS)
            )
            and following not in {"by", "like", "that", "it", "you", "out"}
        )
    )
    if just or begins:
        return predicate(lowered(clean))
    return None


#: "Will not give up", but not "Will do".
_AFTER_MODAL = (words.VERBS | {"not", "never"}) - words.NOUN_OR_VERB - {"do", "see", "wait"}
#: "moved" without its "-ed" is "mov".
_E_STEMS = frozenset(verb[:-1] for verb in words.VERBS if verb.endswith("e")) | frozenset(
    verb[:-1] + "i" for verb in words.VERBS if verb.endswith("y")
)


def _told_of(word: str) -> bool:
    """Whether a word says what the gerund before it does: "Seeing them grow motivates me"."""
    low = word.lower().strip(",.")
    stems = {low.removesuffix("s"), low.removesuffix("es")} if low.endswith("s") else {low}
    return low == "need" or (low.endswith("s") and bool(stems & (words.VERBS - words.NOUN_OR_VERB)))


#: "Researching schools for our son", but not "Painting helps me relax".
_DOING = re.compile(
    r"^(?:(?:still|just|also|currently|always|slowly) )?(?!nothing|something|everything|anything)"
    r"[a-z]{2,}ing (?=(?:(?:on|to|for|at|in|up|out|into|about|my|our|an?|the|some) )|\w+ )"
    r"(?!.*\b(?:is|are|was|were|has|have|had|makes?|made|helps?|helped|keeps?|kept|gives?|gave|"
    r"brings?|brought|means?|meant|takes?|feels?|felt|can|could|will|would|sounds?|seems?|looks?|"
    r"reminds?|inspires?|you|your)\b|.*'s an? )",
    re.IGNORECASE,
)
