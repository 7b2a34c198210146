"""Notes to oneself, as the sentences that they stand for: "landlord: Mr Okafor", "weight 82.5".

Whoever writes notes leaves out whose something is, and the verb. Of a person's own affairs, of
which everybody has one or few, it is known whose they are; so only notes of these are read, and
only where what follows is a name, a figure, a day or an hour. "Class: Vehicle" is left alone.
"""

from __future__ import annotations

import re

#: Why a note is taken for a fact.
NOTED = "a note of their own"

_PEOPLE = (
    r"landlord|landlady|boss|manager|team lead|dentist|doctor|gp|therapist|psychologist|physio|vet|"
    r"hairdresser|barber|lawyer|accountant|tax adviser|tutor|coach|trainer|teacher|supervisor|"
    r"advisor|adviser|mentor|flatmate|roommate|housemate|neighbour|neighbor|cleaner|babysitter"
)
_THINGS = (
    r"rent|salary|pay|mortgage|weight|height|blood type|blood group|shoe size|dose|diet|car|bike|"
    r"e-bike|phone|laptop|tablet|keyboard|camera|printer|router|bank|insurance|health insurance|"
    r"wifi|internet|broadband|provider|isp|phone plan|plan|address|side project|hobby|instrument|"
    r"major|thesis topic|thesis deadline|deadline|commute|shift|standup|stand-up|bedtime|alarm|cat|"
    r"dog|editor|browser|shell|os|distro|stack|database|ide"
)
_MANY = r"meds|medication|pills|glasses|hobbies|pets|kids|working hours|office hours|hours|pronouns"
_TIMES = (
    r"(?:\w+ )?(?:lesson|class|course|lunch|dinner|breakfast|appointment|meeting|call|rehearsal|"
    r"practice|training|retro|seminar|lecture|shift)|standup|stand-up|therapy|choir|gym|yoga|"
    r"pilates|football|tennis|bouldering|swimming|band practice|book club|d&d|dnd"
)
_SEEN = r"dentist|doctor|gp|therapist|psychologist|physio|physiotherapist|vet|hairdresser|barber"
_NEW = r"(?P<new>new )?(?:main |current |work )?"

_DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:days?)?"
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_HOUR = r"\d{1,2}(?:[:.]\d{2}(?: ?[ap]m)?| ?[ap]m| o'?clock)"
_DATE = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\.? (?:of )?{_MONTH}|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?)"
_DAYS = rf"{_DAY}(?:(?: ?[+&,/] ?| and ){_DAY})*"
_OFTEN = (
    rf"(?:every (?:other |second )?(?:{_DAY}|day|week|month|morning|evening|night)|daily|weekly|"
    rf"(?:once|twice|\d times) (?:a|per) (?:week|month|year))"
)
_FIGURE = r"[€$£]?\d[\d.,:]*(?: ?(?:k|kg|cm|m|mg|lbs|€|euros?|dollars?|pounds?|mbit|mbps|min|h|%))?"

