"""Where somebody lives since they moved in with the person, where it is known where that is.

"Nele moved in with us" does not say where to; whether it is news that she no longer lives in
Hamburg depends on where the person lives.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from memory.claims import SELF, parse_claim
from memory.types import Draft, Proposition, sensitivity_rank

_JOINED = re.compile(r"^(?P<said>(?:Their |[A-Z]).*\bmoved (?:back )?in with them)\b(?! in [A-Z])")
_LIVES = re.compile(r"^Lives in (?P<town>[A-Z][\w'-]*(?: [A-Z][\w'-]*){0,2})$")


def at_home(draft: Draft, believed: Iterable[Proposition]) -> Draft:
    """A draft of who moved in with the person with where that is, where one home is known.

    A home that is more secret than the draft is as good as unknown, so that whoever may see no more
    than the draft sees the same with and without it.
    """
    new = draft.proposition
    joined = _JOINED.match(new.text)
    if joined is None:
        return draft
    most = sensitivity_rank(new.labels.sensitivity)
    homes = {
        lives["town"]: claim
        for claim in believed
        if claim.status == "active"
        and sensitivity_rank(claim.labels.sensitivity) <= most
        and parse_claim(claim.text).subject == SELF
        and (lives := _LIVES.match(claim.text))
    }
    if len(homes) != 1:
        return draft
    [(town, home)] = homes.items()
    text = f"{joined['said']} in {town}{new.text[joined.end() :]}"
    entities = tuple(dict.fromkeys((*new.entities, town)))
    labels = new.labels.join(home.labels)
    return replace(draft, proposition=replace(new, text=text, entities=entities, labels=labels))
