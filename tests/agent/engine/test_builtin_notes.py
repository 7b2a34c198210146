"""Notes to oneself, as the sentences that they stand for; and how people write in a hurry."""

from __future__ import annotations

from collections import Counter

import pytest

from agent.engine.builtin.notes import noted
from agent.engine.builtin.statements import statements
from memory.types import Observation


def claims(text: str) -> list[str]:
    """What is made of a text, undated."""
    row = Observation(source="note", content=text, origin="self-stated")
    return [each.shifted.text for each in statements((row,), Counter())]


@pytest.mark.parametrize(
    ("note", "sentence"),
    [
        ("landlord: Mr Okafor", "my landlord is Mr Okafor"),
        ("new dentist = Dr Amsel", "my new dentist is Dr Amsel"),
        ("bank -> ING", "my bank is ING"),
        ("meds: 20 mg fluoxetine", "my meds are 20 mg fluoxetine"),
        ("side project: a bird feeder cam on a small board",
         "my side project is a bird feeder cam on a small board"),
        ("weight 82.5", "my weight is 82.5"),
        ("rent is 780 now, used to be 650", "my rent is 780"),
        ("team is down to 4 people", "my team is 4 people"),
        ("reading: The Dispossessed", "I am reading The Dispossessed"),
        ("allergies: penicillin, cats", "I am allergic to penicillin, cats"),
        ("allergic to penicillin (told the doc)", "I am allergic to penicillin"),
        ("standup is daily at 9:15", "my standup is daily at 9:15"),
        ("thesis deadline is june 15", "my thesis deadline is June 15"),
        ("piano lesson mondays 5pm with Clara",
         "I have a piano lesson on Mondays at 5pm with Clara"),
        ("lunch with the team every wednesday at the thai place",
         "I have lunch with the team every Wednesday at the thai place"),
        ("gym: tue + thu", "I have gym on Tuesdays and Thursdays"),
        ("gym: only thu now", "I have gym only on Thursdays"),
        ("therapist every other wed", "I go to my therapist every other Wednesday"),
        ("note: dentist 14 may 10:30", "I have a dentist appointment on 14 May at 10:30"),
        ("dentist now 21 may 10:30", "my dentist appointment is now on 21 May at 10:30"),
        ("new landlord is Mrs O'Brien, lovely woman", "my new landlord is Mrs O'Brien"),
        ("mum's birthday 3 feb", "my mum's birthday is on 3 February"),
        ("work from home on fridays", "I work from home on Fridays"),
        ("vegan since january", "I am vegan since january"),
        ("no more on-call for me", "I have given up on-call"),
        ("graduated", "I have graduated"),
        ("trip to Lisbon booked for September", "my trip to Lisbon was booked for September"),
        ("mortgage approved for 320k", "my mortgage was approved for 320k"),
    ],
)  # fmt: skip
def test_notes_of_ones_own_affairs(note: str, sentence: str) -> None:
    """Whose it is, and the verb, are left out."""
    assert noted(note) == sentence


@pytest.mark.parametrize(
    "text",
    [
        "class: Vehicle",
        "address: 0x7fff5fbff8ac causes a segfault",
        "phone: +49 30 1234567",
        "weight: 0.5, bias: 0.1",
        "reading: the file fails with EOF",
        "order cancelled",
        "meeting cancelled",
        "password cancelled",
        "car: the car that is parked outside is blocking me",
        "teacher: what is the answer?",
        "phone: string;",
        "weight is the kernel of the layer",
        "rent is too damn high",
        "standup is boring",
        "deadline is exceeded",
        "lunch was great",
        "doctor who on friday",
        "the gym is closed",
        "no more questions for now",
        "vegan recipes please",
        "reading the docs",
        "all done",
        "birthday party on 3 feb",
        "title: My summer",
    ],
)
def test_what_is_no_such_note(text: str) -> None:
    """Code, questions, judgements, and what is anybody's."""
    assert noted(text) is None


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("i live in a shared flat w/ 3 others", ["Lives in a shared flat with 3 others"]),
        ("i climb w my friend Roos on fri", ["Climbs with their friend Roos on Friday"]),
        ("im writing about sleep n phone use", ["Is writing about sleep and phone use"]),
        ("my bf does medicine", ["Their boyfriend does medicine"]),
        ("i wfh on tuesdays", ["Works from home on Tuesdays"]),
        ("ok i'm back on coffee lol", ["Is back on coffee"]),
        ("hii im Mina, a student in Groningen", ["Is called Mina"]),
        ("my manager is called Tarek, seems chill", ["Their manager is called Tarek"]),
        ("I am allergic to bee stings, of all things", ["Is allergic to bee stings"]),
        ("quit coffee, day 3, send help", ["Quit coffee"]),
        ("handed in my thesis!!!!", ["Handed in their thesis"]),
        ("I quit the choir, no time with mum here", ["Quit the choir"]),
        ("We sold the old Volvo and lease a Skoda", ["Sold the old Volvo and leases a Skoda"]),
        ("We do code reviews on Gerrit", ["Does code reviews on Gerrit"]),
        ("We do love tea", ["Loves tea"]),
        ("I live alone in Passau, my son Peter lives in Munich",
         ["Lives alone in Passau", "Their son Peter lives in Munich"]),
        ("I'm the only one in the team who knows Terraform",
         ["Is the only one in the team who knows Terraform"]),
        ("Dr Fuchs put me on 5 mg of ramipril", ["Takes 5 mg of ramipril"]),
        ("Dr Fuchs stopped the aspirin and gave me apixaban",
         ["Says that Dr Fuchs stopped the aspirin and gave them apixaban"]),
        ("I teach 5b and 7a this year", ["Teaches 5b and 7a this year"]),
        ("we rehearse on Thursdays at 19:00", ["Rehearses on Thursdays at 19:00"]),
        ("starting a course in Utrecht in september",
         ["Is starting a course in Utrecht in september"]),
        ("I love tea, coffee, and so on", ["Loves tea, coffee, and so on"]),
        ("I moved to Oslo, too", ["Moved to Oslo"]),
        ("my commute's 15 min now", ["Their commute is 15 min"]),
        ("turns out im coeliac", ["Is coeliac"]),
        ("Declan's my permanent manager now", ["Their permanent manager is Declan"]),
        ("From February I'll be back to full time", ["Will be back to full time from February"]),
        ("im 41", ["Is 41 years old"]),
        ("stopped using FastAPI", ["Stopped using FastAPI"]),
        ("upgraded to Python 3.13", ["Upgraded to Python 3.13"]),
        ("i hate long intros, get to the point", ["Hates long intros"]),
        ("write me a cover letter for a job at Siemens", []),
        ("moving day tomorrow", []),
        ("The café closed, so I bring my own now", []),
    ],
)  # fmt: skip
def test_what_is_written_in_a_hurry(text: str, claim: list[str]) -> None:
    """Short for words, without articles, with an aside."""
    assert claims(text) == claim
