"""Codes that people and services hand out: PINs, one-time codes, recovery codes, seeds.

Short runs of digits are everywhere, so each needs a word that says what it is.
"""

from __future__ import annotations

from typing import Final

from agent import secret_checks as checks
from agent.secret_patterns.pattern import SecretPattern

_CODE_FOR: Final = (
    r"(?:verification|security|one[- ]time|login|log-in|sign[- ]?in|2fa|mfa|two[- ]factor|otp"
    r"|authentication|authorization|confirmation|activation"
    r"|access|auth)\s(?:code|password|passcode|pin)"
    r"|(?:bestätigungs|sicherheits|anmelde|einmal|verifizierungs|freischalt|zugangs"
    r"|aktivierungs|abhol)-?(?:code|passwort|pin|kennwort)|\b(?:(?-i:m?TAN)|otp)\b"
    r"|code (?:de |d')?(?:vérification|sécurité|confirmation|connexion|validation|accès"
    r"|activation|à usage unique)"
    r"|código de (?:un solo uso|(?:verifica|seguran|seguridad|confirma|acces|acesso|activa"
    r"|ativa)\w{0,6})"
    r"|codice (?:di |otp|d')\s?(?:verifica|sicurezza|conferma|accesso|attivazione)?"
    r"|(?:verificatie|beveiligings|bevestigings|inlog|eenmalige)-?\s?code|(?:verifierings"
    r"|säkerhets|engangs|bekræftelses|verifiserings)-?kod[e]?"
    r"|kod (?:weryfikacyjny|potwierdzający|autoryzacyjny|sms)|ověřovací kód|doğrulama kodu"
    r"|onay kodu|код (?:подтверждения|безопасности|доступа|входа)"
    r"|проверочный код|验证码|驗證碼|認証コード|確認コード|인증 ?(?:번호|코드)"
)
_CODE_HINTS: Final = (
    "ion code|use code|enter code|the code|security code|time code|login code|log-in code|in code"
    "|access code|auth code|factor |one-time|one time|otp|2fa|mfa"
    "|is your|is the|ist ihr|ist dein|est votre|est ton|es tu|es su|il tuo|o seu|tan ist|tan:"
    "|tan lautet|tan is|tan für|tan zu|abholcode|bestätig|sicherheits|anmelde|einmal"
    "|verifiz|freischalt|zugangs|aktivierungs|code de|code d'|code à|atiecode|ingscode|ings-code"
    "|inlog|eenmalige|ingskod|hetskod|engangs|elseskod|código|codice|kod|kód|код|验证码|驗證碼|コード|인증"
)
#: Whose codes come by message, and what may stand between "your" and "code": no word of another
#: kind of code.
_SENDERS: Final = (
    r"whatsapp|telegram|signal|steam(?: guard)?|sms|apple id|instagram|facebook|paypal|uber|discord"
    r"|tiktok|sign-?in|login|authorization"
)
_SENDER: Final = (
    r"(?!(?:zip|postal|post|area|country|dial\w{0,3}|promo\w{0,6}|discount|coupon|voucher|referral|status"
    r"|error|exit|return|response|product|item|source|qr|bar|tax|sort|bank|branch|python|clean|own"
    r"|swift|bic|iban|currency|language|color|colour|order|booking|airport)\b)[\w.-]{1,16}"
)
#: What is counted is no code.
_COUNTED: Final = r" (?:lines|files|words|bytes|characters|commits|tokens|times)\b"
_SENT_HINTS: Final = (
    " code is|code to | code ist| code:| code :|code lautet|code est|código|codice|in code"
    "| to sign| to log| to verify| to authent"
    "|whatsapp code|telegram code|signal code|guard code|sms code|code:|code =|steam code"
    "|authenticator|2fa|mfa|otp|sms s|text message"
    "|gram code|book code|pal code|uber code|discord code|tok code|authorization code"
    "|whatsapp account code|apple id code"
)


