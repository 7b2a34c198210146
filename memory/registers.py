"""Claims that are not put as sentences, or not as an English book would put them, as sentences.

"Editor: Zed" is a note, "gonna quit lol" is chat, "Works since three years as nurse" is English
with another grammar under it. All are read as the sentences they stand for; the text itself stays
as it was written. What is not recognised is left as it is.
"""

from __future__ import annotations

import re
from typing import Final

from memory.appositions import by_its_name
from memory.first_person import as_third_person
from memory.lexicon import BARE, BOUNDARIES, DAYS, FINITE, IRREGULAR, MONTHS, PAST, base_form

#: Words that a topic or a figure has at most; what is longer is a sentence with an unknown verb.
_SHORT: Final = 4
_SHORT_DAYS: Final = {
    "mon": "monday", "tue": "tuesday", "tues": "tuesday", "wed": "wednesday", "thu": "thursday",
    "thur": "thursday", "thurs": "thursday", "fri": "friday", "sat": "saturday", "sun": "sunday",
}  # fmt: skip
_DAY: Final = re.compile(rf"\b(?:{'|'.join(_SHORT_DAYS)})\b(?= \d| \+|,|$)")
_MONTH: Final = "|".join(sorted(MONTHS))
#: A topic, and what holds of it. A link, a time of day and a clause have colons too.
_NOTE: Final = re.compile(r"^(?P<topic>[a-z][\w&' -]{1,40}?)(?: \([^()]*\))?: (?P<value>\S.*)$")
#: Where something was noted, or what a whole sentence is about: "Diary: I slept in the tent".
_LABEL: Final = re.compile(
    r"^(?:[a-z'-]+ ){0,2}(?:notes?|diary|logs?|reminder|memo|journal|to remember|to ?do|fyi)"
    r"(?: \([^()]*\))?: (?=\S)"
    r"|^(?:[a-z'-]+ ){0,2}[a-z'-]+: "
    r"(?=(?:(?:i|we)(?:'\w+)?|he|she|they|my|our|his|her|their) \S+ \S)"
)
#: A topic and a figure, with no verb between: "rent 840 euros", "standup 9:15".
_FIGURE: Final = re.compile(
    rf"^(?P<topic>[a-z][a-z' -]{{2,40}}?) (?P<value>(?:{'|'.join(sorted(DAYS))}|\d)\S*\b.*)$"
)
#: The first word of "targets 3.9" may be a verb.
_VERBAL: Final = ("s", "ed", "ing")
#: What a note says of a topic that is no more.
_NO_MORE: Final = re.compile(
    r"^(?:none|no(?!\.)|nothing|gone|over|done|gave notice|no longer|not any ?more|off|expired"
    r"|(?P<verb>cancelled|canceled|sold|quit|ended|closed|deleted|dropped|terminated|stopped"
    r"|returned))\b"
)
_MOVED_ON: Final = re.compile(
    r"^(?:now|moved to|migrated to|switched to|changed to|new|replaced by) (?:a |an |the )?"
)

#: That the person said something, where it is not theirs to be: "says that the class was moved".
_SAID: Final = re.compile(r"^(?:says|said|mentions|mentioned) that (?=(?:the|their|they) \S+ \S)")
_LEADING: Final = re.compile(r"^(?:finally|just|recently|eventually|so|well|ok|and) (?=\w+ )")
#: Why, or since when, before the sentence itself: "After the move, sold the car".
_BEFORE: Final = re.compile(
    r"^(?:after|since|because of|because|due to|when|as|at|in|on|with|thanks to|for)\b[^,]*, "
    r"|^(?:after|since|because) (?:\S+ ){1,8}?"
    r"(?=they (?:do|does|did|no|have|has|are|were|can|now)\b)"
)
_SINCE_BEFORE: Final = re.compile(
    rf"^(?:since|as of|from) (?:\d{{1,2}}\.? )?(?:{_MONTH}|last \w+|this \w+|today|\d{{4}})"
    r"(?: \d{4})? "
)
_DAY_BEFORE: Final = re.compile(
    rf"^(?P<day>(?:on|in) (?:\d{{1,2}}\.? )?(?:{_MONTH})(?: \d{{4}})?) "
    r"(?P<rest>(?:their|the) \S.*)$"
)
#: Whose it is, where it is the person's.
_OWN: Final = re.compile(r"^(?:the user's|the person's|user's|my|his|her) ")
#: Of whom all claims speak that name nobody.
_THE_PERSON: Final = re.compile(r"^the (?:user|person) (?=(?:not |no longer )?(?P<verb>[a-z'-]+))")

