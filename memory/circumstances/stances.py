"""What somebody thinks of something: for it or against it, and what they find it to be.

Two sentences are about one thing where all else in them is the same. Of two stances to it the later
holds: "Believes that the project will finish on time", "Doubts that it will"; of two opposite
qualities as well: "The office is noisy", "Finds the office quiet now". Who loves their work may
worry about it: only stances of one sort exclude each other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from memory.circumstances.poles import QUALITIES, alike, is_quality, opposite, value
from memory.circumstances.telling import (
    clauses,
    listed,
    once,
    one_person,
    partly,
    planned,
    topic,
    without_reason,
)
from memory.endings import stem
from memory.lexicon import IRREGULAR

if TYPE_CHECKING:
    from memory.claims import Claim

_VERY: Final = (
    r"(?:(?:now|too|very|quite|really|rather|pretty|much|far|a bit|a little|so|still|again|more"
    r"|mostly|always|usually|surprisingly|extremely|increasingly|constantly|completely|just"
    r"|strongly|firmly|deeply|no longer so|most) )*"
)
#: Sort of stance → words for it, words against it. "~" stands for "is", "has become" and "feels".
_STANCES: Final = {
    "liking": (
        (
            r"likes?|loves?|enjoys?|adores?|~ (?:fond|a (?:big |great |huge )?fan) of"
            r"|~ (?:interested in|fascinated by)|~ keen on"
            r"|~ into|cherish(?:es)?|cannot get enough of|warm(?:s|ed) to|took to|has taken to"
            r"|(?:acquired|developed|got|has) (?:a|the) (?:taste|liking|love|passion) (?:for|of)"
            r"|(?:discovered|found) (?:a|their) (?:love|liking|passion) (?:for|of)"
            r"|fell in love with"
        ),
        (
            r"dislikes?|hates?|detests?|loathes?|(?:cannot|can not) (?:stand|bear)|despises?"
            r"|~ (?:tired|sick|weary|fed up|bored) (?:of|with|by)|~ (?:so |totally )?over"
            r"|(?:(?:has )?(?:gone|cooled)|went) off(?! (?:at|for|in|on|to|with)\b)"
            r"|fell out of love with"
            r"|(?:has )?lost (?:all )?(?:interest in|(?:the|their) (?:taste|liking|love"
            r"|passion) for)|dreads?"
            r"|(?:has )?grown to (?:hate|dislike)|grew out of"
        ),
    ),
    "belief": (
        (
            r"believes?|~ (?:sure|certain|convinced|confident|optimistic)|thinks|expects|trusts"
            r"|has (?:faith|confidence) in"
        ),
        (
            r"doubts?|~ (?:unsure|uncertain|doubtful|sceptical|skeptical|pessimistic)"
            r"|no longer thinks"
            r"|has (?:serious |strong |some )?doubts|questions|(?:has )?lost (?:faith"
            r"|confidence) in"
        ),
    ),
    "trust": (
        r"trusts?|has (?:faith|confidence|trust) in|relies on",
        (
            r"distrusts?|mistrusts?|~ (?:suspicious|wary) of"
            r"|(?:has )?lost (?:faith|trust|confidence) in"
        ),
    ),
    "support": (
        (
            r"supports?|~ (?:for|in favou?r of|pro)|approves? of|agrees with|backs?|welcomes?"
            r"|advocates(?: for)?|recommends?|endorses?|(?:came|come) (?:a)?round to|~ won over by"
        ),
        (
            r"opposes?|(?:turned|came out) against|objects? to|~ (?:against|opposed to"
            r"|critical of)|disapproves? of"
            r"|disagrees with|rejects?|advises against|criticises|criticizes|warns against"
        ),
    ),
    "content": (
        (
            r"~ (?:happy|pleased|satisfied|content|delighted|thrilled) (?:with|about|at|in)"
            r"|likes?|loves?|enjoys?|feels at home (?:in|at|with)"
        ),
        (
            r"~ (?:unhappy|displeased|dissatisfied|disappointed|frustrated|fed up|annoyed"
            r"|miserable)"
            r" (?:with|about|by|at|in)|~ (?:tired|sick|weary) of|regrets?|complains? about"
        ),
    ),
    "mood": (
        (
            r"looks? forward to|~ looking forward to|~ (?:excited|enthusiastic|optimistic|confident"
            r"|hopeful|relaxed|calm|relieved) (?:about|that|of)"
        ),
        (
            r"~ (?:worried|anxious|nervous|pessimistic|apprehensive|concerned|afraid|scared"
            r"|stressed)"
            r"(?: about| that| of| by)?|dreads?|worries (?:about|that)|fears?(?: that)?"
            r"|~ not looking forward to"
        ),
    ),
    "fear": (
        (
            r"enjoys?|loves?|likes?|~ (?:comfortable|at ease|relaxed|confident) (?:with|about"
            r"|around|in)"
            r"|(?:has )?(?:got|gotten) over (?:the|their) fear of|overc(?:ame|ome) (?:the"
            r"|their) fear of"
            r"|(?:has )?(?:lost|conquered|beaten) (?:the|their) fear of"
            r"|~ (?:cured|free) of (?:the|their) fear of"
        ),
        (
            r"~ (?:afraid|scared|frightened|terrified) of|fears?|has an? (?:\w+ )?(?:fear"
            r"|phobia) of"
            r"|panics (?:at|about|in)"
        ),
    ),
    "terms": (
        (
            r"gets? (?:on|along) (?:well )?with|~ (?:on good terms|friends|close"
            r"|best friends) (?:with|to)"
            r"|~ (?:in touch|in contact|on speaking terms) with|made up with|has made up with"
            r"|talks to|~ speaking to"
        ),
        (
            r"(?:does not|no longer) gets? (?:on|along) with|(?:fell|fallen) out with"
            r"|~ (?:estranged from|not on speaking terms with|on bad terms with|out of touch with"
            r"|out of contact with)|(?:has )?broke(?:n)? (?:off contact|with)"
            r"|(?:has )?lost touch with"
            r"|cut off contact (?:with|to)|avoids"
        ),
    ),
    "interest": (
        r"~ (?:interested in|fascinated by|curious about|into)|follows?",
        r"(?:has )?lost (?:all )?interest in|~ (?:bored (?:with|by|of)|indifferent to)",
    ),
}
#: Words without one of which a sentence tells no stance.
_CUES: Final = (
    frozenset(
        word + ending
        for some in _STANCES.values()
        for side in some
        for word in re.findall(r"[a-z]{4,}", side)
        for ending in ("", "s")
    )
    - listed(
        """
    with about that their gets been from they closes close has have from terms good best
    """
    )
    | QUALITIES
    | listed("likes like love loves back into opinion mind views faith too")
)
_IS: Final = (
    r"(?:(?:is|are|feels?|(?:has )?become|became|(?:has )?grown|grew|got|has been"
    rf"|remains) {_VERY})"
)
_BECAME: Final = (
    r"(?:(?:has |have |had )?(?:come|came|grown|grew|learned|learnt|started|begun|began) to "
    rf"|seems to |has |have )?{_VERY}"
)


def _pattern(words: str) -> re.Pattern[str]:
    said = words.replace("~ ", _IS)
    return re.compile(
        rf"^{_BECAME}(?:{said})\b(?: (?:that|whether|if|the idea of))? ?(?P<rest>\S.*)$"
    )


_SORTS: Final = tuple(
    (sort, _pattern(held), _pattern(opposed)) for sort, (held, opposed) in _STANCES.items()
)
_DENIED: Final = re.compile(
    r"^(?:(?P<be>is|are|feels) (?:not|no longer)|(?:does|do|did) not|no longer|never|not"
    r"|cannot say that) (?P<rest>\S.*)$"
)
#: Why, or since when, is no part of what it is about.
_WHY: Final = re.compile(
    r" (?:since|because|due to|after|over|ever since|as of|thanks to|when|now that|before)\b.*$"
)
_LATELY: Final = r"(?: (?:now|again|these days|by now|enough|lately|nowadays|any ?more|today))*"
_VERB: Final = (
    r"(?:is|are|was|to be|feels?|has become|became|has got|got|has been|(?:is|was|are|were) made"
    r"|seems?|looks?|tastes?|runs?"
    r"|works?|turned out|turned out to be|proved|has gotten)"
)
_QUALITY: Final = rf"(?P<deny>not |no longer )?{_VERY}(?P<quality>[a-z-]+){_LATELY}$"
_FOUND: Final = re.compile(
    r"^(?:now |(?:has )?(?:come|came) to )?"
    r"(?:thinks?|finds?|found|considers?|believes?|feels?|says?|calls?|rates?|thought"
    rf"|is convinced|is of the opinion) (?:that )?(?P<what>\S.*?) (?:{_VERB} )?{_QUALITY}"
)
_THING: Final = re.compile(rf"^(?P<what>(?:the|their|its|this) \S.*?) {_VERB} {_QUALITY}")
_FEELS: Final = re.compile(
    rf"^(?:is|feels|has become|became|has grown|seems|has been) (?P<deny>not |no longer )?{_VERY}"
    r"(?P<quality>[a-z-]+)(?P<what>(?: (?:at|about|with|in|by|during) \S.*?)?)" + _LATELY + "$"
)
_SAYING: Final = listed(
    """
    will would whether if to any more anymore now idea very much new current that it there can
    could these days lately again after all most all at really
    """
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """A stance to a matter: sort, for or against, denied or not; or ``found`` in a quality."""

    owner: frozenset[str]
    about: frozenset[str]
    sort: str
    held: bool
    denied: bool
    found: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A quality that something, or somebody, is found to have; ``blamed``: too much of it."""

    owner: frozenset[str]
    about: frozenset[str]
    quality: str
    denied: bool
    blamed: bool


