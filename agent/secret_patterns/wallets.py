"""What opens a wallet: its phrase of twelve words or more, and the private keys of currencies.

A phrase is known by the number of its words, and by the words that it has not.
"""

from __future__ import annotations

import re
from hashlib import sha256
from typing import Final

from agent.secret_patterns.pattern import TAIL, SecretPattern, issued

_SEED: Final = (
    "about lemon ability wonder romance acquire abstract rocket license winter level light"
)

#: Short words of English prose that BIP-39's list leaves out.
_PROSE: Final = (
    r"all|also|and|any|are|as|at|be|been|but|by|can|could|did|does|each|for|from|had|has|have|her"
    r"|his|how|if|in|into|is|it|its|may|might|must|my|no|not|of|on|or|our|over|should|so|some|such"
    r"|than|the|their|them|then|these|those|to|very|was|we|were|where|which|who|why|with|would"
)
_IN_PROSE: Final = re.compile(_PROSE)
#: Numbers of words that BIP-39 has.
_SEED_LENGTHS: Final = frozenset({12, 15, 18, 21, 24})
_SEED_HINTS: Final = "-word| word|seed|mnemonic|recovery|phrase|wallet|bip39|bip-39|secret|backup"
_WALLET_HINTS: Final = (
    "seed|mnemonic|phrase|recovery|bip39|bip-39|metamask|ledger|trezor|wiederherstellungsw|semilla|recupera"
    "|backup words"
)
_SEED_LABEL: Final = (
    r"(?i:\b(?:(?:12|15|18|21|24)[ -]words?|seed|mnemonic|recovery|wallet|bip-?39|secret|backup)\b"
    # Of plans and gardens there are lists of words, too.
    r"(?![ -](?:plan|routine|programme?|list|mix)\b))"
)
_SEED_WORD: Final = rf"(?:\d{{1,2}}[.):]\s?)?[\"']?(?!(?:{_PROSE})\b)[a-z]{{3,8}}"
_AND_NEXT: Final = rf"{_SEED_WORD}[\"']?[\s,]{{1,3}}"
#: As many words as a wallet's phrase has, the most first: 12, or 3, 6, 9 or 12 more. What follows
#: them on the next line may be words as well.
_PHRASE: Final = rf"(?:{_AND_NEXT}){{11}}(?:(?:{_AND_NEXT}){{3}}){{0,4}}{_SEED_WORD}"
#: What it may be called before it begins.
_CALLED: Final = (
    r"(?i:[\s-]{1,2}(?:phrase|words?|key|code|is|are|was|for|my|the|our|of|this|these|recovery"
    r"|backup|wallet|mnemonic|seed|secret|bip-?39|\d{1,2})\b){0,6}+"
)


#: A word of a phrase in any case, with its number before it; and what may stand between two.
_NUMBERED: Final = (
    r"(?:\d{1,2}[.):]?[ \t]{0,3})?(?:[a-z]{3,8}|[A-Z][a-z]{2,7}|[A-Z]{3,8})(?![A-Za-z])"
)
_BETWEEN: Final = r"(?:[ \t]{0,3}[-|,;·][ \t]{0,3}|[ \t]{1,4})"
_NEXT_LINE: Final = r"[ \t,]{0,3}\r?\n[ \t]{0,8}"
_LIST: Final = "seed phrase\n" + "\n".join(
    f"{number}. {word}" for number, word in enumerate(_SEED.split(), 1)
)
_OF_ONE: Final = "KwDiBf89QgGbjEhKnhXJuH7LrciVrZi3qYjgd9M7rFU73sVHnoWn"


#: Labels that are of a wallet for certain.
_SURE: Final = re.compile(r"(?i)phrase|frase|mnemonic|wallet|metamask|trezor|bip-?39|words?|wörter")
#: BIP-39 has no plurals.
_PLURAL: Final = re.compile(r"[a-z]{2,}[^suiea\W]s|[a-z]{2,}oes")