#: What one calls a parent is who that is.
_CALLED: Final = {
    "mum": "mother", "mom": "mother", "mummy": "mother", "dad": "father", "daddy": "father",
    "grandma": "grandmother", "granny": "grandmother", "grandpa": "grandfather",
}  # fmt: skip
_PARENT: Final = re.compile(rf"\b(?P<whose>their |the )(?P<who>{'|'.join(_CALLED)})\b")
_MODAL: Final = frozenset(
    {"can", "cannot", "could", "will", "would", "must", "may", "might", "should"}
)
_SEASONS: Final = "spring|summer|autumn|winter"
#: Of chat.
_CHATTY: Final = (
    (
        (
            r"\b(?:lol|lmao|omg|haha+|rn|tbh|imo|ngl|fr|btw|atm|yay|ugh|super|totally|kinda"
            r"|kind of|literally|basically|actually|officially|honestly|obviously|a lot|lately"
            r"|like(?= \d))\b|!+"
        ),
        " ",
    ),
    (r"\bgonna\b", "going to"),
    (r"\bwanna\b", "want to"),
    (r"\bgotta\b", "have to"),
    (r"\buni\b", "university"),
    (r"\b(?P<n>\d+) ?x (?=a |per |the )", r"\g<n> "),
    (r"\bcan ?not stand\b", "dislikes"),
)
#: Of another grammar: the time before the object, participles at the end, "by" for "at".
_LEARNT: Final = (
    (
        (
            r"\b(?P<v>[a-z]+) (?:since|for) (?:\w+ (?:year|month|week)s?|\d{4}"
            rf"|(?:early |late )?(?:{_SEASONS}|{_MONTH}))"
            r"(?= (?:no|not|at|by|in|as|with|on|for|a|the)\b)"
        ),
        r"\g<v>",
    ),
    (r"^(?P<v>[a-z]+s) since (?:the |their )?\w+ (?=no |not )", r"\g<v> "),
    (r"\bnot more\b(?! than)", "no longer"),
    (r"\bno more(?= (?:[a-z]+ing|at|by|in|as|with|for|on)\b)", "no longer"),
    (
        r"^(?P<v>must take|[a-z]+s) (?:no|not any) (?P<what>[\w -]+?) (?:any )?more\b",
        r"no longer \g<v> \g<what>",
    ),
    (
        (
            r"^(?P<v>works?|lives?|studies) (?P<no>no longer )?by "
            r"(?=(?:the |their |his |her )?(?!\w+sel(?:f|ves)$)\w+$)"
        ),
        r"\g<no>\g<v> at ",
    ),
    (r"^(?P<v>[a-z]+s) (?P<no>no longer|now|again) (?=\w)", r"\g<no> \g<v> "),
    (
        (
            r"^(?P<have>has|have) (?P<what>(?:the|their|his|her|a|an) [\w' -]+?) "
            r"(?P<verb>given up|given back|given away|cancelled|sold|left|changed|quit|finished"
            r"|stopped|passed|ended|lost|moved|learnt|learned|begun|started|bought|broken off)$"
        ),
        r"\g<have> \g<verb> \g<what>",
    ),
    (r"^must take\b", "takes"),
    (r"^no longer must take\b", "no longer takes"),
)
#: What says the same as what is understood.
_SAME: Final = (
    (
        (
            r"^(?:has )?(?:bought|rented|found|built) (?:an? |the |their )?(?:[\w-]+ ){0,3}"
            r"(?:house|flat|apartment|home|place) (?P<where>in .+?) and (?:has |have )?"
            r"moved (?:there|in)\b.*$"
        ),
        r"now lives \g<where>",
    ),
    (
        (
            r"^(?P<told>(?:has |have )?"
            r"(?:moved|relocated|switched|joined|started|changed|became)\b.*?) "
            rf"(?:in|since|last|this|on) (?:early |mid |late )?(?:\d{{1,2}} )?"
            rf"(?:{_MONTH}|{_SEASONS}|week|month|year|weekend)$"
        ),
        r"\g<told>",
    ),
    (
        (
            r"^(?:their |the )?(?P<what>[a-z][\w' -]*?) (?:(?:has|have|was|were|been|just) )*"
            r"(?:went up|gone up|went down|gone down|rose|risen|increased|raised|climbed|grew|grown"
            r"|fell|fallen|dropped|decreased|lowered|reduced|cut|set|changed)"
            r" (?:from \S+(?: \S+)? )?to (?P<value>(?:\S+ )?\d.*)$"
        ),
        r"their \g<what> is now \g<value>",
    ),
    (
        (
            r"^(?:their|the) (?P<what>\w+(?: \w+)?) (?:has |have )?moved (?:from \S.* )?to "
            r"(?P<where>(?:the |an? )?(?:\w+ )?(?:building|room|floor|wing|hall|basement|cellar"
            r"|attic|garage|street|road)\b.*)$"
        ),
        r"their \g<what> is now in \g<where>",
    ),
    (
        (
            r"^(?:moved|switched|changed) to an? (?!new\b|flat|house|apartment|room|place|home)"
            r"(?P<what>\w+) (?P<where>(?:on|in|at|near|by) .+)$"
        ),
        r"their \g<what> is now \g<where>",
    ),
    (
        (
            r"^(?:has )?(?:changed|switched) (?:the |their )?(?P<what>\w+?)s?(?:,| and) "
            r"(?:now |is now )(?:sees|has|uses|with|at|goes to) (?P<which>\S.*)$"
        ),
        r"their \g<what> is now \g<which>",
    ),
    (
        (
            r"^(?:has |have )?(?:started|began|begun|come|came|grown|grew|learnt|learned) to "
            r"(?P<v>like|love|enjoy|hate|dislike|eat|drink|use) (?P<rest>.+)$"
        ),
        r"\g<v>s \g<rest> now",
    ),
    (
        (
            r"^(?:has )?made (?P<which>\S+(?: \S+)?) (?:the|their) (?:new )?"
            r"(?:default|main|primary|standard) (?P<role>\w+)$"
        ),
        r"uses \g<which> as their \g<role> now",
    ),
    (
        (
            r"\b(?:attends?|goes? to|is (?:in|at)|start(?:s|ed)(?: at)?|changed to|moved up to) "
            r"(?:the |an? )?(?=(?:nursery|kindergarten|preschool|school|university|college"
            r"|(?:primary|elementary|middle|secondary|high|grammar) school)\b)"
        ),
        "studies at ",
    ),
    (
        (
            r"^(?:has )?(?:reduced|switched|changed|went|moved|increased|gone)"
            r"(?: down| up| back)? to (?P<hours>part-time|full-time)\b"
        ),
        r"now works \g<hours>",
    ),
    (
        (
            r"^(?:the |their )?(?P<old>\S+(?: \S+){0,2}?) "
            r"(?:was|were|got|has been|is being|is) (?:now )?(?:replaced|superseded|succeeded) "
            r"(?:with|by(?! (?:the|an?|their|my|our|his|her|some|one)\b)) (?P<new>\S.*)$"
        ),
        r"replaced \g<old> with \g<new>",
    ),
    (r"\bis on (?:the|a) waiting list for\b", "waits for"),
    (r"\blives on (?=(?:the |an? )?\w+ (?:floor|street|road|farm|island|coast)\b)", "lives at "),
    (
        (
            r"^(?:has )?(?:become|became|turned|went|gone) (?:an? )?"
            r"(?=(?:vegan|vegetarian|pescatarian|teetotal|freelance|self-employed)\b)"
        ),
        "is now ",
    ),
)
#: Each group with a pattern without which none of it applies: most sentences need none of them.
_GROUPS: Final = tuple(
    (re.compile(guard), tuple((re.compile(pattern), instead) for pattern, instead in group))
    for guard, group in (
        (
            (
                r"!|\d ?x |\b(?:lol|lmao|omg|haha+|rn|tbh|imo|ngl|fr|btw|atm|yay|ugh|super|totally"
                r"|kinda|kind|literally|basically|actually|officially|honestly|obviously|lot|lately"
                r"|like|gonna|wanna|gotta|uni|stand)\b"
            ),
            _CHATTY,
        ),
        (r"^(?:has|have|must) |\b(?:since|for|not|no|by|now|again|more)\b", _LEARNT),
        (
            (
                r"\b(?:moved|relocated|switched|joined|started|changed|became|become|turned|went|gone"
                r"|rose|risen|increased|raised|climbed|grew|grown|fell|fallen|dropped|decreased"
                r"|lowered|reduced|cut|set|replaced|superseded|succeeded|begun|began|come|came|learnt|learned|made|nursery"
                r"|kindergarten|preschool|school|university|college|list|floor|street|road|farm"
                r"|island|coast)\b"
            ),
            _SAME,
        ),
    )
)

