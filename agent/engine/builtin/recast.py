"""Sentences about the person that begin with something else, said again from "I".

"It took me a year to finish the quilt" → "I took a year to finish the quilt". The person shift
knows what follows "I"; a handful of common turns of English keep the person for later, and say the
same.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from agent.engine.builtin import words
from agent.engine.builtin.judging import WORTH

_COUNT = (
    r"(?:(?:about|almost|over|nearly|only|just|more than|like) )?(?:an?|one|two|three|four|five|"
    r"six|seven|eight|nine|ten|several|a few|a couple of|\d+)"
)
_NTH = r"first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|\d+(?:st|nd|rd|th)"
#: "It's been two years since I quit smoking"
_SINCE = re.compile(
    rf"^it (?:has been|is) (?P<long>{_COUNT} (?:\w+ )?(?:day|week|month|year|decade)s?) since "
    r"(?P<said>(?:I|we) (?P<verb>\w+) .+)$",
    re.IGNORECASE,
)
#: "It's been ages since I caught a live show"
_LONG_SINCE = re.compile(
    r"^it (?:has been|is) (?P<long>a while|ages|so long|too long|forever|long) since (?P<who>I|we) "
    r"(?:last )?(?P<said>(?P<verb>\w+) .+)$",
    re.IGNORECASE,
)
#: "It's been a while since I've been outside"
_NOT_SINCE = re.compile(
    r"^it (?:has been|is) (?P<long>a while|ages|so long|too long|forever|long) since "
    r"(?P<who>I|we) have (?:last |actually |really |just )?(?P<done>\w{2,} .+)$",
    re.IGNORECASE,
)
#: "It's my first time growing tomatoes", "This was our second time at the lake"
_NTH_TIME = re.compile(
    rf"^(?:it|this) (?P<be>is|was) (?:my|our) (?:very )?(?P<nth>{_NTH}) time "
    r"(?P<what>(?:[a-z]+ing|at|on|in)\b.*)$",
    re.IGNORECASE,
)
#: What follows from it is another statement: "…, so I am nervous"
_AND_SO = re.compile(r",? (?:so|and|but|because)\b", re.IGNORECASE)
#: "This is my third year as a volunteer"
_NTH_YEAR = re.compile(
    rf"^(?:it|this) (?P<be>is|was) (?P<in>(?:my|our) (?:{_NTH}) (?:day|week|month|year|semester|"
    r"term|season) (?:as|at|of|with|on|in)\b.*)$",
    re.IGNORECASE,
)
#: "It took me three months to finish the sculpture"
_TOOK = re.compile(
    rf"^it (?P<verb>took|takes) (?:me|us) (?P<rest>{_COUNT} (?:\w+ )?(?:minute|hour|day|week|month|"
    r"year|decade|trie|attempt|while|time)s? to .+)$",
    re.IGNORECASE,
)
#: "There's a new trail I want to try near the lake"
_THERE_IS = re.compile(
    r"^there (?:is|are) (?P<what>(?:an?|one|some|two|so many|many) [\w' -]+?) (?:that |which )?"
    r"(?P<who>I|we) (?P<want>(?:really )?(?:want|would love|would like|have been wanting|"
    r"have always wanted|need|hope|plan) to (?:visit|try|read|see|watch|learn|buy|do|hike|climb|"
    r"check out|finish|attend|join|explore|cook|bake|build|make))\b(?P<rest>.*)$",
    re.IGNORECASE,
)
_INTENSE = (
    r"(?:so|super|really|very|pretty|extremely|incredibly|truly|quite|also|still|just|always)"
)
#: "Super proud of my daughter for winning"
_FEELS = re.compile(
    rf"^(?:{_INTENSE} )+(?P<how>proud|grateful|thankful|excited|happy|lucky|glad|thrilled|stoked|"
    r"pumped|nervous|honou?red|blessed|obsessed|hooked|inspired|motivated|relieved|worried|"
    r"passionate|blown away|pleased) (?:of|for|about|to|that|with|by|on|in|when|I|we|my|our)\b",
    re.IGNORECASE,
)
#: "Big fan of jazz here", "Proud dad of two girls"
_IS_A = re.compile(
    r"^(?P<what>(?:huge|big|massive|total|lifelong|proud|avid|long-time|happy) (?:[\w-]+ ){0,2}?"
    r"(?:fan|dad|mom|mum|mother|father|reader|gamer|foodie|believer|lover|owner|member|supporter)\b"
    r".*?)(?: (?:here|myself|too))?$|^not much of (?P<not>an? .+?)(?: myself)?$",
    re.IGNORECASE,
)
#: "When I'm stressed, playing with my turtles calms me down", "Every year my family goes to sea"
_LATER = re.compile(
    r"^(?P<lead>(?:(?:when|whenever|after|before|since|ever since|although|even though|while)\b"
    r"[^,]{3,60}|(?:every|each|last) \w+|(?:on|in|at|during) [^,]{3,30})), "
    r"(?P<main>(?!I\b|we\b|it\b|there\b|you\b|that\b|this\b|which\b|he\b|she\b|they\b|and\b|but\b)"
    r".+)$",
    re.IGNORECASE,
)
_OFTEN = re.compile(
    r"^(?P<lead>(?:every|each) (?:day|week|weekend|month|year|morning|evening|night|summer|winter|"
    r"spring|autumn|fall|[A-Z][a-z]+day)),? (?P<main>(?:my|our) .+)$",
    re.IGNORECASE,
)
_MINE = re.compile(r"\b(?:me|my|us|our)\b", re.IGNORECASE)
#: "Signing with the club was a dream come true": who else could have found it so?
_DOING = re.compile(
    r"^(?P<what>[a-z]{2,}ing (?!(?:is|was|has|and|or)\b)[\w' -]{2,60}?) (?P<be>was|has been|felt) "
    rf"(?P<how>(?:[\w-]+ ){{0,3}}?(?:{WORTH}|dream come true|blast|highlight|experience)\b.*)$",
    re.IGNORECASE,
)
_ANYBODY = re.compile(r"\b(?:you|your|people|someone|somebody|everyone)\b", re.IGNORECASE)


#: "I'm using Postgres for the billing": what one works with, not what one does just now.
_IN_USE = re.compile(
    r"^(?P<who>I am|we are) (?P<now>(?:now|mostly|mainly|still|only|always) )?using "
    r"(?P<what>(?!(?:it|this|that|them|you)\b)"
    r"(?!.*\b(?:right now|today|at the moment|for now)\b).+)$",
    re.IGNORECASE,
)


#: "Got a Framework as my new laptop"
_AS_NEW = re.compile(
    r"^(?:(?:I|we) )?(?:(?:have|just|finally|also) )*(?:got|bought|chose|picked|ordered|found) "
    r"(?P<which>[\w' -]+?) as (?:my|our) new (?P<what>[a-z][a-z -]*)$",
    re.IGNORECASE,
)


#: "Dr Fuchs put me on 5 mg of ramipril"
_PUT_ON = re.compile(
    r"^(?:(?:my|the) [a-z]+|(?:Dr|Prof)\.? [A-Z]\w+) (?:has )?(?:put me on|prescribed me|gave me|"
    r"started me on) "
    r"(?P<dose>\d[\d.,]* ?(?:mg|mcg|g|ml|iu|units?|drops?|pills?|tablets?) (?:of )?\S.*)$",
    re.IGNORECASE,
)


#: "Declan is my permanent manager now"
_IS_MINE = re.compile(
    r"^(?P<who>(?-i:[A-Z])[\w'-]+(?: (?-i:[A-Z])[\w'-]+)?) is (?:now )?"
    r"(?P<what>(?:my|our) (?:[a-z-]+ ){0,2}?(?:boss|manager|lead|landlord|landlady|dentist|doctor|"
    r"gp|therapist|teacher|coach|trainer|tutor|supervisor|mentor|adviser|advisor|vet|flatmate|"
    r"roommate|neighbou?r|colleague|co-?founder|partner|girlfriend|boyfriend|husband|wife|"
    r"best friend))"
    r"(?: now)?$",
    re.IGNORECASE,
)
#: "My birthday's on 9 June": no possessive stands before these.
_IS: re.Pattern[str] = re.compile(
    r"^(?P<what>(?:my|our) [\w ]+?)'s (?P<rest>(?:on|in|at|called|due|not|now|from|\d)\b.*)$",
    re.IGNORECASE,
)
#: What is said of nobody's is one's own: "rent is 835 now", "not a fan of mushrooms".
_OWN = re.compile(
    r"^(?P<what>rent|mortgage|salary)(?:'s| is) (?P<now>now )?(?P<sum>(?:about )?[£$€]?\d.*)$",
    re.IGNORECASE,
)
_NO_FAN = re.compile(
    r"^not (?:a|much of a|the biggest|a big|a huge) fan of (?P<what>.+)$", re.IGNORECASE
)
#: "Not doing the marathon after all"
_NOT_DOING = re.compile(
    r"^not (?P<what>[a-z]{2,}ing \S.* (?:after all|any ?more|any longer))$", re.IGNORECASE
)
_AGED = re.compile(r"^I am (?P<years>[1-9]\d)(?: now| already| this year)?$")
_EXPECTING = re.compile(
    r"^(?:I am|we are) expecting(?P<when> (?:in|around|at|by) .+)?$", re.IGNORECASE
)


def recast(clean: str) -> str | None:
    """What a sentence says, from the person; None where it is none of these turns.

    Args:
        clean: A sentence without fillers: "it has been two years since I quit smoking".
    """
    return next(filter(None, (turn(clean) for turn in _TURNS)), None)


def _in_use(clean: str) -> str | None:
    if in_use := _IN_USE.match(clean):
        who = in_use["who"].split()[0]
        return f"{who} {in_use['now'] or ''}use {in_use['what']}"
    return None


def _is_mine(clean: str) -> str | None:
    mine = _IS_MINE.match(clean)
    return f"{mine['what'].lower()} is {mine['who']}" if mine else None


def _put_on(clean: str) -> str | None:
    put = _PUT_ON.match(clean)
    return f"I take {put['dose']}" if put else None


def _as_new(clean: str) -> str | None:
    as_new = _AS_NEW.match(clean)
    return f"my new {as_new['what']} is {as_new['which']}" if as_new else None


def _left_out(clean: str) -> str | None:
    """With the "my", the "is" or the noun that goes without saying."""
    if match := _IS.match(clean):
        return f"{match['what']} is {match['rest']}"
    if match := _OWN.match(clean):
        return f"my {match['what'].lower()} is {match['sum']}"
    if match := _NO_FAN.match(clean):
        return f"I am not a fan of {match['what']}"
    if match := _NOT_DOING.match(clean):
        return f"I am not {match['what']}"
    if match := _AGED.match(clean):
        return f"I am {match['years']} years old"
    if match := _EXPECTING.match(clean):
        return f"I am expecting a baby{match['when'] or ''}"
    return None


def _since(clean: str) -> str | None:
    if (long := _LONG_SINCE.match(clean)) and words.is_past(long["verb"]):
        ago = "a while ago" if long["long"].lower() == "a while" else "long ago"
        return f"{long['who']} {long['said']} {ago}"
    if not_since := _NOT_SINCE.match(clean):
        how_long = "for a while" if not_since["long"].lower() == "a while" else "in a long time"
        return f"{not_since['who']} have not {not_since['done']} {how_long}"
    match = _SINCE.match(clean)
    if match is None or not (words.is_past(match["verb"]) or match["verb"] in words.SAME_IN_PAST):
        return None
    return f"{match['said']} {match['long']} ago"


def _nth_time(clean: str) -> str | None:
    if match := _NTH_TIME.match(clean):
        be = "am" if match["be"].lower() == "is" else "was"
        what = _AND_SO.split(match["what"], maxsplit=1)[0]
        return f"I {be} {what} for the {match['nth']} time"
    if match := _NTH_YEAR.match(clean):
        be = "am" if match["be"].lower() == "is" else "was"
        return f"I {be} in {match['in']}"
    return None


def _took(clean: str) -> str | None:
    match = _TOOK.match(clean)
    return f"I {match['verb'].lower().removesuffix('s')} {match['rest']}" if match else None


def _there_is(clean: str) -> str | None:
    match = _THERE_IS.match(clean)
    return f"{match['who']} {match['want']} {match['what']}{match['rest']}" if match else None


def _feels(clean: str) -> str | None:
    return f"I am {clean[:1].lower()}{clean[1:]}" if _FEELS.match(clean) else None


def _is_a(clean: str) -> str | None:
    match = _IS_A.match(clean)
    if match is None:
        return None
    if match["not"]:
        return f"I am not much of {match['not']}"
    article = "an" if match["what"][0].lower() in "aeiou" else "a"
    return f"I am {article} {match['what'][:1].lower()}{match['what'][1:]}"


def _later(clean: str) -> str | None:
    match = _OFTEN.match(clean) or _LATER.match(clean)
    if match is None or not _MINE.search(match["main"]):
        return None
    return f"{match['main']} {match['lead'][:1].lower()}{match['lead'][1:]}"


def _doing(clean: str) -> str | None:
    match = _DOING.match(clean)
    if match is None or _MINE.search(clean) or _ANYBODY.search(clean):
        return None
    find = "find" if match["be"].lower() == "has been" else "found"
    return f"I {find} {match['what'][:1].lower()}{match['what'][1:]} {match['how']}"


_TURNS: tuple[Callable[[str], str | None], ...] = (
    _in_use, _as_new, _put_on, _is_mine, _left_out,
    _since, _nth_time, _took, _there_is, _feels, _is_a, _later, _doing,
)  # fmt: skip
