"""The check digits of the numbers that states give to persons, and banks to accounts.

Each function gets digits (and letters) only, without what stands between groups of them.
"""

from __future__ import annotations

from collections.abc import Callable

from agent.check_digits import luhn

#: Whether a number has the check digits that it must have.
Valid = Callable[[str], bool]


def german_tax(number: str) -> bool:
    """Steuer-Identifikationsnummer: ISO/IEC 7064, MOD 11,10."""
    product = 10
    for digit in number[:-1]:
        rest = (int(digit) + product) % 10 or 10
        product = rest * 2 % 11
    return (11 - product) % 10 == int(number[-1])


def french_social(number: str) -> bool:
    """NIR: the last two digits make it a multiple of 97; Corsica's departments have letters."""
    body, key = number[:-2].replace("2A", "19").replace("2B", "18"), number[-2:]
    return body.isdecimal() and 97 - int(body) % 97 == int(key)


def spanish(number: str) -> bool:
    """DNI and NIE: the rest of a division by 23 is a letter; X, Y and Z stand for 0, 1 and 2."""
    digits = number[:-1].translate(str.maketrans("XYZ", "012"))
    return number[-1] == "TRWAGMYFPDXBNJZSQVHLCKE"[int(digits) % 23]


def brazilian(number: str) -> bool:
    """CPF: two check digits, each by weights that go down to two."""
    if len(set(number)) == 1:
        return False
    return all(
        _weighted(number[:length], range(length + 1, 1, -1)) * 10 % 11 % 10 == int(number[length])
        for length in (9, 10)
    )


def polish(number: str) -> bool:
    """PESEL: weights 1, 3, 7 and 9 over all eleven digits."""
    return _weighted(number, (1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1)) % 10 == 0


def dutch(number: str) -> bool:
    """BSN: weights from nine down to two, and minus one for the last digit."""
    return int(number) > 0 and _weighted(number, (9, 8, 7, 6, 5, 4, 3, 2, -1)) % 11 == 0


def swiss(number: str) -> bool:
    """AHV number: an EAN-13."""
    return _weighted(number, (1, 3) * 6 + (1,)) % 10 == 0


def swedish(number: str) -> bool:
    """Personnummer: Luhn's formula over its last ten digits."""
    return luhn(number[-10:])


def british_health(number: str) -> bool:
    """NHS number: weights from ten down to one, modulo 11."""
    return int(number) > 0 and _weighted(number, range(10, 0, -1)) % 11 == 0


def australian_tax(number: str) -> bool:
    """TFN: nine weights, modulo 11."""
    return _weighted(number, (1, 4, 3, 7, 5, 8, 6, 9, 10)) % 11 == 0


def chinese(number: str) -> bool:
    """Resident identity number: ISO/IEC 7064, MOD 11-2; X stands for ten."""
    last = "10X98765432"[_weighted(number[:17], [pow(2, 17 - n, 11) for n in range(17)]) % 11]
    return number[-1] == last


def bank_routing(number: str) -> bool:
    """ABA routing number: weights 3, 7 and 1."""
    return _weighted(number, (3, 7, 1) * 3) % 10 == 0


def _weighted(digits: str, weights: range | tuple[int, ...] | list[int]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True))
