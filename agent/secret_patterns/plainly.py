"""Passwords that are mere words: that it is one shows in how the sentence goes on.

"The password is marzipan" tells one and "the password is wrong" tells of one. So a word counts that
ends its clause and says nothing about a password: no adjective, no participle, no place, no time.
What is told in other ways is in :mod:`agent.secret_patterns.speech` and ``telling``, which ask for
a digit or a sign in the value.
"""

from __future__ import annotations

import re
from typing import Final

from agent.secret_patterns.pattern import SecretPattern
from agent.secret_patterns.telling import of_words
from agent.secret_talk import says_nothing, words_of
from agent.secret_values import has_both, is_placeholder

_NAMED: Final = (
    r"(?:password|pass ?phrase|passcode|passwd|pwd?|passwort|kennwort|mot de passe|mdp|contraseña"
    r"|senha|wachtwoord)"
)
_HINTS: Final = (
    "passw|passphrase|pass phrase|passcode|pw|kennwort|mot de passe|mdp|contrase|senha|wachtwoord"
)
#: What it opens, told of the whole of it: "for the router".
_OPENS: Final = (
    r"(?:\s(?:for|to|of|on|at|für|vom|zum|du|de|del|para|do|da|van|voor)"
    r"(?:\s[\w'’&.-]{1,20}){1,4}?)?"
)
_IS: Final = (
    r"(?:['’]s|\s(?:is|was|ist|war|lautet|est|es|é|remains|bleibt))"
    r"(?:\s(?:now|still|just|currently|again|simply|jetzt|immer noch|noch|ahora|maintenant))?:?"
)
_WORD: Final = r"[^\W\d_]{4,24}"
_OPEN: Final = r"\s[*_`\"'“„«]{0,2}"
#: Where a clause ends: a sign, the line, or a word that begins another clause.
_END: Final = (
    r"(?=[*_`\"'”“»]{0,2}(?:\s{0,2}(?:[.,;!?)\n]|\Z|\s[^\w\s])"
    r"|\s(?:and|but|so|now|btw|again|please|lol|haha\w*|und|aber|jetzt|et|mais|y|pero)\b"
    r"|\s(?:for|since|until|from)\s(?:now|today|the moment|last|yesterday)\b"
    r"|\s(?:last|this)\s(?:week|month|night|year|morning)\b))"
)


def _word(match: re.Match[str], value: str) -> bool:
    return of_words(match, value) and says_nothing(value)


def _in_a_form(match: re.Match[str], value: str) -> bool:
    """A word after a label, and not in code, where it is the name of a variable."""
    line = match.string[max(0, match.start() - 120) : match.start()].rpartition("\n")[2]
    return _word(match, value) and not _CODE.search(line) and value.lower() not in _VARIABLES


_CODE: Final = re.compile(r"[({\[]|\b(?:def|fn|let|var|const|func|return|if)\s")
#: Names of variables, which stand where a value stands.
_VARIABLES: Final = words_of(
    """
    account admin answer arg args argument body button column content data digest entry event
    getpass given hidden input item label line match message model name object option param
    parameter payload plain prompt query raw read record request response result row self
    service session settings source state target temp test this type user username view void
    widget
    """
)


def _of_both(_match: re.Match[str], value: str) -> bool:
    """Short as it is: beside a login."""
    return has_both(value) and not is_placeholder(value)


def _phrase(match: re.Match[str], value: str) -> bool:
    """Some words, none of which tells about a phrase."""
    return of_words(match, value) and all(map(says_nothing, value.split()))


