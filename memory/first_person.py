"""What somebody says of themselves, as it is said of them: "I've quit" as "has quit".

Claims are written in the third person, but a person who corrects one, or tells a fact of
themselves, may well say "I". For comparing only; the text stays as it was written.
"""

from __future__ import annotations

import re
from typing import Final

from memory.lexicon import PAST, with_s

_ANY: Final = re.compile(r"\b(?:i|i'\w+|my|me|myself|mine|we|we'\w+|our|ours|ourselves)\b")
_ADVERB: Final = (
    r"(?:also|now|still|just|never|always|usually|often|only|finally|recently|really|mostly"
    r"|currently|already|no longer|only|sometimes|rarely|generally|normally|actually|eventually"
    r"|officially|even|then|since|first|both|all)"
)
#: The subject, and what stands before its verb.
_SUBJECT: Final = re.compile(
    rf"^(?:i|we)(?:'(?P<short>m|re|ve|d|ll))?(?P<adverbs>(?: {_ADVERB})*) (?P<verb>[a-z'-]+)"
)
_SHORT: Final = {"m": "is", "re": "is", "ve": "has", "d": "would", "ll": "will"}
_FORMS: Final = {"am": "is", "are": "is", "have": "has", "do": "does", "go": "goes", "were": "was"}
#: Verbs that have no -s, and pasts that no rule knows.
_AS_THEY_ARE: Final = frozenset(
    """
    can could will would must might may should shall cannot need dare was is has does goes
    swam drew chose flew stood understood sent lent rang rose fell bit hid froze tore wore shook
    stole struck stuck swept swore wound heard learnt burnt dreamt meant saw shot shut spread hurt
    cost bet put let cut set hit read led fed bled bred fled laid lay dug hung clung sought fought
    withdrew overcame undertook
    """.split()  # noqa: SIM905
)
_OTHERS: Final = (
    (re.compile(r"\b(?:my|our)\b"), "their"),
    (re.compile(r"\b(?:mine|ours)\b"), "theirs"),
    (re.compile(r"\b(?:myself|ourselves)\b"), "themselves"),
    (re.compile(r"\bme\b"), "them"),
    (re.compile(r"\bi(?:'m| am)\b"), "they are"),
    (re.compile(r"\bi was\b"), "they were"),
    (re.compile(r"\b(?:i|we)'re\b"), "they are"),
    (re.compile(r"\b(?:i|we)'ve\b"), "they have"),
    (re.compile(r"\b(?:i|we)'d\b"), "they would"),
    (re.compile(r"\b(?:i|we)'ll\b"), "they will"),
    (re.compile(r"(?:(?<=[a-z,;:] )|^)(?:i|we)(?= [a-z])"), "they"),
)


def as_third_person(said: str) -> str:
    """A normalised sentence of "I" or "we", told of the person; any other as it is."""
    if not _ANY.search(said):
        return said
    subject = _SUBJECT.match(said)
    if subject:
        verb = _of_them(subject["verb"])
        if subject["short"]:
            verb = f"{_SHORT[subject['short']]} {subject['verb']}"
        rest = said[subject.end() :]
        said = f"{subject['adverbs'].strip()} {verb}{rest}".strip()
    for pattern, instead in _OTHERS:
        said = pattern.sub(instead, said)
    return said


def _of_them(verb: str) -> str:
    """A verb's form after "I" as it is after a name."""
    if verb in _FORMS:
        return _FORMS[verb]
    if verb in PAST or verb in _AS_THEY_ARE or verb.endswith("ed"):
        return verb
    return with_s(verb)
