"""A hundred and twenty more pairs, written before the rules had been run on any of them.

Where :mod:`tests.memory.pairs` has halves, this is held out as a whole: it was measured when rules
had been made (supersession: precision .97, recall .85; before those rules .93 and .33), and looked
into once, after that. What came of the look: what is so only "sometimes" supersedes nothing. The
hard ones are those that must *not* retire anything: another subject, another slot, one more of the
same, what was once, what is only thought of, other people, "also", "sometimes". A line is
``known | new``.
"""

from __future__ import annotations

from tests.memory.pairs import Pair, pairs_of

SUPERSEDES = """
Works as a teacher at a primary school | Quit teaching
Is employed at a bank in Zurich | Left the bank to start their own company
Lives in a shared flat with two students | Moved into their own flat
Lives with their parents | Moved out of their parents' house
Rides a Yamaha motorbike | Sold the motorbike last week
Has a hamster called Pip | Pip the hamster died
Plays in a jazz band | The jazz band broke up
Goes to physiotherapy every Wednesday | Finished physiotherapy
Takes antibiotics for a sinus infection | Stopped taking the antibiotics
Has a sprained ankle | Their ankle has healed
Is pregnant | Gave birth to a son
Is engaged to Marta | Married Marta in September
Is unemployed | Started working at a garden centre
Does not drink alcohol | Drinks wine again
Follows a gluten-free diet | No longer eats gluten-free
Works night shifts | Works day shifts now
Is in the second year of their degree | Is in the third year of their degree
Earns 42,000 euros a year | Earns 47,500 euros a year
Their landlord is Mr Brandt | Their landlord is now Ms Oduya
Their therapist is Dr Lind | Changed therapists from Dr Lind to Dr Vega
Uses Trello to plan the week | Stopped using Trello
Uses Gmail as their email provider | Switched to Proton Mail as their email provider
Is preparing for the driving test | Passed the driving test
Plans to run the Berlin marathon | Will not run the Berlin marathon after all
Is saving for a camper van | Bought the camper van
Their flight to Oslo is at 7:40 | Their flight to Oslo was moved to 11:05
Their yoga class is on Tuesdays | Their yoga class is on Thursdays now
Is fasting during the day | Is no longer fasting
Has never tried sushi | Tried sushi for the first time and loved it
Doesn't have a driving licence | Has a driving licence
Their grandmother lives on her own | Their grandmother moved into a care home
Their son goes to kindergarten | Their son goes to primary school now
Is the treasurer of the allotment club | Stepped down as treasurer of the allotment club
Writes a weekly newsletter | Discontinued the newsletter
Can't swim | Can swim
Dislikes coriander | Has come to love coriander
"""

SUPERSEDED_ALREADY = """
Lives in Tampere | Lives in Turku
Works for a law firm | Works for a supermarket
Has stopped biting their nails | Bites their nails
Their car is a Volvo | Their car is a Fiat
"""

DISPUTED = """
Was born in Split | Was born in Zadar
Is married | Is divorced
Their blood type is A positive | Their blood type is O negative
Is left-handed | Is right-handed
Eats pork | Does not eat pork
The meeting with the architect is on Monday | The meeting with the architect is on Friday
Weighs 71 kg | Weighs 64 kg
Works at a vineyard | Works at a sawmill
"""

IDENTICAL = """
Does not drink alcohol | Never drinks alcohol
Has a driving licence | Holds a driving licence
Lives in Tampere with their wife | Their home is in Tampere, with their wife
Is employed as an electrician | Works as an electrician
Loves swimming in cold lakes | Likes to swim in cold lakes
Has two daughters | Is the parent of two daughters
Cannot eat lactose | Is lactose intolerant
Takes the tram to work | Commutes by tram
Was born in Split | Split is where they were born
Is married to Ines | Their wife is Ines
Gets up at six | Wakes up at 6
Keeps bees | Is a beekeeper
Is writing a thesis about peat bogs | Works on a thesis on peat bogs
Hates being called in the evening | Dislikes evening phone calls
Goes climbing twice a week | Climbs two times a week
Has quit smoking | Gave up smoking
"""

REFINES = """
Works for a law firm | Works for a law firm in Tampere that handles patents
Has a driving licence | Has a driving licence for motorbikes and cars
Goes climbing | Goes climbing at the quarry every Sunday
Is saving for a holiday | Is saving 200 euros a month for a holiday in Greece
Has migraines | Has migraines when they sleep too little
Keeps bees | Keeps three hives of bees behind the barn
Is married | Is married to Ines
Plays the drums | Plays the drums in a wedding band
Has a meeting with the architect | Has a meeting with the architect on Friday at 15:00
Likes board games | Likes long board games with a story
Is building a greenhouse | Is building a greenhouse out of old windows
Prefers written instructions | Prefers written instructions with pictures
"""

NEW = """
Works as a teacher at a primary school | Their sister quit teaching
Goes climbing on Sundays | Also goes bouldering
Speaks Croatian | Also speaks a little Finnish
Has a daughter called Nika | Has a son called Vito
Has a hamster called Pip | Has a rabbit called Mop
Plays in a jazz band | Also sings in a gospel choir
Drinks tea | Sometimes drinks coffee
Takes the tram to work | Sometimes walks to work
Works for a law firm | Does some translating on the side
Lives in Tampere | Lived in Turku until 2015
Lives in Tampere | Is thinking about moving to Turku
Lives in Tampere | Might move to Helsinki one day
Works for a law firm | Would like to work for a museum one day
Works for a law firm | Had an interview at a bank
Is vegetarian | Their husband eats meat
Is allergic to cats | Is allergic to hazelnuts
Sold the motorbike last week | Rides a road bike
Owns a dog | Their neighbour's dog died
Has a cat | The cat of their aunt died
Owns a piano | Sold the piano stool
Finished physiotherapy | Goes to the dentist twice a year
Plays chess online | Stopped playing chess in pubs
Uses Trello at work | Stopped using Trello for the household
Quit the gym in March | Goes swimming
Quit their job at the bakery | Works for a law firm
Reads detective novels | Finished a detective novel on the train
Their dog is called Wanda | Their dog has a bad knee
Takes ibuprofen for headaches | Takes iron tablets
Eats fish on Fridays | Does not eat fish at breakfast
Runs on Sundays | Did not run last Sunday
Wants to learn Dutch | Wants to visit Utrecht
Plans to paint the kitchen | Plans to paint the hall
Prefers trains to planes | Prefers window seats to aisle seats
Their flight to Oslo is at 7:40 | Their flight to Rome is at 11:05
Their yoga class is on Tuesdays | Their pottery class is on Thursdays
The rent of the studio is 300 euros | The rent of the flat is 950 euros
Is working on a greenhouse | Finished painting the fence
Goes to the library on Saturdays | Left an umbrella at the library
Keeps bees | Keeps chickens
Married Marta in September | Likes Marta's cooking
Their brother moved to Canada | Lives in Tampere
Lost a glove | Likes their leather gloves
Does not like opera | Likes operetta
Writes a weekly newsletter | Reads a weekly newsletter on bees
"""

FRESH: list[Pair] = [
    *pairs_of(SUPERSEDES, "contradicts", "newer"),
    *pairs_of(SUPERSEDED_ALREADY, "contradicts", "older"),
    *pairs_of(DISPUTED, "disputed", "none"),
    *pairs_of(IDENTICAL, "identical", "newer"),
    *pairs_of(REFINES, "refines", "newer"),
    *pairs_of(NEW, "new", "newer"),
]
