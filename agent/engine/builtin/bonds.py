"""Whom a person is close to, told by many small words of one talk.

"You've got this!" or "Thanks for your support!" says nothing that lasts, so no such sentence is a
claim. But whoever says such things in several texts stands in a supportive relationship with the
other, which is a claim of its own, and all those texts are its evidence. It is said neither of whom
one only answers nor of an assistant: to a program it is politeness.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from agent.engine.builtin.sentences import Sentence, is_question, whole_sentences
from memory.types import Observation

#: Once is courtesy, twice may be chance.
FEWEST_TEXTS: Final = 3


@dataclass(frozen=True, slots=True)
class Bond:
    """What many small words say together.

    Attributes:
        claim: "Has a supportive relationship with Ana".
        sign: One of the sentences, the first.
        texts: The texts that hold one, in order.
    """

    claim: str
    sign: Sentence
    texts: tuple[Observation, ...]


def bonds(texts: Iterable[Observation], company: Mapping[str, str]) -> list[Bond]:
    """What the person's own texts say together of how they stand to others.

    Args:
        texts: The person's own texts, in order.
        company: For each thread the name of the one other who writes in it.
    """
    found: dict[str, list[tuple[Observation, Sentence]]] = defaultdict(list)
    for text in texts:
        name = company.get(text.thread or "", "")
        if name and (sign := _sign(text.content)):
            found[name].append((text, sign))
    return [
        Bond(
            f"Has a supportive relationship with {name}",
            rows[0][1],
            tuple(text for text, _ in rows),
        )
        for name, rows in found.items()
        if len(rows) >= FEWEST_TEXTS
    ]


def _sign(text: str) -> Sentence | None:
    """The first sentence of a text that supports the other, or thanks them for support."""
    for sentence in whole_sentences(text):
        if supportive(sentence) and not is_question(sentence):
            return Sentence(sentence, question=False, whole=sentence)
    return None


def supportive(sentence: str) -> bool:
    """Whether a sentence supports the one it is said to, or thanks them for support.

    Args:
        sentence: "You've got this!", "I'm so proud of you", "Your words mean a lot to me".
    """
    low = sentence.lower()
    return _WORDS.search(low) is not None or _ORDER.search(low) is not None


_VERY = (
    r"(?:(?:so|such|really|truly|very|always|just|super|totally|absolutely|definitely|incredibly|"
    r"pretty|quite|doing|an?|the) )*"
)
#: What may be said of a person; of their doings, what is nice as well.
_ABLE = (
    r"admirable|amazing|awesome|brave|brilliant|caring|courageous|creative|determined|fantastic|"
    r"generous|gifted|great|incredible|impressive|inspir\w+|kind|legend|natural|passionate|perfect|"
    r"remarkable|resilient|rockstar|skilled|stronger|star|strong|talented|thoughtful|unstoppable|wonderful"
)
_NICE = (
    r"adorable|beautiful|cool|cute|delicious|exciting|fascinating|fun|good|gorgeous|interesting|"
    r"lovely|neat|nice|stunning|sweet"
)
_HARD = r"awful|difficult|hard|painful|rough|scary|stressful|tough|traumat\w+"
_ARE = r"(?:'re| are|'ve been| have been|'ve always been| have always been)"
_IS = r"(?:is|are|was|were|looks?|looked|sounds?|seems?|will be)"
#: All of these are about the other's life; each begins with a word, which is cheap to find.
_SAID: Final = (
    # trust in them
    (
        r"you(?:'ve| have)? (?:(?:totally|really|definitely|so) )?got (?:this|what it takes|"
        r"it in you|(?:the )?(?:skills|talent|drive|passion|potential))"
    ),
    r"you (?:really |definitely )?have (?:\w+ ){0,2}(?:potential|talent|drive|a gift)",
    r"you can (?:(?:totally|definitely|really) )?(?:do (?:it|this|anything)|make it|handle)",
    (
        r"you(?:'ll| will|'d| would|(?:'re| are) (?:going to|gonna))"
        r"(?: (?:all|just|for sure|soon|\w+ly))* "
        r"(?:ace|achieve|crush|do (?:amazing|awesome|fine|great|it|well)|get (?:there|through)|"
        r"go far|kill|make (?:it|an?)|nail|reach|rock|shine|smash|succeed|"
        rf"be (?:(?:just|an?|so|such) )*(?:\w+ )?(?:fine|okay|ok|hit|success|{_ABLE}))"
    ),
    r"(?:believe|faith|confidence|trust) in you",
    r"(?:rooting|cheering) for you|cheering you on",
    r"(?:here|there) for you|here (?:if you|to (?:help|listen|support))|(?:got|have|has) your back",
    r"(?:sure|bet|know) (?:that )?(?:you'll|you will|you're going to|your|it'll|it will|they'll)",
    r"you're not alone|on the right track|(?:it|things|everything)(?:'ll| will)(?: all)? work out",
    r"(?:good|best of) luck|fingers crossed|wish(?:ing)? you",
    # joy and sorrow with them
    r"(?:happy|glad|excited|thrilled|stoked|pumped|sad|sorry) for you",
    (
        r"(?:glad|happy|thrilled|relieved) (?:that |to hear (?:that )?)?your?\b"
        r"(?! (?:(?:dis)?liked?|loved?|enjoy(?:ed)?|asked|came|could|think|agree))"
    ),
    r"(?:glad|happy|great|good|nice|awesome) to hear",
    r"congrat(?:s|z|ulations)|way to go|good for you|hats off|well done",
    r"sorry (?:to hear|for your|about your|you)|i'm (?:so|very|really) sorry|sending (?:you|hugs)",
    r"(?:know|understand|get|imagine) (?:how (?:hard|much|tough|you)|what you mean)",
    r"i (?:feel|hear) you",
    rf"must(?:'ve| have) been (?:(?:so|really|very|pretty|quite|super) )*(?:{_HARD})",
    (
        r"you (?:must|should) (?:be|feel|have been|have felt) (?:(?:so|really|very|super) )*"
        r"(?:amazing|excited|great|happy|over the moon|proud|pumped|relieved|stoked|thrilled)"
    ),
    r"hope (?:you (?!(?:are|a|have) )|your|it goes|all goes|that goes)",
    (
        r"(?:looking forward|can't wait|cannot wait|excited|keen|eager|love) to (?:check|hear|"
        r"read|see|try|watch)(?:ing)? (?:[a-z]+ ){0,3}?(?:your?|how|what|it|that)"
    ),
    r"keep me (?:posted|updated|in the loop)|let me know how",
    # praise
    r"takes (?:guts|courage|real strength)|you(?:'ve| have) (?:really )?(?:improved|grown)",
    r"proud of (?:your?|how|yourself)|you(?:'ve| have) come (?:so far|a long way)",
    (
        r"you (?:(?:totally|really|so|truly) )?(?:deserve|earned|rock|nailed|crushed|killed|"
        r"inspire|did (?:it|great|amazing|awesome|well))"
    ),
    r"(?:good|great|nice|awesome|amazing) (?:job|work)(?=[,!.]|$)",
    rf"you{_ARE} {_VERY}(?:[a-z-]+ (?:and )?)?(?:{_ABLE})",
    rf"your? (?:[a-z'-]+ ){{0,5}}?{_IS} {_VERY}(?:{_ABLE}|{_NICE})",
    r"your (?:hard work|effort\w*|dedication|talent)\b.*\b(?:paid|pays|paying|pay) off",
    r"(?:admire|respect) (?:your?|how you|that you)",
    r"(?:impressed|inspired|amazed|moved|touched) by (?:your?|how you)",
    rf"(?:{_ABLE}|{_NICE}) (?:(?:that|how|of|to (?:see|hear|watch)) (?:[a-z'-]+ ){{0,4}}?)your?",
    r"(?:love|loved|adore) (?:your|how you|that you|what you|the way you)",
    # help and advice
    r"let me know if (?:you need|you want|there is anything|there's anything)|anything i can do",
    r"if you (?:ever )?(?:need|want) (?:me|any|help|someone|company|to talk)",
    (
        r"(?:i|we)(?:'d| would| can| could|'ll| will) (?:(?:be happy|be glad|love|gladly) )?"
        r"(?:to )?(?:help|show|teach|lend|send|bring|give) (?:you|with your)"
    ),
    r"(?:i|i'd|i would|highly|really) (?:recommend|suggest|advise)|my advice",
    # thanks for more than an answer: for help, for standing by, for words that did good
    (
        r"(?:thanks|thank you|thx)\b[^.!?]* for (?:(?:all|always|your|the|being|all of|so much) )*"
        r"(?:(?:[a-z]+ )?(?:support|encouragement|help|love|kindness|advice|faith|backing|"
        r"friendship|words)|there|here for|by my side|such an?|supportive|an? (?:\w+ )?friend|"
        r"having my back|backing me|believing in|cheering|encouraging|helping|supporting|"
        r"standing by|sticking (?:by|with))"
    ),
    (
        r"your (?:[a-z]+ ){1,5}?(?:means?|meant|helps?|helped|motivates?|keeps?|inspires?|boosts?|"
        r"encourages?|lifts?|gives?)\b.*\b(?:me|a lot|the world|so much|everything)"
    ),
    (
        r"appreciate (?:you|our friendship|having you|your (?:support|help|encouragement|kindness|"
        r"kind|words|friendship|advice|offer|belief|faith|backing)|the (?:support|help|love|"
        r"encouragement|advice|offer|kind words))"
    ),
    (
        r"(?:grateful|thankful|lucky|blessed|glad|happy) (?:for|to have|i have|i've got|to call|"
        r"that i have) (?:you|your (?:support|help|friendship|encouragement)|our friendship|"
        r"(?:an? )?(?:[a-z]+ )?(?:friends?|someone|people|somebody) like you)"
    ),
    r"(?:been|being|always|are) (?:always )?there for me|having my back|you in my corner",
    r"thank you enough|you're the best",
    r"(?:could not|couldn't) (?:have )?(?:done|do|made|make) (?:it|this) without you",
)
_WORDS = re.compile(rf"\b(?:{'|'.join(_SAID)})\b")
#: What is said to somebody without a "you", at the beginning or after a pause.
_ORDERED: Final = (
    r"keep (?:it up|going|at it|on [a-z]+ing|up the|pushing|[a-z]+ing|your (?:chin|head) up)",
    r"(?:do not|don't|never) (?:give up|quit|forget|lose|let (?:any|that|it|them|the)|worry)",
    r"(?:do not|don't|never) (?:be (?:afraid|scared|too hard|discouraged)|stop [a-z]+ing)",
    r"you (?:should|could|might want to|ought to) (?!ask|be|guess|have|hear|imagine|know|say|see)",
    r"hang in there|stay (?:strong|positive|focused|true|motivated)",
    r"follow your|chase (?:your|those)|go for it|believe in yourself|trust yourself",
    r"be kind to yourself|take care of yourself|enjoy your|take your time|make sure|be sure to",
    r"start with|focus on|look for|try (?:to |not to |a |an |the |some |your |it |[a-z]+ing)",
    r"have (?:fun|an? (?:great|good|safe|nice|lovely|wonderful|amazing|blast))",
    r"(?:it|that|this) (?:really |truly )?(?:means|meant) (?:so much|a lot|the world|everything)",
)
_ORDER = re.compile(
    r"(?:^|[,;!.–-] ?)(?:(?:and|so|just|but|always|please|remember to|you should) )*"
    rf"(?:{'|'.join(_ORDERED)})\b"
)
