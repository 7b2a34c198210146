"""Honest answers without a language model: what was recalled, in its own words, with its marks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from agent.engine.builtin.sentences import is_question, sentences
from agent.engine.builtin.words import word_set
from agent.engine.port import (
    ChatEvent,
    ChatMessage,
    ChatRequest,
    Finished,
    TextDelta,
    ToolCall,
    ToolSpec,
)
from memory.retrieval.stemming import stem
from memory.types import Hit

MOST_SENTENCES = 4
#: A hit whose score is this far below the best one does not bear on the question.
_FAR = 0.45
#: One about as good as the best.
_NEAR = 0.8
#: What is believed is told before what was seen, but not before what fits much better.
_BELIEVED = 1.25
#: Cosine of MiniLM from which a text without a common word may still be about what was asked.
_ALIKE = 0.45
#: Shorter things that were seen ("ls", "la") answer nothing by being alike.
_FEWEST_WORDS = 3
_NOTE = re.compile(
    r"^(?:please |can you |could you |would you )*(?:(?:make|take|add|write|save|append) (?:me "
    r")?(?:a |this |down )?"
    r"(?:quick )?note(?: down)?(?: that| of| saying| to myself)?\s*[:,-]?|note (?:that|down(?: "
    r"that)?)\s*[:,-]?|note:|"
    r"write (?:this |that )?down(?: that)?\s*[:,-]?|jot (?:this )?down(?: that)?\s*[:,-]?|"
    r"add to (?:my )?notes(?: that)?\s*[:,-]?)\s*(?P<text>.+)$",
    re.IGNORECASE | re.DOTALL,
)
_GREETING = re.compile(
    r"^(?:hi|hello|hey|good (?:morning|evening|afternoon)|moin)\b[\s!.,\w]{0,20}$", re.IGNORECASE
)
_THANKS = re.compile(
    r"^(?:thanks|thank you|great|cool|ok(?:ay)?|perfect|nice)\b[\s!.,\w]{0,20}$", re.IGNORECASE
)
_WHO = re.compile(
    r"\b(?:who|what) are you\b|\bwhat can you do\b|\bwhich (?:model|engine)\b|\bhow do you "
    r"work\b|\bare you an? (?:ai|llm|bot)\b|^help\b",
    re.IGNORECASE,
)
_STOP = word_set(
    """
    a an the i me my mine am is are was were be been do does did have has had what when where
    who whom which why how can could would should will shall may might you your tell about
    know of in on at to for with and or not it that this these those there any some show give
    please remember say said think
    """
)
_ABOUT_ME = re.compile(
    r"\b(?:about me|know (?:of|about) me|who am i|what am i like)\b", re.IGNORECASE
)


#: Cosines of a question and some texts, in their order.
Likeness = Callable[[str, Sequence[str]], Sequence[float]]


def answer(request: ChatRequest, likeness: Likeness) -> Iterator[ChatEvent]:
    """Answer one turn.

    Args:
        request: The turn.
        likeness: How alike a question and some texts are in meaning.

    Yields:
        Text in pieces, at most one tool call, and :class:`Finished` with the ids that were cited.
    """
    if not request.messages:
        yield Finished()
        return
    last = request.messages[-1]
    if last.role == "tool":
        said = _reported(last)
        yield from _say(said)
        yield Finished(cited=_shown_hits(last, request.hits), empty=said == _FOUND_NOTHING)
        return
    asked = last.content.strip()
    if (note := _NOTE.match(asked)) and (tool := _tool(request.tools, "append_note", writes=True)):
        text = note["text"].strip()
        yield from _say("I can add that to your notes once you agree.")
        arguments = {"text": text[:1].upper() + text[1:]}
        yield ToolCall(id=_call_id(request), name=tool.name, arguments=arguments)
        yield Finished()
        return
    if small := _small_talk(asked):
        yield from _say(small)
        yield Finished(empty=True)
        return
    chosen = _bearing(asked, request.hits, likeness)
    if chosen:
        text = _composed(chosen)
        yield from _say(text)
        yield Finished(cited=tuple(hit.id for _, hit in chosen))
        return
    if (
        not request.hits
        and (tool := _tool(request.tools, "recall", writes=False))
        and not _tried(request.messages)
    ):
        yield ToolCall(id=_call_id(request), name=tool.name, arguments={"query": _query(asked)})
        yield Finished()
        return
    yield from _say(_NOTHING)
    yield Finished(empty=True)


_FOUND_NOTHING = "I looked, and found nothing about that."
_NOTHING = (
    "I know nothing about that yet. I am the built-in engine, without a language model: I can only "
    "repeat what I have observed, and of that nothing more private than `privacy.clearance` allows."
)


def _small_talk(asked: str) -> str:
    if _WHO.search(asked):
        return (
            "I am Gumption's built-in engine. There is no language model behind me: I look up "
            "what has been observed about you and quote it, and I can add a note. For free "
            "conversation, choose one: gumption model list shows which fit this machine"
        )
    if _GREETING.match(asked):
        return "Hello. Ask me what I know about you, or tell me to note something."
    if _THANKS.match(asked):
        return "You're welcome."
    return ""


def _bearing(asked: str, hits: Sequence[Hit], likeness: Likeness) -> list[tuple[int, Hit]]:
    """The hits that bear on the question, best first, each with its mark (its place from 1)."""
    # Nor is a question that was asked before an answer to this one, nor what has been overtaken.
    numbered = [
        (place, hit)
        for place, hit in enumerate(hits, start=1)
        if hit.status != "superseded"
        and hit.parts.get("superseded", 0.0) >= 0
        and (_is_claim(hit) or not is_question(hit.text))
    ]
    if not numbered:
        return []
    wanted = _content(asked)
    best = max(hit.score for _, hit in numbered)
    everything = not wanted or _ABOUT_ME.search(asked) is not None
    cosines = likeness(asked, [hit.text for _, hit in numbered])
    kept = [
        (place, hit)
        for (place, hit), cosine in zip(numbered, cosines, strict=True)
        if (everything and _is_claim(hit))
        or hit.parts.get("slot", 0.0) > 0
        # What took the place of an answer need not have a word of the question in it.
        or (hit.score >= _NEAR * best and hit.parts.get("successor", 0.0) > 0)
        or (hit.score >= _FAR * best and wanted & _content(hit.text))
        or (cosine >= _ALIKE and len(_content(hit.text)) >= _FEWEST_WORDS)
    ]
    # What is believed to fill the very slot that is asked for needs nothing beside it.
    kept = [item for item in kept if item[1].parts.get("slot", 0.0) > 0] or kept
    kept.sort(key=lambda item: -item[1].score * (_BELIEVED if _is_claim(item[1]) else 1))
    distinct: list[tuple[int, Hit]] = []
    for place, hit in kept:
        if not any(_repeats(hit.text, other.text) for _, other in distinct):
            distinct.append((place, hit))
    propositions = [item for item in distinct if _is_claim(item[1])]
    return (propositions if len(propositions) >= MOST_SENTENCES else distinct)[:MOST_SENTENCES]


def _is_claim(hit: Hit) -> bool:
    return hit.kind == "proposition"


def _repeats(one: str, other: str) -> bool:
    first, second = _content(one), _content(other)
    return len(first & second) * 10 >= 8 * min(len(first), len(second)) > 0


def _composed(chosen: Sequence[tuple[int, Hit]]) -> str:
    parts = []
    for place, hit in chosen:
        said = " ".join(hit.text.split()).rstrip(" .")
        if _is_claim(hit):
            unsure = hit.confidence is not None and hit.confidence < 0.5  # noqa: PLR2004 - rather not than so
            past = hit.status in {"stale", "retired"}
            lead = (
                "I am not sure of this: " if unsure else "This may be out of date: " if past else ""
            )
            parts.append(f"{lead}{said} [{place}].")
        else:
            when = f" on {hit.observed_at.day} {hit.observed_at:%B %Y}" if hit.observed_at else ""
            quote = said if len(said) <= 160 else said[:157].rstrip() + "…"  # noqa: PLR2004 - two lines
            parts.append(f"Observed{when}: “{quote}” [{place}].")
    return " ".join(parts)


def _reported(message: ChatMessage) -> str:
    """The tool's result; what it says is shown as it is, never acted upon."""
    shown = message.content.strip()
    name = message.tool_call.name if message.tool_call else ""
    if not shown or shown in {"[]", "{}", "Nothing was found."}:
        return _FOUND_NOTHING if name == "recall" else "It ran, and gave nothing back."
    return f"This is what I found:\n{shown}" if name == "recall" else shown


