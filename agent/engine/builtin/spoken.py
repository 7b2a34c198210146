"""What is only said along, without which a sentence can be read: greetings, names, "you know"."""

from __future__ import annotations

import re
from functools import lru_cache

from agent.engine.builtin import spelling
from agent.engine.builtin.amended import used_to
from agent.engine.builtin.demonstratives import introduced
from agent.engine.builtin.learners import mended

_FILLER = re.compile(
    r"^(?:(?:(?:oh )?my (?:god|gosh|goodness)|yeah|yes|yep|yup|no|nope|nah|well|oh|ah|hey|hi|hello|"
    r"wow|thanks(?: a lot| so much)?|thank you(?: so much)?|sure|definitely|actually|honestly|"
    r"anyway|anyways|btw|by the way|ok|okay|hi+|hey+|lol|haha|hmm|um|uh|totally|absolutely|woah|"
    r"whoa|aw+|"
    r"right|of course|in fact|to be honest|tbh|fyi|overall|awesome|amazing|wonderful|perfect|"
    r"fantastic|lovely|same here|luckily|fortunately|unfortunately|sadly|basically|so|cool|great|"
    r"nice|true|exactly|fun fact|guess what|you know|personally|lately|currently|first|also|plus|"
    r"oh yeah|sorry|good news|update|note to self|my apologies|reminder|fwiw|ngl|not gonna lie|nvm|"
    r"never mind|scrap that|"
    r"(?:so|before|lest) (?:i|we) (?:do not |don't )?forget|"
    r"good (?:idea|call|point|luck|thinking)|"
    r"no (?:problem|worries|way|prob|doubt)|not (?:yet|really|too bad|much|at the moment|bad)|"
    r"makes sense|sounds (?:good|great|nice|fun|perfect)|fair enough|speaking of which|"
    r"speaking of [\w' ]{3,30}(?=,)|for now|same|simple|"
    r"(?:pretty|not (?:too|so|that)|really|quite|all|doing|going) "
    r"(?:good|great|well|bad|busy|much)|"
    r"not much(?: new| really| planned| here)?|nothing (?:much|special|new|(?:too )?[a-z]+)|"
    r"cannot complain|same as (?:always|usual)|busy as (?:ever|always)|the usual|"
    r"exactly)(?:,? [A-Z][a-z]+(?=[,!.:]))?\s*[,!.:]+\s*|"
    r"(?:(?:um+|uh+|er+|ugh|lol|haha|omg|ngl|nvm|tbh|btw|like|so|yeah|well|you know|ok|okay|"
    r"alright|hi+|actually|honestly|basically|personally|"
    r"hey+|update|fyi) )+(?=(?:i|my|we|our|so|yeah|i'm|im|i've|ive)\b)|"
    r"(?:lol|haha|omg|ugh) (?:(?:no|yes|yeah) )?(?=the |she |he )|"
    r"(?:(?:we|I) )?(?:have )?(?:finally )?(?:decided|settled|agreed)\s?[:–—]\s*"
    r"(?=(?:i|my|we|our)\b)|"
    r"(?:big|good|great|exciting) news (?=(?:i|my|we|our)\b)|also (?=the \w+ (?:is|has|was)\b)|"
    r"(?:un)?fortunately |luckily |sadly |thankfully |as for me,? |"
    r"(?:though|although|because)\s+(?=(?:i|my|we|our|it|they|he|she)\b(?!.*, (?:i|we|my|our)\b))|"
    r"(?:and|but|so|plus|also|cause|cuz|then|now|anyway|btw|well|yeah|"
    r"oh)\s+(?=(?:i|my|we|our|it|they|he|she)\b)|"
    r"(?:and|but|plus)\s+(?=(?:\S+\s+){2}\S))",
    re.IGNORECASE,
)
_VOCATIVE = re.compile(r"^[A-ZÀ-Þ][a-zß-ÿ]+[,!]\s+(?=(?:I|I'\w+|My|my|We|we)\b)")
#: A name called at the end: "… give up, Gina", but not "… in Porto, Portugal".
_CALLED = re.compile(
    r"(\s(?!(?:sons?|daughters?|bab(?:y|ies)|child|kids?|girls?|boys?|brothers?|sisters?|wife|"
    r"husband|partner|"
    r"friend|boss|manager|dogs?|cats?|puppy|kitten|horse|rabbit|hamster|"
    r"parrot)\b)[a-z]+), [A-ZÀ-Þ][a-zß-ÿ]+$"
)
_TAIL = re.compile(
    r"(?:,?\s*\b(?:and yes|and no|like it was yesterday|believe it or not|all of that|all that|"
    r"haha|lol|you know|"
    r"(?<!just )(?<!all )(?<!always )(?<!is )(?<!are )(?<!was )right|though|too|"
    r"as well|btw|by the way|tbh|for sure|anyway|in my (?:opinion|view)|if you ask me|"
    r"if you must know|(?<!back )(?<!now and )then|I guess|I think|I suppose|to be honest|"
    r"honestly|actually|oops|yikes|ye+s{2,}|ya+y+|ugh+|phew|lmao|haha+|thank god|thankfully|smh|"
    r"take a look|have a look|check it out|"
    r"(?<!something )(?<!someone )(?<!anything )like that|"
    r"for my sins|(?:so )?god help (?:me|us)|hallelujah|of course|obviously|obvs|ofc|annoyingly|"
    r"let'?s go|but there (?:we are|you go|it is)|no joke|if I am honest|living the dream|"
    r"thanks(?: for asking)?|thank goodness|no doubt|please|finally|lol))+[\s.!,]*$",
    re.IGNORECASE,
)
#: What is only thrown in after a comma: "four coffees a day, can't help it".
_THROWN_IN = re.compile(
    r",\s*(?:cannot help it|can't help it|what can I say|(?:don't|do not) judge(?: me)?|"
    r"sorry(?: not sorry)?|obviously|of course|no idea why|not gonna lie|ngl|allergic|"
    r"of all (?:things|people|places)|(?:nice|yay|ugh|finally|luckily|sadly|thank god|send help|"
    r"pray for (?:me|us)|wow|"
    r"wish me luck|no regrets|not bad|go figure|who knew|as (?:always|usual|ever))|day \d+|"
    r"(?:(?:so|too|very|pretty|super|really|quite|such|rather|a bit|bit|kind of|what) )"
    r"(?!that\b|far\b|I\b|we\b|many\b)[^,]{2,40}|"
    r"(?:seems|looks|sounds|feels) [^,]{2,40}|no (?:time|idea|energy|money|space) [^,]{2,40}|"
    r"(?:wanted|did not|do not|cannot|will not|never) (?!.*\b(?:and|but)\b)[^,]{2,30}|"
    r"(?:but |and )?(?:please|pls) (?:it|that|this|keep|don't|do not)\b.*|(?:so |"
    r"but )?sorry (?:for|to|about)\b.*|"
    r"clear as day|thank god|(?:and )?(?:that is|thats) (?:it|all)|"
    r"(?:please|pls|any (?:advice|chance|ideas?|suggestions?|thoughts|tips)|(?:and )?"
    r"is (?:that|this|it|[a-z]+) (?:bad|fine|normal|ok|okay|safe|weird))\b.*)$"
    r"|,? and (?:that is|thats) (?:it|all)$"
    r"|,?(?: so)?(?: please| pls)? (?:do not|don't|dont) (?:ask|judge|laugh|tell (?:any\w+|him|"
    r"her|them))"
    r"(?: me)?$|,? (?:omg|its? (?:is )?so unfair)$",
    re.IGNORECASE,
)
_HEDGED_SELF = re.compile(
    r"^(?:(?:it )?turns out|maybe|perhaps|probably|I (?:think|guess|suppose|believe|feel like|"
    r"must say|have to say|"
    r"would say|must admit|have to admit|mean|admit|swear|know|realised|realized|should mention|"
    r"forgot to (?:say|mention))(?: that)?)\s*,?\s+(?=(?:I|my)\b)",
    re.IGNORECASE,
)
_TRANSITION = re.compile(
    r"^(?:on (?:another|an? \w+) note|on top of that|on the other hand|at the same time|in the end|"
    r"in the meantime|in any case|at least|for example|in general|(?:besides|apart from|aside from|"
    r"other than|because of) (?:that|this)),?\s+",
    re.IGNORECASE,
)
#: "Moments like these": such as were told.
_SUCH = re.compile(
    r"(?<![a-z] )\b(?!people\b|folks\b|kids\b|friends\b)([A-Za-z]{3,}s) "
    r"like (?:these|this|that|those)\b(?! [a-z]+s\b)"
)
#: "Dad still lives there": theirs, as long as no other is named
_KIN = re.compile(
    r"^(Mum|Mom|Mommy|Dad|Daddy|Grandma|Granny|Gran|Grandpa|Granddad)\b(?=(?:'s)? [a-z])"
)
#: Where somebody writes is not told: "an hour from here", "a new café around here".
_HERE = re.compile(r" (?:(?P<away>(?:not far )?from)|around|near|over|right|out|down|up) here$")
#: "We deploy with Argo there": at the work that they were telling of.
_THERE = re.compile(
    r"^(?P<said>(?:I|we) (?:use|deploy|build|ship|run|make|earn|get|have) .+?) there$",
    re.IGNORECASE,
)
#: This tells of the talk, not of the person: "I've been running longer since our last chat".
_LAST_TALK = (
    r"since (?:(?:we|I) last (?:spoke|talked|chatted|met|caught up|saw (?:each other|you))|"
    r"(?:our|the) last (?:chat|talk|call|conversation|time)|last time(?: we \w+)?)"
)
_SINCE_THEN = re.compile(rf"^{_LAST_TALK},?\s+|,?\s+{_LAST_TALK}$", re.IGNORECASE)
_BY_THE_WAY = re.compile(
    r",? (?:by the way|btw|as it happens|mind you)(?=[,:])|"
    r" (?:btw|tbh|lol|like)(?= (?:since|for (?:like )?(?:an?|\d|two|three|ages)|like \w+|\d+\b))|"
    r" (?:by the way|btw)(?= (?:so|and|but|because|since)\b)|(?<=since) like\b|"
    r" (?:tbh|ngl|lol|imo|imho)(?=,)|"
    r"(?:(?<=\bthat)|(?<=\bwho)|(?<=\bwhich)|(?<=\bbut)|(?<=\band))"
    r" (?:frankly|honestly|obviously)"
    r"(?= [a-z])",
    re.IGNORECASE,
)


