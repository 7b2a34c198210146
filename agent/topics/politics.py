"""Words that tell of somebody's politics: how they vote, what they belong to and march for."""

from agent.topics.tables import Topic

_PARTY = (
    "labour|labor|greens|green|tory|tories|conservative|conservatives|republican|republicans|democrat"
    "|democrats|democratic|liberal|liberals|libertarian|lib|libs|libdem|ukip|reform|snp|plaid"
    "|sinn|dup|gop|dsa|afd|cdu|csu|spd|fdp|bsw|npd|grünen|grüne|gruenen|linke|linken|ödp|volt|fpö|övp"
    "|spö|svp|rn|lfi|nupes|renaissance|reconquête|lr|eelv|psoe|pp|vox|podemos|sumar|ciudadanos|lega|pd"
    "|fdi|pvv|vvd|d66|pvda|pt|psd|chega|bjp|congress|likud|akp|chp|hdp|communist|communists|socialist"
    "|socialists"
)
_LEADER = (
    "trump|biden|obama|bernie|sanders|harris|kamala|clinton|hillary|desantis|aoc|corbyn|starmer|farage"
    "|sunak|boris|macron|pen|mélenchon|melenchon|zemmour|merkel|merz|scholz|habeck|weidel|wagenknecht"
    "|meloni|salvini|lula|bolsonaro|milei|sánchez|abascal|wilders|orban|orbán|putin|navalny|modi|erdogan"
    "|erdoğan|netanyahu|trudeau|poilievre|labour|greens|tories|republicans|democrats|dems"
)
_PARTISAN = (
    "republican|democrat|libertarian|tory|leftist|leftwinger|socialist|anarchist"
    "|communist|marxist|feminist|monarchist|brexiteer"
)
_CAUSE = (
    "blm|gaza|palestine|israel|climate|women|womens|pride|antifa|abortion|prolife|peace|union|civil"
    "|rights|life|choice|matter|extinction|anti|gun|maga"
)

_TELLING = """
    referendum marxist fascist libertarian unionised unionized brexiteer remainer antifa maga
    bundestag elecciones eleições sindicato afd cdu csu spd fdp bsw npd syndicat
    gauchiste syndiqué syndiquée
    psoe libdems tories tory labourite kuomintang

    parliament ! @ of owls|fowls|rooks
    republican ! @ of ; @ era|rome
    conservatives ! @ estimate
    democrats ! @ of
    ballot ! @ box plugin ; @ number in raft
    wahl ! @ der|des|zwischen waffe|waffen|mittel|passenden
    wahlen ! @ nach zahlen
    partei élection
    communist communism ! @ era|simulator|architecture
"""

_HINTING = """
    voting government campaigned senator democrat manifesto rally demo marched
    activist activism immigration abortion mp congress congressman congresswoman chancellor
    premier politician canvassing leaflets wähle gewählt wählen voté votado votar

    party ! birthday|third|search|dinner|house|christmas|garden|lan @ ; @ on|at|for|with|time
    election ! leader|raft|bully @ ; @ in etcd|raft|of
     ! leader @
    vote voted ! @ for a|the leader ; @ on the rfc ; and @
    voted ! @ best
    candidate ! @ key|release|gene ; release @
    union ! @ type|types|all|of|find|select ; sql|european|western|tagged|discriminated|square @
    strike ! @ price|through|a ; bowling|first|lucky @
    campaign ! @ manager|mode|ui ; marketing|ad|email|ads @
    minister ! @ of silly
    green greens ! @ tests|dress|tea|light|build|beans|screen
    labour ! @ intensive|day|of
    demonstration ! @ of
    liberal ! @ arts|use
    conservative ! @ default|estimate|garbage|timeout|guess
    protest ! @ song
    president ! @ article ; vice @
    president minister ! foreign @
"""

_STEMS = """
    querdenk kommunis sozialis anarchis faschis gewerkscha sozialdemo comunis socialis anarqui
    gaullist macronis trumpis corbynis
"""