PATTERNS: tuple[SecretPattern, ...] = (
    SecretPattern(
        kind="passcode",
        hints="passcode|pass code|meeting password|kenncode",
        expression=(
            r"(?i)\b(?:pass ?code|meeting password|kenncode)s?[\"']?\s{0,3}(?:is|ist"
            r"|[:=])?\s{0,3}[\"']?"
            r"(?P<secret>\d{4,12})(?![\w.])"
        ),
        examples=(("Meeting ID: 812 3456 7890 Passcode: 523455", "523455"),),
        innocent=("passcode must have 6 digits", "pass code 12"),
    ),
    SecretPattern(
        kind="pin",
        hints=(
            "code secret|code d'|code du|code for|code to|code of|code für|code zu|código d"
            "|codice d|clave d|combinación d|senha d|code immeuble"
            "|code de la |schlosscode|schloss code|schloss-code|schließfach|spind"
            "|'s code|’s code|code vom|code von|code am|digicode|"
            "pin'|pin’|"
            'pin |pin:|pin=|pin-|pinco|pinnu|pin"|puk|rcode|r code|e code|ecode|m code|mcode'
            "|k code|x code|y code|d code|combination|geheimzahl|r-code|e-code|scode|r pin"
            "|e pin"
        ),
        expression=(
            r"(?i)\b(?:pin(?:[ -]?(?:code|number|nummer))?|puk"
            r"|geheimzahl)(?:[ \t][^\s.!?:=,;]{1,24}){0,6}?"
            r"(?:\s{0,2}(?:(?:is|was|ist|lautet|est|es|è|é)(?:\s(?:now|still|just|jetzt|noch))?|:|="
            r"|['’]s|(?:changed|set|reset|geändert|gesetzt)\s(?:to|auf))|(?<=(?-i:PIN))|(?<=(?-i:Pin))"
            r"|(?<=\bmy\spin)|(?<=\b(?:sim|new)\spin)|(?<=\b(?:card|bank|door)\spin)"
            r"|(?<=PUK)|(?<=geheimzahl))\s{0,3}(?P<secret1>\d{4,8})\b"
            r"(?![-.:/]\d|%|\s?(?:px|mm|ms|V)\b)"
            r"|\b(?:door|gate|alarm|safe|(?:key ?)?lock(?:er|box)?|key ?box|entry|entrance|garage"
            r"|keypad|unlock|tür|haus|tor|garagen|tresor|\w{0,12}schloss|spind"
            r"|schließfach(?:\s\d{1,4})?)(?:['’]s)?[- ]?(?:code|pin|combination)"
            r"\s{0,2}(?:is|ist|:|=|lautet)?\s{0,3}"
            r"(?!\d{3}\s(?:achievement|character|level|line|item|point|star)s\b)"
            r"(?P<secret2>\d{3,8}(?:[- ]\d{2,4}){0,3}"
            r"|\d{1,2}(?:-\d{1,2}){2,3})\b"
            r"|\bcode\s(?:secret|d'(?:entrée|accès|alarme)|immeuble|d[eu]\s(?:la |l')?(?:porte"
            r"|portail|immeuble|garage|coffre|boîte à clés?))(?:[ \t][^\s.!?:=,;]{1,24}){0,3}?"
            r"\s{0,2}(?:est|c'est|:|=)\s{0,3}(?P<secret4>\d{3,8})\b"
            r"|\b(?:código|codice|clave|combinación|senha)\s(?:de la|del(?:la)?|d[aeo])\s"
            r"(?:puerta|portal|alarma|garaje|caja fuerte|tarjeta|porta|portão|cofre|alarme|cartão"
            r"|cancello|portone|cassaforte|carta)\s?(?:es|è|é|:|=)\s{0,3}(?P<secret5>\d{3,8})\b"
            r"|\bcode\s(?:for|to|of|fürs?|zur|zum|vom|von|am)\s(?:[\w-]{1,16}\s){0,3}(?:door|gate|alarm"
            r"|safe|lock|garage|house|building|entrance|shed|office|haus"
            r"|\w{0,16}(?:tür|tor|tresor|kasten|box|anlage|keller|schloss))"
            r"\s{0,2}(?:is|ist|:|=)\s{0,3}(?P<secret3>\d{3,8})\b"
            r"|\bdigicode(?:\s(?:est|c'est)|\s?[:=])\s{0,2}"
            r"(?P<secret6>(?=[AB]?\d)[\dAB]{4,8})\b"
        ),
        examples=(
            ("my card's pin is 4711", "4711"),
            ("the PIN for my new card is 4711", "4711"),
            ("PIN 4711", "4711"),
            ("my card pin 4711", "4711"),
            ("card PIN changed to 4711", "4711"),
            ("the SIM pin's 4711", "4711"),
            ("the PIN of the safe is still 4711", "4711"),
            ("the gate code is 2580#", "2580"),
            ("the key box code is 4719", "4719"),
            ("code for the front door: 4719", "4719"),
            ("der Code für die Haustür ist 4719", "4719"),
            ("Code vom Schlüsselkasten: 4719", "4719"),
            ("Code fürs Gartentor: 4719", "4719"),
            ("le digicode c'est 47B19", "47B19"),
            ("the door's code is 4719", "4719"),
            ("Geheimzahl 4719", "4719"),
            ("el código de la puerta es 4719", "4719"),
            ("la clave de la alarma es 4719", "4719"),
            ("il codice del cancello è 4719", "4719"),
            ("a senha do cartão é 4719", "4719"),
            ("code de la boîte à clés : 4719", "4719"),
            ("Fahrradschloss Code 4719", "4719"),
            ("Schließfach 12 Code 4719", "4719"),
        ),
        innocent=(
            "LED pin = 13",
            "digicode: ABBA",
            "unlock code 100 achievements",
            "pin 12 to ground",
            "pin 123456 to the new release",
            "status code 4040",
            "pin: 2024-05-01",
        ),
    ),
    SecretPattern(
        kind="one-time-code",
        hints=_CODE_HINTS,
        expression=(
            rf"(?i)(?:{_CODE_FOR})(?![a-z]|\s(?:review|audit|coverage|quality)\b)"
            r"(?:[^\d\n]{0,24}|[^\n]{0,60}?\s(?:is|ist|lautet|est|es|è|é)\s?:?\s)"
            r"(?<![A-Za-z])(?P<secret1>(?!(?:19|20)\d\d\b)\d{4,8}|\d{3}[ -]\d{3})(?![\d-])"
            rf"(?!{_COUNTED})"
            rf"|(?:{_CODE_FOR})(?:\s(?:is|ist|lautet|est|es|è|é)|:)\s{{1,2}}"
            r"(?P<secret4>(?-i:(?=[A-Z]{0,7}\d)(?=\d{0,7}[A-Z])[A-Z0-9]{5,8}))(?![\w.-])"
            r"|(?<![\w.,-])(?:[A-Z]-)?(?P<secret2>\d{4,8}|\d{3}[ -]\d{3})\s(?:is|ist|est|es|è"
            r"|é)\s(?:your|the|ihr|dein|votre|ton|su|tu|il tuo|o seu)\s"
            r"[^\n.]{0,40}?(?:code|código|codice|tan|otp|pin|passcode)\b"
            r"|\b(?:use|enter|type)\s(?:the\s)?(?:code"
            r"|pin)\s(?P<secret3>\d{4,8})\b(?=[^\n.]{0,24}(?:sign|log|verif|confirm|continue))"
        ),
        examples=(
            ("Your verification code is 482913.", "482913"),
            ("Ihr Bestätigungscode lautet 482913", "482913"),
            ("G-482913 is your Google verification code", "482913"),
            ("Your confirmation code is R7K2QX", "R7K2QX"),
            ("Abholcode: 482913", "482913"),
            ("Ihre TAN für die Überweisung über 50 EUR lautet 482913", "482913"),
        ),
        innocent=(
            "status code 4040 from login",
            "security code review 7",
            "access code review meeting 1400",
            "the login code is 3000 lines long",
            "the login code is 30000 lines long",
            "the login code is HTTP2-only",
            "authorization code grant (RFC6749)",
            "404 is your code's status",
        ),
    ),
    # As messages say it: whose code it is, or what to do with it.
    SecretPattern(
        kind="one-time-code",
        hints=_SENT_HINTS,
        expression=(
            rf"(?i)\b(?:your|dein|ihr|votre|ton|tu|su|il tuo|o seu|je|uw)\s(?:{_SENDER}\s){{0,3}}"
            r"(?:code|código|codice)(?:\s(?:is|ist|lautet|est|es|è|é)|\s?:){1,2}\s{0,3}"
            r"(?P<secret1>(?!(?:19|20)\d\d\b)\d{4,8}|\d{3}[ -]\d{3}|\d\d \d\d \d\d)"
            rf"(?![\d-]|[.,:/]\d)(?!{_COUNTED})"
            r"|\b(?:authenticator|2fa|mfa|otp|sms|text message)(?:\sapp)?\s"
            r"(?:shows|says|said|reads)\s(?P<secret7>\d{6}|\d{3}[ -]\d{3})(?![\d-]|[.,:/]\d)"
            r"|\b(?:use|enter|type)\s(?:code\s)?(?P<secret2>\d{5,8}|\d{3}[ -]\d{3})\sto\s"
            r"(?:sign|log)(?:[ -]?(?:in|on)\b)"
            r"|\b(?:use|enter|type)\s(?P<secret3>\d{6}|\d{3}[ -]\d{3})\sto\s"
            r"(?:verify|authenticate)\b"
            rf"|\b(?:{_SENDERS})\s(?:account\s)?code(?:\s(?:is|ist))?\s?:?\s"
            r"(?P<secret4>\d{5,8}|\d{3}[ -]\d{3}|(?-i:(?=[A-Z]{0,4}\d)[A-Z0-9]{5}))\b"
            rf"(?![\d-]|[.,:/]\d|{_COUNTED})"
            r"|\bcode to\s(?:confirm|verify|complete|sign|log)[^\n\d]{0,40}?[:\s]\s?"
            r"(?P<secret6>\d{6}|\d{3}[ -]\d{3})(?![\d-]|[.,:/]\d)"
            r"|\bcode\s?[:=]\s?(?P<secret5>\d{6})\b(?=[^\n]{0,24}\b(?:valid|expire|expires|minutes|gültig"
            r"|share)\b)"
        ),
        examples=(
            ("Your code: 482913", "482913"),
            ("Your code is 48 29 13", "48 29 13"),
            ("my authenticator app shows 482 913", "482 913"),
            ("Your Uber code is 482913. Never share it", "482913"),
            ("Use 482913 to sign in to Signal", "482913"),
            ("Enter 482913 to verify", "482913"),
            ("Enter this code to confirm your email: 482913", "482913"),
            ("WhatsApp code 482913", "482913"),
            ("Steam Guard code R7K2Q", "R7K2Q"),
            ("Dein Code lautet 482913", "482913"),
            ("il tuo codice è 482913", "482913"),
            ("Code: 482913 (valid 10 minutes)", "482913"),
        ),
        innocent=(
            "Your code: 12 files changed",
            "Your code is 200 OK",
            "Your code: 2024",
            "Your code: 48291.5 kB",
            "code: 482913 not found",
            "Signal code PATHS are long",
            "Telegram code 12345.7",
            "Your code is 1500 lines long",
            "SMS code 12345 lines",
            "Your zip code is 10115",
            "your error code is 500123",
            "Use 8080 to log in to the console",
            "Use 482913 to test it",
            "Enter the room at 1430",
        ),
    ),
    SecretPattern(
        kind="recovery-code",
        hints="recovery|backup|scratch|rescue|emergency|wiederherstell|notfall|secours|recuper|bitlocker",
        expression=(
            r"(?i)\b(?:recovery|backup|scratch|rescue|emergency|wiederherstellungs|notfall"
            r"|bitlocker)[- ]?(?:recovery )?(?:codes?|keys?|schlüssel)\b"
            r"[^\n\d:]{0,40}?[:\s-]\s{0,4}"
            r"(?P<secret1>(?:[\s,;•*]{0,4}(?:\d{1,2}[.)]\s)?(?=[A-Za-z-]{0,16}\d)"
            r"[A-Za-z0-9]{4,12}(?:-[A-Za-z0-9]{4,12}"
            r"|[ ](?=[A-Za-z]{0,8}\d)[A-Za-z0-9]{4,12}){0,7}\b){1,32})"
            r"|\bcodes? de (?:secours|récupération|recuperación)[^\n\d:]{0,40}?[:\s]\s{0,4}"
            r"(?P<secret2>(?:[\s,;]{0,4}(?=[A-Za-z-]{0,16}\d)[A-Za-z0-9]{4,12}"
            r"(?:-[A-Za-z0-9]{4,12}){0,7}\b){1,32})"
            r"|(?P<secret3>(?<![\d-])(?:\d{6}-){7}\d{6}(?![\d-]))"
        ),
        check=checks.codes,
        examples=(
            ("recovery codes: 80b53-94188 89eec-44d46", "89eec-44d46"),
            ("backup codes\n7388 4196\n5409 1446", "5409 1446"),
            ("bitlocker: " + "-".join(["410566"] * 8), "410566-410566"),
        ),
        innocent=(
            "backup key rotated in 2024",
            "recovery code path in handler2.py",
            "emergency codes: see wiki",
        ),
    ),
    SecretPattern(
        kind="two-factor-seed",
        hints="2fa|totp|otp|authenticator|mfa|setup|factor",
        expression=(
            r"(?i:\b(?:2fa|totp|otp|authenticator|mfa|two[- ]factor|manual setup"
            r"|setup)\b[^\n]{0,24}?\b(?:key|secret|seed|code|schlüssel)\b"
            r"[\"']?\s{0,2}(?:is|ist|[:=])?\s{0,3}[\"']?)(?P<secret>[A-Z2-7]{16,64}={0,6}"
            r"|(?:[A-Za-z2-7]{4}[ -]){3,15}[A-Za-z2-7]{4})(?![\w-])"
        ),
        check=checks.seed_of_codes,
        examples=(
            ("TOTP secret RYFA4CYIZEHMUG3Z", "RYFA4CYIZEHMUG3Z"),
            ("2FA setup key: HCUZ H5FG BW2Z EW2E", "HCUZ H5FG BW2Z EW2E"),
        ),
        innocent=("setup key bindings that work with tmux", "OTP CODE INTERNATIONALIZATION"),
    ),
)
