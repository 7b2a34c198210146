"""What people leave out: "Been painting a lot", "Glad my exam is over", "Won't fly again".

The subject is the person, and where a verb is missing as well it is "am". What begins like this
but tells of something else ("Been a busy week", "Painting and drawing help me") is not taken.
"""

from __future__ import annotations

import re

from agent.engine.builtin import words
from agent.engine.builtin.conjugation import lowered, predicate
from agent.engine.builtin.words import word_set
from memory.lexicon import base_form

#: "Gotta focus on my exam", "Don't want to get wet"
_MUST = re.compile(
    r"^(?:have to(?! (?:say|admit|agree|ask|love|be)\b)|"
    r"want to(?! (?:know|see|join|come|hear|try|go|tell|share|talk|do|be)\b)|"
    r"do not (?:want|like|know how|have|(?:eat|drink)(?= "
    r"(?!(?:that|this|it|them|any|too|more|before|after|until|here|there|now|yet)\b)[a-z]+"
    r"(?:$|,| (?:at all|any ?more|or)\b)))|have not (?:been|had|done|seen|tried|[a-z]+ed)|"
    r"did not (?:get|have|expect|think|like|want|know)) ",
    re.IGNORECASE,
)


#: The verbs that a note or a hurried message begins with, the subject left out.
_ELLIPTIC = word_set(
    """
    love prefer hate like enjoy live work study speak play use own need want hope plan drink
    eat run swim cook write read teach volunteer drive ride avoid dislike collect practise
    practice appreciate miss vape commute hike cycle freelance
    """
)


#: "Actually caught a game on Sunday"
_ALREADY = frozenset({"finally", "already", "recently", "actually", "also", "mostly"})
#: "I am" is what these leave out.
_FEELS = word_set(
    """
    glad happy proud excited lucky grateful thankful blessed honoured honored relieved thrilled
    scared terrified worried nervous anxious
    """
)
#: "Been a busy week", "Going to be a great night": the week and the night, not the person.
_NOT_SELF = re.compile(
    r"^(?:speaking|talking) of\b|^(?:been|going to be) (?:an?|the|so|really|very|such|quite|"
    r"super|pretty|too|\w+ful|great|good|bad|hard|tough|hectic|long|crazy|fun|amazing|awesome)\b|"
    r"^(?:(?:still|just|so) )?(?:amazing|boring|calming|charming|exciting|exhausting|fascinating|"
    r"frustrating|heartwarming|inspiring|interesting|overwhelming|relaxing|rewarding|stunning|"
    r"surprising|thrilling|touching)\b|^[a-z]+ing (?:and|or|but) [a-z]+ing\b|\beach other\b",
    re.IGNORECASE,
)


