"""The person's own statements in a batch of texts, each able to stand alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from agent.engine.builtin.context import answered, filled, remark
from agent.engine.builtin.foreign import language_of, rendered
from agent.engine.builtin.person_shift import Shifted, cleaned, shift
from agent.engine.builtin.pictures import shown
from agent.engine.builtin.sentences import Sentence, is_question, sentences, whole_sentences
from agent.engine.builtin.topics import Topic, moved, resumed, topic
from agent.engine.builtin.wishes import wish
from memory.types import Observation

#: A sentence of several clauses is taken whole up to here, where one of them cannot stand alone.
LONGEST_WHOLE = 26
_FIRST = re.compile(r"\b(?:I|me|my|mine|myself|we|us|our)\b", re.IGNORECASE)

#: "If I lived in Oslo …", "Imagine I'm a pirate": nothing of it is so.
_SUPPOSED = re.compile(
    r"^(?:and |but |so )?(?:if (?:I|we|my) (?:was|were|had|lived|owned|got|could|worked|won)\b|"
    r"suppose|imagine|pretend|let's say|assume|say I)\b",
    re.IGNORECASE,
)
#: "Rewrite this: I live in Porto": what follows was given to be worked on.
_TO_WORK_ON = re.compile(
    r"^(?:please |can you |could you )?(?:rewrite|translate|fix|correct|summari[sz]e|proofread|"
    r"rephrase|shorten|improve|edit|explain|classify|continue|complete|say|write|act|reply)\b"
    r"[^:]{0,60}:",
    re.IGNORECASE,
)


_ADDED = re.compile(r",\s+(but|and|so)\s+")


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of the person's that could be a fact.

    Attributes:
        said: The words that are judged: as written, or with what they point at put in.
        remark: What the person went on to say of it: "which was so powerful".
        taken: What was taken over from the sentence before, in words; empty where nothing was.
        rule: What fixed pattern of words it is, where the heads have no say; empty otherwise.
    """

    observation: Observation
    sentence: Sentence
    shifted: Shifted
    said: str
    remark: str = ""
    taken: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Around:
    """What stands before a statement.

    Attributes:
        before: The clause just before, of the same text.
        asked: The question that was asked just before the text.
        topic: What the person has been talking of in the text.
    """

    before: str = ""
    asked: str = ""
    topic: Topic | None = None


def by_the_person(observation: Observation) -> bool:
    """Whether a text is the person's own words."""
    if observation.kind != "text" or observation.origin == "third-party content":
        return False
    role = str(observation.context.get("role", "user")).lower()
    return role in {"user", "human", "me", "person", "self", "author"}


def statements(observations: Iterable[Observation], dropped: Counter[str]) -> list[Statement]:
    """The statements of a batch, in order.

    Args:
        observations: Texts of a thread should be in order: a short answer is understood by the
            question before it, whoever asked.
        dropped: Told how many sentences were left out, by reason.
    """
    found: list[Statement] = []
    asked: dict[str, str] = {}
    for observation in observations:
        if observation.kind != "text":
            continue
        thread = observation.thread or ""
        if by_the_person(observation):
            found += _of_text(observation, Around(asked=asked.get(thread, "")), dropped)
        else:
            dropped["words of somebody else"] += 1
        if thread:
            asked[thread] = _question(observation.content)
    return found


def _question(text: str) -> str:
    """The question that a text ends with, or nothing."""
    last = next(reversed(list(whole_sentences(text))), "")
    return last if last.endswith("?") else ""


def _of_text(observation: Observation, around: Around, dropped: Counter[str]) -> list[Statement]:
    found: list[Statement] = []
    for whole, parts in groupby(sentences(observation.content), _whole):
        clauses = list(parts)
        if ruled := _by_rule(observation, clauses[0]):
            found += ruled
        elif _not_meant(whole) or language_of(whole):
            dropped["a request, a supposition, or another language"] += 1
        else:
            for clause in clauses:
                if found and found[-1].said == whole and clause.text != whole:
                    break  # taken whole already
                if clause.question:
                    dropped["question"] += 1
                    around = Around(topic=around.topic)
                    continue
                _take(found, observation, clause, around, dropped)
                around = Around(before=clause.text, topic=_topic(clause.text, around))
        around = replace(around, asked="")
    return found


