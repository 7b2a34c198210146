"""What a statement takes from what stood before it.

The question that it answers, the thing that it calls "it", the remark that goes on about it. Only
what is beyond doubt is taken over: an "it" with one candidate in the sentence before, a short
answer to a question that has a verb. Everything else stays unsaid, as a wrong antecedent is worse
than none.
"""

from __future__ import annotations

import re

from agent.engine.builtin import spelling, words
from agent.engine.builtin.conjugation import third
from agent.engine.builtin.dates import MONTHS, WEEKDAYS
from agent.engine.builtin.judging import WORTH
from agent.engine.builtin.words import word_set

#: A remark longer than this is a statement of its own.
LONGEST_REMARK = 14
_SHORT_ANSWER = 8
_STOP = word_set(
    """
    in on at to for with from of by about into over under after before since during until and or
    but so because that which who when where while if as than is are was were be been am has have
    had do does did will would can could should may might must it i we you he she they me us them
    him her my our your his their this these those there here not never also just really very too
    every each yesterday today tomorrow last next ago now lately recently again near around behind
    through without within like then once while too also together myself yourself
    whenever wherever although though unless ourselves themselves himself herself itself
    """
)
#: "My love for dance": what of is part of what it is.
_OF_WHAT = word_set("love passion fear sense journey feeling story dream way lack kind piece")
_DETERMINED = re.compile(
    r"\b(?P<det>an?|my|our|the|this|another)\s+"
    r"(?=(?P<rest>[A-Za-z][\w'-]*(?:\s+[A-Za-z][\w'-]*)*))",
    re.IGNORECASE,
)
_PURSUIT = re.compile(
    r"\b(?:love|enjoy|like|started|began|tried|into|do|practise|practice|learning)\s+"
    r"(?P<what>[a-z]+ing)\b(?!\s+(?:to|for|at))"
)
_PLACE = re.compile(r"\b(?:in|to|at|from)\s+(?P<where>[A-Z][\w'-]+(?:\s[A-Z][\w'-]+)*)")
_TIME = word_set(
    """
    day week month year morning afternoon evening night weekend time while moment bit lot few couple
    little
    end way thing difference sense effort impact effect point summer winter spring autumn fall hour
    minute kind sort chance break
    """
)
_PEOPLE = word_set(
    """
    sister brother mother mum mom father dad wife husband partner girlfriend boyfriend son daughter
    child kid friend boss manager colleague neighbour neighbor grandmother grandfather aunt uncle
    cousin niece nephew teacher doctor roommate
    landlord landlady flatmate housemate dentist vet physio therapist coach tutor professor
    supervisor plumber baker nurse guy girl woman man lady mate
    """
)
_KIN = rf"(?:my|our) (?:\w+ )?(?:{'|'.join(sorted(_PEOPLE))})"
#: What somebody is, no "it" can mean: "He was a baker", "Being a nurse is hard"
_SOMEBODY_IS = re.compile(
    rf"^(?:(?:and|but|so) )?(?:(?:he|she|who|I|we|{_KIN}) "
    r"(?:am|is|are|was|were|became|works? as|worked as)|being|as) (?:an?|the|my)\b",
    re.IGNORECASE,
)
_IT = re.compile(
    r"(?<!love )(?<!like )(?<!hate )(?<!enjoy )\b(?:it|that one|this one)\b(?!\s+(?:that|if)\b)|"
    r"\bit\b(?!\s+(?:when|that|if)\b)",
    re.IGNORECASE,
)
#: "It is awesome seeing them grow": this "it" points at nothing before.
_EXPLETIVE = re.compile(
    r"^(?:(?:and|but|so|plus|also),? )?it (?:(?:just|also|really|always) )*"
    r"(?:is|was|has been|will be|feels|felt|takes|took|would be|might be)\b|"
    r"\bit (?:is|was) (?:such )?(?:an? )?(?:\w+ )?(?:day|night|evening|morning|weekend|time|"
    r"weather|late|early|dark|cold|hot|warm|sunny)\b|"
    r"\bit (?:\w+ )?(?:rain|snow|get(?:s|ting)? (?:dark|late|cold|hot|warm))",
    re.IGNORECASE,
)
#: "Doing it since", "pulled it off", "made it": this "it" is what somebody does.
_DO_IT = re.compile(
    r"\b(?:do|does|did|done|doing) it\b(?!self)|\bmissed it by\b|"
    r"\b(?:make|made|making|say|said|saying|get|got|pull\w*|call\w*|figure\w*|work\w*|put|see|find\w*|keep|kept|"
    r"take|took|taking) it(?: (?:off|up|out|together|home|through|to|easy|slow|a day|all|there|"
    r"so far)\b|\W*$)|\b(?:lose|losing|lost) it\W*$",
    re.IGNORECASE,
)
#: The sentence before points back itself: "The car is old. With my leg I will be without it".
_OWN_IT = re.compile(
    r"\b(?:love|loved|like|liked|believe|got|get|had|made|took|saw|seen|bought|"
    r"tried|wrote|finished|started|use|used|play|enjoy|enjoyed) it\b|"
    r"\b(?:about|after|for|from|in|of|on|with|without) it\b|"
    r"^(?:(?:and|but|so|then),? )?it (?!(?:is|was|has been|feels|felt|takes|took|rain|snow))[a-z]",
    re.IGNORECASE,
)
_THEY = re.compile(r"\b(?:they|them)\b", re.IGNORECASE)
#: "my two cousins", "some old photos", "the kids"
_SEVERAL = re.compile(
    r"\b(?:(?P<det>my|our|the|some|these|those|several|many|few|other|two|three|four|five)\s+)"
    r"(?P<what>(?:(?!and\b|of\b|in\b|to\b|for\b|with\b|at\b|on\b)[a-z][\w-]*\s+){0,2}?"
    r"(?:[a-z][\w-]{2,}s|people|children|kids|men|women|folks))\b(?!')",
    re.IGNORECASE,
)
_NOT_SEVERAL = word_set(
    """
    is was has does goes makes helps gives keeps lets means takes feels loves likes wants needs this
    its always sometimes perhaps as yes news lots times things days weeks months years ups downs
    """
)
_THERE = re.compile(r"(?<=\w )there\b(?!\s+(?:is|are|was|were))", re.IGNORECASE)
_REMARK = re.compile(
    r"^it (?P<said>(?:(?:really|just|always|also|even|totally|definitely) )?"
    r"(?:was|is|has|made|makes|felt|feels|helps|helped|keeps|kept|gives|gave|means|meant|brings|"
    r"brought|reminds|reminded|inspires|inspired|took|takes|turned out|came out)\b.+)$",
    re.IGNORECASE,
)
#: "It's nice to get out", "It's been a while since we met"
_POINTS_AHEAD = re.compile(
    rf"^(?:\w+ )?(?:is|was|has been|feels|felt) (?:[\w-]+ ){{0,2}}?(?:(?:{WORTH}) "
    r"(?:to (?!me\b|us\b)|that\b|when\b|how\b|if\b|[a-z]{3,}ing\b)|"
    r"(?:while|ages|forever|long) since)|"
    r"^(?:is|was|has been|gets?|got) (?:[\w-]+ ){0,3}(?:outside|days?|night|evening|morning|"
    r"week|weekend|season|weather)\b",
    re.IGNORECASE,
)
_AFFIRMED = re.compile(
    r"^(?:yes|yeah|yep|yup|sure|of course|i do|i am|i have|indeed|absolutely|definitely|totally|"
    r"for sure)\b[\s,.!:–-]*(?:i (?:do|am|have|did|was|can|love (?:to|it))\b[\s,.!]*)?(?:(?:a lot|"
    r"very much|all the time|for sure)$)?",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"^(?:no|nope|nah)\b[\s,.!]*(?:i (?:do not|am not|have not|did not|cannot|was not)\b[\s,.!]*)?"
    r"(?P<never>never\b[\s,.!]*)?$",
    re.IGNORECASE,
)
_DETAIL = re.compile(
    r"^(?:since|for|in|at|on|with|from|near|every|about|until|because|when|after|before|almost|"
    r"once|twice|a few times|last|a|an|one|two|three|four|five|six|\d+)\b",
    re.IGNORECASE,
)
#: "What do you do to relax?" is not answered by what "do" governs.
_DO = re.compile(r"(?:usually |normally |often )?do(?:ing)?\b", re.IGNORECASE)
_CLOSED = re.compile(
    r"(?:^|[,.!]\s+)(?:(?:and|so|but|then) )?"
    r"(?P<aux>do|are|have|did|were)\s+you\s+(?:ever\s+)?(?P<rest>[^?]+)\?$",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"(?:^|[,.!]\s+)(?:(?:and|so|but|then) )?"
    r"(?P<wh>where|when|which|what|how long|how often|who)\s+(?P<noun>[a-z ]{0,30}?)"
    r"(?P<aux>do|did|are|have|were)\s+you\s+(?P<rest>[^?]+)\?$",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"(?:^|[,.!]\s+)(?:(?:and|so|but) )?"
    r"(?:what|who|where|when) (?:is|are) your (?P<what>[^?]+)\?$",
    re.IGNORECASE,
)
#: An answer with a verb of its own needs none of the question's.
_STATES = re.compile(
    r"\b(?:is|are|was|were|has|have|does|did|will|can|sounds|seems)\b|"
    r"^(?:mostly|just|only|maybe|probably)\b",
    re.IGNORECASE,
)
#: "Where are you from originally?"
_FROM = re.compile(r"(?P<rest>(?:\w+ )?from)(?: originally)?$", re.IGNORECASE)
_DETERMINED_IN = re.compile(r"^(?:originally )?(?:from |in )?", re.IGNORECASE)
_SINCE = re.compile(r"(?:ever )?since (?:I|we|my)\b", re.IGNORECASE)
_NUMBER = r"(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|many|several|almost|about)"
_FILLING = re.compile(
    r"^(?:yes|yeah|yep|yup|no|nope|thanks?|hey|hi|wow|oh|well|sure|haha|good|great|hmm|ok(?:ay)?|"
    r"not|maybe|definitely|absolutely)\b",
    re.IGNORECASE,
)
#: "What's your favourite?" names nothing that an answer could be said of.
_TOLD = re.compile(r"^(?!favou?rites?$|plans?$|thoughts?$|take$|opinion|advice|problem|question)\w")
#: Offers and small talk are asked like questions: "Do you want me to …?".
_OFFER = re.compile(
    r"^(?:want|need|mind|think|know|mean|remember|see|agree|understand|ready|sure|ok|okay|fine|"
    r"have (?:time|a (?:minute|moment|second)|any (?:time|ideas?|questions?|advice|tips?))|got|"
    r"free|there|here|kidding|serious)\b",
    re.IGNORECASE,
)
_SECOND = re.compile(r"\b(?:you|your|yours|it|that|this|there)\b", re.IGNORECASE)


