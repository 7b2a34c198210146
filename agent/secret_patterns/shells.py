"""Secrets where a shell, a prompt or a file of settings shows them, in forms of their own.

Values on a line of their own, answers to a prompt, JSON within JSON, stores of secrets that are
told to keep one under a name that says nothing.
"""

from __future__ import annotations

import re
from typing import Final

from agent import secret_checks as checks
from agent.secret_patterns.pattern import TAIL, WORD, SecretPattern
from agent.secret_values import (
    LEAST_KEY,
    has_both,
    is_path,
    is_placeholder,
    is_reference,
    like_a_password,
    looks_random,
)

_NAME: Final = (
    r"(?P<name>pass(?:word|wd|phrase|wort)|pwd|psk|secret|token|(?:api|access|secret|priv(?:ate)?"
    r"|auth)[_-]?key)"
)
_PASSWORD: Final = re.compile(r"(?i)pass(?:word|wd|phrase|wort)|pwd|psk")


def _as_named(match: re.Match[str], value: str) -> bool:
    """Of a password what is like one; of a key what is generated."""
    if is_placeholder(value) or is_reference(value):
        return False
    named = _PASSWORD.fullmatch(match["name"]) is not None
    return like_a_password(value) if named else looks_random(value, least=12)


def _answered(_match: re.Match[str], value: str) -> bool:
    """What was typed at a prompt, and not what the program says next."""
    return like_a_password(value) and has_both(value)


def _written(match: re.Match[str], value: str) -> bool:
    """The same in one word: sentences are written into files about secrets."""
    return _answered(match, value) and not any(map(str.isspace, value))


def _stored(_match: re.Match[str], value: str) -> bool:
    """What a store of secrets is told to keep."""
    inner = value.strip("\"'")
    return not is_placeholder(inner) and not is_path(inner) and not inner.startswith(("@", "file"))


def _set(match: re.Match[str], value: str) -> bool:
    """The same, where plain settings are kept in the same way."""
    return _stored(match, value) and looks_random(value)


def _in_a_manifest(_match: re.Match[str], value: str) -> bool:
    """The lines of a secret for a cluster, and not those of a template for one."""
    values = re.findall(r":[ \t]{1,8}([^\n]+)", value)
    return any(not is_placeholder(each) and len(each) >= LEAST_KEY for each in values)


