"""The secrets that are looked for: one named pattern each, with the values that test it.

A pattern is ``kind``, cheap ``hints`` (lower-case literals joined by ``|``, of which one must be
there before the expression is tried at all), an expression whose groups named ``secret…`` are what
is replaced, and an optional ``check`` for what an expression cannot say (check digits,
placeholders). ``examples`` are (text, the part that must vanish); ``innocent`` are look-alikes that
must stay as they are.

Every expression is linear in the length of the text: it is anchored on a literal, repeats are
bounded or end the match, and no two alternatives begin alike.

The example values below are made up or come from their vendors' own documentation. They are cut in
two so that scanners for leaked credentials do not stop at this file.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from agent import secret_checks as checks

#: A shell word: quoted pieces and escaped characters included, up to whitespace or an operator.
WORD = r"""(?:"(?:[^"\\\n]|\\.)*"?|'[^'\n]*'?|\\.|[^\s;|&"'`()<>\\])+"""
#: A value in a configuration file, in code or in prose: also ends at brackets and final commas.
VALUE = r"""(?:"(?:[^"\\\n]|\\.)*"?|'[^'\n]*'?|\\.|,(?=\S)|[^\s;|&"'`()<>\\,{}\[\]])+"""


@dataclass(frozen=True, slots=True, kw_only=True)
class SecretPattern:
    """One kind of secret. See the module's description."""

    kind: str
    regex: re.Pattern[str]
    hints: str = ""
    check: Callable[[re.Match[str], str], bool] | None = None
    examples: tuple[tuple[str, str], ...] = ()
    innocent: tuple[str, ...] = ()


# --- the table ---------------------------------------------------------------------------------


def _token(kind: str, hints: str, expression: str, *values: str) -> SecretPattern:
    """A key that its issuer gave a prefix to be known by; the expression is the whole key."""
    return SecretPattern(
        kind=kind,
        hints=hints,
        regex=re.compile(rf"(?<![A-Za-z0-9])(?P<secret>{expression})"),
        examples=tuple((f"use {value} here", value) for value in values),
    )


_TAIL = "Zx8Qw3Rt6Yp1Lk9Mn4Bv7Cd2Fg5Hj0Sa3De6"  # 36 characters, made up

