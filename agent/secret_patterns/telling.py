"""Passwords that are told in a roundabout way, and those of which only the name says so.

Sentences say much between the word for a password and the password: what it opens, what became of
it, that it is the usual one. So the value must show by itself: letters and digits both. Where the
name stands before it as in a form, words alone will do, if they are none that talk about passwords.
"""

from __future__ import annotations

import re
from typing import Final

from agent import secret_checks as checks
from agent.secret_patterns.pattern import SecretPattern
from agent.secret_patterns.speech import ABOUT, HINTS, WORDS
from agent.secret_values import (
    LEAST_TOKEN,
    bare,
    has_both,
    is_no_password,
    is_placeholder,
    like_a_password,
)

#: Further words for one, that are too common or too rare for the shorter ways of telling.
_WORDS: Final = (
    r"pass ?word|passwrod|pass ?phrase|\bp/w\b|\bpassw(?=\.)|motdepasse|\bcode ?wor[dt]\b"
    r"|zugangscode|\b(?:wi-?fi|wlan|wpa[23]?|network|netzwerk)[ -]?(?:key|pass|pw|schlüssel)"
    r"|\bschlüssel (?:fürs|vom|für das) (?:wlan|wi-?fi)|\bclé (?:du|de la) (?:wi-?fi|box|réseau)"
    r"|\b(?:vpn|wi-?fi|radius|shared) secret\b|\bcode wi-?fi"
    r"|\b(?:wi-?fi|wlan)[ -]?code(?=:| is| ist)"
)
_MORE_HINTS: Final = (
    "|pass word|passwrod|pass phrase|p/w|motdepasse|codewor|code wor|zugangscode"
    "|wifi|wi-fi|wlan|wpa|network key|network-key|network pass|network pw|netzwerk"
    "|vpn secret|shared secret|radius secret"
)
_FOR: Final = r"(?:[ \t][^\s.!?:=,;]{1,25}){0,8}?"
_IS: Final = (
    r"(?:\.?\s{0,3}(?:[:：＝→=]|->|=>|—|–)|\s-(?=\s)|\.{3}|…|['’]s\b"
    r"|,?\s(?:type|which is|is|was|equals|remains|stays|(?:will|would|should|to|going to) be"
    r"|(?:changed|set|reset) to|ist|war|wäre|lautet|bleibt|heißt|(?:geändert|gesetzt) auf"
    r"|est|c'est|es|é|è)\b,?:?"
    r"|[,.;]\s(?:(?:now|jetzt|maintenant)\s)?(?:it['’]?s|it is|es ist|c'est)\b)"
)
_STILL: Final = (
    r"(?:\s(?:still|now|just|currently|probably|always|simply|again|actually|called|set to"
    r"|changed to|reset to|going to be|like always|the usual one|all lowercase|\(no quotes\)"
    r"|if i recall|i think|immer|noch|jetzt|derzeit|einfach|toujours|maintenant|siempre|ahora"
    r"|sempre),?:?){0,3}"
)
_OPEN: Final = r"\s{0,8}(?:<\w{1,8}>)?[\\\"'`*_«„“‘「]{0,3}"
#: With a digit and a letter in it. Looked for ahead, so that other readings are tried where not.
_VALUE: Final = (
    r"(?=[^\s\"'`<>()«»„“”‘’「」，。]{0,60}\d)(?=[^\s\"'`<>()«»„“”‘’「」，。]{0,60}[^\W\d_])"
    r"[^\s\"'`<>()«»„“”‘’「」，。]{6,128}+(?![(\[])"
)
_ANY_WORD: Final = rf"(?:{'|'.join(WORDS)}|{_WORDS})(?!{ABOUT})[^\W\d_]{{0,5}}"

_PHRASE: Final = r"[^\W\d_]{2,12}(?: [^\W\d_]{2,12}){2,9}"
_NAMES: Final = r"(?:password|passwd|passphrase|psk|pwd?)"
_IN_FORMS: Final = r"(?:passwor[dt]|pwd?|psk|kennwort|mot de passe|mdp|contraseña|senha|wachtwoord)"


def _told_plainly(_match: re.Match[str], value: str) -> bool:
    """What stands where only a password can: letters and digits, and no abbreviation of anything.

    It is asked of more places than :func:`told` looks at, and so asks for more.
    """
    core = bare(value).strip(".,:;!?)]}*_\\")
    return (
        len(core) >= LEAST_TOKEN
        and has_both(core)
        and like_a_password(core)
        and _PART_OF_CODE.search(core) is None
        and _ABBREVIATED.fullmatch(core) is None
    )


