"""What somebody says they no longer care for does not answer what they like.

"I was mad about origami once, these days I knit" leaves every "I love origami" before
it as near to "what are my hobbies?" as it was, and may share no word with the question itself. So
where tastes and pastimes are asked for, the words of the best turns are looked for beside the
expressions by which English says that a liking is over. What was said of the thing before then
loses the share that a newer turn may take, and the turn that ends it comes right above: never the
old without the new. Whoever speaks well of the thing again has taken it up.
"""

from __future__ import annotations

import itertools
import re
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from memory.lexicon import TAKEN_WITH, VERY
from memory.retrieval import rows
from memory.retrieval.lexical import newest, occurrences, quoted, rows_having
from memory.retrieval.tastes import tells_taste
from memory.retrieval.tokens import word_set, words
from memory.schema import fts_tables

if TYPE_CHECKING:
    from memory.retrieval.ranking import Question
    from memory.retrieval.rows import Candidate

#: Best turns whose words are looked for, where no more are asked for, and how many words of them.
_LEADING: Final = 12
_WORDS: Final = 512
#: Rows that these words may have between them: of what is in more, most are about something else.
_ROWS: Final = 1500
#: Turns that may end one of them, where no more are asked for, and of one word the newest.
_READ: Final = 64
_OF_EACH: Final = 8
#: Characters of a turn that are read; what follows may be a pasted file.
_BEGINNING: Final = 1200
#: A thing of more words is a circumstance.
_LONGEST: Final = 4
_ABOVE: Final = 1.001

_ASKS: Final = re.compile(
    r"\b(?:admire|adore|appeal\w*|best|crazy|cuisines?|drink|drinks|eat|engaging|enjoy"
    r"|enjoys|fans?|fascinat\w+|favou?rites?|follow|fond|free time|fun|hang ?outs?|hobb(?:y|ies)"
    r"|interest\w*|into|keen|leisure|like|likes|listen|love|loves|passions?|pastimes?|play|plays"
    r"|prefer\w*|pursue|read|reads|relax\w*|resonate|spare time|tastes?|top|unwind|watch\w*)\b",
    re.IGNORECASE,
)
_FIRST_PERSON: Final = re.compile(r"\b(?:i|me|my|mine)\b", re.IGNORECASE)

