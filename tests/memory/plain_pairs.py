"""A hundred and sixty pairs in ordinary sentences, with hard negatives for half of them.

Written in two batches; rules were made with each after it had been measured. The changes that were
seen at first contact: 21 of 42, then 13 of 40, with one wrong one of the first batch. A line is
``known | new``.
"""

# ruff: noqa: E501 - a pair is read on one line

from __future__ import annotations

from tests.memory.pairs import Pair, pairs_of

SUPERSEDES = """
Lives in Berlin with a roommate | Moved to Munich in March
Works as a software engineer at Google | Quit Google and joined a startup
Is vegan | Eats fish again
Has a golden retriever named Rex | Rex passed away last month
Is dating Sam | Broke up with Sam
Plans a vacation in Greece in June | The trip to Greece got cancelled
Prefers tea over coffee | Now prefers coffee over tea
Is allergic to cats | Is no longer allergic to cats
Their gym is FitX | Their gym is now John Reed
Takes 20 mg of sertraline | Takes 50 mg of sertraline
Has an appointment with the tax adviser on 3 May at 14:00 | The appointment with the tax adviser is on 10 May at 14:00
Wants to learn Japanese | Has lost interest in learning Japanese
Drinks two cups of coffee a day | Has cut coffee out completely
Attends the weekly design review | Does not attend the weekly design review any more
Their phone number ends in 441 | Their phone number ends in 902
Uses Notion for notes | Moved all notes from Notion to Obsidian
Is the product owner of the search team | Priya took over as product owner of the search team
Goes swimming on Saturdays | Has replaced swimming with yoga on Saturdays
Their rent is 1,100 euros | The rent went up to 1,180 euros
Has a mortgage with ING | Paid off the mortgage
Is studying for the bar exam | Passed the bar exam
Lives alone | Moved in with their girlfriend
Their laptop runs Windows 10 | Upgraded the laptop to Windows 11
Works full-time | Reduced to part-time
Their daughter attends primary school | Their daughter started secondary school
Likes their new boss | Cannot stand their new boss any more
Is on a low-carb diet | Ended the low-carb diet in April
Keeps backups on an external drive | Keeps backups in the cloud now
Their desk is on the third floor | Moved to a desk on the first floor
Commutes by train | Commutes by bike now
Is single | Got engaged to Mira
The project uses REST | The project has moved from REST to GraphQL
Reads the Guardian every morning | Unsubscribed from the Guardian
Has long hair | Cut their hair short
Owns a motorcycle | Sold their motorcycle in the spring
Is looking for a new apartment | Found a new apartment in Kreuzberg
Their doctor is Dr. Meyer | Changed doctors, now sees Dr. Brandt
Stays up late | Goes to bed early these days
Is learning to drive | Got their driving licence
Is pescatarian | Is not pescatarian any more
Hates running | Has started to enjoy running
Uses GitLab at work | Their company moved to GitHub
Plays bass in a cover band | Left the cover band last month
Gets the train at 7:42 | Takes the 8:12 train since the timetable changed
Has a crush on their neighbour | Got over their neighbour
Uses Chrome as the default browser | Made Firefox the default browser
Keeps a gratitude journal | Gave the gratitude journal up
Is a member of the Green Party | Resigned from the Green Party
Their sprint length is two weeks | Sprints are now three weeks long
Has a puppy that is not house-trained | The puppy is house-trained now
Eats lunch at the canteen | Brings lunch from home these days instead of eating at the canteen
Feels overwhelmed at work | Feels much better at work since the reorganisation
Works night shifts at the hospital | Switched to day shifts at the hospital
Shares an office with Deniz | Has an office to themselves now
The build takes twelve minutes | The build takes four minutes after the caching work
Their landline number is 4471 | The landline was disconnected
Sees a physiotherapist twice a week | Was discharged from physiotherapy
Is waiting for the results of the biopsy | The results of the biopsy came back
Saves for a new bike | Bought the new bike
Pays for Netflix with their credit card | Cancelled Netflix
Their kids share a room | Each of their kids has a room of their own now
Their favourite colour is green | Their favourite colour is purple nowadays
Owes Marta 50 euros | Paid Marta back
Is afraid of flying | Is not afraid of flying any longer
The API returns XML | The API now returns JSON
Uses tabs in Go code | Uses spaces in Go code now
Likes their coffee black | Takes their coffee with milk now
Has a standing desk | Returned the standing desk
Their password manager is LastPass | Migrated from LastPass to Bitwarden
Lives on the fourth floor | Moved to the ground floor
Coaches the under-12 team | Handed the under-12 team over to another coach
Is preparing for the Goethe exam B2 | Passed the Goethe exam B2
Their car is a white Fiesta | Their car is a blue Leaf
Has Mondays off | Works on Mondays now
Does the shopping on Fridays | Does the shopping on Saturdays now
Is the youngest on the team | Someone younger joined the team
Is writing their dissertation | Submitted their dissertation
Believes that the project will succeed | Has lost faith in the project
Their mother lives with them | Their mother moved into a nursing home
Runs Ubuntu on the server | The server was reinstalled with Debian
Subscribes to The Economist | Let their Economist subscription expire
Is on the committee for the summer fair | Is no longer on the committee for the summer fair
"""

