"""Words that point at something outside the sentence, and whether they find it inside."""

from __future__ import annotations

import re

from agent.engine.builtin import words
from agent.engine.builtin.words import word_set

_SECOND = re.compile(r"\b(?:you|your|yours|yourself|u|ya|y'all|let's)\b", re.IGNORECASE)
_EXPLETIVE = re.compile(
    r"\bit (?:is|was|has|will be|takes?|took|gets?|got|feels?|felt|seems?|makes sense) "
    r"(?:(?:so|very|really|super|too|quite|always|not|been|getting|a|an) )*"
    r"(?:\w+ )?(?:to|that|when|for|how|cold|hot|warm|dark|late|early|raining|snowing|hard|"
    r"important|(?:being|doing|getting|going|having|hearing|knowing|learning|making|seeing|"
    r"spending|watching|working))\b|\bwho (?:\w+ )?needs? it\b"
    r"|\b(?:likes?|loves?|hates?|dislikes?|enjoys?|prefers?|appreciates?) it when\b"
    r"|\b(?:make|makes|made) it (?:(?:all the way )?(?:to (?=(?:the|an?|my|their|our|work|school|"
    r"church|first|second|third|every)\b)|into the|home\b|past the|back\b)|through the\b|"
    r"on time\b)"
    r"|\bhit it off\b|\bwhen it comes to\b|\b(?:take|takes|took|taking) it (?:easy|slow|one)\b"
    r"|\b(?:play|plays|played|playing) it safe\b|\b(?:get|gets|got|getting) around to it$"
    r"|\bit (?:is|was|has been) (?:such )?(?:an? )?(?:\w+ )?(?:day|night|evening|morning|weekend)\b"
    r"|\b(?:make|makes|made|find|finds|found) it (?:\w+ )?(?:easy|easier|hard|harder|clear|"
    r"possible|difficult|important|impossible|fun)\b"
    r"|^(?:\w+ )?(?:[Ff]inds|[Ff]ound) it (?:[\w-]+,? ){1,4}?(?:to|how|that|when|[a-z]{2,}ing)\b",
    re.IGNORECASE,
)
#: Anything a later "it" may stand for: a noun with a determiner, in a clause before.
_THING = re.compile(
    r"\b(?:a|an|the|their|my|some|every|each|new|another|about|two|"
    r"three)\s+[A-Za-z]{3,}[^,;]*?(?:,|\b(?:and|but|when|because|so|"
    r"which|that|as|if|until|before|after|while|where|though|to)\b)",
    re.IGNORECASE,
)
#: Whatever a later "its" may belong to: "Their own shop has had its ups and downs".
_OWNER = re.compile(
    r"\b(?:a|an|the|their|every|each|another)\s+[A-Za-z]{3,}|^[A-Z][a-z]+ing ", re.IGNORECASE
)
_PERSON = re.compile(
    r"\b(?:sister|brother|mother|mum|mom|father|dad|wife|husband|partner|girlfriend|boyfriend|son|"
    r"daughter|child|kid|kids|baby|friend|friends|boss|manager|colleague|colleagues|coworker|"
    r"neighbour|neighbor|grandmother|grandma|grandfather|grandpa|aunt|uncle|cousin|niece|nephew|"
    r"dog|"
    r"dogs|cat|cats|puppy|parents|family|teacher|doctor|roommate|fianc\w+|team|students?|people|"
    r"someone|somebody|everyone|youngest|eldest|oldest)\b|(?<!^)\b[A-Z][a-z]+\b",
)
_DEMONSTRATIVE = re.compile(
    r"\b(?P<word>this|that|these|those)\b\s*(?P<next>[\w']*)", re.IGNORECASE
)
_TIMES = word_set(
    """
    week weekend month year morning afternoon evening summer winter spring autumn fall days
    time
    """
)
_AFTER_COMPLEMENTISER = word_set(
    """
    they their there the a an it he she we is are was were has have had can could will would
    do does did make makes made help helps get gets let lets allow allows keep keeps work
    works fit fits go goes need needs come comes love loves give gives matter matters some all
    everyone people life not no my really always never
    """
)
_VAGUE = re.compile(
    r"\b(?:stuff like that|things like that|the same(?! (?:\w+ )?as\b| \w+ (?:in|at|for|"
    r"since)\b)|same here|as well as that|"
    r"such (?:things?|stuff)|such$|some(?:thing|one|where) like (?:that|this)$|"
    r"(?:an?|another) (?:\w+ )?one(?!-| (?:of|at|day))|"
    r"^(?:\w+ ){1,3}(?<!only )one"
    r"(?= (?:because|since|for|in|at|on|too|yet|from|with|when|after|soon)\b|$)|"
    r"(?<!of )theirs|(?:anything|anyone|something|someone|everything|nothing) else$|the (?:pic|"
    r"pics|picture|"
    r"photo|photos|(?<!only )one(?! \w+ (?:where|who|that|which)\b)|ones|other one|former|"
    r"latter|link|above|"
    r"below|following|suggestion|advice|idea(?! (?:of|to|that)\b)|"
    r"info|answer|question))\b|\bthe (?:first|second|third|other|latter) (?:"
    r"option|paragraph|step|question|version|example|point|part|answer|approach|suggestion)\b|"
    r"^would (?:say|guess)\b|^(?:agrees?|hears?|bets?|sees?|"
    r"gets?(?= (?:it|that|what|why|how)\b|$)|understands?|wonders?|means?|"
    r"appreciates?)\b(?! \w+ing)",
    re.IGNORECASE,
)


