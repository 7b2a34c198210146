"""The person's own statements in a batch of texts, each able to stand alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from agent.engine.builtin.context import answered, filled, remark
from agent.engine.builtin.person_shift import Shifted, shift
from agent.engine.builtin.sentences import Sentence, is_question, sentences, whole_sentences
from memory.types import Observation

#: A sentence of several clauses is taken whole up to here, where one of them cannot stand alone.
LONGEST_WHOLE = 26
_FIRST = re.compile(r"\b(?:I|me|my|mine|myself|we|us|our)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of the person's that could be a fact.

    Attributes:
        said: The words that are judged: as written, or with what they point at put in.
        remark: What the person went on to say of it: "which was so powerful".
        taken: What was taken over from the sentence before, in words; empty where nothing was.
    """

    observation: Observation
    sentence: Sentence
    shifted: Shifted
    said: str
    remark: str = ""
    taken: str = ""


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
            found += _of_text(observation, asked.get(thread, ""), dropped)
        else:
            dropped["words of somebody else"] += 1
        if thread:
            asked[thread] = _question(observation.content)
    return found


def _question(text: str) -> str:
    """The question that a text ends with, or nothing."""
    last = next(reversed(list(whole_sentences(text))), "")
    return last if last.endswith("?") else ""


def _of_text(observation: Observation, asked: str, dropped: Counter[str]) -> Iterator[Statement]:
    before = ""
    waiting: Statement | None = None
    wholes: set[str] = set()
    for at, sentence in enumerate(sentences(observation.content)):
        if sentence.question:
            dropped["question"] += 1
            before = ""
        elif said := remark(sentence.text) if waiting and waiting.shifted.past else None:
            waiting = replace(waiting, remark=said) if waiting and not waiting.remark else waiting
        else:
            statement = _statement(observation, sentence, before, asked if at == 0 else "", wholes)
            if statement is None:
                dropped["not about the person, or not understood alone"] += 1
            if waiting:
                yield waiting
            waiting = statement
            before = sentence.text
    if waiting:
        yield waiting


def _statement(
    observation: Observation, sentence: Sentence, before: str, asked: str, wholes: set[str]
) -> Statement | None:
    """The statement of a sentence: alone, as an answer, with what it points at, or as a whole."""
    tries: list[tuple[str | None, str]] = [
        (answered(sentence.text, asked) if asked else None, "with the question that it answers"),
        (sentence.text, ""),
        (filled(sentence.text, before) if before else None, "with what the sentence before named"),
    ]
    for said, taken in tries:
        if said and (shifted := shift(said)):
            return Statement(observation, sentence, shifted, said, taken=taken)
    whole = sentence.whole
    if whole == sentence.text or whole in wholes or not _FIRST.search(sentence.text):
        return None
    if len(whole.split()) <= LONGEST_WHOLE and not is_question(whole) and (shifted := shift(whole)):
        wholes.add(whole)
        return Statement(observation, sentence, shifted, whole)
    return None
