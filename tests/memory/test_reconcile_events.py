"""What happened once changes what lasts where it tells of a change, and else leaves it alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from memory.decisions import Candidate, Decision
from memory.reconcile import decide
from memory.types import Draft, Proposition, PropositionKind

KNOWN_AT = datetime(2026, 1, 5, tzinfo=UTC)
HAPPENED_AT = KNOWN_AT + timedelta(days=39)


def told(known: str, event: str, *, kind: PropositionKind = "semantic") -> Decision:
    """What an event is to a claim, without the learnt senses."""
    return decide(
        Draft(proposition=Proposition(text=event, kind="episodic", valid_from=HAPPENED_AT)),
        [
            Candidate(
                proposition=Proposition(id="known", text=known, kind=kind, valid_from=KNOWN_AT),
                cosine=0.6,
                newest_evidence=KNOWN_AT,
            )
        ],
        observed_at=KNOWN_AT + timedelta(days=40),
    )


@pytest.mark.parametrize(
    ("known", "event"),
    [
        ("Is looking for a flat", "Signed a lease for a place in Graz"),
        ("Is unemployed", "Started at the bakery on Monday"),
        ("Has long hair", "Cut their hair short"),
        ("Is allergic to cats", "Outgrew the cat allergy"),
        ("The API is written in Flask", "Rewrote the API in FastAPI"),
        ("Smokes twenty cigarettes a day", "Cut down to five cigarettes a day"),
        ("Works from home", "Returned to the office in March"),
        ("Uses Python 3.11", "Upgraded to Python 3.13"),
        ("The release is planned for May", "The release slipped to June"),
        ("Plans to visit Japan in spring", "Went to Japan in April"),
        ("Is training for a half marathon", "Ran the half marathon on Sunday"),
        ("Has never been to Japan", "Went to Japan in May"),
        ("Uses an iPhone 12", "Upgraded to the iPhone 16"),
        ("Is training for the Graz marathon", "Had to pull out of the Graz marathon"),
        ("Owns a Peugeot", "Traded the Peugeot in for a Skoda"),
        ("Has a deadline on Friday", "The deadline was moved to the 14th"),
        ("Deploys with Jenkins", "Jenkins was replaced by GitHub Actions"),
        ("Their manager is Ingrid", "Ingrid got replaced by Tomasz"),
        ("Lives alone", "Nele moved in with them"),
        ("Lives alone", "Their mother moved in with them in Graz"),
        ("Their girlfriend Nele lives in Hamburg",
         "Their girlfriend Nele moved in with them in Vienna in May 2026"),
    ],
)  # fmt: skip
def test_an_event_tells_of_a_change(known: str, event: str) -> None:
    """It is marked as an episode, and what it changed is over all the same."""
    assert told(known, event).outcome == "contradicts"
    assert told(known, event, kind="procedural").outcome == "contradicts"


@pytest.mark.parametrize(
    ("known", "event"),
    [
        ("Works at Acme", "Had a meeting at Globex on Monday"),
        ("Uses Python", "Wrote a script in Bash yesterday"),
        ("Lives in Graz", "Spent the weekend in Vienna"),
        ("Is a vegetarian", "Cooked a steak for the guests"),
        ("Avoids dairy", "Ate cheese at the party"),
        ("Uses Slack with the team", "Opened Teams for a client call"),
        ("Deploys on Fridays", "Did not deploy last Friday because of the holiday"),
        ("Goes to the gym three times a week", "Skipped the gym on Tuesday"),
        ("Drives a Fiat", "Rented a Skoda in Portugal"),
        ("Works night shifts", "Worked a day shift on Sunday"),
        ("Sleeps seven hours a night", "Slept four hours after the party"),
        ("Reports to Ingrid", "Had lunch with Tomasz"),
        ("Has never been to Japan", "Watched a film about Japan"),
        ("Likes short meetings", "The planning meeting took two hours"),
        ("Their sister lives alone", "Nele moved in with them"),
        ("Their girlfriend Nele lives in Vienna",
         "Their girlfriend Nele moved in with them in Vienna"),
        ("Their girlfriend Nele lives in Vienna", "Their girlfriend Nele moved in with them"),
    ],
)  # fmt: skip
def test_an_event_is_no_habit(known: str, event: str) -> None:
    """What was so once does not end what is mostly so."""
    assert told(known, event).outcome == "new"


def test_two_events_are_two() -> None:
    """One after the other, neither changes what the other was."""
    first, second = "Went to Japan in April", "Cancelled the trip to Japan"
    assert told(first, second, kind="episodic").outcome == "new"


@pytest.mark.parametrize(
    ("known", "event", "outcome"),
    [
        ("Has a dentist appointment on 14 May 2026",
         "The dentist appointment was moved to 21 May 2026", "contradicts"),
        ("Has a dentist appointment on 14 May 2026 at 10:30",
         "Their dentist appointment is now on 21 May 2026 at 10:30", "contradicts"),
        ("Has a dentist appointment on 14 May 2026",
         "Their dentist appointment was cancelled", "contradicts"),
        ("Their trip to Lisbon was booked for September",
         "Their trip to Lisbon was cancelled", "contradicts"),
        ("Has a haircut on 14 May 2026",
         "Their dentist appointment is now on 21 May 2026", "new"),
        ("Has a meeting with Ana on 3 May 2026",
         "The meeting with Tom was moved to 5 May 2026", "new"),
        ("Went to the dentist on 3 May 2026",
         "The dentist appointment was moved to 9 May 2026", "new"),
        ("Has a dentist appointment on 14 May 2026",
         "Had a dentist appointment on 3 April 2026", "new"),
        ("Played tennis on 3 May 2026", "Tennis was cancelled on 10 May 2026", "new"),
    ],
)  # fmt: skip
def test_what_is_to_come_is_put_off(known: str, event: str, outcome: str) -> None:
    """An appointment is one event, and that it was moved another; then it is no more as it was."""
    assert told(known, event, kind="episodic").outcome == outcome


@pytest.mark.parametrize(
    ("known", "new", "outcome"),
    [
        ("Has gym on Tuesdays and Thursdays", "Has gym only on Thursdays", "contradicts"),
        ("Has gym on Tuesdays and Thursdays", "Has gym on Thursdays", "identical"),
        ("Has gym only on Thursdays", "Has gym only on Thursdays", "identical"),
    ],
)
def test_only_is_news(known: str, new: str, outcome: str) -> None:
    """To say less is to say the same, unless one says that there is no more to it."""
    candidate = Candidate(
        proposition=Proposition(id="known", text=known, kind="procedural"),
        cosine=0.9,
        newest_evidence=KNOWN_AT,
    )
    draft = Draft(proposition=Proposition(text=new, kind="procedural"))
    assert decide(draft, [candidate], observed_at=HAPPENED_AT).outcome == outcome


@pytest.mark.parametrize(
    ("known", "event", "cosine", "outcome"),
    [
        ("Lives in London", "Moved to bristol", 0.54, "contradicts"),
        ("Lives in London", "Moved back to bristol in October 2026", 0.45, "contradicts"),
        ("Lives in London", "Moved to hetzner", 0.32, "new"),
        ("Lives in London", "Moved to the bay", 0.5, "new"),
        ("Lives in London", "Moved to chapter 3", 0.5, "new"),
    ],
)
def test_a_town_in_lower_case(known: str, event: str, cosine: float, outcome: str) -> None:
    """It is one where the sentence is near to living in another; else it may be a tool."""
    candidate = Candidate(
        proposition=Proposition(id="known", text=known), cosine=cosine, newest_evidence=KNOWN_AT
    )
    draft = Draft(proposition=Proposition(text=event))
    decided = decide(draft, [candidate], observed_at=HAPPENED_AT)
    assert decided.outcome == outcome
