"""Whether what an expression found is a secret: by its name, by its surroundings, by its value.

A check gets the match and the value that would be replaced.
"""

from __future__ import annotations

import base64
import re

from agent.secret_talk import says_nothing
from agent.secret_values import (
    LEAST_KEY,
    LEAST_TOKEN,
    bare,
    has_both,
    is_no_password,
    is_path,
    is_placeholder,
    is_reference,
    is_scrambled,
    like_a_password,
    looks_random,
    uneven,
)


def filled(_match: re.Match[str], value: str) -> bool:
    """Anything but a placeholder."""
    return not is_placeholder(value)


def random_value(_match: re.Match[str], value: str) -> bool:
    """A value that could be generated."""
    return looks_random(value)


def mixed(_match: re.Match[str], value: str) -> bool:
    """Letters and digits both, as generated keys have and class names have not."""
    return any(c.isdigit() for c in value) and any(c.isalpha() for c in value)


def letters(_match: re.Match[str], value: str) -> bool:
    """Capitals and small letters in no order."""
    return uneven(value.partition("_")[2], 0.3)


def user_and_password(_match: re.Match[str], value: str) -> bool:
    """Base64 of a name, a colon and more, as basic authorization has it."""
    try:
        name, colon, password = base64.b64decode(value, validate=True).partition(b":")
    except ValueError:
        return False
    return bool(name and colon and password) and (name + password).isascii()


def key_body(_match: re.Match[str], value: str) -> bool:
    """A private key's armour with key material inside, not only its first line."""
    body = value.split("-----", 2)[-1]
    return re.search(r"[A-Za-z0-9+/=]{16}", body) is not None


_PASSWORD_NAME = re.compile(
    r"(?i).*(?:pass(?:word|wd|phrase|code|wort)?|pwd?|psk|secret|creds?|salt|mnemonic)"
)


#: What follows a credential's name where the value is something about it, not the thing itself.
_ABOUT = re.compile(
    r"(?i).*_(?:ID|IDS|FILE|PATH|DIR|URL|URI|NAME|TYPE|KIND|TTL|EXPIRY|EXPIRES|TIMEOUT|LENGTH|LEN|SIZE"
    r"|COUNT|LIMIT|MAX|MIN|PREFIX|SUFFIX|HEADER|FIELD|ENV|VAR|VERSION|FORMAT|INDEX|ALG|ALGORITHM"
    r"|HASHER|SCHEME|BACKEND|PROVIDER|CLASS|ENCODING|STRATEGY|CIPHER"
    r"|SECONDS|MINUTES|HOURS|DAYS|ALIAS|POLICY|REGION|ENDPOINT|ENABLED|REQUIRED|HINT|LABEL)"
)

#: Keys that are made to be seen.
_OPEN_NAME = re.compile(r"PUBLIC|PUBLISHABLE|SITE_?KEY")


def environment(match: re.Match[str], value: str) -> bool:
    """``NAME=value`` as shells write it. ``KEY`` and ``AUTH`` alone say little."""
    name = match["name"]
    if is_placeholder(value) or name.startswith(("OLDPWD", "PWD")) or _OPEN_NAME.search(name):
        return False
    if is_path(bare(value)) or _ABOUT.fullmatch(name) or is_no_password(name):
        return False
    if name in {"KEY", "AUTH"} or match["more"]:
        return looks_random(value)
    return _PASSWORD_NAME.fullmatch(name) is not None or len(bare(value)) >= LEAST_TOKEN


def setting(match: re.Match[str], value: str) -> bool:
    """``name: value`` or ``name = value`` in a configuration file, in code or in prose."""
    inner = bare(value)
    following = match.string[match.end() : match.end() + 1]
    if is_placeholder(value) or following in {"(", "["} or any(c.isspace() for c in inner):
        return False
    if is_path(inner) or is_reference(inner):
        return False
    if _PASSWORD_NAME.fullmatch(match["name"]) is None:
        return looks_random(value, least=12)
    quoted = value[-1:] in {'"', "'"}
    return len(inner) >= 4 and (quoted or any(not c.isalpha() for c in inner))  # noqa: PLR2004


