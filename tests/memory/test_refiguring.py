"""The same matter with another figure, another day, another one of its kind."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from memory.claims import Claim, parse_claim
from memory.refiguring import (
    all_and_changed,
    changed,
    moved,
    other_year,
    refigured,
    turned,
)

Tells = Callable[[Claim, Claim], bool]


@pytest.mark.parametrize(
    ("tells", "known", "new"),
    [
        (refigured, "Targets Python 3.9 in the CLI", "Targets Python 3.11 in the CLI"),
        (refigured, "The build takes twelve minutes", "The build takes four minutes since May"),
        (refigured, "Has a visa valid until 2025", "Got a new visa valid until 2027"),
        (turned, "The API returns XML", "The API now returns JSON"),
        (turned, "Uses tabs in Go code", "Uses spaces in Go code now"),
        (turned, "Prefers morning meetings", "Prefers afternoon meetings now"),
        (turned, "Works night shifts at the mill", "Switched to day shifts at the mill"),
        (moved, "Has a meeting with Bob on Monday", "The meeting with Bob was moved to Friday"),
        (moved, "Release 2.0 is planned for 4 May", "Release 2.0 slipped to 18 May"),
        (moved, "Has a deadline on Friday", "The deadline was moved to the 14th"),
        (changed, "Their laptop runs Windows 10", "Upgraded the laptop to Windows 11"),
        (changed, "Uses Python 3.11 at work", "Upgraded to Python 3.13"),
        (turned, "Prefers short answers", "Wants long answers from now on"),
        (turned, "Wants answers kept short", "Wants long answers"),
        (turned, "Teaches at the primary school", "Teaches at the secondary school since May"),
        (changed, "Does the cleaning", "The cleaning is now done by a firm"),
        (changed, "Manages the stock by hand", "The stock is now managed by a program"),
        (turned, "Plays goalkeeper for the second team", "Plays striker for the second team now"),
        # Whoever changed it.
        (changed, "Takes 20 mg of iron a day", "Their doctor doubled the iron to 40 mg"),
        (changed, "Their rent is 900 euros", "Says that the landlord raised the rent to 950 euros"),
        (changed, "Their salary is 50,000", "Their boss raised their salary to 55,000"),
    ],
)
def test_it_is_otherwise_now(tells: Tells, known: str, new: str) -> None:
    """Word for word the same but for what changed."""
    assert tells(parse_claim(new), parse_claim(known))


@pytest.mark.parametrize(
    ("tells", "known", "new"),
    [
        (refigured, "Uses Python 3.12", "Uses Python 3.13"),
        (refigured, "Works on ticket 114", "Works on ticket 120"),
        (refigured, "Helps out at club 77", "Helps out at club 81"),
        (refigured, "Ran a marathon in 2022", "Ran a marathon in 2024"),
        (refigured, "Takes the 8:15 bus", "Takes the 17:30 bus"),
        (turned, "The API returns XML", "The API returns JSON"),
        (turned, "Has three children", "Has three cats now"),
        (turned, "Prefers short meetings", "Prefers afternoon meetings now"),
        (turned, "The rehearsal is in room 117", "The rehearsal is on Mondays from now on"),
        (moved, "Release 2.0 is planned for 4 May", "Release 1.9 slipped to 18 May"),
        (moved, "Has a standup with the web team at 9:15", "The standup is at 9:30"),
        (changed, "Their tablet runs Windows 10", "Upgraded the laptop to Windows 11"),
        (changed, "Uses Python 3.11 at work", "Upgraded to Node 22.1"),
        (turned, "Prefers short answers", "Likes long walks now"),
        (changed, "Their rent is 900 euros", "Their sister raised the rent to 950 euros"),
        # Who runs a place now ends that another does, and nothing else that is done there.
        (changed, "Owns the shop", "The shop is now run by Mia"),
        (changed, "Works at the café", "The café is now run by Mia"),
        (changed, "Buys bread at the mill", "The mill is now owned by a family from Kent"),
        # Two places differ.
        (turned, "Plays football for the village team", "Plays chess for the city team now"),
        (turned, "Teaches maths at a school", "Teaches a yoga class at the evening school now"),
        (changed, "Takes 20 mg of iron a day", "Their doctor raised the zinc to 40 mg"),
    ],
)
def test_it_may_be_another_one(tells: Tells, known: str, new: str) -> None:
    """Versions side by side, numbers that are names, what happened, other sorts of thing."""
    assert not tells(parse_claim(new), parse_claim(known))


def test_all_of_it_and_a_change_is_no_detail() -> None:
    """What says all of another claim and that it is otherwise takes its place."""

    def so(known: str, new: str) -> bool:
        return all_and_changed(parse_claim(new), parse_claim(known))

    assert so("The lease of the flat runs until May", "The lease of the flat was extended to June")
    assert so("Takes sugar in their tea", "Takes their tea without sugar")
    assert not so("Sings in the choir", "Sings in the choir on Mondays")
    assert not so("Has a job at Acme", "Might have quit the job at Acme")
    assert not so("Is learning Swedish", "Their friend stopped learning Swedish")


def test_two_years_are_two_events() -> None:
    """What was done in one year is not what was done in another."""
    first, second = parse_claim("Visited Kyoto in 2018"), parse_claim("Visited Kyoto in 2023")
    assert other_year(first, second)
    assert not other_year(first, parse_claim("Visited Kyoto in 2018 with Ana"))
    assert not other_year(parse_claim("Is going to Kyoto in 2024"), second)