#: What somebody had to do was done.
_HAD_TO: Final = re.compile(
    r"^(?P<who>(?:they |the user |user )?)(?:(?:has|had|have) (?:had )?to|was (?:forced|told|asked"
    r"|advised|able) to|managed to|decided to|(?:the |their )?doctor (?:said|says|told them) to) "
    r"(?P<verb>stop|quit|leave|give up|sell|cancel|drop|abandon|close|return|move out|end|skip)\b"
)
_DONE: Final = {
    "stop": "stopped", "leave": "left", "give up": "gave up", "sell": "sold", "drop": "dropped",
    "cancel": "cancelled", "abandon": "abandoned", "close": "closed", "return": "returned",
    "move out": "moved out", "end": "ended", "skip": "skipped",
}  # fmt: skip
#: Without its subject and "is": "obsessed with …", "still at university".
_BARE_STATE: Final = re.compile(
    r"^(?:been )?(?:(?:still|back|finally|now) )?(?P<not>not )?"
    r"(?P<state>(?:on|off|at|in|over|out of|with|into|done with|through with|stuck with|loyal to"
    r"|obsessed with|hooked on|addicted to|going to) \S.*)$"
)
#: The same of what goes on: "hitting the gym".
_BARE_DOING: Final = re.compile(r"^(?:not )?(?P<verb>[a-z]{2,}ing) (?=\S)")
_GOING_TO: Final = re.compile(r"^is (?P<not>not )?going to (?!the\b|work\b)(?=[a-z]+\b)")


