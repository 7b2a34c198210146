"""Words that tell of somebody's money: what they earn, own and owe."""

from agent.topics.tables import Topic

_TELLING = """
    payslip remortgaged overdraft overdrawn bankruptcy payroll iban creditor dividend brokerage
    severance alimony foreclosure foreclosed garnishment schufa bafög bürgergeld hartz gehalt
    gehälter hypothek steuererklärung schulden arbeitslosengeld sozialhilfe privatinsolvenz bailiff
    kontostand salaire hypothèque impôts dettes endetté smic surendettement salario sueldo
    hipoteca impuestos deudas salário impostos dívida stipendio debiti pensione

    salary ! @ of the|a president|minister|ceo ; @ negotiation|calculator
    mortgage ! TRADE @ ; @ broker|adviser|advisor|calculator
    pension ! @ guesthouse|garni|in ; booked|book|bed @
    redundancy ! @ of|in|check|elimination ; up|to|no|data|code|cyclic|without|for @
    loan ! @ word|words|the|a|of|for|from ; on @ ; @ translation
    bankrupt ! morally @ ; @ of
"""

_HINTING = """
    rent pay paid wage dollars pounds savings invest investing owe owed invoice bonus insurance
    income afford inheritance earning gross lottery gambled gambling casino crypto bitcoin etf
    ira 401k lender landlord arrears unemployment unemployed welfare
    collector konto miete kredit netto brutto steuer euro banque loyer compte banco cuenta
    alquiler conto affitto netti

    bank ! @ holiday|of|manager ; river|piggy|data|memory @ ; TRADE @
    balance ! load|work|life|strike|redress @ ; @ the|of|between|bike
    account ! github|user|service|twitter|google|microsoft|admin|root @ ; @ settings|page|manager
    shares stocks ! @ of|the|screen|a|link
    raise ! @ an|a? exception|error|valueerror|issue|flag
    debt ! technical|tech @ ; @ ceiling
    budget ! error|performance|time|memory|latency|token @ ; @ for the sprint
    tax ! @ on complexity
    credit ! @ to|where
    earn earned ! @ badge|badges|#|points|respect
    broke ! build|it|ci|tests|test|that|which|this|main|master @ ; @ the|down|up|my|our
    benefits ! @ of
    inherit inherited ! @ from|the|a|class
    portfolio ! @ site|website|page|piece
    saving ! @ the|a|file|space
    net ! @ worth of the ; neural|asp|dot @
"""

_STEMS = "verschuldet bankrott insolven überschuld kreditwürd gehaltsab lohnabr"

_PHRASES = """
    I earn|earned|earning|earns _ SUM
    I make|makes|made|making _ SUM
    I make|makes|made|making # net|gross|k|a|per|an after?|before? year|month|hour|tax|taxes
    minimum|living|hourly wage
    MY wages|wage|paycheck|payslip|income|earnings|bonus|pension|savings|inheritance|overdraft|rent
    MY net worth
    MY balance is|was|at|down
    BE broke
    take home _ #
    take home pay
    BE paid _ SUM
    I owe|owed|owes|owing _ #
    # in|of debt
    SUM in debt
    in debt
    SUM in|of|into savings|debt|debts|loans|shares|stocks|crypto|bitcoin|etfs|etf|index|funds
    have|has|had|saved _ SUM in|on|saved
    lost|lose|losing|gambled _ SUM
    lost|gambled|spent|blew|drained MY life? savings
    gambled|gambling away|debts|addiction
    inherited|inherit|inherits _ SUM
    inherited|inherit _ house|flat|apartment|money|estate|fortune|land
    pay|paying|afford|behind|late|owe on|with? MY|the? rent|bills|loan|mortgage|debts
    afford it|the|to|a|rent|food ! can @
    can|cannot|couldn t? afford
    months behind
    debt|debts collector|collectors|collection|collections|agency|relief|counselling|counseling
    credit score|rating|limit|history|report
    MY credit card|cards ! @ form
    credit card|cards is|are|debt|bill|maxed|statement
    owe|paid|pay|charged|on MY credit card|cards
    maxed out
    BE|got|get|getting evicted ! @ from the? cache|pool|list|memory|node|map ; entry|entries|key|
        keys|item|items|object|objects|pod|pods|page|pages|value|values|it|they _ @
    eviction notice|order|hearing|letter
    MY|facing|face|threatened|with|of eviction ! @ policy|of|from|count|time|callback
    payday|student|personal|car|home|bank loan|loans
    MY loan|loans|mortgage|debt|debts
    the loan|loans was|is|were|are approved|denied|repaid|due
    food stamps
    use|used|using|rely|relying|depend on? a|the food bank|banks
    on welfare|benefits|unemployment|disability|medicaid
    unemployment|housing|disability|child|universal|jobseekers benefit|benefits|credit|allowance
    tax return|returns|refund|debt|bill|office|evasion|audit
    income tax|support
    household|annual|monthly|yearly|net|gross|low income
    poverty line
    MY|the? landlord _ evict|evicted|eviction
    roth|traditional ira
    MY 401k|etfs|etf|stocks|shares|bitcoin|crypto|brokerage|isa ! @ app
    MY|the bank account|balance|statement|statements
    bank account|statement|balance is|shows|overdrawn|empty|was
    got|get|a|an # raise ; raise
    a|an # percent? raise|bonus
    child support
    paycheck to paycheck
    until|till payday
    live|lives|living on # a|per|euros|dollars|pounds ! @ on # _ street|road|avenue|floor
    filed|file|filing chapter 7|11|13
    borrowed|borrow|lent SUM
    MY _ portfolio is|was|at|lost|dropped|of
    living|live off|on MY wife|husband|parents|savings|partner|pension
    MY wife|husband|partner s salary|income|pension|debts
    # salary
    make rent
    left me|us|him|her __ SUM
    left me|us|him|her|them a|the|his|her|their house|flat|apartment|money|estate|farm|inheritance
    got|get|getting|asked|asking|ask|negotiated|negotiate|denied for? a|my|the raise ! @ valueerror|
        typeerror|exception|error|condition
    miete nicht _ zahlen|bezahlen
    touche|touchons|perçois le|du|la rsa|chômage|aah|apl|smic
    ai|avons|avoir un crédit de|à|sur
    debo|debemos|deben __ alquiler|euros|hipoteca|dinero
    loyer|loyers _ impayé|impayés|retard
    suis|sommes|est|compte à découvert
    no|without|any income
    sold|sell|selling MY _ shares|stocks|house|flat|crypto|bitcoin|etf
    credit|debit|bank|my card _ declined|blocked|frozen
    millionaire|millionaires
    rente|pension beträgt|von
    meine|unsere rente|schulden|miete
    il|un|mio mutuo
    en paro ! @ de
    au rsa|chômage|smic
    verdiene|verdient|verdienst _ #
    bin|sind|ist pleite
    # netto|brutto|net|gross|netos|netti|nets
    gagne|touche|gagnons _ # euros|par|mois|euro
    gano|gana|cobro|cobra _ # euros|al|dólares|pesos
    guadagno|guadagna _ # euro|al
    ganho|ganha _ # euros|reais|por
    mein|unser konto|kredit|lohn|gehalt|erbe
"""

TOPIC = Topic("finance", _TELLING, _HINTING, _STEMS, _PHRASES)
