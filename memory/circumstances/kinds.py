"""Kinds of things of which somebody mostly uses one for one purpose, by what they are called.

World knowledge in its plainest form: names and their kind. What is not listed has no kind, and then
nothing follows from it.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Final

#: ``kind: names``, parted by commas.
_KINDS: Final = """
editor: vim, neovim, emacs, vs code, vscode, visual studio code, sublime text, sublime, atom, zed,
    helix, intellij, intellij idea, pycharm, webstorm, eclipse, netbeans, nano, kate, notepad++,
    textmate, cursor, xcode, android studio, rider, goland, clion, bbedit, rubymine
shell: bash, zsh, fish, powershell, nushell, ksh, tcsh, elvish, xonsh
terminal: iterm, iterm2, alacritty, kitty, wezterm, ghostty, gnome terminal, konsole, warp, tmux,
    windows terminal, foot
browser: firefox, chrome, safari, edge, brave, vivaldi, opera, arc, chromium, zen browser,
    librewolf
system: windows, macos, linux, ubuntu, debian, fedora, arch, arch linux, mint, linux mint,
    manjaro, nixos, opensuse, freebsd, pop!_os, windows 10, windows 11, gentoo, chromeos, alpine
language: python, ruby, go, golang, rust, java, kotlin, scala, javascript, typescript, php, perl,
    c, c++, c#, swift, elixir, erlang, haskell, clojure, julia, r, dart, lua, ocaml, zig, fortran,
    cobol, matlab, objective-c, f#, node, node.js, visual basic, delphi
database: postgres, postgresql, mysql, mariadb, sqlite, mongodb, cassandra, cockroachdb, dynamodb,
    oracle, sql server, redis, couchdb, neo4j, clickhouse, bigquery, snowflake, firestore, duckdb,
    aurora, db2, scylladb, yugabytedb, planetscale, supabase, redshift, timescaledb, influxdb
cloud: aws, azure, gcp, google cloud, heroku, hetzner, digitalocean, digital ocean, linode,
    fly.io, vercel, netlify, render, ovh, scaleway, railway, cloudflare, oracle cloud, ibm cloud,
    github pages
ci: jenkins, gitlab ci, github actions, circleci, travis, travis ci, teamcity, bamboo, drone,
    buildkite, azure pipelines, woodpecker, azure devops, concourse
forge: github, gitlab, bitbucket, gitea, codeberg, forgejo, sourcehut
orchestrator: kubernetes, docker swarm, nomad, openshift, ecs, mesos, docker compose
web framework: django, flask, fastapi, rails, ruby on rails, laravel, spring, spring boot,
    express, symfony, phoenix, asp.net, nestjs, gin, sinatra
frontend: react, vue, angular, svelte, solid, ember, next.js, nuxt, jquery, preact, htmx,
    backbone, sveltekit
site builder: wordpress, drupal, joomla, wix, squarespace, ghost, hugo, jekyll, astro, webflow,
    shopify, typo3, gatsby, eleventy, magento, woocommerce
bundler: webpack, vite, rollup, parcel, esbuild, turbopack
packager: npm, yarn, pnpm, pip, poetry, uv, conda, pipenv, bun, maven, gradle, hatch, pdm
test runner: jest, vitest, mocha, pytest, unittest, nose, junit, testng, cypress, playwright,
    selenium
queue: kafka, rabbitmq, nats, sqs, activemq, pulsar, celery
tracker: jira, linear, trello, asana, clickup, monday.com, todoist, basecamp, youtrack, redmine,
    things, ticktick, microsoft to do, omnifocus, shortcut, wrike, taskwarrior, google tasks
notes: evernote, notion, obsidian, onenote, joplin, bear, apple notes, logseq, roam, roam
    research, google keep, simplenote, craft, standard notes, org mode, anytype
mail: gmail, outlook, proton mail, protonmail, fastmail, yahoo, icloud mail, hey, gmx, tuta,
    tutanota, posteo, mailbox.org, thunderbird, apple mail, zoho, mutt, superhuman
