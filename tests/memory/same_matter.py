"""Later turns that tell the same matter anew, with those that only sound like it.

Written for this project before the rules that they test, in three tones: somebody who works with an
assistant, people who talk to each other, and short notes. In each the earlier words match the
question better. Of every two scenes the first may be looked at while a rule is made (``TUNED``);
the second is only counted (``KEPT``).
"""

from __future__ import annotations

from typing import Final

from tests.memory.changing_minds import Scene
from tests.memory.other_matter import UNCHANGED

_CHANGED: Final = (
    # --- with an assistant
    Scene(
        "How many unit tests does the payment module have?",
        "I'm trying to organise the unit tests of my payment module, which has 42 unit tests at the"
        " moment. Can you help me run the payment tests in parallel?",
        "I'm looking at the CI pipeline, and since the payment module has grown to 58 unit tests"
        " the job takes too long. How do I split it over two runners?",
    ),
    Scene(
        "What is the page load time of the product catalogue?",
        "I want to improve the page load time of my product catalogue, the page load time is 3.2"
        " seconds and the catalogue has many images. Where should I begin?",
        "After lazy loading, the catalogue is down to 1.9 seconds of load time. Can you tell me"
        " whether a CDN would help further?",
    ),
    Scene(
        "When is the submission deadline for my thesis proposal?",
        "I'm planning my thesis proposal with a submission deadline of May 10, can you break the"
        " thesis proposal down into weekly tasks until the submission?",
        "My supervisor gave us more time, so the proposal is now due on May 24. I'd like to use the"
        " extra weeks for a second literature search, what do you suggest?",
    ),
    Scene(
        "How much money have I saved for the trip to Japan?",
        "I'm saving money for my trip to Japan, I have saved $1,800 for the trip so far, can you"
        " help me work out a monthly savings plan for Japan?",
        "Good news, with the bonus I've now saved $2,650 for Japan, so could you redo the plan and"
        " tell me what is left to put aside?",
    ),
    Scene(
        "How many vocabulary cards are in my Korean deck?",
        "I have a vocabulary deck for Korean with 300 vocabulary cards, can you suggest how to tag"
        " the cards in my Korean deck by topic?",
        "I've been adding words from a drama I watch, and my Korean deck has reached 420 cards."
        " How should I set the daily limit of reviews?",
    ),
    Scene(
        "What word count has my short story reached?",
        "I'm writing a short story about a lighthouse, the word count of my short story is 2,100"
        " words. Could you check whether the pacing of the story is right?",
        "I rewrote the ending last night, and the story is now at a word count of 2,900. Is that"
        " too long for the magazine?",
    ),
    Scene(
        "What is the maximum file size for uploads in my app?",
        "My app has a maximum file size of 5 MB for uploads, how do I show an error in the app when"
        " an upload is over the maximum file size?",
        "Users complained, so I've raised the upload limit in the app to a maximum of 20 MB. Which"
        " nginx setting do I have to change for files of that size?",
    ),
    Scene(
        "How many guests are invited to the engagement dinner?",
        "I'm planning an engagement dinner and have 24 guests invited to the engagement dinner, can"
        " you suggest a menu for a dinner with guests of all ages?",
        "My fiancé's cousins are coming after all, so we have 31 guests for the engagement dinner."
        " Would a buffet be easier?",
    ),
    Scene(
        "What is my average pace on the 10k?",
        "My average pace on the 10k is 6:10 per kilometre, an average pace that I'd like to"
        " improve, can you write me a 10k plan?",
        "The intervals paid off: on the 10k my average pace has improved to 5:45. Should I add a"
        " tempo run?",
    ),
    Scene(
        "Which payment provider does my web shop use?",
        "My web shop uses Paylane as its payment provider, can you show me how to verify the web"
        " hooks that the payment provider sends to the shop?",
        "I've switched the shop over to Stripe for payments because of the fees. How do I migrate"
        " the saved cards of my customers?",
    ),
    Scene(
        "How many endpoints does the inventory API expose?",
        "The inventory API exposes 12 endpoints, and I want to document the endpoints of the"
        " inventory API with OpenAPI, can you give me a template?",
        "I just merged three endpoints for suppliers, which brings the inventory API to 15. How"
        " do I keep the generated client in step?",
    ),
    Scene(
        "What score did I set as my goal for the language test?",
        "For the language test I set a score of 6.5 as my goal, can you make a study plan for the"
        " language test with that score as the goal?",
        "The university wants more, so I've changed my goal for the test to 7.0. Which part of the"
        " test should I put most time in?",
    ),
    Scene(
        "What is the interest rate on my car loan?",
        "I have a car loan with an interest rate of 7.9%, can you calculate what the interest rate"
        " on the car loan costs me over four years?",
        "I refinanced, and the rate on the car loan is 5.4% now. How much do I save in total?",
    ),
    Scene(
        "How many hours a week do I spend on the volunteer project?",
        "I spend 4 hours a week on the volunteer project, can you help me plan my week around the"
        " hours for the volunteer project?",
        "They asked me to coordinate as well, so it has become 7 hours a week for the volunteer"
        " project. How do I say no to more?",
    ),
    # --- people to each other
    Scene(
        "How many hens does Uncle Piet have?",
        "Uncle Piet has 14 hens, they lay eggs like mad, those hens of Uncle Piet's!",
        "Went to see Piet on Sunday. The fox had been there again, so he's left with 9 hens.",
    ),
    Scene(
        "Where do the kids have their swimming lessons?",
        "The kids have their swimming lessons at the Northfield pool, swimming lessons with a very"
        " patient teacher",
        "Northfield is closed for repairs, so the lessons are at the university pool from this"
        " month on. The kids love the slide!",
    ),
    Scene(
        "What time does the pottery class begin?",
        "The pottery class begins at 6 pm, come along to the pottery class some time!",
        "Oh, if you come on Tuesday: pottery begins at 7 pm since the teacher has a baby.",
    ),
    Scene(
        "Who is going to be the best man?",
        "My brother is going to be the best man, he's going to be such a funny best man",
        "My brother can't get leave, so Farid will be the best man instead. He cried when I asked!",
    ),
    Scene(
        "What is Nadia's new job?",
        "Nadia's new job is at a publisher's, she is an editor for cook books in the new job",
        "Did you hear about Nadia? The publisher let her go, she teaches at a cookery school now.",
    ),
    Scene(
        "How old is the puppy?",
        "Our puppy is 9 weeks old, how old it already looks, this puppy",
        "The puppy turned 5 months old yesterday and has eaten my slippers",
    ),
    Scene(
        "When is the street party?",
        "The street party is on 14 June, the whole street comes to the party",
        "They had to move it because of the road works. Street party's on 28 June now, same place.",
    ),
    Scene(
        "How much does the piano teacher charge for a lesson?",
        "The piano teacher charges 30 euros for a lesson, a fair charge for a piano lesson",
        "The teacher put the price up, the piano lesson costs 36 euros from September",
    ),
    Scene(
        "Which car do you drive to work?",
        "I drive the old Fiat to work, a car that you drive with love",
        "The Fiat died on the bridge! I drive my mother's Toyota to work these days",
    ),
    Scene(
        "How many chapters has Ravi's comic?",
        "Ravi's comic has 3 chapters, the chapters of the comic are online",
        "Have you seen it? Ravi put up another two, his comic has 5 chapters now",
    ),
    Scene(
        "Are you still with the drama group?",
        "I'm with the drama group, still the funniest evening of the week with them",
        "I left the drama group in the end, the rehearsals were too late for me",
    ),
    Scene(
        "Where does Aunt Rosa live?",
        "Aunt Rosa lives in Turin, she lives over a bakery there",
        "Rosa has moved to Genoa to be near the sea, the removal took two days",
    ),
    Scene(
        "How tall is the sunflower?",
        "The sunflower is 90 cm tall, tall for a sunflower in a pot",
        "Look at this photo! The sunflower is 140 cm tall and leans on the fence",
    ),
    # --- notes
    Scene(
        "What is my target weight?",
        "target weight: 74 kg. weight today 81, target by summer",
        "saw the dietician, too fast. new target weight 77 kg",
    ),
    Scene(
        "Which bus goes to the clinic?",
        "bus to the clinic: 23, every ten minutes, clinic stop is the last one of the bus",
        "bus 23 was discontinued; to the clinic it's the 41 now",
    ),
    Scene(
        "What is the dose of the thyroid tablets?",
        "thyroid tablets: dose 50 µg, take the tablets before breakfast",
        "blood test back. dose of thyroid tablets up to 75 µg, check again in 8 weeks",
    ),
    Scene(
        "When does the boiler service come?",
        "boiler service comes on Wednesday, boiler service needs access to the cellar",
        "call from the heating firm: boiler service comes on Friday, Wednesday cancelled",
    ),
    Scene(
        "What is the budget for the bathroom?",
        "bathroom: budget 9,000 for everything, budget includes the bathroom tiles",
        "talked it over with the bank, bathroom budget is 11,500",
    ),
    Scene(
        "How many litres of paint are left?",
        "paint left: 12 litres of white paint, litres enough for two rooms",
        "hallway done, 5 litres of paint left",
    ),
    Scene(
        "Who is responsible for the newsletter?",
        "newsletter: Maud is responsible, responsible for the newsletter texts and pictures",
        "Maud on parental leave, Stefan takes over the newsletter",
    ),
    Scene(
        "What is the alarm code of the workshop?",
        "alarm code of the workshop is 4471, the code for the alarm is with Tim as well",
        "workshop alarm code was changed to 9026 after the break-in",
    ),
    Scene(
        "Which version of the firmware does the router run?",
        "router runs firmware version 2.1.8, firmware of the router from 2022",
        "updated the router at last, firmware is at 3.0.2",
    ),
    Scene(
        "How long is the waiting list for the allotment?",
        "allotment: waiting list is 3 years long, a long list for a small allotment",
        "letter from the council, waiting list for the allotment now 18 months",
    ),
    Scene(
        "What is the seating capacity of the hall?",
        "hall: seating capacity 120, capacity without the balcony of the hall",
        "fire inspection: hall may only have a seating capacity of 95 from now on",
    ),
    Scene(
        "Which wall colour did we choose for the nursery?",
        "nursery: wall colour is mint, we chose the colour for the nursery wall together",
        "mint looked like a hospital. nursery wall will be in apricot instead",
    ),
    Scene(
        "How many bottles are in the wine rack?",
        "wine rack: 36 bottles in the rack, mostly bottles of red wine",
        "after the party 21 bottles in the wine rack",
    ),
)