def literal(match: re.Match[str], value: str) -> bool:
    """A quoted text near a credential's name in code, where much else is quoted as well."""
    name, more = match["name"].lower(), match["more"].lower()
    if any(word in more for word in _NOT_THE_VALUE):
        return False
    if _PASSWORD_NAME.fullmatch(name) and "secret" not in name:
        return like_a_password(value)
    return is_scrambled(value) or (looks_random(value, least=20) and uneven(value))


#: Endings of names that are about a credential.
_NOT_THE_VALUE = (
    "file",
    "path",
    "name",
    "type",
    "url",
    "uri",
    "field",
    "header",
    "env",
    "hint",
    "_id",
)


def given(_match: re.Match[str], value: str) -> bool:
    """What a command is given: anything but a placeholder, a path or the number of a port."""
    inner = bare(value)
    port = inner.isdecimal() and len(inner) in {4, 5} and inner[0] != "0"
    return not is_placeholder(value) and not is_path(inner) and not port


def given_by_name(match: re.Match[str], value: str) -> bool:
    """What a long option is given: a password, or for others a value that could be generated."""
    if match["secret2"] is not None:
        return given(match, value) and looks_random(value)
    return given(match, value) and _OF_OPTIONS.fullmatch(bare(value)) is None


#: How a sentence goes on that speaks of an option.
_OF_OPTIONS = re.compile(
    r"to|is|are|was|on|for|and|or|when|with|if|as|in|at|so|that|which|flag|options?|argument|instead"
    r"|from|has|must|can|should|will|would|does|because|but|then|since|gets|given|appears|the|also"
)


def given_or_literal(match: re.Match[str], value: str) -> bool:
    """The same; where only the place among quoted texts tells, it must look like a password."""
    if match["secret4"] is not None:
        return is_scrambled(value)
    return like_a_password(value) if match["secret3"] is not None else not is_placeholder(value)


def besides_a_user(match: re.Match[str], value: str) -> bool:
    """What stands beside a user's name where many programs expect a password, or a port, a path."""
    line = match.string[max(0, match.start() - 80) : match.start()].rpartition("\n")[2]
    if re.search(r"\brsync\b", line) is not None:  # there it says which files to skip
        return False
    return like_a_password(value) and not bare(value).isdecimal() and "/" not in value[:2]


def configured(match: re.Match[str], value: str) -> bool:
    """What a command is told to keep under a name."""
    named = match["name"] is not None and _PASSWORD_NAME.fullmatch(match["name"])
    if is_path(bare(value)):
        return False
    if named:
        inner = bare(value)
        told = says_nothing(inner) and _OF_OPTIONS.fullmatch(inner) is None
        return told and not is_placeholder(value)
    return looks_random(value)


def spoken(_match: re.Match[str], value: str) -> bool:
    """A word that no sentence has: a password among words."""
    return like_a_password(value)


def told(match: re.Match[str], value: str) -> bool:
    """What follows a word for a password: after "is", or, if it shows by itself, at once."""
    groups = match.groupdict()
    if groups.get("secret2") or groups.get("secret3"):
        return like_a_password(value) and (
            has_both(value) or any(c in "!#$%^*+@" for c in value[1:-1])
        )
    around = match.string[match.start() : match.end() + 1]
    quoted = around[-1:] in _QUOTES and around[: -1 - len(value)][-1:] in _QUOTES
    return like_a_password(value) or (
        quoted and re.fullmatch(r"[\w!?&+*#%@-]+", value) is not None and not is_placeholder(value)
    )


_QUOTES = frozenset("\"'«»„“”‘’「」")


