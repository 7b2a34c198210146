"""What a person's circumstances have one of at a time, by what a sentence is about."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from memory.circumstances.alterations import made_otherwise
from memory.circumstances.altering import altered
from memory.circumstances.foods import eats_otherwise
from memory.circumstances.frames import opposite_now, refilled
from memory.circumstances.habits import changed_habit
from memory.circumstances.holders import another_holder, holders
from memory.circumstances.measures import remeasured
from memory.circumstances.plans import realised
from memory.circumstances.schedules import rescheduled
from memory.circumstances.stances import changed_stance
from memory.circumstances.swaps import swapped
from memory.circumstances.trades import another_trade
from memory.circumstances.turns import AFTER, BEFORE, compiled, turned_into
from memory.claims import Claim, parse_claim

Tells = Callable[[Claim, Claim], bool]


@pytest.mark.parametrize(
    ("tells", "known", "new"),
    [
        (turned_into, "Has no children", "Became a father in March"),
        (turned_into, "Is looking for a new flat", "Signed the lease for a flat in Altona"),
        (turned_into, "Their daughter attends kindergarten", "Their daughter started school"),
        (turned_into, "The printer is broken", "The printer has been repaired"),
        (turned_into, "Studies law at Graz", "Quit law school"),
        (turned_into, "Has no pets", "Adopted a dog"),
        (turned_into, "Is writing a thesis on reefs", "Submitted the thesis"),
        (turned_into, "Lives with a flatmate named Kofi", "Kofi moved back to Ghana"),
        (turned_into, "Their partner is called Sam", "Broke up with Sam"),
        (turned_into, "Is still waiting for the test results", "The test results were negative"),
        (realised, "Plans to propose to Anna", "Proposed to Anna and she said yes"),
        (turned_into, "Lost their passport", "Found their passport in the car"),
        (turned_into, "Cannot find the keys", "The keys turned up"),
        (realised, "Is thinking about getting a dog", "Got a dog"),
        (realised, "Is considering buying a tandem", "Bought a tandem in May"),
        (realised, "Is thinking of moving to Leeds", "Moved to Leeds"),
        (another_trade, "Works as a courier", "Is a bus driver now"),
        (another_trade, "Works as a waiter at a hotel", "Has become a flight attendant"),
        (another_trade, "Is a baker", "Retrained as a teacher"),
        (another_trade, "Is a nurse", "Is now working as a midwife at a clinic"),
        (changed_habit, "Writes a weekly newsletter", "Writes the newsletter once a month"),
        (remeasured, "The app costs 3 euros", "The app is free now"),
        (remeasured, "Takes 50 mg of sertraline daily", "Was put on 100 mg of sertraline"),
        (remeasured, "Pays 950 euros rent for the flat", "Rent went up to 1,020 euros a month"),
        (remeasured, "Weighs 84 kilos", "Is down to 78 kilos"),
        (remeasured, "Smokes twenty cigarettes a day", "Is down to five cigarettes a day"),
        (remeasured, "Drinks four cups of coffee a day", "Has cut back to one cup a day"),
        (remeasured, "Does ten push-ups a day", "Worked their way up to thirty push-ups"),
        (remeasured, "Their grandmother is 89", "Their grandmother turned 90 in October"),
        (remeasured, "Speaks basic Spanish", "Is fluent in Spanish now"),
        (rescheduled, "The standup is at 9:30", "The standup starts at 10:00 from now on"),
        (rescheduled, "Their thesis is due on 30 June", "The thesis was extended to 15 August"),
        (rescheduled, "Goes to bed around midnight", "Is usually asleep by ten now"),
        (changed_habit, "Calls Ana every Sunday", "Rarely calls Ana any more"),
        (changed_habit, "The data is backed up weekly", "The data is backed up every night"),
        (changed_habit, "Prefers to write in the mornings", "Prefers to write late at night"),
        (made_otherwise, "Their project is called Falcon", "Renamed the project to Kestrel"),
        (made_otherwise, "Works at the Berlin office", "Was transferred to the Munich office"),
        (made_otherwise, "Is a junior analyst", "Was promoted to senior analyst"),
        (made_otherwise, "Stores photos on a disk", "All photos are in the cloud now"),
        (eats_otherwise, "Avoids gluten", "Eats bread and pasta again"),
        (eats_otherwise, "Eats chicken", "Is vegan"),
        (refilled, "Takes the bus to campus", "Takes an e-scooter to campus these days"),
        (refilled, "Keeps all passwords in a notebook", "Keeps all passwords in a vault"),
        (opposite_now, "Is on the night shift", "Is back on the day shift"),
        (another_holder, "Reports to Helen Brandt", "Their manager is Tom Achterberg"),
        (another_holder, "Has a dentist called Dr Weiss", "Changed to a different dentist"),
        (another_holder, "Leads the platform team", "Mia leads the platform team now"),
        (another_holder, "Is the captain of the team", "Lea is the captain of the team now"),
        (another_holder, "Is responsible for the guide", "The guide is now maintained by Ola"),
        (
            another_holder,
            "Is the contact for the Ghent client",
            "Klara is the main contact for the Ghent client now",
        ),
        (
            changed_stance,
            "Believes that the tap is unsafe",
            "Has come to believe that the tap is safe",
        ),
        (changed_stance, "Believes the plan will work", "Doubts that the plan will work"),
        (changed_stance, "Thinks the office is too noisy", "Finds the office quiet now"),
        (changed_stance, "Is against the merger", "Came round to the merger"),
        (swapped, "Uses Postgres for billing", "Billing now runs on CockroachDB"),
        (swapped, "Uses VS Code for everything", "Is back on Vim"),
        (swapped, "Uses Windows", "Switched to Linux for good"),
        (swapped, "Studies chemistry at Leiden", "Switched to pharmacy"),
    ],
)
def test_it_is_otherwise_now(tells: Tells, known: str, new: str) -> None:
    """However the later sentence puts it, it is about the same thing."""
    assert tells(parse_claim(new), parse_claim(known))
    why = altered(parse_claim(new), parse_claim(known))
    assert why
    # Whichever of the two is read first.
    assert altered(parse_claim(new), parse_claim(known), many_later=True) == why


@pytest.mark.parametrize(
    ("known", "new"),
    [
        ("Has no children", "Has a child seat in the car"),
        ("Has no children", "Their sister became a mother"),
        ("Has no pets", "Their brother adopted a dog"),
        ("Is looking for a flat", "Found a wallet in the flat"),
        ("Is looking for a flat", "Might buy a house"),
        ("Is writing a report on energy", "Finished a report on water"),
        ("Is dating Sam", "Broke up with Alex three years ago"),
        ("Is on parental leave", "Is back from the supermarket"),
        ("Is training for a marathon", "Ran a half marathon"),
        ("Is in hospital", "Left the hospital car park without paying"),
        ("Wants to learn to surf", "Learned to swim"),
        ("Keeps all passwords in a vault", "Keeps all recipes in a notebook"),
        ("Plans to visit Lisbon", "Visited Lisbon in 2015"),
        ("Plans to buy a house", "Bought a house plant"),
        ("Thinks the manager is fair", "Thinks the manager is boring"),
        ("Earns 200 euros a month with tutoring", "Now earns 3,400 euros a month"),
        ("Pays 950 euros rent", "Pays 120 euros for electricity"),
        ("Takes 5 mg of ramipril in the morning", "Takes 10 mg of ramipril in the evening"),
        ("Runs 10 km every Sunday", "Ran 15 km last Sunday"),
        ("Sleeps seven hours a night", "Slept four hours after the party"),
        ("Runs 20 km a week", "Is up to 40 km a week"),
        ("Has three cats", "Their sister is down to two cats"),
        ("Has three cats", "Wants to be down to two cats by summer"),
        ("Studies law at Graz", "Dropped out of the choir"),
        ("Their son is 4", "Their son is 9"),
        ("The standup is at 9:30", "The planning is at 10:00"),
        ("The standup is at 9:30", "The standup is at 10:00 this week"),
        ("Wakes up at 6:30 on weekdays", "Wakes up at 9:00 at weekends"),
        ("Their flight to Oslo leaves at 7:40", "Their flight back from Oslo leaves at 18:25"),
        ("Calls Ana every Sunday", "Rarely calls customers these days"),
        ("Works at the Berlin office", "Visited the Munich office"),
        ("Works as a waiter", "Became a captain in the navy reserve"),
        ("Eats fish on Fridays", "Does not eat fish at breakfast"),
        ("Avoids gluten", "Baked bread for a neighbour"),
        ("Uses a bike at work", "Uses a car for holidays now"),
        ("Reports to Helen", "Helen's manager is Tom"),
        ("Leads the platform team", "Mia leads the search team now"),
        ("Leads the choir", "Their brother leads the choir of the church"),
        ("Ana maintains the parser", "Tom maintains the parser"),
        ("Loves the office", "Finds the office too cold"),
        ("Loves their work", "Is worried about their work"),
        ("Likes hiking", "Does not like camping"),
        ("Uses Gmail for private mail", "Switched the company mail to Outlook"),
        ("Uses Vim", "Also uses Zed now"),
        ("Drives a Golf", "Their father drives a Tesla now"),
        ("Plays the piano", "Switched to a new piano teacher"),
        ("Lost their passport", "Found their old diary"),
        ("Lost their umbrella", "Found an umbrella shop"),
        ("Their son lost his jacket", "Found their jacket"),
        ("Lost their job", "Found the keys"),
        ("Is thinking about getting a dog", "Got a cat"),
        ("Is thinking about getting a dog", "Got a dog lead for their sister"),
        ("Is thinking of joining a choir", "Joined a gym"),
        ("Works as a courier", "Is a father now"),
        ("Works as a courier", "Is a volunteer firefighter now"),
        ("Works as a nurse", "Is a good cook now"),
        ("Works as a nurse", "Became a vegetarian"),
        ("Works as a baker", "Their son became a teacher"),
        ("Works as a teacher", "Is a tennis teacher at weekends now"),
        ("Works as a teacher", "Is a drama teacher now"),
        ("Works as a teacher", "Is a cook"),
        ("Worked as a teacher", "Is a gardener now"),
        ("Is a volunteer firefighter", "Has become a baker"),
        ("Works as a driver at weekends", "Has become a baker"),
        ("Once worked as a driver", "Has become a baker"),
        ("Does not work as a driver", "Has become a baker"),
        ("Is a driver", "Sometimes works as a waiter now"),
        ("Is a driver", "Plans to retrain as a baker"),
        ("Writes a weekly report for the board", "Writes a monthly report for the team"),
        ("Writes a weekly report", "Writes a monthly report"),
        ("Is responsible for the guide", "The map is now maintained by Ola"),
        ("Is the contact for the Ghent client", "Klara is the contact for the Kiel client now"),
        # All that was known of it is said of it still.
        ("Breakfast is porridge with honey", "Changed the honey on the porridge to acacia honey"),
        (
            "Breakfast is porridge with honey",
            "Changed the honey on the porridge from acacia to heather",
        ),
    ],
)
def test_it_may_be_something_else(known: str, new: str) -> None:
    """Another thing, another person, another time, a plan, or what was long ago."""
    assert altered(parse_claim(new), parse_claim(known)) == ""
    assert altered(parse_claim(new), parse_claim(known), many_later=True) == ""


def test_every_wording_of_a_turn_can_be_read() -> None:
    """Patterns are compiled when they are first needed; none is broken."""
    wordings = [
        wording for table in (BEFORE, AFTER) for some in table.values() for _, wording in some
    ]
    assert all(compiled(wording).pattern for wording in wordings)


def test_an_event_tells_of_no_habit_and_no_opinion() -> None:
    """What one ate, did or thought once is not what one mostly does."""
    told, known = "Doubts that the plan will work", "Believes the plan will work"
    assert altered(parse_claim(told), parse_claim(known))
    assert altered(parse_claim(told), parse_claim(known), event=True) == ""


def test_what_a_relative_leads_the_person_does_not() -> None:
    """A role without a name is the person's only where nobody else is spoken of."""
    assert holders(parse_claim("Leads the choir").said)
    assert not holders(parse_claim("Their brother leads the choir").said)
