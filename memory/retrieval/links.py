"""Questions of several hops, answered by following what claims name. No language model is called.

"Where does my sister's husband work?" is answered by no single claim or turn. What those found so
far say of whom (:mod:`memory.retrieval.relations`) gives names to go on from; what is known of
these is looked up, and so on, as long as the words along a path come closer to the question. Where
one claim has all the question's words, or nothing is known of what they name, nothing is followed:
the questions of most days cost a few look-ups at most.

What others wrote and what an assistant said leads nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from memory.embedding.port import Embedder
from memory.retrieval.frames import Frame, plain
from memory.retrieval.relations import (
    CALLED,
    SELF,
    leading_name,
    speaks_of_others,
    spellings,
    stated,
)
from memory.retrieval.rows import Candidate
from memory.retrieval.tokens import word_set

#: Claims and turns that one answer may rest on.
HOPS: Final = 4
#: Paths that are followed further; a wider beam embeds more and found no more on six questions.
BEAM: Final = 6
#: Names in the question from which paths start: the longest.
_STARTS: Final = 3
#: Newest claims about where a path leads that follow it.
_BEYOND: Final = 3
#: A longer path may be so much further from the question, of whose words some are left over: what
#: it adds is often asked for in other words. Of 0.1 closer to 0.1 further, chosen on every other of
#: a hundred questions; single hops are all answered as before up to 0.04.
_SLACK: Final = 0.03
#: The person's own claims that are followed: the nearest to the question.
_NEAREST: Final = 6
#: Turns whose names are followed: the nearest to the question.
_TURNS: Final = 6
#: A question that names somebody, or speaks of something of something.
_CHAIN = re.compile(
    r"\S\s+[\"“'‘]?[^\W\d_a-z]\w|['’]s\b|s['’]\s|\b(?:my|our|of|whose|whom|who|that|which|where)\b",
)
#: "My company", "the project I work on".
_OWN = re.compile(r"\b(?:my|our)\b|\b(?:that|which|whom?|the \w+) (?:I|we) \w+", re.IGNORECASE)
#: A name that does not begin the question, and what somebody or something is to the person.
_ANCHORS = re.compile(r"\s[\"“'‘]?([^\W\d_a-z]\w+)|\b(?:[Mm]y|[Oo]ur) (\w+)")
_OWNING = re.compile(r"['’]s\b|(?<=s)['’]")
_OF_MINE = re.compile(
    r"\b(?:my|our) (?P<who>[^\W\d_]+(?: [^\W\d_]+)??)(?=['’])|\bof (?:my|our) (?P<one>[^\W\d_]+)"
)
_NAME: Final = word_set("name names named call called")
_NO_WORD = re.compile(r"\W+")

#: Looks up the claims about something or somebody, and turns that name it.
About = Callable[[str], Iterable[Candidate]]


@dataclass(frozen=True, slots=True)
class Link:
    """A claim, or a turn, that says something of somebody."""

    claim: Candidate
    frame: Frame

    @property
    def says(self) -> tuple[str, frozenset[str]]:
        """What it says, of whichever of the two it is read."""
        return self.claim.id, frozenset((plain(self.frame.subject), plain(self.frame.value)))


@dataclass(frozen=True, slots=True)
class Path:
    """Claims that follow each other, and how close what they say comes to the question."""

    links: tuple[Link, ...]
    told: str
    score: float = 0.0

    @property
    def value(self) -> str:
        """Where the path leads."""
        return self.links[-1].frame.value


def follow(
    question: str, claims: Sequence[Candidate], about: About, embedder: Embedder
) -> tuple[Candidate, ...]:
    """Claims and turns that answer a question together, the one that the others lead to first.

    Args:
        question: In words.
        claims: What was found of it so far.
        about: Looks up what is known of a name.
        embedder: Compares what a path says with the question.

    Returns:
        Two or more, and the newest about what they lead to where words of the question are
        left over; none where one is enough, or nothing leads on.
    """
    asked = word_set(question)
    if not _CHAIN.search(question) or any(asked <= claim.matched for claim in claims):
        return ()
    graph = _Graph(about)
    starts = _starts(question, asked, claims, graph)
    if not any(graph.leads_on(link) for links in starts.values() for link in links):
        return ()
    path = _best(question, asked, starts, graph, embedder)
    if path is None:
        return ()
    chain = tuple(dict.fromkeys(link.claim.id for link in reversed(path.links)))
    # What nothing is followed from may say it all.
    passed = {link.claim.id for links in starts.values() for link in links} | set(chain)
    others = [claim for claim in claims if claim.id not in passed]
    alone = [_said(claim, asked) for claim in _nearest(others, asked, 1)]
    if len(chain) == 1 or path.score <= max(alone, default=0.0):
        return ()
    by_id = {link.claim.id: link.claim for link in path.links}
    if _left_over(path, asked):
        # Words that no claim along the path has may be meant by what is known of where it leads.
        beyond = [link.claim for link in graph.about(path.value)][-_BEYOND:]
        by_id |= {claim.id: claim for claim in beyond if claim.id not in by_id}
    return tuple(by_id[id_] for id_ in dict.fromkeys((*chain, *by_id)))


class _Graph:
    """Claims by what they are about, looked up as they are needed."""

    def __init__(self, about: About) -> None:
        self._look_up = about
        self._known: dict[str, tuple[Link, ...]] = {}

    def about(self, name: str) -> tuple[Link, ...]:
        """What is said of a name now: of claims that differ in their value only, the newest."""
        known = plain(name)
        if known not in self._known:
            links = _current(known, self._look_up(name))
            leading = "" if links else leading_name(name)
            self._known[known] = self.about(leading) if leading else links
        return self._known[known]

    def leads_on(self, link: Link) -> bool:
        """Whether anything more is known of what a claim names."""
        return any(other.says != link.says for other in self.about(link.frame.value))


def _current(name: str, claims: Iterable[Candidate]) -> tuple[Link, ...]:
    newest: dict[tuple[str, str, str], Link] = {}
    for claim in sorted(claims, key=lambda claim: (claim.kind == "proposition", claim.place)):
        for frame in _frames(claim):
            if name in spellings(frame.subject):
                # The same person may be married to one, and have several brothers.
                several = frame.value if frame.relation == CALLED else ""
                newest[*frame.key, several] = Link(claim, frame)
    return tuple(newest.values())


def _frames(claim: Candidate) -> tuple[Frame, ...]:
    theirs = claim.kind == "proposition" or not (claim.by_others or claim.reply)
    return stated(claim.text) if theirs else ()


def _starts(
    question: str, asked: frozenset[str], claims: Sequence[Candidate], graph: _Graph
) -> dict[str, tuple[Link, ...]]:
    """What is said of what the question names; the longest of overlapping names."""
    named = {
        spelt: frame.subject
        for claim in _speaking(question, asked, claims)
        for frame in _frames(claim)
        for spelt in spellings(frame.subject)
        if spelt
    }
    # "My sister's boss" names the sister; in "Falk's Hill" the ending is of the name.
    left = f"{_spaced(plain(question))}|{_spaced(plain(_OWNING.sub('', question)))}"
    found: list[str] = []
    for name in sorted(named, key=lambda each: (-len(each), each)):
        spoken = _spaced(name)
        if spoken in left:
            found.append(name)
            left = left.replace(spoken, " | ")
    starts = {name: graph.about(named[name]) for name in found[:_STARTS]}
    for who in _whose(question):
        starts.setdefault(who, graph.about(who))
    if _OWN.search(question):
        starts[SELF] = _current(SELF, _nearest(claims, asked, _NEAREST))
    return {name: links for name, links in starts.items() if links}


def _speaking(
    question: str, asked: frozenset[str], claims: Sequence[Candidate]
) -> Iterator[Candidate]:
    """Claims that share words with the question, and the nearest turns that have a name of it."""
    matching = [claim for claim in claims if claim.matched and speaks_of_others(claim.text)]
    # To read a turn takes longer than to look for a name in it.
    names = [(match[1] or match[2]).casefold() for match in _ANCHORS.finditer(question)]
    turns = [
        claim
        for claim in matching
        if claim.kind == "observation" and any(name in claim.text.casefold() for name in names)
    ]
    yield from _nearest(turns, asked, _TURNS)
    yield from (claim for claim in matching if claim.kind == "proposition")


def _whose(question: str) -> list[str]:
    """What somebody is to the person of whose something is asked for: "my best friend's car"."""
    found = _OF_MINE.finditer(question.casefold())
    return [match["who"] or match["one"] for match in found]


def _best(
    question: str,
    asked: frozenset[str],
    starts: Mapping[str, tuple[Link, ...]],
    graph: _Graph,
    embedder: Embedder,
) -> Path | None:
    """The path that says best what the question asks."""
    [vector] = embedder.embed([question])
    best: Path | None = None
    beams = {name: [Path((), name)] for name in starts}
    for _ in range(HOPS):
        grown = {name: _longer(paths, starts[name], graph) for name, paths in beams.items()}
        every = {path.told for paths in grown.values() for path in paths}
        if not every:
            break
        told = sorted(every)
        cosines = dict(zip(told, (embedder.embed(told) @ vector).tolist(), strict=True))
        for name, paths in grown.items():
            scored = [
                replace(path, score=cosines[path.told] + _shared(asked, path.told))
                for path in paths
            ]
            beams[name] = sorted(scored, key=lambda path: (-path.score, path.told))[:BEAM]
            leading = max(beams[name], key=lambda path: path.score, default=best)
            slack = _SLACK if best is not None and _left_over(best, asked) else 0.0
            if best is None or (leading and leading.score > best.score - slack):
                best = leading
    return best


def _left_over(path: Path, asked: frozenset[str]) -> frozenset[str]:
    """Telling words of the question that a path does not say."""
    left = asked - word_set(path.told)
    return left - _NAME if path.links[-1].frame.relation == CALLED else left


def _longer(paths: Sequence[Path], first: Sequence[Link], graph: _Graph) -> list[Path]:
    return [
        Path((*path.links, link), _told(path.told, link.frame.relation))
        for path in paths
        for link in (graph.about(path.value) if path.links else first)
        if all(link.says != other.says for other in path.links)
    ]


def _spaced(text: str) -> str:
    """Words between single spaces, one at each end, so that whole words are compared."""
    return f" {_NO_WORD.sub(' ', text).strip()} "


def _told(so_far: str, relation: str) -> str:
    """What is said along a path, as one phrase about what it started from."""
    if "_" in relation:
        return relation.replace("_", so_far)
    return f"{relation} {so_far}" if " " not in relation else f"{so_far} {relation}"


def _nearest(claims: Sequence[Candidate], asked: frozenset[str], most: int) -> list[Candidate]:
    """The claims that come closest to a question, closest first, of equals those given first."""
    # To read the words of a text takes longer than to tell how many of the question's can be in it:
    # those that were found, and names of speakers, which are not looked for.
    speaking = frozenset[str]().union(*(claim.speaker for claim in claims))
    named = len(asked & speaking)
    at_most = [
        (claim.dense or 0.0) + _share(len(asked & claim.matched) + named, asked) for claim in claims
    ]
    best: list[tuple[float, int]] = []
    for place in sorted(range(len(claims)), key=lambda place: -at_most[place]):
        if len(best) == most and at_most[place] < best[-1][0]:
            break
        best.append((_said(claims[place], asked), -place))
        best.sort(reverse=True)
        del best[most:]
    return [claims[-place] for _, place in best]


def _said(claim: Candidate, asked: frozenset[str]) -> float:
    """As a path's score."""
    return (claim.dense or 0.0) + _shared(asked, claim.text)


def _shared(asked: frozenset[str], told: str) -> float:
    """Share of the question's telling words that a path says, counted half."""
    return _share(len(asked & word_set(told)), asked)


def _share(words: int, asked: frozenset[str]) -> float:
    return words / (2 * max(len(asked), 1))
