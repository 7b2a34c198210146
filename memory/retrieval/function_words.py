"""Function words of some languages: closed classes, by which a text shows what language it is in.

Articles, pronouns, prepositions, conjunctions, question words, particles, and the forms of the
verbs that stand for *be*, *have*, *do*, *can*, *must*, *will*. They say nothing about what is
looked for, as :data:`memory.retrieval.tokens.STOP_WORDS` do in English. Keys are ISO 639-1 codes.
Written as the language writes them; what is missing costs a common word that is looked for.
"""

from __future__ import annotations

from typing import Final

FUNCTION_WORDS: Final = {
    # Germanic
    "de": """
        der die das den dem des ein eine einen einem einer eines kein keine keinen keinem keiner ich
        mich mir du dich dir er ihn ihm sie ihr ihnen es wir uns euch man mein meine meinen meinem
        meiner meines dein deine deinen deinem deiner sein seine seinen seinem seiner ihre ihren
        ihrem ihrer unser unsere unseren unserem unserer euer eure euren eurem eurer dieser diese
        dieses diesen diesem jener jene jenes sich selbst selber wer wen wem wessen was welche
        welcher welches welchen welchem wo wohin woher wann warum wieso weshalb wie wofür womit
        woran worauf wovon wozu worin worüber wobei wodurch wogegen wonach in im ins an am ans auf
        aus bei beim mit nach von vom zu zum zur für über unter um durch gegen ohne vor hinter neben
        zwischen während wegen seit bis ab und oder aber sondern denn weil dass daß ob wenn als dann
        da so auch nur noch schon mal doch ja nein nicht nie eben halt etwa sehr mehr viel viele
        vielen wieviel wieviele alle allem allen alles jede jeder jedes jeden beide beiden etwas
        nichts hier dort hin her dabei damit daran darauf davon dazu darin dafür darüber bin bist
        ist sind seid war warst waren wart gewesen wäre wären sei habe hab hast hat haben habt hatte
        hattest hatten gehabt hätte hätten werde wirst wird werden wurde wurden worden geworden
        würde würden würdest kann kannst können könnt konnte konnten könnte könnten muss musst
        müssen musste mussten müsste soll sollst sollen sollte sollten will willst wollen wollte
        wollten darf darfst dürfen durfte mag mögen möchte möchten tun tut getan jetzt immer wieder
        gerade gern gerne bitte eigentlich also
    """,
    "nl": """
        de het een geen ik me mij mijn je jij jou jouw u uw hij hem zij ze haar wij we ons onze
        jullie hun hen zich zelf men dit dat deze die wie wat welke welk waar waarheen waarvan
        waarmee waarom waaraan waarop wanneer hoe hoeveel hoelang in op aan bij met naar van voor
        uit over onder tot tegen door zonder tussen tijdens sinds om te en of maar want omdat dus
        als dan toen er daar hier ook nog al niet nooit wel toch even eens meer veel alle allemaal
        alles elke elk iedere ieder beide iets niets zeer heel erg ben bent is zijn was waren
        geweest heb hebt heeft hebben had hadden gehad word wordt worden werd werden geworden zal
        zult zullen zou zouden kan kun kunt kunnen kon konden moet moeten moest moesten mag mogen
        mocht wil wilt willen wilde wou doe doet doen deed deden gedaan gaat nu altijd weer graag
    """,
    "sv": """
        en ett den det de dem der jag mig mej du dig dej han honom hon henne vi oss ni er man min
        mitt mina din ditt dina sin sitt sina hans hennes vår vårt våra ert era deras dess denna
        detta dessa sig själv vem vems vad vilken vilket vilka var vart varifrån när varför hur i på
        av till för med från om hos vid under över efter före innan mellan mot utan genom sedan sen
        och eller men att eftersom så som då där här också bara än ännu redan inte aldrig ju nog väl
        mer mycket många alla allt varje båda något någon några inget ingen inga är varit vara bli
        blir blev blivit har hade haft ha ska skall skulle kan kunde kunna måste får fick få vill
        ville vilja gör gjorde göra gjort brukar nu alltid igen gärna
    """,
    "da": """
        en et den det de dem jeg mig du dig han ham hun hende vi os i jer man min mit mine din dit
        dine sin sit sine hans hendes vores jeres deres dens dets denne dette disse sig selv hvem
        hvis hvad hvilken hvilket hvilke hvor hvorfra hvornår hvorfor hvordan på af til for med fra
        om hos ved under over efter før inden mellem mod uden gennem siden og eller men at fordi så
        som da der her også kun bare endnu allerede ikke aldrig jo nok vel mere meget mange alle alt
        hver begge noget nogen nogle intet ingen er var været være bliver blev blevet bliv har havde
        haft have skal skulle kan kunne må måtte vil ville gør gjorde gøre gjort plejer nu altid
        igen gerne
    """,
    "no": """
        en et ei den det de dem jeg meg du deg han ham hun henne vi oss dere man min mitt mine mi
        din ditt dine sin sitt sine hans hennes vår vårt våre deres dens denne dette disse seg selv
        hvem hva hvilken hvilket hvilke hvor hvorfra når hvorfor hvordan åssen på av til for med fra
        om hos ved under over etter før innen mellom mot uten gjennom siden og eller men at fordi så
        som da der her også bare kun ennå enda allerede ikke aldri jo nok vel mer mye mange alle alt
        hver begge noe noen intet ingen er var vært være blir ble blitt bli har hadde hatt ha skal
        skulle kan kunne må måtte vil ville gjør gjorde gjøre gjort pleier nå alltid igjen gjerne
    """,
    # Romance
    "fr": """
        le la les l un une des du de d au aux je j me m moi tu te t toi il elle on nous vous ils
        elles lui leur eux se s soi mon ma mes ton ta tes son sa ses notre nos votre vos leurs ce
        cet cette ces c ça cela ceci celui celle ceux celles qui que qu quoi quel quelle quels
        quelles dont où quand comment pourquoi combien lequel laquelle lesquels est-ce à dans en sur
        sous avec sans pour par chez vers entre contre avant après pendant depuis jusque jusqu dès
        et ou mais donc or ni car si comme parce lorsque puisque alors aussi encore déjà ne n pas
        plus jamais rien très trop peu bien tout toute tous toutes chaque même mêmes y là ici
        quelque quelques chose suis es est sommes êtes sont étais était étions étiez étaient été
        être serai sera serait seront sois soit ai as a avons avez ont avais avait avions aviez
        avaient eu avoir aurai aura aurait fais fait faites font faisait faire peux peut pouvons
        pouvez peuvent pouvait pourrait pourrais pouvoir dois doit devons devez doivent devait
        devrait devrais devoir veux veut voulons voulez veulent voulait voudrais voudrait vouloir
        vais va allons allez vont maintenant toujours
    """,
    "es": """
        el la los las lo un una unos unas de del al yo me mí tú te ti él ella ello nosotros nosotras
        nos vosotros os ellos ellas usted ustedes le les se sí mi mis tu tus su sus nuestro nuestra
        nuestros nuestras vuestro vuestra mío mía este esta esto estos estas ese esa eso esos esas
        aquel aquella aquello quién quien quiénes qué que cuál cual cuáles dónde donde adónde cuándo
        cuando cómo como cuánto cuánta cuántos cuántas cuanto cuyo a ante bajo con contra desde
        durante en entre hacia hasta para por según sin sobre tras y e o u pero sino porque pues si
        aunque mientras entonces también tampoco aún todavía ya no ni nunca nada muy más menos mucho
        mucha muchos muchas poco todo toda todos todas cada ambos algo alguien algún alguna algunos
        aquí allí ahí así tan soy eres es somos sois son era eras eran fui fue fueron sido ser sea
        estoy estás está estamos están estaba estaban estuvo estado estar he has ha hemos han había
        habían habido haber hay hubo tengo tienes tiene tenemos tienen tenía tener hago haces hace
        hacen hacía hizo hacer puedo puedes puede podemos pueden podía podría poder debo debes debe
        deben debía debería deber quiero quieres quiere quería voy vas va vamos van iba ir ahora
        siempre
    """,
    "pt": """
        o a os as um uma uns umas de do da dos das no na nos nas ao aos à às pelo pela pelos pelas
        num numa dum duma eu me mim tu te ti você vocês ele ela eles elas nós vós lhe lhes se si meu
        minha meus minhas teu tua teus tuas seu sua seus suas nosso nossa nossos nossas este esta
        isto estes estas esse essa isso esses essas aquele aquela aquilo quem que quê qual quais
        onde aonde quando como quanto quanta quantos quantas porque porquê com sem em para pra por
        sobre sob entre contra desde até após durante e ou mas nem pois então também ainda já não
        nunca nada muito muita muitos muitas mais menos pouco todo toda todos todas tudo cada ambos
        algo alguém algum alguma alguns aqui ali lá assim tão sou és é somos são era eram fui foi
        foram sido ser seja estou está estamos estão estava estavam esteve estado estar tenho tens
        tem temos têm tinha tinham teve ter hei há havia haver faço faz fazem fazia fez fazer posso
        pode podemos podem podia poderia poder devo deve devem devia deveria dever quero quer queria
        vou vai vamos vão ia ir agora sempre
    """,
    "it": """
        il lo la i gli le l un uno una di del dello della dei degli delle a al allo alla ai agli
        alle da dal dallo dalla dai dagli dalle in nel nello nella nei negli nelle su sul sullo
        sulla sui sugli sulle con per tra fra io me mi tu te ti lui lei egli ella noi ci vi voi loro
        si sé ne mio mia miei mie tuo tua tuoi tue suo sua suoi sue nostro nostra nostri nostre
        vostro vostra questo questa questi queste quello quella quelli quelle quel ciò chi che cosa
        cos quale quali qual dove dov quando come perché quanto quanta quanti quante cui e ed o od
        ma né se anche ancora già non mai niente nulla più meno molto molta molti molte poco tutto
        tutta tutti tutte ogni entrambi qualche qualcosa qualcuno qui qua lì là così poi però allora
        quindi senza sotto sopra dopo prima durante verso contro fino sono sei è siamo siete ero era
        eravamo erano fu stato stata stati essere sia sarà sarebbe ho hai ha abbiamo avete hanno
        avevo aveva avevano avuto avere faccio fai fa fanno faceva fatto fare posso puoi può
        possiamo possono poteva potrebbe potrei potere devo devi deve dobbiamo devono doveva
        dovrebbe dovrei dovere voglio vuoi vuole vogliono voleva vorrei vado vai va andiamo vanno
        sto sta stai stanno adesso ora sempre
    """,
    "ca": """
        el la els les l un una uns unes de del dels al als d jo em m mi tu et t ell ella nosaltres
        ens vosaltres us ells elles li se s es meu meva meus meves teu teva seu seva seus seves
        nostre nostra aquest aquesta aquests aquestes això aquell aquella qui què que quin quina
        quins quines on quan com quant quanta quants quantes per amb sense en a sobre sota entre
        contra des fins després durant i o però perquè si també encara ja no mai res molt molta
        molts més menys tot tota tots totes cada alguna algun aquí allà així doncs sóc soc ets és
        som sou són era eren fou estat ser estic està estan estava he has ha hem han havia tinc té
        tenim tenen tenia tenir faig fa fan feia fer puc pot podem poden podia podria dec deu vull
        vol vaig vas va vam van ara sempre
    """,
    "ro": """
        un o unui unei unor al a ai ale cel cea cei cele eu mă mine mie îmi mi tu te tine îți ți el
        ea îl îi i noi ne voi vă ei ele le lui se își sine meu mea mei mele tău ta tăi tale său sa
        săi sale nostru noastră noștri noastre vostru acest această acesta aceasta aceștia acel acea
        acela cine ce care cărui unde când cum cât câtă câți câte de din la în într pe cu fără
        pentru prin despre spre între după înainte sub peste până lângă și sau dar ci că să dacă
        deci deoarece încă deja nu niciodată nimic mai foarte mult multă mulți multe tot toată toți
        toate fiecare ceva cineva aici acolo așa atunci sunt ești este e suntem sunteți eram era
        erau fost fi fie am are avem aveți au avea aveau avut aș ar va vom vor fac faci face făcut
        făcea pot poți poate putem putea trebuie vreau vrei vrea acum mereu
    """,
    # Slavic
    "ru": """
        я меня мне мной ты тебя тебе тобой он его ему им нем она ее ей нею оно мы нас нам нами вы
        вас вам вами они их ими них себя себе собой мой моя мое мои моего моей моих моему моим мою
        моем твой твоя твое твои твоего твоей твою наш наша наше наши нашего нашей наших нашу нашем
        ваш ваша ваше ваши свой своя свое свои своего своей своих свою этот эта это эти этого этой
        этих этом эту тот та то те того той тех том ту кто кого кому кем что чего чему чем какой
        какая какое какие какого какую каком каких который которая которое которые чей чья чье где
        куда откуда когда почему зачем как сколько насколько в во на с со к ко о об обо от до из у
        за по под над при про для без через между перед после около из-за и а но или да либо если
        чтобы потому поэтому так также тоже же ли бы не ни нет уже еще только лишь вот ведь даже
        очень более больше много все всё всего всех всем всю вся весь каждый каждая каждое оба обе
        там тут здесь есть был была было были быть буду будет будут будем бывает мог могла могу
        может можем могут можно надо нужно должен должна должны хочу хочет хотел хотела теперь
        сейчас всегда опять
    """,
    "uk": """
        я мене мені мною ти тебе тобі він його йому ним вона її їй воно ми нас нам ви вас вам вони
        їх їм себе собі мій моя моє мої мого моєї моїх мою твій твоя твоє твої наш наша наше наші
        нашого нашої свій своя своє свої цей ця це ці цього цієї цих той та то ті того тієї хто кого
        кому ким що чого чому чим який яка яке які якого якої яку яких чий де куди звідки коли
        навіщо як скільки в у на з із зі до від о об по під над при про для без через між перед
        після за і й а але або чи якщо щоб бо тому так також теж же не ні немає вже ще тільки лише
        навіть дуже більше багато все всі всього кожен там тут є був була було були бути буду буде
        будуть можу може можна треба потрібно повинен хочу хоче тепер зараз завжди знову
    """,
    "sr": """
        ја мене ми ти тебе он његов она њен оно ви они их мој моја моје мојој твој твоја наш наша
        свој своја овај ова ово тај та то тога ко кога коме шта што чега који која које којој где
        куда одакле када кад зашто како колико у на са од до из за по под над при о без кроз између
        пре после и а али или ако да јер па тако такође не није ни већ још само веома више много све
        сви свака сваки ту тамо сам си је смо сте су био била било били бити ћу ће ћемо имам има
        имао имала могу може треба морам мора хоћу сада увек опет
    """,
    "hr": """
        ja mene mi ti tebe on njega njegov ona nju njen njezin ono vi oni ih moj moja moje mojoj
        mojeg tvoj tvoja naš naša naše svoj svoja ovaj ova ovo taj ta to toga tko koga kome što šta
        čega čemu koji koja koje kojoj kojem gdje kamo odakle kada kad zašto kako koliko u na sa s
        od do iz za po pod nad pri o bez kroz između prije poslije i a ali ili ako da jer pa tako
        također ne nije ni već još samo vrlo više mnogo sve svi svaka svaki tu tamo sam si je smo
        ste su bio bila bilo bili biti ću ćeš će ćemo imam ima imao imala mogu može treba moram mora
        hoću želim sada uvijek opet
    """,
    "bg": """
        аз мен ме ми ти теб те той него го му тя нея я ѝ то ние нас ни вие вас ви тях ги им себе си
        мой моя моят моята моето моите твой твоя твоята неговия нейния наш нашия нашата своя този
        тази това тези онзи кой кого коя кое кои какво какъв каква какви къде накъде откъде кога
        защо как колко в във на с със от до из за по под над при без през между преди след около и а
        но или ако че да защото така също не няма вече още само даже много повече всички всичко
        всеки всяка там тук съм е сме сте са бях беше бяха бил била било били бъда ще имам има имах
        имаше мога може трябва искам иска сега винаги пак
    """,
    "pl": """
        ja mnie mi mną ty ciebie cię ci tobie on jego go jemu mu nim ona jej ją nią ono my nas nam
        nami wy was wam oni one ich im nich siebie się sobie mój moja moje moi mojego mojej moich
        mojemu moim moją twój twoja twoje twojego nasz nasza nasze naszego naszej naszych wasz swój
        swoja swoje swojego swojej ten ta to te tego tej tych tym tę tamten kto kogo komu kim co
        czego czemu czym jaki jaka jakie jakiego jakiej jakich jaką który która które której którego
        czyj czyja gdzie dokąd skąd kiedy dlaczego jak ile ilu w we na z ze do od o u za po pod nad
        przy dla bez przez między przed podczas i a ale lub albo czy jeśli żeby bo ponieważ więc tak
        też także że nie ani już jeszcze tylko nawet bardzo więcej dużo wiele wszystko wszystkie
        wszyscy każdy każda każde oba coś ktoś tam tu tutaj jest jestem jesteś są był była było byli
        były być będę będzie będą mam masz ma mamy mają miał miała mieć mogę może można mógł trzeba
        muszę musi powinien powinna chcę chce teraz zawsze znowu
    """,
    "cs": """
        já mě mne mi mnou ty tebe tě ti tobě on jeho ho jemu mu jím ona její jí ji ono my nás nám
        námi vy vás vám oni ony jich jim se si sebe sobě můj moje má mé mého mojí mém mou moji tvůj
        tvoje tvá náš naše našeho naší svůj svoje svá své svého ten ta to toho té těch tom tu tento
        tato toto kdo koho komu kým co čeho čemu čím jaký jaká jaké jakého jakou který která které
        kterou čí kde kam odkud kdy proč jak kolik v ve na z ze do od o u za po pod nad při pro bez
        přes mezi před během s k ke a i ale nebo jestli aby protože tak také taky že ne ani už ještě
        jen jenom velmi více víc moc mnoho všechno všichni všechny každý každá každé oba něco někdo
        tam tady je jsem jsi jsme jste jsou byl byla bylo byli byly být budu bude budou mám máš máme
        mají měl měla mít můžu mohu může můžeme mohl mohla musím musí bych by chci chce teď vždy
        zase
    """,
    "sk": """
        ja ma mňa mi mnou ty teba ťa ti tebe on jeho ho jemu mu ním ona jej ju ňou ono my nás nám vy
        vás vám oni ony ich im sa si seba sebe môj moja moje môjho mojej mojom moju tvoj tvoja náš
        naša naše nášho našej svoj svoja svoje ten tá to tí tie toho tej tých tom tú tento táto toto
        kto koho komu kým čo čoho čomu čím aký aká aké akého akú ktorý ktorá ktoré ktorú čí kde kam
        odkiaľ kedy prečo ako koľko v vo na z zo do od o u za po pod nad pri pre bez cez medzi pred
        počas s so k ku a i aj ale alebo či aby pretože lebo tak tiež že nie ani už ešte len iba
        veľmi viac veľa všetko všetci všetky každý každá oba niečo niekto tam tu je som sme ste sú
        bol bola bolo boli byť budem bude budú mám máš má máme majú mal mala mať môžem môže mohol
        musím musí by chcem chce teraz vždy zase
    """,
    # Baltic, Finno-Ugric, Turkic, Greek
    "lt": """
        aš manęs mane man manimi tu tavęs tave tau jis jo jį jam ji jos ją jai mes mus mums jūs jus
        jums jie jų juos jiems savo save sau mano tavo mūsų jūsų šis ši šito tas ta to tą tie kas ko
        kam ką kuo koks kokia kokį kokią kokie kuris kuri kurį kur kada kodėl kaip kiek į iš su be
        ant po prie prieš už nuo iki per apie dėl pas tarp ir o bet ar arba jei jeigu kad nes taip
        pat ne nei jau dar tik labai daugiau daug viskas visi visos visą kiekvienas abu kažkas ten
        čia yra esu esi esame buvau buvo būti bus būsiu turiu turi turėjo galiu gali galėjo reikia
        noriu nori dabar visada vėl
    """,
    "lv": """
        es manis mani man tu tevi tev viņš viņa viņu viņam viņai mēs mūs mums jūs jums viņi viņas
        viņiem sevi sev mans mana manu manas manam manai tavs tava tavu mūsu jūsu savs savu šis šī
        šo tas tā to tie tās kas kā kam ko kāds kāda kādu kurš kura kuru kur kad kāpēc cik uz no ar
        bez pie pēc pirms par līdz starp zem virs un bet vai ja lai jo arī ne nav nekad jau vēl
        tikai ļoti vairāk daudz viss visi visas katrs abi kaut tur šeit ir esmu esi esam biju bija
        būt būs būšu varu var varēja vajag jābūt gribu grib tagad vienmēr atkal
    """,
    "fi": """
        minä minun minua minut minulla minulle mulla mun sinä sinun sinua hän hänen häntä hänellä me
        meidän meitä meillä te teidän he heidän heitä se sen sitä siitä siinä siihen sillä ne niiden
        niitä tämä tämän tätä nämä tuo tuon itse kuka kenen ketä ketkä kenelle kenellä mikä minkä
        mitä mistä missä mihin millä mille milloin miksi miten kuinka kumpi millainen paljonko
        montako ja tai vai mutta että jos kun koska niin kuin myös kanssa ilman ennen jälkeen ei en
        et emme eivät jo vielä vain hyvin enemmän paljon kaikki kaikkien joka jokainen molemmat
        jotain joku siellä täällä olen olet on olemme ovat olin oli olivat ollut ole olla voin voi
        voisi voinko pitää pitäisi täytyy haluan haluaa nyt aina taas
    """,
    "et": """
        mina ma minu mind mul mulle sina sa sinu sind tema ta teda tal talle meie me meid meil teie
        te teid nemad nad nende neid neil see selle seda sellest need oma ise enda kes kelle keda
        kellele mis mille mida millest missugune milline kus kuhu kust millal miks kuidas kui palju
        mitu ja või aga et sest nii ka koos ilma enne pärast ei juba veel ainult väga rohkem kõik
        kõigi iga mõlemad midagi keegi seal siin olen oled on oleme olin oli olid olnud ole olla
        saan saab võin võib pean peab peaks tahan tahab nüüd alati jälle
    """,
    "hu": """
        a az egy én engem nekem velem rám te téged neked ő őt neki vele mi minket nekünk ti ők őket
        nekik maga saját ez ezt ennek ezek azt annak azok ki kit kinek kivel kik mit minek mivel
        miből mibe miről melyik melyiket milyen milyet hol hová hova honnan mikor miért hogyan hogy
        hány hányan mennyi mennyit meddig és vagy de hanem ha mert mint tehát is sem se nem ne soha
        már még csak nagyon több sok sokat minden mindenki mindig mindkét valami valaki ott itt van
        vagyok vagyunk vannak volt voltam voltak lenni lesz lett lenne kell kellene tud tudok tudnék
        akar akarok szeretnék most megint újra után előtt alatt között nélkül szerint miatt felé óta
    """,
    "tr": """
        ben beni bana bende benden benim sen seni sana senin o onu ona onun ondan biz bizi bize
        bizim siz sizi size sizin onlar onları onların kendi kendim bu bunu buna bunun şu şunu şey
        kim kimi kime kimin ne neyi neye neyin nerede nereye nereden neresi nasıl niçin neden niye
        hangi hangisi kaç kaçta kaçıncı zaman mı mi mu mü mıydı miydi ve veya ya da de ile için ama
        fakat ancak çünkü eğer ki gibi kadar göre sonra önce beri doğru değil hiç henüz hâlâ daha
        çok en az her hep bütün tüm herkes bazı biri bir şimdi yine tekrar zaten sadece bile var yok
        vardı yoktu olan oldu olacak olmak idi ise miyim mıyım gerek lazım
    """,
    "el": """
        ο η το οι τα του της των τον την τους τις ένας μια μία ένα ενός μιας εγώ εμένα με μου εσύ
        εσένα σε σου αυτός αυτή αυτό αυτόν αυτήν αυτού αυτής εμείς μας εσείς σας αυτοί αυτές αυτά
        δικός δική δικό ποιος ποια ποιο ποιον ποιους ποιες τι πόσο πόση πόσα πόσοι πόσες πού πότε
        γιατί πώς από για χωρίς στο στη στην στον στους στις στα προς μέχρι πριν μετά κατά μεταξύ
        πάνω κάτω και κι ή αλλά όμως αν όταν επειδή ότι πως που να θα ας δεν δε μην μη ποτέ ήδη
        ακόμα ακόμη μόνο πολύ πιο περισσότερο όλα όλοι όλες όλο κάθε κάτι κάποιος εκεί εδώ είμαι
        είσαι είναι είμαστε ήμουν ήταν έχω έχεις έχει έχουμε έχουν είχα είχε είχαν μπορώ μπορεί
        πρέπει θέλω θέλει κάνω κάνει τώρα πάντα πάλι
    """,
    # Others
    "id": """
        saya aku kamu anda dia ia kami kita kalian mereka ini itu nya siapa apa apakah mana dimana
        kapan mengapa kenapa bagaimana berapa di ke dari pada untuk dengan tanpa oleh dalam antara
        sejak sampai tentang dan atau tetapi tapi karena jika kalau bahwa yang juga saja sudah belum
        masih tidak bukan jangan pernah sangat lebih banyak semua setiap kedua sesuatu sana sini
        adalah ada akan telah sedang bisa dapat harus mau ingin sekarang selalu lagi
    """,
    "vi": """
        tôi tao mình bạn anh chị em ông bà nó họ chúng ta ai gì nào đâu đó này kia khi sao mấy bao
        nhiêu là có không chưa đã đang sẽ được bị cho của và hay hoặc nhưng vì nếu thì mà ở tại
        trong ngoài trên dưới với từ đến về để cũng chỉ rất hơn nhiều mọi mỗi các những một cái
    """,
    "ar": """
        أنا أنت هو هي نحن أنتم هم هن هذا هذه ذلك تلك هؤلاء من ما ماذا أي أين متى كيف لماذا كم هل في
        على إلى عن مع بين بعد قبل عند لدى حتى منذ خلال تحت فوق و أو لكن لأن إذا أن إن قد لا لم لن
        ليس ليست كل بعض جدا أكثر هناك هنا كان كانت كنت يكون تكون لي لك له لها لنا الذي التي الذين
        يجب يمكن أريد الآن دائما
    """,
    "fa": """
        من تو او ما شما آنها این آن این‌ها خود کی کسی چه چی چیست کدام کجا چرا چطور چگونه چند چقدر در
        به از با برای تا بر روی زیر بین بعد قبل بدون و یا اما ولی اگر که چون هم نیز نه نمی را هر همه
        خیلی بیشتر هست است هستم هستند بود بودم بودند شد شده باید می‌توانم می‌خواهم دارم دارد داشتم
        داشت الان همیشه
    """,
    "he": """
        אני אותי לי שלי אתה את אותך לך שלך הוא אותו לו שלו היא אותה לה שלה אנחנו לנו שלנו אתם הם הן
        להם שלהם זה זאת זו אלה מי מה איזה איזו איפה לאן מאיפה מתי למה מדוע איך כמה האם של על אל עם
        בלי בין אחרי לפני עד תחת מעל ו או אבל כי אם ש גם רק עוד כבר לא אין מאוד יותר הרבה כל כולם יש
        היה הייתה היו הייתי להיות יהיה צריך צריכה יכול יכולה רוצה עכשיו תמיד שוב
    """,
    "hi": """
        मैं मुझे मेरा मेरी मेरे मुझको तू तुम तुम्हारा आप आपका आपकी वह वे उस उसे उसका उसकी उसके उन यह
        ये इस इसे इसका हम हमें हमारा हमारी हमारे अपना अपनी अपने कौन किस किसे किसका किसने क्या क्यों
        कब कहाँ कहां कैसे कैसा कितना कितनी कितने का की के को से में पर तक ने लिए साथ बिना बाद पहले
        बीच और या लेकिन मगर अगर तो कि क्योंकि भी ही नहीं मत न बहुत ज्यादा सब सभी हर कुछ कोई वहाँ
        यहाँ है हैं हूँ हूं हो था थी थे होना होगा रहा रही रहे गया गई गए किया कर करना सकता सकती चाहिए
        अब हमेशा फिर
    """,
}
