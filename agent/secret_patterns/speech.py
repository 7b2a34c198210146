"""Secrets that people tell each other: in sentences, notes and messages, in many languages.

A word for a password, something that says *is*, and a value that no sentence has: with a digit or a
sign in it, or in quotes. What follows the word at once must look like a password by itself.
"""

from __future__ import annotations

import re
from typing import Final

from agent import secret_checks as checks
from agent.secret_patterns.pattern import HEX, TAIL, SecretPattern
from agent.secret_talk import says_nothing
from agent.secret_values import is_placeholder

#: Words for a password by language, as beginnings where the language inflects.
WORDS: Final = (
    r"password|passphrase|passcode|pass ?code|passwd|\bpwd?\b|\blogin code\b",  # en
    r"\bpass(?=[\"']?\s{0,2}[:=])|salasana\w{0,5} on",  # en, where it is no verb; fi
    r"passwort|kennwort|paßwort|losungswort|(?:wlan|wifi|netzwerk|sicherheits)-?schlüssel",  # de
    r"mots? de passe|\bmdp\b|phrase secrète|clé (?:wifi|wpa|réseau|secrète)",  # fr
    r"contraseña|contrasena|contrasenya|\bclave\b",  # es, ca
    r"\bsenha|palavra-passe",  # pt
    r"parola d'ordine|chiave (?:wifi|wpa|di rete)",  # it
    r"wachtwoord|lozinka|lozinku|\bgeslo|лозинк",  # nl, hr, sl, sr
    r"lösenord|adgangskode|passord|kodeord|salasana|lykilorð",  # sv, da, no, fi, is
    r"hasł[oae]|\bhaslo|\bhesl[oau]|jelsz[óa]|parol[ăae]?\b|slaptažod",  # pl, cs, hu, ro, lt
    r"парол|κωδικό|şifre|\bsifre|parola",  # ru, el, tr
    r"mật khẩu|mat khau|kata sandi|kata laluan|รหัสผ่าน",  # vi, id, ms, th
    r"كلمة (?:ال)?(?:مرور|سر)|סיסמ[הת]|पासवर्ड|رمز عبور",  # ar, he, hi, fa
    r"密码|密碼|口令|パスワード|暗証番号|パスコード|비밀번호|패스워드|암호|비번",  # zh, ja, ko
)
#: The same, as they can be looked for in text that was made lower case.
HINTS: Final = (
    "passw|passphrase|passcode|pass code|pwd|pw|pass|kennwort|paßwort|losung|schlüssel"
    "|mot de passe|mots de passe|mdp|phrase|clé"
    "|contrase|clave|senha|palavra-passe|parol|chiave|wachtwoord|lozink|geslo|лозинк|lösenord"
    "|adgangskode|passord|kodeord"
    "|salasana|lykilorð|hasł|haslo|hesl|jelsz|slaptažod|парол|κωδικό|ifre|mật khẩu|mat khau|kata "
    "|รหัสผ่าน"
    "|كلمة|סיסמ|पासवर्ड|رمز|密码|密碼|口令|パスワード|暗証番号|パスコード|비밀번호|패스워드|암호|비번"
)
#: What makes a password's name the name of something else.
ABOUT: Final = r"ref\b|[ _-]?strength\b"
#: What may stand between the word and "is": "for the router", "de la tarjeta", "wifi".
FOR: Final = r"(?:[ \t][^\s.!?:=,;]{1,24}){0,6}?"
_IS: Final = (
    r"(?:\s{0,3}(?:[:：＝→]|(?<!=)=(?!=)|->|=>|—|–|\s-(?=\s))"
    r"|\s{1,3}(?:is|was|to|ist|auf|lautet|war|c'est|είναι|heißt|est|es|é|è|e'|era|er|är|jest|brzmi"
    r"|to|je|byl|az|este|это|е|olarak|là|adalah|היא|هي)(?!\w)(?:\s(?!(?:in|on|at|im)\s)[^\W\d_]{1,9}(?=[\s:]))?"
    r"\s?:?"
    r"|\s{0,2}(?:是|为|為|は|が|은|는|이|คือ|है))"
)
_OPEN: Final = r"""[\s]{0,3}[\\"'`«„“‘「]?"""
_VALUE: Final = r"""[^\s"'`«»„“”‘’「」，。]{4,128}"""


def _filled_in(match: re.Match[str], value: str) -> bool:
    """What a form is filled in with, and not what is said of it."""
    return not is_placeholder(value) and says_nothing(value) and " and pass" not in match[0]