passwords: 1password, lastpass, bitwarden, keepass, keepassxc, dashlane, nordpass, proton pass
chat tool: slack, microsoft teams, teams, discord, mattermost, zulip, rocket.chat, google chat
calls: zoom, google meet, skype, jitsi, webex, whereby, facetime
messenger: whatsapp, signal, telegram, threema, imessage, viber, line, wechat, facebook messenger
storage: dropbox, google drive, onedrive, icloud, nextcloud, box, proton drive, pcloud, synology
music: spotify, apple music, tidal, deezer, youtube music, amazon music, qobuz, soundcloud,
    pandora
films: netflix, disney+, disney plus, hbo max, prime video, amazon prime, hulu, apple tv+, mubi,
    paramount+
phone: iphone, pixel, galaxy, samsung galaxy, fairphone, oneplus, xiaomi, huawei, nokia, motorola,
    sony xperia, nothing phone, samsung, android phone, blackberry, oppo, google pixel
laptop: macbook, macbook air, macbook pro, thinkpad, xps, dell xps, surface, zenbook, chromebook,
    framework laptop, ideapad, elitebook, lenovo, asus, acer, hp laptop, dell
car: golf, polo, passat, tesla, skoda, octavia, fiat, audi, bmw, toyota, corolla, prius, yaris,
    volvo, mazda, honda, civic, ford, focus, fiesta, opel, corsa, renault, clio, zoe, peugeot,
    citroen, hyundai, kia, nissan, leaf, seat, dacia, mini, mercedes, subaru, suzuki, porsche,
    lexus, jeep, land rover, volkswagen, vw, id.3, model 3, model y, ioniq, duster, jaguar, alfa
    romeo, chevrolet, saab, lancia, smart, byd, polestar, kona, twingo, panda, berlingo, kangoo
bank: sparkasse, n26, revolut, ing, deutsche bank, commerzbank, dkb, barclays, hsbc, lloyds,
    natwest, monzo, starling, santander, chase, wells fargo, bank of america, citibank, ubs,
    credit suisse, postfinance, raiffeisen, erste bank, abn amro, rabobank, bunq, bnp paribas,
    comdirect, nordea, danske bank, unicredit, halifax, volksbank, triodos, wise, capital one,
    nationwide
carrier: vodafone, telekom, o2, ee, three, t-mobile, verizon, at&t, orange, swisscom, sunrise,
    salt, telia, telenor, congstar, aldi talk, 1&1, comcast, sky, bt, kpn, ziggo, movistar, a1,
    magenta, giffgaff, mint mobile, free, proximus
design: figma, sketch, adobe xd, canva, penpot, photoshop, affinity, affinity photo, gimp,
    illustrator, inkscape, lightroom, darktable, invision
spreadsheet: excel, google sheets, libreoffice calc, numbers, airtable
documents: word, google docs, libreoffice, pages, overleaf, latex, scrivener, typst
fitness tracker: garmin, fitbit, apple watch, polar, coros, suunto, galaxy watch, oura ring, whoop
e-reader: kindle, kobo, tolino, pocketbook, nook
console: playstation, ps4, ps5, xbox, switch, nintendo switch, steam deck, wii
bicycle maker: canyon, trek, cube, specialized, brompton, giant, cannondale, gazelle
language app: duolingo, babbel, busuu, anki, memrise, rosetta stone
monitoring: grafana, datadog, new relic, prometheus, nagios, zabbix, splunk, kibana, sentry,
    honeycomb
supermarket: aldi, lidl, rewe, edeka, tesco, sainsbury's, asda, walmart, costco, trader joe's,
    whole foods, migros, coop, spar, penny, kaufland, carrefour, waitrose, kroger, target, albert
    heijn, mercadona
internet: starlink, comcast, xfinity, vodafone, telekom, o2, verizon, at&t, spectrum, sky, bt,
    kpn, ziggo, swisscom, 1&1, cox, virgin media, fiber, dsl