_TOLD = r"told them(?: (?:today|yesterday|once|tonight|this \w+|last \w+|on \w+day))?"
#: Sums, and what ended in code or a quotation that was left out: "Tried to make a table using".
_CUT = re.compile(
    r"\s=\s|\b(?:using|the|an?|(?<!care )(?<!think )(?<!part )(?<!proud )(?<!dream )(?<!heard )of|"
    r"and|or|their|called|named|(?<!broken )into|(?<!on )their own)$|"
    r"^(?:[\w'-]+ ){1,5}(?:is|are|was|were)$|\b(?:do|does|did|done|doing) so$|\b(?:when|where|"
    r"because|if),|"
    # What was said stood in quotation marks, and was left out.
    r"^(?:(?:Says|Feels) that )?(?!.*\b(?:as|how|that|what|which|who)\b).*"
    rf"\b(?:{_TOLD}(?:,|$)|(?:says?|said|asks|asked(?: them)?|replied)$)",
    re.IGNORECASE,
)
#: "Stops at two cups": cups of what was said before, and is lost here.
_BARE_MEASURE = re.compile(
    # "On Friday at 10" is a time of day.
    r"(?<!day )(?<!days )(?<!tomorrow )(?<!tonight )(?<!ing )(?<!ings )(?<!\d{4} )"
    r"\b(?:at(?! (?:\w+|\d+)$)|to|after|than|under|over|have|has|had|drinks?|drank|eats?|ate|"
    r"takes?|took|only|just)"
    r" (?:only |just |about )?(?:an?|one|two|three|four|five|six|\d+|a few|a couple of)"
    r"(?: (?:cups?|glass(?:es)?|slices?|pieces?|bowls?|plates?|pints?|bottles?|doses?|pills?|"
    r"bites?|more))?(?: a day| per day| each)?\s*(?=$|[,.;]|\bor\b|\band\b|\bbut\b)",
    re.IGNORECASE,
)
_THEY = re.compile(r"\b(?:they|them|their|theirs|themselves)\b", re.IGNORECASE)
_MANY = re.compile(
    r"\b(?:(?!(?:this|always|sometimes|perhaps|besides|nowadays|does|thus)\b)[A-Za-z]{2,}[^s\W]s|"
    r"[a-z]{3,} and [a-z]{3,}|people|children|everyone|somebody|someone|family|team)\b",
    re.IGNORECASE,
)
_EMPTY = word_set(
    """
    early back again then later soon now away out off down well far more less better best so
    too very really just go going went gone goes do does did done be is was been has have had
    not never will would can could should may might must cannot on in at to from with for of
    and or by about them they their no yes always also still first last next today all things
    thing stuff something anything nothing one it that this lot bit way time tomorrow
    yesterday today tonight yet try tried start started stop stopped decide decided see saw look
    looked handle quit give keep keeps getting face starting starts anything everything talked
    spoken chatted talking chatting every few days while ages life happened happening lots
    """
)
_DATES = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\b\d+\b|\b(?:january|february|march|april|"
    r"may|june|july|"
    r"august|september|october|november|december)\b",
    re.IGNORECASE,
)


