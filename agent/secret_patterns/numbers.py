"""Numbers of cards and accounts: by their check digit, else by what they are called."""

from __future__ import annotations

from typing import Final

from agent import check_digits
from agent.secret_patterns.pattern import SecretPattern

#: What typography puts between groups of digits: narrow spaces and dashes among it.
_GAP: Final = r"(?:[ .\-_–\u00a0\u2009\u202f\t]|[ ]{2})"
_IBAN_GAP: Final = r"[ .\-\u00a0\u2009\u202f]?"

# The first three have no hint; they begin with a character class, which is quick to search for, and
# look behind only then. Accounts come before cards, whose number can be in an account's.
PATTERNS: tuple[SecretPattern, ...] = (
    SecretPattern(
        kind="iban",
        expression=(
            r"(?P<secret>(?=[A-Z]{2}(?<![A-Za-z0-9]..)\d\d)(?:"
            + check_digits.iban_expression(_IBAN_GAP)
            + r"))(?![A-Za-z0-9])"
        ),
        check=check_digits.iban,
        examples=(
            ("pay to DE89 3704 0044 0532 0130 00 please", "DE89 3704 0044 0532 0130 00"),
            ("BE68539007547034", "BE68539007547034"),
            ("BE68 5390 0754 7034 BIC KREDBEBB", "BE68 5390 0754 7034"),
            ("AT61 1904 3002 3457 3201 2026", "AT61 1904 3002 3457 3201"),
        ),
        innocent=("DE89 3704 0044 0532 0130 01", "RFC4 2119 SHALL NOT BE"),
    ),
    SecretPattern(
        kind="card-number",
        expression=(
            r"(?P<secret>\d(?<![\w.+/-]\d)(?:\d{3}(?P<gap>[ -])\d{4}(?P=gap)\d{4}(?P=gap)\d{4}"
            r"(?![ -]?\d{3})|(?:[ -]?\d){13,18}))(?![\w-]|\.\d)"
        ),
        check=check_digits.card,
        examples=(
            ("card 4111 1111 1111 1111 exp 12/27", "4111 1111 1111 1111"),
            ("paid with 5500-0000-0000-0004", "5500-0000-0000-0004"),
            ("4111 1111 1111 1111 08/28", "4111 1111 1111 1111"),
            ("amex 378282246310005", "378282246310005"),
            ("card 4000 0000 0000 0000 121", "0000 121"),
        ),
        innocent=(
            "4111 1111 1111 1112",
            "4111 1111-1111 1111",
            "timestamp 1718000000000000",
            "id 1234567890123456",
            "date +%s: 1700000000",
        ),
    ),
    # As schemes group them. The one above takes a date that follows for more digits.
    SecretPattern(
        kind="card-number",
        expression=(
            r"(?P<secret>\d(?<![\w.+/-]\d)(?:\d{13,15}|\d{3}(?P<gap>" + _GAP + r")(?:"
            r"\d{4}(?P=gap)\d{4}(?P=gap)\d{4}(?!(?P=gap)\d{4}(?!\d))|\d{6}(?P=gap)\d{4,5})))"
            r"(?!\w|\.\d|-(?!\d\d/\d))"
        ),
        check=check_digits.card,
        examples=(
            ("4111111111111111 12/27", "4111111111111111"),
            ("3782 822463 10005 12/27", "3782 822463 10005"),
            ("4111 1111 1111 1111 123", "4111 1111 1111 1111"),
            ("4111–1111–1111–1111", "4111–1111–1111–1111"),
            ("4111\u00a01111\u00a01111\u00a01111", "4111\u00a01111\u00a01111\u00a01111"),
            ("4111\t1111\t1111\t1111", "4111\t1111\t1111\t1111"),
        ),
        innocent=(
            "4111\t1111\t1111\t1111\n4000\t1234\t5678\t9011\n",
            "4111\t1111\t1111\t1111\t2222",
            "4111111111111111.5",
            "4111111111111112 12/27",
            "4111 1111 1111 1112 123",
        ),
    ),
    SecretPattern(
        kind="iban",
        hints="iban",
        expression=(
            rf"(?ai)iban[^\n\d]{{0,16}}?(?P<secret>{check_digits.iban_expression(_IBAN_GAP)})"
            r"(?![A-Za-z0-9])"
        ),
        check=check_digits.iban,
        examples=(
            ("iban de89 3704 0044 0532 0130 00", "de89 3704 0044 0532 0130 00"),
            ("IBANDE89370400440532013000", "DE89370400440532013000"),
        ),
        innocent=("iban de89 3704 0044 0532 0130 01",),
    ),
    SecretPattern(
        kind="social-security-number",
        hints="ssn|social security|my social|taxpayer",
        expression=(
            r"(?i)\b(?:ssn|social security(?: (?:number|no\.?|card))?"
            r"|my social(?= is|:)|taxpayer id\w{0,12})\b[^\d\n]{0,24}"
            r"(?P<secret>(?!000|666|9\d\d)\d{3}[- ]?(?!00)\d{2}[- ]?(?!0000)\d{4})(?![\d-])"
        ),
        examples=(
            ("SSN: 536-90-4399", "536-90-4399"),
            ("my social is 536-90-4399", "536-90-4399"),
        ),
        innocent=("ssn: 000-12-3456", "social security office, 555-0100"),
    ),
    SecretPattern(
        kind="card-code",
        hints="cvv|cvc|, code|security code|prüf|cryptogram",
        expression=(
            r"(?i)\b(?:cvv2?|cvc2?|card (?:security|verification) code|(?:karten)?prüf(?:nummer"
            r"|ziffer|zahl)"
            r"|cryptogramme(?: visuel)?|exp\w{0,5}\W{1,2}\d\d/\d{2,4}, ?code)"
            r"[\"']?\s{0,3}(?:code|number)?\s{0,3}(?:is|ist|est|es|è"
            r"|[:=])?\s{0,3}[\"']?"
            r"(?P<secret>\d{3,4})\b(?![.,-]\d)"
        ),
        examples=(
            ("exp 04/29 cvv 224", "224"),
            ("Kartenprüfnummer: 731", "731"),
            ("exp 12/27, code 873", "873"),
        ),
        innocent=("the CSC 2024 in Helsinki was", "cvv is on the back", "cvv 224.5"),
    ),
)
