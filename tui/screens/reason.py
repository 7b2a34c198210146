"""Why a suggestion is shown, and why a proposition is believed, as blocks of text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from textual.content import Content

from agent.wire import (
    ChangeView,
    EvidenceView,
    ObservationView,
    PropositionView,
    SuggestionView,
    WhyView,
)
from tui.widgets.detail import Block, heading
from tui.widgets.figures import age, confidence_bar, day, moment, per_cent, signed
from tui.widgets.plain import one_line, plain

DOT = Content.styled("· ", "$faint")


def reason_blocks(
    suggestion: SuggestionView,
    reasons: Sequence[WhyView] | None,
    now: datetime,
    observations: Sequence[ObservationView] = (),
) -> list[Block]:
    """The offer, its reason, the gate's sums in words, and what it rests on.

    Args:
        suggestion: The offer.
        reasons: Its propositions with their evidence; ``None`` while they are being asked for.
        now: For ages and the time zone.
        observations: What it names beyond the evidence of its propositions.
    """
    blocks = [
        Block(Content(one_line(suggestion.text)).stylize("bold")),
        Block(_quiet(one_line(suggestion.category), age(suggestion.created_at, now) + " ago")),
        heading("Why now"),
        Block(Content(plain(suggestion.why)), indent=2),
        *_sums(suggestion),
        heading("It rests on"),
    ]
    if reasons is None:
        return [*blocks, Block(Content.styled("Asking …", "$muted"), indent=2)]
    seen = {each.id: each for each in observations}
    for reason in reasons:
        believed = reason.proposition
        blocks.append(
            Block(
                Content(one_line(believed.text)),
                lead=Content.assemble(confidence_bar(believed.rating), f" {believed.rating:>2}"),
                indent=10,
            )
        )
        seen |= {each.observation.id: each.observation for each in reason.evidence}
    if not reasons and suggestion.propositions:
        blocks.append(
            Block(Content.styled("No proposition that is still believed.", "$muted"), indent=2)
        )
    named = [seen[each] for each in suggestion.observations if each in seen] or list(seen.values())
    if named:
        blocks.append(heading("Seen"))
        blocks += [block for each in named for block in _observation(each, now)]
    unnamed = sum(each not in seen for each in suggestion.observations)
    if unnamed:
        words = "one more observation" if unnamed == 1 else f"{unnamed} more observations"
        blocks.append(Block(Content.styled(f"and {words}", "$muted"), indent=2, gap=not named))
    return blocks


def why_blocks(why: WhyView, now: datetime) -> list[Block]:
    """A proposition with its reasoning, evidence and history."""
    return [
        *proposition_blocks(why.proposition, now),
        *_evidence(why.evidence, now),
        *_history(why.history, now),
    ]


def proposition_blocks(proposition: PropositionView, now: datetime) -> list[Block]:
    """What is known of a proposition without asking further."""
    facts = [
        proposition.kind,
        proposition.source,
        *([] if proposition.status == "active" else [proposition.status]),
        *(["pinned"] if proposition.pinned else []),
        *(["negative"] if proposition.polarity == "negative" else []),
    ]
    ages = [f"salience {proposition.salience:.2f}", f"half-life {proposition.half_life:.0f} d"]
    if proposition.supported_at is not None:
        ages.append(f"supported {day(proposition.supported_at, now)}")
    ages += _validity(proposition, now)
    labels = [proposition.sensitivity, *map(one_line, proposition.categories)]
    return [
        Block(Content(plain(proposition.text)).stylize("bold")),
        Block(
            Content.assemble(
                confidence_bar(proposition.rating),
                f" {proposition.rating} of 10",
                _quiet("", *facts),
            )
        ),
        Block(_quiet(*ages)),
        Block(_quiet(*labels, f"version {proposition.version}")),
        heading("Reasoning"),
        Block(Content(plain(proposition.reasoning) or "None was given."), indent=2),
    ]


def _validity(proposition: PropositionView, now: datetime) -> list[str]:
    words = []
    if proposition.valid_from is not None:
        words.append(f"from {day(proposition.valid_from, now)}")
    if proposition.valid_to is not None:
        words.append(f"until {day(proposition.valid_to, now)}")
    return words


def _sums(suggestion: SuggestionView) -> list[Block]:
    p = suggestion.probability
    wanted = p * suggestion.benefit
    unwanted = (1 - p) * suggestion.cost_false_positive
    silent = p * suggestion.cost_false_negative
    benefit = f"{per_cent(p)} × benefit {suggestion.benefit:.2f}"
    disturbing = f"{per_cent(1 - p)} × cost of disturbing {suggestion.cost_false_positive:.2f}"
    missing = f"{per_cent(p)} × cost of missing it {suggestion.cost_false_negative:.2f}"
    rows = (
        (signed(wanted), f"if you want it: {benefit}"),
        (signed(-unwanted), f"if you do not: {disturbing}"),
        (signed(silent), f"by not staying silent: {missing}"),
    )
    verdict = "more gain than harm expected" if suggestion.utility > 0 else "no gain expected"
    return [
        heading("The sums", f"{per_cent(p)} likely that you want this"),
        *(Block(Content.styled(words, "$muted"), Content(f"  {sum_}"), 9) for sum_, words in rows),
        Block(
            Content(f"together: {verdict}"),
            Content.styled(f"  {signed(suggestion.utility)}", "bold $accent"),
            9,
        ),
    ]


def _evidence(evidence: Sequence[EvidenceView], now: datetime) -> list[Block]:
    against = sum(each.stance == "contradicts" for each in evidence)
    if not evidence:
        return [
            heading("Evidence"),
            Block(Content.styled("None that can be shown.", "$muted"), indent=2),
        ]
    note = f"{len(evidence) - against} for" + (f", {against} against" if against else "")
    blocks = [heading("Evidence", note)]
    for each in evidence:
        sign = (
            Content.styled("+ ", "$accent")
            if each.stance == "supports"
            else Content.styled("− ", "$error")
        )
        blocks += _observation(each.observation, now, sign)
        if each.why:
            blocks.append(Block(Content.styled(one_line(each.why), "italic $muted"), indent=2))
    return blocks


def _observation(observation: ObservationView, now: datetime, sign: Content = DOT) -> list[Block]:
    head = _quiet(
        moment(observation.observed_at, now), one_line(observation.source), observation.origin
    )
    return [Block(head, sign, 2), Block(Content(plain(observation.content).strip()), indent=2)]


def _history(history: Sequence[ChangeView], now: datetime) -> list[Block]:
    if not history:
        return []
    blocks = [heading("History")]
    for change in history:
        words = [("undone: " if change.undone_by else "") + change.action]
        if change.confidence_before is not None and change.confidence_after is not None:
            words.append(f"{change.confidence_before:.2f} → {change.confidence_after:.2f}")
        words.append(f"by {one_line(change.actor)}")
        head = _quiet(moment(change.at, now), *words)
        blocks.append(Block(head, Content.styled(f"{change.id} ".rjust(5), "$faint"), 5))
        before, after = change.text_before, change.text_after
        if before and after and before != after:
            blocks.append(Block(Content.assemble(("was ", "$muted"), one_line(before)), indent=5))
        if change.why:
            blocks.append(Block(Content.styled(one_line(change.why), "italic $muted"), indent=5))
    return blocks


def _quiet(*words: str) -> Content:
    content = Content("")
    for number, word in enumerate(words):
        content = Content.assemble(content, ("  ·  " if number else "", "$faint"), (word, "$muted"))
    return content