#: Long turns to an assistant that mention in passing how it is now.
_IN_PASSING: Final = (
    Scene(
        "What is the monthly grocery budget that I have set for my household?",
        "I'm trying to get a grip on our spending, and I've set a monthly grocery budget of $450"
        " for my household of three. I'd like to cook at home more often and waste less, so can"
        " you help me plan meals that keep us within the grocery budget?",
        "I've been tracking every receipt for six weeks, and with my mother staying with us I've"
        " had to raise the grocery budget to $520 a month, so I'm wondering where else I can save."
        " Our streaming subscriptions come to quite a sum as well.",
    ),
    Scene(
        "How many articles have I reviewed for my literature review?",
        "I'm working on the literature review for my dissertation on urban heat, and I've reviewed"
        " 18 articles so far, most of them on green roofs. Can you help me structure the literature"
        " review by theme rather than by author?",
        "I feel more confident about my argument, having gone through 27 articles for the"
        " literature review by now, but I'm not sure how to treat the ones that contradict each"
        " other. Could you suggest a way to present conflicting evidence?",
    ),
    Scene(
        "When is my meeting with the financial advisor?",
        "I have a meeting with the financial advisor scheduled for March 14, and I want to be well"
        " prepared for it. Which documents should I bring to a meeting with a financial advisor?",
        "The advisor's office called and had to reschedule, so my meeting is on March 21 now, which"
        " leaves me a bit more time to gather my tax papers. What should I ask about index funds?",
    ),
    Scene(
        "What is the target word count for each chapter of my memoir?",
        "I'm outlining my memoir, and the target word count for each chapter is 3,000 words, with"
        " twelve chapters planned. Can you help me decide which memories belong in which chapter?",
        "After talking to my writing group I've decided to aim for 2,500 words in each chapter of"
        " the memoir, because the scenes felt stretched. Can you look at this opening paragraph?",
    ),
    Scene(
        "How often do I go to physical therapy?",
        "I hurt my shoulder in January and go to physical therapy twice a week, which is hard to"
        " fit in with my job. Can you help me make a schedule around physical therapy?",
        "My shoulder is much better, and since last month I only go to physical therapy once a"
        " week, so I have Thursday evenings free again. Could you suggest exercises for home?",
    ),
    Scene(
        "Who is mentoring me on the leadership programme?",
        "I was accepted into the leadership programme, and Denise from operations is mentoring me"
        " on it. How can I get the most out of being mentored on a leadership programme?",
        "Things changed on the leadership programme: Denise has left the company, and Anwar is"
        " mentoring me from now on. How do I build trust quickly with a new mentor?",
    ),
    Scene(
        "What is my current savings rate?",
        "I want to retire early and my current savings rate is 22% of my income. Can you explain"
        " how the savings rate influences the number of years until retirement?",
        "Since I moved in with my partner my rent has halved, and my savings rate went up to 31%."
        " Should I put the difference into my pension or pay off the car first?",
    ),
    Scene(
        "How many clients does my tutoring business have?",
        "I run a small tutoring business with 8 clients, mostly secondary school pupils, and I'm"
        " trying to find out how a tutoring business can get more clients by word of mouth.",
        "I had to turn somebody down for the first time, because my tutoring business has 13"
        " clients at this point and my evenings are full. Would group lessons be an option?",
    ),
    Scene(
        "What is the estimated completion date of the deck in the garden?",
        "We're building a deck in the garden, and the estimated completion date of the deck is June"
        " 6, provided that the timber arrives. Can you check my list of materials?",
        "It has rained for two weeks, so the completion of the deck is now estimated for June 20,"
        " and I'd like to know how to protect the timber until then.",
    ),
    Scene(
        "Which city is my company opening its second office in?",
        "My company is opening its second office in Leipzig, and I was asked to find out what a"
        " second office in a new city costs. Can you list the items that one tends to forget?",
        "The board changed its mind about Leipzig, and the second office will be opened in Graz"
        " instead. Do I need a different kind of contract for employees there?",
    ),
    Scene(
        "What average rating does my podcast have?",
        "My podcast has an average rating of 4.1 stars, and I'd like to know what I can do about"
        " the average rating of a podcast without begging for reviews.",
        "I took your advice on the sound, and the rating of the podcast has climbed to 4.5 stars in"
        " the meantime. How do I thank the listeners without sounding like an advertisement?",
    ),
    Scene(
        "How long is my morning meditation?",
        "I've begun to meditate, and my morning meditation is 10 minutes long. Can you suggest what"
        " to do when the thoughts wander during morning meditation?",
        "I'm getting calmer at work too, probably because I've extended my morning meditation to"
        " 20 minutes and leave the phone in the kitchen. Are there longer guided ones?",
    ),
    Scene(
        "How many plants have I catalogued for the botany project?",
        "For the botany project I've catalogued 60 plants in the nature reserve, and I'd like to"
        " build a small web page for the catalogue of plants. Which fields should it have?",
        "The weekend in the reserve was worth it: that makes 85 plants catalogued for the botany"
        " project, including two orchids. How do I photograph very small flowers?",
    ),
    Scene(
        "What is the seating arrangement for the workshop?",
        "For the workshop I've planned a seating arrangement in rows, since the room is narrow. Can"
        " you help me with the agenda of the workshop and the time for questions?",
        "We've got the bigger room, so the seating arrangement for the workshop has been changed to"
        " a horseshoe. How do I keep people at the far ends involved?",
    ),
    Scene(
        "What is the resting heart rate that my watch shows?",
        "My watch shows a resting heart rate of 68, and I'm trying to understand whether a resting"
        " heart rate like that is fine for my age and weight.",
        "Three months of cycling later my resting heart rate has come down to 59 on the watch,"
        " which my doctor was pleased about. Can I train harder now?",
    ),
    Scene(
        "How many episodes of the documentary series are finished?",
        "I'm editing a documentary series of six parts and 2 episodes are finished, so can you help"
        " me make a plan for the remaining episodes of the series?",
        "The broadcaster wants to see more, and luckily 4 episodes of the series are finished and"
        " subtitled. How should I word the mail to the commissioning editor?",
    ),
    Scene(
        "When does the lease on my shop end?",
        "The lease on my shop ends on September 30, and I'm unsure whether to negotiate a new lease"
        " for the shop or to look for another place. What should I consider?",
        "I spoke with the owner and we agreed on an extension, so the lease on the shop ends on"
        " December 31. Could you draft a short letter that confirms this?",
    ),
    Scene(
        "What instrument is my daughter learning?",
        "My daughter is learning the violin, an instrument that is not easy on the neighbours when"
        " a child is learning. How long should a seven-year-old practise?",
        "My daughter gave up the violin and has switched to the drums, so the neighbours like us"
        " even less. Is there a quiet drum kit that you would recommend?",
    ),
    Scene(
        "How much do I charge for a logo design?",
        "As a freelance designer I charge $350 for a logo design, and I want to explain to clients"
        " why a logo design is not done in an hour. Can you write that for my website?",
        "I have more requests than I can handle, so I've put the charge for a logo design up to"
        " $480. How do I tell a regular client about it?",
    ),
    Scene(
        "Which programming language is the course taught in?",
        "I'm taking an online course on algorithms, and the course is taught in Java, a programming"
        " language that I've never used. Can you explain interfaces to me?",
        "The new lecturer has moved the whole course over to Python, which suits me better. Could"
        " you rewrite that example with the priority queue?",
    ),
    Scene(
        "How many volunteers have signed up for the river cleanup?",
        "I'm organising a river cleanup and 15 volunteers have signed up for the cleanup so far."
        " Can you make a list of what the volunteers need on the day?",
        "The newspaper wrote about us, and there are 38 volunteers signed up for the river cleanup"
        " as of this morning. How do I divide so many people into groups?",
    ),
    Scene(
        "What interest do we pay on the mortgage?",
        "We pay interest of 4.8% on the mortgage, and I'd like to understand how much of the"
        " mortgage payment is interest in the first ten years.",
        "The bank agreed to fix the mortgage anew, and from August we'll pay 3.9% on it. Does it"
        " make sense to pay off more at the end of the year?",
    ),
    Scene(
        "How many hours of sleep do I get on weekdays?",
        "I've been tired for months and get only about 5 hours of sleep on weekdays. Can you help"
        " me to an evening routine that gives me more hours of sleep?",
        "The evening routine works: on weekdays I get 7 hours of sleep, and I no longer need a nap"
        " on Sunday. Should I still avoid coffee after noon?",
    ),
    Scene(
        "Where is the family reunion going to be held?",
        "The family reunion is going to be held at the lake house, and I'm in charge of the food"
        " for the family reunion. Can you help me with amounts for 40 people?",
        "The lake house has a broken roof, so the reunion will be held at my cousin's farm. Could"
        " you adjust the shopping list, as there is a big oven?",
    ),
)

TUNED: Final = (*_CHANGED[::2], *_IN_PASSING[::2], *UNCHANGED[::2])
KEPT: Final = (*_CHANGED[1::2], *_IN_PASSING[1::2], *UNCHANGED[1::2])
