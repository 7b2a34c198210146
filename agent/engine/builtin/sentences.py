"""From what a person wrote to the single statements in it.

Code, quoted mail, quotations and questions are left out here: none of them states anything about
the one who wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from agent.engine.builtin import words

#: Longer texts are documents, not messages; past this nothing new is learnt about their author.
LONGEST_TEXT = 20_000
#: A "sentence" past this is a log, a table or a paste.
LONGEST_SENTENCE = 400

_CODE = re.compile(r"```.*?(?:```|\Z)|`[^`\n]*`", re.DOTALL)
_URL = re.compile(r"\b(?:https?://|www\.)\S+")
#: Between single marks apostrophes are part of a word: 'I've never had a rollback'.
_QUOTATION = re.compile(
    r"[\"“”«»][^\"“”«»\n]*[\"“”«»]|(?<!\w)'(?:[^'\n]|(?<=\w)'(?=\w)){2,}'(?!\w)"
)
_MARK = re.compile(r"^\s*(?:[-*•]|\d+[.)]|#+)\s+")
_SIGNATURE = re.compile(r"^--\s*$")
_REPLY_HEADER = re.compile(r"^On .{5,120} wrote:\s*$")
_SYMBOLS = re.compile(
    "[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f\u200d]+|[:;]-?[)(DP]+(?=\\s|$)|<3+(?=\\s|$)"
)
#: A sigh, and what is sighed at: "Packing up, ugh, so many boxes".
_UGH = re.compile(
    r",\s*(?:u+gh+|argh+|yay|phew|sigh|oh well)\b"
    r"(?:[,:]?\s+(?!(?:I|my|we|but|and)\b)[^.!?\n]*)?(?=[.!?\n]|$)",
    re.IGNORECASE | re.MULTILINE,
)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_ABBREVIATION = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Prof|St|vs|etc|approx|incl|excl|no|e\.g|i\.e|a\.m|p\.m|[A-Z])\.$",
)
_END = re.compile(r"(?<=[.!?…])[\"')\]]*\s+(?=[\"'(\[]?[A-Za-z0-9])")
#: "When I was ten I learnt to swim", "What I love most is the silence": no questions.
_QUESTION_START = re.compile(
    r"(?!(?:when|where) (?:i|we|they|he|she|it|the|my|your|there|this|that)\b.*[^?]$|"
    r"what (?:i|we) (?!(?:should|can|could|do|am|was)\b)\w+ .*\b(?:is|are|was)\b.*[^?]$)"
    r"(?:what|who|whom|whose|which|why|how|when|where|do|does|did|is|are|am|was|were|can|could|"
    r"will|"
    r"would|should|shall|may|might|have|has|had)\s+(?:i|you|we|they|he|she|it|the|my|your|there|"
    r"this|"
    r"that|is|are|do|does|did|was|can|should|would|much|many|about)\b",
    re.IGNORECASE,
)
#: "I share a flat with Juri and Pele, *Pele is the cat*": of another subject, after a comma.
_SPLICED = (
    r"(?:the\s+(?:[\w'-]+\s+){1,2}?|(?-i:[A-Z])[\w'-]+\s+)"
    r"(?:is|are|was|were|has|have|had|goes|went|gets|got|lasts)\b(?!\s+and\b)"
)
_OF_ANOTHER = re.compile(_SPLICED, re.IGNORECASE)
_FIRST = re.compile(r"\b(?:I|me|my|we|us|our|I'\w+|we'\w+)\b", re.IGNORECASE)
#: Where one statement ends and another begins inside a sentence.
_CLAUSE = re.compile(
    r"\s+[-–—]+\s+|\s*[;…]\s*|\.\.\.\s*|:\s+(?=I\b|my\b)|(?<=\w)[-–—]\s+(?=(?:I|we|my)\b)|"
    r"(?<!\bas),?\s+(?:and|n|but|so|yet|plus|(?:even\s+)?though|although)\s+(?:then\s+|now\s+|"
    r"so\s+|also\s+|"
    r"honestly\s+|actually\s+|sadly\s+|luckily\s+|frankly\s+|recently\s+|lately\s+)?"
    r"(?=(?:I|im|ive|we|my|our|it|that|this|they|he|she|you|there|these|those)\b(?!\s+(?:and|"
    r"or)\s))|"
    # "Dad died in March, still miss him": it is not he who does.
    r",\s+(?=(?:still|really|always) (?:miss|love|hate|wish|hope|want|need|think|dream|"
    r"remember)\b)|"
    r",\s+(?=(?:I|we|it|that|this|they|he|she|you|which|"
    r"im|ive|its|thats|shes|hes|theyre)\b)|"
    r",\s+(?=there(?:'s|s| is| are| were| was)\b)|"
    r",?\s+so\s+(?=(?:the|any)\s+\w+\s+\w)|"
    # "I am allergic to nuts, give me a recipe without": what is asked for is no part of it.
    r",?\s+so\s+(?=(?:please|be|make sure|plan|keep|give|show|tell|suggest|do not|don't)\b)|"
    r",\s+(?=(?:please|do not|don't|get to|keep it|just|stop)\s+(?!\w+ing\b)[a-z]+\b(?!\s+and\b))|"
    r",\s+(?=(?:please\s+)?(?:give|show|tell|suggest|recommend|write|make|find|explain|help|remind|"
    r"plan)\s+(?:me|us|an?|the|it|some|my|this|around)\b)|"
    # "Ingrid left, my new manager is Tomasz": no list goes on with a verb.
    r",\s+(?=(?:my|our)\s+(?!\w+ing\b)(?:[\w'-]+\s+){1,3}?(?:is|are|was|were|has|have|"
    r"had)\b(?!\s+and\b))|"
    rf",\s+(?={_SPLICED})|"
    # "Quit the night shifts, sleep is back": a bare word as subject, in no list.
    r",\s+(?=(?!(?:and|or|what|which|who|that|this|life|work)\b)(?-i:[a-z]{3,})\s+"
    r"(?:is|are|was|were)\s+(?!\w+ing\b))|"
    r",\s+(?=(?:my|our)\s+(?:son|daughter|brother|sister|mother|father|mum|mom|dad|wife|husband|"
    r"partner|girlfriend|boyfriend|boss|manager)(?:\s+(?-i:[A-Z])\w+)?\s+[a-z]+s\b)|"
    r",\s+(?=(?:(?:how|what|where|when|why) )?(?:should|could|can|would|do|did|is|are) "
    r"(?:I|we|you)\b)|"
    r",?\s+(?:because|'?cause)\s+(?=(?:it|that|this|they|he|she|you|there)\b)|"
    # "I am allergic to soy, is miso fine for me?"
    r",\s+(?=(?:is|are|does|do|can|could|would|will|should|did|was) (?!(?:not|n't|and|or)\b)"
    r"[\w'-]+ [^,?]*\?+$)|"
    # "I sing baritone now, since Ellis is away": of another, and why.
    r",\s+(?:since|as)\s+(?=(?:it|they|he|she|there|the\s+\w+|(?-i:[A-Z])[a-z]+)\s+"
    r"(?:is|are|was|were|has|have|had|does|did|will|can|needs?|needed|got|left|broke)\b)",
    re.IGNORECASE,
)
#: A comma after these belongs to a sentence whose main part is still to come.
_SUBORDINATE = re.compile(
    r"^(?:when|whenever|while|after|before|since|as|because|once|until|if|unless|although|though|"
    r"in|"
    r"on|at|for|during|last|next|every|yesterday|today|tomorrow|these|this|nowadays|lately|"
    r"recently|by|with|from|growing|two|three|four|five|six|a|ever since|even (?:though|if|when)|"
    r"despite|besides|instead of|because of|(?:thanks|due|next) to|(?:apart|aside) from|"
    r"to(?= [a-z]))\b",
    re.IGNORECASE,
)

#: "Sometimes a break is just what I need": no adverbial, though it begins like one.
STATED = re.compile(
    r"^(?!(?:when|whenever|while|as|once|after|before|since|ever|even|though|although|because|"
    r"if)\b)"
    r".*\b(?:is|are|was|were|what)\b",
    re.IGNORECASE,
)
#: "My wife" before "and I adopted a dog" is half a subject, not a statement.
_AND_I = re.compile(
    r"^(?:\w+, )?(?:my|our) [\w'-]+(?: [\w'-]+){0,2}$|^[A-Z][\w'-]+$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One statement: its words, whether it asks, and the whole sentence that it stood in."""

    text: str
    question: bool
    whole: str


