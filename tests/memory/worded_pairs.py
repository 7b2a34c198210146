"""Pairs whose second claim is put in other words than the first: tuned on.

Of 120 written in one go before the rules were read, this is a random half
(:mod:`tests.memory.other_worded_pairs` is the other one); ten further sets of 50 or 60 were each
written after rules had been made from the ones before, as differently from these as their author
could. What is hard in those that must not supersede: another thing of the same kind, another person
or project, a habit beside a habit, a plan, what once was, an opinion of something else. The
``DECEPTIVE`` ones have a word of change in them and were written against the rules. A line is
``known | new``.
"""
# ruff: noqa: E501 - a pair is read on one line

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

FURTHER_SUPERSEDES = """
Is a line cook at a ramen bar | Now runs their own food truck instead of cooking at the ramen bar
Has a savings goal of 10,000 dollars | Raised the savings goal to 15,000 dollars
Uses the bus to get to campus | Takes an e-scooter to campus these days
Coaches the under-12 football team | Handed the under-12s over to another coach in August
Has two roommates | One of the roommates moved out, so only one is left
Avoids gluten | Eats bread and pasta normally again
Their favourite band is Radiohead | These days their favourite band is Khruangbin
Works out at home with dumbbells | Joined a gym and sold the dumbbells
The kids go to bed at 8 | The kids go to bed at 9 during the holidays and from now on
Has an annual pass for the zoo | Did not renew the zoo pass
Drinks three cups of coffee a day | Cut down to one cup of coffee a day
Is in charge of payroll | Payroll is now handled by Denise
Their wedding is set for 14 June | The wedding was brought forward to 3 May
Hosts the podcast weekly | The podcast is on indefinite hiatus
Lives on the third floor | Moved to a ground-floor flat because of the stairs
Thinks remote work is great | Has grown sick of remote work
Volunteers at the animal shelter on Saturdays | Had to give up the animal shelter when the baby came
Their car insurance is with Allianz | Changed their car insurance to HUK
The app supports Android only | The app is available on iOS as well as Android now
Sees a physiotherapist for back pain | The back pain is gone and physiotherapy is finished
Has a beard | Shaved the beard off
Runs a book club with Leila | The book club with Leila has disbanded
Their grandmother is 89 | Their grandmother turned 90 in October
Has a mortgage of 240,000 euros | Paid the mortgage off early
Speaks no German | Passed the B1 exam in German
Is against the merger | Came round to the merger after the town hall
Commits straight to main | Opens a pull request for every change since the new policy
Is preparing a talk for PyCon | Gave the PyCon talk in April
Reads the news first thing in the morning | Stays away from the news altogether
Holds a Canadian work visa until March | The Canadian work visa was extended until September
Plays tennis every Thursday evening | Has not played tennis since the shoulder operation
Shares a car with the neighbours | The car sharing with the neighbours ended in May
Their internet provider is Comcast | Switched the internet to Starlink
Is a junior data analyst | Was promoted to senior data analyst
Wants a second dog | No longer wants a second dog
Their mother works as a pharmacist | Their mother has retired
Has a fringe and long hair | Cut their hair short
The build takes forty minutes | The build finishes in eight minutes now
Charges clients 80 euros an hour | Raised their hourly rate to 95 euros
Is undecided about moving to Oslo | Has decided to move to Oslo
Owns a small sailing boat | Gave the sailing boat to the youth club
Their project is called Falcon | Renamed the project to Kestrel
Goes to bed around midnight | Is usually asleep by ten now
Is on good terms with the neighbours | Has fallen out with the neighbours over the fence
Works at the Berlin office | Was transferred to the Munich office
Buys groceries at Aldi | Gets all groceries delivered since the accident
Is a member of the Green Party | Resigned from the Green Party
Does not own a television | Bought a television for the World Cup
The kitchen is being renovated | The kitchen renovation is complete
Their son plays the violin | Their son gave up the violin for the drums
Takes the train at 7:12 | Takes the 7:42 train since the new timetable
Can bench press 60 kg | Can bench press 75 kg
Trusts the weather app | Has stopped trusting the weather app
Uses a paper calendar | Keeps appointments in Google Calendar instead of on paper
The server is hosted at Hetzner | Moved the server to a machine at home
Is writing a thesis on coral reefs | Submitted the thesis on coral reefs
Has a stepfather called Ron | Their mother divorced Ron
Lunch break is from 12 to 1 | Lunch break was moved to 1 to 2
Is vegetarian on weekdays | Eats meat every day again
Their best friend lives next door | Their best friend moved to Australia
Their hometown club is St Pauli and they have a season ticket | Gave back the St Pauli season ticket
Wears glasses | Had laser eye surgery and does not need glasses any more
Rents out a room to a student | The student moved out and the room is a study now
Their commute takes fifty minutes | The commute is down to twenty minutes since the office moved
Practises piano every evening | Practises piano only at weekends now
Uses a Lenovo laptop for work | The company gave them a MacBook as a replacement for the Lenovo
Is the youngest person on the team | A younger colleague joined, so they are no longer the youngest on the team
Is registered with Dr Meier | Is now a patient of Dr Hoffmann
Eats breakfast at home | Skips breakfast these days
The newsletter goes out every Tuesday | The newsletter is sent on Fridays from now on
Is enrolled in evening classes in accounting | Completed the evening classes in accounting
Spends Sundays with their grandparents | Their grandparents have died
Knows only a little SQL | Writes complex SQL queries with ease after the course
Has a temporary contract until December | Was given a permanent contract
Believes that AI is overhyped | Has changed their mind about AI and considers it useful
The test coverage is 62 percent | Test coverage has reached 81 percent
Stores photos on an external drive | All photos are in Google Photos now
Lives with a flatmate named Kofi | Kofi moved back to Ghana
Is a stay-at-home dad | Went back to full-time work in January
Their dog sleeps in the bedroom | The dog has to sleep in the hallway now
Wants to sell the house | Has decided to keep the house
Does CrossFit | Replaced CrossFit with yoga
Is the only developer on the project | Two more developers have joined the project
The next release is version 3.2 | Version 3.2 has been released
Their favourite season is summer | Their favourite season is autumn now
Their son is learning to walk | Their son can walk now
Holds shares in Tesla | Sold all Tesla shares
Meets the mentor monthly | Meets the mentor every two weeks now
Is behind on the tax return | Filed the tax return
Likes the new boss | Cannot stand the new boss any more
Works as a paralegal at a firm in Boston | Started a job as a compliance officer at a bank
Lives in Rotterdam with two cats | Has relocated to Antwerp
Prefers window seats | Prefers aisle seats since the back problems
Is learning Korean with an app | Stopped learning Korean
Their budget for the holiday is 2,000 euros | The holiday budget was cut to 1,400 euros
Their brother is in the army | Their brother has left the army
The API is rate limited to 100 requests per minute | The rate limit of the API is 500 requests per minute
Goes running before work | Goes running after work since the shift change
Is dating someone from the climbing gym | Is single again
Owns a flat in Valencia | Sold the flat in Valencia
Is writing a novel | Has put the novel aside for good
Uses Google Docs for the meeting notes | Takes meeting notes in Notion instead of Google Docs
The car has 80,000 kilometres on it | The car has passed 100,000 kilometres
Is on a diet of 1,800 calories | Eats 2,400 calories a day to gain muscle
Wants to move to Berlin | Has abandoned the plan to move to Berlin
Their team works in two-week sprints | The team switched to Kanban
Is the vice president of the chess club | Was elected president of the chess club
Drinks cow's milk | Drinks oat milk instead of cow's milk
Is looking after their sick father | Their father has recovered
Has 12 days of holiday left | Has only 5 days of holiday left
Their exam is in the second week of July | The exam was postponed to September
Speaks French at a beginner level | Speaks French at an intermediate level
Keeps the bike in the cellar | Keeps the bike in the flat since the break-in
Pays for Netflix | Cancelled Netflix
Does not have a smartphone | Got a first smartphone
Thinks the rent is fair | Finds the rent too high after the increase
Is a fan of the Lakers | Supports the Celtics now
Works with Sandra on the budget report | Sandra is no longer working on the budget report
Plays guitar in a cover band | Left the cover band to go solo
Usually books hotels for trips | Prefers to rent flats when travelling these days
The database is backed up weekly | The database is backed up every night
Has a broken ankle | The ankle has healed
Has a dentist called Dr Weiss | Changed to a different dentist, Dr Amari
Their sister is unemployed | Their sister found work at a bakery
The project has no tests | The project has 80 percent test coverage
Takes the pill | Stopped taking the pill
Hopes to be promoted this year | Was passed over for the promotion
Their favourite restaurant is Chez Paul | Chez Paul has closed down
Is nervous about the job interview | Felt calm after the job interview went well
Is allowed to work from abroad | The company no longer allows working from abroad
Works at a bakery on weekends | Quit the weekend job at the bakery
Their landlord allows pets | The new landlord does not allow pets
Lives five minutes from the beach | Moved inland, an hour from the coast
Goes to church every Sunday | Has left the church
Is left-footed and plays as a striker | Plays in defence since last season
Uses two monitors | Works with a single ultrawide monitor now
Has high blood pressure | Blood pressure is back to normal
Their phone contract costs 40 dollars a month | The phone contract is 25 dollars a month after the renewal
Attends the Monday standup | Is excused from the Monday standup from now on
Is a heavy sleeper | Sleeps badly since the baby was born
Plans to retire at 60 | Plans to work until 67
The office is on Market Street | The office has moved to Queen Street
Their nickname is Bean | Does not want to be called Bean any more
Is saving for a trip to Japan | Went to Japan in April with the savings
Has a crush on a colleague | Is in a relationship with the colleague
Prefers calls to emails | Would rather get emails than calls now
Their daughter is three | Their daughter is four
Rides a motorcycle to work | Stopped riding the motorcycle after the accident
Works with Angular | The team moved its frontend from Angular to Svelte
Has a Netflix and a Disney subscription | Only keeps the Netflix subscription
Their thesis supervisor is Prof Klein | Prof Okafor took over as their thesis supervisor
Is certain that the merger will happen | Is no longer sure that the merger will happen
Cooks every evening | Mostly orders takeaway these days
Is 20 weeks pregnant | Is 32 weeks pregnant
Reads on paper only | Bought a Kindle and reads almost everything on it
Uses a standing order to pay the rent | Pays the rent by direct debit now
Their parents live in Italy | Their parents have come back to England
Is on the night shift this month | Is back on the day shift
Their in-house server runs Ubuntu 20.04 | Upgraded the in-house server to Ubuntu 24.04
Hates cilantro | Has acquired a taste for cilantro
Is a vegetarian for ethical reasons | Eats meat twice a week
Lives in a two-bedroom apartment in Denver | Bought a house in Boulder and moved there
Works as a product manager at Spotify | Joined Klarna as head of product
Uses Slack for team communication | The team communicates over Microsoft Teams instead of Slack
Plays football every Wednesday | Quit football after tearing a ligament
Has a cat named Miso | Gave Miso to a friend because of an allergy
Is preparing for the IELTS exam | Took the IELTS exam and scored 7.5
Their mother is ill with pneumonia | Their mother is healthy again
Takes metformin twice a day | Takes metformin only once a day
Their salary is 72,000 dollars | Got a raise to 80,000 dollars
The meeting with the investors is on 4 May | The meeting with the investors was pushed to 11 May
Wants to adopt a dog | Adopted a dog from a shelter
Is learning to play chess | Lost interest in chess
Writes their code in VS Code | Writes all code in Cursor now
Prefers working alone | Prefers working in a team these days
Owes the bank 15,000 euros | The loan from the bank has been repaid
Does not have a passport | Got a passport last month
Their partner is called Sam | Broke up with Sam
Their company is based in Paris | Their company has moved its headquarters to Lyon
Gets up at 7 | Gets up at 5:30 to go swimming
Is the team lead of the mobile team | Handed over the lead of the mobile team to Yuki
Is on the keto diet | Stopped the keto diet
The website uses WordPress | The website was rebuilt with Astro
Thinks that the course is boring | Finds the course fascinating by now
Goes to therapy weekly | Therapy is only once a month now
Has a landline | Had the landline disconnected
Is planning a trip to Peru | Called off the trip to Peru
Speaks only English | Has learned Italian well enough to work in it
The project deadline is end of March | The project deadline was moved to end of April
Their kids go to a private school | The kids transferred to a public school
Works part-time at a bookstore | Works full-time at the bookstore
Has an appointment at the embassy on 12 June | The embassy appointment was moved to 19 June
Lives with his brother | His brother moved out last week
Prefers tea over coffee | Now prefers coffee over tea
Uses Todoist for tasks | Dropped Todoist and uses pen and paper
Is studying for a master's in physics | Finished the master's in physics
Runs Windows 10 on the desktop | The desktop now runs Fedora
Eats dairy | Has gone vegan
Is learning to drive | Got the driving licence on the third attempt
Their grandmother lives on her own | Their grandmother moved to a care home
Pays 30 euros for the gym | The gym fee rose to 38 euros
Feels confident about the exam | Is worried about the exam
Is the goalkeeper of the local team | Gave up football altogether
Is working on the checkout redesign | The checkout redesign went live
Their best friend is Carla | Fell out with Carla and they no longer talk
Has a fear of heights | Climbed the tower without any fear of heights
Wants to buy a camper van | Has bought a camper van
Meets with the team every Monday | The team meeting is on Tuesdays now
The company has 40 employees | The company has grown to 65 employees
Sings in the church choir | Has stopped singing in the church choir
Does home office on Mondays and Fridays | Works in the office five days a week since May
Is a heavy smoker | Quit smoking in spring
Their dog is a puppy | Their dog is fully grown
Uses the free plan of Figma | Upgraded to the paid plan of Figma
Has an old Nokia phone | Replaced the Nokia with a smartphone
Their favourite food is pizza | Their favourite food is ramen these days
Is writing in Java at work | Writes Kotlin at work since the rewrite
Reads one book a month | Reads four books a month
Expects the package on Thursday | The package has arrived
Is in a long-distance relationship | Moved in with the partner after years of distance
Works at a vet clinic as an assistant | Left the vet clinic and works for a zoo
Their wife works in Basel | Their wife has changed jobs and works in Zurich
Has a dog and a cat | The dog died, so only the cat is left
Is taking a course in pottery | The pottery course is over
Lives with three other students | Lives with the girlfriend now
Prefers light roast coffee | Has switched to dark roast coffee
Their gym is FitX | Their gym is McFit now
Trains for a triathlon | Gave up the triathlon after the accident
Is on a waiting list for a kidney | Received a kidney
The server has 16 GB of memory | The server was upgraded to 32 GB of memory
Does the shopping on Saturdays | Does the shopping on Mondays since retiring
Uses Chrome | Has replaced Chrome with Firefox
Is the director of the museum | Retired as director of the museum
Drinks two beers every evening | Does not drink beer any more
Their daughter lives at home | Their daughter moved out to study in Leeds
Is applying to medical school | Got into medical school
Thinks the manager is fair | Thinks the manager is unfair since the layoffs
Has an unpaid parking fine | Paid the parking fine
Plans to propose to Anna | Proposed to Anna and she said yes
Their project uses Python 3.9 | Their project was moved to Python 3.12
Has a temporary crown on a tooth | The permanent crown has been fitted
Plays World of Warcraft every night | Deleted the World of Warcraft account
Is trying to get pregnant | Is pregnant
The invoice is due on the 15th | The invoice has been paid
Their office days are Tuesday and Thursday | Their office days are now Monday and Wednesday
Is interested in astrology | Considers astrology nonsense these days
Uses his mother's old car | Bought a car of his own
Needs a new roommate | Found a new roommate
Is still waiting for the test results | The test results were negative
Walks to school | Gets driven to school since the move
Is an only child | Has a newborn baby brother
Works as a barista | Now works as a store manager
Their lease runs until June | The lease was renewed until next June
Has dinner at 7 | Has dinner at 6 since the baby arrived
Uses Zoom for calls with clients | Uses Google Meet for calls with clients now
Is training with a personal trainer | No longer has a personal trainer
Is learning the violin with Mrs Park | Has a new violin teacher, Mr Lindgren
Lives in student housing | Moved into a flat of her own
Their cat is an outdoor cat | The cat stays indoors since the operation
Has never been abroad | Went abroad for the first time in May
The app costs 3 euros | The app is free now
Volunteers at the food bank | No longer has time for the food bank
Is on antibiotics | Finished the antibiotics
Takes the car to work | Goes to work by bike now
Is worried about the results | Is relieved about the results
Likes their neighbours | Has had enough of the neighbours
Thinks the salary is too low | Is satisfied with the salary after the raise
Keeps a diary | Gave up keeping a diary
Is married | Got divorced last year
The repository is private | The repository has been made public
Their main client is Nestlé | Their main client is now Danone
Uses the gym at work | Uses the gym near home now
Is the goalkeeper | Plays as a midfielder now
Reads the Guardian | Reads the Times instead of the Guardian
Has long working hours | Works shorter hours since the promotion
Their dog is ill | Their dog is well again
The tests are failing | The tests pass again
Wants to study medicine | Wants to study law instead of medicine
Their passport expires in May | Renewed the passport
Is living with depression | Has overcome the depression
Works in the sales department | Moved to the marketing department
Teaches English at an evening school | No longer teaches at the evening school
Has a Spotify subscription | Switched from Spotify to Tidal
Their rent is due on the first | The rent is due on the fifteenth now
Uses a wheelchair | Can walk without the wheelchair again
The internship lasts three months | The internship was extended to six months
Lives in a houseboat in Amsterdam | Lives in an apartment in Haarlem now
Is on the board of the charity | Left the board of the charity
Their team uses Scrum | Their team has replaced Scrum with Kanban
Prefers meetings in person | Prefers video calls to meetings in person
Gets paid monthly | Gets paid every two weeks at the new job
Is learning sign language | Is fluent in sign language
Their uncle runs a farm | Their uncle sold the farm
Suffers from insomnia | Sleeps well since the therapy
Has one tattoo | Has three tattoos now
The website is in beta | The website has launched
Wants to learn to surf | Has learned to surf
Has never eaten sushi | Tried sushi and loves it
Is the oldest in the class | A new classmate is older
Supports the new policy | Has turned against the new policy
Runs a blog about gardening | The gardening blog has been shut down
Is considering a job offer from Bosch | Turned down the job offer from Bosch
Their alarm is set for 6:00 | Their alarm is set for 6:45 from Monday on
Keeps all passwords in a notebook | Keeps all passwords in Bitwarden
Their mother-in-law is staying with them | Their mother-in-law has gone home
Drinks energy drinks at work | Replaced energy drinks with water
The flight is on time | The flight is delayed by two hours
Pays by cash | Pays by card these days
Is vegetarian | Is vegan now
The office has 20 desks | The office has room for 35 desks after the renovation
"""

FURTHER_NEW = """
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

WORDED: list[Pair] = [
    *pairs_of(SUPERSEDES, "contradicts", "newer"),
    *pairs_of(NEW, "new", "newer"),
]
FURTHER_WORDED: list[Pair] = [
    *pairs_of(FURTHER_SUPERSEDES, "contradicts", "newer"),
    *pairs_of(FURTHER_NEW, "new", "newer"),
]
DECEPTIVELY_WORDED: list[Pair] = pairs_of(DECEPTIVE, "new", "newer")
