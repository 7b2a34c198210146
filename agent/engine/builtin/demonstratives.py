"""What "this" stands for where it is no more than "a": "I met this baker".

In speech "this" also brings up something new, which others know nothing of yet.
Where something is shown or liked ("I love this song") the words do not say which one it is, and
stay as they are: then the claim cannot stand alone.
"""

from __future__ import annotations

import re

from agent.engine.builtin import words
from agent.engine.builtin.words import word_set

_NEW = re.compile(
    r"(?:(?P<before>[\w']+) )?\b(?P<all>all )?(?P<word>this|these) (?P<next>[a-z][\w/'-]*)"
    r"(?P<rest>.*)$",
    re.IGNORECASE,
)
#: "I adopted that kitten from the shelter": after these verbs "that" does the same.
_THAT = re.compile(
    r"(?P<verb>\b(?:made|painted|bought|wrote|took|built|baked|drew|designed|created|knitted|"
    r"sewed|planted|cooked|met|joined|discovered|tried|visited|adopted|came across)) that "
    r"(?=(?!the\b|they\b|there\b|their\b|our\b|all\b|some\b|not\b|it\b)[a-z]{3,}\b(?!\s*$))",
    re.IGNORECASE,
)
_AFTER = word_set(
    """
    about for on upon in into of with by to at from through throughout during since across behind
    up out
    have had has know known got get keep make see there's is was
    """
)
#: Said of what both have before them.
_ATTITUDES = word_set(
    """
    love loved like liked enjoy enjoyed hate hated need needed want wanted prefer use used think
    thought understand understood get mean meant agree like
    """
)
#: No noun follows, or one that says nothing without what it points at.
_NOT_NEW = word_set(
    """
    after before until once where during without is was are were has have had will would can could
    makes made means in on at to for from with by
    of and or but so because since if when while though as too now here there all together one ones
    thing things stuff way time times kind type sort point case part much many far early late long
    morning afternoon evening week weekend month year day days summer winter spring autumn fall
    season sunday answer approach bug code command concept error example feature file function issue
    line message method moment moments page problem query question result script setup solution step
    suggestion text topic triangle version
    """
)
_MASS = word_set(
    """
    advice food music furniture equipment support love progress energy information news homework
    weather luck knowledge happiness joy
    """
)
#: "This necklace means a lot to me"
_OF_MINE = re.compile(
    r"\b(?:is|was|has|means|meant|reminds|reminded|makes|made|keeps|kept|gives|gave|helps|helped)"
    r"\b.*\b(?:me|my)\b",
    re.IGNORECASE,
)
#: "This really interesting podcast", but not "this really helps people"
_DESCRIBED = re.compile(r"^ (?P<how>[a-z-]{3,}) [a-z]{3,}")
_TOLD_WHICH = re.compile(r"^(?: [\w/-]+){0,3} (?:I|we) [a-z]+")


def introduced(sentence: str) -> str:
    """A sentence with "a" for every "this" that brings up something new, and "these" left out."""
    text = _THAT.sub(
        lambda match: f"{match['verb']} {'an' if _VOWEL.match(sentence[match.end() :]) else 'a'} ",
        sentence,
    )
    done = ""
    while match := _NEW.search(text):
        end = match.start("next")
        replaced = _replaced(match) if _is_new(match, at_start=not done) else None
        start = match.start("all") if match["all"] else match.start("word")
        done += text[:end] if replaced is None else text[:start] + replaced
        text = text[end:]
    said = done + text
    return said[:1].upper() + said[1:] if sentence[:1].isupper() else said


#: "In that bookstore", "Those hikes with my dad are my best memories"
_POINTED = re.compile(
    r"(?:(?P<start>^)|\b(?P<before>in|at|of|to|for|with|from|on|by|about|into|do|remember) )"
    r"(?P<word>this|that|these|those) (?=(?P<next>[a-z][\w/'-]{2,}))",
    re.IGNORECASE,
)
_POINTED_MANY = re.compile(r"\b(?:these|those) (?=(?P<next>[a-z][\w/'-]{2,}))", re.IGNORECASE)


def pointed(sentence: str) -> str | None:
    """A sentence with "the" for what it points out by name: "in that bookstore", "those kids".

    Which one it is, the words do not say; but neither does "the bookstore", and that is how it is
    told to others. None where nothing is pointed at.
    """

    def told(match: re.Match[str]) -> str:
        following = match["next"].lower()
        noun = following not in _NOT_NOUN and not words.is_adverb(following)
        if not noun or following in _NOT_NEW or following in words.MODALS | words.VERBS:
            return match.group()
        article = "The " if match.group()[:1].isupper() else "the "
        before = match.groupdict().get("before")
        return f"{before} the " if before else article

    said = _POINTED_MANY.sub(told, _POINTED.sub(told, sentence))
    return said if said != sentence else None


_NOT_NOUN = word_set(
    "kinds types sorts things ones who whom which they there you what helps looks sounds means "
    "brings gives"
)


def _replaced(match: re.Match[str]) -> str:
    mass = match["next"].lower() in _MASS and not re.match(r" [a-z]{5,}", match["rest"])
    if mass or match["word"].lower() == "these":
        return ""
    return "an " if _VOWEL.match(match["next"]) else "a "


_VOWEL = re.compile(r"(?!uni|use|usu|eu|one\b)[aeiou]", re.IGNORECASE)


def _verbal(word: str) -> bool:
    """Whether a word after an adverb is a verb: "really helps"."""
    return words.is_past(word) or bool({word, word.removesuffix("s")} & words.VERBS)


def _is_new(match: re.Match[str], *, at_start: bool) -> bool:
    following, before = match["next"].lower(), (match["before"] or "").lower()
    if following in _NOT_NEW or before in {"like", "all"}:
        return False
    described = _DESCRIBED.match(match["rest"])
    if words.is_adverb(following) and (not described or _verbal(described["how"])):
        return False
    if match["all"] and match["word"].lower() == "this":
        return False
    if _TOLD_WHICH.match(match["rest"]):
        return True
    if not before:
        return at_start and _OF_MINE.search(match["rest"]) is not None
    if before in _ATTITUDES:
        return False
    return before in _AFTER | words.VERBS or before.endswith("ing") or words.is_past(before)
