"""A hundred and sixty pairs as people really put things.

Ordinary sentences, terse notes, chat slang, English written by Germans, named people, long
sentences with the change somewhere inside, dates within. Rules were made with the first of each
two lines, and then with the others (on these recall was .58 until then). A line is
``known | new``.
"""
# ruff: noqa: E501 - a pair is read on one line

from __future__ import annotations

from tests.memory.pairs import Pair, pairs_of

SUPERSEDES = """
Drives a Toyota Corolla | Traded the Corolla in for a Tesla
Uses an iPhone | Switched to Android
Works at a logistics company in Hamburg | Got fired from the logistics company
Runs five kilometres every morning | Had to stop running because of a knee injury
Has a meeting with Bob on Thursday at 15:00 | The meeting with Bob was moved to Friday at 10:00
Their manager is Alice | Carol replaced Alice as their manager
Is subscribed to Spotify Premium | Let the Spotify subscription lapse
Goes to bed at 23:00 | Goes to bed at 22:00 now
Believes in astrology | No longer believes in astrology
Prefers morning meetings | Prefers afternoon meetings now
Is renting a garage on Mill Street | The lease of the garage on Mill Street ended
Has a cleaner who comes on Wednesdays | Let the cleaner go
Eats meat | Has become a vegetarian
Is training for a triathlon | Pulled out of the triathlon
Hosts a podcast about birds | The podcast about birds is discontinued
Their emergency contact is their mother | Their emergency contact is now their partner
Owns a cabin in the mountains | The cabin in the mountains was sold
Has a bank account at Chase | Closed the account at Chase
Is the captain of the volleyball team | Lost the captaincy of the volleyball team to Ines
Takes vitamin D every day | The doctor said to stop taking vitamin D
Editor: Sublime | Editor: VS Code
Flat: 2 rooms, Lindenau | Flat: gave notice
Piano lesson Mon 17:00 | Piano lesson Wed 17:00 from September
Weight 74 kg | Weight 71 kg
Car: Golf (leased) | Car: none, returned the Golf
Diet: keto | Diet: stopped keto
DB: MySQL 5.7 | DB: migrated to Postgres 15
Goal: 10k steps | Goal: 8k steps
Budget for the kitchen: 9000 | Budget for the kitchen: 12000
On-call: me | On-call: Dmitri
been on tinder a lot lately | off tinder for good
kinda want a PS5 | bought the PS5 lol
super loyal to Samsung | done with Samsung, got a Pixel
hitting the gym like 4x a week | haven't been to the gym in months
gonna move in with Jo | not moving in with Jo anymore
can't stand cilantro | actually love cilantro now
obsessed with sourdough | dropped the whole sourdough thing
on the night shift rn | back on days
still at uni | graduated!!
stuck with windows | finally on linux
Works since three years as nurse | Works not more as nurse
Has every Friday training with the handball team | Has the handball training given up
Drives with the bus to the school | Drives now with the bike to the school
Wants to make a flight licence | Has decided against the flight licence
Lives by his parents | Lives not more by his parents
Has a contract by Vodafone until June | Has cancelled the contract by Vodafone
Is in treatment by Dr. Krause | Has changed the doctor, is now by Dr. Wolf
Makes sport three times in the week | Makes since the operation no sport more
Must take cortisone | Must take no cortisone more
Eats no sugar | Eats again sugar
Julia teaches maths at a grammar school | Julia doesn't teach at the grammar school any longer
Ben's flatmate is Omar | Omar moved out of Ben's flat
Sara is engaged to Luca | Sara and Luca have called off the engagement
Her son plays the trumpet in the youth orchestra | Her son has left the youth orchestra
Mr Novak chairs the residents' association | Mr Novak handed the chair of the residents' association to Mrs Roth
The user's favourite IDE is PyCharm | The user's favourite IDE is now Zed
The user commutes by car | The user sold the car and commutes by train
She is on a waiting list for a kidney | She received a kidney in October
He avoids gluten | He found out that gluten is not the problem and eats bread again
The user is a freelancer | The user has taken a permanent position
Keeps bees on the roof of the office and sells the honey at Christmas | Gave the bees to a colleague after the second hive had died
Writes every evening in a paper diary before going to sleep | Since the move has not written in the paper diary a single time
Is working on the migration of the billing system to Kotlin | The migration of the billing system to Kotlin was finished last week
Pays for a storage unit outside town where the furniture of the grandmother is | Emptied the storage unit and ended the rental
Meets Clara for lunch at the canteen every Tuesday | Since Clara changed departments they do not meet for lunch any more
Relies on ChatGPT for drafting customer e-mails | Because of the new data policy no longer drafts customer e-mails with ChatGPT
Has been the treasurer of the parents' council for two years | At the last meeting stepped back from the office of treasurer of the parents' council
Plans to build a sauna in the garden next summer | Dropped the plan for the sauna in the garden when the quotes came in
Shares a car with the neighbours, who pay half of the insurance | Ended the car sharing with the neighbours
Always books flights with the points of the company card | The company card was taken away, so books flights privately now
Is enrolled in the evening course until 30 June | Dropped the evening course on 12 April
The contract with the agency ends on 31 March | The contract with the agency was prolonged to 30 September
Release 2.0 is planned for 4 May | Release 2.0 slipped to 18 May
As of January 2024 has 14 direct reports | As of June 2025 has 9 direct reports
The surgery is scheduled for 10 November | The surgery was brought forward to 2 November
On 1 May they weighed 90 kg | On 1 August they weighed 84 kg
Has a visa that is valid until March 2025 | Got a new visa that is valid until March 2027
Moved to Ghent in 2019 | Moved from Ghent to Antwerp in May 2025
Joined the board in 2022 | Left the board in January
Their phone contract costs 29 euros a month | Since 1 July their phone contract costs 19 euros a month
"""

