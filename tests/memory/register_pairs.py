"""A hundred pairs in registers that the others do not have, written before any rule ran on them.

Claims as they come out of work chat, commit messages, calendars, hurried notes with typos, and of
people whose English is not their first language. A line is ``known | new``.
"""

from __future__ import annotations

from tests.memory.pairs import Pair, pairs_of

SUPERSEDES = """
On call for the payments service this week | No longer on call for the payments service
Owns the release checklist for the app | Handed the release checklist for the app over to Jun
Is assigned to ticket OPS-114 | Is no longer assigned to ticket OPS-114
Reviews all changes to the billing module | Stopped reviewing changes to the billing module
Their team lead is Fatima | Their team lead is now Henrik
The staging server runs on Hetzner | Moved the staging server from Hetzner to OVH
Builds the frontend with webpack | Replaced webpack with Vite for building the frontend
Pins numpy to 1.26 | Pins numpy to 2.1
Targets Python 3.9 in the CLI project | Targets Python 3.11 in the CLI project
Formats code with black | Switched from black to ruff for formatting code
Uses Jenkins for CI | Migrated CI from Jenkins to GitHub Actions
Keeps the secrets in a .env file | Keeps the secrets in Vault instead of a .env file
The retry limit of the mail worker is 3 | The retry limit of the mail worker is 5
The main branch of the docs is called master | The main branch of the docs is now called main
Sprint planning is on Mondays at 10:00 | Sprint planning is on Tuesdays at 9:30
Their one-on-one with Sofia is on Monday at 15:00 | Their one-on-one with Sofia was moved to Friday
The car inspection is on 12 June | The car inspection was postponed to 26 June
Has a dentist appointment on 8 May | Cancelled the dentist appointment on 8 May
The parents' evening is in room 204 | The parents' evening is in room 117 now
Their flight home is on 3 January | Their flight home is on 5 January
Has a therapy session every Tuesday | Has a therapy session every other Thursday
Wroks at a bakery in Lyon | Quit the bakery in Lyon
Lives in Gotenburg | Moved to Malmö in Febuary
Drives a Renualt Clio | Sold the Renault Clio
Is vegatarian | Is not vegetarian any more
Their favorite editor is Zed | Their favourite editor is now Helix
Studys biology at the university | Dropped out of biology
Has an subscription to Le Monde | Cancelled the subscription to Le Monde
Is living since two years in Dresden | Lives now in Leipzig
Makes an apprenticeship as carpenter | Has finished the apprenticeship as carpenter
Takes the metro to the work | Takes the bike to work now
Is a member of the works council | Is not a member of the works council any more
Pays 12 euros a month for cloud storage | Pays 20 euros a month for cloud storage
Is the maintainer of the parser package | Stepped down as maintainer of the parser package
Working remotely from Madrid | Working from the office in Madrid again
"""

DISPUTED = """
The demo for the client is on Tuesday | The demo for the client is on Thursday
The API key of the sandbox expires in June | The API key of the sandbox expires in September
Their desk is on the second floor | Their desk is on the fourth floor
The service listens on port 8080 | The service listens on port 9090
Is married | Is single
"""

IDENTICAL = """
Uses GitHub Actions for CI | Uses GitHub Actions as their CI
Works from home on Fridays | Works from home every Friday
Formats code with ruff | Uses ruff to format code
Is on parental leave | Is currently on parental leave
Sprint planning is on Tuesdays at 9:30 | Sprint planning takes place on Tuesdays at 9:30
Lives in Malmö | Lives in Malmo
Their team lead is Henrik | Henrik is their team lead
Prefers squash merges | Prefers to squash merges
Is allergic to peanuts | Is alergic to peanuts
Writes commit messages in the imperative | Writes their commit messages in the imperative
"""

REFINES = """
Uses Postgres | Uses Postgres 16 with logical replication for the reporting database
Has a standup | Has a standup with the platform team at 9:15
Plays football | Plays football with colleagues on Thursday evenings
Is learning Swedish | Is learning Swedish with a tutor from Lund
Reviews pull requests | Reviews pull requests before lunch every day
Has a flight to Oslo | Has a flight to Oslo on 14 March at 6:50
Likes tea | Likes smoky black tea without milk
Has a daughter | Has a daughter called Ylva who goes to kindergarten
"""

