"""What is surely lasting by its form."""

from __future__ import annotations

import pytest

from agent.engine.builtin.standing import standing


@pytest.mark.parametrize(
    "claim",
    [
        "Their new laptop is a Framework",
        "Their phone is an old Nokia",
        "Prefers ninja over make",
        "Prefers paper maps to sat navs",
        "Does not like light mode",
        "Does not drink alcohol",
        "Has three hens, Ada, Bo and Cleo",
        "Has a dog called Biscuit",
        "Their database is Postgres 15",
        "Their commuter bike is a Brompton",
        "Got a new laptop, a Framework",
        "Deploys with Jenkins",
        "Deploys to Hetzner with Ansible",
        "Tracks bugs in Linear",
        "Ships with docker",
        "Hosts everything on Hetzner",
        "Does code reviews on Gerrit",
        "Runs their backend on Elixir",
        "Writes the frontend in Svelte",
        "Their standup is at 9:30",
        "Their evening class starts at half past six",
        "Their team has six people",
        "Is a team of four",
        "Their rent is 740 euros",
        "Is coeliac",
        "Is an asthmatic",
        "Is allergic to latex and kiwis",
        "Got the Tolmin job",
        "Has an offer from the harbour",
        "Got a place at the conservatoire",
        "Passed their sailing exam",
        "Their gym membership costs €30 a month",
        "No longer sees Dr Farrow",
        "Does not believe in fasting any more",
        "Is not moving to Harrogate any more",
        "Is not doing the marathon after all",
        "Broke up with Paul",
        "Has split up with their partner in May 2026",
        "Turned 40 in May 2026",
    ],
)
def test_facts_by_their_form(claim: str) -> None:
    """Which one it is, what they work with, when it begins, how many they are, what it costs."""
    assert standing(claim, "")


@pytest.mark.parametrize(
    "claim",
    [
        "Their new laptop is so fast",
        "Their phone is in the Uber",
        "Their laptop is on the desk",
        "Their next laptop is a Framework",
        "Their train is the ICE",
        "Their answer is B",
        "Deploys with them",
        "Runs the experiment with Adam",
        "Tests the hypothesis with ANOVA",
        "Deploys with a heavy heart",
        "Deploys in five minutes",
        "Tests it with the team",
        "Their meeting is at three today",
        "Their flight is at 6:30",
        "Their table has two columns",
        "Their list has ten items",
        "Is a team player",
        "Their rent is too high",
        "No longer feels tired",
        "Does not care any more",
        "Turned 40 to 50 pages",
        "Is allergic to mornings",
        "Is blind to it",
        "Got a job to do",
        "Got the wrong place",
        "Has an offer",
        "Prefers this one over that",
        "Prefers the second draft to the first",
        "Prefers to wait",
        "Does not like the new logo",
        "Does not like it",
        "Does not eat lunch",
        "Has a dog day ahead",
        "Has three questions",
    ],
)
def test_small_talk_is_left_to_the_heads(claim: str) -> None:
    """How it is at the moment, or just this once."""
    assert not standing(claim, "")


def test_what_was_got_to_be_used() -> None:
    """However its name is written."""
    assert standing("Their new laptop is a framework", "got a framework as my new laptop")
