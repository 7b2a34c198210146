"""What holds from now on, where an event ended what held: the same claim with one value exchanged.

"The doctor raised the sertraline to 75 mg" is over in a day, and fades as episodes do; what it
leaves behind is "Takes 75 mg of sertraline". It is said here in the words of the claim that the
event ended, "Takes 50 mg of sertraline", and only where that is sure: one value of the same sort
is exchanged, and whatever else the claim says the event names as well, or it is only how often.
Where a designer at Acme goes to Globex, nobody said that they are a designer there. English.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Final

from memory.circumstances.kinds import MEDICINES
from memory.circumstances.swaps import in_its_place, uses
from memory.circumstances.telling import clauses, one_person, partly, passing, planned, topic
from memory.circumstances.unnamed import fits, unnamed
from memory.claims import Claim, parse_claim
from memory.excluding import of_another
from memory.lexicon import BOUNDARIES, DAYS, FINITE, MONTHS, NUMBERS
from memory.types import Proposition

__all__ = ["following", "successor"]

_FLAGS: Final = re.IGNORECASE
_DAY: Final = "|".join(sorted(DAYS))
_MONTH: Final = "|".join(sorted(MONTHS))
_SEASON: Final = "spring|summer|autumn|winter"
_COUNT: Final = rf"\d+(?:[.,]\d+)*|{'|'.join(word for word in NUMBERS if word.isalpha())}"

#: Verbs that say that what follows "to" is so now; what somebody asked for is not.
_CHANGED: Final = (
    r"(?:(?:switch|chang|mov|migrat|convert|transferr|rais|lower|increas|reduc|adjust|upp|bump"
    r"|upgrad|updat|downgrad|extend|shorten|postpon|reschedul|push|shift|slipp|dropp|climb|delay"
    r"|promot|port|halv|doubl|tripl|taper|relocat)ed|went|gone|cut|rose|fell|grew|got|put|brought"
    r"|back|up|down)"
)
_FROM_TO: Final = re.compile(
    rf"\b(?:{_CHANGED})\b.*?\bfrom (?P<old>\S.*?) (?:over |back |up |down )?to (?P<new>\S.*)$",
    _FLAGS,
)
_TO_FROM: Final = re.compile(
    rf"\b(?:{_CHANGED})\b.*?\bto (?P<new>\S.*?) from (?P<old>\S.*)$", _FLAGS
)
_FOR: Final = re.compile(
    r"\b(?:replaced|swapped(?: out)?|exchanged|traded(?: in)?) (?P<old>\S.*?)(?: in)? "
    r"(?:with|by|for) (?P<new>\S.*)$",
    _FLAGS,
)
_LEFT_FOR: Final = re.compile(
    r"^(?:their (?:\S+ ){1,2}?)?(?:has |have )?(?:left|quit|ditched|dropped|abandoned) "
    r"(?P<old>\S.*?)(?: for|,? (?:and|then|to)(?: then)? (?:joined?"
    r"|started? (?:working )?(?:at|for)|works? (?:at|for)|went to|switched to)) (?P<new>\S.*)$",
    _FLAGS,
)
#: "Tomasz replaced Ingrid as their manager".
_REPLACED: Final = re.compile(
    r"^(?P<new>(?!They\b)[A-Z][\w'’-]*(?: [A-Z][\w'’-]*)?) (?:has )?"
    r"(?:replaced|succeeded|took over from) (?P<old>\S.*)$"
)
_TO: Final = re.compile(
    rf"(?:\b(?:{_CHANGED})\b.*?\bto|\b(?:dose|dosage) is(?: now| at)?) (?P<new>\S.*)$", _FLAGS
)
_LIVES: Final = re.compile(
    r"^(?P<before>(?:.* )?(?:lives|is living|is based|resides) in )(?P<old>\S.*)$", _FLAGS
)
_MOVED: Final = re.compile(
    r"^(?P<who>(?:.* )?)(?:moved|relocated)(?: back| over)? to (?P<new>\S.*)$", _FLAGS
)

#: What may still be otherwise, or is to come.
_UNSURE: Final = re.compile(
    r"\b(?:not|never|will|going|tomorrow|next|starting|effective|from (?:now|next|the \d)"
    r"|as of|until|about|almost|nearly|some|half|part|most|between|or|either"
    rf"|from (?:{_MONTH}))\b|n['’]t\b",
    _FLAGS,
)
#: Why, or what else.
_CLAUSE: Final = re.compile(
    r"\s*(?:[,;:](?= )|[(–—]|\b(?:because|since|after|before|when|while|so|as|which|who|that|and"
    r"|but|with|thanks|due|if|though|although|instead"
    r"|for (?:the|their|good|now))\b).*$",
    _FLAGS,
)
_DATE: Final = (
    rf"(?:(?:the )?(?:week|weekend|beginning|middle|end) of )?(?:early |mid |late )?"
    rf"(?:the )?(?:\d{{1,2}}(?:st|nd|rd|th)?\.? (?:of )?)?(?:(?:{_MONTH})(?: \d{{1,2}}\b)?|{_DAY}"
    rf"|{_SEASON})(?:,? \d{{4}})?|(?:the )?\d{{1,2}}(?:st|nd|rd|th)|\d{{4}}"
)
_WHEN: Final = re.compile(
    rf"\s+(?:(?:on|in|at|during|over|this|last) (?:{_DATE}|(?:\w+ )?(?:week|weekend|month|year"
    r"|morning|afternoon|evening|night|time))|yesterday|today|tonight|recently|again|already|now"
    r"|these days|nowadays"
    r"|(?:a|two|three|\d+|some) \w+ ago|at last|at the moment|permanently|finally)$",
    _FLAGS,
)
_WHAT_FOR: Final = re.compile(r"(?<=\w) for \S.*$", _FLAGS)
_A_WHILE: Final = re.compile(
    r"\bfor (?:an?|the|now|one|two|three|four|five|six|\d+|some|several|christmas) ?\b", _FLAGS
)
_ARTICLE: Final = re.compile(r"^(?:the|an?|their|his|her|my|our|some) ", _FLAGS)
_OPENING: Final = re.compile(r"^says that (?:they )?", _FLAGS)
_MOST_WORDS: Final = 4

_TIME: Final = re.compile(
    r"(?<![\w.:])(?:\d{1,2}[:.]\d{2}(?: ?[ap]m)?|\d{1,2} ?[ap]m|noon|midnight)(?![\w:])", _FLAGS
)
_ON_DAY: Final = re.compile(rf"(?<!\w)(?P<day>{_DAY})(?P<many>s?)(?!\w)", _FLAGS)
_ON_DATE: Final = re.compile(
    rf"(?<!\w)(?:(?:the )?\d{{1,2}}(?:st|nd|rd|th)?\.? (?:of )?(?:{_MONTH})|(?:{_MONTH}) \d{{1,2}}"
    rf"(?!\d)|(?:{_MONTH}))(?:,? \d{{4}})?(?!\w)",
    _FLAGS,
)
#: A figure with what it counts: "50 mg", "75mg", "€900", "three coffees", "twice".
_FIGURE: Final = re.compile(
    rf"(?<![\w.:,])(?P<sign>[€$£]?)(?P<number>{_COUNT})"
    r"(?: ?)(?P<unit>(?<= )[^\W\d_][\w/-]*|(?<=\d)(?:[^\W\d_]+|%|€)|)(?![\w:])",
    _FLAGS,
)
#: A name with a number after it: "Python 3.12", "the iPhone 13".
_VERSION: Final = re.compile(r"(?<!\w)(?P<name>[^\W\d_][\w+#-]*) (?P<number>v?\d+(?:\.\d+)*)(?!\w)")
#: How often; it stays as it was where nothing else is said.
_RATE: Final = re.compile(
    r"\b(?:(?:an?|per|each|every) (?:hour|day|night|week|weekend|month|year|morning|evening)"
    r"|daily|weekly|monthly|yearly|a piece)\b",
    _FLAGS,
)
#: What a medicine is taken for is not another because there is more of it.
_DOSE: Final = re.compile(r"\d ?(?:mg|mcg|g|ml|iu)\b")
_PURPOSE: Final = re.compile(r" (?:for|against) (?:the |their )?\w+(?: \w+)?$")
_MONEY: Final = {"euro": "€", "eur": "€", "dollar": "$", "usd": "$", "pound": "£", "gbp": "£"}
#: What a claim says with these it says without them.
_SAYING_NOTHING: Final = topic(
    "is are has have been takes take uses use does do goes go gets get lives live works work based"
    " planned scheduled due set now currently still usually"
)
#: "Their phone provider is Vodafone": who switched from Vodafone has another one.
_ROLE: Final = re.compile(r"^their (?:[^\W\d_][\w-]* ){1,3}is ", _FLAGS)
_VERB: Final = re.compile(
    r"^(?!their |the )(?:(?:is|are|has|have) (?:been )?\w+(?:ing|ed) |\S+ )", _FLAGS
)


def following(event: Proposition, ended: Proposition, since: datetime) -> Proposition | None:
    """What is believed from an event on in the place of the lasting claim that it ended.

    Args:
        event: What happened.
        ended: What it ended; of its kind, and as secret as both, is what follows.
        since: When it happened.

    Returns:
        Nothing where that cannot be said surely.
    """
    text = "" if ended.kind == "episodic" else successor(event.text, ended.text)
    if not text:
        return None
    return replace(
        ended,
        id="",
        text=text,
        # Neither is quoted: they may be forgotten apart.
        reasoning="What an event left behind, in the words of the claim that it ended.",
        entities=tuple(
            dict.fromkeys(each for each in (*ended.entities, *event.entities) if each in text)
        ),
        confidence=event.confidence,
        valid_from=since,
        valid_to=None,
        status="active",
        source="inferred",
        labels=ended.labels.join(event.labels),
        stated=event.stated,
        pinned=False,
    )


def successor(event: str, known: str) -> str:
    """The claim that holds after an event has ended another; empty where that is not sure.

    Args:
        event: "Their landlord raised the rent to 950 euros"; that it ended ``known`` was decided.
        known: "Their rent is 900 euros".

    Returns:
        "Their rent is 950 euros".
    """
    told, held = event.strip(" ."), known.strip(" .")
    later, earlier = parse_claim(told), parse_claim(held)
    if not _plain(told, later, earlier):
        return ""
    for before, value, after in _exchanged(_OPENING.sub("", told), held):
        found = _joined(before, value, after)
        new = parse_claim(found)
        if (
            found.casefold() != held.casefold()
            and (new.subject, new.slot) == (earlier.subject, earlier.slot)
            and (_named(f"{before} {after}", later, earlier) or _of_unnamed(later, earlier))
        ):
            return found
    return ""


def _of_unnamed(later: Claim, earlier: Claim) -> bool:
    """Whether an event gives a figure of the one thing that has such a figure, unnamed."""
    new = unnamed(later.said)
    return new is not None and fits(new, earlier.said)


def _plain(told: str, later: Claim, earlier: Claim) -> bool:
    """Whether an event tells of the claim's own person what is so from then on."""
    # An event that ends something is itself no denial: "left Acme for Globex".
    if earlier.polarity == "negative" or earlier.past or earlier.partial:
        return False
    said = later.said
    if _UNSURE.search(told) or planned(said) or partly(said) or passing(said):
        return False
    owners = (clauses(each.said)[0].owner for each in (later, earlier))
    return one_person(*owners) or not of_another(later, earlier)


