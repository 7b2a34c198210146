"""Addresses that open something for whoever has them: to reset, to confirm, to join, to read.

The word in the path says what the address is for, and what follows it is generated; titles in
addresses are words joined by hyphens.
"""

from __future__ import annotations

import re
from typing import Final

from agent import secret_checks as checks
from agent.secret_patterns.pattern import HEX, TAIL, SecretPattern
from agent.secret_values import has_both, is_placeholder, uneven

_OPENING: Final = (
    r"reset(?:[-_]?password)?|password[-_]?resets?|reset/confirm|password/(?:reset|edit)"
    r"|forgot(?:[-_]password)?|confirm(?:ation)?s?|confirm[-_]email|activat(?:e|ion)s?"
    r"|verif(?:y|ication)(?:[-_]e?mail)?|invit(?:e|ation)s?|accept[-_]invit(?:e|ation)|join"
    r"|auth/magic|magic(?:[-_]?links?)?|unsubscribe|one[-_]?time"
)


def _generated(_match: re.Match[str], value: str) -> bool:
    """What no title of a page is: letters and digits that change places often."""
    return has_both(value) and uneven(value, 0.25) and not is_placeholder(value)


PATTERNS: tuple[SecretPattern, ...] = (
    SecretPattern(
        kind="url-token",
        hints="/reset|/password|/forgot|/confirm|/activ|/verif|/invit|/accept|/join|/magic|/unsub|/one",
        expression=(
            rf"(?i)://[^\s\"'<>?#]{{1,200}}?/(?:{_OPENING})/(?:[A-Za-z0-9]{{1,6}}/)?"
            r"(?P<secret1>[\w-]{20,512})(?![\w.-])"
            r"|://[^\s\"'<>?#]{1,200}?/(?:reset|magic|confirm|verify|activate|invite|accept-invitation)"
            r"[\w-]{0,24}/?\?(?:t|k|c|h|s|id)=(?P<secret2>[\w-]{20,512})(?![\w.-])"
        ),
        check=_generated,
        examples=(
            (f"https://x.example/reset-password/{TAIL}", TAIL),
            (f"https://x.example/password/reset/{TAIL}", TAIL),
            (f"https://x.example/reset/confirm/MQ/c2h8kx-{HEX[:32]}/", HEX[:32]),
            (f"https://x.example/invite/{TAIL[:22]}", TAIL[:22]),
            (f"https://x.example/auth/magic/{TAIL}", TAIL),
            (f"https://x.example/magic?t={TAIL}", TAIL),
        ),
        innocent=(
            "https://x.example/verify/the-address-of-your-new-office-2024",
            "https://x.example/join/our-team-in-berlin-2024-as-an-engineer",
            "https://x.example/confirm/a1B2c3D4e5F6g7H8i9J0.css",
            "https://x.example/questions/12345678/how-to-reset-a-password-in-mysql",
        ),
    ),
    SecretPattern(
        kind="url-parameter",
        hints="ticket=|samlre|rlkey=|sid=|otp=|oobcode=",
        expression=(
            r"(?i)[?&](?:ticket|samlresponse|samlrequest|rlkey|sid|otp|oobcode)="
            r"(?P<secret>[^&\s#\"'<>]{20,16384})"
        ),
        check=_generated,
        examples=(
            (f"https://x.example/?ticket={TAIL}", TAIL),
            (f"https://x.example/?SAMLResponse={TAIL}", TAIL),
            (f"https://x.example/a.pdf?rlkey={TAIL[:25]}&dl=0", TAIL[:25]),
        ),
        innocent=("https://x.example/?ticket=the-name-of-a-ticket-that-is-long",),
    ),
    SecretPattern(
        kind="url-token",
        hints="mega.nz|/private-|/owa/calendar/",
        expression=(
            r"mega\.nz/(?:file|folder)/[\w-]{4,24}#(?P<secret1>[\w-]{16,64})"
            r"|/private-(?P<secret2>[0-9a-f]{32})/"
            r"|/owa/calendar/(?P<secret3>[\w@.-]{20,200}/[0-9A-Za-z]{16,80})/"
        ),
        examples=(
            (f"https://mega.nz/file/AbCdEf#{TAIL}", TAIL),
            (f"https://calendar.example/ical/me/private-{HEX[:32]}/basic.ics", HEX[:32]),
        ),
        innocent=("https://mega.nz/file/AbCdEf", "/private-docs/", "/owa/calendar/"),
    ),
    # A slash in the password ends it for a browser, and for no client of a database.
    SecretPattern(
        kind="url-password",
        hints="mongodb|redis|postgres|mysql|mariadb|amqp",
        expression=(
            r"\b(?:mongodb(?:\+srv)?|rediss?|postgres(?:ql)?|mysql|mariadb|amqps?)://"
            r"[^\s/:@\"'<>\[]{0,256}:(?!\d{2,5}/)(?P<secret>[^\s\"'<>@]{1,128})@(?=[\w\[])"
        ),
        check=checks.filled,
        examples=(
            ("mongodb://u:p/ss77x@h", "p/ss77x"),
            ("redis://:a/b+c77=@h", "a/b+c77="),
        ),
        innocent=("postgres://db.local:5432/app@v2", "redis://:$PASS/x@h"),
    ),
    SecretPattern(
        kind="url-password",
        hints="//",
        expression=r"//(?<![:\w/]//)[\w.-]{1,40}:(?P<secret>[^\s/\"'<>@:]{4,128})@[\w.-]",
        check=checks.spoken,
        examples=(("mount //robin:tulip77field@nas/share", "tulip77field"),),
        innocent=("//todo:later@home", "lib//core:release77x@v2", "// note: see robin@example.org"),
    ),
    SecretPattern(
        kind="url-password",
        hints="trojan://|ss://|vless://|hysteria|tuic://|vmess://",
        expression=(
            r"\b(?:trojan|ss|vless|hysteria2?|tuic)://(?P<secret1>[^\s/@\"'<>\[]{6,256})@"
            r"|\bvmess://(?P<secret2>[A-Za-z0-9+/_-]{40,4096}={0,2})"
        ),
        check=checks.filled,
        examples=(
            ("trojan://tulip77field@h:443", "tulip77field"),
            (f"vmess://{TAIL}{TAIL}", TAIL),
        ),
        innocent=("wss://x.example/stream@v2", "trojan://$PASSWORD@h:443"),
    ),
    SecretPattern(
        kind="password",
        hints="wifi:",
        expression=(
            r"\bWIFI:(?:[A-OQ-Z]\d?:(?:[^;\\\n]|\\.){0,80};){0,6}P:"
            r"(?P<secret>(?:[^;\\\n]|\\.){1,128});"
        ),
        check=checks.filled,
        examples=(("WIFI:T:WPA;S:Home;P:tulipfield;;", "tulipfield"),),
        innocent=("WIFI:T:nopass;S:Home;;",),
    ),
)
