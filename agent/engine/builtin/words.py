"""The few words of English grammar that the built-in engine knows.

Not a parser: closed classes (pronouns, auxiliaries, contractions), the irregular verbs, and the
verbs that people use of themselves. What is not listed falls back to the regular rules, or to
saying nothing.
"""

from __future__ import annotations

import re
from functools import lru_cache


def word_set(text: str) -> frozenset[str]:
    """The words of a text, for tables that read better as prose than as lists."""
    return frozenset(text.split())


MODALS = frozenset(
    ["will", "would", "can", "could", "may", "might", "must", "shall", "should", "cannot"],
)
#: After these the next verb keeps its base form ("does not eat", "will eat").
BASE_AFTER = MODALS | {"do", "did", "not", "to"}

ADVERBS = word_set(
    """
    also always almost already basically currently definitely eventually ever even finally
    frequently generally genuinely honestly hardly initially just kinda largely lately
    literally mainly maybe mostly never normally nearly obviously occasionally often only
    originally personally presently previously primarily probably rarely rather really recently
    regularly seldom seriously simply since sometimes somewhat still strictly strongly then
    thoroughly totally truly typically usually actually absolutely completely deeply secretly
    """
)

#: base form → (past, participle) where they are not made with -ed.
_IRREGULAR = """
be was been|become became become|begin began begun|bite bit bitten|blow blew blown
break broke broken|bring brought brought|build built built|buy bought bought
catch caught caught|choose chose chosen|come came come|do did done
draw drew drawn|drink drank drunk|drive drove driven|eat ate eaten
fall fell fallen|feed fed fed|feel felt felt|fight fought fought|find found found|fly flew flown
forget forgot forgotten|forgive forgave forgiven|freeze froze frozen|get got gotten|give gave given
go went gone|grow grew grown|hang hung hung|have had had|hear heard heard|hide hid hidden
hold held held|keep kept kept|know knew known|lay laid laid|lead led led|leave left left
lend lent lent|lie lay lain|lose lost lost|make made made|mean meant meant|meet met met
overcome overcame overcome|pay paid paid|ride rode ridden|ring rang rung|rise rose risen
run ran run|say said said|see saw seen|sell sold sold|send sent sent|shake shook shaken
shine shone shone|shoot shot shot|show showed shown|sing sang sung|sit sat sat|sleep slept slept
speak spoke spoken|spend spent spent|stand stood stood|steal stole stolen|stick stuck stuck
swear swore sworn|swim swam swum|take took taken|teach taught taught|tear tore torn|tell told told
think thought thought|throw threw thrown|understand understood understood|wake woke woken
wear wore worn|win won won|write wrote written|withdraw withdrew withdrawn|rebuild rebuilt rebuilt
retake retook retaken
redo redid redone|rewrite rewrote rewritten|undergo underwent undergone|sink sank sunk
"""
_FORMS = [row.split() for row in re.split(r"[|\n]", _IRREGULAR.strip())]
_PAST_OF = {form[0]: form[1] for form in _FORMS}
IRREGULAR_PASTS = frozenset(form[1] for form in _FORMS) | {"were"}
PARTICIPLES = frozenset(form[2] for form in _FORMS)
#: The past looks like the present: taken as past only beside a word of past time.
SAME_IN_PAST = word_set(
    """
    put set cut read hit quit let hurt cost split shut spread bet
    """
)
#: Base forms that end in -ed.
_ED_BASES = word_set(
    """
    need feed speed bleed breed proceed succeed exceed seed weed embed heed shed wed
    """
)

#: Verbs that people use of themselves, in their base form. Used to see where a second verb of the
#: same subject begins ("live in Porto and work at a bakery") and where "I" was left out.
VERBS = frozenset(form[0] for form in _FORMS) | word_set(
    """
    accept achieve add admire adopt adore aim answer appreciate apply argue arrange ask attend
    avoid bake balance believe belong bike book borrow brew bring browse call calm camp care carry
    celebrate change chat check clean climb coach code collect commute compete complete
    configure connect consider cook cope create crochet cry cut cycle dance debug decide
    dedicate deploy deserve design develop dislike discover discuss do document donate dream
    earn edit email embrace encourage end enjoy enter exercise expect experiment explore fail
    favour favor fear finish fish fix focus follow foster garden graduate handle hate help inspire
    hike hit hope host hunt identify improve install interview invest invite join jog journal
    juggle knit lack laugh learn leave lift like listen live loathe look love maintain manage
    marry matter measure meditate mentor mind miss motivate move need notice offer open order
    organise organize own pack paint participate pass pause perform photograph pick plan plant play
    practice practise pray prefer prepare program propose publish pull push put quit race
    raise reach read realise realize receive recommend record refactor refuse rehearse relax
    rely remember remind renovate rent repair research rest retire return review run save schedule
    search serve set settle share shop sign skate sketch ski skip smoke snowboard solve start
    stay stop stretch stroll struggle study suffer support surf switch talk taste tend test
    thank train translate travel treat trust try turn type update upgrade use value visit
    volunteer vote wait walk want watch wish wonder work worry workout
    """
)
#: Also everyday nouns: after "and" they count as verbs only when an object or preposition follows.
NOUN_OR_VERB = word_set(
    """
    bike book brew calm camp care change chat check climb coach code cook cut cycle dance deploy
    design document dream drink edit email end exercise experiment fear fight fish fly focus
    garden help hike hope host hunt hit interview jog journal juggle laugh lead lift look love
    matter mentor mind move need offer order pack paint pass pause plan plant play practice program
    race record research rest return review ride ring run search share shop show sign ski
    skate sketch sleep smoke start stay stop stretch stroll study support surf swim switch
    talk taste test train travel treat trust turn type update upgrade use value visit vote
    wait walk watch wish wonder work worry workout
    """
)
_TAKES_OBJECT = word_set(
    """
    a an the my our their his her its this these that those to in on at for with from about
    into as all some every each it them him two three four five more most out up down away
    around back over through together myself themselves
    """
)

