"""Words that tell of somebody's health: illnesses, medicines, treatments, the state of a body."""

from agent.topics.tables import Topic

#: Endings that the World Health Organization gives to substances of one kind ("The use of stems in
#: the selection of INN", 2018). Six letters or fewer are no medicine: ``april``.
_ENDINGS = """
    dipine pril sartan statin olol prazole tidine cillin mycin floxacin oxetine azepam zolam
    gliptin glutide triptan xaban thyroxine afil umab ximab zumab tinib lukast setron conazole
    clovir navir barbital dronate profen thiazide semide pramine triptyline azosin codone
    morphone cycline peridol idone tiapine zapine giline fibrate gliflozin glitazone solone
    formin
"""
MEDICINES = tuple(_ENDINGS.split())

_TELLING = """
    migraine ssri snri gynecology gynaecology physio physiotherapy chemo radiotherapy tumour
    leukemia leukaemia lymphoma carcinoma metastasis metastases mastectomy hysterectomy
    vasectomy lumpectomy colonoscopy endoscopy mammogram mammography biopsy insulin prediabetes
    prediabetic a1c hba1c adhd autism autistic asperger bipolar ocd bpd ptsd hiv chlamydia
    gonorrhea gonorrhoea syphilis hpv medication paracetamol pregnancy
    miscarriage miscarried stillborn stillbirth abortion ivf infertile infertility perimenopause
    pcos postpartum trimester gynecological gynaecological scoliosis sciatica coeliac celiac
    crohn colitis ibs lupus eczema hashimoto dementia hypertension aneurysm angina arrhythmia
    dialysis incontinence incontinent cpap epipen anaphylaxis anaphylactic viagra cialis xanax
    valium prozac zoloft lexapro celexa paxil wellbutrin adderall ritalin vyvanse concerta
    ozempic wegovy mounjaro lipitor metformin methadone suboxone naloxone seroquel zyprexa
    risperdal lamictal abilify cymbalta effexor ativan klonopin ambien truvada humira synthroid
    lorazepam oxycontin vicodin fentanyl tamoxifen warfarin sertraline citalopram escitalopram
    venlafaxine bupropion quetiapine aspirin prednisolone prednisone methotrexate mirtazapine
    statin opiates estradiol heroin cocaine ketamine hospitalised hospitalized appendicitis
    pneumonia tuberculosis hemorrhoids haemorrhoids gallstone paralysed paralyzed paraplegic
    quadriplegic dosage allergy allergie allergique alergia alérgico alérgica allergico
    allergica krankenhaus krankenhäuser medikament medikamente schwanger schwangere fehlgeburt
    abtreibung krebs brustkrebs hautkrebs psychiater psychiaterin rollstuhl schwerbehindert
    schlaganfall herzinfarkt zuckerkrank ordonnance hôpital médicament enceinte vih diabétique
    diabète cancéreux grossesse avortement cáncer embarazada embarazo aborto medicamento
    ansiolítico esquizofrenia grávida gravidez receita incinta gravidanza cancro farmaci farmaco
    depresso depressa

    gout tinnitus colostomy stoma uti constipation constipated diarrhoea diarrhea glaucoma
    cataract hernia chickenpox measles mumps shingles rosacea acne vertigo sinusitis tonsillitis
    emphysema copd anaemia anaemic anemia anemic haemophilia hemophilia thrombosis embolism
    sepsis meningitis encephalitis polio malaria dengue cirrhosis pancreatitis gastritis ulcer
    prostatitis vaginismus candida cystitis fibroid ovulation ovulating menstruation
    menstrual menstruating pmdd iud caesarean cesarean preeclampsia breastfeeding psychosis
    psychotic hypomanic mania agoraphobia agoraphobic tourette dyspraxia
    dyscalculia neurodivergent laxative neuropathy concussion amputee amputated osteoarthritis
    tendinitis tendonitis bursitis herniated sarcoidosis hyperthyroidism hypothyroidism
    hypothyroid cortisone antihistamine nebulizer catheter angioplasty metastatic hospice
    palliative antiretroviral obesity bariatric liposuction overdosed vaginosis hysteroscopy
    impotence impotent lyme bluthochdruck krankgeschrieben kaiserschnitt wochenbett
    bandscheibenvorfall herzschrittmacher gebärmutter blasenentzündung durchfall séropositif
    séropositive sclérose accouchement ictus infarto quimio ansiedad diálisis ansia

    gallbladder brca
    seizure ! server|machine|asset @ ; @ of
    diverticulitis diverticulosis lipoma melasma keratosis varicose haemorrhage hemorrhage
    stent angiogram echocardiogram defibrillator tracheotomy tonsils
    cortisol testosterone oestrogen estrogen progesterone sedative
    rehabilitation inpatient outpatient
    demenz migräne reizdarm adhs hörgerät hörgeräte prothese grippe lungenentzündung nierensteine
    herzrhythmusstörungen angststörung panikattacke panikattacken essstörung entzug
    psychiatre psychologue kiné tumeur boulimie anorexie
    psiquiatra psicóloga psicólogo migraña
    psichiatra hausarzt hausärztin notaufnahme gyno cardiologue gynécologue oncologue radiologist
    dermatologue depressão

    pregnant ! @ pause
    steroid ! @ based
    appendix ! @ a|b|c|of|to|section|# ; in|the|see|an @
    pancreas spleen ! @ recipe
    ventilator ! @ fan
    therapist psychotherapist psychiatrist psychologist physiotherapist ! BE @ ; TRADE @
    therapist ! @ in that|the|this series|show|film|movie|book|novel|game
    dermatologist cardiologist oncologist urologist neurologist endocrinologist ! BE @ ; TRADE @
    gastroenterologist rheumatologist gynaecologist gynecologist chiropractor ! BE @ ; TRADE @
    onkologe kardiologe kardiologin gynäkologe gynäkologin urologe neurologe ! BE @
    midwife dentist ! BE @ ; TRADE @ ; @ game|simulator
    psychiatry oncology cardiology neurology urology rehab ! TRADE @ ; BE _ in @
    allergic ! @ to meetings|mondays|change|work|bullshit|javascript|java|yaml|cleaning|exercise
    depression ! great|tropical|economic|atmospheric|geological|low|pressure @ ; @ era|glass
    depression ! @ in the pacific|atlantic|gulf|landscape|ground|surface|thirties
    depressed ! @ button|key|pedal|economy|market|region|area|price|prices
    diagnosis diagnosed diagnose ! @ of? the? bug|fault|crash|leak|outage|problem|error|build
    diagnosis diagnosed diagnose ! @ the|a|an memory|race|network|flaky|slow|failing
    diagnosis diagnosed diagnose ! bug|fault|crash|error|linker|remote|car @
    suicide ! @ burn|door|doors|squad
    cancer ! @ constellation|zodiac|horoscope|season|rising|moon|sign|research|charity
    cancer ! @ is|was a|the zodiac|sign ; horoscope _ @ ; tropic of @ ; @ and leo|virgo|gemini
    surgery ! @ on the|our|a|this _ code|codebase|cache|file|data|history|config|tree|ast|dom|
        parser|function|schema|build|repo|repository|branch|module|script|query
    surgery ! @ simulator ; constituency|tree @
    vaccination ! @ card|passport law|policy
    prescription ! @ drugs|glasses|sunglasses __ market|shop|frames|store|prices ; @ grammar
    insomnia ! @ rest|http|client|api|app|plugin|collection|workspace ; postman _ @
    insomnia ! @ is|was a|an|the? rest|api|http|client|film|movie|game
    alcoholic ! @ drink|drinks|beverage|beverages|ginger ; non @
    hospital ! TRADE @ ; animal @ ; @ for sick|children|animals ; @ tycoon|game|simulator|series
    cholesterol ! @ free
    lithium ! @ ion|battery|batteries|grease|mine|mining|price|prices|cell|cells|polymer
    ultrasound ! @ sensor|sensors|cleaner|transducer|imaging
    pacemaker ! @ cluster|corosync|resource ; corosync _ @
    wheelchair ! @ ramp|ramps|accessible|access|symbol|icon|basketball
    parkinson huntington ! @ s? law|beach|avenue|street|library ; michael @
"""

