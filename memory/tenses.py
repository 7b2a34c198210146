"""Whether a sentence tells what was, or what is: "was a teacher" is no other wording of "is" one.

Only where both have the same verb: who bought a car has one. What is being done is not what has
been done either, where what is so may have been so for long. English.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, Literal

from memory.lexicon import FINITE, IRREGULAR, PAST, base_form

_SELVES: Final = frozenset({"they", "he", "she", "the", "user", "person", "i"})
_ADVERBS: Final = frozenset(
    {"also", "always", "just", "mostly", "never", "now", "often", "once", "only", "really",
     "recently", "still", "usually"}
)  # fmt: skip
_GOING: Final = frozenset({"go", "goes", "went"})
_DENYING: Final = frozenset({"does", "do", "did"})
_HAVING: Final = frozenset({"has", "have"})
#: Verbs in two forms that nouns and adjectives are not mistaken for.
_PLAIN: Final = frozenset({"is", "are", "was", "were", "has", "have", "had"})
#: What was done to somebody once, and has been so since.
_SINCE_THEN: Final = frozenset({"born", "called", "diagnosed", "named", "told"})
#: "Read a book" was so, as "reads a book" is.
_UNCHANGED: Final = frozenset({"cut", "hit", "put", "read", "set", "shut", "split", "spread"})
#: A subject is no longer than that.
_MOST: Final = 6


Tense = Literal["past", "perfect", "present", "going on", ""]
#: Of these two one tells what is over in what the other tells.
_APART: Final[tuple[frozenset[Tense], ...]] = (
    frozenset({"past", "present"}),
    frozenset({"past", "going on"}),
    frozenset({"perfect", "going on"}),
)


def was_or_is(said: str, other: str) -> bool:
    """Whether one of two normalised sentences tells what was, and the other what is."""
    (verb, tense), (known, its) = told(said), told(other)
    return verb == known and frozenset({tense, its}) in _APART


@lru_cache(maxsize=4096)
def told(said: str) -> tuple[str, Tense]:
    """The first verb of a sentence in its base form, and its tense; empty where none is known."""
    tokens = said.split()
    while tokens and tokens[0] in _SELVES | _ADVERBS:
        del tokens[0]
    for at, (token, after) in enumerate(zip(tokens[:_MOST], [*tokens[1:], ""], strict=False)):
        if token.endswith(","):
            break
        if at and not (token in _PLAIN or token in FINITE):
            continue
        if after in _SINCE_THEN and token in _PLAIN:
            break
        compound = _compound(tokens[at:])
        if compound:
            return compound
        if (
            token in PAST
            or (at == 0 and token in _UNCHANGED)
            or (token.endswith("ed") and base_form(token) != token)
        ):
            return base_form(token), "past"
        if token in FINITE or base_form(token) != token:
            return base_form(token), "present"
    return "", ""


def _compound(tokens: list[str]) -> tuple[str, Tense] | None:
    """The verb and tense of "is painting", "was painting", "has painted"."""
    if tokens[0] in _DENYING and tokens[1:2] == ["not"]:
        denied = base_form(tokens[2]) if tokens[2:] else ""
        return denied, "past" if tokens[0] == "did" else "present"
    first, *rest = [token for token in tokens[:5] if not token.endswith("ly")] or [""]
    if first in _HAVING and rest[:1] == ["been"]:
        first, rest = "is", rest[1:]
    after = rest[0] if rest else ""
    if (
        first in {"is", "are", "was", "were"}
        and after.endswith("ing")
        and base_form(after) != after
    ):
        return base_form(after), "going on" if first in {"is", "are"} else "past"
    if first in _GOING and after.endswith("ing") and base_form(after) != after:
        return base_form(after), "past" if first == "went" else "present"
    if first in _HAVING and (after.endswith("ed") or after in IRREGULAR):
        return base_form(after), "perfect"
    return None
