r"""Turns in health, habits, plans and things, as data.

Written like those of :mod:`memory.circumstances.turning_points`.
"""

from __future__ import annotations

from typing import Final

#: What somebody can do and has, health and habits, aims, and what is done with things.
OF_THINGS: Final = r"""
cannot drive
does not (drive$|have (a|their) {licence}|know how to drive)
has no {licence}
is learning to drive
(takes|is taking|has) driving lessons
=>
passed ~driving test
(got|obtained|received|was granted|earned) (the|their|a) {licence}
can drive
drives (an?|the|to)\b
has (a|the|their) {licence}
(learned|learnt) to drive
bought (a|their first) car

does not (have|own) a car\b
has no car\b
lives without a car
is car-free
=>
(bought|got|owns|leased|has|drives) (an?|their first) ([\w-]+ ){0,2}car{itself}
(bought|got|owns|leased|drives) an? electric$

(has|wears) (an? )?(\w+ (and \w+ )?)?(fringe|hair|ponytail|braids|dreadlocks|bun)\b
=>
cut (the|their) hair
(had|got|has) (the|their|an?) (\w+ )?(hair cut|haircut|hair dyed)
(shaved|dyed|bleached|coloured) (off )?(the|their) (\w+ )?(hair|head)
is bald
has (short|long|cropped|shaved) hair

(has|wears) (an? )?(\w+ (and \w+ )?)?(beard|moustache)\b
=>
(shaved|trimmed) off (the|their) (\w+ )?(beard|moustache)
shaved (the|their) (\w+ )?(beard|moustache)
is clean-shaven

smokes\b(?! (salmon|fish|meat))
is (an? )?(\w+ )?smoker
vapes
=>
is (an? )?(non|ex|former)[- ]?smoker
(quit|stopped|gave up) (smoking|cigarettes|vaping)
is smoke[- ]?free
has not smoked
(does not smoke|no longer smokes)

is (an? )?(non|ex)[- ]?smoker
does not smoke
(quit|stopped|gave up) smoking
is smoke[- ]?free
=>
smokes{tobacco}
(started|began|took up|is) smoking
is (an? )?smoker

drinks (an? |one |two |some |too much |a lot of |glass of |bottle of )*(\w+ )?(alcohol|wine|beer)
has a (beer|glass of wine)
=>
is (sober|teetotal|an? teetotaller|alcohol-free|abstinent)
(quit|stopped|gave up) (drinking|alcohol)
has not (drunk|had) (any )?(alcohol|a drink)
does not drink( any)?( alcohol)?( any ?more)?$
no longer drinks( alcohol)?$

is (teetotal|sober|an? teetotaller)
does not drink( any)?( alcohol)?$
=>
drinks (wine|beer|alcohol)
(started|began) drinking
has a (beer|glass of wine)

is (ill|sick|unwell|down)( with|$)
=>
(recovered|is recovered)( from|$| fully| completely| well)
is (fit|well|healthy|fine|better|back on (their|her|his) feet)( again)?$
is over (the|their) (\w+ )?{illness}
got over (the|an?|their) (\w+ )?{illness}
is (completely )?symptom[- ]free
was cleared\b

(has|had|caught|suffers from) ~(\w+ )??<x:{illness}>
is (suffering from|down with|in bed with|recovering from) ~(\w+ )??<x:{illness}>
(tore|broke|sprained|twisted|injured|fractured|hurt) (an?|the|their) <x:\w+>$
=>
(recovered|is recovered)( (fully|completely|well))?$
(recovered|is recovered) (fully |completely )?from ~(\w+ )??<x:{illness}>
(recovered|is recovered) (fully |completely )?from ~<x:\w+>$
is (fit|well|healthy|fine|better|back on (their|her|his) feet)( again)?$
is over (the|their) (\w+ )??<x:{illness}>
~(\w+ )?<x:\w+> (healed|cleared up|is gone|is better|is healed)
~<x:\w+ pain> (cleared up|is gone|is better)
got over (the|an?|their) (\w+ )??<x:{illness}>
is (completely )?symptom[- ]free
was cleared\b

(has|suffers from) (an? |the )?(high|low|bad|chronic|severe|elevated|raised|poor) <x>
=>
(the |their )?<x> (is|are) (back to normal|normal|under control|fine|good|cured|in remission)
no longer has (high|low|bad|chronic|severe) <x>

is saving for a (trip|journey|holiday|flight) to <x>
is planning a (trip|journey|holiday|visit) to <x>
(plans|wants|hopes|intends) to (visit|travel to|go to|fly to) <x>
=>
(went|travelled|flew|has been) to <x>
(visited|toured) <x>
is back from <x>
(returned|came back) from <x>
cancelled (the|their) (trip|journey|holiday|flight|visit) to <x>
(the|their) <x> (trip|journey|holiday) (is|was) (off|cancelled|called off)
(the|their) (trip|journey|holiday) to <x> (is|was) (off|cancelled|called off)

(suffers from|has) (insomnia|trouble sleeping|sleep problems|difficulty sleeping)
sleeps (badly|poorly|very little|little)
=>
sleeps (well|fine|better|soundly|through)\b(?! (at|in|on|when|with)\b)

sleeps (well|fine|soundly|through)\b
is an? (good|heavy|sound) sleeper
=>
sleeps (badly|poorly|very little|little|lightly)
(suffers from|has) (insomnia|trouble sleeping|sleep problems|difficulty sleeping)

(the|their) <x> (is|are) (behind|behind schedule|delayed|late|off track)
=>
(the|their) <x> (is|are) (back )?(on time|on schedule|on track)

is (nervous|anxious|worried|excited) about ~<x>
(dreads|is dreading) ~<x>
=>
(the|their) <x> went\b
(passed|failed|survived|aced|got through) ~<x>

(wears|needs) (reading )?glasses
=>
(switched|changed) to (contact lenses|contacts)
had (laser )?eye surgery
(no longer needs|does not need) glasses

(hopes|wants|is hoping) to be promoted
(hopes for|wants|is up for) (an?|the) promotion
=>
(was|got) promoted\b

(the|their) <x> (is|are) (on time|on schedule|on track)
=>
(the|their) <x> (fallen|fell|slipped) ([\w-]+ ){0,3}behind
(the|their) <x> (is|are|was|were|got) (delayed|late|cancelled|postponed|behind schedule)

is in (the )?hospital
is hospitali[sz]ed
was admitted to (the )?hospital
is in (intensive care|rehab|(a )?clinic)
=>
(was|is|got) (discharged|released)(?! from (?!(the |a )?(clinic|hospital|icu|intensive|rehab|ward)))
is (back |at )?home( again)?
(came|went|returned) home( from|$)
left (the )?(hospital|rehab|clinic)( on| after| in| again|$)
is out of (the )?(hospital|rehab)

(has|wears|walks on|walks with|uses|needs) (an? |the )?<x:{aid}>
is (wearing|on|in) (an? |the )?<x:{aid}>
=>
~<x:{aid}> (came|were|was|is|are) (taken |come )?(off|out|gone|removed)
(had|got) (the|their) <x:{aid}> (taken off|removed|taken out|off|out)
(is off|walks without|no longer needs|is out of|got rid of) (the |an? |their )?<x:{aid}>

is (waiting|scheduled|due) for ~<x:{surgery}>
(has|needs|is having) ~<x:{surgery}>
=>
(had|underwent) ~<x:{surgery}>
was operated on
~<x:{surgery}> (went|was) (well|successful|done)

is learning <x>
(learns|studies) <x>
=>
is (fluent|proficient) in <x>
(mastered|speaks fluent) <x>

speaks (no|hardly any|little) <x>
does not (speak|understand|know) (any |a word of )?<x>
=>
(speaks|understands|can speak|learned|learnt|mastered) (fluent |good |some |basic |decent )?<x>
is (fluent|conversational|proficient) in <x>
passed (an?|the|their) \w+ (exam|test|certificate) in <x>
can hold a conversation in <x>

(is considering|considers|is thinking about|is weighing) ~<x>
is (undecided|unsure|on the fence|in two minds|torn|hesitant) (about|on|over|whether to) <x>
=>
(accepted|declined|took|signed|turned down|rejected|refused) ~<x>
(decided|chose|resolved|opted|made up their mind) (to|on|for|against|not to) <x>
(is sure|is certain|is set) (about|on|to) <x>

is (allergic to|intolerant (to|of)) <x>
has an? <x> (allergy|intolerance)
=>
(is|was) (not|no longer) (\w+ )?(allergic to|intolerant (to|of)) <x>
(turned out|proved) not to be (\w+ )?(allergic to|intolerant (to|of)) <x>
(outgrew|outgrown|lost|overcame|got over) ~<x> (allergy|intolerance)
tolerates <x>
can eat <x> (now|again)
(had|got) ~<x> (allergy|diagnosis) (ruled out|disproved)

is (afraid|scared|terrified|frightened) of <x>
fears <x>
has an? (\w+ )?(fear|phobia) of <x>
=>
(got|gotten) over ~(fear|phobia) of <x>
(overcame|overcome|conquered|lost|beat|beaten) ~(fear|phobia) of <x>
is (no longer|not) (afraid|scared|terrified|frightened) of <x>

is saving (up )?(money )?(for|to buy) ~<x>
saves (up )?(for|to buy) ~<x>
(wants|plans|intends|hopes|would like) to (buy|get|purchase|adopt) ~<x>
=>
(bought|got|purchased|ordered|picked up|received|adopted|acquired) ~<x>
took delivery of ~<x>

is (waiting for|awaiting|expecting) ~<x>
(waits for|expects) ~<x>
(is applying|applied) for ~<x>
=>
(received|got|obtained|won) ~<x>
was (granted|given|offered|awarded|refused|denied) ~<x>
~<x> (was |were |is )?(arrived|came through|approved|granted|rejected|refused|denied)\b
~<x> (was |were |is )?(delivered|turned down|accepted|came|is here)\b
~<x> (was|were|came back|turned out) (negative|positive|good|bad|in|fine|clear|normal)\b

(applies|is applying|applied) to ~<x>
=>
(got|was accepted|was admitted|made it) (in)?to ~<x>
was (accepted|admitted|rejected|turned down) (by|at) ~<x>
(was rejected|rejected) by ~<x>

(the|their) <x> (expires|runs out|ends|lapses|runs until|is valid until)
=>
(renewed|extended|prolonged) ~<x>
~<x> (is|was) (renewed|extended|prolonged)

never been (to )?<x>
=>
(went|travelled|flew|was) (to )?<x>
visited <x>

(has|got) an? (unpaid|outstanding|overdue|open) <x>
(the|their) <x> is (due|payable)
=>
(paid|settled|cleared) ~<x>
~<x> (is|was) (paid|settled|cleared|waived)\b

is (training|preparing|practising|practicing|studying|revising|cramming|learning) for ~<x>
(prepares|trains|studies|practises) for ~<x>
=>
(ran|passed|took|finished|completed|sat|failed|won|swam|rode|survived|aced) ~<x>
(gave|given) up (on )?~<x>
(pulled|dropped|bowed) out of ~<x>

is (\w+ )?{making} ~<x>
is <x:{making} .+>
=>
{made} ~<x>
(gave|held|presented|hosted|sent off|sent out|launched|unveiled) ~<x>
~<x> (is|was|are|were) (finished|completed|complete|done|published|released|out|ready|over)\b
~<x> (went|is) live\b
~<x> (is|was|are|were) (rolled out|launched|submitted|delivered|shelved|abandoned|scrapped)\b

(the|their) <x> (is|are) {broken}
(the|their) <x> (does not work|leaks|broke( down)?|stopped working|does not start|crashed)\b
=>
(the|their) <x> (is|was|got|were|are) {mended}
(the|their) <x> (works?|runs?|starts|pass|passes) (again|fine|properly)
(fixed|repaired|mended|replaced|sealed|patched|found) (the|their) <x>
(picked up|collected|got|got back) (the|their) <x>( back)? from (the )?(garage|mechanic|repair)
(picked up|collected|got|got back) (the|their) <x>( back)? from (the )?workshop
(got|had) (the|their) <x> (fixed|repaired|back|mended|replaced)

lost (the|their) <x>
cannot find (the|their) <x>
=>
found (the|their) <x>{no_thing}
(got|got back|recovered|picked up) (the|their) <x> (again|back|from|at)
(the|their) <x> (was|were|is|are) found
(the|their) <x> (turned|showed) up

(has|needs|still has|is supposed|has yet) to (do|file|finish|write|submit|prepare|send) ~<x>
(has|needs|still has|is supposed|has yet) to (pay|renew|book|fix|clean|sort out|hand in) ~<x>
(has|needs) to (buy|order|get|pick up|collect) ~<x>
is (behind|late) (on|with) ~<x>
=>
(did|filed|finished|wrote|submitted|prepared|sent|sent off|paid|renewed|booked|fixed|cleaned) ~<x>
(sorted out|handed in|completed|caught up (on|with)|bought|ordered|got|picked up|collected) ~<x>

(the|their) <x> (is|are) {open}
(the|their) <x:.* (is|are) being \w+ed>
=>
(the|their) <x> (is|was|are|were|got) {closed}
(the|their) <x> (launched|opened|shipped|went live|closed|ended)\b
(merged|closed|resolved|released|published|shipped|launched|paid|settled) (the|their) <x>
(signed|submitted|deployed|finished|completed) (the|their) <x>
"""