PATTERNS: tuple[SecretPattern, ...] = (
    SecretPattern(
        kind="password",
        hints=_HINTS,
        expression=(
            rf"(?i)\b{_NAMED}{_OPENS}{_IS}{_OPEN}(?P<secret1>{_WORD}){_END}"
            r"|\b(?:set|change|reset|changed|update|updated|switched)\s(?:[\w'’]{1,16}\s){1,3}?"
            rf"{_NAMED}{_OPENS}\sto{_OPEN}(?P<secret2>{_WORD}){_END}"
            rf"|\b{_NAMED}\s?\([\"'“„](?P<secret4>{_WORD})[\"'”“]\)"
            rf"|\b(?:use|try|with|enter|type){_OPEN}(?P<secret3>{_WORD})[*_`\"'”“»]{{0,2}}"
            rf"\sas\s(?:(?:the|your|my)\s)?{_NAMED}(?:{_END}|(?=\s(?:for|on|to)\b))"
        ),
        check=_word,
        examples=(
            ("the password is sunflowers", "sunflowers"),
            ("The guest password is sunflowers, ask me for more", "sunflowers"),
            ("password for the printer upstairs is sunflowers", "sunflowers"),
            ("my password's sunflowers now", "sunflowers"),
            ("changed the admin password to sunflowers last week", "sunflowers"),
            ("try sunflowers as the password", "sunflowers"),
            ('the password ("sunflowers")', "sunflowers"),
            ("Das Kennwort ist Sonnenblumen.", "Sonnenblumen"),
            ("la contraseña es girasoles", "girasoles"),
        ),
        innocent=(
            "the password is terrible",
            "the password is guessable, and everybody knows",
            "the password is under the keyboard",
            "the password is still pending",
            "I changed my password to something longer",
            "I changed my password to annoy him",
            "we reset the password to default",
            "use this as the password",
            'the password ("required") is a label',
            "use email as the password",
            "use thumbprints as a password",
            "use passkeys as the password replacement",
            "das Passwort ist abgelaufen",
            "le mot de passe est obligatoire",
            "the password is nobody's business",
        ),
    ),
    SecretPattern(
        kind="password",
        hints="login ",
        expression=(
            r"(?i)\blog-?in\s(?!page|form|flow|view|screen|route|step|test)[\w.@-]{2,40}(?<!\d)"
            r"\s/\s(?P<secret>[^\s\"'/]{4,64})(?=\s{0,2}(?:[.,;!?)\n]|\Z))"
        ),
        check=_of_both,
        examples=(("login robin / Xy12", "Xy12"), ("my login robin / tulip7.", "tulip7")),
        innocent=(
            "login flow / oauth2",
            "login robin / admin",
            "login v1 / v2",
            "login page / step2",
        ),
    ),
    SecretPattern(
        kind="password",
        hints="passphrase|pass phrase",
        expression=(
            r"(?i)\bpass ?phrase(?:\s(?:is|was|ist)|['’]s)\s"
            r"(?P<secret>[^\W\d_]{3,12}(?:\s[^\W\d_]{3,12}){2,9})(?=[.,;!]?[ \t]*(?:\n|\Z))"
        ),
        check=_phrase,
        examples=(("the passphrase is lantern gravel oboe", "lantern gravel oboe"),),
        innocent=(
            "the passphrase is written on paper",
            "the passphrase is four random words",
            "the passphrase is stored inside KeePass",
        ),
    ),
    # As forms and notes have it: a label, the word, and then no more or the next label.
    SecretPattern(
        kind="password",
        hints="passwd|password|pw|passwort|kennwort|mdp|contrase|senha|wachtwoord",
        expression=(
            rf"(?im)(?:^|[\s,;/|]){_NAMED}{_OPENS}(?:\s?[:=]\s?|\s[-–—]\s)"
            r"(?P<secret1>[^\W\d_]{5,24})"
            r"(?=[ \t]*$|[,;/|]?\s(?:user(?:name)?|login|host|server|port|account|url|name)\s?[:=]"
            r"|,\s\w)"
            rf"|\b(?:user(?:name)?|login|wi-?fi|wlan|ssid|account|benutzer)"
            r"(?:\s(?:is|ist|name)|\s?[:=])?\s[\w.@-]{2,40}(?:\s?[,;/]\s?|\s(?:and|with)\s)"
            rf"(?:with\s|the\s|and\s)?{_NAMED}\s?:?\s(?P<secret2>{_WORD}){_END}"
            rf"|\b(?:username|login name|benutzername)\s[\w.@-]{{2,40}}\s{_NAMED}\s"
            rf"(?P<secret3>{_WORD}){_END}"
            rf"|\b(?:log|sign)(?:ged|ed)?[ -]?in\s(?:as|with)\s[\w.@-]{{2,40}}\s"
            rf"(?:and|with|using)\s(?:the\s)?{_NAMED}\s(?P<secret4>{_WORD}){_END}"
        ),
        check=_in_a_form,
        examples=(
            ("passwd: sunflowers", "sunflowers"),
            ("password = sunflowers", "sunflowers"),
            ("Password - sunflowers", "sunflowers"),
            ("password for the printer: sunflowers", "sunflowers"),
            ("password: sunflowers user: robin", "sunflowers"),
            ("user robin, password sunflowers", "sunflowers"),
            ("Wifi: Home, password sunflowers", "sunflowers"),
            ("username robin password sunflowers", "sunflowers"),
            ("log in as robin with password sunflowers", "sunflowers"),
        ),
        innocent=(
            "password = entry",
            "password: incorrect, try again",
            "login(user, password = given)",
            "passwd: command not found",
            "the user forgot the password yesterday",
            "user robin, password reset",
            "user login and password authentication",
            "  password: value,",
        ),
    ),
)
