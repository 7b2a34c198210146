"""Claims that only sound like news of others, and supersede nothing: tuned on.

``FURTHER`` are from the same ten sets as :mod:`tests.memory.worded_changes`; the ``DECEPTIVE`` ones
have a word of change in them and were written against the rules. A line is ``known | new``.
"""

from __future__ import annotations

from tests.memory.pairs import Pair, pairs_of

FURTHER = """
Is a line cook at a ramen bar | Their brother runs a food truck
Coaches the under-12 football team | Plays football with old colleagues on Thursdays
Avoids gluten | Baked a loaf of bread for a neighbour
Has an annual pass for the zoo | Visited the aquarium last month
Drinks three cups of coffee a day | Drinks one cup of herbal tea before bed
Is in charge of payroll | Denise is in charge of recruiting
Their wedding is set for 14 June | Their cousin's wedding is on 3 May
Lives on the third floor | Has an office on the ground floor
Thinks remote work is great | Misses chatting with colleagues at lunch
Their car insurance is with Allianz | Took out travel insurance with HUK
Has a beard | Thinks that moustaches look silly
Runs a book club with Leila | Left the running club
Their grandmother is 89 | Their grandfather turned 90 in October
Speaks no German | Speaks fluent Dutch
Is preparing a talk for PyCon | Gave a talk at the local meetup in April
Uses the bus to get to campus | Uses a bike at the weekend
Has two roommates | Has two desks in the room
Volunteers at the animal shelter on Saturdays | Donated blankets to the animal shelter
Works on the checkout team | Helped the search team with a migration
Is learning the ukulele | Sold an old guitar
Lives in Tallinn | Is staying with a friend in Riga this weekend
The API is written in Go | The command line client is written in Rust
Has a meeting with Priya on Tuesday | Has a meeting with Omar on Wednesday
Takes vitamin D in winter | Takes magnesium before long runs
Reads science fiction | Is reading a cookbook
Prefers email for contracts | Prefers phone calls for emergencies
Works for the city council | Works on the council's new website as a project lead
Is afraid of spiders | Is not afraid of heights
Earns 3,200 euros a month | Spends 600 euros a month on childcare
Was a vegetarian in college | Eats steak on birthdays
Plays tennis every Thursday evening | Watched a tennis match on Thursday
Their internet provider is Comcast | Their mobile provider is Verizon
Is a junior data analyst | Manages the team's mailing list
Their mother works as a pharmacist | Their mother-in-law has retired
The build takes forty minutes | The deployment takes eight minutes
Charges clients 80 euros an hour | Pays the accountant 95 euros an hour
Owns a small sailing boat | Rented a motorboat in Croatia
Their project is called Falcon | Their cat is called Kestrel
Works at the Berlin office | Visited the Munich office in May
Buys groceries at Aldi | Buys bread at the bakery on the corner
Is a member of the Green Party | Voted for the Social Democrats as a teenager
Does not own a television | Watches films on the laptop
The kitchen is being renovated | The bathroom was renovated in spring
Their son plays the violin | Their nephew plays the drums
Can bench press 60 kg | Can squat 90 kg
Trusts the weather app | Does not trust the banking app
The server is hosted at Hetzner | Bought a domain at Namecheap
Is writing a thesis on coral reefs | Read an article on kelp forests
Is vegetarian on weekdays | Had a burger last Sunday
Their best friend lives next door | Their colleague moved to Australia
Likes working with Anders | Finds the commute with Anders exhausting
Has a cabin in Norway | Lives in Gothenburg
Plans to learn how to weld | Learned how to solder last year
Takes the train at 7:12 | Takes the train back at 17:42
Is working on the billing module | Finished the search module
Their sister is pregnant | Is thinking about having children
Drives a van for work | Cycles to the bakery on Sundays
Has a phone contract with O2 | Has a landline with Telekom
Loves Indian food | Does not like Thai food very much
Works night shifts at the hospital | Worked day shifts at a hotel in 2018
Wears glasses | Wears a watch their father gave them
Rents out a room to a student | Teaches a student from Spain
Their commute takes fifty minutes | Their lunch break takes thirty minutes
Practises piano every evening | Practises yoga on Sunday mornings
Uses a Lenovo laptop for work | Uses an iPad for drawing
Is registered with Dr Meier | Was referred to Dr Hoffmann for an allergy test
Eats breakfast at home | Has lunch in the canteen
The newsletter goes out every Tuesday | The podcast comes out on Fridays
Has a temporary contract until December | Has a driving licence
Believes that AI is overhyped | Uses AI to summarise meetings
The test coverage is 62 percent | The battery is at 81 percent
Stores photos on an external drive | Stores videos on a NAS
Lives with a flatmate named Kofi | A friend from Ghana visited
Their dog sleeps in the bedroom | Their cat sleeps on the sofa
Wants to sell the house | Wants to keep in touch with the neighbours
Does CrossFit | Does the laundry on Mondays
The next release is version 3.2 | The current phone is a Nokia 3.2
Their favourite season is summer | Their favourite fruit is mango
Holds shares in Tesla | Drives a Tesla
Meets the mentor monthly | Meets friends for dinner every two weeks
Likes the new boss | Does not like the new office chairs
Has a sister in Toronto | Their brother moved to Toronto
Owns a drill | Borrowed a saw from the neighbour
Plays chess online | Lost a chess game against Rita
Has been to Kenya twice | Has never been to Ghana
Manages the marketing budget | The marketing budget is 40,000 euros
Works from home on Fridays | Worked from a cafe last Friday
Wants to run a marathon | Ran ten kilometres this morning
Has a standing desk | Bought a new office chair
Takes a nap after lunch | Does not drink coffee after lunch
Works as a paralegal at a firm in Boston | Has a law degree from Boston College
Lives in Rotterdam with two cats | Takes the cats to a vet in Delft
Their budget for the holiday is 2,000 euros | Spent 300 euros on flights
Their brother is in the army | Their cousin left the army in 2012
Goes running before work | Goes for a beer after work on Fridays
Owns a flat in Valencia | Sold a flat in Madrid
Is writing a novel | Finished a short story
Uses Google Docs for the meeting notes | Uses Notion for recipes
Is the vice president of the chess club | Is the treasurer of the allotment association
Keeps the bike in the cellar | Keeps the skis in the garage
Pays for Netflix | Cancelled the gym contract
Speaks French at a beginner level | Speaks Polish at an intermediate level
Thinks the rent is fair | Finds the heating costs too high
Plays guitar in a cover band | Used to play in a punk band
Has a broken ankle | Broke an arm as a child
Their sister is unemployed | Their brother found work at a bakery
Takes the pill | Stopped taking iron tablets
Is nervous about the job interview | Was calm at the wedding
Works with Sandra on the budget report | Sandra is on holiday this week
The database is backed up weekly | The file server is backed up every night
Works at a bakery on weekends | Bakes sourdough at home
Their landlord allows pets | The office does not allow pets
Goes to church every Sunday | Married in a church in 2010
Uses two monitors | Uses one keyboard for both computers
Has high blood pressure | Their father has low blood pressure
Their phone contract costs 40 dollars a month | The gym costs 25 dollars a month
Plans to retire at 60 | Plans to travel after retiring
The office is on Market Street | The warehouse is on Queen Street
Is saving for a trip to Japan | Went to Korea in April
Prefers calls to emails | Prefers emails with attachments in PDF
Their daughter is three | Their son is four
Rides a motorcycle to work | Stopped riding horses after the accident
Works with Angular | Went to a talk about Svelte
Their thesis supervisor is Prof Klein | Prof Okafor teaches the seminar on ethics
Cooks every evening | Ordered pizza on Friday
Their parents live in Italy | Their sister came back to England
Hates cilantro | Likes parsley
Has a Netflix subscription | Watches Disney films at a friend's place
Is certain that the merger will happen | Is not sure that the bonus will be paid
Reads on paper only | Listens to audiobooks in the car
Their in-house server runs Ubuntu 20.04 | Upgraded the laptop to Ubuntu 24.04
Lives five minutes from the beach | Their parents moved inland
Is on the night shift this month | Worked the day shift at a factory before
Has a son from the first marriage | Is divorced from the first husband
Teaches maths at a secondary school | Teaches an online course in the evening
Is a member of the works council | Is not a member of the union
Eats out on Fridays | Cooks at home on Saturdays
Has a hearing aid | Lost the hearing in one ear as a child
Their car is a hybrid | Their wife's car is electric
Keeps a diary | Threw away old school notebooks
Is a vegetarian for ethical reasons | Their husband eats meat
Lives in a two-bedroom apartment in Denver | Their office is in Boulder
Works as a product manager at Spotify | Listens to jazz on Spotify
Uses Slack for team communication | Uses WhatsApp with the family
Plays football every Wednesday | Plays cards every Friday
Has a cat named Miso | Makes miso soup on Sundays
Is preparing for the IELTS exam | Passed the driving test
Their mother is ill with pneumonia | Their father is healthy
Takes metformin twice a day | Takes a walk once a day
Their salary is 72,000 dollars | Their wife's salary is 80,000 dollars
The meeting with the investors is on 4 May | The meeting with the lawyers is on 11 May
Is learning to play chess | Lost the chess game against a colleague
Writes their code in VS Code | Writes letters in Word
Prefers working alone | Prefers travelling in a group
Does not have a passport | Has a driving licence
Their company is based in Paris | Grew up in Lyon
Gets up at 7 | Goes jogging at 7:30 on Saturdays
Is the team lead of the mobile team | Mentors Yuki from the mobile team
The website uses WordPress | Wrote a blog post about Astro
Thinks that the course is boring | Thinks that the teacher is kind
Goes to therapy weekly | Goes to the hairdresser monthly
Is planning a trip to Peru | Called off the trip to Chile
Speaks only English | Wants to learn Italian
The project deadline is end of March | The conference is at the end of April
Their kids go to a private school | Went to a public school as a child
Likes black coffee | Does not like green tea
Works late on Tuesdays | Worked late last night
Has three sisters | Has one brother
Owns two bicycles | Sold the old skateboard
Is responsible for the onboarding of new colleagues | Was onboarded by Petra in 2019
Works part-time at a bookstore | Buys books at the bookstore
Has an appointment at the embassy on 12 June | Has an appointment at the bank on 19 June
Lives with his brother | His sister moved out last week
Prefers tea over coffee | Prefers decaf in the evening
Uses Todoist for tasks | Uses pen and paper for sketches
Is studying for a master's in physics | Finished the bachelor's in physics in 2022
Runs Windows 10 on the desktop | Runs Fedora on the laptop
Is learning to drive | Drove a tractor as a child
Pays 30 euros for the gym | Pays 38 euros for the phone
Feels confident about the exam | Is worried about the move
Is the goalkeeper of the local team | Coaches the goalkeepers of the youth team
Is working on the checkout redesign | The search redesign went live
Their best friend is Carla | Fell out with the neighbour
Wants to buy a camper van | Rented a camper van in Scotland
Meets with the team every Monday | Meets with the coach on Tuesdays
The company has 40 employees | The warehouse has 65 employees
Sings in the church choir | Has stopped singing in the shower
Is a heavy smoker | Their wife quit smoking in spring
Uses the free plan of Figma | Upgraded the phone plan
Their favourite food is pizza | Their favourite drink is ginger ale
Reads one book a month | Listens to four podcasts a month
Expects the package on Thursday | Expects guests on Saturday
Does home office on Mondays and Fridays | Goes to the theatre on Fridays
Has an old Nokia phone | Has an old Canon camera
Is writing in Java at work | Writes poetry at home
Likes the morning shift | Likes the colleagues on the evening shift
Grew up in Turin | Lives in Genoa
Their dog is a puppy | Their cat is fully grown
Was in Rome last spring | Plans to go to Rome next spring
Keeps tropical fish | Went fishing with an uncle
Works at a vet clinic as an assistant | Takes the dog to another vet clinic
Their wife works in Basel | Their son works in Zurich
Is taking a course in pottery | The photography course is over
Lives with three other students | Studies with the girlfriend in the library
Prefers light roast coffee | Prefers dark chocolate
Their gym is FitX | Their supermarket is Lidl
Trains for a triathlon | Bought a new bike
The server has 16 GB of memory | The laptop was upgraded to 32 GB of memory
Does the shopping on Saturdays | Does the laundry on Mondays
Uses Chrome | Uses Firefox on the phone
Is the director of the museum | Their uncle retired as director of the library
Drinks two beers every evening | Drinks one coffee every morning
Their daughter lives at home | Their son moved out to study in Leeds
Thinks the manager is fair | Thinks the salary is unfair
Has an unpaid parking fine | Paid the electricity bill
Plans to propose to Anna | Proposed a new schedule to the team
Plays World of Warcraft every night | Deleted the Facebook account
Is trying to get pregnant | Their sister is pregnant
The invoice is due on the 15th | The tax return is due on the 31st
Is interested in astrology | Is interested in astronomy
Needs a new roommate | Needs a new mattress
Walks to school | Drives to the gym
Wears a size 42 shoe | Wears a size M shirt
Has a degree in law | Has a diploma in design
Celebrates Hanukkah | Went to a Christmas party
Their brother is a pilot | Is afraid of flying
Supports Arsenal | Watched Chelsea play on Saturday
Owns a house by the sea | Rents an office in the city
Reports bugs to the vendor | Reports to the head of engineering
Gets migraines in summer | Got a sunburn last summer
Is an only child | Has an only child
Works as a barista | Manages the café's Instagram account
Their lease runs until June | The car insurance runs until December
Has dinner at 7 | Has breakfast at 6
Uses Zoom for calls with clients | Uses FaceTime for calls with family
Is learning the violin with Mrs Park | Is learning Korean with Mr Kim
The app costs 3 euros | The book is free now
Volunteers at the food bank | Donated to the red cross
Is on antibiotics | Finished the painkillers
Likes their neighbours | Has had enough of the heat
Is married | Their parents got divorced
The repository is private | The wiki has been made public
Uses the gym at work | Uses the pool near home
Reads the Guardian | Reads the Times on Sundays as well
Their dog is ill | Their cat is well again
The tests are failing | The linter passes again
Wants to study medicine | Studied biology for a year
Their passport expires in May | Renewed the parking permit
Takes the car to work | Goes to the lake by bike
Keeps a diary | Gave up keeping score at tennis
Works in the sales department | Works with the marketing department on a campaign
Teaches English at an evening school | No longer teaches children
Has a Spotify subscription | Has a gym subscription
Their rent is due on the first | The tax payment is due on the fifteenth
The internship lasts three months | The course lasts six months
Lives in a houseboat in Amsterdam | Works in an office in Haarlem
Is on the board of the charity | Left the board game at a friend's place
Gets paid monthly | Gets a newsletter every two weeks
Their uncle runs a farm | Their aunt sold a house
Has one tattoo | Has three piercings
The website is in beta | The podcast has launched
Wants to learn to surf | Has learned to juggle
Supports the new policy | Is against the new logo
Runs a blog about gardening | The cooking blog has been shut down
Is considering a job offer from Bosch | Turned down an invitation to a wedding
Keeps all passwords in a notebook | Keeps recipes in a folder
The flight is on time | The train is delayed by two hours
Pays by cash | Pays attention to prices
Is vegetarian | Their daughter is vegan now
The office has 20 desks | The office has two meeting rooms
"""

