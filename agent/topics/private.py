"""Words that tell of what has no category of its own and is guarded all the same.

Convictions and charges, violence, residence and flight, origin, divorce, the marks of a body and
where somebody lives: what the law and people's own judgement set apart beside health and faith.
"""

from agent.topics.tables import Topic

_TELLING = """
    dui 23andme shoplifting vorbestraft aufenthaltstitel duldung violée
"""

_STEMS = "vergewaltig asylantra asylverf asylbewer"

_PHRASES = """
    BE|got charged with
    BE|got detained|sentenced for|to|in|by|at
    i am|m undocumented
    KIN is|are|was|were undocumented
    undocumented immigrant|immigrants|migrant|migrants|worker|workers|people
    BE|got convicted|arrested|jailed|imprisoned|indicted|deported ! @ development|that
    in|to|from|of|out|after prison|jail|juvie ! @ break|architect ; BE @
    years|months|time|weeks|days in prison|jail
    criminal|police|arrest record|records|charge|charges|conviction
    on probation|parole|bail ! @ period|at
    MY probation|parole|arrest|conviction|sentence|trial officer|hearing|date
    probation|parole officer
    speeding|parking ticket|tickets ! @ machine|office
    suing|sued|sues me|us|him|her|my
    did|doing|served time for|in
    country|here illegally
    green card ! @ in|ui
    wife|husband|boyfriend|girlfriend|partner|fiancé left me
    i am|m|ve separated ! @ the|by|into|from the
    touched|groped|molested me|us
    chokes|choked|strangled|slaps|slapped|punches|punched me|her|us
    of ORIGIN descent|origin|heritage|ancestry
    i am|m a|an? ORIGIN man|woman|person|immigrant
    caught|got|arrested|stopped driving drunk|high
    we|re|are|were splitting up ! @ up the|a|into|by
    used to beat|hit|choke|slap|rape me|us|her|him
    mother|father|mum|mom|dad|parents|family|grandparents|grandmother|grandfather is|are|was|
        were ORIGIN
    BE|MY rohingya|refugee|yazidi|uyghur|roma ! @ camp|blanket
    hate crime
    ankle monitor|tag
    threatened|threatens me|us|her with
    visa that|has|had ran|run
    student|work|tourist|h1b visa ! @ card|application? form|requirements
    groomed|trolled|doxxed online
    caught shoplifting|stealing|drunk|speeding
    drunk driving
    dui|dwi hearing|charge|lawyer
    restraining|protection order|orders
    getting|got|get|BE|filed|filing|MY for? a? divorced|divorce|divorcing ! @ the|from
    MY divorce|separation
    divorce|divorced|custody _ finalised|finalized|lawyer|papers|settlement|hearing
    BE separated from MY
    lasse|lassen mich|uns scheiden
    BE geschieden
    illegal|undocumented immigrant|immigrants|migrant|alien
    asylum application|seeker|claim|case|interview|hearing|status
    applied|applying|seeking|claimed|sought for? asylum
    BE refugee|refugees ! @ camp
    i am|m stateless
    visa|green expired|overstayed|denied
    overstayed MY visa
    MY residence|immigration status|permit|case
    immigration status|detention|lawyer
    MY passport|ssn|id|licence|license number|is
    social security number
    passport|insurance|licence|license number is
    MY|his|her husband|wife|partner|boyfriend|girlfriend|dad|father|mother|mum|mom|ex|stepfather|
        brother|uncle|parents|s _ hits|hit|beats|beat|abuses|abused|abusive|rapes|choked|slapped|
        threatens|threatened|stalks|stalked ! @ me? at|in chess|the|a|his|her|mario
    BE|got raped|molested|assaulted|abused|groomed|stalked|trafficked|mugged
    sexual|sexually|domestic|child assault|assaulted|abuse|abused|violence|harassment|harassed
    abusive relationship|husband|marriage|father|mother|ex|childhood|partner
    women shelter
    MY fingerprint|fingerprints|dna|iris|retina|biometric|voiceprint|genome
    dna test|results|sample|kit|profile
    paternity test
    face id template|data
    fingerprint|biometric|iris|retina scan|scans|template|templates
    i am|m black|white|asian|latino|latina|hispanic|roma|sinti|kurdish|arab|mixed|biracial|
        indigenous|aboriginal|native|african|romani|maori|inuit|latinx|brown|jewish|sámi|chechen|
        uyghur|tamil|yazidi ! @ belt|hat|box|listed|and|with
    i am|m a|an? kurd|arab|gypsy|berber|roma|tamil|uyghur|latina|latino|sinto|armenian
    im black|asian|latino|latina|hispanic|arab|mixed|roma
    mixed race
    ethnic|racial background|origin|minority|slur
    person|woman|man|people of colour|color
    ich bin roma|kurde|kurdin|araber|schwarz|türke|sinto|afrodeutsch
    live|lives|living|moved|moving|house|home at|to|in|is # _ STREET
    live|lives|living|moved at|to|in *straße|*strasse|*str|*weg|*gasse|*allee #
    wohne|wohnt|wohnen|gezogen _ *straße|*strasse|*str|*weg|*gasse|*allee|*platz #
    home|postal|mailing|my|our address is|at|changed #
    home address ! @ book|space
    my|our address # _ STREET
    live|lives|living at|in # rue|via|calle|avenida|rua
    habite|habitons au|à # rue|avenue|boulevard|place|chemin
    vivo|vivimos en calle|la
    abito in via
"""

_STREET = (
    "street|st|road|rd|avenue|ave|lane|ln|drive|dr|way|court|close|place|square|terrace|gardens"
)
_ORIGIN = (
    "nigerian|ghanaian|turkish|kurdish|arab|jewish|african|aboriginal|roma|chinese|indian|pakistani|bengali|mexican"
    "|syrian|afghan|iranian|persian|moroccan|algerian|polish|russian|ukrainian|irish"
    "|korean|japanese|vietnamese|latin|asian|black|white|native|indigenous|romani|maghrebi|somali"
)

TOPIC = Topic(
    None, _TELLING, "", _STEMS, _PHRASES.replace("STREET", _STREET).replace("ORIGIN", _ORIGIN)
)