#: What stands before a value in the claim, the new value, and what stands after it.
_Parts = tuple[str, str, str]


def _exchanged(told: str, held: str) -> Iterator[_Parts]:
    """The claim with a value exchanged, in each of the ways that the event may be read."""
    for pattern in (_FROM_TO, _TO_FROM, _REPLACED, _FOR, _LEFT_FOR):
        match = pattern.search(told)
        if match is None:
            continue
        old, new = _value(match["old"]), _value(match["new"])
        if old and new:
            yield from _one_for_another(held, old, new, alike=pattern is _LEFT_FOR)
        return
    match = _TO.search(told)
    new = _value(match["new"]) if match else ""
    if new:
        yield from _figured(held, new)
        yield from _versioned(held, new)
    yield from _moved(told, held)
    yield from _instead(told, held)


def _value(text: str) -> str:
    """A value without why, when and what for; empty where it says more, or only for a while."""
    if _A_WHILE.search(text):
        return ""
    value = _WHAT_FOR.sub("", _CLAUSE.sub("", text)).strip()
    while (shorter := _WHEN.sub("", value)) != value and shorter:
        value = shorter
    return value if 0 < len(value.split()) <= _MOST_WORDS else ""


def _one_for_another(held: str, old: str, new: str, *, alike: bool) -> Iterator[_Parts]:
    """The claim with the one value in the place of the other, which the event names as well."""
    bare, instead = _ARTICLE.sub("", old), _ARTICLE.sub("", new)
    if any(each.fullmatch(old) and each.match(new) for each in (_TIME, _ON_DAY, _FIGURE)):
        yield from _figured(held, new) if _once(held, old.split(maxsplit=1)[0]) else ()
    # Nobody left Acme for "family reasons" as they leave it for another firm.
    elif not alike or bare[:1].isupper() == instead[:1].isupper():
        at = _once(held, bare)
        if at:
            yield held[: at.start()], instead, held[at.end() :]


