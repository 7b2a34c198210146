"""Words that tell of somebody's faith, or that they have none."""

from agent.topics.tables import Topic

_TELLING = """
    hanukkah chanukah passover pesach diwali vaisakhi vesak sukkot purim tithe tithes tithing
    jesuit freemason franciscan benedictine
    mosque synagogue baptism baptised baptized rabbi quran koran torah talmud sabbath shabbat
    shabbos moslem judaism jewish jew sikh sikhism sikhs agnosticism mormon mormonism lds
    scientologist scientology methodist presbyterian lutheran evangelical pentecostal anglican
    episcopalian adventist amish mennonite bahai zoroastrian wiccan satanist taoist
    kosher halal hijab niqab burqa kippah yarmulke tefillin hajj umrah rosary eucharist
    catechism seder yeshiva madrasa gurdwara sunni shia shiite ahmadi alevi christianity
    apostate exmormon exmuslim moschee synagoge gottesdienst getauft taufe kommunion
    konfirmation evangelisch jüdisch jüdin kirchensteuer konfessionslos orthodoxe mosquée
    prière chrétien chrétienne juif juive athée croyant croyante iglesia mezquita cristiano
    cristiana judío judía ateo atea igreja oração evangélico evangélica cattolico cattolica
    ebreo ebrea

    church ! @ encoding|numerals|numeral|turing|street|road|rosser ; alonzo @ ; @ of emacs|vim|rust
    church ! @ is a landmark ; TRADE @
    kirche ! @ in|am schöneberg|see
    église ! @ romane
    imam ! @ bayildi
    priest ! @ class|guide|build|healer ; shadow|holy|disc|discipline @
    bible ! javascript|python|css|design @ ; @ of
    prayer ! @ room|plant|plants|flag
    prayers ! thoughts and @
    ramadan ! @ opening|kareem|sale|lantern
    communion ! @ of ideas|minds
    catholic ! @ university|school|tastes|taste
    protestant ! @ work ethic
    islam ! @ in|exhibition|art
    hindu ! @ kush
    quaker ! @ oats
    pagan ! @ holiday
"""

_HINTING = """
    pray prayed praying lent belief worship sermon fasting orthodox pastor vicar nun monastery
    convent parish congregation choir bishop confession gospel jesus christ allah prophet
    scripture psalm hymn blessing pilgrimage meditation religious religion spiritual gebet beten
    gott kirchgang glaube messe dieu foi dios fe misa dio fede messa

    god ! @ mode|object|class|save|of ; oh|my|thank @
    mass ! @ of|storage|production|market|effect|index ; critical|body|land @
    faith ! good|bad @ ; @ in|hill
    temple ! @ run|of
    holy ! @ grail|cow|war
    christian ! @ bale|from|in|at|fixed|sent|said|wrote|and|will|is|was|has ; colleague|friend|
        with|from|to|by|cc|hi|hey|dear @
    easter ! @ egg|eggs
    monk ! @ fish
    confirmation ! @ email|mail|dialog|number|code|page
    converted ! @ to|from|into|by
"""

_STEMS = """
    katholi catholiq católic muslim musulm buddhis hindui jehova atheis protestan evangelik calvinis
"""

_PHRASES = """
    BE|as christian|christians ! @ bale|from|at
    as|BE|became|practising|practicing|devout|strict|lapsed|raised|born|orthodox a|an? christian|
        catholic|hindu|baptist|pagan
    BE raised|brought _ christian|catholic|orthodox|hindu|baptist
    baptist church|from|minister
    BE religious|devout|spiritual
    not religious
    believe|believing|belief|faith in god|jesus|allah|christ
    altar server|boy
    got|was|getting|been confirmed at|in|by bishop|catholic|church|#
    say|says|said|saying grace
    accepted jesus|christ
    speak|speaking in tongues
    no longer believe
    jehovah|jehovahs witness|witnesses|s
    jehovah s? witness|witnesses
    latter day saints|saint
    bar|bat|bas mitzvah|mitzvahs
    pray|prays|prayed|praying # times
    pray|prays|praying|prayed three|five|seven|for|to|every|before|with|together|daily|at|in
    go|goes|going|went|attend|attended|attending to|after|before _ mass|church|confession|temple|
        mosque|synagogue
    sunday|midnight|morning|latin mass|school
    keep|keeping|keeps|kept kosher|halal|shabbat|sabbath|lent
    fast|fasting|fasted during|for|in ramadan|lent|yom
    fasting|fast for|during ramadan|lent|yom
    yom kippur
    zen buddhist|center|centre|temple|monastery|monk|meditation
    refuge vows
    rosh hashanah|hashana
    eid al|mubarak|prayer|dinner|with
    converted|converting|convert|conversion to islam|christianity|judaism|catholicism|buddhism|
        hinduism|orthodoxy
    left|leave|leaving|joined MY|the church|faith|mormons|congregation|amish|religion|witnesses|cult
    bible study|group|camp|college|verse
    born again
    bin|ist jude|jüdin|christ|christin|muslima
    i|m|am|im|as|an|s agnostic ! @ to|of|about|approach|way|api|on
    MY faith|church|religion|pastor|priest|vicar|imam|rabbi|congregation|parish|baptism|temple|
        mosque|sins
    friday|evening|morning prayers|prayer
    first communion
    confirmation class|classes|lessons
    seventh day
    russian|greek|coptic|serbian orthodox
    orthodox jew|jewish|christian|church
    headscarf ban
    aus der? kirche ausgetreten
    zur|in messe|kirche|moschee
    glaube nicht? an
    je crois en
    creo en
    vais|allons à la messe|mosquée|église
    voy|vamos a misa
"""

TOPIC = Topic("religion", _TELLING, _HINTING, _STEMS, _PHRASES)