_PHRASES = f"""
    I vote|voted|voting|votes -on|for|up|down|in
    I vote|voted|voting|votes for|against -a|the? -leader|best|it|pizza|sushi|lunch|option|me|
        that|this|tabs|names
    I vote|voted|voting in every|the|this _ election|elections|referendum ! raft @
    I vote|voted|voting {_PARTY}|remain|leave|brexit
    conservative|liberal voter|voters|politician
    {_PARTISAN} party|voter|voters|member|politician|candidate|campaign
    BE registered|card|lifelong|proud|fellow? {_PARTISAN}
    BE {_PARTISAN} -era|simulator|of
    BE staunchly|politically|socially|fiscally conservative|liberal|independent|nationalist
    i am|m conservative|liberal ! @ with|in|about|here|estimate
    am|m|is|s|was|are a|an? conservative|liberal ! @ estimate|default|guess|arts|garbage|choice|
        value|approach|timeout|bound|use|limit|one
    lifelong|proud|registered conservative|liberal|independent
    joined|join|joining|left|member|support|supporter|supporting|rejoined of? the? {_PARTY} party?
    in der|den|die afd|cdu|csu|spd|fdp|grünen|linken|partei
    wähle|wählt|wählen|gewählt die|den? {_PARTY}
    member|supporter|membership of a|the|MY _ party|union ! @ of a|the? discriminated|tagged|
        european
    {_LEADER} supporter|supporters|voter|voters|fan|rally|campaign|hater
    support|supporting|supported|donated|donate|donating|campaign|campaigned|canvassed|banked|
        volunteer|volunteered for|to|with? the? {_LEADER}|{_PARTY}
    donated|donate|donating|donation _ to the? {_PARTY}|{_LEADER}|party|campaign
    phone banked|banking
    canvassed|canvassing|campaigned|campaigning|doors|leaflets|leafleting|flyers|flyering|
        posters for the? {_PARTY}|{_LEADER}|labour|
        remain|leave
    knocked|knocking on doors for
    union rep|steward|member|organiser|organizer|dues|meeting|strike|representative
    MY|joined|trade|labour|labor|teachers|workers a? union ! @ of|all|type
    trade|labor|labour union|unions|unionist
    verdi|ver gewerkschaft|di|streik
    on|joined|joining strike ! lucky @
    strike action|ballot|fund|vote
    protest march|marches|camp
    went|go|going|been|marched|join|joined|at|to|attended to|at|in? the|a|an? _ protest|protests|
        demo|rally|vigil ! @ song
    {_CAUSE} march|demonstration|demo|rally|protest|activist|activists|strike
    may day march|demo|demonstration
    left|right|far wing|winger|wingers ! @ back|for|of|in|mirror|flap ; the @
    pro|anti life|choice|abortion|vax|vaxxer|immigration|trump|brexit|gun|israel|palestine|war
    extinction rebellion
    fridays for future
    black lives matter
    stand|loathe|loathed|adore|detest _ {_LEADER}
    vote goes|went|belongs to
    volunteer|volunteers|volunteering for die|the _ linke|linken|grünen|greens|party|campaign
    shop steward|stewards
    BE voting for|against|yes|no ! @ best
    hate|love|like|despise|admire|support|supports|back|trust {_LEADER}
    support|supports|supporting palestine|israel|ukraine|hamas|brexit|blm
    in|with the dsa
    mitglied der|bei|in|im ! @ im team|verein|chor
    women s march
    ende gelände
    letzte generation ! @ der|von
    i|we believe|think|support|oppose _ abortion|immigration|taxes|guns|gun|refugees|capitalism|
        communism
    milite au|à|pour
    labour|green|conservative|republican|democratic|communist|socialist|workers|liberal|pirate|
        reform party
    lib dem|dems
    sinn féin|fein
    BE apolitical|left|right leaning|of centre|wing
    political views|beliefs|prisoner|asylum|activist|opinions
    MY politics
    voto|voté|votiamo a|al|per|por|pour|pp? {_PARTY}
    j ai voté|vote
    je vote|voterai|milite
    voté|vote|voter|votez pour? {_LEADER}|{_PARTY}
    ho votato
    he|yo votado|voté
    vote|voting for the? {_LEADER}
    I marched for|against
    demo|demonstration gegen
    running|ran|run|stand|standing|stood for _ council|office|parliament|mayor|congress|senate
    soy|somos|eres de izquierda|izquierdas|derecha|derechas
    suis|vote|votons de|à|plutôt gauche|droite ! @ de|du
    milito|militante|militant en|in|au|à|de|del
"""

TOPIC = Topic("politics", _TELLING, _HINTING, _STEMS, _PHRASES)
