"""One wording for what English has several for: "is the owner of a cat", "owns a cat".

Applied to both of two claims before they are parsed, so that their slots and values meet. Only the
frame of a sentence is rewritten, never its value.
"""

from __future__ import annotations

import re
from typing import Final

from memory.lexicon import BARE, base_form

_KINDS = r"(?:children|kids|sons|daughters|boys|girls)"
_HOBBY = r"(?:hobby|hobbies|pastimes?|passions?)"
_PLAYERS: Final = {
    "violinist": "violin", "cellist": "cello", "pianist": "piano", "guitarist": "guitar",
    "drummer": "drums", "flautist": "flute", "organist": "organ", "trumpeter": "trumpet",
    "bassist": "bass", "saxophonist": "saxophone", "harpist": "harp", "goalkeeper": "goalkeeper",
}  # fmt: skip
#: Pattern at the start of a predicate → what it becomes. The first that fits is applied.
_FRAMES: Final = tuple(
    (re.compile(rf"^{pattern}"), instead)
    for pattern, instead in (
        (r"would like to\b", "wants to"),
        (r"would rather (?:get |have |use |take |do )?(?P<one>\S.*?) than (?P<other>\S.*)",
         r"prefers \g<one> to \g<other>"),
        (r"their weight (?:is|was) (?=\d)", "weighs "),
        (r"tr(?:ies|y) to avoid\b", "avoids"),
        (r"(?:suffers from|struggles with|is diagnosed with|was diagnosed with)\b", "has"),
        (r"(?:holds) (?=an? )", "has "),
        (r"has an? (?P<what>[\w -]+?) allergy$", r"is allergic to \g<what>"),
        (r"has an? (?:\w+ )?(?:allergy|intolerance) (?:to|of)\b", "is allergic to"),
        (r"is (?P<what>\w+) intolerant$", r"is intolerant of \g<what>"),
        (r"is an? (?:active )?member of\b", "belongs to"),
        (
            rf"is (?:a|the) (?:mother|father|parent) of (?P<what>.*\b{_KINDS}\b)",
            r"has \g<what>",
        ),
        (r"(?:has|have|holds) (?:an? )?(?:job|position|post) (?:at|with)\b", "works at"),
        (
            (
                r"(?:has|started|starts|got|took|found|accepted|landed|begins|began) "
                r"(?:an? |their )?new (?:job|position|post|role) (?:at|with)\b"
            ),
            "now works at",
        ),
        (r"(?:got|took|found|accepted|landed|started) (?:an? )?(?:job|position|post) (?:at|with)\b",
         "now works at"),
        (r"(?:has )?(?:got|took|found|accepted|landed|started) (?:an? )?(?:job|position|post) as\b",
         "now works as"),
        (r"(?:was|got) hired (?:by|at)\b", "now works at"),
        (r"(?:was|got) (?:hired|promoted) (?:as|to)\b(?!.*\b(?:team|club|choir|band|crew)\b)",
         "now works as"),
        (
            (
                r"joined (?!.*\b(?:club|team|band|choir|party|board|association|committee|society"
                r"|orchestra|union|group)\b)(?P<what>.+?) as (?P<role>\S.+)"
            ),
            r"now works at \g<what> as \g<role>",
        ),
        (r"(?P<verb>test|build|deploy|edit|draw|program|code)s? with (?P<what>[\w.+-]+)$",
         r"uses \g<what> for \g<verb>ing"),
        (r"(?:has|have) an? (?:husband|wife|spouse) (?:called|named)\b", "is married to"),
        (r"(?:has|have) an? (?:girlfriend|boyfriend|partner) (?:called|named)\b",
         "is in a relationship with"),
        (r"(?:got|has got|has gotten|gets) (?P<state>married|engaged|divorced|separated)\b",
         r"is now \g<state>"),
        (r"married (?=\w)", "is now married to "),
        (
            (
                r"lives? (?:alone|by (?:themselves|themself|himself|herself)|on their own)"
                r"(?: (?:now|again))? (?:since|after|because)\b.*$"
            ),
            "lives with alone",
        ),
        (r"lives? (?:alone|by (?:themselves|themself|himself|herself)|on their own)\b",
         "lives with alone"),
        (r"moved in with\b", "now lives with"),
        (
            (
                r"(?P<who>(?:their |the )?\S+(?: \S+){0,3}? )(?:moved in|lives) with them in "
                r"(?P<where>\S+(?: (?!(?:on|in|at|since|last|this|for|yesterday)\b)\S+){0,2}).*$"
            ),
            r"\g<who>now lives in \g<where>",
        ),
        (r"shares? (?:an? |their )?(?:flat|house|home|apartment|place) with\b", "lives with"),
        (
            (
                rf"(?:one of )?their (?:\w+ )?{_HOBBY} (?:is|are|includes?) (?:now )?"
                r"(?!an?\b|the\b|very\b|not\b|\w+(?:ive|ing out)\b)(?P<what>\S.*)$"
            ),
            r"pursues \g<what>",
        ),
        (rf"(?P<what>[\w -]+?) (?:is|are) (?:one of )?their (?:\w+ )?{_HOBBY}(?= now$|$)",
         r"pursues \g<what>"),
        (r"(?P<what>[\w -]+?) (?:is|are) their thing(?= now$|$)", r"pursues \g<what>"),
        (rf"(?P<what>[\w -]+?) (?:is|are) no longer (?:one of )?their (?:\w+ )?(?:{_HOBBY}|thing)$",
         r"no longer pursues \g<what>"),
        (rf"(?P<what>[\w -]+?) used to be (?:one of )?their (?:\w+ )?{_HOBBY}$",
         r"used to pursue \g<what>"),
        (rf"their (?:\w+ )?{_HOBBY} used to be (?P<what>\S.*)$", r"used to pursue \g<what>"),
        (r"(?:does|has) (?P<what>[\w -]+?) as (?:a|their) (?:\w+ )?(?:hobby|pastime)$",
         r"pursues \g<what>"),
        (r"(?:is|was) (?:able to|capable of)\b", "can"),
        (r"(?:has )?learn(?:ed|t) (?:how )?to\b", "now can"),
        (r"knows how to\b", "can"),
        (r"has come to\b", "now"),
        (r"(?:has )?moved (?:down|up|over|out|across|back) to\b", "moved to"),
        (
            (
                r"(?:has )?(?:got|bought|chose|picked) (?:an? |the )?(?P<which>[\w -]+?) as "
                r"(?:the|their|an?) new (?P<what>[\w -]+)$"
            ),
            r"their \g<what> is now \g<which>",
        ),
        (r"(?:has )?(?:switched|changed|moved) to (?P<what>.+? as (?:their|the|an?) .+)",
         r"now uses \g<what>"),
        (r"(?:has )?(?:changed|switched) (?P<what>[a-z]+?)s? from .+? to (?P<which>.+)",
         r"their \g<what> is now \g<which>"),
        (r"works? (?:remotely|from home)(?= now$|$)", "works remote"),
        (r"works? (?:from|in|at) the office(?= now$|$)", "works office"),
        (r"(?:has|got|bought) an? new (?P<what>[\w ]+?)(?:, (?:an? )?| called )(?P<which>.+)$",
         r"their \g<what> is now \g<which>"),
    )
)  # fmt: skip
#: Whether any of them fits: one look instead of one for each, as most sentences fit none.
_ANY_FRAME: Final = re.compile(
    "|".join(re.sub(r"\(\?P<\w+>", "(?:", pattern.pattern) for pattern, _ in _FRAMES)
)
_SPOUSE = re.compile(
    r"^(?:their )?(?:husband|wife|spouse)(?:'s name)? is (?:called |named )?(?=[\w-]+$)"
)
_GOING = re.compile(r"^(?P<go>goes|go|went) (?:for an? (?P<noun>run|swim|walk|ride|hike|jog)|"
                    r"(?P<verb>\w+ing))\b")  # fmt: skip
