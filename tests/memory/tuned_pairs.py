"""Pairs that the rules were made with: proof of nothing but that what they were made for holds."""

from __future__ import annotations

from tests.memory.pairs import Pair, pairs_of

ENDED = """
Drives an old Skoda | Sold the Skoda
Works as a nurse at the hospital | No longer works at the hospital
Works at Acme | Started a new job at Initech
Works at Acme | Has a new job at Initech
Works at Acme | Joined Initech as a designer
Works at Acme | Quit their job at Acme
Works at Acme | Was laid off by Acme
Works at Acme | Got fired from Acme
Works as a chef in a hotel | Quit the hotel
Works as a baker | Gave up baking for a living
Works as a gardener | Retired in March
Is vegetarian | Eats meat again
Lives with flatmates | Lives alone now
Lives alone | Lives with their girlfriend now
Lives alone | Moved in with their girlfriend
Owns a dog | Their dog died
Has a cat called Tom | Tom died in May
Has a parrot | The parrot flew away
Has a dog called Rex | Had to put Rex down
Drives a Volvo | Their Volvo was stolen
Uses an old Nikon camera | Their Nikon broke
Lives in Graz | Moved away from Graz
Lives in Graz | Left Graz for good
Lives in a houseboat | Moved out of the houseboat
Is in a relationship with Kim | Kim and they broke up
Is in a relationship | Split up with their partner
Is married to Lou | Got divorced from Lou
Is married | Got divorced
Is single | Got married in June
Is engaged to Lou | Broke off the engagement to Lou
Has a girlfriend | Is single again
Plays in a band | Left the band
Is a member of the chess club | Is not a member of the chess club any more
Is treasurer of the rowing club | Resigned as treasurer
Studies physics | Graduated in physics
Studies physics in Kiel | Finished their physics degree
Is learning Danish | Stopped Danish lessons
Takes piano lessons | Quit piano lessons
Reads War and Peace | Finished War and Peace
Is reading Middlemarch | Gave up on Middlemarch
Subscribes to Netflix | Cancelled Netflix
Has a Spotify subscription | Cancelled Spotify
Plans to visit Japan in autumn | Called off the trip to Japan
Plans to buy a house | Bought a house
Wants to get a dog | Got a dog
Is looking for a flat | Found a flat
Is looking for a job | Found a job at a nursery
Has a broken leg | The leg has healed
Has the flu | Has recovered from the flu
Is on parental leave | Is back from parental leave
Is on a diet | Is off the diet
Takes blood pressure tablets | Came off the blood pressure tablets
Smokes a pipe | Threw the pipe away
Uses Instagram | Deleted their Instagram account
Uses Windows on the laptop | Removed Windows from the laptop
Rents a garage | Gave notice on the garage
Volunteers at the food bank | Stopped volunteering
Goes to the gym | Does not go to the gym any more
Goes running in the morning | Does not go running in the morning these days
Drinks coffee | Has given up coffee
Eats sugar | Cut out sugar
Does not eat meat | Eats meat now
Has no car | Has a car
Can't drive | Learned to drive
Can't cook | Can cook
Is afraid of flying | Is no longer afraid of flying
Their mother lives in Ulm | Their mother died
Their sister works at Acme | Their sister left Acme
Their daughter goes to nursery | Their daughter started school
Their phone is an iPhone 11 | Has a new phone, a Pixel 8
Their budget is 300 euros | Their budget is 450 euros
Walks 5,000 steps a day | Walks 9,000 steps a day
Works on the billing service | Moved from the billing service to the search team
Works four days a week | Works five days a week
Works remotely | Works from the office now
Uses Jira | Has moved from Jira to Linear
Their dentist is Dr Abel | Their dentist is Dr Crane now
Goes to bed at 23:00 | Goes to bed at 22:00
Prefers calls to messages | Prefers messages to calls
Their favourite band is Low | Their favourite band is Wilco
Pays rent of 700 euros | Pays rent of 780 euros
"""

