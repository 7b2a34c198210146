"""The person's own statements in a batch of texts, each able to stand alone."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from agent.engine.builtin.addressee import writer
from agent.engine.builtin.amended import amended, corrections
from agent.engine.builtin.appointments import appointment
from agent.engine.builtin.borrowed import not_meant, own_sentences
from agent.engine.builtin.conjugation import third
from agent.engine.builtin.context import remark
from agent.engine.builtin.deixis import dangling
from agent.engine.builtin.foreign import language_of, rendered
from agent.engine.builtin.heard import Heard, described, listened, question_of, told
from agent.engine.builtin.intolerances import cannot_have
from agent.engine.builtin.kin import Kin
from agent.engine.builtin.momentary import taken_back
from agent.engine.builtin.notes import NOTED
from agent.engine.builtin.others import known
from agent.engine.builtin.person_shift import Shifted, has_verb, shift
from agent.engine.builtin.pictures import shown
from agent.engine.builtin.readings import HEARD, TO_ANOTHER, Around, gone_on, readings
from agent.engine.builtin.regard import regard
from agent.engine.builtin.sentences import Sentence, is_question, whole_sentences
from agent.engine.builtin.spoken import cleaned
from agent.engine.builtin.topics import Topic, asked_about, resumed
from agent.engine.builtin.views import FEWEST, TOLD_OF, found_so, view
from agent.engine.builtin.whose import of_another, of_whom_was_met
from agent.engine.builtin.wishes import wish
from memory.types import Labels, Observation, join_labels

#: A sentence of several clauses is taken whole up to here, where one of them cannot stand alone.
LONGEST_WHOLE = 26
_FIRST = re.compile(r"\b(?:I|me|my|mine|myself|we|us|our)\b", re.IGNORECASE)


NOT_UNDERSTOOD = "not about the person, or not understood alone"
_JUDGEMENT = "a judgement"
APPOINTMENT = "an appointment of their own"
RIGHT = "with what they put right"
#: How far back what is put right is looked for: in statements, and in turns.
_PUT_RIGHT, _TURNS_BACK = 4, 4
#: A subject of no more letters is a little word: "the", "it".
_LITTLE_WORD = 3


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of the person's that could be a fact.

    Attributes:
        said: The words that are judged: as written, or with what they point at put in.
        remark: What the person went on to say of it: "which was so powerful".
        taken: What was taken over from the sentence before, in words; empty where nothing was.
        rule: What fixed pattern of words it is, where the heads have no say; empty otherwise.
        guarded: Labels of what told whom a name in it belongs to, where that is more than its own.
    """

    observation: Observation
    sentence: Sentence
    shifted: Shifted
    said: str
    remark: str = ""
    taken: str = ""
    rule: str = ""
    guarded: Labels | None = None

    @property
    def labels(self) -> Labels:
        """Of all that it was made from."""
        own = self.observation.labels
        return own.join(self.guarded) if self.guarded else own


def by_the_person(observation: Observation) -> bool:
    """Whether a text is the person's own words."""
    if observation.kind != "text" or observation.origin == "third-party content":
        return False
    role = str(observation.context.get("role", "user")).lower()
    return role in {"user", "human", "me", "person", "self", "author"}


def statements(
    observations: Iterable[Observation], dropped: Counter[str], kin: Kin | None = None
) -> list[Statement]:
    """The statements of a batch, in order.

    Args:
        observations: Texts of a thread should be in order: a short answer is understood by the
            question before it, whoever asked.
        dropped: Told how many sentences were left out, by reason.
        kin: Who is known by name already; hears of more.
    """
    kin = Kin() if kin is None else kin
    found: list[Statement] = []
    last: dict[str, Heard] = {}
    texts = [each for each in observations if each.kind == "text"]
    whom = company(texts)
    for observation in texts:
        thread = observation.thread or ""
        own = by_the_person(observation)
        if own:
            before = last.get(thread, Heard())
            kin.hear(observation)
            aside = _talkers(observation, whom.get(thread, ""))
            met = kin.among(observation.labels)
            around = Around(
                asked=before.question,
                topic=asked_about(before.question),
                whom=whom.get(thread, ""),
                heard=before.thing,
                living=before.living,
                several=before.several,
                shared=before.topic,
                own=_by_name(met, before, aside),
                aside=aside,
            )
            said = [_guarded(each, met) for each in _of_text(observation, around, dropped)]
            _put_right(found, said, observation)
            if _only_agrees(said, around):
                dropped["what they think of what the other told"] += len(said)
            else:
                found += said
                for each in said:
                    kin.learn(each.shifted.text, each.labels)
        else:
            dropped["words of somebody else"] += 1
        if thread:
            last[thread] = _left(observation, last.get(thread, Heard()), whom.get(thread, ""))
    return found


