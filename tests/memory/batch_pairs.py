"""Four batches of pairs, each measured before the rules were made with it.

Ordinary sentences and, as the third batch, notes, chat and learner's English again; half of them
must retire nothing. Of the changes 21 of 42, 13 of 40, 20 of 56 and 33 of 46 were seen at first
contact, by rules that knew the batches before, and with 1, 0, 1 and 2 that were none. A line is
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
Wifi: Fritzbox 7490 | Wifi: Fritzbox 7590 AX
Insurance: HUK | Insurance: switched to Allianz
Dentist 12 Mar 10:30 | Dentist 19 Mar 8:00 instead
Reading: Middlemarch | Reading: done with Middlemarch
Team: 6 people | Team: 9 people
Pills: 2x daily | Pills: 1x daily
Landlord: Frau Kern | Landlord: Herr Abel (since July)
Next trip: Lisbon | Next trip: Lisbon cancelled
Back pain: bad | Back pain: gone
Swimming Tue + Fri | Swimming only Fri now
no time for guitar, thesis first | thesis done, back to guitar
dating this guy from work | broke it off with the guy from work
addicted to energy drinks tbh | quit energy drinks cold turkey
on a break from instagram | back on insta
living with my parents for now | moved out of my parents' place!!
my phone is an ancient nokia | finally got a new phone, pixel 8a
can't drive | got my licence yesterday
hate my job | new job, love it
never cooked in my life | cook every day now
saving up for vietnam | vietnam fund went into the car lol
always late | on time these days, thx to the new alarm
Drives since ten years a Polo | Drives now a Skoda
Is by the fire brigade | Is out of the fire brigade
Eats at midday in the canteen | Takes now food with from home
Wants to make a master | Makes no master, starts directly to work
Has fear of dogs | Has no fear of dogs more
Has a date by the notary on Monday | The date by the notary is shifted on Wednesday
Is until end of year in Spain | Is back from Spain
Makes on Wednesdays home office | Must now on Wednesdays in the office
Lives together with Marco | Lives separated from Marco
Has the flat rented | Has the flat now bought
Sabine runs the bookshop on the corner | Sabine has closed the bookshop on the corner
Leon plays in goal for the second team | Leon has been replaced as goalkeeper of the second team
Mira is in her second year of law school | Mira left law school after the second year
Their grandson lives in Dublin | Their grandson has moved to Cork
Tom and Ellie share a studio | Tom and Ellie gave up the studio
The user's brother is unemployed | The user's brother has found a job as a paramedic
Prof. Adler supervises her thesis | Her thesis is now supervised by Prof. Nowak
The user is on the pill | The user went off the pill in autumn
Nadia wears braces | Nadia's braces came off
Because of the twins works only mornings at the pharmacy | Now that the twins are at school, works full days at the pharmacy again
Sleeps badly and takes melatonin nearly every night | Sleeps well again and has not needed melatonin for weeks
Has been meaning to quit the allotment but still pays for it | Passed the allotment on to a young family at the end of the season
Organises the street party together with the couple from number 12 | From this year on the youth club organises the street party instead
Trains for the half marathon with a plan from a running magazine | Stopped following the plan from the magazine and trains with a coach for the half marathon
Writes all invoices by hand in a Word template | Since the audit all invoices are generated by the accounting software
Visits their aunt in the hospital every other day | Their aunt was released from the hospital on Sunday
Stores the winter tyres at the garage for 40 euros a season | Stores the winter tyres in the cellar since the garage raised the price
In April 2024 had 120 subscribers | In April 2025 has 410 subscribers
The probation period ends on 30 September | The probation period was extended to 31 December
Their bus pass is valid until 1 May | Renewed their bus pass until 1 November
Since 2018 treasurer of the sailing club | Gave up the office of treasurer of the sailing club in March 2025
Has an offer from Siemens until 15 June | Declined the offer from Siemens on 12 June
Booked the ferry for 3 August | Rebooked the ferry to 10 August
Is pregnant, due on 4 October | Had the baby on 28 September
The exam is on 14 July | The exam was put off until the autumn
Lives in a two-room flat in Leipzig | Now lives in a house outside Leipzig
Works the early shift | Works the late shift now
Is the scrum master of team Falcon | Has handed over the scrum master role of team Falcon
Their favourite band is Radiohead | Their favourite band these days is Big Thief
Eats breakfast at home | Has stopped eating breakfast
Goes jogging before work | Goes jogging after work now
Has a season ticket for the opera | Gave up the season ticket for the opera
Listens to podcasts on Spotify | Listens to podcasts on Pocket Casts now
Their VPN provider is Mullvad | Their VPN provider is now Proton
Is writing the documentation in Sphinx | Has moved the documentation from Sphinx to MkDocs
Rents a car when travelling | Takes the train when travelling instead of renting a car
Their daughter wants to become a vet | Their daughter no longer wants to become a vet
Is on the waiting list for a community garden | Got a plot in the community garden
Deploys by hand over SSH | Deploys through GitHub Actions now
Has a weekly call with the Boston office on Mondays | The weekly call with the Boston office is on Wednesdays from now on
Their salary is 58,000 euros | Their salary was raised to 62,000 euros
Sleeps with the window open | Sleeps with the window closed now
Is undecided about the offer from Lund | Accepted the offer from Lund
Owns shares of Siemens | Sold all shares of Siemens
Their bicycle is a Brompton | Their bicycle was stolen
Teaches an evening class in pottery | The evening class in pottery was discontinued
Takes antihistamines in spring | Was able to stop the antihistamines after the desensitisation
Answers e-mails in the evening | Has stopped answering e-mails in the evening
Their office is in building C | Their office has moved to building F
Is a beginner at chess | Is an advanced player at chess now
Their partner is abroad | Their partner has come back from abroad
Cycles to the office all year round | Takes the bus to the office in winter now
Wears contact lenses | Wears glasses instead of contact lenses now
Is responsible for onboarding new hires | Onboarding new hires is now done by Kim
Has two monitors at home | Has one ultrawide monitor at home instead of two
The test suite takes nine minutes | The test suite now takes three minutes
Uses a paid ChatGPT plan | Cancelled the paid ChatGPT plan
Is training their puppy not to bark | The puppy has stopped barking
Is against moving the team to Scala | Has come round to moving the team to Scala
Meets their mentor every month | Meets their mentor every quarter now
Their internet contract is with O2 | Switched their internet contract from O2 to Telekom
Is planning to refinance the house | Decided against refinancing the house
Keeps a spreadsheet of all expenses | Uses an app instead of the spreadsheet for expenses
Has a standing order for UNICEF | Ended the standing order for UNICEF
Their shoe size is 41 | Their shoe size is 42 since the pregnancy
Likes pineapple on pizza | Does not like pineapple on pizza any more
Is friends with Robin | Is no longer friends with Robin
Runs a small web shop for tea | Closed the web shop for tea at the end of the year
Considers themselves a night owl | Has become a morning person
Supports the school with maths tutoring on Tuesdays | No longer tutors maths at the school
Their flight leaves at 9:40 | Their flight now leaves at 11:15
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
Wifi: Fritzbox 7490 | Printer: Brother 2350
Insurance: HUK | Bank: switched to DKB
Dentist 12 Mar 10:30 | Hairdresser 19 Mar 8:00
Reading: Middlemarch | Watching: done with Dark
Team: 6 people | Office: 2 floors
Pills: 2x daily | Eye drops: 1x daily
Next trip: Lisbon | Last trip: Porto, great
Swimming Tue + Fri | Running only Sun now
no time for guitar, thesis first | brother quit guitar
dating this guy from work | that guy from work got fired
addicted to energy drinks tbh | bought two energy drinks for the trip
living with my parents for now | my parents moved my old desk to the attic
my phone is an ancient nokia | my mum finally got a new phone, pixel 8a
hate my job | my flatmate hates her job
saving up for vietnam | saving screenshots of vietnam lol
might break it off with the guy from work | dating this guy from work
Drives since ten years a Polo | His boss drives now a Skoda
Is by the fire brigade | Was as child by the scouts
Eats at midday in the canteen | Eats at evening mostly bread
Wants to make a master | Makes no sport in the exam time
Has fear of dogs | Has no fear of spiders
Has a date by the notary on Monday | Has a date by the bank on Wednesday
Is until end of year in Spain | Was in spring in Portugal
Makes on Wednesdays home office | Must on Thursdays to the dentist
Has the flat rented | Has the bike lent to a friend
Sabine runs the bookshop on the corner | Paula has closed the cafe on the corner
Leon plays in goal for the second team | Jannis has been replaced as trainer of the first team
Mira is in her second year of law school | Mira left the party after an hour
Their grandson lives in Dublin | Their granddaughter has moved to Cork
Tom and Ellie share a studio | Tom and Ellie gave up on the puzzle
The user's brother is unemployed | The user's cousin has found a job as a paramedic
Prof. Adler supervises her thesis | Prof. Adler gave a lecture on glaciers
The user is on the pill | The user went off the main road in the fog
Nadia wears braces | Nadia's new glasses arrived
Because of the twins works only mornings at the pharmacy | Bought cough syrup at the pharmacy for the twins
Sleeps badly and takes melatonin nearly every night | Takes magnesium after long runs
Has been meaning to quit the allotment but still pays for it | Passed the allotment on the way to work
Organises the street party together with the couple from number 12 | Left the street party early because of the rain
Trains for the half marathon with a plan from a running magazine | Stopped at a kiosk for a running magazine
Writes all invoices by hand in a Word template | Since the audit all receipts are kept in a folder
Visits their aunt in the hospital every other day | Their uncle was released from the army in 1980
Stores the winter tyres at the garage for 40 euros a season | Had the brakes checked at the garage
In April 2024 had 120 subscribers | In April 2025 had 40 visitors at the workshop
The probation period ends on 30 September | The holiday ends on 31 August
Their bus pass is valid until 1 May | Their museum pass is valid until 1 November
Since 2018 treasurer of the sailing club | Gave the sailing club a new flag in March 2025
Has an offer from Siemens until 15 June | Declined the invitation to the wedding on 12 June
Booked the ferry for 3 August | Booked the hotel for 10 August
The exam is on 14 July | The summer party was put off until the autumn
Is going to the opera on 3 May | Is going to the opera on 9 May
Had 14 guests on Saturday | Had 9 guests on Sunday
Met the new neighbours on Monday | Met the old neighbours on Tuesday
Lives in a two-room flat in Leipzig | Looked at a house outside Leipzig
Works the early shift | Swapped a shift with Ada on Friday
Is the scrum master of team Falcon | Is no longer in the carpool with team Falcon
Their favourite band is Radiohead | Saw Big Thief live last summer
Eats breakfast at home | Has stopped eating meat at lunch
Goes jogging before work | Goes for a beer after work now
Has a season ticket for the opera | Gave up the seat in the tram to an old man
Listens to podcasts on Spotify | Listens to audiobooks on Audible now
Their VPN provider is Mullvad | Their mail provider is now Proton
Is writing the documentation in Sphinx | Has moved the photos from the camera to the NAS
Their daughter wants to become a vet | Their son no longer wants to become a pilot
Deploys by hand over SSH | Reviews through GitHub now
Has a weekly call with the Boston office on Mondays | The weekly call with the Berlin office is on Wednesdays from now on
Their salary is 58,000 euros | Their brother's salary was raised to 62,000 euros
Is undecided about the offer from Lund | Accepted the invitation from Jonas
Owns shares of Siemens | Sold the old washing machine from Siemens
Their bicycle is a Brompton | Their helmet was stolen
Teaches an evening class in pottery | Missed the evening class in pottery last week
Takes antihistamines in spring | Takes ibuprofen now
Answers e-mails in the evening | Has stopped reading the news in the evening
Their office is in building C | The canteen has moved to building F
Is a beginner at chess | Their daughter is an advanced player at chess now
Their partner is abroad | Their parents have come back from abroad
Wears contact lenses | Lost a contact lens at the pool
Is responsible for onboarding new hires | Payroll is now done by Kim
Has two monitors at home | Has one monitor at work
The test suite takes nine minutes | The deployment now takes three minutes
Uses a paid ChatGPT plan | Cancelled the paid Strava plan
Meets their mentor every month | Meets their dentist every year
Their internet contract is with O2 | Switched their electricity contract from Vattenfall to Naturstrom
Is planning to refinance the house | Decided against painting the house
Has a standing order for UNICEF | Ended the phone call with UNICEF
Their shoe size is 41 | Their ring size is 54
Likes pineapple on pizza | Does not like olives on pizza any more
Is friends with Robin | Is no longer in a band with Robin
Runs a small web shop for tea | Closed the window at the end of the day
Supports the school with maths tutoring on Tuesdays | No longer tutors French privately
Their flight leaves at 9:40 | Their train now leaves at 11:15
Their flight leaves at 9:40 | Left the house at 7:10
Works at Acme as an engineer | Works on the roof terrace now
Has a dog named Rex | Has a new leash for the dog now
Plays tennis with Ana | Plays tennis on Mondays now
Uses Figma for mockups | Uses Miro for workshops now
Reads fantasy novels | Reads to their son every evening now
Has a sister in Oslo | Their sister in Oslo has a new job
Their team uses Kanban | Their sister's team moved from Scrum to Kanban
Visited the Louvre | No longer goes to museums on Sundays
"""

BATCHES: list[Pair] = [
    *pairs_of(SUPERSEDES, "contradicts", "newer"),
    *pairs_of(NEW, "new", "newer"),
]
