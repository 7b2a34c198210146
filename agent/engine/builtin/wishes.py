"""Standing wishes about how to be treated: "Call me Sam", "Please answer in German".

They are told as orders, which say nothing about anybody; but an order that is meant to hold says
what the person wants. Only the person's own words come here, and what comes of them is a fact about
their wishes, not a rule that anything follows by itself.
"""

from __future__ import annotations

import re

_POLITE = re.compile(
    r"^(?:(?:please|and|also|but|so|oh|hey|btw|by the way|ok(?:ay)?|can|could|would|will|you|"
    r"i (?:want|need|would like|'d like) you to|"
    r"feel free to|from now on|in future|in the future|going forward)[\s,]+)+",
    re.IGNORECASE,
)
_STANDING = re.compile(
    r"\b(?:always|never|from now on|in (?:the )?future|going forward|every time|whenever you|"
    r"by default)\b",
    re.IGNORECASE,
)
_CALL = re.compile(
    r"^(?:always )?(?:just )?call me (?P<name>[A-Z][\w'-]*(?: [A-Z][\w'-]*)?)"
    r"(?:,? not .+|,? please|instead)?$"
)
#: "I'd rather be called Dan than Daniel", "I go by Dan"
_RATHER = re.compile(
    r"^I(?:(?:'d| would) (?:rather|prefer to) be called| prefer to be called| want to be called|"
    r" go by) (?P<name>[A-Z][\w'-]*(?: [A-Z][\w'-]*)?)"
    r"(?: (?:than|instead|rather|not|and not)\b.*)?$"
)
_LANGUAGE = re.compile(
    r"^(?:always |only )?(?:answer|reply|respond|write|speak|talk)(?: to)?(?: me| my \w+)? "
    r"(?:only )?in (?P<language>[A-Z][a-z]+)(?: only| from now on| please| always)*$",
)
_MANNER = re.compile(
    r"^(?:always |just )?(?:keep|make) (?:your|the|all)? ?(?P<what>answers|replies|responses|"
    r"messages|summaries|explanations)(?: to me)? (?P<how>[a-z][\w ,-]{2,60})$",
    re.IGNORECASE,
)
#: "Give me long answers"
_SORT = re.compile(
    r"^(?:always |only )?(?:give|send|write)(?: me)? (?P<sort>(?:[a-z-]+ (?:and )?){0,3}?[a-z-]+) "
    r"(?P<what>answers|replies|responses|messages|summaries|explanations)$",
    re.IGNORECASE,
)
#: "I prefer short answers"
_OF_ANSWERS = re.compile(
    r"(?:brief|blunt|concise|detailed|direct|formal|honest|informal|in-depth|long|longer|plain|polite|"
    r"quick|short|shorter|simple|simpler|straight|succinct|terse|thorough)\b",
    re.IGNORECASE,
)
_PREFERS = re.compile(
    r"^I(?:'d| would)? (?:always |much |really )?(?:prefer|rather have|want|like) "
    r"(?:getting |to get |your |my )?(?P<sort>(?:[a-z-]+ (?:and )?){0,2}?[a-z-]+) "
    r"(?P<what>answers|replies|responses|summaries|explanations)(?: to be (?P<how>[a-z]+))?$",
    re.IGNORECASE,
)
#: "I prefer when you correct me", "I like it if you answer briefly"
_LIKES_IT = re.compile(
    r"^(?:(?:honestly|actually|tbh|also|and|but),? )?I(?:'d| would)? (?:(?:really|much|always) )?"
    r"(?:prefer|like) (?:it )?(?:when|if|that) "
    # What is liked is no order; what would be liked may be one, for this once.
    r"you (?P<what>(?:answer|reply|respond|correct|explain|keep|speak|do not|don't|"
    r"(?<!'d prefer that you )(?<!'d like it if you )(?:write|use|talk|ask|give|show|call))\b[^,]*)"
    r"(?:,.*)?$",
    re.IGNORECASE,
)
#: "Make my answers shorter": all of them, also where it is put as a question.
_ANSWERS = re.compile(
    r"^(?:keep|make) (?:my|your|the|all your) (?P<what>answers|replies|responses)"
    r"(?: to me)? (?P<how>(?:a (?:bit|little) |much )?(?:short|shorter|brief|briefer|simple|"
    r"simpler|long|longer|concise|more \w+|less \w+|plain|formal|informal))(?: please)?"
    r"(?:,.*| and .*)?$",
    re.IGNORECASE,
)
#: Why, or what else is so, is no part of what is wanted.
_ASIDE = re.compile(
    r",? (?:because|'?cause|since|as) (?:I|we|my|it)\b.*$|"
    r",\s+(?:I|we|it|that|this|my|they)(?:'m|'s|'re|'ve)?\b.*$"
)
#: What an assistant does: "never eat before noon" is no order to one.
_DOES = (
    r"answer|reply|respond|write (?:to|in|me)|explain|give me|"
    r"show (?:me|(?:the )?(?:code|results?|examples?|sources?|steps|units))|"
    r"tell me|ask me|address me|"
    r"remind me|include|format|translate|summari[sz]e|assume|apologi[sz]e|mention|suggest|send me|"
    r"quote|cite|use (?:[\w-]+ )?(?:units|spelling|language|names?|style|tone|markdown|bullet|tabs|"
    r"spaces|examples?|dates|code|emojis?|words|[A-Z][a-z]+)"
)
_ALWAYS = re.compile(
    rf"^(?P<when>always|never) (?P<what>(?:{_DOES})\b(?: .{{2,120}})?)$", re.IGNORECASE
)
_NOT = re.compile(
    r"^(?:do not|don't|stop|no more|avoid|no) (?:ever )?(?:use |using |adding |writing )?"
    r"(?P<what>emojis?|exclamation marks?|bullet points?|jargon|small talk|greetings|"
    r"apologi[sz]ing|calling me [\w' ]+|asking me [\w' ]+)(?: (?:with|to|when|in) .+)?$",
    re.IGNORECASE,
)
_ASKS = re.compile(r"^(?:can|could|would|will) you\b", re.IGNORECASE)
_TRAILING = re.compile(
    r"[\s,]+(?:from now on|in (?:the )?future|going forward|please|by default|thanks)$",
    re.IGNORECASE,
)


