r"""Turns in life, as data: what was so before, and what is said once it is over.

A blank line parts the turns, ``=>`` the two sides of one. A line is one wording, from the verb of a
clause on (from its subject where that is a thing), without auxiliaries and adverbs
(:mod:`memory.circumstances.telling`). It is a pattern, with shorthands:

- ``( | )`` alternatives, which capture nothing;
- ``~`` an article or "their", or none;
- ``<x>`` what is spoken of, and ``<x:…>`` what is of one of these words: both sides must agree in
  it where both name it;
- ``{home}`` and the like: :data:`SHORT`.
"""

from __future__ import annotations

from typing import Final

from memory.lexicon import AILMENT

SHORT: Final = {
    "few": r"((?!(in|for|on|at|of|with|from|and|the|to|an?|their)\b)[\w-]+ ){0,3}?",
    "alone": r"(alone|by (them|him|her)sel(f|ves)|on (their|her|his) own)\b",
    "home": r"(flat|apartment|house|home|place|room|studio)\b",
    "job": r"(job|position|post|role|work|employment|internship|apprenticeship)\b",
    "child": r"(baby|child|son|daughter|twins|boy|girl|kid)(ren|s)?\b",
    # "A baby" and no more of it: a baby shower, a kid brother.
    "no_thing": r"(?! (?!(and|at|called|from|in|last|named|now|on|this|to|together|who|"
    "with)\b)[a-z])",
    # A pet or a car, and no calendar of cats.
    "itself": r"(?=$| (after|and|again|at|called|for|from|in|last|named|now|of|on|that|this|to|"
    "today|who|with"
    r"|yesterday)\b|,)",
    "parent": r"(father|mother|dad|mum|mom|parent)s?\b",
    "partner": r"(partner|girlfriend|boyfriend|husband|wife|fiancée?)\b",
    "ailment": AILMENT,
    "illness": (
        r"(cold|flu|fever|cough|infection|bronchitis|pneumonia|covid|virus|stomach bug|sore throat"
        r"|\w+ injury|injury|injured \w+|broken \w+|sprained \w+|fractured \w+|torn \w+|twisted \w+"
        r"|pulled \w+|strained \w+|back pain|knee pain|shoulder pain|tendonitis|concussion|rash"
        r"|tonsillitis|shingles|chickenpox|bad (back|knee|shoulder|hip|foot)|burnout)\b"
    ),
    "tobacco": (
        r"( (again|an?|cigarettes|cigars|daily|every|heavily|occasionally|on|regularly|too|weed"
        r"|when|\d+)\b|$)"
    ),
    "aid": (
        r"(plaster cast|cast|crutches|braces?|sling|bandage|stitches|splint|wheelchair"
        r"|walking boot|eye patch|plaster)\b"
    ),
    "surgery": r"((\w+ )?(operation|surgery|transplant|replacement|procedure))\b",
    "remote": (
        r"(from home|remote(ly)?)\b(?! (on|two|one|three|once|twice|at|this|today|tomorrow|"
        r"tonight|next|until|for|while)"
        r"\b)"
    ),
    "office": r"(the|an?|their) office\b",
    "licence": r"(driving |driver's |driver )?licen[cs]e\b",
    "making": (
        r"(writing|reading|building|renovating|painting|repairing|restoring|knitting|sewing"
        r"|editing|translating|composing|recording|planning|organising|organizing|developing"
        r"|designing|making|watching|fixing|refactoring|redecorating|assembling|reviewing|drafting"
        r"|preparing|working on|finishing)"
    ),
    # A draft of it, or somebody else's, is not it.
    "made": (
        r"(finished|completed|wrapped up|submitted|published|handed in|delivered|released|shipped"
        r"|is (done|finished|through) with|abandoned|shelved|scrapped|gave up on|got through)"
        r"(?!.* by (?!(hand|mistake|noon|night|the|themselves|then|\d|\w+day)\b))"
        r"(?! (an?|the|their) (first|second|third|last|rough|final) "
        r"(act|chapter|draft|half|part|section|version)\b)"
    ),
    # Whoever moves to another desk still lives where they did.
    "no_desk": (
        r"(?!(an?|the|their|her|his) (\w+ )?(class|department|desk|group|job|office|position|role"
        r"|seat|shift|table|team)\b)"
    ),
    "broken": (
        r"(broken|out of order|faulty|defective|down|being repaired|in (for )?repair|under repair"
        r"|(at|in) the (garage|mechanic|repair shop|workshop)|at the mechanic's|not working|leaking"
        r"|cracked|blocked|jammed|stuck|dead|failing|offline|flat|damaged|lost|missing|stolen)\b"
    ),
    "mended": (
        r"(fixed|repaired|mended|replaced|back|sealed|restored|up|running|working|resolved|patched"
        r"|unblocked|found|passing|online|as good as new)\b"
    ),
    "open": (
        r"(open|in progress|pending|under review|in review|being reviewed|in development"
        r"|under construction|being built|unfinished|a draft|in draft|in beta|unresolved|ongoing"
        r"|unpaid|overdue|outstanding|not finished|on hold|under way|underway|unreleased"
        r"|waiting for (a )?(review|approval)|in the works|on track|in planning)\b"
    ),
    "closed": (
        r"(closed|fixed|solved|merged|done|finished|completed|complete|approved|rejected|resolved|released"
        r"|published|shipped|launched|paid|settled|cancelled|opened|accepted|live|in production"
        r"|signed|abandoned|scrapped|delayed|behind schedule|submitted|deployed|ready|over)\b"
    ),
}