NEW = """
Drives a Toyota Corolla | Took a taxi because the Corolla was at the garage
Uses an iPhone | Switched to decaf
Works at a logistics company in Hamburg | Their brother got fired from a logistics company
Runs five kilometres every morning | Had to stop the dishwasher because of a leak
Has a meeting with Bob on Thursday at 15:00 | The meeting with Alma was moved to Friday at 10:00
Their manager is Alice | Carol replaced the coffee machine
Is subscribed to Spotify Premium | Let the houseplants dry out
Goes to bed at 23:00 | Gets up at 7:00 now
Believes in astrology | No longer reads horoscopes in the tram
Prefers morning meetings | Skipped the morning meeting on Monday
Is renting a garage on Mill Street | The lease of the office printer ended
Has a cleaner who comes on Wednesdays | Let the dog off the lead in the park
Eats meat | Had a vegetarian lasagne on Saturday
Is training for a triathlon | Pulled a muscle while training for the triathlon
Owns a cabin in the mountains | The neighbour's cabin in the mountains was sold
Has a bank account at Chase | Closed the tab with the Chase website
Takes vitamin D every day | Forgot to take vitamin D yesterday
Editor: Sublime | Terminal: Ghostty
Flat: 2 rooms, Lindenau | Garden plot: gave notice
Piano lesson Mon 17:00 | Swimming lesson Wed 17:00 from September
Weight 74 kg | Height 178 cm
Car: Golf (leased) | Bike: none, stolen
DB: MySQL 5.7 | Cache: migrated to Redis 7
Budget for the kitchen: 9000 | Budget for the bathroom: 12000
been on tinder a lot lately | off sugar for good
kinda want a PS5 | bought a lamp lol
super loyal to Samsung | done with the laundry, got a pizza
hitting the gym like 4x a week | haven't been to Prague in months
gonna move in with Jo | not moving the piano anymore
obsessed with sourdough | my sister dropped the whole sourdough thing
still at uni | my cousin graduated!!
stuck with windows | cleaned the windows finally
might get off instagram | been on instagram a lot lately
Works since three years as nurse | Worked in the holidays not as nurse but as lifeguard
Has every Friday training with the handball team | Has the book about handball given back
Drives with the bus to the school | Drives on Sunday with the bike to the lake
Has a contract by Vodafone until June | Has cancelled the hotel by the sea
Is in treatment by Dr. Krause | Has changed the tyres, is now in the garage
Makes sport three times in the week | Makes this week no sport because of a cold
Must take cortisone | Must take no taxi more since the new tram
Julia teaches maths at a grammar school | Julia doesn't teach on Fridays
Julia teaches maths at a grammar school | Nora doesn't teach at the grammar school any longer
Ben's flatmate is Omar | Omar moved the sofa out of Ben's room
Sara is engaged to Luca | Sara and Mia have called off the picnic
Her son plays the trumpet in the youth orchestra | Her daughter has left the youth orchestra
Mr Novak chairs the residents' association | Mr Novak handed the keys to Mrs Roth
The user's favourite IDE is PyCharm | The user's favourite theme is now Nord
The user commutes by car | The user washed the car and went by train on Friday
He avoids gluten | He found out that his sister has coeliac disease
The user is a freelancer | The user has taken a permanent marker
Keeps bees on the roof of the office and sells the honey at Christmas | Gave a jar of honey to a colleague after the meeting
Writes every evening in a paper diary before going to sleep | Has not written to the landlord yet
Is working on the migration of the billing system to Kotlin | The review of the billing system was finished last week
Pays for a storage unit outside town where the furniture of the grandmother is | Emptied the dishwasher and ended the day early
Meets Clara for lunch at the canteen every Tuesday | Did not meet Clara this Tuesday because she was ill
Relies on ChatGPT for drafting customer e-mails | No longer answers customer e-mails on Sundays
Has been the treasurer of the parents' council for two years | Stepped back from the edge of the platform
Plans to build a sauna in the garden next summer | Dropped the plan for the balcony when the quotes came in
Shares a car with the neighbours, who pay half of the insurance | Ended the call with the neighbours
Is thinking of ending the car sharing with the neighbours | Shares a car with the neighbours
Is enrolled in the evening course until 30 June | Dropped the younger child at the kindergarten on 12 April
The contract with the agency ends on 31 March | The contract with the printer was prolonged to 30 September
Release 2.0 is planned for 4 May | Release 1.9 slipped to 18 April
The surgery is scheduled for 10 November | The check-up was brought forward to 2 November
On 1 May they weighed 90 kg | On 1 August they swam 84 lengths
Moved to Ghent in 2019 | Went from Ghent to Antwerp by bike in May 2025
Joined the board in 2022 | Left the office at six in January
Their phone contract costs 29 euros a month | Since 1 July their gym membership costs 19 euros a month
Has a colleague who quit smoking | Smokes two cigarettes a day
Likes Zed | Cancelled the Zed trial at work
Has a brother in Denver | Sold the house in Denver
Visited Kyoto in 2018 | Visited Kyoto in 2023
Wrote a review of Notion | Stopped by the Notion booth at the fair
Attended a workshop on sourdough | Gave up a parking space near the bakery
"""

ALIKE = """
Editor: Sublime | Uses Sublime as their editor
Weight 74 kg | Weighs 74 kg
still at uni | Is still at university
Mr Novak chairs the residents' association | Mr Novak is the chair of the residents' association
"""

MORE = """
Drives a Toyota Corolla | Drives a silver Toyota Corolla from 2014
Has a bank account at Chase | Has a joint bank account at Chase with their partner
"""

SPOKEN: list[Pair] = [
    *pairs_of(SUPERSEDES, "contradicts", "newer"),
    *pairs_of(NEW, "new", "newer"),
    *pairs_of(ALIKE, "identical", "newer"),
    *pairs_of(MORE, "refines", "newer"),
]