#: An index, or a setting of its own.
_PART_OF_CODE = re.compile(r"\[|^[a-z]+=")
#: "RFC2898", "argon2id", "x86_64".
_ABBREVIATED = re.compile(
    r"[A-Z]{2,8}-?\d{1,5}|(?i:(?:argon|bcrypt|pbkdf|sha|md|oauth|win|http|ipv|rc)\d.*|x86.*)"
)


def _called_a_pass(match: re.Match[str], value: str) -> bool:
    """The same after "pass", which is a turn, a ticket and a stage of a compiler as well."""
    return _told_plainly(match, value) and sum(map(str.isdigit, value)) > 1


def of_words(_match: re.Match[str], value: str) -> bool:
    """Words that make no sentence, and none about passwords."""
    words = re.findall(r"[^\W\d_]+", value.lower())
    return (
        not is_placeholder(value)
        and not any(map(_TALK.fullmatch, words))
        and _TALKS.search(value.lower()) is None
    )


def _plain_word(match: re.Match[str], value: str) -> bool:
    """A word joined to a password's name, and not by a call in code that passes it on."""
    line = match.string[max(0, match.start() - 120) : match.start() + 1].rpartition("\n")[2]
    if is_no_password(match[0].partition("=")[0]):
        return False
    return of_words(match, value) and (match["before"] in {"?", "&"} or "(" not in line)


#: Words of sentences about passwords, of messages and of settings.
_TALK = re.compile(
    r"a|about|after|again|all|always|an|and|any|are|as|ask|at|be|before|been|but|by|can|cannot"
    r"|change|changed|characters|choose|clear|confirm|contains|current|default|defined|did|digits"
    r"|do|does|each|empty|encrypted|enter|environment|error|example|expired|failed|false|field|file"
    r"|first|for|forgot|forgotten|found|four|from|give|given|had|has|hashed|have|here|hidden|how|i"
    r"|if|in|input|into|invalid|incorrect|is|it|its|kept|key|least|length|letters|long|lost|may"
    r"|method|min|max|minimum|mismatch|missing|must|name|need|needed|never|new|no|none|not|null|of"
    r"|off|old|on|only|optional|or|our|over|please|prompt|protected|put|random|read|required|reset"
    r"|same|saved|see|set|shared|should|show|so|some|something|somewhere|stored|string|strong|such"
    r"|test|text|than|that|the|their|them|then|there|these|they|this|those|to|too|type|unknown"
    r"|unset|until|use|used|using|valid|value|was|we|weak|were|what|when|where|which|who|whose|why"
    r"|allowed|auto|automatic|denied|deprecated|disabled|enabled|forbidden|ignored|inherited|manual"
    r"|masked|plaintext|secure|unchanged"
    r"|will|with|without|word|words|would|write|wrong|yes|you|your|siehe|frag|abgelaufen|vergessen"
    r"|falsch|geheim|leer|unbekannt|bitte|neues|oublié|inconnu|olvidada|ninguna"
)
_TALKS = re.compile(r"pass(?:w|c|p|$)|secret|token|credential|user|login|config|setting|vault|kee")