NEW = """
Uses GitHub Actions for CI | Uses GitLab CI in the customer's project
Fixed a race in the scheduler | Fixed a typo in the scheduler docs
Is assigned to ticket OPS-114 | Is assigned to ticket OPS-120
Is assigned to ticket OPS-114 | Closed ticket OPS-098
Formats Python with ruff | Formats JavaScript with Prettier
The staging server runs on OVH | The production server runs on Hetzner
The retry limit of the mail worker is 3 | The timeout of the mail worker is 30 seconds
The retry limit of the mail worker is 3 | The retry limit of the image worker is 8
Pins numpy to 1.26 | Pins pandas to 2.2
Targets Python 3.11 in the CLI project | Targets Python 3.13 in the parser project
Deploys on Tuesdays | Does not deploy on Fridays
Their team lead is Henrik | Henrik's team lead is Fatima
Sprint planning is on Tuesdays at 9:30 | Sprint review is on Fridays at 14:00
Their one-on-one with Sofia is on Monday at 15:00 | Their one-on-one with Malik is on Friday
Has a dentist appointment on 8 May | Has an eye test on 22 May
The car inspection is on 12 June | The boiler inspection is on 26 June
Has a meeting with the tax adviser on Monday | Has a meeting with the bank on Monday
Was at the dentist on 8 May | Has a dentist appointment on 6 November
The parents' evening is in room 204 | The choir rehearsal is in room 117
Lives in Malmö | Is considering to move to Lund
Lives in Malmö | Spent a week in Dresden
Lives in Malmö | Their brother lives in Gothenburg
Drives a Renault Clio | Rented a Fiat 500 in Sicily
Drives a Renault Clio | Would love to drive a Porsche some day
Is vegetarian | Cooked a steak for their father
Works at a bakery in Lyon | Helped out at a bakery in Nice in 2019
Has a subscription to Le Monde | Has a subscription to Die Zeit
Reads Le Monde in the morning | Read Die Zeit on the train
Is learning Swedish | Their girlfriend gave up learning Swedish
Uses Vault for the secrets | Wrote a note about Vault for a colleague
Uses Slack at work | Colleague stopped using Slack in the evenings
Reverted the change to the parser | Is the maintainer of the parser package
Merged the branch for dark mode | Prefers light mode in the terminal
Takes the bike to work | Took the train to Copenhagen
Is a member of the works council | Is a member of a rowing club
Runs the staging server | Runs a half marathon in May
Is on call this week | Was on call in calendar week 11
Prefers squash merges | Prefers small pull requests
Writes Go at work | Writes Rust at home
Plays football on Thursdays | Missed football last Thursday
Pays 12 euros a month for cloud storage | Pays 9 euros a month for music
Their laptop is a Framework 13 | Their monitor is an Eizo
"""

#: The rules read English; what they do not read must not retire anything.
FOREIGN_CHANGED = """
Wohnt in Dresden | Ist nach Leipzig gezogen
Arbeitet bei Siemens | Arbeitet jetzt bei Bosch
Habite à Lyon | Habite maintenant à Nantes
Vive en Sevilla | Se ha mudado a Granada
Trinkt keinen Kaffee | Trinkt wieder Kaffee
Utilise Firefox | Utilise désormais Vivaldi
"""

FOREIGN_NEW = """
Mag Tee | Mag Kaffee
Spricht Spanisch | Lernt Portugiesisch
Hat eine Katze | Hat einen Hund
Sein Bruder wohnt in Köln | Wohnt in Bonn
Aime le jazz | Aime la cuisine basque
Joue du piano | Joue au tennis
A une fille | A un fils
Le gusta nadar | Le gusta correr
Tiene dos gatos | Tiene un jardín
Trabaja en un hospital | Su hermana trabaja en un banco
"""

REGISTERS: list[Pair] = [
    *pairs_of(SUPERSEDES, "contradicts", "newer"),
    *pairs_of(DISPUTED, "disputed", "none"),
    *pairs_of(IDENTICAL, "identical", "newer"),
    *pairs_of(REFINES, "refines", "newer"),
    *pairs_of(NEW, "new", "newer"),
]

FOREIGN: list[Pair] = [
    *pairs_of(FOREIGN_CHANGED, "contradicts", "newer"),
    *pairs_of(FOREIGN_NEW, "new", "newer"),
]
