"""Words that tell of somebody's sexuality: whom they love, who they are, what they do in bed."""

from agent.topics.tables import Topic

_TELLING = """
    sexual sexuality sexually porn pornhub xhamster xvideos xnxx redtube youporn onlyfans
    chaturbate erotic contraceptive contraception condom grindr lgbt lgbtq lgbtqia lgbtqi ftm
    mtf afab amab asexual throuple demisexual polyamorous polyamory polycule nonbinary genderqueer
    genderfluid intersex bdsm swinger fetish orgasm threesome foursome dildo vibrator orgy kinky
    cuckold closeted hookup schwul schwule schwuler bordell sexualité sexualidad sexualidade
    lésbica sessualità omosessuale bisessuale

    gay ! @ street|lussac ; marvin @
    bisexual ! @ flower|flowers|plant|plants|morphology
    queer ! @ theory|studies|as
    sex ! @ column|field|chromosome|ratio|pistols|education|determination|enum
    transitioning ! @ to|between|into|away|off ; @ from -male|female|f|m ; while|when|by|for|are|
        is @
    tinder ! @ for the ; @ box|dry|fungus|wood
    sexes ! both|the @
"""

_HINTING = """
    boyfriend girlfriend intimate lover naked nude nudes libido attracted kissed flirting escort
    prostitute brothel swiping virgin gender

    dating ! @ app|apps for ; @ the|from|back ; carbon|radiometric @
    partner ! @ programme|program|team|company
    affair ! @ of
    orientation ! @ of ; landscape|portrait|screen @
    pride ! @ and
"""

_STEMS = "homosex bisex pansex transsex transgen heterosex lesbi pornog masturb onanie sexuel"

_PHRASES = """
    came|come|coming out to MY|the? KIN
    came|come|coming out as -a|the
    BE|ve out at|to|since work|school|KIN|my|everyone
    I BE trans -atlantic|fats|siberian
    BE trans ! @ fats|fat|siberian|atlantic
    trans man|woman|men|women|girl|boy|guy|person|people|kid|rights|community
    non|gender binary|dysphoria|affirming|fluid|queer|reassignment ! @ file|format|data|search|
        tree|diff|files|blob
    MY|use|their pronouns
    i am|m bi ! @ lingual|directional|weekly|monthly|polar
    i|he|she|im am|m|is|s bi ! @ lingual|directional|weekly|monthly|polar
    might|may|could be bi|trans|asexual|pan ! @ be bi lingual|directional|weekly|monthly|polar
    BE|as|soy|sono|sou bisexual|gay|lesbian|queer|ace|aro|pan|straight ! @ forward|up|to|back|
        away|from|line|edge|in|on|shot|after
    open|poly marriage|relationship|relationships ! @ between|diagram|of
    cheated|cheating|cheats on MY _ husband|wife|partner|boyfriend|girlfriend|fiancé|fiancée|ex|
        him|her|spouse|me
    husband|wife|partner|boyfriend|girlfriend|spouse|ex _ cheated|cheating|cheats on
    cheated|cheating on me|him|her
    unfaithful to
    having|had|have|MY a|an? affair|affairs ! @ of
    MY affair with
    one night stand|stands
    slept|sleep|sleeping with MY|a|an|the|him|someone|somebody|another _ boss|neighbour|neighbor|
        colleague|coworker|man|woman|guy|girl|ex|wife|husband|him|her
    slept together ! @ in a|the|one
    hooked up with MY|a|an|some|another? _ coworker|colleague|ex|guy|girl|boss|neighbour|neighbor|
        stranger|friend|him|her|someone|somebody
    sleeping around
    had|have|having sex
    sex worker|workers|life|drive|toy|toys|tape|addict|therapy|shop
    like|likes|love|loves|into men and women
    attracted to men|women|both|girls|boys|guys|him|same
    same sex attraction|couple|marriage|partner|relationship
    sexual|romantic orientation
    hormone|testosterone|estrogen therapy|hrt|blockers|shots
    BE|started|start|on hrt|testosterone|estrogen
    escort|escorts|prostitute|hooker booked|service|agency|last|tonight ! @ mission
    booked|hired|paid|visited|saw a|an? escort|prostitute|hooker
    strip club|clubs|poker
    birth control
    the|MY pill as
    morning after pill
    BE|still a virgin
    lost|losing MY virginity
    OUR dads are|got|both|married
    two mums|moms|dads|mothers|fathers
    feelings for a|another|other man|woman|men|women|girl|guy
    felt|feel|feeling like _ girl|boy|man|woman s body
    in a man|woman|girl|boy s body
    into guys|girls|men|women|dudes
    seeing|see|visit|visiting escorts|prostitutes|hookers
    assigned male|female at
    gender identity|dysphoria|clinic|marker
    MY|his|her lover|mistress
    naked|nude|nudes picture|pictures|photos|of me
    dating|married|date men|women|man|woman
    MY boyfriend|husband and i are|were|BE both
    sleep|slept|sleeping with men|women
    friends with benefits
    sugar daddy|baby
    je suis bi|gay|trans|gai|pd|homo
    soy|eres gay|bi|trans|bisexual|lesbiana|homosexual
    ich bin bi|trans|gay|schwul|queer
    aus|out geoutet|outing
    sono gay|lesbica|bi|trans
    sou gay|lésbica|bi|trans
"""

TOPIC = Topic("sexuality", _TELLING, _HINTING, _STEMS, _PHRASES)