def random_key(match: re.Match[str], value: str) -> bool:
    """A long key in a sentence."""
    before = match.string[max(0, match.start() - 12) : match.start("secret")].lower()
    if harmless_key(before) or _DIGEST.search(before):
        return False
    return looks_random(value) and uneven(value) and _ID.fullmatch(bare(value)) is None


_ID = re.compile(r"[0-9a-f]{40}|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")


def scrambled(_match: re.Match[str], value: str) -> bool:
    """Capitals, small letters and digits in no order."""
    return is_scrambled(value)


def stray(match: re.Match[str], value: str) -> bool:
    """Random text on a line that speaks of a credential, and of no digest or public key."""
    before = match.string[max(0, match.start() - 24) : match.start("secret")].lower()
    return is_scrambled(value) and _DIGEST.search(before) is None and not value.startswith("AAAA")


_DIGEST = re.compile(
    r"sha|md5|hash|digest|integrity|checksum|etag|fingerprint|public|pub|commit|nonce"
)


def prefixed(match: re.Match[str], _value: str) -> bool:
    """A word joined to a body that only a generator writes, unless the word says it is public."""
    prefix, body = match["prefix"].lower(), match["body"]
    if _PUBLIC.search(prefix):
        return False
    if re.fullmatch(r"[0-9a-f]+", body):
        return _SAYS_KEY.search(prefix) is not None and len(body) >= 32  # noqa: PLR2004
    return is_scrambled(body)


_PUBLIC = re.compile(
    r"pub|^pk|sha|md5|hash|rev|commit|uuid|cpython|blob|digest|img|image|chunk|asset"
)

_SAYS_KEY = re.compile(r"key|token|secret|pat|auth|access|live|api|bot|cred|pass")


def wrapped_key(_match: re.Match[str], value: str) -> bool:
    """An armour in Base64: a private key's, not a certificate's."""
    head = value[: len(value) // 4 * 4][:64]
    try:
        return b"PRIVATE KEY" in base64.b64decode(head, validate=True)
    except ValueError:
        return False


def random_segment(match: re.Match[str], value: str) -> bool:
    """An address's path that goes on with something generated."""
    return "zapier" in match[0] or any(
        len(part) >= 16 and looks_random(part) and uneven(part)  # noqa: PLR2004
        for part in re.split(r"[/@.]", value)
    )


def harmless_key(name: str) -> bool:
    """Whether a name ends in "key" or "token" and is not one's: keys of caches, rows, sorting."""
    return _HARMLESS.search(name.lower()) is not None


_HARMLESS = re.compile(
    r"cache|sort|primary|public|restore|partition|row|foreign|group|unique|hash|map|object|idempotency"
    r"|shortcut|host|index|next|page|continuation|registry|event|message|routing|^(?:key|token|secret|auth)$"
)


def carries_session(_match: re.Match[str], value: str) -> bool:
    """Cookies of which one is long or mixed; settings such as a theme are none."""
    parts = [part.partition("=")[2].strip() for part in value.split(";")]
    return any(
        len(part) >= 6 and not is_placeholder(part) and (has_both(part) or len(part) >= 24)  # noqa: PLR2004
        for part in parts
    )


def codes(match: re.Match[str], value: str) -> bool:
    """Codes to be written down: several, or one in groups; a single year or port is none."""
    if match["secret3"] is not None:
        return True
    return len(re.findall(r"[A-Za-z0-9]{4,}", value)) > 1 or _one_code(value)


def _one_code(value: str) -> bool:
    if value.strip().isdecimal():
        return len(value.strip()) >= LEAST_TOKEN
    return len(value) >= LEAST_KEY and has_both(value) and uneven(value)


def seed_of_codes(_match: re.Match[str], value: str) -> bool:
    """Base32, and not a word in capitals: such a text has digits, or is in groups of four."""
    return any(c.isdigit() for c in value) or len(re.findall(r"[ -]", value)) >= 3  # noqa: PLR2004