@lru_cache(maxsize=16)  # asked again for what a text leaves to be pointed back at
def whole_sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text as they stand, without code, quoted mail and quoted speech."""
    return tuple(
        each
        for line in _lines(text[:LONGEST_TEXT])
        for each in _split(line)
        if 2 <= len(each) <= LONGEST_SENTENCE  # noqa: PLR2004 - one letter says nothing
    )


def sentences(text: str) -> Iterator[Sentence]:
    """The statements and questions of a text, in order.

    Args:
        text: Anything a person may have written; longer texts are read up to ``LONGEST_TEXT``.
    """
    for whole in whole_sentences(text):
        asks, opens = is_question(whole), _QUESTION_START.match(whole.strip()) is not None
        clauses = _clauses(whole)
        for at, clause in enumerate(clauses):
            # "I finished the shelf - want to see it?" states something before it asks.
            last = at == len(clauses) - 1
            yield Sentence(clause, is_question(clause) or (asks and (opens or last)), whole)


def is_question(sentence: str) -> bool:
    """Whether a sentence asks, with or without its question mark."""
    stripped = sentence.strip()
    return stripped.endswith(("?", "?!", "??")) or bool(_QUESTION_START.match(stripped))


def _lines(text: str) -> Iterator[str]:
    plain = _CONTROL.sub(" ", text.replace("’", "'").replace("‘", "'").replace("\r", "\n"))
    plain = _UGH.sub("", _CODE.sub(" ", plain))
    for raw in plain.split("\n"):
        if _SIGNATURE.match(raw) or _REPLY_HEADER.match(raw.strip()):
            return  # what follows is a signature or somebody else's mail
        if raw.lstrip().startswith((">", "|", "$ ", "%%")):
            continue
        line = _MARK.sub("", raw)
        line = _SYMBOLS.sub(". ", _URL.sub(" ", line))
        yield " ".join(_QUOTATION.sub(_short_name, line).split())


def _short_name(match: re.Match[str]) -> str:
    """Keep a quoted title ("Dune"), drop quoted speech."""
    inner = match.group()[1:-1]
    said = re.search(r"\b(?:I|my|me|we|you|i'm)\b", inner) is not None
    return " " if said or len(inner.split()) > 6 else match.group()  # noqa: PLR2004 - a title


def _split(line: str) -> Iterator[str]:
    start = 0
    for end in _END.finditer(line):
        if _ABBREVIATION.search(line[start : end.start()]):
            continue
        yield line[start : end.start()].strip()
        start = end.end()
    rest = line[start:].strip()
    if rest:
        yield rest


def _clauses(sentence: str) -> list[str]:
    parts: list[str] = []
    start = 0
    for cut in _CLAUSE.finditer(sentence):
        before = sentence[start : cut.start()].strip()
        if (
            not parts
            and cut.group().strip() == ","
            and _SUBORDINATE.match(before)
            and not STATED.search(before)
        ):
            continue
        if _OF_ANOTHER.match(sentence, cut.end()) and not _FIRST.search(before):
            continue  # "Sanne is pregnant, the baby is due in May": of her, too
        acts = any(words.is_past(word) for word in before.split()[2:])
        if _AND_I.match(before) and cut.group().strip().lower() == "and" and not acts:
            continue
        if len(before.split()) < 2:  # noqa: PLR2004 - "Yeah, I ..." is cleaned by the shift
            if cut.group().strip(" ,").lower() in {"but", "though"}:  # "Simple, but I love it"
                start = cut.end()
            continue
        parts.append(before)
        start = cut.end()
    parts.append(sentence[start:].strip())
    return [part for part in parts if part]
