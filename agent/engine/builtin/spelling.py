"""How people write: contractions, slang and hurry, spelt out."""

from __future__ import annotations

import re
from functools import lru_cache

from agent.engine.builtin import words
from agent.engine.builtin.words import word_set

_NEGATED = {
    "can't": "cannot",
    "won't": "will not",
    "shan't": "shall not",
    "ain't": "am not",
    "theres": "there is",
}
#: As people write in a hurry, and what they mean by it.
_HURRIED = {
    "im": "I'm", "ive": "I've", "dont": "don't", "didnt": "didn't", "doesnt": "doesn't",
    "cant": "can't", "wont": "won't", "isnt": "isn't", "wasnt": "wasn't", "arent": "aren't",
    "havent": "haven't", "hasnt": "hasn't", "couldnt": "couldn't", "wouldnt": "wouldn't",
    "shouldnt": "shouldn't", "shes": "she's", "hes": "he's", "theyre": "they're",
    "thats": "that's", "bc": "because", "coz": "because", "pls": "please", "plz": "please",
    "rn": "right now", "tmrw": "tomorrow", "thx": "thanks", "bday": "birthday",
    "wfh": "work from home", "ppl": "people", "appt": "appointment", "prob": "probably",
    "sept": "September",
}  # fmt: skip
_SLANG = {
    "gonna": "going to",
    "wanna": "want to",
    "gotta": "have to",
    "kinda": "rather",
    "cuz": "because",
    "tho": "though",
    "til": "until",
    "fav": "favourite",
    "fave": "favourite",
    "fam": "family",
    "edu": "education",
    "idk": "I do not know",
    "idc": "I do not care",
    "yday": "yesterday",
}
#: "He's moved to Lyon": has; "he's excited": is.
_HAS_ED = word_set(
    """
    asked changed decided finished helped improved joined learned lived loved moved passed played
    signed started stopped tried turned wanted worked
    """
)
#: Between these and a noun no possessive stands: "Painting's my escape", "my family's been ill".
_AFTER_IS = word_set(
    """
    a an the my our so super very really mostly pretty always usually often not been like just going
    doing getting gonna coming
    """
)
_WORD = re.compile(r"[A-Za-z]+(?:'[A-Za-z]+)?")
_NEXT = re.compile(rf"\s+({_WORD.pattern})")
#: Only two words on is it told what "'s" is: "It's always been mine".
_HAS_BEEN = re.compile(
    r"\b(\w+)['’]s (?=(?:always|never|just|only|really|ever|already|recently|also) been\b)",
    re.IGNORECASE,
)
#: "Art's helped me"
_HAS_DONE = re.compile(r"\b(\w{2,})['’]s (?=\w+ed (?:me|us|my|our|an?|the)\b)", re.IGNORECASE)
#: "I'd never held one": had; "I'd never let it": would
_HAD_DONE = re.compile(
    r"\b(I|we|he|she|they|it|you)['’]d (?=(?:(?:always|never|just|only|ever|already|recently|also|"
    r"finally|not) )+(?P<done>\w+))",
    re.IGNORECASE,
)
#: "My husband's allergic to fur", but "my husband's great idea"
_IS_SO = re.compile(
    r"\b(\w+)['’]s (?=\d|(?:afraid|allergic|closed|crazy|dead|excited|expecting|fond|gone|good|"
    r"great|happy|ill|over|"
    r"obsessed|okay|pregnant|proud|retired|scared|sick|terrified|thrilled|worried)"
    r"(?: (?:to|of|about|with|for|at|in|by|that|and|but|so|now|again)\b|[,.!;]|$))|"
    r"(?<=\bmy )(\w+)['’]s (?=\w{3,}ing (?:to|an?|the|my|me|us|out|up|in|off|over|back|home|"
    r"from|again|now|soon)\b)",
    re.IGNORECASE,
)
#: "Last Fri": "sat" and "sun" are words as well, and "Mon" without more may be a name.
_SHORT_DAY = re.compile(
    r"(?<=\b(?:last|next|this) )(Mon|Tues?|Wed|Thurs?|Thu|Fri|Sat|Sun)\b\.?",
)
_LOW_DAY = re.compile(
    r"\b(?P<before>every other|every|on|last|next|this) (?P<day>mon|tues?|wed|thurs?|thu|fri)\b\.?"
)
_DAYS = {
    day[:3].lower(): day
    for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
}
#: "Startin' over"
_DROPPED_G = re.compile(r"\b(\w{3,})in['’](?!\w)")
_FULL = {"til": "until", "till": "until", "cause": "because", "em": "them", "bout": "about"}
_CLIPPED = re.compile(r"(?<!\w)'(till?|cause|em|bout)\b", re.IGNORECASE)


