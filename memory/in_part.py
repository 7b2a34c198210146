"""Where a sentence says that something is over of a part only: one of several, or at some times.

Who sold a stamp may collect stamps, and who stopped drinking coffee after lunch drinks it before.
What ends is then less than what another claim says, unless that claim names the same part. English.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from memory.lexicon import BOUNDARIES, DAYS, NUMBERS, singular
from memory.phrases import plain, words

_DAY: Final = "|".join(sorted(DAYS))
#: On which days of every week, at what part of every day.
_THEN: Final = re.compile(
    rf"\b(?:on|every) (?:{_DAY})s?(?:(?:, | and |, and | or )(?:on )?(?:{_DAY})s?)*(?<=s)\b"
    rf"|\bevery (?:{_DAY})\b"
    r"|\b(?:after|before) (?:breakfast|lunch|dinner|supper|noon|midday|midnight|dark|sunset|sunrise"
    r"|work|school|bed|bedtime|training|meals|\d\S*(?: ?[ap]m)?)\b"
)
#: Then something else follows, of which the time may be said.
_FURTHER: Final = re.compile(r"[,;] | and | but | so | instead\b| now$")
#: What has run out is bought again by who lives on it.
_USED_UP: Final = re.compile(r"\b(?:ran|run|is|are) out(?: of .*)?$|\bused up\b")
_HABIT: Final = re.compile(r"(?:bakes|cooks|drinks|eats|smokes|takes)\b")
_MANY: Final = re.compile(rf"(?<=day)s?(?:, and |, | and | or )(?:on )?(?={_DAY})")
_COUNT: Final = rf"(?:{'|'.join(word for word in NUMBERS if word.isalpha())}|\d+)"
#: A verb, and one or some of several that are not said to be all. To gain one ends a search for
#: several.
_SOME: Final = re.compile(
    r"^(?:(?:they|has|have|had|recently|finally|just|now|already|also|then) )*"
    r"(?!bought|found|got|adopted|acquired|rented|received|took|signed|landed|accepted|became|moved)"
    r"[a-z]+(?: (?:away|back|down|off|on|out|over|up|of|from|in|rid|go))*"
    rf" (?:(?:one|some|two|three|half|most|a few|several|many) of (?:the|their|those)|an?|another"
    rf"|some|a few|several|{_COUNT}) (?P<what>[a-z].*)$"
)


def in_part(said: str, other: str) -> bool:
    """Whether what a sentence says is over is only a part of what another one says.

    Args:
        said: Normalised; that it ends something is known.
        other: The other sentence, normalised.
    """
    then = _then(said)
    if (then and not then <= words(other)) or (_USED_UP.search(said) and _HABIT.match(other)):
        return True
    some = _some(said)
    return bool(some) and any(_says_many(other, noun) for noun in some)


@lru_cache(maxsize=4096)
def _then(said: str) -> frozenset[str]:
    """When alone it is over; nothing where it is over at all times, or that is not sure."""
    found = _THEN.search(said)
    if found is None or _FURTHER.search(_MANY.sub(" ", said)):
        return frozenset()
    return words(found[0])


@lru_cache(maxsize=4096)
def _some(said: str) -> frozenset[str]:
    """What it is over of, where it is of one or some; each noun of it in the singular."""
    match = _SOME.match(said)
    if match is None:
        return frozenset()
    nouns = []
    for token in match["what"].split():
        word = token.strip(",")
        if word in BOUNDARIES:
            break
        nouns.append(singular(word))
        if token.endswith(","):
            break
    return frozenset(nouns[-1:])


def _says_many(other: str, noun: str) -> bool:
    """Whether a sentence speaks of several such without a count, which one less would change."""
    tokens = [token.strip(",") for token in other.split()]
    for at, token in enumerate(tokens):
        if token == noun or singular(token) != noun:
            continue
        return not any(plain(each).isdigit() for each in tokens[max(0, at - 3) : at])
    return False
