"""The secrets that are looked for: one named pattern each, with the values that test it.

A pattern is ``kind``, cheap ``hints`` (lower-case literals joined by ``|``, of which one must be
there before the expression is tried at all), an expression whose groups named ``secret…`` are what
is replaced, and an optional ``check`` for what an expression cannot say (check digits,
placeholders). ``examples`` are (text, the part that must vanish); ``innocent`` are look-alikes that
must stay as they are.

Every expression is linear in the length of the text: it is anchored on a literal, repeats are
bounded or end the match, and no two alternatives begin alike.

The families are a module each, tried in this order: what shows by its own look first, because it
is the surest, and what only its surroundings give away last.

The example values are made up or come from their vendors' own documentation. They are cut in two
so that scanners for leaked credentials do not stop at these files.
"""

from __future__ import annotations

from agent.secret_patterns import (
    addresses,
    codes,
    commands,
    headers,
    identities,
    issuers,
    keys,
    links,
    numbers,
    plainly,
    sessions,
    settings,
    shells,
    speech,
    telling,
    wallets,
)
from agent.secret_patterns.pattern import LONG, SecretPattern

__all__ = ["INNOCENT", "LONG", "PATTERNS", "SecretPattern"]

PATTERNS: tuple[SecretPattern, ...] = (
    *keys.PATTERNS,
    *issuers.PATTERNS,
    *addresses.PATTERNS,
    *links.PATTERNS,
    *headers.PATTERNS,
    *sessions.PATTERNS,
    *commands.PATTERNS,
    *codes.PATTERNS,
    *wallets.PATTERNS,
    *settings.PATTERNS,
    *shells.PATTERNS,
    *speech.PATTERNS,
    *telling.PATTERNS,
    *plainly.PATTERNS,
    *numbers.PATTERNS,
    *identities.PATTERNS,
    issuers.LAST,
)

#: Text that must pass untouched whatever pattern is asked: what is long and random in daily work.
INNOCENT: tuple[str, ...] = (
    "git show 9fceb02d0ae598e95dc970b74767f19372d61af8",
    "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "550e8400-e29b-41d4-a716-446655440000",
    "![x](data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk)",
    "tmux new -s work; ssh -p 2222 robin@host; mkdir -p src/tokens",
    "sorted(rows, key=lambda row: row.created_at)",
    "for token in tokens: print(token.text)",
    "The token expired, so I asked for a new password and changed the secret handshake.",
    "pip install --require-hashes -r requirements.txt --hash=sha256:0a1b2c3d4e5f",
)