PATTERNS: tuple[SecretPattern, ...] = (
    SecretPattern(
        kind="private-key",
        hints="private key",
        regex=re.compile(
            r"(?P<secret>-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----"
            r"(?s:.*?)(?:-----END (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----|\Z))"
        ),
        check=checks.key_body,
        examples=(
            (f"-----BEGIN PRIVATE KEY-----\nMII{_TAIL}\n-----END PRIVATE KEY-----\nok", _TAIL),
            (f"-----BEGIN OPENSSH PRIVATE KEY-----\nb3Blb{_TAIL}\n{_TAIL}", _TAIL),
        ),
        innocent=('grep -r "-----BEGIN RSA PRIVATE KEY-----" .',),
    ),
    _token(
        "aws-key",
        "akia|asia",
        r"A[KS]IA[A-Z0-9]{16}(?![A-Za-z0-9])",
        "AKIA" + "IOSFODNN7EXAMPLE",
    ),
    _token(
        "google-key",
        "aiza|ya29.|gocspx-",
        r"AIza[\w-]{35}|ya29\.[\w-]{20,}|GOCSPX-[\w-]{24,}",
        "AIza" + _TAIL[:35],
        "ya29." + _TAIL,
        "GOCSPX-" + _TAIL[:28],
    ),
    SecretPattern(
        kind="azure-key",
        hints="accountkey=|sharedaccesskey=",
        regex=re.compile(r"(?i)(?:Account|SharedAccess)Key=(?P<secret>[A-Za-z0-9+/]{40,}={0,2})"),
        examples=((f"AccountName=a;AccountKey={_TAIL}{_TAIL}==;x", f"{_TAIL}{_TAIL}=="),),
    ),
    _token(
        "github-token",
        "ghp_|gho_|ghu_|ghs_|ghr_|github_pat_",
        r"gh[pousr]_[A-Za-z0-9]{30,}|github_pat_\w{22,}",
        "ghp_" + _TAIL,
        "github_pat_" + _TAIL + "_" + _TAIL,
    ),
    _token(
        "gitlab-token",
        "gl",
        r"gl(?:pat|oas|dt|rt|ptt|cbt|soat|ft|agent|imt)-[\w-]{20,}",
        "glpat-" + _TAIL[:20],
    ),
    _token(
        "slack-token",
        "xox|xapp-|hooks.slack.com/",
        r"xox[abeoprs]-[A-Za-z0-9-]{10,}|xapp-\d-[A-Za-z0-9-]{10,}"
        r"|hooks\.slack\.com/(?:services|workflows)/[\w/]{20,}",
        "xoxb-" + "123456789012-" + _TAIL[:24],
        "hooks.slack.com/services/" + "T000/B000/" + _TAIL[:24],
    ),
    SecretPattern(
        kind="api-key",
        hints="sk-|gsk_|xai-|r8_|hf_|pplx-",
        regex=re.compile(
            r"(?<![A-Za-z0-9_-])(?P<secret>sk-[A-Za-z0-9_-]{20,}|gsk_[A-Za-z0-9]{30,}"
            r"|xai-[A-Za-z0-9]{30,}|pplx-[A-Za-z0-9]{30,}|hf_[A-Za-z0-9]{30,}|r8_[A-Za-z0-9]{30,})"
        ),
        check=checks.mixed,
        examples=tuple(
            (f"key {prefix + _TAIL}.", prefix + _TAIL)
            for prefix in ("sk-", "sk-proj-", "sk-ant-api03-", "hf_", "gsk_")
        ),
        innocent=("a sk-spinner-with-a-very-long-class-name", "task-42-is-a-very-long-branch-name"),
    ),
    _token(
        "service-token",
        "sk_|rk_|whsec_|npm_|pypi-|sg.|dop_v1_|doo_v1_|shpat_|dapi|hvs.|dckr_pat_|lin_api_|age-secret-key-|atatt3|figd_|sbp_|glsa_",
        r"[rs]k_(?:live|test)_[0-9A-Za-z]{16,}|whsec_[0-9A-Za-z]{24,}|npm_[A-Za-z0-9]{36}"
        r"|pypi-AgE[\w-]{50,}|SG\.[\w-]{16,}\.[\w-]{16,}|do[opr]_v1_[a-f0-9]{64}|shpat_[a-f0-9]{32}"
        r"|dapi[a-f0-9]{32}|hvs\.[\w-]{24,}|dckr_pat_[\w-]{20,}|lin_api_[A-Za-z0-9]{32,}"
        r"|AGE-SECRET-KEY-1[0-9A-Z]{50,}|ATATT3[\w=-]{40,}|figd_[\w-]{30,}|sbp_[a-f0-9]{40}"
        r"|glsa_[A-Za-z0-9]{32}_[A-Fa-f0-9]{8}",
        "sk_live_" + _TAIL[:24],
        "npm_" + _TAIL,
        "pypi-AgE" + _TAIL + _TAIL,
        "SG." + _TAIL[:22] + "." + _TAIL,
    ),
    _token(
        "jwt",
        "eyj",
        r"eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*",
        "eyJhbGciOiJIUzI1NiJ9" + ".eyJzdWIiOiIxMjM0NTY3ODkwIn0." + _TAIL,
    ),
    _token("telegram-token", ":aa", r"\d{8,10}:AA[\w-]{33}", "123456789:AA" + _TAIL[:33]),
    SecretPattern(
        kind="url-password",
        hints="://",
        regex=re.compile(r"""://[^\s/:@"'<>\[]{0,256}:(?P<secret>[^\s/"'<>]{1,256})@"""),
        check=checks.filled,
        examples=(
            ("psql postgres://app:s3cr3t@db.local/x", "s3cr3t"),
            ("git clone https://me:p@ssw0rd@git.local/a.git", "p@ssw0rd"),
        ),
        innocent=(
            "curl https://$USER:$PASSWORD@host/",
            "http://localhost:8080/@scope/pkg",
            "git clone git@github.com:a/b.git",
        ),
    ),
    SecretPattern(
        kind="url-token",
        hints="://",
        regex=re.compile(r"""://(?P<secret>[A-Za-z0-9_-]{20,256})@"""),
        check=checks.mixed,
        examples=((f"git push https://{_TAIL}@git.local/a", _TAIL),),
    ),
    SecretPattern(
        kind="url-parameter",
        hints="token=|key=|secret=|password=|passwd=|auth=|sig|code=|session",
        regex=re.compile(
            r"""(?i)[?&\#](?:[\w-]{0,40}(?:token|secret|password|passwd|signature)|api_?key|key|auth|sig|code"""
            r"""|session(?:_?id)?)=(?P<secret>[^&\s\#"'<>]{8,4096})"""
        ),
        check=checks.random_value,
        examples=((f"https://x.example/cb?state=a&access_token={_TAIL}&b=c", _TAIL),),
        innocent=("https://x.example/list?key=created_at&page=2", "?code=overview"),
    ),
    SecretPattern(
        kind="authorization",
        hints="authorization|bearer |api-key|apikey|private-token|auth-token",
        regex=re.compile(
            r"""(?ix)
            \bauthorization["']?\s{0,3}[:=]\s{0,3}["']?(?P<scheme>(?:bearer|basic|token|digest|apikey)\s+)?
                (?P<secret1>[^\s"',}\]]{6,})
            | \bbearer\s+(?P<secret2>[A-Za-z0-9._~+/-]{16,}=*)
            | \b(?:x-)?(?:api-?key|private-token|auth-token)["']?\s{0,3}:\s{0,3}["']?
                (?P<secret3>[^\s"',}\]]{8,})
            """
        ),
        check=lambda match, value: (
            not checks.is_placeholder(value)
            and (match["secret1"] is not None or checks.looks_random(value))
            and (match["scheme"] is not None or re.fullmatch(r"[A-Za-z]?[a-z_]+", value) is None)
            and not value.lower().startswith(("bearer", "basic", "token"))
            and not re.match(r"\w+(?:\.\w+)+[\[(]", value)
        ),
        examples=(
            ("curl -H 'Authorization: Basic bWU6c2VjcmV0' x", "bWU6c2VjcmV0"),
            (f'{{"Authorization": "Bearer {_TAIL}"}}', _TAIL),
            (f"curl -H 'X-Api-Key: {_TAIL}'", _TAIL),
        ),
        innocent=(
            '-H "Authorization: Bearer $TOKEN"',
            "the bearer documentation-of-the-endpoint",
            'AUTHORIZATION = "Authorization"',
            '"Authorization": authorization,',
            '{"authorization": "Bearer hf_***"}',
            'authorization = request.headers["Authorization"]',
        ),
    ),
    SecretPattern(
        kind="cookie",
        hints="cookie:",
        regex=re.compile(
            r"""(?i)\b(?:set-)?cookie:\s{0,3}(?P<secret>[^\s"'=]{1,64}=[^"'\n]{8,})"""
        ),
        examples=(("curl -H 'Cookie: session=9f8e7d6c5b4a'", "session=9f8e7d6c5b4a"),),
    ),
    SecretPattern(
        kind="password",
        hints="mysql|mariadb|sshpass|redis-cli|docker login|podman login|zip|7z|ldap|mongo|sqlcmd",
        regex=re.compile(
            r"(?:\b(?:mysql\w{0,12}|mariadb[\w-]{0,12}|7z[ar]?)\b[^\n|;&]{0,300}?\s-p(?=[^\s-])"
            r"|\b(?:sshpass|(?:docker|podman) login|mongo\w{0,12})\b[^\n|;&]{0,300}?"
            r"\s-p\s{0,3}(?=[^\s-])"
            r"|\bredis-cli\b[^\n|;&]{0,300}?\s-a\s{1,3}"
            r"|\b(?:un)?zip\b[^\n|;&]{0,300}?\s-P\s{0,3}|\bsqlcmd\b[^\n|;&]{0,300}?\s-P\s{0,3}"
            rf"|\bldap\w{{3,12}}\b[^\n|;&]{{0,300}}?\s-w\s{{0,3}})(?P<secret>{WORD})"
        ),
        check=checks.filled,
        examples=(
            ("mysql -u root -phunter2 shop", "hunter2"),
            ("mysqldump -h db -p'a b c' shop > x.sql", "a b c"),
            ("sshpass -p hunter2 ssh me@host", "hunter2"),
            ("redis-cli -h x -a hunter2 ping", "hunter2"),
            ("unzip -P hunter2 a.zip", "hunter2"),
        ),
        innocent=(
            "mysql -u root -p shop",
            "/usr/local/bin/splunk -p 8080",
            "mkdir -p a/b",
            "docker run -p 8080:80 nginx",
            "sshpass -p $PASS ssh me@host",
        ),
    ),
    SecretPattern(
        kind="password",
        hints="curl|wget|http|smbclient|htpasswd|pass:|xfreerdp|sudo -s|chpasswd|-stdin",
        regex=re.compile(
            rf"""\b(?:curl|https?|wget)(?=\s)[^\n|;]{{0,300}}?(?:\s-u\s{{0,3}}|\s--user[= ])["']?"""
            rf"""[^\s:"']{{1,128}}:(?P<secret1>{WORD})"""
            rf"""|\b(?:smb|rpc)client\b[^\n|;]{{0,300}}?\s-U\s{{0,3}}["']?[^\s%"']{{1,128}}"""
            rf"""%(?P<secret2>{WORD})"""
            rf"""|\bhtpasswd\s+-\w{{0,4}}b\w{{0,4}}\s+\S{{1,200}}\s+\S{{1,128}}\s+(?P<secret3>{WORD})"""
            rf"""|\bpass(?:in|out)?\s{{0,3}}pass:(?P<secret4>{WORD})"""
            rf"""|\bxfreerdp\b[^\n|;]{{0,300}}?\s/p:(?P<secret5>{WORD})"""
            rf"""|\becho\s+(?:-\w+\s+)?(?P<secret6>{WORD})\s{{0,3}}\|\s{{0,3}}"""
            rf"""(?:sudo\s+-S|[^\n|;]{{0,200}}--password-stdin)"""
            rf"""|\becho\s+["']?[\w.-]{{1,64}}:(?P<secret7>{WORD})\s{{0,3}}\|\s{{0,3}}(?:sudo\s+)?chpasswd"""
        ),
        check=checks.filled,
        examples=(
            ("curl -s -u robin:hunter2 https://x.example", "hunter2"),
            ("curl -u robin:hunter2 https://x.example", "hunter2"),
            ("openssl rsa -in a -passin pass:hunter2", "hunter2"),
            ("echo hunter2 | sudo -S apt update", "hunter2"),
            ("echo hunter2 | docker login -u me --password-stdin", "hunter2"),
            ("htpasswd -bc users robin hunter2", "hunter2"),
        ),
        innocent=(
            "curl -u $USER:$PASS https://x.example",
            "echo hello | sudo tee file",
            "echo $PASS | docker login --password-stdin",
        ),
    ),
    SecretPattern(
        kind="password",
        hints="--pass|--token|--secret|--api|--auth|--client|--access|--private",
        regex=re.compile(
            r"(?i)--(?P<name>(?:[\w]{1,20}-)?(?:password|passwd|passphrase|pass)|secret|client-secret|secret-key)"
            rf"(?:=|\s{{1,3}})(?P<secret1>(?!-){WORD})"
            r"|--(?:[\w]{1,20}-){0,2}(?:token|api-?key|access-key|auth|private-key)(?:=|\s{1,3})"
            rf"(?P<secret2>(?!-){WORD})"
        ),
        check=lambda match, value: (
            not checks.is_placeholder(value)
            and (match["secret2"] is None or checks.looks_random(value))
        ),
        examples=(
            ("tool --password hunter2 x", "hunter2"),
            ("tool --password='two words' x", "two words"),
            (f"tool --auth-token={_TAIL}", _TAIL),
        ),
        innocent=("docker login --password-stdin", "tool --password $PASS", "gh auth --token file"),
    ),
    SecretPattern(
        kind="assignment",
        hints="key=|token=|secret=|pass=|password=|passwd=|pwd=|phrase=|auth=|credentials=",
        regex=re.compile(
            r"(?<![A-Za-z0-9_$])(?P<name>(?:[A-Z][A-Z0-9]{0,40}_){0,6}[A-Z]{0,24}(?:KEY|TOKEN|SECRET|PASS|PASSWORD|PASSWD|PWD"
            rf"|PASSPHRASE|AUTH|CREDENTIALS))=(?P<secret>{WORD})"
        ),
        check=checks.environment,
        examples=(
            ("export PASSWORD=hunter2", "hunter2"),
            ("export DB_PASSWORD='correct horse battery'", "correct horse battery"),
            ("API_KEY=abc123def456 python run.py", "abc123def456"),
            ("PGPASSWORD=hunter2 psql -h db", "hunter2"),
            ("AWS_SECRET_ACCESS_KEY=" + "wJalrXUtnFEMI/K7MDENG", "wJalrXUtnFEMI/K7MDENG"),
            ("SLACK_TOKEN=abcdefgh ./run", "abcdefgh"),
            ("KEY=a1b2c3d4e5f6 ./run", "a1b2c3d4e5f6"),
        ),
        innocent=(
            "export API_KEY=$OTHER_KEY",
            "SSH_KEY=~/.ssh/id_ed25519 ./deploy",
            "SORT_KEY=id ./run",
            "KEY=created_at ./run",
            "PWD=/home/robin/work",
            "PASSWORD= ./run",
            "MAX_TOKENS=512 ./run",
            "TOKEN=$(cat token.txt) ./run",
        ),
    ),
    SecretPattern(
        kind="assignment",
        hints="passw|pwd|phrase|secret|token|api|access|private|_key|credential",
        regex=re.compile(
            r"""(?ix)
            (?P<name>pass(?:word|wd|phrase|wort)|pwd|secret|token|(?:api|access|secret|private|auth|signing
            |encryption)[_-]?key|credentials)
            \d{0,3}["']?\s{0,3}(?::=|=>|=(?![=>])|:(?![:/]))\s{0,3}(?P<secret>[bfru]?"""
            + VALUE
            + ")"
        ),
        check=checks.setting,
        examples=(
            ("password: hunter2", "hunter2"),
            ('{"db_password": "letmein", "x": 1}', "letmein"),
            ("client_secret = 'abcd-efgh-1234'", "abcd-efgh-1234"),
            (f"accessKey: {_TAIL}", _TAIL),
            ("my password = Tr0ub4dor&3", "Tr0ub4dor"),
        ),
        innocent=(
            "password: str",
            "def login(password: str, token: str | None = None) -> bool:",
            "token = tokenizer.next()",
            "token=token2",
            "secret = os.environ['X']",
            "max_tokens=512",
            "if password == other:",
            "password=args.password",
            'label: "Password"',
            "private_key=~/.ssh/id_rsa",
            "access_token: AccessTokenStore",
            "token = TEST_DATA_BASE64",
            '"secret": "V1SecretProjection"',
            '"secret": ".models.v1_secret"',
        ),
    ),
    SecretPattern(
        kind="assignment",
        hints="set -|set  -|setx ",
        regex=re.compile(
            r"\bset(?:x|(?:\s{1,3}-{1,2}[A-Za-z]{1,12}){1,3})\s{1,3}(?P<name>[A-Z][A-Z0-9_]{0,60}?"
            r"(?:KEY|TOKEN|SECRET|PASS|PASSWORD|PASSWD|PWD|PASSPHRASE|CREDENTIALS))\s{1,3}"
            rf"(?P<secret>{WORD})"
        ),
        check=checks.environment,
        examples=(
            ("set -gx DB_PASSWORD hunter2", "hunter2"),
            ("set --export API_TOKEN abc123def456", "abc123def456"),
            ("setx API_TOKEN abc123def456", "abc123def456"),
        ),
        innocent=("set -x DB_PASSWORD $OTHER", "set -e PASSWORD", "set -x SSH_KEY ~/.ssh/id"),
    ),
    SecretPattern(
        kind="assignment",
        hints="</",
        regex=re.compile(
            r"(?i)<(?P<name>[\w.:-]{0,40}?(?:passw(?:or)?d|passphrase|pwd|secret|token|api[_-]?key))>"
            r"(?P<secret>[^<>\s]{1,256})</"
        ),
        check=checks.setting,
        examples=(
            ("<server><password>hunter2</password></server>", "hunter2"),
            (f"<apiKey>{_TAIL}</apiKey>", _TAIL),
        ),
        innocent=(
            "<password>${env.PASSWORD}</password>",
            "<label>password</label>",
            "<token>if</token>",
        ),
    ),
    SecretPattern(
        kind="password",
        hints="passw|passphrase|passcode|pin|login ",
        regex=re.compile(
            r"""(?ix)
            \b(?:password|passphrase|passcode|passwort)(?:\s(?:for|of|to|on|f[uü]r)\s[^\n.!?]{1,40}?)?
                \s+(?:is|was|to|ist)[:\s]\s{0,3}["']?
                (?P<secret1>[^\s"']{0,80}[\d!@\#$%^*+][^\s"']{0,80})
            | ^\s*(?:[-*]\s)?(?:[\w-]{1,24}\s)?(?:password|passphrase|passcode)\s?:[ ]\s{0,3}
                (?P<secret2>[A-Za-z]{6,64})[ ]*$
            | \bpin(?:\s(?:code|number))?(?:\s(?:for|of|on)\s[^\n.!?]{1,40}?)?
                \s{0,2}(?:is|:|=)\s{0,3}(?P<secret3>\d{4,8})\b(?!-)
            | \blogin\s\S{1,128}\s{1,3}password\s(?P<secret4>[^\s"']{3,128})
            """,
            re.MULTILINE,
        ),
        check=checks.filled,
        examples=(
            ("the wifi password is tulip-field-9", "tulip-field-9"),
            ("wifi password: sunflower", "sunflower"),
            ("my card's pin is 4711", "4711"),
            ("My password for the router is hunter2-Kx93!", "hunter2-Kx93!"),
            ("the PIN for my new card is 4711", "4711"),
            ("machine x login me password letmein", "letmein"),
        ),
        innocent=(
            "the password is required",
            "LED pin = 13",
            "password: string",
            "password: SecretStr",
            "The password for the router is on the note in drawer",
            "I set a password for it. Version is 2.0",
        ),
    ),
    SecretPattern(
        kind="one-time-code",
        hints="code|one-time|otp|2fa",
        regex=re.compile(
            r"(?i)\b(?:verification|security|one[- ]time|login|sign[- ]?in|2fa|otp|authentication)"
            r"\s(?:code|password|passcode|pin)\b[^\d\n]{0,24}(?P<secret>\d{4,8}|\d{3}[ -]\d{3})\b"
        ),
        examples=(("Your verification code is 482913.", "482913"),),
        innocent=("status code 4040 from login", "security code review 7"),
    ),
    # These two have no hint; they begin with a character class, which is quick to search for, and
    # look behind only then.
    SecretPattern(
        kind="card-number",
        regex=re.compile(r"(?P<secret>\d(?<![\w.+/-]\d)(?:[ -]?\d){13,18})(?![\w-]|\.\d)"),
        check=checks.card,
        examples=(
            ("card 4111 1111 1111 1111 exp 12/27", "4111 1111 1111 1111"),
            ("paid with 5500-0000-0000-0004", "5500-0000-0000-0004"),
            ("amex 378282246310005", "378282246310005"),
        ),
        innocent=(
            "4111 1111 1111 1112",
            "timestamp 1718000000000000",
            "id 1234567890123456",
            "date +%s: 1700000000",
        ),
    ),
    SecretPattern(
        kind="iban",
        regex=re.compile(
            r"(?P<secret>[A-Z]{2}(?<![A-Za-z0-9]..)\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?)"
            r"(?![A-Za-z0-9])"
        ),
        check=checks.iban,
        examples=(
            ("pay to DE89 3704 0044 0532 0130 00 please", "DE89 3704 0044 0532 0130 00"),
            ("BE68539007547034", "BE68539007547034"),
        ),
        innocent=("DE89 3704 0044 0532 0130 01", "RFC4 2119 SHALL NOT BE"),
    ),
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
