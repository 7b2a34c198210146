"""Words that tell of a child: of one's own, or of anybody not yet grown up."""

from agent.topics.tables import Topic

_TELLING = """
    preschooler enfants newborn stepson stepdaughter babysitter krippe säugling nourrisson
    guardería crèche einschulung schulkind elternabend

    paediatrician pediatrician paediatric pediatric ! BE @ ; TRADE @ ; @ surgeon|nurse
    toddler ! @ toys|game
    kindergarten preschool ! TRADE @ ; @ cop
    daycare ! @ for dogs|cats|pets ; dog|doggy|pet @
    creche ! TRADE @
"""

_HINTING = """
    daughter classmate homework playground schoolyard niece nephew grandson granddaughter
    grandchild grandchildren teenager teen pupil schoolboy schoolgirl underage puberty tutor
    childminder grader boy girl kind kinder tochter sohn schule enkel fille fils école niño niña
    hijo hija colegio escuela figlio figlia bambino bambina filho filha criança

    child children ! @ process|processes|node|nodes|component|component|prop|props|element|class
    child children ! orphaned|kill|parent|and|sick @
    kid ! @ process|menu|on
    school ! @ of ; TRADE|old|law|business|graduate|grad|driving|high @
    son ! @ of a|anarchy
    baby ! @ steps|spinach|blue|shower|boomer|boomers|driver
    twins ! @ in the
    teenage ! @ engineering|mutant
    grade ! @ a|point|sandpaper|level
    custody ! @ of the keys|key
    nursery ! @ with|plants
    teacher ! TRADE @ ; @ forcing ; BE @
"""

_STEMS = "kinderg kinderarzt kleinkin grundschü"

_PHRASES = """
    SPELT year|years|yr|yrs|yo|month|months olds|
        old ! THING @ ; THING __ @ ; @ THING ; TENS SPELT years|year @
    aged|age AGE -years|months|days|weeks ago?
    OUR _ son|daughter|kid|child|baby|babies|toddler|grandson|granddaughter|grandchild|kids|
        children ! @ process|processes|prop|props|node|nodes|component|components ; @ s? is|
        turned|just ADULT
    OUR sohn|tochter|kinder|kind|baby|enkel|jungs
    OUR fils|fille|enfant|enfants|bébé
    OUR hijo|hija|hijos|hijas|bebé|niño|niña
    OUR figlio|figlia|figli|filho|filha|filhos
    OUR teenage|teenager|teen|twins|boys|girls|stepson|stepdaughter|triplets ! @ engineering
    niece|nephew|cousin|godson|goddaughter _ turns|is|turned SPELT
    BE|turns|turned|is SPELT years old ! THING @ ; THING _ @ ; THING __ @
    mum|mom|mother|dad|father|parent|parents of|to a|an? SPELT year|years
    kids|children|sons|daughters|boys|girls AGE and AGE
    twins|triplets are|is SPELT
    son|daughter|boy|girl|kid|baby|niece|nephew _ AGE
    in|into|starts|start|started|starting|to GRADE grade|class|graders ! @ sandpaper|functions|
        function
    goes|going|starts|start|started|starting|attends|in|at to? _ middle|elementary|primary|
        nursery school ! TRADE @ ; @ teacher ; taught|teach|teaches|teaching|since _ @
    kid|kids|son|daughter|child|children|boy|girl s? school|nursery|daycare|kindergarten|teacher|
        homework
    picking|pick|picked|drop|dropped|dropping up|off _ kids|kid|children|daughter|son|twins
    custody of|over|for|battle|hearing|agreement|arrangement ! @ of the keys|key
    share|joint|shared|sole|full|have|lost|got|won custody ! @ of the keys|key
    breast|bottle feeding|feed|fed
    OUR little|youngest|oldest|eldest|kleiner|kleine|kleinen one|ones|boy|girl|man|sohn|tochter|
        ist|geht
    i am|m AGE and|years|yrs ! @ AGE and a|half
    son|daughter|kid|boy|girl _ in year #
    parent|parents teacher evening|conference|meeting
    parent|parents s? evening|evenings
    adopted|adopting|adopt|fostering a|an|two|our|the|MY _ girl|boy|child|kid|kids|baby|children|
        toddler|son|daughter ! @ a|an|the|our _ child theme|themes|process|element|class|node
    baby was|is|wakes|sleeps|cries|came|born|due|teething
    in die|der|den|das kita|schule|krippe|kindergarten|grundschule
    ist|wird|hat AGE jahre
    tiene|tienen AGE años
    a|ont AGE ans ! y a AGE @
    ha|hanno AGE anni
    tem|têm AGE anos
    to|from|at|die|der|zur|eine kita
    la|école|moyenne maternelle ! langue @
    klasse|klässler AGE
"""

_THING = (
    "whisky|whiskey|rum|wine|car|laptop|computer|house|dog|cat|puppy|horse|bug|phone|bike|server|code"
    "|company|project|repo|tree|building"
)
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"

TOPIC = Topic(
    "minor", _TELLING, _HINTING, _STEMS, _PHRASES.replace("THING", _THING).replace("TENS", _TENS)
)
