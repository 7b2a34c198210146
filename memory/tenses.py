"""Whether a sentence tells what was, or what is: "was a teacher" is no other wording of "is" one.

Only where both have the same verb: who bought a car has one. English.
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
_HAVING: Final = frozenset({"has", "have"})
#: Verbs in two forms that nouns and adjectives are not mistaken for.
_PLAIN: Final = frozenset({"is", "are", "was", "were", "has", "have", "had"})
#: What was done to somebody once, and has been so since.
_SINCE_THEN: Final = frozenset({"born", "called", "diagnosed", "named", "told"})
#: A subject is no longer than that.
_MOST: Final = 6


def was_or_is(said: str, other: str) -> bool:
    """Whether one of two normalised sentences tells what was so, and the other that it is."""
    (verb, tense), (known, its) = _told(said), _told(other)
    return verb == known and {tense, its} == {"past", "present"}


@lru_cache(maxsize=4096)
def _told(said: str) -> tuple[str, Literal["past", "present", ""]]:
    """The first verb of a sentence in its base form, and its tense."""
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
        if token in _HAVING and (after.endswith("ed") or after in IRREGULAR):
            break  # "has lived in Graz", and does; "has switched", and did
        if token in PAST or (token.endswith("ed") and base_form(token) != token):
            return base_form(token), "past"
        if token in FINITE or base_form(token) != token:
            return base_form(token), "present"
    return "", ""
