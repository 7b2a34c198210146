"""From the first person to the third: "I've been learning Rust" → "Has been learning Rust".

The subject is left out where it is the person themselves, because every proposition is about that
one person; elsewhere they are "they" ("Their sister Ana lives in Porto"), whose verb forms are
those of "I" but for "am" and "was". What cannot be shifted without a pronoun that points at
nothing is not shifted at all: saying nothing is better than saying "Loves it".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from agent.engine.builtin import words
from agent.engine.builtin.conjugation import lowered, predicate, third
from agent.engine.builtin.deixis import dangling, empty, they_without
from agent.engine.builtin.demonstratives import introduced
from agent.engine.builtin.elliptic import elliptic
from agent.engine.builtin.judging import held
from agent.engine.builtin.sentences import STATED
from agent.engine.builtin.words import word_set

_FILLER = re.compile(
    r"^(?:(?:(?:oh )?my (?:god|gosh|goodness)|yeah|yes|yep|yup|no|nope|nah|well|oh|ah|hey|hi|hello|"
    r"wow|thanks(?: a lot| so much)?|thank you(?: so much)?|sure|definitely|actually|honestly|"
    r"anyway|anyways|btw|by the way|ok|okay|lol|haha|hmm|um|uh|totally|absolutely|woah|whoa|aw+|"
    r"right|of course|in fact|to be honest|tbh|fyi|overall|awesome|amazing|wonderful|perfect|"
    r"fantastic|lovely|same here|luckily|fortunately|unfortunately|sadly|basically|so|cool|great|"
    r"nice|true|exactly|fun fact|guess what|you know|personally|lately|currently|first|also|plus|"
    r"oh yeah|sorry|good news|update|note to self|my apologies|reminder|fwiw|"
    r"good (?:idea|call|point|luck|thinking)|"
    r"no (?:problem|worries|way|prob|doubt)|not (?:yet|really|too bad|much|at the moment|bad)|"
    r"makes sense|sounds (?:good|great|nice|fun|perfect)|fair enough|speaking of which|"
    r"speaking of [\w' ]{3,30}(?=,)|for now|same|simple|"
    r"(?:pretty|not (?:too|so|that)|really|quite|all|doing|going) "
    r"(?:good|great|well|bad|busy|much)|"
    r"not much(?: new| really| planned| here)?|nothing (?:much|special|new|(?:too )?[a-z]+)|"
    r"cannot complain|same as (?:always|usual)|busy as (?:ever|always)|the usual|"
    r"exactly)(?:,? [A-Z][a-z]+(?=[,!.:]))?\s*[,!.:]+\s*|"
    r"(?:(?:um+|uh+|er+|ugh|lol|haha|omg|tbh|btw|like|so|yeah|well|you know) )+"
    r"(?=(?:i|my|we|our|so|yeah)\b)|"
    r"(?:un)?fortunately |luckily |sadly |thankfully |as for me,? |"
    r"(?:though|although|because)\s+(?=(?:i|my|we|our|it|they|he|she)\b(?!.*, (?:i|we|my|our)\b))|"
    r"(?:and|but|so|plus|also|cause|cuz|then|now|anyway|btw|well|yeah|"
    r"oh)\s+(?=(?:i|my|we|our|it|they|he|she)\b)|"
    r"(?:and|but|plus)\s+(?=(?:\S+\s+){2}\S))",
    re.IGNORECASE,
)
_VOCATIVE = re.compile(r"^[A-Z][a-z]+[,!]\s+(?=(?:I|I'\w+|My|my|We|we)\b)")
#: A name called at the end: "… give up, Gina", but not "… in Porto, Portugal".
_CALLED = re.compile(r"(\s[a-z]+), [A-Z][a-z]+$")
_TAIL = re.compile(
    r"(?:,?\s*\b(?:like it was yesterday|believe it or not|all of that|all that|haha|lol|you know|"
    r"(?<!just )(?<!all )right|though|too|"
    r"as well|btw|by the way|tbh|for sure|anyway|in my (?:opinion|view)|if you ask me|"
    r"if you must know|(?<!back )(?<!now and )then|I guess|I think|I suppose|to be honest|"
    r"honestly|actually|take a look|have a look|check it out|"
    r"(?<!something )(?<!someone )(?<!anything )like that|"
    r"thanks(?: for asking)?|thank goodness|no doubt))+[\s.!,]*$",
    re.IGNORECASE,
)
_HEDGE = re.compile(
    r"\b(?:maybe|perhaps|probably|possibly|might|i think|i guess|i suppose|i believe|not sure|"
    r"kind of|sort of|i feel like|could be|i may|kinda|apparently)\b",
    re.IGNORECASE,
)
_HEDGED_SELF = re.compile(
    r"^(?:maybe|perhaps|probably|I (?:think|guess|suppose|believe|feel like|must say|have to say|"
    r"would say|must admit|have to admit|mean|admit|swear|know|realised|realized|should mention|"
    r"forgot to (?:say|mention))(?: that)?)\s*,?\s+(?=(?:I|my)\b)",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^(?P<lead>(?:(?:when|whenever|while|as|once|by the time|the (?:moment|minute|second)|"
    r"(?:even )?though|although|because|"
    r"(?:every|each|last|first|any) time)\s+\S+\s+\S+|"
    r"if (?:I|we) (?:am|are|have|do|feel|get|need|want|cannot)|"
    r"(?:after|before|(?:ever )?since|in|on|at|for|despite|besides|instead of|because of|"
    r"(?:thanks|due|next) to|(?:apart|aside) from|to(?! be honest)|between|until|throughout|"
    r"during|by|with|every|each|most|growing)\s+\S+|last|next|"
    r"yesterday|today|tonight|tomorrow|these|this|nowadays|lately|recently|"
    r"sometimes|usually|normally|often|currently|right now|at the moment|so far|for now|"
    r"(?:an?|two|three|four|five|six)\s+(?:(?:few|couple of|long|short|good)\s+)?"
    r"(?:seconds?|minutes?|hours?|days?|nights?|weeks?|weekends?|months?|years?|decades?|"
    r"whiles?|times?))\b[^.;:]*?),?\s+"
    r"(?=(?:I|we)\s)",
    re.IGNORECASE,
)
_TRANSITION = re.compile(
    r"^(?:on (?:another|an? \w+) note|on top of that|on the other hand|at the same time|in the end|"
    r"in the meantime|in any case|at least|for example|in general|(?:besides|apart from|aside from|"
    r"other than|because of) (?:that|this)),?\s+",
    re.IGNORECASE,
)
_TOGETHER = re.compile(
    r"^(?:(?P<mine>(?:(?:two|three|four|some|one|a few|a couple) of )?(?:my|our) [\w' -]{2,40}?|"
    r"(?!(?:He|She|They|You|It)\b)[A-Z][a-z]+) and (?:I|me)|me and (?P<yours>(?:my "
    r"[\w' -]{2,40}?)|[A-Z][a-z]+))"
    r"\s+(?P<rest>(?:am|are|have|had|do|did|was|were|will|would|can|could|just|also|both|\w+ed|"
    r"\w+)\b.*)$",
    re.IGNORECASE,
)
#: "Moments like these": such as were told.
_SUCH = re.compile(
    r"(?<![a-z] )\b(?!people\b|folks\b|kids\b|friends\b)([A-Za-z]{3,}s) "
    r"like (?:these|this|that|those)\b(?! [a-z]+s\b)"
)
#: "Dad still lives there": theirs, as long as no other is named
_KIN = re.compile(
    r"^(Mum|Mom|Mommy|Dad|Daddy|Grandma|Granny|Gran|Grandpa|Granddad)\b(?=(?:'s)? [a-z])"
)
#: Where somebody writes is not told: "an hour from here", "a new café around here".
_HERE = re.compile(r" (?:(?P<away>(?:not far )?from)|around|near|over|right|out|down|up) here$")
#: This tells of the talk, not of the person: "I've been running longer since our last chat".
_LAST_TALK = (
    r"since (?:(?:we|I) last (?:spoke|talked|chatted|met|caught up|saw (?:each other|you))|"
    r"(?:our|the) last (?:chat|talk|call|conversation|time)|last time(?: we \w+)?)"
)
_SINCE_THEN = re.compile(rf"^{_LAST_TALK},?\s+|,?\s+{_LAST_TALK}$", re.IGNORECASE)
_SUBJECTS = frozenset({"I", "we", "We"})
_SELF = re.compile(r"\b(?:me|my|mine|myself|our|us)\b|\bI\b", re.IGNORECASE)
LONGEST_CLAIM = 32


@dataclass(frozen=True, slots=True)
class Shifted:
    """A claim in the third person.

    Attributes:
        text: Without a full stop, with its first letter in upper case.
        first_person: False where "I" was left out by the person ("Love hiking").
        hedged: The person was not sure themselves.
        past: The main verb is in the past tense.
        subject: ``self``, ``theirs`` ("Their sister …") or ``other`` ("Says that …").
    """

    text: str
    first_person: bool
    hedged: bool
    past: bool
    subject: str


def shift(sentence: str, *, of_another: bool = False) -> Shifted | None:
    """Say in the third person what a sentence says in the first, or nothing.

    Args:
        sentence: One statement as written; questions are not told apart here.
        of_another: Whether "they" in it is somebody whom it names.

    Returns:
        None where the sentence is not about its author, speaks to somebody, or cannot stand alone.
    """
    hedged = _HEDGE.search(sentence) is not None
    clean = cleaned(sentence)
    if not clean or not 2 <= len(clean.split()) <= LONGEST_CLAIM:  # noqa: PLR2004 - a verb and its object
        return None
    if not of_another and they_without(clean):
        return None
    claim = _claim(clean)
    if claim is None:
        return None
    text, past, subject, first_person = claim
    text = _tidy(text)
    if len(text.split()) < 2 or dangling(text) or empty(text):  # noqa: PLR2004 - a verb and its object
        return None
    return Shifted(text, first_person, hedged, past, subject)


@lru_cache(maxsize=128)  # asked again for the topic and for every reading of a clause
def cleaned(sentence: str) -> str:
    """A sentence spelt out and without what is only said along: greetings, names, "you know"."""
    clean = words.expand(" ".join(sentence.split())).strip(" -–—,;:*_")
    for _ in range(4):
        before = clean
        clean = _TRANSITION.sub("", clean)
        clean = _VOCATIVE.sub("", _FILLER.sub("", clean)).lstrip(" ,.!")
        clean = _HEDGED_SELF.sub("", clean)
        if clean == before:
            break
    clean = _SINCE_THEN.sub("", _CALLED.sub(r"\1", clean.rstrip(" .!,…-–")))
    clean = _KIN.sub(lambda match: f"My {match[1].lower()}", clean)
    clean = _HERE.sub(lambda match: " away" if match["away"] else "", _SUCH.sub(_such, clean))
    return _TAIL.sub("", introduced(clean)).rstrip(" .!,")


def _such(match: re.Match[str]) -> str:
    what = match[1]
    return f"{'Such' if what[0].isupper() else 'such'} {what.lower()}"


def _claim(clean: str) -> tuple[str, bool, str, bool] | None:
    """(text, past, subject, whether "I" was said) of a cleaned sentence."""
    together = _TOGETHER.match(clean)
    if together and not _acts(together["mine"] or ""):
        who = lowered(third(together["mine"] or together["yours"]))
        done = predicate(together["rest"])
        if done is None:
            return None
        with_whom = f"with {who}"
        alone = re.sub(rf"\s*\b{re.escape(with_whom)}\b", "", done[0])  # said twice
        return f"{alone} {with_whom}", done[1], "self", True
    first, _, rest = clean.partition(" ")
    if first.lower() == "we":
        # What is true of all of some is true of one of them, but not what parts them.
        rest = re.sub(r"^((?:are|were|have) )all ", r"\1", rest)
        rest = re.sub(r"^(?:both|all) (?!(?:are|were|have|had)\b)", "", rest)
        if re.match(r"(?:are |were )?(?:both|all)\b", rest):
            return None
    if first in _SUBJECTS:
        done = predicate(rest)
        return (done[0], done[1], "self", True) if done else None
    if first.lower() in {"my", "our"}:
        return _theirs(clean)
    lead = _LEAD.match(clean)
    if lead and len(lead["lead"].split()) <= 10 and not STATED.search(lead["lead"]):  # noqa: PLR2004 - an adverbial
        done = predicate(clean[lead.end() :].partition(" ")[2], lead["lead"])
        return (
            (_append(done[0], lowered(third(lead["lead"]))), done[1], "self", True)
            if done
            else None
        )
    if left_out := elliptic(clean):
        return (*left_out, "self", False)
    if _reported(clean, first):
        past = _happened(clean.split()[:6])
        return held(clean), past, "other", True
    return None


def _acts(who: str) -> bool:
    """Whether a verb stands in what would be a name: "my laptop crashed" (and I lost it all)."""
    return any(words.is_past(word) for word in who.split()[2:])


def _reported(clean: str, first: str) -> bool:
    """Whether a sentence says something about the person without beginning with them."""
    if judged := _JUDGED.match(clean):
        return judged["personal"] is not None or _ALONE.search(clean) is not None
    opening = _OPENS.match(clean) is not None
    nobody = first.lower() in _NO_SUBJECT or first.endswith("ly,")  # "Competitively, until I fell"
    if (nobody and not opening) or _orders(first) or _verb_alone(first):
        return False
    if opening:
        return _SELF.search(clean) is not None or " we " in clean
    verb = clean.split()[1 if words.is_adverb(first) else 0]
    if _NO_MAIN_CLAUSE.match(clean) or words.is_past(verb):
        return False
    return _SELF.search(clean) is not None and _has_verb(clean)


#: "What I love most about it is", "There is something about old churches that draws me in",
#: "Nothing beats an evening with my cats": these begin like what points elsewhere, but do not.
_OPENS = re.compile(
    r"^(?:what|all) (?:I|we) (?!mean\b|said\b|say\b|think\b).+ (?:is|are|was|were) (?!that$)|"
    r"^there (?:is|was) (?:something|nothing|an?|one|always|no better)\b.+\b(?:I|me|my|we|our)\b|"
    r"^nothing (?:beats|makes|compares|calms|relaxes|comes close|feels|brings|is)\b",
    re.IGNORECASE,
)
#: "Since I was seventeen", "Chasing our dreams and helping each other"
_NO_MAIN_CLAUSE = re.compile(
    r"^(?:since|because|after|before|until|once)\b[^,]*$|"
    r"^[a-z]{2,}ing (?:(?:(?!(?:and|or) )\w+ ){1,4}(?:and|or) )+[a-z]{2,}ing (?!.*\b(?:is|are|"
    r"was|were|has|have|"
    r"makes?|made|helps?|helped|gives?|gave|keeps?|kept|brings?|brought|means?|need|needs|lets?|"
    r"let|takes?|took|feels?|felt)\b)",
    re.IGNORECASE,
)


def _verb_alone(first: str) -> bool:
    """Whether what kept or helped the person is left out: "Keeps me calm"."""
    low = first.lower()
    stems = {low.removesuffix("s"), low.removesuffix("es")}
    return low.endswith("s") and bool(stems & words.ONLY_VERBS)


#: What is "our" in a judgement may be everybody's: "It's amazing how far we've come".
_ALONE = re.compile(r"\b(?:I|me|my|mine|myself)\b", re.IGNORECASE)
#: Here a sentence points back, or has no subject of its own.
_NO_SUBJECT = word_set(
    """
    it that this there mine ours those these though although what which always never thanks thank
    glad cannot will would could should let if unless whether when whenever while so as almost not
    sounds looks seems feels here hope hopes wish no with about like and but or probably
    maybe perhaps hopefully plus nothing
    """
)
#: "It's so good to see my plants grow": this "it" points ahead.
_JUDGED = re.compile(
    r"^it (?:is|was|has been|felt|feels) (?:(?:so|really|very|super|always|been|such|just) )*"
    r"(?:(?:(?:an?|my) )?(?P<personal>dream|goal|privilege|honou?r|pleasure)|"
    r"an? (?:\w+ )?(?:blessing|challenge|delight|feeling|joy|relief|shame|struggle|thrill)|"
    r"(?!an? |my |the )\w+)(?: \w+)? "
    r"(?:to (?!me\b)\w+|(?:being|doing|getting|going|having|hearing|knowing|learning|making|seeing|"
    r"spending|watching|working)|when|that)\b",
    re.IGNORECASE,
)


def _orders(first: str) -> bool:
    """Whether a sentence begins as a request does: "Correct me", "Rewrite my letter"."""
    low = first.lower()
    return low in _REQUESTS or (low in words.ONLY_VERBS)


_REQUESTS = word_set("""
    let please trust believe count tell give remind help show correct rewrite suggest
    explain translate check summarise summarize shorten fix list compare
    generate sort convert send make review draft proofread
    """)


def _theirs(clean: str) -> tuple[str, bool, str, bool] | None:
    if named := re.match(
        r"my name is (?P<name>[A-Z][\w'-]+(?: [A-Z][\w'-]+)*)$", clean, re.IGNORECASE
    ):
        return f"Is called {named['name']}", False, "self", True
    tokens = clean.split()[2:]
    if clean.split()[1].lower() == "own":  # "My own dance studio"
        tokens = tokens[1:]
    if not any(_finite(word) for word in tokens) or (
        tokens[-1].lower() in words.NOUN_OR_VERB and not any(map(_finite, tokens[:-1]))
    ):
        return None  # "My full support" is no statement
    return third(clean), _happened(clean.split()[1:8]), "theirs", True


def _finite(word: str) -> bool:
    low = word.lower().strip(",.")
    if low in {"is", "are", "was", "has", "have", "had", "does", "do"} | words.MODALS:
        return True
    stems = {low, low.removesuffix("s"), low.removesuffix("es"), low.removesuffix("ies") + "y"}
    return words.is_past(low) or bool(stems & words.VERBS)


def _has_verb(clean: str) -> bool:
    """Whether a sentence has a finite verb: "A reminder to follow my dreams" has none."""
    before, infinitive = "", False
    for word, after in pairwise((*clean.split(), "")):
        low = word.lower().strip(",.")
        infinitive = infinitive or (before == "to" and low in words.VERBS)
        if before != "to" and _finite(word):
            shown = (
                low not in words.VERBS
                or (before in _PLURAL and not (before == "and" and infinitive))
                or before.endswith("s")
                or after.lower() in {"me", "us"}
            )
            if shown and before not in _DETERMINERS and not low.endswith("ing"):
                return True
        before = low
    return False


_DETERMINERS = word_set("a an the my our your his her their its some any no these those")
_PLURAL = word_set("i we you they that who which and people always never really still")


def _happened(tokens: list[str]) -> bool:
    """Whether the first finite verb among some words is in the past."""
    for token in tokens:
        if token.lower() in {"is", "are", "has", "have", "does", "do", "can", "will"}:
            return False
        if words.is_past(token):
            return True
    return False


def _append(claim: str, lead: str) -> str:
    """Put an opening adverbial behind the verb phrase, where it reads naturally."""
    lead = lead.strip(" ,")
    if lead.lower() in {"lately", "recently", "nowadays"}:
        return f"{claim} {lead.lower()}"
    if lead.split(" ")[0].lower() in words.ADVERBS and len(lead.split()) == 1:
        return f"{lead} {claim}"
    at = end.start() if (end := _NEXT.search(claim)) else len(claim)
    return f"{claim[:at]} {lead}{claim[at:]}"


#: Where another statement begins: "Was in Oslo last week and by Friday they were in Rome"
_NEXT = re.compile(r", | (?:and|but) (?:by \w+ |then )?they\b")


def _tidy(text: str) -> str:
    text = re.sub(
        r"^(?:just|rather(?! than)|"
        r"finally|actually|really|basically|also|even|then|already|literally|honestly)\s+",
        "",
        text.strip(),
        flags=re.IGNORECASE,
    )
    text = re.sub(r"\s+(?:right\s+)?now(?:adays)?$|^(?:right\s+)?now\s+", "", text)
    text = re.sub(r"^(Is|Was|Has|Can|Will) (?:also|even|just) (?!not\b)", r"\1 ", text)
    text = re.sub(r"\b(\w+) not\b(?=\s+(?:have|has)\b)", r"\1 not", text)
    if text.count('"') % 2:  # the other half of a quotation was cut off
        text = text.replace('"', "")
    if len(re.findall(r"(?<!\w)'\w", text)) != len(re.findall(r"[\w.!?]'(?!\w)", text)):
        text = re.sub(r"(?<!\w)'(?=[A-Z])", "", text)
    text = re.sub(r"\s+([,.])", r"\1", text).strip(" ,.;:!-–—")
    return text[:1].upper() + text[1:]