#: Liking something, and what is done for its own sake.
_LIKING: Final = r"(?:like|love|enjoy|adore|prefer|fancy|favou?r)"
_DOING: Final = (
    r"(?:play|read|watch|drink|eat|collect|follow|practi[sc]e|listen to|go to|go|do|cook|make"
    r"|gravitate to(?:wards?)?|hang out (?:at|in)"
    r"|spend (?:\w+ ){0,4}?(?:time|hours|days|evenings|weekends|money) "
    r"(?:at|in|on|with|doing|playing|reading|watching|visiting))"
)
#: What comes before the name of the thing.
_MUCH: Final = (
    r"(?:(?:spending|passing) (?:\w+ ){0,3}?(?:at|in|on|with) |(?:visiting|trying|going to|playing"
    r"|collecting|following|reading|watching|doing|eating|drinking|making|cooking|listening to"
    r"|experimenting with) )?"
    r"(?:(?:a lot of|lots of|so much|so many|all the|all sorts of|every|the|my|some) )*[\"'“‘]?"
)
_WHAT: Final = r"(?P<what>[a-z0-9][\w'&-]*(?: [\w'&-]+){0,7}?)"
_ENDS: Final = (
    r"(?= (?:any ?more|but|and|however|until|till|when|while|because|so|lately|recently|these days"
    r"|nowadays|now|though|although|for|since|like|as|in favou?r|every|all|on weekends|a lot|more"
    r"|really|most|last|this)\b|[^\w\s'&-]|\s-|$)"
)
#: That it is otherwise now, in what follows.
_NOW: Final = (
    r"(?=[^?!]{0,160}\b(?:lately|recently|these days|nowadays|now|any ?more|instead|since then"
    r"|moved on|not so much)\b)"
)
_LATELY: Final = r"(?:any ?more|lately|nowadays|recently|these days)\b"
_RECENT: Final = "more|lately|nowadays|recently|these days"
_CARING: Final = rf"(?:{TAKEN_WITH}|{_LIKING}|{_DOING}|care for)"
_WEARY: Final = (
    r"(?:(?:tired|sick) of|bored (?:of|with)|(?:fed up|done) with|(?:so|totally|completely) over)"
)
#: Where somebody goes off to, stops at, or what for.
_WAY: Final = r"(?:at|by|for|from|in|on|once|over|to|when|with)\b"
_I: Final = (
    r"(?:\b(?:i|we)(?:'ve| have| had| am|'m)? |^|[.!?;,] |\b(?:and|but|how|that) (?:i |we )?)"
)
#: What each pattern matches has one of the words before it.
_OVER: Final = tuple(
    (hints.split("|"), re.compile(pattern.replace("WHAT", f"{_MUCH}{_WHAT}")))
    for hints, pattern in (
        ("used to", rf"{_I}used to {VERY}(?:be {VERY}{TAKEN_WITH}|{_LIKING}|{_DOING}) WHAT{_ENDS}"),
        (
            "was |were |been ",
            rf"\b(?:i|we) (?:was|were|'d been|had been) {VERY}{TAKEN_WITH} WHAT{_ENDS}{_NOW}",
        ),
        (" did ", rf"\b(?:i|we) did {VERY}{_LIKING} WHAT{_ENDS}{_NOW}"),
        ("no longer", rf"{_I}no longer {VERY}{_CARING} WHAT{_ENDS}"),
        (_RECENT, rf"\b(?:not|don't|aren't) {VERY}{_CARING} WHAT {_LATELY}"),
        ("off ", rf"{_I}(?:gone|went|been) (?:right |completely )?off (?!{_WAY})WHAT{_ENDS}"),
        (" up ", rf"{_I}(?:gave|given|giving) up (?:on )?WHAT{_ENDS}"),
        ("stopped|quit", rf"{_I}(?:stopped|quit) (?!{_WAY})WHAT{_ENDS}"),
        ("tired|sick|bored|fed up|done|over ", rf"{_I}{VERY}{_WEARY} WHAT{_ENDS}"),
        (
            "lost|grew|grown|moved",
            rf"{_I}(?:lost (?:all |my )?interest in|gr(?:ew|own) out of|moved on from) WHAT{_ENDS}",
        ),
        (_RECENT, rf"\b{_LATELY}[^.?!;]{{3,80}}? (?:(?:more|rather) than|instead of) WHAT{_ENDS}"),
    )
)
#: Most of it as FTS5 has it. What is told by "now" or "over" alone, half of everything would match.
_TELLING: Final = (
    '"used to" OR "no longer" OR anymore OR "any more" OR lately OR recently OR nowadays OR '
    '"these days" OR "gone off" OR "went off" OR "been off" OR "gave up" OR "given up" OR '
    '"giving up" OR stopped OR quit OR "tired of" OR "sick of" OR "bored of" OR "bored with" OR '
    '"fed up with" OR "done with" OR "so over" OR "interest in" OR "grew out" OR "grown out" OR '
    '"moved on"'
)
_LIGHT: Final = word_set(
    "thing things stuff lot lots bit kind sort type time times day days week weekend weekends it"
    " that this them those usual everything something anything work job"
    " go do make get play"
)


def asks_for_tastes(query: str) -> bool:
    """Whether a query asks what somebody likes, or does for its own sake."""
    return _ASKS.search(query) is not None


@lru_cache(maxsize=4096)
def given_up(text: str) -> tuple[frozenset[str], ...]:
    """For each thing that a turn says its speaker no longer cares for, the stems of its name."""
    said = " ".join(text[:_BEGINNING].lower().replace("’", "'").split())
    found: dict[frozenset[str], None] = {}
    for hints, pattern in _OVER:
        for match in pattern.finditer(said) if any(hint in said for hint in hints) else ():
            what = word_set(match["what"]) - _LIGHT
            if 0 < len(what) <= _LONGEST:
                found[what] = None
    return tuple(found)


