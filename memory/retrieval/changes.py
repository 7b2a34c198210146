"""How a turn says a thing: as a change, as a mere thought, as one more, as denied.

"Switched to Vivaldi" and "no longer at Acme" say that something is not as it was; "thinking about
Vivaldi" says that it is as it was; "also Vivaldi" that both are so. All are closed classes of
English words, looked for near what a question asks about and nowhere else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from memory.retrieval.stemming import stem


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _stems(text: str) -> frozenset[str]:
    return frozenset(map(stem, text.split()))


#: Verbs of becoming something else, and of ending. In whatever form: told of a thing that a
#: question is about, they tell how it is since.
_TURNING: Final = _stems(
    "switch swap replace migrate move change convert rename rewrite rewrote rewritten repaint"
    " rebuild rebuilt upgrade downgrade bump update correct revise cancel cancelled quit sell sold"
    " stop retire end close leave left resign drop ditch abandon scrap discontinue deprecate"
    " postpone reschedule shift delay extend shorten raise lower increase decrease reduce double"
    " halve grow grew grown rise rose risen fall fell fallen improve become became reassign"
    " transfer hand handed promote join joined adopt settle expire die died lose lost break broke"
    " broken finish complete pass approve reject accept repair fix return renew triple relocate"
    " rebrand enable disable activate deactivate"
)
#: What says by itself that it was otherwise.
_SINCE: Final = _words("instead anymore nowadays henceforth onwards longer")
_SINCE_PAIRS: Final = frozenset(
    (pair.split(" ")[0], pair.split(" ")[1])
    for pair in (
        "any more", "no more", "no longer", "after all", "these days", "from now", "from here",
        "as of", "up to", "down to", "over to", "on to", "taken over", "took over", "takes over",
        "gave up", "given up", "put up", "goes up", "went up", "gone up", "goes down", "went down",
        "turned out", "turned on", "turned off", "ended up", "back to", "won t", "out of",
        "used to", "got rid",
    )
)  # fmt: skip
#: What may say so, or only when something was.
_NEWLY: Final = _words(
    "now new newly recently finally since already currently meanwhile lately latest"
)
_SUPPOSED: Final = _words(
    "might maybe perhaps could would should considering consider considered thinking wondering"
    " wonder if whether suggested suggests suggest proposed proposes tempted wish hope hopes"
    " someday debating imagine dream dreaming unless"
)
_ADDED: Final = _words("also besides additionally another furthermore both")
_ADDED_PAIRS: Final = frozenset({("as", "well"), ("in", "addition"), ("on", "top")})
_DENIED: Final = _words(
    "no not never without none nobody t cannot nor neither off disabled inactive closed unavailable"
)
#: What opens a clause that asks. Only where it opens a sentence does one of the second kind: "the
#: quota, which is 1,200 now" asks nothing.
_ASKING: Final = _words(
    "should would could can do does did is are am was were have has had shall may"
)
_ASKING_FIRST: Final = _words("what which who whom whose where when")
_SUBJECTS: Final = _words(
    "i you he she it we they the a an my our your his her its their this that"
)
#: A request takes for granted what it names: "can you plan my 12 lessons?"
_REQUESTS: Final = frozenset({("can", "you"), ("could", "you"), ("would", "you"), ("will", "you")})


@dataclass(frozen=True, slots=True)
class Manner:
    """How something is said.

    Attributes:
        change: 2 where the words themselves say that it was otherwise, 1 where they may, else 0.
        supposed: Whether it is only thought of, wished or asked.
        added: Whether it comes on top of what else is so.
        denied: Whether it is denied.
    """

    change: int
    supposed: bool
    added: bool
    denied: bool


def manner(
    near: Sequence[str],
    stems: Sequence[str],
    clause: Sequence[str],
    at: int,
    *,
    first: bool,
    asks: bool,
) -> Manner:
    """How something is said.

    Args:
        near: Folded words around it, in order.
        stems: Their stems, an empty string for each stop word.
        clause: Those of the words that are of its own clause.
        at: Its place among these. What is said before it tells whether it is meant.
        first: Whether the clause is the first of its sentence.
        asks: Whether that ends with a question mark.
    """
    change = 0
    if not _TURNING.isdisjoint(stems) or not _SINCE.isdisjoint(near) or _any(_SINCE_PAIRS, near):
        change = 2
    elif not _NEWLY.isdisjoint(near):
        change = 1
    if tuple(clause[:2]) in _REQUESTS and at > 1:
        clause, at = clause[2:], at - 2
    opening = clause[0] if clause else ""
    # Notes leave out who: "did two evenings of Spanish", "am on page 40".
    asking = opening in _ASKING and (asks or bool(_SUBJECTS.intersection(clause[1:2])))
    asking = asking or (first and opening in _ASKING_FIRST)
    added = not _ADDED.isdisjoint(clause) or _any(_ADDED_PAIRS, clause)
    return Manner(
        change,
        supposed=asking or not _SUPPOSED.isdisjoint(clause[: at + 1]),
        # "Too" adds at the end; before something it measures: "too full".
        added=added or clause[-1:] == ["too"],
        denied=not _DENIED.isdisjoint(clause),
    )


def _any(pairs: frozenset[tuple[str, str]], said: Sequence[str]) -> bool:
    return not pairs.isdisjoint(pairwise(said))
