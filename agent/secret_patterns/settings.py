"""A credential's name with its value beside it: environments, configuration, code, XML."""

from __future__ import annotations

from typing import Final

from agent import secret_checks as checks
from agent.secret_patterns.pattern import HEX, TAIL, VALUE, WORD, SecretPattern

#: Words that name a key only in company.
_KEYS: Final = (
    r"(?:api|access|secret|priv(?:ate)?|auth|sign(?:ing)?|encryption|account|master|license|licence"
    r"|pre-?shared|shared|deploy"
    r"|webhook|application|app|consumer|storage|admin|service|integration|write|ingest|server"
    r"|session|hmac|aes|jwt"
    r"|cookie|wallet|stream)[_-]?key(?![_-]?(?:id|name|path|file|type|alias|prefix|size|length)\b)"
)
_NAME: Final = (
    rf"pass(?:word|wd|phrase|code|wort)|pwd|psk|secret|token|{_KEYS}|credentials|client-key-data"
)

PATTERNS: tuple[SecretPattern, ...] = (
    SecretPattern(
        kind="assignment",
        hints="key|token|secret|pass|pwd|phrase|auth=|credentials=|salt=|cred|_pw=|mnemonic",
        expression=(
            r"(?<![A-Za-z0-9_$])(?P<name>(?:[A-Z][A-Z0-9]{0,40}_){0,6}[A-Z]{0,24}(?:KEY|TOKEN"
            r"|SECRET|PASS|PASSWORD|PASSWD|PWD|PW"
            r"|PASSPHRASE|AUTH|CREDENTIALS?|CREDS|SALT|MNEMONIC)(?P<more>(?:_[A-Z0-9]{1,12}){0,3}))"
            rf"=(?P<secret>{WORD})"
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
            (f"heroku config:set SECRET_KEY_BASE={HEX}", HEX),
        ),
        innocent=(
            "export API_KEY=$OTHER_KEY",
            "SSH_KEY=~/.ssh/id_ed25519 ./deploy",
            "SORT_KEY=id ./run",
            "KEY=created_at ./run",
            "PWD=/home/robin/work",
            "COMPASS=north",
            "BOARDING_PASS=window",
            "PASSWORD= ./run",
            "MAX_TOKENS=512 ./run",
            "TOKEN=$(cat token.txt) ./run",
            "TOKEN_EXPIRY_SECONDS=3600 ./run",
            "PASSWORD_HASHER=argon2id ./run",
            "AWS_KEY_ID=a1b2c3d4e5f6a7b8 ./run",
        ),
    ),
    SecretPattern(
        kind="assignment",
        hints=(
            "passw|passphrase|passcode|pwd|psk|phrase|secret|token|key|credential|pass=|pass:"
            "|pass\"|pass'|pass ="
        ),
        expression=(
            rf"""(?ix)
            (?<![:/])(?P<name>{_NAME}|(?<=_)pass|(?<=[a-z])(?-i:Pass))
            \d{{0,3}}["']?\s{{0,3}}(?::=|=>|=(?![=>])|:(?![:/]))\s{{0,3}}(?:!!\w{{1,12}}\s)?(?P<secret>[bfru]?"""
            + VALUE
            + ")"
        ),
        check=checks.setting,
        examples=(
            ("password: hunter2", "hunter2"),
            ('{"db_password": "letmein", "x": 1}', "letmein"),
            ("client_secret = 'abcd-efgh-1234'", "abcd-efgh-1234"),
            (f"accessKey: {TAIL}", TAIL),
            ("my password = Tr0ub4dor&3", "Tr0ub4dor"),
            ('psk="hunter2"', "hunter2"),
            (f"PresharedKey = {TAIL}", TAIL),
            ("ansible_ssh_pass=hunter2", "hunter2"),
            ('password: "Garden.Sun45"', "Garden.Sun45"),
            (f"privkey: {HEX}", HEX),
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
        hints="passw|passphrase|passcode|pwd|secret|token|key|credential|auth|salt|pw",
        expression=(
            rf"""(?ix)
            (?P<name>{_NAME}|salt|\bpw\b|auth(?:_?key|enticator|token)?|from_?(?:private_?)?key|\bauth)(?P<more>\w{{0,16}})["'\])]{{0,3}}
            \s{{0,16}}(?::\s{{0,3}}[&*]?[\w<>\[\]?.]{{1,24}}(?:\s\w{{1,12}})?\s{{0,3}})?(?::=|=>|={{1,3}}|:|,|->|\bof\b|(?=\())\s{{0,16}}
            (?:[\w.:]{{0,40}}(?:\[\])?[\w.]{{0,20}}\(\s{{0,3}}){{0,2}}[brfu@$]{{0,2}}
            (?:"(?P<secret1>[^"\\\n]{{4,512}})"|'(?P<secret2>[^'\\\n]{{4,512}})'|`(?P<secret3>[^`\\\n]{{4,512}})`)
            """
        ),
        check=checks.literal,
        examples=(
            (f'let token: &str = "{TAIL}";', TAIL),
            (f'signing_key := []byte("{TAIL}")', TAIL),
            (f'app.config["SECRET_KEY"] = "{HEX}"', HEX),
            (f'Account.from_key("0x{HEX}")', HEX),
            ("define('DB_PASSWORD', 'hunter2!');", "hunter2!"),
            (f'"auth": "{TAIL}"', TAIL),
        ),
        innocent=(
            'self.assertEqual(token, "abc")',
            'if token == "identifier":',
            '("password", "Passwort")',
            'getattr(user, "password", "none")',
            '{"token": "access_token", "auth": "required"}',
            'tokens["the_first_one_of_them"]',
        ),
    ),
    SecretPattern(
        kind="assignment",
        hints="_auth",
        expression=(r"_auth[\"']?\s{0,3}[:=]\s{0,3}[\"']?(?P<secret>[A-Za-z0-9+/]{8,512}={0,2})"),
        check=checks.user_and_password,
        examples=(("//npm.example/:_auth=cm9iaW46aHVudGVyMmZvbw==", "cm9iaW46aHVudGVyMmZvbw=="),),
        innocent=("use_auth=true", "_auth=disabled", "proxy_auth = authenticate"),
    ),
    SecretPattern(
        kind="assignment",
        hints="identified|password|passwort|define",
        expression=(
            r"(?i)\b(?:identified\s{1,3}(?:with\s{1,3}\S{1,40}\s{1,3})?by"
            r"|with\s{1,3}(?:encrypted\s{1,3})?password|set\s{1,3}password"
            r"|(?:user|role|login)\s\S{1,64}(?:\s\w{1,16}){0,4}?\spassword)"
            r"\s{0,3}=?\s{0,3}N?(?:'(?P<secret1>[^'\n]{1,128})'|\"(?P<secret2>[^\"\n]{1,128})\")"
            r"|#\s?define\s{1,8}\w{0,40}?(?:passw(?:or)?d|pass|pwd|psk|secret|token"
            r"|key)\w{0,12}\s{1,16}\"(?P<secret3>[^\"\n]{4,256})\""
        ),
        check=checks.filled,
        examples=(
            ("ALTER USER app WITH PASSWORD 'hunter2';", "hunter2"),
            ("CREATE ROLE app LOGIN PASSWORD 'hunter2';", "hunter2"),
            ("CREATE USER 'app'@'%' IDENTIFIED BY 'hunter2';", "hunter2"),
            ('#define WIFI_PASSWORD "hunter2"', "hunter2"),
        ),
        innocent=("CREATE USER app WITH PASSWORD :pw", "IDENTIFIED BY '$PW'"),
    ),
    SecretPattern(
        kind="assignment",
        hints="value|<add",
        expression=(
            r"""(?ix)
            (?:name|key|variable)["']?\s{0,3}[:=]\s{0,3}["']?
            (?P<name>[\w.:-]{0,60}?(?:passw(?:or)?d|passphrase|pwd|secret|token|api[_-]?key|access[_-]?key|connectionstring)\w{0,12})["']?
            \s{0,8},?\s{0,40}(?:\w{1,16}=["'][^"'\n]{0,60}["']\s{1,3})?["']?value["']?\s{0,3}[:=]\s{0,3}"""
            rf"(?P<secret>{VALUE})"
        ),
        check=checks.setting,
        examples=(
            (f'<add key="ApiKey" value="{TAIL}" />', TAIL),
            ("- name: DB_PASSWORD\n  value: hunter2", "hunter2"),
            ('{"key": "db_password", "value": "hunter2"}', "hunter2"),
        ),
        innocent=('<input name="password" value="">', "name: TOKEN_FILE\n  value: /run/secrets/a"),
    ),
    SecretPattern(
        kind="assignment",
        hints="set -|set  -|setx ",
        expression=(
            r"\bset(?:x|(?:\s{1,3}-{1,2}[A-Za-z]{1,12}){1,3})\s{1,3}(?P<name>[A-Z][A-Z0-9_]{0,60}?"
            r"(?:KEY|TOKEN|SECRET|PASS|PASSWORD|PASSWD|PWD|PASSPHRASE"
            r"|CREDENTIALS))(?P<more>)\s{1,3}"
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
        expression=(
            r"(?i)<(?:[\w.:-]{1,40}\s[^<>\n]{0,60}?(?:key|name)=[\"'])?(?P<name>[\w.:-]{0,40}?"
            r"(?:passw(?:or)?d|passphrase|pwd|secret|token|(?:api|access|private|secret)[_-]?key))"
            r"[\"']?\s?>"
            r"(?P<secret>[^<>\s]{1,256})</"
        ),
        check=checks.setting,
        examples=(
            ("<server><password>hunter2</password></server>", "hunter2"),
            ('<entry key="db.password">hunter2</entry>', "hunter2"),
            (f"<apiKey>{TAIL}</apiKey>", TAIL),
        ),
        innocent=(
            "<password>${env.PASSWORD}</password>",
            "<label>password</label>",
            "<token>if</token>",
        ),
    ),
    SecretPattern(
        kind="assignment",
        hints="pass|pw |secret|masterauth|community|key|psk",
        expression=(
            r"(?im)^[ \t]{0,16}(?:set\s)?(?:requirepass|masterauth|(?:bind|root|rootbind"
            r"|admin)_?pw|(?:enable\s)?(?:secret|password)"
            r"|(?:snmp-server|set\ssnmp|snmp)\scommunity|(?:wpa_)?passphrase|pre-shared-key"
            r"|crypto\sisakmp\skey|key-string|psk|auth-token|username\s\S{1,40}\s(?:secret"
            r"|password))"
            r":?[ \t]{1,8}(?:\d[ \t])?(?![(`])(?P<secret>[^\s\"';]{4,256})"
            r"[ \t;]{0,4}(?:R[OW]\b.{0,40}"
            r"|authorization\s.{0,40}|address\s.{0,60})?$"
        ),
        check=checks.spoken,
        examples=(
            (f"requirepass {TAIL}", TAIL),
            ("masterauth tulip77field", "tulip77field"),
            ("bindpw hunter2", "hunter2"),
            ("snmp-server community hunter2 RO", "hunter2"),
            ("username me password 7 0822455D0A16", "0822455D0A16"),
        ),
        innocent=("password forgotten", "secret santa", "passphrase required", "password (sha256)"),
    ),
)
