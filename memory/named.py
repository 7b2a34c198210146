"""Two claims that both begin with the name of one person, told without it.

"Ana lives in Linz" and "Ana moved to Graz" are about one person as surely as "Lives in Linz" and
"Moved to Graz" are, and whatever is known of how claims about the person change holds for them as
well. For comparing only; what is stored, and under which subject, stays. A single thing may be
written like a name at the beginning of a sentence ("Postgres runs on …", "Breakfast is at 7:00"):
what is said as one says it of things is left as it is.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from memory.lexicon import BARE, BOUNDARIES, DAYS, FINITE, MONTHS, PAST, base_form
from memory.types import Proposition

_OPENING: Final = re.compile(
    r"^(?P<name>[^\W\d_a-z][\w-]*(?: [^\W\d_a-z][\w-]*)?)(?P<own>['’]s)?"
    r" (?P<rest>[\w'-]+ \S.*|\S+)$"
)
#: What begins a sentence with a capital, and is no name.
_NO_NAMES: Final = (
    frozenset(
        """
        the a an their his her its my our your this that these those they he she it we you i there
        here what who where when why how all both each every some any no not nobody nothing most
        many much more one two three now then never always usually often sometimes also still only
        just finally recently currently since after before although however instead today can does
        tomorrow tonight yesterday user person people everyone
        """.split()  # noqa: SIM905
    )
    | BOUNDARIES
    | DAYS
    | MONTHS
    | BARE
)
_ADVERBS: Final = frozenset(
    """
    no longer now also still only just never always usually finally recently really hardly rarely
    often sometimes currently already mostly almost nearly actually eventually officially not
    """.split()  # noqa: SIM905
)
_AUXILIARY: Final = frozenset("can cannot could would will must might may should".split())  # noqa: SIM905
#: What is said of a thing: where it runs, when it is, what it costs.
_OF_A_THING: Final = re.compile(
    r"^(?:(?:is|are|was|were) (?:now |still |not |no longer )*(?:at|on|due|every|\d|moved|postponed"
    r"|rescheduled|open|closed|green|red|up|down|over|called|named|cancelled|made|written|version)"
    r"|(?:now )?(?:costs?|opens?|closes?|expires?|lasts?|starts?|begins?|ends?|takes? place)\b"
    r"|(?:now )?(?:runs?|ran) (?:on|in|at|under|until|every|from)\b"
    r"|(?:\w+s )?(?:are|were)\b)"
)
_PRONOUNS: Final = tuple(
    (re.compile(pattern), instead)
    for pattern, instead in (
        (r"\b(?:her|him)self\b", "themselves"),
        (
            r"\bhis\b|\bher\b(?= (?!(?:in|on|at|to|for|with|and|but|from|by|of|when)\b)\w)",
            "their",
        ),
        (r"\bher\b|\bhim\b", "them"),
        (r"\b(?:she|he) is\b", "they are"),
        (r"\b(?:she|he) has\b", "they have"),
        (r"\b(?:she|he) was\b", "they were"),
        (r"\b(?:she|he)\b", "they"),
    )
)
#: What is spoken of as known.
_THE: Final = re.compile(r"The (?!user\b|person\b)")


def apart_from_name(one: str, other: str) -> tuple[str, str]:
    """Both texts without the name of the person that both begin with; else as they are.

    So is one that names a person, where the other speaks of a thing ("The ankle has healed") or of
    somebody whom the first one names as well: the thing is theirs, as far as one can tell.
    """
    if one[:2] == other[:2]:
        name, without = _told_of(one)
        same, also_without = _told_of(other)
        return (without, also_without) if name and name == same else (one, other)
    if _THE.match(one):
        return one, _told_of(other)[1] or other
    if _THE.match(other):
        return _told_of(one)[1] or one, other
    return one, other


@lru_cache(maxsize=2048)
def _told_of(text: str) -> tuple[str, str]:
    """The person whom a text names at its beginning, and the rest; twice nothing if none."""
    opening = _OPENING.match(text)
    if opening is None:
        return "", ""
    name, rest = opening["name"], opening["rest"]
    first = name.split(" ")[0].casefold()
    if first in _NO_NAMES or first in FINITE or first in PAST or base_form(first) in BARE:
        return "", ""
    if opening["own"]:
        return name, f"Their {_of_them(rest)}"
    verb = next((word for word in rest.casefold().split() if word not in _ADVERBS), "")
    if not _is_verb(verb) or _OF_A_THING.match(rest):
        return "", ""
    rest = _of_them(rest)
    return name, rest[0].upper() + rest[1:]


def _of_them(rest: str) -> str:
    """What is said of somebody, with the pronouns by which claims speak of the person."""
    for pattern, instead in _PRONOUNS:
        rest = pattern.sub(instead, rest)
    return rest


def _is_verb(word: str) -> bool:
    """Whether a word is a verb as it stands after a name."""
    if word in FINITE or word in PAST or word in _AUXILIARY or word.endswith("ed"):
        return True
    # "Clara hosts …", but not "Choir rehearsals are …", of which the second word is a noun.
    return word.endswith("s") and not word.endswith("ss") and base_form(word) != word


def same_names(one: Proposition, other: Proposition) -> bool:
    """Whether each text has the names that the other is said to be about."""
    return all(
        _has_name(each.text, name)
        for name in (*one.entities, *other.entities)
        for each in (one, other)
    )


def named_in(one: Proposition, other: Proposition) -> bool:
    """Whether the other text has the names in this one's that it is said to be about."""
    return all(_has_name(other.text, name) for name in one.entities if _has_name(one.text, name))


def _has_name(text: str, name: str) -> bool:
    """Whether a text has a name; one called "repo" is not in "repository"."""
    if not name.isascii():  # there may be nothing between words
        return name.casefold() in text.casefold()
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE) is not None