def filled(sentence: str, before: str) -> str | None:
    """A sentence with its "it" or "there" replaced by the one thing the sentence before names.

    Args:
        sentence: Something that points back: "I bought it in 2019".
        before: The sentence or question before: "I have an old canoe".

    Returns:
        "I bought the old canoe in 2019"; None where nothing points back, or to more than one thing.
    """
    plain = spelling.expand(sentence)
    if _EXPLETIVE.search(plain):
        return None
    if _THERE.search(plain) and len(places := _places(before)) == 1:
        plain = re.sub(r"\bit(?= there\b)\s*", "being ", plain)  # "I love it there"
        to = "to" if _GOING.search(plain) else "in"
        return _THERE.sub(f"{to} {places.pop()}", plain, count=1)
    if _THEY.search(plain) and (several := antecedents(before)):
        said = _THEY.sub(several, plain, count=1)
        return said[:1].upper() + said[1:]
    if _IT.search(plain) and (thing := antecedent(before)) and not _DO_IT.search(plain):
        if _OWN_IT.search(spelling.expand(before)):  # the same as there, which is not named
            return None
        said = _IT.sub(thing, plain, count=1)
        return said[:1].upper() + said[1:]
    return None


_GOING = re.compile(
    r"\b(?:mov|go|fly|driv|travel|relocat|head|walk|cycl|commut)[a-z]* (?:back )?there\b|"
    r"\bwent (?:back )?there\b",
    re.IGNORECASE,
)


