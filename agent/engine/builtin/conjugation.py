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

#: Only "I" and "we" shall.
_SHALL = re.compile(r"^shall\b", re.IGNORECASE)


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
    tokens = _TOKEN.findall(_RATHER.sub("", _SHALL.sub("will", rest)))
    at = 0
    while at < len(tokens) and (
        not tokens[at].strip() or tokens[at] == "," or words.is_adverb(tokens[at])
    ):
        at += 1
    if at >= len(tokens) or _no_verb(tokens, at):
        return None
    verb = tokens[at].lower()
    negated = _following(tokens, at).lower() == "not"
    past = (
        words.is_past(verb)
        or verb == "was"
        or (verb in words.SAME_IN_PAST and _over(tokens[at:], f"{when} {rest}"))
        or (verb in words.SAME_IN_PAST and _then_past(rest))
        or (verb == "read" and _READ_ONCE.search(rest) is not None)
    )
    if verb == "do" and not negated:  # "I do love tea"
        after = _following(tokens, at).lower()
        chore = _CHORE.match("".join(tokens[at + 1 :]))
        if after in words.VERBS and after not in {"yoga", "research"} and not chore:
            tokens = tokens[:at] + tokens[at + 2 :]
            verb = after
    head = tokens[at] if past else words.third_person(tokens[at].lower())
    if verb == "were":
        head = "was"
    if verb == "can" and negated:
        head = "cannot"
    before, after_verb = "".join(tokens[:at]), "".join(tokens[at + 1 :])
    if verb not in words.MODALS | {"do", "did"}:
        after_verb = _coordinated(after_verb)
    return before + head + third(after_verb), past


#: "We do code review": what is done, and no "do" that stresses what follows.
_CHORE = re.compile(
    r"\s*(?:code|peer|test|design|stock|sales) (?:reviews?|work|runs?|checks?|calls?|demos?)\b",
    re.IGNORECASE,
)


def _no_verb(tokens: list[str], at: int) -> bool:
    """Whether no verb stands there, or half of one: "I have, but nothing has changed"."""
    low = tokens[at].lower()
    if not low[0].isalpha() or low in PRONOUNS or low in _NEVER_VERBS:
        return True
    return low in _HALF and _following(tokens, at) == ","


_NEVER_VERBS = frozenset({"the", "a", "an", "with", "of", "in", "and", "or"})
_HALF = frozenset({"am", "was", "were", "are", "have", "had", "do", "did", "can", "could", "will"})
#: "I kind of like it here": how surely it is said is told elsewhere.
_RATHER = re.compile(r"^(?:kind|sort) of (?=[a-z])", re.IGNORECASE)
#: "I read an article": that is over, unlike "I read every night".
_READ_ONCE = re.compile(
    r"\bread (?:about|that|somewhere|something|it|once|one|(?:an?|some|this) (?:\w+ )?"
    r"(?:articles?|books?|piece|post|study|report|stor(?:y|ies)|novel|reviews?))\b",
    re.IGNORECASE,
)


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


def _over(tokens: list[str], text: str) -> bool:
    """Whether "quit" or "put" is in the past, which nothing of the verb itself shows.

    Nobody quits a thing every day, so that without a word of habit it is done; "I put milk in my
    tea" is one, and with a word of past time it is over.
    """
    if _past_time(text):
        return True
    done = tokens[0].lower() in _DONE_ONCE or _DONE_OFF.match("".join(tokens)) is not None
    return done and _AGAIN_AND_AGAIN.search(text) is None


_DONE_ONCE = frozenset({"quit", "hurt", "split"})
#: "I cut back to four days", "we put in an offer", "I let my membership lapse"
_DONE_OFF = re.compile(
    r"(?:cut (?:back|down|out|off|short|ties)|put (?:in|up|off|together|down|aside)|"
    r"set (?:up|off|out)|shut (?:down|off)|"
    r"let (?:go|(?:[\w']+ ){1,4}?(?:lapse|expire|slip|slide|go(?! (?:to|for|and)\b))))\b",
    re.IGNORECASE,
)
_AGAIN_AND_AGAIN = re.compile(
    r"\b(?:always|usually|normally|often|sometimes|never|every|each|rarely|whenever|when|if|"
    r"(?:on|at|before|after) (?:week(?:days|ends|nights)|\w+days|nights?|work|bed))\b",
    re.IGNORECASE,
)


def _then_past(rest: str) -> bool:
    """Whether a further verb of the same subject is past: "put in an offer but got outbid"."""
    return any(words.is_past(word) for word in re.findall(r"\b(?:and|but|then) (\w+)", rest))


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
            listed = (
                low == "," and _following(tokens, at).lower() in _LISTED and "and" in tokens[at:]
            )
            fresh = listed or low in {"and", "but", "then"} or fresh
        elif fresh and words.is_adverb(low):
            continue
        else:
            if fresh and free and low in {"am", "have", "do"}:
                tokens[at] = words.third_person(low)
            elif fresh and free and words.starts_verb_phrase(low, _following(tokens, at)):
                tokens[at] = words.third_person(token)
            fresh = False
    return "".join(tokens)


