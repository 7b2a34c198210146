"""Pairs that are kept for reporting: no rule was made with them, or is to be.

Terse notes, chat slang, English written by Germans, whole sentences about a named person, long
sentences with the change somewhere inside, and dates within. A line is ``known | new``. Half of
them must retire nothing. Whoever tunes on them writes others first.
"""
# ruff: noqa: E501 - a pair is read on one line

from __future__ import annotations

from tests.memory.pairs import Pair, pairs_of

SUPERSEDES = """
Gym: McFit, Tue + Thu | Gym: cancelled
Phone: Pixel 6 | Phone: Pixel 9
Standup 9:15 | Standup 9:45 from now on
Coffee: black, no sugar | Coffee: with oat milk now
Rent 840 euros | Rent 910 euros since March
Therapist: Dr. Okafor | Therapist: Dr. Lindqvist (Dr. Okafor retired)
Default shell: bash | Default shell: fish
gonna do the Berlin marathon in September | not gonna do the Berlin marathon after all
totally hooked on Valheim | deleted Valheim
still with Vodafone | ditched Vodafone for Telekom
lives with two flatmates in Neukölln | got their own place now, no more flatmates
super into climbing rn | kinda over climbing
crushing on Priya | is dating someone else and over Priya
vaping daily | hasn't vaped since New Year
Works since 2019 by Bosch | Works no more by Bosch
Has the car inspection on Thursday | The car inspection falls out on Thursday
Goes every week to the yoga | Goes since summer no longer to the yoga
Becomes a dog in spring | Becomes no dog in spring, the landlord forbids it
Learns for the driving licence | Has passed the driving licence
Is since May in parental leave | Is since this week back from parental leave
Anna lives in a shared flat in Graz | Anna has moved out of the shared flat in Graz
Tobias is the treasurer of the chess club | Tobias has passed the office of treasurer on to Mina
Her manager at the hospital is Dr. Stein | Her manager at the hospital is Dr. Yilmaz since the merger
Marek cycles to the office | Marek takes the tram to the office these days
The user is a heavy smoker | The user has been smoke-free for six months
He is taking blood pressure tablets | His doctor took him off the blood pressure tablets
Keeps all of the photos of the children in Dropbox, sorted by year | After the price went up, moved all of the photos of the children from Dropbox to a NAS at home
Plans to move to Porto with the family as soon as the house is sold | Has given up the plan to move to Porto because the children did not want to change schools
Has been renting a small studio near the canal, where the drum kit is | Gave notice for the small studio near the canal and sold the drum kit
Is writing a thesis about soil moisture under Professor Haas | Handed in the thesis about soil moisture and is done with university
Uses a paper notebook for everything because apps distract | After years with a paper notebook, now keeps everything in Obsidian
Sings second soprano in the church choir and never misses a rehearsal | Had to leave the church choir because of the new shift plan
On 3 March their weight was 82 kg | On 20 June their weight was 76 kg
The lease of the flat runs until 31 August 2025 | The lease of the flat was extended until 31 August 2027
Is on the waiting list for the kindergarten since January 2025 | Got a place at the kindergarten on 2 May 2025
Subscribed to Netflix in 2021 | Cancelled Netflix on 14 February
The wedding is planned for 6 June 2026 | The wedding was called off on 1 April 2026
Their passport expires on 9 May 2025 | Their new passport expires on 22 April 2035
Has a loan of 12,000 euros at the Sparkasse | Paid the loan at the Sparkasse off on 30 November
The deadline of the grant application is 15 January | The deadline of the grant application got extended to 1 February
Aims to run 5 km in under 25 minutes | Aims to run 5 km in under 23 minutes
Wears glasses | Has no glasses any more since the laser surgery
"""

NEW = """
Gym: McFit, Tue + Thu | Sauna: Sun
Phone: Pixel 6 | Mum's phone: Pixel 9
Phone: Pixel 6 | Tablet: iPad mini
Standup 9:15 | Retro 14:30 on Fridays
Coffee: black, no sugar | Tea: with milk
Rent 840 euros | Electricity 62 euros
Therapist: Dr. Okafor | Dentist: Dr. Lindqvist
gonna do the Berlin marathon in September | did the Hamburg half in April
totally hooked on Valheim | deleted TikTok
still with Vodafone | mum ditched Vodafone
super into climbing rn | kinda over Instagram
vaping daily | brother hasn't vaped since New Year
lol might quit Valheim one day | totally hooked on Valheim
Works since 2019 by Bosch | Their cousin works no more by Siemens
Goes every week to the yoga | Goes this week not to the yoga, because of a cold
Learns for the driving licence | Has passed the exam in statistics
Has the car inspection on Thursday | The yoga falls out on Thursday
Is since May in parental leave | Was until May in the project for BMW
Anna lives in a shared flat in Graz | Lena has moved out of the shared flat in Graz
Tobias is the treasurer of the chess club | Tobias has passed the exam for coaches
Marek cycles to the office | Marek takes the train to his parents
Her manager at the hospital is Dr. Stein | Her manager at the theatre group is Pavel
The user is a heavy smoker | The user's father has been smoke-free for six months
He is taking blood pressure tablets | He took vitamin tablets as a student
Keeps all of the photos of the children in Dropbox, sorted by year | Keeps the tax documents on a NAS at home
Plans to move to Porto with the family as soon as the house is sold | Has given up the plan to learn the cello because there was no time
Uses a paper notebook for everything because apps distract | Recommended Obsidian to a student who kept losing notes
Is writing a thesis about soil moisture under Professor Haas | Handed in the application for a travel grant and is done with paperwork
Has been renting a small studio near the canal, where the drum kit is | Looked at a bigger studio near the canal but found it too expensive
Sings second soprano in the church choir and never misses a rehearsal | Had to leave the birthday party early because of a rehearsal
On 3 March their weight was 82 kg | On 20 June their blood pressure was 128 over 81
The lease of the flat runs until 31 August 2025 | The lease of the car runs until 30 April 2027
Subscribed to Netflix in 2021 | Cancelled the hotel in Riga on 14 February
Their passport expires on 9 May 2025 | Their bank card expires on 31 July 2027
The wedding is planned for 6 June 2026 | The wedding of their sister was called off
Has a loan of 12,000 euros at the Sparkasse | Paid the invoice of the plumber on 30 November
The deadline of the grant application is 15 January | The deadline of the tax return is 31 July
Aims to run 5 km in under 25 minutes | Aims to swim 1 km in under 23 minutes
Wears glasses | Forgot the glasses at a friend's house
Had lunch with Priya on 4 May | Had lunch with Priya on 11 May
"""

