"""From the first person to the third: "I've been learning Rust" → "Has been learning Rust".

The subject is left out where it is the person themselves, because every proposition is about that
one person; elsewhere they are "they" ("Their sister Ana lives in Porto"), whose verb forms are
those of "I" but for "am" and "was". What cannot be shifted without a pronoun that points at
nothing is not shifted at all: saying nothing is better than saying "Loves it".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from agent.engine.builtin import words
from agent.engine.builtin.conjugation import lowered, predicate, third
from agent.engine.builtin.deixis import dangling, empty, they_without
from agent.engine.builtin.elliptic import elliptic
from agent.engine.builtin.judging import held
from agent.engine.builtin.sentences import STATED
from agent.engine.builtin.spoken import cleaned
from agent.engine.builtin.words import word_set

_HEDGE = re.compile(
    r"\b(?:maybe|perhaps|probably|possibly|might|i think|i guess|i suppose|i believe|not sure|"
    r"kind of|sort of|i feel like|could be|i may|kinda|apparently)\b",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^(?P<lead>(?:(?:when|whenever|while|as|once|by the time|the (?:moment|minute|second)|"
    r"(?:even )?though|although|because|"
    r"(?:every|each|last|first|any) time)\s+\S+\s+\S+|"
    r"if (?:I|we) (?:am|are|have|do|feel|get|need|want|cannot)|"
    r"(?:after|before|(?:ever )?since|from|in|on|at|for|despite|besides|instead of|because of|"
    r"(?:starting|beginning) (?:in|on|from|next|this)|"
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
_WHO = (
    r"^(?:(?P<mine>(?:(?:two|three|four|some|one|a few|a couple) of )?(?:my|our) [\w' -]{2,40}?|"
    r"(?!(?:He|She|They|You|It)\b)[A-ZÀ-Ý][a-zß-ÿ]+) and (?:I|me)|me and (?P<yours>(?:my "
    r"[\w' -]{2,40}?)|[A-ZÀ-Ý][a-zß-ÿ]+))\s+"
)
_AUXILIARY = (
    r"(?:am|are|have|had|do|did|was|were|will|would|can|could|cannot|should|might|both|also|just|"
    r"always|never|usually|often|still)\b"
)
_TOGETHER = re.compile(rf"{_WHO}(?P<rest>\w+\b.*)$", re.IGNORECASE)
_TOGETHER_SURELY = re.compile(
    rf"{_WHO}(?P<rest>{_AUXILIARY}.*|(?:go|went|love|like|live|moved|broke|split|play|own|run)\b.*)$",
    re.IGNORECASE,
)
_SUBJECTS = frozenset({"I", "we", "We"})
_SELF = re.compile(r"\b(?:me|my|mine|myself|our|us)\b|\bI\b(?!-)", re.IGNORECASE)
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


def _claim(clean: str) -> tuple[str, bool, str, bool] | None:
    """(text, past, subject, whether "I" was said) of a cleaned sentence."""
    together = _together(clean)
    if together and not _acts(together["mine"] or ""):
        who = third(together["mine"] or together["yours"])
        # One word is somebody's name, even if it looks like another word: Clive, Grace.
        who = lowered(who) if " " in who else who
        done = predicate(together["rest"])
        if done is None:
            return None
        apart = _APART.match(together["rest"]) is not None
        with_whom = f"from {who}" if apart else f"with {who}"
        alone = re.sub(rf"\s*\b{re.escape(with_whom)}\b", "", done[0])  # said twice
        return _append(alone, with_whom), done[1], "self", True
    if name := _own_name(clean):
        return f"Is called {name}", False, "self", True
    first, _, rest = clean.partition(" ")
    if first in _SUBJECTS:
        done = predicate(rest if first == "I" else _of_each(rest))
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


def _together(clean: str) -> re.Match[str] | None:
    """What somebody and the person do; a name may stand between who it is and what they do."""
    return next(filter(None, (each.match(clean) for each in (_TOGETHER_SURELY, _TOGETHER))), None)


#: What nobody does "with" another: "Ana and I are separating".
_APART = re.compile(
    r"(?:(?:are|have|will|just|are getting|got|have got) )*(?:been )?(?:separat\w+|divorc\w+)\b",
    re.IGNORECASE,
)
#: "I'm Marta", and nothing else.
_CALLED_SO = re.compile(
    r"(?:my name is (?P<name>[A-Z][\w'-]+(?: [A-Z][\w'-]+)*)|"
    r"I am (?P<am>(?-i:[A-Z][a-z]{2,})(?: (?-i:[A-Z][a-z]+))?)(?:, (?!too\b|but\b|and\b).*)?)$",
    re.IGNORECASE,
)


def _own_name(clean: str) -> str:
    """The name that a person gives themselves, or nothing."""
    match = _CALLED_SO.match(clean)
    if match is None:
        return ""
    name: str = match["name"] or match["am"]
    return name if match["name"] or words.is_name(name.split(maxsplit=1)[0]) else ""


#: "We're vegetarians", but not "we are friends": nobody is friends alone.
_MEMBERS = re.compile(
    r"^are (?:the )?(?!(?:the|friends|neighbou?rs|partners|siblings|twins|roommates|flatmates|"
    r"mates|colleagues|lovers|equals|always|sometimes|perhaps|besides)\b)"
    r"(?P<what>(?:[a-z]+ )?[a-z]{3,}[^su\W])s"
    r"(?=$|[,.;]| (?:except|and|but|since|who|from|in|at|of|by)\b)"
)


def _one_of(match: re.Match[str]) -> str:
    one = re.sub(r"ie$", "y", match["what"])
    return f"am {'an' if one[0] in 'aeiou' else 'a'} {one}"


def _of_each(rest: str) -> str:
    """What "we" are or do, of each: what is true of all is true of one, but not what parts them."""
    rest = re.sub(r"^((?:are|were|have) )all ", r"\1", rest)
    rest = re.sub(r"^(?:both|all) (?!(?:are|were|have|had)\b)", "", rest)
    rest = _MEMBERS.sub(_one_of, rest)
    return "" if re.match(r"(?:are |were )?(?:both|all)\b|(?:are|were) the\b", rest) else rest


def _acts(who: str) -> bool:
    """Whether a verb stands in what would be a name: "my laptop crashed" (and I lost it all)."""
    return any(words.is_past(word) for word in who.split()[2:])


def _reported(clean: str, first: str) -> bool:
    """Whether a sentence says something about the person without beginning with them."""
    if (apart := _STATED_AFTER.search(clean)) and not has_verb(clean[: apart.start()]):
        return False
    if judged := _JUDGED.match(clean):
        return judged["personal"] is not None or _ALONE.search(clean) is not None
    if first.endswith(",") and words.is_past(first.rstrip(",")):
        return False  # "Divorced, one kid, every other week with me"
    opening = _OPENS.match(clean) is not None
    if _HEADLESS.match(clean) and not has_verb(clean.partition(",")[0]):
        return False
    nobody = first.lower() in _NO_SUBJECT or first.endswith("ly,")  # "Competitively, until I fell"
    if (nobody and not opening) or _orders(first) or _verb_alone(first):
        return False
    if opening:
        return _SELF.search(clean) is not None or " we " in clean
    verb = clean.split()[1 if words.is_adverb(first) else 0]
    if _NO_MAIN_CLAUSE.match(clean) or words.is_past(verb):
        return False
    return _SELF.search(clean) is not None and has_verb(clean)


#: "Just off the night shift, cannot sleep": no sentence, unless it begins with when or for whom.
_HEADLESS = re.compile(
    r"(?!(?:for|in|on|at|to|with|after|before|during|since|by|from|as|of|through|without|among|"
    r"between|every|each|most|last|this|these|when|while|if|[a-z]+ly|[a-z]+ing)\b)[^,]+,",
    re.IGNORECASE,
)
#: "First week at the new school, I love it": what stands before tells nothing of its own.
_STATED_AFTER = re.compile(r", (?:I|we) ", re.IGNORECASE)
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
    act let please trust believe count tell give remind help show correct rewrite suggest
    explain translate check summarise summarize shorten fix list compare
    generate sort convert send make review draft proofread
    """)