def _shown_hits(message: ChatMessage, hits: Sequence[Hit]) -> tuple[str, ...]:
    """Ids of given hits that the tool's result spells out."""
    return tuple(hit.id for hit in hits if hit.text and hit.text in message.content)


def _query(asked: str) -> str:
    first = next((s.whole for s in sentences(asked)), asked)
    return first[:300]


def _tried(messages: Sequence[ChatMessage]) -> bool:
    """Whether a tool has already been called since the person last spoke."""
    for message in reversed(messages[:-1]):
        if message.role == "user":
            return False
        if message.role == "tool":
            return True
    return False


def _tool(tools: Sequence[ToolSpec], name: str, *, writes: bool) -> ToolSpec | None:
    return next((tool for tool in tools if tool.name == name and tool.writes == writes), None)


def _call_id(request: ChatRequest) -> str:
    return f"builtin-{len(request.messages)}"


def _content(text: str) -> set[str]:
    return {
        stem(word)
        for word in re.findall(r"[a-z0-9][a-z0-9'+-]*", text.lower())
        if word not in _STOP
    }


def _say(text: str) -> Iterator[TextDelta]:
    """Stream a text word by word: whoever listens can stop it in between."""
    yield from (TextDelta(piece) for piece in re.findall(r"\S+\s*", text))
