"""Secrets in addresses: before the ``@``, in the path of a web hook, among the parameters."""

from __future__ import annotations

import re
from typing import Final

from agent import secret_checks as checks
from agent.secret_patterns.pattern import HEX, MARK, TAIL, SecretPattern
from agent.secret_values import is_placeholder

#: What is joined to an address by a colon, and is no login: labels, and schemes without slashes.
_LABEL: Final = re.compile(
    r"(?i)e?-?mails?|mailto|from|to|b?cc|reply-to|sender|recipient|contact|author|by|sips?|xmpp|acct"
    r"|jid|im|skype|tel|owner|maintainer|assignee|re|at|via|ssh|git|ping|attn|cn|uid|sub|aud|iss"
    r"|email\w*|\w*mail|https?|s?ftp|s3|file|remote|host|server|id|user_?id|account|for|with|image"
)
_LOGIN: Final = re.compile(r"(?:^|(?<=[^\w.+@:/-]))[A-Za-z_][\w.+-]{0,63}\Z")


def _of_a_login(match: re.Match[str], value: str) -> bool:
    """What stands between a name and its host, where the name is none of a field."""
    login = _LOGIN.search(match.string, max(0, match.start() - 65), match.start())
    return (
        login is not None
        and _LABEL.fullmatch(login[0]) is None
        and not is_placeholder(value)
        and not value.startswith("//")
    )


