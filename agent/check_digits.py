"""Numbers with check digits: payment cards and bank accounts."""

from __future__ import annotations

import re


def luhn(digits: str) -> bool:
    """The check digit of payment cards (ISO/IEC 7812-1, Luhn's formula)."""
    total = 0
    for index, character in enumerate(reversed(digits)):
        number = int(character) * (1 + index % 2)
        total += number - 9 if number > 9 else number  # noqa: PLR2004 - a digit has one place
    return total % 10 == 0


def iban_valid(iban: str) -> bool:
    """The check digits of an IBAN (ISO 13616: mod 97 of the rearranged number is 1)."""
    if len(iban) != _IBAN_LENGTH.get(iban[:2]):
        return False
    return int("".join(str(int(c, 36)) for c in iban[4:] + iban[:4])) % 97 == 1


#: Length by country, from the SWIFT IBAN registry.
_IBAN_LENGTH = {
    **dict.fromkeys(("NO",), 15),
    **dict.fromkeys(("BE",), 16),
    **dict.fromkeys(("DK", "FI", "FO", "GL", "NL", "SD"), 18),
    **dict.fromkeys(("MK", "SI"), 19),
    **dict.fromkeys(("AT", "BA", "EE", "KZ", "LT", "LU", "XK", "MN"), 20),
    **dict.fromkeys(("CH", "HR", "LI", "LV"), 21),
    **dict.fromkeys(("BG", "BH", "CR", "DE", "GB", "GE", "IE", "ME", "RS", "VA"), 22),
    **dict.fromkeys(("AE", "GI", "IL", "IQ", "OM", "SO", "TL"), 23),
    **dict.fromkeys(("AD", "CZ", "ES", "MD", "PK", "RO", "SA", "SE", "SK", "TN", "VG"), 24),
    **dict.fromkeys(("LY", "PT", "ST"), 25),
    **dict.fromkeys(("IS", "TR"), 26),
    **dict.fromkeys(("FR", "GR", "IT", "MC", "MR", "SM", "BI", "DJ"), 27),
    **dict.fromkeys(("AL", "AZ", "BY", "CY", "DO", "GT", "HU", "LB", "NI", "PL", "SV"), 28),
    **dict.fromkeys(("BR", "EG", "PS", "QA", "UA"), 29),
    **dict.fromkeys(("JO", "KW", "MU", "YE"), 30),
    **dict.fromkeys(("MT", "SC"), 31),
    **dict.fromkeys(("LC",), 32),
    **dict.fromkeys(("RU",), 33),
}

#: Lengths that each card scheme issues, by first digits. Thirteen digits (Visa before 2000) are
#: left out: every millisecond timestamp has thirteen.
_CARD = re.compile(
    r"4(?:\d{15}|\d{18})|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}"
    r"|3[47]\d{13}|3(?:0[0-5]|[68]\d)\d{11}|6(?:011|5\d\d|4[4-9]\d)\d{12}|35(?:2[89]|[3-8]\d)\d{12}"
)


def card(match: re.Match[str], value: str) -> bool:
    """A payment card number: a length its scheme issues, one separator, check digit."""
    digits = re.sub(r"\D", "", value)
    gaps = set(re.findall(r"\D+", value))
    if len(gaps) > 1 or _CARD.fullmatch(digits) is None or not luhn(digits):
        return False
    return gaps.isdisjoint(_OF_TABLES) or not _in_a_table(match)


#: What stands between the columns of a table as well.
_OF_TABLES = {"\t", "  "}


def _in_a_table(match: re.Match[str]) -> bool:
    """Whether what could be a number in groups of four is one of several rows of such numbers."""
    around = match.string[max(0, match.start() - 100) : match.end() + 100]
    rows = re.findall(r"(?m)^(?:\d{1,5}(?:\t| {2,})){3,}\d{1,5}", around)
    return len(rows) > 1


def iban(_match: re.Match[str], value: str) -> bool:
    """An IBAN: the length of its country, and check digits."""
    return iban_valid(re.sub(r"[^A-Za-z0-9]", "", value).upper())


def iban_expression(gap: str) -> str:
    """An expression for what has an IBAN's length by its country, in groups of four.

    The length is in it, because a word that follows could as well be the number's next group.
    """
    by_length: dict[int, list[str]] = {}
    for country, length in _IBAN_LENGTH.items():
        by_length.setdefault(length - 4, []).append(country)
    return "|".join(
        rf"(?:{'|'.join(countries)})\d\d(?:{gap}[A-Z0-9]{{4}}){{{rest // 4}}}"
        + (rf"{gap}[A-Z0-9]{{{rest % 4}}}" if rest % 4 else "")
        for rest, countries in sorted(by_length.items())
    )
