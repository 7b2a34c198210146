"""The grammar of the shift: verbs into the third person, pronouns into "they"."""

from __future__ import annotations

import re

from agent.engine.builtin import words

PRONOUNS = {
    "i": "they",
    "me": "them",
    "my": "their",
    "mine": "theirs",
    "myself": "themselves",
    "we": "they",
    "us": "them",
    "our": "their",
    "ours": "theirs",
    "ourselves": "themselves",
}
_TOKEN = re.compile(r"\w+(?:['’.\-+/]\w+)*[+#]*|[^\w\s]|\s+")


def predicate(rest: str, when: str = "") -> tuple[str, bool] | None:
    """The verb phrase of the person with its verb in the third person, and whether it is past.

    Args:
        rest: What follows "I": "live in Porto and work at a bakery".
        when: An adverbial that stood before, which may tell the tense of "quit" or "put".
    """
    if barely := re.match(
        r"(?:no longer|not only|at least|at times)\s+(?=\w)", rest, re.IGNORECASE
    ):
        done = predicate(rest[barely.end() :])
        return (barely.group() + done[0], done[1]) if done else None
    tokens = _TOKEN.findall(rest)
    at = 0
    while at < len(tokens) and (
        not tokens[at].strip() or tokens[at] == "," or words.is_adverb(tokens[at])
    ):
        at += 1
    if at >= len(tokens) or not tokens[at][0].isalpha() or tokens[at].lower() in PRONOUNS:
        return None
    verb = tokens[at].lower()
    if verb in {"the", "a", "an", "with", "of", "in", "and", "or"}:
        return None
    negated = _following(tokens, at).lower() == "not"
    past = (
        words.is_past(verb)
        or verb == "was"
        or (verb in words.SAME_IN_PAST and _past_time(f"{when} {rest}"))
    )
    if verb == "do" and not negated:  # "I do love tea"
        after = _following(tokens, at).lower()
        if after in words.VERBS and after not in {"yoga", "research"}:
            tokens = tokens[:at] + tokens[at + 2 :]
            verb = after
    head = tokens[at] if past else words.third_person(tokens[at].lower())
    if verb == "can" and negated:
        head = "cannot"
    before, after_verb = "".join(tokens[:at]), "".join(tokens[at + 1 :])
    if verb not in words.MODALS | {"do", "did"}:
        after_verb = _coordinated(after_verb)
    return before + head + third(after_verb), past


def _infinitive(following: str) -> bool:
    """Whether "to" before this word opens an infinitive ("to showcase") rather than a place."""
    low = following.lower()
    if low in words.VERBS:
        return True
    return following.islower() and low not in _AFTER_TO and not low.endswith("ing")


_AFTER_TO = words.word_set(
    """
    a an the my our his her their its this that these those some every each all both many most two
    three four school bed town church university college home lunch dinner breakfast them him us me
    """
)


def _past_time(text: str) -> bool:
    return (
        re.search(
            r"\b(?:yesterday|last|ago|earlier|when I was|this (?:morning|afternoon)|"
            r"in (?:19|20)\d\d)\b",
            text,
            re.IGNORECASE,
        )
        is not None
    )


def _following(tokens: list[str], at: int) -> str:
    return next((token for token in tokens[at + 1 :] if token.strip()), "")


def _coordinated(rest: str) -> str:
    """Conjugate the further verbs of the same subject: "… and work at a bakery"."""
    tokens = _TOKEN.findall(rest)
    free = True  # nothing before has opened an infinitive
    fresh = False
    for at, token in enumerate(tokens):
        low = token.lower()
        if not token.strip():
            continue
        if (
            low
            in {"to", "that", "who", "which", "where", "when", "what", "how", "if"} | words.MODALS
        ):
            following = _following(tokens, at)
            free = free and low == "to" and not _infinitive(following)
        elif low in {"and", "but", "or", "then", ","}:
            fresh = low in {"and", "but", "then"} or fresh
        elif fresh and words.is_adverb(low):
            continue
        else:
            if fresh and free and low in {"am", "have", "do"}:
                tokens[at] = words.third_person(low)
            elif fresh and free and words.starts_verb_phrase(low, _following(tokens, at)):
                tokens[at] = words.third_person(token)
            fresh = False
    return "".join(tokens)


def third(text: str) -> str:
    """First-person pronouns as third-person ones, and "am"/"was" to go with "they"."""
    tokens = _TOKEN.findall(text)
    subject = False
    for at, word in enumerate(tokens):
        low = word.lower()
        if low in PRONOUNS and (word != "US"):
            new = PRONOUNS[low]
            capital = word[0].isupper() and (at == 0 or word != "I")
            tokens[at] = new.capitalize() if capital else new
            subject = low in {"i", "we"}
        elif word.strip():
            if subject and low in {"am", "was"}:
                tokens[at] = {"am": "are", "was": "were"}[low]
            subject = subject and words.is_adverb(low)
    return "".join(tokens)
