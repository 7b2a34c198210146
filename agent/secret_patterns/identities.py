"""Numbers of persons, papers and accounts, beside what they are called.

Without their names they are numbers as all others. Where there is a check digit, it is asked, too.
"""

from __future__ import annotations

import re
from typing import Final

from agent import identity_numbers as numbers
from agent.check_digits import luhn
from agent.secret_patterns.pattern import SecretPattern

#: What stands between the name and the number.
_IS: Final = (
    r"(?:[ ._-]{0,2}(?:number|nummer|num|nr|no|n[°ºo]|numero|número|id|is|ist|lautet|est|es|è|é|är"
    r"|jest)(?![^\W_])\.?){0,3}[\s:=#\"'：]{1,4}"
)


def _named(
    hints: str,
    names: str,
    number: str,
    *examples: tuple[str, str],
    check: numbers.Valid | None = None,
    innocent: tuple[str, ...] = (),
) -> SecretPattern:
    """A number beside its name; the name in any case, the letters of the number in capitals."""

    def checked(_match: re.Match[str], value: str) -> bool:
        return check is None or check(re.sub(r"[^0-9A-Z]", "", value))

    return SecretPattern(
        kind="identity-number",
        hints=hints,
        expression=rf"(?i:(?<![^\W_])(?:{names}){_IS})(?P<secret>{number})(?![^\W_]|[-.]\d)",
        check=checked,
        examples=examples,
        innocent=innocent,
    )


def _routed(match: re.Match[str], _value: str) -> bool:
    """Whether the number beside an account's is one of a bank."""
    return match["routing"] is None or numbers.bank_routing(match["routing"])


