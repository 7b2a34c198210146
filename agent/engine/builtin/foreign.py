"""What people say of themselves in German, Spanish or French, by fixed patterns of words.

The heads and the grammar are English. What is lost without them in another language is mostly the
plain statement of where one lives and works, what one likes, has, speaks and cannot eat, and those
have few forms. The claim gets an English verb and keeps its own nouns ("Likes Tee"); whatever the
patterns do not know is left unsaid.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from agent.engine.builtin.words import word_set


@dataclass(frozen=True, slots=True)
class Rendered:
    """A claim in the third person, and the language that it was understood in."""

    text: str
    language: str


_COMMON = {
    "German": word_set(
        """
        ich bin habe wohne lebe arbeite mag esse trinke spreche lerne spiele der die das ein eine
        einen einem einer und nicht kein keine mein meine in mit bei als aus auf für ist
        heißt heiße allergisch gegen
        """
    ),
    "Spanish": word_set(
        """
        yo soy estoy tengo vivo trabajo me gusta gustan el la los las un una y no mi mis en con de
        como hablo estudio que por para es llama llamo mujer hermana hermano
        """
    ),
    "French": word_set(
        """
        je j suis ai habite vis travaille aime adore le la les un une et ne pas mon ma mes en au aux
        avec de du des à chez comme parle que pour est appelle sœur frère
        """
    ),
}
_ENGLISH = word_set(
    """
    i the a an and not my to of at with is am are have has it that this for on like love was you we
    in no me more so but be from by if or as our us
    """
)
_ARTICLE = re.compile(
    r"^(?:(?:ein(?:e[rmn]?)?|der|die|das|de[mnr]|el|la|los|las|un|una|le|les|une|du|des|"
    r"de la|de)\s+|l['’]|de l['’]|d['’])",
    re.IGNORECASE,
)
_KIN = {
    "schwester": "sister", "bruder": "brother", "mutter": "mother", "vater": "father",
    "frau": "wife", "mann": "husband", "sohn": "son", "tochter": "daughter", "hund": "dog",
    "katze": "cat", "partner": "partner", "partnerin": "partner", "hermana": "sister",
    "hermano": "brother", "madre": "mother", "padre": "father", "mujer": "wife",
    "marido": "husband", "hijo": "son", "hija": "daughter", "perro": "dog", "gato": "cat",
    "sœur": "sister", "soeur": "sister", "frère": "brother", "mère": "mother", "père": "father",
    "femme": "wife", "mari": "husband", "fils": "son", "fille": "daughter", "chien": "dog",
    "chat": "cat",
}  # fmt: skip
_KIN |= {
    "oma": "grandmother", "opa": "grandfather", "freund": "boyfriend", "freundin": "girlfriend",
    "abuela": "grandmother", "abuelo": "grandfather", "novia": "girlfriend", "novio": "boyfriend",
    "pareja": "partner", "copain": "boyfriend", "copine": "girlfriend", "compagnon": "partner",
    "compagne": "partner", "grand-mère": "grandmother", "grand-père": "grandfather",
}  # fmt: skip
_NUMBERS = {
    "zwei": "two", "drei": "three", "vier": "four", "dos": "two", "tres": "three",
    "cuatro": "four", "deux": "two", "trois": "three", "quatre": "four",
}  # fmt: skip
_END = r"(?P<what>[^,.;!?]{2,60}?)"
#: A trade is told by its ending, which the pattern adds.
_TRADE = r"(?P<what>\w{3,}"
#: Where they are one is dropped: "bin Töpferin in Kassel".
_SOMEWHERE = r"(?: (?:in|bei|an|en|chez|à|dans) .+)?"
_SELF_EMPLOYED = r"(?:(?:freie|selbstständige|selbständige|gelernte)[rn]? )?"
#: A German trade has a capital: "ich bin immer in Bonn" tells none.
_NOUN = r"(?P<what>(?-i:[A-ZÄÖÜ])\w{2,}(?:in|er|ist|or|eur|ent|ot|arzt|mann|frau))"
_TO = r"(?:al|a la|a los|a las|a)"
_PLACE = r"(?P<what>(?:[A-ZÀ-Ý][\w'’-]+)(?: (?:de |am |an der )?[A-ZÀ-Ý][\w'’-]+)*)"
#: Language → (pattern of a whole clause, claim with {what}; a claim of "" is rendered apart).
_PATTERNS: dict[str, tuple[tuple[str, str], ...]] = {
    "German": (
        (rf"(?:wohne|lebe)(?: seit \S+(?: \S+)?)? in (?:der |den )?{_PLACE}.*", "Lives in {what}"),
        (rf"komme (?:ursprünglich )?aus (?:der |den )?{_PLACE}.*", "Is from {what}"),
        (rf"arbeite als {_END}", "Works as {what}"),
        (rf"arbeite (?:bei|für|in|an) {_END}", "Works at {what}"),
        (rf"heiße {_PLACE}", "Is called {what}"),
        (rf"bin (?:allergisch gegen|gegen) {_END}(?: allergisch)?", "Is allergic to {what}"),
        (r"bin (?P<what>\d{1,3}) Jahre alt", "Is {what} years old"),
        (r"bin (?:mit .+ )?(?P<what>verheiratet)", "Is married"),
        (r"bin (?P<what>[Vv]egan|[Vv]egetari)\w*", "Is {what}"),
        (rf"bin (?:eine? )?{_SELF_EMPLOYED}{_NOUN}{_SOMEWHERE}", "Is {what}"),
        (rf"(?:mag|liebe) kein(?:e|en)? {_END}", "Does not like {what}"),
        (rf"mag {_END} (?:gar )?nicht", "Does not like {what}"),
        (rf"mag (?:am liebsten |gern(?:e)? |sehr )?{_END}", "Likes {what}"),
        (rf"liebe {_END}", "Loves {what}"),
        (rf"hasse {_END}", "Hates {what}"),
        (rf"esse kein(?:e|en)? {_END}(?: mehr)?", "Does not eat {what}"),
        (rf"trinke kein(?:e|en)? {_END}(?: mehr)?", "Does not drink {what}"),
        (rf"spreche {_END}", "Speaks {what}"),
        (rf"spiele (?:seit \S+ \S+ )?{_END}", "Plays {what}"),
        (rf"lerne (?:gerade |seit \S+ )?{_END}", "Is learning {what}"),
        (rf"studiere {_END}", "Studies {what}"),
        (rf"habe kein(?:e|en)? {_END}", "Has no {what}"),
        (r"habe (?P<what>(?:eine?n?|zwei|drei|vier|\d+) [A-ZÄÖÜ][\wäöüß-]+)", "Has {what}"),
    ),
    "Spanish": (
        (rf"vivo en {_PLACE}.*", "Lives in {what}"),
        (rf"soy de {_PLACE}.*", "Is from {what}"),
        (rf"trabajo como {_END}", "Works as {what}"),
        (rf"trabajo (?:en|para) {_END}", "Works at {what}"),
        (rf"me llamo {_PLACE}", "Is called {what}"),
        (rf"soy al[ée]rgic[oa] (?:a la|al|a los|a las|a) {_END}", "Is allergic to {what}"),
        (r"tengo (?P<what>\d{1,3}) años", "Is {what} years old"),
        (r"(?:soy|estoy) (?P<what>casad[oa])", "Is married"),
        (r"soy (?P<what>vegetarian|vegan)[oa]", "Is {what}"),
        (rf"soy (?:una? )?{_TRADE}(?:ero|era|or|ora|ista|ico|ica|ado|ada|tro|tra))", "Is {what}"),
        (rf"tengo alergia {_TO} (?P<what>\w+(?: y {_TO} \w+)?)", "Is allergic to {what}"),
        (rf"no me gustan? (?:nada )?{_END}", "Does not like {what}"),
        (rf"me gustan? (?:mucho )?{_END}", "Likes {what}"),
        (rf"me encantan? {_END}", "Loves {what}"),
        (rf"odio {_END}", "Hates {what}"),
        (rf"no como {_END}", "Does not eat {what}"),
        (rf"no bebo {_END}", "Does not drink {what}"),
        (rf"hablo {_END}", "Speaks {what}"),
        (rf"toco {_END}", "Plays {what}"),
        (rf"(?:aprendo|estoy aprendiendo) {_END}", "Is learning {what}"),
        (rf"estudio {_END}", "Studies {what}"),
        (r"tengo (?P<what>(?:una?|dos|tres|cuatro|\d+) \w+)", "Has {what}"),
    ),
    "French": (
        (rf"(?:j['’]habite|je vis) (?:à|en|au|aux) {_PLACE}.*", "Lives in {what}"),
        (rf"je (?:viens|suis originaire) (?:de|du) {_PLACE}.*", "Is from {what}"),
        (rf"je travaille comme {_END}", "Works as {what}"),
        (rf"je travaille (?:chez|à|pour|dans|au) {_END}", "Works at {what}"),
        (rf"je m['’]appelle {_PLACE}", "Is called {what}"),
        (rf"je suis allergique (?:à la|aux|au|à l['’]|à) ?{_END}", "Is allergic to {what}"),
        (r"j['’]ai (?P<what>\d{1,3}) ans", "Is {what} years old"),
        (r"je suis (?P<what>mariée?)", "Is married"),
        (r"je suis (?P<what>végétari|végan)\w*", "Is {what}"),
        (r"je suis (?:une? )?(?P<what>avocate?|médecin|étudiante?)", "Is {what}"),
        (rf"je suis (?:une? )?{_TRADE}(?:ier|ière|eur|euse|trice|iste|icienn?e?))", "Is {what}"),
        (rf"je n['’]aime pas {_END}", "Does not like {what}"),
        (rf"j['’]aime (?:bien |beaucoup )?{_END}", "Likes {what}"),
        (rf"j['’]adore {_END}", "Loves {what}"),
        (rf"je déteste {_END}", "Hates {what}"),
        (rf"je ne mange (?:pas|plus) (?:de |d['’]){_END}", "Does not eat {what}"),
        (rf"je ne bois (?:pas|plus) (?:de |d['’]){_END}", "Does not drink {what}"),
        (rf"je parle {_END}", "Speaks {what}"),
        (rf"je joue (?:du |de la |de l['’]|au |aux ){_END}", "Plays {what}"),
        (rf"j['’]apprends {_END}", "Is learning {what}"),
        (rf"j['’]étudie {_END}", "Studies {what}"),
        (r"j['’]ai (?P<what>(?:une?|deux|trois|quatre|\d+) \w+)", "Has {what}"),
    ),
}  # fmt: skip
_SUBJECT = {"German": "ich ", "Spanish": "", "French": ""}
_OPENING = re.compile(
    r"^(?:yo|also|und|aber|y|pero|et|mais|oui|ja|sí|moi,?)\s*,?\s+", re.IGNORECASE
)
_AND = {
    "German": re.compile(r",?\s+(?:und|aber)\s+(?:ich\s+)?(?=[a-zäöü]+\b)"),
    "Spanish": re.compile(
        r",?\s+(?:y|pero)\s+(?:yo\s+)?(?=(?:no|me|vivo|trabajo|soy|tengo|hablo|toco|estudio)\b)"
    ),
    "French": re.compile(r",?\s+(?:et|mais)\s+(?=(?:je|j['’]))"),
}
_RELATIVE = re.compile(
    r"^(?:meine?|mi|mon|ma) (?P<kin>\w+) (?:heißt|se llama|s['’]appelle) "
    r"(?P<what>[A-ZÀ-Ý][\w'’-]+)$",
    re.IGNORECASE,
)
#: "Mein Mann Jörn arbeitet bei der Post", "mi hermana vive en Cádiz"
_RELATIVE_DOES = re.compile(
    r"^(?:meine?|mi|mon|ma) (?P<kin>[\w-]+)(?: (?P<name>(?-i:[A-ZÀ-Þ])[\w-]+))? "
    r"(?:(?P<lives>(?:wohnt|lebt)(?: seit \S+ \S+)? in|vive en|(?:habite|vit) (?:à|en|au|aux))|"
    r"arbeitet (?:bei|für|in|an)|trabaja (?:en|para)|travaille (?:chez|à|pour|dans|au)) "
    r"(?P<what>[^,.;!?]{2,60})$",
    re.IGNORECASE,
)
#: "Vivo con mi abuela Carmen"
_LIVES_WITH = re.compile(
    r"^(?:ich (?:wohne|lebe) (?:zusammen )?(?:mit|bei) meine[mr]|vivo con mi|"
    r"(?:j['’]habite|je vis) (?:avec|chez) (?:mon|ma)) (?P<kin>[\w-]+)"
    r"(?: (?P<name>(?-i:[A-ZÀ-Þ])[\w-]+))?(?: zusammen)?$",
    re.IGNORECASE,
)
#: Why, or what else is so; not when or unless it is so.
_WENT_ON = re.compile(
    r",\s+(?:aber|sondern|weil|deshalb|denn|und zwar|pero|porque|así que|que|aunque|mais|parce|car|"
    r"donc|qui)\b.*$",
    re.IGNORECASE,
)
_SPELLED = {"vegetari": "vegetarian", "végétari": "vegetarian", "végan": "vegan"}


def language_of(sentence: str) -> str | None:
    """The language of a sentence where it is clearly German, Spanish or French.

    Two of its commonest words and more of them than English ones are asked for; a short sentence
    of another language may stay unknown, and is then nothing to these patterns.
    """
    tokens = re.findall(r"[\wÀ-ÿ]+(?:-[\wÀ-ÿ]+)*", sentence.lower())
    english = sum(token in _ENGLISH for token in tokens)
    counts = {name: sum(token in own for token in tokens) for name, own in _COMMON.items()}
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] >= 2 and counts[best] > english else None  # noqa: PLR2004 - one may be a loan


def rendered(sentence: str) -> list[Rendered]:
    """The claims of a first-person sentence that the patterns know, in the third person."""
    language = language_of(sentence)
    if language is None:
        return []
    plain = _OPENING.sub("", sentence.strip(" .!…"))
    claims: list[Rendered] = []
    first, *others = _AND[language].split(plain)
    subject = _SUBJECT[language]
    for at, part in enumerate((first, *others)):
        clause = _WENT_ON.sub("", part if at == 0 else subject + part)
        text = _claim(clause, language)
        if text is not None:
            claims.append(Rendered(text, language))
    return claims


def _claim(clause: str, language: str) -> str | None:
    if (named := _RELATIVE.match(clause)) and (kin := _KIN.get(named["kin"].lower())):
        return f"Their {kin} is called {named['what']}"
    if (does := _RELATIVE_DOES.match(clause)) and (kin := _KIN.get(does["kin"].lower())):
        name = f" {does['name']}" if does["name"] else ""
        if does["lives"] and not does["what"][:1].isupper():
            return None
        what = _content(does["what"])
        return f"Their {kin}{name} {'lives in' if does['lives'] else 'works at'} {what}"
    if (lives := _LIVES_WITH.match(clause)) and (kin := _KIN.get(lives["kin"].lower())):
        return f"Lives with their {kin}{' ' + lives['name'] if lives['name'] else ''}"
    for pattern, claim in _PATTERNS[language]:
        match = re.fullmatch(_SUBJECT[language] + pattern, clause, re.IGNORECASE)
        if match and _named(claim, match["what"]):
            return claim.format(what=_content(match["what"]))
    return None


def _named(claim: str, what: str) -> bool:
    """Whether a place or a name is written as one: case is lost on the pattern, not on us."""
    return what[:1].isupper() or not claim.startswith(("Lives", "Is from", "Is called"))


def _content(what: str) -> str:
    """The nouns of a claim without their article, numbers in English."""
    bare = re.sub(r" y (?:al|a la|a los|a las|a) ", " y ", _ARTICLE.sub("", what.strip()))
    first, _, rest = bare.partition(" ")
    number = _NUMBERS.get(first.lower())
    bare = f"{number} {rest}" if number and rest else bare
    return _SPELLED.get(bare.lower(), bare)
