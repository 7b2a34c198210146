"""How things look on the command line: compact, aligned, and with outside text made harmless."""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from tui.output import Output, clean, one_line

if TYPE_CHECKING:
    from agent.wire import (
        CaptureView,
        ChangeView,
        HitView,
        ObservationView,
        PropositionView,
        StatedView,
        SuggestionView,
        View,
        WhyView,
    )


def dump(view: View) -> object:
    """A view as a JSON value."""
    return _labelled(view.model_dump(mode="json"))


def dump_all(views: Sequence[View]) -> object:
    """Views as a JSON list."""
    return [dump(view) for view in views]


def _labelled(value: object) -> object:
    """A JSON value in which every row has its ``labels``, as DESIGN §3 names them, in one piece."""
    if isinstance(value, list):
        return [_labelled(each) for each in value]
    if not isinstance(value, dict):
        return value
    row = {name: _labelled(each) for name, each in value.items()}
    names = ("sensitivity", "categories")
    return row | {"labels": {name: row[name] for name in names}} if row.keys() >= {*names} else row


def date(at: dt.datetime | None, *, clock: bool = True) -> str:
    """A time as people write it, in the local zone."""
    if at is None:
        return "–"
    return at.astimezone().strftime("%Y-%m-%d %H:%M" if clock else "%Y-%m-%d")


def pairs(out: Output, rows: Sequence[tuple[str, str]]) -> None:
    """Names and values in two columns; values are clean already."""
    width = max((len(name) for name, _ in rows), default=0)
    for name, value in rows:
        out.line(f"{out.style(name.ljust(width), 'dim')}  {value}".rstrip())


def counted(counts: Mapping[str, int]) -> str:
    """``3 pending, 2 dead``; ``none`` when all are zero."""
    return ", ".join(f"{n} {one_line(name)}" for name, n in counts.items() if n) or "none"


def plural(number: int, word: str, words: str = "") -> str:
    """``1 row``, ``2 rows``; ``words`` where an s is not enough."""
    return f"{number} {word}" if number == 1 else f"{number} {words or word + 's'}"


def wrapped(out: Output, text: str, *, lead: str, width: int) -> None:
    """Outside text over as many lines as it needs, under a hanging lead of a known width."""
    lines = textwrap.wrap(" ".join(clean(text).split()), max(20, out.width - width)) or [""]
    for index, line in enumerate(lines):
        out.line(f"{lead if index == 0 else ' ' * width}{line}")


#: How a dispute ends.
SETTLING = (
    "of claims that dispute each other at most one holds: gumption propositions confirm ID keeps"
    " one and lets the other go; correct ID TEXT or retire ID say that one was wrong"
)


def proposition(out: Output, one: PropositionView) -> None:
    """A proposition in two lines: the claim with its rating, then where it stands."""
    lead = f"{out.style(f'{one.rating:>2}/10', _tone(one.rating))}  "
    wrapped(out, one.text, lead=lead, width=7)
    facts = [one.id, one.kind, plural(one.evidence, "piece") + " of evidence"]
    if one.source != "inferred":
        facts.append(one.source)
    if one.status != "active":
        facts.append(one.status)
    if one.pinned:
        facts.append("pinned")
    if one.version > 1:
        facts.append(f"version {one.version}")
    if one.disputed_by:
        facts.append("disputed by " + ", ".join(one.disputed_by))
    out.line(" " * 7 + out.style(" · ".join(map(one_line, facts)), "dim"))


def became(one: StatedView) -> str:
    """What became of a statement, in a line."""
    if one.change is None:
        return "known already; nothing was changed"
    other = f"“{one_line(one.other_text, 80)}” ({one_line(one.other or '')})"
    told = {
        "identical": f"reinforces {other}",
        "refines": f"says more than {other}, and takes the place of these words",
        "contradicts": f"replaces {other}",
        "disputed": f"disputes {other}",
    }.get(one.outcome, "new")
    return f"{told}; gumption propositions undo {one.change} takes it back"


def hit(out: Output, one: HitView) -> None:
    """A hit in two lines."""
    lead = f"{out.style(f'{one.score:5.2f}', 'cyan')}  "
    wrapped(out, one.text, lead=lead, width=7)
    facts = [one.id, one.kind]
    if one.confidence is not None:
        from memory.belief import rating

        facts.append(f"{rating(one.confidence)}/10")
    if one.kind == "proposition":
        facts.append(plural(len(one.evidence), "piece") + " of evidence")
    out.line(" " * 7 + out.style(" · ".join(map(one_line, facts)), "dim"))


