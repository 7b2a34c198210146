"""How people ask for what was said to them before, in languages other than English.

The verbs of saying in the past of "you", and nouns for what is said with a possessive of it. Each
is closed enough to be written down; a verb that is missing costs a question its bonus, no more.
"""

from __future__ import annotations

import re
from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Language to words without one of which there is nothing to read in a query, and what asks.
_ASKS: Final[dict[str, tuple[frozenset[str], re.Pattern[str]]]] = {
    "de": (
        _words("dein deine deinem deinen deiner dir du ihr sie"),
        re.compile(
            r"\b(?:hast|hattest|habt|haben) (?:du|ihr|sie)\b.*\b(?:aufgezählt|ausgerechnet"
            r"|berechnet|beschrieben|empfohlen|erklärt|erwähnt|gegeben|gemeint|genannt|geraten"
            r"|gesagt|geschätzt|geschrieben|vorgeschlagen|zusammengefasst)\b|\b(?:empfahlst"
            r"|erklärtest|erwähntest|gabst|meintest|nanntest|rietst|rietest|sagtest|schlugst"
            r"|schriebst|warntest) du\b|\blaut dir\b|\b(?:du|von dir) .*(?:vorgeschlagen|empfohlen"
            r"|geraten|gesagt) (?:hast|hattest|worden)\b|\bdein(?:e[nmrs]?)? (?:antwort"
            r"|einkaufsliste|empfehlung|entwurf|erklärung|formulierung|idee|liste|rat|ratschlag"
            r"|rezept|tipp|vorschlag|vorschläge)\b"
        ),
    ),
    "fr": (
        _words("ta tes toi ton tu vos votre vous"),
        re.compile(
            r"\b(?:tu|vous) (?:m['’]|nous |me )?(?:as|avez|avais|aviez) (?:conseillé|dit|donné"
            r"|expliqué|mentionné|parlé|proposé|recommandé|suggéré|écrit)\b|\b(?:as|avez)-(?:tu"
            r"|vous)\b.*\b(?:conseillé|dit|donné|expliqué|mentionné|proposé|recommandé|suggéré"
            r"|écrit)\b|\b(?:selon|d['’]après) (?:toi|vous)\b|\b(?:ton|ta|tes|votre"
            r"|vos) (?:astuces?|avis|conseils?|explications?|idées?|listes?|propositions?"
            r"|recettes?|recommandations?|réponses?|suggestions?)\b"
        ),
    ),
    "es": (
        _words("has me nos ti tu tus usted"),
        re.compile(
            r"\b(?:aconsejaste|diste|dijiste|escribiste|explicaste|mencionaste|propusiste"
            r"|recomendaste|sugeriste)\b|\b(?:has|habías) (?:aconsejado|dado|dicho|escrito"
            r"|explicado|mencionado|propuesto|recomendado|sugerido)\b|\bsegún (?:tú|usted)\b"
            r"|\btus? (?:consejos?|explicación|ideas?|lista|propuestas?|receta|recomendación"
            r"|recomendaciones|respuestas?|sugerencias?|trucos?)\b"
        ),
    ),
    "it": (
        _words("ci hai mi te tua tue tuo tuoi"),
        re.compile(
            r"\b(?:hai|avevi) (?:consigliato|dato|detto|menzionato|proposto|raccomandato|scritto"
            r"|spiegato|suggerito)\b|\bsecondo te\b|\b(?:tuo|tua|tuoi|tue) (?:consigli[o]?|idea"
            r"|idee|lista|proposta|proposte|ricetta|risposta|spiegazione|suggerimento"
            r"|suggerimenti)\b"
        ),
    ),
    "pt": (
        _words("disseste me nos seu sua teu teus tu tua tuas você"),
        re.compile(
            r"\b(?:aconselhaste|deste|disseste|explicaste|recomendaste|sugeriste)\b|\b(?:você"
            r"|tu) (?:me |já )*(?:aconselhou|deu|disse|explicou|indicou|recomendou|sugeriu)\b"
            r"|\b(?:teus?|tuas?|seus?|suas?) (?:conselhos?|dicas?|ideias?|lista|propostas?|receita"
            r"|recomendação|recomendações|respostas?|sugestão|sugestões)\b"
        ),
    ),
    "nl": (
        _words("je jij jou jouw jullie u"),
        re.compile(
            r"\b(?:heb|had|heeft) (?:je|jij|u)\b.*\b(?:aanbevolen|aangeraden|geadviseerd|gegeven"
            r"|genoemd|geschreven|gezegd|uitgelegd|voorgesteld)\b|\b(?:adviseerde|gaf|noemde"
            r"|raadde|schreef|stelde|zei) (?:je|jij|u)\b|\bvolgens jou\b|\b(?:je|jij) (?:me "
            r"|mij )?(?:adviseerde|gaf|noemde|raadde|stelde|zei)\b|\bjouw (?:advies|antwoord|idee"
            r"|lijst|recept|suggesties?|tips?|uitleg|voorstel)\b"
        ),
    ),
    "sv": (
        _words("dig din dina ditt du"),
        re.compile(
            r"\b(?:föreslog|förklarade|gav|nämnde|rekommenderade|rådde|sa|sade|skrev|tipsade"
            r"|tyckte) du\b|\b(?:har|hade) du\b.*\b(?:föreslagit|förklarat|gett|nämnt"
            r"|rekommenderat|rått|sagt|skrivit|tipsat)\b|\bdu (?:föreslog|gav|nämnde"
            r"|rekommenderade|rådde|sa|tipsade)\b|\benligt dig\b|\bdi(?:n|tt|na) (?:förklaring"
            r"|förslag|idé|lista|rekommendation|råd|svar|tips)\b"
        ),
    ),
    "ru": (
        _words("ваш вы твоей твоему твои твой твоя твоё тебе тобой тобою ты"),
        re.compile(
            r"\b(?:ты|вы)\b.{0,20}\b(?:говорил|написал|назвал|объяснил|объяснял|перечислил"
            r"|порекомендовал|посоветовал|предлагал|предложил|рекомендовал|сказал|советовал"
            r"|упоминал|упомянул)(?:а|и)?\b|\b(?:говорил|посоветовал|предложил|рекомендовал|сказал"
            r"|советовал)(?:а|и)? (?:мне )?(?:ты|вы)\b|\bпо-твоему\b|\bтво(?:й|я|и|ё|ему|ей|его|их"
            r"|им) (?:идея|идеи|объяснение|ответ|ответы|предложение|рекомендация|рецепт|совет"
            r"|советы|совету|список)\b"
        ),
    ),
}
_WORD: Final = re.compile(r"[^\W\d_]+")


def asks_for_what_was_said(query: str) -> bool:
    """Whether a query in one of these languages asks for what whoever is asked has said."""
    asked = query.lower()
    said = frozenset(_WORD.findall(asked))
    return any(not words.isdisjoint(said) and asks.search(asked) for words, asks in _ASKS.values())
