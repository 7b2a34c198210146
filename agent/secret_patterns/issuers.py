"""Keys that show by their own look who issued them.

The prefixes are the ones that issuers document, most of them so that leaked keys can be found. Two
rules go beyond the list: a lower-case prefix joined to a body that no word has, and a key id that
stands before its secret.
"""

from __future__ import annotations

from typing import Final

from agent import secret_checks as checks
from agent.secret_patterns.pattern import HEX, TAIL, SecretPattern, issued

_UUID: Final = r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}"
_SAMPLE_UUID: Final = "0f8e7d6c-5b4a-4938-a716-2534af0b9c8d"

#: Services whose keys are a prefix and a body: hint (lower case), expression.
_SERVICES: Final = (
    # payment, mail, messages
    ("k_", r"[rs]k_(?:live|test|prod)_[0-9A-Za-z]{16,}"),
    ("whsec_", r"whsec_[0-9A-Za-z+/=]{24,}"),
    ("rzp_", r"rzp_(?:live|test)_[0-9A-Za-z]{14,}"),
    ("sq0", r"sq0(?:atp|csp|idp)-[\w-]{22,}"),
    ("eaaa", r"EAAA[\w-]{60}"),
    ("eaa", r"EAA[A-Z](?=[A-Za-z]{0,40}\d)[A-Za-z0-9]{80,}"),
    ("access_token$", r"access_token\$(?:production|sandbox)\$[0-9a-z]{16}\$[0-9a-f]{32}"),
    ("flwseck", r"FLWSECK(?:_TEST)?-[0-9A-Za-z-]{12,}"),
    ("shippo_", r"shippo_(?:live|test)_[a-f0-9]{40}"),
    ("ez", r"EZ[AT]K[0-9A-Za-z]{54}"),
    ("duffel_", r"duffel_(?:live|test)_[\w-]{40,}"),
    ("sg.", r"SG\.[\w-]{16,}\.[\w-]{16,}"),
    ("key-", r"key-[0-9a-f]{32}"),
    ("-us", r"[0-9a-f]{32}-us\d{1,2}(?!\w)"),
    ("xkeysib-", r"x(?:key|smtp)sib-[a-f0-9]{64}-[A-Za-z0-9]{16}"),
    ("sk", r"SK[0-9a-f]{32}(?!\w)"),
    ("re_", r"re_[A-Za-z0-9]{8,12}_[A-Za-z0-9]{20,}"),
    ("apa91b", r"AAAA[\w-]{7}:APA91b[\w-]{100,}"),
    # packages and builds
    ("npm_", r"npm_[A-Za-z0-9]{36}"),
    ("pypi-", r"pypi-AgE[\w-]{50,}"),
    ("rubygems_", r"rubygems_[a-f0-9]{48}"),
    ("oy2", r"oy2[a-z0-9]{43}(?![A-Za-z0-9])"),
    ("cio", r"cio[A-Za-z0-9]{32}(?![A-Za-z0-9])"),
    ("clojars_", r"CLOJARS_[a-z0-9]{60}"),
    ("akcp", r"AKCp[A-Za-z0-9]{60,}"),
    ("dckr_", r"dckr_(?:pat|oat)_[\w-]{20,}"),
    ("ccipat_", r"CCIPAT_[A-Za-z0-9]{20,}_[a-f0-9]{40}"),
    ("bku", r"bku[a-z]_[a-f0-9]{40}"),
    ("sq", r"sq[apu]_[a-f0-9]{40}"),
    ("pul-", r"pul-[a-f0-9]{40}"),
    # hosts and their tools
    ("do", r"do[opr]_v1_[a-f0-9]{64}"),
    ("hrku-", rf"HRKU-(?:{_UUID}|[\w-]{{40,}})"),
    ("hv", r"hv[sbr]\.[\w-]{24,}"),
    ("s.", r"s\.[A-Za-z0-9]{24}(?![\w.-])"),
    (".atlasv1.", r"[A-Za-z0-9]{14}\.atlasv1\.[\w-]{60,}"),
    ("v1.0-", r"v1\.0-[a-f0-9]{24}-[a-f0-9]{100,}"),
    ("nfp_", r"nf[pcbu]_[A-Za-z0-9]{36,}"),
    ("fm", r"fm\d[ar]?_[A-Za-z0-9+/=]{80,}"),
    ("fo1_", r"fo1_[\w-]{40,}"),
    ("rnd_", r"rnd_[A-Za-z0-9]{28,}"),
    ("tskey-", r"tskey-[a-z]{2,10}-[A-Za-z0-9]{8,}(?:-[A-Za-z0-9]{16,})?"),
    ("sha256~", r"sha256~[\w-]{43}"),
    ("ltai", r"LTAI[A-Za-z0-9]{16,24}(?![A-Za-z0-9])"),
    ("akid", r"AKID[A-Za-z0-9]{32}(?![A-Za-z0-9])"),
    ("scw", r"SCW[A-Z0-9]{17}(?![A-Z0-9])"),
    ("plak", r"PLAK[a-f0-9]{32}"),
    ("aqvn", r"AQVN[\w-]{35,}"),
    ("y0_", r"y0_[\w-]{50,}"),
    ("dp.", r"dp\.(?:pt|st|ct|sa|scim|audit)\.(?:[a-z0-9_-]{2,35}\.)?[A-Za-z0-9]{40,}"),
    ("ops_eyj", r"ops_eyJ[\w-]{100,}={0,3}"),
    ("a3-", r"A3-[A-Z0-9]{6}-(?:[A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})(?:-[A-Z0-9]{5}){3}"),
    ("bearer%20", r"Bearer%20[\w.-]{20,}"),
    # stores of data
    ("dapi", r"dapi[a-f0-9]{32}(?:-\d)?"),
    ("sb", r"sb(?:p_(?:v0_)?[a-f0-9]{40}|_secret_[\w-]{20,})"),
    ("pscale_", r"pscale_(?:tkn|pw|oauth)_[\w.=-]{32,}"),
    ("pat", r"pat[A-Za-z0-9]{14}\.[a-f0-9]{64}"),
    ("essu_", r"essu_[\w+/=]{40,}"),
    # watching and measuring
    ("gl", r"gl(?:sa_[A-Za-z0-9]{32}_[A-Fa-f0-9]{8}|c_[\w+/=-]{32,})"),
    ("nr", r"NR(?:AK|JS|RA|II|IQ|SP|AL)-[A-Za-z0-9_-]{19,}"),
    ("sntry", r"sntry[su]_[\w+/=-]{60,}"),
    ("hc", r"hc[abx]ik_[a-z0-9]{50,}"),
    ("pmak-", r"PMAK-[a-f0-9]{24}-[a-f0-9]{34}"),
    ("dt0", r"dt0[a-z]\d{2}\.[A-Z0-9]{24}\.[A-Z0-9]{64}"),
    ("ph", r"ph[cx]_[A-Za-z0-9]{40,}"),
    # offices and plans
    ("shp", r"shp(?:at|ca|pa|ss|tka)_[a-fA-F0-9]{32}"),
    ("lin_", r"lin_(?:api|oauth)_[A-Za-z0-9]{32,}"),
    ("live_", r"live_\d{6,12}_[A-Za-z0-9]{28,}"),
    ("ntn_", r"ntn_[0-9]{11}[A-Za-z0-9]{30,}"),
    ("secret_", r"secret_[A-Za-z0-9]{43}(?!\w)"),
    ("fig", r"fig[dour]h?_[\w-]{30,}"),
    ("at", r"AT(?:ATT3|CTT3|BB)[\w=+/-]{28,}"),
    ("cfpat-", r"CFPAT-[\w-]{43}"),
    ("pat-", rf"pat-(?:na|eu)\d-{_UUID}"),
    ("sl.", r"sl\.[\w-]{60,}"),
    ("tfp_", r"tfp_[A-Za-z0-9]{30,}(?:_[A-Za-z0-9]{10,})?"),
    ("fio-u-", r"fio-u-[\w=-]{60,}"),
    ("sk.eyj", r"[st]k\.eyJ[\w-]{20,}\.[\w-]{16,}"),
    ("api-", rf"(?:api|sdk|mob)-{_UUID}"),
    ("dg", r"dg[a-z]_[A-Za-z0-9]{36,}"),
)

