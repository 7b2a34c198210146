"""What is remembered of words is what would be counted anew, whatever has come or gone since."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from memory.ledger import Connection
from memory.retrieval import arrivals, vocabulary
from memory.retrieval.arrivals import Arrivals
from memory.retrieval.postings import Postings
from memory.retrieval.tokens import query_words
from memory.retrieval.vocabulary import Vocabulary
from memory.schema import FullText
from memory.types import Labels, Observation
from tests.support.recalling import Memory

SAID = (
    "tea",
    "teas",
    "Tea",
    "Porto",
    "cello",
    "cellos",
    "rained",
    "rain",
    "用户茶",
    "ä",
    "x9",
    "a",
)
ASKED = "tea Porto cello rain 用户茶 ä x9 a harp"
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["say", "say", "say", "edit", "remove", "hide"]),
        st.lists(st.sampled_from(SAID), min_size=1, max_size=4).map(" ".join),
        st.booleans(),
    ),
    min_size=2,
    max_size=8,
)
Counts = dict[str, dict[str, int]]


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    """A ledger of its own."""
    made = Memory(tmp_path)
    yield made
    made.close()


def counted(db: Connection, known: Vocabulary, asked: str = ASKED, language: str = "") -> Counts:
    """By stem the forms that occur in all that there is, and rows that have any."""
    corpus = known.corpus(db, "observations", 3)
    query = known.look_up(db, corpus, query_words(asked), language)
    return {
        term.stem: {"rows": term.documents, **dict.fromkeys(term.forms, 1)} for term in query.terms
    }


def say(memory: Memory, text: str, number: int, sensitivity: Any = "personal") -> None:  # noqa: ANN401 - one of four words
    """Something is said."""
    labels = Labels(sensitivity)
    row = Observation(source="notes", content=text, external_id=str(number), labels=labels)
    memory.observe(row, indexed=False)


@given(steps=STEPS)
@example(steps=[("edit", "cello", False), ("say", "rain", True)])
@example(steps=[("remove", "", False), ("say", "rain", False), ("say", "cello", True)])
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_it_is_as_if_all_were_counted_anew(
    memory: Memory, steps: list[tuple[str, str, bool]]
) -> None:
    """After one or several steps, from what was known before them."""
    with memory.ledger.write() as db:
        db.execute("DELETE FROM observations")
    known = Vocabulary()
    for number, (step, text, asked) in enumerate([("say", "tea in Porto", True), *steps]):
        if step == "say":
            say(memory, text, number)
        with memory.ledger.write() as db:
            newest = "WHERE seq = (SELECT max(seq) FROM observations)"
            if step == "edit":
                db.execute(f"UPDATE observations SET content = ?, cjk = '' {newest}", (text,))
            elif step == "remove":
                db.execute(f"DELETE FROM observations {newest}")
            elif step == "hide":
                db.execute(f"UPDATE observations SET sensitivity = 2 {newest}")
        if asked:
            known = known.afresh()
            with memory.ledger.read() as db:
                assert counted(db, known) == counted(db, Vocabulary())


def looked_up_anew(
    memory: Memory, monkeypatch: pytest.MonkeyPatch, text: str, asked: str, language: str = ""
) -> list[str]:
    """Words that are counted again when something is said after they were asked for."""
    again: list[str] = []
    known = Vocabulary()
    with memory.ledger.read() as db:
        counted(db, known, asked, language)

    def watched(name: str) -> None:
        plain = getattr(vocabulary, name)

        def count(db: Connection, tables: list[str], *given: Any) -> dict[str, int]:  # noqa: ANN401 - passed on
            again.append(given[0])
            return dict(plain(db, tables, *given))

        monkeypatch.setattr(vocabulary, name, count)

    watched("occurring")
    say(memory, text, 99)
    with memory.ledger.read() as db:
        found = counted(db, known.afresh(), asked, language)
        assert found == counted(db, Vocabulary(), asked, language)
    return again[: len(again) - len(asked.split())]


def test_what_was_counted_is_not_counted_again(
    memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever else is said, and where the word itself is said in a form that is known."""
    say(memory, "tea in Porto", 1)
    assert looked_up_anew(memory, monkeypatch, "more tea, and cake", "tea porto harp") == []