def _once(held: str, words: str) -> re.Match[str] | None:
    """Where a claim has some words, if it has them once."""
    found = list(re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", held, _FLAGS))
    return found[0] if len(found) == 1 else None


def _joined(before: str, value: str, after: str) -> str:
    """A sentence put together again, with "a" or "an" as the value asks for."""
    article = re.search(r"\b(an?) $", before, _FLAGS)
    if article:
        right = "an" if value[:1].casefold() in "aeiou" else "a"
        before = f"{before[: article.start()]}{right} "
    return f"{before}{value if before else value[:1].upper() + value[1:]}{after}"


def _figured(held: str, new: str) -> Iterator[_Parts]:
    """The claim with another time, day, date or figure, where it has one of that sort."""
    for sort in (_TIME, _ON_DAY, _ON_DATE):
        if sort.fullmatch(new):
            found = list(sort.finditer(held))
            if len(found) == 1:
                many = found[0]["many"] if sort is _ON_DAY else ""
                value = new.removesuffix("s") + many if sort is _ON_DAY else new
                yield held[: found[0].start()], value, held[found[0].end() :]
            return
    rate = _RATE.search(new)
    bare = _ARTICLE.sub("", _RATE.sub("", new).strip())
    figure = _FIGURE.match(bare)
    if figure is None or _TIME.search(held) or (rate and not _same_rate(rate[0], held)):
        return
    known = [each for each in _FIGURE.finditer(held) if _fits(figure, each)]
    if len(known) == 1 and topic(bare[_end(figure) :]) <= topic(held.casefold()):
        (old,) = known
        value = (
            bare[: _end(figure)]
            if _unit(figure)
            else f"{old['sign']}{figure['number']}{held[old.end('number') : _end(old)]}"
        )
        yield held[: old.start()], value, held[_end(old) :]


def _same_rate(rate: str, held: str) -> bool:
    known = _RATE.search(held)
    return known is not None and _per(known[0]) == _per(rate)


def _per(rate: str) -> str:
    return rate.casefold().split()[-1]


def _fits(new: re.Match[str], old: re.Match[str]) -> bool:
    """Whether two figures count the same; one that counts nothing takes over what is counted."""
    return not _unit(new) or _unit(new) == _unit(old)


def _unit(figure: re.Match[str]) -> str:
    """What a figure counts: its unit, in the singular."""
    if figure["number"].casefold() in {"once", "twice"}:
        return "time"
    unit = "" if figure["unit"].casefold() in BOUNDARIES else figure["unit"].casefold()
    unit = unit.removesuffix("s") if len(unit) > 2 else unit  # noqa: PLR2004 - "ms"
    return figure["sign"] or _MONEY.get(unit, unit)


def _end(figure: re.Match[str]) -> int:
    """Where a figure ends: what stands after "€900" is no unit of it, nor is "of"."""
    alone = figure["sign"] or figure["unit"].casefold() in BOUNDARIES
    return figure.end("number" if alone else "unit")


def _versioned(held: str, new: str) -> Iterator[_Parts]:
    """The claim with the number that comes after a name."""
    version = _VERSION.fullmatch(_ARTICLE.sub("", new))
    if version is None:
        return
    name = version["name"].casefold()
    known = [each for each in _VERSION.finditer(held) if each["name"].casefold() == name]
    if len(known) == 1:
        yield held[: known[0].start()], version[0], held[known[0].end() :]


def _moved(told: str, held: str) -> Iterator[_Parts]:
    """The claim with the place that somebody moved to, where it says no more than the place."""
    moved, lives = _MOVED.match(told), _LIVES.match(held)
    new = _value(moved["new"]) if moved else ""
    if lives and new and not any(map(_ARTICLE.match, (new, lives["old"]))):
        parts = lives["before"], new, ""
        yield from () if BOUNDARIES & set(lives["old"].casefold().split()) else (parts,)


def _instead(told: str, held: str) -> Iterator[_Parts]:
    """The claim with the name of another thing of its kind: "was switched to losartan"."""
    old, new = in_its_place(parse_claim(told), parse_claim(held))
    at = _once(held, old) if old else None
    written = re.search(rf"(?<!\w){re.escape(new)}(?!\w)", told, _FLAGS) if new else None
    if at and written:
        yield held[: at.start()], written[0], held[at.end() :]


def _named(rest: str, event: Claim, known: Claim) -> bool:
    """Whether an event names what stays of a claim, but for its verb and how often."""
    rest = _VERB.sub("", _RATE.sub(" ", rest.casefold()))
    if not known.amounts:
        rest = _ROLE.sub("", rest)
    medicine = any(each.kinds & MEDICINES for each in uses(known.said, known.names))
    if medicine or _DOSE.search(known.said):
        rest = _PURPOSE.sub("", rest)
    about = topic(" ".join(word for word in rest.split() if word not in FINITE))
    return about - _SAYING_NOTHING <= topic(event.said)
