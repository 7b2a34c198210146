"""Two hundred pairs of claims with what should become of the second one where the first is known.

Written by hand before the rules were tuned on any of them. A line is ``known | new``; the blocks
say what is expected and how the two stand in time. Every other line of a block (the second, fourth,
…) is held out: rules may be improved by looking at the first half only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from memory.types import Outcome

Order = Literal["newer", "older", "none"]

SUPERSEDES = """
Lives in Leeds | Has moved to Bristol
Works at a public library | Now works for a small publishing house
Drinks coffee in the morning | No longer drinks coffee
Uses Vim as their main editor | Has switched from Vim to Helix
Is vegetarian | Started eating meat again
Prefers tabs for indentation | Prefers spaces over tabs for indentation
Their dentist appointment is on Tuesday at 9:00 | Their dentist appointment is on Thursday at 14:30
Rents a flat in the old town | No longer rents the flat in the old town
Is learning Portuguese | Gave up learning Portuguese
Takes the bus to work | Cycles to work instead of taking the bus
Uses pandas as their data frame library | Has switched from pandas to Polars
Has two cats | Has three cats now
Is single | Is in a relationship
Their favourite tea is Assam | Their favourite tea is now Darjeeling
Does not like olives | Likes olives now
Goes to the gym on Mondays and Thursdays | Has stopped going to the gym
Backs up their photos to Dropbox | Backs up their photos to a NAS instead of Dropbox
Is allergic to penicillin | Is not allergic to penicillin after all
The deadline of the grant report is 3 April | The deadline of the grant report is 17 April
Their phone is a Pixel 6 | Their phone is a Fairphone 5
Studies law in Vienna | Dropped out of law studies
Choir rehearsal is on Wednesdays | Choir rehearsal is on Mondays from now on
Is the lead of the payments team | Is no longer the lead of the payments team
Prefers dark mode in the editor | Prefers light mode in the editor
Wants to be called Alex | Wants to be called Sasha
Has no pets | Has a dog
Deploys the shop with Docker Compose | Replaced Docker Compose with Nomad for deploying the shop
Wakes up at 6:30 | Wakes up at 8:00
Plans to visit Lisbon in May | Cancelled the trip to Lisbon
Smokes | Has quit smoking
Does not speak German | Speaks German
Goes to the office three days a week | Goes to the office one day a week
Their manager is Priya | Their manager is now Tomas
Uses Thunderbird as their email client | Uses Mutt as their email client
Is writing a novel about lighthouses | Has abandoned the novel about lighthouses
Owns a diesel Golf | Sold their Golf
Weighs 82 kg | Weighs 78 kg
The home server runs Debian 11 | The home server runs Debian 12
Their daily standup is at 9:30 | Their daily standup was moved to 10:15
Subscribes to a weekly vegetable box | Cancelled their vegetable box
Pays 900 euros in rent | Pays 1,050 euros in rent
Volunteers at the animal shelter | Does not volunteer at the animal shelter any more
Their sister lives in Oslo | Their sister has moved to Bergen
Takes sugar in their tea | Takes their tea without sugar
"""

SUPERSEDED_ALREADY = """
Lives in Bristol | Lives in Leeds
Uses Helix as their main editor | Uses Vim as their main editor
No longer plays tennis | Plays tennis
Their manager is Tomas | Their manager is Priya
"""

DISPUTED = """
Lives in Graz | Lives in Linz
Is allergic to nuts | Is not allergic to nuts
Their birthday is on 4 March | Their birthday is on 14 March
Prefers tea over coffee | Prefers coffee over tea
Does not eat fish | Eats fish
Uses Firefox as their main browser | Uses Chromium as their main browser
Is 172 cm tall | Is 181 cm tall
Likes working in open offices | Dislikes working in open offices
"""

IDENTICAL = """
Prefers tea over coffee | Prefers tea to coffee
Lives in Leeds | Their home is in Leeds
Works at a public library | Is employed at a public library
Uses Neovim as their main editor | Their main editor is Neovim
Cycles to work | Goes to work by bike
Is learning Portuguese | Is studying Portuguese
Does not eat meat | Eats no meat
Runs every Sunday morning | Goes for a run every Sunday morning
Likes hiking in the mountains | Enjoys hiking in the mountains
Has two cats | Owns two cats
Plays the cello | Is a cellist
Their daughter is called Mia | Has a daughter named Mia
Commits in small steps with a reason | Makes small commits and states the reason
Reads the news before breakfast | Reads news before breakfast
Prefers short replies | Likes replies to be short
Dislikes long meetings | Does not like long meetings
Wakes up at 6:30 | Gets up at 6:30
Writes Rust at work | At work they write Rust
Is allergic to peanuts | Has a peanut allergy
Plans to visit Lisbon in May | Wants to go to Lisbon in May
Uses Firefox as their browser | Their browser is Firefox
No longer drinks coffee | Has stopped drinking coffee
Their dentist appointment is on Tuesday at 9:00 | Has a dentist appointment on Tuesday at 9:00
Volunteers at the animal shelter | Is a volunteer at the animal shelter
Bakes sourdough bread at weekends | Bakes sourdough on weekends
Their manager is Priya | Reports to Priya
Avoids phone calls | Tries to avoid phone calls
Keeps their notes in plain text files | Keeps notes in plain text files
Maintains the parser of the tern project | Is the maintainer of tern's parser
Is preparing a talk about soil for the club | Prepares a talk on soil for the club
Wants reminders in the evening | Would like to be reminded in the evening
Sleeps badly when it is hot | Sleeps poorly in the heat
Is married | Is married.
Their brother lives in Perth | Has a brother who lives in Perth
Uses pytest for testing | Tests with pytest
Pays 900 euros in rent | Their rent is 900 euros
Has switched from pandas to Polars | Switched to Polars from pandas
Works from home on Fridays | On Fridays works from home
Is afraid of heights | Fears heights
Practises the piano for an hour after dinner on weekdays | Practises the piano after dinner
Sings alto in the Thursday choir | Sings in a choir
Works as a nurse at the city hospital | Works as a nurse
Prefers Polars to pandas because it is faster | Prefers Polars to pandas
Has finished the first draft of the novel | Finished the first draft of their novel
Drinks oat milk in their coffee | Takes oat milk in coffee
Collects old maps | Collects antique maps
"""

REFINES = """
Works at a library | Works at the public library in Leeds
Plays the cello | Plays the cello in a string quartet
Runs regularly | Runs five kilometres every Tuesday and Friday
Likes tea | Likes green tea without milk
Has a cat | Has a cat called Miso
Is learning Portuguese | Is learning Portuguese for a year abroad in Porto
Uses Python | Uses Python 3.13 for data pipelines
Lives in Scotland | Lives in Dundee, Scotland
Sings in a choir | Sings alto in a choir on Thursdays
Is writing a novel | Is writing a novel about lighthouse keepers
Has a sister | Has a sister who lives in Oslo
Plans to visit Lisbon | Plans to visit Lisbon in May with two friends
Cycles to work | Cycles to work along the canal, even in winter
Works as a nurse | Works as a nurse on the children's ward
Is allergic to nuts | Is allergic to nuts, above all to cashews
Maintains a parser | Maintains a parser for the tern project in Rust
Bakes bread | Bakes rye bread every Saturday
Prefers short replies | Prefers short replies without lists
Drinks coffee in the morning | Drinks two cups of black coffee in the morning
Has an appointment with the dentist | Has an appointment with the dentist on 12 May at 9:00
Reviews pull requests | Reviews pull requests first thing in the morning
Uses Docker for deployment | Uses Docker Compose for deployment to the home server
Goes swimming | Goes swimming at the lido before work
Studies law | Studies law at the university of Vienna
Owns a car | Owns a blue electric car
Is training for a marathon | Is training for the Rotterdam marathon in April
Does not eat meat | Does not eat meat for ethical reasons
Gives a talk in June | Gives a talk about compost at the garden show in June
Volunteers at weekends | Volunteers at the animal shelter at weekends
Dislikes meetings | Dislikes meetings before ten in the morning
Likes hiking | Likes hiking alone in the Lake District
Writes tests | Writes tests before the code
Keeps a journal | Keeps a journal on paper every evening
Has two children | Has two children, aged four and seven
Is repairing a bicycle | Is repairing an old racing bicycle for their niece
Prefers dark mode | Prefers dark mode in every application
Wants to change jobs | Wants to change jobs before the summer
Uses Obsidian for notes | Uses Obsidian for notes with daily pages
Their manager is Priya | Their manager is Priya, who leads the data team
Reads science fiction | Reads science fiction in bed
Is moving house | Is moving house at the end of September
Teaches chess | Teaches chess to beginners at the community centre
Grows tomatoes | Grows tomatoes on the balcony
Is preparing a report for the board | Is preparing a report on energy costs for the board
Backs up their laptop | Backs up their laptop to an external disk on Sundays
Owns a boat | Owns a small sailing boat with their brother
"""

REFINES_BY_AN_OLDER = """
Works at a bakery | Works at a bakery near the station
Plays football | Plays football as a goalkeeper
"""

NEW = """
Lives in Leeds | Their sister lives in Bristol
Drinks coffee in the morning | Drinks herbal tea in the evening
Uses Vim as their main editor | Uses Vim to read log files on the server
Works at a public library | Their partner works at a small publishing house
Prefers tea at work | Prefers coffee at home
Is learning Portuguese | Is learning to sail
Has two cats | Has three bicycles
Does not eat meat | Does not eat sugar
Meets Jana on Tuesdays | Meets Tobias on Thursdays
Their dentist appointment is on Tuesday at 9:00 | Their eye appointment is on Thursday at 14:30
Likes olives | Does not like anchovies
Uses Python for data work | Uses Rust for command-line tools
Visited Lisbon in May 2024 | Visited Porto in June 2025
Plans to visit Japan next year | Visited Korea last year
Their daughter is called Mia | Their son is called Jonas
Has a daughter called Mia | Has a daughter called Lena
Prefers dark mode in the editor | Prefers light mode on the phone
The deadline of the grant report is 3 April | The deadline of the tax return is 31 May
Goes to the gym on Mondays | Goes to the gym on Thursdays
No longer drinks coffee | Drinks green tea
Stopped using Slack at home | Uses Slack at work
Uses Docker for deployment | Uses GitHub Actions for testing
Works on the parser of the tern project | Works on the documentation of the heron project
Speaks German | Speaks Spanish
Is not allergic to cats | Is allergic to pollen
Pays 900 euros in rent | Pays 45 euros for the phone contract
The home server runs Debian | The work laptop runs Fedora
Wakes up at 6:30 on weekdays | Wakes up at 9:00 at weekends
Their manager is Priya | Their sister's manager is Tomas
Fixed the login bug on Monday | Fixed the export bug on Wednesday
Read a book about bees in March | Read a book about Rome in April
Has never been to Japan | Has never been to Chile
Does not use Windows at work | Uses Windows for games at home
Moved the choir folder to the archive | Moved to Bristol
Gave a talk about soil in 2024 | Is preparing a talk about compost for 2026
Works from home on Fridays | Works in the office on Tuesdays
Plays the cello | Plays tennis
Is reading a novel by a Norwegian author | Is writing a novel
Their mother drinks coffee | No longer drinks coffee
Prefers to write code in the morning | Prefers to answer mail in the afternoon
Likes their coffee black | Likes their tea with milk
Uses pandas in the loaf project | Uses Polars in the crumb project
Is afraid of heights | Is not afraid of spiders
Bought a tent in July | Bought a sleeping bag in August
Wants to learn the piano | Wants to learn Italian
Their brother is vegetarian | Started eating meat again
"""

NEW_WITHOUT_DATES = """
Takes the bus to work | Takes the train to their parents
Has a meeting with the board on 4 June | Has a meeting with the landlord on 6 June
Their birthday is on 4 March | Their mother's birthday is on 14 March
"""

NEW_BUT_OLDER = """
Works as a nurse | Worked as a waiter during their studies
"""

#: Written while the rules were made, and so proof of nothing but that they still hold.
FURTHER_SUPERSEDES = """
Takes metformin twice a day | Takes metformin once a day
Takes vitamin D | No longer takes vitamin D
Prefers window seats | Prefers aisle seats
Their car is a Skoda | Their car is now a Renault
Has a gym membership | Cancelled their gym membership
Is vegan | Eats cheese again
Hosts the book club | No longer hosts the book club
Writes Java at work | Writes Kotlin at work instead of Java
Sleeps seven hours a night | Sleeps five hours a night
Uses a standing desk | Got rid of the standing desk
Plans to move to Berlin | Decided not to move to Berlin
Plans to move to Berlin | Decided against moving to Berlin
Is a member of the rowing club | Left the rowing club
Works full time | Works part time
The report is due on Friday | The report is due on Monday
Their exam is in June | Their exam has been postponed to September
Trusts the weather app | Does not trust the weather app
Keeps the thermostat at 21 degrees | Keeps the thermostat at 19 degrees
The budget for the kitchen is 8000 euros | The budget for the kitchen is 9500 euros
Commutes by train | Commutes by car
Their operating system is Ubuntu | Their operating system is Fedora
Never eats breakfast | Eats breakfast every day now
Eats breakfast | Skips breakfast
Is in a relationship with Kim | Broke up with Kim
Smokes | Used to smoke
Lives in York | Used to live in York
Lives in Leeds | Moved from Leeds to Bristol
Keeps notes in Evernote | Moved their notes from Evernote to Obsidian
Does not own a car | Bought a car
Has three employees | Has five employees
Studies at the University of Graz | Studies at the University of Vienna
Is building a shed | Has finished the shed
Their boss is Karin | Their boss is Luis
Likes instant coffee | Hates instant coffee
Writes tests after the code | Stopped writing tests after the code
Their laptop is a ThinkPad X1 | Their laptop is a MacBook Air
Drinks two cups of coffee a day | Drinks four cups of coffee a day
The meeting with the bank is on 4 May at 10:00 | The meeting with the bank was moved to 6 May
Uses Jenkins for builds | Replaced Jenkins with GitHub Actions
Has a subscription to The Times | Unsubscribed from The Times
"""

FURTHER_NEW = """
Takes vitamin D in winter | Does not take vitamin C
Lives in Leeds | Used to live in York
Lives in Leeds | Lived in York as a child
Is learning Spanish | Finished the Spanish homework
Has a dog | Their neighbour sold their dog
Meets Ana on Tuesdays | Cancelled the meeting with Ana
Drives a Golf | Lost the key of the Golf
Is writing a novel | Has finished chapter 3 of the novel
Drinks coffee | Stopped for coffee on the way
Works for Acme | Stopped at Acme to pick up a parcel
Has two meetings on Monday | Has three meetings on Tuesday
Has two sons | Has two daughters
Works for Acme | Works for Initech on the side
Lives in Porto | Lives in a small flat
Their phone is a Pixel 6 | Their phone is broken
Their sister is a nurse | Their sister is pregnant
The standup is at 9:30 | The standup is too long
Their sister is called Ana | Their sister is called Berta
Wakes up at 6:30 | Wakes up at 9:00 on Sundays
Prefers short meetings | Prefers morning meetings
Likes green tea | Does not like black tea
Uses Slack at work | Does not use Slack at home
Works on issue 12 | Works on issue 34
Eats meat | Does not eat meat on Fridays
Uses Firefox as their browser | Uses Chrome for testing
Cancelled the trip to Oslo | Likes Oslo
Likes Oslo | Cancelled the trip to Oslo
Plays chess | Sold their chess clock
Has a cat | Bought a cat bed
Reads two papers a day | Reads three books a month
Takes the 8:15 bus | Takes the 17:30 bus
Their father lives in Ulm | Their mother lives in Kiel
Is married | Their brother is divorced
Prefers tea over coffee | Prefers coffee over energy drinks
Works for Acme | Joined the choir
Works at a public library | Works at the kitchen table
Lives in Leeds | Moved to Python 3.13
Lives in Leeds | Moved to the next chapter
Lives in Leeds | Lives on coffee
Works for Acme | Works at night
"""


@dataclass(frozen=True, slots=True)
class Pair:
    """One known claim, one new one, and what should become of the new one."""

    known: str
    new: str
    order: Order
    expected: Outcome
    held_out: bool


def pairs_of(block: str, expected: Outcome, order: Order) -> list[Pair]:
    """Pairs of one block, every other one held out."""
    lines = [line.split(" | ") for line in block.strip().splitlines()]
    return [
        Pair(known, new, order, expected, held_out=number % 2 == 1)
        for number, (known, new) in enumerate(lines)
    ]


PAIRS = [
    *pairs_of(SUPERSEDES, "contradicts", "newer"),
    *pairs_of(SUPERSEDED_ALREADY, "contradicts", "older"),
    *pairs_of(DISPUTED, "disputed", "none"),
    *pairs_of(IDENTICAL, "identical", "newer"),
    *pairs_of(REFINES, "refines", "newer"),
    *pairs_of(REFINES_BY_AN_OLDER, "refines", "older"),
    *pairs_of(NEW, "new", "newer"),
    *pairs_of(NEW_WITHOUT_DATES, "new", "none"),
    *pairs_of(NEW_BUT_OLDER, "new", "older"),
]

FURTHER = [
    *pairs_of(FURTHER_SUPERSEDES, "contradicts", "newer"),
    *pairs_of(FURTHER_NEW, "new", "newer"),
]
