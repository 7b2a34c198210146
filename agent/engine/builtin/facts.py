"""Facts from what a person writes: sentence by sentence, judged, shifted, dated.

Only the person's own statements count. Questions, quotations, the assistant's turns and text by
others support nothing, so that the engine never believes something because it was asked about it
or said it itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from agent.engine.builtin.bonds import Bond, bonds
from agent.engine.builtin.changes import Known, changes, unclaimed
from agent.engine.builtin.dates import Span, resolve
from agent.engine.builtin.entities import entities
from agent.engine.builtin.harvest import Harvest
from agent.engine.builtin.heads import Heads, Judgement
from agent.engine.builtin.homes import at_home
from agent.engine.builtin.kin import Kin
from agent.engine.builtin.person_shift import Shifted
from agent.engine.builtin.spelling import spelt
from agent.engine.builtin.standing import standing
from agent.engine.builtin.statements import (
    APPOINTMENT,
    NOT_UNDERSTOOD,
    Statement,
    by_the_person,
    company,
    statements,
)
from agent.engine.builtin.wording import no_sentence, worded
from memory.embedding.port import Embedder
from memory.types import (
    Draft,
    Observation,
    Polarity,
    Proposition,
    PropositionKind,
    join_labels,
)

#: The heads are small; they are never surer than this.
MOST_CONFIDENT = 0.85
RULE_CONFIDENCE = 0.6
#: A sentence is kept when "lasting" and "speaker" together reach this: rather a fact than none.
KEEP = 0.5
HALF_LIFE: dict[PropositionKind, float] = {"semantic": 365.0, "episodic": 60.0, "procedural": 180.0}
#: Something planned is of no interest long after its day.
PLAN_HALF_LIFE = 30.0
_HEDGED, _ELLIPTIC, _OTHER = 0.7, 0.9, 0.9
#: What rests on the sentence before as well may have taken the wrong thing from it.
_TAKEN_OVER = 0.9

_NEGATIVE = re.compile(
    r"^(?:(?:usually|really|generally|still) )?(?:does not|do not|did not|is not|was not|has not|"
    r"cannot|"
    r"will not|would not|could not|never|no longer|hates?|dislikes?|loathes?|rarely|has no|"
    r"wants no|wants assistants to never|has "
    r"never|"
    r"(?:has )?(?:stopped|quit|given up|gave up)|avoids?)\b|"
    r"^Their [\w' ]+? (?:does not|is not|cannot|did not|has "
    r"never)\b",
    re.IGNORECASE,
)
_HABIT = re.compile(
    r"\b(?:always|usually|normally|every|each (?:day|week|month|year|morning|evening|night|"
    r"spring|summer|autumn|winter)|twice a|once a|on \w+days|"
    r"on \w+day (?:morning|afternoon|evening|night)s|"
    r"most (?:days|"
    r"mornings|evenings)|before (?:committing|bed|work)|never \w+s)\b",
    re.IGNORECASE,
)
#: What begins or ends a state. It is told as an event, but what matters of it is what holds from
#: then on, and only a lasting claim can end another ("Lives in Porto").
_TURN = re.compile(
    r"^(?:Has )?(?:(?:just|recently|finally|also) )*(?:(?:moved|relocated)(?: back)? to|switched|"
    r"started using|stopped|gave up|given up|quit|sold)\b|"
    r"^(?:Their (?:[\w'-]+ ){1,3})?[Mm]oved (?:back )?in with\b",
    re.IGNORECASE,
)
#: What is loved of October is loved of every October.
_ATTITUDE = re.compile(r"^(?:Really |Always )?(?:loves|likes|enjoys|prefers|hates|dislikes)\b")
#: A day of every year, not of this one.
_YEARLY = re.compile(
    r"^Their (?:[\w'-]+ ){0,2}?(?:birthday|anniversary|name day) is\b|"
    r"^(?:Their .{3,40} )?[Ww]as born\b"
)
#: What began then and goes on: no episode of that month.
_EVER_SINCE = re.compile(
    r"^(?:Their .{3,40} )?(?:[Hh]as|[Hh]ave|[Ii]s|[Aa]re|[A-Za-z]+s)\b.*\bsince "
    r"(?:in |on |the )?(?:\d|early|late|last|yesterday|spring|summer|autumn|winter|[A-Z])"
)
_PLAN = re.compile(
    r"^(?:is going to|is planning|plans? to|will|is (?:flying|meeting|starting|launching|"
    r"travelling|visiting)|"
    r"has to|needs? to|must|promised|has an? \w+ (?:appointment|interview))\b",
    re.IGNORECASE,
)
#: "Told them they are getting promoted in June": told in the past, of what lies ahead.
_AHEAD = re.compile(
    r"\b(?:(?:is|are) (?:\w+ )?\w+ing|will|going to|starting|beginning)\b|"
    r"\b(?:got|was|has been) (?:accepted|chosen|confirmed|invited|picked|selected|scheduled)\b|"
    r"\b(?:signed up|registered|enrolled|entered|booked|bought) "
    r"(?:for |in |on |tickets (?:for|to) )?"
    r"(?:an?|the|their) (?:\w+ ){0,2}?(?:marathon|race|course|class|conference|trip|flight|concert|"
    r"exam|workshop|retreat|festival|tour|tournament|competition|holiday|cruise|show)\b",
    re.IGNORECASE,
)
#: "Has asthma, diagnosed in March": it holds, and what it began with is over.
_DONE_THEN = re.compile(
    r"(?<!get)(?<!getting)(?<!being)(?<!be)(?<!to be),? "
    r"(?:diagnosed|retired|widowed|rescued|adopted|founded|born) (?:[a-z]+ )?(?:in|on) ",
    re.IGNORECASE,
)
#: What is wanted of an assistant is done by tomorrow.
_ORDERED = re.compile(
    r"^(?:wants?|needs?|has|would like|is looking for|is writing) (?:an?|the|some|two|three) "
    r"(?:\w+ ){0,2}?(?:function|script|regex|query|program|method|class|list|array|paragraph|"
    r"version|table|file|code|summary|sentence|synonym|example|formula|prompt|error|string|"
    r"column|row|variable|dataframe)s?\b",
    re.IGNORECASE,
)
_RULE = re.compile(
    r"^(?:(?:usually|always|never|really|no longer|also|still|often) )*(?:prefers?|likes?|loves?|"
    r"hates?|enjoys?|"
    r"lives?|lived|works?|worked|studie[sd]|speaks?|plays?|uses?|owns?|moved|switched|is (?:an? |"
    r"from|"
    r"allergic|vegan|vegetarian|married|learning|working|into|good|interested|called|training)|"
    r"has (?:an? |two|"
    r"three|been|never)|does not (?:like|eat|drink|use|have|want|work)|cannot|wants? to|started|"
    r"bought|"
    r"joined|quit|got an? |went to|visited|graduated|is going to|avoids?|collects?)\b|"
    r"^Their (?:\w+ ){1,4}(?:is|lives|works|was|plays|likes|loves|are)\b",
    re.IGNORECASE,
)
#: How somebody feels at the moment is gone by tomorrow, however warmly it is said; but whom or what
#: of theirs they are proud of is not.
_FEELING = re.compile(
    r"^(?:is|was|feels?|felt|is feeling|has been)(?: (?:so|really|very|super|truly|all|just|pretty|"
    r"a bit|feeling))* (?:glad|happy|excited|thankful|grateful|proud|bored|tired|exhausted|"
    r"motivated|"
    r"relieved|sad|hungry|thrilled|swamped|busy|stuck|inspired|amazed|stoked|pumped)\b"
    r"(?! (?:of|for|about|with) their (?!support|help|friendship|hard work|words)\w+ \w+)",
    re.IGNORECASE,
)
_PASSING = 0.55
#: "Has a meeting in ten minutes"
_AT_ONCE = re.compile(
    r".*\bin (?:an?|\d+|[a-z]+)(?: [a-z]+)? (?:minutes?|hours?|mins?)\b", re.IGNORECASE
)
#: "Will not give up": what somebody means to do and no more.
_RESOLVE = re.compile(
    r"^(?:will|is going to|is not going to|is not|can|is sure they will|is determined to)"
    r"(?: (?:not|never|always|just|definitely))* "
    r"(?:give up|giving up|quit(?!\s\w+ing)|keep (?:going|pushing|trying|it up|on)|make it|"
    r"get through|let (?:any|that|them)|lose (?:hope|heart)|stay (?:strong|positive|hopeful)|"
    r"be (?:fine|ok|okay|there|around)|do (?:their|the) best|try their best)\b"
    r"|^is always (?:there|around|here)\b|^has to (?:keep|stay|focus|make time|believe|trust)\b"
    r"|^(?:might|may|should|could (?:use|really))\b",
    re.IGNORECASE,
)
#: A past that is a happening, not a former state ("Used to", "Lived", "Was").
_EVENT = re.compile(
    r"^(?!used to|lived|was|were|grew|worked|had|loved|liked|believed|knew|wanted|never)\w+\b",
    re.IGNORECASE,
)
#: The simple present tells what holds: "Uses Polars for everything from 6 March 2025".
_HOLDS = re.compile(
    r"^(?:(?!is\b|was\b|has\b|does\b|gets\b|says\b|feels\b|finds\b|\w+ss\b)[a-z]+s\b"
    r"|(?:cannot|does not) (?!wait|come|find|make|see|remember|know if|believe)[a-z]+ )",
    re.IGNORECASE,
)
#: "Their son Emil goes to the kindergarten"
_THEIRS_HOLDS = re.compile(
    r"^Their [a-z]+ [A-Z][\w'-]* (?!is\b|was\b|has\b|does\b|gets\b|says\b|\w+ss\b)[a-z]+s\b"
)


def facts(
    observations: Iterable[Observation],
    now: datetime,
    embedder: Embedder,
    heads: Heads | None,
    believed: Iterable[Proposition] = (),
) -> Harvest:
    """Drafts from the texts among the observations.

    Args:
        observations: Anything; events, and texts by others, give nothing.
        now: Stands in for a missing ``observed_at``.
        embedder: Its vectors feed the heads.
        heads: None where the embedder's vectors are not those that the heads were learnt on.
        believed: What is known already that may tell whom a name in the texts belongs to.
    """
    harvest = Harvest()
    texts = [each for each in observations if each.kind == "text"]
    believed = list(believed)
    found = statements(texts, harvest.dropped, Kin(believed))
    judgements = _judge(found, embedder, heads)
    known = [Known(claim=each, at=each.supported_at or each.recorded_at) for each in believed]
    doubtful: list[Statement] = []
    for statement, judgement in zip(found, judgements, strict=True):
        if not statement.rule and no_sentence(statement.shifted.text):
            harvest.dropped[NOT_UNDERSTOOD] += 1
            continue
        chance = _chance(statement, judgement)
        if chance < KEEP:
            doubtful.append(statement)
            continue
        draft = at_home(_draft(statement, judgement, chance, now), believed)
        if harvest.take(statement, draft):
            at = statement.observation.observed_at or now
            known.append(Known(claim=draft.proposition, at=at))
    told = changes(doubtful, known, embedder, now)
    harvest.dropped["not a lasting fact"] += len(doubtful) - len(told)
    more = changes(list(unclaimed(texts, found, known)), known, embedder, now) if known else []
    harvest.dropped[NOT_UNDERSTOOD] -= len(more)
    for statement in (*told, *more):
        harvest.take(statement, _draft(statement, None, RULE_CONFIDENCE, now))
    for bond in bonds(filter(by_the_person, texts), company(texts)):
        harvest.drafts.append(_of_bond(bond, now))
        harvest.spoken.append(bond.sign.whole)
    return harvest


def _judge(
    found: Sequence[Statement],
    embedder: Embedder,
    heads: Heads | None,
) -> list[Judgement | None]:
    asked = [] if heads is None else [each for each in found if not each.rule]
    if heads is None or not asked:
        return [None] * len(found)
    texts = [spelt(_with_subject(statement)) for statement in asked]
    judged = iter(heads.judge(texts, embedder.embed(texts)))
    return [None if statement.rule else next(judged) for statement in found]


def _with_subject(statement: Statement) -> str:
    """A sentence as the heads know sentences: with the "I" that hurried people leave out."""
    said = statement.said
    if statement.shifted.first_person:
        return said
    first = said.split(" ", 1)[0].lower()
    begin = "I'm" if first.endswith("ing") else "I've" if first == "been" else "I"
    return f"{begin} {said[:1].lower()}{said[1:]}"


def _chance(statement: Statement, judgement: Judgement | None) -> float:
    """Probability that the statement is a fact worth keeping."""
    shifted = statement.shifted
    if statement.rule:
        return RULE_CONFIDENCE
    if judgement is None:
        known = shifted.subject != "other" and _RULE.match(shifted.text) is not None
        return RULE_CONFIDENCE if known else 0.0
    chance = judgement.lasting * min(1.0, judgement.speaker * 1.1)
    if chance < RULE_CONFIDENCE and standing(shifted.text, statement.sentence.text):
        return RULE_CONFIDENCE
    passing = any(each.match(shifted.text) for each in (_FEELING, _ORDERED, _RESOLVE, _AT_ONCE))
    return chance * (_PASSING if passing else 1.0)


def _draft(
    statement: Statement,
    judgement: Judgement | None,
    chance: float,
    now: datetime,
) -> Draft:
    observation, shifted = statement.observation, statement.shifted
    at = observation.observed_at or now
    plan = statement.rule == APPOINTMENT or _PLAN.match(shifted.text) is not None
    yearly = _YEARLY.match(shifted.text) is not None
    habit = _HABIT.search(shifted.text) is not None and not shifted.past
    recurring = yearly or habit or _ATTITUDE.match(shifted.text) is not None
    past = shifted.past and not plan and not _AHEAD.search(shifted.text)
    past = past or _DONE_THEN.search(shifted.text) is not None
    resolved = resolve(shifted.text, at, past=past, recurring=recurring)
    kind = _kind(
        shifted, None if statement.rule else judgement, dated=resolved.span is not None, plan=plan
    )
    ruled = judgement is None or bool(statement.rule)
    confidence = min(MOST_CONFIDENT, RULE_CONFIDENCE if ruled else chance)
    confidence *= _HEDGED if shifted.hedged else 1.0
    confidence *= 1.0 if shifted.first_person else _ELLIPTIC
    confidence *= _OTHER if shifted.subject == "other" else 1.0
    confidence *= _TAKEN_OVER if statement.taken else 1.0
    start, end = _validity(resolved.text, kind, resolved.span, at, shifted, plan=plan)
    text = resolved.text if statement.rule else worded(resolved.text)
    if statement.remark and kind == "episodic":  # a lasting claim's value stays bare
        text = f"{text}, {statement.remark}"
    proposition = Proposition(
        text=text,
        reasoning=_reasoning(statement, judgement, chance),
        kind=kind,
        polarity=polarity(resolved.text),
        entities=entities(resolved.text),
        confidence=round(max(0.05, confidence), 3),
        half_life=PLAN_HALF_LIFE if plan else HALF_LIFE[kind],
        valid_from=start,
        valid_to=end,
        source="stated" if shifted.first_person and shifted.subject != "other" else "inferred",
        labels=statement.labels,
    )
    return Draft(proposition=proposition, supports=(observation.id,) if observation.id else ())


def _of_bond(bond: Bond, now: datetime) -> Draft:
    """A draft of what many texts say together, with all of them as its evidence."""
    known = Shifted(bond.claim, first_person=True, hedged=False, past=False, subject="self")
    rule = f"one of {len(bond.texts)} texts with words of support"
    statement = Statement(bond.texts[0], bond.sign, known, bond.sign.whole, rule=rule)
    draft = _draft(statement, None, RULE_CONFIDENCE, now)
    labels = join_labels(each.labels for each in bond.texts)
    return replace(
        draft,
        proposition=replace(draft.proposition, labels=labels, source="inferred"),
        supports=tuple(each.id for each in bond.texts if each.id),
    )


def _kind(
    shifted: Shifted,
    judgement: Judgement | None,
    *,
    dated: bool,
    plan: bool,
) -> PropositionKind:
    if not plan and (_YEARLY.match(shifted.text) or _TURN.match(shifted.text)):
        return "semantic"
    if plan or (dated and shifted.past and not _HABIT.search(shifted.text)):
        return "episodic"
    if _HABIT.search(shifted.text) and not shifted.past:
        return "procedural"
    if _EVER_SINCE.match(shifted.text):
        return "semantic"
    holds = _HOLDS.match(shifted.text) or (not dated and _THEIRS_HOLDS.match(shifted.text))
    if judgement is not None and judgement.kind == "episodic" and holds:
        return "semantic"
    if judgement is not None and not (
        shifted.past and judgement.kind == "semantic" and _EVENT.match(shifted.text)
    ):
        return judgement.kind
    return "episodic" if shifted.past else "semantic"


def polarity(text: str) -> Polarity:
    """Whether a claim denies, by its words: a head cannot see a negation that they do not hold."""
    return "negative" if _NEGATIVE.search(text) else "positive"


def _validity(
    text: str,
    kind: PropositionKind,
    span: Span | None,
    at: datetime,
    shifted: Shifted,
    *,
    plan: bool,
) -> tuple[datetime | None, datetime | None]:
    """When the claim holds: a dated episode on its date, a plan until its day, a state from now."""
    if plan:
        return at, span.end if span else None
    if span and _EVER_SINCE.match(text):
        return span.start, None
    if kind == "episodic":
        return (span.start, span.end) if span else (at if not shifted.past else None, None)
    return (span.start if span and shifted.past else at), None


def _reasoning(statement: Statement, judgement: Judgement | None, chance: float) -> str:
    when = statement.observation.observed_at
    day = f" on {when.astimezone(when.tzinfo or UTC):%Y-%m-%d}" if when else ""
    said = statement.sentence.whole
    said = said if len(said) <= 160 else said[:157] + "…"  # noqa: PLR2004 - one line on a screen
    if statement.rule:
        known = f"takes it for {statement.rule}, by fixed patterns of words"
        return f"Wrote{day}: “{said}” – the built-in engine {known}."
    how = (
        f"the built-in engine's heads take it for a lasting fact (p = {chance:.2f})"
        if judgement
        else "the built-in engine knows this pattern of words (its heads need MiniLM vectors)"
    )
    doubt = "; the person was not sure themselves" if statement.shifted.hedged else ""
    taken = f"; {statement.taken}" if statement.taken else ""
    return f"Wrote{day}: “{said}” – {how}{doubt}{taken}."
