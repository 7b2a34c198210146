"""What a request carries in its head: authorization, keys, cookies."""

from __future__ import annotations

import re
from typing import Final

from agent import secret_checks as checks
from agent.secret_patterns.pattern import TAIL, SecretPattern
from agent.secret_values import is_placeholder, looks_random

_SCHEME: Final = (
    r"(?:bearer|basic|token|digest|api-?key|ssws|geniekey|key|oauth|bot|negotiate|flyv1|hawk"
    r"|aws4-hmac-sha256)"
)


def _carried(match: re.Match[str], value: str) -> bool:
    """Whether a header's value is a secret, and no variable, type or expression."""
    return (
        not is_placeholder(value)
        and (match["secret1"] is not None or looks_random(value))
        and (match["scheme"] is not None or re.fullmatch(r"[A-Za-z]?[a-z_]+", value) is None)
        and not value.lower().startswith(("bearer", "basic", "token"))
        and not re.match(r"[\w.]*[\[(]", value)
        and (match["scheme"] is not None or match["comma"] is None or looks_random(value))
        and (match["field"] is None or not checks.harmless_key(match["field"]))
    )


PATTERNS: tuple[SecretPattern, ...] = (
    SecretPattern(
        kind="authorization",
        hints="authorization|bearer |ssws |geniekey |-key|apikey|-token|-secret|-auth",
        expression=(
            rf"""(?ix)
            \bauthorization["'\])]{{0,3}}\s{{0,3}}(?:[:=]|(?P<comma>,))\s{{0,3}}["'`]?
                (?P<scheme>{_SCHEME}\s+)?(?:["']\s?[+.]\s?["'])?
                (?P<secret1>[^\s"',}}\])]{{6,}})
            | \b(?:bearer|ssws|geniekey)\s+(?P<secret2>[A-Za-z0-9._~+/-]{{16,}}=*)
            | (?<![\w-])(?P<field>(?:[a-z]{{1,20}}-){{0,4}}(?:api-?key|key|token|secret|auth))
                ["'\])]{{0,3}}\s{{0,3}}[:=]\s{{0,3}}["']?(?P<secret3>[^\s"',}}\])]{{8,}})
            """
        ),
        check=_carried,
        examples=(
            ("curl -H 'Authorization: Basic bWU6c2VjcmV0' x", "bWU6c2VjcmV0"),
            (f'{{"Authorization": "Bearer {TAIL}"}}', TAIL),
            (f"curl -H 'X-Api-Key: {TAIL}'", TAIL),
            (f'headers["x-api-key"] = "{TAIL}"', TAIL),
            (f'r.Header.Set("Authorization", "Bearer "+"{TAIL}")', TAIL),
            (f"-H 'X-Vault-Token: {TAIL}'", TAIL),
            (f"SSWS {TAIL}", TAIL),
        ),
        innocent=(
            '-H "Authorization: Bearer $TOKEN"',
            "the bearer documentation-of-the-endpoint",
            'AUTHORIZATION = "Authorization"',
            '"Authorization": authorization,',
            '{"authorization": "Bearer hf_***"}',
            'authorization = request.headers["Authorization"]',
            "cache-key: linux-node-20-modules",
            "sort-key: created2024at",
        ),
    ),
    SecretPattern(
        kind="cookie",
        hints="cookie:|--cookie",
        expression=(
            r"""(?i)(?:\b(?:set-)?cookie:|--cookie[= ])\s{0,3}["']?(?P<secret>"""
            r"""[^\s"'=]{1,64}=[^"'\n]{4,})"""
        ),
        check=checks.carries_session,
        examples=(
            ("curl -H 'Cookie: session=9f8e7d6c5b4a'", "session=9f8e7d6c5b4a"),
            ("curl --cookie 'a=1; sid=9f8e7d6c5b4a' x", "9f8e7d6c5b4a"),
        ),
        innocent=("Set-Cookie: theme=dark; Path=/", "curl --cookie jar.txt x"),
    ),
)
