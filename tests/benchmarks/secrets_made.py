"""Secrets of every named kind, generated, in the ways in which people and programs write them."""

from __future__ import annotations

import base64
import json
import random
import string
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from agent.check_digits import iban_valid, luhn

EACH = 20
_ALPHA = string.ascii_letters + string.digits
_HEX = "0123456789abcdef"


@dataclass(frozen=True, slots=True)
class Case:
    """A text with a secret in it, and the parts of it that must vanish."""

    kind: str
    form: str
    text: str
    parts: tuple[str, ...]


def cases(seed: int = 7) -> Iterator[Case]:
    """All of them; the same seed gives the same."""
    chance = random.Random(seed)
    for kind, make in _TOKENS.items():
        for _ in range(EACH):
            value = make(chance)
            for form, pattern in _AROUND.items():
                yield Case(kind, form, pattern.replace("@@", value), (value,))
    for _ in range(EACH):
        password = _password(chance)
        for kind, forms in _PASSWORDS.items():
            for form, pattern in forms.items():
                yield Case(kind, form, pattern.replace("@@", password), (password,))
        key = _key(chance)
        for form, pattern in _KEYS.items():
            yield Case("assignment", form, pattern.replace("@@", key), (key,))
        yield from _private_keys(chance)


def _some(chance: random.Random, length: int, alphabet: str = _ALPHA) -> str:
    return "".join(chance.choice(alphabet) for _ in range(length))


def _key(chance: random.Random) -> str:
    """As services hand them out: letters and digits, both of them."""
    return _some(chance, 12) + "7" + _some(chance, 12) + "q"


def _password(chance: random.Random) -> str:
    """As people choose them: words with a digit or a sign."""
    word = "".join(chance.choice("bdfgklmnprst") + chance.choice("aeiou") for _ in range(4))
    return word.capitalize() + chance.choice(["42", "7!", "-91", "#3", "2024"])


def _card(chance: random.Random) -> str:
    digits = chance.choice(["4", "51", "55", "2221"])
    digits += _some(chance, 15 - len(digits), string.digits)
    digits += next(d for d in string.digits if luhn(digits + d))
    separator = chance.choice(["", " ", "-"])
    return separator.join(digits[n : n + 4] for n in range(0, 16, 4))


def _iban(chance: random.Random) -> str:
    country, length, letters = chance.choice(
        [("DE", 18, ""), ("FR", 23, ""), ("GB", 14, "NWBK"), ("NL", 10, "ABNA"), ("CH", 17, "")]
    )
    body = letters + _some(chance, length, string.digits)
    iban = next(made for n in range(2, 99) if iban_valid(made := f"{country}{n:02}{body}"))
    if chance.random() < 0.5:
        return " ".join(iban[n : n + 4] for n in range(0, len(iban), 4))
    return iban


def _jwt(chance: random.Random) -> str:
    def part(value: dict[str, object]) -> str:
        return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")

    claims = part({"sub": _some(chance, 10), "iat": chance.randrange(10**9)})
    return f"{part({'alg': 'HS256', 'typ': 'JWT'})}.{claims}.{_some(chance, 43)}"


