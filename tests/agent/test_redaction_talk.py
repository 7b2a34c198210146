"""Passwords as people tell them, and what they say about passwords, codes and numbers besides."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent import identity_numbers as numbers
from agent.check_digits import iban_valid, luhn
from agent.redaction import redact

VALUE = "tulip77field"
WORDS = (
    "password",
    "pw",
    "passcode",
    "passphrase",
    "pwd",
    "login password",
    "PASSWORD",
    "pass word",
    "passwrod",
)
TOLD = (
    "{} to my laptop is {}",
    "{} to the wifi: {}",
    "{} on the nas is {}",
    "{} will be {}",
    "{} should be {}",
    "{} is still {}",
    "{} remains {}",
    "{} was changed to {}",
    "{}, which is {}",
    "{} ({})",
    "{} `{}`",
    "{} is <b>{}</b>",
    "{}:\n\n    {}",
    "{}... {}",
    "{} equals {}",
    "{} is the usual one: {}",
    "{} is all lowercase {}",
    "{} is, if I recall, {}",
)


@pytest.mark.parametrize("sentence", TOLD)
@pytest.mark.parametrize("word", WORDS)
def test_however_it_is_told(word: str, sentence: str) -> None:
    """What it opens, what became of it and that it is the usual one may stand between."""
    assert VALUE not in redact("the " + sentence.format(word, VALUE)).text


@pytest.mark.parametrize(
    "text",
    [
        "change the password, then log in to server2",
        "the password for the wifi was changed on 2024-05-03",
        "password reset to be sent to robin2@example.org",
        "the password was set to expire in 90days",
        "the password is still in Q3 plans",
        "the pass is O(n2)",
        "the pass to gate B12 is closed",
        "network key exchange uses x25519",
        "the network code is RFC791",
        "codeword length is 7bits",
        "password (sha256)",
        "password's sha256",
        "password=dict(min=8)",
        "docs: set password=yourpassword",
        "pwd: current directory",
        "psk: optional",
        'passphrase: "at least six words long"',
        '"password": "please enter your password"',
        "kennwort: nicht-vergessen-bitte",
        "see step2 (the password)",
        "the seed: 1. corn 2. wheat 3. rye 4. oats",
        "Trezor One, Trezor Model T, Ledger Nano",
        "seed words are picked from a list of two thousand common English words by chance",
        "session_id=550e8400-e29b-41d4-a716-446655440000",
        "curl -b cookies.txt -c cookies.txt https://x.example",
        "https://x.example/verify/user-guide-for-version-2-of-the-tool",
        "https://x.example/invite/2024-summer-party-in-the-garden",
        "Your postal code is 10115",
        "Your booking code is 123456",
        "use 443 to log in",
        "enter 123456 to win",
        "my SIN is 123",
        "passport control took 20240501",
        "account number is on page 12345678",
        "auth required2",
        "identified by sha256",
        "heroku config:set WEB_CONCURRENCY=4",
        "Host=localhost;Port=5432",
        "4111.1111.1111.1112",
        "BE12 ABCD EFGH IJKL",
        "live_2024_release_candidate_for_everyone",
    ],
)
def test_talk_stays(text: str) -> None:
    """What is said about passwords, codes, wallets, sessions and papers is none of them."""
    assert redact(text) == (text, ())


@pytest.mark.parametrize(
    "after", [" 12/27", " 123", " BIC KREDBEBB", " EUR 500", " 2026", "\n12/27"]
)
@pytest.mark.parametrize(
    "number",
    [
        "4111111111111111",
        "4111 1111 1111 1111",
        "378282246310005",
        "3782 822463 10005",
        "BE68 5390 0754 7034",
        "ES91 2100 0418 4502 0005 1332",
        "AT61 1904 3002 3457 3201",
        "LU28 0019 4006 4475 0000",
        "PL61 1090 1014 0000 0712 1981 2874",
    ],
)
def test_what_follows_a_number_is_no_part_of_it(number: str, after: str) -> None:
    """A date, a code or a bank's name after a card's or an account's number hides it not."""
    assert redact(number + after).text in {
        f"[REDACTED:{kind}]{after}" for kind in ("card-number", "iban")
    }


@given(st.text("0123456789", min_size=12, max_size=12))
def test_an_account_is_found_before_whatever_follows(digits: str) -> None:
    """Of all pairs of check digits the right one makes it an account's number, and no other."""
    right = [pair for pair in range(2, 99) if iban_valid(f"BE{pair:02}{digits}")]
    found = [pair for pair in range(2, 99) if redact(f"BE{pair:02}{digits} 2026").kinds]
    assert found == right


@pytest.mark.parametrize(
    "text",
    [
        "https://user:he%2F%2Fo@pypi.example.com/simple",
        "postgres://password:tulip77field@db.local:5432/x",
    ],
)
def test_a_mark_stays_whole(text: str) -> None:
    """What one pattern left is no value for the next."""
    once = redact(text).text
    assert once.count("[REDACTED:") == once.count("]") == 1
    assert redact(once) == (once, ())


def test_no_mark_hides_what_follows_it() -> None:
    """What only begins like a mark guards nothing."""
    assert "hunter2" not in redact("[REDACTED: see below\npassword: hunter2").text


@pytest.mark.parametrize(
    ("valid", "number"),
    [
        (numbers.german_tax, "86095742719"),
        (numbers.french_social, "184127645108946"),
        (numbers.brazilian, "52998224725"),
        (numbers.polish, "44051401359"),
        (numbers.dutch, "111222333"),
        (numbers.swiss, "7569217076985"),
        (numbers.swedish, "8112289874"),
        (numbers.british_health, "9434765919"),
        (numbers.australian_tax, "123456782"),
        (numbers.bank_routing, "021000021"),
        (luhn, "046454286"),
    ],
)
def test_one_last_digit_of_ten_is_right(valid: numbers.Valid, number: str) -> None:
    """So nine of ten numbers that merely look like one of a person stay."""
    assert [last for last in "0123456789" if valid(number[:-1] + last)] == [number[-1]]


@pytest.mark.parametrize("letter", "ABCDEFGHJKLMNPQRSTVWXY")
def test_a_spanish_number_has_one_letter(letter: str) -> None:
    """Twelve million and so on: Z, and none else."""
    assert numbers.spanish("12345678Z")
    assert not numbers.spanish("12345678" + letter)


@pytest.mark.parametrize(
    "unit",
    [
        "password to ",
        "password is still ",
        "the pass is ",
        "user a pass ",
        "seed phrase a ",
        "4111 ",
        "4111\t",
        "BE68 ",
        "vault kv put a b=c ",
        "kind: Secret\n",
        "password: |\n",
        "mysql \\\n",
        "curl -b a=b ",
        "//a:b",
        "://a/reset/",
        "WIFI:T:a;",
        "a1 LOGIN b c\n",
        "server=a;password=b;",
        "sort code 20-00-00 ",
        "x\tTRUE\t/\tTRUE\t1\ta\n",
        "AUTH a b\n",
        "the password is a ",
        "password for the ",
        "passphrase is abc ",
        "user a, password ",
        "set the password to ",
        "a:bcd@",
        "a:b@c.",
        "log in as a with ",
    ],
)
def test_none_of_it_is_slow(unit: str) -> None:
    """Beginnings of secrets in a row cost no more than about linear time."""
    text = unit * (48_000 // len(unit))
    started = time.process_time()
    redact(text)
    assert time.process_time() - started < 3
