"""Pairs whose second claim is put in other words than the first: held out.

The random half of 120 that no rule was made with, or is to be: written before the rules were read,
measured when they had been made, and not looked into. A line is ``known | new``.
"""
# ruff: noqa: E501 - a pair is read on one line

from __future__ import annotations

from tests.memory.pairs import Pair, pairs_of

SUPERSEDES = """
Has a subscription to the Guardian | Let the Guardian subscription lapse
Drives a diesel Golf | Bought an electric Hyundai and got rid of the Golf
Smokes ten cigarettes a day | Is a non-smoker since January
Lives in Lisbon with Marta | Lives alone in Porto
Works four days a week | Is back to working full time
Uses Postgres for the billing service | The billing service now runs on CockroachDB
Has a meeting with the tax adviser on Monday at 10 | The meeting with the tax adviser was moved to Thursday at 14:00
Plans to spend August in Greece | Cancelled the trip to Greece
Their car is at the garage | Picked up the car from the garage
Is engaged to Felix | Broke off the engagement with Felix
Their sister Ana studies in Graz | Ana graduated and lives in Vienna now
Speaks only basic Spanish | Is fluent in Spanish after two years in Bogota
Is married to Jonas | Is divorced from Jonas
Works as a nurse at St Mary's | Has taken a post at the children's clinic and left St Mary's
Keeps notes in Evernote | Has migrated all notes to Obsidian
Is vegan | Eats eggs and cheese since the pregnancy
Has one dog named Biscuit | Adopted a second dog, Olive
The budget for the kitchen is 8,000 euros | Raised the kitchen budget to 11,500 euros
Uses an iPhone 12 | Got a Pixel 9 instead of the iPhone
Tom is their flatmate | Tom moved out
Favourite editor is Sublime Text | Favourite editor is Zed
The team has six engineers | The team has grown to nine engineers
The release is planned for Friday | The release has slipped to next Wednesday
Thinks that the new office is too noisy | Finds the new office quiet now
Owns a MacBook Air from 2019 | Traded in the MacBook Air for a ThinkPad
Cannot swim | Learned to swim over the summer
Is training for a marathon in May | Has given up on the May marathon because of a knee injury
Plays tenor saxophone in the Blue Notes | Has not played with the Blue Notes since the fallout in spring
Goes to the gym three times a week | Goes to the gym once a week
Owes his brother 400 pounds | Paid his brother back
"""

NEW = """
Goes to the gym three times a week | Goes swimming once a week
Owes his brother 400 pounds | Lent Maria 250 pounds
Takes 50 mg of sertraline daily | Takes 10 mg of cetirizine in spring
Left Accenture in 2020 | Works at a small design studio
Bought a house in 2019 | Is thinking about selling the motorcycle
Is the treasurer of the rowing club | Joined the chess club
The budget for the kitchen is 8,000 euros | The budget for the bathroom is 11,500 euros
Has two children | Has three nephews
Deploys the shop with Jenkins | Deploys the blog with GitHub Actions
Is saving for a house | Saved 3,000 euros on the new car
Is married to Jonas | Met Jonas in 2011
The standup is at 9:30 | The planning meeting is at 10:00
Favourite editor is Zed | Favourite terminal is Ghostty
The backend is written in Ruby | The mobile app is written in Kotlin
Manages a team of five at Siemens | Managed a bar in Cork in 2009
Is learning Japanese | Is learning to play the banjo
Lives in Lisbon with Marta | Goes to Porto for work every month
Their sister Ana studies in Graz | Their brother Luka studies in Zagreb
Is allergic to peanuts | Is allergic to cat hair
Their flight to Oslo leaves at 7:40 | Their flight back from Oslo leaves at 18:25
Pays 950 euros rent | Pays 120 euros for electricity
Drinks a glass of wine with dinner | Did not drink wine at the party yesterday
Their son is in fourth grade | Their daughter is in seventh grade
Does not eat meat | Does not drink coffee after noon
Commutes to Utrecht by train | Drove to Utrecht on Friday because of the strike
Speaks Spanish | Speaks Italian with her grandmother
Wants to visit Iceland | Wants to visit her aunt in Lyon
Their mother lives in a nursing home | Their father lives in Bremen
Drives a diesel Golf | Rented an electric car in Norway
Calls their parents every Sunday | Did not call their parents last Sunday
"""

OTHER_WORDED: list[Pair] = [
    *pairs_of(SUPERSEDES, "contradicts", "newer"),
    *pairs_of(NEW, "new", "newer"),
]
