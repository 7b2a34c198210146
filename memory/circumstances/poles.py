"""Qualities that exclude each other: what is noisy is not quiet."""

from __future__ import annotations

from collections import defaultdict
from typing import Final

#: Two poles a line, each in several words.
_POLES: Final = """
noisy loud / quiet silent peaceful calm
big large huge spacious roomy / small tiny cramped little
good great excellent fantastic wonderful brilliant lovely superb outstanding / bad terrible
    awful nonsense rubbish horrible poor dreadful lousy mediocre disappointing
easy simple straightforward effortless / hard difficult tough complicated complex tricky
interesting exciting fascinating fun entertaining gripping / boring dull tedious dreary
fast quick speedy snappy responsive / slow sluggish laggy
cheap affordable inexpensive / expensive overpriced pricey costly dear
useful helpful valuable handy / useless unhelpful pointless worthless
safe secure / unsafe dangerous risky insecure
clean tidy spotless neat / dirty messy filthy untidy cluttered
warm hot / cold chilly freezing cool
healthy fit well / unhealthy ill sick unwell unfit
happy cheerful glad content / unhappy sad miserable depressed
strong robust sturdy / weak fragile flimsy
reliable dependable stable trustworthy solid / unreliable flaky unstable untrustworthy buggy
comfortable cosy cozy comfy / uncomfortable
friendly kind nice pleasant polite warm-hearted / unfriendly rude unkind nasty unpleasant mean
modern up-to-date current / outdated old-fashioned obsolete dated
fair just reasonable acceptable / unfair unjust unreasonable excessive
necessary needed essential indispensable / unnecessary superfluous dispensable redundant
important crucial / unimportant irrelevant negligible
competent capable skilled / incompetent incapable
clear understandable readable / unclear confusing unreadable incomprehensible
busy crowded packed full / empty deserted
bright sunny light / dark gloomy
relaxed relaxing calm laid-back / stressed stressful tense hectic
delicious tasty yummy / disgusting tasteless bland inedible
rich wealthy / poor broke
open / closed shut
optimistic hopeful confident / pessimistic hopeless doubtful
convenient practical / inconvenient impractical
realistic feasible achievable doable / unrealistic infeasible impossible
efficient productive / inefficient unproductive
motivated / unmotivated demotivated
flexible / rigid inflexible
satisfied / dissatisfied frustrated
legal / illegal
intuitive user-friendly / unintuitive clunky
working functional fixed repaired / broken faulty defective
green passing / red failing
tired exhausted / rested energetic
available / unavailable
married / unmarried
right correct accurate / wrong incorrect inaccurate
worthwhile / pointless
beautiful pretty gorgeous / ugly hideous
generous / stingy
wet damp / dry
active / inactive dormant
public / private
up online live / down offline
"""


def _sides() -> dict[str, frozenset[tuple[int, int]]]:
    """Each word with its poles: number of the pair, and which side of it."""
    found: defaultdict[str, set[tuple[int, int]]] = defaultdict(set)
    lines = _POLES.strip().replace("\n    ", " ").splitlines()
    for number, line in enumerate(lines):
        for side, some in enumerate(line.split(" / ")):
            for word in some.split():
                found[word].add((number, side))
    return {word: frozenset(poles) for word, poles in found.items()}


_SIDES: Final = _sides()


#: The words that are known to have an opposite.
QUALITIES: Final = frozenset(_SIDES)


def is_quality(word: str) -> bool:
    """Whether a word is known to have an opposite."""
    return word in _SIDES


def opposite(one: str, other: str) -> bool:
    """Whether two qualities exclude each other."""
    poles = _SIDES.get(other, frozenset())
    return any((number, 1 - side) in poles for number, side in _SIDES.get(one, frozenset()))


def alike(one: str, other: str) -> bool:
    """Whether they are of one pole, or the same word."""
    return one == other or bool(_SIDES.get(one, frozenset()) & _SIDES.get(other, frozenset()))


#: Words that say no more than how somebody values something, by their first.
_VALUING: Final = frozenset({"good", "interesting", "useful", "delicious", "worthwhile", "fair"})


def _values() -> dict[str, int]:
    found: dict[str, int] = {}
    for line in _POLES.strip().replace("\n    ", " ").splitlines():
        good, bad = line.split(" / ")
        if good.split()[0] in _VALUING:
            found |= dict.fromkeys(good.split(), 1) | dict.fromkeys(bad.split(), -1)
    return found


_VALUE: Final = _values()


def value(quality: str) -> int:
    """1 for a quality that praises, -1 for one that blames, 0 for others."""
    return _VALUE.get(quality, 0)
