"""What keeps somebody signed in: cookies outside of a request's head, and the ids of sessions."""

from __future__ import annotations

import re
from typing import Final

from agent import secret_checks as checks
from agent.secret_patterns.pattern import TAIL, SecretPattern
from agent.secret_values import is_scrambled, looks_random, uneven

#: Names that are a session's wherever they stand: of frameworks, and of large sites.
_NAMES: Final = (
    r"phpsessid|jsessionid|aspsessionid\w{0,12}|asp\.net_sessionid|connect\.sid|session[_-]?id"
    r"|sessid|laravel_session|auth_session|user_session|_gh_sess|li_at|sapisid|apisid"
    r"|__secure-[\w-]{1,32}|__host-[\w-]{1,32}"
)
_HINTS: Final = (
    "sessionid|session_id|session-id|sessid|_session|_sess|connect.sid|li_at|apisid|__secure-"
    "|__host-"
)
_UUID: Final = re.compile(r"(?i)[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")


def _generated(_match: re.Match[str], value: str) -> bool:
    """What a server makes up for a session. Programs number their runs by UUIDs, and log them."""
    generated = is_scrambled(value) or (looks_random(value, least=16) and uneven(value))
    return generated and _UUID.fullmatch(value) is None


def _kept(_match: re.Match[str], value: str) -> bool:
    """A cookie in a browser's jar that is long or mixed; settings and times are neither."""
    return looks_random(value, least=12) and uneven(value)


PATTERNS: tuple[SecretPattern, ...] = (
    SecretPattern(
        kind="cookie",
        hints="curl|document.cookie",
        expression=(
            r"""\bcurl\b[^\n|;]{0,300}?\s-b\s{0,3}(?:"(?P<secret1>[^"=\s]{1,64}=[^"\n]{4,4096})"|"""
            r"""'(?P<secret2>[^'=\s]{1,64}=[^'\n]{4,4096})'|(?P<secret3>[\w.-]{1,64}=[^\s"']{4,4096}))"""
            r"""|\bdocument\.cookie\s?=\s?["'`](?P<secret4>[^\s"'`=]{1,64}=[^"'`\n]{4,4096})"""
        ),
        check=checks.carries_session,
        examples=(
            (f"curl -b 'session={TAIL}' https://x.example", TAIL),
            (f"curl -b session={TAIL} https://x.example", TAIL),
            (f"document.cookie='sid={TAIL}'", TAIL),
        ),
        innocent=("curl -b jar.txt x", "curl -b 'theme=dark' x", "document.cookie = 'lang=en'"),
    ),
    SecretPattern(
        kind="cookie",
        hints=_HINTS,
        expression=(
            rf"(?i)(?<![A-Za-z0-9])(?:x-)?(?:{_NAMES})[\"']?\s{{0,2}}[:=]\s{{0,2}}[\"']?"
            r"(?:s%3a|s:)?(?P<secret>[\w.%+/~-]{16,4096}={0,2})"
        ),
        check=_generated,
        examples=(
            (f"PHPSESSID={TAIL[:26]}", TAIL[:26]),
            (f"https://x.example/a;jsessionid={TAIL[:32]}", TAIL[:32]),
            (f"connect.sid=s%3A{TAIL}", TAIL),
            (f"li_at={TAIL}", TAIL),
            (f"__Secure-1PSID={TAIL}", TAIL),
            (f"X-Session-Id: {TAIL}", TAIL),
            (f"cookies = {{'sessionid': '{TAIL}'}}", TAIL),
        ),
        innocent=(
            "session_id: 550e8400-e29b-41d4-a716-446655440000",
            "session_id=the-long-name-of-a-session",
            "sessionid = request.session.session_key2",
        ),
    ),
    SecretPattern(
        kind="cookie",
        hints="cookies=|cookies =|session cookie",
        expression=(
            r"(?i)\bcookies\s?=\s?\{\s{0,8}[\"'][\w.-]{1,64}[\"']\s?:\s?[\"'](?P<secret1>[^\s\"']{16,4096})"
            r"|\bsession cookie(?: value)?(?: is|\s?[:=])?\s(?P<secret2>[\w.%+/~-]{20,4096}={0,2})"
        ),
        check=_generated,
        examples=(
            (f"requests.get(u, cookies={{'session': '{TAIL}'}})", TAIL),
            (f"session cookie is {TAIL}", TAIL),
        ),
        innocent=("cookies = {'theme': 'dark'}", "session cookie documentation"),
    ),
    SecretPattern(
        kind="cookie",
        hints="\ttrue\t|\tfalse\t",
        expression=(
            r"(?m)^(?:#HttpOnly_)?[\w.-]{1,128}\t(?:TRUE|FALSE)\t\S{1,128}\t(?:TRUE|FALSE)\t\d{1,12}"
            r"\t[^\t\n]{1,128}\t(?P<secret>[^\t\r\n]{8,4096})\r?$"
        ),
        check=_kept,
        examples=((f"x.example\tTRUE\t/\tTRUE\t1790000000\tsid\t{TAIL}", TAIL),),
        innocent=("x.example\tTRUE\t/\tFALSE\t0\tlang\tde-DE-1996",),
    ),
)