_HINTING = """
    hallucination paranoid
    nurse pharmacist surgeon counsellor counselor ! BE a|an @ ; BE a|an _ @ ; BE a|an _ _ @
    clinic ill illness therapy pill vaccine injury injured headache anxiety anxious panic
    burnout hurt ache aching wrist tendon gp hazelnut nuts checkup mri ct biopsied lump cyst
    thyroid kidney liver lungs ovary uterus prostate womb breast spine hormone inhaler meds dose
    pharmacy ward relapse relapsed recovery nausea vomiting dizzy fatigue
    chronic infection inflammation rash psych grief trauma
    disability sugar overdose withdrawal addiction sober detox smear colon hearing aid
    aids fertility bleeding cramps glucose ecg ekg covid flu transplant arzt ärztin klinik
    termin tabletten schmerzen krank therapie befund praxis médecin malade douleur médico
    enfermo enferma dolor medico malato malata dolore

    doctor ! @ who|strange|command|prints ; good @ ; brew|flutter|run|npm|react @
    knee ! @ of the|a curve
    shoulder ! @ of the|a road
    blood ! @ moon|orange|oranges
    heart ! @ of the|a|darkness|gold|iron
    heart ! @ rate monitor|app
    pain ! @ point|points ; @ au
    pressure ! @ cooker|washer|test|sensor ; peer|tyre|tire|water|back @
    sick ! @ beat|guitar|tune|burn|children
    sleep ! @ mode|timer|call|function|#
    scan ! virus|port|antivirus|table|index @ ; @ finished|found|the|for
    virus ! @ scan|scanner|definition
    blind ! double @ ; @ test|review|spot|tasting
    deaf ! tone @ ; @ to criticism
    drug drugs ! @ market|store|discovery|cartel|dealer|trial ; prescription @
    diet ! @ coke|cola|soda
    disabled ! @ the|button|state|attribute|flag|user|users|by|in|it|field|feature|option|cache
    injection treatment ! @ group ; dependency|sql @
    operation ! @ returned|failed|mode|not|code|timeout
    appointment specialist ! @ in sales|law|tax
    period ! @ of|instrument|drama ; trial|time|grace|notice|retention @
    fever ! @ tree|pitch|ray ; saturday|night @
    symptom ! @ of a|the race|bug|leak|deeper
"""