def _places(before: str) -> set[str]:
    return {place for place in _PLACE.findall(before) if place not in {*MONTHS, *WEEKDAYS}}


def antecedent(before: str) -> str | None:
    """The one thing that a later "it" can mean, as it is called again: "the old canoe"."""
    found = things(before)
    return found[0] if len(found) == 1 else None


#: Where something is, and as what, is not what is talked of next.
_WHERE = re.compile(r"\b(?:as|at|near|outside|behind|opposite)\s+$", re.IGNORECASE)


def things(before: str) -> list[str]:
    """Every single thing that a later "it" can mean, as it is called again."""
    plain = spelling.expand(before)
    found: dict[str, None] = {}
    if _SOMEBODY_IS.match(plain):
        return []
    for match in _DETERMINED.finditer(plain):
        if _WHERE.search(plain[: match.start()]):
            continue
        phrase = _noun_phrase(match["rest"])
        last = phrase.rpartition(" ")[2].lower()
        if not phrase or last in _TIME or last == "one" or last in _PEOPLE or last.endswith("s"):
            continue
        own = match["det"].lower() in {"my", "our"}
        found[f"{'my' if own else 'the'} {phrase}"] = None
    for match in _PURSUIT.finditer(plain):
        found[match["what"]] = None
    return list(found)


