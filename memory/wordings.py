"""Which wording of a claim is left when some of what it rests on is forgotten.

A claim may have had several wordings: a later draft that said more was written over the earlier one
("Plays the cello", then "Plays the cello every Friday"). Each came with evidence of its own, as the
history tells, and has that of later drafts in the same words. A wording of which all of that is
forgotten has nothing to rest on, unless what is left says every word of it as well; then the newest
that has takes its place. What is left of a claim without any is learnt from again.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from memory import propositions
from memory.decisions import SAME_CLAIM
from memory.endings import stem
from memory.passages import Passages, passages_of, words_of
from memory.retrieval.tokens import STOP_WORDS
from memory.rows import chunks, marks

#: What a wording brings back with it. Labels stay: what was joined to them may still be there.
_FIELDS: Final = (
    "text", "reasoning", "kind", "polarity", "entities", "half_life", "valid_from", "prior",
    "stated", "recorded_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewording:
    """The wording that a claim goes back to.

    Attributes:
        proposition: Its id.
        row: The fields of the earlier wording.
        rated: The observations that its confidence was rated with.
    """

    proposition: str
    row: Mapping[str, Any]
    rated: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What becomes of a claim.

    Attributes:
        unfounded: Wordings, also earlier ones, that rest on what is forgotten alone.
        back_to: What takes the present one's place, if something has to.
        lost: Nothing can.
        again: Observations that then have to be learnt from once more.
    """

    unfounded: tuple[str, ...] = ()
    back_to: Rewording | None = None
    lost: bool = False
    again: tuple[str, ...] = ()


@dataclass(slots=True)
class _Wording:
    row: dict[str, Any]
    own: set[str]
    held: frozenset[str]
    #: The person gave it as it is, and named nothing for it.
    spoken: bool = False


@dataclass(slots=True)
class _Grounds:
    """What speaks for a claim: what goes and what stays, by id and in words."""

    stays: set[str] = field(default_factory=set)
    going: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    quoted: Passages = field(default_factory=Passages)
    #: What goes is a claim that this one puts right: all but the value that was put right is its.
    corrected: bool = False

    def bear_out(self, text: str) -> bool:
        """Whether what stays has every word of a text that what goes has."""
        gone = _stems([text]) & _stems(self.going)
        return gone <= _stems(self.left)


def judged(
    db: sqlite3.Connection, id: str, observed: Collection[str], claimed: Collection[str]
) -> Verdict:
    """What becomes of a claim that keeps some of its support.

    Args:
        db: With nothing removed yet.
        id: The claim.
        observed: Observations that are to go.
        claimed: Propositions that are to go.
    """
    row = propositions.row_of(db, id)
    if row is None:  # pragma: no cover - it was just found in this transaction
        return Verdict()
    grounds = _grounds(db, id, observed, claimed)
    if not grounds.going:
        return Verdict()  # what goes had spoken against it
    wordings = _wordings(db, id)

    def stands(text: str) -> bool:
        wording = wordings.get(text)
        if wording is not None and wording.spoken:
            return True
        if wording is not None and wording.own & grounds.stays and not grounds.corrected:
            return not grounds.quoted.are_in([text]) or grounds.bear_out(text)
        return grounds.bear_out(text)

    text = row["text"]
    unfounded = tuple(each for each in wordings if not stands(each))
    if row["confirmed"] or stands(text):
        return Verdict(unfounded=tuple(each for each in unfounded if each != text))
    if text not in unfounded:
        unfounded = (*unfounded, text)
    for each in reversed([one for one in wordings if one not in unfounded]):
        earlier = wordings[each]
        back = Rewording(proposition=id, row=earlier.row, rated=earlier.held)
        return Verdict(unfounded=unfounded, back_to=back)
    # What the person denied is not to come back.
    living = row["status"] in {"active", "stale"}
    again = tuple(sorted(grounds.stays)) if living else ()
    return Verdict(unfounded=unfounded, lost=True, again=again)