_STEMS = """
    schizo psychiatr antidepres antidépres antipsych depressi dépress dépres depresi homöopath
    chemoth chimioth quimiot diabet epilep krebsk ginecol gynéco psicolog psicoter psychother
    psychosomat antibioti
    schwangersch alzheim parkins arthrit rheuma bronchit hepatit melanom karzinom leukäm leucem
    leucém tumor herpes endometr fibromy anorex bulimi magersücht alkoholik alkoholab drogenab
    kokain alcohólic alcooliq suizid selbstmord suicid dyslex legasthen asthm migrän
    osteopor psoria neurodermit sclerosi menopaus wechseljahr impfung immunosupp immunodef
    zahnarzt zahnärzt blutdruck benzodiaz amphetam methamph opioid morphin
"""

_PHRASES = """
    kill|killing|hurt|hurting|harm|harming|cut|cutting|starve|starving|burn myself ! @ laughing
    self harm|harming|harmed|injury
    end|ending|take|taking|took MY own? life
    want|wanted|wish to|i? die|dead|dying ! @ of|for
    wish i was|were|wasn dead|alive
    lost the|our|my|a baby|pregnancy
    # weeks|months along|pregnant
    MY period is|was late|# ; @ late
    MY period is|was _ late
    birth control
    multiple sclerosis|myeloma
    multiple|multiplen|multipler sklerose
    heart attack|attacks|failure|disease|surgery|transplant|condition|murmur|bypass
    MY heart condition|valve|rhythm
    had|have|has|suffered|having|after a|another|my|his|her|mini|the stroke|strokes ! @ of
    stroke survivor|patient|rehab|unit|symptoms ! @ width
    kidney|liver|heart|lung|bone|stem|hair|corneal transplant|transplants|marrow|cell|stones|failure
    panic attack|attacks|disorder
    eating disorder|disorders
    personality|anxiety|bipolar|mood|mental|obsessive|stress|sleep disorder|disorders|health|illness
    mental health|illness|breakdown|hospital ! @ day|app|awareness
    nervous breakdown
    blood sugar|test|tests|work|results|clot|thinner|thinners|glucose|count
    blood pressure is|was|meds|medication|high|tablets|pills|#
    MY blood type|group|pressure|iron
    MY mri|ct|biopsy|smear|scan|ecg|ekg result|results|scan|showed|came|is
    erectile dysfunction
    hot flushes|flashes
    sleep apnea|apnoea
    lactose|gluten|fructose|histamine intolerant|intolerance|allergy
    drinking|gambling|drug|alcohol|substance problem|abuse|addiction|rehab|habit
    recovering|recovered addict|alcoholic
    BE addicted to -coffee|chocolate|sudoku|tetris|this|it|the|podcasts|youtube
    BE a|an? addict
    been|BE|stay|stayed|staying|got|getting _ sober
    sober for|since
    relapsed|relapse and|again|on|after|last|this
    drinking|drank|drunk again
    aa|na|alanon meeting|meetings
    alcoholics|narcotics anonymous
    smoke|smoked|smoking|vape|vaping weed|pot|joints|cannabis|marijuana|crack|meth
    take|took|taking|tried|try|do|did|doing|dropped|drop|snort|snorted drugs|ecstasy|acid|lsd|
        mdma|coke
    quit|quitting|stopped|using smoking|drinking|heroin|drugs|weed|alcohol
    i am|m|was disabled
    im disabled
    KIN is|s|was|has|are _ disabled
    disabled person|people|veteran|veterans|parking|badge|child|students
    BE handicapped|deaf|blind|paralysed|epileptic ! @ the|by|in|for|on|to|and|until|when|if
    legally blind
    deaf|blind in one|my|both|the ear|eye|ears|eyes
    hearing aids|aid|loss
    chronic pain|fatigue|illness|migraines|condition|disease|depression
    high|low blood pressure|sugar
    MY thyroid|prostate|ovary|ovaries|liver|kidney|kidneys|uterus|colon|bowel|bowels|spine
    test|tested|testing positive|negative for covid|corona|hiv|strep|flu
    tested positive|negative ! @ integer|number
    got|have|had|has|caught covid|corona|mono|shingles|pneumonia|sepsis|meningitis
    genital warts|herpes
    throw|throwing|threw up after MY|every|each? meals|meal|eating|food
    physically|mentally|severely|learning disabled|ill|handicapped|disability|disabilities
    psych|psychiatric|locked ward|unit|hospital|meds|evaluation
    admitted|rushed|taken to|into the? hospital|icu|ward|clinic
    BE|MY in|on|off MY? meds
    MY meds
    take|takes|took|taking MY? pill|pills|tablets|meds
    # DOSE at|in|every|per|twice|once|a|before|each the|a? night|morning|day|bedtime|evening|week
    # DOSE daily|nightly|tablets|tablet|pills|capsules
    take|takes|took|taking|prescribed|on _ # DOSE
    to # DOSE
    lump|cyst|growth|mass|polyp in|on MY|the breast|ovary|breasts|testicle|neck|lung|liver|
        armpit|groin|throat|chest
    BE|MY seeing|see|sees|saw a|my|the counsellor|counselor|shrink|therapist|psychologist
    MY counsellor|counselor|shrink|surgeon|gynaecologist|oncologist|gp
    fertility treatment|treatments|clinic|specialist
    hormone therapy|replacement|blockers|treatment
    std|sti|stds|stis test|tests|tested|results|clinic|screening
    tested for stds|stis|std|sti
    terminally|chronically ill
    BE|got|very|seriously|really ill with
    lost|lose|losing MY hair|sight|hearing|vision
    had|having|have|has|needs|need|post|after|MY a|an? surgery|operation ! TRADE @
    krank geschrieben
    BE overweight|obese|underweight|anorexic|bulimic
    out|back of|from rehab|hospital
    chez le|mon psy
    autoimmune disease|disorder|condition
    MY contractions|contraction
    wife|girlfriend|partner|we|daughter|sister|BE expecting a|our|my|their|her|twins _ baby|
        second|third|first|child|twins|girl|boy
    my|see|saw|sees|seeing _ shrink ! @ ray|wrap
    sleeping|diet|pain pills|tablets
    an erection
    waiting list for a _ liver|kidney|heart|lung|transplant|donor
    sperm count|donor|bank|test
    don|not|longer t? want to live|exist
    lost MY leg|arm|foot|hand|finger|toe|eye|breast
    liver|kidney values|function|levels
    drink|drinks|drinking|drank _ bottle|bottles|beers|wine|vodka|whisky|whiskey|gin|
        schnapps __ every|per|a|each night|day|evening|morning
    tensión|pressione alta|baja|bassa
    threw|throw|throwing up twice|again|all|last|since|every|this
    had|have|has|got|running a|high fever ! @ pitch|dream
    therapy session|sessions|appointment|today|tomorrow|tonight|at|on ! retail|speech @
    been|started|stopped cutting again|myself
    I relapsed|fainted|vomited
    I passed out ! @ out flyers|leaflets|copies|the
    got|get|getting|had|booked MY|the|a|another? _ vaccine|jab|booster
    BE in recovery ! @ mode
    # days|weeks|months|years without alcohol|drinking|smoking|drugs|cigarettes|cigarette|drink
    torn|ruptured|fractured|dislocated|sprained meniscus|acl|ligament|tendon|hip|rib|ribs|ankle|
        wrist|knee|shoulder
    hear|see on|in|with|out of? MY left|right ear|eye
    chest|stomach|back|joint|abdominal|pelvic|period|knee|neck pain|pains ! @ pain point|points
    operan|operaron|operar|operé|operado|operada de
    have|has|had|got|caught an? std|sti ! @ an? std string|vector|map|unique|shared|move|
        function|optional|variant|array|set|pair|thread|mutex|lib|library|span
    antibody|antibodies test|tests
    op _ knie|hüfte|herz|herzen|rücken|schulter|auge|augen|fuß|hand|bandscheibe
    chez le|la|mon|ma médecin|dentiste|gynéco|dermato|psychiatre|généraliste|pédiatre|kiné
    radiation therapy|treatment|sickness
    undergoing radiation|chemo|treatment|surgery
    halfway house
    to|through|in|into detox
    purge|purged|purging after
    eating is|was out
    knee|hip|shoulder|joint replacement|replacements
    root canal
    BE burned|burnt out ! bulb|element|lamp|fuse|house|car _ @
    a|my|einen|had|have|has|from|with burnout
    sick leave|note|pay
    signed off work|sick|with
    blood cell|cells|pressure|group
    broke|broken|fractured|sprained|tore|torn MY hip|leg|arm|ankle|wrist|collarbone|rib|ribs|foot|
        finger|acl|meniscus|back|nose
    through withdrawal
    BE|been clean for
    MY anxiety|depression|bmi|hearing|eyesight|drinking|bladder|migraine|scar|scars|dose|dosage
    social|health|separation|severe|crippling anxiety
    hear|hearing voices
    gained|lost|put # kilos|kg|pounds|lbs|kilo
    my|his|her weight is|was # ! @ on|for
    i weigh|weighed #
    food|sex|porn|gaming|shopping|sugar addiction|addict
    had|have|has|needs|a|triple bypass ! @ the|for|valve|around|to
    long covid
    slipped|herniated disc|discs|disk|disks
    cystic|pulmonary fibrosis
    spina bifida
    cerebral|bell palsy
    muscular dystrophy
    c section|sections ! @ of|in|title
    hot|night sweats
    MY pms
    MY period|periods|cycle|contractions|womb|cramps
    cosmetic|plastic|bariatric|weight|gender surgery|surgeon ! TRADE @
    on prep
    life support|expectancy ! @ for|of|team|windows
    intensive care
    organ donor|recipient
    blood donor|donation|type|group
    breast|prostate|skin|lung|bowel|colon|cervical|ovarian cancer|exam|reduction|implants
    food poisoning
    heart rate|beat is|was|went|of #
    MY resting? heart rate
    fausse couche
    cancer du sein
    arrêt maladie
    crisis|ataque|ataques de ansiedad|pánico|panico|nervios
    attacchi|attacco di panico
    nehme|nimmt _ tabletten|antidepressiva|medikamente
    in therapie|psychotherapie|behandlung
    beim|zum|zur psychiater|psychologen|therapeuten|psychotherapeuten|onkologen|urologen|
        frauenarzt|therapie
    in behandlung|therapie|reha
"""

TOPIC = Topic("health", _TELLING, _HINTING, _STEMS, _PHRASES)