def test_a_form_that_was_not_there_is_looked_for(
    memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a word that was not there either."""
    say(memory, "walks in Porto", 1)
    assert looked_up_anew(memory, monkeypatch, "walking with a harp", "walk porto harp") == [
        "walk",
        "harp",
    ]


def test_what_is_not_ascii_has_all_counted_again(
    memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """FTS5 may take it apart otherwise."""
    say(memory, "tea in Porto", 1)
    assert looked_up_anew(memory, monkeypatch, "größer", "tea porto") == ["tea", "porto"]


def test_of_very_many_rows_all_is_counted_again(
    memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To read them takes longer."""
    monkeypatch.setattr(arrivals, "READ", 0)
    say(memory, "tea in Porto", 1)
    assert looked_up_anew(memory, monkeypatch, "more tea", "tea porto") == ["tea", "porto"]


def test_words_of_another_language_are_counted_again(memory: Memory) -> None:
    """Their forms are told by other rules: in English "badet" is no form of "baden"."""
    say(memory, "wir baden oft", 1)
    known = Vocabulary()
    with memory.ledger.read() as db:
        counted(db, known, "baden", "de")
    say(memory, "er badet nie", 2)
    with memory.ledger.read() as db:
        found = counted(db, known.afresh(), "baden", "de")
        assert found == counted(db, Vocabulary(), "baden", "de")
    assert "badet" in found["baden"]


def test_a_row_that_comes_back_where_it_was(memory: Memory) -> None:
    """Is not among the newest, which are read."""
    say(memory, "tea in Porto", 1)
    say(memory, "rain", 2)
    with memory.ledger.write() as db:
        first = tuple(db.execute("SELECT * FROM observations WHERE seq = 1").fetchone())
        db.execute("DELETE FROM observations WHERE seq = 1")
    known = Vocabulary()
    with memory.ledger.read() as db:
        assert list(counted(db, known, "tea rain")) == ["rain"]
    with memory.ledger.write() as db:
        db.execute(f"INSERT INTO observations VALUES ({','.join('?' * len(first))})", first)
    with memory.ledger.read() as db:
        assert list(counted(db, known.afresh(), "tea rain")) == ["tea", "rain"]


def test_an_earlier_version_stays_as_it_is_read(memory: Memory) -> None:
    """Whoever is still reading it neither sees nor changes what is known of the later one."""
    say(memory, "tea in Porto", 1)
    say(memory, "rain", 3)
    earlier = Vocabulary()
    with memory.ledger.read() as db:
        before = counted(db, earlier, "tea porto")
        say(memory, "tea in Porto again", 2)
        later = earlier.afresh()
        with memory.ledger.glance() as new:
            assert counted(new, later, "tea")["tea"]["rows"] == 2
        assert counted(db, earlier, "tea porto") == before
        with memory.ledger.glance() as new:
            assert counted(new, later, "tea porto")["porto"]["rows"] == 2


def test_no_more_is_remembered_than_has_room(
    memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Then it begins anew."""
    monkeypatch.setattr(vocabulary, "_REMEMBERED", 1)
    say(memory, "tea in Porto", 1)
    known = Vocabulary()
    with memory.ledger.read() as db:
        for _ in range(2):
            assert counted(db, known, "tea porto harp") == counted(db, Vocabulary(), "tea porto")


def test_a_table_is_looked_at_once_by_all_who_ask(
    memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """How common words are and where they are is told from the same rows."""
    say(memory, "tea in Porto", 1)
    read: list[str] = []
    plain = arrivals._arrived

    def watched(db: Connection, family: FullText, table: str, *given: Any) -> Any:  # noqa: ANN401 - passed on
        read.append(table)
        return plain(db, family, table, *given)

    monkeypatch.setattr(arrivals, "_arrived", watched)
    words, places = Vocabulary(), Postings()
    for came in (Arrivals(), Arrivals()):
        words, places = words.afresh(came), places.afresh(came)
        with memory.ledger.read() as db:
            corpus = words.corpus(db, "observations", 3)
            query = words.look_up(db, corpus, query_words("tea"))
            assert len(places.best(db, query, 5)) == corpus.documents
        say(memory, "more tea", 2)
    assert read == ["observations_fts_1"]