_NEGATED = {
    "can't": "cannot",
    "cant": "cannot",
    "won't": "will not",
    "wont": "will not",
    "shan't": "shall not",
    "ain't": "am not",
    "dont": "do not",
    "didnt": "did not",
    "doesnt": "does not",
    "im": "I am",
    "ive": "I have",
}
_SLANG = {
    "gonna": "going to",
    "wanna": "want to",
    "gotta": "have to",
    "kinda": "rather",
    "cuz": "because",
    "tho": "though",
    "fav": "favourite",
    "fave": "favourite",
    "fam": "family",
    "edu": "education",
}
#: Between these and a noun no possessive stands: "Painting's my escape", "my family's been ill".
_AFTER_IS = word_set(
    """
    a an the my our so super very really mostly pretty always usually often not been like just going
    doing getting gonna coming
    """
)
_WORD = re.compile(r"[A-Za-z]+(?:'[A-Za-z]+)?")
#: Only two words on is it told what "'s" is: "It's always been mine".
_HAS_BEEN = re.compile(
    r"\b(\w+)['’]s (?=(?:always|never|just|only|really|ever|already|recently|also) been\b)",
    re.IGNORECASE,
)
#: "Startin' over"
_DROPPED_G = re.compile(r"\b(\w{3,})in['’](?!\w)")
_FULL = {"til": "until", "till": "until", "cause": "because", "em": "them", "bout": "about"}
_CLIPPED = re.compile(r"(?<!\w)'(till?|cause|em|bout)\b", re.IGNORECASE)


@lru_cache(maxsize=256)  # asked again for every way in which a clause may be read
def expand(text: str) -> str:
    """Spell out contractions ("I've" → "I have") and the commonest slang."""

    def spell(match: re.Match[str]) -> str:
        following = _WORD.search(text, match.end())
        return _spelled(match.group(), following.group().lower() if following else "")

    text = _DROPPED_G.sub(r"\1ing", text)
    text = _HAS_BEEN.sub(r"\1 has ", text)
    return _WORD.sub(spell, _CLIPPED.sub(lambda match: _FULL[match[1].lower()], text))


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
            ends = following.endswith("ed") and following not in _ED_BASES
            had = ends or following == "better" or following in PARTICIPLES - set(_PAST_OF)
            return f"{stem} had" if had else f"{stem} would"
        case "s" if stem.lower() in {"it", "that", "there", "he", "she", "what", "who", "here"}:
            has = following in {"been", "got"} or following in PARTICIPLES
            return f"{stem} has" if has else f"{stem} is"
        case "s" if following in _AFTER_IS:
            return f"{stem} has" if following == "been" else f"{stem} is"
        case _:
            return ""


def is_past(verb: str) -> bool:
    """Whether a finite verb form is in the past tense."""
    low = verb.lower()
    if low in IRREGULAR_PASTS:
        return True
    return low.endswith("ed") and low not in _ED_BASES and len(low) > 3  # noqa: PLR2004 - "red"


def past_of(verb: str) -> str:
    """The past of a base form: "move" → "moved", "go" → "went", "quit" → "quit"."""
    low = verb.lower()
    if low in _PAST_OF or low in SAME_IN_PAST:
        return _PAST_OF.get(low, low)
    if low.endswith("y") and low[-2:-1] not in "aeiou":
        return f"{low[:-1]}ied"
    return f"{low}d" if low.endswith("e") else f"{low}ed"


def third_person(verb: str) -> str:
    """Third person singular of a base form: "study" → "studies", "have" → "has"."""
    low = verb.lower()
    special = {"am": "is", "are": "is", "be": "is", "have": "has", "do": "does", "were": "was"}
    if low in special:
        return special[low]
    if low in MODALS or is_past(low):
        return verb
    if low.endswith("y") and low[-2:-1] not in "aeiou":
        return verb[:-1] + "ies"
    if low.endswith(("s", "x", "z", "ch", "sh", "o")):
        return verb + ("zes" if low == "quiz" else "es")
    return verb + "s"


def is_adverb(word: str) -> bool:
    """Whether a word may stand between subject and verb without being the verb."""
    low = word.lower().strip(",")
    return low in ADVERBS or (
        low.endswith("ly") and low not in {"fly", "rely", "apply", "reply", "supply", "comply"}
    )


def starts_verb_phrase(word: str, following: str) -> bool:
    """Whether a base form after "and" is a second verb rather than a noun."""
    low = word.lower()
    if low not in VERBS or (
        low == "like" and following.lower() in {"i", "we", "they", "he", "she"}
    ):
        return False
    return low not in NOUN_OR_VERB or following.lower().strip(",.") in _TAKES_OBJECT