def _put_right(found: list[Statement], said: Sequence[Statement], observation: Observation) -> None:
    """Replace what a text corrects: one of the statements made in its thread just before.

    Args:
        found: Statements of earlier texts; the corrected one is taken over by this text.
        said: Those of this text, which may correct itself.
        observation: The text.
    """
    for value in corrections(whole_sentences(observation.content)):
        if any(amended(each.shifted.text, value) for each in said):
            continue  # of this text, and which of its sentences came first is not known
        for place in range(len(found) - 1, max(-1, len(found) - 1 - _PUT_RIGHT), -1):
            old = found[place]
            if old.rule not in {"", APPOINTMENT} or not _just_before(old.observation, observation):
                continue
            if text := amended(old.shifted.text, value):
                shifted = replace(old.shifted, text=text)
                found[place] = replace(old, observation=observation, shifted=shifted, taken=RIGHT)
                break


def _just_before(one: Observation, other: Observation) -> bool:
    """Whether a text is of the same talk as a later one, a few turns before it."""
    if not one.thread or one.thread != other.thread:
        return False
    if one.position is None or other.position is None:
        return False
    return 0 < other.position - one.position <= _TURNS_BACK


def _by_name(
    met: Mapping[str, tuple[Topic, Labels]], before: Heard, aside: frozenset[str]
) -> dict[str, Topic]:
    """Those of the person's own by name, whom a text may tell of; never one of those who talk."""
    own = {**{name: who for name, (who, _) in met.items()}, **known(before.own)}
    return {name: who for name, who in own.items() if name not in aside}


def _guarded(statement: Statement, met: Mapping[str, tuple[Topic, Labels]]) -> Statement:
    """A statement as guarded as what told who is meant in it by a name."""
    said = statement.shifted.text
    told = [labels for who, labels in met.values() if who.words.removeprefix("my ") in said]
    return replace(statement, guarded=join_labels(told)) if told else statement


def company(texts: Iterable[Observation]) -> dict[str, str]:
    """For each thread the name of the one other writer; threads of more are left out."""
    names: dict[str, set[str]] = defaultdict(set)
    for each in texts:
        if each.thread and not by_the_person(each):
            names[each.thread].add(writer(each))
    return {thread: min(found) for thread, found in names.items() if len(found) == 1}


def _only_agrees(said: Sequence[Statement], around: Around) -> bool:
    """Whether a text judges and tells nothing: that is how one listens to what another tells.

    "Taking risks is so important" takes up what the other said, and is gone with it, unless it was
    asked for or goes with something of the person's own.
    """
    judges = bool(said) and all(each.rule == _JUDGEMENT for each in said)
    return judges and bool(around.whom) and not around.asked


def _left(row: Observation, before: Heard, whom: str) -> Heard:
    """What a text leaves for the next one to point back at; with an assistant only its question."""
    if not whom:
        return Heard(question_of(row.content))
    read = told if by_the_person(row) else listened
    return read(row.content, before, _talkers(row, whom))


def _talkers(row: Observation, whom: str) -> frozenset[str]:
    """First names of those who talk: of the writer of a text and of the other."""
    return frozenset({writer(row), whom}) - {""}


def _of_text(observation: Observation, around: Around, dropped: Counter[str]) -> list[Statement]:
    found: list[Statement] = []
    for whole, parts in groupby(own_sentences(observation.content), _whole):
        clauses = list(parts)
        if ruled := _by_rule(observation, clauses[0], around.whom):
            found += ruled
        elif not_meant(whole) or language_of(whole):
            dropped["a request, a supposition, or another language"] += 1
        elif taken_back(whole):
            dropped["taken back at once"] += 1
        else:
            for clause in clauses:
                if found and found[-1].said == whole and clause.text != whole:
                    break  # taken whole already
                if clause.question:
                    dropped["question"] += 1
                    around = replace(around, before="", asked="")
                    continue
                _take(found, observation, clause, around, dropped)
                around = gone_on(clause.text, around, _understood(found, clause))
        around = replace(around, asked="")
    return found


def _understood(found: Sequence[Statement], clause: Sentence) -> str:
    """A clause as it was understood, where that took what was heard just before."""
    kept = found[-1] if found and found[-1].sentence is clause else None
    return kept.said if kept is not None and kept.taken == HEARD else ""


def _whole(sentence: Sentence) -> str:
    return sentence.whole


def _take(
    found: list[Statement],
    observation: Observation,
    clause: Sentence,
    around: Around,
    dropped: Counter[str],
) -> None:
    """Add a clause's statement, or add the clause to the one just before as a remark on it."""
    last = found[-1] if found and found[-1].sentence.text == around.before else None
    part_taken = bool(found) and found[-1].sentence.whole == clause.whole
    said = remark(clause.text) or found_so(clause.text)
    if said and last and last.shifted.past and last.shifted.subject == "self" and not last.remark:
        found[-1] = replace(last, remark=said)
    elif statement := _statement(observation, clause, around, part_taken=part_taken):
        found.append(statement)
    else:
        dropped[NOT_UNDERSTOOD] += 1


