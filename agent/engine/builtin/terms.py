"""What a month of commits was about: words that are commoner in it than in the rest.

Log-odds with an informative Dirichlet prior (Monroe, Colaresi and Quinn, "Fightin' Words", 2008):
unlike TF-IDF it says how sure a difference is, so that a word of two commits does not win. A word
counts once a commit.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from agent.engine.builtin import words
from agent.engine.builtin.words import word_set

_REFERENCE = re.compile(
    r"\b(?:refs?|closes?d?|fix(?:es|ed)?|resolves?d?|see|part of|follow[- ]?up to|pr|issue)?:?\s*"
    r"(?:[\w./-]+)?#\d+|!\w[\w-]+|https?://\S+|\(#\d+\)|\b[0-9a-f]{7,40}\b",
    re.IGNORECASE,
)
_SCOPE = re.compile(r"^(?P<type>[a-z]+)(?:\((?P<scope>[\w ./-]+)\))?!?:\s+", re.IGNORECASE)
_TOKEN = re.compile(r"--?[\w-]+|[\w.]*\w+\(\)?|[A-Za-z][\w'+.#/-]*[\w+#]|[A-Za-z]|[^\w\s]")
_PLAIN = re.compile(r"^[A-Za-z][A-Za-z+#-]{2,}$")

#: Said in commits about anything: verbs of change, grammar, and the furniture of a repository.
_STOP = word_set(
    """
    a about above account across actual actually add added adding additional adds adjust after
    again against all allow allowed allows almost also always an and annotated another any
    anything api app apply approach appropriate are around as at attempt automated automatic
    automatically available avoid back bad based basic be because been before behind being
    below best better between big bigger bit both branch broken bug bugfix bugs build bump
    bumped but button by call called calls can cannot case cases catch caused causing change
    changed changelog changes check checked checking checks ci class classes clean cleaned
    cleaner cleanup clearer cli close closer code combine command commands comment comments
    commit common compatibility complaint complete completely config configuration consistent
    constant content contributing contributor convert converted copy copyedit correct
    correctly could cover covered create created current data date dates deal default defaults
    define defined demo depend dependencies dependency deprecated description design detail
    details dev did different direct directly directory disable display do doc docs docstring
    docstrings documentation documented documenting does doing done down drop dropped due
    duplicate during each earlier edit edits either else empty enable end ensure entry error
    errors etc even every everything exact example examples except exclude existing exists
    expand experimental explain explicit expose extend extra extract feature few file files
    final finish first fix fixed fixes fixing flag flags follow following for format formatted
    from full function functions further general get gets give go good got handle handling has
    have header heading help helper here hopefully how idea if ignore implement implementation
    implemented improve improved improvement improvements in include includes including
    incorrect index info information initial install instead instructions internal into is
    issue issues it item its itself job just keep kind label last latest later less let level
    library like line lines link linked linking links lint list listed little load local log
    long longer look lots made main major make makes making many mark markdown master match
    matching may mean mention merge merged message messages method methods minimum minor misc
    missing mode modified module more most mostly move moved moves moving much multiple must
    my name named names need needed needs new newer next nice nit no non none not note notes
    nothing now number obsolete of off old on once one only onto option optional optionally
    options or order original other others our out output over own package packages page
    parameter parameters part pass passed passing pattern per pin place point polish possible
    pr pre prefer prepare previous print private problem problems proper properly property
    provide public publish push put python quick quite ran rather re readable readme real
    really recent redundant ref refactor refactored refactoring reference references refs
    regression related release released releases remaining remove removed removes removing
    rename renamed renames reorder replace replaced report repository require required
    requirement requirements requires resolve rest restore result results return returned
    returning returns revert reverted review rewrite rewrote right root run running runs safe
    same save script second section see separate set sets setting settings setup several
    should show showing shows signature similar simple simpler simplified simplify single site
    size slightly small smaller so some something sort source spec specific specified specify
    spelling src stage standard start state step still stop string strings stuff style subject
    such suggested suite summary support supported supporting supports sure switch switched
    syntax system tag take talk task temporary term test tested testing tests text than that
    the their them then there these they thing things this those three through time title to
    todo together too touch tracked trailing tried try tweak tweaked tweaks two type typed
    types typing typo typos unnecessary until unused up update updated updates updating
    upgrade us usage use used useful user uses using usually utils v valid validate value
    values various vendor verify version versions very via view want warning warnings was way
    we well were what when where which while whitespace who why will wip with within without
    won't work workaround workflow working works would wrap write wrong yet you your zero
    thank thanks hack phase parity actual account blog post entry entries item items variable
    variables argument arguments object objects attribute attributes field fields param params
    instance instances row rows column columns tab tabs box note noted section sections badge
    badges everywhere somewhere elsewhere early late back forward backward deeper deep across
    top bottom left fully partially clearly finally hidden shown visible proof concept
    prototype starter feedback rename tidy fixup squash chore feat perf bump ping nit misc wip
    dunno oops
    white black red green blue grey gray yellow orange purple dark light colour color theirs
    person people somebody nobody anybody everybody beside said says say sentence plain plainly
    """
)
#: Doing or describing words that commits are full of though verbs elsewhere name things.
_ENDINGS = ("ing", "ed", "ly", "able", "ible", "ize", "ise", "ful", "less", "ally")
_NOUNS_IN_ING = word_set(
    """
    logging reasoning embedding embeddings streaming caching routing parsing rendering billing
    pricing scheduling testing batching indexing packaging typing threading templating
    onboarding
    """
)
FEWEST = 4


@dataclass(frozen=True, slots=True)
class Term:
    """A word or pair of words that marks a group of texts.

    Attributes:
        key: Its normal form, as :func:`subject_terms` names it.
        text: As it is most often written.
        count: In how many of the group's texts.
        z: How many standard deviations it is more common there than elsewhere.
    """

    key: str
    text: str
    count: int
    z: float


def subject_terms(subject: str, leave_out: frozenset[str]) -> dict[str, str]:
    """Nameable things in a commit subject: normal form → as written.

    Args:
        subject: The first line of a commit message.
        leave_out: Normal forms that say nothing here (the name of the repository).
    """
    clean = subject
    found: dict[str, str] = {}
    if scope := _SCOPE.match(clean):
        if scope["scope"]:
            name = scope["scope"].strip().lower()
            if name not in leave_out | _STOP:
                found[_singular(name)] = scope["scope"]
        clean = clean[scope.end() :]
    clean = _REFERENCE.sub(" | ", clean)
    previous: tuple[str, str] | None = None
    for token in _TOKEN.findall(clean):
        key = _singular(token.lower())
        if not _nameable(token, key) or key in leave_out:
            previous = None
            continue
        found.setdefault(key, token)
        if previous is not None and previous[0] != key:
            found.setdefault(f"{previous[0]} {key}", f"{previous[1]} {token}")
        previous = (key, token)
    return found


def distinctive(
    group: Sequence[dict[str, str]],
    rest: Sequence[dict[str, str]],
    days: Sequence[date],
    *,
    most: int = 3,
    least_z: float = 1.9,
) -> list[Term]:
    """The terms that mark a group of texts against the rest, best first.

    Args:
        group: Terms of each text, as :func:`subject_terms` gives them.
        rest: The same of the texts to set it against.
        days: The day of each text of the group: what fills one sitting is no theme.
        most: How many at most.
        least_z: Below this a difference may be chance.
    """
    inside = Counter(key for text in group for key in text)
    outside = Counter(key for text in rest for key in text)
    if not inside:
        return []
    prior = {key: inside[key] + outside[key] + 0.5 for key in inside}
    total = float(sum(prior.values()) + sum(outside[key] for key in outside.keys() - inside.keys()))
    strength = 50.0 / total
    in_all, out_all = sum(inside.values()), sum(outside.values())
    scored = []
    for key, count in inside.items():
        on_days = {day for text, day in zip(group, days, strict=True) if key in text}
        if count < FEWEST or len(on_days) < 2:  # noqa: PLR2004 - not one sitting
            continue
        pseudo = prior[key] * strength
        there = math.log((count + pseudo) / (in_all + 50.0 - count - pseudo))
        elsewhere = math.log(
            (outside[key] + pseudo) / (out_all + 50.0 - outside[key] - pseudo),
        )
        deviation = math.sqrt(1 / (count + pseudo) + 1 / (outside[key] + pseudo))
        scored.append(Term(key, _surface(key, group, rest), count, (there - elsewhere) / deviation))
    scored.sort(key=lambda term: (-term.z, term.text))
    kept = _without_overlap([term for term in scored if term.z >= least_z])[:most]
    return sorted(kept, key=lambda term: (-term.count, term.text))


def _without_overlap(terms: Sequence[Term]) -> list[Term]:
    """Say "server-side tools" once, not "tools" and "server-side" as well."""
    kept: list[Term] = []
    for term in terms:
        parts = _parts(term)
        clashes = [other for other in kept if parts & _parts(other)]
        if not clashes:
            kept.append(term)
        elif " " in term.key and all(
            " " not in other.key and term.count * 3 >= other.count for other in clashes
        ):
            kept[kept.index(clashes[0])] = term
            for other in clashes[1:]:
                kept.remove(other)
    return kept


def _parts(term: Term) -> set[str]:
    return {_singular(part) for part in re.split(r"[ _-]", term.key)}


def _surface(key: str, group: Iterable[dict[str, str]], rest: Iterable[dict[str, str]]) -> str:
    """As people write it there; in the plural where that is ever used."""
    forms = Counter(text[key] for text in group if key in text)
    everywhere = Counter(forms)
    everywhere.update(text[key] for text in rest if key in text)
    plural = [
        form
        for form, n in everywhere.items()
        if form.lower() != key and n >= max(2, forms.total() / 5)
    ]
    pool = {form: everywhere[form] for form in plural} or forms
    best = max(pool.items(), key=lambda item: (item[1], item[0].islower(), item[0]))[0]
    # "Tools" only because it began the subject.
    plain = best[:1].isupper() and best[1:].islower()
    return best.lower() if plain and (" " in best or best.lower() in everywhere) else best


def _nameable(token: str, key: str) -> bool:
    if not _PLAIN.match(token) or key in _STOP or token.lower() in _STOP:
        return False
    if key in words.ONLY_VERBS or words.is_adverb(token) or words.is_past(token):
        return False
    return token.lower() in _NOUNS_IN_ING or not token.lower().endswith(_ENDINGS)


@lru_cache(maxsize=4096)
def _singular(word: str) -> str:
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "js", "ens-")):  # noqa: PLR2004 - "gas"
        return word[:-3] + "y" if word.endswith("ies") and len(word) > 4 else word[:-1]  # noqa: PLR2004 - "ties"
    return word