#: Most texts that are read again have been spelt out, and nothing in them is to be done.
_SHORT = re.compile(
    rf"['’]|\bi\b|\b(?i:{'|'.join(filter(str.isalpha, (*_SLANG, *_NEGATED, *_HURRIED)))}|gf|bf|"
    rf"bff)\b"
    rf"|\b(?i:my)\b \w+s\b|(?<![\w/])(?:[Ww]/|w |n |r )"
)
_HURRIED_WORD = re.compile(rf"\b(?:{'|'.join(_HURRIED)})\b", re.IGNORECASE)
_LOVED = re.compile(
    r"(?<=\bmy )(?P<who>gf|bf|bff)\b|(?<=\bhis )gf\b|(?<=\bher )bf\b", re.IGNORECASE
)
_LOVED_ONES = {"gf": "girlfriend", "bf": "boyfriend", "bff": "best friend"}
#: "Me n sam r moving"
_ARE = re.compile(r"(?<=\w )r(?= (?:so|both|all|not|now|getting|gonna|going|[a-z]{2,}ing)\b)")
#: "W/ Clara", "w 6 others", "sleep n phone use"; in capitals these are names.
_SIGNS = re.compile(
    r"(?<![\w/])(?:(?P<out>[Ww]/o)\b|(?P<with>[Ww]/|w(?= [a-zA-Z0-9]))|n(?= [a-zA-Z])) ?"
)
_SIGN = re.compile(r"(?<![\w/])(?:[Ww]/|w |n )")
#: "My dads birthday"
_OWNER = re.compile(
    r"\b(my (?:dad|mum|mom|father|mother|sister|brother|wife|husband|son|daughter|boss))s "
    r"(?=(?:birthday|name|house|car|job|place|dog|cat|phone|wedding|boyfriend|girlfriend|wife|"
    r"husband)\b)",
    re.IGNORECASE,
)


def spelt(text: str) -> str:
    """A text in standard spelling: "im" → "I'm", "pls" → "please".

    The heads learnt from sentences that are spelt so.
    """
    if _SIGN.search(text):
        text = _SIGNS.sub(_signed, text)
    text = _LOVED.sub(_loved, _HURRIED_WORD.sub(_unhurried, _ARE.sub("are", text)))
    return _OWNER.sub(r"\1's ", text)


def _signed(match: re.Match[str]) -> str:
    return "without " if match["out"] else "with " if match["with"] else "and "


def _loved(match: re.Match[str]) -> str:
    return _LOVED_ONES[match[0].lower()]


def _unhurried(match: re.Match[str]) -> str:
    full = _HURRIED[match.group().lower()]
    return full[:1].upper() + full[1:] if match.group()[0].isupper() else full


@lru_cache(maxsize=512)  # asked again for every way in which a clause may be read
def expand(text: str) -> str:
    """Spell out contractions ("I've" → "I have") and the commonest slang."""

    def spell(match: re.Match[str]) -> str:
        following = _NEXT.match(text, match.end())
        return _spelled(match.group(), following[1].lower() if following else "")

    text = _SHORT_DAY.sub(lambda match: _DAYS[match[1].lower()[:3]], text)
    text = _LOW_DAY.sub(lambda match: f"{match['before']} {_DAYS[match['day'][:3]]}", text)
    if not _SHORT.search(text):
        return text
    text = spelt(text)
    text = _DROPPED_G.sub(r"\1ing", text)
    text = _HAS_DONE.sub(r"\1 has ", _HAS_BEEN.sub(r"\1 has ", text))
    text = _IS_SO.sub(lambda match: f"{match[1] or match[2]} is ", _HAD_DONE.sub(_had_done, text))
    return _WORD.sub(spell, _CLIPPED.sub(lambda match: _FULL[match[1].lower()], text))


def _had_done(match: re.Match[str]) -> str:
    done = match["done"].lower()
    had = done in words.ONLY_DONE or (done.endswith("ed") and done not in words.ED_BASES)
    return f"{match[1]} had " if had else match.group()


def _spelled(word: str, following: str) -> str:
    low = word.lower()
    if low in _SLANG or low in _NEGATED:
        full = _SLANG.get(low) or _NEGATED[low]
        return full if word[0].islower() or full[0].isupper() else full[0].upper() + full[1:]
    if low.endswith("n't"):
        return f"{word[:-3]} not"
    if low == "i":
        return "I"
    stem, _, ending = word.partition("'")
    return _ended("I" if stem.lower() == "i" else stem, ending, following) or word


def _ended(stem: str, ending: str, following: str) -> str:
    """A word and what its apostrophe stands for; empty where that is a possessive."""
    match ending.lower():
        case "m":
            return f"{stem} am"
        case "ve":
            return f"{stem} have"
        case "ll":
            return f"{stem} will"
        case "re":
            return f"{stem} are"
        case "d":
            ends = following.endswith("ed") and following not in words.ED_BASES
            had = ends or following == "better" or following in words.ONLY_DONE
            return f"{stem} had" if had else f"{stem} would"
        case "s" if stem.lower() in {"it", "that", "there", "he", "she", "what", "who", "here"}:
            has = following in {"been", "got"} or following in words.PARTICIPLES | _HAS_ED
            return f"{stem} has" if has else f"{stem} is"
        case "s" if following in _AFTER_IS:
            return f"{stem} has" if following == "been" else f"{stem} is"
        case _:
            return ""