def _by_rule(observation: Observation, sentence: Sentence, whom: str) -> list[Statement]:
    """Wishes, thanks, cheers, plain statements of other languages: fixed patterns know them."""
    whole = sentence.whole
    if towards := regard(whole, whom):
        known = Shifted(towards, first_person=True, hedged=False, past=True, subject="self")
        return [Statement(observation, sentence, known, whole, rule=f"words to {whom}")]
    if wanted := wish(whole):
        known = Shifted(wanted, first_person=True, hedged=False, past=False, subject="self")
        return [Statement(observation, sentence, known, whole, rule="a standing wish")]
    if sentence.question:
        return []
    return [
        Statement(
            observation,
            sentence,
            Shifted(each.text, first_person=True, hedged=False, past=False, subject="self"),
            whole,
            rule=f"a plain statement in {each.language}",
        )
        for each in rendered(whole)
    ]


def _statement(
    observation: Observation, sentence: Sentence, around: Around, *, part_taken: bool
) -> Statement | None:
    """The statement of a sentence: alone, as an answer, with what it points at, or as a whole."""
    if picture := shown(sentence.text, to_somebody=bool(around.whom)):
        known = Shifted(picture, first_person=True, hedged=False, past=True, subject="self")
        return Statement(observation, sentence, known, sentence.text, rule="a picture they showed")
    if avoided := cannot_have(sentence.text):
        known = Shifted(avoided, first_person=True, hedged=False, past=False, subject="self")
        return Statement(observation, sentence, known, sentence.text, rule="what they cannot have")
    if not of_another(sentence.text, around) and (dated := appointment(cleaned(sentence.text))):
        known = Shifted(dated, first_person=True, hedged=False, past=False, subject="theirs")
        return Statement(observation, sentence, known, sentence.text, rule=APPOINTMENT)
    for said, taken in readings(sentence.text, around):
        if said and (shifted := shift(said, of_another=taken == TO_ANOTHER)):
            if of_whom_was_met(shifted, around):
                return None
            if taken == NOTED:
                return Statement(observation, sentence, shifted, said, rule=NOTED)
            return Statement(observation, sentence, shifted, said, taken=taken)
    whole = sentence.whole
    if (
        not part_taken
        and whole != sentence.text
        and _FIRST.search(sentence.text)
        and has_verb(cleaned(sentence.text))
        and len(whole.split()) <= LONGEST_WHOLE
        and not is_question(whole)
        and (shifted := shift(whole))
    ):
        return Statement(observation, sentence, shifted, whole)
    return _described(observation, sentence, around) or _judged(observation, sentence, around)


def _described(observation: Observation, sentence: Sentence, around: Around) -> Statement | None:
    """What something of theirs is that was talked of just before."""
    said = around.heard and described(cleaned(sentence.text), around.heard)
    if not said:
        return None
    known = third(said)
    claim = known[:1].upper() + known[1:] if known.startswith("their ") else f"Says that {known}"
    if dangling(claim):
        return None
    shifted = Shifted(claim, first_person=True, hedged=False, past=False, subject="other")
    return Statement(
        observation, sentence, shifted, said, taken=HEARD, rule="what something of theirs is"
    )


def _judged(observation: Observation, sentence: Sentence, around: Around) -> Statement | None:
    """What a clause judges, alone or of what the person was talking of."""
    before = observation.content.partition(sentence.text)[0]
    text, fewest = _of_what_was_told(sentence.text, before, around.asked)
    meant, thought = None, view(text, fewest=fewest)
    if thought is None and around.topic:
        meant = resumed(cleaned(sentence.text), around.topic)
        thought = view(meant, fewest=TOLD_OF) if meant else None
    if thought is None:
        return None
    known = Shifted(thought, first_person=True, hedged=False, past=False, subject="self")
    taken = "with what they were talking of" if meant else ""
    return Statement(
        observation, sentence, known, meant or sentence.text, taken=taken, rule=_JUDGEMENT
    )


def _of_what_was_told(text: str, before: str, asked: str) -> tuple[str, int]:
    """A judgement as its subject was written before, and how long it must be to say something.

    Shorter ones are more than small talk where they judge what was spoken of: "I go to pottery
    class. Pottery is so relaxing".
    """
    subject = cleaned(text).partition(" ")[0]
    word = re.compile(rf"\b{re.escape(subject.lower())}", re.IGNORECASE)
    if len(subject) <= _LITTLE_WORD or not word.search(f"{asked} {before}"):
        return text, FEWEST
    common = re.search(rf"[a-z,] {re.escape(subject.lower())}", f"{asked} {before}") is not None
    return (text[:1].lower() + text[1:] if common and text.startswith(subject) else text), TOLD_OF