_DENIAL = re.compile(
    r"^(?:(?P<be>is|are) (?:not|no longer)|(?:does|do|did) not|no longer|never|used to) "
)
_DOER = re.compile(r"^is (?:an?|the) (?P<who>\w+(?:er|or)) of\b")
_PLAYER = re.compile(rf"^is an? (?P<who>{'|'.join(_PLAYERS)})\b")
_LIKING = re.compile(
    r"^(?P<verb>(?:dis)?likes?|loves?|enjoys?|hates?|is fond of|is keen on|is afraid of) "
    r"(?:to (?P<plain>\w+)|(?P<doing>\w+ing))\b"
)
_TIMES = re.compile(r"\b(?P<n>two|three|four|five|six|seven|\d+) times (?=a|per|every)")
_SELF = re.compile(r"^(?:they|the person|the user|user|person|he|she) ")


def framed(body: str) -> str:
    """A normalised sentence in the wording that stands for all of its kind."""
    said = _SPOUSE.sub("is married to ", _TIMES.sub(r"\g<n> ", body))
    opening = _SELF.match(said)
    head = opening[0] if opening else ""
    said = said[len(head) :]
    denial = _DENIAL.match(said)
    if denial:
        inside = framed(f"{'is ' if denial['be'] else ''}{said[denial.end() :]}")
        return f"{head}{'not' if denial['be'] else denial[0].strip()} {inside}"
    for pattern, instead in _FRAMES if _ANY_FRAME.match(said) else ():
        changed, times = pattern.subn(instead, said, count=1)
        if times:
            return head + changed
    player = _PLAYER.match(said)
    if player:
        return f"{head}plays the {_PLAYERS[player['who']]}{said[player.end() :]}"
    going = _GOING.match(said)
    if going and going["go"] != "went":
        verb = going["noun"] or base_form(going["verb"])
        return f"{head}{verb}s{said[going.end() :]}" if verb != "shopp" else body
    liking = _LIKING.match(said)
    if liking:
        verb = liking["plain"] or base_form(liking["doing"])
        return f"{head}{liking['verb']} {verb}{said[liking.end() :]}"
    doer = _DOER.match(said)
    if doer:
        verb = base_form(doer["who"][:-2] + "ing")
        if verb in BARE:
            return f"{head}{verb}s{said[doer.end() :]}"
    return head + said