insurer: allianz, huk, huk-coburg, axa, geico, state farm, aok, tk, barmer, dak, generali, zurich,
    progressive, aviva, ergo, helvetia, mobiliar, css, swica, kaiser permanente, blue cross, aetna
transport: bus, train, tram, bike, bicycle, e-bike, scooter, e-scooter, metro, subway,
    underground, ferry, taxi, motorbike, moped, car, cycles, walks, cycling, walking, carpool,
    s-bahn, u-bahn
milk: oat milk, soy milk, almond milk, whole milk, skimmed milk, cow's milk, rice milk, coconut
    milk
subject: chemistry, physics, biology, medicine, law, pharmacy, mathematics, maths, math, history,
    philosophy, economics, business, business administration, engineering, mechanical engineering,
    electrical engineering, civil engineering, computer science, informatics, architecture,
    psychology, sociology, literature, english literature, linguistics, german, english, art, art
    history, music, geography, geology, nursing, dentistry, veterinary medicine, politics,
    political science, journalism, marketing, accounting, finance, education, theology,
    statistics, astronomy, biochemistry, anthropology, archaeology, design, graphic design, fine
    arts, data science, environmental science, international relations, social work, agriculture,
    philology, drama, theatre, film, media studies, neuroscience, public health, sports science
blood pressure medicine: lisinopril, ramipril, enalapril, perindopril, losartan, valsartan,
    candesartan, telmisartan, irbesartan, olmesartan
antidepressant: sertraline, escitalopram, citalopram, fluoxetine, paroxetine, venlafaxine,
    duloxetine
statin: atorvastatin, simvastatin, rosuvastatin, pravastatin
stimulant: methylphenidate, ritalin, concerta, medikinet, lisdexamfetamine, dexamfetamine, elvanse,
    vyvanse, adderall, atomoxetine
acid blocker: omeprazole, esomeprazole, pantoprazole, lansoprazole
antihistamine: cetirizine, levocetirizine, loratadine, desloratadine, fexofenadine
anticoagulant: warfarin, apixaban, rivaroxaban, edoxaban, dabigatran
beta blocker: bisoprolol, metoprolol, atenolol, propranolol, nebivolol
instrument: piano, guitar, violin, cello, flute, clarinet, saxophone, trumpet, drums, bass, harp,
    viola, oboe, trombone, accordion, ukulele, banjo, double bass, organ, bassoon, mandolin
"""
_OF_SEVERAL: Final = """
    language, database, messenger, films, calls, instrument, cloud, laptop, system, documents,
    console, language app, packager, orchestrator, queue, test runner, forge, spreadsheet,
    monitoring, storage, design, web framework, frontend, site builder, chat tool, supermarket
"""
#: Of these people use several at a time: one must be put in the other's place.
SEVERAL: Final = frozenset(" ".join(each.split()) for each in _OF_SEVERAL.split(","))

#: Of each of these one takes one, for what the others are taken for.
MEDICINES: Final = frozenset(
    {"blood pressure medicine", "antidepressant", "statin", "stimulant", "acid blocker",
     "antihistamine", "anticoagulant", "beta blocker"}
)  # fmt: skip

#: Of these nobody takes two: who takes one takes the other no more, also where they do not say so.
NEVER_TWO: Final = frozenset(
    {"blood pressure medicine", "statin", "acid blocker", "anticoagulant"}
)  # fmt: skip


def _members() -> dict[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for line in _KINDS.strip().replace("\n    ", " ").splitlines():
        kind, names = line.split(": ", 1)
        for name in names.split(","):
            found[name.strip()].add(kind)
    return {name: frozenset(kinds) for name, kinds in found.items()}


MEMBERS: Final = _members()
#: The words with which a name begins, also before a comma.
FIRSTS: Final = frozenset(
    name.split()[0] + after for name in MEMBERS for after in ("", ",", "'s", ".")
)
LONGEST: Final = max(len(name.split()) for name in MEMBERS)


def kinds_of(name: str) -> frozenset[str]:
    """Of which kinds something of this name may be; none where it is not known."""
    return MEMBERS.get(name, frozenset())