def _readings(text: str, around: Around) -> Iterator[tuple[str | None, str]]:
    """A clause in the ways that it may be understood, the likeliest first, and what each adds."""
    if around.asked:
        yield answered(text, around.asked), "with the question that it answers"
    yield text, ""
    clean = cleaned(text)
    if around.topic:
        yield resumed(clean, around.topic), "with what they were talking of"
    if around.before:
        yield filled(text, around.before), "with what the sentence before named"
    yield moved(clean), ""
    yield _end_of(text), ""


def _end_of(text: str) -> str | None:
    """What is added to a remark on something else: "It was hard, but singing kept me going"."""
    _, conjunction, end = _ADDED.split(text, maxsplit=1) if _ADDED.search(text) else ("", "", "")
    return end if conjunction and _FIRST.search(end) else None


def _topic(text: str, around: Around) -> Topic | None:
    """The topic after a clause: its own, or the one that it goes on about."""
    clean = cleaned(text)
    goes_on = around.topic is not None and resumed(clean, around.topic) is not None
    return around.topic if goes_on or len(clean.split()) < 2 else topic(clean)  # noqa: PLR2004 - "Yeah, Ana!"


def _whole(sentence: Sentence) -> str:
    return sentence.whole


def _take(
    found: list[Statement],
    observation: Observation,
    clause: Sentence,
    around: Around,
    dropped: Counter[str],
) -> None:
    """Add a clause's statement, or add the clause to the one just before as a remark on it."""
    last = found[-1] if found and found[-1].sentence.text == around.before else None
    part_taken = bool(found) and found[-1].sentence.whole == clause.whole
    if last and last.shifted.past and not last.remark and (said := remark(clause.text)):
        found[-1] = replace(last, remark=said)
    elif statement := _statement(observation, clause, around, part_taken=part_taken):
        found.append(statement)
    else:
        dropped["not about the person, or not understood alone"] += 1


def _by_rule(observation: Observation, sentence: Sentence) -> list[Statement]:
    """Standing wishes and the plain statements of other languages: fixed patterns know them."""
    whole = sentence.whole
    if wanted := wish(whole):
        known = Shifted(wanted, first_person=True, hedged=False, past=False, subject="self")
        return [Statement(observation, sentence, known, whole, rule="a standing wish")]
    if sentence.question:
        return []
    return [
        Statement(
            observation,
            sentence,
            Shifted(each.text, first_person=True, hedged=False, past=False, subject="self"),
            whole,
            rule=f"a plain statement in {each.language}",
        )
        for each in rendered(whole)
    ]


def _not_meant(whole: str) -> bool:
    """Whether a sentence is text to work on, or supposed only."""
    return _SUPPOSED.match(whole) is not None or _TO_WORK_ON.match(whole) is not None


def _statement(
    observation: Observation, sentence: Sentence, around: Around, *, part_taken: bool
) -> Statement | None:
    """The statement of a sentence: alone, as an answer, with what it points at, or as a whole."""
    if picture := shown(sentence.text):
        known = Shifted(picture, first_person=True, hedged=False, past=True, subject="self")
        return Statement(observation, sentence, known, sentence.text, rule="a picture they showed")
    for said, taken in _readings(sentence.text, around):
        if said and (shifted := shift(said)):
            return Statement(observation, sentence, shifted, said, taken=taken)
    whole = sentence.whole
    if part_taken or whole == sentence.text or not _FIRST.search(sentence.text):
        return None
    if len(whole.split()) <= LONGEST_WHOLE and not is_question(whole) and (shifted := shift(whole)):
        return Statement(observation, sentence, shifted, whole)
    return None
