"""Claims that supersede others and are put in other words than they are: tuned on.

From ten sets of 50 or 60, each written after rules had been made from the ones before, as
differently from these as their author could. :mod:`tests.memory.worded_neighbours` has the pairs of
the same sets that must not supersede. A line is ``known | new``.
"""
# ruff: noqa: E501 - a pair is read on one line

from __future__ import annotations

from tests.memory.pairs import Pair, pairs_of

FURTHER = """
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

WORDED_CHANGES: list[Pair] = pairs_of(FURTHER, "contradicts", "newer")
