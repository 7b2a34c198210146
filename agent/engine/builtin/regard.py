"""How a person stands to the one they speak to: thanks and encouragement.

Nothing of it begins with "I", so that the person shift does not know it; but who is thanked for
what, and who is cheered on in what, is part of a person's life. Said to an assistant it is nothing.
"""

from __future__ import annotations

import re

from agent.engine.builtin import spelling
from agent.engine.builtin.conjugation import third
from agent.engine.builtin.deixis import dangling, empty
from agent.engine.builtin.spoken import cleaned
from agent.engine.builtin.words import word_set

#: Nothing is tried twice in it, as "hey, hey, hey" can be read in many ways.
_GREETED = (
    r"^\W*(?:(?:hey|hi|yeah|yes|yep|wow|oh|aw+|sure|definitely|absolutely|ok|okay|and|so|hah|"
    r"once again)\b\W*|(?!thank|thx)[A-Z][a-z]+[,!] +)*+"
)
_THANKS = re.compile(
    rf"{_GREETED}(?:many |big )?(?:thanks|thank you|thx)"
    r"(?: (?:so much|very much|a (?:lot|ton|bunch|million)|again))*(?:,? [A-Z][a-z]+)?[,!]?"
    r"(?: (?:so much|again))? for (?P<what>.+)$",
    re.IGNORECASE,
)
#: Courtesies: "Thanks for asking".
_COURTESY = re.compile(
    r"^(?:asking|sharing|listening|letting|telling|chatting|checking|saying|responding|replying|"
    r"writing|showing|reaching|coming|understanding|getting back|that|it|this|everything|"
    r"(?:the|your) (?:\w+ )?(?:update|reply|info|chat|heads|reminder|recommendation|compliment|tip|"
    r"call|message|time|email|mail|question|words|pic|photo|offer|suggestion|answer|help|"
    r"support)s?\b(?! (?:with|in|on|during|when)))\b",
    re.IGNORECASE,
)
_CHEERS = re.compile(
    r"^(?:(?:just|so|and|but|always|please|remember|remember to|you should|you got this),? )*"
    r"(?P<what>(?:keep (?!me\b|us\b|you\b|in touch|an eye|calm$|it\b|your eyes)|hang in|believe in|"
    r"stay (?!tuned|safe)|push |go for|go after|follow your|chase|stick with|hold on|reach for|"
    r"have faith|embrace|never (?:give up|stop|forget|let|lose)|"
    r"do not (?:give up|forget|let|stop|quit|lose|"
    r"be (?:afraid|scared|too hard|discouraged)))\b.*)$",
    re.IGNORECASE,
)
_OWN = re.compile(r"\b(?:I|me|my|mine|myself)\b")
_END = re.compile(
    r"\s[-–—]+\s|[;!.?:]|, (?:it|that|this|I|you|they|we|pal|buddy|man|dude|friend|remember|"
    r"and you)\b"
)
#: Cheers and thanks of these alone could be said to anybody, by anybody.
_TOLD_EVERYBODY = word_set(
    """
    a all always am amazing and any anything are around ask at awesome back be being belief
    believe believing big can care chase chasing cheering come cool courage day determined do
    doing dream dreams embrace encouragement encouraging everything faith fight fighting focus
    focused follow for forth forward friend friendship get getting give go goal goals going good
    great happen hang hard have having head heart help helping high hold hope how important in
    inspiring it journey keep keeping kind kindness let life lift lifting listen listening long
    looking lose love make makes making matter matters moving much my never not of off on ones
    open others outlook pal passion path patient people positive positivity power progress proud
    push pushing pursue pursuing reach ready really rock self shine shining smile smiling so
    spirit stay stop strong success such support supporting supportive take that the their them
    themselves there these they things this those through time times to tough true trust
    trusting trying up uplifting uplift urge was way we well what when who with words work
    working works wonderful you yourself motivated motivate motivating motivation happy inspired
    vision worth down rooting lucky grateful thankful blessed glad excited thrilled
    """
)
#: Fewer words say nothing: "keep going", "the support".
_FEWEST = 3


def regard(sentence: str, name: str) -> str | None:
    """What a sentence says of how the person stands to the one they speak to, or nothing.

    Args:
        sentence: A whole sentence: "Thanks for having my back".
        name: The one it is said to.

    Returns:
        "Thanked Ana for having their back", "Encouraged Ana to keep working on their book".
    """
    if not name or sentence.rstrip().endswith("?"):
        return None
    plain = spelling.expand(sentence).strip(" .!,…-–")
    found = _thanks(plain, name) or _cheer(cleaned(sentence), name)
    return None if found is None or dangling(found) or _says_nothing(found, name) else found


def _says_nothing(claim: str, name: str) -> bool:
    """Whether only what everybody is told is left: "Encouraged Ana to believe in themselves"."""
    return told_everybody(claim.partition(" ")[2], name)


def told_everybody(said: str, name: str) -> bool:
    """Whether words to somebody could be said to anybody.

    Args:
        said: "am so proud of Ana", but not "am so proud of Ana for finishing their degree".
        name: The one they are said to.
    """
    tokens = re.findall(r"[a-z][a-z'-]+", said.replace(name, "").lower())
    return all(token in _TOLD_EVERYBODY for token in tokens)


def _thanks(plain: str, name: str) -> str | None:
    match = _THANKS.match(plain)
    if match is None or _COURTESY.match(match["what"]):
        return None
    what = _theirs(match["what"], name, at_start="the")
    return f"Thanked {name} for {what}" if len(what.split()) >= _FEWEST else None


def _cheer(clean: str, name: str) -> str | None:
    match = _CHEERS.match(clean)
    if match is None or _OWN.search(match["what"]):
        return None
    what = re.sub(r"^do not forget,? (?:to )?", "", match["what"], flags=re.IGNORECASE)
    what = _theirs(what, name, at_start="their")
    what = re.sub(r"\b(?:do not|never) ", "not to ", what)
    what = what if what.startswith("not to ") else f"to {what}"
    if len(what.split()) <= _FEWEST + 1 or empty(f"Does {what}"):
        return None
    return f"Encouraged {name} {what}"


def _theirs(what: str, name: str, *, at_start: str) -> str:
    """What is said to somebody, told of them: "for your dreams" → "for their dreams"."""
    text = re.sub(rf",? {re.escape(name)}$", "", _END.split(what, maxsplit=1)[0].strip(" ,"))
    text = re.sub(r"^your\b", at_start, text, flags=re.IGNORECASE)
    text = re.sub(r"\byourself\b", "themselves", re.sub(r"\byours?\b", "their", text))
    text = re.sub(r"\byou (?=(?:are|have|were|can|will|had|do|did|\w+ed)\b)", "they ", text)
    text = third(re.sub(r"\byou\b", "them", text))
    return text[:1].lower() + text[1:] if not text[:2].isupper() else text
