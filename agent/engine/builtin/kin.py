"""What is the person's own by name: "Pieter" is "my husband Pieter" once that was told.

People introduce somebody, or their band, once and then use the name, in other texts as well and
months later. So names are taken from what the person wrote in a batch, and from what is believed of
them already. A name that two bear is nobody's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from agent.engine.builtin import spelling, words
from agent.engine.builtin.sentences import whole_sentences
from agent.engine.builtin.topics import Topic
from memory.types import Labels, Observation, Proposition, sensitivity_rank

_KIND = (
    r"husband|wife|partner|girlfriend|boyfriend|fianc[eé]e?|son|daughter|baby|child|kid|brother|"
    r"sister|mother|mum|mom|father|dad|grandmother|grandma|grandfather|grandpa|aunt|uncle|cousin|"
    r"niece|nephew|friend|colleague|co-?worker|boss|manager|neighbou?r|roommate|flatmate|mentor|"
    r"coach|therapist|teacher|dog|cat|puppy|kitten|horse|parrot|rabbit|hamster|turtle|pet"
)
_ONE_OF = {
    "kids": "child", "children": "child", "twins": "child", "sons": "son",
    "daughters": "daughter", "girls": "daughter", "boys": "son", "brothers": "brother",
    "sisters": "sister", "dogs": "dog", "cats": "cat", "puppies": "puppy", "kittens": "kitten",
    "horses": "horse", "rabbits": "rabbit",
}  # fmt: skip
_NAME = r"[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]+"
#: "My husband Pieter works", "our cat, Luna", "my new boss is Tomasz", "my dog is a beagle called
#: Noor"
_THEIRS = re.compile(
    rf"\b(?:[Mm]y|[Oo]ur) (?:[a-z-]+ )?(?P<kind>{_KIND})"
    rf"(?:,? (?:called|named)|,|(?P<is> is)| is (?:an? )?(?:[a-z-]+ ){{0,3}}?(?:called|named))? "
    rf"(?P<name>{_NAME})\b(?(is)(?=$|[.,;!]| and\b| who\b))"
)
#: "We have one son, Kuba"
_HAVE = re.compile(
    r"\b(?:[Ii]|[Ww]e)(?: have|'ve)?(?: got| adopted| bought)? (?:an?|one) (?:[a-z-]+ ){0,2}?"
    rf"(?P<kind>{_KIND}),?(?: called| named| whose name is)? (?P<name>{_NAME})\b"
)
#: "The cat, an old tabby named Biscuit", "a rescue dog, a greyhound called Pearl"
_ANIMAL = re.compile(
    r"\b(?:[Tt]he|[Mm]y|[Oo]ur|[Aa]n?) (?:[a-z-]+ ){0,2}?(?P<kind>dog|cat|puppy|"
    r"kitten|horse|parrot|rabbit|hamster|turtle|pet),? (?:an? (?:[a-z-]+ ){1,3}?)?(?:called|named) "
    rf"(?P<name>{_NAME})\b"
)
#: "I play bass in a band called Flut": what they are part of, by its name.
_PART_OF = re.compile(
    r"\b(?:(?:plays?|sings?|drums?|performs?|works?|volunteers?|am|is|are) (?:[a-z]+ )?"
    r"(?:in|for|at|with)|runs?|owns?|founded|started|joined|leads?|manages?) (?:an?|my|our) "
    r"(?:[a-z-]+ ){0,2}?(?P<kind>band|choir|orchestra|club|company|start-?up|project|podcast|"
    rf"newsletter|blog|shop|boat|team|group) (?:called|named) (?P<name>{_NAME})\b"
)
_OWN = re.compile(r"\b(?:[Mm]y|[Oo]ur|I|[Ww]e|[Mm]e|[Uu]s)\b")
#: "Tomasz is my new boss"
_IS_THEIRS = re.compile(
    # "Emergency is my daughter Ana": she has a name already.
    rf"\b(?P<name>{_NAME})(?: is|,) (?:my|our) (?:[a-z-]+ )?(?P<kind>{_KIND})\b(?! {_NAME}\b)"
)
_AGED = r"(?:,? (?:who is |aged )\w+| \(\w+\))?"
#: "Two kids, Lotte who is 7 and Bram who is 4"
_SEVERAL = re.compile(
    rf"\b(?:my|our|have|has|two|three|four) (?:[a-z-]+ ){{0,2}}?(?P<kinds>{'|'.join(_ONE_OF)})"
    r"(?:,| are| called| named|:)? "
    rf"(?P<names>{_NAME}{_AGED}(?:(?:,? and |, ){_NAME}{_AGED})+)",
)


def named(text: str, *, claim: bool = False) -> Iterator[tuple[str, Topic]]:
    """Who or what is introduced in a text by the person: name, and who or what that is.

    Args:
        text: "My husband Pieter works for the railways".
        claim: Whether it is one about the person, so that nobody need say whose a dog is.
    """
    for sentence in whole_sentences(text):
        plain = spelling.expand(sentence)
        for pattern in (_THEIRS, _IS_THEIRS, _HAVE):
            for match in pattern.finditer(plain):
                # "My sister Ana's friend", "my friend Ana Lima and I": the first name is enough.
                if words.is_name(match["name"]):
                    kind = match["kind"].lower()
                    yield match["name"], Topic(f"my {kind} {match['name']}", living=True)
        if (pet := _ANIMAL.search(plain)) and (claim or _OWN.search(plain)):
            yield pet["name"], Topic(f"my {pet['kind']} {pet['name']}", living=True)
        part = _PART_OF.search(plain[:1].lower() + plain[1:])
        before = f" {plain[: part.start()]}".rstrip() if part else ""
        own = not before if claim else before.lower().endswith((" i", " we"))
        if part and own and words.is_name(part["name"]):
            yield part["name"], Topic(f"my {part['kind']} {part['name']}")
        for match in _SEVERAL.finditer(plain):
            for name in re.findall(rf"\b{_NAME}\b", match["names"]):
                if words.is_name(name):
                    kind = _ONE_OF[match["kinds"].lower()]
                    yield name, Topic(f"my {kind} {name}", living=True)


_THEIR = re.compile(r"\btheir\b", re.IGNORECASE)


class Kin:
    """Who is known by name, and how secret it is that they are."""

    def __init__(self, believed: Iterable[Proposition] = ()) -> None:
        self._known: dict[str, dict[str, tuple[Labels, Topic]]] = {}
        for claim in believed:
            if claim.status == "active":
                self.learn(claim.text, claim.labels)

    def hear(self, observation: Observation) -> None:
        """Remember whom the person introduces in a text of theirs."""
        self._add(named(observation.content), observation.labels)

    def learn(self, claim: str, labels: Labels) -> None:
        """Remember whom a claim about the person names: "Their dog is a beagle called Noor"."""
        self._add(named(_THEIR.sub("my", claim), claim=True), labels)

    def among(self, labels: Labels) -> Mapping[str, tuple[Topic, Labels]]:
        """Who is meant by a name in a text with some labels, and the labels of what tells it.

        What is more secret than the text is asked only where nothing else knows the name, so that
        whoever may see no more than the text sees the same with and without it.
        """
        most = sensitivity_rank(labels.sensitivity)
        found: dict[str, tuple[Topic, Labels]] = {}
        for name, ways in self._known.items():
            open_ = [way for way in ways.values() if sensitivity_rank(way[0].sensitivity) <= most]
            meant = open_ or list(ways.values())
            if len(meant) == 1:
                [(known, who)] = meant
                found[name] = who, known
        return found

    def _add(self, introduced: Iterable[tuple[str, Topic]], labels: Labels) -> None:
        for name, who in introduced:
            ways = self._known.setdefault(name, {})
            before = ways.get(who.words, (labels, who))[0]
            least = min(labels, before, key=lambda each: sensitivity_rank(each.sensitivity))
            ways[who.words] = least, who
