"""Times in queries of other languages."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from memory.retrieval.times import TimeRange, times_in
from memory.retrieval.times_elsewhere import in_english
from tests.support.recalling import Memory, chat, texts

NOW = datetime(2026, 3, 20, 12, tzinfo=UTC)  # a Friday


def told(query: str, language: str) -> list[TimeRange]:
    """The times that a query names."""
    return times_in(in_english(query, language), NOW)


@pytest.mark.parametrize(
    ("english", "others"),
    [
        (
            "yesterday",
            "de gestern; nl gisteren; sv i går; fr hier; es ayer; pt ontem; it ieri; ru вчера",
        ),
        (
            "the day before yesterday",
            (
                "de vorgestern; nl eergisteren; sv i förrgår; fr avant-hier; es anteayer; pt"
                " anteontem; it l'altro ieri; ru позавчера"
            ),
        ),
        (
            "last week",
            (
                "de in der letzten Woche; nl vorige week; sv förra veckan; fr la semaine"
                " dernière; es la semana pasada; pt na semana passada; it la settimana scorsa;"
                " ru на прошлой неделе"
            ),
        ),
        (
            "this month",
            (
                "de diesen Monat; nl deze maand; sv denna månad; fr ce mois; es este mes; pt"
                " neste mês; it questo mese; ru в этом месяце"
            ),
        ),
        (
            "three days ago",
            (
                "de vor drei Tagen; nl drie dagen geleden; sv för tre dagar sedan; fr il y a"
                " 3 jours; es hace tres días; pt há três dias; pt três dias atrás; it tre"
                " giorni fa; ru 3 дня назад"
            ),
        ),
        (
            "on Monday",
            (
                "de am Montag; nl op maandag; sv på måndagen; fr lundi; es el lunes; pt na"
                " segunda-feira; it lunedì; ru в понедельник"
            ),
        ),
        (
            "5 May 2025",
            (
                "de am 5. Mai 2025; nl op 5 mei 2025; sv den 5 maj 2025; fr le 5 mai 2025; es"
                " el 5 de mayo de 2025; pt em 5 de maio de 2025; it il 5 maggio 2025; ru 5 мая"
                " 2025"
            ),
        ),
        (
            "in August",
            (
                "de im August; nl in augustus; sv i augusti; fr en août; es en agosto; pt em"
                " agosto; it ad agosto; ru в августе"
            ),
        ),
        (
            "last winter",
            (
                "de im Winter; nl in de winter; sv i vintras; fr cet hiver; es en invierno;"
                " pt no inverno; it in inverno; ru зимой"
            ),
        ),
        ("in 2024", "de im Jahr 2024; nl in 2024; fr en 2024; es en 2024; it nel 2024; ru в 2024"),
    ],
)
def test_a_time_is_the_same_in_every_language(english: str, others: str) -> None:
    """Read as its English is."""
    expected = times_in(english.lower(), NOW)
    assert expected
    for other in others.split(";"):
        language, query = other.strip().split(" ", 1)
        assert told(f"{query}?", language) == expected, other


@pytest.mark.parametrize(
    ("language", "query"),
    [
        ("de", "nächsten Montag"),
        ("de", "vor dem Laden"),
        ("fr", "la semaine prochaine"),
        ("fr", "où ai-je été ?"),
        ("pt", "na segunda vez"),
        ("es", "el próximo lunes"),
        ("ru", "в следующий понедельник"),
        ("it", "fa caldo"),
    ],
)
def test_what_is_to_come_and_what_is_no_time_is_none(language: str, query: str) -> None:
    """Memory is asked for what was."""
    assert told(query, language) == []


def test_english_and_languages_without_a_calendar_are_left_as_they_are() -> None:
    """No query is read in a language that it is not in."""
    assert in_english("Der Mai im August", "") == "Der Mai im August"
    assert in_english("Viime viikolla", "fi") == "Viime viikolla"


def test_a_time_in_a_query_counts(tmp_path: Path) -> None:
    """Of two turns that fit alike, that of the day that the query names."""
    memory = Memory(tmp_path)
    memory.observe(
        chat("wir waren im Kino", observed_at=datetime(2026, 3, 19, 20, tzinfo=UTC), thread="a"),
        chat("wir waren im Kino!", observed_at=datetime(2026, 3, 2, 20, tzinfo=UTC), thread="b"),
    )
    first, *_ = memory.recall("Wo waren wir am 2. März?")
    assert texts([first]) == ["wir waren im Kino!"]
    assert first.parts["time"] > 0
    memory.close()
