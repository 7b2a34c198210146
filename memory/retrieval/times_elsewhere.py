"""Times named in other languages, said in English for :mod:`memory.retrieval.times` to read.

"Letzte Woche", "la semana pasada" and "на прошлой неделе" are "last week". What a language has of
its own (*heute früh*, *avant-hier soir*) is read as far as it can be; the rest of the query is left
as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from memory.retrieval.tokens import fold

_MONTHS: Final = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september"),
    *("october", "november", "december"),
)
_WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SEASONS: Final = ("spring", "summer", "autumn", "winter")
_DAYS: Final = ("the day before yesterday", "yesterday", "today")
_UNITS: Final = ("day", "week", "month", "year")


@dataclass(frozen=True, slots=True)
class _Calendar:
    """Patterns of a language, separated by spaces, in the order of the English words above."""

    months: str
    weekdays: str
    seasons: str
    days: str
    units: str
    last: str
    this: str
    next: str
    ago: str  # with {} for the number and its unit
    numbers: str  # one to six
    into: str  # what stands before a year


_CALENDARS: Final = {
    "de": _Calendar(
        "januar februar märz april mai juni juli august september oktober november dezember",
        "montag dienstag mittwoch donnerstag freitag samstag|sonnabend sonntag",
        "frühling|frühjahr sommer herbst winter",
        "vorgestern gestern heute",
        r"tag\w* woche\w* monat\w* jahr\w*",
        r"letzte\w*|vergangene\w*|vorige\w*",
        r"diese\w*",
        r"nächste\w*|kommende\w*",
        "vor {}",
        r"eine\w* zwei drei vier fünf sechs",
        "im jahr|in|seit",
    ),
    "nl": _Calendar(
        "januari februari maart april mei juni juli augustus september oktober november december",
        "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
        "lente|voorjaar zomer herfst|najaar winter",
        "eergisteren gisteren vandaag",
        r"dag\w* we+k\w* maand\w* jar\w*|jaar",
        r"vorige?|afgelopen",
        r"deze|dit",
        r"volgende?|komende?",
        "{} geleden",
        "een twee drie vier vijf zes",
        "in|sinds",
    ),
    "sv": _Calendar(
        "januari februari mars april maj juni juli augusti september oktober november december",
        "måndag\\w* tisdag\\w* onsdag\\w* torsdag\\w* fredag\\w* lördag\\w* söndag\\w*",
        "vår(?:as|en) somras|sommaren höst(?:as|en) vintras|vintern",
        "i\\s+förrgår i\\s+går|igår i\\s+dag|idag",
        r"dag\w* veck\w* månad\w* år\w*",
        r"förra|senaste",
        r"denna|den\s+här|detta|det\s+här",
        r"nästa",
        r"för\s+{}\s+sedan",
        "en|ett två tre fyra fem sex",
        "år|sedan",
    ),
    "fr": _Calendar(
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "lundi mardi mercredi jeudi vendredi samedi dimanche",
        # "Été" by itself is "been".
        r"printemps (?:l['’]|cet\s+)été automne hiver",
        "avant-hier hier aujourd['’]hui",
        "jours? semaines? mois ans?|années?",
        r"derni[eè]re?|passée?",
        "ce|cette|cet",
        "prochaine?",
        r"il\s+y\s+a\s+{}",
        "une? deux trois quatre cinq six",
        "en|depuis",
    ),
    "es": _Calendar(
        "enero febrero marzo abril mayo junio julio agosto septiembre|setiembre octubre noviembre"
        " diciembre",
        "lunes martes miércoles jueves viernes sábado domingo",
        "primavera verano otoño invierno",
        "anteayer|antier ayer hoy",
        "días? semanas? mes(?:es)? años?",
        r"pasad[oa]|últim[oa]",
        "este|esta",
        r"próxim[oa]|que\s+viene",
        r"hace\s+{}",
        "una? dos tres cuatro cinco seis",
        "en|desde",
    ),
    "pt": _Calendar(
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
        # "Segunda" by itself is "second".
        "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
        "primavera verão outono inverno",
        "anteontem ontem hoje",
        "dias? semanas? mes(?:es)? anos?",
        r"passad[oa]|últim[oa]",
        "n?este|n?esta",
        r"próxim[oa]|que\s+vem",
        r"ha\s+{}|{}\s+atras",
        "uma? d(?:ois|uas) três quatro cinco seis",
        "em|desde",
    ),
    "it": _Calendar(
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre"
        " dicembre",
        "lunedì martedì mercoledì giovedì venerdì sabato domenica",
        "primavera estate autunno inverno",
        r"l['’]altro\s*ieri ieri oggi",
        "giorn[oi] settiman[ae] mes[ei] ann[oi]",
        r"scors[oa]|passat[oa]",
        "quest[oa]|quest['’]",
        r"prossim[oa]",
        r"{}\s+fa",
        "un[oa]? due tre quattro cinque sei",
        "nel|dal",
    ),
    "ru": _Calendar(
        r"январ\w+ феврал\w+ март[аеу]? апрел\w+ ма[йяе] июн\w+ июл\w+ август[ае]? сентябр\w+"
        r" октябр\w+ ноябр\w+ декабр\w+",
        r"понедельник\w* вторник\w* сред[ауые] четверг\w* пятниц\w+ суббот\w+ воскресень\w+",
        r"весн\w+ лет(?:о|ом|а) осен\w+ зим\w+",
        "позавчера вчера сегодня",
        r"день|дн\w+ недел\w+ месяц\w* год\w*|лет",
        r"прошл\w+",
        r"эт(?:от|ой|у|ом|и|а)",
        r"следующ\w+|будущ\w+",
        r"{}\s+назад",
        r"один|одн\w+ дв[ае] три четыре пять шесть",
        "в|с",
    ),
}


def in_english(query: str, language: str) -> str:
    """A query with the times that it names in English; itself where its calendar is not known.

    What it says of times to come is left out: only what was is looked for.
    """
    if language not in _CALENDARS:
        return query
    text = fold(query)
    for pattern, said in _readings(language):
        text = pattern.sub(said, text)
    return text


_Said = Callable[[re.Match[str]], str]


@lru_cache(maxsize=4)
def _readings(language: str) -> tuple[tuple[re.Pattern[str], _Said], ...]:
    """What is replaced, in this order, and by what."""
    own = _CALENDARS[language]
    months, weekdays = _Names(own.months, _MONTHS), _Names(own.weekdays, _WEEKDAYS)
    seasons, days = _Names(own.seasons, _SEASONS), _Names(own.days, _DAYS)
    units, numbers = _Names(own.units, _UNITS), _Names(own.numbers, "123456")
    last, this, later = fold(own.last), fold(own.this), fold(own.next)
    of = r"(?:\s+(?:de|del|di))?\s+"
    number, unit = rf"(?P<number>\d{{1,3}}|{numbers})", rf"(?P<unit>{units})"
    agos = [ago.replace("{}", rf"{number}\s+{unit}") for ago in fold(own.ago).split("|")]

    def ago(match: re.Match[str]) -> str:
        count = match["number"]
        return f"{count if count.isdigit() else numbers[count]} {units[match['unit']]} ago"

    return tuple(
        (re.compile(rf"\b(?:{pattern})(?!\w)"), said)
        for pattern, said in (
            (rf"(?:{later})\s+\w+", lambda _: ""),
            (rf"\w+\s+(?:{later})", lambda _: ""),
            *((each, ago) for each in agos),
            (rf"(?:{last})\s+{unit}", lambda m: f"last {units[m['unit']]}"),
            (rf"{unit}\s+(?:{last})", lambda m: f"last {units[m['unit']]}"),
            (rf"(?:{this})\s+{unit}", lambda m: f"this {units[m['unit']]}"),
            (
                rf"(\d{{1,2}})(?:\.|er|o)?{of}({months})(?:{of}(\d{{4}}))?",
                lambda m: f"{m[1]} {months[m[2]]} {m[3] or ''}",
            ),
            # Not one that was read just now and is spelt alike.
            (
                rf"(?<!\d )({months})(?:{of}(\d{{4}}))?",
                lambda m: f"in {months[m[1]]} {m[2] or ''}",
            ),
            (rf"({weekdays})", lambda m: f"on {weekdays[m[1]]}"),
            (rf"({seasons})", lambda m: f"in {seasons[m[1]]}"),
            (rf"({days})", lambda m: days[m[1]]),
            (rf"(?:{fold(own.into)})\s+((?:19|20)\d\d)", lambda m: f"in {m[1]}"),
        )
    )


class _Names:
    """Patterns of one language, and the English word that each stands for."""

    def __init__(self, patterns: str, english: Sequence[str]) -> None:
        own = [re.compile(pattern) for pattern in fold(patterns).split()]
        self._english = list(zip(own, english, strict=True))

    def __str__(self) -> str:
        return "|".join(pattern.pattern for pattern, _ in self._english)

    def __getitem__(self, found: str) -> str:
        return next(word for pattern, word in self._english if pattern.fullmatch(found))