PATTERNS: tuple[SecretPattern, ...] = (
    SecretPattern(
        kind="url-password",
        hints="://",
        expression=(rf"""://(?:[^\s/:@"'<>\[]{{0,256}}|{MARK}):(?P<secret>[^\s/"'<>]{{1,256}})@"""),
        check=checks.filled,
        examples=(
            ("psql postgres://app:s3cr3t@db.local/x", "s3cr3t"),
            ("git clone https://me:p@ssw0rd@git.local/a.git", "p@ssw0rd"),
            ("s3://[REDACTED:aws-key]:" + TAIL + "@bucket/a", TAIL),
        ),
        innocent=(
            "curl https://$USER:$PASSWORD@host/",
            "http://localhost:8080/@scope/pkg",
            "git clone git@github.com:a/b.git",
        ),
    ),
    # The same without a scheme, as command lines and notes have it. Begins with the colon: what is
    # before it is looked at only where all else fits.
    SecretPattern(
        kind="url-password",
        hints="@",
        expression=(
            r""":(?<=[A-Za-z0-9_.+-]:)(?P<secret>[^\s:/"'<>,;()\[\]{}]{3,128})@"""
            r"""(?!sha\d)(?:(?:[\w-]{1,63}\.){1,6}[A-Za-z]{2,24}\b|\d{1,3}(?:\.\d{1,3}){3}\b"""
            r"""|localhost\b|\[[0-9A-Fa-f:.]{3,45}\]|[A-Za-z][\w-]{0,62}(?::\d{2,5}\b|/\w)"""
            r"""|(?:tcp|unix)\()"""
        ),
        check=_of_a_login,
        examples=(
            ("psql robin:sunflower@db.internal", "sunflower"),
            ("sftp robin:sun!flower@files.home.lan", "sun!flower"),
            ("admin:sunflower7@192.168.1.4/stream", "sunflower7"),
            ("robin:sun@flower@db.internal", "sun@flower"),
            ('dsn = "app:sunflower@tcp(db:3306)/shop"', "sunflower"),
            ("redis default:sunflower@cache:6379", "sunflower"),
        ),
        innocent=(
            "git clone git@github.com:a/b.git",
            "scp a.txt robin@nas.local:/volume1/b",
            "ratio 3:2@home.example",
            "at 10:30@cafe.example",
            "mailto:robin@example.org",
            "Reply-To:robin@example.org",
            "docker run nginx:1.27@sha256:0f0f",
            "docker pull registry:5000/a@sha256",
            "npm i lodash:4@next/x",
            "psql $USER:$PASSWORD@db.internal",
            "e.g. user:password@db.internal",
        ),
    ),
    SecretPattern(
        kind="url-password",
        hints=":thin:|:oci:|sqlplus|rman |expdp|impdp",
        expression=(
            r"(?i)(?:jdbc:oracle:(?:thin|oci):|\b(?:sqlplus|rman|expdp|impdp|sqlldr)\s[^\n"
            r"|;]{0,80}?)"
            r"[\w.-]{1,64}/(?P<secret>[^\s/@\"']{1,128})@"
        ),
        check=checks.filled,
        examples=(
            ("jdbc:oracle:thin:scott/t1ger@//ora.local:1521/XE", "t1ger"),
            ("sqlplus -s scott/t1ger@XE", "t1ger"),
        ),
        innocent=("sqlplus /nolog", "sqlplus scott/$PASS@XE"),
    ),
    SecretPattern(
        kind="url-token",
        hints="://",
        expression=r"""://(?P<secret>[A-Za-z0-9_-]{20,256})@""",
        check=checks.mixed,
        examples=((f"git push https://{TAIL}@git.local/a", TAIL),),
    ),
    SecretPattern(
        kind="webhook",
        hints="hook|key/|token/|secret/",
        expression=(
            r"""(?i)(?:hooks\.slack\.com/(?:services|workflows|triggers)"""
            r"""|hooks\.zapier\.com/hooks/catch(?=/\d)"""
            r"""|://[^\s/"'<>]{1,200}/(?:[\w.-]{1,40}/){0,6}?(?:(?:web)?hooks?\w{0,3}"""
            r"""(?:/catch)?|(?:api_?)?key|token|secret))"""
            r"""/(?P<secret>[\w/@.%-]{16,500})"""
        ),
        check=checks.random_segment,
        examples=(
            ("https://hooks.slack.com/services/" + "T000/B000/" + TAIL[:24], TAIL[:24]),
            (f"https://chat.example/api/webhooks/123456/{TAIL}", TAIL),
            (f"https://mm.example/hooks/{HEX[:26]}", HEX[:26]),
        ),
        innocent=(
            "https://docs.example/webhooks/handling-events-in-order",
            "https://example.org/a/webhooks/2024/05/handlers.html",
        ),
    ),
    SecretPattern(
        kind="url-parameter",
        hints="token=|key=|secret=|password=|passwd=|auth=|sig|code=|session|jwt=|appid=|app_id=|otpauth",
        expression=(
            r"""(?i)[?&\#;](?:[\w-]{0,40}(?:token|secret|password|passwd|signature)"""
            r"""|(?:[\w-]{1,30}[_-])?(?:api_?|access_?|subscription-)?key|auth|sig|code|jwt"""
            r"""|session(?:_?id)?|app_?id|(?<=otpauth-migration://offline\?)data)"""
            r"""=(?P<secret>[^&\s\#"'<>]{8,4096})"""
        ),
        check=checks.random_value,
        examples=(
            (f"https://x.example/cb?state=a&access_token={TAIL}&b=c", TAIL),
            ("otpauth://totp/a?secret=JBSWY3DPEHPK3PXP2B5A&issuer=b", "JBSWY3DPEHPK3PXP2B5A"),
            (f"otpauth-migration://offline?data={TAIL}", TAIL),
        ),
        innocent=("https://x.example/list?key=created_at&page=2", "?code=overview"),
    ),
    SecretPattern(
        kind="assignment",
        hints=":*:|:54|:64",
        expression=(
            r"(?m)(?:^|pgpass[:\s]\s?)(?:[\w-]{1,60}\.){0,6}(?:[\w-]{1,60}|\*):(?:\d{4,5}"
            r"|\*):[\w*-]{1,64}:[\w.*-]{1,64}"
            r":(?P<secret>[^\s:]{3,128})$"
        ),
        check=checks.filled,
        examples=(
            ("db.local:5432:shop:app:hunter2", "hunter2"),
            (".pgpass db:5432:*:robin:sunflower", "sunflower"),
        ),
        innocent=("a:b:c:d:e", "12:30:00:00:00"),
    ),
)
