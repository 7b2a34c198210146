"""When something of the person's own is, as they note it: "midterm's oct 2", "dentist friday 3pm".

Nobody says "my" of an exam that only they sit. What is public has days as well ("the election is
on Tuesday"), and what is somebody's is said with their name ("Ana's exam"); so only what one has
for oneself is read, without any other word. English.
"""

from __future__ import annotations

import re
from typing import Final

#: What one has oneself, and whom one goes to see.
_OWN: Final = (
    r"(?:(?:biopsy|blood test|bloods|check-?up|colonoscopy|driving test|exam|exit interview|"
    r"eye test|final exam|flight|follow-?up|injection|interview|job interview|mammogram|midterm|"
    r"mock exam|mri|oral exam|operation|phone interview|scan|smear test|surgery|theory test|"
    r"thesis defen[cs]e|ultrasound|viva|visa interview|x-?ray)(?: (?:appointment))?)"
)
_SEEN: Final = (
    r"(?:chiropractor|dentist|doctor|gp|gyno|hairdresser|hygienist|midwife|optician|"
    r"orthodontist|osteopath|physio|podiatrist|therapist|vet)"
)
_MONTH: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY: Final = (
    rf"(?:(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?(?: the)? ?)?"
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?|"
    r"(?:the )?\d{1,2}(?:st|nd|rd|th))|"
    r"(?:next |this )?(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
)
_TIME: Final = r"(?:\d{1,2}(?:[:.]\d\d)? ?(?:[ap]m)?|noon|half past \w+)"
_AT: Final = rf"(?P<day>{_DAY})(?:,? (?:at )?(?P<time>{_TIME}))?"
_NOTED: Final = re.compile(
    rf"^(?:(?:and|so|ok|also|but|btw|my|the|our|got|have|i have|i've got|an?)[ ,]+)*"
    rf"(?:(?P<what>{_OWN})|(?P<who>{_SEEN})(?: (?:appointment|appt))?)"
    r"(?:'s| is| has been| got| is now| now)?(?: (?:on|booked for|scheduled for|set for|"
    r"moved to|moved,? now|been moved to|postponed to|now|rescheduled to|pushed to|changed to))*"
    rf" {_AT}$",
    re.IGNORECASE,
)


def appointment(sentence: str) -> str:
    """When something of the person's own is; empty for anything else.

    Args:
        sentence: "midterm's oct 2", "physio on Thursday at 5", "the exam is moved, now 5 of june".

    Returns:
        "Their midterm is on October 2", "Their physio appointment is on Thursday at 5".
    """
    match = _NOTED.match(sentence.strip(" .!"))
    if match is None:
        return ""
    what = match["what"] or f"{match['who']} appointment"
    what = what.upper() if what.lower() == "mri" else what.lower()
    verb = "are" if what == "bloods" else "is"
    at = f" at {match['time'].strip()}" if match["time"] else ""
    return f"Their {what} {verb} on {_CALENDAR.sub(_capital, match['day'])}{at}"


_MONTHS: Final = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september"),
    *("october", "november", "december"),
)
_CALENDAR: Final = re.compile(r"\b(?!the\b|of\b|next\b|this\b)[a-z]{3,}", re.IGNORECASE)


def _capital(match: re.Match[str]) -> str:
    """A month in full and a weekday with its capital; what stands behind a number as it is."""
    word = match.group()
    month = next((name for name in _MONTHS if name.startswith(word[:3].lower())), word)
    return (month if re.fullmatch(_MONTH, word, re.IGNORECASE) else word).capitalize()
