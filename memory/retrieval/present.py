"""Whether a query asks how something is, and not how, when or in what order it came about. English.

People ask for a value in many ways: "what is my limit?", "remind me of my limit", "my limit?", "did
I set a limit?". So a query is read in three steps: what only asks to be told is taken off its
beginning, what is left must be a question or name a thing, and nothing in it may look back. What
asks for advice or for work to be done is no such question, nor is a statement.
"""

from __future__ import annotations

import re
from typing import Final

from memory.lexicon import PAST

#: Characters of a question without its mark; what is longer tells something.
_SHORT: Final = 200
_WH: Final = r"(?:what|which|who|whom|whose|where|when|how)"
_SENTENCE: Final = re.compile(r".+?(?:[.?!](?=\s|$)|\n|$)")
_POLITE: Final = re.compile(
    r"^(?:(?:please|and|so|ok|okay|hey|hi|hm|well|also|sorry"
    r"|kindly|yo|quick (?:check|question))\b[\s,:]*)+"
)
#: What only asks to be told something.
_TELL_ME: Final = re.compile(
    r"^(?:(?:can|could|would|will) you (?:please |quickly )?)?(?:(?:look up|check|confirm|state)\b"
    r"|(?:remind|tell|give|show) (?:me|us)\b(?! how (?!far|long|many|much|often|old))(?: again)?"
    r"(?: of\b)?)[\s:,]*"
    r"|^(?:(?:can|could|would|will) you )?(?:help me (?:recall|remember)|refresh my memory(?: on)?"
    r"|let me know)\b[\s:,]*|^what can you tell (?:me|us) about\b\s*"
    r"|^do you (?:still )?(?:know|remember|recall)\b[\s:,]*"
    r"|^i(?:'d| would) (?:like|love) to know\b[\s:,]*"
    r"|^i (?:(?:just |only )?(?:need|want|have) to know|(?:have )?forg[eo]t(?:ten)?"
    r"|(?:can't|cannot|don't) (?:remember|recall|know))\b[\s:,]*"
)
#: Begins a question, or names the thing that is wanted.
_OPENS: Final = re.compile(
    rf"(?:(?:at|by|for|from|in|of|on|to|under|until|up|with) )*{_WH}(?:'?s|'re|'ve)?\b"
    r"|(?:am|is|are|do|does|has|have|did|will|can|may|must) (?!you\b)"
)
_NAMES: Final = re.compile(
    r"(?:my|our|the|his|her|its|their|any|current|present|latest|newest|number|amount)\b"
)
#: Asked at the end, or said to be about now: "dinner with Lukas, what time?", "budget now".
_SOMEWHERE: Final = re.compile(rf"\b(?:{_WH}s?|current|currently|now|still|latest)\b")
_STATES: Final = re.compile(
    r"(?:(?:am|are|can|do|does|has|have|is|may|must|shall|will) )?"
    r"(?:i|we|you|he|she|they|it|this|that|there)\b"
)
#: Begins what asks for a piece of work, or for a story.
_WORK: Final = re.compile(
    r"(?:about|build|compare|convert|create|describe|design|draft|explain|fix|generate|help|let"
    r"|make|plan|prepare|recommend|review|rewrite|show|suggest|summari[sz]e|translate|walk|write"
    r"|(?:(?:an?|the|some) )?(?:advice|examples?|explanation|ideas|overview|story|summary|tips)"
    r")\b"
)
#: Asks for help or advice rather than how something is.
_WISH: Final = re.compile(
    r"\b(?:can|could|would|will) you\b|\bhow (?:to|can|could|should|would)\b"
    r"|^(?:should|would|could)\b"
    # A plan has a time and an amount: "when should I be there?"
    r"|^(?!(?:by |until |on |at |in )?(?:when|where|(?:what|which) (?:time|date|day|room)|how "
    r"(?:many|much|long))\b).*\bshould\b"
)
#: Looks back, whatever else is asked.
_PAST: Final = re.compile(
    r"^(?:since )?when (?:has|have)\b|^since when\b|\bbefore(?=\W*$)"
    r"|^(?:why|how (?:has|have))\b"
    r"|\b(?:used to|original|originally|at first|previous|previously|former|formerly|ago|ever"
    r"|never|initial|initially|back then|in (?:what |which )?order(?! to\b)|over time|all the"
    r"|(?:history|evolution|development|timeline|course) of)\b"
)
_TENSE: Final = re.compile(r"\b(?:did|had|was|were)\b")
#: "My longest run so far", "what was my latest score": whatever was, counts until now.
_SO_FAR: Final = re.compile(
    r"\b(?:so far|to date|up to now|by now|as of now|latest|most recent|newest)\b"
)
#: What was settled, reached or changed to something is so since: "what did we agree on?" asks what
#: is agreed.
_SETTLED: Final = (
    r"(?:achieved?|agreed?|assign(?:ed)?|attain(?:ed)?|book(?:ed)?|call(?:ed)?|choose|chosen?"
    r"|configured?|decided?|end(?:ed)? up|gone? with|named?|opt(?:ed)?|pick(?:ed)?|plan(?:ned)?"
    r"|reach(?:ed)?|register(?:ed)?|reserved?|scheduled?|select(?:ed)?|set|settled?"
    r"|sign(?:ed)? up)\b"
)
_CHANGED: Final = (
    r"(?:bump|chang|cut|extend|increas|lower|mov|postpon|push|rais|reduc|renam|reschedul|switch"
    r"|updat|upgrad)(?:e|ed)?\b"
)
#: What adds up: how many were finished is how many are.
_ADDED: Final = (
    r"(?:accumulate|add|allocate|close|collect|complete|cover|dedicate|devote|earn|finish|fix|gather"
    r"|implement|invest|learn|log|master|merge|practi[cs]e|raise|read|save|solve|study|visit|write)"
    r"\b"
)
_DID: Final = r"\bdid (?:[\w'-]+ ){1,4}?"
_SETTLED_BY: Final = re.compile(
    rf"(?!(?:why|who|whom|how (?!far\b|long\b|much\b|many (?!times\b)))\b)(?:"
    rf"(?!(?:for )?when\b).*{_DID}{_SETTLED}|(?:for )?when {_DID}(?:plan|schedule)\b"
    rf"|to .*{_DID}{_CHANGED}|.*{_DID}{_CHANGED}.* (?:for|to)\W*$"
    rf"|how (?:far|many|much)\b.*{_DID}{_ADDED}"
    rf"|.*\b(?:was|were)\b.* (?:{_SETTLED}|{_CHANGED})(?: back)? (?:as|for|on|to)\W*$"
    rf"|(?:what|which) .*\b(?:was|were) {_SETTLED}"
    r"|.*\bdid i (?:mention|say|tell you)\b.*\b(?:am|are|costs?|has|have|is|need|will)\b"
    rf"|.*\b(?:was|were)\b.* (?:i|we) (?:had |have )?{_SETTLED})"
)
#: Or it was so only then, or is compared with what was.
_THEN: Final = re.compile(
    r"\b(?:after|before|between|during|earlier|first|more|while|yesterday"
    r"|last (?:month|night|time|week|year))\b|(?<=\w)(?<!for) when\b"
)
#: What happened; and, told to somebody, what somebody did: "remind me what I said".
_HAPPENED: Final = re.compile(
    rf"^{_WH} (?:\w+ )?(?:i|we|he|she|they|you) (?P<done>(?!{_SETTLED})\w+)"
    r"|^(?:what|who|which \w+) (?P<verb>\w+)"
)
_AUXILIARY: Final = re.compile(
    r"\b(?:am|is|are|do|does|have|has|can|may|must|should|will)\b|'(?:s|m|re|ve)\b"
)
_REGULAR: Final = re.compile(r"\w\w[^e]ed$")