ALIKE = """
Phone: Pixel 6 | Their phone is a Pixel 6
Wears glasses | Is wearing glasses
"""

#: The same in ordinary sentences; written when the rules were done, and measured once.
ORDINARY_SUPERSEDES = """
Works at an architecture firm in Porto | Has left the architecture firm in Porto
Is a barista at a cafe near the station | Now manages a bookshop
Lives with two cats and a roommate | The roommate moved out
Their laptop is a ThinkPad X1 | Their laptop is a MacBook Air now
Studies physics in Graz | Has switched from physics to computer science
Attends French lessons on Thursdays | French lessons were moved to Mondays
Is trying to give up sugar | Eats sugar again
Reports to Helena | Reports to Viktor now
Stores recipes in Evernote | Has moved the recipes from Evernote to Notion
Their rent is due on the first | Their rent is now due on the fifteenth
Is afraid of the dentist | Is no longer afraid of the dentist
Runs the company newsletter | Handed the company newsletter over to Lukas
Plans a trip to Iceland in February | Called off the trip to Iceland
Smokes a pipe | Gave up the pipe
Has a broken wrist | The wrist has healed
Is on parental leave until May | Has returned from parental leave
Prefers working alone | Prefers pair programming now
Uses Ubuntu on the desktop | Replaced Ubuntu with Fedora on the desktop
Their bus leaves at 7:15 | Their bus leaves at 7:05 since the timetable change
Takes iron tablets | Stopped taking iron tablets
Is engaged to Noor | Is married to Noor
Has a season pass for the swimming pool | The season pass for the swimming pool expired
Owns a caravan | Sold the caravan to a neighbour
Skips breakfast | Eats breakfast every day now
The website is hosted at Strato | The website was moved from Strato to Hetzner
Plays in a brass band | Quit the brass band in the spring
Dislikes video calls | Has come to like video calls
Pays 35 euros for the gym | Pays 42 euros for the gym
Is a vegetarian | Started eating fish again
Their son is in hospital | Their son was discharged from hospital
Volunteers at the food bank on Saturdays | No longer volunteers at the food bank
Their mentor is Professor Lang | Their mentor is Professor Okoye now
Drinks a lot of cola | Has cut out cola
Works four days a week | Works five days a week again
The project deadline is 3 June | The project deadline was pushed to 24 June
"""

ORDINARY_NEW = """
Works at an architecture firm in Porto | Left the conference in Porto a day early
Is a barista at a cafe near the station | Their sister now manages a bookshop
Lives with two cats and a roommate | The roommate cooked dinner
Their laptop is a ThinkPad X1 | Their wife's laptop is a MacBook Air
Studies physics in Graz | Gave a talk on physics in Linz
Attends French lessons on Thursdays | Piano lessons were moved to Mondays
Is trying to give up sugar | Bought sugar for the jam
Reports to Helena | Has lunch with Viktor
Stores recipes in Evernote | Has moved the photos from iCloud to a NAS
Their rent is due on the first | Their phone bill is due on the fifteenth
Is afraid of the dentist | Is afraid of flying
Runs the company newsletter | Handed a cup of tea over to Lukas
Plans a trip to Iceland in February | Called off the meeting with Petra
Smokes a pipe | Had a pipe repaired in the bathroom
Has a broken wrist | The neighbour's wrist has healed
Prefers working alone | Prefers tea in the afternoon now
Uses Ubuntu on the desktop | Replaced the battery of the desktop mouse
Their bus leaves at 7:15 | Their train leaves at 7:40
Takes iron tablets | Stopped taking the lift
Is engaged to Noor | Went hiking with Noor
Owns a caravan | Rented out the garage to a neighbour
Skips breakfast | Skipped the meeting on Tuesday
The website is hosted at Strato | The mail server is hosted at Hetzner
Plays in a brass band | Saw a brass band in the spring
Dislikes video calls | Had three video calls yesterday
Pays 35 euros for the gym | Pays 12 euros for music
Is a vegetarian | Grilled fish for the guests
Their son is in hospital | Their son was born in hospital
Volunteers at the food bank on Saturdays | No longer volunteers for the night shift at work
Drinks a lot of cola | Has cut out the dead wood in the garden
Works four days a week | Goes running two days a week
The project deadline is 3 June | The tax deadline was pushed to 24 June
Likes Porto | Moved away from Porto
Was in Graz in 2019 | Lives in Linz now
Wants a caravan | Sold the boat
"""

UNSEEN: list[Pair] = [
    *pairs_of(SUPERSEDES, "contradicts", "newer"),
    *pairs_of(NEW, "new", "newer"),
    *pairs_of(ALIKE, "identical", "newer"),
]

ORDINARY: list[Pair] = [
    *pairs_of(ORDINARY_SUPERSEDES, "contradicts", "newer"),
    *pairs_of(ORDINARY_NEW, "new", "newer"),
]
