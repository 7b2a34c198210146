"""What was talked of just before: "That plate is great! Did you make it?".

Where two people talk, "I made it in class" often answers what the other said. Only what is pointed
at or called the person's own ("that plate", "your plate") is heard, and what the person had just
told that they made or got; of the other's own things, and of what is only mentioned, it is not
known that the answer means them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from agent.engine.builtin import spelling, words
from agent.engine.builtin.context import antecedents, things
from agent.engine.builtin.others import last_spoken_of, several
from agent.engine.builtin.sentences import whole_sentences
from agent.engine.builtin.spoken import cleaned
from agent.engine.builtin.topics import Topic, resumed, topic
from agent.engine.builtin.words import word_set

#: Farther back people have gone on to something else.
_SENTENCES = 3
_POINTED = re.compile(
    r"\b(?P<det>that|this|those|these|your) (?P<what>(?:[a-z][a-z-]+ ){0,2}?[a-z][a-z-]{2,})"
    r"(?=[,.!?]|$|\s+(?:is|was|are|were|has|have|had|looks?|looked|sounds?|seems?|must|can|will|did|"
    r"really|turned|came|and|in|at|on|for|with|from|when|last|yesterday|today|recently|going|so|"
    r"just|like|yourself)\b)",
    re.IGNORECASE,
)
#: These point at what was said, not at a thing; or they are not the person's alone.
_NO_THING = word_set(
    """
    account advice alley answer attitude back background brother call chance children corner courage
    creativity dad daughter day dedication determination dream dreams drive effort efforts
    encouragement energy enthusiasm experience family father feeling feelings friend friends goal
    goals hand hands heart help hope husband idea ideas journey kids kind kindness life lot love
    luck mind mindset mom moment moments mother mum news opinion parents part passion people person
    perspective place point positivity question reaction reason self side sister son sort sounds
    spirit story strength stuff style support take talent team thing things thought thoughts time
    times turn vision way week weekend wife words work world year years
    """
)


#: "Are you still playing the cello?"
_ASKED_OF = re.compile(
    r"\b(?:do|did|have|are|were) you (?:(?:ever|still|also|already|really) )?[a-z]+ "
    r"(?P<det>the|an?) (?P<what>(?:[a-z][a-z-]+ )?[a-z][a-z-]{2,})"
    r"(?=[,.!?]|$|\s+(?:in|at|on|for|with|from|when|last|yesterday|today|recently|yet|yourself)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Heard:
    """What a text before leaves to be pointed back at.

    Attributes:
        question: The question that it ends with, or nothing.
        thing: What it points at: "the tattoo".
        living: Who was spoken of last: their dog.
        several: Those of the person's own who were: their kids.
        own: Those of the person's own whose names they told.
        topic: What the other talked of, be it theirs or not: "sushi".
    """

    question: str = ""
    thing: str | None = None
    living: Topic | None = None
    several: Topic | None = None
    topic: Topic | None = None
    own: tuple[Topic, ...] = ()


def listened(text: str, before: Heard, aside: frozenset[str] = frozenset()) -> Heard:
    """What there is in another's text for the person's next one to point back at.

    Args:
        text: What was said last, by another person.
        before: What the person's own text before it left, which "it" and "they" go on about.
        aside: Names of those who talk.
    """
    goes_on = before.thing if _GOES_ON.search(text) else None
    living = spoken_of(text) or last_spoken_of(text, before.living, own=False, aside=aside)
    many = several(text, before.several, own=False)
    return replace(
        before,
        question=question_of(text),
        thing=pointed_at(text) or goes_on,
        living=living,
        several=many,
        topic=shared(text, before),
    )


def shared(text: str, before: Heard) -> Topic | None:
    """What both talk of after another's text; the other's own things are not shared.

    Args:
        text: "I haven't had sushi in ages. It's always such a fresh meal".
        before: What the person's own text before it left.
    """
    about = before.topic
    for sentence in whole_sentences(text):
        clean = cleaned(sentence)
        if len(clean.split()) > 1 and not (about and resumed(clean, about)):
            own = topic(clean)
            about = own if own and not own.living and _is_common(own.words) else None
    return about


def _is_common(phrase: str) -> bool:
    """Whether words name a thing that two can talk of, and not what is the other's own."""
    said = re.sub(r"^(?:the|an?|some) ", "", phrase)
    named = _OWN.match(phrase) or "'s" in phrase or not said[:1].islower()
    return not named and _nominal(said)


_OWN = re.compile(r"^(?:my|our|your)\b", re.IGNORECASE)


def told(text: str, before: Heard | None = None, aside: frozenset[str] = frozenset()) -> Heard:
    """What there is in the person's own text for their next one to point back at."""
    got: dict[str, None] = {}
    for sentence in whole_sentences(text):
        for match in _GOT.finditer(spelling.expand(sentence)):
            if _nominal(phrase := match["what"].lower()):
                got[f"{'my' if match['det'].lower() in {'my', 'our'} else 'the'} {phrase}"] = None
    before = before or Heard()
    living = last_spoken_of(text, before.living, own=True, aside=aside)
    thing = next(iter(got)) if len(got) == 1 else None
    own = before.own if living is None or living in before.own else (*before.own, living)
    return Heard(question_of(text), thing, living, several(text, None, own=True), own=own)