def why(out: Output, one: WhyView) -> None:
    """A proposition, what it rests on, and what happened to it."""
    proposition(out, one.proposition)
    if one.proposition.reasoning:
        out.line()
        wrapped(out, one.proposition.reasoning, lead=" " * 7, width=7)
    out.line()
    out.line(out.style("Evidence", "bold"))
    for piece in one.evidence:
        sign = "+" if piece.stance == "supports" else "−"
        seen = piece.observation
        wrapped(
            out,
            one_line(seen.content, 400),
            lead=f"  {out.style(sign, 'green' if sign == '+' else 'red')} ",
            width=4,
        )
        facts = f"{seen.id} · {one_line(seen.source)} · {date(seen.observed_at)}"
        out.line(
            f"    {out.style(facts, 'dim')}" + (f"  {one_line(piece.why)}" if piece.why else "")
        )
    if not one.evidence:
        out.line("  none: it was stated, or its evidence was forgotten")
    if one.disputed_by:
        out.line()
        out.line(out.style("Disputed by", "bold"))
        for rival in one.disputed_by:
            proposition(out, rival)
        out.say(SETTLING)
    out.line()
    out.line(out.style("History", "bold"))
    for entry in one.history:
        change(out, entry)


def observation(out: Output, one: ObservationView) -> None:
    """An observation: all of what was seen, then where it comes from."""
    wrapped(out, one.content, lead="", width=0)
    labels = ", ".join([one.sensitivity, *one.categories])
    facts = (one.id, one.source, date(one.observed_at), one.origin, labels, one.status)
    out.line(out.style(" · ".join(map(one_line, facts)), "dim"))


def change(out: Output, one: ChangeView) -> None:
    """One entry of a history."""
    taken_back = f" (undone by {one.undone_by})" if one.undone_by is not None else ""
    out.line(
        f"  {one.id:>4}  {date(one.at)}  {one.action:<9} {one_line(one.actor)}{taken_back}"
        + (f"  {one_line(one.why, 80)}" if one.why else "")
    )
    if one.text_after and one.text_after != one.text_before:
        if one.text_before:
            out.line(f"        {out.style('was:', 'dim')} {one_line(one.text_before)}")
        out.line(f"        {out.style('now:', 'dim')} {one_line(one.text_after)}")


def undone(out: Output, done: Sequence[ChangeView]) -> None:
    """What taking a change back did: one line about the act, and one for each claim it reached."""
    for one in done[:1]:
        why = f"  {one_line(one.why, 80)}" if one.why else ""
        out.line(f"  {one.id:>4}  {date(one.at)}  {one.action:<9} {one_line(one.actor)}{why}")
    for one in done:
        text = one_line(one.text_after or one.text_before or "")
        gone = "" if one.text_after else out.style("  (taken out)", "dim")
        out.line(f"        {out.style(one.proposition, 'dim')}  {text}{gone}")


def suggestion(out: Output, one: SuggestionView, *, whole: bool = False) -> None:
    """A suggestion; ``whole`` with the sums of the gate."""
    wrapped(out, one.text, lead=f"{out.style('›', 'cyan')} ", width=2)
    wrapped(out, one.why, lead=out.style("  because ", "dim"), width=10)
    out.line(
        "  "
        + out.style(
            f"{one.id} · {one_line(one.category)} · {one.status} · {one.probability:.0%} likely"
            f" wanted · {date(one.created_at)}",
            "dim",
        )
    )
    if whole:
        out.line()
        pairs(
            out,
            [
                ("utility", f"{one.utility:+.3f}"),
                ("benefit", f"{one.benefit:.2f}"),
                ("cost if unwanted", f"{one.cost_false_positive:.2f}"),
                ("cost if missed", f"{one.cost_false_negative:.2f}"),
                ("propositions", ", ".join(one.propositions) or "none"),
                ("observations", ", ".join(one.observations) or "none"),
                ("expires", date(one.expires_at)),
                ("snoozed until", date(one.snoozed_until)),
            ],
        )


def capture(one: CaptureView) -> str:
    """Whether anything is captured, in words."""
    if one.mode == "running":
        return "capturing"
    until = f"until {date(one.until)}" if one.until else "until gumption resume"
    return f"{one.mode}: nothing is captured {until}"


def _tone(number: int) -> str:
    return "green" if number >= 7 else "yellow" if number >= 4 else "red"  # noqa: PLR2004 – thirds
