"""Which forms of a word occur, and in how many rows; remembered for as long as that is so.

To count the rows of a common word FTS5 reads all of its postings, again for every query that has
the word: a millisecond for each at 100,000 rows. What was counted is kept when rows come, and what
they have is added. Where a row was changed or removed (the ledger counts that, in ``edits``), and
where what came is not in ASCII, which we and FTS5 might read differently, all is counted again.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Final, TypeVar

from memory.retrieval import inflections, languages
from memory.retrieval.arrivals import Arrival, Arrivals, State
from memory.retrieval.lexical import Corpus, LexicalQuery, corpus, looked_up, occurring
from memory.retrieval.stemming import stem
from memory.retrieval.tokens import QueryWord
from memory.schema import FullText

#: Words that are remembered of a table; a few hundred bytes each.
_REMEMBERED: Final = 8192

#: Forms of a word that occur, with their number of rows, by spellings that are looked for.
_Forms = Mapping[tuple[str, ...], Mapping[str, int]]


_Key = TypeVar("_Key", str, tuple[str, str])


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of a full-text table, as long as it is as it was.

    Attributes:
        state: How it is.
        forms: Of English words that were looked up, by their stem. What is in it is never changed,
            only replaced: who reads another version has it, too.
        foreign: Of words of other languages, by language and stem.
    """

    state: State
    forms: dict[str, _Forms] = field(default_factory=dict)
    foreign: dict[tuple[str, str], _Forms] = field(default_factory=dict)


class Vocabulary:
    """Words of one version of the ledger.

    Args:
        known: What is known of tables in another version, to be checked before it is used.
        arrivals: Tells what came up to this one.
    """

    def __init__(
        self, known: Mapping[str, _Known] | None = None, arrivals: Arrivals | None = None
    ) -> None:
        self._known = dict(known or {})
        self._arrivals = arrivals or Arrivals()
        self._checked: dict[str, _Known] = {}
        self._corpora: dict[tuple[FullText, int], Corpus] = {}
        self._languages: dict[int, str] = {}

    def afresh(self, arrivals: Arrivals | None = None) -> Vocabulary:
        """For another version of the ledger."""
        return Vocabulary(self._known | self._checked, arrivals)

    def corpus(self, db: sqlite3.Connection, family: FullText, clearance: int) -> Corpus:
        """Size of what a clearance rank may see."""
        key = (family, clearance)
        if key not in self._corpora:
            self._corpora[key] = corpus(db, family, clearance)
        return self._corpora[key]

    def language(self, db: sqlite3.Connection, text: str, clearance: int) -> str:
        """The language of a text; where it shows none, that of what a clearance rank may see."""
        shown = languages.language_of(text)
        if shown is not None:
            return shown
        if clearance not in self._languages:
            self._languages[clearance] = languages.spoken(db, clearance)
        return self._languages[clearance]

    def look_up(
        self,
        db: sqlite3.Connection,
        corpus: Corpus,
        words: Sequence[QueryWord],
        language: str = "",
    ) -> LexicalQuery:
        """Find the forms in which a query's words occur, and how common they are.

        Args:
            db: The ledger.
            corpus: Where they are looked for.
            words: As :func:`memory.retrieval.tokens.query_words` gives them.
            language: Whose forms of them, as :func:`memory.retrieval.languages.language_of` says.
        """
        return looked_up(corpus, words, partial(self._occurring, db, corpus, language))

    def _occurring(
        self,
        db: sqlite3.Connection,
        corpus: Corpus,
        language: str,
        word: str,
        variants: tuple[str, ...],
    ) -> Mapping[str, int]:
        found: Counter[str] = Counter()
        for table in corpus.tables:
            known = self._of(db, corpus.family, table)
            if language:
                count = partial(inflections.occurring, db, [table], language, variants)
                forms = _remembered(known.foreign, (language, word), variants, count)
            else:
                count = partial(occurring, db, [table], word, variants)
                forms = _remembered(known.forms, word, variants, count)
            found.update(forms)
        return found

    def _of(self, db: sqlite3.Connection, family: FullText, table: str) -> _Known:
        """What is known of a table, brought up to date where that was not seen to yet."""
        if table not in self._checked:
            state = self._arrivals.state(db, family, table)
            known = self._known.get(table)
            came = self._arrivals.since(db, family, table, known.state) if known else None
            self._checked[table] = (
                _Known(state) if known is None or came is None else _with_later(known, came, state)
            )
        return self._checked[table]


def _remembered(
    known: dict[_Key, _Forms],
    word: _Key,
    variants: tuple[str, ...],
    count: Callable[[], dict[str, int]],
) -> Mapping[str, int]:
    """Forms of a word that occur, counted where they are not known."""
    forms = known.get(word, {})
    if variants in forms:
        return forms[variants]
    if len(known) > _REMEMBERED:
        known.clear()
    found = count()
    known[word] = {**forms, variants: found}
    return found


def _with_later(known: _Known, came: Sequence[Arrival], state: State) -> _Known:
    """What is known of a table to which rows came."""
    if not came:
        return known
    more: dict[str, Counter[str]] = {}
    for word, rows in Counter(word for _, words in came for word in set(words)).items():
        more.setdefault(stem(word), Counter())[word] = rows
    # A copy: whoever reads the earlier version goes on to fill what is of that one.
    forms = known.forms.copy()
    for word in more.keys() & forms.keys():
        forms[word] = {
            variants: {form: rows + more[word][form] for form, rows in found.items()}
            for variants, found in forms[word].items()
            # Of a form that was not there before it is not known here whether it would be found.
            if more[word].keys() <= found.keys()
        }
    # What another language makes of a word is not known from its stem in English.
    return _Known(state, forms)