#: Tried after every other pattern.
LAST: Final = SecretPattern(
    kind="random-text",
    hints="pass|secret|token|key|auth|cred|login|basic| -u",
    long=True,
    expression=(
        r"(?i:(?:pass|secret|token|key|auth|cred|login|basic)(?>\w{0,24})|\s-u)(?=\W)"
        r"[^\n][^\n]{0,100}?"
        r"(?<![\w/.+=%&?-])(?P<secret>[A-Za-z0-9][A-Za-z0-9_+~-]{19,255}={0,2})(?![\w/.]|-[A-Za-z])"
    ),
    check=checks.stray,
    examples=((f"netlify env:set API_KEY {TAIL}", TAIL),),
    innocent=(
        f"key fingerprint is SHA256:{TAIL}",
        f"ssh-rsa AAAAB3NzaC1yc2{TAIL} auth",
        f"auth: commit {HEX[:40]}",
        "https://docs.example/document/d/1" + TAIL + "/edit?auth=0",
    ),
)

PATTERNS: tuple[SecretPattern, ...] = (
    issued(
        "aws-key",
        "akia|asia|abia|acca",
        r"A(?:[KS]IA|BIA|CCA)[A-Z0-9]{16}(?![A-Za-z0-9])",
        "AKIA" + "IOSFODNN7EXAMPLE",
    ),
    SecretPattern(
        kind="aws-key",
        hints="akia|asia|[redacted:aws-key]",
        expression=(
            r"\[REDACTED:aws-key\][^A-Za-z0-9+/](?s:.{0,120}?)"
            r"(?<![A-Za-z0-9+/])(?P<secret>[A-Za-z0-9+/]{40})(?![A-Za-z0-9+/=])"
        ),
        check=checks.scrambled,
        examples=(
            (
                f"new('{'AKIA'}IOSFODNN7EXAMPLE', 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYzzEXAMPLEK')",
                "wJalrXUtnFEMI/K7MDENG/bPxRfiCYzzEXAMPLEK",
            ),
        ),
    ),
    issued(
        "google-key",
        "aiza|ya29.|gocspx-|1//0",
        r"AIza[\w-]{35}|ya29\.[\w-]{20,}|GOCSPX-[\w-]{24,}|1//0[\w-]{40,}",
        "AIza" + TAIL[:35],
        "ya29." + TAIL,
        "GOCSPX-" + TAIL[:28],
    ),
    SecretPattern(
        kind="azure-key",
        hints="q~",
        expression=(r"(?<![A-Za-z0-9])(?P<secret>[A-Za-z0-9_~.-]{3}\dQ~[A-Za-z0-9_~.-]{31,34})"),
        examples=(("the secret abc8Q~" + TAIL[:34], "abc8Q~" + TAIL[:34]),),
    ),
    SecretPattern(
        kind="azure-key",
        hints="accountkey=|sharedaccesskey=",
        expression=r"(?i)(?:Account|SharedAccess)Key=(?P<secret>[A-Za-z0-9+/]{40,}={0,2})",
        examples=((f"AccountName=a;AccountKey={TAIL}{TAIL}==;x", f"{TAIL}{TAIL}=="),),
    ),
    issued(
        "github-token",
        "ghp_|gho_|ghu_|ghs_|ghr_|github_pat_",
        r"gh[pousr]_[A-Za-z0-9]{30,}|github_pat_\w{22,}",
        "ghp_" + TAIL,
        "github_pat_" + TAIL + "_" + TAIL,
    ),
    issued(
        "gitlab-token",
        "gl|gr1348941",
        r"gl(?:pat|oas|dt|rt|rtr|ptt|cbt|soat|ft|ffct|agent|imt|wt)-[\w.-]{20,}"
        r"|GR1348941[\w-]{20,}",
        "glpat-" + TAIL[:20],
    ),
    issued(
        "slack-token",
        "xox|xapp-",
        r"xox[abeoprs](?:\.xox[bp])?-[A-Za-z0-9-]{10,}|xapp-\d-[A-Za-z0-9-]{10,}",
        "xoxb-" + "123456789012-" + TAIL[:24],
    ),
    SecretPattern(
        kind="api-key",
        hints="sk-|gsk_|xai-|r8_|hf_|pplx-|fw_|nvapi-|tvly-|jina_",
        long=True,
        expression=(
            r"(?<![A-Za-z0-9_-])(?P<secret>sk-[A-Za-z0-9_-]{20,}|(?:gsk|hf|r8|fw|jina|api_org)_"
            r"[A-Za-z0-9]{24,}|(?:xai|pplx|nvapi|tvly)-[\w-]{24,})"
        ),
        check=checks.mixed,
        examples=tuple(
            (f"key {prefix + TAIL}.", prefix + TAIL)
            for prefix in ("sk-", "sk-proj-", "sk-ant-api03-", "hf_", "gsk_")
        ),
        innocent=("a sk-spinner-with-a-very-long-class-name", "task-42-is-a-very-long-branch-name"),
    ),
    issued(
        "service-token",
        "|".join(hint for hint, _ in _SERVICES),
        "|".join(expression for _, expression in _SERVICES),
        "sk_live_" + TAIL[:24],
        "npm_" + TAIL,
        "pypi-AgE" + TAIL + TAIL,
        "SG." + TAIL[:22] + "." + TAIL,
        "key-" + HEX[:32],
        "HRKU-" + _SAMPLE_UUID,
        "NRAK-" + "Q8W3R6T1Y9P4L7K2M5N0B8V3C6D",
        "EAAB" + TAIL * 3,
        "live_123456789_" + TAIL[:30],
        innocent=("sq_ft", "pat-a-cake", "s.maximum_number_of_lines"),
    ),
    # Of letters only more often than not, so that capitals where no word has them must tell.
    issued(
        "api-key",
        "hf_",
        r"hf_[A-Za-z]{34}(?![A-Za-z0-9])",
        "hf_" + "ZxQwRtYpLkMnBvCdFgHjSaDeZxQwRtYpLk",
        check=checks.letters,
        innocent=("hf_thenameofafunctionthatisverylongggg",),
    ),
    SecretPattern(
        kind="service-token",
        hints="u+",
        expression=r"(?<![A-Za-z0-9])(?P<secret>u\+[A-Za-z0-9_-]{18})(?![\w-])",
        check=checks.scrambled,
        examples=((f"pagerduty u+{TAIL[:18]}", f"u+{TAIL[:18]}"),),
        innocent=("u+internationalizatio",),
    ),
    SecretPattern(
        kind="telegram-token",
        hints=":aa",
        long=True,
        expression=r"(?<![A-Za-z0-9])(?:bot)?(?P<secret>\d{8,10}:AA[\w-]{33})",
        examples=(
            ("use 123456789:AA" + TAIL[:33] + " here", "123456789:AA" + TAIL[:33]),
            ("https://api.x.example/bot123456789:AA" + TAIL[:33] + "/getMe", TAIL[:33]),
        ),
    ),
    issued(
        "discord-token",
        ".",
        r"[MNO][A-Za-z\d]{23,27}\.[\w-]{6}\.[\w-]{27,40}(?![\w-])",
        "M" + TAIL[:24] + "." + TAIL[:6] + "." + TAIL[:30],
        check=checks.scrambled,
    ),
    SecretPattern(
        kind="prefixed-key",
        hints="_|-",
        long=True,
        expression=(
            r"(?<![\w/.@%+-])(?P<secret>(?P<prefix>[A-Za-z][A-Za-z0-9]{1,11}"
            r"(?:[_-][a-z0-9]{1,8}){0,2})[_-](?P<body>[A-Za-z0-9]{28,}))(?![\w-]|[/.]\w)"
        ),
        check=checks.prefixed,
        examples=(
            (f"use acme_live_{TAIL} here", TAIL),
            (f"ACME=acme_token_{HEX}", HEX),
        ),
        innocent=(
            f"pk_live_{TAIL}",
            f"the commit rev_{HEX[:40]}",
            "test_the_very_long_name_of_a_function_that_tests",
            "en-US-InternationalizationAndLocalization2024",
        ),
    ),
)
