"""Passwords and keys that are given to commands: as an option, an argument, through a pipe."""

from __future__ import annotations

import re
from typing import Final

from agent import secret_checks as checks
from agent.secret_patterns.pattern import TAIL, WORD, SecretPattern

#: Programs and the short option with which they take a password. ``-p`` joined to its value only
#: where the program wants it so: elsewhere it is a port, a path or a project.
_OPTIONS: Final = (
    (r"mysql\w{0,12}|mariadb[\w-]{0,12}|7z[arz]?", r"-p(?=[^\s-])"),
    (r"(?:un)?rar", r"-h?p(?=[^\s-])"),
    (
        (
            r"sshpass|(?:docker|podman|buildah|skopeo|nerdctl|helm registry|oc|cf|az|bw|acr) login"
            r"|mongo\w{0,12}|user(?:add|mod)|twine|cypher-shell|cqlsh|evil-winrm|clickhouse-client"
        ),
        r"-p\s{0,3}(?=[^\s-])",
    ),
    (r"redis-cli|valkey-cli|keydb-cli", r"-a\s{1,3}"),
    (r"(?:un)?zip|sqlcmd|bcp|isql|ipmitool|snmp\w{2,12}|cypher-shell|tsql", r"-P\s{0,3}"),
    (r"snmp\w{2,12}", r"-[AXc]\s{1,3}"),
    (r"ldap\w{3,12}|security\s[a-z-]{3,40}|smbpasswd", r"-w\s{0,3}"),
    (r"openssl\s(?:enc|aes\S{0,24}|des\S{0,12}|[a-z]{2,12}crypt)", r"-[kK]\s{1,3}"),
    (r"keytool|jarsigner|influx|kafka\S{0,24}|jmxterm|apksigner", r"-\w{0,12}pass(?:word)?\s{1,3}"),
    (r"ssh-keygen", r"-[NP]\s{1,3}"),
    (r"ansible-vault encrypt_string", r"(?=[\"'])"),
    (r"pdftk|qpdf", r"(?:(?:user|owner)_pw|--encrypt)\s{1,3}"),
    (r"rabbitmqctl (?:add_user|change_password|authenticate_user)", r"\S{1,64}\s{1,3}"),
    (r"(?:mc|mcli) (?:alias set|config host add)", r"https?://\S{1,200}\s{1,3}\S{1,64}\s{1,3}"),
    (r"rclone", r"(?:key|pass|secret_access_key|token)\s{1,3}"),
    (
        r"xfreerdp3?|wfreerdp|mstsc|rdesktop|cmdkey|schtasks|wmic",
        r"/(?:p|pass|rp)(?:word)?[:\s]\s{0,3}",
    ),
)


def _options() -> str:
    """One expression for all of them."""
    found = []
    for number, (programs, option) in enumerate(_OPTIONS):
        found.append(
            # The command may go on in the next line.
            rf"\b(?:{programs})\b(?:[^\n|;&\\]|\\[^|;&]){{0,300}}?\s{option}(?P<secret{number}>(?!-\w"
            rf"|\[REDACTED){WORD})"
        )
    return "|".join(found)


#: Whoever reads a password or a key from its standard input.
_READERS: Final = (
    r"(?:sudo\s+(?!-S))?(?:sudo\s+-S|(?:passwd|kinit|vncpasswd|cryptsetup|mkpasswd|wg-quick"
    r"|htpasswd|smbpasswd|keepassxc-cli|pass\s(?:insert|edit))\b"
    r"|(?:npx\s|bunx\s|pnpm\s|yarn\s)?[\w./-]{1,40}\s(?:secrets?|auth|login|vault|kv)\b|secret-tool\b"
    r"|[^\n|;]{0,200}?--?(?:\w+-)?(?:password|passphrase|token|pass|secret)-(?:stdin|fd)\b"
    r"|[^\n|;]{0,200}?--with-token\b)"
)

_READS: Final = re.compile(rf"\s{{0,8}}{_READERS}")