@lru_cache(maxsize=128)  # asked again for the topic and for every reading of a clause
def cleaned(sentence: str) -> str:
    """A sentence spelt out and without what is only said along: greetings, names, "you know"."""
    clean = spelling.expand(" ".join(sentence.split())).strip(" -–—,;:*_")
    clean = _BY_THE_WAY.sub("", clean)
    for _ in range(4):
        before = clean
        clean = _TRANSITION.sub("", clean)
        clean = _VOCATIVE.sub("", _FILLER.sub("", clean)).lstrip(" ,.!")
        clean = _HEDGED_SELF.sub("", clean)
        if clean == before:
            break
    clean = mended(used_to(clean))
    clean = _SINCE_THEN.sub("", _CALLED.sub(r"\1", clean.rstrip(" .!,…-–")))
    clean = _KIN.sub(lambda match: f"My {match[1].lower()}", clean)
    clean = _HERE.sub(lambda match: " away" if match["away"] else "", _SUCH.sub(_such, clean))
    clean = _TAIL.sub("", introduced(clean)).rstrip(" .!,")
    for _ in range(2):  # "quit coffee, day 3, send help"
        clean = _THROWN_IN.sub("", clean)
    return _THERE.sub(r"\g<said>", _TAIL.sub("", clean).rstrip(" .!,"))


def _such(match: re.Match[str]) -> str:
    what = match[1]
    return f"{'Such' if what[0].isupper() else 'such'} {what.lower()}"
