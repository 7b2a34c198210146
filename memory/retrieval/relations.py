"""What a text says of whom, so that what it names can be followed to what is known of that.

Most claims are read by their shape (:mod:`memory.retrieval.frames`). What is known of people around
the person stands in more forms: "Has a sister called Mara", "Their sister Mara lives in Porto" and
"Mara is married to Tom" say who the sister is, where she lives, and of whom she and Tom are wife
and husband. A turn says it as they do, "My boss is Jane Hill, her assistant is Priya", in one of
its clauses. English.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from memory.lexicon import FINITE
from memory.retrieval.frames import Frame, frame_of, plain

#: Says only how somebody is called: a path says no more by it.
CALLED: Final = "_"
#: Whose claims about "their sister", and about what they do themselves, are.
SELF: Final = ""

_NAME: Final = r"[^\W\d_a-z][\w'’.-]*(?: (?:de |van |von |of |the )*(?:[^\W\d_a-z]|\d)[\w'’.-]*)*"
_NOUN: Final = "[a-zß-öø-ÿ][a-zß-öø-ÿ -]*?"
_WHOSE = re.compile(
    r"^(?:their|his|her|my|our|your|(?:the )?(?:person|user)['’]s)\s+", re.IGNORECASE
)
_HAS = re.compile(
    r"^(?:(?:They |The person |The user |I )?[Hh](?:as|ave)) (?:an?|one|another) "
    rf"(?P<who>{_NOUN}),? (?:(?:is )?called |named |whose name is )?(?P<name>{_NAME})"
    r"(?:,? (?:who|that|which) (?P<more>.+))?$"
)
_APPOSED = re.compile(rf"^(?P<who>{_NOUN}),? (?P<name>{_NAME}),?$")
_NAME_AND_NOUN = re.compile(rf"^(?P<name>{_NAME}) [a-z]+$")
_DOING = re.compile(
    rf"^(?P<what>(?!their |his |her |my |the )[a-z]+(?: [a-z]+)*) (?P<name>{_NAME})(?: [a-z].*)?$"
)
_WHOLE_NAME = re.compile(rf"^{_NAME}$")
_CALLED = re.compile(rf"^(?:called |named )(?P<name>{_NAME})$")
_RELATED = re.compile(rf"^(?P<whose>.+)['’]s (?P<what>{_NOUN})$")
_MUTUAL = re.compile(
    r"^(?:is|are|was|got|gets) (?:getting )?(?:married|engaged|related) to$|^married$"
    r"|^is (?:dating|seeing)$"
    r"|^(?:lives|works|shares \w+(?: \w+)?) with$|^is (?:good |best |close )?friends with$"
)
_OVER = re.compile(r"\b(?:no longer|not|never|used to|any ?more)\b|n['’]t\b", re.IGNORECASE)
_LEADING_NAME = re.compile(rf"^(?P<name>{_NAME}) [a-z].*$")
_SENTENCES = re.compile(
    r"(?<=[.!?])(?<!\bDr\.)(?<!\bMr\.)(?<!\bMs\.)(?<!\bMrs\.)(?<!\bSt\.)(?<!\bProf\.)"
    r"(?<!\b[A-Z]\.)\s+|\n+"
)
_CLAUSES = re.compile(
    r",? (?:and|but) (?=(?:he|she|it|his|her|its) )|[,;] (?=(?:he|she|it|his|her|its) )"
)
_FIRST = re.compile(r"^(?:I|We)(?:['’]\w+)? ")
_THEY = re.compile(r"^(?:he|she|it) ")
_THEIRS = re.compile(r"^(?:his|her|its) ")
#: Sentences of a text that are read, and characters of one that still says one thing.
_READ: Final = 12
_LONG: Final = 200
_NAMED = re.compile(rf"(?<!^)(?<=\s)(?:{_NAME})")


def speaks_of_others(text: str) -> bool:
    """Whether a claim may be about anybody or anything but what the person does themselves."""
    first = text.split(" ", 1)[0].casefold()
    return first not in FINITE or first in {"has", "have"}


@lru_cache(maxsize=16384)
def readings(text: str) -> tuple[Frame, ...]:
    """What a claim says of each that it names; nothing of what it says is not so.

    A frame's subject is a name, what somebody is to the person ("sister"), or :data:`SELF`.
    """
    body = " ".join(text.split()).removesuffix(".")
    if _OVER.search(body):
        return ()
    had = _HAS.match(body)
    if had is not None:
        name = had["name"].rstrip(",")
        more = readings(f"{name} {had['more']}") if had["more"] else ()
        return (Frame(had["who"], CALLED, name), *more)
    frame = frame_of(body)
    if frame is None or _FIRST.match(body) or body.split(" ", 1)[0].casefold() in FINITE:
        return _own(body)  # of whom no claim says the name: "Works at Acme", "I'm at Acme"
    subject = _WHOSE.sub("", frame.subject)
    called = _CALLED.match(frame.value)
    if called is not None or frame.relation == "name":
        return (Frame(subject, CALLED, called["name"] if called else frame.value),)
    if subject != frame.subject and frame.relation == "is" and _WHOLE_NAME.match(frame.value):
        return (Frame(subject, CALLED, frame.value),)
    frame = _named(replace(frame, subject=subject))
    apposed = _APPOSED.match(subject)
    if apposed is None:
        return (frame, *_the_other_way(frame))
    who, name = apposed["who"], apposed["name"]
    named = replace(frame, subject=name)
    of_them = replace(frame, subject=who)
    return (Frame(who, CALLED, name), named, of_them, *_the_other_way(named))


@lru_cache(maxsize=4096)
def stated(text: str) -> tuple[Frame, ...]:
    """What the sentences of a text say of each that they name.

    A question states nothing. "He" and "her" in a clause are who the one before is about.
    """
    found: list[Frame] = []
    for sentence in _SENTENCES.split(text)[:_READ]:
        if len(sentence) > _LONG or sentence.endswith("?"):
            continue
        first, *clauses = _CLAUSES.split(sentence.strip().rstrip(".!"))
        frames = readings(first)
        found += frames
        whom = _whom(frames)
        for clause in clauses if whom else ():
            about = _THEIRS.sub(f"{whom}'s ", _THEY.sub(f"{whom} ", clause))
            found += readings(about)
    return tuple(found)


def _whom(frames: Sequence[Frame]) -> str:
    """Whom "he" means after a clause: who it is about; of two who are a couple it may be either."""
    if any(_MUTUAL.match(frame.relation) for frame in frames):
        return ""
    called = next((frame.value for frame in frames if frame.relation == CALLED), "")
    return called or next((frame.subject for frame in frames if frame.subject[:1].isupper()), "")


def leading_name(value: str) -> str:
    """The name that a value begins with, where more follows it: "Tom last spring"."""
    leading = _LEADING_NAME.match(value)
    return "" if leading is None else leading["name"]


def spellings(subject: str) -> tuple[str, ...]:
    """How a frame's subject may be named elsewhere: "the Atlas project" is "Atlas" as well."""
    name = plain(subject)
    thing = _NAME_AND_NOUN.match(subject.removeprefix("The ").removeprefix("the "))
    return (name,) if thing is None else (name, plain(thing["name"]))