def _handed(match: re.Match[str], value: str) -> bool:
    """What a reader of passwords is handed; of a here-string, the command stands before it."""
    if match["secret3"] is not None:
        line = match.string[max(0, match.start() - 200) : match.start()]
        if _READS.match(re.split(r"[\n|;&]", line)[-1]) is None:
            return False
    return checks.given(match, value)


PATTERNS: tuple[SecretPattern, ...] = (
    SecretPattern(
        kind="password",
        hints=(
            "mysql|mariadb|sshpass|redis-cli|valkey|keydb|login -|login '|zip|7z|rar |ldap|mongo"
            "|sqlcmd|bcp "
            "|isql|tsql|snmp|ipmitool|useradd|usermod|twine|cypher|cqlsh|winrm|clickhouse"
            "|security |smbpasswd"
            "|openssl|keytool|jarsigner|influx|kafka|freerdp|cmdkey|mstsc|rdesktop|schtasks|wmic"
            "|ssh-keygen|encrypt_string"
            "|pdftk|qpdf|rabbitmqctl|alias set|host add|rclone"
        ),
        expression=_options(),
        check=checks.given,
        examples=(
            ("mysql -u root -phunter2 shop", "hunter2"),
            ("mysqldump -h db -p'a b c' shop > x.sql", "a b c"),
            ("mysql -u root \\\n  -phunter2 shop", "hunter2"),
            ("sshpass -p hunter2 ssh me@host", "hunter2"),
            ("redis-cli -h x -a hunter2 ping", "hunter2"),
            ("unzip -P hunter2 a.zip", "hunter2"),
            ("unrar x -phunter2 a.rar", "hunter2"),
            ("useradd -m -p hunter2 robin", "hunter2"),
            ("openssl enc -aes-256-cbc -k hunter2 -in a", "hunter2"),
            ("keytool -list -keystore a -storepass hunter2", "hunter2"),
            ("cmdkey /add:host /user:me /pass:hunter2", "hunter2"),
            ("ipmitool -H h -U me -P hunter2 chassis status", "hunter2"),
        ),
        innocent=(
            "mysql -u root -p shop",
            "/usr/local/bin/splunk -p 8080",
            "mkdir -p a/b",
            "docker run -p 8080:80 nginx",
            "sshpass -p $PASS ssh me@host",
            "az login --use-device-code && kubectl get pods -p",
            "mongod -p 27017",
        ),
    ),
    SecretPattern(
        kind="password",
        hints=(
            "mysql |mariadb |curl|wget|http |https |smbclient|rpcclient|htpasswd|pass:"
            "|net use|net user|nmcli|wpa_pass"
        ),
        expression=(
            rf"""\b(?:curl|https?|wget)(?=\s)(?:[^\n|;\\]|\\[^|;]){{0,300}}?"""
            rf"""(?:\s-[uUa]\s{{0,3}}(?:\\\n\s{{0,8}})?"""
            rf"""|\s--(?:proxy-)?(?:user|auth)[= ]\s{{0,2}})"""
            rf"""(?:["'][^\s:"']{{1,128}}:(?P<secret1>[^"'\n]{{1,128}})"""
            rf"""|[^\s:"']{{1,128}}:(?P<secret2>{WORD}))"""
            rf"""|\b(?:smb|rpc)client\b[^\n|;]{{0,300}}?\s-U\s{{0,3}}["']?[^\s%"']{{1,128}}"""
            rf"""%(?P<secret3>{WORD})"""
            rf"""|\bhtpasswd\s+-\w{{0,4}}b\w{{0,4}}\s+\S{{1,200}}\s+\S{{1,128}}\s+"""
            rf"""(?P<secret4>{WORD})"""
            # Two words after it: the first is no database, which stands last.
            rf"""|\b(?:mysql|mariadb)\s[^\n|;&<>]{{0,200}}?(?<=\s)-p\s(?P<secret10>(?!-)"""
            rf"""[^\s<>|;&]{{4,64}})(?=\s[A-Za-z]\w{{0,40}}\s{{0,3}}(?:$|[<>|;&]))"""
            rf"""|\bpass(?:in|out)?\s{{0,3}}pass:(?P<secret5>{WORD})"""
            rf"""|\bnet\s+use\b[^\n|;]{{0,200}}?\s/user:\S{{1,80}}\s+(?P<secret6>(?!/){WORD})"""
            rf"""|\bnet\s+user\s+\S{{1,80}}\s+(?P<secret7>(?!/){WORD})\s+/add"""
            rf"""|\bnmcli\b[^\n|;]{{0,200}}?\s(?:password|psk|(?:wifi-sec"""
            rf"""|802-11-wireless-security)\.psk)\s+(?P<secret8>{WORD})"""
            rf"""|\bwpa_passphrase\s+(?:"[^"\n]{{1,64}}"|'[^'\n]{{1,64}}'"""
            rf"""|\S{{1,64}})\s+(?P<secret9>{WORD})"""
        ),
        check=checks.given,
        examples=(
            ("curl -s -u robin:hunter2 https://x.example", "hunter2"),
            ('curl --user "robin:hun;ter2" https://x.example', "hun;ter2"),
            ("curl -u \\\n  robin:hunter2 https://x.example", "hunter2"),
            ("openssl rsa -in a -passin pass:hunter2", "hunter2"),
            ("mysql -u robin -p sunflower shop", "sunflower"),
            ("htpasswd -bc users robin hunter2", "hunter2"),
            ("net use z: \\\\nas\\a /user:me hunter2", "hunter2"),
            ("nmcli dev wifi connect Home password hunter2", "hunter2"),
            ("wpa_passphrase 'My Home' hunter2", "hunter2"),
        ),
        innocent=(
            "curl -u $USER:$PASS https://x.example",
            'curl -u "$USER:$PASS" x',
            "mysql -u robin -p shop",
            'mysql -u robin -p shop -e "select 1"',
            "mysqldump -u robin -p shop orders > a.sql",
        ),
    ),
    SecretPattern(
        kind="password",
        hints=" -u| -l | -d | -a |--user|--auth|--cred|--login|--admin|--master",
        expression=(
            rf"""(?<![\w-])(?:-[uUlD]|--(?:[a-z]{{1,12}}-)?(?:user(?:name)?|login))(?:="""
            rf"""|\s{{0,3}})[^\s=|;&]{{1,80}}\s"""
            rf"""[^\n|;&]{{0,120}}?(?<![\w-])-(?:[pPw]|pw)\s{{0,3}}(?P<secret1>(?!-"""
            rf"""|\[REDACTED){WORD})"""
            rf"""|(?<![\w-])(?:-[uUa]|--(?:user|auth|creds?|credentials))(?:="""
            rf"""|\s{{1,3}})["']?[\w.@\\-]{{1,64}}[:,%]"""
            rf"""(?P<secret2>{WORD})"""
        ),
        check=checks.besides_a_user,
        examples=(
            ("mosquitto_pub -h mq -u dev -P hunter2 -t a -m b", "hunter2"),
            ("psexec -u corp-tom -p hunter2 cmd", "hunter2"),
            ("lftp -u tom,hunter2 sftp://files.example", "hunter2"),
            ("etcdctl --user root:hunter2 get /", "hunter2"),
        ),
        innocent=(
            "ssh -l robin -p 2222 host",
            "docker run -u 1000:1000 -p 8080:80 nginx",
            "git push -u origin feature-2",
            "rsync -u src/ -p dst2/",
        ),
    ),
    SecretPattern(
        kind="password",
        hints="echo |printf |<<<|command=|command '|command \"",
        expression=(
            rf"""\b(?:echo|printf)\s+(?:-\w+\s+|["']%s(?:\\n)?["']\s+)?(?:(?:["'][\w.-]{{1,64}}:"""
            rf"""(?P<secret6>[^"'\n]{{1,128}})["']|[\w.-]{{1,64}}:(?P<secret1>{WORD}))"""
            rf"""\s{{0,3}}\|\s{{0,3}}(?:sudo\s+)?chpasswd|(?P<secret2>{WORD})\s{{0,3}}\|\s{{0,3}}{_READERS})"""
            rf"""|<<<\s{{0,3}}(?P<secret3>{WORD})"""
            rf"""|<\(\s{{0,3}}(?:echo|printf)\s+(?:-\w+\s+"""
            rf"""|["']%s["']\s+)?(?P<secret5>(?!-){WORD})"""
            rf"""|-command(?:=|\s{{1,3}})["'](?:echo|printf)\s+(?P<secret4>{WORD})"""
        ),
        check=_handed,
        examples=(
            ("echo hunter2 | sudo -S apt update", "hunter2"),
            ("echo hunter2 | docker login -u me --password-stdin", "hunter2"),
            ("echo robin:hunter2 | sudo chpasswd", "hunter2"),
            ("vncpasswd -f <<< 'hunter2' > a", "hunter2"),
            ("wrangler secret put API <<< hunter2", "hunter2"),
            ("echo hunter2 | npx wrangler secret put API", "hunter2"),
            ("keepassxc-cli open db.kdbx <<< hunter2", "hunter2"),
            ("echo hunter2 | pass insert -e work/x", "hunter2"),
            ("cryptsetup luksOpen /dev/sdb1 x <<< 'hunter2'", "hunter2"),
            ("restic --password-command 'echo hunter2' backup", "hunter2"),
        ),
        innocent=(
            "echo hello | sudo tee file",
            "echo $PASS | docker login --password-stdin",
            "echo done | grep -c secret",
            "cat <<< hello",
        ),
    ),
    SecretPattern(
        kind="password",
        hints=(
            "send |securestring|auth|login|pdo|connect(|connection(|credential|mysqli|usernamep"
            "|sign_in|signin(|begin(|sign(|verify(|hmac|encode(|decode(|crypt("
        ),
        expression=(
            r"""(?i)assw(?:or)?d?:?[^\n]{0,80}?\bsend\s+(?:--\s+)?["'](?P<secret1>"""
            r"""[^"'\n\\]{3,128})\\[rn]"""
            r"""|\bConvertTo-SecureString\s+(?:-String\s+)?["'](?P<secret2>[^"'\n]{3,256})["']"""
            r"""|\b(?:(?:(?:basic|http|set|digest|proxy)_?){0,3}auth(?:entication)?|log_?in"""
            r"""|sign_?in|PDO|mysqli?(?:_connect)?|(?:get)?connect(?:ion)?|begin"""
            r"""|(?:network|basic|username_?password|plain)?credentials?(?:::|\.)?(?:new)?"""
            r"""|usernamepassword\w{0,24})"""
            r"""\s{0,3}(?:=\s{0,3})?(?:\w{1,24}\.?\w{0,24})?[(\[]\s{0,3}"""
            r"""(?:(?:["'][^"'\n]{0,160}["']|[\w.$>-]{1,60})\s{0,2},\s{0,3}){1,3}?"""
            r"""["'](?P<secret3>(?=[^"'\n]{0,127}[\d!@\#$%^*+])[^"'\n]{4,128})["']"""
            r"""|\b(?:sign|verify|encode|decode|(?:create_?)?hmac\w{0,12}|(?:en"""
            r"""|de)crypt)\s{0,2}\([^"'\n()]{0,80},\s{0,3}"""
            r"""["'](?P<secret4>[\w.+/=-]{16,256})["']"""
        ),
        check=checks.given_or_literal,
        examples=(
            ('expect "assword:"; send "hunter2\\r"', "hunter2"),
            ('ConvertTo-SecureString "hunter2" -AsPlainText -Force', "hunter2"),
            ('requests.get(url, auth=("admin", "hunter2"))', "hunter2"),
            ("new PDO('mysql:host=db', 'root', 'hunter2')", "hunter2"),
            ('HTTPBasicAuth("me", "hunter2")', "hunter2"),
            ('smtp.login("me@x.example", "hunter2")', "hunter2"),
            ('new mysqli("db", "app", "hunter2", "shop")', "hunter2"),
            ('WiFi.begin("Home", "hunter2");', "hunter2"),
            (f'jwt.sign(payload, "{TAIL}")', TAIL),
        ),
        innocent=(
            'client.login("username", "password")',
            'connect("localhost", "shop")',
            'signal.connect("clicked", "on_click")',
        ),
    ),
    SecretPattern(
        kind="password",
        hints="-pass|-pw|-token|-secret|-api|-auth|-client|-access|-private|-account|-key|-psk|-conn|storepass|keypass",
        expression=(
            r"(?i)(?<![\w-])(?:--(?:[\w]{1,20}-){0,3}(?:password|passwd|passphrase|pass|pwd?|psk)"
            r"|--?(?:client-secret|secret-key|client_secret)|--secret-(?:string|value)|-(?:ts|db|user|admin|src"
            r"|dest)?(?:key|store)?pass(?:word|phrase)?)"
            rf"(?:=|\s{{1,3}})(?P<secret1>(?!-|pass:|env:|file:){WORD})"
            r"|(?<![\w-])--?(?:[\w]{1,20}-){0,3}(?:token|api-?key|(?:access|account|auth|license"
            r"|storage|sas|secret|shared|admin)-key"
            r"|secret|auth|private-key|auth-?key|connection-string|secret-access-key)(?:=|\s{1,3})"
            rf"(?P<secret2>(?!-){WORD})"
        ),
        check=checks.given_by_name,
        examples=(
            ("tool --password hunter2 x", "hunter2"),
            ("tool --password='two words' x", "two words"),
            (f"tool --auth-token={TAIL}", TAIL),
            (f"az storage blob list --account-key {TAIL}", TAIL),
            ("java -storepass hunter2 x", "hunter2"),
        ),
        innocent=(
            "docker login --password-stdin",
            "tool --password $PASS",
            "add --password to set one",
            "the --password flag is deprecated",
            "gh auth --token file",
            "openssl rsa -passin env:PASS",
        ),
    ),
    SecretPattern(
        kind="assignment",
        hints="config|secret|creds |login |auth|env ",
        expression=(
            rf"""(?i)\b(?:config(?:ure)?|(?:user-)?secrets?|creds?"""
            rf"""|env)\s+(?:--?\w[\w-]{{0,30}}\s+){{0,3}}(?:set\s+|add\s+|put\s+)?"""
            rf"""(?:--?\w[\w-]{{0,30}}\s+){{0,3}}["']?(?P<name>[\w./:@-]{{0,100}}"""
            rf"""(?:passw(?:or)?d|pass|secret|token|key|pwd)(?:_?[a-z0-9]{{1,10}})?)["']?"""
            rf"""(?:\s+(?:-b|--body|--value)\s+|\s{{1,3}}|=)(?P<secret1>(?!-){WORD})"""
            rf"""|\b(?:vault|cargo|snyk|ngrok|huggingface-cli|hf|wandb|doppler|netlify|railway"""
            rf"""|infisical|flyctl|fly|op|sentry-cli|tailscale)\b"""
            rf"""[^\n|;&]{{0,40}}?\s(?:login|auth|authtoken"""
            rf"""|add-authtoken)\s+(?:--?\w[\w-]{{0,30}}\s+){{0,2}}(?P<secret2>(?!-){WORD})"""
        ),
        check=checks.configured,
        examples=(
            (f"aws configure set aws_secret_access_key {TAIL}", TAIL),
            (f"npm config set //registry.example/:_authToken {TAIL}", TAIL),
            (f"git config --global github.token {TAIL}", TAIL),
            (f"gh secret set DEPLOY_KEY --body {TAIL}", TAIL),
            (f"vault login {TAIL}", TAIL),
            ("ENV DB_PASSWORD sunflower", "sunflower"),
            (f"ngrok config add-authtoken {TAIL}", TAIL),
        ),
        innocent=(
            "git config --global user.signingkey ~/.ssh/id.pub",
            "kubectl create secret generic token-a",
            "gh secret set DEPLOY_KEY",
            "vault login -method=oidc",
            "the env password is wrong",
        ),
    ),
)