def as_sentence(said: str) -> str:
    """A normalised text as a sentence, where it is none.

    Args:
        said: As :func:`memory.phrases.normalise` leaves it.
    """
    said = as_third_person(_LEADING.sub("", _SAID.sub("", _LABEL.sub("", said))))
    said = _THE_PERSON.sub(_unsaid, said)
    said = _PARENT.sub(lambda found: f"{found['whose']}{_CALLED[found['who']]}", said)
    said = _OWN.sub("their ", _SINCE_BEFORE.sub("", _BEFORE.sub("", said)))
    said = _DAY_BEFORE.sub(r"\g<rest> \g<day>", said)
    said = _DAY.sub(lambda found: _SHORT_DAYS[found[0]], said)
    for guard, group in _GROUPS:
        if guard.search(said):
            for pattern, instead in group:
                said = pattern.sub(instead, said)
    said = by_its_name(" ".join(said.split()).strip(" .;,"))
    return _note(said) or _figure(said) or _stated(said)


def _unsaid(opening: re.Match[str]) -> str:
    """Nothing for "the user", where a verb follows: "the user interface is slow"."""
    verb = opening["verb"]
    spoken = verb in FINITE or verb in PAST or verb.endswith(("s", "ed")) or verb in _MODAL
    return "" if spoken else opening[0]


def _note(said: str) -> str:
    """A topic with what holds of it; nothing for what is no note."""
    note = _NOTE.match(said)
    topic = note["topic"].split() if note else []
    if note is None or len(topic) > _SHORT or any(map(_speaks, topic)):
        return ""
    value = note["value"]
    ended = _NO_MORE.match(value)
    if ended and ended["verb"] and value != ended[0]:
        return value  # "Diet: stopped keto" says itself what was stopped
    if ended:
        return f"no longer has {note['topic']}"
    moved = _MOVED_ON.match(value)
    now = f"now {value[moved.end() :]}" if moved else value
    return f"their {note['topic']} is {now}"


def _figure(said: str) -> str:
    """A topic with its figure; nothing for what may have a verb."""
    figure = _FIGURE.match(said)
    if figure is None:
        return ""
    topic, value = figure["topic"].split(), figure["value"].split()
    if max(len(topic), len(value)) > _SHORT or topic[-1] in BOUNDARIES:
        return ""
    if topic[-1].endswith("ed"):
        return ""  # "their grandmother turned 90"
    if topic[0].endswith(_VERBAL) or topic[0] in IRREGULAR or any(map(_speaks, topic + value)):
        return ""
    return f"their {figure['topic'].removesuffix(' only')} is {figure['value']}"


def _speaks(word: str) -> bool:
    """Whether a word is a verb, or belongs to a sentence that has one."""
    return (
        word in FINITE
        or word in {"they", "that", "which", "who", "to", "not"}
        or (word in BARE and word not in {"work", "plan", "study", "read", "run", "sleep", "use"})
    )


def _stated(said: str) -> str:
    """A sentence with the verb that chat leaves out."""
    said = _HAD_TO.sub(lambda had: had["who"] + _DONE.get(had["verb"], had["verb"]), said)
    state = _BARE_STATE.match(said)
    # "At the last meeting resigned" has a verb.
    if state and not any(word in FINITE or word.endswith("ed") for word in said.split()[2:]):
        said = f"is {state['not'] or ''}{state['state']}"
    doing = _BARE_DOING.match(said)
    if doing and base_form(doing["verb"]) != doing["verb"]:
        said = f"is {said}"
    planned = _GOING_TO.match(said)
    if planned:
        said = f"{'does not plan' if planned['not'] else 'plans'} to {said[planned.end() :]}"
    return said
