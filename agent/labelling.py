"""What an observation is about, by words (DESIGN §4, labels).

The rules are simple and say so: a *telling* word labels by itself, a *hinting* word (one with an
everyday or technical second meaning: ``bank``, ``party``, ``child``) only together with another of
the same category. In commands and commits only telling words count, because there ``kill child``
and ``abort transition`` are about processes. English first, with the commonest words of German,
French, Spanish and Portuguese. Recall matters more than precision: a needless label hides something
from a caller of low clearance; a missing one shows what should have been hidden.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from memory.types import Category, Labels

_TELLING: Mapping[Category, str] = {
    "health": """
        doctor's diagnosis diagnosed diagnoses allergy allergies allergic asthma asthmatic migraine
        migraines depression depressed antidepressant antidepressants therapist psychotherapy
        psychiatrist psychologist dermatologist cardiologist gynaecologist gynecologist oncologist
        chemotherapy cancer tumour tumor diabetes diabetic insulin epilepsy epileptic adhd autism
        autistic bipolar anorexia bulimia ptsd hiv medication medications prescription prescriptions
        antibiotics ibuprofen paracetamol dosage pregnant pregnancy miscarriage surgery vaccination
        physiotherapy physiotherapist physio rheumatism arthritis insomnia hospital hospitalised
        coeliac celiac alcoholic rehab dentist cholesterol mammogram
        krankenhaus medikament medikamente schwanger allergie allergique ordonnance hôpital
        médicament enceinte alergia alérgico alérgica embarazada medicamento receita grávida
    """,
    "finance": """
        salary salaries payslip mortgage overdraft bankruptcy payroll iban
        pension creditor loan loans tax-return dividend brokerage redundancy severance alimony
        gehalt lohn hypothek steuererklärung schulden salaire hypothèque impôts dettes salario
        hipoteca impuestos deudas salário impostos dívida
    """,
    "politics": """
        referendum parliament ballot ballots communist socialist
        conservatives republican republicans democrats labour-party trade-union unionised
        strike-action protest-march left-wing right-wing far-right
        wahl wahlen bundestag partei élection élections elecciones eleições sindicato gewerkschaft
    """,
    "sexuality": """
        sex sexual sexuality sexually gay lesbian bisexual transgender homosexual queer porn
        pornography erotic contraceptive contraception condom condoms tinder grindr
        schwul lesbisch sexualität sexualité sexualidad sexualidade
    """,
    "religion": """
        church mosque synagogue baptism baptised rabbi imam priest quran bible torah
        ramadan sabbath communion catholic protestant muslim islam jewish judaism hindu hinduism
        buddhist buddhism atheist atheism prayer prayers
        kirche moschee gottesdienst église mosquée prière iglesia mezquita igreja oração
    """,
    "minor": """
        toddler toddlers kindergarten preschooler kindergartner paediatrician pediatrician
        kleinkind enfants
    """,
}

_HINTING: Mapping[Category, str] = {
    "health": """
        doctor clinic appointment pain sick ill illness fever blood pressure test-results
        therapy nurse pills pill vaccine injury injured headache sleep anxiety anxious panic burnout
        hurt hurts ache aches aching symptoms symptom knee wrist shoulder tendon gp specialist
        hazelnut hazelnuts nuts treatment checkup
    """,
    "finance": """
        bank account balance rent pay paid wage euros dollars pounds savings saving invest investing
        stocks shares tax taxes credit debt debts budget raise owe owes invoice invoices bonus
        insurance
    """,
    "politics": """
        vote voted voting election elections party minister government campaign protest union
        strike senator president candidate democrat labour greens
    """,
    "sexuality": """dating partner boyfriend girlfriend intimate affair orientation pride""",
    "religion": """
        faith god pray mass lent easter temple holy belief worship sermon fasting
    """,
    "minor": """
        child children kid kids daughter son school nursery teacher classmate homework
        playground babysitter schoolyard
    """,
}

_AGE = re.compile(
    r"(?i)\b(?:(?:1[0-7]|[1-9])[- ]years?[- ]old|aged? (?:1[0-7]|[1-9])\b(?! \w*ago)"
    r"|(?:my|our) (?:little |youngest |oldest )?(?:son|daughter|kid|kids|child|children)\b)"
)
#: A medicine, by the stems that the World Health Organization gives to substances of one kind
#: ("The use of stems in the selection of INN", 2018) and a few commoner names, or by its dose.
_MEDICINE = re.compile(
    r"\b(?:[a-z]{3,}(?:dipine|pril|sartan|statin|olol|prazole|tidine|cillin|mycin|floxacin|oxetine|"
    r"azepam|zolam|gliptin|glutide|triptan|xaban|thyroxine)|statins?|metformin|lithium carbonate|"
    r"sertraline|citalopram|escitalopram|warfarin|aspirin|prednisolone|methotrexate)\b"
    r"|\b\d+(?:[.,]\d+)? ?(?:mg|mcg|µg|micrograms?|milligrams?)\b"
)
#: Where and as what somebody works tells nothing of their health or faith: "works as a nurse at the
#: hospital". Work on a ward says no more than work in an office.
_TRADE = re.compile(
    r"\b(?:work(?:s|ed|ing)?|employed|hired|job|shifts?|position) "
    r"(?:(?:now|nights?|part-time|full-time) )?(?:(?:as|at|for|in|with|to) (?:an? |the |our )?"
    r"(?:[a-z'’-]+ ){0,2}?(?:nurse|doctor|dentist|gp|physiotherapist|therapist|paediatrician|"
    r"pediatrician|psychologist|surgeon|priest|teacher|hospital|clinic|church|school|nursery|"
    r"kindergarten|bank)\b,? ?)+"
)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")

_TELLING_WORD: Mapping[str, Category] = {
    word: category for category, words in _TELLING.items() for word in words.split()
}
_HINTING_WORD: Mapping[str, Category] = {
    word: category for category, words in _HINTING.items() for word in words.split()
}
_ANY_WORD = frozenset(_TELLING_WORD) | frozenset(_HINTING_WORD)

#: Sources whose text is mostly about machines.
TECHNICAL_SOURCES = frozenset({"shell", "git"})


def label(text: str, *, technical: bool = False) -> Labels:
    """Labels that the words of a text call for; the default ones where none does.

    Args:
        text: Content, with whatever title or address belongs to it.
        technical: The text is a command or a commit: only telling words count.
    """
    lower = _TRADE.sub("works ", text.lower())
    words = _ANY_WORD.intersection(_WORD.findall(lower))
    found: set[Category] = set()
    hints: list[Category] = []
    for word in words:
        if word in _TELLING_WORD:
            found.add(_TELLING_WORD[word])
        else:
            hints.append(_HINTING_WORD[word])
    if not technical:
        found.update(category for category in hints if hints.count(category) > 1)
        if "minor" in hints or "years" in lower or "year-old" in lower or "age" in lower:
            found.update(("minor",) if _AGE.search(lower) else ())
        found.update(("health",) if _MEDICINE.search(lower) else ())
    return Labels("sensitive", frozenset(found)) if found else Labels()