_LABEL = re.compile(r"^(?:notes?|memo|fyi|update|log)(?: to self)?: (?=\S)", re.IGNORECASE)
_ASIDE = re.compile(r"\s*\([^()]*\)$")
_OF = re.compile(
    rf"^{_NEW}(?P<what>{_PEOPLE}|{_THINGS}|{_MANY})(?: now)?(?::| =| ->| →) ?"
    r"(?P<now>now )?(?P<value>\S.{0,50})$",
    re.IGNORECASE,
)
#: "New landlord is Mrs O'Brien, lovely woman"
_IS_NAMED = re.compile(
    rf"^{_NEW}(?P<what>{_PEOPLE}|{_THINGS}) is (?P<value>(?:(?:dr|mr|mrs|ms|prof)\.? )?"
    r"(?-i:[A-Z])[\w'’-]*(?: (?-i:[A-Z0-9])[\w'’.-]*){0,2})(?:, [a-z][a-z ]*)?$",
    re.IGNORECASE,
)
_READING = re.compile(
    r"^(?P<what>reading|learning|watching|playing): (?P<value>(?-i:[A-Z])\S*(?: \S+){0,5})$",
    re.IGNORECASE,
)
_ALLERGIES = re.compile(
    r"^allerg(?:y|ies|ic)(?: to)?:? (?:to )?(?P<value>[a-z][\w ,&-]{2,50})$", re.IGNORECASE
)
_SO_MUCH = re.compile(
    rf"^{_NEW}(?P<what>{_THINGS}|{_MANY}|(?:\w+ )?team) (?:is |are |at |now )*(?:(?:down|up) to )?"
    rf"(?P<value>{_FIGURE}(?: (?:an?|per) (?:hour|day|week|month|year)| people)?)"
    r"(?: now)?(?:, (?:used to be|was|before that|up from|down from) .*)?$",
    re.IGNORECASE,
)
#: "Standup is daily at 9:15", "thesis deadline is june 15"
_WHEN_IS = re.compile(
    rf"^{_NEW}(?P<what>{_TIMES}|(?:\w+ )?deadline|commute) (?P<be>is|are|starts|begins) "
    rf"(?P<when>(?:now |only )?(?:(?:{_OFTEN}|on {_DAYS}|{_DAYS}|at|on|due|from) ?)*"
    rf"(?:{_HOUR}|{_DATE}|{_OFTEN}|{_DAYS})(?:(?: at| on)? (?:{_HOUR}|{_OFTEN}|{_DAYS}))?)$",
    re.IGNORECASE,
)
#: "Piano lesson mondays 5pm with Clara", "lunch with the team every wednesday at the thai place"
_REGULAR = re.compile(
    rf"^(?P<what>{_TIMES})(?P<with>(?: with \S+(?: (?!on\b|at\b|every\b)\S+)?)?),?:? "
    rf"(?P<when>(?:only )?(?:on )?"
    rf"(?:{_OFTEN}|{_DAYS})(?:,? (?:at )?{_HOUR})?)(?: now)?"
    r"(?P<more>(?: (?:at|in|with) \S.{0,30})?)$",
    re.IGNORECASE,
)
_ONE_DAY = re.compile(rf"on (?!\w+days\b){_DAY}\b", re.IGNORECASE)
_SEES = re.compile(
    rf"^(?P<what>{_SEEN}) (?P<when>{_OFTEN})(?P<more>(?:,? (?:at )?{_HOUR})?)$", re.IGNORECASE
)
_VISIT = re.compile(
    rf"^(?P<what>{_SEEN})(?: appointment| appt)?(?: is)?(?: now)?:?(?: on)? "
    rf"(?P<date>{_DATE}|{_DAY})"
    rf"(?:,? (?:at )?(?P<hour>{_HOUR}))?$",
    re.IGNORECASE,
)
_BIRTHDAY = re.compile(
    rf"^(?:my )?(?P<who>[\w'’ -]+?['’]s) (?:birthday|bday):?(?: is)?(?: on)? (?P<date>{_DATE})$",
    re.IGNORECASE,
)
_FROM_HOME = re.compile(
    rf"^(?:(?:i )?work from home|remote|home office):? (?:on )?(?P<when>{_DAYS})(?: now)?$",
    re.IGNORECASE,
)
_STATE = re.compile(
    r"^(?:still |now )?(?P<state>(?:vegan|vegetarian|pregnant|engaged|married|divorced|unemployed|"
    r"freelance|sober) (?:since|for|again|at)\b.{1,30})$",
    re.IGNORECASE,
)
_NO_MORE = re.compile(r"^no more (?P<what>[\w -]{2,30}) for me(?: now| any ?more)?$", re.IGNORECASE)
_DONE = re.compile(
    r"^(?:the |my )?(?P<what>(?:[\w'-]+ ){0,2}?(?:trip|holiday|vacation|subscription|membership|"
    r"contract|lease|insurance|wedding|mortgage|loan)"
    r"(?: (?:to|with|in|for) [\w'-]+(?: [\w'-]+)?)?) "
    r"(?P<done>cancelled|canceled|booked|approved|postponed|renewed|paid off)"
    r"(?P<more>(?: (?:for|until|to|in) \S.{0,25})?)$",
    re.IGNORECASE,
)
_ALONE = re.compile(r"^(?:(?:just|finally) )?(?P<done>graduated|retired|resigned)$", re.IGNORECASE)
#: What is no name and no figure: code, a whole sentence.
_NO_VALUE = re.compile(
    r"[{}()\[\];=<>+]|\b0x|[a-z]: |\b(?:is|are|was|were|please|how|what|why|you|your)\b",
    re.IGNORECASE,
)
_FULL = {
    "mon": "Monday", "tue": "Tuesday", "wed": "Wednesday", "thu": "Thursday", "fri": "Friday",
    "sat": "Saturday", "sun": "Sunday",
}  # fmt: skip
_COUNTED = re.compile(
    r"(?:lesson|class|course|appointment|meeting|call|rehearsal|seminar|lecture|shift)$",
    re.IGNORECASE,
)
#: A value that is no name and no figure has no more words.
_SHORT = 3
_MONTHS = {
    name[:3].lower(): name
    for name in (
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    )
}  # fmt: skip
#: Beside the day: "may" is a word as well.
_A_MONTH = re.compile(rf"(?<=\d ){_MONTH}\b|(?<=\d\. ){_MONTH}\b|\b{_MONTH}(?= \d)", re.IGNORECASE)
_A_DAY = re.compile(rf"\b(?P<day>{_DAY})\b(?P<sign> ?[+&/] ?)?", re.IGNORECASE)


