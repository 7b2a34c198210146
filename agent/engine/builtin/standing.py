"""What is surely lasting by its form, where the heads hear small talk: a thing of theirs by name.

The heads learnt what lasts from how such sentences usually go on, and "my new laptop" mostly goes
on with how fast it is. Where the sentence says by name which one it is, with what they work, when
something of theirs regularly begins, or how many they are, it is a fact whatever it resembles.
"""

from __future__ import annotations

import re

#: "Their new laptop is a Framework", "Their database is Postgres 15"
_BY_NAME = re.compile(
    r"^Their (?!(?:next|first|last|latest|other|whole|answer|question|guess|flight|train|bus|order"
    r"|table|seat|gate|vote|point|idea|plan|reply|pick|choice|goal|problem|task|code|output|input"
    r"|favou?rite|day|week|weekend|life)\b)"
    r"(?:[a-z][\w-]* ){1,3}is (?:an? |the )?"
    r"(?:(?:old|used|second-hand|red|blue|green|black|white|grey|silver) )?"
    r"(?:[A-Z][\w+#-]*|[a-z]+[A-Z][\w+#-]*)(?: (?:[A-Z0-9][\w.+#-]*|mini|pro|air)){0,3}$"
)
#: "Got a new laptop, a Framework"
_GOT_BY_NAME = re.compile(
    r"^(?:Got|Bought|Has|Ordered|Owns) an? (?:new |used |second-hand )?(?:[a-z][\w-]* ){0,2}"
    r"[a-z][\w-]*, an? (?:[A-Z][\w+#-]*|[a-z]+[A-Z][\w+#-]*)(?: [A-Z0-9][\w.+#-]*){0,3}$"
)
#: What was bought to be used from now on, however it is written.
_AS_NEW = re.compile(r"\bas (?:my|our) new [a-z]", re.IGNORECASE)
_WORKS = (
    r"(?:Deploys|Ships|Releases|Builds|Hosts|Runs|Tests|Tracks|Monitors|Reviews|Documents|Logs"
    r"|Writes|Codes|Develops|Designs|Plans|Schedules|Stores|Manages|Organi[sz]es|Chats|Communicates"
    r"|Bills|Invoices|Books|Keeps|Does|Edits|Records|Draws|Models|Prints|Heats|Cooks|Pays)"
)
_WORKED_ON = (
    r"(?:(?:everything|it all|most things|their [a-z]+(?: [a-z]+)?|all (?:of )?their [a-z]+|bugs|"
    r"issues|tickets|tasks|sprints|docs|notes|releases|code reviews?|code|"
    r"(?:the |their )?(?:front-?end|"
    r"back-?end|apps?|services?|api|site|website|infrastructure|pipelines?|builds?|house|flat)|"
    r"invoices|books|to \S+|in \S+|on \S+) )?"
)
#: "Deploys with Jenkins", "Tracks bugs in Linear": a tool, by its name or by what it is.
_WORKS_WITH = re.compile(
    rf"^{_WORKS} {_WORKED_ON}"
    r"(?:(?:with|via|using|through) (?!(?:me|them|him|her|us|you|it|this|that|these|those|my|our"
    r"|their|the|an?|no|some|more|less|each|one|all|errors|care)\b)[\w.+#-]+"
    r"|(?:in|on|to) (?-i:[A-Z])[\w.+#-]*)(?: (?-i:[A-Z])[\w.+#-]*)*$",
    re.IGNORECASE,
)
_REGULAR = (
    r"(?:stand-?up|daily|weekly|retro|class|lesson|shift|rehearsal|practice|training|lunch break"
    r"|seminar|lecture|course|choir|club|service|lessons|classes|work|school|kindergarten|office"
    r"|bedtime|alarm)"
)
#: "Their standup is at 9:30"
_REGULARLY_AT = re.compile(
    rf"^Their (?:[a-z][\w-]* ){{0,2}}{_REGULAR} (?:is|are|starts?|begins?|ends?|opens?|closes?) at "
    r"(?:\d{1,2}(?:[:.]\d{2})?(?: ?[ap]m)?|half past \w+|noon|[a-z]+)(?: sharp)?$",
    re.IGNORECASE,
)
_FEW = r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty)"
#: "Their team has six people", "Is a team of four"
_SO_MANY = re.compile(
    rf"^Their (?:[a-z]+ )?(?:team|company|class|family|choir|band|household|office|department|firm"
    rf"|group|crew|orchestra) (?:has|is|are|consists of) (?:about )?{_FEW}"
    r"(?: (?:people|members|persons|kids|children|students|pupils|of them|developers|engineers"
    rf"|colleagues))?$|^Is (?:in )?an? (?:\w+ )?(?:team|family|household|company|band) of {_FEW}$",
    re.IGNORECASE,
)
#: "Their rent is 740 euros", "Pays 45 euros for the internet"
_COSTS = re.compile(
    r"^Their (?:[a-z]+ )?(?:rent|salary|mortgage|pension|allowance|pay|wage|budget|phone plan"
    r"|internet|gym|membership|insurance) (?:is|costs) (?:about |around )?[€$£]?\d[\d.,]*"
    r"(?: ?(?:€|euros?|dollars?|pounds?|eur|usd|gbp|francs?))?"
    r"(?: (?:an?|per|each|every) (?:hour|week|month|year)| monthly)?$",
    re.IGNORECASE,
)
#: "Takes 18 mg of methylphenidate", "Is on 5 mg of ramipril"
_TAKES = re.compile(
    r"^(?:Takes|Is (?:on|taking)) (?:about )?\d[\d.,]* ?(?:mg|mcg|µg|micrograms?|milligrams?) "
    r"(?:of )?(?!it\b|that\b|this\b)[a-z][\w-]+(?: (?:a day|daily|(?:every|each|in the|at) "
    r"(?:day|morning|evening|night)|twice a day))?$",
    re.IGNORECASE,
)
#: "Takes the tram to work"
_COMMUTES = re.compile(
    r"^(?:Takes the \w+|Goes by \w+|Cycles|Bikes|Walks|Drives|Commutes(?: by \w+)?) to "
    r"(?:(?:the|their) )?(?:work|office|school|uni|university|campus|college|lab)$"
)
#: "No longer sees Dr Farrow", "Is not moving to Harrogate any more", "Broke up with Paul": what was
#: so is over, which whoever believes it must hear.
_OVER = re.compile(
    r"^(?:Their [\w' ]{2,30} )?(?:no longer [a-z]+s (?!(?:like|so|that|sorry|sure)\b)\w"
    r"|(?:does|is|are|will|did) not .{3,60} (?:any ?more|any longer|after all)$"
    r"|(?:has )?(?:broke|broken|split|splits) up(?: with (?:their )?[\w' -]+)?(?: (?:in|on|"
    r"around) .+)?$"
    r"|(?:is|are) (?:getting )?(?:separating|divorcing|divorced|separated) from (?:their )?[\w' -]+"
    r"|(?:has )?(?:divorced|separated)(?: from (?:their )?[\w' -]+)?(?: (?:in|on|around) .+)?$)",
    re.IGNORECASE,
)
#: How somebody is or what they feel, which has no more to say for being over.
_FELT = re.compile(
    r"^(?:no longer|does not) (?:feels?|cares?|knows?|thinks?|wonders?|worr)", re.IGNORECASE
)
_POST = r"(?:job|offer|place|internship|apprenticeship|scholarship|role|grant)"
#: "Got the Tolmin job", "Has an offer from the harbour", "Got a place at the conservatoire"
_TAKEN_ON = re.compile(
    r"^(?:(?:Has )?(?:got|received|accepted)|Has|Got|Received|Accepted) (?:"
    rf"the (?:[A-Z][\w&'-]* ){{1,3}}{_POST}|an? (?:[\w-]+ )?{_POST} "
    r"(?:at|from|with|on|in) (?:the |an? )?\w[^?]*)$"
)
#: "Passed the B2 exam", "Failed their driving test"
_EXAMINED = re.compile(
    r"^(?:Has )?(?:[Pp]assed|[Ff]ailed) (?:the |their )(?:[\w&'-]+ ){0,3}?(?:exam|test|viva|"
    r"course|module|certification|bar)\b"
)
#: "Is coeliac": what one lives with, however it came up.
_CONDITION = re.compile(
    r"^Is (?:an? )?(?:asthmatic|autistic|blind|celiac|coeliac|colou?r-?blind|deaf|diabetic|"
    r"dyslexic|"
    r"epileptic|gluten[ -]intolerant|haemophiliac|lactose[ -]intolerant|pescatarian|prediabetic|"
    r"pre-diabetic|teetotal|vegan|vegetarian"
    r"|allergic to (?!(?:mornings?|mondays?|work|fun|effort|exercise|people|nonsense|success|"
    r"meetings)\b)[a-z][\w-]*(?: (?:and|or) [\w-]+)?)(?=$|,)"
)
#: "Turned 40 in May 2026"
_AGED = re.compile(r"^Turned [1-9]\d\b(?! (?:to|into)\b)")
_POINTS = (
    r"(?:an?|any|anything|both|each|either|everything|former|her|him|his|how|it|its|latter|me|my|one"
    r"|option|our|same|that|the|their|them|these|this|those|to|us|what|when|where|which|who|why|you"
    r"|your|yours)"
)
#: "Prefers just over make": of two things by name, whatever they are called.
_PREFERS = re.compile(
    rf"^(?:Still |Much |Strongly |Always )?prefers (?:(?!{_POINTS}\b)[\w+#'&-]+ ){{1,3}}"
    rf"(?:over|to|rather than) (?!{_POINTS}\b)[\w+#'&-]+(?: (?!{_POINTS}\b)[\w+#'&-]+){{0,3}}$",
    re.IGNORECASE,
)
#: "Does not like dark mode", "Does not drink alcohol": what is at hand has an article or "this".
_DISLIKES = re.compile(
    r"^Does not (?:(?:really|particularly|generally) )?(?:like|enjoy|eat|drink|smoke|wear|own) "
    rf"(?!(?:{_POINTS}|being|having|much|more|enough|lunch|breakfast|dinner|today|yet)\b)"
    rf"[a-zA-Z][\w+#'&-]*(?: (?!{_POINTS}\b)[\w+#'&-]+){{0,2}}(?<!\byet)(?<!\btoday)(?<!\bmuch)$"
)
#: "Has two cats, Watt and Ohm"
_LIVES_WITH = re.compile(
    rf"^(?:Also )?[Hh]as (?:an?|{_FEW}) (?:(?:old|young|little|small|big|rescue|house) )?"
    r"(?:cats?|dogs?|kittens?|puppy|puppies|rabbits?|hens?|chickens?|horses?|pony|ponies|goats?"
    r"|tortoises?|parrots?|budgies?|hamsters?|guinea pigs?|kids|child|children|sons?|daughters?"
    r"|brothers?|sisters?|siblings|twins)"
    r"(?:,? (?:and|called|named) [\w' ,-]{2,60}"
    r"|, [A-Z][\w'-]+(?:(?:, | and |, and )[A-Z][\w'-]+)*)?$"
)
_FORMS = (
    _PREFERS,
    _DISLIKES,
    _LIVES_WITH,
    _COMMUTES,
    _BY_NAME,
    _GOT_BY_NAME,
    _WORKS_WITH,
    _REGULARLY_AT,
    _SO_MANY,
    _COSTS,
    _AGED,
    _TAKEN_ON,
    _EXAMINED,
    _CONDITION,
    _TAKES,
)


def standing(claim: str, said: str) -> bool:
    """Whether a claim is one that lasts, by its form alone.

    Args:
        claim: "Their new laptop is a Framework", in the third person.
        said: "Got a Framework as my new laptop".
    """
    if _OVER.match(claim):
        return _FELT.match(claim) is None
    return any(form.match(claim) for form in _FORMS) or _AS_NEW.search(said) is not None
