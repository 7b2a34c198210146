"""Words and phrases of a claim: what counts as the same word, and what a value is about."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

from memory.lexicon import (
    BELONGING,
    BOUNDARIES,
    DAYS,
    EMPTY_WORDS,
    INSTRUMENTS,
    LIGHT_NOUNS,
    MONTHS,
    NUMBERS,
    PEOPLE,
    SCOPES,
    SCOPING,
    singular,
)

_CONTRACTED = (("’", "'"), ("can't", "cannot"), ("won't", "will not"), ("n't", " not"))
#: A letter that is no article: "vitamin A", "their blood type is A".
_LETTER_A = re.compile(
    r"\b(?:block|category|class|exit|gate|grade|group|hall|hepatitis|influenza|level|option|part|plan"
    r"|platform|section|series|side|team|type|variant|version|vitamin|wing)(?: is)? a"
    r"(?=$|,| (?:and|antibod|at|daily|every|for|in|negative|now|on|or|positive|supplement|to)\w*)"
)
_PARENTHESIS = re.compile(r"\s*\([^()]*\)")
_WORD = re.compile(
    r"[^\W_]+(?:[.:,'+#/-][^\W_]+)*(?:[+#]+|(?<=\b[a-z])-(?!\w)|(?<=\b[a-z]{2})-(?!\w))?"
)
#: How often is not what.
_RATE = re.compile(
    r"\b(?:(?:once|twice|(?:\w+ |a few )times|(?<= )(?:two|three|four|five|six|seven|\d+)) )?"
    r"(?:an?|per|each|every) "
    r"(?=(?:hour|day|night|week|weekend|month|year)\b)"
)
#: With a unit or a multiple that is written to it: "10k", "16gb".
_NUMERAL = re.compile(r"\d[\d.:,]*(?:k|m|x|h|g|kg|km|cm|mm|ms|gb|tb|mb|min|hz|ghz|w|kw|kwh)?")
_RELATIVE = re.compile(
    rf"(?:(?:their|the|his|her|my) |[\w-]+'s )(?:\w+ )?(?P<kin>{'|'.join(sorted(PEOPLE))})(?!'s)\b"
)
#: What a value is not about.
_ASIDE = EMPTY_WORDS | LIGHT_NOUNS
#: After a number these do not say what it counts.
_UNCOUNTED = BOUNDARIES | MONTHS


def normalise(text: str) -> str:
    """Lower case, no parentheses, no final punctuation, single spaces, NFKC."""
    text = _PARENTHESIS.sub("", unicodedata.normalize("NFKC", text)).casefold()
    for short, whole in _CONTRACTED:
        text = text.replace(short, whole)
    return " ".join(text.split()).strip(" .!;,")


def words(text: str) -> frozenset[str]:
    """Content words of a normalised text, singular, numbers as digits."""
    found = frozenset(plain(word) for word in _WORD.findall(text) if word not in EMPTY_WORDS)
    return found | {"a"} if text == "a" or _LETTER_A.search(text) else found


def relative_in(said: str) -> str:
    """The relative, friend or the like that a normalised sentence begins with; "" if with none."""
    match = _RELATIVE.match(said)
    return match["kin"] if match else ""


def shape(rest: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Heads of a value, those it is done with, and the words that narrow it."""
    heads: set[str] = set()
    tools: set[str] = set()
    scope: set[str] = set()
    before, last, light = "", "", ""
    first, narrowing = True, False
    for token in [*_RATE.sub("every ", rest).split(), ","]:
        if token not in BOUNDARIES:
            word = plain(token.strip(","))
            if word in SCOPES or narrowing:
                scope.add(word)
            light = light or (word if word in LIGHT_NOUNS else "")
            last = last if word in _ASIDE or not word else word
        if token not in BOUNDARIES and not token.endswith(","):
            continue
        if last and (first or before in BELONGING):
            heads.add(last)
        if last and before in INSTRUMENTS:
            tools.add(last)
        first, before, last = first and not last, token, ""
        narrowing = narrowing or token in SCOPING
    return (
        frozenset(heads or {light}) - {""},
        frozenset(tools),
        frozenset(scope) - EMPTY_WORDS - {""},
    )


def timely(value: frozenset[str]) -> bool:
    """Whether a value names a day, a date or a time of day."""
    return bool(value & (DAYS | MONTHS)) or any(":" in word for word in value)


def figures(body: str) -> tuple[frozenset[str], frozenset[str]]:
    """Numbers, weekdays and months of a text, and which of the numbers count something."""
    tokens = [plain(word) for word in _WORD.findall(body)]
    numbers = {
        each for each in tokens if _NUMERAL.fullmatch(each) or each in DAYS or each in MONTHS
    }
    amounts = {
        each
        for each, after in pairwise([*tokens, ""])
        if _NUMERAL.fullmatch(each)
        and ":" not in each
        and after
        and after not in _UNCOUNTED
        and not _NUMERAL.fullmatch(after)
    }
    return frozenset(numbers), frozenset(amounts)


def only_figures_differ(said: str, other: str) -> bool:
    """Whether two normalised sentences are one but for their numerals, or for the order of them.

    As sets the numbers of "5 km on 5 days" are among those of "3 km on 5 days".
    """
    (words_of_one, figures_of_one), (words_of_two, figures_of_two) = _blanks(said), _blanks(other)
    return words_of_one == words_of_two and figures_of_one != figures_of_two


@lru_cache(maxsize=2048)
def _blanks(said: str) -> tuple[list[str], list[str]]:
    """The words of a sentence, each numeral left blank, and the numerals in their order."""
    tokens = [plain(word) for word in _WORD.findall(said)]
    numerals = [token for token in tokens if _NUMERAL.fullmatch(token)]
    return ["" if _NUMERAL.fullmatch(token) else token for token in tokens], numerals


@lru_cache(maxsize=4096)  # claims share most of their words
def plain(word: str) -> str:
    """One word as it is compared: singular, without 's and diacritics, a number in digits."""
    if not word.isascii():
        apart = unicodedata.normalize("NFKD", word)
        word = "".join(char for char in apart if not unicodedata.combining(char))
    return NUMBERS.get(word) or singular(word.removesuffix("'s"))