def _is_phrase(match: re.Match[str], value: str) -> bool:
    """As many words as a wallet's phrase has, without those that every sentence needs."""
    words = re.findall(r"[a-z]{3,8}", value.lower())
    return (
        len(words) in _SEED_LENGTHS
        and not any(map(_IN_PROSE.fullmatch, words))
        and _no_list(match, value)
    )


def _no_list(match: re.Match[str], value: str) -> bool:
    """Whether words are no mere list of things, as a "seed" or a "backup" has it, too."""
    label = match[0].partition(value)[0]
    plurals = [word for word in re.findall(r"[a-z]+", value.lower()) if _PLURAL.fullmatch(word)]
    return _SURE.search(label) is not None or len(plurals) <= _FEW


#: Some of its words look like plurals: "jeans", "scissors".
_FEW: Final = 2


def _of_checksum(_match: re.Match[str], value: str) -> bool:
    """A private key in the format for import: base 58 with the first bytes of its digest."""
    number = 0
    for character in value:
        number = number * 58 + _BASE58.index(character)
    # What begins with 5, K or L is no larger.
    body = number.to_bytes(_SIZES[len(value)], "big")
    digest = sha256(sha256(body[:-4]).digest()).digest()
    return body[-4:] == digest[:4]


_BASE58: Final = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
#: Bytes by the length of the text: with a mark for a compressed public key or without.
_SIZES: Final = {51: 37, 52: 38}