def noted(clean: str) -> str | None:
    """A note as a sentence of the person's; None where it is none, or is not surely theirs.

    Args:
        clean: "landlord: Mr Okafor".

    Returns:
        "my landlord is Mr Okafor".
    """
    said = _ASIDE.sub("", _LABEL.sub("", clean))
    return _of(said) or _when(said) or _plainly(said)


def _of(said: str) -> str | None:
    """What something of theirs is."""
    match = _OF.match(said) or _SO_MUCH.match(said) or _IS_NAMED.match(said)
    if match:
        value = match["value"].strip()
        about = match["what"].lower() in {"side project", "hobby", "thesis topic"}
        if _NO_VALUE.search(value) or not (match.re is not _OF or about or _is_value(value)):
            return None
        be = "are" if re.fullmatch(_MANY, match["what"], re.IGNORECASE) else "is"
        return f"my {(match['new'] or '').lower()}{match['what'].lower()} {be} {_days(value)}"
    if reading := _READING.match(said):
        return f"I am {reading['what'].lower()} {reading['value']}"
    if allergies := _ALLERGIES.match(said):
        return f"I am allergic to {allergies['value']}"
    return None


def _when(said: str) -> str | None:
    """When something of theirs is."""
    if match := _WHEN_IS.match(said):
        return f"my {match['what'].lower()} {match['be']} {_days(match['when'])}"
    if match := _REGULAR.match(said):
        what = f"{'a ' if _COUNTED.search(match['what']) else ''}{match['what']}"
        # "Dinner on Saturday" is one; "choir Saturday" in a note is what there is on Saturdays.
        one = _ONE_DAY.match(match["when"])
        when = _days(match["when"]) if one else _on(match["when"])
        return f"I have {what}{match['with']} {when}{match['more']}"
    if match := _SEES.match(said):
        return f"I go to my {match['what'].lower()} {_days(match['when'])}{match['more']}"
    if match := _VISIT.match(said):
        now = " now " in f" {said} "
        hour = f" at {match['hour']}" if match["hour"] else ""
        when = f"on {_days(match['date'])}{hour}"
        what = f"{match['what'].lower()} appointment"
        return f"my {what} is now {when}" if now else f"I have a {what} {when}"
    if match := _BIRTHDAY.match(said):
        return f"my {match['who']} birthday is on {_days(match['date'])}"
    match = _FROM_HOME.match(said)
    return f"I work from home {_on(match['when'])}" if match else None


def _plainly(said: str) -> str | None:
    """What else is noted without whose it is."""
    if match := _STATE.match(said):
        return f"I am {match['state'].lower()}"
    if match := _NO_MORE.match(said):
        return f"I have given up {match['what']}"
    if match := _ALONE.match(said):
        return f"I have {match['done'].lower()}"
    match = _DONE.match(said)
    return f"my {match['what']} was {match['done'].lower()}{match['more']}" if match else None


def _is_value(value: str) -> bool:
    """Whether what is noted is short, or begins with a name or a figure and is not much longer."""
    length = len(value.split())
    return length <= _SHORT or (length <= 2 * _SHORT and not value[0].islower())


def _on(when: str) -> str:
    """Days with the prepositions that notes leave out: "mondays 5pm" → "on Mondays at 5pm"."""
    said = _days(when, many=True)
    if " at " not in said:
        said = re.sub(rf" (?={_HOUR}$)", " at ", said)
    only, _, rest = said.rpartition("only ")
    if only or said.startswith("only "):
        return f"only {_on(rest)}"
    return said if re.match(r"(?:on|every|daily|weekly|once|twice|\d)\b", said) else f"on {said}"


def _days(text: str, *, many: bool = False) -> str:
    """Days of the week in full: "tue + thu" → "Tuesdays and Thursdays"."""
    plural = many and not re.search(r"\bevery\b", text)

    def full(match: re.Match[str]) -> str:
        day = _FULL[match["day"][:3].lower()]
        own = match["day"].lower().endswith("days") or plural
        return f"{day}{'s' if own else ''}{' and ' if match['sign'] else ''}"

    return months(_A_DAY.sub(full, text))


def months(text: str) -> str:
    """Months beside a day in full: "july 1" → "July 1"."""
    return _A_MONTH.sub(lambda match: _MONTHS[match[0][:3].lower()], text)