_TOKENS: dict[str, Callable[[random.Random], str]] = {
    "aws-key": lambda c: "AKIA" + _some(c, 16, string.ascii_uppercase + "234567"),
    "google-key": lambda c: "AIza" + _some(c, 35),
    "github-token": lambda c: c.choice(["ghp_", "gho_", "ghs_"]) + _some(c, 36),
    "github-token (fine-grained)": lambda c: "github_pat_" + _some(c, 22) + "_" + _some(c, 59),
    "gitlab-token": lambda c: "glpat-" + _some(c, 20),
    "slack-token": lambda c: f"xoxb-{_some(c, 12, string.digits)}-{_some(c, 24)}",
    "stripe": lambda c: c.choice(["sk_live_", "rk_live_", "sk_test_"]) + _some(c, 24),
    "openai and its kin": lambda c: c.choice(["sk-", "sk-proj-", "sk-ant-api03-"]) + _key(c) * 2,
    "huggingface": lambda c: "hf_" + _some(c, 33) + "7",
    "npm": lambda c: "npm_" + _some(c, 36),
    "pypi": lambda c: "pypi-AgEIcHlwaS5vcmc" + _some(c, 60),
    "digitalocean": lambda c: "dop_v1_" + _some(c, 64, _HEX),
    "jwt": _jwt,
    "card-number": _card,
    "iban": _iban,
}
_AROUND = {
    "prose": "please use @@ for it",
    "export": "export THING=@@",
    "quoted export": 'export THING="@@"',
    "JSON": '{"thing": "@@", "n": 1}',
    "YAML": "thing: '@@'\nother: 1",
    "end of a sentence": "It was @@.",
    "in brackets": "(@@)",
    "line of its own": "a\n@@\nb",
}
_PASSWORDS = {
    "url-password": {
        "database": "psql postgres://app:@@@db.local/x",
        "quoted": 'DATABASE_URL="mysql://root:@@@127.0.0.1:3306/shop"',
        "remote": "git remote add origin https://robin:@@@git.local/a.git",
        "JSON": '{"broker": "amqp://guest:@@@mq:5672/"}',
        "redis without a user": "redis-cli -u redis://:@@@cache:6379/0",
    },
    "password option": {
        "mysql": "mysql -u root -p@@ shop",
        "mysql quoted": "mysqldump -h db -p'@@' shop > x.sql",
        "sshpass": "sshpass -p @@ ssh me@host",
        "sshpass joined": "sshpass -p'@@' scp a me@host:",
        "docker": "docker login -u robin -p @@ registry.local",
        "curl": "curl -u robin:@@ https://x.example/api",
        "long": "tool --password @@ run",
        "long with =": "tool --password='@@' run",
        "wget": "wget --user robin --password=@@ https://x.example/a",
        "htpasswd": "htpasswd -bc users robin @@",
    },
    "assignment": {
        "export": "export DB_PASSWORD=@@",
        "single quotes": "export DB_PASSWORD='@@'",
        "inline": "PGPASSWORD=@@ psql -h db",
        "env": "env MYSQL_PWD=@@ mysql shop",
        "docker -e": "docker run -e POSTGRES_PASSWORD=@@ postgres",
        "JSON": '{"user": "x", "password": "@@"}',
        "JSON camel": '{"dbPassword":"@@"}',
        "YAML": "database:\n  password: @@\n  port: 1",
        "YAML quoted": 'password: "@@"',
        "ini": "[db]\npassword = @@\n",
        "properties": "spring.datasource.password=@@",
        "Python": 'password = "@@"',
        "dictionary": "{'secret': '@@'}",
        "fish": "set -x DB_PASSWORD @@",
        "PowerShell": '$env:DB_PASSWORD = "@@"',
        "XML": "<password>@@</password>",
        "prose": "the wifi password is @@",
        "netrc": "machine x.example login robin password @@",
    },
}
_KEYS = {
    "export": "export API_KEY=@@",
    "export secret": "export AWS_SECRET_ACCESS_KEY=@@",
    "JSON": '{"api_key": "@@"}',
    "JSON camel": '{"apiKey": "@@"}',
    "YAML": "access_key: @@",
    "header": "curl -H 'X-Api-Key: @@' https://x.example",
    "bearer": 'curl -H "Authorization: Bearer @@" https://x.example',
    "JSON header": '{"Authorization": "Bearer @@"}',
    "cookie": "curl -H 'Cookie: session=@@' https://x.example",
    "query": "https://x.example/cb?access_token=@@&n=1",
    "option": "tool --token @@",
    "option with =": "tool --api-key=@@",
    "Python": 'client_secret = "@@"',
    "fish": "set -gx API_TOKEN @@",
    "XML": "<apiKey>@@</apiKey>",
}


def _private_keys(chance: random.Random) -> Iterator[Case]:
    for name in ("", "RSA ", "EC ", "OPENSSH ", "ENCRYPTED "):
        lines = [_some(chance, 64) for _ in range(6)]
        key = "\n".join(
            [f"-----BEGIN {name}PRIVATE KEY-----", *lines, f"-----END {name}PRIVATE KEY-----"]
        )
        parts = tuple(lines)
        yield Case("private-key", "file", key + "\n", parts)
        yield Case("private-key", "cut off", key.rsplit("\n", 2)[0], parts[:-1])
        yield Case("private-key", "JSON", json.dumps({"private_key": key}), parts)
        indented = key.replace("\n", "\n    ")
        yield Case("private-key", "YAML block", f"key: |\n    {indented}\nnext: 1", parts)
        yield Case("private-key", "here document", f"cat > k <<EOF\n{key}\nEOF", parts)
    lines = [_some(chance, 64) for _ in range(6)]
    block = "\n".join(
        ["-----BEGIN PGP PRIVATE KEY BLOCK-----", "", *lines, "-----END PGP PRIVATE KEY BLOCK-----"]
    )
    yield Case("private-key", "PGP", block, tuple(lines))