STANDING = """
Drives an old Skoda | Sold the old fridge
Drives an old Skoda | Their brother sold his Skoda
Works at Acme | Left a jacket at Acme
Works at Acme | Left Acme late on Friday
Works at Acme | Stopped working at six
Works at Acme | Started a new book
Works at Acme | Started a new project at Acme
Works at Acme | Their wife started a new job at Initech
Works at Acme | Might quit their job at Acme
Works at Acme | Is thinking of leaving Acme
Works at Acme | Wants to leave Acme
Works at Acme | Plans to leave Acme next year
Works at Acme | Almost left Acme once
Works at Acme | Left Initech in 2019
Works at Acme | Has a second job at a bar
Lives in Graz | Left Graz on Monday for a conference
Lives in Graz | Moved away from Ulm
Lives in Graz | Lives alone
Lives with flatmates | Lives in Graz
Lives with their wife | Lives with two cats
Owns a dog | Their sister's dog died
Owns a dog | The dog of the neighbours died
Owns a dog | Sold the dog basket
Owns two dogs | One of their dogs died
Owns a cat | Their dog died
Has a dog called Rex | Has a cat called Tom
Has a dog called Rex | Their father died
Plays the guitar | Sold the electric guitar's amplifier
Plays the guitar | Also plays the flute
Plays tennis | Finished a tennis match
Is learning Danish | Finished chapter four of the Danish book
Is learning Danish | Stopped the Danish radio
Speaks French | Gave up on the French newspaper
Uses Instagram | Deleted a photo from Instagram
Uses Windows on the laptop | Uses Linux on the desktop
Subscribes to Netflix | Cancelled Spotify
Drinks coffee | Sometimes drinks tea
Drinks coffee | Spilled coffee on the keyboard
Drinks coffee | Cut coffee for one day
Eats meat | Ate no meat yesterday
Is vegetarian | Ate meat once by accident
Is vegetarian | Cooks meat for the children
Likes Kim | Broke up with Kim
Has a son | Their son left for Canada
Has a son who studies physics | Studies physics
Takes vitamin D | Stopped taking iron
Goes to the gym | Did not go to the gym yesterday
Goes to the gym on Mondays | Skipped the gym on Monday
Is looking for a flat | Found a wallet in the flat
Wants to get a dog | Walked a dog
Plans to buy a house | Visited a house
Plans to visit Japan in autumn | Cancelled the hotel in Kyoto
Has the flu | Their daughter recovered from the flu
Smokes | Their husband gave up smoking
Used to smoke | Drinks beer
Lived in Rome as a student | Lives in Graz
Worked at Acme until 2019 | Works at Initech
Has a brother | Has a sister
Speaks Spanish and French | Speaks Arabic
Has a driving licence | Has a fishing licence
Plays football on Sundays | Plays football on Wednesdays
Their favourite band is Low | Their favourite film is Alien
Their phone is an iPhone 11 | Their tablet is an iPad
Is writing a report on energy | Finished a report on water
Is writing a report on energy | Finished lunch
Goes sailing | Sold their surfboard
Has asthma | Has hay fever
Meets Jo every Friday | Met Jo's parents
Does yoga at home | Quit the yoga studio
Manages the data team | Left the data team meeting early
Prefers tea | Prefers trains
Commutes by train | Occasionally cycles to work
Lives in Graz | Also lives in Linz
Works for Acme | Sometimes works for Initech
Gets up at 7:00 | Gets up at 10:00 now and then
Runs a bakery | Stopped running
Has two dogs | One of the dogs died
Has a friend called Kim | Broke up with Kim
Plans to buy a house | Bought a house plant
Lives in Porto | Left Porto for the weekend
Has a flat in Berlin | Moved out of the hotel
"""

SAME = """
Plays the violin | Is a violinist
Paints watercolours | Is a painter of watercolours
Has a nut allergy | Is allergic to nuts
Suffers from hay fever | Has hay fever
Tries to avoid meetings | Avoids meetings
Would like to be called in the morning | Wants to be called in the morning
Tests with Jest | Uses Jest for testing
Is the owner of two horses | Owns two horses
Is a member of the choir | Belongs to the choir
Has a job at Acme | Works at Acme
Has blue eyes | Their eyes are blue
Their husband is called Max | Is married to Max
Their husband is Max | Has a husband called Max
Goes swimming on Mondays | Swims on Mondays
Has stopped smoking | Does not smoke any more
Is studying law | Studies law
Lives by themselves | Lives alone
Is fond of opera | Likes opera
Wakes at 7 | Gets up at 7:00
Comes from Porto | Is from Porto
Is the mother of three children | Has three children
"""

TUNED: list[Pair] = [
    *pairs_of(ENDED, "contradicts", "newer"),
    *pairs_of(STANDING, "new", "newer"),
    *pairs_of(SAME, "identical", "newer"),
]
