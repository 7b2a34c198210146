"""Pairs whose second claim is put in other words than the first: tuned on.

Of 120 written in one go before the rules were read, this is a random half
(:mod:`tests.memory.other_worded_pairs` is the other one). What is hard in those that must not
supersede: another thing of the same kind, another person or project, a habit beside a habit, a
plan, what once was, an opinion of something else. Written afterwards:
:mod:`tests.memory.worded_changes` and :mod:`tests.memory.worded_neighbours`. A line is
``known | new``.
"""

from __future__ import annotations

from tests.memory.pairs import Pair, pairs_of

SUPERSEDES = """
The standup is at 9:30 | The standup starts at 10:00 from this week on
Sleeps about six hours a night | Sleeps eight hours a night these days
Believes the project will finish on time | Doubts that the project will finish on time
Is looking for a new flat | Signed the lease for a flat in Altona
Is allergic to peanuts | Turned out not to be allergic to peanuts
Has no children | Became a father in March
Is reading Middlemarch | Finished Middlemarch last night
Studies chemistry at Leiden | Switched to pharmacy
Wakes up at 6:30 on weekdays | Gets up at 5:45 on weekdays
Is the treasurer of the rowing club | Stepped down as treasurer of the rowing club
Their daughter attends kindergarten | Their daughter started school this autumn
Does not eat meat | Eats chicken and fish again
Their mother lives in a nursing home | Their mother moved in with them
Their thesis is due on 30 June | The deadline for the thesis was extended to 15 August
Commutes to Utrecht by train | Works entirely from home since the new contract
Is afraid of flying | Got over the fear of flying
The backend is written in Ruby | The backend has been rewritten in Go
Takes 50 mg of sertraline daily | Was put on 100 mg of sertraline
Pays 950 euros rent | Rent went up to 1,020 euros a month
Deploys with Jenkins | Replaced Jenkins with GitLab CI
Prefers to work in the mornings | Prefers to work late at night
Banks with Sparkasse | Moved all accounts from Sparkasse to N26
Reports to Helen Brandt | Their manager is Tom Achterberg
Has a cast on the left arm | The cast came off on Tuesday
Hates Mondays at the office | Has come to enjoy Mondays at the office
Prefers tabs to spaces | Prefers spaces to tabs
Wants to become a pilot | Dropped the idea of becoming a pilot
Calls their parents every Sunday | Rarely calls their parents anymore
Is on parental leave | Returned to work after parental leave
Weighs 84 kilos | Is down to 78 kilos
"""

NEW = """
Likes hiking | Does not like camping
Is reading Middlemarch | Finished the first volume of Proust
Uses Postgres for the billing service | Uses Redis for the session store
Thinks that the new office is too noisy | Thinks that the new canteen is great
Has a mild form of asthma | Has had a cold since Saturday
Has one dog named Biscuit | Walks the neighbour's dog on Saturdays
The release is planned for Friday | The retrospective is planned for Monday
Works as a freelance translator | Works mostly for publishers as a freelance translator from Polish
Lives in Hamburg | Lived in Kiel until 2018
Studies chemistry at Leiden | Attends a Dutch course on Tuesdays
Swims on Tuesdays | Plays badminton on Thursdays
Believes the project will finish on time | Fears that the budget will not suffice
Plans to spend August in Greece | Spent last August in Denmark
Reports to Helen Brandt | Mentors Tom Achterberg
Has a cat called Tiger | Maria's cat died last week
Has a dentist appointment on Monday at 10 | Has a haircut on Thursday at 14:00
Has a subscription to the Guardian | Subscribed to the Economist
Owns a MacBook Air from 2019 | Uses a ThinkPad at work
Lives in Porto | Lived with Marta in Lisbon
Is training for a marathon in May | Ran a half marathon in October
Keeps notes in Obsidian | Keeps recipes in a paper notebook
Runs the Linux kernel 6.8 on the laptop | Runs Debian 12 on the home server
Plays tenor saxophone in the Blue Notes | Plays the piano at home
Wakes up at 6:30 on weekdays | Wakes up at 9 on Sundays
Prefers trains for long journeys | Took a plane to Madrid
The team has six engineers | The design team has nine people
Prefers tabs to spaces | Prefers light themes to dark ones
Works four days a week | Works from home on Wednesdays
Uses Figma for wireframes | Stopped using Miro
Works as a nurse at St Mary's | Worked as a waitress while studying
"""

WORDED: list[Pair] = [
    *pairs_of(SUPERSEDES, "contradicts", "newer"),
    *pairs_of(NEW, "new", "newer"),
]