DECEPTIVE = """
Is married to Jonas | Split up the firewood with the neighbour
Has the flu | Recovered the deleted files
Is unemployed | Joined the chess club
Is on parental leave | Is back from the supermarket
Is on parental leave | Returned from a trip to Rome
Works as a nurse | Gave up the position as treasurer of the choir
Works at a hospital | Retired as treasurer of the choir
Works at a hospital | Lost the job as choir director
Studies medicine | Dropped out of the city run
Is looking for a flat | Moved into a new office
Is looking for a flat | Found a room for the workshop
Is looking for a job | Got an offer for the old car
Loves the new office | Finds the new office too cold
Likes the new boss | Thinks that the new boss is too strict
Tom maintains the parser | Ana maintains the parser
Their flatmate is Kofi | Their flatmate is Ben
Their son is 4 | Their son is 9
Earns 200 euros a month with tutoring | Now earns 3,400 euros a month
The bus leaves at 7:40 | The bus leaves at 8:10
Uses Python at work | Uses Rust at work now
Lives alone | Lives with a dog
Has no children | Has a child seat in the car for the nephew
Has a dog | Their sister has a dog now
Does not drink alcohol | Works in a bar now
Works from home | Is building a home office
Works from home | Went to the office on Tuesday for a workshop
Is in hospital | Went home for Christmas last year
Is afraid of dogs | Has got over the divorce
Is pregnant | Had the baby room painted
Is saving for a car | Bought a car seat
Is waiting for the visa | Got a visa card
Is preparing for the maths exam | Passed the physics exam
Is writing a report on energy | Published a paper on water
The printer is broken | The scanner was repaired
The login ticket is open | The search ticket was closed
Uses Gmail for private mail | Switched the company mail to Outlook
Drives a Golf | Their father drives a Tesla now
Plays the piano | Switched to a new piano teacher
Works at Siemens | Switched to a standing desk at Siemens
Takes 5 mg of ramipril in the morning | Takes 10 mg of ramipril in the evening
Goes to yoga on Mondays | Goes to pilates on Thursdays now
Calls their parents every Sunday | Rarely calls customers these days
Likes dark chocolate | Does not like milk chocolate any more
Prefers working in the morning | Prefers meetings in the afternoon
Is in charge of the bakery stall | Is no longer in charge of the raffle
Their manager is Helen | Helen's manager is Tom
Reports to Helen | Reports bugs to the vendor
Their doctor is Dr Meier | Their vet is Dr Hoffmann
Rents a flat in Graz | Bought a garage in Graz
Is single | Has two single friends
The budget is 8,000 euros | The deposit is now 500 euros
The team has six engineers | The team now has two office dogs
Runs 10 km every Sunday | Ran 15 km last Sunday
Does not eat pork | Eats beef
Is vegetarian | Cooked chicken for the guests
Has a meeting with Bob on Monday | Moved the dentist appointment to Monday
Their brother is a student | Graduated from university
Lives in Lisbon | Moved the piano to the living room
Keeps wine in the cellar | All bikes are in the cellar now
Believes in God | Lost faith in the new coach
Stores backups on a NAS | Moved the NAS to the attic
Is a junior developer | The team has hired a senior developer
Has a cast on the left arm | The cast of the play met on Tuesday
Works as a waiter | Was promoted to captain of the football team
Lives on Market Street | Market Street is now closed to cars
Plans to visit Lisbon | Visited Lisbon in 2015
Plans to call the dentist | Called the plumber
Has to renew the passport | Renewed the library card
Has an unpaid parking fine | Paid the parking meter
Their daughter lives at home | Their neighbour's daughter moved out
Works at a bank | Their husband changed jobs
Is applying to medical school | Got into a fight with a medical student
Their partner is called Sam | Fell out with Sam's brother
Is friends with Robin | Is no longer in a band with Robin
Uses the free plan of Figma | Upgraded the phone to the paid plan of a VPN
Prefers working alone | Has a team of five now
Is interested in astrology | Considers the new astronomy book boring
Goes to therapy weekly | The book club is only once a month now
Pays 30 euros for the gym | The parking fee rose to 38 euros
The laptop runs Windows 10 | The desktop now runs Fedora
Writes notes in Obsidian | Writes reports in Word now
Is waiting for the test results | The results of the election were good
Has a cat named Miso | Gave the cat tree to a friend
Has two roommates | Moved into the bigger room
Lives in Denver | Bought a house in Boulder as an investment
Works at Spotify | Joined the choir as a soprano
Keeps the bike in the cellar | Moved the bike trailer to the garage
Their best friend is Carla | Carla fell out with Tom
Is allergic to nuts | Tolerates dairy well now
Takes metformin twice a day | Takes vitamin D once a week now
Thinks the manager is fair | Thinks the manager is boring
Speaks basic Spanish | Speaks fluent Dutch
Their grandfather is 89 | Their grandmother turned 90
The bakery opens at 7 | The bakery closes at 19:00
Is looking after the neighbour's dog | The neighbour's cat died
Is in hospital | Left the hospital car park without paying
Is saving for a trip to Japan | Bought a book about Japan
Has a temporary job | Got a permanent marker
Lives alone | Moved in the garden furniture for winter
The deadline for the report is Friday | The report has 40 pages now
Is single | Was at a wedding with a new friend
Smokes a pipe | Their father quit smoking
Is engaged | Is planning the company party
Eats no pork | Cooked bacon for the children
Drives to work | Is fully remote-controlled with the drone
Works on the billing service | The billing service migration checklist is complete
Has a meeting about the budget | The budget spreadsheet was deleted
Has a shoulder injury | Took the shoulder bag off the shelf
Likes the bakery on the corner | The corner shop closed down
Goes to the gym near the station | The café near the station has closed
Uses the company car | Shared the car ride with a colleague, which is done
Plays in the jazz band | The jazz festival was cancelled
Teaches a class on statistics | Removed a slide from the statistics class
Wears contact lenses | Took down the old contact details
Has a garden with apple trees | Cut down on apple juice
Is a member of the tennis club | The tennis club's website was taken offline
Reads the newspaper at breakfast | Threw away a stack of old newspapers
Has a mortgage on the house | Paid off the car loan
Owns a boat | Sold a boat trailer
Takes the train to work | The train strike is over
Lives on Elm Street | The roadworks on Elm Street are finished
Drinks coffee at the office | The coffee machine at the office was replaced
Has a dog | The dog training course is completed
Trains with Marco | Marco's shop went bankrupt
Keeps chickens in the yard | Repainted the shed in the yard
The server is hosted at Hetzner | Moved the domain to Cloudflare
Their desk is by the window | Moved the plant from the window
Their car is red | Painted the fence red
Is an engineer at Bosch | Was promoted to senior engineer's mentor at the club
Works at the Berlin office | Joined the Berlin running group
Uses Jira for the web team | Switched the laptop to Linux
Plays the guitar | Learned a song on the piano
Studies law | Switched seats in the law lecture
Banks with N26 | Opened a Revolut account for the holidays
Drives a Volvo | Their neighbour switched to a Tesla
Runs 5 km twice a week | The route is now 5 km long
Has a salary of 60,000 euros | The bonus was raised to 6,000 euros
Sleeps eight hours a night | The baby sleeps four hours a night
The lecture is at 10:00 on Mondays | The tutorial was moved to 11:00 on Mondays
Their birthday party is on Saturday | Moved the dentist to Saturday
Meets Lena for lunch on Fridays | Lunch with Tom was moved to Thursday
Trusts the doctor | Doubts that the pharmacist is right
Supports the strike | Is against the new parking rules
Hates early mornings | Loves early spring
Their GP is Dr Lind | Dr Vega is their new dentist
Wants to learn to surf | Learned to swim as a child
Wants to read more | Read a long report at work
Hopes to visit Kyoto | Visited Osaka in April
Wants to buy a bike | Bought a bike lock
Is considering a job offer from Bosch | Turned down a cake at the office
Is learning Italian | Is fluent in French
The shop is open on Sundays | The restaurant closed on Sunday for renovation
Has insomnia | The baby sleeps through the night
The flight is on time | The meeting is delayed
Keeps all passwords in Bitwarden | Keeps all recipes in a notebook
Always wears black to concerts | Always wears white to tennis
Eats only organic vegetables | Eats only fresh bread
Supports the new policy | Turned against his old boss
Is staying with a cousin | Their guests went home
Sleeps well in the mountains | Slept badly last night
All invoices are in the blue folder | All contracts are in the red folder
Plans to paint the kitchen | Painted the hall
Wants to sing in a choir | Sang at a wedding last month
Hopes to get a dog | Walked the neighbour's dog
Studies law | Is proficient in Excel
"""

WORDED_NEIGHBOURS: list[Pair] = pairs_of(FURTHER, "new", "newer")
DECEPTIVELY_WORDED: list[Pair] = pairs_of(DECEPTIVE, "new", "newer")
