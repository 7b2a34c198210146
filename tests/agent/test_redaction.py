"""Secrets are taken out of text, and little else is."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.check_digits import iban_valid, luhn
from agent.redaction import redact
from agent.secret_patterns import INNOCENT, PATTERNS

EXAMPLES = [(p.kind, text, secret) for p in PATTERNS for text, secret in p.examples]
LOOK_ALIKES = [(p.kind, text) for p in PATTERNS for text in p.innocent]
#: What may stand around a secret without being part of it.
AROUND = st.lists(
    st.sampled_from(["ls -la", "the quick fox", "x = 1", "# note", "password", "é", "§ 7", "a=b"]),
    max_size=4,
).map(" ; ".join)


@pytest.mark.parametrize(("kind", "text", "secret"), EXAMPLES)
def test_each_pattern_finds_its_own_values(kind: str, text: str, secret: str) -> None:
    """Every pattern carries values that it must replace, under its own name."""
    redacted = redact(text)
    assert secret not in redacted.text
    assert kind in redacted.kinds
    assert f"[REDACTED:{kind}]" in redacted.text


@pytest.mark.parametrize(("kind", "text"), LOOK_ALIKES)
def test_look_alikes_stay(kind: str, text: str) -> None:
    """What only looks like a secret of a kind is left alone by all of them."""
    assert redact(text) == (text, ()), kind


@pytest.mark.parametrize("text", INNOCENT)
def test_hashes_and_code_are_no_secrets(text: str) -> None:
    """Commit ids, UUIDs, digests and inlined images are long and random, and stay."""
    assert redact(text) == (text, ())


def test_every_pattern_has_examples() -> None:
    """A pattern without a test value is a pattern nobody has seen working."""
    assert [p.kind for p in PATTERNS if not p.examples] == []


@given(st.text())
def test_any_text_is_survived_and_stable(text: str) -> None:
    """Redacting never fails, and text that went through once does not change again."""
    once = redact(text).text
    assert redact(once) == (once, ())


FRAGMENTS = st.lists(
    st.one_of(
        st.sampled_from([text for _, text, _ in EXAMPLES]),
        st.sampled_from(
            ['"', "'", "\\", "=", ":", "\n", " ", "@", "://", "[REDACTED:x]", "]", "--"]
        ),
        st.text(max_size=3),
    ),
    max_size=6,
).map("".join)


@given(FRAGMENTS)
def test_redacting_twice_changes_nothing(text: str) -> None:
    """Also where secrets, quotes and earlier redactions are pasted together at random."""
    once = redact(text).text
    assert redact(once) == (once, ())


@pytest.mark.parametrize("above", ["password", "my password", "passwort", "contraseña"])
@pytest.mark.parametrize("told", ["hasło: hunter2", "パスワードは hunter2 です"])
def test_what_is_no_value_may_be_the_next_name(above: str, told: str) -> None:
    """A word for a password on a line of its own hides no password on the next."""
    assert "hunter2" not in redact(f"{above}\n{told}\n").text


@given(st.sampled_from(EXAMPLES), AROUND, AROUND)
def test_no_secret_survives_its_surroundings(
    example: tuple[str, str, str], before: str, after: str
) -> None:
    """A secret on a line of its own is found whatever the lines around it say."""
    _, text, secret = example
    assert secret not in redact(f"{before}\n{text}\n{after}").text


@given(st.text("abcdefghijkmnpqrstuvwxyz23456789", min_size=8, max_size=40).filter(str.isalnum))
def test_any_exported_password_is_replaced(value: str) -> None:
    """What is assigned to a variable named like a password is one, whatever it looks like."""
    text = f"export APP_PASSWORD=z1{value} && ./run"
    assert redact(text).text == "export APP_PASSWORD=[REDACTED:assignment] && ./run"


@given(st.text("0123456789", min_size=15, max_size=15))
def test_card_numbers_go_by_their_check_digit(digits: str) -> None:
    """Of the ten last digits that a number can have, the one that Luhn gives makes it a card."""
    numbers = [f"4{digits[1:]}{last}" for last in range(10)]
    hidden = [number for number in numbers if redact(f"no {number}").kinds]
    assert hidden == [number for number in numbers if luhn(number)]
    assert len(hidden) == 1


def test_iban_needs_its_check_digits() -> None:
    """One digit changed makes an IBAN a mere number."""
    assert iban_valid("GB29NWBK60161331926819")
    assert not iban_valid("GB29NWBK60161331926818")
    assert not iban_valid("ZZ29NWBK60161331926819")


def test_several_secrets_in_one_line_are_all_named() -> None:
    """Kinds come back in order with repeats, so that they can be counted."""
    text = "mysql -phunter2 a; export PASSWORD=x1y2; curl https://u:p4ss@h/"
    assert sorted(redact(text).kinds) == ["assignment", "password", "url-password"]


@pytest.mark.parametrize(
    "text",
    [
        "mysql -u root " * 5000,
        "curl -u a " * 6000,
        "password" * 8000,
        "KEY_" * 16000 + "=x",
        "1 " * 32000,
        '"' * 65000,
        "-----BEGIN PRIVATE KEY-----" * 2400,
        "eyJaaaaaaaaaaa." * 4000,
        "A_" * 30000 + "TOKEN=",
        "\\" * 60000 + "password=",
        "echo " + '"' * 60000,
        "echo a " * 8000 + "<<<",
        "passwd a " * 6000 + "<<< ",
        "token secret key " * 3500 + "a" * 64,
        "pass: word " * 5000,
        "mysql -p" + '"' * 50000,
        "KEY=" * 16000,
        "authorization=" * 4600,
        "password (sha256)" * 3800,
        "?sid=" * 13000,
    ],
)
def test_no_text_is_slow(text: str) -> None:
    """Texts made to send an expression back and forth cost no more than about linear time.

    Quadratic behaviour would take minutes here; the bound is far from both.
    """
    started = time.process_time()
    redact(text)
    assert time.process_time() - started < 5