#: What somebody makes or gets is what is asked about next.
_GOT = re.compile(
    r"\b(?:I|we) (?:[a-z']+ ){0,3}?(?:made|finished|bought|got|wrote|written|painted|built|baked|"
    r"cooked|adopted|started|opened|launched|drew|designed|found|learning|reading|watching|working "
    r"on|writing|building|making|have|own|play|visited|planted|recorded|published|restored) "
    r"(?P<det>an?|the|my|our|this) (?P<what>(?:[a-z][a-z-]+ ){0,2}?[a-z][a-z-]{2,})"
    r"(?=[,.!?]|$|\s+(?:in|at|on|for|with|from|when|last|yesterday|today|recently|that|and|but|so|"
    r"about|called|of|to|because|this|since|now|again)\b)",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"\b(?:it|them|they|that|this|those|these)\b", re.IGNORECASE)


def question_of(text: str) -> str:
    """The question that a text ends with, or the only one that it asks, or nothing."""
    said = list(whole_sentences(text))
    asked = [each for each in said if each.endswith("?")]
    ends = bool(said) and said[-1].endswith("?")
    return asked[-1] if ends or len(asked) == 1 else ""


#: "It's about two sisters", "They're made of oak"
_DESCRIBED = re.compile(
    r"^(?:it|they) (?P<said>(?:is|are|was|were) (?:(?:all|mostly|actually|really|loosely) )?"
    r"(?:about|based on|inspired by|called|named|set in|made (?:of|from|with|by)|"
    r"(?:an? )?[\w -]{3,30}? (?:about|called|based on|set in|made of|made from)|"
    r"an? (?:\w+ )?(?:symbol|reminder|gift|present|mix|collection|story|kind|type|sort) "
    r"(?:of|from))\b .+)$",
    re.IGNORECASE,
)


def described(clean: str, thing: str) -> str | None:
    """What a sentence says that a thing of the person's is.

    Args:
        clean: "it is a drama about two sisters"
        thing: What "it" means: "my play", "the play".

    Returns:
        "my play is a drama about two sisters"; None where it describes nothing.
    """
    match = _DESCRIBED.match(clean)
    return f"{thing} {match['said']}" if match else None


def pointed_at(text: str) -> str | None:
    """The one thing, or the ones, that "it" or "they" at the start of the answer can mean.

    Args:
        text: What the other said: "Nice! When did you get that tattoo?".

    Returns:
        "the tattoo"; None where nothing or more than one thing is pointed at.
    """
    said = [spelling.expand(each) for each in whole_sentences(text)]
    found: dict[str, None] = {}
    for sentence in said[-_SENTENCES:]:
        for match in _POINTED.finditer(sentence):
            phrase = match["what"].lower()
            if _nominal(phrase):
                own = match["det"].lower() == "your"
                found[f"{'my' if own else 'the'} {phrase}"] = None
    if not found and said and (asked := _ASKED_OF.search(said[-1])):
        phrase = asked["what"].lower()
        found = {f"the {phrase}": None} if _nominal(phrase) else {}
    return next(iter(found)) if len(found) == 1 else None


def spoken_of(text: str) -> Topic | None:
    """Who of the person's own was spoken of, whom "he" or "she" in the answer can mean.

    Args:
        text: What the other said: "Is that your dog in the picture?".
    """
    said = [spelling.expand(each) for each in whole_sentences(text)][-_SENTENCES:]
    own = [_YOUR.sub("my", _OF_SPEAKER.sub("the", each)) for each in said]
    about = {each.words: each for each in map(topic, own) if each is not None and each.living}
    return about.popitem()[1] if len(about) == 1 and next(iter(about)).startswith("my ") else None


_YOUR = re.compile(r"\byour\b", re.IGNORECASE)
_OF_SPEAKER = re.compile(r"\b(?:my|our)\b", re.IGNORECASE)


def _nominal(phrase: str) -> bool:
    """Whether words can be a thing's name: no verb, no adverb, and nothing that is no thing."""
    tokens = phrase.split()
    if len(tokens) > 1 and tokens[-1].endswith("s") and tokens[-1][:-1] in words.VERBS:
        return False  # "your support helps"
    if tokens[-1] in _NO_THING or _QUALITY.search(tokens[-1]):
        return False
    return not any(
        word in words.MODALS | words.ONLY_VERBS
        or words.is_adverb(word)
        or words.is_past(word)
        or word in words.PARTICIPLES
        or word in _FUNCTION
        for word in tokens
    )


_QUALITY = re.compile(r"(?:ful|ous|ible|able|less)$|^(?:recent|new|old|same|other|first|last|one)$")
_FUNCTION = word_set(
    """
    is was are were be been has have had do does did will would can could a an the and or but so of
    in on at for with from to by you your they he she it we i what who which how when where not no
    all way much good great nice awesome cool amazing bad big clear close dark deep early easy far
    hard high late long low sad small true
    """
)


def names(sentence: str) -> bool:
    """Whether a sentence names anything that a later "it" or "they" can mean."""
    return bool(things(sentence)) or antecedents(sentence) is not None
