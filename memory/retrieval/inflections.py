"""Forms of one word in languages other than English, by the Snowball algorithm of each.

M. F. Porter, "Snowball: A language for stemming algorithms", 2001. As in English stored words keep
their endings, and a query's are widened to the forms that occur; so nothing stored depends on an
algorithm. The index has most letters without their diacritics, by which some endings are known, so
a word is stemmed as it is written and without them.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from typing import Final

from memory.retrieval.tokens import fold
from memory.rows import marks, padded
from memory.schema import vocabulary_of
from memory.scripts import MARKED, with_letters, with_marks

#: ISO 639-1 code → name of the algorithm.
_ALGORITHMS: Final = {
    "ar": "arabic",
    "ca": "catalan",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "es": "spanish",
    "et": "estonian",
    "fa": "persian",
    "fi": "finnish",
    "fr": "french",
    "hi": "hindi",
    "hr": "serbian",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "nl": "dutch",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
}
#: Articles, prepositions and conjunctions that are written as one with the word after them.
_WRITTEN_TO: Final = {
    "ar": ("ال", "و", "ف", "ب", "ل", "ك", "وال", "فال", "بال", "كال", "لل", "ولل"),
    "he": ("ה", "ו", "ב", "ל", "כ", "מ", "ש", "וה", "שה", "מה", "כש", "וב", "ול", "ומ", "וש"),
}
#: Letters that a word has at least without them.
_LEFT: Final = 3
#: Letters at the beginning that forms of a word share at least.
_SHARED: Final = 3
#: Behind every other letter: what begins with a word lies between it and it with this.
LAST: Final = "\U0010ffff"


@lru_cache(maxsize=32768)  # 6 MB at most; an algorithm takes a tenth of a millisecond a word
def stem_in(language: str, word: str) -> str:
    """What the forms of a word share in a language, folded; the folded word where none is known."""
    algorithm = _ALGORITHMS.get(language)
    if algorithm is None:
        return fold(word)
    # Imported where a text is in such a language at all: it takes 20 ms and 3 MB.
    import snowballstemmer  # type: ignore[import-untyped]

    # An own one each time, for it keeps the word that it is at; that costs nothing beside the word.
    stem = snowballstemmer.stemmer(algorithm).stemWord(with_marks(word))
    return fold(with_letters(stem) if MARKED.search(stem) else stem)


def occurring(
    db: sqlite3.Connection, tables: Iterable[str], language: str, spellings: Sequence[str]
) -> dict[str, int]:
    """Forms of a word in the visible vocabularies, with the number of rows that have each."""
    wanted = {stem_in(language, spelling) for spelling in spellings}
    starts = _starts(wanted, spellings)
    found: Counter[str] = Counter()
    exact = padded(sorted({*spellings, *_written_together(language, spellings[0])}), spellings[0])
    for table in tables:
        vocabulary = vocabulary_of(table)
        forms = dict(
            db.execute(
                f"SELECT term, doc FROM {vocabulary} WHERE term IN ({marks(exact)})", exact
            ).fetchall()
        )
        for start in starts:
            rows = db.execute(
                f"SELECT term, doc FROM {vocabulary} WHERE term >= ? AND term < ?",
                (start, start + LAST),
            )
            forms.update(
                (form, documents)
                for form, documents in rows
                if form not in forms and stem_in(language, form) in wanted
            )
        found.update(forms)
    return found


def _written_together(language: str, word: str) -> list[str]:
    """A word with what may be written to it, and without what may be written to it already."""
    before = _WRITTEN_TO.get(language, ())
    bare = [word.removeprefix(each) for each in before]
    alone = {word, *(rest for rest in bare if len(rest) >= _LEFT)} if before else set[str]()
    return [each + rest for each in ("", *before) for rest in alone]


def _starts(wanted: Collection[str], spellings: Sequence[str]) -> list[str]:
    """Beginnings, as they are stored, that no form of a word can be without."""
    shortest = min(wanted, key=len)
    # The last letter of a stem may be another in a form of it.
    size = max(_SHARED, len(shortest) - 1)
    if any(len(spelling) <= _SHARED for spelling in spellings):
        return []
    # Of a word that begins with a prefix the stem begins as its other forms do.
    return sorted({spelling[:size] for spelling in (*spellings, *wanted)})
