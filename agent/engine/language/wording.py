"""What may be the text of a claim: one sentence about the person, from outside."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from typing import Final

MAX_LENGTH: Final = 300
#: Of the words of a looping answer most are repeated; honest sentences of this length are not.
_LOOP_WORDS: Final = 10
_LOOP_VARIETY: Final = 0.45

#: A word is compared by its first letters, and only one that is long enough to say something.
_STEM: Final = 5
_SHORTEST: Final = 3

_SUBJECT: Final = re.compile(r"^(?:the (?:user|person)|user|person)\s+(?=\w)", re.IGNORECASE)
_FIRST_PERSON: Final = re.compile(
    r"\b(?:I|I'm|I've|I'll|I'd|me|my|mine|myself|we|our|us)\b", re.IGNORECASE
)
#: How a sentence in the first person begins, and how it begins from outside.
_OPENINGS: Final = (
    (re.compile(r"^I(?:'m| am)\s+"), "Is "),
    (re.compile(r"^I(?:'ve| have)\s+"), "Has "),
    (re.compile(r"^I(?:'ll| will)\s+"), "Will "),
    (re.compile(r"^I(?:'d| would)\s+"), "Would "),
    (re.compile(r"^I was\s+"), "Was "),
    (re.compile(r"^I (?:don't|do not)\s+"), "Does not "),
    (re.compile(r"^I (can|could|should|must|may|might|did|had|used)\b"), r"\1"),
)
_VERB: Final = re.compile(r"^I (?:(\w+ly|also|often|never|always) )?([a-z]+)\b")
_POSSESSIVES: Final = ((re.compile(r"\bmy\b"), "their"), (re.compile(r"\bmyself\b"), "themselves"))
_PAST: Final = re.compile(r"(?:ed|went|got|made|took|met|saw|said|told|bought|began|wrote|ran)$")
_ORDER: Final = re.compile(
    r"^(?:ignore|disregard|forget|always|never|you\b|do not|don't|please|system\b|assistant\b"
    r"|must|delete|send|run|execute)\b",
    re.IGNORECASE,
)
_OVERRIDE: Final = re.compile(
    r"\b(?:ignor|disregard|overrid|forget)\w*\b.{0,30}\b(?:instruction|rule|prompt)s?\b",
    re.IGNORECASE,
)


def tidy(text: str) -> str:
    """One line without control characters, outer quotes, and the full stop at its end."""
    visible = "".join(
        " " if unicodedata.category(letter).startswith(("C", "Z")) else letter for letter in text
    )
    line = " ".join(visible.split()).strip("\"'“”` ")
    return line.removesuffix(".").strip() if not line.endswith("..") else line


def from_outside(text: str) -> str | None:
    """The claim without "I" and "the user": "I prefer tea" becomes "Prefers tea".

    Returns:
        ``None`` where the first person is left after what can be done simply.
    """
    text = _SUBJECT.sub("", text)
    if _FIRST_PERSON.search(text):
        text = _third_person(text)
        if _FIRST_PERSON.search(text):
            return None
    return text[:1].upper() + text[1:]


def fault_of(text: str) -> str | None:
    """Why a tidied text cannot be a claim; ``None`` if it can."""
    if not any(letter.isalpha() for letter in text) or "\ufffd" in text:
        return "empty"
    if len(text) > MAX_LENGTH:
        return "too long"
    words = text.casefold().split()
    if len(words) >= _LOOP_WORDS and len(set(words)) / len(words) < _LOOP_VARIETY:
        return "repetitive"
    if _OVERRIDE.search(text):
        return "instruction"
    return None


def in_another_script(text: str, sources: Iterable[str]) -> bool:
    """Whether a text is written in letters that none of its sources uses, and English neither.

    German for English is not noticed: that would take a model of its own.
    """
    scripts = Counter(_script(letter) for letter in text if letter.isalpha())
    if not scripts:
        return False
    [(script, _)] = scripts.most_common(1)
    return script != "LATIN" and not any(
        _script(letter) == script for source in sources for letter in source if letter.isalpha()
    )


def shares_a_word(text: str, sources: Iterable[str]) -> bool:
    """Whether a word of some length is in the text and in one of its sources, in any form."""
    stems = {word[:_STEM] for word in _words(text)}
    return any(word[:_STEM] in stems for source in sources for word in _words(source))


def is_order(text: str) -> bool:
    """Whether a text tells somebody what to do instead of saying how somebody is."""
    return _ORDER.match(text) is not None


def likeness_key(text: str) -> str:
    """Equal for texts that differ in letters' case and punctuation only."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def _script(letter: str) -> str:
    """Such as ``LATIN``, ``CYRILLIC``, ``CJK``."""
    return unicodedata.name(letter, "").split(" ", 1)[0]


def _words(text: str) -> Iterable[str]:
    return (word for word in re.findall(r"\w+", text.casefold()) if len(word) >= _SHORTEST)


def _third_person(text: str) -> str:
    for pattern, replacement in _OPENINGS:
        changed = pattern.sub(replacement, text)
        if changed != text:
            text = changed
            break
    else:
        text = _VERB.sub(_with_ending, text)
    for pattern, replacement in _POSSESSIVES:
        text = pattern.sub(replacement, text)
    return text


def _with_ending(match: re.Match[str]) -> str:
    adverb, verb = match.groups()
    if not _PAST.search(verb):
        if verb.endswith(("s", "sh", "ch", "x", "z", "o")):
            verb += "es"
        elif verb.endswith("y") and verb[-2:-1] not in "aeiou":
            verb = verb[:-1] + "ies"
        else:
            verb += "s"
    return f"{adverb} {verb}" if adverb else verb