#: Verbs that go on a list after a comma: "We roast marshmallows, tell stories and sing".
_LISTED = words.ONLY_VERBS - {"like", "take", "see", "check"}
#: "Book I", "World War I"
_NUMBERED = words.word_set("act book chapter class level part phase stage type volume war")

#: "I have ME", the illness
_SUFFERED = words.word_set("their my have has had having got with severe mild moderate")


def third(text: str) -> str:
    """First-person pronouns as third-person ones, and "am"/"was" to go with "they"."""
    tokens = _TOKEN.findall(text)
    subject = False
    for at, word in enumerate(tokens):
        low = word.lower()
        numbered = (
            word == "I"
            and at > 1
            and tokens[at - 2].lower() in _NUMBERED
            and not _following(tokens, at)[:1].isalpha()
        )
        ill = word == "ME" and at > 1 and tokens[at - 2].lower() in _SUFFERED
        if low in PRONOUNS and word != "US" and not numbered and not ill:
            new = PRONOUNS[low]
            # Whoever shouts "HIRED ME" names nobody.
            capital = word[0].isupper() and (at == 0 or not word.isupper())
            tokens[at] = new.capitalize() if capital else new
            subject = low in {"i", "we"}
            if word == "I" and at > 1 and tokens[at - 2].lower() == "am":
                tokens[at - 2] = "are"  # "who am I" is "who are they"
        elif word.strip():
            if subject and low in {"am", "was"}:
                tokens[at] = {"am": "are", "was": "were"}[low]
            subject = subject and words.is_adverb(low)
    return "".join(tokens)


def lowered(text: str) -> str:
    """Lower the first letter unless the word is a name or an acronym."""
    first = text.split(" ", 1)[0]
    if (first.isupper() and len(first) > 1) or first.removesuffix(".") in _TITLES:
        return text
    known = (
        first.lower() in words.VERBS | words.ADVERBS | set(PRONOUNS.values())
        or not first.removesuffix("'s")[1:].isalpha()
    )
    common = (
        known
        or words.is_past(first)
        or first.lower() in _COMMON_STARTS
        or first.lower().endswith("ing")
    )
    if first.lower().endswith(_PEOPLES):
        return text
    abstract = first.lower().endswith(_ABSTRACT) and first not in _PLACES
    owner = first.endswith("'s")  # "Ana's songs"
    common = common or abstract or (not owner and _leads_noun(text))
    common = common or (
        first.endswith("s")
        and not owner
        and first[:1].isupper()
        and text[len(first) :][1:2].islower()
        and text.split(" ")[1:2] not in (["is"], ["has"], ["was"], ["loves"], ["likes"])
    )
    return text[:1].lower() + text[1:] if common else text


_TITLES = frozenset({"Mr", "Mrs", "Ms", "Miss", "Dr", "Prof", "Professor", "St"})
_ABSTRACT = (
    *("ity", "ness", "tion", "ment", "ship", "ism", "hood", "body", "one"),
    *("ance", "ence", "ous", "ful", "ive", "able"),
)
#: "Ethiopian food", "Japanese class"
_PEOPLES = ("ian", "ese", "nish", "glish", "kish", "wish")
_PLACES = frozenset({"France", "Florence", "Provence", "Lawrence", "Clarence", "Constance"})
#: Whose or which: "Huw our conductor".
_NO_NOUN = words.word_set("does did had not my our their his her the an a")
_AFTER_NAME = words.word_set("and or but in at on to of for from with who which as is was has")


def _leads_noun(text: str) -> bool:
    """Whether a second noun follows the first word at once ("Family time"): no name does that."""
    second = text.partition(" ")[2].partition(" ")[0].lower().removesuffix("'s")
    stems = {second, second.removesuffix("s"), second.removesuffix("es")}
    return (
        second.isalpha()
        and text[len(text.split(" ", 1)[0]) + 1 :][:1].islower()
        and second not in _AFTER_NAME | words.MODALS | _NO_NOUN
        and not stems & (words.VERBS | words.ADVERBS)
        and not words.is_past(second)
        and not words.is_adverb(second)
    )


_COMMON_STARTS = words.word_set(
    """
    the a an this that these those when whenever while after before since in on at for during
    as last next every each yesterday today tomorrow nowadays lately recently by with once
    from starting growing most sometimes usually normally often currently two three four five six
    having
    although though even ever despite besides because instead thanks due apart aside if to half
    part back between until throughout
    being going been music nothing everything one what both some many all there it having
    people
    """
)
