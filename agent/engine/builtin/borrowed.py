"""What stands in a person's own message and is not said of themselves.

People paste what others wrote, hand over text to be worked on, have a letter written that says
things, play a part, begin a story, and say the opposite of what they mean. "I" in all of it is not
the one who writes. What began so may go on over several sentences, and a clause after "and" is
still part of it. English.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from agent.engine.builtin.sentences import Sentence, sentences

_POLITE: Final = (
    r"(?:(?:please|pls|can you|could you|would you|help me(?: to)?|i (?:need|want) you to|now|"
    r"ok(?:ay)?|hey|so|and|then|just|let's|lets|let us|can we|could we),? )*"
)
#: "If I lived in Oslo …", "Suppose I'm a pirate": nothing of it is so.
_SUPPOSED: Final = re.compile(
    r"^(?:and |but |so )?(?:if (?:I|we|my) (?:was|were|had|lived|owned|got|could|worked|won)\b|"
    r"suppose|let's say|assume|say I)\b",
    re.IGNORECASE,
)
#: "Rewrite this: I live in Porto": what follows was given to be worked on.
_TO_WORK_ON: Final = re.compile(
    r"^(?:let me paste|here(?:'s| is| are) (?:the|my|an?|some) (?:\w+ )?(?:log|output|code|text|"
    r"e?mail|letter|draft|error|message|essay|paragraph|file|prompt|transcript))\b[^:]{0,60}:|"
    rf"^{_POLITE}(?:explain|classify|say|write|act|reply)\b[^:]{{0,60}}:",
    re.IGNORECASE,
)
#: "Draft an email to Ana saying I have a lawyer and I am moving": said in the letter.
_TO_BE_WRITTEN: Final = re.compile(
    rf"^{_POLITE}(?:write|draft|compose|generate|create|(?:make|think)(?: me)? up|make me|sing|"
    r"text|e-?mail|message|reply|send|tell)\b(?! (?:me|is|are|was|were|has|have|apps?|messages?)\b)"
    r".*\b(?:saying|says?|that|in which|where|"
    r"who|whose|as if|about how|telling|from the (?:perspective|point of view|viewpoint))\b",
    re.IGNORECASE,
)
#: "She wrote: I have two kids": the words of whoever it was.
_SAID: Final = re.compile(
    r"^(?!(?:and |but |so |then )?(?:I|we|I've|I'd|we've)\b)[^:?]{1,70}?\b(?:says?|said|asked|"
    r"told (?:me|us|him|her|them)|texted(?: me| us)?|messaged(?: me| us)?|goes|went|was like|"
    r"answered|replied|quips?|sings?|sang|shouted)\s?:",
    re.IGNORECASE,
)
_I_AM: Final = r"(?:I am|I'm|im)"
#: Parts given out: "you're the examiner, I'm a candidate".
_PARTS: Final = re.compile(
    rf"\byou(?: are|'re|r| be) the [^,;.]+[,;.]? (?:and |while )?{_I_AM} (?:the|an?|your)\b",
    re.IGNORECASE,
)
_SURE: Final = (
    r"(?:(?:oh|ha(?:ha)?|well|yeah|yes),? )*(?:yes|yeah|sure|right|oh|ha(?:ha)?|of course)"
)
#: "Oh yes, I just love being coughed on", "Ha, yes, and I'm the Queen of Sheba", ", ha".
_OPPOSITE: Final = re.compile(
    rf"^{_SURE},? (?:and|because|cause) {_I_AM} |"
    r"^(?:oh|ha),? (?:yes|yeah|sure|great|right|joy),? I (?:just|simply|absolutely|totally|so) "
    r"(?:love|adore|enjoy|like)\b|"
    r"^yeah,? right\b|, ha(?: ha)?[.!]*$",
    re.IGNORECASE,
)
#: From here on nothing is the person's own.
_FROM_HERE: Final = re.compile(
    rf"^{_POLITE}(?:do (?:an?|some) )?role-?play(?:ing)?\b|"
    rf"^{_POLITE}(?:imagine|pretend)(?: that)? (?:I|you|we|my|your|our|there)\b|"
    r"^(?:in (?:this|the|our|my) (?:scenario|scene|story|game|exercise|simulation)|scenario:|"
    r"once upon a time)\b|"
    r"^(?:my|our|the|this) (?:new )?(?:novel|story|short story|book|poem|song|screenplay|script|"
    r"play|chapter) (?:begins|starts|opens|goes)\b|"
    rf"^{_POLITE}(?:rewrite|translate|fix|correct|summari[sz]e|proofread|rephrase|paraphrase|"
    r"shorten|improve|edit|polish|continue|complete)\b[^:]{0,60}:|"
    r"^(?:cover letter|abstract|excerpt|lyrics|transcript|sample|poem|story|caption|testimonial|"
    r"script|original(?: text)?|quote|prompt|dear (?:sir|madam|hiring|editor)[^,:]{0,30}|"
    r"from (?:the|an?) (?:forum|article|book|blog|post|review|e-?mail|letter|website|"
    r"group(?: ?chat)?|"
    r"newspaper|paper)|(?:e-?mail|letter|message|text|note|post|review) (?:from|by) [\w' ]{1,40})"
    r"\s?[:,]|"
    # Somebody else wrote it, and wrote on.
    r"^(?!(?:I|we|I've|we've)\b)[^:?]{1,70}?\b(?:wrote|writes|posted|commented|tweeted|captioned)"
    r"(?: (?:on|in|to|under) [^:]{1,40})?\s?:",
    re.IGNORECASE,
)


def own_sentences(text: str) -> Iterator[Sentence]:
    """The statements and questions of a text up to where it goes on with what is not one's own."""
    for sentence in sentences(text):
        if _FROM_HERE.search(sentence.whole):
            return
        yield sentence


def not_meant(whole: str) -> bool:
    """Whether a sentence is only supposed, somebody else's, to be written, or meant otherwise.

    Args:
        whole: The sentence with all its clauses.
    """
    return any(
        pattern.search(whole) is not None
        for pattern in (_SUPPOSED, _TO_WORK_ON, _TO_BE_WRITTEN, _SAID, _PARTS, _OPPOSITE)
    )