def antecedents(before: str) -> str | None:
    """The only ones that a later "they" can mean, as they are called again: "my two cousins"."""
    plain = spelling.expand(before)
    found: dict[str, None] = {}
    for match in _SEVERAL.finditer(plain):
        determiner, what = (match["det"] or "").lower(), match["what"]
        last = what.rpartition(" ")[2].lower()
        if last in _NOT_SEVERAL or last.rstrip("s") in _TIME or last.endswith(("ss", "us", "'s")):
            continue
        if plain[match.end() :].startswith(" and ") or plain[: match.start()].endswith(" and "):
            return None  # of several kinds
        own = determiner in {"my", "our"}
        found[f"{'my' if own else 'the'} {what[:1].lower()}{what[1:]}"] = None
    return next(iter(found)) if len(found) == 1 else None


def _noun_phrase(rest: str) -> str:
    taken: list[str] = []
    tokens = rest.split()
    for word, following in zip(tokens, [*tokens[1:], "of"], strict=True):
        low = word.lower()
        if low in {"for", "of"} and taken and taken[-1].lower() in _OF_WHAT:
            if following.lower() in _STOP or following.lower() in {"the", "a", "an"}:
                break
        elif low in _STOP or len(taken) == 4 or (taken and _ends_phrase(low, following)):  # noqa: PLR2004 - "new red road bike"
            break
        taken.append(word)
    return " ".join(taken)


def _ends_phrase(word: str, following: str) -> bool:
    """Whether a word ends a noun phrase: "camping" does in "my family camping there" alone."""
    if word.endswith("ing") and following.lower() not in _STOP | {"the", "a", "an", "up", "out"}:
        return False
    return _verbal(word)


def _verbal(word: str) -> bool:
    return words.is_past(word) or word.endswith("ing") or words.is_adverb(word)


def remark(sentence: str) -> str | None:
    """What is said of the thing just told, as a relative clause: "which was so powerful".

    Args:
        sentence: The sentence after a happening: "It was so powerful".
    """
    plain = spelling.expand(sentence).strip(" .!,")
    match = _REMARK.match(plain)
    if match is None or len(plain.split()) > LONGEST_REMARK or _SECOND.search(match["said"]):
        return None
    if _POINTS_AHEAD.match(match["said"]):
        return None
    if re.search(r"\b(?:he|she|him|her|they|them)\b", plain, re.IGNORECASE):
        return None
    return f"which {third(match['said'])}"