def wish(sentence: str) -> str | None:
    """What a person wants from now on, or nothing.

    Args:
        sentence: An order or a request, with or without a question mark.

    Returns:
        "Wants to be called Sam", "Wants answers in German"; None for what is asked for once.
    """
    plain = _ASIDE.sub("", sentence.strip(" .!?…"))
    standing = _STANDING.search(plain) is not None
    while (shorter := _TRAILING.sub("", plain)) != plain:
        plain = shorter
    opening = _POLITE.match(plain)
    bare = plain[opening.end() :] if opening else plain
    bare = bare[:1].lower() + bare[1:]
    if called := _CALL.match(bare) or _RATHER.match(plain):
        return f"Wants to be called {called['name']}"
    if (preferred := _PREFERS.match(plain)) and _OF_ANSWERS.match(preferred["sort"]):
        return f"Wants {preferred['sort'].lower()} {preferred['what'].lower()}"
    if liked := _LIKES_IT.match(plain):
        what = liked["what"].replace("don't", "do not")
        what = what.replace("do not", "not", 1) if what.startswith("do not") else what
        return f"Wants assistants {'' if what.startswith('not') else 'to '}{_own(what)}"
    if (manner := _ANSWERS.match(bare)) and (_ASKS.match(plain) or " my " in f" {bare}"):
        return f"Wants {manner['how'].lower()} {manner['what'].lower()}"
    if not standing and (sentence.strip().endswith("?") or _ASKS.match(plain)):
        return None
    return _wanted(bare, standing=standing)


def _wanted(bare: str, *, standing: bool) -> str | None:
    if language := _LANGUAGE.match(bare):
        return f"Wants answers in {language['language']}"
    if manner := _MANNER.match(bare):
        return f"Wants {manner['what'].lower()} kept {manner['how']}"
    if standing and (sort := _SORT.match(bare)):
        return f"Wants {sort['sort'].lower()} {sort['what'].lower()}"
    if unwanted := _NOT.match(bare):
        what = unwanted["what"]
        return f"Does not want {what}" if what.split()[0].endswith("ing") else f"Wants no {what}"
    if (ruled := _ALWAYS.match(bare)) and " I " not in f" {bare} ":
        return f"Wants assistants to {ruled['when'].lower()} {_theirs(ruled['what'])}"
    if standing and re.match(rf"(?:{_DOES})\b .{{3,120}}$", bare) and " I " not in f" {bare} ":
        return f"Wants assistants to {_theirs(bare)}"
    return None


def _own(text: str) -> str:
    """What assistants are to do, told of the one who wishes it: "correct their English"."""
    text = re.sub(r"^not ", "not to ", text)
    return _theirs(re.sub(r"\bI am\b|\bI'm\b", "they are", re.sub(r"\bI(?= [a-z])", "they", text)))


def _theirs(text: str) -> str:
    text = re.sub(r"\bmy\b", "their", text)
    text = re.sub(r"\bme\b", "them", text)
    return re.sub(r"\byour\b ", "", text)
