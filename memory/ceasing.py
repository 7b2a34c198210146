"""What a sentence says is over, read more widely than by slots: wherever it says so, of whatever.

:mod:`memory.endings` knows which slots a verb ends. Here any verb of ending counts, in any of the
sentence's clauses, active or passive, also "no longer" and "not … any more"; what it reaches is
decided in :mod:`memory.ceased`. English.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from memory.endings import PASSING, stem
from memory.lexicon import DAYS, IRREGULAR, MONTHS
from memory.phrases import relative_in, words


def _any(phrases: str) -> str:
    """A pattern for any of the phrases, which are parted by commas."""
    return "|".join(re.escape(" ".join(phrase.split())) for phrase in phrases.split(","))


#: Verbs that say of whatever follows that it is over.
_PLAIN: Final = (
    _any(
        """
        quit, quits, stopped, stop, stops, ended, ditched, dumped, deleted, delete,
        uninstalled, deactivated, abandoned, scrapped, sold, discontinued, terminated, shut
        down, closed down, wound up, wrapped up, retired from, retired as, retired, got rid
        of, let go of, gave up on, given up on, gave up, give up, given up, gave away, given
        away, gave back, given back, handed over, handed off, passed on, pulled out of,
        had to pull out of, had to withdraw from, had to give up, withdrew from,
        withdrawn from, moved out of, backed out of, opted out of, dropped
        out of, fell out of, grew out of, stepped down as, stepped down from, stepped back
        from, stepped back as, stepped away from, resigned as, resigned from, unsubscribed
        from, parted with, cut out, came off, come off, went off, weaned off, gave notice
        for, gave notice on, traded in, moved on from, said goodbye to, phased out, outgrew,
        let, lost interest in, paid off, paid back, declined, rejected, refused, turned
        down, broke it off with, released from, discharged from, expelled from, dismissed
        from, fired from, banned from, kicked out of, come back from, came back from,
        returned from, decided against, shaved off, tore down, knocked down, took down,
        threw out, threw away, thrown out, binned, disposed of, dissolved, disbanded, axed,
        shelved, suspended, paused, did not renew, did not extend, decided not to renew,
        chose not to renew, vacated, walked away from, turned their back on, stays away
        from, stayed away from, steers clear of, keeps away from, swore off, sworn off,
        renounced, relinquished, rolled back, settled, repaid, cleared, broke off, parted
        ways with, fell out with, fallen out with, shook off, got over, gotten over,
        recovered from, overcame, overcome, bowed out of, wrote off, written off, totalled,
        used up, ran out of, run out of, sold off, donated, rehomed, pulled the plug on, put
        an end to, called time on, wound down, shuttered, took offline, disconnected,
        unfollowed, put on hold, put on ice, freed themselves from, lost the taste for, had
        enough of, checked out of, cashed in, scaled back, excused from, exempted from,
        freed from, relieved of, removed from, taken off, is no longer part of, has no more,
        have no more"""
    )
    # "Is off sugar"; "on and off the court" has no verb of its own.
    + r"|(?:(?<=\bis )|(?<=\bare )|(?<=\bwas )|(?<=\bgot )|(?<=\bnow ))(?:"
    + _any("off, over, out of, done with, through with, back from")
    + r")(?! \d)"
)
#: Verbs that say it of what was to happen, and of no habit: one meeting is cancelled, others held.
_EVENT: Final = _any("cancelled, canceled, cancels, called off, calls off")
#: Those that have other meanings as well: they must name more, or be near in meaning.
_VAGUE: Final = _any(
    """dropped, drop, left, leave, lost, closed, returned, emptied, removed, swapped, exchanged,
    replaced, handed, traded, changed, sent back, handed back, put away"""
)
#: Those that end what was being done, and nothing that is so.
_DONE: Final = _any(
    """finished, completed, submitted, turned in, handed in, defended, published, delivered,
    shipped"""
)
#: What comes before the verb without changing what it says.
_BEFORE: Final = (
    r"(?:(?:at|in|on|during|after|since) (?:\w+ ){1,4}?)?(?:(?:"
    + _any(
        """they, the user, user, the person, she, he, has, have, had, is, was, were, got, recently,
        finally, just, now, already, then, also, eventually, sadly, completely, decided to"""
    )
    + ") )*"
)
_ACTIVE: Final = re.compile(
    rf"^{_BEFORE}(?:(?P<plain>{_PLAIN})|(?P<event>{_EVENT})|(?P<done>{_DONE})"
    rf"|(?P<vague>{_VAGUE})) (?P<what>\S.*)$"
)
#: The same with what it is of in between: "cut coffee out".
_PARTED: Final = re.compile(
    rf"^{_BEFORE}(?:(?:cut|phased|thrown|threw) (?P<out>\S.*?) out"
    r"|(?:gave|given|split|broke) (?P<up>\S.*?) (?:up|away)"
    r"|traded (?P<in>\S.*?) in"
    r"|(?:shaved|cut|took|called|broke) (?P<away>\S.*?) off"
    r"|had (?P<had>(?:the|their) \S.*?) (?:disconnected|removed|taken (?:out|down|off|away)"
    r"|put down|cut off|torn down|switched off|turned off|shut off|pulled down|dismantled)"
    r"|gave (?P<whom>(?!an? |some |one )\S+(?: \S+)?) to (?:an?|the|their|his|her) \w+"
    r"|(?:put|placed|set|laid) (?P<hold>\S.*?) (?:on (?:hold|ice|the back burner)|aside|to rest)"
    r"|(?:handed|passed|signed) (?P<over>\S.*?) (?:over|on|back)"
    r"|(?:paid|called) (?P<off>\S.*?) (?:off|back)"
    r"|(?:shut|wound|closed|took|tore|knocked) (?P<down>\S.*?) down)\b(?P<rest>.*)$"
)
#: What took the place of it follows.
_SWAPPED: Final = re.compile(
    rf"^{_BEFORE}(?:(?:the|their) (?:boss|club|company|department|employer|firm|lab|landlord|office"
    r"|school|team|university) (?:(?:has|have) )?)?(?:replaced|swapped|exchanged|traded) "
    r"(?P<what>\S.*?) (?:with|by|for) \S.*$"
)
#: Something that ended, or was ended.
_PASSIVE: Final = re.compile(
    r"^(?:(?:the|their|a|an|his|her) )?(?P<what>\S.{2,70}?) (?:(?:"
    + _any(
        """has, have, had, was, were, is, are, got, been, be, to, finally, now, all, no, sadly,
        recently, already, just, since, officially, completely, fully"""
    )
    + ") )*(?:"
    + _any(
        """
        cancelled, canceled, called off, ended, discontinued, sold, finished, closed down,
        deleted, dropped, dissolved, abolished, shut down, scrapped, withdrawn, revoked,
        taken away, terminated, abandoned, expired, lapsed, ran out, run out, fell through,
        fallen through, came to an end, come to an end, over, history, fizzled out, lapse,
        expire, go, completed, decommissioned, retired, replaced, came off, broke down, worn
        out, wore out, cleared up, went away, gave out, stopped working, disbanded, folded,
        closed, complete, done, gone, dead, stopped, died down, wore off, subsided, on
        hiatus, on indefinite hiatus, on hold, on ice, paused, suspended, axed, shelved,
        paid off, repaid, settled, not renewed, not extended, fell apart, fallen apart, came
        to nothing, went bankrupt, went under, collapsed, demolished, torn down, cut down,
        stolen, written off, wound up, shuttered, no more, removed, taken down, taken off,
        taken out, lifted, off the table, cured, healed, out of business, taken over"""
    )
    + r")(?: (?:for good|ago|yesterday|early|already|now|completely|last \w+|this \w+"
    r"|(?:on|in|by|with|because|after) .*))?$"
)
_EVENT_SAID: Final = re.compile(rf"\b(?:{_EVENT})\b")
#: Who does this is not who it is over for: "Carol replaced Alice as their manager".
_REPLACED: Final = re.compile(
    r"^(?!has |have |they )\S+(?: \S+)? (?:(?:has|have) )?"
    r"(?:replaced|succeeded|(?:took|takes) over (?:from|as)) "
    r"(?P<what>\S.*)$"
)
_INSTEAD: Final = re.compile(
    r"\b(?:instead of|in place of|(?:as a|in) (?:replacement|substitute|exchange) for|to replace"
    r"|which replace[sd]|replacing) (?P<what>\S.*)$"
)
#: "Moved the photos from Dropbox to a disk at home".
_FROM: Final = re.compile(
    rf"^{_BEFORE}(?:moved|migrated|switched|transferred|changed|ported|took|shifted) "
    r"(?P<what>\S.*?)??(?: ?\bfrom) (?P<old>\S.*?) (?:over )?to \S.*$"
)
_NO_LONGER: Final = re.compile(r"\b(?:no longer|no more|never again)\b")
_ANY_MORE: Final = re.compile(
    r"\bnot\b.*\b(?:any ?more|any longer|after all|no more)\b"
    r"|\b(?:hardly|barely|scarcely)\b.*\b(?:any ?more|any longer)\b"
)
_LONG: Final = r"(?:in|for) (?:\w+ )?(?:weeks|months|years|ages|a long time)\b"
_NOT_SINCE: Final = re.compile(rf"\b(?:has|have) not .*(?:\b{_LONG}|\bsince\b|\ba single time\b)")
_AUXILIARY: Final = re.compile(
    r"\bno longer\b|\b(?:does|do|did|has|have|had|is|are|was|were|can|could|will) not\b"
)
_ADVERBIAL: Final = re.compile(
    r"^(?:because|since|after|due|at|in|on|as|when|with|from|for|by|during)\b"
)
#: What a denial says besides what it denies.
_DENIAL: Final = re.compile(
    r"\b(?:"
    + _any(
        """no longer, never again, no more, not, any more, anymore, any longer, after all,
        a single time, does, do, did, has, have, had, is, are, was, were, will, be, been, they, she,
        he, the user, can, could, no, set foot in, hardly, barely, scarcely, ever"""
    )
    + rf")\b|\b{_LONG}|\bsince\b.*$"
)
_DENIED: Final = re.compile(r"\b(?:not|no longer|never|no more)\b")
_TIME: Final = "|".join(sorted(MONTHS | DAYS))
#: Where what is over ends: why, when.
_TAILS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        (
            r" (?:because|due to|(?:after|before)(?! \d)|when|since|until|so that|so|"
            r"in favou?r of|instead"
            r"|thanks to|as soon as|ago|which|who)\b.*$"
        ),
        (
            r" (?:for good|altogether|completely|entirely|again|already|early|yesterday|today"
            r"|last \w+"
            r"|this \w+|a (?:week|month|year) ago|cold turkey)$"
        ),
        rf" (?:on|in|at|by) (?:the )?(?:\d[\w.:]*|{_TIME})\b.*$",
        r" (?:at|by|in|from) the (?:end|beginning|start|middle) of .*$",
        r" (?:over|on|back|in|up|down|away|off|go|lapse|expire|run out|die|slide)$",
    )
)  # fmt: skip
#: To whom it went, or in exchange for what. A denial says neither: "no longer assigned *to* it".
_TO_WHOM: Final = (
    re.compile(r" (?:over |on |back )?to \S.*$"),
    re.compile(r" (?:for|with|by) (?:a|an|another|other|some) \S.*$"),
)
#: "Stopped *sending* money to the charity": to whom is part of what was done.
_DOING: Final = re.compile(r"\w{2,}ing\b")
#: Of several clauses each may say something.
_CLAUSES: Final = re.compile(r"(?:, (?:and |but |so )?|; | and | but )")
_ASIDE: Final = re.compile(r"^(?:at|for|by|in|on|when|chapter|early|late)\b")
#: What it was given up for is no part of it.
_EXCHANGED: Final = re.compile(rf"^{_BEFORE}(?:gave up|given up|ditched|traded in|swapped) ")
_FOR: Final = re.compile(
    r" for (?!(?:good|lent|now|today|tonight)\b|(?:an?|one|two|three|the) (?:day|week|month|year|"
    r"while)\b)"
    r"(?!\d)\S.*$"
)
_LEFT: Final = re.compile(r"\b(?:left|leave)\b")
#: Who else it may be about: "their brother quit".
_OWNER: Final = re.compile(
    r"^(?!(?:"
    + _any(
        """has, have, had, is, was, were, are, does, do, did, will, can, because, since, after, at,
        in, on, as, when, with, from, for, by, during, no, not"""
    )
    + r") )(?P<who>(?:(?:their|the|my|his|her) )?(?:[\w'.-]+ ){1,3}?)"
    r"(?P<rest>(?:(?:has|have|had|is|are|was|were|does|do|did|just|finally) )*"
    rf"(?:no longer|not|{_PLAIN}|{_EVENT}|{_DONE}|{_VAGUE})\b.*)$"
)
_SELVES: Final = ("they ", "she ", "he ", "the user ", "user ", "the person ")
#: What is only thought of is not so yet, and is not over.
UNSURE: Final = re.compile(
    r"\b(?:might|thinking|considering|would|could|wish|wishes|if|unless)\b"
    # The month is no doubt.
    r"|(?<!\bin )(?<!\bof )(?<!\bby )(?<!\bsince )(?<!\buntil )(?<!\bfrom )(?<!\bfor )(?<!\blast )"
    r"(?<!\bthis )(?<!\bnext )(?<!\d )(?<!\bearly )(?<!\blate )(?<!\bmid )\bmay (?=[a-z])"
)
_PLANNED: Final = re.compile(r"\b(?:wants?|wanted|hopes?|hoped|plans?) to\b")
_DATE: Final = re.compile(
    rf"\b(?:\d{{1,2}}\.? (?:of )?)?(?:{_TIME})s?\b(?: \d{{1,2}}\b(?!:))?(?:,? \d{{4}}\b)?"
    r"|\b\d{1,2}:\d{2}\b|(?<=in )\d{4}\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ceasing:
    """Something that is over.

    Attributes:
        what: Stems of what it is, each reading with fewer of its tails.
        who: Stems of who it is said of, where that is not the person.
        dated: Days, months and numbers that were named with it.
        vague: Whether the verb has other meanings too.
        event: Whether it is something that was to happen.
        denied: Whether it is only denied, which ends no contract about it.
        idle: Whether it has only not been done for long: who does not go may still be a member.
        done: Whether it was brought to its end, which only what was being done or planned can be.
    """

    what: tuple[frozenset[str], ...]
    who: frozenset[str] = frozenset()
    dated: frozenset[str] = frozenset()
    vague: bool = False
    event: bool = False
    denied: bool = False
    idle: bool = False
    done: bool = False


@lru_cache(maxsize=16384)  # as many as parse_claim remembers
def ceasings(said: str) -> tuple[Ceasing, ...]:
    """What a sentence says is over.

    Args:
        said: Normalised, and a sentence (:func:`memory.registers.as_sentence`).
    """
    if UNSURE.search(said) or (_PLANNED.search(said) and not _DENIED.search(said)):
        return ()
    found: list[Ceasing] = []
    who = frozenset[str]()
    # Read whole as well: "the chess and go club".
    for clause in dict.fromkeys([said, *_CLAUSES.split(said)]):
        who, told = _in_clause(clause.strip(), who)
        found += told
    return tuple(found)


def _in_clause(clause: str, who: frozenset[str]) -> tuple[frozenset[str], list[Ceasing]]:
    """What one clause says is over, and of whom the next one speaks if it has no subject."""
    successor = _REPLACED.match(clause)
    if successor and not _SWAPPED.match(clause):
        return who, [_ceasing(successor["what"], frozenset(), vague=True)]
    own = _ACTIVE.match(clause) or _SWAPPED.match(clause)
    owned = None if own else _OWNER.match(clause)
    if owned and not owned["who"].startswith(_SELVES):
        subject = stems(words(owned["who"]))
        if subject:
            return subject, _said(owned["rest"], subject) + _passive(clause)
    relative = relative_in(clause)
    if relative:  # what follows is said of them, whatever the verb is
        who = stems(frozenset({relative}))
    return who, _said(clause, who) + _passive(clause)


def _said(clause: str, who: frozenset[str]) -> list[Ceasing]:
    """What a clause says of its subject."""
    parted = _PARTED.match(clause)
    if parted:
        what = next(each for each in parted.groups() if each)
        return [_ceasing(f"{what}{parted['rest']}", who)]
    swapped = _SWAPPED.match(clause)
    if swapped:
        return [_ceasing(swapped["what"], who, vague=True)]
    active = _ACTIVE.match(clause)
    if active:
        what = active["what"]
        if _EXCHANGED.match(clause):
            what = _FOR.sub("", what)
        if _ASIDE.match(what) or (_LEFT.search(clause) and PASSING.search(what)):
            return []
        done = bool(active["done"])
        return [
            _ceasing(
                what,
                who,
                vague=done or bool(active["vague"]),
                event=bool(active["event"]),
                done=done,
                given=_DOING.match(what) is None,
            )
        ]
    instead = _INSTEAD.search(clause)
    if instead:
        return [_ceasing(instead["what"], who, vague=True)]
    changed = _FROM.match(clause)
    if changed:
        return [_ceasing(f"{changed['what'] or ''} {changed['old']}", who, vague=True)]
    denied = _NO_LONGER.search(clause) or _ANY_MORE.search(clause)
    if denied or _NOT_SINCE.search(clause):
        before, _, after = _AUXILIARY.sub("\0", clause, count=1).rpartition("\0")
        about = after if _ADVERBIAL.match(before) else f"{before} {after}"
        about = " ".join(_DENIAL.sub(" ", about).split())
        return [_ceasing(about, who, denied=True, idle=not denied)]
    return []


def _passive(clause: str) -> list[Ceasing]:
    """What a clause says of a thing as its subject."""
    passive = _PASSIVE.match(clause)
    if passive is None or _ACTIVE.match(clause):
        return []
    event = bool(_EVENT_SAID.search(clause))
    return [_ceasing(passive["what"], frozenset(), vague=True, event=event)]


def _ceasing(
    what: str,
    who: frozenset[str],
    *,
    vague: bool = False,
    event: bool = False,
    denied: bool = False,
    idle: bool = False,
    done: bool = False,
    given: bool = True,
) -> Ceasing:
    readings = {what.replace("office of ", ""): None}
    for tail in (*_TAILS, *(_TO_WHOM if given and not denied else ())):
        readings |= {tail.sub("", each): None for each in readings}
    dated = dates(what)
    return Ceasing(
        what=tuple(dict.fromkeys(stems(words(_DATE.sub(" ", each))) for each in readings)),
        who=who,
        dated=dated,
        vague=vague,
        event=event,
        denied=denied,
        idle=idle,
        done=done,
    )


def dates(said: str) -> frozenset[str]:
    """Words of the dates in a text. Other numbers are names, or count something."""
    return stems(words(" ".join(match[0] for match in _DATE.finditer(said))))


@lru_cache(maxsize=4096)
def stems(some: frozenset[str]) -> frozenset[str]:
    """Words without what derives them (:func:`memory.endings.stem`), verbs in their base form."""
    return frozenset(stem(IRREGULAR.get(word, word)) for word in some)