PATTERNS: tuple[SecretPattern, ...] = (
    SecretPattern(
        kind="assignment",
        hints="pass|pwd|psk|secret|token|key",
        expression=(
            rf"(?im){_NAME}(?:[\"']?(?::[ \t]{{1,3}}[|>][-+]?[ \t]{{0,8}}"
            r"|\s{0,3}=\s{0,3}(?:\"\"\"|'''|\\))\r?\n[ \t]{0,16}"
            r"(?P<secret1>[^\s\"']{4,512})[\"']{0,3}[ \t]*\r?$"
            r"|\\{1,3}[\"']\s?:\s?\\{1,3}[\"'](?P<secret2>[^\"'\\\n]{4,512})\\{1,3}[\"'])"
        ),
        check=_as_named,
        examples=(
            ("password: |\n  tulip77field", "tulip77field"),
            ("password: >-\n  tulip77field\n", "tulip77field"),
            ('password = """\ntulip77field"""', "tulip77field"),
            ("export PASSWORD=\\\ntulip77field", "tulip77field"),
            ('{\\"password\\":\\"tulip77field\\"}', "tulip77field"),
        ),
        innocent=(
            "password: >\n  The password of the user\n",
            "token: |\n  next\n",
            '{\\"password\\":\\"string\\"}',
        ),
    ),
    SecretPattern(
        kind="assignment",
        hints="secret=|token=|key=|password=",
        expression=(
            rf"(?i)[\"'](?:[\w.-]{{0,40}}[_.-])?{_NAME}=(?P<secret>[^\s\"'&$]{{6,512}})[\"'&]"
        ),
        check=_as_named,
        examples=((f"curl -F 'client_secret={TAIL}' x", TAIL),),
        innocent=(
            "curl -F 'client_secret=$SECRET' x",
            "f('token=identifier_of_it')",
            "f('password=config.db2')",
        ),
    ),
    SecretPattern(
        kind="password",
        hints="password for|passphrase for",
        expression=(
            r"(?im)\bpass(?:word|phrase) for\s(?:key\s)?(?:'[^'\n]{1,200}'|\"[^\"\n]{1,200}\"|key):"
            r"[ \t]{0,3}(?P<secret>\S{4,128})[ \t]*\r?$"
        ),
        check=_answered,
        examples=(
            ("Enter passphrase for key '/home/me/.ssh/id_rsa': tulip77field", "tulip77field"),
            ("Password for 'https://me@git.example': tulip77field", "tulip77field"),
        ),
        innocent=("Password for 'https://me@git.example':", "Password for 'x': denied"),
    ),
    SecretPattern(
        kind="password",
        hints="auth |login |identified by|acl setuser",
        expression=(
            r"(?m)^(?:\S{1,40}>\s)?AUTH\s(?:\w{1,40}\s)?(?P<secret1>\S{6,256})\r?$"
            r"|^\S{1,40}:\d{2,5}>\sauth\s(?:\w{1,40}\s)?(?P<secret2>\S{6,256})\r?$"
            r"|^\w{1,8}\sLOGIN\s\S{1,64}\s(?P<secret3>\S{6,256})\r?$"
            r"|\b(?i:identified\sby)\s(?P<secret4>[^\s\"';(]{6,128})"
            r"|\bACL SETUSER [^\n]{0,80}?\s>(?P<secret5>\S{4,128})"
        ),
        check=_answered,
        examples=(
            ("AUTH tulip77field", "tulip77field"),
            ("127.0.0.1:6379> auth default tulip77field", "tulip77field"),
            ("a1 LOGIN robin tulip77field", "tulip77field"),
            ("ALTER USER app IDENTIFIED BY tulip77field", "tulip77field"),
            ("ACL SETUSER r on >tulip77field ~*", "tulip77field"),
        ),
        innocent=("AUTH required", "identified by their colour", "IDENTIFIED BY VALUES"),
    ),
    # Into a file that is called like what is in it; into a field of a page, which tests fill in.
    SecretPattern(
        kind="password",
        hints="echo |printf ",
        expression=(
            rf"(?i)\b(?:echo|printf)\s+(?:-\w+\s+|[\"']%s(?:\\n)?[\"']\s+)?(?P<secret>(?!-){WORD})"
            r"\s{0,3}>{1,2}\s{0,3}[\w./~$-]{0,100}?(?:passw|passphrase|secret|token|credential|pwd)"
        ),
        check=_written,
        examples=(
            ('echo "tulip77field" > db_password.txt', "tulip77field"),
            ("printf '%s' tulip77field > /run/secrets/db", "tulip77field"),
        ),
        innocent=("echo $PASS > secret.txt", "echo 'list 2 tokens' >> docs/tokens.md"),
    ),
    SecretPattern(
        kind="password",
        hints="send_keys(|sendkeys(|type(|fill(|setvalue(",
        expression=(
            r"(?i)(?:password|passwd|pwd)[^\n]{0,40}?\.(?:send_?keys|type|fill|setvalue)\([\"']"
            r"(?P<secret>[^\"'\n]{4,128})[\"']"
        ),
        check=_answered,
        examples=(
            ('find_element(By.ID, "password").send_keys("tulip77field")', "tulip77field"),
            ("cy.get('[name=password]').type('tulip77field')", "tulip77field"),
        ),
        innocent=("cy.get('#password').type('{enter}')", "get('password').fill('short')"),
    ),
    SecretPattern(
        kind="password",
        hints="net use",
        expression=(rf"(?i)\bnet\s+use\s+(?:\w:\s+)?\\\\\S{{1,200}}\s+(?P<secret>{WORD})\s+/user:"),
        check=checks.given,
        examples=(("net use \\\\nas\\x tulip77field /user:robin", "tulip77field"),),
        innocent=(
            "net use \\\\nas\\x /user:robin",
            "net use \\\\nas\\x * /user:robin",
            r"net use \\n\x /p:no /user:r",
        ),
    ),
    SecretPattern(
        kind="password",
        hints="bw unlock|bw login|rclone obscure|samba-tool|openssl passwd|mkpasswd",
        expression=(
            r"\b(?:r?bw unlock|bw login [\w.@+-]{1,64}|rclone obscure"
            r"|samba-tool user (?:create|add) [\w.-]{1,64}"
            r"|(?:openssl passwd|mkpasswd)(?:\s--?(?>(?:m|method|S|salt|R|rounds)[ =]\S{1,32}"
            r"|[\w-]{1,10})){0,4})\s{1,3}"
            rf"(?P<secret>(?!-){WORD})"
        ),
        check=_answered,
        examples=(
            ("bw unlock tulip77field", "tulip77field"),
            ("samba-tool user create robin tulip77field", "tulip77field"),
            ("bw login robin@x.example tulip77field", "tulip77field"),
            ("openssl passwd -6 -salt ab12 tulip77field", "tulip77field"),
            ("mkpasswd -m sha-512 tulip77field", "tulip77field"),
        ),
        innocent=(
            "bw unlock --passwordenv PASS2",
            "bw unlock && bw sync2",
            "mkpasswd -m sha-512",
            "openssl passwd -salt ab12cd34",
        ),
    ),
    SecretPattern(
        kind="assignment",
        hints="gh secret|keyvault|put-parameter|vault kv|from-literal",
        expression=(
            r"\bgh\ssecret\sset\s[^\n|;&]{0,80}?(?:-b|--body)[=\s]\s{0,3}"
            rf"(?P<secret1>(?!-){WORD})"
            r"|\baz\skeyvault\ssecret\sset\b[^\n|;&]{0,200}?\s--value[=\s]\s{0,3}"
            rf"(?P<secret2>(?!-){WORD})"
            r"|\bput-parameter\b(?=[^\n|;&]{0,300}SecureString)[^\n|;&]{0,200}?\s--value[=\s]"
            rf"\s{{0,3}}(?P<secret3>(?!-){WORD})"
            r"|\bvault\skv\s(?:put|patch)\s[^\s|;&]{1,120}\s(?:[\w.-]{1,40}=\[\S{1,60}\s){0,8}"
            rf"[\w.-]{{1,40}}=(?P<secret4>{WORD})"
            rf"|\s--from-literal[=\s][\"']?[\w.-]{{1,60}}=(?P<secret5>{WORD})"
        ),
        check=_stored,
        examples=(
            ("gh secret set X --body tulip77field", "tulip77field"),
            ("az keyvault secret set --vault-name v -n n --value tulip77field", "tulip77field"),
            ("aws ssm put-parameter --type SecureString --value tulip77field", "tulip77field"),
            ("vault kv put secret/x value=tulip77field", "tulip77field"),
            ("kubectl create secret generic x --from-literal=k=tulip77field", "tulip77field"),
        ),
        innocent=(
            "gh secret set X --body $TOKEN",
            "aws ssm put-parameter --type String --value blue-green",
            "vault kv put secret/x @data.json",
            "vault kv put secret/x key=@cert2.der",
        ),
    ),
    SecretPattern(
        kind="assignment",
        hints="secrets set|config:set",
        expression=(
            r"\b(?:fly(?:ctl)?\ssecrets\sset|heroku\sconfig:set)\s[A-Z][A-Z0-9_]{0,60}="
            rf"(?P<secret>{WORD})"
        ),
        check=_set,
        examples=(("fly secrets set X=tulip77field", "tulip77field"),),
        innocent=("heroku config:set MODE=production", "fly secrets set X=$Y"),
    ),
    SecretPattern(
        kind="assignment",
        hints="kind: secret",
        expression=(
            r"(?m)^[ \t]{0,8}kind:\sSecret[ \t]*\n(?:(?!---)[^\n]{0,200}\n){0,20}?"
            r"[ \t]{0,8}(?:data|stringData):[ \t]*\n(?P<secret>(?:[ \t]{1,12}"
            r"[\w.-]{1,80}:[ \t]{1,8}\S[^\n]{0,4000}(?:\n|\Z)){1,40})"
        ),
        check=_in_a_manifest,
        examples=(
            (
                "kind: Secret\nmetadata:\n  name: a\ndata:\n  a: VHVscGU3N2ZlbGQxMjM0NTY3ODkw\n",
                "VHVscGU3N2ZlbGQxMjM0NTY3ODkw",
            ),
        ),
        innocent=(
            "kind: Secret\nmetadata:\n  name: a\ndata:\n  config: {{ .Values.config }}\n",
            "kind: Secret\n---\nkind: ConfigMap\ndata:\n  a: VHVscGU3N2ZlbGQxMjM0NTY3ODkw\n",
            "kind: ConfigMap\ndata:\n  config: VHVscGU3N2ZlbGQxMjM0NTY3ODkw\n",
        ),
    ),
    SecretPattern(
        kind="password",
        hints=": psk|: eap|: xauth|wpa-psk",
        expression=(
            r":\s(?:PSK|EAP|XAUTH)\s\"(?P<secret1>[^\"\n]{3,128})\""
            r"|\bwpa-psk\s\"(?P<secret2>[^\"\n]{8,64})\""
        ),
        check=checks.filled,
        examples=((': PSK "sunflower"', "sunflower"), ('wpa-psk "tulipfield"', "tulipfield")),
        innocent=(": PSK is shared", ': PSK "$KEY"'),
    ),
)
