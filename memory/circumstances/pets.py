"""An animal that is no more, and who had it: "Pixel, their cat, died"; "Has a cat".

:mod:`memory.endings` ends what names all of it. Here is what may leave out the name, or its sort:
one has a cat, and it was Pixel; one has Bruno, and he was an old labrador.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from memory.circumstances.telling import once
from memory.phrases import plain

if TYPE_CHECKING:
    from memory.claims import Claim

_SORTS: Final = {
    "dog": "dog puppy labrador poodle terrier beagle dachshund collie shepherd retriever spaniel"
    " husky pug corgi greyhound whippet mongrel bulldog dalmatian hound boxer chihuahua",
    "cat": "cat kitten siamese persian tabby tomcat ragdoll sphynx",
    "bird": "bird parrot budgie parakeet canary cockatiel cockatoo",
    "rabbit": "rabbit bunny",
    "horse": "horse pony mare gelding",
    "rodent": "hamster gerbil rat mouse",
    "fish": "fish goldfish",
    "tortoise": "tortoise turtle",
}  # fmt: skip
_SORT_OF: Final = {word: sort for sort, words in _SORTS.items() for word in words.split()}
_ANIMAL: Final = "|".join(_SORT_OF)
_GONE: Final = (
    r"(?:(?:has|have|had|recently|sadly|finally|just) )*(?:died|passed away|was put down"
    r"|had to be put down|was put to sleep|(?:flew|ran) away)(?! (?:with|from|and came)\b)"
)
#: Not the one that they have.
_ANOTHER: Final = "childhood|first|previous|former|other|second|late|next"
_NO_NAME: Final = "nearly|almost|never|not|has|had|have"
_DIED: Final = re.compile(
    rf"^(?:their|the) (?:(?!{_ANOTHER})[a-z-]+ ){{0,2}}?(?P<sort>{_ANIMAL})"
    rf"(?: (?!(?:{_NO_NAME})\b)(?P<name>[\w'-]+))? {_GONE}"
)
_HAS: Final = re.compile(
    rf"^(?:has|owns|lives with|shares the flat with) (?:an?|one) (?:[a-z-]+ ){{0,2}}?"
    rf"(?P<sort>{_ANIMAL})(?:,? (?:called|named|by the name of)? ?(?P<name>[\w'-]+))?$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Animal:
    """One animal: its sort, as far as two of one sort may be the same, and its name if told."""

    sort: str
    word: str
    name: str


@lru_cache(maxsize=2048)
def dead(said: str) -> Animal | None:
    """The animal of theirs that a sentence says is no more."""
    return None if once(said) else _animal(_DIED.match(said))


@lru_cache(maxsize=2048)
def owned(said: str) -> Animal | None:
    """The one animal that a sentence says somebody has, and nothing else of it."""
    return _animal(_HAS.match(said))


def pet_gone(claim: Claim, other: Claim) -> bool:
    """Whether a claim says that the animal which the other says they have is no more."""
    gone, had = dead(claim.said), owned(other.said)
    if gone is None or had is None or gone.sort != had.sort:
        return False
    if gone.name and plain(gone.name) not in claim.names and not claim.key.startswith(gone.name):
        return False  # a rabbit hutch
    if gone.name and had.name:
        return gone.name == had.name
    # "A cat" is the one that they had; that theirs died is no news of Otto here.
    return not had.name and gone.word == had.word


def _animal(match: re.Match[str] | None) -> Animal | None:
    if match is None:
        return None
    word = plain(match["sort"])
    return Animal(sort=_SORT_OF.get(word, word), word=word, name=match["name"] or "")
