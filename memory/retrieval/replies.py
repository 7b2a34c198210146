"""Whether a query asks for what an assistant said: "What did you suggest?", "your advice".

An assistant's turns are others' words, and lose by it where a question is about the person. Asked
for themselves, they are what is sought, and "you" names their speaker. English;
:mod:`memory.retrieval.replies_elsewhere` knows other languages.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import Final

from memory.retrieval.replies_elsewhere import asks_for_what_was_said
from memory.retrieval.text import SPEAKER_KEYS

#: Who is spoken to in a chat, by role or by name.
ASSISTANTS: Final = frozenset(
    {"ai", "assistant", "bot", "chatgpt", "claude", "copilot", "gemini", "gumption", "model"}
)
#: In a reply's context, that it tells nothing: "I know nothing about that yet".
EMPTY: Final = "empty"
#: What an assistant does in words: as it is told of, after "did you", and while it goes on.
_SAID: Final = (
    r"advised|answered|argued|asked|brought up|calculated|called|came up with|chose|claimed"
    r"|compared|described|drafted|drew up|estimated|explained|gave|helped|laid out|listed"
    r"|mentioned|named|offered|outlined|picked|planned|pointed|promised|proposed|provided|put"
    r"|quoted|recommended|replied|said|sent|shared|showed|sketched|stated|suggested|summed up"
    r"|taught|thought|told|translated|walked me through|warned|worked out|wrote"
)
_SAY: Final = (
    r"advise|answer|argue|ask|bring up|calculate|call|come up with|choose|claim|compare|describe"
    r"|draft|draw up|estimate|explain|give|help|lay out|list|mention|name|offer|outline|pick|plan"
    r"|point|promise|propose|provide|put|quote|recommend|reply|say|send|share|show|sketch|state"
    r"|suggest|sum up|teach|tell|think|translate|walk me through|warn|work out|write"
)
_GIVEN: Final = r"chosen|drawn|given|shown|taught|written"
_ADVERB: Final = r"(?:already |also |earlier |first |just |last |once |originally |previously )?"
_WHAT_IS_SAID: Final = (
    r"advice|answer|argument|calculation|description|draft|estimate|example|explanation|idea|list"
    r"|outline|pick|proposal|recipe|recommendation|reply|reason|reasoning|suggestion|summary|tip"
    r"|translation|version|warning|wording"
)
_ASKS: Final = re.compile(
    rf"\bdid(?:n['’]t)? you {_ADVERB}(?:{_SAY})\b"
    rf"|\bwere you {_ADVERB}\w+ing\b"
    rf"|\byou(?: had| have|['’](?:d|ve))? {_ADVERB}(?:{_SAID}|{_GIVEN})\b"
    rf"|\b(?:had|have) you {_ADVERB}(?:{_SAID}|{_GIVEN})\b"
    rf"|\byour (?:\w+ )?(?:{_WHAT_IS_SAID})s?\b|\baccording to you\b",
    re.IGNORECASE,
)


def asks_for_reply(query: str) -> bool:
    """Whether a query asks for something that whoever is asked has said before."""
    english = "you" in query.lower() and _ASKS.search(query) is not None
    return english or asks_for_what_was_said(query)


@lru_cache(maxsize=4096)
def by_assistant(context: str) -> bool:
    """Whether an observation's stored context has an assistant for its speaker."""
    read = json.loads(context)
    return any(str(read.get(key)).casefold() in ASSISTANTS for key in ("role", *SPEAKER_KEYS))


@lru_cache(maxsize=4096)
def tells_nothing(context: str) -> bool:
    """Whether an observation's stored context says that it is a reply that tells nothing."""
    return json.loads(context).get(EMPTY) is True