def reword(db: sqlite3.Connection, back: Rewording, observed: Collection[str]) -> None:
    """Give a claim its earlier wording, with the confidence that goes with it."""
    row = propositions.row_of(db, back.proposition)
    if row is None:  # pragma: no cover - it is kept
        return
    fields = {name: back.row[name] for name in _FIELDS if name in back.row}
    propositions.update(db, back.proposition, **fields, version=row["version"] + 1)
    rated = [each for each in back.rated if each not in observed]
    db.execute("UPDATE evidence SET initial = 0 WHERE proposition = ?", (back.proposition,))
    for part in chunks(rated):
        db.execute(
            "UPDATE evidence SET initial = 1"
            f" WHERE proposition = ? AND observation IN ({marks(part)})",
            (back.proposition, *part),
        )


def earlier(db: sqlite3.Connection, ids: Iterable[str]) -> list[str]:
    """Every wording that some claims have had, as far as the history knows."""
    found: dict[str, None] = {}
    for part in chunks(list(ids)):
        rows = db.execute(
            "SELECT DISTINCT json_extract(after, '$.row.text') FROM changes"
            f" WHERE proposition IN ({marks(part)})",
            part,
        )
        found |= {row[0]: None for row in rows if row[0]}
    return list(found)


def _grounds(
    db: sqlite3.Connection, id: str, observed: Collection[str], claimed: Collection[str]
) -> _Grounds:
    grounds = _Grounds()
    seen: list[str] = []
    for one in db.execute(
        "SELECT o.id, o.content, o.words FROM evidence e JOIN observations o"
        " ON o.id = e.observation WHERE e.proposition = ? AND e.stance = 'supports'",
        (id,),
    ):
        if one["id"] in observed:
            seen.append(one["content"])
            grounds.going.append(f"{one['content']} {one['words']}")
        else:
            grounds.stays.add(one["id"])
            grounds.left.append(f"{one['content']} {one['words']}")
    for one in db.execute(
        "SELECT p.id, p.text, EXISTS (SELECT 1 FROM links l WHERE l.proposition = d.proposition"
        " AND l.relation = 'supersedes' AND l.other = p.id) AS corrected"
        " FROM derivations d JOIN propositions p ON p.id = d.parent WHERE d.proposition = ?",
        (id,),
    ):
        if one["id"] in claimed:
            grounds.going.append(one["text"])
            grounds.corrected |= bool(one["corrected"])
        else:
            grounds.stays.add(one["id"])
            grounds.left.append(one["text"])
    grounds.quoted = passages_of(seen)
    return grounds


def _wordings(db: sqlite3.Connection, id: str) -> dict[str, _Wording]:
    """A claim's wordings by the history, the newest last, each with what it was drawn from."""
    found: dict[str, _Wording] = {}
    held: set[str] = set()
    last = None
    for entry in db.execute(
        "SELECT action, why, before, after FROM changes WHERE proposition = ? ORDER BY entry", (id,)
    ):
        before, after = (json.loads(entry[side] or "{}") for side in ("before", "after"))
        row = after.get("row")
        if row is None:
            continue
        # Evidence that was there before is on both sides where it was only rated anew.
        came = _supports(after) - _supports(before)
        held |= came
        text = str(row["text"])
        if text != last:
            known = found.pop(text, None)
            own = came | (known.own if known else set())
            found[text] = _Wording(row, own, frozenset(held), known is not None and known.spoken)
        elif entry["why"].startswith(SAME_CLAIM):
            found[text].own |= came
        last = text
        found[text].spoken |= not came and _is_said(entry["action"], before.get("row"), row)
    return found


def _supports(side: Mapping[str, Any]) -> set[str]:
    """What speaks for a claim in one side of an entry: observations and propositions."""
    seen = {each[1] for each in side.get("evidence", ()) if each[2] == "supports"}
    return seen | {each[1] for each in side.get("derivations", ())}


def _is_said(action: str, was: Mapping[str, Any] | None, row: Mapping[str, Any]) -> bool:
    """Whether an entry without evidence is the person's word for what a claim says."""
    if row["source"] == "inferred":
        return False
    return action in {"add", "revise"} or (was is not None and was["source"] == "inferred")


def _stems(texts: Iterable[str]) -> set[str]:
    return {stem(word) for text in texts for word in words_of(text) if word not in STOP_WORDS}