def heed(
    db: sqlite3.Connection, candidates: Sequence[Candidate], question: Question
) -> list[Candidate]:
    """Take from turns about what was given up later, and let what says so come right above.

    Args:
        db: The ledger, for turns that end what the best are about.
        candidates: Changed in place.
        question: What is asked. Its weight ``recency`` is the share that is lost; 0 switches this
            off.

    Returns:
        Turns that say so and were no candidates.
    """
    turns = [one for one in candidates if one.kind == "observation"]
    own = [turn for turn in turns if not turn.reply]
    best = sorted(own, key=lambda turn: (-turn.score, -turn.time, turn.id))
    sought = _words_of(best[: max(_LEADING, question.k)], word_set(question.text))
    known = {turn.seq for turn in turns}
    later = [each for each in _ending(db, sought, question) if each.seq not in known]
    ends = [each for each in (*turns, *later) if not each.reply and given_up(each.text)]
    stems = [word_set(turn.text) for turn in turns] if ends else []
    for end in sorted(ends, key=lambda turn: turn.place, reverse=True):
        for what in given_up(end.text):
            about = [turn for turn, said in zip(turns, stems, strict=True) if what <= said]
            _end(end, about, question)
    return later


def _end(end: Candidate, about: Sequence[Candidate], question: Question) -> None:
    """Take from what was said of a thing before a turn that ends it."""
    if any(end.place < turn.place and _takes_up(turn, end) for turn in about):
        return
    mine = not end.by_others and _FIRST_PERSON.search(question.text) is not None
    for turn in about:
        # What others said to the person of it tells no more of what the person likes.
        theirs = _by_one(turn, end) or (mine and turn.by_others)
        if not theirs or turn.place >= end.place or "superseded" in turn.parts:
            continue
        turn.parts["superseded"] = -turn.score * question.weights.recency
        turn.score *= 1 - question.weights.recency
        least = turn.score * _ABOVE
        if end.score < least:
            end.parts["recency"] = end.parts.get("recency", 0.0) + least - end.score
            end.score = least


def _takes_up(turn: Candidate, end: Candidate) -> bool:
    """Whether a later turn speaks well of the thing; one that ends it again was heeded before."""
    return _by_one(turn, end) and tells_taste(turn.text)


def _by_one(turn: Candidate, other: Candidate) -> bool:
    """Whether two turns are of one speaker."""
    return turn.speaker == other.speaker and turn.by_others == other.by_others


def _words_of(turns: Iterable[Candidate], asked: frozenset[str]) -> list[str]:
    """Words of some turns that the question has not, the best turns' first."""
    found: dict[str, None] = {}
    for turn in turns:
        for word in words(turn.text[:_BEGINNING]):
            if not word_set(word) <= asked:  # a stop word's is empty
                found[word] = None
    return list(found)[:_WORDS]


def _rarest(having: Mapping[str, int]) -> list[str]:
    """Words that few rows have, rarest first, as many as have so many rows between them."""
    words = sorted(having, key=lambda word: (having[word], word))
    between = itertools.accumulate(having[word] for word in words)
    return [word for word, rows in zip(words, between, strict=True) if rows <= _ROWS]


def _ending(db: sqlite3.Connection, sought: Sequence[str], question: Question) -> list[Candidate]:
    """Turns that may say of one of some words that it is over: of each the newest, rarest first."""
    tables = fts_tables("observations", question.allowed.clearance)
    rarest = _rarest(occurrences(db, tables, sought))
    if not rarest:
        return []
    either = " OR ".join(map(quoted, rarest))
    over = set(newest(db, tables, f"content : (({_TELLING}) AND ({either}))", _ROWS))
    having = rows_having(db, tables, rarest) if over else {}
    # What was said last of one thing must not hide what was said of another.
    seqs = {
        seq: None
        for word in rarest
        for seq in sorted(having.get(word, set()) & over, reverse=True)[:_OF_EACH]
    }
    most = max(_READ, question.k)
    return rows.by_key(db, "observation", question.allowed, seqs=list(seqs)[:most])