#: Who changed their mind thinks otherwise, whatever they thought.
_CHANGED_MIND: Final = re.compile(
    r"^(?:changed|has changed) (?:their|her|his) (?:mind|opinion|view|views|position|stance) "
    r"(?:about|on|of|regarding) (?P<what>\S.*)$|^(?:is )?(?:has )?(?:lost|losing) (?:all )?"
    r"(?:faith|trust|confidence|belief) in (?P<lost>\S.*)$"
)


@lru_cache(maxsize=2048)
def _minds_changed(said: str) -> tuple[frozenset[str], ...]:
    """What somebody thinks otherwise of than they did."""
    found = [_CHANGED_MIND.match(clause.said) for clause in clauses(said)]
    return tuple(topic(_WHY.sub("", match["what"] or match["lost"])) for match in found if match)


@lru_cache(maxsize=2048)
def stances(said: str) -> tuple[Stance, ...]:
    """The stances that a sentence tells."""
    if once(said) or partly(said):
        return ()
    found: list[Stance] = []
    for clause in clauses(said):
        matters: dict[str, frozenset[str]] = {}  # one verb stands for several sorts
        denied = _DENIED.match(clause.said)
        text = clause.said
        if denied:
            text = f"{'is ' if denied['be'] else ''}{denied['rest']}"
        for sort, held, opposed in _SORTS:
            match = held.match(text) or opposed.match(text)
            if match is None:
                continue
            rest = match["rest"]
            if rest not in matters:
                matters[rest] = topic(_WHY.sub("", rest), _SAYING)
            about = matters[rest]
            found.append(
                Stance(owner=clause.owner, about=about, sort=sort, held=match.re is held,
                       denied=denied is not None)
            )  # fmt: skip
    for each in qualities(said):
        valued = -1 if each.blamed else value(each.quality)
        # Who loves the office may find it too cold; who finds it great does not hate it.
        found += [
            Stance(owner=each.owner, about=each.about, sort=sort, held=valued > 0,
                   denied=each.denied, found=not each.blamed)
            for sort in (("worth",) if each.blamed else ("worth", "liking"))
            if valued
        ]  # fmt: skip
    return tuple(found)