#: Family, home, work and studies.
OF_LIFE: Final = r"""
(has|have) no (children|kids|child)
(does|do) not have (any |a )?(children|kids|child)
is childless
=>
(became|become) (an? )?(\w+ )?{parent}
is (an? )?(new |proud |first-time )*{parent}(?!.* (cats?|dogs?|pets?|plants?)\b)
(had|has|adopted|is raising) (an? |their |two |three )(\w+ )?{child}{no_thing}
gave birth
welcomed (an?|their) (\w+ ){0,2}{child}{no_thing}

has (one|an?|an? only) {child}(?! and| who| called| named| in| with| from)
=>
(had|has|gave birth to|welcomed|adopted) (an?|their) second {child}
became (an? )?{parent} (for the second time|again)
has two (children|kids|sons|daughters)

is trying (to get pregnant|to conceive|for a baby)
=>
is (\w+ (weeks|months) )?pregnant
is expecting
(gave birth|gave up trying)

is (\w+ (weeks|months) )?pregnant
is expecting (an?|their) (\w+ )?{child}
is expecting$
is having (a {child}|twins)
=>
gave birth
had (~(\w+ )?{child}|twins){no_thing}
(became|become) (an? )?(\w+ )?{parent}
welcomed (an?|their) (\w+ ){0,2}{child}{no_thing}
has an? (newborn|new baby|baby){no_thing}
had an? miscarriage

is (in the middle of|going through) (an?|the|their) divorce
is getting divorced
=>
is divorced
(the|their) divorce (is|was) (final|through|done|complete)\b

is married
has an? (husband|wife)
got married
married \w+
lives with (their )?(husband|wife)
=>
is (divorced|separated|widowed|a widow|a widower|single)\b
(got|is getting) (divorced|a divorce)
filed for divorce
(separated|divorced)( from|$)
split up( with| from|$)
lost (their )?(husband|wife)$

has no (pets?|animals?)\b
does not have (any |a )?(pets?|animals?)\b
=>
(adopted|got|bought|has) an? (new )?{few}(dog|puppy|cat|kitten|rabbit|hamster|parrot|budgie){itself}
has a new pet

is single\b
is not (seeing|dating) anyone
has no {partner}
is (divorced|widowed)
lives without a partner
=>
(is|started) dating \w+
is in love with \w+
(is|started) seeing (somebody|someone|an? (man|woman|guy|girl|boy|colleague)|\w+$)
has an? (new )?{partner}
is (engaged|married|in a (new )?relationship|together with)\b
got (engaged|married)
got together( with (?!.*\b(friends|colleagues|family|classmates|people)\b)|$)
(married|remarried)\b
fell in love with (somebody|someone|an? (man|woman|guy|girl|boy|colleague))\b
moved in with ~{partner}

is (engaged|planning (the|their|a) wedding|getting married)\b
=>
is married
(got married|married)\b
had ~wedding(?! to\b)
broke off ~engagement
called off ~(wedding|engagement)
is single
(split|broke) up( with| from|$)

is (dating|seeing|together with|in a relationship with) <x>
is in a relationship$
has an? (girlfriend|boyfriend|partner)\b
(the|their) (girlfriend|boyfriend|partner|fiancée?) is (called |named )?<x>
=>
is single
(broke|split) up$
(broke|split) up with <x>
was dumped
is no longer (together with|seeing|dating) <x>
got married
is married

lives {alone}
=>
moved in with
~(new )?(flatmate|roommate|housemate|lodger|girlfriend|boyfriend) ((called|named) \w+ )?moved in\b
.* moved in with (them|the user)\b
lives with (?!an? (cat|dog)|.*{ailment})
shares ~{home}
(has|got|found) (an? )?(new )?(flatmates?|roommates?)

lives with (?!an? (cat|dog)|alone)
lives in an? (shared \w+|flat ?share|wg|commune|student (hall|residence|dorm)\w*)
lives in (student (housing|accommodation)|a hostel|a dorm)
=>
lives {alone}
(moved into|has|got|rented|bought) (their|an?) own {home}
(moved into|has|got|rented|bought) an? {few}{home} of (their|her|his) own

lives with (their )?(parents|mother|father|mum|mom|dad|family)\b
lives at (their parents'?|home)
=>
moved out
(moved into|has|got|rented|bought) (their|an?) (own )?(first )?{home}

is (looking|searching|hunting) for (an? |another |somewhere )?{few}{home}
is on the (hunt|lookout) for (an? |another )?{few}{home}
(needs|looks for) (an? |another )?{few}{home}
is (flat|apartment|house)[- ]?hunting
=>
(signed|got|secured) ~(\w+ )?(lease|tenancy|rental contract)
signed (an?|the) contract for (an?|the) {few}{home}
(moved into|found|bought|rented|got|took|closed on) ~{few}{home}(?! (for|of|to|office))

rents ~{few}(flat|apartment|house|home)\b
is (a tenant|renting)\b
lives in a rented
=>
(bought|purchased|owns) (their|an?) (own|first) {home}
became (an? )?home ?owners?
is (an? )?home ?owner

lives with (an? |the |their )?<x>
(shares|rents) (an?|the|their) (flat|house|room|apartment|home|place) with (an? |the |their )?<x>
(rents|lets) (out )?(an?|the|their) \w+ to (an? |the |their )?<x>
(has|have) (an? )?(flatmate|roommate|lodger|housemate|tenant)s?( named| called)? <x>
(the |their )?<x> lives (next door|nearby|upstairs|downstairs|across the|around the|in the same)
=>
(the |their )?<x> moved (out|away|back|abroad|in with)\b
(the |their )?<x> moved (in)?to {no_desk}
(the |their )?<x> (has )?(emigrated|left the country|got their own place)
(the |their )?<x> (died|passed away)

shares (an?|the|their) <x> with
=>
has (an?|the|their) <x> (to|for|of) (them|her|him)sel
has (their|her|his|an?) own <x>

has <x:(monday|tuesday|wednesday|thursday|friday|saturday|sunday)s> off
does not work on <x:(monday|tuesday|wednesday|thursday|friday|saturday|sunday)s>
=>
works on <x:(monday|tuesday|wednesday|thursday|friday|saturday|sunday)s>

is on (the|a) waiting list for ~<x>
waits for ~<x>
=>
(got|received|was given|was offered|was allotted) (an?|the|their) (\w+ (in|at|for|on) )?~<x>

(looks|is looking) after (the|their) (\w+ )?<x>
(cares|is caring) for (the|their) (\w+ )?<x>
nurses (the|their) (\w+ )?<x>
=>
(the|their) <x> (recovered|died|passed away|is (fit|well|healthy|better))\b
(the|their) <x> moved (in)?to (an?|the) (\w+ )?(nursing|care|retirement) home

does not (have|own) (an?|any) <x>
(has|owns) no <x>
=>
(got|bought|received|acquired|owns|has|was given|adopted) (an?|their|some|the) (first )?<x>

is allowed to <x>
=>
is (no longer|not) allowed to <x>
.* (no longer allows|does not allow|banned|forbids|prohibits|forbade) <x>

(the|their) best friend is (called )?<x>
is (friends|best friends|close friends) with <x>
=>
(fell|fallen) out with <x>
(is no longer|stopped being) (friends|best friends|close friends) with <x>
(broke off|cut off|ended) (all )?(contact|the friendship) with <x>

is homeless
lives (in|at) an? (hotel|hostel|shelter)
is staying (at|with)
stays with
=>
moved into (an?|their)
found (an?|their) (\w+ )?{home}
has (an?|their) own {home}
(went|returned|moved|gone|flew) (back )?home
moved out

lives (in|at) (an?|the) (\w+ )?(nursing|care|retirement|old people's) home
lives {alone}
=>
moved in with (them|the user)
lives with (them|the user)
moved (in)?to (an?|the) (\w+ )?(nursing|care|retirement|assisted) (home|living)
(died|passed away)

is (unemployed|jobless|out of work|between jobs|job[- ]?hunting)\b
is (an? )?(stay[- ]at[- ]home \w+|housewife|househusband|homemaker)
is (looking|searching) for (work|an? {few}{job})
is applying for (jobs|positions|posts)
looks for (work|an? {few}{job})
has no job
does not (have a job|work)$
=>
(found|got|landed|accepted|took|started|secured) ~{few}({job}|job offer\b)(?! (for|of|on))
(accepted|took|signed) (an?|the|their) (job )?offer\b
signed (an?|the) (employment|work|new) contract
signed (an?|the) contract (with|as|at)
(was|got|is) (hired|employed)
works (at|for|as)\b(?! ((an? )?(volunteer|unpaid|part of|hour)|far|fast|hard|long|much|well)\b)
(started|began) working (at|as|with|for)\b
(started|began) (at|as)\b
joined (the )?(\w+ )?(company|firm|staff|agency|bank|startup|start-up|practice|police|army)\b
joined \w+ as an?
has (work|a job) again
(went|is|gone|returned) (back )?(to|at) (full-time |part-time )?work\b

works (at|for|as|in)\b
is employed
has a (permanent |full-time |part-time )?job
is an? employee
=>
is (unemployed|out of work|jobless|retired|between jobs|in retirement)\b(?! from)
(was|got) (made redundant|laid off)
lost ~job( in| last| because| this|$)
retired( in| last| at| early| this|$)
(went into|entered|took) (early )?retirement
stopped working$
no longer works$
(quit|gave up) ~job( in| last| because| this|$)

works (at|for|as|in)\b
=>
(changed|switched) (jobs|employers|companies|professions|careers)

is on (\w+ )?(leave|sabbatical|strike|furlough)\b
is on (an?|their) (\w+ )?(sabbatical|break|leave)\b
is (off sick|signed off|on sick leave|on holiday|on vacation)
is taking (an?|some) (\w+ )?(sabbatical|leave|time off)
=>
(is|was) back (at|in|to) (the |their )?(work|office|job|desk|team)
(is|was) back from (the |their |her |his )?(\w+ )?(leave|sabbatical|holiday|vacation|break)
(returned|went back|came back) to (the |their )?(work|office|job|team)(?! to\b)
(returned|came back) from (the |their |her |his )?(\w+ )?(leave|sabbatical|holiday|vacation|break)
resumed work
(started|began|is) working again
works again
ended ~(\w+ )?(sabbatical|leave)

is (an? )?(self-employed|freelancer?|freelancing|independent contractor|contractor)\b
works (as an? )?freelance
=>
(took|has|accepted|got) (an? )?(permanent|salaried|full-time|staff) {job}
is employed
gave up freelancing

works (at|for) (?!themsel)
is employed (at|by)
=>
(is|went|became|gone|turned) (an? )?(self-employed|freelancer?|independent)\b
(founded|started|set up) (their|an?) own (\w+ )?(company|business|firm|studio|practice)

commutes\b
goes (in)?to {office}
works (from|in|at) {office}
works on[- ]?site
drives to (work|the office)
=>
works (entirely |fully |completely |only |exclusively |100 ?% |permanently )*{remote}
is (entirely |fully |completely )?remote
(went|gone) (fully |completely )?remote

works (entirely |fully |completely |mostly |only |100 ?% )*{remote}
is (fully |completely )?remote
=>
works (from|in|at) {office}
is (back|required|expected|working) (in|at|to be in) {office}
has to (be in|go (in)?to|come (in)?to) {office}
(returned|went back) to {office}
commutes
works on[- ]?site
goes (in)?to {office} (again|every day|daily|five)

is (an? )?(\w+ )?(intern|trainee|apprentice|working student)\b
is (on|in) (the |their )?probation
has (an?|their) (temporary|fixed-term|short-term|probationary) (contract|position|job|post)
=>
(got|has|signed|received|was given|was offered|accepted) an? (permanent|open-ended) ({job}|contract)
(was|got|is) (hired|taken on|promoted)
passed (the )?probation
(finished|completed) ~(internship|apprenticeship|traineeship|training|probation)
is (an? )?(permanent|junior|senior) \w+

(studies|majors)\b
is (an? )?{few}student\b
is (studying|enrolled|at university)\b
is doing (an?|their) (\w+ )?(degree|master's?|bachelor's?|phd|doctorate)\b
=>
graduated( (?!from (an? |the |their )?(\w+ )?school\b)|$)
(finished|completed|got|received) ~(\w+ )?(degree|studies|master's?|bachelor's?|phd|doctorate)\b
dropped out( of (the )?(\w+ )?(university|college|uni|school|degree|programme|program)|$)
dropped out of (the )?(\w+ )?(course|studies)
(quit|left|gave up) (university|college|uni)
(quit|left|gave up) (law|medical|art|business|grad|graduate|drama|film|vet) school
is (an? )?graduate

(attends|goes to|studies at) (an? |the )?(nursery|kindergarten|preschool|day ?care)\b
is (in|at) (an? |the )?(nursery|kindergarten|preschool|day ?care)\b
=>
(started|starts|began|goes to|attends|studies at) (an? |the )?((primary|elementary) )?school\b
is in (the )?(first|second|third|fourth|1st|2nd|3rd|4th) (grade|class|year)
is (at|in) (primary |elementary )?school
is a first[- ]grader

(attends|goes to|studies at|is (in|at)) (an? |the )?((primary|elementary|grade) )?school\b
is in (the )?(first|second|third|fourth|1st|2nd|3rd|4th) (grade|class)
=>
(started|starts|began|goes to|attends|studies at) (an? |the )?(high|secondary|grammar) school
is (in|at) (an? |the )?(high|secondary|grammar) school
(started|starts|began|goes to|attends|studies at|is (in|at)) (an? |the )?(university|college)\b
(finished|left|graduated from) (high |secondary )?school
graduated

(attends|goes to|studies at|is (in|at)) (an? |the )?(high|secondary|grammar|middle) school
is in (the )?(ninth|tenth|eleventh|twelfth|final) (grade|class|year)
=>
(started|starts|began|goes to|attends|studies at|is (in|at)) (an? |the )?(university|college)\b
(finished|left|graduated from) (high |secondary )?school
passed (the )?(abitur|a-levels|matura|final exams)
graduated
"""