NEW = """
Lives in Berlin with a roommate | Visited Munich in March
Works as a software engineer at Google | Had an interview at a startup
Is vegan | Cooked fish for their parents
Has a golden retriever named Rex | The neighbour's dog passed away last month
Is dating Sam | Broke up with Alex three years ago
Plans a vacation in Greece in June | The trip to Poland got cancelled
Takes 20 mg of sertraline | Takes 400 mg of ibuprofen for headaches
Wants to learn Japanese | Has lost interest in chess
Attends the weekly design review | Does not attend the monthly all-hands any more
Uses Notion for notes | Moved all photos from Google to Immich
Uses Notion for notes | Uses Jira for tickets
Goes swimming on Saturdays | Goes climbing on Sundays
Has a mortgage with ING | Paid off the credit card
Is studying for the bar exam | Passed the vision test
Lives alone | Spent the weekend with their girlfriend
Their laptop runs Windows 10 | Their work laptop runs macOS
Their daughter attends primary school | Their son started secondary school
Keeps backups on an external drive | Keeps documents in the cloud
The project uses REST | The other project has moved from REST to GraphQL
Reads the Guardian every morning | Unsubscribed from a newsletter about gardening
Owns a motorcycle | Sold their old bicycle in the spring
Owns a motorcycle | Their father sold his motorcycle
Their doctor is Dr. Meyer | Their vet is Dr. Brandt
Is learning to drive | Is learning to sail
Drinks two cups of coffee a day | Had three cups of coffee yesterday
Commutes by train | Missed the train yesterday
Works full-time | Worked part-time as a student
Uses GitLab at work | Their former company moved to GitHub
Likes hiking | Likes climbing
Speaks French | Speaks Italian
Has a sister in Lyon | Has a sister in Oslo
Ran a marathon in 2022 | Ran a marathon in 2024
Is preparing a talk about Rust | Gave a talk about Go
Is on call this week | Was on call last week
Might move to Spain | Lives in Porto
Lives in Porto | Is thinking about moving to Spain
Prefers window seats on planes | Prefers aisle seats on trains
Never drinks on weekdays | Drinks wine on Saturdays
Has stopped smoking | Smoked at university
Their favourite film is Alien | Their favourite book is Dune
Plays bass in a cover band | Left the rehearsal early last month
Gets the train at 7:42 | Missed the train on Tuesday
Uses Chrome as the default browser | Tested the site in Firefox
Keeps a gratitude journal | Gave a journal to their niece
Is a member of the Green Party | Went to a green-themed party
Their sprint length is two weeks | Their holiday is three weeks long
Eats lunch at the canteen | Ate lunch at a Thai restaurant on Friday
Works night shifts at the hospital | Their wife switched to day shifts at the hospital
Shares an office with Deniz | Shares a flat with Anna
The build takes twelve minutes | The deployment takes four minutes
Sees a physiotherapist twice a week | Was discharged from the army in 2009
Saves for a new bike | Bought a new helmet
Pays for Netflix with their credit card | Cancelled the credit card of their mother
Owes Marta 50 euros | Paid Jonas back
Is afraid of flying | Is afraid of heights
The API returns XML | The CLI now returns JSON
Uses tabs in Go code | Uses spaces in Python code
Likes their coffee black | Likes their tea with milk
Has a standing desk | Returned the desk lamp
Their password manager is LastPass | Their window manager is i3
Lives on the fourth floor | The dentist is on the ground floor
Coaches the under-12 team | Handed the keys over to another coach
Is preparing for the Goethe exam B2 | Passed the chemistry exam
Their car is a white Fiesta | Their bike is a blue Canyon
Has Mondays off | Works on Tuesdays
Is writing their dissertation | Submitted their tax return
Their mother lives with them | Their grandfather moved into a nursing home
Runs Ubuntu on the server | Runs Debian on the laptop
Subscribes to The Economist | Let their library card expire
Is on the committee for the summer fair | Is no longer on the mailing list of the tennis club
Stopped drinking coffee after noon | Drinks coffee in the morning
Is trying to quit sugar | Bought sugar for the cake
Wants to sell the car | Drives a Fiat
Their sister quit smoking | Smokes
Cancelled the gym trial | Goes to the gym on Mondays
Finished reading Dune | Is reading Emma
Sold two paintings at the fair | Paints watercolours
Closed ticket 812 | Works on ticket 813
Lost a chess game to Ivo | Plays chess with Ivo
Will probably change jobs next year | Works at Acme
"""

PLAIN: list[Pair] = [
    *pairs_of(SUPERSEDES, "contradicts", "newer"),
    *pairs_of(NEW, "new", "newer"),
]