#: "On Thursdays at 19:00": when something always is.
_EACH_TIME = re.compile(r"\b\w+days\b.*\d{1,2}(?:[:.]\d{2}| ?[ap]m)", re.IGNORECASE)
#: "Turned 40"
_AGED = re.compile(r"turned [1-9]\d\b", re.IGNORECASE)


def empty(claim: str) -> bool:
    """Whether nothing is left of a claim but grammar and dates ("Stopped early", "Will decide")."""
    if _EACH_TIME.search(claim) or _AGED.match(claim):
        return False  # "Rehearses on Thursdays at 19:00"
    tokens = re.findall(r"[a-z][a-z'-]+|\d+[a-z]\b", _DATES.sub(" ", claim.lower()))
    start = 2 if tokens[:1] and tokens[0] in {"will", "would", "should", "could", "might"} else 1
    return all(token in _EMPTY for token in tokens[start:])


def they_without(sentence: str) -> bool:
    """Whether a sentence in the first person speaks of "them" without having said whom."""
    they = _THEY.search(sentence)
    return they is not None and _MANY.search(sentence[: they.start()]) is None


def dangling(claim: str) -> bool:
    """Whether a claim in the third person points at something it does not contain.

    "They", "them" and "their" stand for the person and are always fine.
    """
    if any(sign.search(claim) for sign in (_SECOND, _CUT, _VAGUE, _BARE_MEASURE)):
        return True
    bare = _EXPLETIVE.sub(" ", claim)
    if (it := re.search(r"\b(?:it|itself)\b", bare)) and not _THING.search(bare[: it.start()]):
        return True
    if (its := re.search(r"\bits\b", bare)) and not _OWNER.search(bare[: its.start()]):
        return True
    if (who := re.search(r"\b(?:[Hh]e|[Ss]he|him|her|his|hers)\b", bare)) and not _PERSON.search(
        bare[: who.start()],
    ):
        return True
    if re.search(
        r"\bthere$|\b(?:over|out|up|down|been|go|goes|going|went|live|lives|living|lived|work|"
        r"works|"
        r"working|worked|move|moves|moving|moved|stay|staying|stayed|fly|flying|drive|driving|"
        r"heading|travelling|traveling) there\b(?! for\b)|"
        r"^(?:there(?! (?:is|was|are|were)\b)|here)\b|\bhere\b",
        bare,
        re.IGNORECASE,
    ):
        return True
    return any(_points_out(match, claim) for match in _DEMONSTRATIVE.finditer(claim))


_DONE = re.compile(r"\b(?:do|does|did|done|doing)$", re.IGNORECASE)


def _points_out(match: re.Match[str], claim: str) -> bool:
    word, following = match["word"].lower(), match["next"].lower()
    if following in _TIMES or (word == "those" and following in {"who", "with", "close", "of"}):
        return False
    if word == "that":
        before = claim[: match.start()].strip()
        if _DONE.search(before):
            return True
        if following in _AFTER_COMPLEMENTISER and before:
            return False
        if before and following.endswith("s") and following.removesuffix("s") in words.VERBS:
            return False  # a relative: "a charity that builds wells"
        # A complementiser or a relative: a whole clause follows it.
        return not (before and len(claim[match.end() :].split()) >= 2)  # noqa: PLR2004 - subject and verb
    return True
