"""Words that fill the gaps of the templates. All made for this project; names are first names only."""

from __future__ import annotations

_LISTS = {
    "drink": "tea|black coffee|oat milk lattes|green tea|sparkling water|cider|espresso|cocoa",
    "food": "ramen|lentil soup|sourdough bread|sushi|curry|pierogi|tacos|goat cheese|mushrooms|dumplings|spicy food|cilantro|dark chocolate|seafood|olives",
    "place": "Porto|Ghent|Leeds|Kraków|Oslo|Nairobi|Montréal|Valencia|Denver|Osaka|Turin|Tampere|Lyon|Bristol|Austin|Wellington",
    "country": "Portugal|Japan|Norway|Canada|Kenya|Italy|Mexico|Vietnam|Scotland|Iceland|Peru",
    "name": "Ana|Tom|Priya|Jonas|Mei|Omar|Lucy|Marek|Elif|Sofia|Ben|Kofi|Ingrid|Pablo|Nina|Ravi",
    "rel": "sister|brother|mother|father|cousin|best friend|daughter|son|grandmother|uncle|partner|husband|wife|roommate|aunt|niece",
    "job": "nurse|data engineer|teacher|carpenter|translator|pharmacist|bus driver|graphic designer|paramedic|lawyer|chef|electrician|social worker|physicist|product manager|journalist",
    "company": "a hospital|a small bank|an insurance company|a bakery|a game studio|the city library|a logistics start-up|a primary school|a shipyard|the post office|a wind-energy firm",
    "field": "biology|law|architecture|computer science|economics|nursing|art history|linguistics|psychology|civil engineering",
    "hobby": "climbing|pottery|chess|birdwatching|painting|salsa dancing|gardening|woodworking|swimming|photography|knitting|cycling|baking|yoga|surfing|hiking|archery|drawing|bouldering|video games|sketching|camping",
    "doing": "running by the river|cooking for friends|reading crime novels|playing board games|walking the dog|writing poems|volunteering at the shelter|restoring old bikes|watching documentaries|going to concerts|growing tomatoes|baking bread",
    "instrument": "violin|piano|guitar|cello|drums|trumpet|accordion|flute|bass|saxophone",
    "language": "Spanish|Japanese|Polish|Arabic|Portuguese|German|Swahili|Korean|sign language|Dutch",
    "code": "Rust|Python|Go|TypeScript|Haskell|Elixir|Kotlin|Zig|C++|Julia|SQL",
    "tool": "Helix|VS Code|tmux|Obsidian|Emacs|Notion|Docker|Postgres|Figma|Excel|pytest|Neovim|Linear|Jupyter",
    "pet": "a beagle called Biscuit|two cats|a parrot|a rescue dog|three hens|a tortoise|a kitten named Miso|an old labrador|goldfish",
    "allergy": "peanuts|cats|pollen|shellfish|penicillin|lactose|gluten|bee stings",
    "time": "yesterday|last week|last month|two weeks ago|last Saturday|on Tuesday|this morning|last summer|a few days ago|last weekend|in May|recently",
    "soon": "next week|tomorrow|next month|on Friday|this weekend|next summer|in the autumn|by the end of the month|on Monday|soon",
    "day": "Mondays|Tuesdays|Wednesdays|Thursdays|Fridays|Saturdays|Sundays|weekends|weekday mornings",
    "hour": "six|half past five|seven|eight o'clock|midnight|ten",
    "event": "a pottery workshop|a marathon|my cousin's wedding|a poetry reading|a charity run|a jazz festival|a support group|a protest for the climate|a job fair|a coding boot camp|a school play|a chess tournament|an art show|a cooking class",
    "bought": "a second-hand car|a new laptop|a canoe|a house with a garden|an e-bike|a camera|a sewing machine|a flat in {place}|running shoes|a telescope",
    "made": "a wooden table|a mobile app for recipes|a short film|a quilt|a mural|a website for the club|a podcast episode|my first novel|a peach pie|a piece for piano|a sculpture",
    "got": "a promotion|a scholarship|a new job|my driving licence|a grant|a tattoo|my first client|a diploma|a bad back|the flu",
    "goal": "open a café|run a marathon|learn {language}|write a novel|buy a house|adopt a child|start a business|become a counsellor|move to {country}|finish my degree|record an album|visit {country}|get fit|work with animals",
    "cause": "animal rights|education in poor areas|the environment|helping veterans|mental health|clean rivers|equal rights|local farming|young refugees",
    "feel": "tired|hungry|excited|stuck|so happy|bored|a bit cold|glad|relieved|exhausted|proud|grateful",
    "task": "rewrite this paragraph|fix this error|plan a trip|translate this email|summarise the article|write a cover letter|check my code|find a good recipe|sort this list|explain how this works",
    "topic": "the weather|this movie|the new budget|that song|the election|the match|your plan|the picture|this recipe|the traffic",
    "thing": "printer|train|article|movie|lasagne|report|garden|concert|server|song|painting|meeting|view|build|coffee machine",
    "adj": "amazing|great|awful|lovely|so cool|really inspiring|too slow|beautiful|hilarious|broken|tricky|delicious|sad|impressive",
    "worldly": "The museum opens at nine|Water boils at lower temperatures in the mountains|Bread needs salt|The function returns a list|Trains to {place} leave every hour|{code} has a package manager|The match ended in a draw|Bees sleep at night|Patience is the key to everything|Hard work pays off|The meeting was moved to room four|Prices have gone up again|A good teacher makes all the difference|The build takes ten minutes|Music brings people together|Nature is healing",
    "meal": "breakfast|lunch|dinner|supper",
    "often": "every day|twice a week|every morning|most evenings|once a month|every Sunday|before work|after lunch|on my way home",
}
#: Slot name → what may stand in it.
SLOTS: dict[str, list[str]] = {name: words.split("|") for name, words in _LISTS.items()}

#: What people put before and after a sentence without changing what it says.
OPENINGS = [
    "Yeah, ",
    "Honestly, ",
    "Well, ",
    "By the way, ",
    "So ",
    "And ",
    "But ",
    "Actually, ",
    "Oh, ",
    "Haha, ",
    "Thanks, {name}! ",
    "Hey {name}, ",
]
CLOSINGS = ["!", "...", " :)", ", you know", " too", ", actually", ", to be honest"]
