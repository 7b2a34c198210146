"""Words with which sentences speak about passwords, and so are none themselves."""

from __future__ import annotations

import re
from typing import Final


def words_of(text: str) -> frozenset[str]:
    """The words of a text that is only a list of them."""
    return frozenset(text.split())


#: Adjectives, adverbs, pronouns and participles with which sentences speak about passwords.
_PREDICATES: Final = words_of(
    """
    absurd access account accounts active alphanumeric already alright also anders anything
    authentication available awful bad better birthday blank bogus bold bonne both broken
    buggy burnt check checks chosen classified cleartext common complex complicated compulsory
    confidential constant correct correcta correcte corrupt corta court crap crazy critical
    dead default different dodgy done due dull dumb débil early easier easy egal either
    elsewhere email enough entropy erforderlich errada essential everything everywhere expire
    extra faible failed fails fair fake falsch false faux field fine forever form fout fraca
    free fresh funny garbage geheim generic geändert given gleich global gone good great gross
    guest gültig half hard harder hash hashes held here hidden hier history hopeless horrible
    hygiene identical illegal important inactive incorrect incorrecta incorrecte incorreta
    insane insecure internal inválida juste known kurz lame lang larga late later leer less
    like literal live local long longer longue lost lowercase made manager managers mandatory
    mine missing mistyped mixed more most much muddled necessary neither neu nonsense nouveau
    nouvelle nowhere nueva number numeric nötig obligatoire obligatoria obrigatória obsolete
    obvious often okay older ongeldig onjuist ours outdated overdue overkill page password
    passwords perfect permanent personal phone phrase plain pointless policy pretty private
    prompt protection public quite rare ready real recovery redundant remote requis reset
    resets richtig right risky rubbish sacred safe safer same schwach secret secreta segura
    sensitive sent sentence separate sheet short shorter shown sicher silly similar simple
    sloppy something somewhere soon sound spent spoken stale standard stark static stolen
    strange strong stronger stuck stupid sure taken temporary terrible theirs there today told
    tomorrow tonight tough tricky true twice typed ugly unclear ungültig unique unknown
    unnecessary unsafe unsicher update updates uppercase useless username usual vergeten
    verlopen verplicht vide vieja vital void válida weak weaker weg weird whatever work worked
    works worse worthless written wrong yesterday yours
    """
)
#: Endings of the same: "shared", "expiring", "guessable", "verboten". A few names end so as well.
_PREDICATE: Final = re.compile(
    r"(?!(?:al|wil|man|wini|mil)f?d?red$|ahmed$|moham)(?:"
    r"[^\W\d_]{3,}(?:ed|ing|[ai]ble|ful|less|ous|tion|ment|ness|(?<!f)(?<=\w{4})ly)"
    r"|(?:ge|ver|ab|er)\w{3,}(?:en|t)|\w{4,}los|\w{3,}(?:lich|bar|ig|ée?s?|[ai]d[ao]))"
)


def says_nothing(value: str) -> bool:
    """Whether a word says nothing about a password, and so can be one."""
    word = value.lower()
    return word not in _PREDICATES and _PREDICATE.fullmatch(word) is None
