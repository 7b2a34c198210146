"""What somebody wants, likes or cannot have, for whoever asks for advice or for work to be done.

"Suggest a supper" and "write me a function" name nothing of what answers them best: "I can't do
milk any more", "always with type hints". Of turns that are about as near, those that tell a taste
or a standing wish are what a request should be heard with. English.
"""

from __future__ import annotations

import re
from typing import Final

#: What is asked for: advice, ideas, a piece of work.
_WORK: Final = (
    r"advise|build|calculate|choose|come up with|compare|cook|create|decide|design|draft|explain"
    r"|find|fix|generate|give|help|implement|list|make|outline|pick|plan|prepare|recommend|review"
    r"|rewrite|show|suggest|summari[sz]e|translate|walk|write"
)
_ASKS: Final = re.compile(
    rf"^(?:(?:please|ok|okay|so|now|and|hey|hi),? )*(?:{_WORK})\b"
    rf"|\b(?:can|could|would|will) you (?:please |also |maybe )?(?:{_WORK})\b"
    r"|\b(?:what|which|where|how|who)\b[^?.!]*\b(?:should|could|can|would|might) (?:I|we|you)\b"
    r"|\bhow do (?:I|we|you) (?!(?:.*\b(?:currently|normally|now|still|these days|usually)\b))"
    r"|\b(?:should|shall) (?:I|we)\b|\b(?:any|some|got) (?:advice|ideas?|suggestions?|tips)\b"
    r"|\bI (?:need|want|would like|'d like) (?:an?|some|ideas|help|something|advice)\b"
    r"|\bwould suit (?:me|us)\b|\b(?:good|bad) idea for (?:me|us)\b"
    r"|\bwhat are (?:some|the different|common|good)\b|^(?:what|which) .{3,80} should be\b",
    re.IGNORECASE,
)
#: Where a clause begins.
_BEGINS: Final = (
    r"(?:(?<![a-z] )|(?<=\band )|(?<=\bbut )|(?<=\bso )|(?<=\bas )|(?<=\bbtw )|(?<=\balso )"
    r"|(?<=\bplease ))"
)
_CANNOT: Final = (
    r"(?:cannot|can not|can'?t|could not|couldn't|do not|don'?t|does not|doesn'?t|never|will not"
    r"|won'?t|would not|wouldn't)"
)
#: How a taste, a need or a standing wish is told; of text in small letters.
_TELLS: Final = re.compile(
    rf"\b(?:{_BEGINS}(?:always|never|from now on|in future|going forward|whenever (?:i|you)"
    r"|when (?:i ask|you))\b"
    r"|i(?: would|'d)? (?:(?:really|always|much|usually|generally|only|still|mostly|just) )*"
    r"(?:prefer|rather|like|love|hate|dislike|enjoy|avoid|adore|loathe|detest|favou?r|want you to"
    r"|only)\b"
    r"|(?:allergic|coeliac|celiac|diabetic|intolerant|vegan|vegetarian|keen on|fond of|fan of"
    r"|scared of|afraid of|bored of|sick of|sensitive to|trying to (?:avoid|keep|stay))\b"
    rf"|{_CANNOT} (?:really |even |ever )?(?:stand|eat|drink|have|do|like|want|handle|stomach|swim"
    r"|tolerate|bear|wear)\b"
    r"|no \w+(?: \w+)? (?:for (?:me|us|her|him)|in anything)\b|(?:makes?|gives?) me \w"
    r"|my (?:favou?rite|go-to|usual)\b|(?:gone|been|am|i'm|im) off \w|given up \w"
    r"|tastes? (?:like|of)\b|no more \w|as long as\b|any ?more\b|instead of\b)"
)
#: The same of a claim about the person: "Does not eat meat", "Gets hives from soy".
_CLAIMS: Final = re.compile(
    r"^(?:(?:really|always|usually|mostly|only|still|also) )*"
    r"(?:prefers|likes|loves|hates|dislikes|enjoys|avoids|wants|needs|cannot|does not|no longer"
    r"|would rather|gets \w+ from|is (?:not )?(?:an? )?(?:allergic|coeliac|celiac|diabetic"
    r"|intolerant|vegan|vegetarian|pescatarian|keen|fond|big fan|fan|scared|afraid|sensitive))\b"
    r"|^only \w+s\b"
)
#: Where a message says what it is about; what follows may be a pasted file.
_BEGINNING: Final = 600


def asks_for_advice(query: str) -> bool:
    """Whether a query asks for advice, ideas or work, which tastes and wishes bear on."""
    return _ASKS.search(query.replace("’", "'")) is not None


def tells_taste(text: str) -> bool:
    """Whether a text tells what somebody wants, likes or cannot have."""
    return _TELLS.search(text[:_BEGINNING].lower().replace("’", "'")) is not None


def is_taste(claim: str) -> bool:
    """Whether a claim about the person is what they want, like or cannot have."""
    return _CLAIMS.match(claim.lower()) is not None