def _theirs(clean: str) -> tuple[str, bool, str, bool] | None:
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


def has_verb(clean: str) -> bool:
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
_NEXT = re.compile(r"[,:] | (?:and|but) (?:by \w+ |then )?they\b")


def _tidy(text: str) -> str:
    text = re.sub(
        r"^(?:just|rather(?! than)|"
        r"finally|actually|really|basically|also|even|then|already|literally|honestly)\s+",
        "",
        text.strip(),
        flags=re.IGNORECASE,
    )
    text = re.sub(r"\s+(?:for\s+|[Rr]ight\s+)?now(?:adays)?$|^(?:right\s+)?now\s+", "", text)
    text = re.sub(r"^(Is|Was|Has|Can|Will) (?:also|even|just) (?!not\b)", r"\1 ", text)
    text = re.sub(r"\b(\w+) not\b(?=\s+(?:have|has)\b)", r"\1 not", text)
    if text.count('"') % 2:  # the other half of a quotation was cut off
        text = text.replace('"', "")
    if len(re.findall(r"(?<!\w)'\w", text)) != len(re.findall(r"[\w.!?]'(?!\w)", text)):
        text = re.sub(r"(?<!\w)'(?=[A-Z])", "", text)
    text = re.sub(r"\s+([,.])", r"\1", text).strip(" ,.;:!-–—")
    return text[:1].upper() + text[1:]
