"""Key material with an armour or a shape of its own: private keys, tokens, password hashes."""

from __future__ import annotations

from agent import secret_checks as checks
from agent.secret_patterns.pattern import HEX, TAIL, SecretPattern, issued

_OF_KEY = r"(?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?"

PATTERNS: tuple[SecretPattern, ...] = (
    SecretPattern(
        kind="private-key",
        hints="private key",
        expression=(
            # Up to its end, or to the next beginning: each is read once, however many there are.
            rf"(?P<secret>-----BEGIN {_OF_KEY}-----"
            rf"[^-]*(?:-(?!----(?:BEGIN|END) {_OF_KEY}-----)[^-]*)*"
            rf"(?:-----END {_OF_KEY}-----|(?=-----BEGIN {_OF_KEY}-----)|\Z))"
        ),
        check=checks.key_body,
        examples=(
            (f"-----BEGIN PRIVATE KEY-----\nMII{TAIL}\n-----END PRIVATE KEY-----\nok", TAIL),
            (f"-----BEGIN OPENSSH PRIVATE KEY-----\nb3Blb{TAIL}\n{TAIL}", TAIL),
            (
                f"-----BEGIN PRIVATE KEY-----\nMII{TAIL}\n-----BEGIN PRIVATE KEY-----\nMII",
                TAIL,
            ),
            (f"-----BEGIN PRIVATE KEY-----\n-----END NOTE-----\nMII{TAIL}\n", TAIL),
        ),
        innocent=('grep -r "-----BEGIN RSA PRIVATE KEY-----" .',),
    ),
    SecretPattern(
        kind="private-key",
        hints="private-lines:",
        expression=(
            r"Private-Lines: \d{1,4}\r?\n(?P<secret>(?:[A-Za-z0-9+/]{1,72}={0,2}(?:\r?\n"
            r"|\Z)){1,400})"
        ),
        examples=((f"Private-Lines: 1\n{TAIL}\nPrivate-MAC: 12", TAIL),),
    ),
    SecretPattern(
        kind="private-key",
        hints="ls0tls1crudjti",
        long=True,
        expression=r"(?P<secret>LS0tLS1CRUdJTi[A-Za-z0-9+/]{24,}={0,2})",
        check=checks.wrapped_key,
        examples=(
            (
                f"key: LS0tLS1CRUdJTiBQUklWQVRFIEtFWS0tLS0t{TAIL}",
                f"LS0tLS1CRUdJTiBQUklWQVRFIEtFWS0tLS0t{TAIL}",
            ),
        ),
        innocent=(f"certificate: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t{TAIL}",),
    ),
    issued(
        "private-key",
        "age-secret-key-",
        r"AGE-SECRET-KEY-1[0-9A-Z]{50,}",
        "AGE-SECRET-KEY-1" + TAIL.upper() + TAIL.upper(),
    ),
    issued(
        "jwt",
        "eyj",
        r"eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*",
        "eyJhbGciOiJIUzI1NiJ9" + ".eyJzdWIiOiIxMjM0NTY3ODkwIn0." + TAIL,
    ),
    SecretPattern(
        kind="password-hash",
        hints="$|{ssha|{sha|{crypt|pbkdf2|scram",
        expression=(
            r"(?P<secret>\$(?:1|5|6|y|7|apr1|2[abxy]|argon2(?:id?|d)|scrypt|sha1|pbkdf2[\w-]{0,12})"
            r"\$[^\s:'\",]{20,200}|\{(?:SSHA|SHA|SMD5|CRYPT)\d{0,3}\}[A-Za-z0-9+/=$.]{20,}"
            r"|\bSCRAM-SHA-\d{1,3}\$\d{1,8}:[^\s'\",]{40,300}|\b(?:pbkdf2_sha\d{1,3}"
            r"|pbkdf2:sha\d{1,3}:\d{1,8}|scrypt(?=[:$]\d))[$:][^\s'\",]{30,300})"
        ),
        examples=(
            (f"root:$6$Ab3dE5gH${TAIL}{TAIL}:19000:0:99999:7:::", TAIL),
            (f"anna:$2y$10${TAIL}", TAIL),
            (f"rootpw {{SSHA}}{TAIL[:32]}", TAIL[:32]),
        ),
        innocent=("echo $1$2 costs", "awk '{print $1}'", f"price$1 {HEX}"),
    ),
)