def answered(sentence: str, question: str) -> str | None:
    """A short answer as the statement that it makes with its question.

    Args:
        sentence: "Yes, since 2019", "In Porto", "Ramen".
        question: The last question before, by whoever asked: "Are you a nurse?".

    Returns:
        "I am a nurse since 2019", "I live in Porto", "my favourite food is Ramen"; None where the
        sentence is no short answer, or the question cannot be turned.
    """
    plain = spelling.expand(sentence).strip(" .!")
    if not plain or len(plain.split()) > _SHORT_ANSWER:
        return None
    asked = " ".join(spelling.expand(question).split()).replace(" again?", "?")
    if closed := _CLOSED.search(asked):
        return _confirmed(plain, closed)
    opened = _OPEN.search(asked)
    if opened and opened["wh"].lower() == "how long" and _SINCE.match(plain):
        return _supplied(plain, opened)
    if re.search(r"\b(?:I|we|me|you|it|that)\b", plain, re.IGNORECASE) or _FILLING.match(plain):
        return None
    if _STATES.search(plain):
        return None
    if opened:
        return _supplied(plain, opened)
    named = _NAMED.search(asked)
    if named and _TOLD.search(named["what"]) and len(plain.split()) <= 5:  # noqa: PLR2004 - a name, not a tale
        return f"my {_mine(named['what'])} is {plain}"
    return None


def _confirmed(plain: str, closed: re.Match[str]) -> str | None:
    if _SECOND.search(closed["rest"]) or _OFFER.match(closed["rest"]):
        return None
    aux = {"are": "am", "were": "was"}.get(closed["aux"].lower(), closed["aux"].lower())
    rest = _mine(closed["rest"])
    if re.search(r"\b(?:every|once|twice|all the time|most)\b", plain, re.IGNORECASE):
        rest = re.sub(r" (?:often|a lot|much)$", "", rest)
    if _DENIED.match(plain):
        return f"I {'cannot' if aux == 'can' else f'{aux} not'} {rest}"
    yes = _AFFIRMED.match(plain)
    if yes is None or ((detail := plain[yes.end() :].strip()) and not _DETAIL.match(detail)):
        return None
    if some := re.match(r"(?P<verb>have|own|keep|play|speak)\b.*\bany\b", f"{_said(aux, rest)} "):
        # "Do you have any pets?" – "Yes, two cats": the answer names them.
        if re.match(r"(?:a|an|one|two|three|four|five|six|\d+)\b", detail, re.IGNORECASE):
            return f"I {some['verb']} {detail[:1].lower()}{detail[1:]}"
        rest = re.sub(r"\bany ", "", rest)
    elif re.search(r"\bany", rest) and not _DENIED.match(plain):
        return None  # "Absolutely" to "Did you catch any fish?" names no fish
    return f"I {_said(aux, rest)} {_lowered(detail)}".strip()


def _supplied(plain: str, opened: re.Match[str]) -> str | None:
    rest, wh = _mine(opened["rest"]), opened["wh"].lower()
    if _SECOND.search(rest) or _OFFER.match(rest) or (wh == "what" and _DO.match(rest)):
        return None
    aux = {"are": "am", "were": "was"}.get(opened["aux"].lower(), opened["aux"].lower())
    if wh == "where" and (whence := _FROM.match(rest)):
        return f"I {_said(aux, whence['rest'])} {_DETERMINED_IN.sub('', plain)}"
    if wh in {"where", "when"} and (not _DETAIL.match(plain) or plain.isdigit()):
        plain = f"in {plain}"
    if wh == "how long":
        plain = re.sub(r" now$", "", plain)
        if not re.match(rf"{_NUMBER}\b|since\b|for\b|all\b", plain, re.IGNORECASE):
            return None
        if re.match(rf"{_NUMBER}\b", plain, re.IGNORECASE):
            plain = f"for {plain[:1].lower()}{plain[1:]}"
    return f"I {_said(aux, rest)} {_lowered(plain)}"


def _said(aux: str, rest: str) -> str:
    """The verb of a question as a statement has it: "did move" → "moved"."""
    if aux == "did":
        verb, _, others = rest.partition(" ")
        return f"{words.past_of(verb)} {others}".strip()
    return rest if aux == "do" else f"{aux} {rest}"


def _lowered(detail: str) -> str:
    return detail[:1].lower() + detail[1:] if _DETAIL.match(detail) else detail


def _mine(text: str) -> str:
    text = re.sub(r"\byour\b", "my", text.strip(), flags=re.IGNORECASE)
    return re.sub(r"\byourself\b", "myself", text, flags=re.IGNORECASE)