def asks_for_present(query: str) -> bool:
    """Whether a query asks how things are, rather than how, when or whether they came about."""
    text = query.casefold().replace("’", "'").strip()
    if "?" not in text:
        return len(text) <= _SHORT and _asks(text)
    sentences = [part.strip() for part in _SENTENCE.findall(text)]
    # Who tells something and asks then, asks in what ends with a question mark.
    return any(_asks(part) for part in sentences if part.endswith("?"))


def asks_for_past(query: str) -> bool:
    """Whether a query looks back, wherever it does so."""
    return _looks_back(_without_preface(query.casefold().replace("’", "'").strip()))


def _asks(sentence: str) -> bool:
    asked = _without_preface(sentence)
    if _WORK.match(asked) or _WISH.search(asked) or _looks_back(asked):
        return False
    if _OPENS.match(asked):
        return True
    if _SOMEWHERE.search(asked) and (asked.endswith("?") or not _STATES.match(asked)):
        return True
    if asked.endswith("?"):
        return not _STATES.match(asked)
    return asked != sentence and bool(_NAMES.match(asked))


def _without_preface(sentence: str) -> str:
    """A sentence without what is polite or only asks to be told."""
    return _TELL_ME.sub("", _POLITE.sub("", sentence))


def _looks_back(asked: str) -> bool:
    if _SO_FAR.search(asked):
        return False
    if _PAST.search(asked):
        return True
    if _TENSE.search(asked):
        settled = len(asked) <= _SHORT and _SETTLED_BY.match(asked)
        return not settled or bool(_THEN.search(asked))
    told = _HAPPENED.match(asked)
    if told is None or _AUXILIARY.search(asked):
        return False
    verb = told["verb"] or told["done"]
    return verb in PAST or bool(_REGULAR.search(verb))