PATTERNS: tuple[SecretPattern, ...] = (
    SecretPattern(
        kind="password",
        hints=HINTS + _MORE_HINTS,
        expression=(
            rf"(?i){_ANY_WORD}[\"']?(?:{_FOR}{_IS}{_STILL}{_OPEN}(?P<secret1>{_VALUE})"
            rf"|\s?\((?P<secret2>(?=[^\s()]{{8}}){_VALUE})\)"
            r"|\s`(?P<secret3>(?=[^`\n]{0,60}\d)[A-Za-z0-9!#$%*+@^~-]{6,64})`"
            r"|\s(?:wi-?fi|wlan|nuev[ao]|nouveau|nova|neu)\s(?P<secret4>" + _VALUE + ")"
            r"|[^\n]{0,60}?\breset[.,]\s{1,2}new value:\s(?P<secret5>" + _VALUE + "))"
        ),
        check=_told_plainly,
        examples=(
            ("the password to my laptop is tulip77field", "tulip77field"),
            ("password to the wifi: tulip77field", "tulip77field"),
            ("Passwort auf dem Laptop ist tulip77field", "tulip77field"),
            ("the password will be tulip77field", "tulip77field"),
            ("password was changed to tulip77field", "tulip77field"),
            ("the password remains tulip77field", "tulip77field"),
            ("Passwort ist immer noch tulip77field", "tulip77field"),
            ("the password (tulip77field)", "tulip77field"),
            ("the password `tulip77field`", "tulip77field"),
            ("password: \n\n    tulip77field", "tulip77field"),
            ("wifi pass is tulip77field", "tulip77field"),
            ("wifi key: tulip77field", "tulip77field"),
            ("my password's tulip77field", "tulip77field"),
            ("the vpn password changed, it's tulip77field now", "tulip77field"),
            ("Password for the [elastic] user reset.\nNew value: tulip77field", "tulip77field"),
            ("pass phrase: tulip77field", "tulip77field"),
            ("Passw.: tulip77field", "tulip77field"),
            ("Zugangscode ist tulip77field", "tulip77field"),
            ("WLAN Schlüssel: tulip77field", "tulip77field"),
            ("la clé du wifi est tulip77field", "tulip77field"),
            ("motdepasse: tulip77field", "tulip77field"),
            ("contraseña nueva tulip77field", "tulip77field"),
            ("mot de passe wifi tulip77field", "tulip77field"),
        ),
        innocent=(
            "the password (argon2id) is slow",
            "the password (phase2) is next",
            "change the password, then go to the log in page",
            "the password of the admin is stored in KeePass2",
            "the password scheme of RFC2898 is old",
            "pass word embeddings to the model",
            "password = utf8_to_utf16_dup(v);",
            "network key: type=ed25519",
            "wifi code sample: esp32-wifi",
            "Passwort auf dem iPhone15 vergessen",
            "I lost the password, it's iPhone15 only",
            "the password is reset, new value: see KeePass2",
        ),
    ),
    SecretPattern(
        kind="password",
        hints="pass|wpa",
        expression=(
            r"(?im)(?:^|\b(?:the|my|our|your|his|her|new|root|admin|login|vpn|wi-?fi|wlan)\s)pass"
            rf"(?:{_FOR}{_IS}{_STILL}{_OPEN}(?P<secret1>{_VALUE})"
            rf"|\s?[(\"`](?P<secret2>{_VALUE})[)\"`])"
            rf"|\bpass (?:del|du|vom|for the|to the) wi-?fi(?:\s?:|{_IS})\s(?P<secret3>{_VALUE})"
            rf"|\buser\s[\w.@-]{{1,40}}[\s/|,]{{1,3}}pass\s(?P<secret4>{_VALUE})"
            rf"|\bwpa[23]?[- ]key\s(?P<secret5>{_VALUE})"
        ),
        check=_called_a_pass,
        examples=(
            ("the pass to my laptop is tulip77field", "tulip77field"),
            ("pass del wifi: tulip77field", "tulip77field"),
            ("user admin pass tulip77field", "tulip77field"),
            ("user admin / pass tulip77field", "tulip77field"),
            ("pass is tulip77field", "tulip77field"),
            ("USER robin\r\nPASS tulip77field", "tulip77field"),
            ("WPA-Key tulip77field", "tulip77field"),
        ),
        innocent=("the pass is mem2reg", "your pass is valid for gate 12A", "my pass is 12 days"),
    ),
    SecretPattern(
        kind="password",
        hints="(the|(my|(pass|(pw|(das",
        expression=(
            rf"(?i)(?<!\S)(?P<secret>{_VALUE})\s\((?:(?:the|my|das|new|wi-?fi|wlan|vpn|root|admin)\s){{0,3}}"
            r"(?:password|passwort|pw|pwd|passcode)\)"
        ),
        check=_told_plainly,
        examples=(
            ("it's tulip77field (the password)", "tulip77field"),
            ("tulip77field (the wifi password)", "tulip77field"),
        ),
        innocent=("ask on channel 77 (the password)",),
    ),
    # Words only: in quotes, or as the whole of a line that begins with the name.
    SecretPattern(
        kind="password",
        hints="pass|pw|psk|kennwort|mdp|contraseña|senha|wachtwoord",
        expression=(
            r"(?im)\b(?:password|pass ?phrase|passwort|pw)[\"']?(?:\s(?:is|ist)|\s?[:=])\s?"
            rf"(?:\"(?P<secret1>{_PHRASE})\"|'(?P<secret2>{_PHRASE})'|[“„](?P<secret3>{_PHRASE})[”“])"
            r"|\bpass ?phrase\s?[:=][ ]?"
            r"(?P<secret4>(?-i:[a-z]{2,12}(?:[ ][a-z]{2,12}){3,9}))[ ]*$"
            rf"|^\s*(?:[-*]\s)?(?:[\w-]{{1,24}}\s)?{_IN_FORMS}\s?:[ ]\s{{0,3}}"
            r"(?P<secret5>[A-Za-z]{2,24}(?:-[A-Za-z]{2,24}){2,9})[ ]*$"
            r"|^\s*(?:[-*]\s)?(?:[\w-]{1,24}\s){0,3}(?:pwd?|psk|mdp|passwor[dt])\s?:[ ]"
            r"(?P<secret6>[A-Za-z]{6,64})[ ]*$"
            rf"|\b{_IN_FORMS}\s(?:is|ist|lautet|est|es|é):[ ](?P<secret7>[A-Za-z]{{6,64}})[ ]*$"
            r"|\b(?:user(?:name)?|login|benutzer(?:name)?|usuario|identifiant)\s?:\s?[\w.@-]{1,64}"
            rf"[\s,;/|]{{1,4}}{_IN_FORMS}\s?:\s?(?P<secret8>[A-Za-z]{{5,64}})(?![\w.-])"
            r"|^[ \t]*(?:-\s)?[\w.-]{1,40}[_.-](?:password|passwd|pwd|psk)\s?:[ ]{1,4}"
            r"(?P<secret9>[A-Za-z]{5,64})[ \t]*\r?$"
        ),
        check=of_words,
        examples=(
            ("pw: sunflowerfield", "sunflowerfield"),
            ("voici le mdp : sunflowerfield", "sunflowerfield"),
            ("her wifi password: sunflowerfield", "sunflowerfield"),
            ("Passwort lautet: sunflowerfield", "sunflowerfield"),
            ("Username: robin Password: sunflower", "sunflower"),
            ("  MYSQL_ROOT_PASSWORD: sunflower", "sunflower"),
            ("the password is: sunflowerfield", "sunflowerfield"),
            ("mot de passe: correct-horse-battery-staple", "correct-horse-battery-staple"),
            ('password is "correct horse battery staple"', "correct horse battery staple"),
            ("passphrase: correct horse battery staple", "correct horse battery staple"),
        ),
        innocent=(
            '"password": "enter the new password"',
            "passphrase: use four random words",
            "kennwort: min-length-eight",
            "pw: unknown",
            "change your password: Settings",
            "user: robin password: expired",
            "  new_password: required",
            "  forgot_password: enabled",
            "the password is: required",
        ),
    ),
    SecretPattern(
        kind="assignment",
        hints="password=|passwd=|passphrase=|psk=|pwd=|pw=|_pass=|-pass=|.pass=",
        expression=(
            r"(?im)(?P<before>^|[\s;&?\"'])(?:[\w.-]{0,40}(?:[_.-]|(?-i:(?<=[a-z])(?=P))))?"
            rf"(?:{_NAMES}|(?<=[_.-])pass)="
            r"(?P<secret>[A-Za-z]{5,64})(?=[\s;&#\"']|$)"
        ),
        check=_plain_word,
        examples=(
            ("password=sunflower", "sunflower"),
            ("psk=sunflower", "sunflower"),
            ("db_pass=sunflower", "sunflower"),
            ("helm install x y --set adminPassword=sunflower", "sunflower"),
            ("https://x.example/?password=sunflower", "sunflower"),
        ),
        innocent=(
            "password=password",
            "boarding_pass=window",
            "login(user, password=given)",
            "login(user, password=entry or ask())",
            "connect(\n    password=userpass\n)",
        ),
    ),
    SecretPattern(
        kind="assignment",
        hints="password=|pwd=|password =|pwd =",
        expression=(
            r"(?i)\b(?:server|data source|host|user id|uid|user(?:name)?|database|initial catalog)"
            r"\s?=[^;\n\"']{0,80};(?:[^;\n\"'=]{1,40}=[^;\n\"'=]{0,80};){0,8}\s?(?:password|pwd)\s?="
            r"\s?(?P<secret1>[^;\"'\n{}$]{1,128})"
            r"|\b(?:password|pwd)\s?=\s?(?P<secret2>[^;\"'\n=(){}$]{3,64});\s?(?:server|data source"
            r"|host|user id|uid|user(?:name)?|database|initial catalog)\s?="
        ),
        check=checks.filled,
        examples=(
            ("Server=db;User Id=sa;Password=Tulip 77x;", "Tulip 77x"),
            ("Password=my dog rex;User=x", "my dog rex"),
        ),
        innocent=("Server=db;User Id=sa;Password={0};", "Server=db;User Id=sa;Password=;"),
    ),
)