PATTERNS: tuple[SecretPattern, ...] = (
    SecretPattern(
        kind="password",
        hints=HINTS,
        expression=(
            rf"(?i)(?:{'|'.join(WORDS)})(?!{ABOUT})[^\W\d_]{{0,5}}[\"']?(?:{FOR}{_IS}{_OPEN}"
            rf"(?P<secret1>{_VALUE})"
            rf"|\s(?P<secret2>[^\s\"'`(<\[]{{6,64}})|\s[\"'](?P<secret3>[^\"'\n]{{6,128}})[\"'])"
            r"|\b(?:try|use|with|mit|nimm)\s(?P<secret4>[^\s\"'`(<\[]{6,64})\s(?:as|for|als|für)\s(?:(?:the|your|my|das|dein)\s)?"
            r"(?:password|passphrase|passwort|kennwort|pw|pin)\b"
        ),
        check=checks.told,
        examples=(
            ("the wifi password is tulip-field-9", "tulip-field-9"),
            ("My password for the router is hunter2-Kx93!", "hunter2-Kx93!"),
            ("mein Passwort lautet hunter2!", "hunter2!"),
            ("Mot de passe : hunter2", "hunter2"),
            ("la contraseña es hunter2", "hunter2"),
            ("hasło: hunter2", "hunter2"),
            ("пароль: hunter2", "hunter2"),
            ("密码是hunter2", "hunter2"),
            ("パスワードは hunter2 です", "hunter2"),
            ("here's the pw: hunter2", "hunter2"),
            ("temporary password hunter2", "hunter2"),
            ("root password toor99", "toor99"),
            ("user: admin pass: hunter2", "hunter2"),
            ("try hunter2 as the password", "hunter2"),
            ("mysqladmin -u root password 'hunter2'", "hunter2"),
            ('passphrase is "tulip-field-river-stone"', "tulip-field-river-stone"),
        ),
        innocent=(
            "the password is required",
            "password: string",
            "password: SecretStr",
            "The password for the router is on the note in drawer",
            "I set a password for it. Version is 2.0",
            "pass: 12, fail: 0",
            "the password is 12 characters long",
            "password must be 8-64 characters",
            "reset password for https://example.org/a1",
            "the password is in 1Password",
            "the password is base64-encoded",
            "Password strength: weak2",
            "passwordRef: db-pass-2024",
        ),
    ),
    SecretPattern(
        kind="password",
        hints="pass|pin|kennwort|contrase|senha|wachtwoord|login ",
        expression=(
            r"""(?im)^\s*(?:[-*]\s)?(?:[\w-]{1,24}\s)?(?:password|passphrase|passcode|passwort"""
            r"""|kennwort|mot de passe"""
            r"""|contraseña|senha|wachtwoord)\s?:[ ]\s{0,3}(?P<secret1>[A-Za-z]{6,64})[ ]*$"""
            r"""|\blogin\s\S{1,128}\s{1,3}password\s(?!for\b|and\b|or\b|is\b|to\b|in\b|of\b|must\b|field)(?P<secret2>[^\s"']{3,128})"""
        ),
        check=_filled_in,
        examples=(
            ("wifi password: sunflower", "sunflower"),
            ("machine x login me password letmein", "letmein"),
        ),
        innocent=(
            "password: string",
            "password: SecretStr",
            "password: incorrect",
            "login and password authentication",
        ),
    ),
    SecretPattern(
        kind="password",
        hints=(
            "login|credential|creds|cred:|zugang|identifiant|acces:|acceso:|accesos:|log in |login "
            "|sign in |wifi|wlan|ssid|user:|user=|username|user :|anmeldedaten"
        ),
        expression=(
            r"(?i)\b(?:log-?ins?|cred(?:ential)?s?|zugang(?:sdaten)?|anmeldedaten|identifiants?|accesos?"
            r"|user(?:name)?)"
            r"(?:(?:\s(?:for|to|für)(?:\s[\w.-]{1,24}){1,2})?\s{0,2}[:=]|(?<=s)\s(?:are|sind)\s)\s{0,3}"
            r"[^\s:/|,;]{1,64}\s{0,2}(?:[/|:]|,)\s{0,2}(?P<secret1>[^\s\"'/=()]{4,64})(?=[\s.,;)]"
            r"|\Z)"
            r"|\blog-?in\s(?:is|ist|lautet|est|es)\s[\w.@-]{1,40}(?:\s?/\s?|:)"
            r"(?P<secret2>[^\s\"'/=()]{4,64})"
            r"|\b(?:log|sign)[ -]?in\b[^\n.]{0,30}?\b(?:with|as"
            r"|using)\s[\w.@-]{1,40}\s?[/:]\s?(?P<secret3>[^\s\"'/=()]{4,64})"
            r"|\b(?:wi-?fi|wlan|ssid)\b\s{0,2}:?\s{0,2}[\"“]?[\w.-]{1,32}[\"”]?\s{0,2}(?:/|[,;]?\s?\b(?:key|pw"
            r"|pass\w{0,6}|schlüssel):?)\s{1,2}(?P<secret4>[^\s\"']{8,64})"
        ),
        check=checks.told,
        examples=(
            ("login: ada / hunter2!", "hunter2!"),
            ("Zugangsdaten: ada:hunter2", "hunter2"),
            ("creds: admin/hunter2", "hunter2"),
            ("credentials are admin / hunter2", "hunter2"),
            ("creds for the nas: admin / hunter2", "hunter2"),
            ("you can log in with admin/hunter2", "hunter2"),
            ("the login is ada:hunter2!", "hunter2!"),
            ("Wifi: Home / hunter22", "hunter22"),
            ('guest wifi "Home" key hunter22', "hunter22"),
        ),
        innocent=(
            "login: failed",
            "login is broken: issue42",
            "credentials are checked / cached",
            "user: ada, admin",
            "user: ada, v2.3.1",
        ),
    ),
    SecretPattern(
        kind="password",
        hints="token|key|secret|schlüssel|clé|clave|jeton",
        expression=(
            r"(?i)\b(?:(?:api|access|secret|license|client|bot|auth|deploy)[ -])?(?:key|token"
            r"|secret|schlüssel|jeton|clé|clave)"
            rf"{FOR}(?:{_IS}|\s){_OPEN}(?P<secret>[A-Za-z0-9_./+~-]{{20,512}}={{0,2}})(?![\w/])"
        ),
        check=checks.random_key,
        examples=(
            (f"use token {TAIL} for now", TAIL),
            (f"the API key is {TAIL}", TAIL),
            (f"client secret → {TAIL}", TAIL),
        ),
        innocent=(
            f"public key {HEX}",
            "token expired for the-very-long-name-of-a-machine-2024",
            "key is /home/ada/projects/2024/report",
        ),
    ),
)
