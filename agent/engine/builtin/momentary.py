"""What is true for the moment only, or was thrown in or taken back: no fact about anybody.

"Is eating crisps in bed" is gone by tomorrow however surely it is about the person, and the heads,
which see one vector of a whole sentence, know little of verbs. All are closed classes of words.
"""

from __future__ import annotations

import re
from typing import Final

#: What somebody does for minutes or hours, as far as it is told in the present progressive. What
#: goes on for weeks (learning, saving, looking for a flat) is not among them.
_DOING: Final = re.compile(
    r"^(?:Is|Are) (?:(?:just|still|only|now|already|also|not|literally|currently) )*"
    r"(?:bleeding|blinking|boiling|chewing|chopping|crying|drowning|eating|freezing|"
    r"giggling|going to (?:bed|sleep)|heading|hiding|joking|kidding|laughing|leaving (?:at|in)|"
    r"lying|melting|munching|paging|queu(?:e)?ing|running (?:late|out)|shaking|shivering|"
    r"shouting|sitting|sleeping|smiling|sneezing|snoring|standing|staring|stirring|sweating|"
    r"typing|waiting (?:for|in|at) (?:the|my|their|a) (?:bus|train|tram|kettle|oven|queue|line|"
    r"plumber|delivery|parcel|taxi|bath)|yawning|yelling)\b"
    r"(?!.*\b(?:always|every|on \w+days|each|twice|once|more|less|fewer|better|badly)\b)",
    re.IGNORECASE,
)
#: What somebody feels just now: gone by next week, or told again then.
_FELT: Final = re.compile(
    r"^(?:Is|Are|Feels?) (?:(?:so|very|really|just|a bit|still|absolutely|completely|totally|"
    r"utterly|quite|now|all) )*(?:annoyed|bored|broken-hearted|buzzing|chuffed|crushed|delighted|"
    r"devastated|drunk|ecstatic|exhausted|fed up|fuming|furious|gobsmacked|grumpy|gutted|"
    r"heartbroken|hung ?over|hungry|knackered|livid|moved|over the moon|peckish|puzzled|relieved|"
    r"shattered|shocked|sleepy|speechless|starving|stunned|thirsty|thrilled|tipsy|wiped out|"
    r"worn out)(?: (?:right now|now|today|tonight|again|atm|at the moment))?$",
    re.IGNORECASE,
)
#: What the gate took out is not there to be known: "Their login is rosa / […]".
_TAKEN_OUT: Final = re.compile(r"\[REDACTED:")
#: "Bouldering at Bloc Nine again", as a diary has it of an evening.
_AGAIN: Final = re.compile(
    r"^Is (?!living\b|working\b|staying\b|studying\b)[a-z]+ing (?:at|in) .+ again$"
)
#: Where somebody is just now, or how far along.
_THERE: Final = re.compile(
    r"^Is (?:(?:just|still|now|already|finally|only) )*(?:back|home|in bed|up|off|out|"
    r"late|early|on (?:the|a|my|their) (?:bus|train|tram|tube|plane|ferry|phone|sofa|"
    r"way|toilet)|in the (?:bath|car|kitchen|queue|loo|shower)|at the (?:airport|station|door|"
    r"till|checkout|shop|supermarket))(?= (?:from|at|in|for|now)\b|$)",
    re.IGNORECASE,
)
#: "Told their boss", "Was eight": what was told, and when that was, is missing.
_NOTHING_TOLD: Final = re.compile(
    r"^(?:Has )?told (?:their )?\w+(?: (?:about it|everything|on|today|yesterday|in)\b.*)?$|"
    r"^Was (?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|late|early|right|"
    r"wrong|there|home|out|up)$|^(?:Has )?asked (?:their )?\w+$",
    re.IGNORECASE,
)
#: What has no verb before its first comma, or begins with a label or an interjection.
_NO_SENTENCE: Final = re.compile(
    r"^(?:Says|Feels) that (?:yes|yeah|yep|no|nope|ok|okay|well|oh|hi|hey|hm+|please|thanks)\b|"
    r"^(?:Says|Feels) that (?:[\w'-]+ ){0,3}[\w'-]+:|"
    r"^(?:Says|Feels) that (?:(?!(?:is|are|was|were|has|have|had|came|went|got)\b)[\w'-]+ ){1,4}"
    r"(?:back|done|up|off|down|sorted|ready|gone)(?:,|$)",
    re.IGNORECASE,
)
#: What nobody means by its words: "would rather eat their own foot", "would kill for a nap".
_EXAGGERATED: Final = re.compile(
    r"^Would (?:(?:honestly|literally|happily|genuinely) )?(?:(?:rather|sooner) (?:die|starve|eat "
    r"(?:their|glass|nails|a shoe|dirt|worms)|"
    r"(?:chew|cut|gouge|poke|saw|stab|stick|bite|pull|pluck) )|"
    r"(?:kill|die|give (?:an?|their) (?:arm|kidney|leg|right|left|eye|limb|tooth)) )",
    re.IGNORECASE,
)
#: What another advises, or answered once: theirs to think, and no fact about the person.
_ADVISED: Final = re.compile(
    r"^(?!.*\b(?:doctor|dentist|GP|physio\w*|surgeon|nurse|midwife|therapist|lawyer|Dr)\b)"
    r"(?:Says that )?(?:Their )?[\w' -]{2,40}? (?:says?|said|thinks?|thought|reckons?|insists?|"
    r"keeps saying|told them) (?:that )?(?:they (?:should|ought to|need to|had better|could just)|"
    r"(?:yes|no|ok|okay|sure|maybe|hello|hi|goodbye|get well|well done|congratulations)(?=$|,))",
    re.IGNORECASE,
)
#: What somebody of theirs did once, of which nothing is left a minute later.
_ONCE: Final = re.compile(
    r"^Their [\w' -]{2,40}? (?:just )?(?:cried|laughed|sighed|yawned|sneezed|waved|shrugged|smiled|"
    r"giggled|snored|hung up)\b",
    re.IGNORECASE,
)
#: "Or something" says that it is not quite meant.
_NOT_MEANT: Final = re.compile(r"\bor (?:something|whatever|so I am told)$", re.IGNORECASE)
#: Taken back in the same breath: "only at six, wait no, I can't leave them".
_TAKEN_BACK: Final = re.compile(
    r"(?:,|\.{2,}|…|[-–—]) ?(?:(?:oh|no|well),? )?(?:wait,? no|no,? wait|no,? (?:not (?:me|that)|"
    r"sorry|scratch that)|scratch that|hang on,? no|I mean,? no)\b",
    re.IGNORECASE,
)


def momentary(claim: str) -> bool:
    """Whether a claim about the person is one of the moment, or none at all.

    Args:
        claim: In the third person: "Is eating crisps in bed".
    """
    return any(
        pattern.search(claim) is not None
        for pattern in (
            *(_DOING, _AGAIN, _THERE, _NOTHING_TOLD, _NO_SENTENCE, _NOT_MEANT),
            *(_EXAGGERATED, _ADVISED, _ONCE, _FELT, _TAKEN_OUT),
        )
    )


def taken_back(sentence: str) -> bool:
    """Whether a sentence is taken back in the same breath."""
    return _TAKEN_BACK.search(sentence) is not None