@lru_cache(maxsize=2048)
def qualities(said: str) -> tuple[Found, ...]:
    """The qualities that a sentence tells of."""
    if once(said) or partly(said) or planned(said):
        return ()
    found: list[Found] = []
    for clause in clauses(said):
        for pattern in (_FOUND, _THING, _FEELS):
            text = without_reason(clause.said)
            match = pattern.match(text)
            if match is None:
                continue
            blamed = " too " in f" {text[match.end('what') : match.start('quality')]} "
            if not (blamed or is_quality(match["quality"])):
                continue
            found.append(
                Found(
                    owner=clause.owner, about=topic(match["what"], _SAYING),
                    quality=match["quality"], denied=match["deny"] is not None, blamed=blamed,
                )
            )  # fmt: skip
            break
    return tuple(found)


@lru_cache(maxsize=2048)
def opinions(said: str) -> bool:
    """Whether a sentence tells what somebody thinks of something, or what it is found to be."""
    if _CUES.isdisjoint(said.split()):
        return False
    return bool(stances(said) or qualities(said) or _minds_changed(said))


def may_think(said: str) -> bool:
    """Whether a sentence has a word without which none tells a stance."""
    return not _CUES.isdisjoint(said.split())


@lru_cache(maxsize=2048)
def _matters(said: str) -> frozenset[frozenset[str]]:
    """What a sentence tells a stance to."""
    held = {each.about for each in stances(said)} | {each.about for each in qualities(said)}
    return frozenset(held.union(_minds_changed(said)))


def changed_stance(claim: Claim, other: Claim) -> bool:
    """Whether a claim tells the opposite stance to what the other tells one to."""
    # Most neighbours are about something else; then they need not be read.
    named = _named(other.words)
    if not any(about <= named for about in _matters(claim.said)):
        return False
    new = stances(claim.said)
    if new and any(_opposed(one, each) for one in new for each in stances(other.said)):
        return True
    minds = _minds_changed(claim.said)
    if minds and any(
        about and about <= each.about
        for about in minds
        for each in stances(other.said)
        if each.held
    ):
        return True
    found = qualities(claim.said)
    return bool(found) and any(
        _contrary(one, each) for one in found for each in qualities(other.said)
    )


@lru_cache(maxsize=2048)
@lru_cache(maxsize=2048)
def _named(said: frozenset[str]) -> frozenset[str]:
    """The words of a sentence as :func:`~memory.circumstances.telling.topic` has them."""
    return frozenset(stem(IRREGULAR.get(word, word)) for word in said)


def _opposed(new: Stance, old: Stance) -> bool:
    if new.sort != old.sort or not new.about or new.about != old.about:
        return False
    if not one_person(new.owner, old.owner) or (new.found and old.found):
        return False  # a fair manager may be boring
    if new.held == old.held:
        return new.denied != old.denied
    return not (new.denied or old.denied)


def _contrary(new: Found, old: Found) -> bool:
    if new.about != old.about or not one_person(new.owner, old.owner):
        return False
    if opposite(new.quality, old.quality):
        return not (new.denied or old.denied)
    return new.denied != old.denied and alike(new.quality, old.quality)
