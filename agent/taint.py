"""Taint: what text written by others must not bring about (DESIGN §4).

Others' text can become a fact about what the person read. An offer of help that rests on it alone
is another matter: it is shown in our own voice, and a page or a mail that plants "call this number"
would speak with it. So such an offer is refused when it carries anything to act on (an address, a
number, a command, an amount) or asks for an act that cannot be taken back.

To open a page, to have a window in front, to have something in the calendar is the person's own
act; the title is not their wording. So such events count as acts where acts are counted, and as
others' words where words are read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from agent.windows import WINDOW_SOURCES, kind_of_source
from memory.types import Observation, Suggestion

#: What belief in hearsay begins with at most; see :data:`memory.belief.MOST_HEARSAY` for the rest.
MOST_SURE_OF_HEARSAY = 0.5


#: What belief in something that only titles say begins with at most: likely, not sure.
MOST_SURE_OF_TITLES = 0.6

#: Sources that show what somebody else worded, whoever opened it.
SHOWING = WINDOW_SOURCES | {"calendar", "notification", "clipboard"}


def is_hearsay(basis: Sequence[Observation]) -> bool:
    """Whether there is a basis, and nothing in it but others' text."""
    return bool(basis) and all(each.origin == "third-party content" for each in basis)


def is_worded_by_others(observation: Observation) -> bool:
    """Whether the words of an observation are (or may be) somebody else's."""
    return observation.origin == "third-party content" or (
        observation.origin == "own action" and kind_of_source(observation.source) in SHOWING
    )


def may_be_planted(observation: Observation) -> bool:
    """As :func:`is_worded_by_others`, but for appointments that nobody else takes part in.

    "Pay the rent" in one's own calendar is what one wants to be reminded of.
    """
    return is_worded_by_others(observation) and not (
        kind_of_source(observation.source) == "calendar"
        and observation.origin == "own action"
        and not observation.context.get("people")
    )


def refusal(suggestion: Suggestion) -> str:
    """Why an offer may not be made on others' text alone; empty when it may."""
    words = f"{suggestion.text}\n{suggestion.why}"
    if _PAYLOAD.search(words):
        return "it carries an address, number or command that only others wrote"
    if _ACT.search(words):
        return "it asks for an act that only others asked for"
    return ""


_PAYLOAD = re.compile(
    r"""(?ix)
    \b[a-z][a-z0-9+.-]{1,20}://\S | \bwww\.\S                  # addresses
    | \b[a-z0-9-]{2,}\.(?:com|net|org|io|info|biz|ru|cn|top|xyz|example|app|dev|link|site|online
    |click|zip)\b
    | [a-z0-9._%+-]+@[a-z0-9-]+\.[a-z]
    | (?<![\w:/-])\+?\d[\d ()./-]{7,}\d                        # telephone and account numbers
    | \b[a-z]{2}\d{2}[ ]?(?:[a-z0-9]{4}[ ]?){3,}                # IBAN
    | \b(?:0x[0-9a-f]{8,}|bc1[a-z0-9]{8,}|[13][a-z1-9]{25,34})\b  # wallets
    | [$€£¥]\s?\d | \d\s?(?:[$€£¥]|usd|eur|gbp|btc|eth|dollars?|euros?|pounds?)\b
    | `[^`]+` | \|\s*sh\b                                      # commands
    | \b(?:sudo|curl|wget|rm\s+-|chmod|bash|powershell|pip\s+install|npm\s+i)\b
    """
)
#: Acts by which harm is done, in the languages that the rest of the gate knows.
_ACT = re.compile(
    r"""(?ix)\b(?:
    pay(?:ing|ment)? | transfer\w* | wire | refund | buy | purchase | gift\s*cards? | invest
    | download | install\w* | run(?:ning)? | execut\w+ | open\s+the\s+(?:attachment|link|file)
    | click | log\s*in | sign\s*in | log\s+into | verif\w+ | confirm\s+your | unlock
    | password | passcode | credentials? | one-time | 2fa | pin\s+code | seed\s+phrase | api\s+key
    | disable | turn\s+off | uninstall | delet\w+ | remove\s+all | wipe | format
    | forward | send\s+(?:them|it|your|a\s+copy) | share\s+your | upload | grant | approve\w*
    | authori[sz]\w+ | accept\s+the | ignore | always | never | from\s+now\s+on
    | überweis\w* | zahl\w+ | kennwort | passwort | herunterlad\w* | klick\w* | lösch\w*
    | payez | virement | mot\s+de\s+passe | télécharg\w+ | cliquez | supprim\w+
    | pague | contraseña | descarg\w+ | haga\s+clic | borr\w+ | senha | baix\w+ | clique
    )"""
)
