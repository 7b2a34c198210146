"""What a person is talking of: the pottery of "Pottery is my escape", then "It keeps me calm".

A statement that goes on with "it" or "they" as its subject means the topic of the one before: its
subject, or what the person said that they love, do or have (subjects come before objects, as in
centering: Grosz, Joshi and Weinstein, 1995). Where that does not fit, nothing is put in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from agent.engine.builtin import spelling, words
from agent.engine.builtin.context import antecedent
from agent.engine.builtin.words import word_set


@dataclass(frozen=True, slots=True)
class Topic:
    """Words for what is talked of, as they stand in the person's own sentence."""

    words: str
    plural: bool = False
    living: bool = False


_SUBJECT = re.compile(
    r"^(?P<what>(?:(?:my|our|the|a|an) )?[A-Za-z][\w'&/-]*(?: [\w'&/-]+){0,4}?) "
    r"(?:(?:really|always|just|also|definitely|still) )?"
    r"(?:is|are|was|were|has|have|can|gives?|gave|brings?|brought|makes?|made|means?|meant|helps?|"
    r"helped|lets?|keeps?|kept|takes?|took|feels?|felt|became|becomes|calms?|inspires?|motivates?|"
    r"went|goes|came|comes|started|starts|turned|looks?|looked|sounds?|seems?|seemed|gets?|got|"
    r"works?|worked|stands?|stood|represents?|reminds?|reminded|teaches|taught|allows?|allowed|"
    r"shows?|showed|will|would|could|needs?|needed|changed|changes|saved|opened|ended)\b",
    re.IGNORECASE,
)
_OBJECT = re.compile(
    r"\b(?:I|we)(?: (?:am|was|have|had|been|really|just|also|always|still|finally|recently|so|"
    r"super|pretty|very|absolutely|mostly))* "
    r"(?:love|loved|enjoy|enjoyed|like|prefer|adore|started|tried|do|play|practi[sc]e|learn|"
    r"learned|learnt|learning|doing|playing|trying|making|"
    r"passionate about|into|(?:an? (?:\w+ )?)?fan of|keen on|hooked on|reading|watching|"
    r"listening to|writing|went back to|obsessed with|proud of|lucky to have|"
    r"(?:thank|grate)ful (?:for|to have)|blessed with|"
    r"take|took|bought|got|made|painted|drew|wrote|built|found|adopted|joined|have|has|use|own|"
    r"signed up for|working on|opened|launched) "
    r"(?P<what>(?:(?:my|our|the|an?|some|two|three) )?[A-Za-z].*)$",
    re.IGNORECASE,
)
#: "I haven't done much painting", "I also like to play ping pong"
_ANY_OBJECT = re.compile(
    r"^(?:I|we) (?:(?:am|was|have|had|been|do|did|not|never|can|could|will|would|really|just|also|"
    r"always|still|finally|recently|usually|actually|ever) )*(?P<verb>[a-z]+)"
    r"(?: (?:to|on|about|at|in|into|up|out|with|through|back to|for))?"
    r"(?: (?P<then>(?<=to )[a-z]+))? "
    r"(?:much |more |many |to |in |at |about |with |on |for )?"
    r"(?P<what>(?:(?:my|our|the|an?|some|this|that) )?[a-z][\w'-]+.*)$"
)
#: A clause follows these, or nothing that a later "it" can mean.
_NO_OBJECT = word_set(
    """
    agree appreciate be believe bet come feel forget get give go guess have hear help hope imagine
    keep know leave let live look make matter mean move need put realise realize remember say see
    show stay suppose take tell thank think turn understand wait want wish wonder work worry
    """
)
_OF_TIME = re.compile(
    r"\b(?:times?|days?|weeks?|months?|years?|mornings?|evenings?|nights?|weekends?|while|lot|bit|"
    r"minutes?|hours?|people|friends?|home|place|school|town)$"
)
#: "I've been volunteering at a shelter": what they do is what "it" means next.
_DOING = re.compile(
    r"\bI (?:am|have been|was|love|loved|enjoy|like|started|began)(?: (?:really|just|also|always|"
    r"still|now|actually|currently))* (?!(?:going|being|having|getting|looking|feeling|thinking|"
    r"trying|hoping|planning|wondering|doing|loving|enjoying|starting|giving|saying|telling|"
    r"asking|talking|coming|waiting|considering|deciding|leaning|aiming)\b)"
    r"(?P<what>[a-z]{2,}ing(?: (?!and\b|but\b|because\b|since\b|which\b|that\b|lately\b|recently\b|"
    r"every\b|for\b|so\b|'?cause\b|when\b|while\b)[\w'-]+){0,5})",
    re.IGNORECASE,
)
#: One of theirs with a life of their own, by name or without.
_LIVING = re.compile(
    r"\b(?P<who>(?:[Mm]y|[Oo]ur) (?:\w+ )?(?:(?:sister|brother|mother|mum|mom|father|dad|wife|"
    r"husband|partner|girlfriend|boyfriend|son|daughter|youngest|eldest|oldest|boss|manager|neighbou?r|"
    r"grandmother|grandma|grandfather|grandpa|aunt|uncle|cousin|niece|nephew|roommate|coach|"
    r"granddaughter|grandson|stepson|stepdaughter|flatmate|housemate|teammate|colleague|coworker|"
    r"director|teacher|professor|instructor|trainer|tutor|mentor|doctor|landlord|landlady|editor|"
    r"ex|fianc[ée]e?|"
    r"therapist|dog|cat|puppy|pup|kitten|horse|parrot|rabbit|friend)(?:-in-law)?)"
    r"(?: [A-Z][a-z]+)?)\b(?!'s| and\b(?! (?:I|me)\b))"
)
#: "I do love the sea", but "I do yoga"
_DO = re.compile(r"(?P<who>I|we) (?:do|did) (?P<verb>\w+) (?=\w)", re.IGNORECASE)
#: "Being a nurse is exhausting"
_BEING = re.compile(
    r"^(?P<what>being an? (?:[\w-]+ ){0,2}?[\w-]+) (?:is|was|has|can|keeps|makes|means|taught)\b",
    re.IGNORECASE,
)
#: Of two at once neither is meant: "My brother and my dad".
TWO = re.compile(r"\b(?:my|our|your) [\w' -]{2,30} and (?:my|our|your) ", re.IGNORECASE)
#: What else the person says of themselves may name one thing: "I'm getting ready for a contest".
_OWN_ACT = re.compile(r"^(?:I|we) ", re.IGNORECASE)
#: Somebody by name: "I adopted Rex", "Ana taught me". Only "he" and "she" can mean them next.
_NAMED = re.compile(
    r"(?:\b(?:adopted|met|have|had|with|called|named|is|was|miss|love|visited|helped|thank) |"
    r"\b(?:dog|cat|puppy|kitten|sister|brother|friend|aunt|uncle|cousin),? )"
    r"(?P<who>[A-Z][a-z]{2,})\b(?! (?:and|[A-Z])|'s)|"
    r"^(?P<first>[A-Z][a-z]{2,}) (?:taught|gave|told|helped|showed|calls|called|loves|lives|"
    r"invited)\b"
)
_NO_TOPIC = word_set(
    """
    i you we he she it they this that these those there here what which who how when where why one
    someone somebody everyone everybody nobody nothing something everything anything thanks thank
    yeah yes no so and but if while because since after before as lot lots bit time day things thing
    stuff day week year moment way fun the a an my our all some today yesterday tomorrow now not
    up down out off on in back away over around been being hand hands part parts side meaning going
    having getting keeping doing coming
    """
)
_ENDS = word_set(
    """
    to for from in on at with of by about into over after before since because so that which who
    when where while if as than but or is are was were will would can could last next this yesterday
    today tomorrow tonight recently lately now once twice again too here there every each it really
    together whenever sure along around near through
    """
)
_PERSON = word_set(
    """
    sister brother mother mum mom father dad wife husband partner girlfriend boyfriend son daughter
    child friend boss manager colleague neighbour neighbor grandmother grandma grandfather grandpa
    aunt uncle cousin niece nephew teacher doctor roommate therapist coach
    """
)
#: Those who are "she", and those who are "he".
WOMEN = word_set(
    """
    sister mother mum mom wife girlfriend daughter grandmother grandma aunt niece
    """
)
MEN = word_set(
    """
    brother father dad husband boyfriend son grandfather grandpa uncle nephew
    """
)
#: "It is such a great way to unwind": this "it" points back all the same.
_OF_IT = (
    r"(?:always |really |just |also |been |definitely |such )*(?:an?|one of (?:the|my)|the|my|our) "
    r"(?:[\w-]+ ){0,2}(?:way|ways|place|chance|reason|reminder|tool|opportunity|excuse|outlet|"
    r"escape|passion|hobby|spot|symbol|gift|motivator)\b|"
    r"(?:always |really |just )*(?:where|how) (?:I|we)\b|"
    r"what (?:keeps|kept|gets|got|makes|made|helps|helped|drives|motivates|saved) (?:me|us)\b"
)
#: This "it" points ahead, at the weather or at the whole of what was told.
_AHEAD = re.compile(
    r"^it must have |^it (?:is|was|has been|will be) (?:(?:all|only|just|always|now|still) )*"
    r"(?:me|us|myself|ourselves)\b|^it (?:is|was|has been|felt|feels|seems|will be|takes|took) "
    rf"(?!{_OF_IT})(?:[\w-]+ ){{0,3}}?"
    r"(?:to|that|when|if|how|seeing|having|being|knowing)\b|"
    r"^it (?:is|was|has been|got|gets) (?:so |very |really |super |a bit )?(?:hard|tough|late|"
    r"early|cold|hot|raining|snowing|time|worth|all|been|great|good|awesome|amazing|fun|about|"
    r"busy|hectic|crazy|chaotic|quiet|wild|rough|intense|a lot)\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"^(?P<who>it|they|he|she|which) (?=\w)", re.IGNORECASE)
_LEFT_OUT = re.compile(
    r"^(?:(?:also|really|just|always|even) )*(?:helps?|helped|keeps?|kept|gives?|gave|makes?|made|"
    r"brings?|brought|lets?|calms?|inspires?|motivates?|relaxes|teaches|taught) (?:me|us|my)\b",
    re.IGNORECASE,
)
_LOVED = re.compile(
    r"^(?P<said>(?:I|we)(?: (?:really|just|absolutely|still|also|totally))* "
    r"(?:love|loved|enjoy|adore|like|miss)) (?P<it>it|them)$",
    re.IGNORECASE,
)
#: "I use it to relax", "I have been learning it since May", but not "I made it", "I find it hard"
_USED = re.compile(
    r"^(?P<said>(?:I|we) (?!(?:\w+ ){0,3}?(?:make|made|making|find|finds|found|get|got|"
    r"getting|take|took|taking|keep|kept|keeping|call|called|put|let|say|said|see|saw|mean|meant|"
    r"believe|hear|heard|know|knew|think|thought|figure|figured|work|worked|handle|hope|bet|guess|"
    r"appreciate|imagine|deserve|earned|wish|help|lost|lose|tell|told|asked|ask|mention|mentioned|"
    r"share|shared|show|showed|send|sent|give|gave|check|want|wanted|pull|pulled|push|deal|swear|"
    r"bring|brought|hit|own|killed|nailed|rock|feel|felt|understand|follow|miss|missed|"
    r"that|if|how|when|because|and|but) )"
    r"(?:\w+ ){1,6}?)(?<!around to )(?<!\bof )(?P<it>it|them)"
    r"(?P<rest> (?:to|in|at|on|with|for|as|because|since|when|after|before|every|last|yesterday|"
    r"from|until|so|about|again|more|too|during|over|by)\b.*|)$",
    re.IGNORECASE,
)
_DETERMINERS = frozenset({"my", "our", "the", "a", "an", "some", "two", "three"})
_OTHERS = re.compile(r"\b(?:they|them|their|theirs)\b", re.IGNORECASE)
LONGEST_TOPIC = 5


@lru_cache(maxsize=128)  # asked of a sentence for "it", for "he", and by who listens
def topic(sentence: str) -> Topic | None:
    """What a sentence is about, where a later "it" or "they" can mean it.

    Args:
        sentence: A clause without its fillers: "I'm passionate about dancing".
    """
    plain = spelling.expand(sentence).strip(" .!,")
    if (do := _DO.match(plain)) and do["verb"].lower() in words.VERBS:
        plain = f"{do['who']} {plain[do.start('verb') :]}"
    if being := _BEING.match(plain):
        return Topic(being["what"][:1].lower() + being["what"][1:])
    living = {match["who"] for match in _LIVING.finditer(plain)}
    if len(living) == 1 and not TWO.search(plain):
        who = living.pop()
        return Topic(who[:1].lower() + who[1:], living=True)
    named = {match["who"] or match["first"] for match in _NAMED.finditer(plain)}
    if not living and len(named) == 1:
        return Topic(named.pop(), living=True)
    if doing := _DOING.search(plain):
        return Topic(_trimmed(doing["what"]))
    match = _SUBJECT.match(plain)
    if match and (found := _topic(match["what"])):
        return found
    match = _OBJECT.search(plain)
    if match and (found := _topic(match["what"])):
        return found
    told = None if _NOT_DONE.search(plain) else _ANY_OBJECT.match(plain)
    if told and _acts(told["verb"]) and _acts(told["then"] or "do"):
        found = _topic(told["what"])
        if found is not None and not _OF_TIME.search(found.words):
            return found
    alone = _OWN_ACT.match(plain) and " and " not in plain and not _AGAIN.search(plain)
    thing = antecedent(plain) if alone else None
    return Topic(thing) if thing and thing.split()[-1] not in _NO_TOPIC else None


#: "I'm not drinking coffee any more, it helps": to do without helps, not the coffee.
_NOT_DONE = re.compile(
    r"^(?:I|we) (?:(?:am|was|have|had|been|will|do|did|really|just|also|still|now|finally) )*"
    r"(?:not [a-z]+ing|no longer|never|stopped|quit|gave up|given up|cut out|avoid|skip(?:ped)?)\b",
    re.IGNORECASE,
)
#: What was spoken of before is gone on about: "I bought it at a market".
_AGAIN = re.compile(r"\b(?:it|them|this|these|those)\b", re.IGNORECASE)


def _acts(verb: str) -> bool:
    """Whether a word is a verb with an object that can be gone on about."""
    low = verb.lower()
    bases = {low, low.removesuffix("ed"), low.removesuffix("d"), low.removesuffix("ing")}
    bases |= {f"{low.removesuffix('ing')}e", low.removesuffix("ied") + "y", words.base_of(low)}
    return bool(bases & words.VERBS) and not bases & _NO_OBJECT


def asked_about(question: str) -> Topic | None:
    """What a question is about, where an "it" in the answer can mean it.

    Args:
        question: "What do flowers mean to you?", "How is your pottery going?".
    """
    plain = spelling.expand(question).strip(" ?")
    match = next(filter(None, (pattern.search(plain) for pattern in _ASKED)), None)
    if match is None or _BACK.search(match["what"]):
        return None
    what = re.sub(r"\byour\b", "my", match["what"].strip(" ,"))
    if what.split()[0].lower().endswith("ing"):
        return Topic(_trimmed(what[:1].lower() + what[1:]))
    return _topic(what)


#: Questions that name what they are about.
_ASKED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\bwhat (?:does|do|did) (?P<what>[\w' -]{3,40}?) (?:mean|do|give|bring) (?:to |for )?you",
        (
            r"\bhow (?:is|was|are|were|has|have) (?P<what>(?:your|the) [\w' -]{3,40}?)"
            r"(?: (?:going|been|doing|coming along|so far|helping you.*|treating you))*$"
        ),
        r"\bhow did (?P<what>(?:your|the) [\w' -]{3,40}?) (?:go|turn out)\b",
        (
            r"\bhow (?:does|do|did|has|have) (?P<what>[\w' -]{3,40}?) (?:help|helped|make|made|"
            r"affect|influence|inspire|change|changed|impact)"
        ),
        (
            r"\b(?:do|did|have) you (?:ever )?(?:like|enjoy|love|liked|enjoyed|tried|been) "
            r"(?P<what>[a-z]+ing(?: [a-z]+){0,2})"
        ),
        r"\bhow long have you been (?P<what>[a-z]+ing(?: [\w']+){0,3})",
        (
            r"\bwhat (?:do|did) you (?:love|like|enjoy) (?:most |best |so much )?about "
            r"(?P<what>[\w' -]{3,40})$"
        ),
        (
            r"\bwhat (?:made|got|makes) you (?:start|get into|take up|try|decide to (?:start|try)|"
            r"want to (?:start|try|do)|so passionate about|love|enjoy|into|interested in) "
            r"(?P<what>[\w' -]{3,40})$"
        ),
        r"\btell me (?:more )?about (?P<what>(?:your|the) [\w' -]{3,40})$",
        r"\b(?:is|was) (?P<what>(?:your|the) [\w' -]{3,30}?) (?:fun|hard|good|nice|going well)\b",
    )
)
_BACK = re.compile(
    r"\b(?:it|that|this|these|those|there|they|them|one|he|she|you)\b", re.IGNORECASE
)


def _trimmed(phrase: str) -> str:
    """A phrase that was cut to a length, without the little words left at its end."""
    taken = phrase.split()
    while taken[-1].lower() in _ENDS | {"a", "an", "the", "my", "our", "some"}:
        taken.pop()
    return " ".join(taken)


def _topic(text: str) -> Topic | None:
    taken: list[str] = []
    for word in text.split():
        low = word.lower().strip(",.")
        if low in _ENDS or (len(taken) > 1 and (words.is_past(low) or words.is_adverb(low))):
            break
        taken.append(word.rstrip(",."))
        if word.endswith((",", ".")):
            break
    while taken and taken[-1].lower() in {"and", "a", "an", "the"}:
        taken.pop()
    if not taken or len(taken) > LONGEST_TOPIC:
        return None
    first, last = taken[0].lower(), taken[-1].lower()
    if words.is_adverb(first):
        return None
    heads = taken[1:] if first in _DETERMINERS else taken
    if not heads or heads[0].lower() in _NO_TOPIC or last in _NO_TOPIC:
        return None
    plural = "and" in taken or (last.endswith("s") and not last.endswith(("ss", "us", "is", "'s")))
    if len(heads) == 1 and (words.is_past(last) or last in words.PARTICIPLES):
        return None
    if (last in _PERSON and not plural) or (len(heads) == 1 and _name(heads[0], text)):
        return None
    return Topic(_called_again(taken), plural)


def _called_again(taken: Sequence[str]) -> str:
    """A noun phrase as it is said the second time: "a cat" → "the cat"."""
    first, *others = taken
    low = first.lower()
    if low in {"a", "an", "some"}:
        first = "the"
    elif low in {"two", "three"}:
        first = f"the {low}"
    elif not first.isupper() and not (others and others[0][:1].isupper()):
        first = first[:1].lower() + first[1:]
    return " ".join((first, *others))


def _name(word: str, text: str) -> bool:
    """Whether a lone word is likely a name: in upper case where no sentence begins."""
    return word[:1].isupper() and not text.startswith(word)


def resumed(sentence: str, about: Topic) -> str | None:
    """A sentence that goes on about a topic, with the topic in the place of its pronoun.

    Args:
        sentence: "It keeps me calm", "They mean the world to me", "Helps me sleep", "I love it".
        about: The topic of what was said before.
    """
    plain = spelling.expand(sentence).strip(" .!,")
    if loved := _LOVED.match(plain):
        return f"{loved['said']} {about.words}" if _agrees(loved["it"], about) else None
    if _LEFT_OUT.match(plain):
        return f"{about.words} {plain[:1].lower()}{plain[1:]}"
    used = None if about.living else _USED.match(plain)
    if used and _agrees(used["it"], about) and (not _DID.search(used["said"]) or _act(about)):
        return f"{used['said']}{about.words}{used['rest']}"
    match = _GOES_ON.match(plain)
    if match is None or _AHEAD.match(plain) or not _agrees(match["who"], about):
        return None
    if _OTHERS.search(plain[match.end() :]):  # of others yet, but it would read as the person
        return None
    return about.words + plain[match.end() - 1 :]


_DID = re.compile(r"\b(?:do|did|done|doing) $", re.IGNORECASE)


def _act(about: Topic) -> bool:
    """Whether a topic is something that is done: "mountain biking", "yoga" is not known to be."""
    return any(word.lower().endswith("ing") for word in about.words.split())


def _agrees(pronoun: str, about: Topic) -> bool:
    low = pronoun.lower()
    if low in {"he", "she"} or about.living:
        last = set(about.words.lower().split())
        wrong = last & (WOMEN if low == "he" else MEN)
        return about.living and low in {"he", "she"} and not wrong
    return low == "which" or about.plural == (low in {"they", "them"})
