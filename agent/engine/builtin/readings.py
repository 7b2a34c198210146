"""The ways in which a clause may be understood, by itself and with what stands before it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from agent.engine.builtin.addressee import addressed
from agent.engine.builtin.context import answered, filled
from agent.engine.builtin.demonstratives import pointed
from agent.engine.builtin.effects import moved
from agent.engine.builtin.heard import names
from agent.engine.builtin.notes import NOTED, noted
from agent.engine.builtin.others import by_name, called, known, several, then_spoken_of
from agent.engine.builtin.recast import recast
from agent.engine.builtin.regard import told_everybody
from agent.engine.builtin.spoken import cleaned
from agent.engine.builtin.topics import Topic, resumed, topic
from agent.engine.builtin.works import made

#: So short a clause changes no topic: "Yeah, I love to."
_ASIDE = 3
_FIRST = re.compile(r"\b(?:I|me|my|mine|myself|we|us|our)\b", re.IGNORECASE)
#: What is offered or planned in passing is not kept: "I'll join you".
_OF_ANOTHER = re.compile(
    r"(?:I|We) (?!(?:will|would|can|could|should|may|might|must|hope|know|knew|see|hear|feel you|"
    r"(?:never|did not) (?:know|knew)|(?:just )?wanted to (?:ask|let|share|show|tell))\b)"
)
#: What the other pointed at is described, not told of: "It never gets old", "It's a great place".
_TELLS_OF_IT = re.compile(
    r"^it (?!was (?!so\b|really\b|very\b)|broke|(?:[a-z]+ed|took|cost|got|went|fell|came)\b)"
    r"(?!.*\b(?:me|my|us|our)\b)",
    re.IGNORECASE,
)
HEARD = "with what was talked of just before"
TO_ANOTHER = "with the name of the one they wrote to"
#: Where a clause goes on that may be left out when it points elsewhere.
_WENT_ON = re.compile(
    r",?\s+(?:but|and|so|because|which|although|though|'?cause)\s+"
    r"(?=(?:I|we|it|they|he|she|that|this|these|those|maybe|now|then|there|is|was|has|makes|"
    r"made)\b)|"
    r",\s+(?=[a-z]{2,}ing (?:the|my|our|an?|to|for|on|at|in|with)\b)|"
    r",\s+(?=the (?:[\w-]+ ){1,3}(?:is|are|was|were|has|have|says?|said|thinks?|thought|told|"
    r"gives?|gave|makes?|made|wants?|wanted)\b)",
    re.IGNORECASE,
)
#: Words that a clause needs to say something without the rest: "I prefer documentaries".
_FEWEST_ALONE = 3
#: And no more, where what follows is left out.
_MOST_ALONE = 16
_ADDED = re.compile(r",\s+(but|and|so)\s+")


@dataclass(frozen=True, slots=True)
class Around:
    """What stands before a statement.

    Attributes:
        before: The clause just before, of the same text.
        asked: The question that was asked just before the text.
        topic: What the person has been talking of in the text.
        whom: The name of the one who is spoken to, where that is known.
        heard: What was talked of just before, until the text itself names something.
        living: Who was spoken of last, in this text or before it.
        several: Those of the person's own who were.
        shared: What the other talked of, until the text itself names something.
        own: Those of the person's own, by their names.
        aside: Names of those who talk.
    """

    before: str = ""
    asked: str = ""
    topic: Topic | None = None
    whom: str = ""
    heard: str | None = None
    living: Topic | None = None
    several: Topic | None = None
    shared: Topic | None = None
    own: Mapping[str, Topic] = field(default_factory=dict)
    aside: frozenset[str] = frozenset()


def readings(text: str, around: Around) -> Iterator[tuple[str | None, str]]:
    """A clause in the ways that it may be understood, the likeliest first, and what each adds."""
    if around.asked:
        yield answered(text, around.asked), "with the question that it answers"
    clean = cleaned(text)
    yield noted(clean), NOTED
    yield recast(clean), ""
    if around.own:
        yield by_name(clean, around.own), ""
    yield text, ""
    yield from _of_what_was_named(text, clean, around)
    yield moved(clean), ""
    yield from _of_what_was_heard(text, clean, around)
    yield _end_of(text), ""
    if around.whom:  # an assistant is shown "this function" and "that error"
        yield pointed(clean), ""
    yield _begin_of(clean), ""
    for begin in _before_commas(clean):
        yield begin, ""
    if around.whom and _OF_ANOTHER.match(clean):
        yield _to_another(clean, around.whom), TO_ANOTHER


def _to_another(clean: str, name: str) -> str | None:
    """What is said to somebody with their name in it, unless it could be said to anybody."""
    said = addressed(clean, name)
    return None if said and told_everybody(said.partition(" ")[2], name) else said


def _of_what_was_named(text: str, clean: str, around: Around) -> Iterator[tuple[str | None, str]]:
    """A clause with what the person themselves named before, and who was spoken of."""
    for who in filter(None, (around.living, around.several)):
        yield called(clean, who), "with whom they were talking of"
    if around.topic:
        yield resumed(clean, around.topic), "with what they were talking of"
    if around.before:
        yield filled(text, around.before), "with what the sentence before named"


def _of_what_was_heard(text: str, clean: str, around: Around) -> Iterator[tuple[str | None, str]]:
    """A clause with what the other named, or what was only seen by both."""
    if around.heard and not _TELLS_OF_IT.match(clean):
        yield filled(text, around.heard), HEARD
    if around.shared and _FIRST.search(clean):
        yield resumed(clean, around.shared), HEARD
    if around.whom:
        yield made(clean), ""


def gone_on(text: str, around: Around, understood: str = "") -> Around:
    """What stands before the next clause.

    Args:
        text: A clause.
        around: What stood before it.
        understood: The clause as it was understood, where that took what was heard just before.
    """
    living = then_spoken_of(text, around.living, own=True, aside=around.aside)
    own = {**around.own, **known((living,))} if living else around.own
    many = several(cleaned(text), around.several, own=True)
    about = _topic(text, around)
    if about and about.living and living is None:  # somebody else may be meant from here on
        about = None
    around = replace(around, asked="", topic=about, living=living, several=many, own=own)
    if names(text) and not understood:
        around = replace(around, heard=None, shared=None)
    if len(cleaned(text).split()) < 2:  # noqa: PLR2004 - "Thanks, Ana!" names nothing
        return around
    return replace(around, before=understood or text)


def _end_of(text: str) -> str | None:
    """What is added to a remark on something else: "It was hard, but singing kept me going"."""
    _, conjunction, end = _ADDED.split(text, maxsplit=1) if _ADDED.search(text) else ("", "", "")
    return end if conjunction and _FIRST.search(end) else None


def _begin_of(clean: str) -> str | None:
    """What is said before a clause that points elsewhere: "I am vegan, because it is kinder"."""
    parts = _WENT_ON.split(clean, maxsplit=1)
    begin = parts[0].rstrip(" ,")
    return begin if len(parts) > 1 and len(begin.split()) >= _FEWEST_ALONE else None


def _before_commas(clean: str) -> Iterator[str]:
    """What stands before an addition: "I tutor on Wednesdays, 2 to 4"; the longest first.

    Nothing is taken that what follows may take back or be the point of.
    """
    if not _FIRST_WORD.match(clean):
        return
    at = clean.rfind(", ")
    while at > 0:
        begin, rest = clean[:at], clean[at + 2 :]
        if _TURNS.match(rest):
            return
        if _FEWEST_ALONE <= len(begin.split()) <= _MOST_ALONE and not _UNFINISHED.search(begin):
            yield begin
        at = clean.rfind(", ", 0, at)


_FIRST_WORD = re.compile(r"(?:I|we|my|our)\b", re.IGNORECASE)
#: What follows may take back what was said, or say when it holds.
_TURNS = re.compile(
    r"(?:not|no|but|though|although|if|unless|except|until|or|rather|just kidding|jk|said|right|"
    r"nor|"
    r"supposedly|allegedly|apparently|in theory|which|instead|until|whether|as if|than|only|"
    r"were it)\b",
    re.IGNORECASE,
)
_UNFINISHED = re.compile(
    r"\b(?:if|when|because|that|whether|would|could|should|might|thought|hoped|wanted|supposed|"
    r"going to|"
    r"told|said|says|whatever|wherever|unless)\b",
    re.IGNORECASE,
)


def _topic(text: str, around: Around) -> Topic | None:
    """The topic after a clause: its own, or the one that it goes on about."""
    clean = cleaned(text)
    goes_on = around.topic is not None and resumed(clean, around.topic) is not None
    if goes_on or len(clean.split()) < 2:  # noqa: PLR2004 - "Yeah, Ana!"
        return around.topic
    own = topic(clean)
    if own is None and around.topic and (around.topic.plural or len(clean.split()) <= _ASIDE):
        return around.topic
    return own