PATTERNS: tuple[SecretPattern, ...] = (
    SecretPattern(
        kind="seed-phrase",
        hints=_SEED_HINTS,
        expression=(
            rf"{_SEED_LABEL}(?:{_CALLED}\s|[^\n]{{0,40}}?(?:[:=\"'\[>]"
            # "On the old Ledger", "from 2021": no word that the phrase could begin with.
            r"|(?<=[ \t])[A-Z\d(][^\s:=\"'\[>]{0,20}[ \t]))"
            rf"\s{{0,3}}[\"'\[]?\s{{0,3}}(?P<secret>{_PHRASE})(?![\w'])"
            # No further word on its line: then it would be as long as no phrase is.
            rf"(?![\"']?[ \t,]{{1,3}}{_SEED_WORD}(?![\w']))"
        ),
        check=_no_list,
        examples=(
            (f"seed phrase: {_SEED}", _SEED),
            (f"seed phrase: {_SEED}\nquick fox", _SEED),
            (f"my wallet seed phrase is {_SEED} and nobody knows", _SEED),
            (f"recovery phrase {_SEED} (private)", _SEED),
            (f"seed on the old Ledger {_SEED}\nquick fox", _SEED),
        ),
        innocent=(
            "a backup should always come before any other thing that you want and will need later",
            "a backup should come before any other thing that you will ever need later",
            "backup: alpha bravo charlie delta echo foxtrot golf hotel india juliet kilo lima mike",
            "seed list: leek pea kale beet bean oca rye oat corn dill mint sage chard",
            "seed potatoes carrots onions garlic leeks beans peas squash pumpkin corn kale spinach",
            "recovery plan: rest water stretch walk sleep eat repeat run jump climb swim bike",
        ),
    ),
    # After any other words, where it is all of what words there are.
    SecretPattern(
        kind="seed-phrase",
        hints=_SEED_HINTS,
        expression=(
            rf"{_SEED_LABEL}[^\n]{{0,40}}?[\s:=\"']\s{{0,3}}[\"'\[]?\s{{0,3}}"
            r"(?P<secret>(?:(?:\d{1,2}[.):]\s?)?[\"']?[a-z]{3,8}[\"']?[\s,]{1,3}){11,23}"
            r"(?:\d{1,2}[.):]\s?)?[\"']?[a-z]{3,8})(?![\w'])"
        ),
        check=_is_phrase,
        examples=((f"seed on the old Ledger {_SEED}", _SEED),),
        innocent=("backup of the phone ran once more then all was well with it again as before",),
    ),
    # As wallets and people write them down: numbered, in capitals, with signs between.
    SecretPattern(
        kind="seed-phrase",
        hints=_WALLET_HINTS,
        expression=(
            r"(?i:\b(?:seed|mnemonic|recovery|secret|backup)[ -]?(?:recovery[ -])?"
            r"(?:phrase|words?)\b"
            r"|\b(?:seed|mnemonic|metamask|ledger|trezor|bip-?39)\b(?=[^\n]{0,24}(?:[:=\n]"
            r"|\swords\b|\s['\"])|\n)"
            r"|\bwiederherstellungs-?(?:phrase|wörter)\b|\bphrase de récupération\b"
            r"|\bfrase (?:semilla|de recuperación)\b)"
            rf"{_CALLED}[^\n]{{0,24}}?[\s:=\"'\[>]\s{{0,3}}[\"'\[]?\s{{0,3}}"
            rf"(?:(?P<secret1>{_NUMBERED}(?:{_BETWEEN}{_NUMBERED}){{11,23}}+)(?!\w|'\w)"
            rf"|(?P<secret2>{_NUMBERED}(?:{_NEXT_LINE}{_NUMBERED}){{11}}"
            rf"(?:(?:{_NEXT_LINE}{_NUMBERED}){{3}}){{0,4}})(?=[ \t,]{{0,8}}(?:\r?\n|\Z)))"
        ),
        check=_is_phrase,
        examples=(
            (f"seed phrase: {_SEED.title()}", _SEED.title()),
            (f"seed phrase: {_SEED.upper()}", _SEED.upper()),
            (f"seed phrase: {_SEED.replace(' ', ' | ')}", _SEED.replace(" ", " | ")),
            (f"seed phrase: {_SEED.replace(' ', '-')}", _SEED.replace(" ", "-")),
            (f"mnemonic: '{_SEED}'", _SEED),
            (f"Seedphrase {_SEED}", _SEED),
            (f"Wiederherstellungsphrase: {_SEED}", _SEED),
            (f"phrase de récupération : {_SEED}", _SEED),
            (f"frase semilla: {_SEED}", _SEED),
            (f"metamask: {_SEED}", _SEED),
            (f"my metamask words are {_SEED}", _SEED),
            (_LIST, "lemon\n"),
        ),
        innocent=(
            "Seed words: all of them must be written down and kept where no fire can get at them",
            "Ledger: Rent\nFood\nFuel\n",
        ),
    ),
    issued(
        "private-key",
        "prv",
        r"[xyztuv]prv[A-Za-z0-9]{100,112}(?![A-Za-z0-9])",
        "xprv" + ("9s21ZrQH143K" + TAIL.replace("0", "1")) * 2 + "Abcdef",
        innocent=(f"xpub9s21ZrQH143K{TAIL}",),
    ),
    issued(
        "private-key",
        "nsec1",
        r"nsec1[02-9ac-hj-np-z]{58}(?![a-z0-9])",
        "nsec1" + "qpzry9x8gf2tvdw0s3jn54khce6mua7l" + "qpzry9x8gf2tvdw0s3jn54khce",
        innocent=("npub1" + "qpzry9x8gf2tvdw0s3jn54khce6mua7l" + "qpzry9x8gf2tvdw0s3jn54khce",),
    ),
    SecretPattern(
        kind="private-key",
        hints="wif|priv|bitcoin|btc|wallet|key",
        long=True,
        expression=(
            r"(?<![A-Za-z0-9])(?P<secret>5[1-9A-HJ-NP-Za-km-z]{50}|[KL][1-9A-HJ-NP-Za-km-z]{51})"
            r"(?![A-Za-z0-9])"
        ),
        check=_of_checksum,
        # The one that everybody knows: of the number 1.
        examples=((f"WIF: {_OF_ONE}", _OF_ONE),),
        innocent=(f"bitcoin {_OF_ONE[:-1]}m",),
    ),
)
