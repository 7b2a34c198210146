"""What somebody said, what they said later, and a question: is the later the answer now?

Written for this project before the rules that they test, in the tone of chats, notes, mails and
work logs. In each the earlier words match the question better, so that relevance alone puts them
first. ``TUNED`` may be looked at while a rule is made; ``KEPT`` is only counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Scene:
    """Two turns and a question.

    Attributes:
        question: Asks how something is, or, where nothing changes, perhaps for something else.
        earlier: Said first; matches the question best.
        later: Said a month after.
        reason: Where the later does not take the earlier's place: why not. Empty where it does.
    """

    question: str
    earlier: str
    later: str
    reason: str = ""

    @property
    def changed(self) -> bool:
        """Whether the later turn says how it is now."""
        return not self.reason


TUNED: Final = (
    # --- what has changed
    Scene(
        "Who is my dentist?",
        "My dentist is Dr. Okafor, and the dentist's practice is just around the corner",
        "Since Okafor retired I go to Dr. Lindqvist as my dentist, she is very gentle",
    ),
    Scene(
        "Which database does the billing service use?",
        "The billing service uses MariaDB as its database, billing tables are all in one schema",
        "Migration is through: billing runs on PostgreSQL now",
    ),
    Scene(
        "Where does the book club meet?",
        "The book club meets at Café Ida, the book club likes the corner table",
        "Café Ida closed, so the club is moving to the library basement from this week on",
    ),
    Scene(
        "Which day is the team retro?",
        "Team retro is on Thursday, the team retro has a shared board",
        "heads up, they shifted the retro to Monday because of the releases",
    ),
    Scene(
        "Do I have a gym membership?",
        "I have a gym membership at the gym next to the station",
        "I cancelled my membership, the gym was always too full after work",
    ),
    Scene(
        "What colour is the kitchen wall?",
        "The kitchen wall is a pale yellow colour, a nice colour for a wall",
        "We repainted on Saturday, and now the kitchen has a dark green wall",
    ),
    Scene(
        "How much do I pay for the parking spot?",
        "I pay 65 euros for the parking spot, paid monthly for one spot",
        "The landlord wrote: parking goes up, from March I pay 80 euros for the spot",
    ),
    Scene(
        "What is the working title of my novel?",
        "The working title of my novel is 'Salt Roads', a title for a novel about sailors",
        "My editor talked me out of it. The novel will be called 'The Quiet Tide'",
    ),
    Scene(
        "Who leads the migration project?",
        "Priya leads the migration project, the migration project began in spring",
        "With Priya on leave, Tomasz has taken over the migration",
    ),
    Scene(
        "How many seats does the van have?",
        "The van has nine seats, seats with blue covers for the van",
        "Took the back row out for the mattress, so the van is down to six seats",
    ),
    Scene(
        "What is my sister's job?",
        "My sister's job is in a bank, her job is to advise customers",
        "My sister quit the bank! She is a beekeeper now, of all things",
    ),
    Scene(
        "Is the roof still leaking?",
        "The roof is leaking again, the leak in the roof is over the stairs",
        "Roofers came and sealed everything, it stayed dry under the roof in the storm",
    ),
    Scene(
        "Which version of Node does the CI image have?",
        "The CI image has Node version 18.4.1, the image is built weekly",
        "bumped the CI image to Node 20.11.0 this morning",
    ),
    Scene(
        "When does the ferry leave?",
        "The ferry leaves at 7:40, that ferry leaves from pier two",
        "Winter timetable is out, the ferry goes at 8:15 in the morning",
    ),
    Scene(
        "What do I take for my migraine?",
        "For my migraine I take ibuprofen, I take it with food when the migraine comes",
        "The neurologist put me on sumatriptan instead of ibuprofen, now they last half as long",
    ),
    Scene(
        "Am I still on the hiking trip with Ruben?",
        "I am on the hiking trip with Ruben in June, the hiking trip is five days",
        "Told Ruben that I can't come hiking after all, my knee is not up to it",
    ),
    Scene(
        "Where is the spare key?",
        "The spare key is under the blue flowerpot, the spare one for the front door",
        "I gave the spare key to Mrs. Hansen downstairs, the flowerpot was a silly place",
    ),
    Scene(
        "How long is the warranty of the oven?",
        "The oven has a warranty of two years, a normal warranty for an oven",
        "They extended it for free, so there are 5 years of warranty on the oven",
    ),
    Scene(
        "What language am I learning?",
        "I am learning Portuguese, learning a language every morning with an app",
        "Gave up on Portuguese, my evenings go into Greek these days because of the new job",
    ),
    Scene(
        "What status has the visa application?",
        "The visa application has the status submitted, says the visa portal",
        "Finally! My visa was approved on Friday",
    ),
    # --- what has not
    Scene(
        "Which plants do I have on the balcony?",
        "I have tomato plants on the balcony, balcony plants in big pots",
        "Put some basil and mint out on the balcony as well",
        "several at once",
    ),
    Scene(
        "Which instruments do I play?",
        "I play the clarinet, of all instruments to play the loveliest",
        "Played the piano a bit at Mum's, my fingers still know the old pieces",
        "several at once",
    ),
    Scene(
        "What car do I drive?",
        "I drive a Skoda Octavia, the car I drive has 90,000 km on it",
        "Thinking about whether to get a Tesla as my next car, maybe in two years",
        "only considered",
    ),
    Scene(
        "Which laptop do I use for work?",
        "I use a ThinkPad as the laptop for work, the work laptop is from 2022",
        "Lena uses a MacBook for work and keeps telling me how light it is",
        "somebody else",
    ),
    Scene(
        "Where did I live before the move?",
        "Before the move I lived in Ghent, I lived close to the canal",
        "I live in Antwerp now, the new flat is on the third floor",
        "asks for the past",
    ),
    Scene(
        "What is the deadline for the tax return?",
        "The deadline for the tax return is 31 July, the tax office is strict about the deadline",
        "The swim course starts on 4 September, I must register by phone",
        "another matter",
    ),
    Scene(
        "How many eggs go into the pancake batter?",
        "Four eggs go into the pancake batter, eggs and batter must be warm",
        "Bought 12 eggs at the market and a kilo of flour",
        "another matter",
    ),
    Scene(
        "Who is my landlord?",
        "My landlord is Mr. Petrov, a landlord who answers at once",
        "Asked Mr. Petrov about the heating; Mrs. Vogel from number 9 has the same trouble",
        "another matter",
    ),
    Scene(
        "When is the dress rehearsal?",
        "The dress rehearsal is on 12 May, the rehearsal is in the big hall",
        "Reminder to self: the dress rehearsal on May 12 needs two stagehands",
        "says the same",
    ),
    Scene(
        "Which trains go to Basel?",
        "The trains to Basel go at 9:02, those trains have a dining car",
        "There is also a train to Basel at 11:02 with a change in Olten",
        "several at once",
    ),
    Scene(
        "What does the insurance for the bike cost?",
        "The insurance for the bike costs 90 euros a year, the bike insurance covers theft",
        "New brake pads for the bike were 34 euros, expensive bits of rubber",
        "another matter",
    ),
    Scene(
        "Which cloud region do we deploy to?",
        "We deploy to the Frankfurt cloud region, the region we deploy to has three zones",
        "Somebody suggested that we could deploy to Stockholm, which would be cheaper",
        "only considered",
    ),
    Scene(
        "How did I get to work last winter?",
        "Last winter I got to work by tram, the tram to work was often late",
        "I cycle to work now, twenty minutes along the river",
        "asks for the past",
    ),
    Scene(
        "What is the capacity of the small meeting room?",
        "The small meeting room has a capacity of 6, the small room has no window",
        "The large meeting room holds 22 people since the wall came out",
        "another thing",
    ),
    Scene(
        "What is my blood type?",
        "My blood type is A positive, blood type is on my donor card",
        "Donated blood today, no dizziness at all this time",
        "says nothing of it",
    ),
    Scene(
        "Who is the vet of our cat?",
        "The vet of our cat is Dr. Moreau, our cat hates every vet",
        "Would Dr. Adebayo be a better vet for the cat? Should I ask around?",
        "only considered",
    ),
    Scene(
        "Which allergies do I have?",
        "I have an allergy to birch pollen, the allergies come in April",
        "The test says that I am allergic to hazelnuts too",
        "several at once",
    ),
    Scene(
        "What is the name of the neighbour's dog?",
        "The neighbour's dog has the name Bruno, a dog with a fitting name",
        "Met a dog called Pixel in the park, she ran off with my glove",
        "another thing",
    ),
    Scene(
        "How many people are in the choir?",
        "There are 34 people in the choir, the choir has people of all ages",
        "A choir from Leeds with 60 people sang in the cathedral on Sunday",
        "somebody else",
    ),
    Scene(
        "Which browser do I test with?",
        "I test with Firefox as the browser, tests run in the browser at night",
        "Ran the tests again, all of them passed in Firefox",
        "says the same",
    ),
)


KEPT: Final = (
    # --- what has changed
    Scene(
        "Which phone provider do I have?",
        "I have Telmo as my phone provider, the provider has a cheap phone plan",
        "Telmo had no reception up here, so I went over to Orbit for my phone last week",
    ),
    Scene(
        "Who is my thesis supervisor?",
        "Professor Castellanos is my thesis supervisor, a supervisor who reads every thesis page",
        "Castellanos moves to Oslo, so Dr. Whitfield supervises my thesis from here on",
    ),
    Scene(
        "Where is the company's summer party?",
        "The company's summer party is at the boathouse, a party for the whole company",
        "The boathouse double-booked us, the summer party will be in the botanical garden instead",
    ),
    Scene(
        "On which weekday is rubbish collected?",
        "Rubbish is collected on Tuesday, a weekday when I am home to get the rubbish out",
        "letter from the council: rubbish gets collected on Friday",
    ),
    Scene(
        "Do we have a babysitter for Saturday?",
        "We have a babysitter for Saturday, the babysitter is Noor",
        "Noor is ill, so no babysitter on Saturday and no cinema for us",
    ),
    Scene(
        "How big is the storage of the backup server?",
        "The backup server has 4 TB of storage, the backup storage is mirrored",
        "swapped the disks in the backup server, it has 16 TB",
    ),
    Scene(
        "What is my target time for the half marathon?",
        "My target time for the half marathon is 2:05, a careful target for a half marathon",
        "Training goes well, so I am aiming for 1:58 at the half marathon",
    ),
    Scene(
        "Which framework is the dashboard written in?",
        "The dashboard is written in Angular, a framework in which dashboards are quickly written",
        "Rewrote the dashboard in Svelte over the holidays, half the code",
    ),
    Scene(
        "How many pupils are in my class?",
        "There are 27 pupils in my class, a class with lively pupils",
        "Two pupils moved away, which leaves 25 in my class",
    ),
    Scene(
        "What is the rent of the studio?",
        "The rent of the studio is $1,400, the rent for the studio includes heating",
        "Signed the new lease today. $1,520 a month for the studio, ouch",
    ),
    Scene(
        "Where do I buy my coffee beans?",
        "I buy my coffee beans at Moka Brothers, their coffee beans are roasted on Mondays",
        "Stopped buying at Moka Brothers; the beans come from the market stall by the church now",
    ),
    Scene(
        "Is Jonas coming to the wedding?",
        "Jonas is coming to the wedding, he is coming with his new camera for the wedding",
        "Jonas just called: he won't make it to the wedding, he has to fly to Lima",
    ),
    Scene(
        "What is the current owner of the logging module?",
        "The current owner of the logging module is the platform team, since the module split",
        "logging module has been handed to the observability folks, ping them for reviews",
    ),
    Scene(
        "How old is the car battery?",
        "The car battery is 6 years old, an old battery for a car",
        "I had the battery of the car replaced in March, this one is 2 weeks old",
    ),
    Scene(
        "Which exam do I prepare for?",
        "I prepare for the C1 exam in German, the exam is hard to prepare for",
        "Passed C1! On to the C2 exam, I begin to prepare in autumn",
    ),
    Scene(
        "How do I heat the house?",
        "I heat the house with gas, to heat the house takes a lot of gas",
        "The heat pump is in, the gas boiler left the house yesterday",
    ),
    Scene(
        "What is the name of the startup?",
        "The name of the startup is Fernweh Labs, a startup name that I like",
        "We had to rename the startup for legal reasons. Hello, Wanderlicht!",
    ),
    Scene(
        "When does the shop on the corner open?",
        "The shop on the corner opens at 9 am, the shop has fresh rolls when it opens",
        "New sign on the door: corner shop opens at 7 am from Monday to Friday",
    ),
    Scene(
        "What is the bus fare into town?",
        "The bus fare into town is £2.40, a fair fare for a bus into town",
        "They have put the fare into town up to £2.90, and the bus is still late",
    ),
    Scene(
        "Am I vegetarian?",
        "I am vegetarian, and being vegetarian is easy in this town",
        "Doctor said iron, so there is fish and chicken on my plate again, no more vegetarian me",
    ),
    # --- what has not
    Scene(
        "Which streaming services do I pay for?",
        "I pay for the streaming service Lumo, a streaming service with old films",
        "Signed up for Kinotop to see the cycling, that is another ten euros a month",
        "several at once",
    ),
    Scene(
        "What languages does my mother speak?",
        "My mother speaks Hungarian and German, languages she speaks with her sisters",
        "Mum chatted with the waiter in Italian, I had no idea she spoke it so well",
        "several at once",
    ),
    Scene(
        "Which bank is my account with?",
        "My account is with Northbank, a bank account without fees",
        "Considering a move to Greenbank for the account, their app looks better",
        "only considered",
    ),
    Scene(
        "What shoe size do I have?",
        "I have shoe size 43, a size that every shoe shop has",
        "Bought shoes for Emil in size 31, he grows like a weed",
        "somebody else",
    ),
    Scene(
        "What was the first name of the project?",
        "The first name of the project was Otter, a project name from a bet",
        "The project is called Heron now and has a logo",
        "asks for the past",
    ),
    Scene(
        "When is the oral exam in history?",
        "The oral exam in history is on 9 June, the history exam takes twenty minutes",
        "The oral exam in biology is on 14 June, I still need the book",
        "another thing",
    ),
    Scene(
        "How many litres does the rain barrel hold?",
        "The rain barrel holds 300 litres, the barrel is full after one night of rain",
        "Needed 40 litres of rain water for the beans, twice",
        "another matter",
    ),
    Scene(
        "Who trains the junior team?",
        "Marisol trains the junior team, the junior team likes her",
        "Marisol and Deniz watched the junior team win, Deniz cried",
        "another matter",
    ),
    Scene(
        "What time is my physiotherapy?",
        "My physiotherapy is at 16:30, the time for physiotherapy that fits me best",
        "Don't forget: physiotherapy 16:30, bring the towel",
        "says the same",
    ),
    Scene(
        "Which rooms need new lamps?",
        "The hallway needs new lamps, of all rooms it needs them most",
        "The bathroom needs a new lamp as well, it flickers",
        "several at once",
    ),
    Scene(
        "What is the password policy of the intranet?",
        "The password policy of the intranet is 12 characters, a policy from 2021",
        "Forgot my intranet password for the 3rd time, had to call support",
        "another matter",
    ),
    Scene(
        "Which queue does the order service read from?",
        "The order service reads from RabbitMQ as its queue, the queue is read in order",
        "If we had Kafka as the queue for the order service, replays would be simple",
        "only considered",
    ),
    Scene(
        "Where did we spend our last holiday?",
        "We spent our last holiday in Brittany, a holiday that we spent on bikes",
        "We are spending this holiday in Slovenia, already packed",
        "asks for the past",
    ),
    Scene(
        "How tall is the bookshelf in the study?",
        "The bookshelf in the study is 210 cm tall, the study has room for a tall bookshelf",
        "Sanded the shelf in the cellar, 80 cm of solid oak",
        "another thing",
    ),
    Scene(
        "What is my membership number at the library?",
        "My membership number at the library is 440912, the number is on the library card",
        "Renewed the library card, and borrowed three novels",
        "says nothing of it",
    ),
    Scene(
        "Who is the godfather of Lina?",
        "The godfather of Lina is Mateo, a godfather with a big heart",
        "Should Lina have had Andrés as godfather? Grandma keeps wondering",
        "only considered",
    ),
    Scene(
        "What are my hobbies?",
        "My hobbies are pottery and chess, hobbies for rainy days",
        "Went bouldering with Kai again, my arms hurt but it was great",
        "several at once",
    ),
    Scene(
        "What is the name of the lake behind the house?",
        "The lake behind the house has the name Silbersee, a lake with a pretty name",
        "Swam in a lake called Grünsee near the border, freezing cold",
        "another thing",
    ),
    Scene(
        "How many desks are in our office?",
        "There are 14 desks in our office, desks with a view in the office",
        "The Berlin office has bought 30 standing desks, lucky them",
        "somebody else",
    ),
    Scene(
        "Which linter does the parser project run?",
        "The parser project runs ruff as its linter, the linter runs on each commit",
        "parser: fixed what ruff complained about, linter is green",
        "says the same",
    ),
)