#: "Work has been steady", "Live music sounds great": the first word is no verb.
_NOUN = re.compile(
    r"^[a-z]+ (?:(?!my\b|our\b|the\b|an?\b|how\b|that\b|to\b)[a-z]+ )?"
    r"(?:is|are|was|were|has|have been|had been|sounds?|looks?|seems?|feels?|gets?|keeps?|takes?|"
    r"makes?|means|can be|will be)\b(?! (?:that|how|what|why|like)\b)",
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
    following = rest.partition(" ")[0].lower()
    if low in _ALREADY and words.is_past(following):
        return elliptic(rest)
    if low == "been" or (low in {"never", "just"} and following == "been"):
        return predicate("have " + lowered(clean))
    if low == "never" and following in words.ONLY_DONE:  # "Never flown before"
        return predicate("have " + lowered(clean))
    if low == "back" and following in {"in", "at", "from", "home", "on"}:
        return predicate("am " + lowered(clean))
    if low == "going":
        return predicate("am " + lowered(clean))
    if _MUST.match(clean):
        return predicate(lowered(clean))
    doing = _DOING.match(clean)
    if doing and low not in words.VERBS and not any(map(_told_of, clean.split()[2:])):
        return predicate("am " + lowered(doing.group()) + clean[doing.end() :])
    return predicate(lowered(clean)) if _begins(clean, low, following) else None


#: In the past these look as in the present, and are told when they are over; "set" and "put" order.
_DONE = frozenset({"quit", "hurt"})


def _begins(clean: str, low: str, following: str) -> bool:
    """Whether a sentence begins with a verb of the person's, "I" left out."""
    if _EAGER.match(clean):
        return True
    if low in {"will", "cannot", "could"} and following in _AFTER_MODAL:
        return True
    named = clean.partition(" ")[2][:1].isupper()
    if low == "left" and not named and following not in _LEFT:  # "Left knee"
        return False
    past = words.is_past(following)
    if _PARTICLE.match(clean) or _QUIT.match(clean):
        return True
    if (low == "just" and past) or (low == "never" and (past or following in words.PARTICIPLES)):
        return True
    return (
        (
            (words.is_past(low) or low in _DONE)
            and following in {"my", "a", "an", "some", "our"} | ({"the"} if low in _DONE else set())
        )
        or (
            low in _ELLIPTIC
            and not (low == "like" and following in {"a", "an"})
            and not _NOUN.match(clean)
            and following
            not in {"and", "or", "is", "the", "that", "this", "your", "you", "it", "me", "us"}
        )
        or (
            (
                low in words.IRREGULAR_PASTS - {"had", "was", "were"}
                or (words.is_past(low) and _past_of_known(low))
            )
            and not _NOUN.match(clean)
            and following not in {"by", "like", "that", "it", "you", "out"}
        )
    )


#: "Handed in my thesis", "moved in yesterday"
_PARTICLE = re.compile(
    r"^[a-z]{2,}ed (?:in|up|out|off|down|away|back|over|on) "
    r"(?:my|the|an?|our|some|yesterday|today|last|this)\b",
    re.IGNORECASE,
)
#: "Quit coffee", "quit the gym"
_QUIT = re.compile(
    r"^quit (?!(?:when|if|that|while|because|it|you|your|whining|complaining)\b)[a-z]",
    re.IGNORECASE,
)
#: What somebody leaves, besides what has a name.
_LEFT = word_set("my a an the our their home work school town early at for in university college")
#: "Can't wait to show them the garden"
_EAGER = re.compile(
    r"^cannot wait (?:to (?!see (?:it|what|how)\b|hear\b|find\b)|for |until )", re.IGNORECASE
)
#: "Will not give up", but not "Will do".
_AFTER_MODAL = (words.VERBS | {"not", "never"}) - words.NOUN_OR_VERB - {"do", "see", "wait"}


#: "moved" without its "-ed" is "mov".
_E_STEMS = frozenset(verb[:-1] for verb in words.VERBS if verb.endswith("e")) | frozenset(
    verb[:-1] + "i" for verb in words.VERBS if verb.endswith("y")
)


def _past_of_known(word: str) -> bool:
    """Whether a word is a past of a verb that is known: "moved", "stopped"."""
    return word[:-2] in words.VERBS | _E_STEMS or base_form(word) in words.VERBS


def _told_of(word: str) -> bool:
    """Whether a word says what the gerund before it does: "Seeing them grow motivates me"."""
    low = word.lower().strip(",.")
    stems = {low.removesuffix("s"), low.removesuffix("es")} if low.endswith("s") else {low}
    return low == "need" or (low.endswith("s") and bool(stems & words.ONLY_VERBS))


#: "Researching schools for our son", but not "Painting helps me relax".
_DOING = re.compile(
    r"^(?:(?:still|just|only|also|now|currently|always|slowly|mostly|mostly just) )?"
    r"(?!nothing|something|everything|anything|[a-z]+ing (?:day|week|season|party|time)\b)"
    r"[a-z]{2,}ing (?!(?<!dreaming )(?<!thinking )of\b)"
    r"(?=(?:(?:on|to|for|at|in|up|out|into|about|my|our|an?|the|some) )|\w+ )"
    r"(?!.*\b(?:is|are|was|were|went|came|has|have|had|makes?|made|helps?|helped|keeps?|kept|"
    r"gives?|gave|brings?|brought|means?|meant|takes?|feels?|felt|can|could|will|would|sounds?|"
    r"seems?|looks?|reminds?|inspires?|you|your|[a-z]{3,}s (?:me|us|my|our)|"
    r"(?:got|taught|[a-z]+ed) (?:me|us)|(?:began|started|became|turned|led|ended|grew) "
    r"(?:as|in|into|out|to|up|when|with))\b|.*'s an? )",
    re.IGNORECASE,
)