PATTERNS: tuple[SecretPattern, ...] = (
    _named(
        "ni n|ni:|nino|national insurance",
        r"ni(?= n|:)|nino|national insurance",
        r"[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?[0-9]{2} ?[0-9]{2} ?[0-9]{2} ?[A-D]",
        ("NI number AB123456C", "AB123456C"),
        innocent=(
            "NI number AB123456",
            "Gemini: AB123456C",
            "national insurance rates 2024",
        ),
    ),
    _named(
        "passport|reisepass|passeport|pasaporte|passaporto|paspoort|ausweis",
        r"passport|reisepass|passeport|pasaporte|passaporto|paspoort|personalausweis|ausweis",
        r"(?:(?<=[.:#°ºros] )(?=[0-9]{8})|(?=[A-Z0-9]{0,8}[A-Z]))"
        r"(?=(?:[A-Z]{0,4}[0-9]){5})[A-Z0-9]{8,10}",
        ("passport no. C01X00T47", "C01X00T47"),
        ("my passport number is 533380006", "533380006"),
        ("Reisepass Nr. C01X00T47", "C01X00T47"),
        ("Personalausweis L01X00T471", "L01X00T471"),
        innocent=(
            "passport renewal on 12/03",
            "passport photos 35 x 45 mm",
            "the passport office 20240501",
            "passport 20240501",
            "passport no. RENEWAL24",
        ),
    ),
    _named(
        "driver's lic|driver lic|drivers lic|driving lic|führerschein|permis de",
        r"driver'?s? licen[cs]e|driving licen[cs]e|führerschein|permis de conduire",
        r"(?=[A-Z0-9]{0,17}[A-Z])(?=(?:[A-Z]{0,5}[0-9]){4})[A-Z0-9]{7,18}",
        ("driver's license D1234567", "D1234567"),
        ("Führerschein B072RRE2I55", "B072RRE2I55"),
        innocent=(
            "driver license renewal",
            "driving license 20240501",
            "driver's license CATEGORY1",
        ),
    ),
    _named(
        "steuer",
        r"steuer-?id\w{0,24}|steuerliche identifikationsnummer",
        r"[0-9]{2} ?[0-9]{3} ?[0-9]{3} ?[0-9]{3}",
        ("Steuer-ID 86095742719", "86095742719"),
        ("Steueridentifikationsnummer: 86 095 742 719", "86 095 742 719"),
        check=numbers.german_tax,
        innocent=("Steuer-ID 86095742718",),
    ),
    _named(
        "versicherungsnu|sv-n",
        r"(?:sozial|renten)versicherungsnummer|sv-nummer|sv-nr",
        r"[0-9]{2} ?[0-9]{6} ?[A-Z] ?[0-9]{3}",
        ("Sozialversicherungsnummer 15 070649 C 103", "15 070649 C 103"),
        innocent=("Sozialversicherungsnummer 2024 beantragen",),
    ),
    _named(
        "sécurité sociale|nir |nir:",
        r"numéro de sécurité sociale|(?-i:NIR)",
        r"[12] ?[0-9]{2} ?[0-9]{2} ?(?:[0-9]{2}|2[AB]) ?[0-9]{3} ?[0-9]{3} ?[0-9]{2}",
        ("NIR : 184127645108946", "184127645108946"),
        ("NIR : 184122A10894657", "184122A10894657"),
        check=numbers.french_social,
        innocent=("NIR : 184127645108947",),
    ),
    _named(
        "dni |dni:|nie |nie:|nif |nif:",
        r"(?-i:DNI|NIE|NIF)",
        r"(?:[0-9]{8}|[XYZ]-?[0-9]{7})-?[A-Z]",
        ("DNI 12345678Z", "12345678Z"),
        ("NIE X1234567L", "X1234567L"),
        check=numbers.spanish,
        innocent=("DNI 12345678A",),
    ),
    _named(
        "cpf",
        r"cpf",
        r"[0-9]{3}\.?[0-9]{3}\.?[0-9]{3}-?[0-9]{2}",
        ("CPF 529.982.247-25", "529.982.247-25"),
        ("meu cpf é 52998224725", "52998224725"),
        check=numbers.brazilian,
        innocent=("CPF 529.982.247-26", "CPF 111.111.111-11"),
    ),
    _named(
        "codice fiscale",
        r"codice fiscale",
        r"[A-Z]{6}[0-9]{2}[A-EHLMPRST][0-9]{2}[A-Z][0-9]{3}[A-Z]",
        ("codice fiscale RSSMRA85T10A562S", "RSSMRA85T10A562S"),
        innocent=("codice fiscale obbligatorio dal 2024",),
    ),
    _named(
        "pesel",
        r"pesel",
        r"[0-9]{11}",
        ("PESEL 44051401359", "44051401359"),
        check=numbers.polish,
        innocent=("PESEL 44051401358",),
    ),
    _named(
        "bsn |bsn:|burgerservice",
        r"(?-i:BSN)|burgerservicenummer",
        r"[0-9]{9}",
        ("BSN 111222333", "111222333"),
        check=numbers.dutch,
        innocent=("BSN 111222334", "BSN 111222333-1", "BSN 000000000"),
    ),
    _named(
        "aadhaar",
        r"aadhaar",
        r"[2-9][0-9]{3} ?[0-9]{4} ?[0-9]{4}",
        ("Aadhaar 2341 2341 2346", "2341 2341 2346"),
        innocent=("Aadhaar 2024 rules",),
    ),
    _named(
        "curp",
        r"curp",
        r"[A-Z]{4}[0-9]{6}[HMX][A-Z]{5}[A-Z0-9][0-9]",
        ("CURP HEGG560427MVZRRL04", "HEGG560427MVZRRL04"),
        innocent=("CURP 2024",),
    ),
    _named(
        "ahv|avs ",
        r"(?-i:AHV|AVS)",
        r"756\.?[0-9]{4}\.?[0-9]{4}\.?[0-9]{2}",
        ("AHV 756.9217.0769.85", "756.9217.0769.85"),
        check=numbers.swiss,
        innocent=("AHV 756.9217.0769.84",),
    ),
    _named(
        "personnummer",
        r"personnummer",
        r"(?:19|20)?[0-9]{6}[-+]?[0-9]{4}",
        ("personnummer 811228-9874", "811228-9874"),
        check=numbers.swedish,
        innocent=("personnummer 811228-9875",),
    ),
    _named(
        "nhs |nhs:",
        r"nhs |nhs:",
        r"[0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{4}",
        ("NHS number 943 476 5919", "943 476 5919"),
        check=numbers.british_health,
        innocent=("NHS number 943 476 5918", "NHS number 000 000 0000"),
    ),
    _named(
        "sin |sin:|sin=|social insurance",
        r"(?-i:SIN)|social insurance",
        r"[0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{3}",
        ("SIN 046 454 286", "046 454 286"),
        check=luhn,
        innocent=("SIN 046 454 287", "SIN curve 2024"),
    ),
    _named(
        "tfn|tax file",
        r"(?-i:TFN)|tax file",
        r"[0-9]{3} ?[0-9]{3} ?[0-9]{3}",
        ("TFN 123 456 782", "123 456 782"),
        check=numbers.australian_tax,
        innocent=("TFN 123 456 783",),
    ),
    _named(
        "身份证",
        r"身份证(?:号码?)?(?:是|为)?",
        r"[1-9][0-9]{16}[0-9X]",
        ("身份证 11010519491231002X", "11010519491231002X"),
        check=numbers.chinese,
        innocent=("身份证 110105194912310021",),
    ),
    SecretPattern(
        kind="account-number",
        hints="sort code|routing|aba |blz|bankleitzahl",
        expression=(
            r"(?i)\bsort code\W{0,3}\d\d[- ]?\d\d[- ]?\d\d\b[^\n\d]{0,30}?\b(?:account|acc|a/c)\b"
            r"[^\n\d]{0,20}(?P<secret1>\d{8})(?![\d-])"
            r"|\b(?:account|acc)\b[^\n\d]{0,20}(?P<secret2>\d{8})\b[^\n\d]{0,20}?\bsort code"
            r"\W{0,3}\d\d[- ]?\d\d[- ]?\d\d(?![\d-])"
            r"|\b(?:routing|aba)\b[^\n\d]{0,20}(?P<routing>\d{9})\b[^\n\d]{0,20}?\b(?:account|acct)\b"
            r"[^\n\d]{0,20}(?P<secret3>\d{6,17})(?![\d-])"
            r"|\b(?:konto(?:nummer|nr\.?)?)\W{0,3}(?P<secret4>\d{4,10})\b[^\n\d]{0,4}(?:blz"
            r"|bankleitzahl)\W{0,3}\d{3} ?\d{3} ?\d{2}\b"
            r"|\b(?:blz|bankleitzahl)\W{0,3}\d{3} ?\d{3} ?\d{2}\b[^\n\d]{0,4}konto(?:nummer|nr\.?)?"
            r"\W{0,3}(?P<secret5>\d{4,10})\b"
        ),
        check=_routed,
        examples=(
            ("sort code 20-00-00 account number 55779911", "55779911"),
            ("routing 021000021 account 123456789012", "123456789012"),
            ("Kontonummer 532013000 BLZ 37040044", "532013000"),
        ),
        innocent=(
            "routing 021000022 account 123456789012",
            "Konto 1234567 wurde angelegt",
            "the sort code of the list takes 20 lines, the account 12345678",
        ),
    ),
)