def _own(body: str) -> tuple[Frame, ...]:
    """Of the person's own doing, the last name in it: "Works on the engine at Acme"."""
    names = list(_NAMED.finditer(body))
    if not names:
        return ()
    relation = body[: names[-1].start()].strip().casefold().removesuffix(" the")
    return (Frame(SELF, relation, names[-1].group()),)


def _named(frame: Frame) -> Frame:
    """With a name for its value where it ends in one: "is dating", not "is", and "Ines"."""
    doing = _DOING.match(frame.value) if frame.relation in {"is", "are", "was", "were"} else None
    if doing is None:
        return frame
    return replace(frame, relation=f"{frame.relation} {doing['what']}", value=doing["name"])


def _the_other_way(frame: Frame) -> tuple[Frame, ...]:
    """Of whom else a claim speaks: Tom is married to Mara, then she is to him."""
    if _MUTUAL.match(frame.relation):
        other = leading_name(frame.value) or frame.value
        return (Frame(other, frame.relation, frame.subject),)
    if frame.relation != "is" or not frame.subject[:1].isupper():
        return ()
    if related := _RELATED.match(frame.value):
        whose = _WHOSE.sub("", related["whose"])
        return (Frame(whose, f"{related['what']} of _", frame.subject),)
    theirs = _WHOSE.match(frame.value)
    return (Frame(frame.value[theirs.end() :], CALLED, frame.subject),) if theirs else ()
